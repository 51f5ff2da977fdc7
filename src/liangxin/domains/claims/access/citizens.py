"""Whose account it is, and with which narrow powers the program handles that one person's own data for them."""

from __future__ import annotations

from dataclasses import dataclass

from liangxin.domains.claims.errors import NotACitizen
from liangxin.domains.claims.models import Citizen
from liangxin.domains.parties import api as parties
from liangxin.domains.parties.terms import Power as PartyPower
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor, Standing

_HANDLING = frozenset({PartyPower.READ, PartyPower.EDIT, PartyPower.UNMASK})


@dataclass(frozen=True, slots=True)
class CitizenCard:
    """A citizen: the account, the party that it is now, and every id under which something may be theirs."""

    id: int
    account_id: int
    party_id: int
    party_ids: tuple[int, ...]
    region: regions.RegionCard


def get_citizen(actor: Actor) -> CitizenCard:
    """The citizen who acts. Raises NotACitizen for staff and visitors."""
    row = Citizen.objects.filter(account_id=actor.account_id).first() if actor.account_id else None
    if row is None:
        raise NotACitizen
    ids = parties.same_parties([row.party_id])[row.party_id]
    place = regions.regions_by_id([row.region_id])[row.region_id]
    return CitizenCard(row.pk, row.account_id, ids[0], ids, place)


def account_of(party_id: int) -> Citizen | None:
    """The open account of a person, under whichever of their parties it was opened; None where there is none."""
    ids = parties.same_parties([party_id]).get(party_id, (party_id,))
    rows = Citizen.objects.select_related("account").filter(party_id__in=ids, replaced_by__isnull=True)
    return rows.order_by("pk").first()


def account_now(account_id: int) -> int:
    """The account that a citizen's account has become after a merging; itself otherwise."""
    heir = Citizen.objects.filter(account_id=account_id, replaced_by__isnull=False).first()
    return heir.replaced_by.account_id if heir is not None and heir.replaced_by is not None else account_id


def is_citizen(actor: Actor) -> bool:
    """Whether the account is a citizen's and nothing else: one without any standing."""
    if actor.account_id is None or actor.standings or actor.is_system:
        return False
    return Citizen.objects.filter(account_id=actor.account_id).exists()


def own_hand(actor: Actor, place: regions.RegionCard) -> Actor:
    """The actor with the powers to handle a party, for deeds on their own row alone: only actions here use it."""
    standing = Standing(place.code, place.path, None, "", _HANDLING)
    return Actor(actor.account_id, actor.name, (standing,), run_id=actor.run_id)
