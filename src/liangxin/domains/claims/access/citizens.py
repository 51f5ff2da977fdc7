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
    left = parties.surviving([row.party_id]).get(row.party_id, row.party_id)
    place = regions.regions_by_id([row.region_id])[row.region_id]
    ids = (row.party_id,) if left == row.party_id else (left, row.party_id)
    return CitizenCard(row.pk, row.account_id, left, ids, place)


def is_citizen(actor: Actor) -> bool:
    """Whether the account is a citizen's and nothing else: one without any standing."""
    if actor.account_id is None or actor.standings or actor.is_system:
        return False
    return Citizen.objects.filter(account_id=actor.account_id).exists()


def own_hand(actor: Actor, place: regions.RegionCard) -> Actor:
    """The actor with the powers to handle a party, for deeds on their own row alone: only actions here use it."""
    standing = Standing(place.code, place.path, None, "", _HANDLING)
    return Actor(actor.account_id, actor.name, (standing,), run_id=actor.run_id)
