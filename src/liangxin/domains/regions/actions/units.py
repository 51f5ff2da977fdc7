"""Units, their names and their merging. A region's names are kept apart under the lock of its row."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from liangxin.domains.regions.access import get_region, get_unit
from liangxin.domains.regions.errors import AliasFixed, MergeImpossible, NameTaken, UnitNotFound
from liangxin.domains.regions.events import UnitsMerged
from liangxin.domains.regions.models import Membership, Region, Unit, UnitAlias
from liangxin.domains.regions.queries.places import (
    UnitCard,
    unit_seen,
)
from liangxin.domains.regions.rules.standing import Tenure, require_name
from liangxin.domains.regions.terms import AliasOrigin, Deed, Power, UnitKind
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.announce.api import announce
from liangxin.foundation.trail.api import record
from liangxin.kernel.text import plain


def create_unit(
    actor: Actor,
    region_code: str,
    name: str,
    *,
    kind: UnitKind = UnitKind.DEPARTMENT,
    short_name: str = "",
    aliases: Iterable[str] = (),
) -> UnitCard:
    """Enter a unit of a region with its names. Raises NameMissing, NameTaken, RegionNotFound, NotAllowed."""
    name = require_name(name)
    with transaction.atomic():
        region = get_region(actor, region_code, Power.UNITS)
        _lock_names(region)
        short_name = short_name.strip()
        _require_free_name(region, name)
        unit = Unit.objects.create(region=region, name=name, short_name=short_name, kind=kind.value)
        _give_name(unit, region, name, AliasOrigin.NAME)
        if short_name:
            _give_name(unit, region, require_name(short_name, field="short_name"), AliasOrigin.SHORT, "short_name")
        for alias in aliases:
            _give_name(unit, region, require_name(alias, field="aliases"), AliasOrigin.GIVEN, "aliases")
        record(actor, Deed.UNIT_CREATED, unit, region_path=region.path, after={"name": name, "short_name": short_name})
    return unit_seen(actor, unit.public_id)


def rename_unit(actor: Actor, public_id: UUID | str, name: str, *, short_name: str = "", reason: str = "") -> UnitCard:
    """Give a unit a new full and short name; the old ones stay as former names and go on leading to it.

    Raises NameMissing, NameTaken, UnitNotFound, NotAllowed.
    """
    name, short_name = require_name(name), short_name.strip()
    with transaction.atomic():
        unit = get_unit(actor, public_id, Power.UNITS)
        _lock_names(unit.region)
        before = {"name": unit.name, "short_name": unit.short_name}
        UnitAlias.objects.filter(unit=unit, origin__in=[AliasOrigin.NAME.value, AliasOrigin.SHORT.value]).update(
            origin=AliasOrigin.FORMER.value
        )
        _give_name(unit, unit.region, name, AliasOrigin.NAME)
        if short_name:
            _give_name(unit, unit.region, require_name(short_name, field="short_name"), AliasOrigin.SHORT, "short_name")
        unit.name, unit.short_name = name, short_name
        unit.save(update_fields=["name", "short_name"])
        after = {"name": name, "short_name": short_name}
        record(actor, Deed.UNIT_RENAMED, unit, region_path=unit.region.path, reason=reason, before=before, after=after)
    return unit_seen(actor, public_id)


def add_alias(actor: Actor, public_id: UUID | str, name: str) -> UnitCard:
    """Let one more name lead to a unit; one that does already is fine. Raises NameMissing, NameTaken, UnitNotFound."""
    name = require_name(name, field="alias")
    with transaction.atomic():
        unit = get_unit(actor, public_id, Power.UNITS)
        _lock_names(unit.region)
        if _give_name(unit, unit.region, name, AliasOrigin.GIVEN, "alias"):
            record(actor, Deed.ALIAS_ADDED, unit, region_path=unit.region.path, after={"alias": name})
    return unit_seen(actor, public_id)


def remove_alias(actor: Actor, public_id: UUID | str, alias_id: int) -> UnitCard:
    """Take back a name that led to a unit; never its full or short one. Raises AliasFixed, UnitNotFound, NotAllowed."""
    with transaction.atomic():
        unit = get_unit(actor, public_id, Power.UNITS)
        alias = UnitAlias.objects.filter(unit=unit, pk=alias_id).first()
        if alias is None:
            raise UnitNotFound
        if alias.origin in (AliasOrigin.NAME, AliasOrigin.SHORT):
            raise AliasFixed(name=alias.name)
        alias.delete()
        record(actor, Deed.ALIAS_REMOVED, unit, region_path=unit.region.path, before={"alias": alias.name})
    return unit_seen(actor, public_id)


def merge_units(actor: Actor, kept_id: UUID | str, gone_id: UUID | str, *, reason: str) -> UnitCard:
    """Make one unit of two: names, memberships and roster places go over to the one that is kept.

    Raises MergeImpossible (same unit, other region, one person with one role in both), UnitNotFound, NotAllowed.
    """
    with transaction.atomic():
        kept, gone = get_unit(actor, kept_id, Power.UNITS), get_unit(actor, gone_id, Power.UNITS)
        _lock_names(kept.region)
        _require_mergeable(kept, gone)
        UnitAlias.objects.filter(unit=gone).update(unit=kept, origin=AliasOrigin.MERGED.value)
        gone.memberships.update(unit=kept)
        gone.team_members.update(unit=kept)
        gone.merged_units.update(merged_into=kept)
        gone.merged_into = kept
        gone.save(update_fields=["merged_into"])
        changed = {"kept": kept.name, "gone": gone.name}
        for unit in (kept, gone):
            record(actor, Deed.UNITS_MERGED, unit, region_path=kept.region.path, reason=reason, after=changed)
        announce(UnitsMerged(kept_id=kept.pk, gone_id=gone.pk))
    return unit_seen(actor, kept_id)


def _require_mergeable(kept: Unit, gone: Unit) -> None:
    if kept.pk == gone.pk:
        raise MergeImpossible(field="gone", reason="两者是同一个单位")
    if kept.region_id != gone.region_id:
        raise MergeImpossible(field="gone", reason="两个单位不属于同一区划")
    held: dict[tuple[int, int], list[Tenure]] = {}
    for membership in Membership.objects.filter(Q(unit=kept) | Q(unit=gone)).select_related("account"):
        tenure = Tenure(membership.starts_on, membership.ends_on)
        others = held.setdefault((membership.account_id, membership.role_id), [])
        if any(tenure.overlaps(other) for other in others):
            raise MergeImpossible(
                field="gone", reason=f"{membership.account.name}在两个单位同时任同一角色，请先免去一项"
            )
        others.append(tenure)


def _lock_names(region: Region) -> None:
    """Names of one region are given one at a time, so that the check below and the insert are one step."""
    Region.objects.select_for_update(of=("self",)).get(pk=region.pk)


def _require_free_name(region: Region, name: str) -> None:
    owner = UnitAlias.objects.filter(region=region, plain=plain(name)).select_related("unit").first()
    if owner is not None:
        raise NameTaken(field="name", name=name, owner=owner.unit.name)


def _give_name(unit: Unit, region: Region, name: str, origin: AliasOrigin, field: str = "name") -> bool:
    """Let a name lead to the unit; False if it did before. Raises NameTaken if it leads to another."""
    owner = UnitAlias.objects.filter(region=region, plain=plain(name)).select_related("unit").first()
    if owner is None:
        UnitAlias.objects.create(unit=unit, region=region, name=name, plain=plain(name), origin=origin.value)
        return True
    if owner.unit_id != unit.pk:
        raise NameTaken(field=field, name=name, owner=owner.unit.name)
    if origin in (AliasOrigin.NAME, AliasOrigin.SHORT) and owner.origin != AliasOrigin.NAME:
        UnitAlias.objects.filter(pk=owner.pk).update(origin=origin.value, name=name)
    return False
