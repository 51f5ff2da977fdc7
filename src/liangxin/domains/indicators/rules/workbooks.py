"""Workbooks of figures: their columns in two layouts, and what each row says, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from liangxin.domains.indicators.terms import REASON_LIMIT, SOURCE_LIMIT, Form, Layout, Origin
from liangxin.engines.sheets import Bounds, CellFault, Choice, Column, Figure, Kind, SheetType
from liangxin.kernel.period import Period
from liangxin.kernel.refusal import Refusal
from liangxin.kernel.term import Term
from liangxin.kernel.text import cut, plain

ROLLED = "rolled_up"  # 来源 of what is added up while it is read; never taken in
NOT_TAKEN = frozenset({Origin.COMPUTED.value, ROLLED})
MONTHS = tuple(f"m{number:02}" for number in range(1, 13))
_FIRST_YEAR, _LAST_YEAR = 2015, 2040  # of months that are spelled with their year in a heading
_FORM_WORDS = {
    Form.FLOW: ("当期", "本期", "本期数", "当月", "当月数", "本月", "本月数"),
    Form.TO_DATE: ("累计", "累计数", "本年累计数", "年内累计", "1至本月累计"),
    Form.STOCK: ("期末", "存量", "时点数"),
}
_NOTE = (
    "一行一个数；每一期单独一行。",
    "数值可带单位，如 300万元；不带单位的按“计量单位”列，没有写的按指标的计量单位。",
    "没有数就空着，不要填0；空着的行不改动已有的数。",
    "“来源”是系统计算或由下级汇总的行只供查看，上传时不读取。",
    "也可以一行一个指标、1月至12月为列，另有“形式”列，标题写明年份。",
)


@dataclass(frozen=True, slots=True)
class Named:
    """An indicator with all names that lead to it, the own one first."""

    code: str
    names: tuple[str, ...]
    unit: str


def rows_sheet(indicators: Iterable[Named], places: Iterable[tuple[str, str]], units: Sequence[str] = ()) -> SheetType:
    """The layout of the template: one figure a row. `units` are offered where 填报单位 is filled in."""
    tellers = tuple(Choice(name) for name in dict.fromkeys(units))
    columns = (
        Column("indicator", "指标", Kind.CHOICE, required=True, choices=_indicators(indicators), aliases=("指标名称",),
               help="名称、登记过的同义名称或代码"),
        _place(places),
        Column("period", "期间", required=True, aliases=("时期", "统计期", "数据期"), example="2025年6月",
               help="2025年6月、2025年二季度、2025年上半年或2025年；累计和期末数写截至的那一期"),
        Column("value", "数值", Kind.FIGURE, required=True, aliases=("完成数", "完成值"),
               help="没有数就空着，不填0"),
        *_common(Column("teller", "填报单位", Kind.UNIT, choices=tellers, aliases=("报送单位",),
                        help="单位名册中的名称")),
        Column("numerator", "分子", Kind.DECIMAL),
        Column("denominator", "分母", Kind.DECIMAL),
        Column("got", "已有份数", Kind.WHOLE, help="数据不全时填写，如12个乡镇报来9个填9"),
        Column("expected", "应有份数", Kind.WHOLE),
    )  # fmt: skip
    return SheetType("indicator_figures", "指标数据", 1, columns, note="".join(_NOTE))


def months_sheet(indicators: Iterable[Named], places: Iterable[tuple[str, str]]) -> SheetType:
    """The layout that people bring: one indicator a row, months in columns."""
    columns = (
        Column("indicator", "指标", Kind.CHOICE, required=True, choices=_indicators(indicators), aliases=("指标名称",)),
        _place(places),
        Column("year", "年份", Kind.YEAR, aliases=("年度",)),
        *_common(Column("teller", "填报单位", Kind.UNIT, aliases=("报送单位",))),
        *_months(),
    )
    return SheetType("indicator_months", "指标逐月数据", 1, columns)


def with_months(sheet: SheetType) -> SheetType:
    """A layout with columns of months beside its own, to see whether a workbook has both."""
    return replace(sheet, columns=(*sheet.columns, *_months()))


def _months() -> Iterator[Column]:
    for number, code in enumerate(MONTHS, 1):
        yield Column(code, f"{number}月", Kind.FIGURE, aliases=_spelled(number))


def _spelled(month: int) -> tuple[str, ...]:
    years = range(_FIRST_YEAR, _LAST_YEAR)
    with_year = (
        form for year in years for form in (f"{year}年{month}月", f"{year}年{month}月份", f"{year}-{month:02}")
    )
    return (f"{month}月份", *with_year)


def _common(teller: Column) -> Iterator[Column]:
    forms = tuple(Choice(form.value, form.label, _FORM_WORDS[form]) for form in Form)
    origins = (*(Choice(one.value, one.label) for one in Origin), Choice(ROLLED, "由下级汇总"))
    yield Column("measured_in", "计量单位", aliases=("单位",), help="不写的按指标的计量单位")
    yield Column("form", "形式", Kind.CHOICE, choices=forms, aliases=("数值形式",), help="不写的按这个指标已有的数")
    yield teller
    yield Column("origin", "来源", Kind.CHOICE, choices=origins, help="不写的按单位填报")
    yield Column("source", "出处", limits=Bounds(characters=SOURCE_LIMIT), help="报表、系统或文件的名称")
    yield Column("note", "说明", limits=Bounds(characters=REASON_LIMIT), aliases=("修订原因",), help="修订已有数的原因")


def _indicators(indicators: Iterable[Named]) -> tuple[Choice, ...]:
    """Choices of which no two are spelled alike: what two would share stays with the first."""
    taken: set[str] = set()
    found = []
    for one in indicators:
        names = [name for name in dict.fromkeys((*one.names, one.code)) if plain(name) and plain(name) not in taken]
        taken |= {plain(name) for name in names}
        if names:
            found.append(Choice(one.code, names[0], tuple(name for name in names[1:] if name != one.code)))
    return tuple(found)


def _place(places: Iterable[tuple[str, str]]) -> Column:
    named = list(places)
    names = [plain(name) for _, name in named]
    choices = tuple(
        Choice(code, name if names.count(plain(name)) == 1 else f"{name}（{code}）") for code, name in named
    )
    return Column("region", "区划", Kind.CHOICE, choices=choices, aliases=("地区", "行政区划", "县区", "区县"),
                  help="名称或代码，不写的按本地")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """What one cell of figures says, with what its row says besides; empty where nothing is said.

    `columns` has the letters of the sheet's columns by code, `column` those of the figure.
    """

    row: int
    column: str
    indicator: str
    region: str
    period: Period
    figure: Figure
    measured_in: str
    form: Form | None
    teller: str
    origin: Origin
    numerator: Decimal | None
    denominator: Decimal | None
    got: int | None
    expected: int | None
    source: str
    note: str
    columns: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with one cell, as templates, so that it can be said in any language; no column: the whole row."""

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
        """As plain values; `RowFault(**values)` makes it again."""
        return {name: getattr(self, name) for name in self.__slots__}


