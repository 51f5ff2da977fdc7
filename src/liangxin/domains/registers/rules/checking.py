"""Rows of a workbook checked one after another: what the engine says of cells, and what the type says of records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from liangxin.domains.registers.rules.imports import RowFault, RowRead, decide_row, fault_of
from liangxin.domains.registers.rules.sheets import RegisterSheet
from liangxin.domains.registers.rules.values import key_of, shown_key
from liangxin.engines.sheets import CellFault, SheetRow, SheetStream
from liangxin.engines.sheets.cell_refusals import KeyRepeated
from liangxin.kernel.refusal import Refusal
from liangxin.kernel.text import cut

SHOWN_KEY = 300


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row with its key; without `read` its cells have faults."""

    number: int
    digest: str
    key: str = ""
    read: RowRead | None = None

    @property
    def shown_key(self) -> str:
        """The key as people read it; empty where the row could not be read."""
        return self.read.shown_key if self.read else ""


class RowChecker:
    """Goes through a stream once and collects the faults that the engine does not know of."""

    def __init__(self, sheet: RegisterSheet, stream: SheetStream) -> None:
        self.sheet, self._stream = sheet, stream
        self._letters = {found.column.code: found.letters for found in stream.columns}
        self._codes = frozenset(code for code in self._letters if code not in (sheet.stage, sheet.day))
        self._keys: dict[str, int] = {}
        self.own_faults: list[RowFault] = []
        self.faulty: set[int] = set()

    def __iter__(self) -> Iterator[CheckedRow]:
        for row in self._stream:
            yield self._checked(row) if row.sound else CheckedRow(row.number, row.digest)

    def refuse(self, number: int, refusal: Refusal, read: RowRead | None = None, typed: str = "") -> None:
        """Note a fault of a row, in the column that the refusal names."""
        code = refusal.field or ""
        if read is not None and code == self.sheet.stage and read.stage:
            typed = self.sheet.spec.stage_label(read.stage)
        elif read is not None and code == self.sheet.day and read.day:
            typed = read.day.isoformat()
        label = self.sheet.label(code) if code in self._letters else ""
        self.faulty.add(number)
        self.own_faults.append(fault_of(refusal, number, self._letters.get(code, ""), label, cut(typed, 60)))

    def faults(self) -> list[RowFault]:
        """All faults by row and column, when the last row has been taken."""
        found = [_of_engine(fault, self.sheet) for fault in self._stream.faults]
        return sorted(found + self.own_faults, key=lambda fault: (fault.row, len(fault.column), fault.column))

    def faulty_rows(self) -> set[int]:
        """The numbers of all rows with faults, those that a later row has put in the wrong too."""
        return self.faulty | self._stream.faulty_rows

    def _checked(self, row: SheetRow) -> CheckedRow:
        try:
            values = self.sheet.values(row.values)
            key = key_of(self.sheet.spec, values)
        except Refusal as refusal:
            self.refuse(row.number, refusal, typed=str(refusal.details.get("text", "")))
            return CheckedRow(row.number, row.digest)
        shown = cut(shown_key(self.sheet.spec, values), SHOWN_KEY)
        if self._repeats(row.number, key, shown):
            return CheckedRow(row.number, row.digest)
        stage, day = row.values[self.sheet.stage], row.values[self.sheet.day]
        return CheckedRow(row.number, row.digest, key, RowRead(values, self._codes, stage, day, shown))

    def _repeats(self, number: int, key: str, shown: str) -> bool:
        """A key that only the register's own comparison finds twice; the engine has told of all others."""
        first = self._keys.setdefault(key, number)
        if first == number:
            return False
        code = self.sheet.spec.key[0]
        for here, other in ((first, number), (number, first)):
            if here not in self.faulty:
                self.refuse(here, KeyRepeated(field=code, column=self.sheet.label(code), typed=shown[:60], rows=other))
        return True


def _of_engine(fault: CellFault, sheet: RegisterSheet) -> RowFault:
    label = sheet.label(fault.column_code) if fault.column_code else ""
    return fault_of(fault.refusal, fault.row, fault.column, label, fault.typed)


def check_as_new(checker: RowChecker, on: date) -> tuple[int, int]:
    """Check all rows as if the register were empty; how many there are, and how many are sound."""
    count = 0
    for row in checker:
        count += 1
        if row.read is None:
            checker.faulty.add(row.number)
            continue
        try:
            decide_row(checker.sheet, row.read, None, on)
        except Refusal as refusal:
            checker.refuse(row.number, refusal, row.read)
    return count, count - len(checker.faulty_rows())
