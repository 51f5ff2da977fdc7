"""What a citizen does about vouchers: join a queue, leave it, cancel a voucher."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from liangxin.domains.claims.access.citizens import get_citizen
from liangxin.domains.claims.access.drives import get_drive_open_to, get_own_ticket, get_own_voucher, tickets_of
from liangxin.domains.claims.actions import queueing
from liangxin.domains.claims.actions.arriving import Arrival, arrive
from liangxin.domains.claims.errors import CannotJoin, NotWaiting, VoucherInUse
from liangxin.domains.claims.queries.joining import joining_of
from liangxin.domains.claims.rules.drives import why_not
from liangxin.domains.claims.terms import VoucherState, WhyNot
from liangxin.foundation.accounts.api import Actor


@dataclass(frozen=True, slots=True)
class Joined:
    """The citizen's ticket, and their voucher where one went out at once."""

    ticket: UUID
    voucher: UUID | None


def join_drive(actor: Actor, drive_id: UUID | str, *, at: datetime) -> Joined:
    """The citizen's ticket, with a voucher at once where some are left and nobody waits; twice is the same ticket.

    Raises CannotJoin with why, DriveNotFound, NotACitizen.
    """
    citizen = get_citizen(actor)
    drive = get_drive_open_to(citizen, drive_id)
    facts = joining_of(citizen, [drive], at)[drive.pk]
    reason = why_not(facts)
    if reason is WhyNot.WAITING:
        return Joined(tickets_of(citizen).filter(drive=drive).order_by("place")[0].public_id, None)
    if reason is not None:
        by_rules = facts.by_rules.reasons[0].sentence if reason is WhyNot.NOT_BY_RULES and facts.by_rules else ""
        raise CannotJoin(why=reason, more=by_rules or gettext_noop("能领哪些、什么时候领，见“领券”页。"))
    came = arrive(drive, Arrival(actor, citizen.party_id, at))
    if came.ticket is None:
        raise CannotJoin(why=WhyNot.OVER, more="")
    return Joined(came.ticket.public_id, came.voucher)


def leave_queue(actor: Actor, ticket_id: UUID | str, *, at: datetime) -> None:
    """Give up a place; there is no second one in the same drive. Raises NotWaiting, TicketNotFound, NotACitizen."""
    ticket = get_own_ticket(get_citizen(actor), ticket_id)
    with transaction.atomic():
        if not queueing.leave(actor, ticket, at=at):
            raise NotWaiting


def cancel_voucher(actor: Actor, voucher_id: UUID | str, *, at: datetime) -> None:
    """Give a voucher back that is not used yet; the next in the queue gets it.

    Raises VoucherInUse, VoucherNotFound, NotACitizen.
    """
    voucher = get_own_voucher(get_citizen(actor), voucher_id)
    with transaction.atomic():
        if not queueing.cancel(actor, voucher):
            voucher.refresh_from_db(fields=["state"])
            raise VoucherInUse(state=VoucherState.of(voucher.state))
        if voucher.drive_id is not None:
            queueing.release(Actor.system("按序发放"), voucher.drive_id, at=at)
