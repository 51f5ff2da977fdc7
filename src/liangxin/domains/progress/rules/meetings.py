"""Meetings and matters: the moves of their lives, and who may decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from liangxin.domains.progress.terms import (
    Decider,
    MatterState,
    MatterVerb,
    MeetingState,
    MeetingVerb,
    Power,
)


@dataclass(frozen=True, slots=True)
class MeetingMove:
    """From a state by a verb to a state, for those who have the power."""

    source: MeetingState
    verb: MeetingVerb
    target: MeetingState
    power: Power


_M, _V = MeetingState, MeetingVerb
MEETING_MOVES: Final = (
    MeetingMove(_M.PLANNED, _V.PREPARE, _M.PLANNED, Power.MEET),
    MeetingMove(_M.PLANNED, _V.HAND_IN, _M.WRITTEN, Power.MEET),
    MeetingMove(_M.PLANNED, _V.CANCEL, _M.CANCELLED, Power.MEET),
    MeetingMove(_M.WRITTEN, _V.SEND_BACK, _M.PLANNED, Power.CONFIRM_MINUTES),
    MeetingMove(_M.WRITTEN, _V.CONFIRM, _M.CONFIRMED, Power.CONFIRM_MINUTES),
    MeetingMove(_M.CONFIRMED, _V.ADD, _M.CONFIRMED, Power.MEET),
)


def meeting_move(state: MeetingState, verb: MeetingVerb) -> MeetingMove | None:
    """The move that a verb makes, None where the state does not allow it."""
    return next((move for move in MEETING_MOVES if (move.source, move.verb) == (state, verb)), None)


@dataclass(frozen=True, slots=True)
class MatterMove:
    """From a state by a verb to a state, for those who have the power."""

    source: MatterState
    verb: MatterVerb
    target: MatterState
    power: Power


_S, _D = MatterState, MatterVerb
_WAITING: Final = (_S.DRAFTED, _S.RAISED, _S.ASKED_BACK, _S.TO_MEETING)
MATTER_MOVES: Final = (
    MatterMove(_S.DRAFTED, _D.DRAFT, _S.DRAFTED, Power.RAISE),
    MatterMove(_S.DRAFTED, _D.RAISE, _S.RAISED, Power.RAISE),
    MatterMove(_S.DRAFTED, _D.RAISE_TO_MEETING, _S.TO_MEETING, Power.RAISE),
    MatterMove(_S.RAISED, _D.ASK_BACK, _S.ASKED_BACK, Power.DECIDE),
    MatterMove(_S.ASKED_BACK, _D.ANSWER, _S.RAISED, Power.RAISE),
    MatterMove(_S.RAISED, _D.DECIDE, _S.DECIDED, Power.DECIDE),
    MatterMove(_S.RAISED, _D.PUT_TO_MEETING, _S.TO_MEETING, Power.DECIDE),
    MatterMove(_S.TO_MEETING, _D.DECIDE_THERE, _S.DECIDED, Power.CONFIRM_MINUTES),
    *(MatterMove(state, _D.WITHDRAW, _S.WITHDRAWN, Power.RAISE) for state in _WAITING),
)


def matter_move(state: MatterState, verb: MatterVerb) -> MatterMove | None:
    """The move that a verb makes, None where the state does not allow it."""
    return next((move for move in MATTER_MOVES if (move.source, move.verb) == (state, verb)), None)


def raising_verb(decider: Decider) -> MatterVerb:
    """By which verb a draft goes out: to a person, or straight onto the agenda of a meeting."""
    return MatterVerb.RAISE_TO_MEETING if decider is Decider.MEETING else MatterVerb.RAISE


def is_asked(decider: Decider, is_team_leader: bool | None) -> bool:
    """Whether somebody with the power to decide is the one asked; None where no roster names the leader's account.

    >>> is_asked(Decider.LEADER, False), is_asked(Decider.LEADER, None), is_asked(Decider.DEPUTY, False)
    (False, True, True)
    """
    return decider is not Decider.LEADER or is_team_leader is not False
