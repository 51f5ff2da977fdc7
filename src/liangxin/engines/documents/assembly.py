"""Builds a `Document` piece by piece, so that every reader gets its spans right in one place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from liangxin.engines.documents.limits import Limits
from liangxin.engines.documents.refusals import NoText, TooMuchText, UnsafePackage
from liangxin.engines.documents.structure import Cell, Document, Format, Line, LineKind, Table

# Wider tables do not occur; a span of a million columns does, in files made to do harm.
MOST_COLUMNS = 256
MOST_PLACES = 200_000

# Control characters (PostgreSQL cannot store NUL), lone surrogates (no encoding can), and marks nobody sees.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe\uffff]"
)
_NEWLINE = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_ODD_SPACE = re.compile("[\xa0\u2000-\u200a\u202f\u205f]")
_SPACES = re.compile(r"\s+")


@dataclass(slots=True)
class PlacedCell:
    """A cell on its way into a table."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


def unify_newlines(text: str) -> str:
    return _NEWLINE.sub("\n", text)


def clean(text: str) -> str:
    """What a reader sees: newlines are \\n, no invisible marks, odd spaces are plain ones."""
    return _ODD_SPACE.sub(" ", _UNSEEN.sub("", unify_newlines(text)))


class Assembly:
    """Takes paragraphs and tables in reading order and gives the document.

    Blank paragraphs are left out; a paragraph with line breaks makes one line each.
    """

    def __init__(self, limits: Limits) -> None:
        self._limit = limits.characters
        self._pieces: list[str] = []
        self._length = 0
        self._lines: list[Line] = []
        self._tables: list[Table] = []

    def paragraph(
        self, text: str, kind: LineKind = LineKind.PARAGRAPH, *, level: int | None = None, number: str | None = None
    ) -> None:
        """Add a paragraph; `number` is one that the text lacks and is written before it."""
        number = number or None
        if number:
            text = number + (" " if number[-1].isalnum() else "") + text.lstrip()
        for part in clean(text).split("\n"):
            line = part.strip()
            if line:
                start = self._write(line)
                self._lines.append(Line(start, start + len(line), kind, level, number))
                number = None

    def table(self, cells: Iterable[PlacedCell]) -> None:
        """Add a table; places that no cell covers become empty cells."""
        owners = _grid(cells)
        first = self._length + (1 if self._length else 0)
        seen: dict[int, Cell] = {}
        rows = []
        for row_index, row in enumerate(owners):
            rows.append(self._row(row_index, row, seen))
        if rows:
            self._tables.append(Table(first, self._length, tuple(rows)))

    def _row(self, row_index: int, row: list[PlacedCell], seen: dict[int, Cell]) -> tuple[Cell, ...]:
        position = self._length + (1 if self._length else 0)
        texts, cells = [], []
        for column, owner in enumerate(row):
            shown = ""
            if id(owner) not in seen:
                shown = _SPACES.sub(" ", clean(owner.text)).strip()
                spans = (owner.row_span, owner.column_span)
                seen[id(owner)] = Cell(shown, position, position + len(shown), row_index, column, *spans)
            cells.append(seen[id(owner)])
            texts.append(shown)
            position += len(shown) + 1
        line = "\t".join(texts)
        start = self._write(line)
        if line.strip():
            self._lines.append(Line(start, start + len(line), LineKind.TABLE_ROW))
        return tuple(cells)

    def _write(self, line: str) -> int:
        """Append a line of text and return where it starts."""
        if self._pieces:
            self._length += 1
        start = self._length
        self._pieces.append(line)
        self._length += len(line)
        if self._length > self._limit:
            raise TooMuchText(limit=self._limit)
        return start

    def finish(
        self,
        kind: Format,
        *,
        pages: int | None = None,
        encoding: str | None = None,
        warnings: Iterable[str] = (),
    ) -> Document:
        if not self._lines:
            raise NoText
        text = "\n".join(self._pieces)
        return Document(text, kind, tuple(self._lines), tuple(self._tables), pages, encoding, tuple(warnings))


def plain_document(text: str, kind: Format, limits: Limits, encoding: str | None, warnings: Iterable[str]) -> Document:
    """Text kept as it is, character for character, but for newlines and what cannot be stored."""
    shown = _UNSEEN_IN_PLAIN.sub("", unify_newlines(text))
    if len(shown) > limits.characters:
        raise TooMuchText(limit=limits.characters)
    lines, start = [], 0
    for part in shown.split("\n"):
        if part.strip():
            lines.append(Line(start, start + len(part)))
        start += len(part) + 1
    if not lines:
        raise NoText
    return Document(shown, kind, tuple(lines), encoding=encoding, warnings=tuple(warnings))


_UNSEEN_IN_PLAIN = re.compile("[\x00\ud800-\udfff]|^\ufeff")


def _grid(cells: Iterable[PlacedCell]) -> list[list[PlacedCell]]:
    """The owner of each place, all rows equally long; where two cells claim a place the first keeps it."""
    owned: dict[tuple[int, int], PlacedCell] = {}
    height = width = 0
    for cell in cells:
        height = max(height, cell.row + cell.row_span)
        width = max(width, cell.column + cell.column_span)
        if width > MOST_COLUMNS or height * width > MOST_PLACES:
            raise UnsafePackage
        _claim(owned, cell)
    return [
        [owned.get((row, column)) or PlacedCell("", row, column) for column in range(width)] for row in range(height)
    ]


def _claim(owned: dict[tuple[int, int], PlacedCell], cell: PlacedCell) -> None:
    for row in range(cell.row, cell.row + cell.row_span):
        for column in range(cell.column, cell.column + cell.column_span):
            owned.setdefault((row, column), cell)
