"""What the level above's workbook is filled from: a mapping that is data, proposed from the labels in the workbook.

- {sheet: 月报, cell: C5, fact: figure, of: lifts_renewed, month: 3, unit: 台}
- {sheet: 月报, labels: B5:B20, column: D, fact: to_date}
- {sheet: 月报, cell: F5, fact: text, of: 更新住宅电梯}
- {sheet: 封面, cell: B2, fact: fixed, text: 清岚县}
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Final

import yaml

from liangxin.domains.progress.errors import MappingWrong
from liangxin.domains.progress.terms import MAPPING_LIMIT, MOST_CELLS, Fact
from liangxin.kernel.shipped import plain_data
from liangxin.kernel.text import cut, plain

_CELL: Final = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_COLUMN: Final = re.compile(r"[A-Z]{1,3}")
_RANGE: Final = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6}):\1([1-9]\d{0,6})")
_KEYS: Final = {"sheet", "cell", "labels", "column", "fact", "of", "region", "month", "unit", "scale", "text"}
Matched = Callable[[str, str], str]  # the words of a label and its unit → the code of an indicator, "" for none


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell and what it is filled with; with `labels` a column of cells, each by the label in its row.

    `of` is an indicator's code or, for a text, words of a task's title; `region` a code, "" for the own; `month` one
    of the period's year, 0 for the period itself. A figure is multiplied by `scale` after it is brought to `unit`.
    """

    sheet: str
    cell: str
    fact: Fact
    of: str = ""
    region: str = ""
    month: int = 0
    unit: str = ""
    scale: Decimal = Decimal(1)
    text: str = ""
    labels: str = ""

    @property
    def place(self) -> str:
        return f"{self.sheet}!{self.cell}"


def read_mapping(text: str) -> tuple[Entry, ...]:
    """A mapping as people write it. Raises MappingWrong."""
    if len(text) > MAPPING_LIMIT:
        raise MappingWrong(field="mapping", number=1, problem="内容太长")
    try:
        given = plain_data(text)
    except yaml.YAMLError as error:
        raise MappingWrong(field="mapping", number=1, problem="不是可以读取的 YAML") from error
    if not isinstance(given, list) or not given:
        raise MappingWrong(field="mapping", number=1, problem="应当是一个列表，至少一项")
    entries = tuple(_entry(number, one) for number, one in enumerate(given, 1))
    if len(entries) > MOST_CELLS:
        raise MappingWrong(field="mapping", number=MOST_CELLS, problem=f"最多{MOST_CELLS}项")
    places = [entry.place for entry in entries]
    for number, place in enumerate(places):
        if place in places[:number]:
            raise MappingWrong(field="mapping", number=number + 1, problem=f"{place}已经写过")
    return entries


def _entry(number: int, given: Any) -> Entry:
    def need(true: object, problem: str) -> None:
        if not true:
            raise MappingWrong(field="mapping", number=number, problem=problem)

    need(isinstance(given, dict) and given.keys() <= _KEYS, f"应当由 {'、'.join(sorted(_KEYS))} 组成")
    said = {key: str(value).strip() for key, value in given.items() if value is not None}
    fact = said.get("fact", "")
    need(fact in set(Fact), f"fact 应当是 {'、'.join(each.value for each in Fact)} 之一")
    need(said.get("sheet"), "没有写 sheet（工作表的名称）")
    cell, labels = said.get("cell", ""), said.get("labels", "")
    if labels:
        cell = said.get("column", "")
        need(_RANGE.fullmatch(labels) and _COLUMN.fullmatch(cell), "labels 写成 B5:B20，column 写要填的列，如 D")
    else:
        need(_CELL.fullmatch(cell), "cell 写成 C5 的样子")
    month = said.get("month", "0")
    need(month.isdigit() and 0 <= int(month) <= 12, "month 应当是 1 至 12")
    try:
        scale = Decimal(said.get("scale", "1"))
    except InvalidOperation:
        scale = Decimal(0)
    need(scale.is_finite() and scale != 0, "scale 应当是不为 0 的数")
    kind = Fact.of(fact)
    need(kind is not Fact.FIXED or said.get("text"), "固定文字要写 text")
    need(said.get("of") or labels or kind in (Fact.FIXED, Fact.UNITS), "没有写 of（指标代码，或任务标题中的词）")
    return Entry(said["sheet"], cell, kind, said.get("of", ""), said.get("region", ""), int(month),
                 said.get("unit", ""), scale, said.get("text", ""), labels)  # fmt: skip


def written(entries: Sequence[Entry]) -> str:
    """A mapping as text, one item a line."""
    return "".join(f"- {_line(entry)}\n" for entry in entries)


def _line(entry: Entry) -> str:
    where = {"labels": entry.labels, "column": entry.cell} if entry.labels else {"cell": entry.cell}
    values: dict[str, Any] = {"sheet": entry.sheet, **where, "fact": entry.fact.value}
    values |= {name: value for name in ("of", "region", "unit", "text") if (value := getattr(entry, name))}
    if entry.month:
        values["month"] = entry.month
    if entry.scale != 1:
        values["scale"] = f"{entry.scale.normalize():f}"
    return yaml.safe_dump(values, allow_unicode=True, default_flow_style=True, sort_keys=False, width=10_000).strip()


def as_json(entry: Entry) -> dict[str, Any]:
    """As plain values; `from_json` makes it again."""
    values = {name: getattr(entry, name) for name in Entry.__slots__}
    return values | {"fact": entry.fact.value, "scale": str(entry.scale)}


