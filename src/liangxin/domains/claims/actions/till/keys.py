"""Keys of tills: issued, replaced, revoked by staff; a secret is returned once and never shown again."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.claims.access.till import get_key, get_till
from liangxin.domains.claims.errors import TillHasKey, TillKeyEnded
from liangxin.domains.claims.models import TillKey
from liangxin.domains.claims.terms import OLD_KEY_KEPT, Deed, Power
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key as it is shown, once; a log that has it does not have the secret."""

    code: str
    secret: str = field(repr=False)
    is_sandbox: bool


def issue_key(actor: Actor, till_id: UUID | str, *, is_sandbox: bool = False) -> NewKey:
    """Give a till its key. Raises TillHasKey, TillKeyNotFound, NotAllowed."""
    till, now = get_till(actor, till_id, Power.TILL), timezone.now()
    with transaction.atomic():
        running = TillKey.objects.select_for_update().filter(till=till.pk, is_sandbox=is_sandbox, ends_at__isnull=True)
        if running.exists():
            raise TillHasKey
        made = _made(actor, till.pk, is_sandbox=is_sandbox, now=now)
        _record(actor, Deed.TILL_KEY_ISSUED, till.shop.region.path, made.code, till.number)
    return made


def replace_key(actor: Actor, key_id: UUID | str) -> NewKey:
    """Give the till a new key; the old one works a day longer. Raises TillKeyEnded, TillKeyNotFound, NotAllowed."""
    known, now = get_key(actor, key_id, Power.TILL), timezone.now()
    with transaction.atomic():
        row = _running(known.pk)
        row.ends_at, row.revoked_by_id = now + OLD_KEY_KEPT, actor.account_id
        row.save()
        made = _made(actor, row.till_id, is_sandbox=row.is_sandbox, now=now)
        _record(actor, Deed.TILL_KEY_REPLACED, known.till.shop.region.path, made.code, known.till.number)
    return made


def revoke_key(actor: Actor, key_id: UUID | str) -> None:
    """End a key now, also one that was replaced. Raises TillKeyEnded, TillKeyNotFound, NotAllowed."""
    known, now = get_key(actor, key_id, Power.TILL), timezone.now()
    with transaction.atomic():
        row = TillKey.objects.select_for_update().get(pk=known.pk)
        if row.ends_at is not None and row.ends_at <= now:
            raise TillKeyEnded
        row.ends_at, row.revoked_by_id = now, actor.account_id
        row.save()
        _record(actor, Deed.TILL_KEY_REVOKED, known.till.shop.region.path, row.code, known.till.number)


def _running(key_id: int) -> TillKey:
    row = TillKey.objects.select_for_update().get(pk=key_id)
    if row.ends_at is not None:
        raise TillKeyEnded
    return row


def _made(actor: Actor, till_id: int, *, is_sandbox: bool, now: datetime) -> NewKey:
    made = NewKey(f"{'ts' if is_sandbox else 'tk'}_{secrets.token_hex(8)}", secrets.token_urlsafe(32), is_sandbox)
    TillKey.objects.create(
        till_id=till_id,
        code=made.code,
        secret=made.secret,
        is_sandbox=is_sandbox,
        issued_at=now,
        issued_by_id=actor.account_id,
    )
    return made


def _record(actor: Actor, deed: Deed, path: str, code: str, till: str) -> None:
    subject: Any = TillKey.objects.get(code=code)
    record(actor, deed, subject, region_path=path, after={"key": code, "till": till})
