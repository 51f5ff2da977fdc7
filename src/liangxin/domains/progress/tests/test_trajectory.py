"""Courses to a target: they pass through start and target, never go back, and do not care for units or signs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.domains.progress.rules.actuals import path_of
from liangxin.domains.progress.rules.paths import Start
from liangxin.domains.progress.rules.promise import Base, Promise
from liangxin.domains.progress.rules.trajectory import (
    Trajectory,
    expected_at,
    expected_exactly,
    flat,
    linear,
    milestones,
    monthly_shape,
    s_curve,
    seasonal,
    share_at,
    usual_trajectory,
)
from liangxin.domains.progress.terms import Reckoning, SeriesForm, Shape
from liangxin.domains.progress.tests.given import DEADLINE, START, promise, series
from liangxin.engines.reader.findings import Comparator, TargetKind

TWELFTHS = [Fraction(weight, 78) for weight in range(1, 13)]
days = st.dates(date(2023, 6, 1), date(2028, 6, 1))
figures = st.decimals(-(10**6), 10**6, places=2)


def shaped(shape: Shape, asked: Promise, start: Start) -> Trajectory:
    made = {
        Shape.LINEAR: lambda: linear(asked, start),
        Shape.S_CURVE: lambda: s_curve(asked, start),
        Shape.SEASONAL: lambda: seasonal(asked, start, TWELFTHS),
        Shape.MILESTONES: lambda: milestones(
            asked, start, [(date(2025, 12, 31), start.value + ((asked.aim or Decimal(0)) - start.value) / 4)]
        ),
    }[shape]()
    assert made is not None
    return made


SHAPES = [Shape.LINEAR, Shape.S_CURVE, Shape.SEASONAL, Shape.MILESTONES]


@pytest.mark.parametrize("shape", SHAPES)
@given(first=figures, aim=figures, one=days, other=days)
def test_a_course_passes_through_start_and_target_and_never_goes_back(
    shape: Shape, first: Decimal, aim: Decimal, one: date, other: date
) -> None:
    made = shaped(shape, promise(TargetKind.LEVEL, str(aim)), Start(START, first))
    assert expected_at(made, START) == first
    assert expected_at(made, DEADLINE) == aim
    assert expected_at(made, DEADLINE + timedelta(900)) == aim
    early, late = sorted((one, other))
    assert 0 <= share_at(made, early) <= share_at(made, late) <= 1


@pytest.mark.parametrize("shape", SHAPES)
@given(first=figures, aim=figures, on=days, factor=st.sampled_from([-3, -1, 7, 10000]), shift=st.integers(-99, 99))
def test_a_course_moves_with_its_figures(
    shape: Shape, first: Decimal, aim: Decimal, on: date, factor: int, shift: int
) -> None:
    plain = shaped(shape, promise(TargetKind.LEVEL, str(aim)), Start(START, first))
    moved = shaped(shape, promise(TargetKind.LEVEL, str(aim * factor + shift)), Start(START, first * factor + shift))
    if shape is Shape.MILESTONES:  # its inner figure was rounded to 28 digits
        assert abs(expected_exactly(moved, on) - expected_exactly(plain, on) * factor - shift) < Fraction(1, 10**9)
    else:
        assert expected_exactly(moved, on) == expected_exactly(plain, on) * factor + shift


def test_the_straight_course_of_the_page_on_progress() -> None:
    made = linear(promise(value="120"), Start(START, Decimal(0)))
    assert made is not None
    assert round(expected_at(made, date(2026, 6, 30)), 2) == Decimal("74.91")  # 912 of 1461 days


def test_the_slow_fast_slow_course_of_the_page_on_progress() -> None:
    made = s_curve(promise(value="100"), Start(START, Decimal(0)))
    assert made is not None
    found = [round(expected_at(made, date(year, 12, 31)), 1) for year in (2024, 2025, 2026)]
    assert found == [Decimal("10.5"), Decimal("50.1"), Decimal("89.5")]


def test_a_seasonal_course_gives_each_month_its_part_of_last_year() -> None:
    last_year = series([1, 1, 2, 3, 3, 3, 3, 3, 3, 3, 5, 10])
    path = path_of(promise(), last_year, Reckoning.SINCE_START)
    assert path.tally is not None
    shape = monthly_shape(path.tally.flows, 2024)
    assert shape is not None
    made = seasonal(
        promise(TargetKind.ANNUAL, "80", deadline=date(2025, 12, 31)), Start(date(2024, 12, 31), Decimal(0)), shape
    )
    assert made is not None
    assert [expected_at(made, day) for day in (date(2025, 2, 28), date(2025, 11, 30))] == [4, 60]


@pytest.mark.parametrize("months", [[1] * 11, [*[1] * 11, -1], [0] * 12, [*[1] * 5, None, *[1] * 7]])
def test_a_shape_needs_twelve_full_months(months: list[int | None]) -> None:
    path = path_of(promise(), series(months), Reckoning.SINCE_START)
    assert path.tally is not None
    assert monthly_shape(path.tally.flows, 2024) is None


def test_milestones_may_not_go_back() -> None:
    start = Start(START, Decimal(0))
    with pytest.raises(ValueError, match="without going back"):
        milestones(promise(value="100"), start, [(date(2025, 1, 1), Decimal(60)), (date(2026, 1, 1), Decimal(50))])
    with pytest.raises(ValueError, match="without going back"):
        milestones(promise(value="100"), start, [(date(2025, 1, 1), Decimal(120))])


def test_there_is_no_course_without_figure_or_time() -> None:
    start = Start(START, Decimal(0))
    assert linear(promise(TargetKind.LEVEL, None), start) is None
    assert linear(promise(deadline=None), start) is None
    assert linear(promise(deadline=START), start) is None
    assert s_curve(promise(deadline=START), start) is None
    assert flat(promise(TargetKind.LEVEL, None), start) is None


def test_the_usual_course_is_straight_seasonal_or_held() -> None:
    on = date(2025, 3, 1)
    stock = series([10, 11], SeriesForm.STOCK)
    level = promise(TargetKind.LEVEL, "20")
    rising = usual_trajectory(level, path_of(level, stock, Reckoning.STOCK), on)
    above = promise(TargetKind.LEVEL, "8", comparator=Comparator.AT_LEAST)
    held = usual_trajectory(above, path_of(above, stock, Reckoning.STOCK), on)
    yearly = promise(TargetKind.ANNUAL, "20", deadline=date(2025, 12, 31))
    by_month = usual_trajectory(yearly, path_of(yearly, series([1] * 14), Reckoning.YEAR_TO_DATE), on)
    rate = promise(TargetKind.ANNUAL_GROWTH, "9", "%", base=Base(2023, Decimal(9)))
    steady = usual_trajectory(rate, path_of(rate, series([1] * 24), Reckoning.ANNUAL_GROWTH), on)
    courses = [course and course.shape for course in (rising, held, by_month, steady)]
    assert courses == [Shape.LINEAR, Shape.FLAT, Shape.SEASONAL, Shape.FLAT]
    nothing = path_of(replace(level, base=None), series([1]), Reckoning.STOCK)
    assert usual_trajectory(level, nothing, on) is None
