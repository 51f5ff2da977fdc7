"""Taking an order to the level above: by the daily rule once it is so many working days late, or by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.progress import errors
from liangxin.domains.progress.actions.supervision.holding import held, told, words_of
from liangxin.domains.progress.models import Order
from liangxin.domains.progress.queries.supervision.terms import terms_in
from liangxin.domains.progress.rules.rounds import days_left
from liangxin.domains.progress.rules.supervision import OWED, OrderTerms, escalations_due
from liangxin.domains.progress.terms import HIGHEST_ESCALATION, REASON_LIMIT, OrderLevel, OrderVerb
from liangxin.foundation.accounts.api import Actor

_OWED = [state.value for state in OWED]


def escalate_order(actor: Actor, public_id: UUID | str, reason: str) -> None:
    """Take an order to the next level by hand, with a reason.

    Raises HighestReached, FieldNeeded, OrderStateUnfit, OrderNotFound, NotAllowed.
    """
    with transaction.atomic():
        row = held(actor, public_id, OrderVerb.ESCALATE)
        words = words_of(reason, "理由", REASON_LIMIT, "reason")
        if row.escalated >= HIGHEST_ESCALATION:
            raise errors.HighestReached
        _escalate(actor, row, row.escalated + 1, words)


@dataclass(frozen=True, slots=True)
class Escalated:
    """What the daily rule did: orders looked at, steps taken, orders whose working days cannot be counted."""

    looked_at: int
    steps: int
    uncounted: int


def escalate_overdue(on: date) -> Escalated:
    """Take what is late to the levels that its terms say; run again on the day it changes nothing."""
    late = list(Order.objects.filter(state__in=_OWED, due_on__lt=on, escalated__lt=HIGHEST_ESCALATION).order_by("pk"))
    terms = terms_in(sorted({row.region_id for row in late}))
    steps = uncounted = 0
    for row in late:
        left = days_left(row.due_on, on) if row.due_on else None
        if left is None:
            uncounted += 1
        elif escalations_due(-left, row.escalated, terms[row.region_id][OrderLevel.of(row.level)]):
            steps += _escalate_late(row.pk, terms[row.region_id][OrderLevel.of(row.level)], on)
    return Escalated(len(late), steps, uncounted)


def _escalate_late(order_id: int, terms: OrderTerms, on: date) -> int:
    """One order, held and read again: somebody may have answered or been given time meanwhile."""
    actor = Actor.system("逾期升级")
    with transaction.atomic():
        row = Order.objects.select_for_update(of=("self",)).select_related("region").get(pk=order_id)
        left = days_left(row.due_on, on) if row.due_on and row.state in _OWED else None
        levels = escalations_due(-left, row.escalated, terms) if left is not None else ()
        for level in levels:
            _escalate(actor, row, level, f"逾期{-(left or 0)}个工作日。")
    return len(levels)


def _escalate(actor: Actor, row: Order, level: int, reason: str) -> None:
    row.escalated, row.escalated_at = level, timezone.now()
    row.save(update_fields=["escalated", "escalated_at"])
    told(actor, row, OrderVerb.ESCALATE, text=reason, level=level, until=row.due_on)