def from_json(values: Mapping[str, Any]) -> Entry:
    """An entry that was kept."""
    return Entry(**{**values, "fact": Fact.of(values["fact"]), "scale": Decimal(values["scale"])})


@dataclass(frozen=True, slots=True)
class SheetGrid:
    """The texts of a sheet by row and column, merged headings spread over all they cover; rows and columns from 1.

    `taken` are cells that hold a formula or are covered by a merge: nothing is filled in there.
    """

    name: str
    texts: Mapping[tuple[int, int], str]
    rows: int
    columns: int
    taken: frozenset[tuple[int, int]] = field(default=frozenset())


def expanded(entry: Entry, grid: SheetGrid | None, match: Matched) -> list[Entry]:
    """The cells of an entry: itself, or one for each row whose label there is."""
    found = _RANGE.fullmatch(entry.labels) if entry.labels else None
    if found is None:
        return [entry]
    if grid is None:
        return [_at(entry, entry.cell, "")]
    column, first, last = number_of(found[1]), int(found[2]), min(int(found[3]), grid.rows)
    rows = [(row, grid.texts.get((row, column), "").strip()) for row in range(first, last + 1)]
    return [_at(entry, f"{entry.cell}{row}", match(text, entry.unit)) for row, text in rows if text]


def _at(entry: Entry, cell: str, of: str) -> Entry:
    return Entry(entry.sheet, cell, entry.fact, of, entry.region, entry.month, entry.unit, entry.scale, entry.text)


_MONTH: Final = re.compile(r"(?<![\d\-—至到])(\d{1,2})月(?!.*累计)")
_HEADS: Final = (
    (re.compile("累计|1[-—至到]"), Fact.TO_DATE),
    (re.compile("目标|计划数|任务数|年度任务"), Fact.AIM),
    (re.compile("应完成|应有|序时|时序"), Fact.DUE),
    (re.compile("状态"), Fact.STATUS),
    (re.compile("本月|当月|本期|本季|当期|完成数|完成值|完成情况"), Fact.FIGURE),
)
_UNIT_HEAD: Final = ("单位", "计量单位")
_UNIT_IN_HEAD: Final = re.compile(r"[（(]([^（）()]{1,8})[)）]\s*$")


def proposed(grid: SheetGrid, match: Matched, places: Mapping[str, str]) -> list[Entry]:
    """What a sheet may be filled with: rows by the indicators their labels name, columns by their headings.

    `places` are codes of regions right below by name, for tables with a column for each. Nothing is proposed for cells
    that hold something already.
    """
    labels = _label_column(grid, match)
    if labels is None:
        return []
    column, found = labels
    first = min(found)
    heads = {place: _head(grid, place, first) for place in range(1, grid.columns + 1) if place != column}
    units = next((place for place, words in heads.items() if plain(words) in _UNIT_HEAD), None)
    return [
        entry
        for row, (code, text) in sorted(found.items())
        for place, words in heads.items()
        if place != units
        and (entry := _of_cell(grid, row, place, words, code, _unit(grid, row, units, words, text), places))
    ]


def _label_column(grid: SheetGrid, match: Matched) -> tuple[int, dict[int, tuple[str, str]]] | None:
    """The column with most labels that name an indicator, and its rows with code and label."""
    best: tuple[int, dict[int, tuple[str, str]]] | None = None
    for column in range(1, min(grid.columns, 8) + 1):
        texts = {row: grid.texts.get((row, column), "").strip() for row in range(1, grid.rows + 1)}
        found = {row: (code, text) for row, text in texts.items() if len(text) > 1 and (code := match(text, ""))}
        if found and (best is None or len(found) > len(best[1])):
            best = column, found
    return best


def _head(grid: SheetGrid, column: int, first: int) -> str:
    """All texts above the first row of a column, the nearest last; a title over all columns is no heading."""
    words: list[str] = []
    for row in range(1, first):
        text = grid.texts.get((row, column), "").strip()
        wide = {grid.texts.get((row, place), "") for place in range(1, grid.columns + 1)}
        if text and len(wide) > 1 and text not in words:
            words.append(text)
    return " ".join(words)


def _of_cell(
    grid: SheetGrid, row: int, column: int, words: str, code: str, unit: str, places: Mapping[str, str]
) -> Entry | None:
    if grid.texts.get((row, column), "").strip() or (row, column) in grid.taken or not words:
        return None
    region = next((code for name, code in places.items() if name in words), "")
    month = _MONTH.search(words)
    fact = next((fact for pattern, fact in _HEADS if pattern.search(words)), None)
    if fact is None and (month or region):
        fact = Fact.FIGURE
    if fact is None:
        return None
    number = int(month[1]) if month and fact is Fact.FIGURE and 1 <= int(month[1]) <= 12 else 0
    shown = unit if fact.is_number else ""
    return Entry(grid.name, f"{letters_of(column)}{row}", fact, code, region, number, shown)


def _unit(grid: SheetGrid, row: int, units: int | None, words: str, label: str) -> str:
    """The unit in which the sheet wants a row: of its own column, in brackets of the heading or of the label."""
    if units is not None and (said := grid.texts.get((row, units), "").strip()):
        return cut(said, 10)
    found = _UNIT_IN_HEAD.search(words) or _UNIT_IN_HEAD.search(label)
    return found[1] if found else ""


def number_of(letters: str) -> int:
    """The number of a column.

    >>> number_of("A"), number_of("AA"), letters_of(27)
    (1, 27, 'AA')
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def letters_of(number: int) -> str:
    """The letters of a column."""
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found
