"""The marked copy: the user's own workbook with faulty cells coloured and commented, and a column 问题 at the end.

Everything else stays as it is, byte for byte where it can. Marks of an earlier copy are taken away.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import IO, Any, Protocol

from lxml import etree
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from liangxin.engines.sheets.delimited import DelimitedBook
from liangxin.engines.sheets.grid import LAST_COLUMN, MergedColumns, Position, RawCell, SheetName, Sort, column_of
from liangxin.engines.sheets.limits import DEFAULT_LIMITS, SheetLimits
from liangxin.engines.sheets.mark_comments import Place, with_comments
from liangxin.engines.sheets.mark_sheet import SheetMarker, SheetMarks
from liangxin.engines.sheets.mark_styles import StyleBook
from liangxin.engines.sheets.opening import Source, open_file, packaged
from liangxin.engines.sheets.package import FAULTS, attribute, children, normal, parsed, relations
from liangxin.engines.sheets.placing import Target, place
from liangxin.engines.sheets.refusals import BrokenWorkbook, SheetMissing
from liangxin.engines.sheets.sheet_type import PROBLEMS
from liangxin.engines.sheets.template_cells import writable
from liangxin.engines.sheets.xlsx import XlsxBook
from liangxin.engines.sheets.xlsx_parts import MACROS
from liangxin.kernel.text import plain

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_COMMENTS_PART, _DRAWING_PART = "xl/commentsliangxin.xml", "xl/drawings/vmldrawingliangxin.vml"
_COMMENTS_ID, _DRAWING_ID = "rIdLiangxinComments", "rIdLiangxinDrawing"
_CONTENT_TYPES = "[content_types].xml"
_LARGE = 2**30  # beyond which a part may not fit the short form of a ZIP entry
_EARLIEST = (1980, 1, 1, 0, 0, 0)


class Fault(Protocol):
    """What can be marked: a `CellFault`, a `Mark`, or anything else that says where and what."""

    @property
    def row(self) -> int: ...
    @property
    def column(self) -> str: ...
    @property
    def sentence(self) -> str: ...
    @property
    def remedy(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Mark:
    """A fault from elsewhere (a stored one, or a check against the register); no column: it is about the whole row."""

    row: int
    column: str
    sentence: str
    remedy: str = ""


def write_marked(
    source: Source,
    faults: Iterable[Fault],
    target: Target,
    *,
    sheet: str = "",
    head_row: int = 0,
    name: str = "",
    limits: SheetLimits = DEFAULT_LIMITS,
) -> str:
    """Write the marked copy of a workbook to a path or an open file; returns the suffix that its name should have.

    `sheet` and `head_row` are those of the reading; by default the first sheet, and no heading over the problems. What
    is no .xlsx (.csv, .xls) becomes one; a .xlsm keeps its macros. Raises SheetRefused as reading does, and OSError.
    """
    with ExitStack() as stack:
        file = stack.enter_context(open_file(source, limits))
        packed, _ = packaged(file, limits)
        if packed is None:
            packed = stack.enter_context(_from_text(file.read(), PurePath(name).stem))
        made = stack.enter_context(tempfile.TemporaryFile())
        suffix = _Copy(packed, sheet, head_row, limits).write(faults, made)
        place(made, target)
    return suffix


def _from_text(raw: bytes, name: str) -> IO[bytes]:
    """A text table as a workbook of texts, each in its row and column."""
    table = DelimitedBook(raw, name)
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("CSV")
    last = 0
    for row in table.rows(table.sheets[0], Position()):
        for _ in range(last + 1, row.number):
            sheet.append([])
        last = row.number
        cells: list[Any] = [None] * max(row.cells)
        for column, cell in row.cells.items():
            cells[column - 1] = WriteOnlyCell(sheet, writable(cell.text))
            cells[column - 1].data_type, cells[column - 1].number_format = "s", "@"
        sheet.append(cells)
    made = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    book.save(made)
    made.seek(0)
    return made


@dataclass(slots=True)
class _Found:
    """Where the faults are, once their sheet is known."""

    cells: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    sentences: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    comments: dict[Place, str] = field(default_factory=dict)

    @property
    def problems(self) -> dict[int, str]:
        return {row: "\n".join(sentences) for row, sentences in self.sentences.items()}


class _Copy:
    """One workbook on its way to its marked copy."""

    def __init__(self, file: IO[bytes], sheet: str, head_row: int, limits: SheetLimits) -> None:
        self._book, self._limits, self._head_row = XlsxBook(file, limits), limits, head_row
        self._package, self._outline = self._book.package, self._book.outline
        self._sheet = self._named(sheet)

    def _named(self, wanted: str) -> SheetName:
        sheets = self._outline.sheets
        found = [each for each in sheets if plain(each.name) == plain(wanted)]
        if wanted and len(sheets) > 1 and not found:
            raise SheetMissing(sheet=wanted, sheets="、".join(each.name for each in sheets))
        visible = [each for each in sheets if not each.hidden]
        return (found or visible or list(sheets))[0]

    def write(self, faults: Iterable[Fault], made: IO[bytes]) -> str:
        found = self._place(faults)
        column, had_problems = self._problem_column()
        problems = found.problems if column <= LAST_COLUMN else {}
        if problems and self._head_row:
            problems[self._head_row] = PROBLEMS
        related = relations(self._package, self._sheet.part)
        has_comments = any(kind == "comments" for kind, _ in related.values())
        drawing = _DRAWING_ID if found.comments else ""
        marks = SheetMarks(dict(found.cells), problems, column, had_problems, drawing)
        styles = StyleBook(self._package.xml(self._outline.styles)) if self._outline.styles else None
        with tempfile.TemporaryFile() as marked:
            marker = SheetMarker(marks, styles)
            marker.copy(self._package.chunks(self._sheet.part), marked)
            parts: dict[str, bytes] = {}
            if styles is not None and self._outline.styles:
                parts[self._outline.styles] = etree.tostring(styles.root, encoding="UTF-8", standalone=True)
            if found.comments or has_comments:
                self._comment(found.comments, related, marker.old_drawing, parts)
            self._pack(made, parts, marked)
        return ".xlsm" if any(each.endswith(MACROS) for each in self._package.names) else ".xlsx"

    def _place(self, faults: Iterable[Fault]) -> _Found:
        """Cells inside a merged area are marked where its content stands; the sentence stays with the row."""
        found = _Found()
        merged = MergedColumns(self._book.frame(self._sheet).merged)
        for fault in sorted(faults, key=lambda fault: fault.row):
            column = column_of(fault.column)
            said = f"{fault.sentence}{fault.remedy}"
            found.sentences[fault.row].append(f"{fault.column}列：{said}" if column else said)
            if not column:
                continue
            area = merged.over(fault.row).get(column)
            at = (area.top if area else fault.row, column)
            found.cells[at[0]].add(column)
            if at in found.comments or len(found.comments) < self._limits.comments:
                found.comments[at] = "\n".join(filter(None, (found.comments.get(at, ""), said)))
        return found

    def _problem_column(self) -> tuple[int, bool]:
        """The column of problems that an earlier marking left, else the first behind all content."""
        last = column = 0
        for row in self._book.rows(self._sheet, Position()):
            last = max(last, *row.cells)
            if row.number == self._head_row:
                ours = (column for column, cell in row.cells.items() if cell == RawCell(Sort.TEXT, PROBLEMS))
                column = next(ours, 0)
        return column or last + 1, bool(column)

    def _comment(
        self, new: dict[Place, str], related: dict[str, tuple[str, str]], old_drawing: str, parts: dict[str, bytes]
    ) -> None:
        texts = next((target for kind, target in related.values() if kind == "comments"), None)
        boxes = related.get(old_drawing, ("", ""))[1] if old_drawing else None
        before = [self._package.read(part) if part and part in self._package else None for part in (texts, boxes)]
        made = with_comments(before[0], before[1], new)
        if not new and (texts is None or boxes is None):
            return
        parts[texts or _COMMENTS_PART], parts[boxes or _DRAWING_PART] = made
        if texts is None or boxes is None:
            self._relate(parts, comments=texts is None, drawing=boxes is None)

    def _relate(self, parts: dict[str, bytes], *, comments: bool, drawing: bool) -> None:
        """New parts are named in the sheet's relations and in the list of contents."""
        folder, _, name = self._package.spelled(self._sheet.part).rpartition("/")
        path = f"{folder}/_rels/{name}.rels".lstrip("/")
        space = "http://schemas.openxmlformats.org/package/2006/relationships"
        root = (
            self._package.xml(path) if path in self._package else etree.fromstring(f'<Relationships xmlns="{space}"/>')
        )
        contents = parsed(self._package.read(_CONTENT_TYPES))
        kinds = etree.QName(contents).namespace
        tag = f"{{{etree.QName(root).namespace}}}Relationship"
        if comments:
            etree.SubElement(root, tag, Id=_COMMENTS_ID, Type=f"{_OFFICE}/comments", Target=f"/{_COMMENTS_PART}")
            etree.SubElement(
                contents, f"{{{kinds}}}Override", PartName=f"/{_COMMENTS_PART}", ContentType=_COMMENTS_TYPE
            )
        if drawing:
            etree.SubElement(root, tag, Id=_DRAWING_ID, Type=f"{_OFFICE}/vmlDrawing", Target=f"/{_DRAWING_PART}")
            if all(attribute(each, "Extension") != "vml" for each in children(contents, "Default")):
                contents.insert(0, etree.Element(f"{{{kinds}}}Default", Extension="vml", ContentType=_DRAWING_TYPE))
        parts[normal(path) if path in self._package else path] = etree.tostring(root, encoding="UTF-8", standalone=True)
        parts[_CONTENT_TYPES] = etree.tostring(contents, encoding="UTF-8", standalone=True)

    def _pack(self, made: IO[bytes], parts: dict[str, bytes], marked: IO[bytes]) -> None:
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
            for part in self._package.zip.infolist():
                name, large = normal(part.filename), part.file_size > _LARGE
                if name in parts:
                    package.writestr(_entry(part.filename), parts.pop(name))
                elif name == self._sheet.part:
                    marked.seek(0)
                    _copy(iter(lambda: marked.read(1 << 20), b""), package, part.filename, large=large)
                elif not part.is_dir():
                    _copy(self._raw(part), package, part.filename, large=large)
            for name, raw in parts.items():
                package.writestr(_entry(name), raw)

    def _raw(self, part: zipfile.ZipInfo) -> Iterable[bytes]:
        try:
            with self._package.zip.open(part) as stream:
                yield from iter(lambda: stream.read(1 << 20), b"")
        except FAULTS as fault:
            raise BrokenWorkbook from fault


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EARLIEST)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _copy(chunks: Iterable[bytes], package: zipfile.ZipFile, name: str, *, large: bool) -> None:
    with package.open(_entry(name), "w", force_zip64=large) as out:
        for chunk in chunks:
            out.write(chunk)
