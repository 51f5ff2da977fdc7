"""The small world of parties: people and a firm of our county, one pair that waits, a person of the neighbour's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liangxin.domains.parties import api as parties
from liangxin.domains.parties.models import Party
from liangxin.domains.parties.tests.people import enterprise, id_number, person
from liangxin.domains.regions.tests.world import COUNTY, NEIGHBOUR, World, build_world
from liangxin.foundation.accounts.tests.kept import kept

SINCE = date(2025, 1, 1)
BORN = date(1966, 8, 19)
ZHANG = person(1, name="张青禾", id_number=id_number(312, BORN), phone="18800009001")
SLIPPED = person(2, name="张青禾", id_number=id_number(372, BORN), phone="18800009001")
FIRM = enterprise(1)


@dataclass
class PartiesWorld:
    """`zhang` and `slipped` are one person entered twice, with one digit of the number wrong the second time."""

    people: World
    zhang: Party
    slipped: Party
    firm: Party
    theirs: Party

    def again(self, party: Party) -> Party:
        return Party.objects.get(pk=party.pk)


def build_parties() -> PartiesWorld:
    """Through the door, by the system."""
    people = build_world()
    first = parties.take_in(people.system, people.region(COUNTY).id, [ZHANG], source="测试")
    more = parties.take_in(people.system, people.region(COUNTY).id, [SLIPPED, FIRM], source="测试")
    theirs = parties.take_in(people.system, people.region(NEIGHBOUR).id, [person(3)], source="测试")
    parties.find_pairs(people.system)
    ids = (*first.ids, *more.ids, *theirs.ids)
    rows = Party.objects.in_bulk(ids)
    return PartiesWorld(people, *(rows[pk] for pk in ids))


town = kept("town", build_parties)
