"""Doors for others' work: who owes what by when, counts of a region for a bulletin, an order for a notice."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import Count, F, Q
from django.urls import reverse

from liangxin.domains.progress.access import get_order, visible_orders
from liangxin.domains.progress.models import Order, OrderEvent
from liangxin.domains.progress.queries.supervision.orders import OrderLine, SubjectCard, order_line, subject_cards
from liangxin.domains.progress.rules.reminding import Owed, Whole
from liangxin.domains.progress.rules.rounds import days_left
from liangxin.domains.progress.rules.supervision import OWED
from liangxin.domains.progress.terms import OrderLevel, OrderState, OrderVerb, Power
from liangxin.foundation.accounts.api import Actor

ORDER = "progress.order"
_OWED = [state.value for state in OWED]
_NEVER = (OrderState.DRAFTED.value, OrderState.WITHDRAWN.value)


@dataclass(frozen=True, slots=True)
class OwedOrder:
    """An order that waits for its unit; `days_left` is negative when overdue, None where it cannot be counted."""

    public_id: UUID
    number: str
    title: str
    region_id: int
    region_path: str
    unit_id: int
    unit_name: str
    level: OrderLevel
    state: OrderState
    due_on: date
    days_left: int | None
    escalated: int


def orders_owed(on: date) -> list[OwedOrder]:
    """Every order of all regions that a unit still owes an answer to, by day; for jobs, which act as the system."""
    rows = Order.objects.filter(state__in=_OWED).select_related("region", "lead_unit").order_by("due_on", "pk")
    return [
        OwedOrder(
            public_id=row.public_id,
            number=row.number,
            title=row.title,
            region_id=row.region_id,
            region_path=row.region.path,
            unit_id=row.lead_unit_id,
            unit_name=row.lead_unit.short_name or row.lead_unit.name,
            level=OrderLevel.of(row.level),
            state=OrderState.of(row.state),
            due_on=row.due_on,
            days_left=days_left(row.due_on, on),
            escalated=row.escalated,
        )
        for row in rows
        if row.due_on is not None
    ]


def owed_orders(on: date) -> list[Owed]:
    """The same for reminders; all orders of a region are one whole. Leaders hear by escalation, not by this."""
    orders = orders_owed(on)
    units = Counter(path for path, _ in {(one.region_path, one.unit_id) for one in orders})
    return [
        Owed(
            kind=ORDER,
            public_id=one.public_id,
            title=f"{one.number}《{one.title}》",
            url=reverse("progress:order", args=[one.public_id]),
            due_on=one.due_on,
            unit_id=one.unit_id,
            debtor=one.unit_name,
            region_path=one.region_path,
            whole=Whole(
                kind="progress.orders",
                public_id=uuid5(NAMESPACE_URL, f"progress.orders:{one.region_path}"),
                title="督办事项",
                url=reverse("progress:orders"),
                asked=units[one.region_path],
                answered=0,
                deed="反馈",
            ),
            by=Power.ANSWER_ORDER,
            hears="",
        )
        for one in orders
    ]


@dataclass(frozen=True, slots=True)
class OrderCounts:
    """Orders of a region from a day to before another; `open` and `overdue` are those of the last day.

    `in_time` of `closed` were answered by their day; no rate is told without `closed`.
    """

    since: date
    until: date
    issued: int
    closed: int
    in_time: int
    withdrawn: int
    escalated: int
    open: int
    overdue: int


def orders_of(actor: Actor, region_code: str, since: date, until: date) -> OrderCounts:
    """Counts of one region's orders that the actor sees, without those below, from `since` to before `until`."""
    rows = visible_orders(actor).filter(region__code=region_code)
    within = {"gte": since, "lt": until}
    closed = Q(state=OrderState.CLOSED.value, **{f"closed_on__{name}": day for name, day in within.items()})
    withdrawn = Q(state=OrderState.WITHDRAWN.value, **{f"closed_on__{name}": day for name, day in within.items()})
    began = Q(issued_on__lt=until) & ~Q(number="")
    still = began & (Q(closed_on__isnull=True) | Q(closed_on__gte=until))
    # Late on the last day: its day is past, and the unit has not answered by it.
    late = (
        still & Q(due_on__lt=until) & (Q(replied_on__isnull=True) | Q(replied_on__gt=F("due_on")) | Q(state__in=_OWED))
    )
    counted = rows.aggregate(
        issued=Count("pk", filter=Q(**{f"issued_on__{name}": day for name, day in within.items()})),
        closed=Count("pk", filter=closed),
        in_time=Count("pk", filter=closed & Q(replied_on__lte=F("due_on"))),
        withdrawn=Count("pk", filter=withdrawn),
        open=Count("pk", filter=still),
        overdue=Count("pk", filter=late),
    )
    moments = {f"at__date__{name}": day for name, day in within.items()}
    told = OrderEvent.objects.filter(order__in=rows, verb=OrderVerb.ESCALATE.value, **moments)
    return OrderCounts(since, until, escalated=told.values("order").distinct().count(), **counted)


@dataclass(frozen=True, slots=True)
class OrderCard:
    """An order frozen for a notice (督办通知单): whom it goes to, what is asked, by whom and until when."""

    public_id: UUID
    line: OrderLine
    region_code: str
    unit: str
    supports: tuple[str, ...]
    asked: str
    decided_by: str
    issued_by: str
    subjects: tuple[SubjectCard, ...]


def order_card(actor: Actor, public_id: UUID | str, on: date) -> OrderCard:
    """One order that the actor sees, with full names of units. Raises OrderNotFound."""
    row = get_order(actor, public_id)
    return OrderCard(
        public_id=row.public_id,
        line=order_line(row, on),
        region_code=row.region.code,
        unit=row.lead_unit.name,
        supports=tuple(one.unit.name for one in row.supports.select_related("unit").order_by("pk")),
        asked=row.asked,
        decided_by=row.decided_by,
        issued_by=row.issued_by.name if row.issued_by else "",
        subjects=subject_cards(row),
    )
