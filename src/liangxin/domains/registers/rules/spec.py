"""What a list type is: fields, key, stages with the evidence they ask for, and the indicator that it feeds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from liangxin.domains.registers.terms import FeedHow, FieldKind, Mover
from liangxin.kernel.quantity import UnitUnknown, find_unit


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field; `unit` is that of a decimal or whole number, for money the unit of a bare number (元 or 万元)."""

    code: str
    label: str
    kind: FieldKind
    is_required: bool = False
    unit: str = ""
    choices: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class StageSpec:
    """A stage; `evidence` is what must be there before a record moves to it."""

    code: str
    label: str
    mover: Mover = Mover.FILL
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """How records make the figure of an indicator: counted, or `field` summed, once they reach `stage`."""

    indicator: str
    how: FeedHow
    stage: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class TypeSpec:
    """A list type; `unit` is what one record counts as, `data` the form in which it is stored.

    `serves` are indicators whose targets the list helps to prove without making their figure: mostly rates.
    """

    code: str
    name: str
    unit: str
    counts: str
    fields: tuple[FieldSpec, ...]
    key: tuple[str, ...]
    stages: tuple[StageSpec, ...]
    feed: Feed | None
    serves: tuple[str, ...]
    data: dict[str, Any]

    def field(self, code: str) -> FieldSpec | None:
        return next((field for field in self.fields if field.code == code), None)

    def stage(self, code: str) -> StageSpec | None:
        return next((stage for stage in self.stages if stage.code == code), None)

    def stage_label(self, code: str) -> str:
        """The label of a stage; one that a later version no longer has is shown by its code."""
        known = self.stage(code)
        return known.label if known else code

    @property
    def first_stage(self) -> StageSpec:
        return self.stages[0]

    @property
    def evidence_names(self) -> tuple[str, ...]:
        """All evidence that the stages ask for and files that fields hold, each once, in order."""
        return tuple(dict.fromkeys(self._names()))

    @property
    def required_files(self) -> tuple[str, ...]:
        """Names of the files that every record must have before it moves on."""
        return tuple(one.label for one in self.fields if one.kind is FieldKind.FILE and one.is_required)

    def _names(self) -> Iterator[str]:
        for field in self.fields:
            if field.kind is FieldKind.FILE:
                yield field.label
        for stage in self.stages:
            yield from stage.evidence

    @property
    def fed_unit(self) -> str:
        """The unit of the figure that records make; empty where they feed nothing."""
        if self.feed is None:
            return ""
        field = self.field(self.feed.field)
        if self.feed.how is FeedHow.COUNT or field is None:
            return self.unit
        return "元" if field.kind is FieldKind.MONEY else field.unit


def units_fit(one: str, other: str) -> bool:
    """Whether figures in one unit can be told in the other; units that the table does not know fit themselves.

    >>> units_fit("公里", "米"), units_fit("部", "台"), units_fit("元", "万元"), units_fit("所", "所")
    (True, False, True, True)
    """
    if one == other or {one, other} <= {"元", "万元", "亿元"}:
        return True
    try:
        return find_unit(one)[1].dimension == find_unit(other)[1].dimension
    except UnitUnknown:
        return False
