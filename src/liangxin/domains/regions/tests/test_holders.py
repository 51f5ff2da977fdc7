"""Whom to tell: who holds a power in a unit, and who for a whole region or nearest above, on a day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liangxin.domains.regions import api as regions
from liangxin.domains.regions.terms import Power
from liangxin.domains.regions.tests.world import CITY, COUNTY, NEIGHBOUR, SINCE, World, world

__all__ = ["world"]


def names(world: World, people: frozenset[int]) -> set[str]:
    return {name for name, account in world.accounts.items() if account.pk in people}


def test_a_units_people_are_those_who_stand_in_it_with_the_power(world: World) -> None:
    commerce, reform = (world.units[name].id for name in ("清岚县商务局", "清岚县发展和改革局"))
    found = regions.people_of_units(Power.READ, [commerce, reform], SINCE)
    assert {unit: names(world, people) for unit, people in found.items()} == {commerce: {"li"}, reform: {"lin", "guan"}}
    assert regions.people_of_units(Power.MEMBERS, [commerce], SINCE) == {}
    assert regions.people_of_units(Power.READ, [commerce], SINCE - timedelta(days=1)) == {}


def test_a_disabled_account_and_an_ended_membership_do_not_count(world: World) -> None:
    commerce = world.units["清岚县商务局"].id
    card = next(each for each in regions.members_of(world.system, COUNTY, SINCE) if each.username == "li")
    ended = SINCE + timedelta(days=30)
    regions.end_membership(world.system, card.public_id, ends_on=ended, reason="调离")
    assert regions.people_of_units(Power.READ, [commerce], ended - timedelta(days=1)).keys() == {commerce}
    assert regions.people_of_units(Power.READ, [commerce], ended) == {}
    world.accounts["li"].is_active = False
    world.accounts["li"].save()
    assert regions.people_of_units(Power.READ, [commerce], SINCE) == {}


@pytest.mark.parametrize(
    ("power", "code", "expected"),
    [
        (Power.MEMBERS, COUNTY, {"guan"}),
        (Power.MEMBERS, NEIGHBOUR, set()),
        (Power.READ, CITY, {"wang"}),
        (Power.READ, COUNTY, {"lin", "guan", "zhao", "chen"}),  # li reads for one unit alone, wang from above
        (Power.UNITS, NEIGHBOUR, {"sun"}),
    ],
)
def test_a_regions_people_hold_the_power_for_all_of_it(
    world: World, power: Power, code: str, expected: set[str]
) -> None:
    path = world.region(code).path
    found = regions.people_of_regions(power, [path], SINCE)
    assert names(world, found.get(path, frozenset())) == expected


def test_where_a_region_has_none_the_nearest_above_is_told(world: World) -> None:
    zone = regions.found_zone(world.system, COUNTY, f"{COUNTY}-Z01", "清岚经济开发区")
    county = world.region(COUNTY)
    with CaptureQueriesContext(connection) as queries:
        found = regions.people_of_regions(Power.MEMBERS, [zone.path, county.path], SINCE)
    assert names(world, found[zone.path]) == {"guan"}
    assert len(queries) == 1
