"""What a cell of a worksheet holds, by its attributes and its text; and where it stands."""

from __future__ import annotations

from functools import cache

from liangxin.engines.sheets.grid import LAST_ROW, PLAIN, Look, RawCell, Sort, column_of
from liangxin.engines.sheets.refusals import BrokenWorkbook
from liangxin.engines.sheets.xlsx_parts import unescaped

_LONGEST_NUMBER = 400  # letters of a number; a Decimal of more would take long
_SORTS = {
    "str": Sort.TEXT,
    "inlineStr": Sort.TEXT,
    "b": Sort.BOOLEAN,
    "e": Sort.ERROR,
    "d": Sort.ISO_DATE,
}
cell_of = tuple.__new__  # a million cells feel the defaults of a named tuple


class CellMaker:
    """Knows the shared texts and number formats of the workbook."""

    def __init__(self, strings: list[str], looks: list[Look]) -> None:
        self.texts = [RawCell(Sort.TEXT, text) if text else None for text in strings]
        self.looks: dict[str | None, Look] = {str(place): look for place, look in enumerate(looks)}
        self.looks[None] = self.looks[""] = looks[0]

    def made(self, kind: str, style: str | None, text: str, formula: bool) -> RawCell | None:
        """A cell, or None where there is nothing in it. Raises BrokenWorkbook."""
        if kind == "n":
            text = text.strip()
        if not text:
            return RawCell(Sort.UNCOMPUTED, "", PLAIN, True) if formula and kind != "str" else None
        if kind == "n":
            if len(text) > _LONGEST_NUMBER:
                raise BrokenWorkbook
            return cell_of(RawCell, (Sort.NUMBER, text, self.looks.get(style, PLAIN), formula))
        if kind == "s":
            shared = self._shared(text.strip())
            return shared._replace(formula=True) if shared and formula else shared
        return RawCell(_SORTS.get(kind, Sort.TEXT), unescaped(text), self.looks.get(style, PLAIN), formula)

    def _shared(self, place: str) -> RawCell | None:
        if not (place.isdecimal() and len(place) < 10 and int(place) < len(self.texts)):
            raise BrokenWorkbook
        return self.texts[int(place)]


@cache
def column_number(letters: str) -> int:
    """The number of the letters of a cell's place. Raises BrokenWorkbook for what are none."""
    number = column_of(letters.strip("$"))
    if not number:
        raise BrokenWorkbook
    return number


def row_number(text: str | None, before: int) -> int:
    """The number that a row says, else the one behind the row before."""
    if text is None:
        return before + 1
    if not (text.isdecimal() and len(text) < 8 and 0 < int(text) <= LAST_ROW):
        raise BrokenWorkbook
    return int(text)
