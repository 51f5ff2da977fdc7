"""Own types of a region: made from a text, changed by a new version; records keep the version they stand under."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.indicators import api as indicators
from liangxin.domains.regions import api as regions
from liangxin.domains.registers.access import get_type
from liangxin.domains.registers.errors import IndicatorUnknown, TypeRefused, TypeShared, TypeTaken, TypeUnchanged
from liangxin.domains.registers.models import RegisterType, TypeVersion
from liangxin.domains.registers.queries.types import TypeCard, type_cards
from liangxin.domains.registers.rules.reading import read_text
from liangxin.domains.registers.rules.spec import TypeSpec
from liangxin.domains.registers.terms import Deed, Power
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record


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
        known = get_type(actor, public_id, Power.DEFINE)
        if known.region is None:
            raise TypeShared(name=known.code)
        locked = RegisterType.objects.select_for_update(of=("self",)).select_related("region").get(pk=known.pk)
        if spec.code != locked.code:
            raise TypeTaken(field="spec", name=spec.code)
        before = TypeVersion.objects.filter(type=locked).order_by("-number").first()
        if before is not None and before.spec == spec.data:
            raise TypeUnchanged(field="spec")
        version = add_version(locked, spec, text)
        after = {"version": version.number, "spec": spec.data}
        record(actor, Deed.TYPE_CHANGED, locked, region_path=known.region.path, reason=reason, after=after)
    return type_cards([locked], timezone.localdate())[0]


def add_version(kind: RegisterType, spec: TypeSpec, text: str) -> TypeVersion:
    """The next version of a type that is locked or new, in force from today."""
    newest = TypeVersion.objects.filter(type=kind).order_by("-number").values_list("number", flat=True).first()
    return TypeVersion.objects.create(
        type=kind,
        number=(newest or 0) + 1,
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
