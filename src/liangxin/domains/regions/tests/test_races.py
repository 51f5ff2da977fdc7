"""Two at once: the same appointment, the same name. One is done, the other refused in words."""

from __future__ import annotations

from datetime import date

import pytest

from liangxin.domains.regions import api as regions
from liangxin.domains.regions.models import Membership, UnitAlias
from liangxin.domains.regions.tests.at_once import all_at_once
from liangxin.domains.regions.tests.world import COUNTY, build_world
from liangxin.foundation.accounts.tests.people import account

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_one_person_is_not_appointed_twice_at_once() -> None:
    world = build_world()
    account("xin", name="辛未")
    unit, clerk, guan = world.units["清岚县财政局"], world.role("clerk"), world.actor("guan")

    def appoint() -> object:
        return regions.appoint_member(guan, "xin", unit.public_id, clerk.public_id, starts_on=date(2025, 1, 1))

    done = all_at_once(appoint, appoint)
    assert done == ["", "regions.membership_overlaps"]
    assert Membership.objects.filter(account__username="xin").count() == 1


def test_one_name_is_not_given_to_two_units_at_once() -> None:
    lin = build_world().actor("lin")

    def create() -> object:
        return regions.create_unit(lin, COUNTY, "清岚县科学技术局")

    done = all_at_once(create, create)
    assert done == ["", "regions.name_taken"]
    assert UnitAlias.objects.filter(name="清岚县科学技术局").count() == 1
