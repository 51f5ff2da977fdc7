"""Targets with their progress, in cards; everything stands in the snapshot, so a list costs one query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db.models import BigIntegerField, Case, ExpressionWrapper, F, Q, QuerySet, Value, When

from liangxin.domains.indicators import api as indicators
from liangxin.domains.progress.access import courses_of, days_of, get_target, visible_bindings, visible_targets
from liangxin.domains.progress.models import Binding, TargetSnapshot
from liangxin.domains.progress.queries.asked import questions_for
from liangxin.domains.progress.rules.sources import Questions
from liangxin.domains.progress.terms import (
    TARGET_DUE_SOON_DAYS,
    BindingKind,
    BindingState,
    FigureOrigin,
    Holding,
    Power,
    Shape,
    Status,
    StatusRule,
)
from liangxin.domains.regions import api as regions
from liangxin.engines.reader.findings import Comparator, TargetKind
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import TrailCard, entries_of


@dataclass(frozen=True, slots=True)
class ReasonCard:
    """A rule that spoke, with the figures that fill its sentence, as text."""

    rule: StatusRule
    figures: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target in a list. `actual`, `expected`, `aim` and the forecast are in `unit`; what is not known is None."""

    id: int
    public_id: UUID
    name: str
    chapter: str
    region_name: str
    kind: TargetKind
    comparator: Comparator
    aim: Decimal | None
    unit: str
    deadline: int | None
    days_left: int | None
    status: Status
    is_reached: bool
    reasons: tuple[ReasonCard, ...]
    actual: Decimal | None
    expected: Decimal | None
    index: Decimal | None
    origin: FigureOrigin | None
    as_of: date | None
    got: int | None
    due: int | None
    forecast: Decimal | None
    forecast_low: Decimal | None
    forecast_high: Decimal | None
    differs: bool
    lacks: str
    lead: str
    spark: Sequence[Sequence[float | None]]
    looked_at: datetime

    @property
    def value(self) -> Decimal | None:
        """The figure, under the name that plans' cards have for it."""
        return self.aim


@dataclass(frozen=True, slots=True)
class SourceCard:
    """A binding with what it leaves open; `how` says how a measure is computed."""

    public_id: UUID
    kind: BindingKind
    state: BindingState
    is_sure: bool
    name: str
    how: str
    unit: str
    measure_code: str
    questions: Questions
    holding: Holding | None
    whole: Decimal | None
    decided_by: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class CourseCard:
    """A course that a person set."""

    number: int
    shape: Shape
    starts_on: date | None
    steps: tuple[tuple[str, str], ...]
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DayCard:
    """A day on which the target came to stand differently."""

    on: date
    before: Status | None
    after: Status
    actual: Decimal | None
    as_of: date | None


@dataclass(frozen=True, slots=True)
class TargetPage:
    """All about one target's progress."""

    line: TargetLine
    region_code: str
    region_path: str
    stated: Mapping[str, Any]
    chart: Mapping[str, Any]
    indicator_code: str
    indicator_name: str
    indicator_unit: str
    sources: tuple[SourceCard, ...]
    courses: tuple[CourseCard, ...]
    days: tuple[DayCard, ...]
    base: indicators.BaseCard | None
    may_bind: bool
    units: tuple[tuple[str, str], ...]
    history: tuple[TrailCard, ...]


# What asks most for somebody to act comes first; within a status the order of the plans.
_URGENCY: Final = {Status.BEHIND: 0, Status.AT_RISK: 1, Status.NOT_KNOWN: 2, Status.ON_TRACK: 3}
_APART: Final = 1_000_000


# What a list is narrowed to: past its deadline and not reached, or due within a quarter.
_ENDING: Final = Case(
    When(is_reached=True, then=Value("")),
    When(is_over=True, then=Value("missed")),
    When(days_left__range=(0, TARGET_DUE_SOON_DAYS), then=Value("soon")),
    default=Value(""),
)


def targets_listed(actor: Actor) -> QuerySet[TargetSnapshot]:
    """The rows of the list of targets, for `target_lines`; `urgency` puts first what asks for somebody to act."""
    rank = Case(*(When(status=status.value, then=Value(place * _APART)) for status, place in _URGENCY.items()))
    rows = visible_targets(actor).select_related("target", "region").defer("chart")
    return rows.annotate(urgency=ExpressionWrapper(rank + F("place"), BigIntegerField()), ending=_ENDING)


def in_region(rows: QuerySet[TargetSnapshot], code: str) -> QuerySet[TargetSnapshot]:
    """Those of one region, without those below."""
    return rows.filter(region__code=code)


def lacks_of(rows: QuerySet[TargetSnapshot]) -> list[str]:
    """What figures are missing for, of all that there is."""
    return sorted(set(rows.exclude(lacks="").order_by().values_list("lacks", flat=True)))


def of_my_units(actor: Actor, rows: QuerySet[TargetSnapshot], on: date) -> QuerySet[TargetSnapshot]:
    """Targets for which a unit of the actor's own answers."""
    return rows.filter(unit_ids__overlap=regions.units_of(actor, on))


