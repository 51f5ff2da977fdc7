"""What an actor may do, and what it sees."""

from __future__ import annotations

import pytest

from liangxin.foundation.accounts.api import (
    Account,
    Actor,
    NotAllowed,
    Standing,
    actor_of,
    register_standings,
    seen_from,
)
from liangxin.foundation.accounts.standings import _resolvers
from liangxin.foundation.accounts.tests import people

CITY, COUNTY, OTHER = "370000/370200/", "370000/370200/370283/", "370000/370300/"


def test_a_standing_covers_its_region_and_those_below() -> None:
    wang = people.actor(people.standing(CITY, "plans.read"))
    assert wang.may("plans.read", CITY)
    assert wang.may("plans.read", COUNTY)
    assert not wang.may("plans.read", "370000/")
    assert not wang.may("plans.read", OTHER)
    assert not wang.may("plans.write", CITY)


def test_a_standing_of_one_unit_holds_for_that_unit_alone() -> None:
    li = people.actor(people.standing(COUNTY, "plans.fill", unit_id=7))
    assert li.may("plans.fill", COUNTY)
    assert li.may("plans.fill", COUNTY, unit_id=7)
    assert not li.may("plans.fill", COUNTY, unit_id=8)


@pytest.mark.parametrize("path", ["", "3702", "370000/3702"])
def test_a_path_that_would_open_its_neighbours_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="ends in '/'"):
        Standing("370200", path, None, "", frozenset())


def test_an_empty_place_is_covered_by_nobody_but_the_system() -> None:
    assert not people.actor(people.standing(CITY, "plans.read")).may("plans.read", "")
    assert Actor.system("set-up").may("plans.read", "")


def test_require_names_the_power_that_is_missing() -> None:
    with pytest.raises(NotAllowed, match="“demo_none”"):
        Actor.visitor().require("demo_none")


def test_paths_leave_out_what_a_wider_one_covers() -> None:
    actor = people.actor(
        people.standing(COUNTY, "plans.read"), people.standing(CITY, "plans.read"), people.standing(OTHER, "plans.read")
    )
    assert actor.paths("plans.read") == (CITY, OTHER)
    assert actor.paths("plans.write") == ()


@pytest.mark.django_db
def test_seen_from_shows_own_rows_nothing_to_a_stranger_all_to_the_system() -> None:
    for path in (CITY, COUNTY, OTHER):  # the e-mail column stands for a region path here: accounts have none
        Account.objects.filter(pk=people.account().pk).update(email=path)

    def seen(actor: Actor) -> set[str]:
        return set(Account.objects.filter(seen_from(actor, "see", field="email")).values_list("email", flat=True))

    assert seen(people.actor(people.standing(CITY, "see"))) == {CITY, COUNTY}
    assert seen(people.actor(people.standing(CITY, "do"))) == set()
    assert seen(Actor.system("count")) == {CITY, COUNTY, OTHER}


@pytest.mark.django_db
def test_seen_from_keeps_a_unit_to_its_own_rows() -> None:
    own, foreign = people.account(), people.account()
    Account.objects.update(email=COUNTY)
    actor = people.actor(people.standing(COUNTY, "see", unit_id=own.pk))
    assert list(Account.objects.filter(seen_from(actor, "see", "email", unit_field="id"))) == [own]
    assert set(Account.objects.filter(seen_from(actor, "see", "email"))) == {own, foreign}


@pytest.mark.django_db
def test_an_actor_has_the_standings_that_the_packages_above_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("liangxin.foundation.accounts.standings._resolvers", list(_resolvers))
    given = people.standing(COUNTY, "plans.read")
    register_standings(lambda account: (given,) if account.username == "li" else ())
    assert given in actor_of(people.account("li")).standings
    assert given not in actor_of(people.account("sun")).standings
    assert actor_of(people.account("gone", is_active=False)) == Actor.visitor()
    assert actor_of(None) == Actor.visitor()
