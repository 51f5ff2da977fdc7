"""The demo county has goods, merchants, applications in each state, and events."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from liangxin.domains.regions import api as regions
from liangxin.domains.schemes import api as schemes
from liangxin.domains.schemes.models import Application, Goods, PromotionEvent
from liangxin.domains.schemes.queries.events import events_to_come
from liangxin.domains.schemes.queries.goods import goods_listed
from liangxin.foundation.accounts.api import Account, Actor, actor_of

TODAY = date(2026, 3, 1)


@pytest.mark.django_db
def test_the_demo_shows_each_state(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    system = Actor.system("演示")
    regions.load_roles(system)
    regions.load_demo(system, "Qinglan-2024", on=date(2025, 1, 1))
    office, admits = (actor_of(Account.objects.get(username=name)) for name in ("linqiu", "luhe"))
    schemes.load_market_demo(office, admits, on=TODAY)
    states = set(Application.objects.values_list("state", flat=True))
    assert states == {"submitted", "returned", "reviewed", "refused", "admitted"}
    assert set(Goods.objects.values_list("state", flat=True)) == {"listed", "delisted"}
    assert goods_listed(office, TODAY).filter(is_raised=True).count() == 1
    region = regions.region_cards(["990123"])["990123"].id
    assert len(schemes.admitted_merchants(region, TODAY)) == 10  # eleven, one of them suspended
    assert PromotionEvent.objects.count() - len(events_to_come(TODAY)) == 2
