"""Periods: half-open, cut and joined by days, read and written in Chinese."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.kernel.period import Period, PeriodUnreadable

DAYS = st.dates(date(2000, 1, 1), date(2049, 12, 31))
PERIODS = st.builds(lambda start, length: Period(start, start + timedelta(length)), DAYS, st.integers(1, 1500))
MONTHS = st.tuples(st.integers(2000, 2049), st.integers(1, 12))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025年", (2025, 1, 1), (2026, 1, 1)),
        ("2025年度", (2025, 1, 1), (2026, 1, 1)),
        ("二〇二五年", (2025, 1, 1), (2026, 1, 1)),
        ("2025年上半年", (2025, 1, 1), (2025, 7, 1)),
        ("2025年下半年", (2025, 7, 1), (2026, 1, 1)),
        ("2025年第三季度", (2025, 7, 1), (2025, 10, 1)),
        ("2025年一季度", (2025, 1, 1), (2025, 4, 1)),
        ("2025年4季度", (2025, 10, 1), (2026, 1, 1)),
        ("2025年前三季度", (2025, 1, 1), (2025, 10, 1)),
        ("2025年6月", (2025, 6, 1), (2025, 7, 1)),
        ("2025 年 12 月份", (2025, 12, 1), (2026, 1, 1)),
        ("二〇二五年六月三十日", (2025, 6, 30), (2025, 7, 1)),
        ("2025年1-6月", (2025, 1, 1), (2025, 7, 1)),
        ("2025年1月至6月", (2025, 1, 1), (2025, 7, 1)),
        ("2025年6月1-15日", (2025, 6, 1), (2025, 6, 16)),
        ("2025年6月1日至15日", (2025, 6, 1), (2025, 6, 16)),
        ("2024年至2027年", (2024, 1, 1), (2028, 1, 1)),
        ("2024-2027年", (2024, 1, 1), (2028, 1, 1)),
        ("２０２４—２０２７年", (2024, 1, 1), (2028, 1, 1)),
        ("2024年3月至2025年2月", (2024, 3, 1), (2025, 3, 1)),
        ("自2024年4月24日起至2024年12月31日止", (2024, 4, 24), (2025, 1, 1)),
        ("截至2025年6月30日", (2025, 1, 1), (2025, 7, 1)),
        ("截至2025年底", (2025, 1, 1), (2026, 1, 1)),
        ("2024年4月至2025年末", (2024, 4, 1), (2026, 1, 1)),
        ("2025年1月至6月底", (2025, 1, 1), (2025, 7, 1)),
        ("“十四五”", (2021, 1, 1), (2026, 1, 1)),
        ("“十五五”时期", (2026, 1, 1), (2031, 1, 1)),
        ("十五五期间", (2026, 1, 1), (2031, 1, 1)),
    ],
)
def test_it_reads_the_forms_of_plans(text: str, start: tuple[int, int, int], end: tuple[int, int, int]) -> None:
    assert Period.read(text) == Period(date(*start), date(*end))


def test_a_form_without_a_year_takes_the_one_given() -> None:
    assert Period.read("6月", year=2025) == Period.month(2025, 6)
    assert Period.read("上半年", year=2025) == Period.half(2025, 1)
    assert Period.read("1-6月", year=2025) == Period.half(2025, 1)
    assert Period.read("2024年", year=2025) == Period.year(2024)


def test_up_to_a_day_runs_through_that_day_from_where_it_is_told() -> None:
    since = date(2024, 3, 7)
    assert Period.read("截至6月30日", year=2025, since=since) == Period(since, date(2025, 7, 1))
    assert Period.read("截至6月30日", year=2025) == Period(date(2025, 1, 1), date(2025, 7, 1))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "6月",
        "上半年",
        "2025",
        "2025年13月",
        "2025年2月30日",
        "2025年5季度",
        "2027年至2024年",
        "2025年30日",
        "近期",
        "十六五",
        "2025年底",
        "0000年",
        "9999年",
    ],
)
def test_it_refuses_what_is_no_certain_period(text: str) -> None:
    with pytest.raises(PeriodUnreadable):
        Period.read(text)


@given(st.text(alphabet="0123456789年月日至-上下半季度一二三十五截止自", max_size=14), st.none() | st.just(2025))
def test_reading_gives_a_period_or_a_refusal(text: str, year: int | None) -> None:
    try:
        period = Period.read(text, year=year)
    except PeriodUnreadable:
        return
    assert Period.read(str(period)) == period


@pytest.mark.parametrize(
    ("period", "shown"),
    [
        (Period.year(2025), "2025年"),
        (Period.years(2024, 2027), "2024年至2027年"),
        (Period.half(2025, 2), "2025年下半年"),
        (Period.quarter(2025, 3), "2025年三季度"),
        (Period.month(2025, 6), "2025年6月"),
        (Period(date(2025, 1, 1), date(2025, 6, 1)), "2025年1月至5月"),
        (Period(date(2025, 2, 1), date(2025, 5, 1)), "2025年2月至4月"),
        (Period(date(2024, 3, 1), date(2025, 3, 1)), "2024年3月至2025年2月"),
        (Period.day(date(2025, 6, 30)), "2025年6月30日"),
        (Period.through(date(2025, 6, 1), date(2025, 7, 15)), "2025年6月1日至7月15日"),
        (Period.through(date(2024, 4, 24), date(2025, 1, 5)), "2024年4月24日至2025年1月5日"),
    ],
)
def test_it_writes_periods_as_people_say_them(period: Period, shown: str) -> None:
    assert str(period) == shown


@given(PERIODS)
def test_what_is_written_is_read_back(period: Period) -> None:
    assert Period.read(str(period)) == period


@given(PERIODS)
def test_the_end_is_outside_and_the_last_day_inside(period: Period) -> None:
    assert period.start in period
    assert period.last_day in period
    assert period.end not in period
    assert Period.through(period.start, period.last_day) == period


@given(PERIODS, PERIODS, DAYS)
def test_a_day_is_in_the_intersection_when_it_is_in_both(one: Period, other: Period, day: date) -> None:
    both = one.intersect(other)
    assert both == other.intersect(one)
    assert (both is not None) == one.overlaps(other)
    assert (both is not None and day in both) == (day in one and day in other)
    assert both is None or (both in one and both in other)


@given(PERIODS)
def test_the_months_of_a_period_join_up_to_it(period: Period) -> None:
    pieces = list(period.months())
    assert pieces[0].start == period.start
    assert pieces[-1].end == period.end
    assert all(one.end == next_one.start for one, next_one in pairwise(pieces))
    assert all(piece.start.month == piece.last_day.month and piece.days <= 31 for piece in pieces)


@given(MONTHS)
def test_a_month_lies_in_its_quarter_half_and_year(month: tuple[int, int]) -> None:
    year, number = month
    quarter, half = Period.quarter(year, (number + 2) // 3), Period.half(year, 1 + (number > 6))
    assert Period.month(year, number) in quarter
    assert quarter in half
    assert half in Period.year(year)


def test_an_empty_period_is_a_programming_error() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        Period(date(2025, 1, 1), date(2025, 1, 1))


@pytest.mark.parametrize("piece", [0, 3])
def test_a_year_has_two_halves(piece: int) -> None:
    with pytest.raises(ValueError, match="parts 1 to 2"):
        Period.half(2025, piece)
