"""Rounds and their boards, the returns that wait for somebody, how punctual units have been; in cards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from liangxin.domains.progress.access import get_round, visible_returns, visible_rounds
from liangxin.domains.progress.models import Return, Round
from liangxin.domains.progress.queries.regions import promising_regions
from liangxin.domains.progress.queries.reminding import Reminded, last_reminded
from liangxin.domains.progress.queries.returns import answerer
from liangxin.domains.progress.queries.round_material import asks_in
from liangxin.domains.progress.queries.upward import SummedLine, of_regions, owed_by_offices, summed_lines
from liangxin.domains.progress.rules.rounds import (
    Answered,
    Punctuality,
    days_late,
    days_left,
    punctuality_of,
    rounds_to_propose,
)
from liangxin.domains.progress.terms import ROUNDS_LOOKED_BACK, Power, ReturnState, RoundKind, RoundState
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor, seen_from
from liangxin.foundation.trail.api import TrailCard, entries_of
from liangxin.kernel.period import Period


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in a list, with how many of its units have answered."""

    public_id: UUID
    title: str
    kind: RoundKind
    region_name: str
    period: Period
    due_on: date
    state: RoundState
    units: int
    submitted: int
    approved: int
    days_left: int | None

    @property
    def period_words(self) -> str:
        return str(self.period)


@dataclass(frozen=True, slots=True)
class ReturnLineCard:
    """A return in a list; `late` is None where working days cannot be counted."""

    public_id: UUID
    round_title: str
    unit: str
    region_name: str
    state: ReturnState
    asked: int
    filled: int
    due_on: date
    is_open: bool
    days_left: int | None
    late: int | None
    submitted_at: datetime | None
    sent_back: int
    past: Punctuality | None = None
    own_units: int | None = None  # of a region: units that its own round asks, None where it has opened none
    own_approved: int = 0
    reminded: Reminded | None = None


@dataclass(frozen=True, slots=True)
class RoundPage:
    """A round with its deeds."""

    line: RoundLine
    region_code: str
    note: str
    opened_by: str
    opened_at: datetime
    closed_by: str
    closed_at: datetime | None
    may_dispatch: bool
    counts: dict[ReturnState, int]
    regions: Sequence[ReturnLineCard]
    summed: Sequence[SummedLine]
    above: tuple[UUID, str, str, date] | None  # what the region owes above: the return, its round, who asks, by when
    history: Sequence[TrailCard]


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit that a round may ask, and for how much."""

    public_id: UUID
    name: str
    targets: int
    leads: int
    supports: int
    is_proposed: bool


def rounds_listed(actor: Actor) -> QuerySet[Round]:
    """The rows of the list of rounds, for `round_lines`."""
    done = Q(returns__state__in=[ReturnState.SUBMITTED.value, ReturnState.APPROVED.value])
    return (
        visible_rounds(actor)
        .select_related("region", "above__round__region")
        .annotate(
            units=Count("returns"),
            submitted=Count("returns", filter=done),
            approved=Count("returns", filter=Q(returns__state=ReturnState.APPROVED.value)),
        )
    )


def round_lines(rows: Iterable[Round]) -> list[RoundLine]:
    """Cards of rows of `rounds_listed`."""
    today = timezone.localdate()
    return [_round(row, today) for row in rows]


def _round(row: Round, on: date) -> RoundLine:
    return RoundLine(
        public_id=row.public_id,
        title=row.title,
        kind=RoundKind.of(row.kind),
        region_name=row.region.name,
        period=Period(row.starts_on, row.ends_on),
        due_on=row.due_on,
        state=RoundState.of(row.state),
        units=getattr(row, "units", 0),
        submitted=getattr(row, "submitted", 0),
        approved=getattr(row, "approved", 0),
        days_left=days_left(row.due_on, on),
    )


def round_page(actor: Actor, public_id: UUID | str, on: date) -> RoundPage:
    """One round that the actor sees. Raises RoundNotFound."""
    get_round(actor, public_id)
    row = rounds_listed(actor).select_related("opened_by", "closed_by").get(public_id=public_id)
    counted = dict(board_rows(actor, row.public_id).order_by().values_list("state").annotate(Count("pk")))
    below = list(of_regions(returns_listed(actor).filter(round=row.pk)))
    owed = row.above
    return RoundPage(
        line=_round(row, on),
        region_code=row.region.code,
        note=row.note,
        opened_by=row.opened_by.name if row.opened_by else "",
        opened_at=row.opened_at,
        closed_by=row.closed_by.name if row.closed_by else "",
        closed_at=row.closed_at,
        may_dispatch=actor.may(Power.DISPATCH, row.region.path),
        counts={state: counted.get(state.value, 0) for state in ReturnState},
        regions=board_cards(below),
        summed=summed_lines(actor, row) if below else (),
        above=(owed.public_id, owed.round.title, owed.round.region.name, owed.round.due_on) if owed else None,
        history=entries_of(("progress.round", str(row.pk))),
    )


def board_rows(actor: Actor, round_id: UUID | str) -> QuerySet[Return]:
    """The units' rows of a round's board, for `board_cards`."""
    return returns_listed(actor).filter(round__public_id=round_id, unit__isnull=False)


def returns_listed(actor: Actor) -> QuerySet[Return]:
    """Returns that the actor sees, for `return_cards`."""
    return visible_returns(actor).select_related("round__region", "region", "unit")


def of_my_unit(actor: Actor, rows: QuerySet[Return], on: date) -> QuerySet[Return]:
    """Returns that the actor's own units owe or owed, and those of the regions whose office the actor is."""
    offices = Q(below__path__in=actor.paths(Power.DISPATCH))
    return rows.filter(Q(unit__in=regions.units_of(actor, on)) | offices)


