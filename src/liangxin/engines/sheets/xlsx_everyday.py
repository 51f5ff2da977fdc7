"""Reads rows that are spelled as every program spells them, twice as quickly as an XML parser hands them over.

What is spelled in any other way is left to the parser, in whole blocks: `rows` then gives None.
"""

from __future__ import annotations

import re
from functools import lru_cache

from liangxin.engines.sheets.grid import PLAIN, RawCell, RawRow, Sort
from liangxin.engines.sheets.refusals import BrokenWorkbook
from liangxin.engines.sheets.xlsx_cells import CellMaker, cell_of, column_number, row_number

_ROW = re.compile(r'\s*<row r="([1-9]\d{0,6})"([^<>]*)(?<!/)>')
_FORMULA = r"(<f(?: [^<>]*)?/>|<f(?: [^<>]*)?>[^<]*</f>)?"
_CONTENT = r'(?:<v>([^<]*)</v>|<is><t(?: xml:space="preserve")?>([^<]+)</t></is>)'
_CELL = re.compile(rf'<c r="([A-Z]{{1,3}})\d+"(?: s="(\d+)")?(?: t="(\w+)")?>{_FORMULA}{_CONTENT}</c>')
_TAGS_OF_VALUE, _TAGS_OF_TEXT = 4, 6  # how often "<" stands in a cell
_NUMBER = ("n", "")
_LONGEST_PLACE = 10
_IS_PLAIN = re.compile(r"[-+.0-9Ee]{1,99}").fullmatch  # nothing around it, nothing that stands for something else
_LINE_END = re.compile("\r\n?")
_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


class EverydayRows:
    """Cuts blocks of whole rows into cells."""

    def __init__(self, maker: CellMaker) -> None:
        self._maker = maker

    def rows(self, block: bytes) -> list[RawRow] | None:
        """The rows with content of a block; None where a row in it is not of the everyday spelling."""
        try:
            text = block.decode("utf-8")
        except UnicodeDecodeError:
            return None
        *lines, behind = (_LINE_END.sub("\n", text) if "\r" in text else text).split("</row>")
        rows: list[RawRow] = []
        for line in lines:
            head = _ROW.match(line)
            cells = self._cells(line, head.end()) if head else None
            if head is None or cells is None:
                return None
            if cells:
                rows.append(RawRow(row_number(head[1], 0), cells, _is_hidden(head[2])))
        return None if behind.strip() else rows

    def _cells(self, line: str, start: int) -> dict[int, RawCell] | None:
        """None where "<" stands anywhere else than in cells of the everyday spelling."""
        maker, tags, cells = self._maker, line.count("<", start), dict[int, RawCell]()
        texts, looks = maker.texts, maker.looks
        for letters, style, kind, formula, value, inline in _CELL.findall(line, start):
            tags -= _TAGS_OF_TEXT if inline else _TAGS_OF_VALUE
            cell: RawCell | None
            if not formula and kind == "s" and value.isdecimal() and len(value) < _LONGEST_PLACE:
                cell = texts[int(value)] if int(value) < len(texts) else maker.made(kind, style, value, False)
            elif not formula and kind in _NUMBER and _IS_PLAIN(value):
                cell = cell_of(RawCell, (Sort.NUMBER, value, looks.get(style, PLAIN), False))
            else:
                tags -= formula.count("<")
                text = value or inline
                cell = maker.made(kind or "n", style, _unreferred(text) if "&" in text else text, bool(formula))
            if cell is not None:
                cells[column_number(letters)] = cell
        return cells if not tags else None


def _is_hidden(attributes: str) -> bool:
    return "hidden" in attributes and bool(re.search(r'\shidden="(?:1|true)"', attributes))


@lru_cache(maxsize=32_768)  # some programs write all Chinese so, and lists repeat themselves
def _unreferred(text: str) -> str:
    """Raises BrokenWorkbook for a reference that XML does not know."""
    plain, references = _REFERENCE.subn(_referred, text)
    if text.count("&") != references:
        raise BrokenWorkbook
    return plain


def _referred(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    try:
        return chr(int(decimal)) if decimal else chr(int(hexadecimal, 16)) if hexadecimal else _NAMED[name]
    except ValueError as fault:
        raise BrokenWorkbook from fault
