"""Workbooks in and out: templates to fill in, what people send back read cell by cell, copies with the faults marked.

The engine knows no list in particular: it is given a `SheetType`. No Django, no network, no clock. What a workbook as a
whole cannot be read for is a `SheetRefused`; what is wrong with a cell is collected as a `CellFault`.
"""

from __future__ import annotations

from liangxin.engines.sheets.cell_refusals import CellRefused
from liangxin.engines.sheets.description import describe_sheet_type, read_sheet_type, sheet_type_from
from liangxin.engines.sheets.digest import list_digest, row_digest
from liangxin.engines.sheets.grid import TemplateMark
from liangxin.engines.sheets.heads import FoundColumn
from liangxin.engines.sheets.limits import DEFAULT_LIMITS, SheetLimits
from liangxin.engines.sheets.marking import Fault, Mark, write_marked
from liangxin.engines.sheets.notices import SheetNotice
from liangxin.engines.sheets.numbers import Figure
from liangxin.engines.sheets.reading import SheetStream, open_sheet, read_sheet
from liangxin.engines.sheets.records import CellFault, Progress, SheetReading, SheetRow
from liangxin.engines.sheets.refusals import SheetRefused
from liangxin.engines.sheets.sheet_type import Bounds, Choice, Column, Kind, SheetType
from liangxin.engines.sheets.template import write_template
from liangxin.engines.sheets.words import Place

__all__ = [
    "DEFAULT_LIMITS",
    "Bounds",
    "CellFault",
    "CellRefused",
    "Choice",
    "Column",
    "Fault",
    "Figure",
    "FoundColumn",
    "Kind",
    "Mark",
    "Place",
    "Progress",
    "SheetLimits",
    "SheetNotice",
    "SheetReading",
    "SheetRefused",
    "SheetRow",
    "SheetStream",
    "SheetType",
    "TemplateMark",
    "describe_sheet_type",
    "list_digest",
    "open_sheet",
    "read_sheet",
    "read_sheet_type",
    "row_digest",
    "sheet_type_from",
    "write_marked",
    "write_template",
]
