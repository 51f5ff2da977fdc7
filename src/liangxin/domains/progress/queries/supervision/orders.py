"""Orders in lists and one order with all that its page shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.utils import timezone

from liangxin.domains.progress.access import get_order, visible_orders
from liangxin.domains.progress.models import Order, OrderEvent, OrderTime
from liangxin.domains.progress.rules.rounds import days_left
from liangxin.domains.progress.rules.supervision import (
    ORDER_MOVES,
    OWED,
    PRIMARY,
    RUNNING,
    are_other_eyes,
    timing_of,
)
from liangxin.domains.progress.terms import (
    DUE_SOON_DAYS,
    Done,
    OrderLevel,
    OrderSource,
    OrderState,
    OrderTiming,
    OrderVerb,
    Power,
    SubjectKind,
    TimeState,
)
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor, seen_from

_CLOSED, _REPLIED = OrderState.CLOSED.value, OrderState.REPLIED.value
_OWED = [state.value for state in OWED]
_RUNNING = [state.value for state in RUNNING]


@dataclass(frozen=True, slots=True)
class OrderLine:
    """An order in a list; `days_left` is None where nothing is owed or working days cannot be counted."""

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


@dataclass(frozen=True, slots=True)
class SubjectCard:
    """What an order is about, with what stood when it was written; `public_id` leads to it."""

    kind: SubjectKind
    title: str
    facts: str
    public_id: UUID | None


@dataclass(frozen=True, slots=True)
class EventCard:
    """Something that happened to an order."""

    public_id: UUID
    verb: OrderVerb
    at: datetime
    by: str
    text: str
    until: date | None
    done: Done | None
    level: int | None
    file_name: str


@dataclass(frozen=True, slots=True)
class WishCard:
    """A wish for more time that waits for an answer."""

    wanted_on: date
    reason: str
    by: str
    at: datetime
    is_own: bool


@dataclass(frozen=True, slots=True)
class OrderPage:
    """An order with its timeline and what the actor may do; `primary` is the one deed that stands first."""

    line: OrderLine
    region_code: str
    asked: str
    decided_by: str
    lead_public_id: UUID
    supports: tuple[str, ...]
    subjects: tuple[SubjectCard, ...]
    events: tuple[EventCard, ...]
    wish: WishCard | None
    verbs: frozenset[OrderVerb]
    primary: OrderVerb | None
    is_own_reply: bool

    @property
    def instructions(self) -> tuple[EventCard, ...]:
        return tuple(event for event in self.events if event.verb is OrderVerb.INSTRUCT)


def orders_listed(actor: Actor, on: date) -> QuerySet[Order]:
    """The rows of the lists of orders, for `order_lines`; `timing` says how each stands to its day, as the rules do."""
    return with_timing(visible_orders(actor), on).select_related("region", "lead_unit")


def with_timing(rows: QuerySet[Order], on: date) -> QuerySet[Order]:
    """`rules.supervision.timing_of` for the database; a test holds the two equal."""
    timing, soon = OrderTiming, on + timedelta(days=DUE_SOON_DAYS)
    return rows.annotate(
        timing=Case(
            When(state=_CLOSED, replied_on__lte=F("due_on"), then=Value(timing.IN_TIME.value)),
            When(state=_CLOSED, then=Value(timing.LATE.value)),
            When(state=_REPLIED, replied_on__gt=F("due_on"), then=Value(timing.OVERDUE.value)),
            When(state=_REPLIED, then=Value(timing.RUNNING.value)),
            When(state__in=_OWED, due_on__lt=on, then=Value(timing.OVERDUE.value)),
            When(state__in=_OWED, due_on__lte=soon, then=Value(timing.DUE_SOON.value)),
            When(state__in=_OWED, then=Value(timing.RUNNING.value)),
            default=Value(""),
            output_field=CharField(),
        ),
        # What is still to be done stands first, the most pressing on top; then what is done, the newest on top.
        rank=Case(
            When(state__in=_RUNNING, then=F("due_on") - Value(date(2000, 1, 1))),
            When(state=OrderState.DRAFTED.value, then=Value(timedelta(days=50_000))),
            default=Value(timedelta(days=100_000)) - (F("closed_on") - Value(date(2000, 1, 1))),
        ),
    )


def order_lines(rows: Iterable[Order]) -> list[OrderLine]:
    """Cards of rows of `orders_listed`."""
    today = timezone.localdate()
    return [order_line(row, today) for row in rows]


def order_line(row: Order, on: date) -> OrderLine:
    """The card of a row fetched with its region and unit."""
    state = OrderState.of(row.state)
    return OrderLine(
        public_id=row.public_id,
        number=row.number,
        title=row.title,
        region_name=row.region.name,
        lead=row.lead_unit.short_name or row.lead_unit.name,
        level=OrderLevel.of(row.level),
        source=OrderSource.of(row.source),
        state=state,
        timing=timing_of(state, row.due_on, row.replied_on, on),
        issued_on=row.issued_on,
        due_on=row.due_on,
        days_left=days_left(row.due_on, on) if row.due_on and state in OWED else None,
        escalated=row.escalated,
        sent_back=row.sent_back,
        replied_on=row.replied_on,
        closed_on=row.closed_on,
        done=Done.of(row.done) if row.done else None,
    )


def order_page(actor: Actor, public_id: UUID | str, on: date) -> OrderPage:
    """One order that the actor sees; the same number of queries whatever its timeline. Raises OrderNotFound."""
    row = get_order(actor, public_id)
    wish = OrderTime.objects.select_related("asked_by").filter(order=row, state=TimeState.ASKED.value).first()
    verbs = verbs_of(actor, row, wish)
    return OrderPage(
        line=order_line(row, on),
        region_code=row.region.code,
        asked=row.asked,
        decided_by=row.decided_by,
        lead_public_id=row.lead_unit.public_id,
        supports=tuple(one.unit.short_name or one.unit.name for one in row.supports.select_related("unit")),
        subjects=subject_cards(row),
        events=tuple(_event(one) for one in row.events.order_by("-at", "-pk")),
        wish=_wish(wish, actor) if wish else None,
        verbs=verbs,
        primary=_primary(verbs, is_mine=row.lead_unit_id in regions.units_of(actor, on)),
        is_own_reply=row.state == _REPLIED and not are_other_eyes(row.replied_by_id, actor.account_id),
    )


def _primary(verbs: frozenset[OrderVerb], *, is_mine: bool) -> OrderVerb | None:
    """What stands first: answering is for the lead unit's own people, though the office may do it in their place."""
    first = [verb for verb in PRIMARY if verb in verbs]
    return next((verb for verb in first if is_mine or verb not in _ANSWERS), None)


