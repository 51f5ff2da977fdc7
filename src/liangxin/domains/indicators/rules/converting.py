"""How many of one unit another is, for figures of one indicator that come in several units: money and quantities."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from liangxin.domains.indicators.errors import UnitUnfit
from liangxin.domains.indicators.terms import VALUE_PLACES
from liangxin.kernel.quantity import OtherDimension, Quantity, UnitUnknown, find_unit
from liangxin.kernel.text import plain

# kernel.money reads amounts to whole fen; a figure of investment is no entry of a journal and may be finer.
_YUAN = {"元": 1, "千元": 10**3, "万元": 10**4, "百万元": 10**6, "千万元": 10**7, "亿元": 10**8, "万亿元": 10**12}
# A share is said as 1 of 1, of 100 or of 1 000.
_WHOLE = {"%": Decimal(100), "‰": Decimal(1000)}
_FINEST = Decimal(1).scaleb(-VALUE_PLACES)


def converted(value: Decimal, unit: str, other: str) -> Decimal:
    """The value in another unit of the same kind, to the places that are kept. Raises UnitUnfit.

    >>> converted(Decimal("2500"), "万元", "亿元"), converted(Decimal("2.5"), "万辆", "辆")
    (Decimal('0.25'), Decimal('25000'))
    """
    return value if unit == other or plain(unit) == plain(other) else scaled(value, factor_between(unit, other))


def scaled(value: Decimal, factor: Fraction) -> Decimal:
    """A value times an exact factor, to the places that are kept."""
    if factor == 1:
        found = value.quantize(_FINEST)
    else:
        exact = Fraction(value) * factor
        found = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(_FINEST)
    return found.quantize(Decimal(1)) if found == found.to_integral_value() else found.normalize()


@lru_cache(maxsize=1024)
def factor_between(unit: str, other: str) -> Fraction:
    """By what a number of `unit` is multiplied to count in `other`. Raises UnitUnfit."""
    mine, theirs = plain(unit), plain(other)
    if mine == theirs:
        return Fraction(1)
    if mine in _YUAN and theirs in _YUAN:
        return Fraction(_YUAN[mine], _YUAN[theirs])
    try:
        many, found = find_unit(unit)
        times, wanted = find_unit(other)
    except UnitUnknown as unknown:
        raise UnitUnfit(unit=unit, other=other) from unknown
    if found.dimension != wanted.dimension:
        raise UnitUnfit(unit=unit, other=other) from OtherDimension(unit=unit, other=other)
    return found.worth * many / (wanted.worth * times)


def whole_of(unit: str) -> Decimal:
    """What the whole is in a unit of shares: 100 of %, 1 of anything else."""
    return _WHOLE.get(unit.strip(), Decimal(1))


def said(value: Decimal, unit: str) -> str:
    """A figure with its unit for a sentence: as a quantity where the unit is known, else as it stands."""
    try:
        return Quantity.of(value, unit).show()
    except (UnitUnknown, ValueError):
        return f"{value.normalize():f} {unit}"
