"""A person's own messages: how many wait, which there are, and that they are read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone

from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.messages.errors import MessageNotFound
from liangxin.foundation.messages.kinds import kind_label
from liangxin.foundation.messages.models import Message

MOST_COUNTED = 100  # "99+": whoever has more need not know how many


@dataclass(frozen=True, slots=True)
class MessageCard:
    """A message as its person sees it."""

    public_id: UUID
    kind: str
    kind_label: str
    title: str
    text: str
    url: str
    created_at: datetime
    is_unread: bool


def messages_of(actor: Actor, *, unread: bool = False, kind: str = "") -> QuerySet[Message]:
    """The actor's own messages, newest first, for `message_cards`; nobody sees another's."""
    rows = Message.objects.filter(recipient=actor.account_id) if actor.account_id else Message.objects.none()
    if unread:
        rows = rows.filter(read_at__isnull=True)
    return (rows.filter(kind=kind) if kind else rows).order_by("-id")


def message_cards(rows: Iterable[Message]) -> list[MessageCard]:
    """Cards of rows of `messages_of`."""
    return [
        MessageCard(
            public_id=row.public_id,
            kind=row.kind,
            kind_label=kind_label(row.kind),
            title=row.title,
            text=row.text,
            url=row.url,
            created_at=row.created_at,
            is_unread=row.read_at is None,
        )
        for row in rows
    ]


def unread_count(actor: Actor) -> int:
    """How many messages wait for the actor, counted up to MOST_COUNTED; one query on an index of the unread."""
    return messages_of(actor, unread=True).order_by()[:MOST_COUNTED].count()


def kinds_of(actor: Actor) -> dict[str, int]:
    """The kinds of which the actor has messages, with how many are unread."""
    everything = messages_of(actor).order_by()
    waiting = dict(everything.filter(read_at__isnull=True).values_list("kind").annotate(Count("pk")))
    return {kind: waiting.get(kind, 0) for kind in sorted(everything.values_list("kind", flat=True).distinct())}


def open_message(actor: Actor, public_id: UUID | str) -> str:
    """The message is read; returns where it leads, "" for nowhere. Raises MessageNotFound."""
    with transaction.atomic():
        row = messages_of(actor).filter(public_id=public_id).first()
        if row is None:
            raise MessageNotFound
        Message.objects.filter(pk=row.pk, read_at__isnull=True).update(read_at=timezone.now())
    return row.url


def read_all(actor: Actor, *, kind: str = "") -> int:
    """All of the actor's messages, or those of one kind, are read; returns how many were not."""
    return messages_of(actor, unread=True, kind=kind).order_by().update(read_at=timezone.now())
