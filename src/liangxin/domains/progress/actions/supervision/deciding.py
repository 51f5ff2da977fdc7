"""What the office decides: accept and close, send back, withdraw, more time; and what leaders say at an order.

Who answered does not close, who asked for time does not grant it: here by rule, in the tables by constraint.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.progress import errors
from liangxin.domains.progress.actions.supervision.holding import held, moved, told, words_of
from liangxin.domains.progress.models import Order, OrderTime
from liangxin.domains.progress.rules.supervision import are_other_eyes
from liangxin.domains.progress.terms import REASON_LIMIT, TEXT_LIMIT, OrderVerb, TimeState
from liangxin.foundation.accounts.api import Actor


def accept_reply(actor: Actor, public_id: UUID | str, text: str = "", on: date | None = None) -> None:
    """Accept the answer and close the order. Raises OwnReply, FieldTooLong, OrderStateUnfit, OrderNotFound, …"""
    with transaction.atomic():
        row = held(actor, public_id, OrderVerb.ACCEPT)
        _require_other_eyes(actor, row)
        words = words_of(text, "核实意见", TEXT_LIMIT, "text", needed=False)
        _drop_wish(row)
        row.closed_by_id, row.closed_on = actor.account_id, on or timezone.localdate()
        moved(row, OrderVerb.ACCEPT)
        told(actor, row, OrderVerb.ACCEPT, text=words)


def return_order(actor: Actor, public_id: UUID | str, reason: str, due_on: date | None = None) -> None:
    """Send the answer back to be done again, by the same day or a later one.

    Raises OwnReply, FieldNeeded, DayNotLater, OrderStateUnfit, OrderNotFound, NotAllowed.
    """
    with transaction.atomic():
        row = held(actor, public_id, OrderVerb.SEND_BACK)
        _require_other_eyes(actor, row)
        words = words_of(reason, "退回理由", TEXT_LIMIT, "reason")
        if due_on is not None and due_on != row.due_on:
            _set_day(row, due_on, "due_on")
        row.sent_back += 1
        moved(row, OrderVerb.SEND_BACK)
        told(actor, row, OrderVerb.SEND_BACK, text=words, until=row.due_on)


def withdraw_order(actor: Actor, public_id: UUID | str, reason: str, on: date | None = None) -> None:
    """Withdraw an order; its number stays taken. Raises FieldNeeded, OrderStateUnfit, OrderNotFound, NotAllowed."""
    with transaction.atomic():
        row = held(actor, public_id, OrderVerb.WITHDRAW)
        words = words_of(reason, "撤销理由", REASON_LIMIT, "reason")
        _drop_wish(row)
        row.closed_by_id, row.closed_on = actor.account_id, on or timezone.localdate()
        moved(row, OrderVerb.WITHDRAW)
        told(actor, row, OrderVerb.WITHDRAW, text=words)


def grant_time(actor: Actor, public_id: UUID | str, text: str = "") -> None:
    """Give the unit the day it asked for; escalation begins anew. Raises OwnWish, NoTimeAsked, OrderStateUnfit, …"""
    with transaction.atomic():
        row = held(actor, public_id, OrderVerb.GRANT_TIME)
        wish = _wish(actor, row)
        words = words_of(text, "答复", REASON_LIMIT, "text", needed=False)
        _set_day(row, wish.wanted_on, "wanted_on")
        row.save(update_fields=["due_on", "escalated"])
        _decide(actor, wish, TimeState.GRANTED)
        told(actor, row, OrderVerb.GRANT_TIME, text=words, until=row.due_on)


def refuse_time(actor: Actor, public_id: UUID | str, reason: str) -> None:
    """Leave the day as it is. Raises OwnWish, NoTimeAsked, FieldNeeded, OrderStateUnfit, OrderNotFound, NotAllowed."""
    with transaction.atomic():
        row = held(actor, public_id, OrderVerb.REFUSE_TIME)
        wish = _wish(actor, row)
        words = words_of(reason, "理由", REASON_LIMIT, "reason")
        _decide(actor, wish, TimeState.REFUSED)
        told(actor, row, OrderVerb.REFUSE_TIME, text=words, until=row.due_on)


def instruct_order(actor: Actor, public_id: UUID | str, text: str) -> None:
    """Leave an instruction (批示) for the unit. Raises FieldNeeded, OrderStateUnfit, OrderNotFound, NotAllowed."""
    with transaction.atomic():
        row = held(actor, public_id, OrderVerb.INSTRUCT)
        words = words_of(text, "批示", TEXT_LIMIT, "text")
        Order.objects.filter(pk=row.pk).update(instructed_at=timezone.now())
        told(actor, row, OrderVerb.INSTRUCT, text=words)


def _require_other_eyes(actor: Actor, row: Order) -> None:
    if not are_other_eyes(row.replied_by_id, actor.account_id):
        raise errors.OwnReply


def _wish(actor: Actor, row: Order) -> OrderTime:
    wish = OrderTime.objects.filter(order=row, state=TimeState.ASKED.value).first()
    if wish is None:
        raise errors.NoTimeAsked
    if not are_other_eyes(wish.asked_by_id, actor.account_id):
        raise errors.OwnWish
    return wish


def _decide(actor: Actor, wish: OrderTime, state: TimeState) -> None:
    wish.state, wish.decided_by_id, wish.decided_at = state.value, actor.account_id, timezone.now()
    wish.save(update_fields=["state", "decided_by", "decided_at"])


def _set_day(row: Order, due_on: date, field: str) -> None:
    """A later day: what was escalated counts for the day that is past."""
    if row.due_on is not None and due_on <= row.due_on:
        raise errors.DayNotLater(field=field, day=due_on, due=row.due_on)
    row.due_on, row.due_working_days, row.escalated = due_on, None, 0


def _drop_wish(row: Order) -> None:
    """A wish that nobody has answered falls away with its order; nobody has granted or refused it."""
    OrderTime.objects.filter(order=row, state=TimeState.ASKED.value).update(
        state=TimeState.REFUSED.value, decided_at=timezone.now()
    )
