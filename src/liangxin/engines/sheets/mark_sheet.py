"""Marks one worksheet part while it streams by: as it was byte for byte, but for marked cells and what is added.

The parser only tells where things stand; what is written is cut from the part itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat
from xml.sax.saxutils import escape

from liangxin.engines.sheets.grid import column_of, letters_of
from liangxin.engines.sheets.mark_styles import StyleBook
from liangxin.engines.sheets.refusals import BrokenWorkbook
from liangxin.engines.sheets.template_cells import writable

_STYLE = re.compile(rb"""(\ss\s*=\s*)(?:"\d*"|'\d*')""")
_SPANS = re.compile(rb"""\sspans\s*=\s*(?:"[^"]*"|'[^']*')""")
_REF = re.compile(rb"""ref\s*=\s*["']([A-Z]{1,3})(\d+)(?::([A-Z]{1,3})(\d+))?["']""")
_COLUMN = re.compile(rb"<[\w.:-]*\bcol\s[^<>]*?/?>")
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# What stands behind legacyDrawing in a worksheet (ECMA-376 18.3.1.99).
_BEHIND_DRAWING = frozenset(
    [
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "oleObjects",
        "controls",
        "AlternateContent",
        "webPublishItems",
        "tableParts",
        "extLst",
    ]
)
_PROBLEM_WIDTH = 60


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """What to mark: columns by row, the text for the column of problems by row, and where that column stands.

    `had_problems`: the sheet has the column already, from an earlier marking. `drawing`: id of the relation to the
    drawing of comments, "" where there are none to add.
    """

    cells: dict[int, set[int]]
    problems: dict[int, str]
    column: int
    had_problems: bool
    drawing: str = ""


@dataclass(slots=True)
class _Row:
    """A row on its way: what is still to be put into it, by column."""

    number: int = 0
    column: int = 0
    waiting: dict[int, bytes] = field(default_factory=dict)


