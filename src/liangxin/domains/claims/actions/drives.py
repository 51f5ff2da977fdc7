"""Drives proposed by one person and approved by another, who sees whether the budget covers them; ended early."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from liangxin.domains.claims.access.drives import get_drive
from liangxin.domains.claims.errors import DriveFieldWrong, DriveNotCovered, DriveNotFound
from liangxin.domains.claims.models import Drive
from liangxin.domains.claims.queries.cover import cover_of
from liangxin.domains.claims.rules.drives import DriveDraft, require_other_hand, require_sound, require_step
from liangxin.domains.claims.terms import REASON_LIMIT, Deed, DriveState, Power
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record
from liangxin.kernel.text import cut


def propose_drive(actor: Actor, region_code: str, draft: DriveDraft, *, at: datetime) -> UUID:
    """A drive that somebody else has to approve. Raises DriveFieldWrong, RegionNotFound, NotAllowed."""
    place = regions.region_seen(actor, region_code)
    actor.require(Power.DRIVE_PROPOSE, place.path)
    require_sound(draft, at=at)
    with transaction.atomic():
        row = Drive.objects.create(
            name=draft.name.strip(),
            region_id=place.id,
            family=draft.family,
            category=draft.category,
            count=draft.count,
            each_fen=draft.each_fen,
            opens_at=draft.opens_at,
            closes_at=draft.closes_at,
            per_minute=draft.per_minute,
            valid_days=draft.valid_days,
            proposed_by_id=actor.account_id,
            proposed_at=at,
        )
        after = {"name": row.name, "count": row.count, "each_fen": row.each_fen, "per_minute": row.per_minute}
        record(actor, Deed.DRIVE_PROPOSED, row, region_path=place.path, after=after)
    return row.public_id


def approve_drive(actor: Actor, public_id: UUID | str, *, reason: str = "", at: datetime) -> None:
    """Let a drive run. Where its budget has not enough room, a reason must be said, and stays on the trail.

    Raises DriveNotCovered, DriveStepImpossible, DriveOwnHand, DriveNotFound, NotAllowed.
    """
    reason = cut(reason.strip(), REASON_LIMIT)
    with transaction.atomic():
        row = _locked(actor, public_id, Power.DRIVE_APPROVE)
        require_step(DriveState.of(row.state), "批准")
        require_other_hand(row.proposed_by_id, actor.account_id)
        cover = cover_of(row, at)
        if not cover.is_enough and not reason:
            raise DriveNotCovered(field="reason", short=cover.short.exact())
        _decide(row, actor, DriveState.APPROVED, reason, at)
        after = {"need_fen": cover.need.fen, "room_fen": None if cover.room is None else cover.room.fen}
        record(actor, Deed.DRIVE_APPROVED, row, region_path=row.region.path, reason=reason, after=after)


def refuse_drive(actor: Actor, public_id: UUID | str, *, reason: str, at: datetime) -> None:
    """Send a drive back with a reason; it is proposed anew. Raises as `approve_drive` does."""
    _end(actor, public_id, Power.DRIVE_APPROVE, ("退回", DriveState.REFUSED, Deed.DRIVE_REFUSED), reason, at)


def end_drive(actor: Actor, public_id: UUID | str, *, reason: str, at: datetime) -> None:
    """Stop a drive before its time: nobody joins and nothing is released any more; vouchers that are out stay good.

    Raises DriveFieldWrong without a reason, DriveStepImpossible, DriveNotFound, NotAllowed.
    """
    _end(actor, public_id, Power.DRIVE_APPROVE, ("提前结束", DriveState.ENDED, Deed.DRIVE_ENDED), reason, at)


def _end(
    actor: Actor, public_id: UUID | str, power: Power, step: tuple[str, DriveState, Deed], reason: str, at: datetime
) -> None:
    verb, state, deed = step
    reason = cut(reason.strip(), REASON_LIMIT)
    if not reason:
        raise DriveFieldWrong(field="reason", label="理由", words="要填写。")
    with transaction.atomic():
        row = _locked(actor, public_id, power)
        require_step(DriveState.of(row.state), verb)
        if state is DriveState.REFUSED:
            require_other_hand(row.proposed_by_id, actor.account_id)
            _decide(row, actor, state, reason, at)
        else:
            row.state = state.value
            row.save(update_fields=["state"])
        record(actor, deed, row, region_path=row.region.path, reason=reason)


def _decide(row: Drive, actor: Actor, state: DriveState, reason: str, at: datetime) -> None:
    row.state, row.reason = state.value, reason
    row.decided_by_id, row.decided_at = actor.account_id, at
    row.save(update_fields=["state", "reason", "decided_by", "decided_at"])


def _locked(actor: Actor, public_id: UUID | str, power: Power) -> Drive:
    """The drive under its lock, by the doors."""
    seen = get_drive(actor, public_id, power)
    row = Drive.objects.select_for_update(of=("self",), no_key=True).select_related("region").filter(pk=seen.pk).first()
    if row is None:
        raise DriveNotFound
    return row
