"""What the unit does: sign for an order, answer it, ask for more time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.progress import errors
from liangxin.domains.progress.actions.supervision.holding import held, moved, told, words_of
from liangxin.domains.progress.models import OrderTime
from liangxin.domains.progress.terms import REASON_LIMIT, TEXT_LIMIT, Done, OrderVerb, TimeState
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.files.api import store
from liangxin.foundation.files.store import Readable


@dataclass(frozen=True, slots=True)
class ReplyDraft:
    """What a unit answers: whether it is done, in words, with a file that proves it."""

    done: Done
    text: str
    content: bytes | Readable | None = None
    file_name: str = ""


def receive_order(actor: Actor, public_id: UUID | str, on: date | None = None) -> None:
    """Sign for an order. Raises OrderStateUnfit, OrderNotFound, NotAllowed."""
    with transaction.atomic():
        row = held(actor, public_id, OrderVerb.RECEIVE)
        row.received_on = on or timezone.localdate()
        moved(row, OrderVerb.RECEIVE)
        told(actor, row, OrderVerb.RECEIVE)


def reply_order(actor: Actor, public_id: UUID | str, draft: ReplyDraft, on: date | None = None) -> None:
    """Answer an order; the day of the answer tells whether it was in time.

    Raises FieldNeeded, FieldTooLong, OrderStateUnfit, OrderNotFound, NotAllowed, and those of foundation.files.
    """
    with transaction.atomic():
        row = held(actor, public_id, OrderVerb.REPLY)
        words = words_of(draft.text, "反馈", TEXT_LIMIT, "text")
        file = store(actor, draft.content, draft.file_name) if draft.content is not None else None
        row.replied_by_id, row.replied_on = actor.account_id, on or timezone.localdate()
        row.done = draft.done.value
        moved(row, OrderVerb.REPLY)
        name = draft.file_name[-200:] if file else ""
        told(actor, row, OrderVerb.REPLY, text=words, done=draft.done.value, file=file, file_name=name)


def ask_time(actor: Actor, public_id: UUID | str, wanted_on: date, reason: str) -> None:
    """Ask for a later day. Raises DayNotLater, TimeAlreadyAsked, FieldNeeded, OrderStateUnfit, …"""
    with transaction.atomic():
        row = held(actor, public_id, OrderVerb.ASK_TIME)
        if row.due_on is not None and wanted_on <= row.due_on:
            raise errors.DayNotLater(field="wanted_on", day=wanted_on, due=row.due_on)
        words = words_of(reason, "理由", REASON_LIMIT, "reason")
        if OrderTime.objects.filter(order=row, state=TimeState.ASKED.value).exists():
            raise errors.TimeAlreadyAsked
        OrderTime.objects.create(order=row, wanted_on=wanted_on, reason=words, asked_by_id=actor.account_id)
        told(actor, row, OrderVerb.ASK_TIME, text=words, until=wanted_on)
