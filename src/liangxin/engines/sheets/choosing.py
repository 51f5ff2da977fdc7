"""Chooses the sheet of a workbook that holds the list, and settles which unit its plain numbers are in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from liangxin.engines.sheets.grid import Book, Frame, Position, RawRow, SheetName, Sort
from liangxin.engines.sheets.headings import (
    is_convertible,
    is_counted_singly,
    same_unit,
    unit_as_known,
    units_in_corner,
)
from liangxin.engines.sheets.heads import FoundColumn, Head, HeadFinder
from liangxin.engines.sheets.limits import SheetLimits
from liangxin.engines.sheets.notices import (
    HiddenSheetRead,
    OtherSheetsIgnored,
    SheetNotice,
    UnitFromCorner,
    UnitFromHeading,
)
from liangxin.engines.sheets.refusals import (
    ColumnsMissing,
    HeadingUnitWrong,
    HeadNotFound,
    SheetAmbiguous,
    SheetMissing,
    TemplateOfAnother,
)
from liangxin.engines.sheets.sheet_type import MEASURED, Kind, SheetType
from liangxin.engines.sheets.xlsx_parts import CHOICES, INSTRUCTIONS
from liangxin.kernel.text import cut, plain

_MOST_LISTED = 15


@dataclass(frozen=True, slots=True)
class Chosen:
    """A sheet with its head; `above` are the rows before it, `has_rows` whether any follows."""

    sheet: SheetName
    head: Head
    frame: Frame
    above: tuple[RawRow, ...]
    has_rows: bool


def choose_sheet(book: Book, sheet_type: SheetType, wanted: str | None, limits: SheetLimits) -> Chosen:
    """The sheet that fits best; hidden ones only where no other does.

    Raises TemplateOfAnother, SheetMissing, HeadNotFound, ColumnsMissing, HeadingTwice, SheetAmbiguous.
    """
    if book.mark is not None and book.mark.code != sheet_type.code:
        raise TemplateOfAnother(found=book.mark.code, type=sheet_type.name)
    sheets = [sheet for sheet in book.sheets if wanted is None or plain(sheet.name) == plain(wanted)]
    if not sheets:
        names = "、".join(sheet.name for sheet in book.sheets[:_MOST_LISTED])
        raise SheetMissing(sheet=cut(wanted or "", 40), sheets=names)
    if book.mark is not None and wanted is None:
        sheets = [sheet for sheet in sheets if sheet.name not in (INSTRUCTIONS, CHOICES)] or sheets
    finder = HeadFinder(sheet_type)
    for hidden in (False, True):
        fitting = list(_fitting(book, [sheet for sheet in sheets if sheet.hidden is hidden], finder, limits))
        if fitting:
            return _best(fitting, sheet_type)
    expected = "、".join(column.label for column in sheet_type.columns[:_MOST_LISTED])
    raise HeadNotFound(type=sheet_type.name, expected=expected)


def _fitting(book: Book, sheets: list[SheetName], finder: HeadFinder, limits: SheetLimits) -> Iterator[Chosen]:
    for sheet in sheets:
        frame = book.frame(sheet)
        first = list(islice(book.rows(sheet, Position()), limits.head_rows))
        rows = [_narrowed(row, limits.columns) for row in first]
        head = finder.find(sheet.name, rows, frame)
        if head:
            above = tuple(row for row in rows if row.number < head.top)
            yield Chosen(sheet, head, frame, above, any(row.number > head.bottom for row in rows))


def _narrowed(row: RawRow, most: int) -> RawRow:
    return RawRow(row.number, {place: cell for place, cell in row.cells.items() if place <= most}, row.hidden)


def _best(fitting: list[Chosen], sheet_type: SheetType) -> Chosen:
    def rank(chosen: Chosen) -> tuple[int, bool, int]:
        return -len(chosen.head.missing(sheet_type)), chosen.has_rows, len(chosen.head.columns)

    best = max(fitting, key=rank)
    equal = [chosen for chosen in fitting if rank(chosen) == rank(best)]
    missing = best.head.missing(sheet_type)
    if missing:
        unknown = "、".join(cut(" ".join(text.split()), 20) for text in list(best.head.unknown.values())[:_MOST_LISTED])
        raise ColumnsMissing(
            sheet=best.sheet.name,
            row=best.head.bottom,
            missing="、".join(column.label for column in missing),
            unknown=unknown or "无",
        )
    if len(equal) > 1 and best.has_rows:
        raise SheetAmbiguous(type=sheet_type.name, sheets="、".join(chosen.sheet.name for chosen in equal))
    best.head.check()
    return best


def notices_of_choice(book: Book, chosen: Chosen, wanted: str | None) -> list[SheetNotice]:
    """Which sheets were left aside, and whether the one that is read is hidden."""
    notices: list[SheetNotice] = [HiddenSheetRead(sheet=chosen.sheet.name)] if chosen.sheet.hidden else []
    others = [sheet.name for sheet in book.sheets if sheet is not chosen.sheet and not sheet.hidden]
    if others and wanted is None and book.mark is None:
        notices.append(OtherSheetsIgnored(sheet=chosen.sheet.name, others="、".join(others[:_MOST_LISTED])))
    return notices


def units_in_force(chosen: Chosen) -> tuple[dict[str, str], list[SheetNotice]]:
    """The unit of plain numbers by column code: by its heading, else the corner above the table, else its own.

    Raises HeadingUnitWrong where a heading states what cannot be converted.
    """
    corner = [unit for text in texts_above(chosen.above) for unit in units_in_corner(text)]
    units, notices, from_corner = {}, list[SheetNotice](), list[tuple[str, str]]()
    for found in chosen.head.columns:
        column = found.column
        units[column.code] = column.unit
        if column.kind is Kind.DECIMAL and found.unit == "%":
            units[column.code] = "%"
        if column.kind is Kind.FIGURE:
            alone = corner[0] if len(set(corner)) == 1 else ""
            units[column.code] = found.unit or alone
            if alone and not found.unit:
                from_corner.append((alone, column.label))
        if column.kind not in MEASURED:
            continue
        if found.unit:
            units[column.code] = _stated(found)
            if not same_unit(found.unit, column.unit):
                notices.append(UnitFromHeading(heading=found.heading, unit=found.unit, expected=column.unit))
            continue
        fitting = [unit for unit in corner if is_convertible(unit, column)] if column.unit else []
        if len(set(fitting)) == 1:
            units[column.code] = unit_as_known(fitting[0], column)
            from_corner.append((fitting[0], column.label))
    for unit in dict.fromkeys(unit for unit, _ in from_corner):
        labels = "、".join(label for each, label in from_corner if each == unit)
        notices.append(UnitFromCorner(unit=unit, columns=labels))
    return units, notices


def _stated(found: FoundColumn) -> str:
    column = found.column
    if not column.unit and is_counted_singly(found.unit):
        return ""  # a count without unit: what the heading counts is for people
    if not is_convertible(found.unit, column):
        expected = column.unit or "个"
        raise HeadingUnitWrong(heading=found.heading, unit=found.unit, column=column.label, expected=expected)
    return unit_as_known(found.unit, column)


def texts_above(rows: tuple[RawRow, ...]) -> Iterator[str]:
    """Texts above the table; `单位：` with the unit in the next cell is put together."""
    for row in rows:
        texts = [cell.text for _, cell in sorted(row.cells.items()) if cell.sort is Sort.TEXT]
        for place, text in enumerate(texts):
            alone = plain(text).endswith("单位:") and place + 1 < len(texts)
            yield text + texts[place + 1] if alone else text