def still_due(rows: QuerySet[Return]) -> QuerySet[Return]:
    """Returns of open rounds that the unit has not submitted, the most pressing first."""
    waiting = rows.filter(round__state=RoundState.OPEN.value)
    done = [ReturnState.SUBMITTED.value, ReturnState.APPROVED.value]
    return waiting.exclude(state__in=done).order_by("round__due_on", "pk")


def to_approve(actor: Actor) -> QuerySet[Return]:
    """Submitted returns that the actor may decide on: never those that it submitted itself."""
    rows = returns_listed(actor).filter(state=ReturnState.SUBMITTED.value, round__state=RoundState.OPEN.value)
    of_units = Q(unit__isnull=False) & seen_from(actor, Power.APPROVE, unit_field="unit")
    mine = rows.filter(of_units | Q(unit__isnull=True) & seen_from(actor, Power.APPROVE, "round__region__path", "unit"))
    return (mine.exclude(submitted_by=actor.account_id) if actor.account_id else mine).order_by("submitted_at", "pk")


def late_returns(actor: Actor, on: date) -> QuerySet[Return]:
    """Returns past their day in the rounds that the actor holds."""
    return still_due(returns_listed(actor)).filter(
        seen_from(actor, Power.DISPATCH, "round__region__path"), round__due_on__lt=on
    )


def return_cards(rows: Iterable[Return]) -> list[ReturnLineCard]:
    """Cards of rows of `returns_listed`."""
    today = timezone.localdate()
    return [_card(row, today) for row in rows]


def board_cards(rows: Sequence[Return]) -> list[ReturnLineCard]:
    """The same with how each did in the last rounds of the same asker, and when it was reminded; four more queries."""
    today = timezone.localdate()
    past, reminded = punctuality(rows, today), last_reminded([row.public_id for row in rows])
    cards = [_card(row, today, past.get((row.unit_id, row.below_id))) for row in rows]
    return [replace(card, reminded=reminded.get(card.public_id)) for card in cards]


def _card(row: Return, on: date, past: Punctuality | None = None) -> ReturnLineCard:
    return ReturnLineCard(
        public_id=row.public_id,
        round_title=row.round.title,
        unit=answerer(row),
        region_name=row.region.name,
        state=ReturnState.of(row.state),
        asked=row.asked,
        filled=row.filled,
        due_on=row.round.due_on,
        is_open=row.round.state == RoundState.OPEN,
        days_left=days_left(row.round.due_on, on),
        late=_late(row, on),
        submitted_at=row.submitted_at,
        sent_back=row.sent_back,
        past=past,
        own_units=getattr(row, "own_units", 0) or None,
        own_approved=getattr(row, "own_approved", 0),
    )


