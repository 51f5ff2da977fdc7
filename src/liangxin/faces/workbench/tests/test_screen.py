"""The big screen: who sees it, what it shows of whom, how the office arranges it, sessions that last."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from liangxin.domains.progress.tests.world import ProgressWorld, lights, measured
from liangxin.domains.regions import api as regions
from liangxin.domains.regions.tests.world import COUNTY, NEIGHBOUR, SINCE
from liangxin.faces.workbench.models import ScreenArrangement
from liangxin.faces.workbench.terms import SESSION_DAYS, Deed
from liangxin.foundation.accounts.tests.people import account
from liangxin.foundation.trail.api import entries_of

__all__ = ["lights", "measured"]
BACKEND = "django.contrib.auth.backends.ModelBackend"
PASSWORD = "correct-horse-battery"
SCREEN, TILES, ARRANGE = (reverse(name, args=[COUNTY]) for name in ("screen", "screen-tiles", "screen-arrange"))
ASKED = {"deed": "arrange", "seconds": "30", "look": "light", "progress.tasks": "2", "progress.lights": "1"}


@pytest.fixture
def wall(lights: ProgressWorld) -> ProgressWorld:
    """The small world of progress with an account `wall` that can do nothing but show the county's screen."""
    people = lights.people
    people.accounts["wall"] = account("wall", name="大屏", password=PASSWORD)
    unit = people.units["清岚县发展和改革局"].public_id
    regions.appoint_member(people.system, "wall", unit, people.role("screen").public_id, starts_on=SINCE)
    _ = people.stranger
    people.accounts["stranger"] = type(people.accounts["lin"]).objects.get(username="stranger")
    return lights


def client_of(made: ProgressWorld, username: str) -> Client:
    client = Client()
    client.force_login(made.people.accounts[username], BACKEND)
    return client


def tiles_of(response: Any) -> dict[str, Any]:
    tree: Any = html.fromstring(response.content.decode())
    return {tile.get("data-tile"): tile for tile in tree.xpath("//*[@data-tile]")}


@pytest.mark.parametrize(
    ("username", "sees", "arranges"),
    [
        ("lin", 200, 200),
        ("wang", 200, 403),
        ("chen", 200, 403),
        ("wall", 200, 403),
        ("li", 404, 404),
        ("zhao", 404, 404),
        ("guan", 404, 404),
        ("sun", 404, 404),
        ("stranger", 404, 404),
    ],
)
def test_the_screen_is_seen_by_those_who_have_its_power_there(
    wall: ProgressWorld, username: str, sees: int, arranges: int
) -> None:
    client = client_of(wall, username)
    assert client.get(SCREEN).status_code == client.get(TILES).status_code == sees
    assert client.get(ARRANGE).status_code == arranges
    posted = client.post(ARRANGE, ASKED).status_code
    assert posted == (302 if arranges == 200 else arranges)
    assert ScreenArrangement.objects.exists() is (arranges == 200)


def test_nobody_sees_it_without_signing_in(wall: ProgressWorld) -> None:
    for address in (SCREEN, TILES, ARRANGE, reverse("screen-here")):
        assert Client().get(address).headers["Location"].startswith(reverse("sign-in"))


def test_an_account_of_a_screen_sees_its_tiles_and_nothing_behind_them(wall: ProgressWorld) -> None:
    client = client_of(wall, "wall")
    shown = client.get(SCREEN)
    found = tiles_of(shown)
    assert {"progress.lights", "progress.worst", "progress.tasks"} <= found.keys()
    assert "50%" in found["progress.lights"].text_content()
    assert not [tile for tile in found.values() if tile.xpath(".//a")]
    assert client.get(reverse("progress:region", args=[COUNTY])).status_code == 404
    assert client.get(reverse("screen", args=[NEIGHBOUR])).status_code == 404
    assert client.get(reverse("home")).headers["Location"] == reverse("screen-here")
    assert client.get(reverse("screen-here")).headers["Location"] == SCREEN
    assert client.get(reverse("progress:tasks")).content.decode().count("推进") == 0


def test_who_may_read_behind_a_tile_gets_the_way_there(wall: ProgressWorld) -> None:
    found = tiles_of(client_of(wall, "lin").get(SCREEN))
    assert reverse("progress:region", args=[COUNTY]) in found["progress.lights"].xpath(".//a/@href")


def test_a_share_stands_with_how_many_are_known_and_each_tile_says_when_it_was_computed(wall: ProgressWorld) -> None:
    found = tiles_of(client_of(wall, "lin").get(TILES))
    assert "2/4 有结论" in found["progress.lights"].text_content()
    assert "计算" in found["progress.lights"].text_content()


def test_the_office_chooses_tiles_and_their_order_and_leaves_a_line(wall: ProgressWorld) -> None:
    client = client_of(wall, "lin")
    assert client.post(ARRANGE, ASKED).status_code == 302
    shown = client.get(TILES)
    assert list(tiles_of(shown)) == ["progress.lights", "progress.tasks"]
    tree: Any = html.fromstring(shown.content.decode())
    (views,) = tree.xpath("//*[@data-views]")
    assert (views.get("data-seconds"), views.get("data-look")) == ("30", "light")
    assert client.post(ARRANGE, ASKED).status_code == 302  # the same once more is no change
    lines = entries_of(("regions.region", str(wall.county)))
    assert [line.verb for line in lines].count(Deed.ARRANGED.value) == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"progress.tasks": "", "progress.lights": ""}, "至少要有一项内容"),
        ({"progress.tasks": "先"}, "“任务进展”的次序“先”不是1到99的整数"),
        ({"seconds": "2"}, "要在5到600之间"),
        ({"seconds": "一会儿"}, "要在5到600之间"),
        ({"look": "pink"}, "没有选择，或不在选项之中"),
    ],
)
def test_what_cannot_be_is_refused_with_what_was_typed(
    wall: ProgressWorld, changed: dict[str, str], words: str
) -> None:
    response = client_of(wall, "lin").post(ARRANGE, ASKED | changed)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not ScreenArrangement.objects.exists()


def test_a_tile_that_nobody_offers_any_more_is_passed_over(wall: ProgressWorld) -> None:
    ScreenArrangement.objects.create(region_id=wall.county, tiles=["gone.tile", "progress.tasks"])
    assert list(tiles_of(client_of(wall, "lin").get(TILES))) == ["progress.tasks"]


def test_a_region_without_anything_says_so(wall: ProgressWorld) -> None:
    shown = client_of(wall, "sun").get(reverse("screen", args=[NEIGHBOUR]))
    assert "这里还没有可以显示的内容" in shown.content.decode()


def test_a_session_of_a_screen_lasts_and_begins_anew_each_day_and_a_persons_does_not(wall: ProgressWorld) -> None:
    client = Client()
    client.post(reverse("sign-in"), {"username": "wall", "password": PASSWORD})
    assert client.session.get_expiry_age() == SESSION_DAYS * 24 * 3600
    session = client.session
    session["screen_kept_on"] = (timezone.localdate() - timedelta(days=1)).isoformat()
    session.set_expiry(60)
    session.save()
    client.get(TILES)
    assert client.session.get_expiry_age() == SESSION_DAYS * 24 * 3600
    person = Client()
    person.post(reverse("sign-in"), {"username": "lin", "password": PASSWORD})
    person.get(TILES)
    assert person.session.get_expiry_age() == 12 * 3600


def test_the_screen_asks_little_of_the_database_each_minute(wall: ProgressWorld) -> None:
    client = client_of(wall, "wall")
    client.get(TILES)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(TILES).status_code == 200
    assert len(queries) <= 30
