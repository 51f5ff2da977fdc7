"""Supervision orders: the moves of their life, four eyes, how they stand to their day, when they are escalated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from liangxin.domains.progress.errors import OrderTermsWrong
from liangxin.domains.progress.terms import (
    DUE_SOON_DAYS,
    HIGHEST_ESCALATION,
    MOST_TERM_DAYS,
    OrderLevel,
    OrderState,
    OrderTiming,
    OrderVerb,
    Power,
)


@dataclass(frozen=True, slots=True)
class OrderMove:
    """From a state by a verb to a state, for those who have the power."""

    source: OrderState
    verb: OrderVerb
    target: OrderState
    power: Power


_S, _V = OrderState, OrderVerb
# With the unit: it owes an answer.
OWED: Final = (_S.ISSUED, _S.RECEIVED, _S.RETURNED)
# Under way: with the unit, or answered and waiting for the office.
RUNNING: Final = (*OWED, _S.REPLIED)
ORDER_MOVES: Final = (
    OrderMove(_S.DRAFTED, _V.DRAFT, _S.DRAFTED, Power.SUPERVISE),
    OrderMove(_S.DRAFTED, _V.ISSUE, _S.ISSUED, Power.SUPERVISE),
    OrderMove(_S.ISSUED, _V.RECEIVE, _S.RECEIVED, Power.ANSWER_ORDER),
    OrderMove(_S.RECEIVED, _V.REPLY, _S.REPLIED, Power.ANSWER_ORDER),
    OrderMove(_S.RETURNED, _V.REPLY, _S.REPLIED, Power.ANSWER_ORDER),
    OrderMove(_S.REPLIED, _V.ACCEPT, _S.CLOSED, Power.SUPERVISE),
    OrderMove(_S.REPLIED, _V.SEND_BACK, _S.RETURNED, Power.SUPERVISE),
    *(OrderMove(state, _V.WITHDRAW, _S.WITHDRAWN, Power.SUPERVISE) for state in (_S.DRAFTED, *RUNNING)),
    *(OrderMove(state, _V.ASK_TIME, state, Power.ANSWER_ORDER) for state in OWED),
    *(OrderMove(state, _V.GRANT_TIME, state, Power.SUPERVISE) for state in RUNNING),
    *(OrderMove(state, _V.REFUSE_TIME, state, Power.SUPERVISE) for state in RUNNING),
    *(OrderMove(state, _V.ESCALATE, state, Power.SUPERVISE) for state in OWED),
    *(OrderMove(state, _V.INSTRUCT, state, Power.INSTRUCT) for state in RUNNING),
)
# What stands first on the page for whoever may do it.
PRIMARY: Final = (_V.ISSUE, _V.RECEIVE, _V.ACCEPT, _V.REPLY, _V.INSTRUCT)


def order_move(state: OrderState, verb: OrderVerb) -> OrderMove | None:
    """The move that a verb makes, None where the state does not allow it."""
    return next((move for move in ORDER_MOVES if (move.source, move.verb) == (state, verb)), None)


def are_other_eyes(did: int | None, looks: int | None) -> bool:
    """Whether who looks is another person than who did; the system has no account and is nobody's double.

    >>> are_other_eyes(3, 3), are_other_eyes(3, 4), are_other_eyes(None, None)
    (False, True, True)
    """
    return did is None or did != looks


def order_number(year: int, serial: int) -> str:
    """The number of an order as it is written.

    >>> order_number(2026, 3)
    '督办〔2026〕3号'
    """
    return f"督办〔{year}〕{serial}号"


@dataclass(frozen=True, slots=True)
class OrderTerms:
    """Working days to do what is asked, and working days overdue after which it goes to the two levels above."""

    days: int
    first: int
    second: int


# Ours, until the office of a region has set its own: no rule that we know of says how long.
USUAL_TERMS: Final[Mapping[OrderLevel, OrderTerms]] = {
    OrderLevel.NORMAL: OrderTerms(10, 3, 10),
    OrderLevel.WEIGHTY: OrderTerms(5, 2, 5),
    OrderLevel.URGENT: OrderTerms(2, 1, 3),
}


def require_terms(level: OrderLevel, terms: OrderTerms) -> None:
    """Refuse terms that cannot be. Raises OrderTermsWrong."""
    if not (0 < terms.days <= MOST_TERM_DAYS and 0 < terms.first < terms.second <= MOST_TERM_DAYS):
        raise OrderTermsWrong(field=f"days_{level.value}", level=level, most=MOST_TERM_DAYS)


def escalations_due(overdue: int, escalated: int, terms: OrderTerms) -> tuple[int, ...]:
    """The levels to which an order is to go now, `overdue` working days late, having reached `escalated`.

    >>> escalations_due(2, 0, OrderTerms(10, 3, 10)), escalations_due(12, 0, OrderTerms(10, 3, 10))
    ((), (1, 2))
    """
    after = {1: terms.first, 2: terms.second}
    return tuple(level for level in range(escalated + 1, HIGHEST_ESCALATION + 1) if overdue >= after[level])


def timing_of(state: OrderState, due: date | None, replied: date | None, on: date) -> OrderTiming | None:
    """How an order stands to its day: the unit is in time by the day of its answer, not by that of its acceptance."""
    if due is None or state in (_S.DRAFTED, _S.WITHDRAWN):
        return None
    if state is _S.CLOSED:
        return OrderTiming.LATE if replied is None or replied > due else OrderTiming.IN_TIME
    told = replied if state is _S.REPLIED and replied else on
    if told > due:
        return OrderTiming.OVERDUE
    soon = state is not _S.REPLIED and due - on <= timedelta(days=DUE_SOON_DAYS)
    return OrderTiming.DUE_SOON if soon else OrderTiming.RUNNING
