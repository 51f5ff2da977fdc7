"""An .xlsx or .xlsm file that is open for reading. Macros, links, pictures and all else but cells are left alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from liangxin.engines.sheets.grid import Frame, Position, RawRow, SheetName, TemplateMark
from liangxin.engines.sheets.limits import SheetLimits
from liangxin.engines.sheets.notices import MacrosIgnored, SheetNotice
from liangxin.engines.sheets.package import Package
from liangxin.engines.sheets.xlsx_cells import CellMaker
from liangxin.engines.sheets.xlsx_parts import MACROS, read_looks, read_outline, read_strings
from liangxin.engines.sheets.xlsx_rows import RowStream, Survey, survey_sheet


class XlsxBook:
    """A `Book`; shared texts and number formats are held, rows are streamed. Raises what `Package` raises."""

    def __init__(self, file: IO[bytes], limits: SheetLimits) -> None:
        self.package, self._limits = Package(file, limits), limits
        self.outline = outline = read_outline(self.package, limits)
        self.sheets: tuple[SheetName, ...] = outline.sheets
        self.starts_1904: bool = outline.starts_1904
        self.mark: TemplateMark | None = outline.mark
        self.notices: list[SheetNotice] = []
        if any(name.endswith(MACROS) for name in self.package.names):
            self.notices.append(MacrosIgnored())
        strings, looks = read_strings(self.package, outline.strings, limits), read_looks(self.package, outline.styles)
        self._maker = CellMaker(strings, looks)
        self._surveys: dict[str, Survey] = {}

    def frame(self, sheet: SheetName) -> Frame:
        """See `Book`."""
        return self._survey(sheet).frame

    def rows(self, sheet: SheetName, position: Position) -> Iterator[RawRow]:
        """See `Book`."""
        stream = RowStream(self.package, sheet.part, self._survey(sheet), self._maker, self._limits)
        return stream.rows(position)

    def close(self) -> None:
        """See `Book`."""
        self.package.close()

    def _survey(self, sheet: SheetName) -> Survey:
        if sheet.part not in self._surveys:
            self._surveys[sheet.part] = survey_sheet(self.package, sheet.part)
        return self._surveys[sheet.part]
