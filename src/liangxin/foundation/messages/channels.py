"""Robots of groups: who may register one, changing it, trying it, and how its sendings went."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from liangxin.foundation.accounts.api import Actor, seen_from
from liangxin.foundation.jobs.api import enqueue
from liangxin.foundation.messages.errors import ChannelNotFound, NameNeeded
from liangxin.foundation.messages.kinds import TEST
from liangxin.foundation.messages.models import Channel, Delivery
from liangxin.foundation.messages.posting import post_to
from liangxin.foundation.messages.robots import checked_address, masked
from liangxin.foundation.messages.terms import NAME_LIMIT, ChannelKind, Deed, DeliveryState, DeliveryWay, Power
from liangxin.foundation.trail.api import record

_LOOKED_BACK = timedelta(days=30)
_SECRET_LIMIT = 200


@dataclass(frozen=True, slots=True)
class ChannelDraft:
    """A robot as it is typed: an empty address or secret of one that exists means that it stays."""

    kind: ChannelKind
    name: str
    region_path: str
    unit_id: int | None = None
    address: str = ""
    secret: str = ""


@dataclass(frozen=True, slots=True)
class ChannelCard:
    """A robot; never its address. `failed` and `sent` count the last thirty days."""

    public_id: UUID
    kind: ChannelKind
    name: str
    region_path: str
    unit_id: int | None
    shown: str
    is_signed: bool
    is_on: bool
    created_at: datetime
    sent: int
    failed: int
    waiting: int
    last_sent: datetime | None


@dataclass(frozen=True, slots=True)
class DeliveryCard:
    """A sending: what, how far, and why not."""

    public_id: UUID
    title: str
    text: str
    state: DeliveryState
    tries: int
    created_at: datetime
    tried_at: datetime | None
    error: str


def visible_channels(actor: Actor) -> QuerySet[Channel]:
    """Robots of places where the actor may register them."""
    return Channel.objects.filter(seen_from(actor, Power.CHANNELS, "region_path", "unit_id"))


def get_channel(actor: Actor, public_id: UUID | str) -> Channel:
    """One robot. Raises ChannelNotFound."""
    found = visible_channels(actor).filter(public_id=public_id).first()
    if found is None:
        raise ChannelNotFound
    return found


def channels_seen(actor: Actor) -> list[ChannelCard]:
    """All robots that the actor may look after, in one query."""
    return [_card(row) for row in _counted(visible_channels(actor)).order_by("region_path", "pk")]


def channel_seen(actor: Actor, public_id: UUID | str) -> ChannelCard:
    """One robot. Raises ChannelNotFound."""
    return _card(_counted(Channel.objects.filter(pk=get_channel(actor, public_id).pk)).get())


def robots_at(region_path: str) -> int:
    """How many robots of the region itself are on."""
    return Channel.objects.filter(region_path=region_path, unit_id__isnull=True, is_on=True).count()


def _counted(rows: QuerySet[Channel]) -> QuerySet[Channel]:
    lately = Q(deliveries__created_at__gt=timezone.now() - _LOOKED_BACK)
    counted = {
        state.value: Count("deliveries", filter=lately & Q(deliveries__state=state.value))
        for state in (DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.WAITING)
    }
    # neither address nor secret is decrypted to show a list
    return rows.defer("address", "secret").annotate(last_sent=Max("deliveries__sent_at"), **counted)


def _card(row: Channel) -> ChannelCard:
    return ChannelCard(
        public_id=row.public_id,
        kind=ChannelKind.of(row.kind),
        name=row.name,
        region_path=row.region_path,
        unit_id=row.unit_id,
        shown=row.shown,
        is_signed=row.is_signed,
        is_on=row.is_on,
        created_at=row.created_at,
        sent=getattr(row, "sent", 0),
        failed=getattr(row, "failed", 0),
        waiting=getattr(row, "waiting", 0),
        last_sent=getattr(row, "last_sent", None),
    )


def deliveries_of(actor: Actor, public_id: UUID | str, limit: int = 30) -> list[DeliveryCard]:
    """The last sendings of a robot, newest first. Raises ChannelNotFound."""
    rows = Delivery.objects.filter(channel=get_channel(actor, public_id)).select_related("post").order_by("-pk")
    return [
        DeliveryCard(
            public_id=row.public_id,
            title=row.post.title if row.post else "",
            text=row.post.text if row.post else "",
            state=DeliveryState.of(row.state),
            tries=row.tries,
            created_at=row.created_at,
            tried_at=row.tried_at,
            error=row.error,
        )
        for row in rows[:limit]
    ]


def mail_is_on() -> bool:
    """Whether this installation can send mail."""
    return bool(settings.MAIL_IS_ON)


def mail_counts() -> dict[DeliveryState, int]:
    """How the mail of the last thirty days went."""
    rows = Delivery.objects.filter(way=DeliveryWay.MAIL.value, created_at__gt=timezone.now() - _LOOKED_BACK)
    counted = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    return {state: counted.get(state.value, 0) for state in DeliveryState}


def add_channel(actor: Actor, draft: ChannelDraft) -> UUID:
    """Register a robot; returns its public id. Raises NameNeeded, AddressUnfit, HostNotAllowed, NotAllowed."""
    actor.require(Power.CHANNELS, draft.region_path, draft.unit_id)
    name, address = _name(draft.name), checked_address(draft.kind, draft.address)
    with transaction.atomic():
        row = Channel.objects.create(
            kind=draft.kind.value,
            name=name,
            region_path=draft.region_path,
            unit_id=draft.unit_id,
            address=address,
            secret=_secret(draft),
            is_signed=bool(_secret(draft)),
            shown=masked(draft.kind, address),
            created_by_id=actor.account_id,
        )
        after = {"name": name, "kind": draft.kind.value, "address": row.shown, "unit": draft.unit_id}
        record(actor, Deed.CHANNEL_ADDED, row, region_path=row.region_path, after=after)
    return row.public_id


def change_channel(actor: Actor, public_id: UUID | str, *, name: str, address: str = "", secret: str = "") -> None:
    """Rename a robot, give it another address or secret; what is empty stays.

    Raises NameNeeded, AddressUnfit, HostNotAllowed, ChannelNotFound.
    """
    with transaction.atomic():
        row = _held(actor, public_id)
        before = {"name": row.name, "address": row.shown}
        kind, row.name = ChannelKind.of(row.kind), _name(name)
        if address.strip():
            row.address = checked_address(kind, address)
            row.shown = masked(kind, row.address)
        if secret.strip() and kind is ChannelKind.DINGTALK:
            row.secret, row.is_signed = secret.strip()[:_SECRET_LIMIT], True
        row.save(update_fields=["name", "address", "shown", "secret", "is_signed"])
        after = {"name": row.name, "address": row.shown, "secret_changed": bool(secret.strip())}
        record(actor, Deed.CHANNEL_CHANGED, row, region_path=row.region_path, before=before, after=after)


def switch_channel(actor: Actor, public_id: UUID | str, *, is_on: bool) -> None:
    """Let a robot post, or keep it silent. Raises ChannelNotFound."""
    with transaction.atomic():
        row = _held(actor, public_id)
        before, row.is_on = row.is_on, is_on
        row.save(update_fields=["is_on"])
        record(actor, Deed.CHANNEL_CHANGED, row, region_path=row.region_path,
               before={"is_on": before}, after={"is_on": is_on})  # fmt: skip


def remove_channel(actor: Actor, public_id: UUID | str) -> None:
    """Forget a robot, its address and its sendings. Raises ChannelNotFound."""
    with transaction.atomic():
        row = _held(actor, public_id)
        before = {"name": row.name, "address": row.shown}
        record(actor, Deed.CHANNEL_REMOVED, row, region_path=row.region_path, before=before)
        row.delete()


def try_channel(actor: Actor, public_id: UUID | str, title: str, text: str) -> str:
    """Send a trial to a robot by a job; returns the run, which says how it went. Raises ChannelNotFound."""
    with transaction.atomic():
        row = _held(actor, public_id)
        delivery = post_to(row, TEST, f"{TEST}:{uuid.uuid4()}", title, text)
        record(actor, Deed.CHANNEL_TRIED, row, region_path=row.region_path)
        return enqueue("messages.try", actor, row, delivery_id=delivery.pk)


def _held(actor: Actor, public_id: UUID | str) -> Channel:
    return Channel.objects.select_for_update(of=("self",)).get(pk=get_channel(actor, public_id).pk)


def _name(typed: str) -> str:
    name = " ".join(typed.split())
    if not name or len(name) > NAME_LIMIT:
        raise NameNeeded(field="name", limit=NAME_LIMIT)
    return name


def _secret(draft: ChannelDraft) -> str:
    """Only DingTalk signs."""
    return draft.secret.strip()[:_SECRET_LIMIT] if draft.kind is ChannelKind.DINGTALK else ""


def places_of(cards: Iterable[ChannelCard]) -> tuple[set[str], set[int]]:
    """The region paths and unit ids of robots, to be named by whoever knows them."""
    known = list(cards)
    return {card.region_path for card in known}, {card.unit_id for card in known if card.unit_id is not None}
