"""Rules of funds: moves balance, shares add up, windows carry over, chains, scopes, the day a budget runs out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.domains.funds import errors
from liangxin.domains.funds.rules import pacing
from liangxin.domains.funds.rules.budgets import Scope, Spending, budget_state, covers, narrowness, require_another
from liangxin.domains.funds.rules.chain import GENESIS, BlockText, EntryText, root_of
from liangxin.domains.funds.rules.moves import balance_of, is_balanced, money_account, postings
from liangxin.domains.funds.rules.pacing import Pace, Window
from liangxin.domains.funds.rules.running_out import runs_out
from liangxin.domains.funds.rules.shares import Charged, bear, percent, require_whole
from liangxin.domains.funds.terms import AccountKind, BudgetState, EntryKind, PaceUnit, Place, SourceKind

DAY = date(2025, 3, 3)


@pytest.mark.parametrize("kind", list(EntryKind))
def test_every_entry_leaves_one_place_and_reaches_another(kind: EntryKind) -> None:
    changes = postings(kind, 7)
    standing = sum(change for place, change in changes.items() if place is not Place.GRANTED)
    assert standing == changes.get(Place.GRANTED, 0)
    assert len(changes) == 2


@given(st.lists(st.tuples(st.sampled_from(list(EntryKind)), st.integers(1, 10**15)), max_size=10))
def test_a_balance_is_what_was_granted_wherever_it_stands(entries: list[tuple[EntryKind, int]]) -> None:
    balance = balance_of(entries)
    assert sum(fen for place, fen in balance.items() if place is not Place.GRANTED) == balance[Place.GRANTED]
    assert is_balanced(balance) == all(fen >= 0 for place, fen in balance.items() if place is not Place.GRANTED)


def test_money_is_in_one_budget_and_a_source_stands_alone() -> None:
    source, budget, limit = AccountKind.SOURCE, AccountKind.BUDGET, AccountKind.LIMIT
    assert money_account({1: limit, 2: budget, 3: limit}) == 2
    assert money_account({5: source}) == 5
    assert money_account({6: limit}) == 6
    for unfit in ({1: budget, 2: budget}, {1: limit, 2: limit}, {1: source, 2: limit}, {1: source, 2: budget}):
        with pytest.raises(errors.BundleUnfit):
            money_account(unfit)


@given(
    weights=st.lists(st.integers(1, 10_000), min_size=1, max_size=5),
    payments=st.lists(st.integers(1, 10**9), min_size=1, max_size=12),
)
def test_payments_are_borne_to_the_fen_and_shares_are_kept(weights: list[int], payments: list[int]) -> None:
    whole = sum(weights)
    borne = [0] * len(weights)
    for paid, fen in zip(accumulate(payments), payments, strict=True):
        parts = bear(fen, [Charged(weight, has, 10**12) for weight, has in zip(weights, borne, strict=True)])
        assert sum(parts) == fen
        assert min(parts) >= 0
        borne = [has + part for has, part in zip(borne, parts, strict=True)]
        assert sum(borne) == paid
        assert all(abs(has * whole - paid * weight) < 2 * whole for has, weight in zip(borne, weights, strict=True))


@given(
    sources=st.lists(st.tuples(st.integers(1, 10_000), st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1),
    part=st.fractions(0, 1),
)
def test_no_source_bears_more_than_it_has_left(sources: list[tuple[int, int, int]], part: object) -> None:
    charged = [Charged(*each) for each in sources]
    left = sum(each.left for each in charged)
    fen = int(left * part)  # type: ignore[operator]  # a Fraction
    parts = bear(fen, charged)
    assert sum(parts) == fen
    assert all(0 <= one <= each.left for one, each in zip(parts, charged, strict=True))
    with pytest.raises(ValueError, match="do not have"):
        bear(left + 1, charged)


def test_shares_are_the_whole_and_keep_the_notice() -> None:
    parts = {SourceKind.TREASURY_BOND: 8500, SourceKind.PROVINCE: 1000, SourceKind.COUNTY: 500, SourceKind.CITY: 0}
    assert set(require_whole(parts, 8500)) == set(parts) - {SourceKind.CITY}
    with pytest.raises(errors.CentralShareDiffers, match="中央分担85%，与所依据的办法（90%）"):
        require_whole(parts, 9000)
    with pytest.raises(errors.SharesNotWhole, match=r"99\.99%"):
        require_whole(parts | {SourceKind.COUNTY: 499})
    assert [percent(8500), percent(833), percent(50)] == ["85%", "8.33%", "0.5%"]


@pytest.mark.parametrize(
    ("unit", "day", "number"),
    [
        (PaceUnit.DAY, date(2025, 3, 2), 0),
        (PaceUnit.DAY, date(2025, 3, 5), 2),
        (PaceUnit.WEEK, date(2025, 3, 9), 0),
        (PaceUnit.WEEK, date(2025, 3, 10), 1),
        (PaceUnit.MONTH, date(2025, 3, 31), 0),
        (PaceUnit.MONTH, date(2026, 1, 1), 10),
    ],
)
def test_a_day_is_in_its_window(unit: PaceUnit, day: date, number: int) -> None:
    assert pacing.window_number(unit, DAY, day) == number
    first, after = pacing.window_days(Pace(unit, 1, DAY), number)
    assert day < DAY or first <= day < after


@pytest.mark.parametrize(("most", "room"), [(0, 100), (150, 250), (None, 480)])
def test_what_a_window_leaves_is_carried_over_as_far_as_may_be(most: int | None, room: int) -> None:
    pace = Pace(PaceUnit.DAY, 100, DAY, most)
    window = pacing.after_taking(pace, Window(), DAY, 20)
    assert pacing.room(pace, window, DAY) == 80
    assert pacing.room(pace, window, DAY + timedelta(4)) == room


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 300)), max_size=40), st.none() | st.integers(0, 500))
def test_no_more_goes_out_than_the_rate_of_the_days_passed(steps: list[tuple[int, int]], most: int | None) -> None:
    pace, window, day, out = Pace(PaceUnit.DAY, 100, DAY, most), Window(), DAY, 0
    for days, wanted in steps:
        day += timedelta(days)
        fen = min(wanted, pacing.room(pace, window, day))
        window = pacing.after_taking(pace, window, day, fen)
        out += fen
        assert out <= 100 * ((day - DAY).days + 1)
        assert most is None or pacing.at(pace, window, day).carried <= most
    with pytest.raises(errors.PaceUnfit):
        pacing.require_pace(Pace(PaceUnit.DAY, 0, DAY))


def test_the_digest_is_over_everything_that_is_said() -> None:
    entry = EntryText(1, "reserve", 50_000, DAY, (3, 7), 12, "claims.claim:SL-1", "claims:1")
    block = BlockText(3, 1, GENESIS, datetime(2025, 3, 3, 1, 2, 3, 4, tzinfo=UTC), None, "系统", "", "", [entry])
    assert block.text.splitlines() == [
        f"3|1|{GENESIS}|2025-03-03T01:02:03.000004Z||1|50000",
        "系统",
        "",
        "",
        "1|reserve|50000|2025-03-03|3,7|12|claims.claim:SL-1|claims:1",
    ]
    assert block.digest == "a" * 64 or len(block.digest) == 64
    assert root_of([(1, 2, "x"), (3, 1, "y")]) == root_of([(3, 1, "y"), (1, 2, "x")])
    assert root_of([(1, 2, "x")]) != root_of([(1, 1, "x")])


def test_a_spending_falls_under_budgets_that_say_nothing_else() -> None:
    scope = Scope("appliances", "", "", "990000/", date(2025, 1, 1), date(2025, 12, 31))
    spending = Spending("appliances", "冰箱", "线上", "990000/990100/", date(2025, 12, 31))
    assert covers(scope, spending)
    for other in (
        Scope("cars", "", "", "990000/", *(scope.opens_on, scope.closes_on)),
        Scope("", "空调", "", "", *(scope.opens_on, scope.closes_on)),
        Scope("", "", "", "990000/990200/", *(scope.opens_on, scope.closes_on)),
        Scope("", "", "", "", date(2026, 1, 1), date(2026, 12, 31)),
    ):
        assert not covers(other, spending)
    assert narrowness(scope) > narrowness(Scope("", "", "", "990000/", scope.opens_on, scope.closes_on))


@pytest.mark.parametrize(
    ("available", "is_open", "day", "state"),
    [
        (0, False, DAY, BudgetState.PROPOSED),
        (100, True, date(2024, 12, 31), BudgetState.AHEAD),
        (100, True, DAY, BudgetState.OPEN),
        (9, True, DAY, BudgetState.TIGHT),
        (0, True, DAY, BudgetState.USED_UP),
        (100, True, date(2026, 1, 1), BudgetState.ENDED),
    ],
)
def test_a_budget_says_how_it_stands(available: int, is_open: bool, day: date, state: BudgetState) -> None:
    scope = Scope("", "", "", "", date(2025, 1, 1), date(2025, 12, 31))
    assert budget_state(scope, granted=100, available=available, is_open=is_open, on=day) is state


def test_the_second_person_is_another() -> None:
    require_another(1, 2)
    require_another(None, None)
    with pytest.raises(errors.SamePerson):
        require_another(1, 1)


def test_a_steady_budget_runs_out_on_the_day_that_one_would_reckon() -> None:
    found = runs_out([100] * 30, 1_000, DAY)
    assert found
    assert (found.likely, found.earliest, found.latest) == (DAY + timedelta(9),) * 3
    assert (found.per_day, found.days_seen) == (100, 28)


def test_what_is_not_known_is_not_told() -> None:
    assert runs_out([100] * 13, 1_000, DAY) is None
    assert runs_out([0] * 40, 1_000, DAY) is None
    slow = runs_out([1] * 40, 10**9, DAY)
    assert slow
    assert slow.likely is None


@given(st.lists(st.integers(0, 1_000), min_size=14, max_size=100), st.integers(1, 10_000))
def test_the_interval_holds_the_likely_day(taken: list[int], available: int) -> None:
    found = runs_out(taken, available, DAY)
    if found is None:
        return
    days = [day or date.max for day in (found.earliest, found.likely, found.latest)]
    assert DAY <= days[0] <= days[1] <= days[2]
    assert found == runs_out(taken, available, DAY)
