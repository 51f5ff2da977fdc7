"""Text tables (.csv, .tsv, Excel's "Unicode text"): encoding by content, separator by what cuts lines most evenly."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from liangxin.engines.documents.encoding import decode
from liangxin.engines.sheets.grid import LAST_COLUMN, Frame, Position, RawCell, RawRow, SheetName, Sort, TemplateMark
from liangxin.engines.sheets.notices import CharactersDamaged, SheetNotice
from liangxin.engines.sheets.refusals import BrokenWorkbook, NotAWorkbook

SEPARATORS = ",\t;|，"
_SAMPLE_LINES = 50
_SAID = re.compile(r"sep=(.)\r?\n", re.I)  # a line that Excel itself writes and obeys
_TEXT_FORMULA = re.compile(r'="(.*)"', re.S)  # how people keep Excel from changing a long number


class DelimitedBook:
    """A `Book` of one sheet, all of whose cells are texts. Raises NotAWorkbook where the bytes are no text."""

    def __init__(self, raw: bytes, name: str = "") -> None:
        decoded = decode(raw)
        if decoded is None or "\x00" in decoded.text:
            raise NotAWorkbook
        self._text = decoded.text
        said = _SAID.match(self._text)
        self._separator = said[1] if said else _separator(self._text)
        self._skipped = 1 if said else 0
        self.sheets: tuple[SheetName, ...] = (SheetName(name or "CSV"),)
        self.starts_1904 = False
        self.mark: TemplateMark | None = None
        self.notices: list[SheetNotice] = [CharactersDamaged(count=decoded.damaged)] if decoded.damaged else []

    def frame(self, _sheet: SheetName, /) -> Frame:
        """See `Book`."""
        return Frame()

    def rows(self, _sheet: SheetName, position: Position, /) -> Iterator[RawRow]:
        """See `Book`. Rows are counted as Excel counts them when it opens the file."""
        stream = io.StringIO(self._text, newline="")
        size = max(1, len(self._text))
        lines = csv.reader(stream, delimiter=self._separator)
        try:
            for number, values in enumerate(lines, 1):
                position.share = min(1.0, stream.tell() / size)
                cells = {} if number <= self._skipped else _cells(values)
                if cells:
                    yield RawRow(number, cells)
        except csv.Error as fault:
            raise BrokenWorkbook from fault

    def close(self) -> None:
        """See `Book`."""


def _cells(values: list[str]) -> dict[int, RawCell]:
    return {
        column: RawCell(Sort.TEXT, _bare(value))
        for column, value in enumerate(values[:LAST_COLUMN], 1)
        if value and _bare(value)
    }


def _bare(value: str) -> str:
    found = _TEXT_FORMULA.fullmatch(value) if value.startswith("=") else None
    return found[1] if found else value


def _separator(text: str) -> str:
    """The one that cuts most of the first lines into equally many pieces, more than one; a comma where none does."""
    lines = [line for line in text[:100_000].splitlines()[:_SAMPLE_LINES] if line.strip()]

    def evenness(separator: str) -> tuple[int, int]:
        pieces = Counter(line.count(separator) for line in lines)
        pieces.pop(0, None)
        if not pieces:
            return 0, 0
        count, lines_with = pieces.most_common(1)[0]
        return lines_with, count

    best = max(SEPARATORS, key=evenness)
    return best if evenness(best)[0] else ","
