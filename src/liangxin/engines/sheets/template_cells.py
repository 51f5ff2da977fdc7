"""What a template's cells look like: values as Excel keeps them, formats, widths, notes, checks while typing.

What is written here is read back as the same value; a number that Excel would cut at fifteen digits becomes a text.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from openpyxl.worksheet.datavalidation import DataValidation

from liangxin.engines.sheets.numbers import Figure
from liangxin.engines.sheets.refusals import ValueUnwritable
from liangxin.engines.sheets.rows import OPTIONAL, REQUIRED
from liangxin.engines.sheets.setting import plain_digits
from liangxin.engines.sheets.sheet_type import LONGEST_CELL, NUMBERS, YUAN, Choice, Column, Kind, SheetType
from liangxin.engines.sheets.words import Place
from liangxin.kernel.money import Money
from liangxin.kernel.quantity import OtherDimension, Quantity
from liangxin.kernel.text import cut

TEXT_FORMAT, DATE_FORMAT, MONEY_FORMAT, WHOLE_FORMAT, GENERAL = "@", "yyyy-mm-dd", "#,##0.00####", "0", "General"
_FORMATS = {
    Kind.WHOLE: WHOLE_FORMAT,
    Kind.DECIMAL: GENERAL,
    Kind.QUANTITY: GENERAL,
    Kind.FIGURE: GENERAL,
    Kind.MONEY: MONEY_FORMAT,
    Kind.DATE: DATE_FORMAT,
    Kind.YEAR: WHOLE_FORMAT,
}
_WIDTHS = {
    Kind.DATE: 13,
    Kind.YEAR: 10,
    Kind.YES_NO: 10,
    Kind.USCC: 24,
    Kind.VIN: 24,
    Kind.RESIDENT_ID: 24,
    Kind.PLATE: 14,
    Kind.PHONE: 18,
    Kind.TEXT: 20,
    Kind.UNIT: 28,
    Kind.PLACE: 26,
    Kind.FILE: 24,
}
_WIDEST, _NARROWEST = 40, 12
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FIRST_DAY = date(1900, 3, 1)  # before it Excel counts a day that never was
_EXACT_DIGITS, _SMALLEST_EXPONENT = 15, -10  # smaller numbers are taken for noise when they are read
_LONGEST_PROMPT, _LONGEST_TITLE, _LONGEST_LIST = 255, 32, 255
_YEARS = ("1900", "2100")


def cell_value(column: Column, value: Any) -> str | int | float | Decimal | date | None:
    """A value as its cell holds it. Raises ValueUnwritable where it is not of the column's kind."""
    if value is None:
        return None
    match column.kind, value:
        case Kind.YES_NO, bool():
            return "是" if value else "否"
        case Kind.WHOLE | Kind.YEAR, int() if not isinstance(value, bool):
            return _number(Decimal(value), "")
        case Kind.DECIMAL, Decimal():
            return _number(value, "")
        case Kind.MONEY, Money():
            return _number(value.in_yuan() / YUAN[column.unit], column.unit)
        case Kind.QUANTITY, Quantity():
            return _quantity(column, value)
        case Kind.FIGURE, Figure():
            return f"{plain_digits(value.number)}{value.unit}" if value.unit else _number(value.number, "")
        case Kind.DATE, date():
            return value if value >= _FIRST_DAY else f"{value.year:04}年{value.month}月{value.day}日"
        case Kind.PLACE, Place():
            return str(value)
        case ((Kind.CHOICE | Kind.UNIT), str()) if column.choices:
            return writable(_choice(column, value).name)
        case _, str() if column.kind not in NUMBERS | {Kind.DATE, Kind.YEAR, Kind.YES_NO, Kind.PLACE}:
            return writable(value)
    raise ValueUnwritable(field=column.code, column=column.label, value=cut(str(value), 40))


def writable(text: str) -> str:
    """A text as XML and a cell can hold it; what looks like Excel's escapes is escaped."""
    return _LIKE_AN_ESCAPE.sub("_x005F_", _NOT_IN_XML.sub("", text))[:LONGEST_CELL]


def _number(number: Decimal, unit: str) -> Decimal | str:
    digits = len(number.normalize().as_tuple().digits)
    is_exact = digits <= _EXACT_DIGITS and (not number or _SMALLEST_EXPONENT < number.adjusted() < _EXACT_DIGITS)
    return number if is_exact else f"{number:f}{unit}"


def _quantity(column: Column, value: Quantity) -> Decimal | str:
    try:
        amount = value.amount_in(column.unit)
    except OtherDimension as fault:
        raise ValueUnwritable(field=column.code, column=column.label, value=value.exact()) from fault
    return _number(amount, column.unit)


