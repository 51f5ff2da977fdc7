"""What the cells of one column are read with, and how a cell is shown in a refusal."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Any

from liangxin.engines.sheets.cell_refusals import CellRefused
from liangxin.engines.sheets.grid import RawCell, Sort
from liangxin.engines.sheets.notices import SheetNotice, Tally
from liangxin.engines.sheets.sheet_type import Column, Kind
from liangxin.kernel.identifiers import mask_phone, mask_plate, mask_resident_id
from liangxin.kernel.text import cut

EXACT = 10**15  # from here on a number of Excel has lost digits
_FIFTEEN = Context(
    prec=15, rounding=ROUND_HALF_UP
)  # digits that Excel shows; those behind are noise of binary fractions
_NOISE = Decimal("1E-11")
_SURELY_EXACT = 12  # letters of a number that has neither noise nor more than fifteen digits
_SHOWN = 40
_FEWEST_DIGITS = 4  # of a text that may be somebody's number; 待定 need not be masked
_MASKS: dict[Kind, Callable[[str], str]] = {
    Kind.RESIDENT_ID: mask_resident_id,
    Kind.PHONE: mask_phone,
    Kind.PLATE: mask_plate,
}
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")  # copied along from web pages
_FIRST_1900, _FIRST_1904 = date(1899, 12, 30), date(1904, 1, 1)
_NO_SUCH_DAY = 60  # Excel's 29 February 1900
_LAST_SERIAL = 2_958_465  # 9999-12-31


@dataclass(frozen=True, slots=True)
class Setting:
    """`unit`: that of plain numbers, by head, corner or column. `on`: the day as of which numbers are judged."""

    column: Column
    letters: str
    unit: str
    starts_1904: bool
    on: date | None
    tally: Tally

    def refused(self, kind: type[CellRefused], cell: RawCell, **details: Any) -> CellRefused:
        """A refusal of this column's cell."""
        return kind(field=self.column.code, column=self.column.label, typed=self.typed(cell), **details)

    def note(self, kind: type[SheetNotice], row: int, **details: Any) -> None:
        """Count a notice on a cell of this column."""
        self.tally.add(kind, f"{self.letters}{row}", column=self.column.label, **details)

    def typed(self, cell: RawCell) -> str:
        """What stands in a cell, on one line, short, and masked where it is personal."""
        return shown_text(self.column.kind, self.shown(cell))

    def shown(self, cell: RawCell) -> str:
        """What the eye sees in a cell, nearly: days as days, per cent as such, the rest digit by digit."""
        if cell.sort is not Sort.NUMBER:
            return {"1": "TRUE", "0": "FALSE"}.get(cell.text, cell.text) if cell.sort is Sort.BOOLEAN else cell.text
        day = serial_day(cell.text, self.starts_1904) if cell.look.is_date else None
        if day:
            return day.isoformat()
        number = exact_number(cell)
        if number is None:
            return cell.text
        if cell.look.is_percent:
            return f"{plain_digits(number * 100)}%"
        before, digits = cell.look.pattern
        is_code = number >= 0 and number == number.to_integral_value()
        return before + plain_digits(number).zfill(digits) if is_code else plain_digits(number)


def cleared(text: str) -> str:
    """A text without signs that nobody sees, and with one sort of space.

    >>> cleared("\\u202a138\\xa00013\\u202c")
    '138 0013'
    """
    return text if text.isascii() else _INVISIBLE.sub("", _SPACES.sub(" ", text))


def shown_text(kind: Kind, text: str) -> str:
    """A text as a refusal may show it."""
    one_line = cut(" ".join(text.split()), _SHOWN)
    is_number = sum(sign.isdecimal() for sign in one_line) >= _FEWEST_DIGITS
    return _MASKS[kind](one_line) if kind in _MASKS and is_number else one_line


def exact_number(cell: RawCell) -> Decimal | None:
    """The number of a cell to the fifteen digits that Excel keeps; None where its text is no number."""
    text = cell.text
    if len(text) <= _SURELY_EXACT and text.replace(".", "", 1).isdecimal():
        return Decimal(text)
    try:
        number = Decimal(text)
        if not number.is_finite() or number.adjusted() > 400:
            return None
        rounded = _FIFTEEN.plus(number)
    except ArithmeticError:
        return None
    return Decimal(0) if abs(rounded) < _NOISE else rounded


def plain_digits(number: Decimal) -> str:
    """A number without an exponent and without zeros that say nothing.

    >>> plain_digits(Decimal("2.50")), plain_digits(Decimal("1E+3")), plain_digits(Decimal("3.7E+17"))
    ('2.5', '1000', '3.7E+17')
    """
    if number and not -20 < number.adjusted() < 17:
        return str(number.normalize())
    digits = f"{number:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


@lru_cache(maxsize=16_384)
def serial_day(text: str, starts_1904: bool) -> date | None:
    """The day of a serial number, without its hours; None for what is none.

    >>> serial_day("45838.5", False), serial_day("44376", True), serial_day("59", False), serial_day("60", False)
    (datetime.date(2025, 6, 30), datetime.date(2025, 6, 30), datetime.date(1900, 2, 28), None)
    """
    try:
        number = Decimal(text)
    except ArithmeticError:
        return None
    if not number.is_finite() or number.adjusted() > 8:  # 1E+999999 would take long to write out
        return None
    serial = int(number)
    if not 0 <= serial <= _LAST_SERIAL - 1462 * starts_1904:
        return None
    if starts_1904:
        return _FIRST_1904 + timedelta(serial)
    if serial in (0, _NO_SUCH_DAY):
        return None
    return _FIRST_1900 + timedelta(serial + (serial < _NO_SUCH_DAY))
