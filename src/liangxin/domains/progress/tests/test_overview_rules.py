"""A region over time, by rule: what is a change, how many stood how at the ends of months, how far they are."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.domains.progress.rules.overview import (
    Turn,
    band_of,
    change_of,
    changes_since,
    month_ends,
    standing_on,
)
from liangxin.domains.progress.terms import Change, IndexBand, Status

GOOD, RISK, BEHIND, UNKNOWN = Status.ON_TRACK, Status.AT_RISK, Status.BEHIND, Status.NOT_KNOWN
DAY = date(2026, 3, 31)


def turn(target: int, day: int, before: Status | None, after: Status) -> Turn:
    return Turn(target, date(2026, 3, day), before, after)


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (GOOD, RISK, Change.WORSE),
        (RISK, BEHIND, Change.WORSE),
        (BEHIND, GOOD, Change.BETTER),
        (RISK, GOOD, Change.BETTER),
        (UNKNOWN, BEHIND, Change.KNOWN),
        (GOOD, UNKNOWN, Change.UNKNOWN),
        (GOOD, GOOD, None),
    ],
)
def test_a_change_has_a_name(before: Status, after: Status, change: Change | None) -> None:
    assert change_of(before, after) is change


def test_every_turn_from_one_status_to_another_is_a_change_and_none_to_itself() -> None:
    for before, after in product(Status, Status):
        assert (change_of(before, after) is None) is (before is after)


def test_there_and_back_is_no_change_and_what_is_new_has_none() -> None:
    turns = [
        turn(1, 5, GOOD, RISK),
        turn(1, 9, RISK, GOOD),
        turn(2, 6, None, BEHIND),
        turn(3, 2, GOOD, RISK),
        turn(3, 8, RISK, BEHIND),
    ]
    (found,) = changes_since(turns, date(2026, 3, 4))
    assert (found.target, found.before, found.after, found.change) == (3, RISK, BEHIND, Change.WORSE)
    assert [one.before for one in changes_since(turns, date(2026, 3, 1))] == [GOOD]


def test_the_day_since_when_belongs_to_what_was_before() -> None:
    turns = [turn(1, 5, GOOD, RISK)]
    assert changes_since(turns, date(2026, 3, 4))
    assert not changes_since(turns, date(2026, 3, 5))


def test_the_worse_comes_first() -> None:
    turns = [turn(1, 9, BEHIND, GOOD), turn(2, 2, GOOD, BEHIND), turn(3, 3, GOOD, UNKNOWN), turn(4, 4, UNKNOWN, GOOD)]
    assert [one.target for one in changes_since(turns, date(2026, 3, 1))] == [2, 3, 1, 4]


def test_months_before_anything_was_looked_at_have_no_counts() -> None:
    turns = [turn(1, 5, None, GOOD), turn(2, 20, None, UNKNOWN), turn(1, 25, GOOD, RISK)]
    before, during, after = standing_on(turns, [date(2026, 2, 28), date(2026, 3, 10), date(2026, 3, 31)])
    assert not before
    assert dict(during) == {GOOD: 1}
    assert {status: number for status, number in after.items() if number} == {RISK: 1, UNKNOWN: 1}


def test_a_year_of_month_ends_leads_up_to_the_day() -> None:
    days = month_ends(date(2026, 3, 10), 12)
    assert (days[0], days[-2], days[-1]) == (date(2025, 4, 30), date(2026, 2, 28), date(2026, 3, 10))


@pytest.mark.parametrize(
    ("index", "band"),
    [
        ("0", IndexBand.UNDER_50),
        ("49.99", IndexBand.UNDER_50),
        ("50", IndexBand.TO_80),
        ("80", IndexBand.TO_95),
        ("94.9", IndexBand.TO_95),
        ("95", IndexBand.TO_110),
        ("110", IndexBand.ABOVE),
    ],
)
def test_a_bound_belongs_to_the_band_above_it(index: str, band: IndexBand) -> None:
    assert band_of(Decimal(index)) is band


@given(
    st.lists(
        st.tuples(st.integers(1, 5), st.integers(0, 60), st.sampled_from(list(Status))),
        max_size=30,
        unique_by=lambda one: one[:2],
    )
)
def test_counts_hold_each_target_once_and_end_where_the_targets_stand(drawn: list[tuple[int, int, Status]]) -> None:
    turns = [Turn(target, DAY - timedelta(days=back), None, after) for target, back, after in drawn]
    counts = standing_on(turns, [DAY - timedelta(days=30), DAY])
    assert sum(counts[1].values()) == len({one.target for one in turns})
    last = {one.target: one.after for one in sorted(turns, key=lambda one: one.on)}
    for status in Status:
        assert counts[1].get(status, 0) == sum(after is status for after in last.values())
