"""Notices to shops' systems: where they go, and their delivery with a signature, tried again with growing pauses."""

from __future__ import annotations

import json
import secrets
import socket
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from ipaddress import ip_address
from typing import Final
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from liangxin.domains.claims.access.till import get_till
from liangxin.domains.claims.errors import HookSilent, HookUnfit
from liangxin.domains.claims.models import Claim, Notice, ShopHook
from liangxin.domains.claims.rules.signing import HEADERS, digest_of, signature_of
from liangxin.domains.claims.terms import (
    NOTICE_TRIES,
    TEXT_LIMIT,
    Channel,
    ClaimState,
    Deed,
    NoticeKind,
    NoticeState,
    Power,
)
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record
from liangxin.kernel.text import cut

PATIENCE: Final = 5.0  # seconds for a shop's system to take a notice
_TAKEN: Final = timedelta(minutes=2)  # while one worker sends it, no other does
Send = Callable[[str, str, bytes, dict[str, str]], None]


def set_hook(actor: Actor, till_id: UUID | str, url: str, *, is_on: bool = True) -> str:
    """Say where the shop of a till is told; the new secret by which notices are signed, shown once.

    Raises HookUnfit, TillKeyNotFound, NotAllowed.
    """
    till, wanted = get_till(actor, till_id, Power.TILL), url.strip()
    require_fit(wanted)
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        values = {"url": wanted, "secret": secret, "is_on": is_on}
        hook, _ = ShopHook.objects.update_or_create(shop_id=till.shop_id, defaults=values)
        after = {"url": wanted, "is_on": is_on, "shop": till.shop.name}
        record(actor, Deed.SHOP_HOOK_SET, hook, region_path=till.shop.region.path, after=after)
    return secret


def require_fit(url: str) -> None:
    """Raise HookUnfit for what is no public https address as it is written."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    is_fit = parts.scheme == "https" and "." in host and parts.username is None and len(url) <= TEXT_LIMIT
    if not is_fit or _is_inside(host):
        raise HookUnfit(field="url", limit=TEXT_LIMIT)


def _is_inside(host: str) -> bool:
    """Whether a written address is of this machine or of a network of its own; names are looked up when sending."""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host.endswith((".local", ".internal", ".localhost"))


def send_notices(now: datetime, send: Send | None = None, limit: int = 500) -> tuple[int, int]:
    """Send what is due; how many went, and how many could not."""
    tell_paid(now)
    due = Notice.objects.filter(state=NoticeState.WAITING.value, next_try_at__lte=now).order_by("next_try_at", "id")
    went = failed = 0
    for notice_id in list(due.values_list("id", flat=True)[:limit]):
        notice = _taken(notice_id, now)
        if notice is None:
            continue
        if _sent(notice, send or _send):
            went += 1
        else:
            failed += 1
    return went, failed


def tell_paid(now: datetime, limit: int = 2_000) -> int:
    """Make notices of till claims that were paid since; how many."""
    hooks = {row.shop_id: row.pk for row in ShopHook.objects.filter(is_on=True)}
    told = Notice.objects.filter(kind=NoticeKind.PAID.value).values("claim")
    paid = Claim.objects.filter(channel=Channel.TILL.value, state=ClaimState.PAID.value, shop__in=hooks)
    rows = [
        Notice(hook_id=hooks[claim.shop_id], claim=claim, kind=NoticeKind.PAID.value, next_try_at=now,
               happened_at=claim.changed_at)
        for claim in paid.exclude(pk__in=told).order_by("pk")[:limit]
        if claim.shop_id
    ]  # fmt: skip
    return len(Notice.objects.bulk_create(rows, ignore_conflicts=True))


def _taken(notice_id: int, now: datetime) -> Notice | None:
    """The notice, put off so that nobody else sends it meanwhile; None where somebody has it."""
    with transaction.atomic():
        rows = Notice.objects.select_for_update(skip_locked=True, of=("self",)).select_related("hook", "claim")
        row = rows.filter(pk=notice_id, state=NoticeState.WAITING.value, next_try_at__lte=now).first()
        if row is not None:
            Notice.objects.filter(pk=row.pk).update(next_try_at=now + _TAKEN, tries=F("tries") + 1)
    return row


def body_of(notice: Notice) -> bytes:
    """What a shop's system is told."""
    said = {
        "event": notice.kind,
        "id": str(notice.public_id),
        "claim": notice.claim.number,
        "amount_fen": notice.claim.amount_fen,
        "price_fen": notice.claim.price_fen,
        "happened_at": notice.happened_at.isoformat(timespec="seconds"),
    }
    return json.dumps(said).encode()


def _sent(notice: Notice, send: Send) -> bool:
    """Send outside of any transaction, then say what became of it."""
    body, moment = body_of(notice), str(int(time.time()))
    path = urlsplit(notice.hook.url).path or "/"
    identifier = str(notice.public_id)
    secret = notice.hook.secret.encode()
    signed = signature_of(secret, "POST", path, moment, identifier, digest_of(body))
    headers = dict(zip(HEADERS, ("hook", moment, identifier, signed), strict=True))
    rows, tries = Notice.objects.filter(pk=notice.pk), notice.tries + 1
    try:
        send(notice.hook.url, identifier, body, headers)
    except HookSilent as refusal:
        is_over = tries >= NOTICE_TRIES
        state = NoticeState.FAILED if is_over else NoticeState.WAITING
        again = timezone.now() + timedelta(minutes=2 ** (tries - 1))
        rows.update(state=state.value, next_try_at=again, error=cut(str(refusal), TEXT_LIMIT))
        return False
    rows.update(state=NoticeState.SENT.value, sent_at=timezone.now(), error="")
    return True


class _NoRedirect(HTTPRedirectHandler):
    """A notice goes where staff said, nowhere else."""

    def redirect_request(self, *_: object, **__: object) -> None:
        return None


def _send(url: str, _identifier: str, body: bytes, headers: dict[str, str]) -> None:
    """Post one notice. Raises HookSilent."""
    parts = urlsplit(url)
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, proto=socket.IPPROTO_TCP)
        if any(not ip_address(str(each[4][0])).is_global for each in found):
            raise HookSilent(why="地址指向内部网络")
        request = Request(url, body, {**headers, "content-type": "application/json"})  # noqa: S310 - https, checked
        with build_opener(_NoRedirect()).open(request, timeout=PATIENCE) as answer:
            if answer.status >= HTTPStatus.MULTIPLE_CHOICES:
                raise HookSilent(why=str(answer.status))
    except (URLError, OSError, ValueError) as error:
        raise HookSilent(why=cut(str(error), 80)) from error
