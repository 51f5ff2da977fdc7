"""Workbooks of other people's making: each oddity is read as it is meant, or refused by cell."""

from __future__ import annotations

import io
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from liangxin.engines.sheets import Choice, Column, Kind, SheetType, read_sheet, write_template
from liangxin.engines.sheets.tests.sample import HEAD, fault_of, read, repacked, value_of, workbook
from liangxin.kernel.money import Money
from liangxin.kernel.quantity import Quantity
from liangxin.kernel.text import full_width

CODE, DAY, MONEY = (
    Column("code", "编号"),
    Column("day", "签约日期", Kind.DATE),
    Column("cost", "投资", Kind.MONEY, unit="万元"),
)
REGION = Column("region", "所在区县", Kind.REGION)


@pytest.mark.parametrize(
    ("typed", "column", "number_format", "value"),
    [
        (7, CODE, "000", "007"),
        (7, CODE, '"QL-"000', "QL-007"),
        (7, CODE, r"\Q\L000", "QL007"),
        (1234567, CODE, "000", "1234567"),
        (12.5, CODE, "000", "12.5"),
        (1234.5, CODE, "#,##0.00", "1234.5"),
        ("\u202a370283\u202c", CODE, None, "370283"),
        ("甲\u00a0乙", CODE, None, "甲 乙"),
        ("'2025-06-30", DAY, None, date(2025, 6, 30)),
        ("2025。6。30", DAY, None, date(2025, 6, 30)),
        ("2025、6、30", DAY, None, date(2025, 6, 30)),
        ("2025\u20106\u201030", DAY, None, date(2025, 6, 30)),
        ("2025\\6\\30", DAY, None, date(2025, 6, 30)),
        ("\u200e2025/6/30\u200f", DAY, None, date(2025, 6, 30)),
        ("'300", MONEY, None, Money.from_wan(300)),
        ("\u202d1,234.5\u202c", MONEY, None, Money.from_wan(Decimal("1234.5"))),
        ("山东省平度市", REGION, None, "370283"),
        ("山东省-青岛市-平度市", REGION, None, "370283"),
        ("山东省/青岛市/平度市", REGION, None, "370283"),
    ],
)
def test_it_reads_what_the_eye_sees(typed: Any, column: Column, number_format: str | None, value: object) -> None:
    assert value_of(typed, column, number_format) == value


@pytest.mark.parametrize(
    ("typed", "column", "code"),
    [
        ("25/6/30", DAY, "sheets.not_a_date"),
        ("2025/6/30-2025/7/1", DAY, "sheets.not_a_date"),
        ("30/6/2025", DAY, "sheets.not_a_date"),
        (45838.5, DAY, "sheets.not_a_date"),
        ("1.2E+3", MONEY, "sheets.not_a_number"),
        ("约300", MONEY, "sheets.not_a_number"),
        ("300-400", MONEY, "sheets.not_a_number"),
        (110105194912310020, CODE, "sheets.precision_lost"),
        ("1.10E+17", CODE, "sheets.precision_lost"),
        ("朝阳区", REGION, "sheets.region_ambiguous"),
    ],
)
def test_what_can_mean_two_things_is_refused_by_cell(typed: Any, column: Column, code: str) -> None:
    assert fault_of(typed, column) == code


@pytest.mark.parametrize("unit", ["台（套）", "层", "把", "总吨", "万吨/日"])
def test_our_own_template_is_read_whatever_its_unit(unit: str) -> None:
    sheet_type = SheetType(
        "counted", "清单", 1, (Column("name", "名称", required=True), Column("count", "数量", Kind.QUANTITY, unit=unit))
    )
    file = io.BytesIO()
    rows = [{"name": "清岚", "count": Quantity.of(3, unit)}]
    write_template(sheet_type, file, rows)
    assert [row.values for row in read_sheet(sheet_type, file.getvalue()).rows] == rows


def test_cells_without_an_address_count_empty_ones_before_them() -> None:
    def without_addresses(name: str, content: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return content
        emptied = re.sub(rb'<c r="C2".*?</c>', b'<c r="C2" s="0"/>', content)
        return re.sub(rb' r="[A-Z]*\d+"', b"", emptied.replace(b'<row r="3"', b'<row spans="1:4"></row><row r="3"'))

    raw = repacked(workbook([HEAD, ["甲", "A-1", 3, 25], ["乙", "A-2", 4, 30]]), without_addresses)
    rows = read(raw).rows
    assert [(row.number, row.values["count"], row.values["invested"]) for row in rows] == [
        (2, None, Money.from_wan(25)),
        (4, Quantity.of(4, "台"), Money.from_wan(30)),
    ]


def test_each_of_two_rows_with_one_key_is_shown_as_it_spells_it() -> None:
    reading = read(workbook([HEAD, ["甲", "A-1", 3, 25], ["乙", full_width("a-1"), 4, 30]]))
    assert [(fault.row, fault.typed) for fault in reading.faults] == [(2, "A-1"), (3, full_width("a-1"))]


def test_every_row_is_read_or_told() -> None:
    rows = [
        HEAD,
        ["一、工业"],
        ["甲", "A-1", 3, 25],
        ["小计", None, 3, 25],
        [],
        HEAD,
        ["示例：乙", "A-2", 1, 1],
        [None, None, 7, 55],
        ["填报人：李"],
    ]
    reading = read(workbook(rows))
    told = sum(notice.count for notice in reading.notices)
    assert [row.number for row in reading.rows] == [3, 8]
    assert {fault.row for fault in reading.faults} == {8}
    assert told == len([row for row in rows[1:] if row]) - len(reading.rows)


def test_a_choice_is_known_by_label_code_or_other_word_however_spaced() -> None:
    column = Column(
        "grade", "级别", Kind.CHOICE, choices=(Choice("state", "国家级", ("国家",)), Choice("city", "市级"))
    )
    assert {value_of(typed, column) for typed in (" 国家级 ", "国 家 级", "国家", "STATE", full_width("state"))} == {
        "state"
    }
