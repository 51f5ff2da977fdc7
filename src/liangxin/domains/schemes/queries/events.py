"""Questions to promotion events: lists, one with its results, what is to come, what measures count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value, When

from liangxin.domains.regions import api as regions
from liangxin.domains.schemes.access.events import get_event, get_result, visible_events
from liangxin.domains.schemes.models import EventResult, Merchant, PromotionEvent
from liangxin.domains.schemes.queries.standing import MerchantCard, cards_by_id, with_state
from liangxin.domains.schemes.terms import EventKind, EventState, Family, MerchantState, Power
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.files.api import StoredFile
from liangxin.foundation.trail.api import TrailCard, entries_of
from liangxin.kernel.money import Money


@dataclass(frozen=True, slots=True)
class EventCard:
    """An event as lists show it; of its results the latest, None where nothing was counted."""

    id: int
    public_id: UUID
    region_id: int
    region_name: str
    kind: EventKind
    name: str
    first_day: date
    last_day: date
    place: str
    families: tuple[Family, ...]
    organiser: str
    state: EventState
    merchants: int
    visitors: int | None
    orders: int | None
    turnover: Money | None
    claims: int | None


@dataclass(frozen=True, slots=True)
class ResultCard:
    """What was recorded of an event, by whom."""

    id: int
    visitors: int | None
    orders: int | None
    turnover: Money | None
    claims: int | None
    note: str
    file_name: str
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class EventPage:
    """All that the page of one event shows."""

    card: EventCard
    unit: regions.UnitCard | None
    other_organiser: str
    budget: Money | None
    expected_visitors: int | None
    expected_turnover: Money | None
    cancel_reason: str
    merchants: tuple[MerchantCard, ...]
    may_choose: tuple[MerchantCard, ...]
    results: tuple[ResultCard, ...]
    may_edit: bool
    history: tuple[TrailCard, ...]


@dataclass(frozen=True, slots=True)
class CountedEvent:
    """An event with a recorded result, as measures count it."""

    region_id: int
    last_day: date
    families: tuple[str, ...]
    visitors: int | None
    turnover: Money | None


def events_listed(actor: Actor, on: date) -> QuerySet[PromotionEvent]:
    """The rows of the list on a day, for `event_cards`."""
    return _annotated(visible_events(actor), on)


def _annotated(rows: QuerySet[PromotionEvent], on: date) -> QuerySet[PromotionEvent]:
    latest = EventResult.objects.filter(event=OuterRef("pk")).order_by("-id")
    names = ("visitors", "orders", "turnover", "claims")
    figures = {f"told_{name}": Subquery(latest.values(name)[:1]) for name in names}
    state = Case(
        When(cancelled_at__isnull=False, then=Value(EventState.CANCELLED.value)),
        When(Exists(latest), then=Value(EventState.RECORDED.value)),
        When(first_day__gt=on, then=Value(EventState.PLANNED.value)),
        When(last_day__gte=on, then=Value(EventState.RUNNING.value)),
        default=Value(EventState.OVER.value),
        output_field=CharField(),
    )
    told = rows.select_related("region", "unit").annotate(taking_part=Count("merchants", distinct=True))
    return told.annotate(state_now=state, **figures)


def event_cards(rows: Sequence[Any]) -> list[EventCard]:
    """Cards of rows of `events_listed`."""
    return [_card(row) for row in rows]


def _card(row: Any) -> EventCard:
    return EventCard(
        id=row.pk,
        public_id=row.public_id,
        region_id=row.region_id,
        region_name=row.region.name,
        kind=EventKind.of(row.kind),
        name=row.name,
        first_day=row.first_day,
        last_day=row.last_day,
        place=row.place,
        families=tuple(Family.of(one) for one in row.families),
        organiser="、".join(filter(None, (row.unit.name if row.unit else "", row.organiser))),
        state=EventState.of(row.state_now),
        merchants=row.taking_part,
        visitors=row.told_visitors,
        orders=row.told_orders,
        turnover=row.told_turnover,
        claims=row.told_claims,
    )


def event_page(actor: Actor, public_id: UUID | str, on: date) -> EventPage:
    """One event. Raises EventNotFound."""
    known = get_event(actor, public_id)
    row: Any = _annotated(PromotionEvent.objects.filter(pk=known.pk), on).get()
    chosen = cards_by_id(list(known.merchants.select_related("region").order_by("name", "id")), on)
    may_edit = actor.may(Power.EVENT_EDIT, known.region.path)
    unit = regions.units_by_public_id([known.unit.public_id]).get(known.unit.public_id) if known.unit else None
    return EventPage(
        card=_card(row),
        unit=unit,
        other_organiser=row.organiser,
        budget=row.budget,
        expected_visitors=row.expected_visitors,
        expected_turnover=row.expected_turnover,
        cancel_reason=row.cancel_reason,
        merchants=tuple(chosen.values()),
        may_choose=_choices(known, on) if may_edit else (),
        results=_results(known),
        may_edit=may_edit,
        history=tuple(entries_of(known)),
    )


def _choices(event: PromotionEvent, on: date) -> tuple[MerchantCard, ...]:
    rows = Merchant.objects.select_related("region").filter(
        region__path__startswith=event.region.path, taken_back_at__isnull=True
    )
    held = with_state(rows, on).filter(Q(state_now=MerchantState.ADMITTED.value) | Q(events=event)).distinct()
    return tuple(cards_by_id(list(held.order_by("name", "id")[:500]), on).values())


def _results(event: PromotionEvent) -> tuple[ResultCard, ...]:
    rows = EventResult.objects.filter(event=event).select_related("recorded_by").order_by("-id")
    return tuple(
        ResultCard(
            row.pk, row.visitors, row.orders, row.turnover, row.claims, row.note, row.file_name,
            row.recorded_by.name if row.recorded_by else "", row.recorded_at,
        )
        for row in rows
    )  # fmt: skip


def result_file(actor: Actor, public_id: UUID | str, result_id: int) -> tuple[StoredFile, str]:
    """The proof of a result and its name. Raises EventNotFound."""
    row = get_result(actor, public_id, result_id)
    return row.file, row.file_name


def events_named(actor: Actor, words: str, on: date, limit: int = 10) -> list[EventCard]:
    """Events whose name or place holds the words."""
    text = words.strip()
    rows = events_listed(actor, on).filter(Q(name__icontains=text) | Q(place__icontains=text))
    return event_cards(list(rows.order_by("-first_day", "id")[:limit]))


def events_to_come(on: date, limit: int = 50) -> list[EventCard]:
    """Events that run or are to come, the next first. Public: no actor."""
    rows = _annotated(PromotionEvent.objects.filter(last_day__gte=on, cancelled_at__isnull=True), on)
    return event_cards(list(rows.order_by("first_day", "id")[:limit]))


def counted_events(region_path: str) -> list[CountedEvent]:
    """Events with results of a region, and of those below, by last day; for measures, not for a screen."""
    latest = EventResult.objects.filter(event=OuterRef("pk")).order_by("-id")
    rows = PromotionEvent.objects.filter(region__path__startswith=region_path, cancelled_at__isnull=True).annotate(
        result=Subquery(latest.values("id")[:1])
    )
    held = list(rows.filter(result__isnull=False).order_by("pk"))
    results = EventResult.objects.in_bulk([row.result for row in held])
    return [
        CountedEvent(
            row.region_id, row.last_day, tuple(row.families), results[row.result].visitors, results[row.result].turnover
        )
        for row in held
    ]
