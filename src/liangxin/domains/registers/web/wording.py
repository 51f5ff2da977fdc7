"""A target in words, beside its register; ids as addresses and forms send them."""

from __future__ import annotations

from liangxin.domains.plans import api as plans
from liangxin.foundation.ui.formats import spoken


def target_figure(target: plans.TargetCard | None) -> str:
    """The figure of a target with its unit, as people say it; empty for a direction and where there is no target."""
    return "" if target is None or target.value is None else spoken(target.value, target.unit).short
