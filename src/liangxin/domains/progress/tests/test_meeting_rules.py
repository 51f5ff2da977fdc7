"""The lives of meetings and matters as tables, and who is asked to decide."""

from __future__ import annotations

from itertools import product

import pytest

from liangxin.domains.progress.rules.meetings import (
    MATTER_MOVES,
    MEETING_MOVES,
    is_asked,
    matter_move,
    meeting_move,
    raising_verb,
)
from liangxin.domains.progress.terms import Decider, MatterState, MatterVerb, MeetingState, MeetingVerb, Power


def test_every_state_and_verb_of_a_meeting_has_one_move_or_none() -> None:
    allowed = {(move.source, move.verb): move.target for move in MEETING_MOVES}
    assert len(allowed) == len(MEETING_MOVES)
    for state, verb in product(MeetingState, MeetingVerb):
        move = meeting_move(state, verb)
        assert (move.target if move else None) == allowed.get((state, verb))
    assert {move.verb for move in MEETING_MOVES} == set(MeetingVerb)


def test_confirmed_minutes_can_only_be_added_to() -> None:
    moves = [move for move in MEETING_MOVES if move.source is MeetingState.CONFIRMED]
    assert [(move.verb, move.target) for move in moves] == [(MeetingVerb.ADD, MeetingState.CONFIRMED)]
    assert not [move for move in MEETING_MOVES if move.source is MeetingState.CANCELLED]


def test_every_state_and_verb_of_a_matter_has_one_move_or_none() -> None:
    allowed = {(move.source, move.verb): move.target for move in MATTER_MOVES}
    assert len(allowed) == len(MATTER_MOVES)
    for state, verb in product(MatterState, MatterVerb):
        move = matter_move(state, verb)
        assert (move.target if move else None) == allowed.get((state, verb))
    assert {move.verb for move in MATTER_MOVES} == set(MatterVerb)


def test_what_is_decided_or_withdrawn_stays_so() -> None:
    over = (MatterState.DECIDED, MatterState.WITHDRAWN)
    assert not [move for move in MATTER_MOVES if move.source in over]
    assert {move.target for move in MATTER_MOVES} >= set(over)


def test_deciding_is_nobodys_who_raises() -> None:
    raising = {move.verb for move in MATTER_MOVES if move.power is Power.RAISE}
    assert not raising & {MatterVerb.DECIDE, MatterVerb.DECIDE_THERE, MatterVerb.ASK_BACK, MatterVerb.PUT_TO_MEETING}


@pytest.mark.parametrize("decider", list(Decider))
def test_a_draft_goes_where_it_is_addressed(decider: Decider) -> None:
    move = matter_move(MatterState.DRAFTED, raising_verb(decider))
    assert move
    assert move.target is (MatterState.TO_MEETING if decider is Decider.MEETING else MatterState.RAISED)


def test_what_is_asked_of_the_leader_the_leader_decides_where_the_roster_names_one() -> None:
    assert is_asked(Decider.LEADER, True)
    assert not is_asked(Decider.LEADER, False)
    assert is_asked(Decider.LEADER, None)
    assert is_asked(Decider.DEPUTY, False)
