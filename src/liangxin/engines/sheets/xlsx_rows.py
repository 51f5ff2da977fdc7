"""Streams the rows of one worksheet part, and finds what surrounds its cells.

A survey of the raw bytes comes first: merged areas stand behind the cells they cover, and where the last value stands
tells how far the XML must be read at all, so that a million formatted empty rows cost no more than their unpacking.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from liangxin.engines.sheets.grid import (
    LAST_COLUMN,
    LAST_ROW,
    PLAIN,
    Area,
    Frame,
    Look,
    Position,
    RawCell,
    RawRow,
    Sort,
    column_of,
)
from liangxin.engines.sheets.limits import SheetLimits
from liangxin.engines.sheets.package import CHUNK, Package, local_name, truth
from liangxin.engines.sheets.refusals import BrokenWorkbook, UnsafeWorkbook
from liangxin.engines.sheets.xlsx_parts import text_of, unescaped

_ROOT = re.compile(rb"<(?:([\w.-]+):)?worksheet[\s>/]")
_COLUMNS = re.compile(rb"<(?:[\w.-]+:)?col\s[^<>]*>")
_MERGED = re.compile(
    rb"<(?:[\w.-]+:)?mergeCell\s[^<>]*?ref\s*=\s*[\"']\$?([A-Za-z]{1,3})\$?(\d{1,7}):\$?([A-Za-z]{1,3})\$?(\d{1,7})"
)
_NUMBER = re.compile(rb"""\b(min|max|hidden)\s*=\s*["'](\w+)["']""")
_VALUES = (b"<v", b"<is", b"<f")  # how a value begins
_MOST_TAIL = 100_000_000
_MOST_MERGED = 300_000
_LONGEST_NUMBER = 400  # letters of a number; a Decimal of more would take long
_SORTS = {
    "s": Sort.TEXT,
    "str": Sort.TEXT,
    "inlineStr": Sort.TEXT,
    "b": Sort.BOOLEAN,
    "e": Sort.ERROR,
    "d": Sort.ISO_DATE,
}


@dataclass(frozen=True, slots=True)
class Survey:
    """`values_end`: offset behind which no cell has a value. `prefix`: that of the worksheet's tags, with its colon."""

    values_end: int
    prefix: bytes
    frame: Frame


def survey_sheet(package: Package, part: str) -> Survey:
    """What only the end of a part tells, found without parsing it. Raises BrokenWorkbook, UnsafeWorkbook."""
    prefix, end_mark = b"", b"</sheetData"
    marks: tuple[bytes, ...] = _VALUES
    offset, last, before, tail, head = 0, 0, b"", bytearray(), b""
    in_tail = False
    for chunk in package.chunks(part):
        if not head:
            head = chunk
            found = _ROOT.search(chunk)
            if found and found[1]:
                prefix = found[1] + b":"
                marks = tuple(b"<" + prefix + mark[1:] for mark in _VALUES)
                end_mark = b"</" + prefix + b"sheetData"
        seen = before + chunk
        start = offset - len(before)
        ends = -1 if in_tail else seen.find(end_mark)
        body = seen if ends < 0 else seen[:ends]
        if not in_tail:
            last = max(last, *(start + body.rfind(mark) for mark in marks if mark in body), 0)
        if in_tail or ends >= 0:
            tail += chunk if in_tail else seen[ends:]
            in_tail = True
        if len(tail) > _MOST_TAIL:
            raise UnsafeWorkbook
        offset += len(chunk)
        before = seen[-32:]
    return Survey(last, prefix, Frame(_merged(bytes(tail)), _hidden_columns(head)))


def _merged(tail: bytes) -> tuple[Area, ...]:
    areas = []
    for left, top, right, bottom in _MERGED.findall(tail):
        area = Area(int(top), column_of(left.decode()), int(bottom), column_of(right.decode()))
        if 0 < area.top <= area.bottom <= LAST_ROW and 0 < area.left <= area.right:
            areas.append(area)
        if len(areas) > _MOST_MERGED:
            raise UnsafeWorkbook
    return tuple(areas)


def _hidden_columns(head: bytes) -> tuple[tuple[int, int], ...]:
    """Columns are described before the rows, within the first megabyte."""
    hidden = []
    for found in _COLUMNS.findall(head):
        said = {name: value.decode() for name, value in _NUMBER.findall(found)}
        first, last = said.get(b"min", ""), said.get(b"max", "")
        if truth(said.get(b"hidden")) and first.isdecimal() and last.isdecimal() and len(first + last) < 12:
            hidden.append((int(first), int(last)))
    return tuple(hidden)


class RowStream:
    """The rows with content of one part; `strings` and `looks` are the workbook's."""

    def __init__(
        self, package: Package, part: str, survey: Survey, strings: list[str], looks: list[Look], limits: SheetLimits
    ) -> None:
        self._package, self._part, self._survey, self._limits = package, part, survey, limits
        self._strings, self._looks = strings, looks
        self._columns: dict[str, int] = {}
        self._tags: dict[str, str] = {}
        self._last = 0
        self._is_whole = False  # whether the part was read to its end, which must then be that of its XML

    def rows(self, position: Position) -> Iterator[RawRow]:
        """From the top to the last row with a value. Raises BrokenWorkbook, UnsafeWorkbook."""
        parser = etree.XMLPullParser(
            ("end",), tag="{*}row", resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
        )
        self._last = 0
        try:
            for block in self._blocks(position):
                parser.feed(block)
                yield from self._rows_of(parser.read_events())
            if self._is_whole:
                parser.close()
        except etree.XMLSyntaxError as fault:
            raise BrokenWorkbook from fault

    def _rows_of(self, events: Iterable[Any]) -> Iterator[RawRow]:
        """The rows of events, of which only ends of elements were asked for."""
        for _, element in events:
            self._last = self._row_number(element, self._last)
            cells = self._cells(element)
            if cells:
                yield RawRow(self._last, cells, truth(element.get("hidden")))
            _forget(element)

    def _blocks(self, position: Position) -> Iterator[bytes]:
        """Pieces that end behind a row, without the cells and rows that hold nothing, up to the last value."""
        prefix = self._survey.prefix
        row_end = b"</" + prefix + b"row>"
        empty_cell = re.compile(rb"<" + prefix + rb"c [^<>]*/>")
        empty_row = re.compile(rb"<" + prefix + rb"row [^<>]*(?:/>|>\s*</" + prefix + rb"row>)")
        end, size = self._survey.values_end, max(1, self._package.size(self._part))
        offset, rest = 0, b""
        for chunk in self._package.chunks(self._part):
            offset += len(chunk)
            rest += chunk
            done = offset > end
            cut_at = rest.find(row_end, max(0, end - (offset - len(rest)))) if done else rest.rfind(row_end)
            position.share = min(1.0, offset / min(size, end + CHUNK))
            if cut_at < 0:
                if len(rest) > self._limits.row_bytes:
                    raise UnsafeWorkbook
                continue
            block, rest = rest[: cut_at + len(row_end)], rest[cut_at + len(row_end) :]
            if b"<![CDATA[" not in block:
                block = empty_row.sub(b"", empty_cell.sub(b"", block))
            yield block
            if done:
                return
        self._is_whole = True
        yield rest

    def _row_number(self, element: etree._Element, before: int) -> int:
        text = element.get("r")
        if text is None:
            return before + 1
        if not (text.isdecimal() and len(text) < 8 and 0 < int(text) <= LAST_ROW):
            raise BrokenWorkbook
        return int(text)

    def _cells(self, row: etree._Element) -> dict[int, RawCell]:
        cells: dict[int, RawCell] = {}
        column = 0
        for element in row:
            place = element.get("r")
            if place is None:
                column += 1
            else:
                letters = place.rstrip("0123456789")
                column = self._columns.get(letters) or self._column(letters)
            cell = self._cell(element)
            if cell is not None and column <= LAST_COLUMN:
                cells[column] = cell
        return cells

    def _column(self, letters: str) -> int:
        number = self._columns[letters] = column_of(letters.strip("$"))
        if not number:
            raise BrokenWorkbook
        return number

    def _cell(self, element: etree._Element) -> RawCell | None:
        """A cell, or None where there is nothing in it."""
        value, formula, inline = None, False, None
        for part in element:
            name = self._tags.get(part.tag) or self._name(part)
            if name == "v":
                value = part.text
            elif name == "f":
                formula = True
            elif name == "is":
                inline = text_of(part)
        kind = element.get("t", "n")
        if inline is not None and kind == "inlineStr":
            return RawCell(Sort.TEXT, inline, PLAIN, formula) if inline else None
        if value is None:
            return RawCell(Sort.UNCOMPUTED, "", PLAIN, True) if formula and kind != "str" else None
        if kind == "s":
            return self._shared(value, formula)
        look = self._look(element.get("s"))
        if kind != "n":
            return RawCell(_SORTS.get(kind, Sort.TEXT), unescaped(value), look, formula)
        value = value.strip()
        if len(value) > _LONGEST_NUMBER:
            raise BrokenWorkbook
        return RawCell(Sort.NUMBER, value, look, formula) if value else None

    def _name(self, part: etree._Element) -> str:
        """The local name, remembered by the whole tag, which is quicker than cutting it a million times."""
        name = local_name(part)
        if name:
            self._tags[part.tag] = name
        return name

    def _shared(self, value: str, formula: bool) -> RawCell | None:
        if not (value.isdecimal() and len(value) < 10 and int(value) < len(self._strings)):
            raise BrokenWorkbook
        text = self._strings[int(value)]
        return RawCell(Sort.TEXT, text, PLAIN, formula) if text else None

    def _look(self, style: str | None) -> Look:
        if style is None:
            return self._looks[0]
        place = int(style) if style.isdecimal() and len(style) < 7 else 0
        return self._looks[place] if place < len(self._looks) else PLAIN


def _forget(element: etree._Element) -> None:
    """Rows that are done take no memory."""
    element.clear()
    above = element.getparent()
    while above is not None and element.getprevious() is not None:
        del above[0]
