"""Targets of plans for which registers are opened: of a region, or of the tasks that one's own unit leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from liangxin.domains.plans import api as plans
from liangxin.domains.registers.access import visible_registers, visible_types
from liangxin.domains.registers.models import FurtherTarget, Register
from liangxin.domains.registers.queries.registers import RegisterCard, register_cards
from liangxin.domains.registers.queries.types import type_cards, types_for
from liangxin.domains.registers.terms import Power
from liangxin.foundation.accounts.api import Actor


@dataclass(frozen=True, slots=True)
class WaitingCard:
    """A target without a register, and the name of the type proposed for it; empty where there is none."""

    target: plans.TargetCard
    type_name: str


def targets_listed(actor: Actor) -> QuerySet[Any]:
    """Rows of the targets in force for which no register is open, for `plans.target_cards`."""
    opened = Register.objects.filter(target=OuterRef("target"))
    further = FurtherTarget.objects.filter(target=OuterRef("target"))
    return plans.targets_where(actor, Power.OPEN).filter(~Exists(opened), ~Exists(further))


def registers_fitting(actor: Actor, target: plans.TargetCard, type_id: UUID | None, on: date) -> list[RegisterCard]:
    """Open registers of the type proposed for a target, kept by its leading unit: one of them may prove it too."""
    if type_id is None or target.lead_unit is None:
        return []
    rows = visible_registers(actor).filter(
        type__public_id=type_id, unit__public_id=target.lead_unit, closed_at__isnull=True
    )
    return register_cards(list(rows.select_related("type", "region", "unit").order_by("title")[:20]), on)


def waiting_cards(actor: Actor, rows: Sequence[Any], on: date) -> list[WaitingCard]:
    """Cards of rows of `targets_listed`; the types are looked up together, once a region."""
    targets = plans.target_cards(rows)
    codes: dict[str, set[str]] = {}
    for target in targets:
        codes.setdefault(target.home.region_path, set()).add(target.indicator_code)
    proposed = {path: types_for(actor, wanted, on, region_path=path) for path, wanted in codes.items()}
    found = {type_id for by_code in proposed.values() for type_id in by_code.values()}
    names = {
        card.public_id: card.name
        for card in type_cards(list(visible_types(actor).select_related("region").filter(public_id__in=found)), on)
    }
    return [
        WaitingCard(target, names.get(type_id, "") if type_id else "")
        for target in targets
        for type_id in (proposed[target.home.region_path].get(target.indicator_code),)
    ]
