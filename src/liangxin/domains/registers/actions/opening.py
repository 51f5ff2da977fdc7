"""Opening a register, free or for a target of a plan; following a unit that was merged into another."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from liangxin.domains.plans import api as plans
from liangxin.domains.regions import api as regions
from liangxin.domains.registers.access import get_type
from liangxin.domains.registers.errors import FieldMissing, FieldTooLong, RegisterTaken, TypeNotFound, UnitElsewhere
from liangxin.domains.registers.models import Register
from liangxin.domains.registers.queries.registers import RegisterCard, register_cards
from liangxin.domains.registers.queries.types import types_for, version_in_force
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

    Raises FieldMissing, FieldTooLong, RegisterTaken, UnitElsewhere, TypeNotFound, TargetNotFound, UnitNotFound,
    NotAllowed.
    """
    title = draft.title.strip()
    if not title:
        raise FieldMissing(field="title", what="名称")
    if len(title) > TITLE_LIMIT:
        raise FieldTooLong(field="title", what="名称", limit=TITLE_LIMIT)
    today = timezone.localdate()
    with transaction.atomic():
        unit = regions.unit_seen(actor, draft.unit_id)
        actor.require(Power.OPEN, unit.region.path, unit.id)
        kind = get_type(actor, draft.type_id)
        if kind.region is not None and not unit.region.path.startswith(kind.region.path):
            raise TypeNotFound(field="type")
        version_in_force(kind.pk, today)
        target = plans.target_where(actor, draft.target_id, Power.OPEN) if draft.target_id else None
        if target is not None and not unit.region.path.startswith(target.home.region_path):
            raise UnitElsewhere(field="unit", name=unit.name)
        register = _create(kind.pk, unit, title, target.id if target else None)
        after = {"title": title, "type": kind.code, "unit": unit.name, "target": target.id if target else None}
        record(actor, Deed.OPENED, register, region_path=unit.region.path, after=after)
    row = Register.objects.select_related("type", "region", "unit").get(pk=register.pk)
    return register_cards([row], today)[0]


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
