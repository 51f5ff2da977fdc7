"""Growth against a base year: a value, or the reason why there is none. The base value is asked for, never assumed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from liangxin.domains.indicators.rules.converting import scaled
from liangxin.domains.indicators.rules.series import Accumulated
from liangxin.domains.indicators.terms import NoGrowth


@dataclass(frozen=True, slots=True)
class Growth:
    """A growth in percent with the coverage of the amount it was counted from, or why it cannot be told."""

    percent: Decimal | None
    why_not: NoGrowth | None
    got: int
    expected: int


def growth_on_base(amounts: Accumulated, base: Decimal | None, *, is_broken: bool = False) -> Growth:
    """By how many percent the amount of a whole year lies above the base year's; both in one unit.

    Part of a year against a whole base year would be no growth, so that an amount that is not whole has none.

    >>> growth_on_base(Accumulated(Decimal("12.5"), 12, 12), Decimal(10)).percent
    Decimal('25')
    """
    why_not = _why_not(amounts, base, is_broken=is_broken)
    if why_not is not None or amounts.value is None or base is None:
        return Growth(None, why_not, amounts.got, amounts.expected)
    percent = scaled(Decimal(100), Fraction(amounts.value - base) / Fraction(base))
    return Growth(percent, None, amounts.got, amounts.expected)


def _why_not(amounts: Accumulated, base: Decimal | None, *, is_broken: bool) -> NoGrowth | None:
    if base is None:
        return NoGrowth.NO_BASE
    if base <= 0:
        return NoGrowth.BASE_NOT_POSITIVE
    if amounts.value is None:
        return NoGrowth.NO_AMOUNT
    if is_broken:
        return NoGrowth.BROKEN
    return None if amounts.is_whole else NoGrowth.INCOMPLETE
