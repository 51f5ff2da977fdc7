"""All that is looked at when regions are refreshed, fetched together: a few queries, whatever the number of targets."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from liangxin.domains.indicators import api as indicators
from liangxin.domains.indicators.terms import Direction, Origin
from liangxin.domains.plans import api as plans
from liangxin.domains.progress.models import Binding, Course, Following, TaskReport
from liangxin.domains.progress.rules.actuals import Agreed
from liangxin.domains.progress.rules.judging import Candidate, CourseSet
from liangxin.domains.progress.rules.paths import Series, SeriesPoint
from liangxin.domains.progress.rules.promise import Base, Promise
from liangxin.domains.progress.terms import (
    BindingKind,
    BindingState,
    FigureOrigin,
    Follow,
    Holding,
    SeriesForm,
    SeriesGrain,
    Shape,
)
from liangxin.engines.reader.findings import TargetKind

FALLS: Final = re.compile("下降|降低|减少|压减|削减")
_GROWTH: Final = frozenset({TargetKind.GROWTH, TargetKind.ANNUAL_GROWTH})
BaseKey = tuple[int, int, int]  # indicator, region, year


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """One target with all that decides on its status."""

    stated: plans.PromisedTarget
    promise: Promise
    usual: str
    candidates: Mapping[FigureOrigin, Candidate]
    follow: Follow
    course: CourseSet | None
    base_year: int | None
    has_source: bool


def facts_of(targets: Collection[plans.PromisedTarget]) -> list[TargetFacts]:
    """The facts of these targets, in their order."""
    ids = [one.card.id for one in targets]
    pairs = {(one.indicator_id, one.region_id) for one in targets if one.indicator_id}
    known = indicators.indicator_cards({indicator for indicator, _ in pairs})
    bound = _confirmed(ids)
    follows = dict(Following.objects.filter(target__in=ids).values_list("target_id", "follows"))
    courses = courses_in_force(ids)
    series = indicators.series_of(
        {(one.indicator_id, one.region_id) for one in targets if one.indicator_id and one.card.id in bound}
    )
    bases = indicators.base_values(pairs)
    found = []
    for one in targets:
        indicator = known.get(one.indicator_id or 0)
        course = courses.get(one.card.id)
        bindings = bound.get(one.card.id, ())
        year = base_year(one, course)
        base = bases.get((one.indicator_id or 0, one.region_id, year or 0))
        found.append(
            TargetFacts(
                stated=one,
                promise=promise_of(one, indicator, course, base),
                usual=indicator.kind.value if indicator else one.card.kind.value,
                candidates=_candidates(bindings, series.get((one.indicator_id or 0, one.region_id), ())),
                follow=Follow.of(follows.get(one.card.id, Follow.AUTO.value)),
                course=course,
                base_year=year,
                has_source=bool(bindings),
            )
        )
    return found


def promise_of(
    stated: plans.PromisedTarget,
    indicator: indicators.IndicatorCard | None,
    course: CourseSet | None = None,
    base: indicators.BaseCard | None = None,
) -> Promise:
    """A target as the rules judge it."""
    card = stated.card
    return Promise(
        kind=card.kind,
        comparator=card.comparator,
        value=card.value,
        unit=card.unit,
        direction=indicator.direction if indicator else Direction.UP,
        starts_on=starts_on(stated, course),
        deadline=date(card.deadline, 12, 31) if card.deadline else None,
        base=Base(base.year, base.value) if base else None,
        hedged=card.hedged,
        falls=card.kind in _GROWTH and bool(FALLS.search(card.quote)),
    )


def starts_on(stated: plans.PromisedTarget, course: CourseSet | None) -> date | None:
    """From when a target counts: as set, else after its base year, else from the year in which its plan was signed."""
    if course is not None and course.starts_on is not None:
        return course.starts_on
    if stated.card.baseline_year:
        return date(stated.card.baseline_year + 1, 1, 1)
    return date(stated.issued_on.year, 1, 1) if stated.issued_on else None


def base_year(stated: plans.PromisedTarget, course: CourseSet | None) -> int | None:
    """The year whose figure is the base: the one the plan names, else the one before the target begins to count."""
    begins = starts_on(stated, course)
    return stated.card.baseline_year or (begins.year - 1 if begins else None)


def courses_in_force(target_ids: Iterable[int]) -> dict[int, CourseSet]:
    """What people have set, by target; those without have the course that the rules take."""
    rows = Course.objects.filter(target__in=target_ids).order_by("target_id", "-number").distinct("target_id")
    return {row.target_id: course_set(row) for row in rows}


def course_set(row: Course) -> CourseSet:
    """A course as the rules take it."""
    return CourseSet(Shape.of(row.shape), row.starts_on, steps_of(row.steps))


def steps_of(kept: Iterable[tuple[str, str]]) -> tuple[tuple[date, Decimal], ...]:
    """Milestones as they are stored, as the rules take them."""
    return tuple((date.fromisoformat(day), Decimal(value)) for day, value in kept)


def latest_reports(task_ids: Iterable[int]) -> dict[int, TaskReport]:
    """The newest report of each task."""
    rows = TaskReport.objects.filter(task__in=task_ids).order_by("task_id", "-id").distinct("task_id")
    return {row.task_id: row for row in rows}


def _confirmed(target_ids: Iterable[int]) -> dict[int, list[Binding]]:
    found: dict[int, list[Binding]] = {}
    rows = Binding.objects.filter(target__in=target_ids, state=BindingState.CONFIRMED.value).select_related("unit")
    for row in rows.order_by("id"):
        found.setdefault(row.target_id, []).append(row)
    return found


def _candidates(bindings: Iterable[Binding], cards: Collection[indicators.SeriesCard]) -> dict[FigureOrigin, Candidate]:
    found: dict[FigureOrigin, Candidate] = {}
    for binding in bindings:
        card = _series_of(binding, cards)
        if card is not None:
            origin = FigureOrigin.of(card.origin.value)
            holding = Holding.of(binding.holding) if binding.holding else Holding.ADDITIONS
            found[origin] = Candidate(series_for_rules(card, holding), Agreed(binding.counts_agree, binding.whole))
    return found


def _series_of(binding: Binding, cards: Collection[indicators.SeriesCard]) -> indicators.SeriesCard | None:
    """The series that a binding means; of a unit that tells nothing itself, what the regions below told, rolled up."""
    if binding.kind == BindingKind.MEASURE:
        return next((card for card in cards if card.measure_code == binding.measure_code), None)
    told = [card for card in cards if card.origin is Origin.REPORTED]
    own = [card for card in told if binding.unit and card.unit_public_id == binding.unit.public_id]
    return max(own, key=lambda card: len(card.points)) if own else next((c for c in told if c.is_rolled_up), None)


def series_for_rules(card: indicators.SeriesCard, holding: Holding) -> Series:
    """A series as the rules take it."""
    return Series(
        form=SeriesForm.of(card.form.value),
        unit=card.unit,
        points=tuple(SeriesPoint(point.period, point.value, point.got, point.expected) for point in card.points),
        grain=SeriesGrain.of(card.grain.value),
        breaks=tuple(each.on for each in card.breaks),
        holding=holding,
    )
