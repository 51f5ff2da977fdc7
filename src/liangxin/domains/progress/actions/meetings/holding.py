"""What all verbs of a meeting share: it is held, its state and the actor's powers allow the verb."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from liangxin.domains.progress import errors
from liangxin.domains.progress.access import get_meeting
from liangxin.domains.progress.models import Meeting
from liangxin.domains.progress.rules.meetings import MEETING_MOVES, meeting_move
from liangxin.domains.progress.terms import Deed, MeetingState, MeetingVerb
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record


def held(actor: Actor, public_id: UUID | str, verb: MeetingVerb) -> Meeting:
    """The meeting, locked, in a state that allows the verb. Raises MeetingNotFound, NotAllowed, MeetingStateUnfit."""
    known = get_meeting(actor, public_id)
    power = next(move.power for move in MEETING_MOVES if move.verb is verb)
    actor.require(power, known.region.path)
    row = Meeting.objects.select_for_update(of=("self",)).select_related("region").get(pk=known.pk)
    moved_to(row, verb)
    return row


def moved_to(row: Meeting, verb: MeetingVerb) -> MeetingState:
    """Where a verb leads. Raises MeetingStateUnfit."""
    move = meeting_move(MeetingState.of(row.state), verb)
    if move is None:
        raise errors.MeetingStateUnfit(state=MeetingState.of(row.state), verb=verb)
    return move.target


def noted(actor: Actor, row: Meeting, deed: Deed, reason: str = "", **after: Any) -> None:
    """Leave the line of the trail."""
    subject = ("progress.meeting", str(row.pk))
    record(actor, deed, subject, region_path=row.region.path, reason=reason, after=after or None)
