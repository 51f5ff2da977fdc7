"""Own types of a region: made from a text, changed by a new version; records keep the version they stand under."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.indicators import api as indicators
from liangxin.domains.regions import api as regions
from liangxin.domains.registers.access import get_type
from liangxin.domains.registers.errors import (
    FieldMissing,
    IndicatorUnknown,
    TypeInUse,
    TypeRefused,
    TypeRetired,
    TypeShared,
    TypeTaken,
    TypeUnchanged,
)
from liangxin.domains.registers.models import RegisterType, TypeVersion
from liangxin.domains.registers.queries.types import TypeCard, type_cards
from liangxin.domains.registers.rules.reading import read_text
from liangxin.domains.registers.rules.spec import TypeSpec
from liangxin.domains.registers.terms import REASON_LIMIT, Deed, Power
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record
from liangxin.kernel.text import cut


def define_type(actor: Actor, region_code: str, text: str) -> TypeCard:
    """Make a type of a region from its text. Raises TypeRefused, TypeTaken, RegionNotFound, NotAllowed."""
    spec = _read(text)
    today = timezone.localdate()
    with transaction.atomic():
        region = regions.region_seen(actor, region_code)
        actor.require(Power.DEFINE, region.path)
        made, is_new = RegisterType.objects.get_or_create(code=spec.code, region_id=region.id)
        if not is_new or RegisterType.objects.filter(code=spec.code, region__isnull=True).exists():
            raise TypeTaken(field="spec", name=spec.code)
        version = add_version(made, spec, text)
        after = {"code": spec.code, "version": version.number, "spec": spec.data}
        record(actor, Deed.TYPE_DEFINED, made, region_path=region.path, after=after)
    return type_cards([RegisterType.objects.select_related("region").get(pk=made.pk)], today)[0]


def change_type(actor: Actor, public_id: UUID | str, text: str, *, reason: str = "") -> TypeCard:
    """Let a new version of a region's own type hold from today on; its code stays.

    Raises TypeRefused, TypeShared, TypeTaken, TypeUnchanged, TypeNotFound, NotAllowed.
    """
    spec = _read(text)
    with transaction.atomic():
        locked = _own_locked(actor, public_id)
        if spec.code != locked.code:
            raise TypeTaken(field="spec", name=spec.code)
        before = TypeVersion.objects.filter(type=locked).order_by("-number").first()
        if before is not None and before.spec == spec.data:
            raise TypeUnchanged(field="spec")
        version = add_version(locked, spec, text)
        after = {"version": version.number, "spec": spec.data}
        record(actor, Deed.TYPE_CHANGED, locked, region_path=_path(locked), reason=reason, after=after)
    return type_cards([locked], timezone.localdate())[0]


def retire_type(actor: Actor, public_id: UUID | str, reason: str) -> None:
    """Let no more registers be opened of a region's own type; those that are open go on.

    Raises FieldMissing, TypeShared, TypeRetired, TypeNotFound, NotAllowed.
    """
    if not reason.strip():
        raise FieldMissing(field="reason", what="停用事由")
    with transaction.atomic():
        row = _own_locked(actor, public_id)
        if row.retired_at is not None:
            raise TypeRetired(reason=row.retired_reason)
        row.retired_at, row.retired_reason = timezone.now(), cut(reason.strip(), REASON_LIMIT)
        row.save(update_fields=["retired_at", "retired_reason"])
        record(actor, Deed.TYPE_RETIRED, row, region_path=_path(row), reason=row.retired_reason)


def restore_type(actor: Actor, public_id: UUID | str) -> None:
    """Let registers be opened of a retired type again. Raises TypeInUse, TypeShared, TypeNotFound, NotAllowed."""
    with transaction.atomic():
        row = _own_locked(actor, public_id)
        if row.retired_at is None:
            raise TypeInUse
        before = {"reason": row.retired_reason}
        row.retired_at, row.retired_reason = None, ""
        row.save(update_fields=["retired_at", "retired_reason"])
        record(actor, Deed.TYPE_RESTORED, row, region_path=_path(row), before=before)


def _path(row: RegisterType) -> str:
    return row.region.path if row.region else ""


def _own_locked(actor: Actor, public_id: UUID | str) -> RegisterType:
    known = get_type(actor, public_id, Power.DEFINE)
    if known.region is None:
        raise TypeShared(name=known.code)
    return RegisterType.objects.select_for_update(of=("self",)).select_related("region").get(pk=known.pk)


def add_version(kind: RegisterType, spec: TypeSpec, text: str) -> TypeVersion:
    """The next version of a type that is locked or new, in force from today."""
    version = next_version(kind, spec, text, TypeVersion.objects.filter(type=kind).order_by("-number").first())
    version.save()
    return version


def next_version(kind: RegisterType, spec: TypeSpec, text: str, newest: TypeVersion | None) -> TypeVersion:
    """The version behind the newest one, not saved yet."""
    return TypeVersion(
        type=kind,
        number=newest.number + 1 if newest else 1,
        name=spec.name,
        unit=spec.unit,
        indicator_code=spec.feed.indicator if spec.feed else "",
        spec=spec.data,
        source=text,
        starts_on=timezone.localdate(),
    )


def _read(text: str) -> TypeSpec:
    spec = read_text(text)
    asked = [*([spec.feed.indicator] if spec.feed else []), *spec.serves]
    known = indicators.indicator_ids(asked)
    rows = text.splitlines()
    faults = [
        IndicatorUnknown(line=next((at for at, row in enumerate(rows, 1) if code in row), 1), name=code)
        for code in asked
        if code not in known
    ]
    if faults:
        raise TypeRefused.of(faults)
    return spec