def fault_of(row: int, column: str, label: str, refusal: Refusal, typed: str = "") -> RowFault:
    """A refusal as the fault of a cell."""
    details = {name: said(value) for name, value in refusal.details.items()}
    return RowFault(row, column, label, refusal.code, refusal.sentence, refusal.remedy, details, cut(typed, 100))


def fault_of_cell(fault: CellFault, sheet: SheetType) -> RowFault:
    """What the reading found wrong with a cell."""
    label = sheet.column(fault.column_code).label if fault.column_code else ""
    return fault_of(fault.row, fault.column, label, fault.refusal, fault.typed)


def said(value: object) -> str:
    """A detail of a refusal or a notice as a text."""
    return str(value.label if isinstance(value, Term) else value)


def blank_figures(faults: Iterable[CellFault]) -> frozenset[int]:
    """Rows of the template whose figure is left blank: they say nothing, and nothing is wrong with that."""
    return frozenset(f.row for f in faults if f.column_code == "value" and f.code == "sheets.value_missing")


@dataclass(frozen=True, slots=True)
class WorkbookRead:
    """A workbook as it was understood; `left` are rows that are only to be looked at, `blank` those without figures."""

    layout: Layout
    sheet: str
    head_row: int
    digest: str
    notices: tuple[tuple[str, dict[str, str]], ...]
    said: tuple[Said, ...]
    faults: tuple[RowFault, ...]
    faulty: Collection[int]
    labels: Mapping[str, str]
