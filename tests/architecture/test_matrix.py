"""Roles × deeds: what the packages' roles.yaml grant holds in the own region and below, and nothing holds elsewhere."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module
from itertools import product
from pathlib import Path

import pytest
from django.apps import apps
from django.db import transaction

from liangxin.domains.regions import api as regions
from liangxin.domains.regions.terms import RoleReach
from liangxin.domains.regions.tests.world import CITY, COUNTY, NEIGHBOUR, PROVINCE, SINCE, World
from liangxin.foundation.accounts.api import Actor, NotAllowed, actor_of, all_powers
from liangxin.foundation.accounts.tests.kept import kept
from liangxin.foundation.accounts.tests.people import account
from liangxin.kernel.refusal import Refusal, RefusalKind
from liangxin.kernel.shipped import shipped_data
from tests.architecture.deeds import DEEDS, ELSEWHERE, Deed, Stage, set_stage
from tests.architecture.sources import SOURCE

pytestmark = pytest.mark.django_db
stage = kept("stage", set_stage)

ROLES = {role["code"]: role for role in shipped_data(SOURCE / "domains/regions/data/roles.yaml")["roles"]}
ALL_DEEDS = {f"{package}.{name}": deed for package, deeds in DEEDS.items() for name, deed in deeds.items()}
PATHS = {
    "own": f"{PROVINCE}/{CITY}/{COUNTY}/",
    "below": f"{PROVINCE}/{CITY}/{COUNTY}/{COUNTY}-Z01/",
    "neighbour": f"{PROVINCE}/{CITY}/{NEIGHBOUR}/",
    "above": f"{PROVINCE}/{CITY}/",
    "all": f"{PROVINCE}/",
}
COVERED = {"own", "below"}
UNITS = {COUNTY: "清岚县商务局", NEIGHBOUR: "北屏县发展和改革局"}


def granted(role: str) -> set[str]:
    """What the packages' files give a preset role."""
    files = [Path(config.path) / "data" / "roles.yaml" for config in apps.get_app_configs()]
    lists = [shipped_data(path)["grants"].get(role, []) for path in files if path.is_file()]
    return {power for powers in lists for power in powers}


def holder(world: World, role: str, region: str) -> Actor:
    """Somebody new with one preset role in a unit of the region."""
    person = account(f"{role}-{region}")
    unit = world.units[UNITS[region]]
    regions.appoint_member(world.system, person.username, unit.public_id, world.role(role).public_id, starts_on=SINCE)
    return actor_of(person)


def is_refused(stage: Stage, actor: Actor, deed: Deed) -> bool:
    """Whether the door says "not you" or "not there"; what was done is undone. Any other refusal is raised."""
    try:
        with transaction.atomic():
            deed.do(stage, actor)
            transaction.set_rollback(True)
    except Refusal as refusal:
        if refusal.kind in (RefusalKind.FORBIDDEN, RefusalKind.MISSING):
            return True
        raise
    return False


@pytest.mark.parametrize("role", ROLES)
def test_a_role_holds_what_the_packages_grant_in_its_region_and_below(role: str, stage: Stage) -> None:
    world = stage.world
    actor = holder(world, role, COUNTY)
    expected = {(power, place) for power, place in product(granted(role), PATHS) if place in COVERED}
    held = {(power.value, place) for power, place in product(all_powers(), PATHS) if actor.may(power, PATHS[place])}
    assert held == expected
    for power, place in product(all_powers(), PATHS):
        if (power.value, place) in expected:
            actor.require(power, PATHS[place])
        else:
            with pytest.raises(NotAllowed):
                actor.require(power, PATHS[place])


@pytest.mark.parametrize("role", ROLES)
def test_a_role_reaches_other_units_only_if_it_is_for_the_whole_region(role: str, stage: Stage) -> None:
    world = stage.world
    actor = holder(world, role, COUNTY)
    own, other = world.units[UNITS[COUNTY]].id, world.units["清岚县财政局"].id
    reaches_all = ROLES[role]["reach"] == RoleReach.REGION
    for power in granted(role):
        assert actor.may(power, PATHS["own"], own)
        assert actor.may(power, PATHS["own"], other) is reaches_all, power


@pytest.mark.parametrize("role", ROLES)
def test_a_deed_is_done_by_those_who_hold_its_power_there(role: str, stage: Stage) -> None:
    ours, theirs = holder(stage.world, role, COUNTY), holder(stage.world, role, NEIGHBOUR)
    powers = granted(role)
    wrong = []
    for name, deed in ALL_DEEDS.items():
        if is_refused(stage, ours, deed) is (deed.power in powers):
            wrong.append(f"{name} in the own region")
        if is_refused(stage, theirs, deed) is (deed.everywhere and deed.power in powers):
            wrong.append(f"{name} in another's region")
    assert not wrong


def test_a_stranger_and_a_visitor_do_nothing(stage: Stage) -> None:
    nobody = (stage.world.stranger, Actor.visitor())
    done = [name for name, deed in ALL_DEEDS.items() for actor in nobody if not is_refused(stage, actor, deed)]
    assert not done


def test_every_deed_of_a_door_stands_in_the_matrix() -> None:
    assert set(offered()) == ALL_DEEDS.keys() | ELSEWHERE.keys()


def offered() -> Iterator[str]:
    """The functions of the domains' doors that come from a room of actions and take who acts."""
    for path in sorted((SOURCE / "domains").glob("*/api.py")):
        package = path.parent.name
        door = import_module(f"liangxin.domains.{package}.api")
        for name in door.__all__:
            offer = getattr(door, name)
            if inspect.isfunction(offer) and offer.__module__.startswith(f"liangxin.domains.{package}.actions"):
                assert next(iter(inspect.signature(offer).parameters)) == "actor", f"{package}.{name}"
                yield f"{package}.{name}"
