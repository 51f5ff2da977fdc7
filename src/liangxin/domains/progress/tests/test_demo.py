"""The demo county's three years: each status stands on a figure and a rule, and nothing is green by silence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from liangxin.domains.indicators import api as indicators
from liangxin.domains.plans import api as plans
from liangxin.domains.progress import api as progress
from liangxin.domains.progress.actions.refresh import refresh_region
from liangxin.domains.progress.models import TargetSnapshot, TaskSnapshot
from liangxin.domains.progress.terms import Status, TaskState
from liangxin.domains.regions import api as regions
from liangxin.domains.registers import api as registers
from liangxin.foundation.accounts.api import Account, Actor, actor_of

PUBLISHERS = ("linqiu", "luhe", "hanmo", "wang")
CITY, COUNTY = "990100", "990123"


@pytest.fixture
def office(db: None, settings: Any, tmp_path: Path) -> Actor:
    """The demo county with its plans in force."""
    settings.MEDIA_ROOT = tmp_path
    system = Actor.system("启动")
    regions.load_divisions(system)
    regions.load_roles(system)
    indicators.load_catalogue(system)
    registers.load_presets(system)
    regions.load_demo(system, "Qinglan-2024", on=timezone.localdate())
    people = [actor_of(Account.objects.get(username=name)) for name in PUBLISHERS]
    plans.load_demo(*people)
    return people[0]


def test_the_demo_county_shows_every_status_with_its_rule(office: Actor) -> None:
    progress.load_demo(office, actor_of(Account.objects.get(username="luhe")))
    for code in (CITY, COUNTY):  # what registers count is computed where it is rolled up, in the city
        refresh_region(regions.region_cards([code])[code].id)
    rows = list(TargetSnapshot.objects.filter(region__code=COUNTY).select_related("indicator"))
    assert len(rows) > 40
    assert all(row.reasons for row in rows)
    assert all(row.as_of for row in rows if row.status != Status.NOT_KNOWN)
    silent = {
        row.indicator.code: row.status for row in rows if row.indicator and not row.chart["paths"].get("reported")
    }
    assert set(silent.values()) <= {Status.NOT_KNOWN}
    assert {"tech_upgrade_coverage", "recycled_material_share"} <= silent.keys()
    stalled = TaskSnapshot.objects.get(region__code=COUNTY, state=TaskState.STALLED.value)
    assert stalled.waiting_for is not None
    fed = {
        row.indicator.code: row.chart["paths"] for row in rows if row.indicator and row.chart["paths"].get("computed")
    }
    assert {"lifts_renewed", "lifts_added", "charging_piles", "trucks_retired"} <= fed.keys()
