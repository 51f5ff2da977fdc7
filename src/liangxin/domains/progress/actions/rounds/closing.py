"""Closing a round, and opening it again with a reason."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.progress import errors
from liangxin.domains.progress.access import get_round
from liangxin.domains.progress.actions.reminding.at_once import tell_closed
from liangxin.domains.progress.actions.rounds.upward import take_over_all
from liangxin.domains.progress.models import Return, Round
from liangxin.domains.progress.terms import REASON_LIMIT, Deed, Power, RoundState
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record
from liangxin.kernel.text import cut


def close_round(actor: Actor, public_id: UUID | str) -> None:
    """Close a round: nobody fills, submits or decides any more. Raises RoundStateUnfit, RoundNotFound, NotAllowed."""
    with transaction.atomic():
        row = _locked(actor, public_id, RoundState.OPEN)
        # Whoever types holds its return: what was begun is saved, what comes later finds the round closed.
        tell_closed(Return.objects.select_for_update().filter(round=row.pk).order_by("pk"))
        Round.objects.filter(pk=row.pk).update(
            state=RoundState.CLOSED.value, closed_by=actor.account_id, closed_at=timezone.now()
        )
        record(actor, Deed.ROUND_CLOSED, _subject(row), region_path=row.region.path)


def reopen_round(actor: Actor, public_id: UUID | str, reason: str) -> None:
    """Open a closed round again; approved returns stay as they are.

    Raises ReasonNeeded, RoundStateUnfit, RoundNotFound, NotAllowed.
    """
    with transaction.atomic():
        row = _locked(actor, public_id, RoundState.CLOSED)
        if not reason.strip():
            raise errors.ReasonNeeded(field="reason", what="重新开放")
        Round.objects.filter(pk=row.pk).update(state=RoundState.OPEN.value, closed_by=None, closed_at=None)
        take_over_all(row)  # what was approved below while it was closed
        words = cut(reason.strip(), REASON_LIMIT)
        record(actor, Deed.ROUND_REOPENED, _subject(row), region_path=row.region.path, reason=words)


def _locked(actor: Actor, public_id: UUID | str, state: RoundState) -> Round:
    known = get_round(actor, public_id, Power.DISPATCH)
    row = Round.objects.select_for_update(of=("self",)).select_related("region").get(pk=known.pk)
    if row.state != state:
        raise errors.RoundStateUnfit(state=RoundState.of(row.state))
    return row


def _subject(row: Round) -> tuple[str, str]:
    return "progress.round", str(row.pk)
