"""What a reading gives: rows with typed values, faults by cell, notices, digests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from liangxin.engines.sheets.cell_refusals import CellRefused
from liangxin.engines.sheets.grid import TemplateMark
from liangxin.engines.sheets.heads import FoundColumn
from liangxin.engines.sheets.notices import SheetNotice


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong with one cell: row number, column letters, the column's code, the refusal, what stands there.

    `column` is where the cell is, or would be. `refusal` carries code, data, sentence and remedy, so that a screen can
    say them in its language; `typed` is short and, where it is personal, masked.
    """

    row: int
    column: str
    column_code: str
    refusal: CellRefused
    typed: str = ""

    @property
    def code(self) -> str:
        """The stable code of the fault."""
        return self.refusal.code

    @property
    def sentence(self) -> str:
        """What is wrong, in Chinese."""
        return self.refusal.sentence % self.refusal.details

    @property
    def remedy(self) -> str:
        """What to do, in Chinese."""
        return self.refusal.remedy % self.refusal.details

    def as_json(self) -> dict[str, Any]:
        """As plain values; with `details` the sentence can be said in another language later."""
        return {
            "row": self.row,
            "column": self.column,
            "column_code": self.column_code,
            "code": self.code,
            "sentence": self.sentence,
            "remedy": self.remedy,
            "typed": self.typed,
            "details": {name: str(value) for name, value in self.refusal.details.items()},
        }


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: number in the sheet, value by column code, digest of what it says, whether it is free of faults.

    Every column of the list has its code; None stands for what is missing or faulty. Values are str, int, Decimal,
    bool, `date`, `Money`, `Quantity`, `Place`, by the column's kind; a choice is its code.
    """

    number: int
    values: dict[str, Any]
    digest: str
    sound: bool = True


@dataclass(frozen=True, slots=True)
class SheetReading:
    """A sheet as read. `head_row` is the last row of its head; `columns` where each column was found.

    `mark` names the template that the workbook was made from, where it was made from one. A row that repeats another's
    key is not sound, and neither is the other.
    """

    sheet: str
    head_row: int
    columns: tuple[FoundColumn, ...]
    rows: tuple[SheetRow, ...]
    faults: tuple[CellFault, ...]
    notices: tuple[SheetNotice, ...]
    digest: str
    mark: TemplateMark | None = None

    @property
    def sound_rows(self) -> tuple[SheetRow, ...]:
        """The rows without faults."""
        return tuple(row for row in self.rows if row.sound)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reading has come: rows read, and the share of the sheet behind it, from 0 to 1."""

    rows: int
    share: float


@dataclass(slots=True)
class FaultList:
    """Collects faults up to a limit; the rows that have some are all remembered."""

    most: int
    faults: list[CellFault] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    count: int = 0

    def add(self, row: int, letters: str, refusal: CellRefused) -> None:
        """Collect one."""
        self.count += 1
        self.rows.add(row)
        if len(self.faults) < self.most:
            typed = str(refusal.details.get("typed", ""))
            self.faults.append(CellFault(row, letters, refusal.field or "", refusal, typed))


OnProgress = Callable[[Progress], None]
