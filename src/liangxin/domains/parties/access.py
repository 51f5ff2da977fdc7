"""The doors to rows: a party is seen where it was entered and where it is dealt with, and above; pairs by both."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from liangxin.domains.parties.errors import PairNotFound, PartyNotFound
from liangxin.domains.parties.models import Merge, Pair, Party, Place, Unmasking
from liangxin.domains.parties.terms import Power
from liangxin.foundation.accounts.api import Actor, seen_from


def visible_parties(actor: Actor, power: Power = Power.READ) -> QuerySet[Party]:
    """Parties of own regions and below, and those of other regions that these deal with."""
    if actor.is_system:
        return Party.objects.all()
    if not actor.may(power):
        return Party.objects.none()
    dealt = Place.objects.filter(seen_from(actor, power), party=OuterRef("pk"))
    return Party.objects.filter(seen_from(actor, power) | Q(Exists(dealt)))


def visible_pairs(actor: Actor) -> QuerySet[Pair]:
    """Pairs of which both are seen: whoever sees one learns nothing of the other's region."""
    seen = visible_parties(actor)
    return Pair.objects.filter(left__in=seen, right__in=seen)


def visible_unmaskings(actor: Actor) -> QuerySet[Unmasking]:
    """Who looked at parties of own regions and below, for those who oversee it; own looks for everybody else."""
    overseen = Q(party__in=visible_parties(actor, Power.OVERSEE))
    if actor.is_system:
        return Unmasking.objects.all()
    return Unmasking.objects.filter(overseen | Q(account=actor.account_id, account__isnull=False))


def get_party(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> Party:
    """The party with its region; raises PartyNotFound for what is not seen, NotAllowed without the power."""
    party = visible_parties(actor).select_related("region", "merged_into").filter(public_id=public_id).first()
    if party is None:
        raise PartyNotFound
    require_power(actor, to, party)
    return party


def get_pair(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> Pair:
    """The pair with both parties; raises PairNotFound, NotAllowed."""
    found = visible_pairs(actor).select_related("left__region", "right__region")
    pair = found.filter(public_id=public_id).first()
    if pair is None:
        raise PairNotFound
    for party in (pair.left, pair.right):
        require_power(actor, to, party)
    return pair


def visible_merges(actor: Actor) -> QuerySet[Merge]:
    """Merges whose remaining party is seen."""
    return Merge.objects.filter(kept__in=visible_parties(actor))


def require_power(actor: Actor, power: Power, party: Party) -> None:
    """Raise NotAllowed unless the power is held where the party was entered or is dealt with."""
    if actor.may(power, party.region.path):
        return
    if visible_parties(actor, power).filter(pk=party.pk).exists():
        return
    actor.require(power, party.region.path)
