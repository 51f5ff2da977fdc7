"""The journal on the database: sets in order, keys once, paces, what the database itself refuses, the chain."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liangxin.domains.funds.actions.budgets import set_pace
from liangxin.domains.funds.actions.posting import Posting, bundle_of, post
from liangxin.domains.funds.actions.taking import (
    bounce,
    cancel,
    claw_back,
    commit,
    hold,
    pay,
    release,
    reuse,
    take,
    unhold,
)
from liangxin.domains.funds.errors import BudgetNotFound, BundleUnfit, KeyUnfit
from liangxin.domains.funds.models import Account, Block, Entry, Holding
from liangxin.domains.funds.queries.refusing import as_refusals
from liangxin.domains.funds.queries.verifying import verify_journal
from liangxin.domains.funds.rules import pacing
from liangxin.domains.funds.rules.moves import MOVES
from liangxin.domains.funds.rules.pacing import Pace, Window
from liangxin.domains.funds.rules.takings import Moving, Refused, Subject, Taken
from liangxin.domains.funds.terms import EntryKind, Outcome, PaceUnit, SourceKind
from liangxin.domains.funds.tests.world import DAY, FundsWorld, balance, funds, source_balance, taking
from liangxin.foundation.accounts.api import NotAllowed

__all__ = ["funds"]


def said(answers: list[Taken | Refused]) -> list[str]:
    return ["" if isinstance(answer, Taken) else answer.outcome.value for answer in answers]


def taken(answers: list[Taken | Refused]) -> list[Taken]:
    return [answer for answer in answers if isinstance(answer, Taken)]


def test_the_table_of_moves_is_the_same_in_the_database(funds: FundsWorld) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, source, target, opens, holds FROM funds_moves()")
        there = {row[0]: row[1:] for row in cursor.fetchall()}
    here = {kind.value: (move.source.value, move.target.value, move.opens, move.holds) for kind, move in MOVES.items()}
    assert there == here
    assert set(MOVES) == set(EntryKind)


@pytest.mark.parametrize("unit", list(PaceUnit))
def test_windows_are_counted_the_same_in_the_database(funds: FundsWorld, unit: PaceUnit) -> None:
    since = date(2024, 12, 26)
    days = [since + timedelta(days) for days in range(-3, 800, 5)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT funds_window(%s, %s, d) FROM unnest(%s::date[]) d", [unit.value, since, days])
        there = [row[0] for row in cursor.fetchall()]
    assert there == [pacing.window_number(unit, since, day) for day in days]


def test_a_taking_moves_all_its_budgets_together_or_none(funds: FundsWorld) -> None:
    system = funds.people.system
    one = take(system, [taking(funds, "a", 150_000)], on=DAY)
    assert said(one) == [""]
    assert balance(funds.budget) == {"granted": 800_000, "available": 650_000, "reserved": 150_000}
    assert balance(funds.fridges) == {"granted": 200_000, "available": 50_000, "reserved": 150_000}
    # 100 000 would fit in the budget and in the channel, not in the category
    refused = take(system, [taking(funds, "b", 100_000)], on=DAY)
    assert isinstance(refused[0], Refused)
    assert (refused[0].outcome, refused[0].budget, refused[0].room) == (Outcome.USED_UP, funds.fridges.pk, 5_000_000)
    assert balance(funds.online) == {"granted": 300_000, "available": 150_000, "reserved": 150_000}
    assert "“冰箱额度”余额不足，现可用50 000.00 元" in str(as_refusals(refused)["b"])


def test_a_set_is_taken_in_its_order_and_one_bad_row_does_not_fail_it(funds: FundsWorld) -> None:
    asked = [
        taking(funds, "1", 120_000),
        taking(funds, "2", 90_000),  # no room left in the category
        taking(funds, "3", 0),
        taking(funds, "4", 80_000),
        taking(funds, "1", 120_000),  # the same again
        taking(funds, "4", 1),  # the same key for something else
        taking(funds, "5", 500_000, (funds.budget.pk,)),
    ]
    answers = take(funds.people.system, asked, on=DAY)
    assert said(answers) == ["", "used_up", "invalid", "", "", "key_reused", ""]
    assert [answer.again for answer in taken(answers)] == [False, False, True, False]
    assert balance(funds.budget)["reserved"] == 700_000
    assert Block.objects.filter(account=funds.budget.pk).last().entries == 3  # type: ignore[union-attr]  # it is there
    # Sent once more as a whole, nothing is taken and every answer says the same.
    again = take(funds.people.system, asked, on=DAY)
    assert said(again) == ["", "used_up", "invalid", "", "", "key_reused", ""]
    assert all(answer.again for answer in taken(again))
    assert balance(funds.budget)["reserved"] == 700_000


def test_money_goes_its_way_and_the_sources_bear_it_to_the_fen(funds: FundsWorld) -> None:
    zhao, system = funds.people.actor("zhao"), funds.people.system
    answers = take(system, [taking(funds, f"{number}", 1_000 + number) for number in range(3)], on=DAY)
    holdings = [answer.holding for answer in taken(answers)]
    fens = [100_000 + 100 * number for number in range(3)]

    def moves(verb: str) -> list[Moving]:
        return [Moving(f"{verb}{holding}", holding, fen) for holding, fen in zip(holdings, fens, strict=True)]

    assert said(commit(system, moves("c"), on=DAY)) == [""] * 3
    assert said(hold(zhao, moves("h"), on=DAY)) == [""] * 3
    assert said(pay(zhao, moves("p"), on=DAY)) == [""] * 3
    assert balance(funds.budget) == {"granted": 800_000, "available": 796_997, "paid": 3_003}
    borne = {kind: source_balance(funds, kind)["paid"] for kind in funds.sources}
    assert borne == {SourceKind.TREASURY_BOND: 270_270, SourceKind.PROVINCE: 15_015, SourceKind.COUNTY: 15_015}
    assert said(pay(zhao, moves("p"), on=DAY)) == [""] * 3  # told again, nothing more is borne
    assert {kind: source_balance(funds, kind)["paid"] for kind in funds.sources} == borne

    assert said(bounce(zhao, [Moving("b", holdings[0], 100_000)], on=DAY)) == [""]
    assert said(claw_back(zhao, [Moving("x", holdings[1], 50_001)], on=DAY, reason="退货")) == [""]
    assert balance(funds.budget)["paid"] == 1_502
    assert sum(source_balance(funds, kind)["paid"] for kind in funds.sources) == 300_300 - 150_001
    assert said(reuse(zhao, [Moving("r", holdings[1], 50_001)], on=DAY)) == [""]
    assert verify_journal().faults == []


def test_steps_back_give_money_back_and_no_step_takes_more_than_stands_there(funds: FundsWorld) -> None:
    system, zhao = funds.people.system, funds.people.actor("zhao")
    answers = take(system, [taking(funds, "a", 1_000), taking(funds, "b", 1_000)], on=DAY)
    first, second = (answer.holding for answer in taken(answers))
    assert said(commit(system, [Moving("c", first, 60_000), Moving("d", first, 50_000)], on=DAY)) == ["", "short"]
    assert said(release(system, [Moving("e", first, 40_000), Moving("f", 0, 5)], on=DAY)) == ["", "unknown"]
    assert said(cancel(system, [Moving("g", first, 10_000), Moving("h", second, 1)], on=DAY)) == ["", "short"]
    assert said(hold(zhao, [Moving("i", first, 50_000)], on=DAY)) == [""]
    assert said(unhold(zhao, [Moving("j", first, 50_000)], on=DAY)) == [""]
    assert balance(funds.budget) == {"granted": 800_000, "available": 798_500, "reserved": 1_000, "committed": 500}


def test_a_budget_is_open_between_its_days_and_after_it_was_approved(funds: FundsWorld) -> None:
    system = funds.people.system
    assert said(take(system, [taking(funds, "a", 1)], on=date(2026, 1, 1))) == ["not_open"]
    assert said(take(system, [taking(funds, "b", 1)], on=date(2025, 12, 31))) == [""]
    Account.objects.filter(pk=funds.online.pk).update(is_open=False)
    assert said(take(system, [taking(funds, "c", 1)], on=DAY)) == ["not_open"]


def test_a_paced_budget_gives_out_its_rate_and_what_was_carried_over(funds: FundsWorld) -> None:
    system, lin = funds.people.system, funds.people.actor("lin")
    set_pace(lin, funds.budget.public_id, Pace(PaceUnit.DAY, 100_000, DAY, 50_000))
    one = (funds.budget.pk,)
    answers = take(system, [taking(funds, "a", 700, one), taking(funds, "b", 400, one)], on=DAY)
    assert said(answers) == ["", "paced"]
    assert as_refusals(answers)["b"].code == "funds.window_used_up"
    # 300 yuan are left and carried; two days later at most 500 are
    assert said(take(system, [taking(funds, "c", 1_301, one)], on=DAY + timedelta(1))) == ["paced"]
    assert said(take(system, [taking(funds, "d", 1_300, one)], on=DAY + timedelta(1))) == [""]
    assert said(take(system, [taking(funds, "e", 1_501, one)], on=DAY + timedelta(9))) == ["paced"]
    assert said(take(system, [taking(funds, "f", 1_500, one)], on=DAY + timedelta(9))) == [""]
    # what is released comes back into the window of that day
    held = taken(answers)[0].holding
    assert said(release(system, [Moving("g", held, 70_000)], on=DAY + timedelta(9))) == [""]
    assert said(take(system, [taking(funds, "h", 701, one)], on=DAY + timedelta(9))) == ["paced"]
    assert said(take(system, [taking(funds, "i", 700, one)], on=DAY + timedelta(9))) == [""]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    unit=st.sampled_from(list(PaceUnit)),
    most=st.none() | st.integers(0, 300),
    steps=st.lists(st.tuples(st.integers(0, 20), st.integers(1, 180)), min_size=1, max_size=12),
)
def test_the_database_paces_as_the_rules_do(
    funds: FundsWorld, unit: PaceUnit, most: int | None, steps: list[tuple[int, int]]
) -> None:
    with transaction.atomic():
        pace, window, day = Pace(unit, 100, DAY, most), Window(), DAY
        set_pace(funds.people.actor("lin"), funds.budget.public_id, pace)
        asked = []
        expected = []
        for number, (days, fen) in enumerate(steps):
            day += timedelta(days)
            asked.append(Posting(f"s{number}", fen, day, bundle_of([funds.budget.pk]), subject=Subject("a.b", "1")))
            fits = fen <= pacing.room(pace, window, day)
            window = pacing.after_taking(pace, window, day, fen) if fits else pacing.at(pace, window, day)
            expected.append(Outcome.TAKEN if fits else Outcome.PACED)
        answers = post(funds.people.system, EntryKind.RESERVE, asked)
        assert [answer.outcome for answer in answers] == expected
        transaction.set_rollback(True)


def test_only_one_budget_and_only_what_is_seen_is_taken_from(funds: FundsWorld) -> None:
    system = funds.people.system
    with pytest.raises(BundleUnfit):
        take(system, [taking(funds, "a", 1, (funds.fridges.pk, funds.online.pk))], on=DAY)
    with pytest.raises(BudgetNotFound):
        take(system, [taking(funds, "a", 1, (10**9,))], on=DAY)
    with pytest.raises(BudgetNotFound):
        take(system, [taking(funds, "a", 1, ())], on=DAY)
    with pytest.raises(KeyUnfit):
        take(system, [taking(funds, "a|b", 1)], on=DAY)
    for stranger in (funds.people.actor("sun"), funds.people.actor("chen"), funds.people.stranger):
        with pytest.raises(NotAllowed):
            take(stranger, [taking(funds, "a", 1)], on=DAY)
    held = taken(take(system, [taking(funds, "a", 1)], on=DAY))[0].holding
    with pytest.raises(NotAllowed):
        pay(funds.people.actor("lin"), [Moving("p", held, 1)], on=DAY)


def test_the_database_refuses_whatever_does_not_come_through_the_journal(funds: FundsWorld) -> None:
    take(funds.people.system, [taking(funds, "a", 100)], on=DAY)
    entry, block, holding = Entry.objects.last(), Block.objects.last(), Holding.objects.last()
    assert entry
    assert block
    assert holding

    def refused(constraint: str, deed: Any) -> None:
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            deed()

    Account.objects.filter(pk=funds.budget.pk).update(is_open=False)  # what is no balance may change
    refused("funds_account", lambda: Account.objects.filter(pk=funds.budget.pk).update(available=0))
    refused("funds_account", lambda: Account.objects.filter(pk=funds.budget.pk).update(head="0" * 64))
    refused("only grows", lambda: Entry.objects.filter(pk=entry.pk).update(amount=0))
    refused("only grows", lambda: Block.objects.filter(pk=block.pk).update(digest="0" * 64))
    refused("funds_holding", lambda: Holding.objects.filter(pk=holding.pk).update(paid=0))
    entry.pk, entry.key = None, "b"
    refused("funds_entry", entry.save)
    with pytest.raises(Exception, match="kept"), transaction.atomic():
        Account.objects.filter(pk=Account.objects.create(kind="limit", opens_on=DAY, closes_on=DAY).pk).delete()


def test_verification_finds_what_was_changed_behind_the_database(funds: FundsWorld) -> None:
    take(funds.people.system, [taking(funds, f"{number}", 100) for number in range(5)], on=DAY)
    whole = verify_journal()
    assert whole.faults == []
    assert (whole.entries, whole.holdings) == (Entry.objects.count(), Holding.objects.count())
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # as somebody with the database's keys would
        cursor.execute("UPDATE funds_entry SET amount = amount + 1 WHERE key = '3'")
    faults = verify_journal().faults
    assert any("摘要与内容不符" in fault for fault in faults)
    assert any("余额不等于分录合计" in fault for fault in faults)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE funds_entry SET amount = amount - 1 WHERE key = '3'")
        cursor.execute("DELETE FROM funds_block WHERE account_id = %s AND number = 1", [funds.budget.pk])
    assert any("不相连" in fault for fault in verify_journal().faults)
