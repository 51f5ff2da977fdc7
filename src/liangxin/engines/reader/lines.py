"""The lines of a document in clean form, without the scars of pages; tables stand apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from liangxin.engines.documents.structure import Document, LineKind
from liangxin.engines.reader.clean import Clean, clean

_PAGE_NUMBER = re.compile(r"[-—－·_]*\d{1,3}[-—－·_]+|第\d{1,3}页(?:[，/]?共\d{1,3}页)?|\d{1,3}/\d{1,3}|[-—_=*·]{3,}")
_BARE_NUMBER = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class CleanLine:
    """A line in clean form; `start` and `end` bound it as shown, `gap` says that blank lines stand before it."""

    clean: Clean
    start: int
    end: int
    gap: bool
    kind: LineKind
    table: int | None = None

    @property
    def text(self) -> str:
        return self.clean.text


def clean_lines(document: Document) -> list[CleanLine]:
    """All lines with words in them, in order; `table` numbers the table that a line belongs to."""
    text, found, last_end = document.text, [], 0
    tables = iter([*enumerate(document.tables), (None, None)])
    number, table = next(tables)
    for line in document.lines:
        while table is not None and table.end <= line.start:
            number, table = next(tables)
        piece = clean(text, line.start, line.end)
        inside = number if table is not None and table.start <= line.start else None
        gap = text.count("\n", last_end, line.start) > 1 or "\f" in text[last_end : line.start]
        last_end = line.end
        if piece.text and not _PAGE_NUMBER.fullmatch(piece.text):
            found.append(CleanLine(piece, line.start, line.end, gap, line.kind, inside))
    return [line for at, line in enumerate(found) if not _lonely_number(found, at)]


def _lonely_number(lines: list[CleanLine], at: int) -> bool:
    """A page number typed alone, blank lines around it; inside a flattened table such a line is a serial number."""
    if not _BARE_NUMBER.fullmatch(lines[at].text) or lines[at].table is not None:
        return False
    return lines[at].gap and (at + 1 == len(lines) or lines[at + 1].gap)