class SheetMarker:
    """Copies one worksheet; `old_drawing` is afterwards the id of the drawing that it had for comments, or ""."""

    def __init__(self, marks: SheetMarks, styles: StyleBook | None) -> None:
        self._marks, self._styles = marks, styles
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._buffer, self._base = b"", 0
        self._edits: list[tuple[int, int, bytes]] = []
        self._seen = 0
        self._held: int | None = None  # start of an element that will be replaced as a whole
        self._depth = 0
        self._prefix = ""
        self._row = _Row()
        self._has_columns = self._has_drawing = False
        self.old_drawing = ""

    def copy(self, chunks: Iterable[bytes], target: IO[bytes]) -> None:
        """Raises BrokenWorkbook."""
        try:
            for chunk in chunks:
                self._buffer += chunk
                self._parser.Parse(chunk, False)
                self._flush(target, self._seen if self._held is None else min(self._held, self._seen))
            self._parser.Parse(b"", True)
        except expat.ExpatError as fault:
            raise BrokenWorkbook from fault
        self._flush(target, self._base + len(self._buffer))

    def _flush(self, target: IO[bytes], until: int) -> None:
        """Write what is behind us, with its edits."""
        done = 0
        for start, end, new in self._edits:
            if start > until or end > until:
                break
            target.write(self._buffer[: start - self._base])
            target.write(new)
            self._buffer, self._base = self._buffer[end - self._base :], end
            done += 1
        del self._edits[:done]
        target.write(self._buffer[: until - self._base])
        self._buffer, self._base = self._buffer[until - self._base :], until

    def _tag(self, start: int) -> bytes:
        here = start - self._base
        return self._buffer[here : self._buffer.index(b">", here) + 1]

    def _named(self, name: str) -> str:
        return f"{self._prefix}{name}"

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._seen = self._parser.CurrentByteIndex
        prefix, _, local = name.rpartition(":")
        if self._depth == 0:
            self._prefix = f"{prefix}:" if prefix else ""
        elif local == "c":
            self._start_cell(attributes)
        elif local == "row":
            self._start_row(attributes)
        elif self._depth == 1:
            self._start_part(local, attributes)
        self._depth += 1

    def _end(self, name: str) -> None:
        self._seen = self._parser.CurrentByteIndex
        self._depth -= 1
        local = name.rpartition(":")[2]
        if local == "row" and self._row.waiting:
            self._edits.append(
                (self._seen, self._seen, b"".join(cell for _, cell in sorted(self._row.waiting.items())))
            )
            self._row.waiting = {}
        elif self._held is not None and local in ("c", "cols"):
            self._end_held(local, self._held)
        elif self._depth == 0:
            self._add_drawing()

    def _end_held(self, local: str, start: int) -> None:
        opening = self._tag(start)
        is_empty = opening.endswith(b"/>")
        end = start + len(opening) if is_empty else self._seen + len(self._tag(self._seen))
        old = self._buffer[start - self._base : end - self._base]
        self._edits.append((start, end, self._columns(old) if local == "cols" else b""))
        self._held = None

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = _whole(attributes.get("r")) or self._row.number + 1
        self._row = _Row(number)
        tag = self._tag(self._seen)
        if tag.endswith(b"/>"):
            return
        for column in self._marks.cells.get(number, ()):
            style = self._styles.marked(0) if self._styles else 0
            self._row.waiting[column] = self._cell(number, column, style, "")
        if number in self._marks.problems:
            style = self._styles.problem() if self._styles else 0
            self._row.waiting[self._marks.column] = self._cell(
                number, self._marks.column, style, self._marks.problems[number]
            )
        if self._row.waiting:
            self._edits.append((self._seen, self._seen + len(tag), _SPANS.sub(b"", tag)))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        row, place = self._row, attributes.get("r")
        row.column = column_of(place.rstrip("0123456789")) if place else row.column + 1
        stale = self._styles.marked_before if self._styles else ()
        if not (row.waiting or stale or self._marks.had_problems):
            return
        for column in sorted(each for each in row.waiting if each < row.column):
            self._edits.append((self._seen, self._seen, row.waiting.pop(column)))
        if row.column == self._marks.column:
            if row.waiting.get(row.column) is not None:
                self._edits.append((self._seen, self._seen, row.waiting.pop(row.column)))
            if row.number in self._marks.problems or self._marks.had_problems:
                self._held = self._seen
            return
        style = _whole(attributes.get("s"))
        if row.waiting.pop(row.column, None) is not None and self._styles:
            self._restyle(self._styles.marked(style))
        elif style in stale and self._styles:
            self._restyle(self._styles.unmarked(style))

    def _restyle(self, style: int) -> None:
        tag = self._tag(self._seen)
        new, found = _STYLE.subn(rb"\g<1>" + f'"{style}"'.encode(), tag, count=1)
        if not found:
            name_end = len(b"<" + self._named("c").encode())
            new = tag[:name_end] + f' s="{style}"'.encode() + tag[name_end:]
        self._edits.append((self._seen, self._seen + len(tag), new))

    def _cell(self, row: int, column: int, style: int, text: str) -> bytes:
        place = f'r="{letters_of(column)}{row}" s="{style}"'
        cell, inline, words = map(self._named, ("c", "is", "t"))
        if not text:
            return f"<{cell} {place}/>".encode()
        said = escape(writable(text))
        inside = f'<{inline}><{words} xml:space="preserve">{said}</{words}></{inline}>'
        return f'<{cell} {place} t="inlineStr">{inside}</{cell}>'.encode()

    def _start_part(self, local: str, attributes: dict[str, str]) -> None:
        """Parts of the sheet beside its rows: size, widths, drawing."""
        if local == "dimension":
            tag = self._tag(self._seen)
            self._edits.append((self._seen, self._seen + len(tag), _REF.sub(self._widened, tag, count=1)))
        elif local == "cols" and self._marks.problems:
            self._held, self._has_columns = self._seen, True
        elif local == "sheetData" and self._marks.problems and not self._has_columns:
            opening, closing = f"<{self._named('cols')}>".encode(), f"</{self._named('cols')}>".encode()
            self._edits.append((self._seen, self._seen, opening + self._width() + closing))
        elif local == "legacyDrawing":
            self._has_drawing = True
            self.old_drawing = next((value for name, value in attributes.items() if name.endswith(":id")), "")
        elif local in _BEHIND_DRAWING:
            self._add_drawing()

    def _add_drawing(self) -> None:
        """The drawing of comments, where the sheet had none; at the end of the sheet at the latest."""
        if self._marks.drawing and not self._has_drawing:
            name, self._has_drawing = self._named("legacyDrawing"), True
            new = f'<{name} xmlns:r="{_RELATIONSHIPS}" r:id="{self._marks.drawing}"/>'.encode()
            self._edits.append((self._seen, self._seen, new))

    def _widened(self, found: re.Match[bytes]) -> bytes:
        """The size of the sheet with the column of problems in it."""
        left, top = found[1].decode(), found[2].decode()
        right, bottom = (found[3] or found[1]).decode(), (found[4] or found[2]).decode()
        wider = letters_of(max(column_of(right), self._marks.column)) if self._marks.problems else right
        return f'ref="{left}{top}:{wider}{bottom}"'.encode()

    def _width(self) -> bytes:
        column = self._marks.column
        return (
            f'<{self._named("col")} min="{column}" max="{column}" width="{_PROBLEM_WIDTH}" customWidth="1"/>'.encode()
        )

    def _columns(self, old: bytes) -> bytes:
        """Widths as they were, with room for the column of problems, which is not hidden."""
        column, pieces, placed = self._marks.column, [], False
        for tag in _COLUMN.findall(old):
            first, last = _whole(_attribute(tag, b"min")), _whole(_attribute(tag, b"max"))
            if first <= column and not placed and last < column:
                pieces.append(tag)
                continue
            if first < column:
                pieces.append(_ranged(tag, first, column - 1))
            if not placed:
                pieces.append(self._width())
                placed = True
            if last > column:
                pieces.append(_ranged(tag, max(first, column + 1), last))
        if not placed:
            pieces.append(self._width())
        opening = old[: old.index(b">") + 1].replace(b"/>", b">")
        return opening + b"".join(pieces) + f"</{self._named('cols')}>".encode()


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 8 else 0


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(rb"\s" + name + rb"""\s*=\s*["'](\d+)["']""", tag)
    return found[1].decode() if found else ""


def _ranged(tag: bytes, first: int, last: int) -> bytes:
    tag = re.sub(rb"""(\smin\s*=\s*)["']\d+["']""", rb'\g<1>"' + str(first).encode() + b'"', tag)
    return re.sub(rb"""(\smax\s*=\s*)["']\d+["']""", rb'\g<1>"' + str(last).encode() + b'"', tag)
