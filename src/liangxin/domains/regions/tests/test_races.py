"""Two at once: the same appointment, the same name. One is done, the other refused in words."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from liangxin.domains.regions import api as regions
from liangxin.domains.regions.models import Membership, UnitAlias
from liangxin.domains.regions.tests.world import COUNTY, build_world
from liangxin.foundation.accounts.tests.people import account
from liangxin.kernel.refusal import Refusal

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def both_at_once(deed: Callable[[], object]) -> list[str]:
    """Do the deed in two connections that start together; the codes of the refusals, "" for what was done."""
    start = Barrier(2)

    def one() -> str:
        start.wait(10)
        try:
            deed()
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(2) as threads:
        return sorted(done.result(30) for done in [threads.submit(one), threads.submit(one)])


def test_one_person_is_not_appointed_twice_at_once() -> None:
    world = build_world()
    account("xin", name="辛未")
    unit, clerk, guan = world.units["清岚县财政局"], world.role("clerk"), world.actor("guan")
    done = both_at_once(
        lambda: regions.appoint_member(guan, "xin", unit.public_id, clerk.public_id, starts_on=date(2025, 1, 1))
    )
    assert done == ["", "regions.membership_overlaps"]
    assert Membership.objects.filter(account__username="xin").count() == 1


def test_one_name_is_not_given_to_two_units_at_once() -> None:
    lin = build_world().actor("lin")
    done = both_at_once(lambda: regions.create_unit(lin, COUNTY, "清岚县科学技术局"))
    assert done == ["", "regions.name_taken"]
    assert UnitAlias.objects.filter(name="清岚县科学技术局").count() == 1
