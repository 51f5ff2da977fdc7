"""The doors to after-sale claims: claimants see their own, staff those of their regions and below."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from liangxin.domains.claims.access.citizens import CitizenCard, get_citizen
from liangxin.domains.claims.errors import ClaimNotFound, DocumentNotFound, NotACitizen
from liangxin.domains.claims.models import Claim, Correction, Document, Draw
from liangxin.domains.claims.terms import Channel, ClaimState, Power
from liangxin.foundation.accounts.api import Actor, seen_from

REVIEWING = (Power.FIRST, Power.SECOND, Power.FINAL, Power.DECIDE_APPEAL, Power.FREEZE)


def own_party(actor: Actor) -> tuple[int, int] | None:
    """The party and the region of a citizen's account; None for other accounts."""
    own = _own(actor)
    return (own.party_id, own.region.id) if own else None


def _own(actor: Actor) -> CitizenCard | None:
    try:
        return get_citizen(actor)
    except NotACitizen:
        return None


def own_claims(actor: Actor) -> QuerySet[Claim]:
    """The after-sale claims of a citizen's own."""
    own = _own(actor)
    rows = Claim.objects.filter(channel=Channel.AFTER.value)
    return rows.filter(party__in=own.party_ids) if own else rows.none()


def visible_filed(actor: Actor) -> QuerySet[Claim]:
    """After-sale claims that staff see: drafts only where they enter claims themselves."""
    rows = Claim.objects.filter(channel=Channel.AFTER.value, filing__isnull=False)
    submitted = rows.filter(seen_from(actor, Power.READ)).exclude(state=ClaimState.DRAFT.value)
    drafts = rows.filter(seen_from(actor, Power.ENTER), state=ClaimState.DRAFT.value, filing__is_counter=True)
    return submitted | drafts


def get_filed(actor: Actor, number: str, to: Power = Power.READ, *, lock: bool = False) -> Claim:
    """A claim that staff see, with its filing and region. Raises ClaimNotFound, NotAllowed."""
    rows = visible_filed(actor)
    claim = _one(rows, number, lock=lock)
    actor.require(to, claim.region.path)
    return claim


def get_fillable(actor: Actor, number: str, *, lock: bool = False) -> Claim:
    """A claim that one fills in: one's own, or at the counter. Raises ClaimNotFound, NotAllowed."""
    return _found(own_claims(actor), number, lock=lock) or get_filed(actor, number, Power.ENTER, lock=lock)


def is_own(actor: Actor, claim: Claim) -> bool:
    """Whether the claim is the citizen's own."""
    own = _own(actor)
    return own is not None and claim.party_id in own.party_ids


def _one(rows: QuerySet[Claim], number: str, *, lock: bool) -> Claim:
    claim = _found(rows, number, lock=lock)
    if claim is None:
        raise ClaimNotFound
    return claim


def _found(rows: QuerySet[Claim], number: str, *, lock: bool) -> Claim | None:
    wanted = rows.filter(number=number).values("pk")
    found = Claim.objects.filter(pk__in=wanted).select_related("filing", "region")
    return (found.select_for_update(of=("self",)) if lock else found).first()


def get_document(actor: Actor, public_id: UUID | str) -> Document:
    """A document, for the claimant and for who reviews or enters. Raises DocumentNotFound, NotAllowed."""
    found = Document.objects.filter(public_id=public_id, removed_at__isnull=True)
    document = found.select_related("claim__region", "claim__filing", "file").first()
    if document is None:
        raise DocumentNotFound
    claim = document.claim
    if is_own(actor, claim):
        return document
    if not visible_filed(actor).filter(pk=claim.pk).exists():
        raise DocumentNotFound
    powers = (*REVIEWING, Power.ENTER)
    if not any(actor.may(power, claim.region.path) for power in powers):
        actor.require(Power.FIRST, claim.region.path)
    return document


def get_correction(actor: Actor, public_id: UUID | str, to: Power) -> Correction:
    """A proposed correction with its claim. Raises ClaimNotFound, NotAllowed."""
    rows = Correction.objects.filter(claim__in=visible_filed(actor))
    found = rows.select_related("claim__region", "claim__filing").filter(public_id=public_id).first()
    if found is None:
        raise ClaimNotFound
    actor.require(to, found.claim.region.path)
    return found


def visible_draws(actor: Actor) -> QuerySet[Draw]:
    """Draws of own regions and below."""
    return Draw.objects.filter(seen_from(actor, Power.READ))
