"""Quantities: a decimal number with its unit, conversion inside one dimension, and 万 and 亿 before any unit.

Sources: legal units and prefixes GB 3100-1993; 亩 as 1/15 公顷. What is counted (台, 辆, 台（套）) converts into
nothing else: how many 台 one 套 holds is for a measure to say. Energy does not become standard coal here: the
coefficient depends on carrier, method (当量 or 等价) and year, so it belongs to the assessment that states all three.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Self

from liangxin.kernel.refusal import Refusal, RefusalKind
from liangxin.kernel.text import WRITTEN_NUMBER, cut, plain, ungrouped

_MULTIPLES = {"万亿": 10**12, "亿": 10**8, "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3}
_LARGEST_EXPONENT = 24
_WRITTEN = re.compile(rf"{WRITTEN_NUMBER}\s*(?P<unit>[^\d\s.,].*)", re.ASCII)


class UnitUnknown(Refusal):
    """A unit is not in the table."""

    code, kind = "quantity.unit_unknown", RefusalKind.INVALID
    sentence, remedy = "没有“%(unit)s”这个计量单位。", "请核对单位写法，或先在计量单位表中增加。"


class QuantityUnreadable(Refusal):
    """A text is not a number with a unit."""

    code, kind = "quantity.unreadable", RefusalKind.INVALID
    sentence, remedy = "“%(text)s”不是带单位的数量。", "请写成如 2.5万辆、1 200 台、3.5万平方米 的形式。"


class OtherDimension(Refusal):
    """Two units measure different things."""

    code, kind = "quantity.other_dimension", RefusalKind.INVALID
    sentence, remedy = "“%(unit)s”与“%(other)s”计量的不是同一种量，不能换算。", "请改用同一种量的单位。"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the table: its name, what it measures, and how many of the dimension's first unit it is."""

    name: str
    dimension: str
    worth: Fraction


# Dimension: units as (name and other spellings, worth in the first unit).
_MEASURED: dict[str, tuple[tuple[str, Fraction | int], ...]] = {
    "质量": (("吨 t 公吨", 1), ("千克 kg 公斤", Fraction(1, 1000)), ("克 g", Fraction(1, 10**6))),
    "长度": (("米 m", 1), ("公里 km 千米", 1000), ("厘米 cm", Fraction(1, 100)), ("毫米 mm", Fraction(1, 1000))),
    "面积": (("平方米 m2 平米", 1), ("平方公里 km2 平方千米", 10**6), ("公顷 hm2", 10**4), ("亩", Fraction(10**4, 15))),
    "体积": (("立方米 m3", 1), ("升 L", Fraction(1, 1000))),
    "功率": (("千瓦 kW", 1), ("兆瓦 MW", 1000), ("吉瓦 GW", 10**6), ("瓦 W", Fraction(1, 1000))),
    "视在功率": (("千伏安 kVA", 1), ("兆伏安 MVA", 1000)),
    "能量": (
        ("千瓦时 kWh kW·h 千瓦·时 度", 1),
        ("兆瓦时 MWh", 1000),
        ("千焦 kJ", Fraction(1, 3600)),
        ("兆焦 MJ", Fraction(1000, 3600)),
        ("吉焦 GJ", Fraction(10**6, 3600)),
    ),
    "标准煤": (("吨标准煤 tce 吨标煤", 1), ("千克标准煤 kgce 公斤标准煤", Fraction(1, 1000))),
    "二氧化碳": (("吨二氧化碳 tCO2", 1), ("千克二氧化碳 kgCO2", Fraction(1, 1000))),
    "蒸发量": (("蒸吨 蒸吨/小时 t/h", 1),),
    "日处理量": (("吨/日 t/d 吨/天", 1),),
    "算力": (("P PFLOPS", 1), ("E EFLOPS", 1000)),
    "时间": (("小时 h", 1),),
    "比率": (("% 百分比", 1), ("‰", Fraction(1, 10))),
}
_COUNTED = (
    *"台辆套个家户人座艘架部件张条项处对批次所头只床间栋站根组块份单笔盏枚名场种类层把",
    "台（套）",
    "人次",
    "总吨",
)
_OTHER_SPELLINGS = {"台套": "台（套）", "台/套": "台（套）", "套（台）": "台（套）"}


def _table() -> dict[str, Unit]:
    """Units by the comparison form of each of their spellings."""
    units = {plain(name): Unit(name, name, Fraction(1)) for name in _COUNTED}
    for dimension, row in _MEASURED.items():
        for spellings, worth in row:
            unit = Unit(spellings.split()[0], dimension, Fraction(worth))
            units |= {plain(spelling): unit for spelling in spellings.split()}
    return units | {plain(other): units[plain(name)] for other, name in _OTHER_SPELLINGS.items()}


_UNITS = _table()


def find_unit(name: str) -> tuple[int, Unit]:
    """Find a unit and the multiple before it: of 万平方米, 10 000 and 平方米.

    Raises `UnitUnknown`. A name that is a unit as it stands (千瓦, 千克) is never cut into a multiple and a rest.

    >>> find_unit("万平方米")[0], find_unit("㎡")[1].name, find_unit("KWH")[1].dimension
    (10000, '平方米', '能量')
    """
    written = plain(name)
    if written in _UNITS:
        return 1, _UNITS[written]
    for multiple, factor in _MULTIPLES.items():
        unit = _UNITS.get(written.removeprefix(multiple))
        if unit is not None and unit.name not in ("%", "‰"):
            return factor, unit
    raise UnitUnknown(unit=cut(name.strip(), 20))


