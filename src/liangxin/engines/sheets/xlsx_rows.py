"""Streams the rows of one worksheet part, and finds what surrounds its cells.

A survey of the raw bytes comes first: merged areas stand behind the cells they cover, and where the last value stands
tells how far the XML must be read at all, so that a million formatted empty rows cost no more than their unpacking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

from liangxin.engines.sheets.grid import (
    LAST_ROW,
    Area,
    Frame,
    Position,
    RawCell,
    RawRow,
    column_of,
)
from liangxin.engines.sheets.limits import SheetLimits
from liangxin.engines.sheets.package import CHUNK, Package, truth
from liangxin.engines.sheets.refusals import BrokenWorkbook, UnsafeWorkbook
from liangxin.engines.sheets.xlsx_cells import CellMaker, column_number, row_number
from liangxin.engines.sheets.xlsx_everyday import EverydayRows

_ROOT = re.compile(rb"<(?:([\w.-]+):)?worksheet[\s>/]")
_COLUMNS = re.compile(rb"<(?:[\w.-]+:)?col\s[^<>]*>")
_MERGED = re.compile(
    rb"<(?:[\w.-]+:)?mergeCell\s[^<>]*?ref\s*=\s*[\"']\$?([A-Za-z]{1,3})\$?(\d{1,7}):\$?([A-Za-z]{1,3})\$?(\d{1,7})"
)
_NUMBER = re.compile(rb"""\b(min|max|hidden)\s*=\s*["'](\w+)["']""")
_VALUES = (b"<v", b"<is", b"<f")  # how a value begins
_MOST_TAIL = 100_000_000
_MOST_MERGED = 300_000


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
    """The rows with content of one part; `maker` is the workbook's."""

    def __init__(self, package: Package, part: str, survey: Survey, maker: CellMaker, limits: SheetLimits) -> None:
        self._package, self._part, self._survey, self._limits = package, part, survey, limits
        self._builder, self._everyday = RowBuilder(survey.prefix.decode(), maker), EverydayRows(maker)

    def rows(self, position: Position) -> Iterator[RawRow]:
        """From the top to the last row with a value. Raises BrokenWorkbook, UnsafeWorkbook."""
        parser = self._builder.parser()
        try:
            for block, is_last in self._blocks(position):
                rows = None if is_last else self._everyday.rows(block)
                if rows is None:
                    parser.Parse(block, is_last)
                    rows = self._builder.taken()
                elif rows:
                    self._builder.number = rows[-1].number
                yield from rows
        except expat.ExpatError as fault:
            raise BrokenWorkbook from fault

    def _blocks(self, position: Position) -> Iterator[tuple[bytes, bool]]:
        """Pieces that end behind a row, up to the last value; and whether the XML must end with the piece."""
        thinner = _Thinner(self._survey.prefix)
        row_end = b"</" + self._survey.prefix + b"row>"
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
            yield thinner.thinned(block), False
            if done:
                return
        yield rest, True


class _Thinner:
    """Takes cells and rows that hold nothing out of the XML, where each says itself which one it is."""

    def __init__(self, prefix: bytes) -> None:
        self._unnumbered = re.compile(rb"<" + prefix + rb"(?:c|row)(?:>|/|\s+(?!r\s*=))")
        self._cell = re.compile(rb"<" + prefix + rb"c\s[^<>]*/>")
        self._row = re.compile(rb"<" + prefix + rb"row\s[^<>]*(?:/>|>\s*</" + prefix + rb"row>)")

    def thinned(self, block: bytes) -> bytes:
        if b"<![CDATA[" in block or self._unnumbered.search(block):
            return block
        return self._row.sub(b"", self._cell.sub(b"", block))


class RowBuilder:
    """Puts rows together from what the parser meets, without an object for each element."""

    def __init__(self, prefix: str, maker: CellMaker) -> None:
        self._maker = maker
        self._row_tag, self._cell_tag, self._formula_tag = f"{prefix}row", f"{prefix}c", f"{prefix}f"
        self._text_tags, self._guide_tag = frozenset((f"{prefix}v", f"{prefix}t")), f"{prefix}rPh"
        self._rows: list[RawRow] = []
        self.number = 0  # of the row before, from which rows without a number count on
        self._column = 0
        self._hidden = self._formula = self._is_in_cell = self._is_in_text = self._is_in_guide = False
        self._cells: dict[int, RawCell] = {}
        self._said: dict[str, str] = {}  # attributes of the cell
        self._text = ""

    def parser(self) -> expat.XMLParserType:
        """One that fills this builder, from the top of a part."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._characters
        self.number, self._is_in_cell, self._is_in_text, self._is_in_guide = 0, False, False, False
        return parser

    def taken(self) -> list[RawRow]:
        """The rows that are complete, once."""
        rows, self._rows = self._rows, []
        return rows

    def _start(self, tag: str, said: dict[str, str]) -> None:
        if tag == self._cell_tag:
            self._said, self._text, self._formula, self._is_in_cell = said, "", False, True
        elif tag in self._text_tags:
            self._is_in_text = self._is_in_cell and not self._is_in_guide
        elif tag == self._row_tag:
            self.number, self._column, self._cells = row_number(said.get("r"), self.number), 0, {}
            self._hidden = truth(said.get("hidden"))
        elif tag == self._formula_tag:
            self._formula = True
        elif tag == self._guide_tag:
            self._is_in_guide = True

    def _characters(self, text: str) -> None:
        if self._is_in_text:
            self._text += text

    def _end(self, tag: str) -> None:
        if tag == self._cell_tag:
            self._is_in_cell = False
            place = self._said.get("r")
            if place is None:
                self._column += 1
            else:
                self._column = column_number(place.rstrip("0123456789"))
            cell = self._maker.made(self._said.get("t", "n"), self._said.get("s"), self._text, self._formula)
            if cell is not None:
                self._cells[self._column] = cell
        elif tag in self._text_tags:
            self._is_in_text = False
        elif tag == self._row_tag:
            if self._cells:
                self._rows.append(RawRow(self.number, self._cells, self._hidden))
        elif tag == self._guide_tag:
            self._is_in_guide = False
