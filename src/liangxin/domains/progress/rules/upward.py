"""What a region answers to the level above, made of what its units answered: texts of several units under one task."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from liangxin.domains.progress.terms import TEXT_LIMIT, FieldName, TaskState
from liangxin.kernel.text import cut

_TEXTS = (FieldName.TEXT, FieldName.RISKS, FieldName.NEXT_STEP)


@dataclass(frozen=True, slots=True)
class UnitSaid:
    """What one unit said of a task; `values` by field."""

    unit: str
    leads: bool
    values: dict[FieldName, str]


def joined(said: Iterable[UnitSaid]) -> dict[FieldName, str]:
    """One answer on a task from those of its units, the leading ones first, each text under the unit's name.

    >>> one = UnitSaid("县商务局", True, {FieldName.STATE: "under_way", FieldName.TEXT: "办了两场。"})
    >>> joined([one])[FieldName.TEXT]
    '办了两场。'
    """
    ordered = sorted(said, key=lambda one: not one.leads)
    found = {name: _text(name, ordered) for name in _TEXTS}
    return found | {FieldName.STATE: _state([one for one in ordered if one.leads] or ordered)}


def _text(name: FieldName, ordered: Sequence[UnitSaid]) -> str:
    parts = [(one, one.values.get(name, "").strip()) for one in ordered]
    told = [(one, text) for one, text in parts if text]
    if len(told) == 1 and told[0][0].leads:
        return told[0][1]
    return cut("\n".join(f"{one.unit}{'' if one.leads else '（配合）'}：{text}" for one, text in told), TEXT_LIMIT)


def _state(leading: Sequence[UnitSaid]) -> str:
    """What the leading units agree on; where they do not, stalled if any says so, else under way."""
    states = {one.values.get(FieldName.STATE, "") for one in leading} - {""}
    if len(states) <= 1:
        return next(iter(states), "")
    return (TaskState.STALLED if TaskState.STALLED in states else TaskState.UNDER_WAY).value
