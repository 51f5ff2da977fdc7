"""Days and years as people write them and as Excel counts them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from liangxin.engines.sheets import Bounds, Column, Kind, SheetType, read_sheet
from liangxin.engines.sheets.tests.sample import fault_of, read_one, saved, sheet_changed, value_of, workbook

DAY = Column("day", "日期", Kind.DATE)
YEAR = Column("year", "年份", Kind.YEAR)
THE_DAY = date(2025, 6, 30)


@pytest.mark.parametrize(
    "typed",
    [
        THE_DAY,
        datetime(2025, 6, 30, 17, 45),  # noqa: DTZ001 - cells know no zones
        "2025年6月30日",
        "2025年06月30号",
        "2025.6.30",
        "2025/6/30",
        "2025-06-30",
        "2025-06-30 00:00:00",
        "2025-06-30T08:30:00",
        "2025年6月30日 星期一",
        "２０２５年６月３０日",
        "二〇二五年六月三十日",
        " 2025 年 6 月 30 日 ",
        "20250630",
        20250630,
        45838,
    ],
)
def test_it_reads_a_day_in_all_its_forms(typed: Any) -> None:
    assert value_of(typed, DAY) == THE_DAY


@pytest.mark.parametrize(
    "number_format", ["yyyy/m/d", 'yyyy"年"m"月"d"日"', "[$-804]aaaa\\ yyyy-mm-dd", "m/d/yy h:mm", "mmm-yy"]
)
def test_any_format_of_days_makes_a_day(number_format: str) -> None:
    assert value_of(45838.4, DAY, number_format) == THE_DAY


@pytest.mark.parametrize(
    "typed",
    [
        "2025年6月",
        "2025",
        2025,
        "25.6.30",
        "6/30/2025",
        "2025年2月30日",
        "去年底",
        3,
        9_999_999,
        45838.5,
        True,
        "2025" * 20,
    ],
)
def test_it_refuses_a_day_that_leaves_something_open(typed: Any) -> None:
    assert fault_of(typed, DAY) == "sheets.not_a_date"


def test_a_serial_number_without_a_format_is_told() -> None:
    assert [notice.code for notice in read_one(45838, DAY).notices] == ["sheets.serial_read"]


def test_a_day_that_is_not_shown_is_told() -> None:
    assert [notice.code for notice in read_one(45838, DAY, 'yyyy"年"m"月"').notices] == ["sheets.day_not_shown"]
    assert not read_one(45838, DAY, "yyyy-mm-dd").notices


@pytest.mark.parametrize("text", ["1E+999999", "NaN", "Infinity", "-1", "2958466", "1e-400"])
def test_a_serial_number_out_of_this_world_is_refused_quickly(text: str) -> None:
    raw = sheet_changed(workbook([["序列", "日期"], ["甲", 7]], as_day), ("<v>7</v>", f"<v>{text}</v>"))
    one = SheetType("one", "单列", 1, (Column("id", "序列"), DAY))
    assert [fault.code for fault in read_sheet(one, raw).faults] == ["sheets.not_a_date"]


def as_day(sheet: Any) -> None:
    sheet["B2"].number_format = "yyyy-mm-dd"


def test_workbooks_of_old_macintoshes_count_from_1904() -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    sheet.append(["序列", "日期"])
    sheet.append(["甲", THE_DAY])
    sheet.append(["乙", 44376])
    one = SheetType("one", "单列", 1, (Column("id", "序列"), DAY))
    assert [row.values["day"] for row in read_sheet(one, saved(book)).rows] == [THE_DAY, THE_DAY]


def test_it_keeps_to_the_first_and_last_day() -> None:
    bounded = Column("day", "日期", Kind.DATE, limits=Bounds(date(2024, 1, 1), date(2024, 12, 31)))
    assert fault_of("2023-12-31", bounded) == "sheets.too_early"
    assert fault_of("2025-01-01", bounded) == "sheets.too_late"
    assert value_of("2024-12-31", bounded) == date(2024, 12, 31)


@pytest.mark.parametrize("typed", [2025, "2025", "2025年", "２０２５年度", "二〇二五年", THE_DAY, "2025年6月30日"])
def test_it_reads_a_year(typed: Any) -> None:
    assert value_of(typed, YEAR) == 2025


@pytest.mark.parametrize("typed", [25, "25年", 20250630, 2025.5, "明年"])
def test_it_refuses_what_is_no_year(typed: Any) -> None:
    assert fault_of(typed, YEAR) == "sheets.not_a_year"
