"""Finding pairs that may be one, and saying that two are not."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.parties.access import get_pair
from liangxin.domains.parties.errors import PairDecided
from liangxin.domains.parties.models import Pair
from liangxin.domains.parties.queries.pairs import candidates, traits_of
from liangxin.domains.parties.rules.deeds import require_reason
from liangxin.domains.parties.rules.duplicates import likeness
from liangxin.domains.parties.terms import Deed, PairState, Power
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.jobs.api import Run
from liangxin.foundation.trail.api import record

BATCH = 2000


def find_pairs(actor: Actor, run: Run | None = None) -> int:
    """Look through all parties for pairs that may be one; returns how many are new; what is decided stays so.

    By the system, every night, or when somebody who merges asks for it: it tells nobody anything but how many.
    """
    actor.require(Power.MERGE)
    today, count = timezone.localdate(), 0
    wanted = sorted(set(candidates()))
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        traits = traits_of(pk for two in batch for pk in two)
        alike = [(two, likeness(traits[two[0]], traits[two[1]])) for two in batch]
        with transaction.atomic():
            made = Pair.objects.bulk_create(
                [
                    Pair(
                        left_id=two[0],
                        right_id=two[1],
                        reasons=[reason.value for reason in like.reasons],
                        score=like.score,
                        found_on=today,
                    )
                    for two, like in alike
                    if like is not None
                ],
                ignore_conflicts=True,
            )
            count += len(made)
        if run:
            run.progress(start + len(batch), len(wanted))
    if count:
        with transaction.atomic():
            record(actor, Deed.PAIRS_FOUND, ("parties.pair", "all"), after={"pairs": count})
    return count


def say_different(actor: Actor, public_id: UUID | str, *, reason: str) -> None:
    """Two are not one, and will not be asked for again.

    Raises ReasonMissing, PairDecided, PairNotFound, NotAllowed.
    """
    reason = require_reason(reason)
    with transaction.atomic():
        pair = locked_pair(actor, public_id)
        decide_pair(actor, pair, PairState.DIFFERENT, reason)
        for party in (pair.left, pair.right):
            after = {"pair": str(pair.public_id)}
            record(actor, Deed.SAID_DIFFERENT, party, region_path=party.region.path, reason=reason, after=after)


def locked_pair(actor: Actor, public_id: UUID | str) -> Pair:
    """The open pair, checked and locked. Raises PairNotFound, PairDecided, NotAllowed."""
    known = get_pair(actor, public_id, Power.MERGE)
    pair = Pair.objects.select_for_update(of=("self",)).select_related("left__region", "right__region").get(pk=known.pk)
    if pair.state != PairState.OPEN:
        raise PairDecided(state=PairState.of(pair.state))
    return pair


def decide_pair(actor: Actor, pair: Pair, state: PairState, reason: str) -> None:
    """Write what a person said of a locked pair."""
    pair.state, pair.reason, pair.decided_by, pair.decided_at = state.value, reason, actor.name, timezone.now()
    pair.save(update_fields=["state", "reason", "decided_by", "decided_at"])
