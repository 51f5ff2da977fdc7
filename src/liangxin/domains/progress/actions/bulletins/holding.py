"""What all verbs of a bulletin share: it is held, its state and the actor's powers allow the verb."""

from __future__ import annotations

from uuid import UUID

from liangxin.domains.progress import errors
from liangxin.domains.progress.access import get_bulletin
from liangxin.domains.progress.models import Bulletin
from liangxin.domains.progress.rules.bulletins.moves import BULLETIN_MOVES, move_from
from liangxin.domains.progress.terms import BulletinState, BulletinVerb
from liangxin.foundation.accounts.api import Actor


def held(actor: Actor, public_id: UUID | str, verb: BulletinVerb) -> Bulletin:
    """The bulletin, locked, in a state that allows the verb.

    Raises BulletinNotFound, NotAllowed, BulletinStateUnfit.
    """
    known = get_bulletin(actor, public_id, next(move.power for move in BULLETIN_MOVES if move.verb is verb))
    row = Bulletin.objects.select_for_update(of=("self",)).select_related("region").get(pk=known.pk)
    state = BulletinState.of(row.state)
    if move_from(state, verb) is None:
        raise errors.BulletinStateUnfit(state=state, verb=verb)
    return row


def subject_of(row: Bulletin) -> tuple[str, str]:
    """The bulletin in the trail."""
    return "progress.bulletin", str(row.pk)
