"""Promises and duties of a plan as the rules compare them, and figures brought to one scale.

Here is what a promise is worth: its amount in the first unit of what it measures. Which of two promises is the better
one is said in `comparing`, which of them belong together in `editions` and `alignment`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from liangxin.engines.reader.findings import Comparator, TargetKind
from liangxin.kernel.money import FEN_PER_YUAN, Money
from liangxin.kernel.quantity import UnitUnknown, find_unit
from liangxin.kernel.text import plain

COUNT: Final = "计数"
RATIO: Final = "比率"  # the kernel's name of the dimension of %
MONEY: Final = "金额"
LARGEST_EXPONENT: Final = 24  # as in kernel.quantity: beyond it a figure is a slip of the keyboard

_YUAN = re.compile("(?:万亿|千万|百万|亿|万|千)?元")
# Counting words of which one may hold several of another (a building its homes, a batch its pieces) or that count
# sorts and visits: these compare with themselves alone.
_HOLDING_SEVERAL = frozenset("批组对栋间种类") | {"人次"}
_MULTIPLES = (("万亿", 10**12), ("亿", 10**8), ("万", 10**4))
_RATIO_OF_PARTS = "比"  # 0.8 比 is 0.8 to 1, as the reader writes it


@dataclass(frozen=True, slots=True)
class Promise:
    """A target with its figure. `indicator` is a code of the catalogue, "" outside it; `name` the plan's own words.

    `value` may be None (a direction without a figure, an unreadable figure); a float is a TypeError, a value that is
    not finite or larger than 10^24 a ValueError.
    """

    id: str
    indicator: str
    name: str
    kind: TargetKind
    value: Decimal | None
    unit: str
    comparator: Comparator
    deadline: int | None
    baseline_year: int | None
    hedged: bool = False

    def __post_init__(self) -> None:
        if self.value is not None:
            check_value(self.value)


@dataclass(frozen=True, slots=True)
class Duty:
    """A task with the units that answer for it, by names that compare; the order of units means nothing.

    A text in place of a collection of names is a TypeError: its letters would pass for units.
    """

    id: str
    marker: str
    title: str
    lead: Collection[str] = ()
    supporting: Collection[str] = ()
    due: str = ""

    def __post_init__(self) -> None:
        if isinstance(self.lead, str) or isinstance(self.supporting, str):
            raise TypeError("units are a collection of names")


@dataclass(frozen=True, slots=True)
class Scale:
    """What a unit measures. Units of one `dimension` compare; those of one `sort` are the same but for their size.

    All words that count single things are of one dimension (台 and 辆), each of its own sort.
    """

    dimension: str
    sort: str
    worth: Fraction


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure on its scale: `size` counts the first unit of the dimension (元, 米, %, pieces)."""

    size: Fraction
    scale: Scale

    def is_same_as(self, other: Amount) -> bool:
        """Whether both say one thing: 2.5 万辆 and 25 000 辆 do, 5 台 and 5 套 do not."""
        return self.size == other.size and self.scale.sort == other.scale.sort


def check_value(value: Decimal) -> None:
    """Raise TypeError for what is no Decimal, ValueError for what is not finite or beyond 10^24."""
    if not isinstance(value, Decimal):
        raise TypeError(f"a figure is a Decimal, not {value!r}")
    if not value.is_finite() or (value and abs(value.adjusted()) > LARGEST_EXPONENT):
        raise ValueError(f"{value} is no figure of a plan")


@lru_cache(maxsize=1024)
def scale_of(unit: str) -> Scale:
    """The scale of a unit as written; one that no table knows compares with itself alone (and with 万 or 亿 before it).

    >>> scale_of("万辆").dimension == scale_of("台").dimension, scale_of("公里").worth, scale_of("亿元").worth
    (True, Fraction(1000, 1), Fraction(100000000, 1))
    """
    written = plain(unit)
    if written in ("", "1"):
        return Scale("", "", Fraction(1))
    if written == _RATIO_OF_PARTS:
        return Scale(RATIO, RATIO, Fraction(100))
    if _YUAN.fullmatch(written):
        return Scale(MONEY, MONEY, Fraction(Money.read(f"1{written}").fen, FEN_PER_YUAN))
    try:
        multiple, found = find_unit(unit)
    except UnitUnknown:
        return _scale_of_unknown(written)
    if found.dimension != found.name:  # the kernel gives each counting word a dimension of its own name
        return Scale(found.dimension, found.dimension, multiple * found.worth)
    return Scale(found.name if found.name in _HOLDING_SEVERAL else COUNT, found.name, Fraction(multiple))


def _scale_of_unknown(written: str) -> Scale:
    for multiple, factor in _MULTIPLES:
        rest = written.removeprefix(multiple)
        if rest and rest != written:
            return Scale(rest, rest, Fraction(factor))
    return Scale(written, written, Fraction(1))


def stated_figure(promise: Promise) -> tuple[Decimal, str] | None:
    """Value and unit; None without a figure. 全部完成 is 100 % by its meaning, whether or not somebody wrote that."""
    if promise.kind is TargetKind.COMPLETION:
        return (Decimal(100) if promise.value is None else promise.value), promise.unit or "%"
    return None if promise.value is None else (promise.value, promise.unit)


def amount_of(promise: Promise) -> Amount | None:
    """The promise's figure on its scale; None for one without a figure, which is never read as nothing at all."""
    figure = stated_figure(promise)
    return None if figure is None else amount(*figure)


@lru_cache(maxsize=4096)  # each figure above is looked at again for every region below
def amount(value: Decimal, unit: str) -> Amount:
    """A value with its unit on its scale.

    >>> amount(Decimal("2.5"), "万辆").size == amount(Decimal(25000), "台").size
    True
    """
    scale = scale_of(unit)
    return Amount(Fraction(value) * scale.worth, scale)


def size_in(size: Fraction, unit: str) -> Decimal:
    """A size of the first unit, told in another unit of its dimension, to 28 digits and without idle zeros.

    >>> size_in(Fraction(25000), "万辆"), size_in(Fraction(35), "%")
    (Decimal('2.5'), Decimal('35'))
    """
    told = size / scale_of(unit).worth
    return Decimal(told.numerator) / Decimal(told.denominator)