def subject_cards(row: Order) -> tuple[SubjectCard, ...]:
    """What an order is about."""
    found = row.subjects.select_related("target", "task", "answer").order_by("pk")
    return tuple(
        SubjectCard(
            SubjectKind.of(one.kind),
            one.title,
            one.facts,
            next((thing.public_id for thing in (one.target, one.task, one.answer) if thing), None),
        )
        for one in found
    )


def _event(row: OrderEvent) -> EventCard:
    return EventCard(
        public_id=row.public_id,
        verb=OrderVerb.of(row.verb),
        at=row.at,
        by=row.by_name,
        text=row.text,
        until=row.until,
        done=Done.of(row.done) if row.done else None,
        level=row.level,
        file_name=row.file_name,
    )


def _wish(row: OrderTime, actor: Actor) -> WishCard:
    by = row.asked_by.name if row.asked_by else ""
    return WishCard(row.wanted_on, row.reason, by, row.asked_at, not are_other_eyes(row.asked_by_id, actor.account_id))


_ANSWERS = (OrderVerb.RECEIVE, OrderVerb.REPLY)
_SECOND_EYES = (OrderVerb.ACCEPT, OrderVerb.SEND_BACK)
_ABOUT_TIME = (OrderVerb.GRANT_TIME, OrderVerb.REFUSE_TIME)


