"""What a list is made of: its columns, their kinds and units, and the key by which a row is known.

Plain values: what makes no sense is refused when the record is made, with the place in its description.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from liangxin.engines.sheets.refusals import DescriptionWrong
from liangxin.kernel.quantity import UnitUnknown, find_unit
from liangxin.kernel.term import Term
from liangxin.kernel.text import cut, plain

CODE = re.compile(r"[a-z][a-z0-9_]{0,62}")
LONGEST_CELL = 32_767  # what a cell of .xlsx holds
LONGEST_LABEL = 100
MOST_COLUMNS = 200
PROBLEMS = "问题"  # the column that a marked copy adds
# How many 元 one is; typed into cells, heads and corners.
YUAN = {
    "分": Decimal("0.01"),
    "角": Decimal("0.1"),
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万": Decimal(10**4),
    "万元": Decimal(10**4),
    "百万元": Decimal(10**6),
    "千万元": Decimal(10**7),
    "亿": Decimal(10**8),
    "亿元": Decimal(10**8),
}


class Kind(Term):
    """What a column holds."""

    TEXT = "text", "文字"
    WHOLE = "whole", "整数"
    DECIMAL = "decimal", "小数"
    QUANTITY = "quantity", "数量"
    FIGURE = "figure", "数值"
    MONEY = "money", "金额"
    DATE = "date", "日期"
    YEAR = "year", "年份"
    CHOICE = "choice", "选项"
    YES_NO = "yes_no", "是否"
    USCC = "uscc", "统一社会信用代码"
    VIN = "vin", "车辆识别代号"
    RESIDENT_ID = "resident_id", "公民身份号码"
    PLATE = "plate", "号牌号码"
    PHONE = "phone", "电话"
    REGION = "region", "行政区划"
    UNIT = "unit", "单位名称"
    PLACE = "place", "经纬度"
    FILE = "file", "文件名"


NUMBERS = frozenset({Kind.WHOLE, Kind.DECIMAL, Kind.QUANTITY, Kind.FIGURE, Kind.MONEY})
MEASURED = frozenset({Kind.WHOLE, Kind.QUANTITY, Kind.MONEY})  # a unit may stand in head, corner or cell
IDENTIFIERS = frozenset({Kind.USCC, Kind.VIN, Kind.RESIDENT_ID, Kind.PLATE, Kind.PHONE})
WORDS = frozenset({Kind.TEXT, Kind.UNIT, Kind.FILE})
PERSONAL = frozenset({Kind.RESIDENT_ID, Kind.PHONE, Kind.PLATE})  # masked wherever this package shows them


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several: the stable `code` that is read, the Chinese `label` that is typed, and other spellings."""

    code: str
    label: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What is shown and typed."""
        return self.label or self.code


@dataclass(frozen=True, slots=True)
class Bounds:
    """`least` and `most`, both allowed, in the column's unit (or days, or years); `characters` of a text at most."""

    least: Decimal | date | None = None
    most: Decimal | date | None = None
    characters: int | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list. `unit` is that of plain numbers (money: 元, 万元, 亿元 …), `aliases` other headings.

    `choices` are for choices, and may name the regions or units that a region or unit column takes besides.
    """

    code: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    unit: str = ""
    choices: tuple[Choice, ...] = ()
    help: str = ""
    limits: Bounds = Bounds()
    aliases: tuple[str, ...] = ()
    example: str = ""

    @property
    def heading(self) -> str:
        """The label with its unit in brackets."""
        return f"{self.label}（{self.unit}）" if self.unit else self.label


@dataclass(frozen=True, slots=True)
class SheetType:
    """A list that workbooks are written and read for. `key`: the codes of the columns by which a row is known.

    Columns of the key are required whether they say so or not. Raises DescriptionWrong.
    """

    code: str
    name: str
    version: int
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    note: str = ""
    _by_code: dict[str, Column] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_code", {column.code: column for column in self.columns})
        _check_type(self)

    def column(self, code: str) -> Column:
        """The column with this code; KeyError where there is none."""
        return self._by_code[code]

    @property
    def codes(self) -> Iterable[str]:
        """The codes of all columns in their order."""
        return self._by_code.keys()

    def is_required(self, column: Column) -> bool:
        """Whether every row must have it: it says so, or the key needs it."""
        return column.required or column.code in self.key

    @property
    def required(self) -> tuple[Column, ...]:
        """The columns that every row must have."""
        return tuple(column for column in self.columns if self.is_required(column))


def _check_type(sheet_type: SheetType) -> None:
    _need(CODE.fullmatch(sheet_type.code), "code", "应当是小写字母开头、由小写字母、数字和下划线组成的代码")
    _need(sheet_type.name.strip() and len(sheet_type.name) <= LONGEST_LABEL, "name", "应当有，且不超过100字")
    _need(sheet_type.version >= 1, "version", "应当是不小于1的整数")
    _need(0 < len(sheet_type.columns) <= MOST_COLUMNS, "columns", f"应当有1至{MOST_COLUMNS}列")
    for number, column in enumerate(sheet_type.columns):
        _check_column(column, f"columns[{number}]")
    codes = [column.code for column in sheet_type.columns]
    _need(len(set(codes)) == len(codes), "columns", f"有重复的代码{_first_twice(codes)}")
    names = [plain(name) for column in sheet_type.columns for name in {plain(n): n for n in _names(column)}]
    _need(len(set(names)) == len(names), "columns", f"有重复的列名“{_first_twice(names)}”")
    _need(plain(PROBLEMS) not in names, "columns", f"不能用“{PROBLEMS}”作列名，核对后的文件要用它")
    strange = [code for code in sheet_type.key if code not in codes]
    _need(not strange, "key", f"提到了没有的列{'、'.join(strange)}")


def _names(column: Column) -> Iterable[str]:
    return (column.heading, *column.aliases)


def _first_twice(names: list[str]) -> str:
    return next((name for place, name in enumerate(names) if name in names[:place]), "")


def _check_column(column: Column, place: str) -> None:
    _need(CODE.fullmatch(column.code), f"{place}.code", "应当是小写字母开头、由小写字母、数字和下划线组成的代码")
    for name in (column.label, *column.aliases):
        _need(plain(name) and len(name) <= LONGEST_LABEL, f"{place}.label", "及别名应当有，且不超过100字")
    _check_unit(column, f"{place}.unit")
    _check_bounds(column, f"{place}.limits")
    takes_choices = column.kind in (Kind.CHOICE, Kind.REGION, Kind.UNIT)
    _need(takes_choices or not column.choices, f"{place}.choices", "只用于选项、行政区划和单位名称")
    _need(column.choices or column.kind is not Kind.CHOICE, f"{place}.choices", "应当至少有一个选项")
    spelled = [s for each in column.choices for s in {plain(n) for n in (each.code, each.name, *each.aliases)}]
    _need(len(set(spelled)) == len(spelled), f"{place}.choices", f"有重复的选项“{_first_twice(spelled)}”")
    _need(all(spelled), f"{place}.choices", "有空的选项")


def _check_unit(column: Column, place: str) -> None:
    if column.kind is Kind.MONEY:
        _need(column.unit in YUAN and "元" in column.unit, place, "应当是元、千元、万元、百万元、千万元或亿元")
        return
    _need(column.unit or column.kind is not Kind.QUANTITY, place, "没有填写，数量列必须有单位")
    _need(not column.unit or column.kind in MEASURED, place, "只用于整数、数量和金额")
    try:
        find_unit(column.unit or "台")
    except UnitUnknown as fault:
        raise DescriptionWrong(place=place, problem=f"“{cut(column.unit, 20)}”不是已知的计量单位") from fault


def _check_bounds(column: Column, place: str) -> None:
    limits = column.limits
    given = [bound for bound in (limits.least, limits.most) if bound is not None]
    wanted = date if column.kind is Kind.DATE else Decimal
    has_bounds = column.kind in NUMBERS | {Kind.DATE, Kind.YEAR}
    _need(has_bounds or not given, place, "的上下限只用于数、日期和年份")
    _need(all(isinstance(bound, wanted) for bound in given), place, "的上下限与列的类型不符")
    both = limits.least is not None and limits.most is not None
    _need(not both or limits.least <= limits.most, place, "的下限大于上限")  # type: ignore[operator]  # one type, checked above
    characters = limits.characters
    _need(characters is None or 0 < characters <= LONGEST_CELL, place, f"的字数应当在1至{LONGEST_CELL}之间")
    _need(characters is None or column.kind in WORDS, place, "的字数只用于文字、单位名称和文件名")


def _need(true: object, place: str, problem: str) -> None:
    if not true:
        raise DescriptionWrong(place=place, problem=problem)
