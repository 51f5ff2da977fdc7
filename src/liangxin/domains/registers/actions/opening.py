"""Opening a register, free or for a target of a plan; following a unit that was merged into another."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from liangxin.domains.plans import api as plans
from liangxin.domains.regions import api as regions
from liangxin.domains.registers.access import get_register, get_type
from liangxin.domains.registers.actions.telling import tell
from liangxin.domains.registers.errors import (
    FieldMissing,
    FieldTooLong,
    RegisterClosed,
    RegisterTaken,
    RegisterUnfit,
    TypeNotFound,
    TypeRetired,
    UnitElsewhere,
)
from liangxin.domains.registers.models import FurtherTarget, Register
from liangxin.domains.registers.queries.registers import RegisterCard, register_cards
from liangxin.domains.registers.queries.types import types_for, version_in_force
from liangxin.domains.registers.rules.reading import read_spec
from liangxin.domains.registers.terms import TITLE_LIMIT, Deed, Power
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record
from liangxin.kernel.text import cut


@dataclass(frozen=True, slots=True)
class RegisterDraft:
    """A register to be opened: of a type, kept by a unit, perhaps for a target; public ids."""

    type_id: UUID | str
    unit_id: UUID | str
    title: str
    target_id: UUID | str | None = None


def open_register(actor: Actor, draft: RegisterDraft) -> RegisterCard:
    """Open a register in the region of its unit.

    Raises FieldMissing, FieldTooLong, RegisterTaken, UnitElsewhere, TypeNotFound, TypeRetired, TargetNotFound,
    UnitNotFound, NotAllowed.
    """
    title = checked_title(draft.title)
    today = timezone.localdate()
    with transaction.atomic():
        unit = regions.unit_seen(actor, draft.unit_id)
        actor.require(Power.OPEN, unit.region.path, unit.id)
        kind = get_type(actor, draft.type_id)
        if kind.region is not None and not unit.region.path.startswith(kind.region.path):
            raise TypeNotFound(field="type")
        if kind.retired_at is not None:
            raise TypeRetired(field="type", reason=kind.retired_reason)
        version = version_in_force(kind.pk, today)
        target = plans.target_where(actor, draft.target_id, Power.OPEN) if draft.target_id else None
        if target is not None and not unit.region.path.startswith(target.home.region_path):
            raise UnitElsewhere(field="unit", name=unit.name)
        register = _create(kind.pk, unit, title, target.id if target else None)
        after = {"title": title, "type": kind.code, "unit": unit.name, "target": target.id if target else None}
        record(actor, Deed.OPENED, register, region_path=unit.region.path, after=after)
        row = Register.objects.select_related("type", "region", "unit").get(pk=register.pk)
        tell(row, read_spec(version.spec))
    return register_cards([row], today)[0]


def checked_title(title: str) -> str:
    """The title without blanks around it. Raises FieldMissing, FieldTooLong."""
    wanted = title.strip()
    if not wanted:
        raise FieldMissing(field="title", what="名称")
    if len(wanted) > TITLE_LIMIT:
        raise FieldTooLong(field="title", what="名称", limit=TITLE_LIMIT)
    return wanted


def open_for_target(actor: Actor, target_id: UUID | str) -> RegisterCard:
    """Open the register of a target in one step: the type that its indicator proposes, kept by its leading unit.

    Raises TypeNotFound where no type feeds its indicator, FieldMissing where the plan names no leading unit, and those
    of `open_register`.
    """
    target = plans.target_where(actor, target_id, Power.OPEN)
    kind = types_for(actor, [target.indicator_code], timezone.localdate(), region_path=target.home.region_path).get(
        target.indicator_code
    )
    if kind is None:
        raise TypeNotFound(field="type")
    if target.lead_unit is None:
        raise FieldMissing(field="unit", what="填报单位")
    title = f"{cut(target.name, TITLE_LIMIT - 10)}台账"
    # One plan may promise the same thing for two years: the later list says for which.
    if Register.objects.filter(unit__public_id=target.lead_unit, title=title).exists() and target.deadline:
        title = f"{cut(target.name, TITLE_LIMIT - 10)}台账（{target.deadline}年）"
    return open_register(actor, RegisterDraft(kind, target.lead_unit, title, target_id))


def use_for_target(actor: Actor, target_id: UUID | str, register_id: UUID | str) -> None:
    """Let an open register prove one more target, of the indicator that its type feeds or serves.

    Raises RegisterUnfit, RegisterClosed, RegisterNotFound, TargetNotFound, NotAllowed.
    """
    with transaction.atomic():
        target = plans.target_where(actor, target_id, Power.OPEN)
        row = get_register(actor, register_id, Power.OPEN)
        if row.closed_at is not None:
            raise RegisterClosed
        spec = read_spec(version_in_force(row.type_id, timezone.localdate()).spec)
        known = {*([spec.feed.indicator] if spec.feed else []), *spec.serves}
        if target.indicator_code not in known or not row.region.path.startswith(target.home.region_path):
            raise RegisterUnfit(title=row.title, name=target.name)
        if row.target_id == target.id:
            return
        _, is_new = FurtherTarget.objects.get_or_create(register=row, target_id=target.id)
        if is_new:
            after = {"target": target.id, "name": target.name}
            record(actor, Deed.USED_FOR_TARGET, row, region_path=row.region.path, after=after)


def follow_merged_unit(gone_id: int, kept_id: int) -> None:
    """Registers of a unit that is no more are kept by the one that has taken it over; equal titles are told apart."""
    with transaction.atomic():
        taken = set(Register.objects.filter(unit_id=kept_id).values_list("title", flat=True))
        doubled = set(Register.objects.filter(unit_id=kept_id).values_list("target", "type"))
        for register in Register.objects.select_for_update().filter(unit_id=gone_id).order_by("pk"):
            if register.title in taken:
                register.title = f"{cut(register.title, TITLE_LIMIT - 12)}（{register.pk}）"
            if (register.target_id, register.type_id) in doubled:
                register.target = None
            register.unit_id = kept_id
            register.save(update_fields=["title", "target", "unit"])


def _create(type_id: int, unit: regions.UnitCard, title: str, target_id: int | None) -> Register:
    try:
        with transaction.atomic():
            return Register.objects.create(
                type_id=type_id, region_id=unit.region.id, unit_id=unit.id, title=title, target_id=target_id
            )
    except IntegrityError as error:
        raise RegisterTaken(field="title", title=title) from error