def _late(row: Return, on: date) -> int | None:
    told = row.first_submitted_at
    until = timezone.localtime(row.round.closed_at).date() if row.round.closed_at else on
    return days_late(row.round.due_on, timezone.localtime(told).date() if told else None, until)


def punctuality(rows: Iterable[Return], on: date) -> dict[tuple[int | None, int | None], Punctuality]:
    """How the units and regions of these returns, all of one asker, did in its last rounds, this one among them."""
    given = list(rows)
    if not given:
        return {}
    places = {row.round.region_id for row in given}
    last = Round.objects.filter(region__in=places).order_by("-opened_at", "-pk").values_list("pk", flat=True)
    who = Q(unit__in={row.unit_id for row in given}) | Q(below__in={row.below_id for row in given})
    past = Return.objects.filter(who, round__in=list(last[:ROUNDS_LOOKED_BACK])).select_related("round")
    found: dict[tuple[int | None, int | None], list[Answered]] = {}
    for row in past:
        is_over = row.round.due_on < on or row.round.state == RoundState.CLOSED
        late = _late(row, on)
        told = Answered(row.asked, row.filled, late, row.first_submitted_at is not None, is_over, row.sent_back)
        found.setdefault((row.unit_id, row.below_id), []).append(told)
    return {who: punctuality_of(answers) for who, answers in found.items()}


def units_to_ask(region_id: int) -> list[UnitChoice]:
    """The units that answer for something in a region, those that lead first; for whoever may hold rounds there."""
    asks = asks_in(region_id)
    cards = regions.unit_cards(asks)
    found = [
        UnitChoice(
            card.public_id,
            card.short_name or card.name,
            len(asks[unit].targets),
            len(asks[unit].leads),
            len(asks[unit].supports),
            asks[unit].is_proposed,
        )
        for unit, card in cards.items()
        if card.heir_id is None
    ]
    return sorted(found, key=lambda one: (not one.is_proposed, -one.targets - one.leads, one.name))


@dataclass(frozen=True, slots=True)
class Proposal:
    """A round that the office should open now; `asker` is the region above that asks for it, by `due_above`."""

    region_code: str
    region_name: str
    kind: RoundKind
    period: Period
    asker: str = ""
    due_above: date | None = None


def proposals(actor: Actor, on: date) -> list[Proposal]:
    """Rounds to open now in the regions where the actor holds them and that have a plan of their own in force."""
    if not actor.may(Power.DISPATCH):
        return []
    holds = actor.paths(Power.DISPATCH)
    places = regions.regions_by_id(promising_regions())
    mine = {one.id: one for one in places.values() if one.path in holds}
    rows = Round.objects.filter(region__in=mine).order_by("region_id", "kind", "-starts_on")
    opened: dict[int, dict[RoundKind, Period]] = {}
    for row in rows.distinct("region_id", "kind"):
        opened.setdefault(row.region_id, {})[RoundKind.of(row.kind)] = Period(row.starts_on, row.ends_on)
    owed = [
        Proposal(
            one.region.code,
            one.region.name,
            RoundKind.of(one.round.kind),
            Period(one.round.starts_on, one.round.ends_on),
            one.round.region.name,
            one.round.due_on,
        )
        for one in owed_by_offices(holds)
        if one.region_id in mine
    ]
    asked = {(one.region_code, one.kind, one.period) for one in owed}
    return owed + [
        Proposal(place.code, place.name, kind, period)
        for place in sorted(mine.values(), key=lambda one: one.path)
        for kind, period in rounds_to_propose(opened.get(place.id, {}), on)
        if (place.code, kind, period) not in asked
    ]


def last_round(region_id: int, kind: RoundKind) -> Round | None:
    """The last round of a kind in a region, whose terms the next one takes over."""
    return Round.objects.filter(region=region_id, kind=kind.value).order_by("-starts_on", "-pk").first()


def rounds_named(actor: Actor, words: str, limit: int = 10) -> list[RoundLine]:
    """Rounds whose title holds the words."""
    return round_lines(rounds_listed(actor).filter(title__icontains=words).order_by("-pk")[:limit])
