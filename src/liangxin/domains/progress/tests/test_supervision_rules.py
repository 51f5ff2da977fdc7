"""The life of an order as a table: every state and verb, how it stands to its day, when it is escalated."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from liangxin.domains.progress.errors import OrderTermsWrong
from liangxin.domains.progress.rules.supervision import (
    ORDER_MOVES,
    OWED,
    USUAL_TERMS,
    OrderTerms,
    are_other_eyes,
    escalations_due,
    order_move,
    order_number,
    require_terms,
    timing_of,
)
from liangxin.domains.progress.terms import OrderLevel, OrderState, OrderTiming, OrderVerb, Power

S, V = OrderState, OrderVerb
DUE = date(2026, 3, 16)


def test_every_state_and_verb_has_one_move_or_none() -> None:
    allowed = {(move.source, move.verb): move.target for move in ORDER_MOVES}
    assert len(allowed) == len(ORDER_MOVES)
    for state, verb in product(S, V):
        move = order_move(state, verb)
        assert (move.target if move else None) == allowed.get((state, verb))


def test_what_is_done_stays_done() -> None:
    for state in (S.CLOSED, S.WITHDRAWN):
        assert not state.is_open
        assert [verb for verb in V if order_move(state, verb)] == []


def test_every_state_is_reached_and_every_open_one_is_left() -> None:
    reached, waiting = {S.DRAFTED}, [S.DRAFTED]
    while waiting:
        state = waiting.pop()
        for move in ORDER_MOVES:
            if move.source is state and move.target not in reached:
                reached.add(move.target)
                waiting.append(move.target)
    assert reached == set(S)
    assert all(
        any(move.source is state and move.target is not state for move in ORDER_MOVES) for state in S if state.is_open
    )


def test_the_unit_answers_and_others_decide() -> None:
    by_power = {power: {move.verb for move in ORDER_MOVES if move.power is power} for power in Power}
    assert by_power[Power.ANSWER_ORDER] == {V.RECEIVE, V.REPLY, V.ASK_TIME}
    assert by_power[Power.INSTRUCT] == {V.INSTRUCT}
    decided = {V.DRAFT, V.ISSUE, V.ACCEPT, V.SEND_BACK, V.WITHDRAW, V.GRANT_TIME, V.REFUSE_TIME, V.ESCALATE}
    assert by_power[Power.SUPERVISE] == decided
    assert {move.verb for move in ORDER_MOVES} == set(V)


def test_only_what_a_unit_owes_is_escalated() -> None:
    assert {move.source for move in ORDER_MOVES if move.verb is V.ESCALATE} == set(OWED)


@pytest.mark.parametrize(
    ("state", "replied", "on", "timing"),
    [
        (S.DRAFTED, None, date(2026, 3, 20), None),
        (S.WITHDRAWN, None, date(2026, 3, 20), None),
        (S.ISSUED, None, date(2026, 3, 12), OrderTiming.RUNNING),
        (S.ISSUED, None, date(2026, 3, 13), OrderTiming.DUE_SOON),
        (S.RECEIVED, None, DUE, OrderTiming.DUE_SOON),
        (S.RECEIVED, None, date(2026, 3, 17), OrderTiming.OVERDUE),
        (S.RETURNED, DUE, date(2026, 3, 17), OrderTiming.OVERDUE),
        (S.REPLIED, DUE, date(2026, 4, 17), OrderTiming.RUNNING),
        (S.REPLIED, date(2026, 3, 17), date(2026, 4, 17), OrderTiming.OVERDUE),
        (S.CLOSED, DUE, date(2026, 5, 1), OrderTiming.IN_TIME),
        (S.CLOSED, date(2026, 3, 17), date(2026, 5, 1), OrderTiming.LATE),
    ],
)
def test_a_unit_is_in_time_by_the_day_of_its_answer(
    state: OrderState, replied: date | None, on: date, timing: OrderTiming | None
) -> None:
    assert timing_of(state, DUE, replied, on) is timing


def test_escalation_goes_step_by_step_and_never_twice() -> None:
    terms = OrderTerms(10, 3, 10)
    assert escalations_due(2, 0, terms) == ()
    assert escalations_due(3, 0, terms) == (1,)
    assert escalations_due(9, 1, terms) == ()
    assert escalations_due(10, 1, terms) == (2,)
    assert escalations_due(30, 0, terms) == (1, 2)
    assert escalations_due(99, 2, terms) == ()


@pytest.mark.parametrize("terms", [(0, 3, 10), (10, 0, 3), (10, 3, 3), (10, 5, 3), (251, 3, 10), (10, 3, 999)])
def test_terms_that_cannot_be_are_refused(terms: tuple[int, int, int]) -> None:
    with pytest.raises(OrderTermsWrong):
        require_terms(OrderLevel.NORMAL, OrderTerms(*terms))


def test_the_usual_terms_are_possible_and_shorter_the_more_pressing() -> None:
    for level, terms in USUAL_TERMS.items():
        require_terms(level, terms)
    days = [USUAL_TERMS[level].days for level in OrderLevel]
    assert days == sorted(days, reverse=True)
    assert set(USUAL_TERMS) == set(OrderLevel)


def test_numbers_and_eyes() -> None:
    assert order_number(2026, 12) == "督办〔2026〕12号"
    assert are_other_eyes(1, 2)
    assert not are_other_eyes(1, 1)
    assert are_other_eyes(None, 1)
