"""The promise of a target as progress judges it: which way is good, when it is reached, and units on one scale."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from liangxin.domains.indicators.terms import Direction
from liangxin.engines.reader.findings import Comparator, TargetKind
from liangxin.kernel.money import FEN_PER_YUAN, Money, MoneyUnreadable
from liangxin.kernel.quantity import UnitUnknown, find_unit

# 左右 and 约 have no limits in law; within this part of the figure it counts as reached. Our own convention, the same
# as where plans are compared.
ABOUT_WITHIN: Final = Fraction(5, 100)
_RATIO: Final = "比率"  # the kernel's name of the dimension of %
_FLOORS: Final = (Comparator.AT_LEAST, Comparator.MORE_THAN)
_RISES: Final = (TargetKind.GROWTH, TargetKind.ANNUAL_GROWTH, TargetKind.COMPLETION)


@dataclass(frozen=True, slots=True)
class Base:
    """The figure of a base year, in the unit of the series: a year's total, or the stock at its end.

    `value` is None where only the year is known: then the series itself may have it. `is_restated` says that it was
    reckoned anew by the method now in use, so that a break does not spoil growth on it.
    """

    year: int
    value: Decimal | None = None
    is_restated: bool = False


@dataclass(frozen=True, slots=True)
class Promise:
    """A target. `value` has 万 and 亿 multiplied out and is in `unit`; None for a direction without a figure.

    `deadline` is its last day, `starts_on` the first day that counts. `falls` says that a growth is promised as the
    size of a fall (能耗下降6%): the figure is 6 and more is better. `piece` is what the figure grows by at the least:
    one of what is counted (`piece_of`), None for what comes in any size.
    """

    kind: TargetKind
    comparator: Comparator
    value: Decimal | None
    unit: str
    direction: Direction = Direction.UP
    starts_on: date | None = None
    deadline: date | None = None
    base: Base | None = None
    hedged: bool = False
    falls: bool = False
    piece: Decimal | None = None

    def __post_init__(self) -> None:
        if self.value is not None and not (isinstance(self.value, Decimal) and self.value.is_finite()):
            raise ValueError(f"a target's figure is a finite Decimal, not {self.value!r}")

    @property
    def sense(self) -> int:
        """1 where more is better, -1 where less is; the comparator says it before the catalogue does."""
        if self.comparator is Comparator.AT_MOST:
            return -1
        if self.comparator in _FLOORS or self.kind in _RISES:
            return 1
        return -1 if self.direction is Direction.DOWN else 1

    @property
    def aim(self) -> Decimal | None:
        """The figure to be reached; 全部完成 is 100 % by its meaning, whether or not somebody wrote that."""
        if self.value is None and self.kind is TargetKind.COMPLETION:
            return Decimal(100)
        return self.value

    @property
    def is_growth(self) -> bool:
        return self.kind in (TargetKind.GROWTH, TargetKind.ANNUAL_GROWTH)

    @property
    def is_share(self) -> bool:
        return self.kind in (TargetKind.SHARE, TargetKind.COMPLETION)

    @property
    def whole_share(self) -> Decimal:
        """All of it, in the unit of a share: 100 where that is %."""
        factor = factor_between("%", self.unit or "%") or Fraction(1)
        return Decimal(100) * Decimal(factor.numerator) / Decimal(factor.denominator)

    def is_met_by(self, actual: Decimal | Fraction) -> bool:
        """Whether a figure reaches the target; 超过 asks for more than the figure itself. False without a figure."""
        if self.aim is None:
            return False
        lead = self.sense * (Fraction(actual) - Fraction(self.aim))
        if self.comparator is Comparator.MORE_THAN:
            return lead > 0
        slack = abs(Fraction(self.aim)) * ABOUT_WITHIN if self.comparator is Comparator.ABOUT else 0
        return lead + slack >= 0


def dated(promise: Promise, on: date) -> Promise:
    """The promise with the deadline that it has on a day: 每年 without a year is judged in the year of the day.

    >>> yearly = Promise(TargetKind.ANNUAL, Comparator.AT_LEAST, Decimal(30), "个")
    >>> dated(yearly, date(2025, 3, 1)).deadline
    datetime.date(2025, 12, 31)
    """
    if promise.kind is TargetKind.ANNUAL and promise.deadline is None:
        return replace(promise, deadline=date(on.year, 12, 31))
    return promise


@lru_cache(maxsize=1024)
def factor_between(unit: str, other: str, *, counts_agree: bool = False) -> Fraction | None:
    """By what a figure in `unit` is multiplied to be told in `other`; None where the two do not fit.

    Words that count (台, 部, 辆) are the same only where a person has agreed to that: `counts_agree`.

    >>> factor_between("亿元", "元"), factor_between("公里", "米"), factor_between("部", "台")
    (Fraction(100000000, 1), Fraction(1000, 1), None)
    >>> factor_between("部", "台", counts_agree=True), factor_between("万辆", "辆")
    (Fraction(1, 1), Fraction(10000, 1))
    """
    if unit == other:
        return Fraction(1)
    one, two = _scale(unit), _scale(other)
    if one is None or two is None:
        return None
    if one[0] == two[0] or (counts_agree and one[2] and two[2]):
        return one[1] / two[1]
    return None


def piece_of(unit: str) -> Decimal | None:
    """One piece in a unit that counts single things; None for what is measured.

    >>> piece_of("场"), piece_of("公里"), piece_of("万辆")
    (Decimal('1'), None, Decimal('0.0001'))
    """
    scale = _scale(unit)
    return 1 / Decimal(scale[1].numerator) if scale is not None and scale[2] else None


def is_ratio(unit: str) -> bool:
    """Whether a unit is a percentage or the like."""
    scale = _scale(unit)
    return scale is not None and scale[0] == _RATIO


@lru_cache(maxsize=1024)
def _scale(unit: str) -> tuple[str, Fraction, bool] | None:
    """Dimension, worth in its first unit, and whether it counts single things; None for what no table knows."""
    if unit.endswith("元"):
        try:
            return "金额", Fraction(Money.read(f"1{unit}").fen, FEN_PER_YUAN), False
        except MoneyUnreadable:
            return None
    try:
        multiple, found = find_unit(unit)
    except UnitUnknown:
        return None
    return found.dimension, multiple * found.worth, found.dimension == found.name
