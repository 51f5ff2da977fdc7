"""Rules of rounds and returns: the walk through all states, what is asked, who wins, which figures look wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from liangxin.domains.progress.errors import NumberUnreadable
from liangxin.domains.progress.rules.returns import (
    MOVES,
    LineFacts,
    decide_write,
    differ,
    doubts_beside,
    filled_of,
    is_outlier,
    move_of,
    number_typed,
)
from liangxin.domains.progress.rules.rounds import (
    Answered,
    carries_figures,
    days_late,
    days_left,
    due_day,
    fits,
    last_ended,
    period_at,
    punctuality_of,
    rounds_to_propose,
)
from liangxin.domains.progress.terms import (
    FieldName,
    FigureDoubt,
    LineKind,
    Power,
    ReturnState,
    ReturnVerb,
    RoundKind,
    WriteOutcome,
)
from liangxin.kernel.period import Period
from liangxin.kernel.working_days import HolidaysUnknown

MAY = {
    "not_started fill entered progress.fill",
    "not_started fill complete progress.fill",
    "entered fill entered progress.fill",
    "entered fill complete progress.fill",
    "complete fill entered progress.fill",
    "complete fill complete progress.fill",
    "sent_back fill sent_back progress.fill",
    "sent_back answer sent_back progress.fill",
    "complete submit submitted progress.fill",
    "sent_back submit submitted progress.fill",
    "submitted withdraw complete progress.fill",
    "submitted send_back sent_back progress.approve",
    "submitted approve approved progress.approve",
}


def test_every_move_that_is_not_in_the_table_is_refused() -> None:
    every = product(ReturnState, ReturnVerb, ReturnState, Power)
    table = {(move.source, move.verb, move.target, move.power) for move in MOVES}
    allowed = {" ".join((a.value, b.value, c.value, d.value)) for a, b, c, d in every if (a, b, c, d) in table}
    assert allowed == MAY


def test_a_verb_makes_the_move_of_the_table_or_none() -> None:
    for state, verb, complete in product(ReturnState, ReturnVerb, (True, False)):
        move = move_of(state, verb, complete=complete)
        targets = {text.split()[2] for text in MAY if text.startswith(f"{state.value} {verb.value} ")}
        assert (move is None) == (not targets), (state, verb)
        if move and len(targets) == 2:
            assert move.target is (ReturnState.COMPLETE if complete else ReturnState.ENTERED)
        elif move:
            assert {move.target.value} == targets


def test_nothing_leads_out_of_what_is_approved() -> None:
    assert all(move_of(ReturnState.APPROVED, verb) is None for verb in ReturnVerb)


F, N, T = FieldName.FIGURE, FieldName.NOTE, FieldName.TO_DATE


@pytest.mark.parametrize(
    ("values", "more", "asked", "missing"),
    [
        ({F: "", T: "", N: ""}, {}, 1, (F,)),
        ({F: "", T: "", N: "统计未出"}, {}, 1, ()),
        ({F: "3", T: "", N: ""}, {}, 2, (T,)),
        ({F: "3", T: "9", N: ""}, {}, 2, ()),
        ({F: "3", N: ""}, {}, 1, ()),
        ({F: "", T: "", N: ""}, {"has_computed": True}, 0, ()),
        ({F: "", T: "", N: ""}, {"has_computed": True, "is_behind": True}, 1, (N,)),
        ({F: "3", N: ""}, {"is_behind": True}, 2, (N,)),
        ({F: "3", N: ""}, {"doubtful": [F]}, 2, (F,)),
        ({N: ""}, {}, 1, (N,)),
    ],
)
def test_what_a_target_asks(
    values: dict[FieldName, str], more: dict[str, object], asked: int, missing: tuple[FieldName, ...]
) -> None:
    found = filled_of(LineFacts(LineKind.TARGET, values, **more))  # type: ignore[arg-type]  # a table of cases
    assert (found.asked, found.missing) == (asked, missing)
    assert found.filled == asked - len(missing)


@pytest.mark.parametrize(
    ("state", "missing"),
    [("", {"state", "text", "next_step"}), ("stalled", {"text", "risks", "next_step"}), ("done", {"text"})],
)
def test_what_a_task_asks(state: str, missing: set[str]) -> None:
    values = {FieldName.STATE: state, FieldName.TEXT: " ", FieldName.RISKS: "", FieldName.NEXT_STEP: ""}
    assert {name.value for name in filled_of(LineFacts(LineKind.TASK, values)).missing} == missing


@pytest.mark.parametrize(
    ("version", "value", "seen", "typed", "outcome"),
    [
        (0, "", 0, "5", WriteOutcome.SAVED),
        (3, "5", 3, "6", WriteOutcome.SAVED),
        (3, "5", 2, "6", WriteOutcome.CONFLICT),
        (3, "5", 2, "5", WriteOutcome.SAME),
        (3, "5", 4, "6", WriteOutcome.CONFLICT),
        (3, "5", 2, "", WriteOutcome.CONFLICT),
    ],
)
def test_who_wins_a_field(version: int, value: str, seen: int, typed: str, outcome: WriteOutcome) -> None:
    assert decide_write(version, value, seen, typed) is outcome


def test_numbers_are_read_as_people_type_them() -> None:
    assert [number_typed(text) for text in ("１,２００", " 85.50 ", "", "-3", "1，000")] == [
        "1200",
        "85.5",
        "",
        "-3",
        "1000",
    ]
    for wrong in ("三台", "1/2", "1e40", "NaN", "0.1234567"):
        with pytest.raises(NumberUnreadable):
            number_typed(wrong)


def test_an_outlier_is_far_from_the_usual_and_one_wild_figure_does_not_move_that() -> None:
    usual = [Decimal(n) for n in (10, 12, 11, 9, 10, 13, 900)]
    assert not is_outlier(Decimal(14), usual)
    assert is_outlier(Decimal(60), usual)
    assert not is_outlier(Decimal(60), usual[:5]), "five figures are no history"
    assert not is_outlier(Decimal(1), [Decimal(0)] * 8), "one more than nothing"
    assert is_outlier(Decimal(5), [Decimal(0)] * 8)


def test_a_figure_contradicts_the_records_beyond_rounding() -> None:
    assert not differ(Decimal("100.5"), Decimal(100))
    assert doubts_beside(Decimal(120), [], Decimal(100)) == (FigureDoubt.CONTRADICTS,)
    assert doubts_beside(Decimal(120), [], None) == ()


def test_periods_of_rounds() -> None:
    day = date(2025, 7, 1)
    ended = {kind: str(last_ended(kind, day)) for kind in RoundKind}
    assert ended["monthly"] == "2025年6月"  # type: ignore[index]  # a Term is its value
    assert ended["quarterly"] == "2025年二季度"  # type: ignore[index]  # a Term is its value
    assert last_ended(RoundKind.WEEKLY, day) == Period(date(2025, 6, 23), date(2025, 6, 30))
    assert fits(RoundKind.MONTHLY, Period.month(2025, 6))
    assert not fits(RoundKind.MONTHLY, Period.quarter(2025, 2))
    assert not fits(RoundKind.WEEKLY, Period.month(2025, 6))
    assert fits(RoundKind.AD_HOC, Period.day(day))
    assert [carries_figures(one) for one in (Period.half(2025, 1), period_at(RoundKind.WEEKLY, day))] == [True, False]
    assert not carries_figures(Period(date(2025, 2, 1), date(2025, 5, 1))), "three months that are no quarter"


def test_the_next_round_is_proposed_once_its_period_is_over() -> None:
    june, july = Period.month(2025, 6), Period.month(2025, 7)
    assert rounds_to_propose({}, date(2025, 7, 1)) == [(RoundKind.MONTHLY, june)]
    assert rounds_to_propose({RoundKind.MONTHLY: june}, date(2025, 7, 31)) == []
    assert rounds_to_propose({RoundKind.MONTHLY: june}, date(2025, 8, 1)) == [(RoundKind.MONTHLY, july)]
    assert rounds_to_propose({RoundKind.AD_HOC: june}, date(2025, 8, 1)) == []
    both = {RoundKind.MONTHLY: june, RoundKind.QUARTERLY: Period.quarter(2025, 1)}
    assert [kind for kind, _ in rounds_to_propose(both, date(2025, 7, 2))] == [RoundKind.QUARTERLY]


def test_days_are_working_days_and_a_year_without_a_table_is_no_guess() -> None:
    assert due_day(date(2025, 9, 30), 1) == date(2025, 10, 9)
    with pytest.raises(HolidaysUnknown):
        due_day(date(2099, 1, 4), 5)
    assert days_left(date(2099, 1, 9), date(2099, 1, 4)) is None
    friday = date(2025, 7, 11)
    assert days_late(friday, None, date(2025, 7, 14)) == 1
    assert days_late(friday, friday, date(2025, 8, 1)) == 0


def test_a_rate_stands_on_the_rounds_that_can_be_told() -> None:
    rows = [
        Answered(10, 10, 0, True, True, 1),
        Answered(10, 5, 3, True, True, 0),
        Answered(10, 0, 0, False, False, 0),
        Answered(10, 0, 2, False, True, 0),
        Answered(10, 10, None, True, True, 0),
    ]
    found = punctuality_of(rows)
    assert (found.rounds, found.timed, found.in_time, found.late_days, found.sent_back) == (4, 3, 1, 5, 1)
    assert found.completeness == Decimal("62.5")
    nothing = punctuality_of([rows[2]])
    assert (nothing.rounds, nothing.punctuality, nothing.completeness) == (0, None, None)