def verbs_of(actor: Actor, row: Order, wish: OrderTime | None) -> frozenset[OrderVerb]:
    """What the actor may do with an order now; who answered does not close, who asked for time does not grant it."""
    state, place = OrderState.of(row.state), (row.region.path, row.lead_unit_id)
    found = {move.verb for move in ORDER_MOVES if move.source is state and actor.may(move.power, *place)}
    if not are_other_eyes(row.replied_by_id, actor.account_id):
        found -= set(_SECOND_EYES)
    if wish is None or not are_other_eyes(wish.asked_by_id, actor.account_id):
        found -= set(_ABOUT_TIME)
    if wish is not None:
        found.discard(OrderVerb.ASK_TIME)
    if row.escalated >= 2:
        found.discard(OrderVerb.ESCALATE)
    return frozenset(found)


def counts_by_state(rows: QuerySet[Order]) -> list[tuple[OrderState, int]]:
    """How many orders are in each state, in the order of their life; states without any are left out."""
    found = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    return [(state, found[state.value]) for state in OrderState if found.get(state.value)]


def overdue_count(rows: QuerySet[Order]) -> int:
    """How many of the rows of `orders_listed` are overdue."""
    return rows.filter(Q(timing=OrderTiming.OVERDUE.value)).count()


def pressing_first(rows: QuerySet[Order]) -> QuerySet[Order]:
    """Rows of `orders_listed` in the order of the lists."""
    return rows.order_by(F("rank"), "pk")


def of_my_units(actor: Actor, rows: QuerySet[Order], on: date) -> QuerySet[Order]:
    """Orders that a unit of the actor's own leads or supports, once issued."""
    mine = regions.units_of(actor, on)
    return rows.filter(Q(lead_unit__in=mine) | Q(supports__unit__in=mine)).exclude(number="").distinct()


def owed_by_mine(actor: Actor, on: date) -> QuerySet[Order]:
    """Orders that wait for an answer of a unit of the actor's own, the most pressing first."""
    rows = orders_listed(actor, on).filter(lead_unit__in=regions.units_of(actor, on), state__in=_OWED)
    return rows.order_by("due_on", "pk")


def to_decide(actor: Actor, on: date) -> QuerySet[Order]:
    """Orders that wait for the office: answered by another, or with a wish for more time of another."""
    held = orders_listed(actor, on).filter(seen_from(actor, Power.SUPERVISE))
    answered, wished = Q(state=_REPLIED), Q(state__in=_RUNNING, wishes__state=TimeState.ASKED.value)
    if actor.account_id is not None:
        answered &= ~Q(replied_by=actor.account_id)
        wished &= ~Q(wishes__asked_by=actor.account_id)
    return held.filter(answered | wished).distinct().order_by("due_on", "pk")


def to_instruct(actor: Actor, on: date) -> QuerySet[Order]:
    """Escalated orders on which nobody has left an instruction since."""
    rows = orders_listed(actor, on).filter(seen_from(actor, Power.INSTRUCT), state__in=_OWED, escalated__gt=0)
    silent = Q(instructed_at__isnull=True) | Q(instructed_at__lt=F("escalated_at"))
    return rows.filter(silent).order_by("-escalated", "due_on", "pk")


def orders_about(actor: Actor, kind: SubjectKind, public_id: UUID | str, on: date) -> list[OrderLine]:
    """The open orders about a target or a task that the actor sees."""
    path = {SubjectKind.TARGET: "target", SubjectKind.TASK: "task", SubjectKind.RETURN: "answer"}[kind]
    about: Mapping[str, object] = {f"subjects__{path}__public_id": public_id, "subjects__is_open": True}
    return order_lines(orders_listed(actor, on).filter(**about).distinct().order_by("due_on", "pk"))


def orders_named(actor: Actor, words: str, on: date, limit: int = 10) -> list[OrderLine]:
    """Orders whose number or title holds the words."""
    named = Q(number__icontains=words) | Q(title__icontains=words)
    return order_lines(orders_listed(actor, on).filter(named).order_by("-pk")[:limit])


def units_supervised(rows: QuerySet[Order]) -> Sequence[tuple[str, str]]:
    """The lead units of orders, by id and name."""
    found = rows.order_by("lead_unit__name").values_list("lead_unit", "lead_unit__short_name", "lead_unit__name")
    return [(str(unit), short or name) for unit, short, name in found.distinct()]
