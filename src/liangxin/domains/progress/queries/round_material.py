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
from liangxin.domains.indicators.terms import Form, Origin
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
    """What each unit of a region can be asked, by unit id: targets not over, tasks not done; four queries.

    A target's figures are asked of the unit that was confirmed to report it, else of the one that leads.
    """
    reporters = dict(
        Binding.objects.filter(
            region=region_id, kind=BindingKind.UNIT.value, state=BindingState.CONFIRMED.value
        ).values_list("target_id", "unit_id")
    )
    targets = TargetSnapshot.objects.filter(region=region_id, is_over=False).select_related("indicator")
    found: dict[int, UnitAsk] = {}
    for row in targets.defer("chart", "spark", "reasons").order_by("place"):
        unit = reporters.get(row.target_id) or row.lead_unit_id
        if unit:
            found.setdefault(unit, UnitAsk()).targets.append(row)
    tasks = TaskSnapshot.objects.filter(region=region_id).exclude(state=TaskState.DONE.value)
    for task in tasks.select_related("report").order_by("place"):
        for unit in task.unit_ids:
            ask = found.setdefault(unit, UnitAsk())
            (ask.leads if unit in task.lead_ids else ask.supports).append(task)
    return found


@dataclass(frozen=True, slots=True)
class Wanted:
    """A target whose figure a unit tells, with its indicator; values come in `kept_in`."""

    target_id: int
    indicator_id: int
    unit_id: UUID
    usual: str  # the kind of promise usually made of the indicator
    kept_in: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known of a target for a period. `earlier` is what came together in the year before it, if known whole."""

    adds_up: bool
    last: Decimal | None = None
    last_period: str = ""
    computed: Decimal | None = None
    history: tuple[Decimal, ...] = ()
    earlier: Decimal | None = None


def beside_of(wanted: Collection[Wanted], region_id: int, period: Period) -> dict[tuple[int, UUID], Beside]:
    """What stands beside each, by target and unit; the same number of queries for one and for many."""
    if not (wanted and carries_figures(period)):
        return {}
    series = indicators.series_of({(one.indicator_id, region_id) for one in wanted}, until=period.end)
    bound = Binding.objects.filter(
        target__in=[one.target_id for one in wanted],
        kind=BindingKind.MEASURE.value,
        state=BindingState.CONFIRMED.value,
    )
    measures = dict(bound.values_list("target_id", "measure_code"))
    return {
        (one.target_id, one.unit_id): _beside(
            one, series[one.indicator_id, region_id], measures.get(one.target_id, ""), period
        )
        for one in wanted
    }


def _beside(one: Wanted, cards: Iterable[indicators.SeriesCard], measure: str, period: Period) -> Beside:
    grain = indicators.grain_of(period)
    cards = list(cards)
    own = {
        card.form: _values(card, one.kept_in)
        for card in cards
        if card.origin is Origin.REPORTED and card.unit_public_id == one.unit_id and card.grain is grain
    }
    adds_up = one.usual in _COUNTED_UP if not own else bool(own.keys() & {Form.FLOW, Form.TO_DATE})
    told = _flows(own) if adds_up else own.get(Form.STOCK, {})
    before = sorted(one for one in told if one.start < period.start)
    found = next((card for card in cards if measure and card.measure_code == measure), None)
    return Beside(
        adds_up=adds_up,
        last=told[before[-1]] if before else None,
        last_period=str(before[-1]) if before else "",
        computed=_computed(found, one.kept_in, period, adds_up=adds_up) if found else None,
        history=tuple(told[each] for each in before[-_HISTORY:]),
        earlier=_earlier(own, period) if adds_up else None,
    )


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
