"""Writes the workbook that a list is filled in with, empty or with rows: the same list and rows give the same bytes.

Sheets: the list itself, 填写说明, and a hidden one with choices that are too many for Excel's own checks.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName

from liangxin.engines.sheets.grid import LAST_ROW
from liangxin.engines.sheets.placing import Target, place
from liangxin.engines.sheets.sheet_type import Kind, SheetType
from liangxin.engines.sheets.template_cells import (
    TEXT_FORMAT,
    expected,
    inline_list,
    note,
    number_format,
    validation,
    width,
    writable,
)
from liangxin.engines.sheets.template_rows import RowWriter
from liangxin.engines.sheets.xlsx_parts import CHOICES, INSTRUCTIONS, MARK_NAME

HEAD_ROWS = 2  # headings and notes
_SHEET_SIGNS = str.maketrans("", "", "[]:*?/\\'")
_LONGEST_SHEET_NAME = 31
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP file can name
_UNIX, _READABLE = 3, 0o644 << 16  # said of every part, whatever machine packs it
_CORE, _SHEET, _LARGE = "docProps/core.xml", "xl/worksheets/sheet1.xml", 2**30
_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_GENERAL_NOTES = (
    "从第3行起填写，一行一条；不要合并单元格，不要改动列名。",
    "长号码（证照号、电话等）所在的列已设为文本格式，请勿改为数字格式。",
    "金额、数量按列名括号中的单位填写数字；没有的数据留空，不要填0。",
    "列的先后可以调整，可以增加备注等列，多出的列不会读取。",
)
_HEAD_FONT, _NOTE_FONT = Font(bold=True), Font(color="595959", size=9)
_REQUIRED_FILL = PatternFill("solid", fgColor="BDD7EE")
_OPTIONAL_FILL = PatternFill("solid", fgColor="EDEDED")
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_LINE = Side("thin", color="BFBFBF")
_BOX = Border(_LINE, _LINE, _LINE, _LINE)


def write_template(sheet_type: SheetType, target: Target, rows: Iterable[Mapping[str, Any]] = ()) -> None:
    """Write the template of a list as .xlsx to a path or an open file.

    `rows` are filled in: values by column code, of the kinds that a reading gives; codes that the list does not have
    are left aside. Raises ValueUnwritable, TooManyRows, and OSError where the file cannot be written.
    """
    book = Workbook(write_only=True)
    writer = _fill(book, sheet_type)
    with tempfile.TemporaryFile() as written, tempfile.TemporaryFile() as packed:
        book.save(written)
        _repack(written, packed, writer.written(rows))
        place(packed, target)


def _fill(book: Workbook, sheet_type: SheetType) -> RowWriter:
    """All but the rows, which the writer then adds to the first sheet."""
    sheet: Any = book.create_sheet(sheet_name(sheet_type))
    mark = f'"{sheet_type.code}|{sheet_type.version}"'
    book.defined_names[MARK_NAME] = DefinedName(MARK_NAME, attr_text=mark, hidden=True)
    _instructions(book, sheet_type)
    _prepare(sheet, sheet_type, _lists(book, sheet_type))
    styles = [(_style(sheet, TEXT_FORMAT), _style(sheet, number_format(column))) for column in sheet_type.columns]
    return RowWriter(sheet_type, HEAD_ROWS + 1, styles)


def sheet_name(sheet_type: SheetType) -> str:
    """The name of the list as a sheet may have it."""
    name = writable(sheet_type.name).translate(_SHEET_SIGNS).strip()[:_LONGEST_SHEET_NAME]
    return name if name and name not in (INSTRUCTIONS, CHOICES) else "台账"


def _prepare(sheet: Any, sheet_type: SheetType, lists: Mapping[str, str]) -> None:
    sheet.freeze_panes = f"A{HEAD_ROWS + 1}"
    sheet.row_dimensions[2].height = 42
    _fit_width(sheet)
    sheet.print_title_rows = "1:1"
    for number, column in enumerate(sheet_type.columns, 1):
        letters = get_column_letter(number)
        sheet.column_dimensions[letters].width = width(column)
        sheet.column_dimensions[letters].number_format = number_format(column)
        check = validation(sheet_type, column, lists.get(column.code))
        if check is not None:
            check.add(f"{letters}{HEAD_ROWS + 1}:{letters}{LAST_ROW}")
            sheet.data_validations.append(check)
    required = {column.code for column in sheet_type.required}
    fills = [_REQUIRED_FILL if column.code in required else _OPTIONAL_FILL for column in sheet_type.columns]
    headings = [_text(sheet, column.heading, _HEAD_FONT, _MIDDLE) for column in sheet_type.columns]
    notes = [_text(sheet, note(sheet_type, column), _NOTE_FONT, _WRAPPED) for column in sheet_type.columns]
    for cells in (headings, notes):
        for cell, fill in zip(cells, fills, strict=True):
            cell.fill, cell.border, cell.number_format = fill, _BOX, TEXT_FORMAT
        sheet.append(cells)


def _style(sheet: Any, code: str) -> int:
    """The number of the workbook's cell format with this number format."""
    cell = WriteOnlyCell(sheet)
    cell.number_format = code
    return int(cell.style_id)


