"""Writes the rows of a filled template as XML: openpyxl would make and style an object for each cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

from liangxin.engines.sheets.grid import LAST_ROW
from liangxin.engines.sheets.refusals import TooManyRows
from liangxin.engines.sheets.sheet_type import Column, SheetType
from liangxin.engines.sheets.template_cells import cell_value

_DAY_ZERO = date(1899, 12, 30)


class RowWriter:
    """Knows where each column stands, and the workbook's formats of its texts and of its values."""

    def __init__(self, sheet_type: SheetType, first: int, styles: Iterable[tuple[int, int]]) -> None:
        self._type, self._first = sheet_type, first
        self._columns: list[tuple[Column, str, int, int]] = [
            (column, get_column_letter(number), as_text, as_value)
            for number, (column, (as_text, as_value)) in enumerate(zip(sheet_type.columns, styles, strict=True), 1)
        ]

    def written(self, rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
        """One piece of XML for each row. Raises ValueUnwritable, TooManyRows."""
        for number, row in enumerate(rows, self._first):
            if number > LAST_ROW:
                raise TooManyRows(sheet=self._type.name, limit=LAST_ROW - self._first + 1)
            yield f'<row r="{number}">{"".join(self._cells(number, row))}</row>'.encode()

    def _cells(self, number: int, row: Mapping[str, Any]) -> Iterator[str]:
        for column, letters, as_text, as_value in self._columns:
            value = cell_value(column, row.get(column.code))
            if isinstance(value, str):
                if value:
                    said = f'<is><t xml:space="preserve">{escape(value, _LINE_ENDS)}</t></is>'
                    yield f'<c r="{letters}{number}" s="{as_text}" t="inlineStr">{said}</c>'
            elif value is not None:
                shown = (value - _DAY_ZERO).days if isinstance(value, date) else value
                yield f'<c r="{letters}{number}" s="{as_value}"><v>{shown}</v></c>'


_LINE_ENDS = {"\r": "&#13;"}  # which XML would take for a mere line feed
