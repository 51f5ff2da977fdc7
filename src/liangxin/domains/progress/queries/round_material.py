"""What stands beside the fields of returns: whom to ask what, and the figures known of each target; in bulk."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from liangxin.domains.indicators import api as indicators
from liangxin.domains.indicators.errors import UnitUnfit
from liangxin.domains.indicators.terms import Form, Origin, RollUp
from liangxin.domains.progress.models import Binding, TargetSnapshot, TaskSnapshot
from liangxin.domains.progress.rules.rounds import carries_figures
from liangxin.domains.progress.terms import BindingKind, BindingState, TaskState
from liangxin.engines.reader.findings import TargetKind
from liangxin.kernel.period import Period

_HISTORY: Final = 24  # periods that a figure is compared with
_COUNTED_UP: Final = {TargetKind.CUMULATIVE.value, TargetKind.ANNUAL.value}


@dataclass(slots=True)
class UnitAsk:
    """What a unit answers for in a region: targets to tell figures of, tasks that it leads, tasks that it supports."""

    targets: list[TargetSnapshot] = field(default_factory=list)
    leads: list[TaskSnapshot] = field(default_factory=list)
    supports: list[TaskSnapshot] = field(default_factory=list)

    @property
    def is_proposed(self) -> bool:
        """Who leads or reports is asked unless the office says otherwise; who only supports, if it says so."""
        return bool(self.targets or self.leads)


def asks_in(region_id: int) -> dict[int, UnitAsk]:
    """What each unit of a region can be asked, by unit id; see `asks_among`."""
    return asks_among([region_id]).get(region_id, {})


def asks_among(region_ids: Collection[int]) -> dict[int, dict[int, UnitAsk]]:
    """What each unit of these regions can be asked: targets not over, tasks not done; four queries for one and for all.

    A target's figures are asked of the unit that was confirmed to report it, else of the one that leads.
    """
    reporters = reporters_in(region_ids)
    targets = TargetSnapshot.objects.filter(region__in=region_ids, is_over=False).select_related("indicator")
    found: dict[int, dict[int, UnitAsk]] = {}
    for row in targets.defer("chart", "spark", "reasons").order_by("region_id", "place"):
        unit = reporters.get(row.target_id) or row.lead_unit_id
        if unit:
            found.setdefault(row.region_id, {}).setdefault(unit, UnitAsk()).targets.append(row)
    tasks = TaskSnapshot.objects.filter(region__in=region_ids).exclude(state=TaskState.DONE.value)
    for task in tasks.select_related("report").order_by("region_id", "place"):
        for unit in task.unit_ids:
            ask = found.setdefault(task.region_id, {}).setdefault(unit, UnitAsk())
            (ask.leads if unit in task.lead_ids else ask.supports).append(task)
    return found


def reporters_in(region_ids: Collection[int]) -> dict[int, int]:
    """The units that people have confirmed to report targets of these regions, by target."""
    bound = Binding.objects.filter(
        region__in=region_ids, kind=BindingKind.UNIT.value, state=BindingState.CONFIRMED.value, unit__isnull=False
    )
    return {target: unit for target, unit in bound.values_list("target_id", "unit_id") if unit}


def summed_in(region_id: int) -> list[TargetSnapshot]:
    """Targets of a region met by sums of the regions below: no unit of its own was confirmed to report them."""
    rows = TargetSnapshot.objects.filter(region=region_id, is_over=False, indicator__roll_up=RollUp.SUM.value)
    own = reporters_in([region_id])
    listed = rows.select_related("indicator", "target").defer("chart", "spark", "reasons").order_by("place")
    return [row for row in listed if row.target_id not in own]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A target whose figure a unit tells, with its indicator; values come in `kept_in`.

    `is_region`: what is wanted is a region's answer, which may be the sum of those below; a unit may be unknown then.
    """

    target_id: int
    indicator_id: int
    unit_id: UUID | None
    usual: str  # the kind of promise usually made of the indicator
    kept_in: str
    region_id: int
    is_region: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known of a target for a period. `earlier` is what came together in the year before it, if known whole.

    `told` and `told_to_date` are what has been told of the period itself.
    """

    adds_up: bool
    last: Decimal | None = None
    last_period: str = ""
    computed: Decimal | None = None
    history: tuple[Decimal, ...] = ()
    earlier: Decimal | None = None
    told: Decimal | None = None
    told_to_date: Decimal | None = None


def beside_of(wanted: Collection[Wanted], period: Period) -> dict[Wanted, Beside]:
    """What stands beside each; the same number of queries for one and for many."""
    if not (wanted and carries_figures(period)):
        return {}
    series = indicators.series_of({(one.indicator_id, one.region_id) for one in wanted}, until=period.end)
    bound = Binding.objects.filter(
        target__in=[one.target_id for one in wanted],
        kind=BindingKind.MEASURE.value,
        state=BindingState.CONFIRMED.value,
    )
    measures = dict(bound.values_list("target_id", "measure_code"))
    return {
        one: _beside(one, series[one.indicator_id, one.region_id], measures.get(one.target_id, ""), period)
        for one in wanted
    }


def _beside(one: Wanted, cards: Iterable[indicators.SeriesCard], measure: str, period: Period) -> Beside:
    grain = indicators.grain_of(period)
    cards = list(cards)
    told_of = [card for card in cards if card.origin is Origin.REPORTED and card.grain is grain]
    own = {card.form: _values(card, one.kept_in) for card in _own(one, told_of)}
    adds_up = one.usual in _COUNTED_UP if not own else bool(own.keys() & {Form.FLOW, Form.TO_DATE})
    told = _flows(own) if adds_up else own.get(Form.STOCK, {})
    before = sorted(one for one in told if one.start < period.start)
    found = next((card for card in cards if measure and card.measure_code == measure), None)
    earlier = _earlier(own, period) if adds_up else None
    return Beside(
        adds_up=adds_up,
        last=told[before[-1]] if before else None,
        last_period=str(before[-1]) if before else "",
        computed=_computed(found, one.kept_in, period, adds_up=adds_up) if found else None,
        history=tuple(told[each] for each in before[-_HISTORY:]),
        earlier=earlier,
        told=told.get(period),
        told_to_date=_to_date(own, period, told.get(period), earlier) if adds_up else None,
    )


def _own(one: Wanted, cards: Collection[indicators.SeriesCard]) -> list[indicators.SeriesCard]:
    """The series of the unit; of a region that nobody is known to tell, or whose unit is silent, its only teller's."""
    own = [card for card in cards if one.unit_id is not None and card.unit_public_id == one.unit_id]
    if own or not one.is_region:
        return own
    tellers = {card.unit_public_id for card in cards}
    return list(cards) if len(tellers) == 1 else [card for card in cards if card.is_rolled_up]


