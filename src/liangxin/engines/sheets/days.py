"""Reads days and years as people write them. A day that leaves something open (二位年份, 只到月) is refused."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal

from liangxin.engines.sheets.cell_refusals import NotADate, NotAYear, TooEarly, TooLate
from liangxin.engines.sheets.grid import RawCell, Sort
from liangxin.engines.sheets.notices import DayNotShown, SerialRead
from liangxin.engines.sheets.numbers import Convert, check_bounds
from liangxin.engines.sheets.setting import Setting, cleared, exact_number, serial_day
from liangxin.kernel.text import NumeralUnreadable, chinese_number

# A number without a date format is taken for a day only where it is an everyday one: 1 January 1920 to 2099.
_FIRST_SERIAL, _LAST_SERIAL = 7306, 73050
_SHIFT_1904 = 1462
_TIME = re.compile(r"(?:T|\s)\s*\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?)?秒?Z?$")
_WEEKDAY = re.compile(r"\s*\(?(?:星期|周)[一二三四五六日天]\)?$")
_DAY = re.compile(r"(\d{4})\s*(?:年|[-./])\s*(\d{1,2})\s*(?:月|[-./])\s*(\d{1,2})\s*[日号]?", re.ASCII)
_STROKES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212。、\\", "-"))
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_CHINESE_YEAR = re.compile("[〇零○一二三四五六七八九]{4}(?=年)")
_CHINESE = re.compile("[一二三四五六七八九十]+(?=[月日号])")
_YEAR = re.compile(r"(\d{4})\s*(?:年度?)?", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_LONGEST = 40


def date_converter(setting: Setting) -> Convert:
    """Gives a `date`; hours are left out."""
    limits = setting.column.limits

    def convert(cell: RawCell, row: int) -> date:
        day = _day(cell, setting, row)
        if day is None:
            raise setting.refused(NotADate, cell)
        if isinstance(limits.least, date) and day < limits.least:
            raise setting.refused(TooEarly, cell, bound=limits.least.isoformat())
        if isinstance(limits.most, date) and day > limits.most:
            raise setting.refused(TooLate, cell, bound=limits.most.isoformat())
        return day

    return convert


def year_converter(setting: Setting) -> Convert:
    """Gives an int."""

    def convert(cell: RawCell, _row: int) -> int:
        year = _year(cell, setting)
        if year is None or not _FIRST_YEAR <= year <= _LAST_YEAR:
            raise setting.refused(NotAYear, cell)
        check_bounds(Decimal(year), cell, setting)
        return year

    return convert


def _day(cell: RawCell, setting: Setting, row: int) -> date | None:
    if cell.sort is not Sort.NUMBER:
        return written_day(cell.text) if cell.sort in (Sort.TEXT, Sort.ISO_DATE) else None
    if cell.look.is_date:
        if cell.look.is_month:
            setting.note(DayNotShown, row)
        return serial_day(cell.text, setting.starts_1904)
    number = exact_number(cell)
    if number is None or number != number.to_integral_value():
        return None
    if found := _DIGITS.fullmatch(str(int(number))):
        return _made(*map(int, found.groups()))
    shift = _SHIFT_1904 if setting.starts_1904 else 0
    if not _FIRST_SERIAL <= number + shift <= _LAST_SERIAL:
        return None
    setting.note(SerialRead, row)
    return serial_day(cell.text, setting.starts_1904)


def written_day(text: str) -> date | None:
    """The day that a text names, or None where it names none or leaves something open.

    >>> written_day("２０２５年６月３０日"), written_day("2025.6.30"), written_day("二〇二五年六月三十日")
    (datetime.date(2025, 6, 30), datetime.date(2025, 6, 30), datetime.date(2025, 6, 30))
    >>> written_day("2025-06-30 00:00:00"), written_day("25.6.30"), written_day("2025年6月"), written_day("2025.2.30")
    (datetime.date(2025, 6, 30), None, None, None)
    """
    if len(text) > _LONGEST:
        return None
    tidy = unicodedata.normalize("NFKC", cleared(text)).strip().removeprefix("'").translate(_STROKES).strip()
    tidy = _WEEKDAY.sub("", _TIME.sub("", _WEEKDAY.sub("", tidy)))
    tidy = _arabic(tidy)
    found = _DAY.fullmatch(tidy) or _DIGITS.fullmatch(tidy)
    return _made(*map(int, found.groups())) if found else None


def _arabic(text: str) -> str:
    """Chinese numerals before 年, 月 and 日 in digits."""
    try:
        text = _CHINESE_YEAR.sub(lambda found: str(chinese_number(found[0])), text)
        return _CHINESE.sub(lambda found: str(chinese_number(found[0])), text)
    except NumeralUnreadable:
        return text


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(cell: RawCell, setting: Setting) -> int | None:
    if cell.sort is Sort.NUMBER and cell.look.is_date:
        day = serial_day(cell.text, setting.starts_1904)
        return day.year if day else None
    if cell.sort is Sort.NUMBER:
        number = exact_number(cell)
        return int(number) if number is not None and number == number.to_integral_value() else None
    text = _arabic(unicodedata.normalize("NFKC", cell.text[:_LONGEST]).strip())
    found = _YEAR.fullmatch(text)
    day = None if found else written_day(text)
    return int(found[1]) if found else day.year if day else None
