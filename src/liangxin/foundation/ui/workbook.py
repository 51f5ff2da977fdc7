"""What a list shows as an .xlsx file, written row by row so that a large one needs little memory.

Nothing from outside becomes a formula: a text is written as a text, and marked as such, whatever it begins with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol, runtime_checkable

from django.http import FileResponse
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from liangxin.foundation.ui.downloads import saved_as
from liangxin.kernel.money import Money
from liangxin.kernel.refusal import Refusal, RefusalKind
from liangxin.kernel.term import Term

MOST_ROWS = 1_048_575  # of an .xlsx sheet, less the head
LONGEST_CELL = 32_767
SHEET_SIGNS = str.maketrans("", "", "[]:*?/\\'")


class TooManyRows(Refusal):
    code, kind = "ui.too_many_rows", RefusalKind.TOO_LARGE
    sentence, remedy = "导出超过一张工作表的上限（%(most)s行）。", "请先用筛选缩小范围，再分次导出。"


@runtime_checkable
class Exact(Protocol):
    """A value that the screen shows shorter than it is."""

    @property
    def exact(self) -> str: ...


@dataclass(frozen=True)
class WorkbookColumn:
    """A column of the file: head, unit (in brackets behind it), value of a card."""

    label: str
    unit: str
    value: Callable[[Any], Any]

    @property
    def head(self) -> str:
        return f"{self.label}（{self.unit}）" if self.unit else self.label


def workbook_response(
    title: str, columns: Sequence[WorkbookColumn], chunks: Iterable[Sequence[Any]], count: int
) -> FileResponse:
    """The file as a download. Raises TooManyRows where `count`, the rows to come, is above what a sheet holds."""
    if count > MOST_ROWS:
        raise TooManyRows(most=MOST_ROWS)
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(title.translate(SHEET_SIGNS)[:31] or None)
    sheet.freeze_panes = "B2"
    for place, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = max(12, min(40, 2 * len(column.head) + 4))
    sheet.append([_head(sheet, column) for column in columns])
    for chunk in chunks:
        for card in chunk:
            sheet.append([_cell(sheet, column.value(card)) for column in columns])
    return saved_as(get_valid_filename(f"{title}_{timezone.localdate():%Y%m%d}.xlsx"), book.save)


def _head(sheet: WriteOnlyWorksheet, column: WorkbookColumn) -> Cell:
    cell = _cell(sheet, column.head)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: WriteOnlyWorksheet, value: Any) -> Cell:
    value = _plain(value)
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl would make a formula of "=…"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
    elif isinstance(value, datetime):
        cell.number_format = "yyyy-mm-dd hh:mm"
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    elif isinstance(value, Decimal):
        cell.number_format = "#,##0.00"
    return cell


def _plain(value: Any) -> str | float | Decimal | date | None:
    """A value as Excel keeps it: money in 元, moments as the office's wall clock, terms by their label."""
    match value:
        case None | int() | Decimal() | float():
            return value
        case Money():
            return value.in_yuan()
        case Term():
            return gettext(value.label)
        case datetime():
            return timezone.localtime(value).replace(tzinfo=None)
        case date():
            return value
        case Exact():
            return value.exact
        case _:
            return ILLEGAL_CHARACTERS_RE.sub("", str(value))[:LONGEST_CELL]
