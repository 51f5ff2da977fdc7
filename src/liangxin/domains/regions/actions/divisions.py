"""Divisions come from the national table or by hand, zones by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from liangxin.domains.regions.access import get_region
from liangxin.domains.regions.errors import CodeTaken
from liangxin.domains.regions.events import ZoneFounded
from liangxin.domains.regions.models import Region
from liangxin.domains.regions.queries.places import (
    RegionCard,
    region_card,
)
from liangxin.domains.regions.rules.standing import (
    level_of,
    parent_of,
    require_division_code,
    require_name,
    require_zone_code,
)
from liangxin.domains.regions.terms import Deed, Power, RegionKind, RegionLevel
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.announce.api import announce
from liangxin.foundation.trail.api import record
from liangxin.kernel import region_code


def load_divisions(actor: Actor) -> int:
    """Bring in the national table of divisions and return how many are new or renamed; loading again changes nothing.

    A division that the table no longer has stays: what was written about it still refers to it.
    """
    actor.require(Power.ZONES)
    names = region_code.divisions()
    with transaction.atomic():
        known = dict(Region.objects.values_list("code", "name"))
        changed = {code: name for code, name in names.items() if known.get(code) != name}
        ids = dict(Region.objects.values_list("code", "id"))
        # A parent must have its row first, and (370000, 370200, 370283) is the order of levels.
        for level in (RegionLevel.PROVINCE, RegionLevel.CITY, RegionLevel.COUNTY):
            rows = [_division(code, name, names, ids) for code, name in changed.items() if level_of(code) is level]
            saved = Region.objects.bulk_create(
                rows, batch_size=2000, update_conflicts=True, unique_fields=["code"], update_fields=["name"]
            )
            ids |= {region.code: region.pk for region in saved}
        if changed:
            record(actor, Deed.DIVISIONS_LOADED, ("regions.region", "GB/T 2260"), after={"changed": len(changed)})
    return len(changed)


def _division(code: str, name: str, names: Mapping[str, str], ids: Mapping[str, int]) -> Region:
    above = [code]
    while parent := parent_of(above[0], names.keys()):
        above.insert(0, parent)
    return Region(
        code=code,
        name=name,
        kind=RegionKind.DIVISION.value,
        level=level_of(code).value,
        parent_id=ids[above[-2]] if len(above) > 1 else None,
        path="".join(f"{part}/" for part in above),
    )


def add_division(actor: Actor, code: str, name: str, parent_code: str = "") -> RegionCard:
    """Enter a division that the national table does not have yet; a province only by the system.

    Raises CodeMalformed, CodeTaken, NameMissing, RegionNotFound, NotAllowed.
    """
    name = require_name(name)
    require_division_code(code, parent_code)
    with transaction.atomic():
        parent = get_region(actor, parent_code, Power.ZONES) if parent_code else None
        if parent is None:
            actor.require(Power.ZONES, f"{code}/")
        region = _enter(code, name, RegionKind.DIVISION, level_of(code), parent)
        record(actor, Deed.DIVISION_ADDED, region, region_path=region.path, after={"code": code, "name": name})
    return region_card(region)


def found_zone(actor: Actor, parent_code: str, code: str, name: str, *, valid_from: date | None = None) -> RegionCard:
    """Give a development zone a code of its own under the division that runs it.

    Raises CodeMalformed, CodeTaken, NameMissing, RegionNotFound, NotAllowed.
    """
    name = require_name(name)
    require_zone_code(code, parent_code)
    with transaction.atomic():
        parent = get_region(actor, parent_code, Power.ZONES)
        region = _enter(code, name, RegionKind.ZONE, RegionLevel.of(parent.level), parent, valid_from)
        record(actor, Deed.ZONE_FOUNDED, region, region_path=region.path, after={"code": code, "name": name})
        announce(ZoneFounded(code, parent_code))
    return region_card(region)


def _enter(
    code: str, name: str, kind: RegionKind, level: RegionLevel, parent: Region | None, valid_from: date | None = None
) -> Region:
    region, is_new = Region.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "kind": kind.value,
            "level": level.value,
            "parent": parent,
            "path": f"{parent.path if parent else ''}{code}/",
            "valid_from": valid_from,
        },
    )
    if not is_new:
        raise CodeTaken(field="code", code=code)
    return region