@dataclass(frozen=True, slots=True, eq=False)
class Quantity:
    """So many of a unit; equal and ordered by what is measured, so that 1 公里 is 1 000 米.

    Adding or comparing across dimensions raises `OtherDimension`.

    >>> Quantity.of("2.5", "万辆") == Quantity.read("25 000辆"), Quantity.read("3 500 米").amount_in("公里")
    (True, Decimal('3.5'))
    """

    value: Decimal
    unit: Unit

    def __post_init__(self) -> None:
        if not isinstance(self.value, Decimal):
            raise TypeError(f"a quantity is counted with a Decimal, not with {self.value!r}")
        if not self.value.is_finite() or (self.value and abs(self.value.adjusted()) > _LARGEST_EXPONENT):
            raise QuantityUnreadable(text=cut(str(self.value), 40))

    @classmethod
    def of(cls, number: Decimal | int | str, unit: str) -> Self:
        """Make a quantity of a number and the name of a unit, which may have 万 or 亿 before it.

        Raises `UnitUnknown` and, for a text that is no number, `QuantityUnreadable`.
        """
        if isinstance(number, bool) or not isinstance(number, Decimal | int | str):
            raise TypeError(f"a quantity is counted with a Decimal, an int or a text, not with {number!r}")
        multiple, found = find_unit(unit)
        try:
            return cls(cls(Decimal(number), found).value * multiple, found)
        except ArithmeticError:  # no number, or beyond what a Decimal holds
            raise QuantityUnreadable(text=cut(str(number), 40)) from None

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a number with a unit: `2.5万辆`, `1,200 台（套）`, `35%`. Raises `QuantityUnreadable`, `UnitUnknown`."""
        found = _WRITTEN.fullmatch(unicodedata.normalize("NFKC", text).strip())
        if found is None:
            raise QuantityUnreadable(text=cut(text.strip(), 40))
        return cls.of(ungrouped(found["number"]), found["unit"])

    def amount_in(self, unit: str) -> Decimal:
        """Return how many of another unit of the same dimension this is, to 28 digits."""
        multiple, other = find_unit(unit)
        if other.dimension != self.unit.dimension:
            raise OtherDimension(unit=self.unit.name, other=unit)
        ratio = self._size() / (other.worth * multiple)
        return Decimal(ratio.numerator) / Decimal(ratio.denominator)

    def to(self, unit: str) -> Quantity:
        """Return the same quantity in another unit of its dimension."""
        return Quantity(self.amount_in(find_unit(unit)[1].name), find_unit(unit)[1])

    def __repr__(self) -> str:
        return f"Quantity.of('{self.value}', '{self.unit.name}')"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Quantity) or self.unit.dimension != other.unit.dimension:
            return False
        return self._size() == self._comparable(other)

    def __hash__(self) -> int:
        return hash((self.unit.dimension, self._size()))

    def __lt__(self, other: Quantity) -> bool:
        return self._size() < self._comparable(other)

    def __le__(self, other: Quantity) -> bool:
        return self._size() <= self._comparable(other)

    def __add__(self, other: Quantity) -> Quantity:
        if not isinstance(other, Quantity):
            return NotImplemented
        return Quantity(self.value + other.amount_in(self.unit.name), self.unit)

    def __neg__(self) -> Quantity:
        return Quantity(-self.value, self.unit)

    def __sub__(self, other: Quantity) -> Quantity:
        return self + -other if isinstance(other, Quantity) else NotImplemented

    def __mul__(self, factor: int | Decimal) -> Quantity:
        if isinstance(factor, bool) or not isinstance(factor, int | Decimal):
            return NotImplemented
        return Quantity(self.value * factor, self.unit)

    def show(self) -> str:
        """Write the quantity as people say it, to two places: `2.5 万辆`, `35%`, `1 200 台（套）`."""
        if self.unit.dimension == "比率":
            return f"{_written(self.value, 2)}{self.unit.name}"
        size = abs(self.value)
        multiple = "亿" if size >= 10**8 else "万" if size >= 10**4 else ""
        return f"{_written(self.value / _MULTIPLES.get(multiple, 1), 2)} {multiple}{self.unit.name}"

    def exact(self) -> str:
        """Write the quantity with every digit: `25 000 辆`."""
        return f"{_written(self.value, None)} {self.unit.name}"

    def _size(self) -> Fraction:
        return Fraction(self.value) * self.unit.worth

    def _comparable(self, other: Quantity) -> Fraction:
        if self.unit.dimension != other.unit.dimension:
            raise OtherDimension(unit=self.unit.name, other=other.unit.name)
        return Fraction(other.value) * other.unit.worth


def _written(number: Decimal, places: int | None) -> str:
    """Write a number with a space between thousands; below one, two significant digits stand for two places."""
    if places is not None:
        finer = max(0, -number.adjusted() - 1) if number else 0
        number = number.quantize(Decimal(1).scaleb(-places - finer), ROUND_HALF_UP)
    digits = f"{number:,f}".replace(",", " ")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
