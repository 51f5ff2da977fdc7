"""Reads whole and decimal numbers, quantities and money, with the units that people type into cells.

A unit in the cell goes before that of the head. Nothing is rounded but the noise behind the fifteenth digit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from liangxin.engines.sheets.cell_refusals import (
    CellRefused,
    FinerThanFen,
    NotANumber,
    NotWhole,
    PrecisionLost,
    TooGreat,
    TooSmall,
    UnitOfAnotherKind,
)
from liangxin.engines.sheets.grid import PLAIN, RawCell, Sort
from liangxin.engines.sheets.notices import ShownScaled, SmallShare
from liangxin.engines.sheets.setting import EXACT, Setting, cleared, exact_number, plain_digits
from liangxin.engines.sheets.sheet_type import YUAN
from liangxin.kernel.money import Money, MoneyUnreadable, NotWholeFen
from liangxin.kernel.quantity import OtherDimension, Quantity, QuantityUnreadable, UnitUnknown, find_unit
from liangxin.kernel.text import WRITTEN_NUMBER, ungrouped

Convert = Callable[[RawCell, int], object]

SCIENTIFIC = re.compile(r"[-+]?\d(?:\.\d+)?E\+?(\d+)", re.I)
_TYPED = re.compile(
    rf"(?:人民币|RMB|CNY)?\s*¥?\s*{WRITTEN_NUMBER}\s*(?P<unit>[%‰]|(?![\u2000-\u206f])[A-Za-z\u0080-\uffff][^\d]*\d?[^\d]*)?",
    re.ASCII,
)
_MULTIPLES = {"千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
_LONGEST = 60
_MOST_DIGITS = 15
_EVERYDAY = 12  # digits of a number that needs no second look
_PERCENT = "%"


class Shown(NamedTuple):
    """A number as a person reads it, and the unit that stands beside it in the cell."""

    number: Decimal
    unit: str


class Figure(NamedTuple):
    """A number of a column whose rows count different things: `unit` is what the cell, its heading or the corner says.

    It is empty where none of them says any; which units fit, and what they are worth, is for the caller to know.
    """

    number: Decimal
    unit: str = ""


def figure_converter(setting: Setting) -> Convert:
    """Gives a `Figure`; nothing is converted."""

    def convert(cell: RawCell, row: int) -> Figure:
        shown = _shown(cell, setting, row)
        if shown.number.adjusted() >= _MOST_DIGITS:
            raise setting.refused(TooGreat, cell, bound=f"10^{_MOST_DIGITS}")
        check_bounds(shown.number, cell, setting)
        return Figure(shown.number, shown.unit or setting.unit)

    return convert


def whole_converter(setting: Setting) -> Convert:
    """Gives an int, in the column's unit where it has one."""
    measure = _Measure(setting) if setting.column.unit else None

    def convert(cell: RawCell, row: int) -> int:
        shown = _shown(cell, setting, row)
        number = measure.amount(cell, shown) if measure else _without_unit(cell, shown, setting)
        if number != number.to_integral_value():
            raise setting.refused(NotWhole, cell)
        if number.adjusted() >= _MOST_DIGITS:
            raise setting.refused(TooGreat, cell, bound=f"10^{_MOST_DIGITS}")
        check_bounds(number, cell, setting)
        return int(number)

    return convert


def decimal_converter(setting: Setting) -> Convert:
    """Gives a Decimal; 35% is 0.35."""

    def convert(cell: RawCell, row: int) -> Decimal:
        shown = _shown(cell, setting, row)
        is_share = (shown.unit or setting.unit) == _PERCENT
        number = shown.number / 100 if is_share else _without_unit(cell, shown, setting)
        if number.adjusted() >= _MOST_DIGITS:
            raise setting.refused(TooGreat, cell, bound=f"10^{_MOST_DIGITS}")
        check_bounds(number, cell, setting)
        return number

    return convert


def quantity_converter(setting: Setting) -> Convert:
    """Gives a `Quantity` in the unit of the column."""
    measure = _Measure(setting)
    is_share = measure.unit.name == _PERCENT

    def convert(cell: RawCell, row: int) -> Quantity:
        shown = _shown(cell, setting, row)
        if is_share and not shown.unit and 0 < abs(shown.number) <= 1:
            setting.note(SmallShare, row)
        amount = measure.amount(cell, shown)
        check_bounds(amount, cell, setting)
        return measure.quantity(cell, amount)

    return convert


def money_converter(setting: Setting) -> Convert:
    """Gives `Money`."""
    in_force, own = YUAN[setting.unit], YUAN[setting.column.unit]

    def convert(cell: RawCell, row: int) -> Money:
        shown = _shown(cell, setting, row)
        worth = YUAN.get(shown.unit.removesuffix("整")) if shown.unit else in_force
        if worth is None:
            raise setting.refused(UnitOfAnotherKind, cell, unit=shown.unit, expected=setting.column.unit)
        yuan = shown.number * worth
        try:
            money = _money(yuan)
        except NotWholeFen as fault:
            raise setting.refused(FinerThanFen, cell) from fault
        except MoneyUnreadable as fault:
            raise setting.refused(NotANumber, cell) from fault
        check_bounds(yuan / own, cell, setting)
        return money

    return convert


