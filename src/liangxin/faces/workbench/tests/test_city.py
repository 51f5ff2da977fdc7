"""A synthetic city comes in through the bulk doors, and a second time nothing is new."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from liangxin.domains.regions.tests.world import COUNTY, World, world
from liangxin.domains.schemes import api as schemes
from liangxin.engines.city import reading
from liangxin.engines.city.making import make
from liangxin.engines.city.order import Order
from liangxin.engines.city.refusals import NotACity
from liangxin.faces.workbench.city import load_city

__all__ = ["world"]


def test_a_city_is_brought_once(world: World, tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    folder = tmp_path / "city"
    make(Order(120, seed=3, region=COUNTY), folder)
    first = load_city(world.system, folder)
    assert first.refused == []
    assert first.new["居民"] == sum(1 for _ in reading.people(folder))
    assert first.new["往年申领"] == len(reading.rulebooks(folder))
    again = load_city(world.system, folder)
    assert dict(again.new) == dict.fromkeys(first.new, 0)
    assert again.same == first.new
    merchants = schemes.admitted_merchants(
        world.region(COUNTY).id, max(shop.opened_on for shop in reading.shops(folder))
    )
    assert len(merchants) == first.new["商户"] > 5


def test_what_is_no_city_is_refused(world: World, tmp_path: Path) -> None:
    with pytest.raises(NotACity):
        load_city(world.system, tmp_path)
