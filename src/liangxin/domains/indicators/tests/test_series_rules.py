"""Figures along time and over regions, without a database: the algorithm page's examples, and what always holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.domains.indicators.errors import CoverageImpossible, PeriodOfNoGrain, UnitUnfit
from liangxin.domains.indicators.rules.converting import converted
from liangxin.domains.indicators.rules.growth import growth_on_base
from liangxin.domains.indicators.rules.periods import grain_of, next_period, period_at, periods_between
from liangxin.domains.indicators.rules.rolling import Part, Tree, roll_up, roll_up_tree
from liangxin.domains.indicators.rules.series import (
    Accumulated,
    accumulate,
    comparable,
    decumulate,
    stock_at_end,
    sum_over,
)
from liangxin.domains.indicators.terms import Form, Gap, Grain, NoGrowth, RollUp
from liangxin.kernel.period import Period


def month(number: int, year: int = 2025) -> Period:
    return Period.month(year, number)


def by_month(**figures: int) -> dict[Period, Decimal]:
    """m3=5 is 5 in March 2025, y4m1=7 is 7 in January 2024."""
    found = {}
    for name, figure in figures.items():
        year, _, number = name.rpartition("m")
        found[month(int(number), 2020 + int(year[1:]) if year else 2025)] = Decimal(figure)
    return found


def steps(points: dict[Period, Decimal]) -> Any:
    return {step.period.start.month: step.value if step.gap is None else step.gap for step in decumulate(points)}


def test_a_cumulative_figure_is_told_apart_month_by_month() -> None:
    assert steps(by_month(m1=5, m2=9, m3=9)) == {1: 5, 2: 4, 3: 0}


def test_a_gap_stays_a_gap_and_hides_the_month_after_it() -> None:
    assert steps(by_month(m1=5, m3=20, m4=26)) == {1: 5, 3: Gap.NO_PREDECESSOR, 4: 6}


def test_a_fall_is_the_fault_of_its_point_and_never_a_negative_month() -> None:
    assert steps(by_month(m1=5, m2=9, m3=7, m4=12, m5=15)) == {
        1: 5,
        2: 4,
        3: Gap.FELL,
        4: Gap.NO_PREDECESSOR,
        5: 3,
    }
    assert steps(by_month(m1=9, m2=3, m3=4)) == {1: 9, 2: Gap.FELL, 3: Gap.FELL}


def test_january_begins_anew() -> None:
    found = decumulate(by_month(y4m11=80, y4m12=90, y5m1=3, y5m2=10))
    assert [step.value for step in found] == [None, 10, 3, 7]
    assert found[0].gap is Gap.NO_PREDECESSOR


FIGURES = st.decimals(min_value=0, max_value=10**9, places=2)


@given(st.lists(FIGURES, min_size=1, max_size=36), st.integers(2023, 2026))
def test_what_is_accumulated_and_told_apart_again_is_the_same(figures: list[Decimal], year: int) -> None:
    periods = list(periods_between(Grain.MONTH, date(year, 1, 1), date(year + 3, 1, 1)))
    flows = dict(zip(periods, figures, strict=False))
    running = {step.period: step.value for step in accumulate(flows) if step.value is not None}
    assert {step.period: step.value for step in decumulate(running)} == flows


@given(st.dictionaries(st.integers(1, 12), FIGURES))
def test_missing_months_are_never_counted(figures: dict[int, Decimal]) -> None:
    flows = {month(number): figure for number, figure in figures.items()}
    found = sum_over(Form.FLOW, flows, Period.year(2025), Grain.MONTH)
    assert (found.got, found.expected) == (len(figures), 12)
    assert found.value == (sum(figures.values()) if figures else None)
    for form in (Form.FLOW, Form.TO_DATE):
        found = sum_over(form, flows, Period.year(2025), Grain.MONTH)
        assert found.got <= found.expected
        assert (found.value is None) == (found.got == 0)


def test_a_cumulative_figure_covers_the_months_before_it() -> None:
    points = by_month(m2=9, m5=26)
    assert sum_over(Form.TO_DATE, points, Period.half(2025, 1), Grain.MONTH) == Accumulated(Decimal(26), 5, 6)
    assert sum_over(Form.TO_DATE, points, Period.quarter(2025, 2), Grain.MONTH) == Accumulated(None, 0, 3)
    spring = Period(date(2025, 3, 1), date(2025, 6, 1))
    assert sum_over(Form.TO_DATE, points, spring, Grain.MONTH) == Accumulated(Decimal(17), 3, 3)


def test_over_years_the_last_figures_of_each_come_together() -> None:
    points = by_month(y4m12=90, y5m3=10)
    assert sum_over(Form.TO_DATE, points, Period.years(2024, 2025), Grain.MONTH) == Accumulated(Decimal(100), 15, 24)


def test_a_stock_is_that_of_the_end_or_missing() -> None:
    points = by_month(m5=70, m6=80)
    assert stock_at_end(points, Period.half(2025, 1)) == 80
    assert stock_at_end(points, Period.quarter(2025, 3)) is None


@pytest.mark.parametrize(
    ("first", "second", "day", "alike"),
    [
        (month(3), month(4), date(2025, 4, 1), False),
        (month(3), month(4), date(2025, 4, 15), False),
        (month(4), month(5), date(2025, 4, 1), True),
        (month(3), month(4), date(2025, 5, 1), True),
        (month(5), month(3), date(2025, 4, 1), False),
    ],
)
def test_periods_on_two_sides_of_a_break_are_not_compared(
    first: Period, second: Period, day: date, *, alike: bool
) -> None:
    assert comparable(first, second, [day]) is alike


@pytest.mark.parametrize(
    ("amounts", "base", "broken", "percent", "why_not"),
    [
        (Accumulated(Decimal("12.5"), 12, 12), Decimal(10), False, Decimal(25), None),
        (Accumulated(Decimal(9), 12, 12), Decimal(12), False, Decimal(-25), None),
        (Accumulated(Decimal("12.5"), 12, 12), None, False, None, NoGrowth.NO_BASE),
        (Accumulated(Decimal("12.5"), 12, 12), Decimal(0), False, None, NoGrowth.BASE_NOT_POSITIVE),
        (Accumulated(None, 0, 12), Decimal(10), False, None, NoGrowth.NO_AMOUNT),
        (Accumulated(Decimal("12.5"), 11, 12), Decimal(10), False, None, NoGrowth.INCOMPLETE),
        (Accumulated(Decimal("12.5"), 12, 12), Decimal(10), True, None, NoGrowth.BROKEN),
    ],
)
def test_a_growth_has_a_value_or_a_reason(
    amounts: Accumulated, base: Decimal | None, percent: Decimal | None, why_not: NoGrowth | None, *, broken: bool
) -> None:
    found = growth_on_base(amounts, base, is_broken=broken)
    assert (found.percent, found.why_not, found.got, found.expected) == (percent, why_not, amounts.got, 12)


def test_parts_are_added_by_the_indicators_rule() -> None:
    parts = [
        Part(Decimal(50), Decimal(5), Decimal(10), Decimal(1)),
        Part(Decimal(10), Decimal(9), Decimal(90), Decimal(3)),
    ]
    found = {rule: roll_up(rule, parts, 3, "%") for rule in RollUp}
    assert {rule: (one.value, one.got, one.expected) for rule, one in found.items()} == {
        RollUp.SUM: (60, 2, 3),
        RollUp.RATIO_OF_SUMS: (14, 2, 3),
        RollUp.WEIGHTED_MEAN: (20, 2, 3),
        RollUp.NONE: (None, 0, 3),
    }


def test_a_part_without_what_the_rule_needs_is_not_covered() -> None:
    parts = [Part(Decimal(50)), Part(Decimal(10), Decimal(9), Decimal(90), Decimal(3))]
    assert [roll_up(rule, parts, 2, "%").got for rule in (RollUp.RATIO_OF_SUMS, RollUp.WEIGHTED_MEAN)] == [1, 1]
    nothing = roll_up(RollUp.RATIO_OF_SUMS, [Part(Decimal(0), Decimal(0), Decimal(0))], 1, "%")
    assert (nothing.value, nothing.got) == (None, 0)


def test_parts_in_other_units_are_converted_or_refused() -> None:
    mixed = [Part(Decimal("1.5"), unit="亿元"), Part(Decimal(2500), unit="万元")]
    assert roll_up(RollUp.SUM, mixed, 2, "亿元").value == Decimal("1.75")
    with pytest.raises(UnitUnfit):
        roll_up(RollUp.SUM, [Part(Decimal(1), unit="台")], 2, "亿元")
    with pytest.raises(CoverageImpossible):
        roll_up(RollUp.SUM, mixed, 1, "亿元")


@pytest.mark.parametrize(
    ("value", "unit", "other", "expected"),
    [
        ("2500", "万元", "亿元", "0.25"),
        ("3", "万部", "部", "30000"),
        ("1", "兆瓦", "千瓦", "1000"),
        ("7", "％", "%", "7"),
    ],
)
def test_units_of_one_kind_are_converted(value: str, unit: str, other: str, expected: str) -> None:
    assert converted(Decimal(value), unit, other) == Decimal(expected)


PARTS = st.builds(
    Part,
    FIGURES,
    st.none() | FIGURES,
    st.none() | FIGURES,
    st.none() | FIGURES,
    covers=st.integers(1, 5),
)


@given(
    st.sampled_from(list(RollUp)), st.lists(PARTS, max_size=12), st.randoms(use_true_random=False), st.integers(0, 5)
)
def test_the_order_of_parts_does_not_matter_and_coverage_is_at_most_one(
    rule: RollUp, parts: list[Part], chance: Any, absent: int
) -> None:
    expected = sum(part.covers for part in parts) + absent
    found = roll_up(rule, parts, expected, "%")
    shuffled = parts[:]
    chance.shuffle(shuffled)
    assert roll_up(rule, shuffled, expected, "%") == found
    assert found.got <= found.expected
    assert (found.value is None) == (found.got == 0)


TREE = Tree({1: "a/", 2: "a/b/", 3: "a/c/", 4: "a/b/d/", 5: "a/b/e/", 6: "a/c/f/", 7: "a/c/g/", 8: "a/c/h/"})


def rolled(**figures: int) -> Any:
    given = {int(name[1:]): Part(Decimal(figure)) for name, figure in figures.items()}
    found = roll_up_tree(RollUp.SUM, TREE, given)
    return {region: (one.value, one.got, one.expected) for region, one in found.items()}


def test_a_province_is_covered_as_far_as_its_counties_are() -> None:
    assert rolled(r4=1, r6=10, r7=20) == {2: (1, 1, 2), 3: (30, 2, 3), 1: (31, 3, 5)}


def test_a_city_with_its_own_figure_stands_for_all_its_counties() -> None:
    assert rolled(r4=1, r3=100, r6=10) == {2: (1, 1, 2), 1: (101, 4, 5)}
    assert rolled(r1=7, r4=1) == {2: (1, 1, 2)}
    assert rolled() == {}


@given(st.dictionaries(st.integers(1, 8), st.integers(0, 1000)))
def test_in_a_tree_too_nothing_missing_is_counted(figures: dict[int, int]) -> None:
    found = roll_up_tree(RollUp.SUM, TREE, {region: Part(Decimal(value)) for region, value in figures.items()})
    for region, whole in found.items():
        assert region not in figures
        assert 0 < whole.got <= whole.expected == TREE.leaves[region]


@pytest.mark.parametrize("grain", list(Grain))
@given(day=st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_every_day_belongs_to_one_period_of_each_grain(grain: Grain, day: date) -> None:
    period = period_at(grain, day)
    assert day in period
    assert grain_of(period) is grain
    assert next_period(period, grain).start == period.end


def test_other_stretches_are_no_grain() -> None:
    for stretch in (Period(date(2025, 1, 1), date(2025, 6, 1)), Period(date(2025, 2, 1), date(2025, 5, 1))):
        with pytest.raises(PeriodOfNoGrain):
            grain_of(stretch)


def test_months_are_not_told_apart_across_a_change_of_definition() -> None:
    told = {month(number): Decimal(value) for number, value in ((2, 9), (3, 14), (4, 6), (5, 8))}
    told[month(1)] = Decimal(5)
    steps = {step.period.start.month: (step.value, step.gap) for step in decumulate(told, [date(2025, 4, 1)])}
    assert steps == {1: (5, None), 2: (4, None), 3: (5, None), 4: (None, Gap.BROKEN), 5: (2, None)}
    second = Period.quarter(2025, 2)
    assert sum_over(Form.TO_DATE, told, second, Grain.MONTH, [date(2025, 4, 1)]).value is None
    whole = sum_over(Form.TO_DATE, told, Period.year(2025), Grain.MONTH, [date(2025, 4, 1)])
    assert (whole.value, whole.got) == (Decimal(8), 5)
