"""The list types that come with the release, shared by all."""

from __future__ import annotations

from django.db import transaction

from liangxin.domains.registers.actions.types import next_version
from liangxin.domains.registers.models import RegisterType, TypeVersion
from liangxin.domains.registers.rules.shipped import shipped_types
from liangxin.domains.registers.terms import Deed, Power
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record

__all__ = ["load_presets", "shipped_types"]


def load_presets(actor: Actor) -> int:
    """Bring in the shipped types, and return how many are new or changed; one that is changed gets a new version.

    May run at every start and twice at once. What a release no longer has stays. Raises NotAllowed.
    """
    actor.require(Power.DEFINE, "")
    shipped = {spec.code: spec for spec in shipped_types()}
    with transaction.atomic():
        new = [RegisterType(code=code) for code in shipped]
        RegisterType.objects.bulk_create(new, ignore_conflicts=True)
        # In one order, so that two at once wait for each other and do not lock each other up.
        kinds = RegisterType.objects.filter(code__in=shipped, region__isnull=True).order_by("code").select_for_update()
        kept = {kind.pk: kind for kind in kinds}
        newest = TypeVersion.objects.filter(type__in=kept).order_by("type_id", "-number").distinct("type_id")
        known = {version.type_id: version for version in newest}
        changed = [
            next_version(kind, shipped[kind.code], "", known.get(pk))
            for pk, kind in kept.items()
            if pk not in known or known[pk].spec != shipped[kind.code].data
        ]
        TypeVersion.objects.bulk_create(changed)
        if changed:
            codes = [version.type.code for version in changed]
            record(actor, Deed.PRESETS_LOADED, ("registers.registertype", "presets"), after={"changed": codes})
    return len(changed)
