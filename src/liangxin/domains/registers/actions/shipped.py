"""The list types that come with the release, shared by all."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml
from django.db import transaction

from liangxin.domains.registers.actions.types import add_version
from liangxin.domains.registers.models import RegisterType, TypeVersion
from liangxin.domains.registers.rules.reading import read_spec
from liangxin.domains.registers.rules.spec import TypeSpec
from liangxin.domains.registers.terms import Deed, Power
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record

PRESETS = Path(__file__).resolve().parents[1] / "data" / "presets"


@lru_cache
def shipped_types() -> tuple[TypeSpec, ...]:
    """The types of the release. Raises TypeRefused, which only a test should ever see."""
    files = sorted(PRESETS.glob("*.yaml"))
    entries = [entry for path in files for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["types"]]
    return tuple(read_spec(entry) for entry in entries)


def load_presets(actor: Actor) -> int:
    """Bring in the shipped types, and return how many are new or changed; one that is changed gets a new version.

    May run at every start and twice at once. What a release no longer has stays. Raises NotAllowed.
    """
    actor.require(Power.DEFINE, "")
    with transaction.atomic():
        changed = [spec.code for spec in shipped_types() if _bring(spec)]
        if changed:
            record(actor, Deed.PRESETS_LOADED, ("registers.registertype", "presets"), after={"changed": changed})
    return len(changed)


def _bring(spec: TypeSpec) -> bool:
    RegisterType.objects.get_or_create(code=spec.code, region=None)
    kind = RegisterType.objects.select_for_update().get(code=spec.code, region__isnull=True)
    newest = TypeVersion.objects.filter(type=kind).order_by("-number").first()
    if newest is not None and newest.spec == spec.data:
        return False
    add_version(kind, spec, "")
    return True