def target_lines(rows: Iterable[TargetSnapshot]) -> list[TargetLine]:
    """Cards of rows of `targets_listed`."""
    return [_line(row) for row in rows]


def _line(row: TargetSnapshot) -> TargetLine:
    return TargetLine(
        id=row.target_id,
        public_id=row.target.public_id,
        name=row.name,
        chapter=row.chapter,
        region_name=row.region.name,
        kind=TargetKind.of(row.figure["kind"]),
        comparator=Comparator.of(row.figure["comparator"]),
        aim=row.aim,
        unit=row.unit,
        deadline=row.deadline,
        days_left=row.days_left,
        status=Status.of(row.status),
        is_reached=row.is_reached,
        reasons=tuple(ReasonCard(StatusRule.of(one["rule"]), one["figures"]) for one in row.reasons),
        actual=row.actual,
        expected=row.expected,
        index=row.index,
        origin=FigureOrigin.of(row.origin) if row.origin else None,
        as_of=row.as_of,
        got=row.got,
        due=row.due,
        forecast=row.forecast,
        forecast_low=row.forecast_low,
        forecast_high=row.forecast_high,
        differs=row.differs,
        lacks=row.lacks,
        lead=row.lead_name,
        spark=row.spark,
        looked_at=row.looked_at,
    )


def target_line(actor: Actor, public_id: UUID | str) -> TargetLine | None:
    """One target that the actor sees, None where it is not looked at yet or not seen."""
    row = targets_listed(actor).filter(target__public_id=public_id).first()
    return _line(row) if row else None


def target_page(actor: Actor, public_id: UUID | str) -> TargetPage:
    """One target that the actor sees. Raises ProgressNotFound."""
    row = get_target(actor, public_id)
    year = row.chart.get("base_year")
    bases = indicators.base_values([(row.indicator_id, row.region_id)]) if row.indicator_id and year else {}
    may_bind = actor.may(Power.BIND, row.region.path)
    units = regions.units_in(actor, row.region.code) if may_bind else []
    return TargetPage(
        line=_line(row),
        region_code=row.region.code,
        region_path=row.region.path,
        stated=row.figure,
        chart=row.chart,
        indicator_code=row.indicator.code if row.indicator else "",
        indicator_name=row.indicator.name if row.indicator else "",
        indicator_unit=row.indicator.unit if row.indicator else "",
        sources=_sources(actor, row),
        courses=tuple(
            CourseCard(
                number=one.number,
                shape=Shape.of(one.shape),
                starts_on=one.starts_on,
                steps=tuple((day, value) for day, value in one.steps),
                reason=one.reason,
                by=one.set_by.name if one.set_by else "",
                at=one.set_at,
            )
            for one in courses_of(row).select_related("set_by")
        ),
        days=tuple(
            DayCard(one.on, Status.of(one.before) if one.before else None, Status.of(one.after), one.actual, one.as_of)
            for one in days_of(row)[:60]
        ),
        base=bases.get((row.indicator_id or 0, row.region_id, year or 0)),
        may_bind=may_bind,
        units=tuple((str(unit.public_id), unit.short_name or unit.name) for unit in units),
        history=tuple(entries_of(("plans.target", str(row.target_id)))),
    )


def _sources(actor: Actor, row: TargetSnapshot) -> tuple[SourceCard, ...]:
    bindings = visible_bindings(actor).filter(target=row.target_id).select_related("unit", "decided_by")
    measures = indicators.measures_published() if bindings else {}
    return tuple(source_card(one, row, measures) for one in bindings.order_by("kind", "id"))


def source_card(binding: Binding, row: TargetSnapshot, measures: Mapping[str, indicators.MeasureCard]) -> SourceCard:
    """A binding with what it leaves open; the row of its target is fetched with the indicator."""
    card = measures.get(binding.measure_code)
    unit = (binding.unit.short_name or binding.unit.name) if binding.unit else ""
    return SourceCard(
        public_id=binding.public_id,
        kind=BindingKind.of(binding.kind),
        state=BindingState.of(binding.state),
        is_sure=binding.is_sure,
        name=unit or (card.name if card else binding.measure_code),
        how=card.how if card else "",
        unit=card.unit if card else (row.indicator.unit if row.indicator else ""),
        measure_code=binding.measure_code,
        questions=questions_for(row, card),
        holding=Holding.of(binding.holding) if binding.holding else None,
        whole=binding.whole,
        decided_by=binding.decided_by.name if binding.decided_by else "",
        decided_at=binding.decided_at,
    )


def targets_named(actor: Actor, words: str, limit: int = 10) -> list[TargetLine]:
    """Targets whose name or indicator holds the words."""
    named = Q(name__icontains=words) | Q(indicator__name__icontains=words)
    return target_lines(targets_listed(actor).filter(named).order_by("region", "place")[:limit])


def off_track(rows: QuerySet[TargetSnapshot]) -> QuerySet[TargetSnapshot]:
    """Those that ask somebody to act, the worst first."""
    acted_on = {Status.BEHIND.value: 0, Status.AT_RISK.value: 1}
    rank = Case(*(When(status=status, then=Value(place)) for status, place in acted_on.items()))
    return rows.filter(status__in=acted_on).order_by(rank, "index", "place")
