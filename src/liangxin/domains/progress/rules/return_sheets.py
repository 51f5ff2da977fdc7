"""A return as a workbook: its columns, what stands in them, and what each row that comes back says or has wrong.

One line a row. Cells left blank change nothing. The last column tells which version of each field was downloaded, so
that what a colleague has changed since is not overwritten.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from liangxin.domains.progress.errors import FieldNotHere, LineOther, LineUnknown
from liangxin.domains.progress.rules.returns import number_typed
from liangxin.domains.progress.terms import REASON_LIMIT, TEXT_LIMIT, FieldName, LineKind, TaskState
from liangxin.engines.sheets import Bounds, CellFault, Choice, Column, Kind, SheetReading, SheetRow, SheetType
from liangxin.kernel.refusal import Refusal
from liangxin.kernel.term import Term
from liangxin.kernel.text import cut, plain

VERSIONS, ASSURANCE = "versions", "assurance"
_HELD: Final = re.compile(r"([a-z_]+):(\d{1,9})")
_NOTE: Final = (
    "一行一项，目标填本期数、本年累计、说明，任务填状态、进展、困难和风险、下一步。\n"
    "空着的格子不改动已有的内容；没有数的不要填0，在说明中写明原因。\n"
    "序号、内容、上期、系统计算和数据版本由系统给出，请勿改动；下载以后别人改过的格子不会被覆盖。"
)


def return_sheet(title: str) -> SheetType:
    """The columns of a return."""
    words = Bounds(characters=TEXT_LIMIT)
    states = tuple(Choice(state.value, state.label) for state in TaskState)
    columns = (
        Column("place", "序号", Kind.WHOLE, required=True, help="由系统给出，请勿改动"),
        Column("kind", "类别", help="由系统给出"),
        Column("title", "内容", required=True, help="由系统给出，请勿改动"),
        Column("measured", "计量单位", aliases=("单位",), help="本期数、本年累计按这个单位填"),
        Column("last", "上期", Kind.DECIMAL, help="只供查看"),
        Column("computed", "系统计算", Kind.DECIMAL, help="只供查看；已有的不必再填"),
        Column(FieldName.FIGURE.value, "本期数", Kind.DECIMAL, aliases=("本月数", "当期"), help="没有数就空着，不填0"),
        Column(FieldName.TO_DATE.value, "本年累计", Kind.DECIMAL, aliases=("累计",), help="空着的由系统相加"),
        Column(FieldName.NOTE.value, "说明", limits=words, help="没有数的写原因，滞后的写原因"),
        Column(FieldName.STATE.value, "状态", Kind.CHOICE, choices=states, aliases=("任务状态",)),
        Column(FieldName.TEXT.value, "进展", limits=words),
        Column(FieldName.RISKS.value, "困难和风险", limits=words),
        Column(FieldName.NEXT_STEP.value, "下一步", limits=words),
        Column(ASSURANCE, "核实说明", limits=Bounds(characters=REASON_LIMIT), help="数存疑而无误的，写明核实情况"),
        Column(VERSIONS, "数据版本", help="由系统给出，请勿改动"),
    )
    return SheetType("progress_return", cut(title, 60), 1, columns, key=("place",), note=_NOTE)


@dataclass(frozen=True, slots=True)
class FieldNow:
    """A field as it stands."""

    value: str
    version: int
    by: str = ""


@dataclass(frozen=True, slots=True)
class LineNow:
    """A line as it stands, with its fields."""

    place: int
    kind: LineKind
    title: str
    unit: str
    last: Decimal | None
    computed: Decimal | None
    fields: Mapping[FieldName, FieldNow]
    assurance: str = ""


def rows_of(lines: Iterable[LineNow]) -> Iterator[dict[str, Any]]:
    """The rows of a return, as the workbook is filled."""
    for line in lines:
        values: dict[str, Any] = {
            "place": line.place + 1,
            "kind": line.kind.label,
            "title": line.title,
            "measured": line.unit or None,
            "last": line.last,
            "computed": line.computed,
            ASSURANCE: line.assurance or None,
            VERSIONS: " ".join(f"{name.value}:{one.version}" for name, one in line.fields.items()),
        }
        for name, one in line.fields.items():
            values[name.value] = (Decimal(one.value) if name.is_number else one.value) if one.value else None
        yield values


@dataclass(frozen=True, slots=True)
class Typed:
    """What a cell says for a field, over which version; -1 where the workbook does not tell."""

    place: int
    name: FieldName
    value: str
    seen: int
    cell: str


@dataclass(frozen=True, slots=True)
class SheetFault:
    """What is wrong with a cell, as templates, so that it can be said in any language."""

    row: int
    column: str
    label: str
    code: str
    sentence: str
    remedy: str
    details: Mapping[str, str]
    typed: str

    @property
    def cell(self) -> str:
        return f"{self.column}{self.row}"

    def as_json(self) -> dict[str, Any]:
        """As plain values; `SheetFault(**values)` makes it again."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class SheetRead:
    """What a workbook says of a return: `typed` of rows without faults, `assured` a word for a line's doubts."""

    typed: tuple[Typed, ...]
    assured: Mapping[int, str]
    faults: tuple[SheetFault, ...]


