"""Screens of regions: who sees what, what forms do and refuse, lists that cost the same for few and for many."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from liangxin.domains.regions import api as regions
from liangxin.domains.regions.models import Membership
from liangxin.domains.regions.tests.world import CITY, COUNTY, NEIGHBOUR, SINCE, World, world
from liangxin.foundation.accounts.tests.people import account

__all__ = ["world"]


def client_of(world: World, username: str) -> Client:
    client = Client()
    if username == "stranger":
        client.force_login(account("stranger", name="路人"), "django.contrib.auth.backends.ModelBackend")
    else:
        client.force_login(world.accounts[username], "django.contrib.auth.backends.ModelBackend")
    return client


def pages_of_our_county(world: World) -> dict[str, str]:
    regions.set_up_team(world.system, COUNTY, "清岚县工作专班", groups=["综合组"])
    line = regions.RosterLine("林秋", "副局长", group="综合组")
    team = regions.set_team_member(world.system, COUNTY, line)
    own = regions.define_role(world.system, COUNTY, "watcher", "观察员", ["regions.read"])
    membership = Membership.objects.get(account__username="li")
    return {
        "region": reverse("regions:page", args=[COUNTY]),
        "unit": reverse("regions:unit", args=[world.units["清岚县财政局"].public_id]),
        "member": reverse("regions:member", args=[membership.public_id]),
        "role": reverse("regions:role", args=[own.public_id]),
        "team": reverse("regions:team", args=[COUNTY]),
        "roster_line": reverse("regions:roster_line", args=[COUNTY, team.members[0].public_id]),
    }


@pytest.mark.parametrize("username", ["li", "lin", "guan", "wang", "zhao", "chen", "sun", "stranger"])
def test_pages_of_a_county_are_for_itself_and_those_above_and_not_there_for_others(world: World, username: str) -> None:
    client = client_of(world, username)
    statuses = {name: client.get(url).status_code for name, url in pages_of_our_county(world).items()}
    if username in ("sun", "stranger"):
        assert set(statuses.values()) == {404}
    else:
        changes_roster = username in ("lin", "guan")
        assert statuses.pop("roster_line") == (200 if changes_roster else 403)
        assert set(statuses.values()) == {200}


@pytest.mark.parametrize(
    ("username", "deeds"),
    [
        ("li", set()),
        ("wang", set()),
        ("zhao", set()),
        ("chen", set()),
        ("lin", {"zone", "alias", "unit_new", "team"}),
        ("guan", {"zone", "alias", "unit_new", "team", "member_new"}),
        ("sun", {"unit_new"}),
        ("stranger", set()),
    ],
)
def test_each_role_does_its_deeds_at_home_and_none_elsewhere(world: World, username: str, deeds: set[str]) -> None:
    client = client_of(world, username)
    unit = reverse("regions:unit", args=[world.units["清岚县财政局"].public_id])
    posts = {
        "zone": (reverse("regions:page", args=[COUNTY]), {"deed": "zone", "code": f"{COUNTY}-Z01", "name": "开发区"}),
        "alias": (unit, {"deed": "add_alias", "alias": "县国资中心"}),
        "team": (reverse("regions:team", args=[COUNTY]), {"deed": "set_up", "name": "专班", "groups": "", "basis": ""}),
    }
    done = {name for name, (url, typed) in posts.items() if client.post(url, typed).status_code == 302}
    done |= {name for name in ("unit_new", "member_new") if client.get(reverse(f"regions:{name}")).status_code == 200}
    assert done == deeds


def test_a_list_shows_own_regions_and_those_below_only(world: World) -> None:
    shown = {
        name: client_of(world, name).get(reverse("regions:list")).content.decode() for name in ("wang", "li", "sun")
    }
    assert [code in shown["wang"] for code in (CITY, COUNTY, NEIGHBOUR)] == [True, True, True]
    assert [f"/{code}/" in shown["li"] for code in (CITY, COUNTY, NEIGHBOUR)] == [False, True, False]
    assert [f"/{code}/" in shown["sun"] for code in (CITY, COUNTY, NEIGHBOUR)] == [False, False, True]


@pytest.mark.parametrize("name", ["list", "units", "members"])
def test_a_list_costs_the_same_for_few_and_for_many(world: World, name: str) -> None:
    client = client_of(world, "guan")
    client.get(reverse(f"regions:{name}"))
    few = _queries(client, name)
    clerk = world.role("clerk")
    for number in range(12):
        regions.found_zone(world.system, COUNTY, f"{COUNTY}-Z{number + 1:02}", f"园区{number}")
        unit = regions.create_unit(world.system, COUNTY, f"第{number}单位", aliases=[f"{number}号"])
        newcomer = account(name=f"新人{number}")
        regions.appoint_member(world.system, newcomer.username, unit.public_id, clerk.public_id, starts_on=SINCE)
    assert _queries(client, name) == few


def _queries(client: Client, name: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse(f"regions:{name}")).status_code == 200
    return len(queries)


def test_a_unit_is_found_in_the_list_under_any_of_its_names(world: World) -> None:
    regions.add_alias(world.system, world.units["清岚县财政局"].public_id, "县国资中心")
    page = client_of(world, "li").get(reverse("regions:units"), {"q": "国资"}).content.decode()
    assert "清岚县财政局" in page
    assert "清岚县审计局" not in page


def test_a_taken_name_is_refused_beside_its_field_and_what_was_typed_stays(world: World) -> None:
    typed = {
        "deed": "create",
        "region": COUNTY,
        "name": "清岚县财政局",
        "kind": "department",
        "short_name": "",
        "aliases": "",
    }
    response = client_of(world, "lin").post(reverse("regions:unit_new"), typed)
    page = response.content.decode()
    assert response.status_code == 409
    assert "“清岚县财政局”已是清岚县财政局的名称或别名" in page
    assert 'value="清岚县财政局"' in page


def test_a_member_is_appointed_and_dismissed_on_the_screens(world: World) -> None:
    client = client_of(world, "guan")
    account("xin", name="辛未")
    unit, role = world.units["清岚县财政局"], world.role("clerk")
    typed = {
        "deed": "appoint",
        "username": "xin",
        "unit": str(unit.public_id),
        "role": str(role.public_id),
        "starts_on": "2025-01-01",
        "ends_on": "",
    }
    response: Any = client.post(reverse("regions:member_new"), typed)
    assert response.status_code == 302
    again = client.post(reverse("regions:member_new"), typed)
    assert again.status_code == 409
    page = client.post(response.url, {"deed": "end", "ends_on": "2025-02-30", "reason": "调离"})
    assert page.status_code == 422
    client.post(response.url, {"deed": "end", "ends_on": "2025-02-28", "reason": "调离"})
    assert Membership.objects.get(account__username="xin").ends_on == date(2025, 2, 28)


def test_a_role_is_set_on_the_matrix_and_a_preset_shows_no_form(world: World) -> None:
    client = client_of(world, "guan")
    typed = {"deed": "define", "region": COUNTY, "name": "观察员", "code": "watcher", "reach": "unit"}
    client.post(reverse("regions:roles"), typed | {"powers": ["regions.read", "regions.team"]})
    role = next(role for role in regions.roles_seen(world.system) if role.code == "watcher")
    assert role.powers == {"regions.read", "regions.team"}
    preset = client.get(reverse("regions:role", args=[world.role("finance").public_id])).content.decode()
    assert 'name="powers"' not in preset


def test_an_unknown_deed_is_refused(world: World) -> None:
    response = client_of(world, "lin").post(reverse("regions:page", args=[COUNTY]), {"deed": "drop"})
    assert response.status_code == 422


def test_the_search_finds_regions_and_units_one_may_see(world: World) -> None:
    def hits(username: str) -> str:
        return client_of(world, username).get(reverse("search"), {"q": "清岚县财"}).content.decode()

    assert "清岚县财政局" in hits("li")
    assert reverse("regions:unit", args=[world.units["清岚县财政局"].public_id]) not in hits("sun")
