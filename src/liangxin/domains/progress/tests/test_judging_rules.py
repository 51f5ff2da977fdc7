"""One target looked at: which figure counts where two stand side by side, and that silence is never green."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from liangxin.domains.progress.rules.judging import Candidate, CourseSet, KnownForecast, Look, look_at
from liangxin.domains.progress.rules.paths import Series, SeriesPoint
from liangxin.domains.progress.rules.promise import Promise
from liangxin.domains.progress.terms import FigureOrigin, Follow, SeriesForm, Shape, Status
from liangxin.engines.reader.findings import Comparator, TargetKind
from liangxin.kernel.period import Period

ON = date(2025, 7, 10)
LIFTS = Promise(
    TargetKind.CUMULATIVE,
    Comparator.REACH,
    Decimal(120),
    "台",
    starts_on=date(2024, 1, 1),
    deadline=date(2027, 12, 31),
)
COMPUTED, REPORTED = FigureOrigin.COMPUTED, FigureOrigin.REPORTED


def monthly(value: int, months: int = 18, *, got: int = 1, expected: int = 1) -> Candidate:
    """The same figure each month from January 2024 on."""
    points = tuple(
        SeriesPoint(Period.month(2024 + place // 12, place % 12 + 1), Decimal(value), got, expected)
        for place in range(months)
    )
    return Candidate(Series(SeriesForm.FLOW, "台", points))


def look(
    candidates: dict[FigureOrigin, Candidate], follow: Follow = Follow.AUTO, course: CourseSet | None = None
) -> Look:
    return look_at(LIFTS, TargetKind.CUMULATIVE, candidates, follow, course, ON)


def test_nothing_bound_is_not_known() -> None:
    found = look({})
    assert found.decision.status is Status.NOT_KNOWN
    assert found.origin is None
    assert found.forecast.middle is None


@pytest.mark.parametrize("silent", [Candidate(Series(SeriesForm.FLOW, "台", ())), monthly(3, months=6)])
def test_a_source_that_is_silent_or_old_is_never_green(silent: Candidate) -> None:
    assert look({COMPUTED: silent}).decision.status is Status.NOT_KNOWN


def test_what_keeps_to_its_course_is_green_and_what_lags_far_is_red() -> None:
    assert look({COMPUTED: monthly(3)}).decision.status is Status.ON_TRACK
    assert look({COMPUTED: monthly(1)}).decision.status is Status.BEHIND


def test_the_computed_figure_counts_where_it_is_covered_and_the_reported_one_where_it_is_not() -> None:
    both = {COMPUTED: monthly(1), REPORTED: monthly(3)}
    found = look(both)
    assert (found.origin, found.differs) == (COMPUTED, True)
    assert found.paths.keys() == {COMPUTED, REPORTED}
    thin = both | {COMPUTED: monthly(1, got=1, expected=2)}
    assert look(thin).origin is REPORTED
    assert look({COMPUTED: monthly(3), REPORTED: monthly(3)}).differs is False


def test_what_a_person_chose_counts_even_where_it_is_silent() -> None:
    both = {COMPUTED: monthly(3), REPORTED: Candidate(Series(SeriesForm.FLOW, "台", ()))}
    assert look(both, Follow.REPORTED).decision.status is Status.NOT_KNOWN
    assert look(both, Follow.COMPUTED).decision.status is Status.ON_TRACK
    assert look({COMPUTED: monthly(3)}, Follow.REPORTED).origin is COMPUTED


def test_a_course_of_milestones_asks_for_what_it_says_and_falls_back_where_it_no_longer_fits() -> None:
    slow = CourseSet(Shape.MILESTONES, steps=((date(2025, 12, 31), Decimal(20)),))
    assert look({COMPUTED: monthly(1)}, course=slow).decision.status is Status.AT_RISK  # the forecast stays short
    beyond = CourseSet(Shape.MILESTONES, steps=((date(2025, 12, 31), Decimal(200)),))
    found = look({COMPUTED: monthly(1)}, course=beyond)
    assert found.fallen_back
    assert found.decision.status is Status.BEHIND


@pytest.mark.parametrize("shape", [Shape.LINEAR, Shape.S_CURVE, Shape.SEASONAL, Shape.FLAT])
def test_every_shape_has_a_course(shape: Shape) -> None:
    assert look({COMPUTED: monthly(3)}, course=CourseSet(shape)).trajectory is not None


def test_a_forecast_made_of_the_same_is_taken_over_and_of_other_figures_is_not() -> None:
    found = look({COMPUTED: monthly(3)})
    marked = KnownForecast(found.made_of, replace(found.forecast, points=99))
    again = look_at(LIFTS, "cumulative", {COMPUTED: monthly(3)}, Follow.AUTO, None, ON, known=marked)
    assert again.forecast.points == 99
    later = look_at(LIFTS, "cumulative", {COMPUTED: monthly(4)}, Follow.AUTO, None, ON, known=marked)
    assert later.forecast.points == 18
