"""The doors to drives, queues and vouchers: staff see their region's, a citizen what is theirs or open to them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from liangxin.domains.claims.access.citizens import CitizenCard
from liangxin.domains.claims.errors import DriveNotFound, TicketNotFound, VoucherNotFound
from liangxin.domains.claims.models import Claim, Drive, Ticket, Voucher
from liangxin.domains.claims.terms import Channel, DriveState, Power
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor, seen_from


def visible_drives(actor: Actor) -> QuerySet[Drive]:
    """Drives of own regions and below."""
    return Drive.objects.filter(seen_from(actor, Power.READ))


def get_drive(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> Drive:
    """The drive with its region; raises DriveNotFound or NotAllowed."""
    found = (
        visible_drives(actor).select_related("region", "proposed_by", "decided_by").filter(public_id=public_id).first()
    )
    if found is None:
        raise DriveNotFound
    actor.require(to, found.region.path)
    return found


def drives_open_to(place: regions.RegionCard) -> QuerySet[Drive]:
    """Approved drives of a place and of those above it, as everybody there may see them."""
    codes = place.path.rstrip("/").split("/")
    paths = ["/".join(codes[:length]) + "/" for length in range(1, len(codes) + 1)]
    states = [DriveState.APPROVED.value, DriveState.ENDED.value]
    return Drive.objects.filter(region__path__in=paths, state__in=states).select_related("region")


def get_drive_open_to(citizen: CitizenCard, public_id: UUID | str) -> Drive:
    """The drive that a citizen may join; raises DriveNotFound."""
    found = drives_open_to(citizen.region).filter(public_id=public_id).first()
    if found is None:
        raise DriveNotFound
    return found


def vouchers_of(citizen: CitizenCard) -> QuerySet[Voucher]:
    """The vouchers of a citizen."""
    return Voucher.objects.filter(party_id__in=citizen.party_ids)


def get_own_voucher(citizen: CitizenCard, public_id: UUID | str) -> Voucher:
    """The citizen's voucher with region and claim; raises VoucherNotFound."""
    found = vouchers_of(citizen).select_related("region", "claim").filter(public_id=public_id).first()
    if found is None:
        raise VoucherNotFound
    return found


def tickets_of(citizen: CitizenCard) -> QuerySet[Ticket]:
    """The places of a citizen in queues."""
    return Ticket.objects.filter(party_id__in=citizen.party_ids)


def get_own_ticket(citizen: CitizenCard, public_id: UUID | str) -> Ticket:
    """The citizen's ticket with its drive; raises TicketNotFound."""
    found = tickets_of(citizen).select_related("drive__region").filter(public_id=public_id).first()
    if found is None:
        raise TicketNotFound
    return found


def published_drive(public_id: UUID | str) -> Drive:
    """A drive that was ever approved: its queue is public, without anybody's name. Raises DriveNotFound."""
    states = [DriveState.APPROVED.value, DriveState.ENDED.value]
    found = Drive.objects.filter(public_id=public_id, state__in=states).first()
    if found is None:
        raise DriveNotFound
    return found


def claims_of(citizen: CitizenCard) -> QuerySet[Claim]:
    """The claims of a citizen, of both channels."""
    return Claim.objects.filter(party_id__in=citizen.party_ids)


def own_till_claims(citizen: CitizenCard) -> QuerySet[Claim]:
    """Those that were made at a till."""
    return claims_of(citizen).filter(channel=Channel.TILL.value)