def read_return(reading: SheetReading, sheet: SheetType, lines: Iterable[LineNow]) -> SheetRead:
    """Understand a workbook row by row; a row with a fault says nothing."""
    known = {line.place: line for line in lines}
    letters = {found.column.code: found.letters for found in reading.columns}
    faults = [_of_cell(fault, sheet) for fault in reading.faults]
    typed: list[Typed] = []
    assured: dict[int, str] = {}
    for row in reading.rows:
        if not row.sound:
            continue
        try:
            line = _line(row, known)
            found = list(_said(row, line, letters))
        except Refusal as refusal:
            faults.append(_of_row(row, refusal, letters, sheet))
            continue
        typed += found
        if row.values.get(ASSURANCE):
            assured[line.place] = str(row.values[ASSURANCE]).strip()
    return SheetRead(
        tuple(typed), assured, tuple(sorted(faults, key=lambda one: (one.row, len(one.column), one.column)))
    )


def _line(row: SheetRow, known: Mapping[int, LineNow]) -> LineNow:
    number = int(row.values["place"])
    line = known.get(number - 1)
    if line is None:
        raise LineUnknown(field="place", number=number)
    if plain(str(row.values["title"])) != plain(line.title):
        raise LineOther(field="title", number=number, title=cut(line.title, 40))
    return line


def _said(row: SheetRow, line: LineNow, letters: Mapping[str, str]) -> Iterator[Typed]:
    seen = {name: int(version) for name, version in _HELD.findall(str(row.values.get(VERSIONS) or ""))}
    for name in FieldName:
        value = row.values.get(name.value)
        if value is None or value == "":
            continue
        if name not in line.fields:
            raise FieldNotHere(field=name.value, what=name)
        text = number_typed(f"{value:f}") if name.is_number else str(value).replace("\r\n", "\n").strip()
        yield Typed(line.place, name, text, seen.get(name.value, -1), f"{letters.get(name.value, '')}{row.number}")


def _of_row(row: SheetRow, refusal: Refusal, letters: Mapping[str, str], sheet: SheetType) -> SheetFault:
    code = refusal.field if refusal.field and refusal.field in letters else "place"
    return _fault(row.number, letters.get(code, ""), sheet.column(code).label, refusal, str(row.values.get(code) or ""))


def _of_cell(fault: CellFault, sheet: SheetType) -> SheetFault:
    label = sheet.column(fault.column_code).label if fault.column_code else ""
    return _fault(fault.row, fault.column, label, fault.refusal, fault.typed)


def _fault(row: int, column: str, label: str, refusal: Refusal, typed: str) -> SheetFault:
    details = {name: str(value.label if isinstance(value, Term) else value) for name, value in refusal.details.items()}
    return SheetFault(row, column, label, refusal.code, refusal.sentence, refusal.remedy, details, cut(typed, 100))
