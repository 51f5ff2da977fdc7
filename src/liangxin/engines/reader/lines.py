"""The lines of a document in clean form, without the scars of pages; tables stand apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from liangxin.engines.documents.structure import Document, LineKind
from liangxin.engines.reader.clean import Clean, clean
from liangxin.engines.reader.seams import seams

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
        begins = seams(piece.text)
        for begin, stop in zip(begins, [*begins[1:], len(piece)], strict=True):
            part = piece if len(begins) == 1 else _unmarked(piece[begin:stop])
            if part.text and not _PAGE_NUMBER.fullmatch(part.text):
                start, end = (line.start, line.end) if len(begins) == 1 else (part.origin[0], part.origin[-1] + 1)
                found.append(CleanLine(part, start, end, gap or begin > 0, line.kind, inside))
    return [line for at, line in enumerate(found) if not _lonely_number(found, at)]


def _unmarked(part: Clean) -> Clean:
    """A piece of a line without the Markdown marks that stood at its head before the lines were joined."""
    return part[len(part.text) - len(part.text.lstrip("#-")) :]


def _lonely_number(lines: list[CleanLine], at: int) -> bool:
    """A page number typed alone, blank lines around it; inside a flattened table such a line is a serial number."""
    if not _BARE_NUMBER.fullmatch(lines[at].text) or lines[at].table is not None:
        return False
    return lines[at].gap and (at + 1 == len(lines) or lines[at + 1].gap)