def _text(sheet: Any, text: str, font: Font | None = None, alignment: Alignment | None = None) -> Any:
    cell = WriteOnlyCell(sheet, writable(text))
    cell.data_type = "s"
    if font is not None:
        cell.font = font
    if alignment is not None:
        cell.alignment = alignment
    return cell


def _fit_width(sheet: Any) -> None:
    """Printed on A4 turned by a quarter, all columns on one page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True


def _instructions(book: Workbook, sheet_type: SheetType) -> None:
    sheet: Any = book.create_sheet(INSTRUCTIONS)
    _fit_width(sheet)
    for letters, wide in zip("ABCDEFG", (24, 8, 18, 10, 48, 48, 28), strict=True):
        sheet.column_dimensions[letters].width = wide
    sheet.append([_text(sheet, f"{sheet_type.name}（第{sheet_type.version}版）", _HEAD_FONT)])
    lines = (*filter(None, sheet_type.note.splitlines()), *_GENERAL_NOTES)
    for number, line in enumerate(lines, 1):
        sheet.append([_text(sheet, f"{number}. {line}")])
    sheet.append([])
    sheet.append(
        [_text(sheet, name, _HEAD_FONT) for name in ("列名", "必填", "类型", "单位", "可填内容", "说明", "示例")]
    )
    for column in sheet_type.columns:
        needed = "是" if sheet_type.is_required(column) else "否"
        texts = (column.label, needed, column.kind.label, column.unit, expected(column), column.help, column.example)
        sheet.append([_text(sheet, text, None, _WRAPPED) for text in texts])


def _lists(book: Workbook, sheet_type: SheetType) -> dict[str, str]:
    """Where choices stand that Excel does not take into the check itself: one column each on a hidden sheet."""
    long = [column for column in sheet_type.columns if column.choices and inline_list(column) is None]
    long = [column for column in long if column.kind in (Kind.CHOICE, Kind.REGION, Kind.UNIT)]
    if not long:
        return {}
    sheet: Any = book.create_sheet(CHOICES)
    sheet.sheet_state = "hidden"
    for line in range(max(len(column.choices) for column in long)):
        names = [column.choices[line].name if line < len(column.choices) else None for column in long]
        sheet.append([None if name is None else _text(sheet, name) for name in names])
    places = {}
    for number, column in enumerate(long, 1):
        letters = get_column_letter(number)
        places[column.code] = f"{quote_sheetname(CHOICES)}!${letters}$1:${letters}${len(column.choices)}"
    return places


def _repack(written: IO[bytes], packed: IO[bytes], rows: Iterator[bytes]) -> None:
    """The same parts without the moment at which they were written, with the rows in the first sheet."""
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for part in source.infolist():
            entry = zipfile.ZipInfo(part.filename, _EARLIEST)
            entry.create_system, entry.external_attr, entry.compress_type = _UNIX, _READABLE, zipfile.ZIP_DEFLATED
            if part.filename == _SHEET:
                _pack_filled(package, entry, source.read(part), rows)
            elif part.filename == _CORE:
                package.writestr(entry, _MOMENT.sub(b"1980-01-01T00:00:00Z", source.read(part)))
            else:
                package.writestr(entry, source.read(part))


def _pack_filled(package: zipfile.ZipFile, entry: zipfile.ZipInfo, sheet: bytes, rows: Iterator[bytes]) -> None:
    """Excel distrusts the long form of a ZIP entry where the short one would do, so the size must be known first."""
    before, end, behind = sheet.partition(b"</sheetData>")
    with tempfile.TemporaryFile() as filled:
        filled.write(before)
        filled.writelines(rows)
        filled.write(end + behind)
        size = filled.tell()
        filled.seek(0)
        with package.open(entry, "w", force_zip64=size > _LARGE) as out:
            shutil.copyfileobj(filled, out, 1 << 20)