def _choice(column: Column, code: str) -> Choice:
    for each in column.choices:
        if each.code == code:
            return each
    raise ValueUnwritable(field=column.code, column=column.label, value=cut(code, 40))


def number_format(column: Column) -> str:
    """Texts are kept as such, so that long numbers survive."""
    return _FORMATS.get(column.kind, TEXT_FORMAT)


def width(column: Column) -> float:
    """In characters of Excel's measure: the heading has room, and what is typed mostly."""
    heading = sum(1 if sign.isascii() else 2 for sign in column.heading) + 4
    return min(_WIDEST, max(_NARROWEST, _WIDTHS.get(column.kind, 16), heading))


def note(sheet_type: SheetType, column: Column) -> str:
    """The line under the heading: 必填 or 选填, what is expected, an example."""
    parts = [REQUIRED if sheet_type.is_required(column) else OPTIONAL, column.help.strip("。 ")]
    parts += [f"例：{column.example}" if column.example else ""]
    return writable("。".join(part for part in parts if part))


def expected(column: Column) -> str:
    """What may stand in a column, for the sheet of instructions."""
    if column.choices:
        return "、".join(each.name for each in column.choices)[:2000]
    words = {
        Kind.DATE: "年月日，如 2025-06-30",
        Kind.YEAR: "四位年份，如 2025",
        Kind.YES_NO: "是、否",
        Kind.REGION: "六位区划代码或完整名称",
        Kind.PLACE: "经度,纬度，如 120.382600,36.067100",
        Kind.USCC: "18位",
        Kind.VIN: "17位",
        Kind.RESIDENT_ID: "18位",
        Kind.PHONE: "11位手机号，或带区号的固定电话",
    }
    return "；".join(part for part in (words.get(column.kind, ""), _bounds(column)) if part)


def _bounds(column: Column) -> str:
    limits, parts = column.limits, []
    for word, bound in (("不小于" if column.kind in NUMBERS else "不早于", limits.least),
                        ("不大于" if column.kind in NUMBERS else "不晚于", limits.most)):  # fmt: skip
        if bound is not None:
            parts.append(word + (plain_digits(bound) if isinstance(bound, Decimal) else bound.isoformat()))
    return "，".join([*parts, *([f"不超过{limits.characters}字"] if limits.characters else [])])


def validation(sheet_type: SheetType, column: Column, listed: str | None) -> DataValidation | None:
    """What Excel checks while typing; `listed` is where the choices stand on the hidden sheet, if they do not fit here.

    Choices must be one of the list; days, years and whole numbers may be kept against the warning.
    """
    kind: Literal["list", "date", "whole", "none"] = "none"
    style: Literal["stop", "warning"] = "warning"
    first: str | None = None
    second: str | None = None
    if column.kind is Kind.YES_NO:
        kind, first, style = "list", '"是,否"', "stop"
    elif column.kind is Kind.CHOICE:
        kind, first, style = "list", listed or inline_list(column), "stop"
    elif column.choices:
        kind, first = "list", listed or inline_list(column)
    elif column.kind is Kind.DATE:
        kind, first, second = "date", "DATE(1900,3,1)", "DATE(9999,12,31)"
    elif column.kind is Kind.YEAR:
        kind, (first, second) = "whole", _YEARS
    elif column.kind is Kind.WHOLE and not column.unit:
        kind, first, second = "whole", f"{-(10**14)}", f"{10**14}"
    prompt = note(sheet_type, column)
    if kind == "none" and prompt in (REQUIRED, OPTIONAL):
        return None
    return DataValidation(
        type=None if kind == "none" else kind, operator=None if kind in ("none", "list") else "between",
        formula1=first, formula2=second, allow_blank=True, showErrorMessage=kind != "none", showInputMessage=True,
        errorStyle=style, errorTitle=cut(writable(column.label), _LONGEST_TITLE),
        error=cut(writable(f"应填：{expected(column) or column.kind.label}"), _LONGEST_PROMPT),
        promptTitle=cut(writable(column.label), _LONGEST_TITLE), prompt=cut(prompt, _LONGEST_PROMPT),
    )  # fmt: skip


def inline_list(column: Column) -> str | None:
    """The choices as Excel takes them into the check itself; None where they are too long or have commas or quotes."""
    names = [each.name for each in column.choices]
    joined = ",".join(names)
    fits = len(joined.encode("utf-16-le")) // 2 <= _LONGEST_LIST and not any(set(name) & set(',"\n') for name in names)
    return f'"{writable(joined)}"' if fits else None
