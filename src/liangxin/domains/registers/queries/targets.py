"""Targets of plans for which registers are opened: those in whose region a person may open one."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from liangxin.domains.plans import api as plans
from liangxin.domains.registers.models import Register
from liangxin.domains.registers.terms import Power
from liangxin.foundation.accounts.api import Actor


def targets_listed(actor: Actor) -> QuerySet[Any]:
    """Rows of the targets in force for which no register is open, for `plans.target_cards`."""
    opened = Register.objects.filter(target=OuterRef("target"))
    return plans.targets_where(actor, Power.OPEN).filter(~Exists(opened))


def figure_of(target: plans.TargetCard) -> str:
    """The figure of a target with its unit; empty for a direction."""
    return "" if target.value is None else f"{target.value.normalize():f}{target.unit}"
