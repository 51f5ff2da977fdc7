"""What one figure of a workbook does to what stands there."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from liangxin.domains.indicators.errors import CoverageImpossible, UnitsContradict
from liangxin.domains.indicators.rules.converting import converted
from liangxin.domains.indicators.rules.drafts import require_value
from liangxin.domains.indicators.rules.workbooks import Said
from liangxin.domains.indicators.terms import RowOutcome
from liangxin.kernel.text import plain

_MULTIPLES = frozenset(("千", "万", "百万", "千万", "亿", "万亿"))


@dataclass(frozen=True, slots=True)
class Figures:
    """A figure with what belongs to it; no value: it was taken back."""

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    weight: Decimal | None = None
    got: int = 1
    expected: int = 1


@dataclass(frozen=True, slots=True)
class Stands:
    """What stands at a point: its current revision, figures and source."""

    revision: int
    figures: Figures
    source: str = ""


def value_said(said: Said, unit: str) -> Decimal:
    """The figure in the indicator's unit. Raises UnitsContradict, UnitUnfit, ValueMalformed."""
    typed, other = said.figure.unit, said.measured_in
    if typed in _MULTIPLES:
        typed = typed + (other or unit)
    elif typed and other and plain(typed) != plain(other):
        raise UnitsContradict(field="value", typed=f"{said.figure.number:f}", unit=typed, other=other)
    return require_value(converted(said.figure.number, typed or other or unit, unit))


def require_coverage(said: Said) -> None:
    """Raises CoverageImpossible where the parts that are in cannot be those of what is expected."""
    if said.got is None and said.expected is None:
        return
    if said.got is None or said.expected is None or not 1 <= said.got <= said.expected:
        raise CoverageImpossible(field="got", got=said.got or 0, expected=said.expected or 0)


def decide_point(said: Said, value: Decimal, stands: Stands | None) -> tuple[RowOutcome, Figures]:
    """Whether a figure is new, revises what stands or is the same, and what shall stand then.

    What a row leaves blank besides the same value is as it was; besides another value, parts of it are not known.
    """
    told = Figures(value, said.numerator, said.denominator, None, said.got or 1, said.expected or 1)
    if stands is None:
        return RowOutcome.NEW, told
    now = stands.figures
    if now.value is None:
        return RowOutcome.REVISED, told
    kept = now.value == value
    found = Figures(
        value,
        now.numerator if kept and said.numerator is None else said.numerator,
        now.denominator if kept and said.denominator is None else said.denominator,
        now.weight,
        said.got or now.got,
        said.expected or now.expected,
    )
    return (RowOutcome.UNCHANGED if found == now else RowOutcome.REVISED), found
