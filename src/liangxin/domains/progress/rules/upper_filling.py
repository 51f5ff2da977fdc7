"""Filling the level above's workbook: the same file with cells written, nothing else of it touched.

Formats, merged cells, formulas and other sheets stay; formulas are worked out when the file is opened in Excel or WPS.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.exceptions import InvalidFileException

from liangxin.domains.progress.errors import UpperFormUnreadable
from liangxin.domains.progress.rules.upper_forms import Entry, SheetGrid
from liangxin.domains.progress.terms import EmptyWhy

_MOST_ROWS, _MOST_COLUMNS = 2000, 200


@dataclass(frozen=True, slots=True)
class Known:
    """What is known for an entry; `why` there is nothing. `trail` names where a value comes from: a sort and an id."""

    value: Decimal | str | None
    why: EmptyWhy | None = None
    trail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell that was filled, or stayed as it was and why."""

    entry: Entry
    known: Known

    @property
    def is_filled(self) -> bool:
        return self.known.why is None


def _opened(source: Path | IO[bytes], name: str) -> Any:
    try:  # from memory: a kept file has no suffix, by which openpyxl would judge it
        file = io.BytesIO(source.read_bytes()) if isinstance(source, Path) else source
        return load_workbook(file, keep_vba=name.lower().endswith(".xlsm"))
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise UpperFormUnreadable(field="file", name=name) from error


def read_grids(source: Path | IO[bytes], name: str) -> list[SheetGrid]:
    """The texts of a workbook by sheet, merged headings spread. Raises UpperFormUnreadable."""
    return [_grid(sheet) for sheet in _opened(source, name).worksheets]


def _grid(sheet: Any) -> SheetGrid:
    texts: dict[tuple[int, int], str] = {}
    taken: set[tuple[int, int]] = set()
    rows, columns = min(sheet.max_row, _MOST_ROWS), min(sheet.max_column, _MOST_COLUMNS)
    for row in sheet.iter_rows(max_row=rows, max_col=columns):
        for cell in row:
            at = int(cell.row or 0), int(cell.column or 0)
            if isinstance(cell, MergedCell) or cell.data_type == "f":
                taken.add(at)
            elif cell.value is not None:
                texts[at] = str(cell.value)
    for merged in sheet.merged_cells.ranges:
        text = texts.get((merged.min_row, merged.min_col), "")
        for row, column in merged.cells if text else ():
            texts[row, column] = text
    return SheetGrid(sheet.title, texts, rows, columns, frozenset(taken))


def fill(source: Path, name: str, known: Iterable[tuple[Entry, Known]]) -> tuple[bytes, list[Filled]]:
    """The filled copy of a workbook, and what became of each cell. Raises UpperFormUnreadable."""
    book = _opened(source, name)
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    done = [_put(sheets, entry, value) for entry, value in known]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), done


def _put(sheets: Mapping[str, Any], entry: Entry, known: Known) -> Filled:
    if entry.sheet not in sheets:
        return Filled(entry, Known(None, EmptyWhy.NO_SHEET))
    if not entry.cell[-1:].isdigit():
        return Filled(entry, Known(None, EmptyWhy.UNKNOWN))
    cell = sheets[entry.sheet][entry.cell]
    if isinstance(cell, MergedCell):
        return Filled(entry, Known(None, EmptyWhy.MERGED))
    if cell.data_type == "f":
        return Filled(entry, Known(None, EmptyWhy.FORMULA))
    if known.why is None and known.value is not None:
        cell.value = known.value
        if isinstance(known.value, str):
            cell.data_type = "s"  # a text that begins with "=" is a text
    return Filled(entry, known)
