"""From a cell to a value: one converter for each kind of column, and what goes before all of them."""

from __future__ import annotations

from collections.abc import Callable

from liangxin.engines.sheets.cell_refusals import ErrorInCell, FormulaWithoutValue
from liangxin.engines.sheets.days import date_converter, year_converter
from liangxin.engines.sheets.grid import RawCell, Sort
from liangxin.engines.sheets.notices import FormulasRead
from liangxin.engines.sheets.numbers import (
    Convert,
    decimal_converter,
    figure_converter,
    money_converter,
    quantity_converter,
    whole_converter,
)
from liangxin.engines.sheets.setting import Setting
from liangxin.engines.sheets.sheet_type import WORDS, Kind
from liangxin.engines.sheets.words import (
    NO,
    choice_converter,
    identifier_converter,
    phone_converter,
    place_converter,
    region_converter,
    text_converter,
    unit_converter,
    yes_no_converter,
)
from liangxin.kernel.text import plain

_MAKERS: dict[Kind, Callable[[Setting], Convert]] = {
    Kind.TEXT: text_converter,
    Kind.WHOLE: whole_converter,
    Kind.DECIMAL: decimal_converter,
    Kind.QUANTITY: quantity_converter,
    Kind.FIGURE: figure_converter,
    Kind.MONEY: money_converter,
    Kind.DATE: date_converter,
    Kind.YEAR: year_converter,
    Kind.CHOICE: choice_converter,
    Kind.YES_NO: yes_no_converter,
    Kind.USCC: identifier_converter,
    Kind.VIN: identifier_converter,
    Kind.RESIDENT_ID: identifier_converter,
    Kind.PLATE: identifier_converter,
    Kind.PHONE: phone_converter,
    Kind.REGION: region_converter,
    Kind.UNIT: unit_converter,
    Kind.PLACE: place_converter,
    Kind.FILE: text_converter,
}
_STROKES = " \t\r\n\u3000\u00a0\u200b\ufeff-—–―_/\\|－／\uff3c｜\uff3f"
_LONG = 12  # a text of so many letters says something, unless it begins with a stroke
_NOTHING = frozenset(("无", "暂无", "没有", "不适用", "N/A", "n/a", "NA", "NULL", "null", "None", "……", "…", "..."))


def converter_for(setting: Setting) -> Convert:
    """What turns a cell with content into the value of its column; None where the content means that there is none.

    It raises CellRefused. Formulas are never computed: their kept result is taken.
    """
    convert = _MAKERS[setting.column.kind](setting)
    keeps_words = setting.column.kind in WORDS
    offered = {plain(each.name) for each in setting.column.choices}
    if setting.column.kind is Kind.YES_NO:
        offered |= NO  # 无 is an answer here

    def convert_any(cell: RawCell, row: int) -> object:
        sort, text, _, formula = cell
        if sort is Sort.TEXT:
            may_be_nothing = len(text) < _LONG or text[0] in _STROKES
            if may_be_nothing and is_nothing(text, keeps_words=keeps_words, offered=offered):
                return None
        elif sort is Sort.ERROR:
            raise setting.refused(ErrorInCell, cell)
        elif sort is Sort.UNCOMPUTED:
            raise setting.refused(FormulaWithoutValue, cell)
        if formula:
            setting.note(FormulasRead, row)
        return convert(cell, row)

    return convert_any


def is_nothing(text: str, *, keeps_words: bool, offered: set[str]) -> bool:
    """Whether a text says that there is no value: blanks and strokes; in columns that are no texts, 无 and its kin too.

    >>> is_nothing(" —— ", keeps_words=True, offered=set()), is_nothing("无", keeps_words=False, offered={"无"})
    (True, False)
    """
    bare = text.strip(_STROKES)
    if not bare:
        return plain(text) not in offered
    return not keeps_words and bare in _NOTHING and plain(bare) not in offered
