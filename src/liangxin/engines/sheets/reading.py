"""Reads the workbook that somebody filled in: as a stream of rows, or all at once.

Nothing is written and nothing is decided here; what is wrong with cells is collected, what is wrong with the workbook
as a whole is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from types import TracebackType
from typing import Any, Self

from liangxin.engines.sheets.cell_refusals import CellRefused, KeyRepeated, ValueMissing
from liangxin.engines.sheets.choosing import choose_sheet, notices_of_choice, texts_above, units_in_force
from liangxin.engines.sheets.converters import converter_for
from liangxin.engines.sheets.digest import canonical, list_digest, row_digest
from liangxin.engines.sheets.grid import Area, MergedColumns, Position, RawCell, RawRow, TemplateMark, letters_of
from liangxin.engines.sheets.heads import FoundColumn
from liangxin.engines.sheets.limits import DEFAULT_LIMITS, SheetLimits
from liangxin.engines.sheets.notices import (
    ColumnsIgnored,
    HiddenColumnsRead,
    HiddenRowsRead,
    MergedNumbersRepeated,
    MergedRepeated,
    MoreFaults,
    NoRows,
    OtherVersion,
    SheetNotice,
    Tally,
    UnnamedColumnsIgnored,
)
from liangxin.engines.sheets.numbers import Convert
from liangxin.engines.sheets.opening import Source, open_book
from liangxin.engines.sheets.records import CellFault, FaultList, OnProgress, Progress, SheetReading, SheetRow
from liangxin.engines.sheets.refusals import TooManyRows
from liangxin.engines.sheets.rows import OPTIONAL, REQUIRED, RowSorter
from liangxin.engines.sheets.setting import Setting, shown_text
from liangxin.engines.sheets.sheet_type import NUMBERS, Column, SheetType
from liangxin.engines.sheets.template_cells import note
from liangxin.kernel.text import plain

_STEP = 1000  # rows between two calls of the progress callback
_LONGEST_KEY = 60


def read_sheet(
    sheet_type: SheetType,
    source: Source,
    *,
    name: str = "",
    sheet: str | None = None,
    on: date | None = None,
    limits: SheetLimits = DEFAULT_LIMITS,
    on_progress: OnProgress | None = None,
) -> SheetReading:
    """Read a whole list: .xlsx, .xlsm, .csv, and .xls and its like where LibreOffice is there.

    `name` is the file's, `sheet` the sheet to read where several fit, `on` the day as of which identity numbers are
    judged. All rows are held in memory: some two kilobytes each. Raises SheetRefused for the workbook as a whole.
    """
    with open_sheet(
        sheet_type, source, name=name, sheet=sheet, on=on, limits=limits, on_progress=on_progress
    ) as stream:
        rows = list(stream)
        faulty = stream.faulty_rows
        return SheetReading(
            sheet=stream.sheet,
            head_row=stream.head_row,
            columns=stream.columns,
            rows=tuple(replace(row, sound=False) if row.sound and row.number in faulty else row for row in rows),
            faults=tuple(stream.faults),
            notices=tuple(stream.notices),
            digest=stream.digest,
            mark=stream.mark,
        )


def open_sheet(
    sheet_type: SheetType,
    source: Source,
    *,
    name: str = "",
    sheet: str | None = None,
    on: date | None = None,
    limits: SheetLimits = DEFAULT_LIMITS,
    on_progress: OnProgress | None = None,
) -> SheetStream:
    """Open a list to be read row by row, in a `with` statement. Arguments and refusals are those of `read_sheet`."""
    return SheetStream(sheet_type, source, name, sheet, on, limits, on_progress)


class SheetStream:
    """Rows as they come, once. `faults`, `notices` and `digest` are complete when the last row has been taken.

    A row that repeats an earlier key puts the earlier one in the wrong, too: `faulty_rows` knows, the row that was
    handed out does not. So nothing that cannot be undone should happen before the end.
    """

    def __init__(
        self,
        sheet_type: SheetType,
        source: Source,
        name: str,
        wanted: str | None,
        on: date | None,
        limits: SheetLimits,
        on_progress: OnProgress | None,
    ) -> None:
        self._type, self._limits, self._on_progress = sheet_type, limits, on_progress
        self._stack = ExitStack()
        try:
            self._book = self._stack.enter_context(open_book(source, name, limits))
            self._chosen = choose_sheet(self._book, sheet_type, wanted, limits)
            units, self._unit_notices = units_in_force(self._chosen)
        except BaseException:
            self._stack.close()
            raise
        self._wanted = wanted
        self._tally = Tally()
        self._list = FaultList(limits.faults)
        self._digests: list[str] = []
        self._keys: dict[str, tuple[int, list[Any]]] = {}
        self._repeating: set[int] = set()
        self._unnamed: set[int] = set()
        self._readers = [
            (found, self._converter(found, units[found.column.code], on), sheet_type.is_required(found.column))
            for found in self._chosen.head.columns
        ]
        self._key_columns = [sheet_type.column(code) for code in sheet_type.key]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._stack.close()

    @property
    def sheet(self) -> str:
        """The name of the sheet that is read."""
        return self._chosen.sheet.name

    @property
    def head_row(self) -> int:
        """The last row of the head."""
        return self._chosen.head.bottom

    @property
    def columns(self) -> tuple[FoundColumn, ...]:
        """The columns that were found, in the order of the list."""
        return self._chosen.head.columns

    @property
    def titles(self) -> tuple[str, ...]:
        """The texts above the head."""
        return tuple(texts_above(self._chosen.above))

    @property
    def mark(self) -> TemplateMark | None:
        """The template that the workbook was made from, or None."""
        return self._book.mark

    @property
    def faults(self) -> list[CellFault]:
        """By row, then by column."""
        places = {found.column.code: found.place for found in self.columns}
        return sorted(self._list.faults, key=lambda fault: (fault.row, places.get(fault.column_code, 0)))

    @property
    def faulty_rows(self) -> frozenset[int]:
        """The numbers of all rows that have a fault, those beyond the limit of faults too."""
        return frozenset(self._list.rows)

    @property
    def digest(self) -> str:
        """Digest of all rows so far, in whatever order they stand."""
        return list_digest(self._type, self._digests)

    @property
    def notices(self) -> list[SheetNotice]:
        """How the workbook was understood."""
        notices = [*self._book.notices, *notices_of_choice(self._book, self._chosen, self._wanted), *self._unit_notices]
        if self._book.mark is not None and self._book.mark.version != self._type.version:
            notices.append(OtherVersion(found=self._book.mark.version, current=self._type.version))
        strange = self._chosen.head.strange()
        if strange:
            shown = "、".join(f"{' '.join(text.split())}（{letters_of(place)}列）" for place, text in strange.items())
            notices.append(ColumnsIgnored(columns=shown))
        if self._unnamed:
            notices.append(UnnamedColumnsIgnored(letters="、".join(map(letters_of, sorted(self._unnamed)))))
        hidden = [f"{found.column.label}（{found.letters}列）" for found in self.columns if self._is_hidden(found)]
        if hidden:
            notices.append(HiddenColumnsRead(columns="、".join(hidden)))
        notices += self._tally.notices()
        if self._list.count > len(self._list.faults):
            notices.append(MoreFaults(count=len(self._list.faults)))
        if not self._digests:
            notices.append(NoRows())
        return notices

    def __iter__(self) -> Iterator[SheetRow]:
        """The records of the table, from the top. Raises TooManyRows and what a broken file raises."""
        head, frame, position = self._chosen.head, self._chosen.frame, Position()
        sorter = RowSorter(self._type, head, frame.merged, self._tally)
        merged = MergedColumns(frame.merged)
        above: dict[tuple[int, int], RawCell] = {}
        for raw in self._book.rows(self._chosen.sheet, position):
            if raw.number <= head.bottom or not sorter.is_record(raw):
                continue
            if len(self._digests) >= self._limits.rows:
                raise TooManyRows(sheet=self.sheet, limit=self._limits.rows)
            if raw.number == head.bottom + 1:
                raw = self._without_notes(raw)
            areas = merged.over(raw.number)
            yield self._row(self._filled(raw, areas, above) if areas else raw)
            if self._on_progress and len(self._digests) % _STEP == 0:
                self._on_progress(Progress(len(self._digests), position.share))
        if self._on_progress:
            self._on_progress(Progress(len(self._digests), 1.0))

    def _converter(self, found: FoundColumn, unit: str, on: date | None) -> Convert:
        setting = Setting(found.column, found.letters, unit, self._book.starts_1904, on, self._tally)
        return converter_for(setting)

    def _without_notes(self, raw: RawRow) -> RawRow:
        """The row without what the template's line of notes says where somebody has typed over the rest of it."""
        notes = {found.place: note(self._type, found.column) for found in self.columns}
        kept = {
            place: cell
            for place, cell in raw.cells.items()
            if cell.text.strip() not in (REQUIRED, OPTIONAL, notes.get(place, REQUIRED))
        }
        return raw._replace(cells=kept) if len(kept) < len(raw.cells) else raw

    def _is_hidden(self, found: FoundColumn) -> bool:
        return any(first <= found.place <= last for first, last in self._chosen.frame.hidden_columns)

    def _filled(self, raw: RawRow, areas: dict[int, Area], above: dict[tuple[int, int], RawCell]) -> RawRow:
        """The row with what merged cells over it hold, each in its first column."""
        cells = dict(raw.cells)
        for found in self.columns:
            area = areas.get(found.place)
            if area is None:
                continue
            if area.top == raw.number and found.place in cells:
                above[area.top, area.left] = cells[found.place]
            elif found.place not in cells and (area.top, area.left) in above:
                cells[found.place] = above[area.top, area.left]
                kind = MergedNumbersRepeated if found.column.kind in NUMBERS else MergedRepeated
                self._tally.add(kind, f"{found.letters}{raw.number}", column=found.column.label)
        return raw._replace(cells=cells)

    def _row(self, raw: RawRow) -> SheetRow:
        values: dict[str, Any] = dict.fromkeys(self._type.codes)
        faulty: dict[str, str] = {}
        for found, convert, required in self._readers:
            cell = raw.cells.get(found.place)
            code = found.column.code
            try:
                value = None if cell is None else convert(cell, raw.number)
            except CellRefused as refusal:
                self._list.add(raw.number, found.letters, refusal)
                faulty[code] = cell.text if cell is not None else ""
                continue
            values[code] = value
            if value is None and required:
                self._list.add(raw.number, found.letters, ValueMissing(field=code, column=found.column.label))
                faulty[code] = ""
        self._remember(raw)
        digest = row_digest(self._type, values, faulty)
        self._digests.append(digest)
        is_repeated = self._is_repeated(raw.number, values)
        return SheetRow(raw.number, values, digest, not faulty and not is_repeated)

    def _remember(self, raw: RawRow) -> None:
        """Hidden rows, and columns with content that have no heading."""
        if raw.hidden:
            self._tally.add(HiddenRowsRead, str(raw.number))
        if len(raw.cells) > len(self._readers):
            named = self._chosen.head.unknown
            places = {found.place for found, _, _ in self._readers}
            self._unnamed |= {place for place in raw.cells if place not in places and place not in named}

    def _is_repeated(self, number: int, values: dict[str, Any]) -> bool:
        """Whether another row has the same key, in whatever width and case; then both have a fault."""
        key = [values[column.code] for column in self._key_columns]
        if not key or any(part is None for part in key):
            return False
        spelled = "\x1f".join(plain(part) if isinstance(part, str) else canonical(part) for part in key)
        first, said = self._keys.setdefault(spelled, (number, key))
        if first == number:
            return False
        if first not in self._repeating:
            self._repeating.add(first)
            self._list.add(first, self._key_letters(), self._repeated(said, number))
        self._list.add(number, self._key_letters(), self._repeated(key, first))
        return True

    def _key_letters(self) -> str:
        return next(found.letters for found in self.columns if found.column is self._key_columns[0])

    def _repeated(self, key: list[Any], other: int) -> KeyRepeated:
        typed = "、".join(_shown_key(column, part) for column, part in zip(self._key_columns, key, strict=True))
        labels = "、".join(column.label for column in self._key_columns)
        return KeyRepeated(field=self._key_columns[0].code, column=labels, typed=typed, rows=other)


def _shown_key(column: Column, part: object) -> str:
    show = getattr(part, "exact", None)
    return shown_text(column.kind, str(show() if show else part))[:_LONGEST_KEY]
