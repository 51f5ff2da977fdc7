"""Screens of indicators: who reads, who edits, what forms refuse, lists that cost the same for few and for many."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from liangxin.domains.indicators import api as indicators
from liangxin.domains.indicators.terms import Family, IndicatorKind
from liangxin.domains.regions.tests.world import World, world
from liangxin.foundation.accounts.tests.people import account

__all__ = ["world"]
SYNONYM = {"deed": "add_synonym", "synonym": "户用光伏"}


def client_of(world: World, username: str) -> Client:
    client = Client()
    who = account("stranger", name="路人") if username == "stranger" else world.accounts[username]
    client.force_login(who, "django.contrib.auth.backends.ModelBackend")
    return client


def enter(world: World, code: str, name: str) -> None:
    draft = indicators.IndicatorDraft(name, "万千瓦", IndicatorKind.LEVEL, Family.ENERGY)
    indicators.add_indicator(world.system, code, draft)


@pytest.mark.parametrize(
    ("username", "reads", "edits"),
    [
        ("li", 200, 403),
        ("lin", 200, 302),
        ("guan", 200, 403),
        ("wang", 200, 403),
        ("zhao", 200, 403),
        ("chen", 200, 403),
        ("sun", 200, 302),
        ("stranger", 404, 404),
    ],
)
def test_the_catalogue_is_read_by_members_edited_by_offices_and_not_there_for_strangers(
    world: World, username: str, reads: int, edits: int
) -> None:
    enter(world, "rooftop_solar", "屋顶光伏装机容量")
    client, page = client_of(world, username), reverse("indicators:page", args=["rooftop_solar"])
    assert client.get(page).status_code == reads
    assert client.post(page, SYNONYM).status_code == edits


def test_the_list_costs_the_same_for_few_and_for_many(world: World) -> None:
    client = client_of(world, "li")
    enter(world, "rooftop_solar", "屋顶光伏装机容量")
    few = _queries(client)
    indicators.load_catalogue(world.system)
    assert _queries(client) == few


def _queries(client: Client) -> int:
    client.get(reverse("indicators:list"))
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse("indicators:list")).status_code == 200
    return len(queries)


def test_an_indicator_is_found_under_any_of_its_names(world: World) -> None:
    indicators.load_catalogue(world.system)
    page = client_of(world, "li").get(reverse("indicators:list"), {"q": "二手车成交"}).content.decode()
    assert "二手车交易量" in page
    assert "加装电梯" not in page


def test_an_indicator_is_added_and_changed_on_the_screens(world: World) -> None:
    client = client_of(world, "lin")
    typed = {
        "deed": "add",
        "code": "rooftop_solar",
        "name": "屋顶光伏装机容量",
        "unit": "万千瓦",
        "family": "energy",
        "kind": "level",
        "direction": "up",
        "roll_up": "sum",
    }
    assert client.post(reverse("indicators:new"), typed).status_code == 302
    taken = client.post(reverse("indicators:new"), typed)
    assert taken.status_code == 409
    assert "代码“rooftop_solar”已经使用" in taken.content.decode()
    page = reverse("indicators:page", args=["rooftop_solar"])
    changed = client.post(page, typed | {"deed": "change", "unit": "兆瓦", "reason": "改用常用单位"})
    assert changed.status_code == 302
    assert indicators.indicator_seen(world.system, "rooftop_solar").unit == "兆瓦"
    assert client.post(page, typed | {"deed": "change", "family": "x"}).status_code == 422


def test_a_synonym_of_another_indicator_is_refused_beside_its_field(world: World) -> None:
    enter(world, "rooftop_solar", "屋顶光伏装机容量")
    enter(world, "wind", "风电装机容量")
    page = reverse("indicators:page", args=["wind"])
    response = client_of(world, "lin").post(page, {"deed": "add_synonym", "synonym": "屋顶光伏装机容量"})
    assert response.status_code == 409
    assert "已是指标“屋顶光伏装机容量”的名称或同义名称" in response.content.decode()
