"""From a series to the path of a target: each reckoning by its example, and why there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.domains.indicators.terms import Form, Grain
from liangxin.domains.progress.rules.actuals import Agreed, path_of, reckoning_of
from liangxin.domains.progress.rules.paths import Path, PathPoint, Series, SeriesPoint, Start, flows_of
from liangxin.domains.progress.rules.promise import Base
from liangxin.domains.progress.terms import Bound, Holding, NoPath, Reckoning, Run, SeriesForm, SeriesGrain
from liangxin.domains.progress.tests.given import end, month, promise, series
from liangxin.engines.reader.findings import TargetKind
from liangxin.kernel.period import Period

YEAR = [10] * 12


def values(path: Path) -> list[Decimal]:
    return [point.value for point in path.points]


def test_a_cumulative_target_adds_up_from_the_day_that_counts() -> None:
    path = path_of(promise(), series([10, 20, 30]), Reckoning.SINCE_START)
    assert values(path) == [10, 30, 60]
    assert path.run is Run.RISING
    assert path.start is not None
    assert path.start == Start(date(2023, 12, 31), Decimal(0))
    later = path_of(promise(starts_on=date(2024, 2, 1)), series([10, 20, 30]), Reckoning.SINCE_START)
    assert values(later) == [20, 50]


def test_a_month_that_is_missing_makes_the_sum_a_lower_bound() -> None:
    path = path_of(promise(), series([10, None, 30]), Reckoning.SINCE_START)
    last = path.points[-1]
    assert last == PathPoint(end(2), Decimal(40), 2, 3, Bound.LOWER)


def test_parts_that_are_missing_in_a_month_count_with_it() -> None:
    points = tuple(SeriesPoint(month(at), Decimal(10), got, 4) for at, got in enumerate((4, 3)))
    last = path_of(promise(), Series(SeriesForm.FLOW, "台", points), Reckoning.SINCE_START).points[-1]
    assert (last.got, last.expected, last.bound) == (7, 8, Bound.LOWER)


def test_a_sum_with_positive_and_negative_parts_is_no_bound() -> None:
    path = path_of(promise(), series([10, None, -30]), Reckoning.SINCE_START)
    assert path.points[-1].bound is Bound.OPEN
    assert path.run is Run.FREE


def test_a_running_total_of_the_year_is_taken_apart_and_speaks_for_the_months_it_left_out() -> None:
    to_date = series([10, 30, None, 70, *[None] * 8, 5], SeriesForm.TO_DATE)
    flows = flows_of(to_date)
    assert flows is not None
    assert [flow.months for flow in flows] == [1, 1, 2, 1]
    assert [flow.value for flow in flows] == [10, 20, 40, 5]
    path = path_of(promise(), to_date, Reckoning.SINCE_START)
    assert values(path)[:3] == [10, 30, 70]
    assert path.points[2].bound is Bound.EXACT


def test_a_stock_stands_for_itself() -> None:
    path = path_of(
        promise(TargetKind.LEVEL, base=Base(2023, Decimal(5))), series([7, 9], SeriesForm.STOCK), Reckoning.STOCK
    )
    assert values(path) == [7, 9]
    assert path.start is not None
    assert path.start == Start(date(2023, 12, 31), Decimal(5))


def test_a_stock_of_which_a_list_holds_additions_only_needs_what_was_there_before() -> None:
    level = promise(TargetKind.LEVEL)
    assert path_of(level, series([7, 9]), Reckoning.STOCK).why is NoPath.BASE_STOCK_MISSING
    known = replace(level, base=Base(2023, Decimal(100)))
    assert values(path_of(known, series([7, 9]), Reckoning.STOCK)) == [107, 116]
    whole = replace(series([7, 9]), holding=Holding.WHOLE)
    assert values(path_of(level, whole, Reckoning.STOCK)) == [7, 16]


def test_a_cumulative_target_read_from_a_stock_starts_at_what_was_there() -> None:
    built = promise(starts_on=date(2024, 2, 1))
    assert values(path_of(built, series([7, 9, 12], SeriesForm.STOCK), Reckoning.SINCE_START)) == [2, 5]
    bare = promise()
    assert path_of(bare, series([7], SeriesForm.STOCK), Reckoning.SINCE_START).why is NoPath.BASE_STOCK_MISSING
    based = replace(bare, base=Base(2023, Decimal(4)))
    assert values(path_of(based, series([7], SeriesForm.STOCK), Reckoning.SINCE_START)) == [3]


def test_a_yearly_target_counts_within_its_year_alone() -> None:
    yearly = promise(TargetKind.ANNUAL, deadline=date(2025, 12, 31))
    path = path_of(yearly, series([*YEAR, 1, 2, 3]), Reckoning.YEAR_TO_DATE)
    assert values(path) == [1, 3, 6]
    assert path_of(yearly, series(YEAR), Reckoning.YEAR_TO_DATE).why is NoPath.NOT_BEGUN


def test_a_years_total_promised_for_later_is_read_from_twelve_months() -> None:
    path = path_of(promise(TargetKind.LEVEL), series([*YEAR, 22]), Reckoning.ROLLING_YEAR)
    assert values(path) == [120, 132]
    assert path_of(promise(TargetKind.LEVEL), series([1] * 11), Reckoning.ROLLING_YEAR).why is NoPath.TOO_FEW_MONTHS


def test_growth_sets_twelve_months_against_the_base_year() -> None:
    grown = promise(TargetKind.GROWTH, "25", "%", base=Base(2023, Decimal(100)))
    path = path_of(grown, series([*YEAR, 15]), Reckoning.GROWTH)
    assert values(path) == [20, 25]
    assert path.start is not None
    assert path.start == Start(date(2023, 12, 31), Decimal(0))


def test_growth_takes_the_base_from_the_series_where_it_has_the_whole_year() -> None:
    grown = promise(TargetKind.GROWTH, "25", "%", base=Base(2024))
    assert values(path_of(grown, series([*YEAR, *[12] * 12]), Reckoning.GROWTH))[-1] == 20
    broken = path_of(grown, series([None, *YEAR[1:], *[12] * 12]), Reckoning.GROWTH)
    assert broken.why is NoPath.BASE_MISSING


@pytest.mark.parametrize(
    ("base", "why"),
    [
        (None, NoPath.BASE_MISSING),
        (Base(2023, Decimal(0)), NoPath.BASE_NOT_POSITIVE),
        (Base(2023), NoPath.BASE_MISSING),
    ],
)
def test_growth_without_a_base_is_not_known(base: Base | None, why: NoPath) -> None:
    assert path_of(promise(TargetKind.GROWTH, "25", "%", base=base), series(YEAR), Reckoning.GROWTH).why is why


def test_a_fall_is_told_by_its_size() -> None:
    falls = promise(TargetKind.GROWTH, "6", "%", base=Base(2023, Decimal(125)), falls=True)
    path = path_of(falls, series([*YEAR[:-1], None, 10]), Reckoning.GROWTH)
    assert values(path) == [12]
    assert path.points[0].bound is Bound.UPPER  # what is missing can only make the fall smaller


def test_yearly_growth_is_compounded_since_the_base_year() -> None:
    yearly = promise(TargetKind.ANNUAL_GROWTH, "9", "%", base=Base(2023, Decimal(100)))
    path = path_of(yearly, series([*YEAR, *[Decimal(121) / 12] * 12]), Reckoning.ANNUAL_GROWTH)
    assert round(path.points[0].value, 6) == 20
    assert round(path.points[-1].value, 6) == 10
    assert path.start is not None
    assert path.start.value == 9


def test_growth_over_a_change_of_method_says_so_unless_the_base_was_restated() -> None:
    grown = promise(TargetKind.GROWTH, "25", "%", base=Base(2023, Decimal(100)))
    broken = replace(series(YEAR), breaks=(date(2024, 6, 1),))
    assert path_of(grown, broken, Reckoning.GROWTH).broke_on == date(2024, 6, 1)
    restated = replace(grown, base=Base(2023, Decimal(100), is_restated=True))
    assert path_of(restated, broken, Reckoning.GROWTH).broke_on is None


def test_a_rate_is_made_of_its_numerator_and_denominator_where_they_are_there() -> None:
    point = SeriesPoint(month(0), Decimal(99), numerator=Decimal(30), denominator=Decimal(40))
    path = path_of(promise(TargetKind.SHARE, "80", "%"), Series(SeriesForm.STOCK, "%", (point,)), Reckoning.RATE)
    assert values(path) == [75]


def test_a_growth_told_as_a_rate_begins_at_nothing_and_keeps_a_yearly_rate_level() -> None:
    rates = replace(series([3, 5], SeriesForm.STOCK, "%"), breaks=(date(2024, 2, 1),))
    grown = path_of(promise(TargetKind.GROWTH, "25", "%", base=Base(2023)), rates, Reckoning.RATE)
    assert grown.start == Start(date(2023, 12, 31), Decimal(0))
    assert grown.broke_on == date(2024, 2, 1)
    yearly = path_of(promise(TargetKind.ANNUAL_GROWTH, "9", "%", base=Base(2023)), rates, Reckoning.RATE)
    assert yearly.start == Start(date(2023, 12, 31), Decimal(9))
    unsaid = path_of(promise(TargetKind.GROWTH, "25", "%"), rates, Reckoning.RATE)
    assert unsaid.start == Start(end(0), Decimal(3), is_assumed=True)


def test_completion_is_never_told_without_a_whole() -> None:
    done = promise(TargetKind.COMPLETION, None, "")
    assert path_of(done, series([10, 20]), Reckoning.COMPLETION).why is NoPath.WHOLE_UNKNOWN
    assert values(path_of(done, series([10, 20]), Reckoning.COMPLETION, Agreed(whole=Decimal(60)))) == [
        Decimal(1000) / 60,
        50,
    ]
    assert values(path_of(done, series([40], SeriesForm.STOCK, "%"), Reckoning.COMPLETION)) == [40]


def test_counting_words_are_the_same_only_where_a_person_has_agreed() -> None:
    lifts = series([3], unit="部")
    assert path_of(promise(), lifts, Reckoning.SINCE_START).why is NoPath.UNIT_UNFIT
    assert values(path_of(promise(), lifts, Reckoning.SINCE_START, Agreed(counts_agree=True))) == [3]


@pytest.mark.parametrize(
    ("unit", "of", "shown"), [("亿元", "元", 3 * 10**8), ("米", "公里", Decimal("0.003")), ("万台", "台", 30000)]
)
def test_units_of_one_dimension_are_converted(unit: str, of: str, shown: Decimal) -> None:
    assert values(path_of(promise(unit=of), series([3], unit=unit), Reckoning.SINCE_START)) == [shown]


def test_other_reasons_for_no_path() -> None:
    assert path_of(promise(), series([]), Reckoning.SINCE_START).why is NoPath.NO_DATA
    assert path_of(promise(), series([1], unit="公里"), Reckoning.SINCE_START).why is NoPath.UNIT_UNFIT
    assert path_of(promise(starts_on=None), series([1]), Reckoning.SINCE_START).why is NoPath.START_UNKNOWN
    stock = series([1], SeriesForm.STOCK)
    for reckoning in (Reckoning.ROLLING_YEAR, Reckoning.YEAR_TO_DATE):
        assert path_of(promise(TargetKind.ANNUAL), stock, reckoning).why is NoPath.FORM_UNFIT
    to_date = series([1], SeriesForm.TO_DATE)
    assert path_of(promise(TargetKind.LEVEL), to_date, Reckoning.STOCK).why is NoPath.FORM_UNFIT


@pytest.mark.parametrize(
    ("kind", "usual", "form", "unit", "reckoning"),
    [
        (TargetKind.LEVEL, TargetKind.LEVEL, SeriesForm.STOCK, "台", Reckoning.STOCK),
        (TargetKind.LEVEL, TargetKind.ANNUAL, SeriesForm.FLOW, "台", Reckoning.ROLLING_YEAR),
        (TargetKind.CUMULATIVE, TargetKind.LEVEL, SeriesForm.STOCK, "台", Reckoning.STOCK),
        (TargetKind.CUMULATIVE, TargetKind.LEVEL, SeriesForm.FLOW, "台", Reckoning.SINCE_START),
        (TargetKind.ANNUAL, TargetKind.CUMULATIVE, SeriesForm.FLOW, "台", Reckoning.YEAR_TO_DATE),
        (TargetKind.GROWTH, TargetKind.GROWTH, SeriesForm.FLOW, "亿元", Reckoning.GROWTH),
        (TargetKind.GROWTH, TargetKind.GROWTH, SeriesForm.STOCK, "%", Reckoning.RATE),
        (TargetKind.ANNUAL_GROWTH, TargetKind.ANNUAL_GROWTH, SeriesForm.FLOW, "亿元", Reckoning.ANNUAL_GROWTH),
        (TargetKind.SHARE, TargetKind.SHARE, SeriesForm.STOCK, "%", Reckoning.RATE),
        (TargetKind.COMPLETION, TargetKind.SHARE, SeriesForm.FLOW, "台", Reckoning.COMPLETION),
        (TargetKind.DIRECTIONAL, TargetKind.SHARE, SeriesForm.STOCK, "%", Reckoning.TREND),
    ],
)
def test_what_stands_against_which_promise(
    kind: TargetKind, usual: TargetKind, form: SeriesForm, unit: str, reckoning: Reckoning
) -> None:
    assert reckoning_of(promise(kind), usual, Series(form, unit, ())) is reckoning


def test_a_quarter_counts_for_its_three_months() -> None:
    points = tuple(SeriesPoint(Period.quarter(2024, number), Decimal(30)) for number in (1, 3))
    last = path_of(promise(), Series(SeriesForm.FLOW, "台", points), Reckoning.SINCE_START).points[-1]
    assert last == PathPoint(end(8), Decimal(60), 6, 9, Bound.LOWER)


@given(st.lists(st.integers(0, 1000) | st.none(), min_size=1, max_size=36))
def test_sums_of_what_came_in_never_fall_and_never_claim_more_than_came(monthly: list[int | None]) -> None:
    path = path_of(promise(), series(monthly), Reckoning.SINCE_START)
    if path.why is NoPath.NO_DATA:
        assert all(each is None for each in monthly)
        return
    sums = values(path)
    assert sums == sorted(sums)
    assert sums[-1] == sum(each or 0 for each in monthly)
    for point in path.points:
        assert (point.bound is Bound.EXACT) == (point.got == point.expected)


def test_forms_and_grains_are_those_of_the_figures() -> None:
    """The rules stand on no other package, so they say these words themselves."""
    assert SeriesForm.choices() == Form.choices()
    assert SeriesGrain.choices() == Grain.choices()
