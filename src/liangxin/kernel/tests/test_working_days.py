"""Working days against published arrangements, and refusal where there is none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.kernel.refusal import RefusalKind
from liangxin.kernel.working_days import HolidaysUnknown, add_working_days, is_working_day, working_days_between

DAYS = st.dates(date(2023, 3, 1), date(2025, 10, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2025, 1, 28), False),  # New Year's Eve, a holiday since 2025
        (date(2025, 1, 26), True),  # Sunday, made up
        (date(2025, 2, 8), True),  # Saturday, made up
        (date(2025, 5, 5), False),
        (date(2025, 6, 30), True),
        (date(2025, 6, 28), False),  # an ordinary Saturday
        (date(2024, 10, 12), True),  # Saturday, made up
    ],
)
def test_it_knows_holidays_and_days_made_up_for(day: date, works: bool) -> None:
    assert is_working_day(day) is works


@pytest.mark.parametrize("day", [date(2003, 12, 31), date(2099, 6, 1)])
def test_it_refuses_a_year_without_a_table(day: date) -> None:
    with pytest.raises(HolidaysUnknown) as refused:
        is_working_day(day)
    assert refused.value.kind is RefusalKind.UNAVAILABLE
    assert refused.value.details == {"year": day.year}


def test_a_term_that_runs_into_an_unknown_year_is_refused() -> None:
    with pytest.raises(HolidaysUnknown):
        add_working_days(date(2004, 1, 2), -5)
    with pytest.raises(HolidaysUnknown):
        working_days_between(date(2003, 12, 1), date(2004, 1, 10))


@given(DAYS, st.integers(1, 40))
def test_a_term_ends_on_a_working_day_and_has_its_length(day: date, count: int) -> None:
    end = add_working_days(day, count)
    assert is_working_day(end)
    assert working_days_between(day, end) == count


@given(DAYS, st.integers(1, 40))
def test_counting_back_undoes_counting_on_from_a_working_day(day: date, count: int) -> None:
    working = add_working_days(day, 1)
    assert add_working_days(add_working_days(working, count), -count) == working


@given(DAYS, DAYS)
def test_counting_backwards_changes_the_sign(one: date, other: date) -> None:
    assert working_days_between(one, other) == -working_days_between(other, one)


def test_a_term_of_no_days_ends_where_it_began() -> None:
    assert add_working_days(date(2025, 10, 1), 0) == date(2025, 10, 1)
