"""Telling the packages above that what a register counts may have changed; last in each action that does."""

from __future__ import annotations

from liangxin.domains.registers.events import RecordsChanged
from liangxin.domains.registers.models import Register
from liangxin.domains.registers.queries.counting import measure_code
from liangxin.domains.registers.rules.spec import TypeSpec
from liangxin.foundation.announce.api import announce


def tell(register: Register, spec: TypeSpec) -> None:
    """Announce it, where the type feeds an indicator; the register is fetched with its region."""
    if spec.feed is not None:
        own = register.type.region
        measure = measure_code(spec.code, own.code if own else "")
        announce(RecordsChanged(register.pk, register.region.path, spec.code, spec.feed.indicator, measure))
