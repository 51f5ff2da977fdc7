"""What all verbs of a matter share: it is held, its state and the actor's powers allow the verb; the word is kept."""

from __future__ import annotations

from uuid import UUID

from liangxin.domains.progress import errors
from liangxin.domains.progress.access import get_matter
from liangxin.domains.progress.models import Matter, MatterWord
from liangxin.domains.progress.rules.meetings import MATTER_MOVES, matter_move
from liangxin.domains.progress.terms import Deed, MatterState, MatterVerb
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record
from liangxin.kernel.text import cut

_DEEDS = {
    MatterVerb.DRAFT: Deed.MATTER_DRAFTED,
    MatterVerb.RAISE: Deed.MATTER_RAISED,
    MatterVerb.RAISE_TO_MEETING: Deed.MATTER_RAISED,
    MatterVerb.ASK_BACK: Deed.MATTER_ASKED_BACK,
    MatterVerb.ANSWER: Deed.MATTER_ANSWERED,
    MatterVerb.DECIDE: Deed.MATTER_DECIDED,
    MatterVerb.DECIDE_THERE: Deed.MATTER_DECIDED,
    MatterVerb.PUT_TO_MEETING: Deed.MATTER_PUT_TO_MEETING,
    MatterVerb.WITHDRAW: Deed.MATTER_WITHDRAWN,
}


def held(actor: Actor, public_id: UUID | str, verb: MatterVerb) -> Matter:
    """The matter, locked, in a state that allows the verb. Raises MatterNotFound, NotAllowed, MatterStateUnfit."""
    known = get_matter(actor, public_id)
    power = next(move.power for move in MATTER_MOVES if move.verb is verb)
    actor.require(power, known.region.path, known.unit_id)
    row = Matter.objects.select_for_update(of=("self",)).select_related("region", "unit").get(pk=known.pk)
    moved_to(row, verb)
    return row


def moved_to(row: Matter, verb: MatterVerb) -> MatterState:
    """Where a verb leads. Raises MatterStateUnfit."""
    move = matter_move(MatterState.of(row.state), verb)
    if move is None:
        raise errors.MatterStateUnfit(state=MatterState.of(row.state), verb=verb)
    return move.target


def said(actor: Actor, row: Matter, verb: MatterVerb, text: str = "") -> None:
    """Keep the word in the matter's story and the line of the trail."""
    MatterWord.objects.create(
        matter=row, verb=verb.value, by_id=actor.account_id, by_name=cut(actor.name, 60), text=text
    )
    subject, after = ("progress.matter", str(row.pk)), {"state": row.state, "outcome": row.outcome}
    record(actor, _DEEDS[verb], subject, region_path=row.region.path, reason=cut(text, 300), after=after)