def _money(yuan: Decimal) -> Money:
    """The everyday case without the detour over fractions, which a million cells feel."""
    fen = yuan.scaleb(2)
    if fen.adjusted() < _MOST_DIGITS and fen == (whole := int(fen)):
        return Money(whole)
    return Money.from_yuan(yuan)


class _Measure:
    """Turns numbers of any unit of a dimension into the column's."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self.multiple, self.unit = find_unit(setting.column.unit)
        self._in_force = self._factor(setting.unit)
        self._factors: dict[str, Decimal | type[CellRefused]] = {}

    def amount(self, cell: RawCell, shown: Shown) -> Decimal:
        """The number in the column's unit."""
        if not shown.unit:
            return shown.number * self._in_force
        factor = self._factors.get(shown.unit)
        if factor is None:
            factor = self._factors[shown.unit] = self._factor_or_refusal(shown.unit)
        if isinstance(factor, Decimal):
            return shown.number * factor
        expected = self._setting.column.unit
        raise self._setting.refused(factor, cell, unit=shown.unit, expected=expected)

    def quantity(self, cell: RawCell, amount: Decimal) -> Quantity:
        try:
            return Quantity(amount * self.multiple, self.unit)
        except QuantityUnreadable as fault:
            raise self._setting.refused(NotANumber, cell) from fault

    def _factor_or_refusal(self, unit: str) -> Decimal | type[CellRefused]:
        try:
            return self._factor(unit)
        except (UnitUnknown, OtherDimension):
            return UnitOfAnotherKind

    def _factor(self, unit: str) -> Decimal:
        """How many of the column's unit one of another is. A mere 万 stands before the unit itself."""
        if unit in _MULTIPLES:
            return Decimal(_MULTIPLES[unit]) / self.multiple
        return Quantity.of(1, unit).amount_in(self.unit.name) / self.multiple


def _shown(cell: RawCell, setting: Setting, row: int) -> Shown:
    """The number and unit of a cell. Raises NotANumber, PrecisionLost."""
    if cell.sort is Sort.NUMBER and cell.look is PLAIN and len(cell.text) <= _EVERYDAY and cell.text.isdecimal():
        return Shown(Decimal(cell.text), "")
    if cell.sort is Sort.TEXT:
        return _typed(cell, setting)
    number = exact_number(cell) if cell.sort is Sort.NUMBER and not cell.look.is_date else None
    if number is None:
        raise setting.refused(NotANumber, cell)
    if abs(number) >= EXACT:
        raise setting.refused(PrecisionLost, cell)
    look = cell.look
    if look is PLAIN:
        return Shown(number, "")
    if look.is_percent:
        return Shown(number * 100, _PERCENT)
    unit = _known_unit(look.unit)
    if unit or look.scale != 1:
        setting.note(ShownScaled, row)
    return Shown(number / look.scale, unit)


def _known_unit(text: str) -> str:
    """The text behind a number where it is a unit; else it says something else and is left aside."""
    if not text or text in YUAN or text in _MULTIPLES:
        return text
    try:
        find_unit(text)
    except UnitUnknown:
        return ""
    return text


def _typed(cell: RawCell, setting: Setting) -> Shown:
    text = unicodedata.normalize("NFKC", cleared(cell.text)).replace("\u2212", "-").strip().removeprefix("'").strip()
    found = _TYPED.fullmatch(text) if len(text) <= _LONGEST and not SCIENTIFIC.fullmatch(text) else None
    if found is None:
        raise setting.refused(NotANumber, cell)
    return Shown(Decimal(re.sub(r"\s", "", ungrouped(found["number"]))), re.sub(r"\s", "", found["unit"] or ""))


def _without_unit(cell: RawCell, shown: Shown, setting: Setting) -> Decimal:
    """The number where the column has no unit: 万 alone may stand behind it."""
    if not shown.unit:
        return shown.number
    if shown.unit not in _MULTIPLES:
        raise setting.refused(NotANumber, cell)
    return shown.number * _MULTIPLES[shown.unit]


def check_bounds(number: Decimal, cell: RawCell, setting: Setting) -> None:
    """Raises TooSmall, TooGreat."""
    least, most = setting.column.limits.least, setting.column.limits.most
    if isinstance(least, Decimal) and number < least:
        raise setting.refused(TooSmall, cell, bound=f"{plain_digits(least)}{setting.column.unit}")
    if isinstance(most, Decimal) and number > most:
        raise setting.refused(TooGreat, cell, bound=f"{plain_digits(most)}{setting.column.unit}")
