"""The small world of citizens: a category of bicycles in force, citizens with accounts, drives ready to be joined."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from django.test import Client
from django.utils import timezone

from liangxin.domains.claims.access.citizens import CitizenCard, get_citizen
from liangxin.domains.claims.actions.citizens import enter_citizen
from liangxin.domains.claims.actions.drives import approve_drive, propose_drive
from liangxin.domains.claims.models import Drive
from liangxin.domains.claims.rules.drives import DriveDraft
from liangxin.domains.claims.rules.identity import VerifiedPerson
from liangxin.domains.claims.terms import WORDING
from liangxin.domains.parties import api as parties
from liangxin.domains.parties.tests.people import person
from liangxin.domains.regions.tests.world import COUNTY, World, build_world
from liangxin.domains.schemes.tests.scheme_world import BIKES, HERE, drafted, put_in_force
from liangxin.foundation.accounts.api import Account, Actor, actor_of
from liangxin.foundation.accounts.tests.kept import kept

TEXT = BIKES.replace("rulebook: bikes", "rulebook: e_bikes").replace(
    "benefit:",
    "limits:\n  - {id: one, title: 每人一辆, kind: count, most: 1, per: [申请人], "
    "cite: {doc: notice, clause: 四, basis: confirmed}}\nbenefit:",
)


@dataclass
class CitizensWorld:
    """`lan` and `he` have accounts and no standing; a scheme for bicycles is in force."""

    people: World
    lan: Account
    he: Account

    def actor(self, account: Account) -> Actor:
        return actor_of(account)

    def citizen(self, account: Account) -> CitizenCard:
        return get_citizen(actor_of(account))


def verified(serial: int) -> VerifiedPerson:
    """Whom a service would vouch for."""
    facts = person(serial)
    return VerifiedPerson(facts.name, facts.id_number, facts.phone)


def entered(serial: int) -> Account:
    """The account of a person of our county."""
    today = timezone.localdate()
    return enter_citizen(verified(serial), COUNTY, verified_by="测试", on=today, wording=WORDING)


def draft(count: int = 5, **changes: object) -> DriveDraft:
    """A drive that has run for an hour and runs for a day more, without a pace."""
    now = timezone.now()
    plain = DriveDraft(
        "电动自行车券", "e_bikes", "e_bike", count, 50_000, now - timedelta(hours=1), now + timedelta(days=1), None, 15
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # names of its fields


def open_drive(people: World, count: int = 5, **changes: object) -> Drive:
    """Proposed by the office, approved by the county's finance though no budget covers it."""
    now = timezone.now()
    public_id: UUID = propose_drive(people.actor("lin"), COUNTY, draft(count, **changes), at=now)
    approve_drive(people.actor("zhao"), public_id, reason="测试", at=now)
    return Drive.objects.get(public_id=public_id)


def crowd(people: World, count: int, first: int = 100) -> list[int]:
    """Parties of the county, by id."""
    facts = [person(first + number) for number in range(count)]
    return list(parties.take_in(people.system, people.region(COUNTY).id, facts, source="测试").ids)


def build_citizens() -> CitizensWorld:
    """Through the doors."""
    people = build_world()
    put_in_force(people, drafted(people, people.actor("lin"), COUNTY, HERE, TEXT), people.actor("lin"))
    return CitizensWorld(people, entered(11), entered(12))


def sign_in(client: Client, serial: int = 11) -> object:
    """All the way through the trial's pages."""
    facts = verified(serial)
    client.post("/my/sign-in/", {"deed": "start", "region": COUNTY, "consent": "yes"})
    state = client.session["my_identity"]["state"]
    typed = {"state": state, "name": facts.name, "identity": facts.id_number, "phone": facts.phone}
    return client.post("/my/sign-in/verified/", typed)


citizens = kept("citizens", build_citizens)
