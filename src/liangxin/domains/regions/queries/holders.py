"""Who holds a power on a day, for a unit or for a whole region: whom to tell. In bulk, of accounts that are enabled."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TypeVar

from django.db.models import Q, QuerySet

from liangxin.domains.regions.models import Membership
from liangxin.domains.regions.terms import RoleReach

Place = TypeVar("Place", int, str)


def people_of_units(power: str, unit_ids: Collection[int], on: date) -> dict[int, frozenset[int]]:
    """Accounts that stand in each of the units with a role that gives the power; a unit without any is missing.

    Those whose role reaches the whole region count for the unit in which they stand, not for every other one.
    """
    rows = _holding(power, on).filter(unit__in=unit_ids).values_list("unit", "account")
    return _gathered(rows)


def people_of_regions(
    power: str, region_paths: Iterable[str], on: date, *, above: bool = True
) -> dict[str, frozenset[int]]:
    """Accounts that hold the power for the whole of each region: those of the region itself or, where it has none and
    `above` is wanted, of the nearest one above. A region for which nobody does is missing.
    """
    asked = {path: _upwards(path) if above else [path] for path in region_paths}
    wanted = {each for paths in asked.values() for each in paths}
    rows = _holding(power, on).filter(role__reach=RoleReach.REGION.value, unit__region__path__in=wanted)
    found = _gathered(rows.values_list("unit__region__path", "account"))
    nearest = {path: next((found[each] for each in paths if each in found), None) for path, paths in asked.items()}
    return {path: people for path, people in nearest.items() if people}


def _holding(power: str, on: date) -> QuerySet[Membership]:
    in_force = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    rows = Membership.objects.filter(in_force, starts_on__lte=on, role__powers__contains=[str(power)])
    return rows.filter(account__is_active=True).order_by()


def _gathered(rows: Iterable[tuple[Place, int]]) -> dict[Place, frozenset[int]]:
    people: dict[Place, set[int]] = {}
    for place, account in rows:
        people.setdefault(place, set()).add(account)
    return {place: frozenset(found) for place, found in people.items()}


def _upwards(path: str) -> list[str]:
    """The region's own path and those above, nearest first.

    >>> _upwards("990000/990100/")
    ['990000/990100/', '990000/']
    """
    codes = path.rstrip("/").split("/")
    return ["/".join(codes[:length]) + "/" for length in range(len(codes), 0, -1)]
