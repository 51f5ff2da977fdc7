"""Supervision orders for other programmes. Reading only; a day is null where there is none yet.

Annotations are not postponed here: django-ninja reads them while the functions are defined.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from ninja.pagination import paginate

from liangxin.domains.progress.queries.supervision.orders import (
    order_lines,
    order_page,
    orders_listed,
    pressing_first,
)
from liangxin.domains.progress.rest.cards import CardPages
from liangxin.domains.progress.terms import Done, OrderLevel, OrderSource, OrderState, OrderTiming, OrderVerb

router = Router(tags=["progress"])


class OrderOut(Schema):
    """An order; `days_left` in working days, negative when overdue, null where its unit owes nothing."""

    public_id: UUID
    number: str
    title: str
    region_name: str
    lead: str
    level: OrderLevel
    source: OrderSource
    state: OrderState
    timing: OrderTiming | None
    issued_on: date | None
    due_on: date | None
    days_left: int | None
    escalated: int
    sent_back: int
    replied_on: date | None
    closed_on: date | None
    done: Done | None


class EventOut(Schema):
    """Something that happened to an order."""

    verb: OrderVerb
    at: datetime
    by: str
    text: str
    until: date | None
    done: Done | None
    level: int | None


class OrderPageOut(OrderOut):
    """An order with what is asked and its timeline, newest first."""

    asked: str
    decided_by: str
    supports: list[str]
    subjects: list[str]
    events: list[EventOut]


class OrderFilter(Schema):
    """What narrows the list of orders: a region's code, a state."""

    region: str = ""
    state: OrderState | None = None


@router.get("/", response=list[OrderOut])
@paginate(CardPages)
def list_orders(request: HttpRequest, wanted: Query[OrderFilter]) -> Any:
    """Orders that the caller sees, the most pressing first."""
    rows = orders_listed(request.actor, timezone.localdate())  # type: ignore[attr-defined]  # set by the accounts' middleware
    if wanted.region:
        rows = rows.filter(region__code=wanted.region)
    if wanted.state:
        rows = rows.filter(state=wanted.state.value)
    return order_lines, pressing_first(rows)


@router.get("/{uuid:public_id}", response=OrderPageOut)
def one_order(request: HttpRequest, public_id: UUID) -> Any:
    """One order that the caller sees; 404 otherwise."""
    page = order_page(request.actor, public_id, timezone.localdate())  # type: ignore[attr-defined]  # set by the accounts' middleware
    line = {name: getattr(page.line, name) for name in OrderOut.model_fields}
    said = {"asked": page.asked, "decided_by": page.decided_by, "supports": page.supports, "events": page.events}
    return line | said | {"subjects": [card.title for card in page.subjects]}