def _to_date(
    own: Mapping[Form, Mapping[Period, Decimal]], period: Period, told: Decimal | None, earlier: Decimal | None
) -> Decimal | None:
    """What the year came to at the end of the period: as it was told, else added up where all of it is known."""
    said = next((value for one, value in own.get(Form.TO_DATE, {}).items() if one.end == period.end), None)
    return said if said is not None else None if told is None or earlier is None else earlier + told


def _values(card: indicators.SeriesCard, kept_in: str) -> dict[Period, Decimal]:
    """The points that are whole, in the unit of the indicator."""
    try:
        return {
            point.period: indicators.converted(point.value, card.unit, kept_in)
            for point in card.points
            if point.got == point.expected
        }
    except UnitUnfit:
        return {}


def _flows(own: Mapping[Form, Mapping[Period, Decimal]]) -> dict[Period, Decimal]:
    apart = indicators.decumulate(own.get(Form.TO_DATE, {}))
    return {step.period: step.value for step in apart if step.value is not None} | dict(own.get(Form.FLOW, {}))


def _earlier(own: Mapping[Form, Mapping[Period, Decimal]], period: Period) -> Decimal | None:
    """What came together in the year before the period: 0 in its first, None where it is not known whole."""
    start = date(period.start.year, 1, 1)
    if period.start == start:
        return Decimal(0)
    year = Period(start, period.start)
    told = next((value for one, value in own.get(Form.TO_DATE, {}).items() if one.end == period.start), None)
    summed = indicators.sum_over(Form.FLOW, own.get(Form.FLOW, {}), year, indicators.grain_of(period))
    return told if told is not None else summed.value if summed.is_whole else None


def _computed(card: indicators.SeriesCard, kept_in: str, period: Period, *, adds_up: bool) -> Decimal | None:
    """What records make of the period, only where they tell the same thing and all of it is there."""
    points = _values(card, kept_in)
    if card.form is Form.STOCK:
        return None if adds_up else indicators.stock_at_end(points, period)
    if not adds_up:
        return None
    summed = indicators.sum_over(card.form, points, period, card.grain)
    return summed.value if summed.is_whole else None
