"""The demo county's plans: published by two people, seen beside the city's, with a second edition to review."""

from __future__ import annotations

import pytest

from liangxin.domains.indicators import api as indicators
from liangxin.domains.plans import api as plans
from liangxin.domains.plans.queries.alignment import alignment_of
from liangxin.domains.plans.queries.documents import documents_of
from liangxin.domains.plans.queries.editions import plans_listed
from liangxin.domains.plans.queries.promises import tasks_listed
from liangxin.domains.regions import api as regions
from liangxin.domains.regions.tests.world import SINCE
from liangxin.foundation.accounts.api import Account, Actor, actor_of

pytestmark = pytest.mark.django_db


def test_the_demo_county_has_a_plan_in_force_and_one_to_review() -> None:
    system = Actor.system("演示")
    regions.load_roles(system)
    indicators.load_catalogue(system)
    regions.load_demo(system, "Qinglan-2024", on=SINCE)
    office, *others = (actor_of(Account.objects.get(username=name)) for name in ("linqiu", "luhe", "hanmo", "wang"))
    plans.load_demo(office, *others)
    assert [(plan.place, plan.number) for plan in plans_listed(office)] == [("望川市", 1), ("清岚县", 1)]
    assert tasks_listed(office).count() >= 30
    assert len([document for document in documents_of(office) if not hasattr(document, "version")]) == 1
    aligned = alignment_of(office, [])
    assert len(aligned.plans) == 2
    assert aligned.notes, "the county promises less than the city asks in some things"
