"""What a new installation is given: preset roles from every package, and the demo county."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db import transaction

from liangxin.domains.regions.actions.divisions import add_division, found_zone
from liangxin.domains.regions.actions.members import appoint_member
from liangxin.domains.regions.actions.team import RosterLine, set_team_member, set_up_team
from liangxin.domains.regions.actions.units import create_unit
from liangxin.domains.regions.models import Region, Role, Unit
from liangxin.domains.regions.rules.standing import require_known
from liangxin.domains.regions.terms import Deed, Power, TeamRole, UnitKind
from liangxin.foundation.accounts.api import Account, Actor, all_powers
from liangxin.foundation.trail.api import record
from liangxin.kernel.shipped import shipped_data

_DATA = Path(__file__).resolve().parents[1] / "data"
_ROLES = "data/roles.yaml"


def load_roles(actor: Actor) -> int:
    """Bring the preset roles to what the installed packages grant them and return how many changed.

    A package says in its own data/roles.yaml under `grants` which of its powers a preset role has. Raises PowersUnknown
    where a file names a power that no package declares.
    """
    actor.require(Power.ROLES)
    presets = shipped_data(_DATA / "roles.yaml")["roles"]
    granted = _grants()
    declared = all_powers()
    changed = []
    with transaction.atomic():
        known = {role.code: role for role in Role.objects.filter(region__isnull=True)}
        for preset in presets:
            role = known.get(preset["code"], Role(code=preset["code"]))
            values = preset | {"powers": require_known(granted.get(preset["code"], []), declared)}
            if role.pk and all(getattr(role, name) == value for name, value in values.items()):
                continue
            for name, value in values.items():
                setattr(role, name, value)
            role.save()
            changed.append(role.code)
        if changed:
            record(actor, Deed.ROLES_LOADED, ("regions.role", "presets"), after={"roles": changed})
    return len(changed)


def _grants() -> dict[str, list[str]]:
    """Powers by preset role, from every installed package that has a data/roles.yaml."""
    granted: dict[str, list[str]] = {}
    for config in apps.get_app_configs():
        path = Path(config.path) / _ROLES
        if config.name.startswith("liangxin.") and path.is_file():
            for role, powers in shipped_data(path)["grants"].items():
                granted.setdefault(role, []).extend(powers)
    return granted


def load_demo(actor: Actor, password: str, *, on: date) -> list[str]:
    """Bring in the demo county with units, people and work team; return the user names, all with one password.

    Everything in it is invented. A second call changes nothing. The preset roles must be there (`load_roles`).
    """
    demo = shipped_data(_DATA / "demo.yaml")
    usernames = [account["username"] for account in demo["accounts"]]
    with transaction.atomic():
        if Region.objects.filter(code=demo["divisions"][0]["code"]).exists():
            return usernames
        for division in demo["divisions"]:
            add_division(actor, division["code"], division["name"], division.get("parent", ""))
        for zone in demo["zones"]:
            found_zone(actor, zone["parent"], zone["code"], zone["name"])
        for region_code, units in demo["units"].items():
            for unit in units:
                _enter_unit(actor, region_code, unit)
        _open_accounts(demo["accounts"], password)
        for account in demo["accounts"]:
            _appoint(actor, account, on)
        for team in demo["teams"]:
            _enter_team(actor, team)
    return usernames


def _enter_unit(actor: Actor, region_code: str, unit: dict[str, Any]) -> None:
    create_unit(
        actor,
        region_code,
        unit["name"],
        kind=UnitKind.of(unit.get("kind", UnitKind.DEPARTMENT)),
        short_name=unit.get("short_name", ""),
        aliases=unit.get("aliases", ()),
    )


def _open_accounts(people: list[dict[str, str]], password: str) -> None:
    """One hash for all: a slow hash a person would take seconds of the first start."""
    hashed = make_password(password)
    for person in people:
        account = Account(username=person["username"], name=person["name"], password=hashed)
        account.full_clean()
        account.save()


def _appoint(actor: Actor, account: dict[str, str], on: date) -> None:
    unit = Unit.objects.get(region__code=account["region"], name=account["unit"])
    role = Role.objects.get(region__isnull=True, code=account["role"])
    appoint_member(actor, account["username"], unit.public_id, role.public_id, starts_on=on)


def _enter_team(actor: Actor, team: dict[str, Any]) -> None:
    region = team["region"]
    set_up_team(actor, region, team["name"], groups=team["groups"], basis=team["basis"], set_up_on=team["set_up_on"])
    names = dict(Unit.objects.filter(region__code=region).values_list("name", "public_id"))
    for position, line in enumerate(team["roster"], 1):
        roster_line = RosterLine(
            person=line["person"],
            post=line["post"],
            role=TeamRole.of(line["role"]),
            group=line.get("group", ""),
            unit_id=names[line["unit"]] if "unit" in line else None,
            username=line.get("username", ""),
            position=position,
        )
        set_team_member(actor, region, roster_line)
