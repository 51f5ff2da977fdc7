"""Numbers, quantities and money as people type them and as Excel shows them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from liangxin.engines.sheets import Bounds, Column, Figure, Kind, SheetType, open_sheet
from liangxin.engines.sheets.tests.sample import fault_of, read_one, value_of, workbook
from liangxin.kernel.money import Money
from liangxin.kernel.quantity import Quantity

COUNT = Column("count", "数量", Kind.QUANTITY, unit="台")
CARS = Column("cars", "汽车", Kind.QUANTITY, unit="万辆")
SHARE = Column("share", "完成率", Kind.QUANTITY, unit="%")
WAN = Column("money", "投资", Kind.MONEY, unit="万元")
YUAN = Column("money", "补贴", Kind.MONEY, unit="元")
WHOLE = Column("staff", "人数", Kind.WHOLE)
PEOPLE = Column("staff", "人数", Kind.WHOLE, unit="人")
FACTOR = Column("factor", "系数", Kind.DECIMAL)


@pytest.mark.parametrize(
    ("typed", "column", "value"),
    [
        (12, COUNT, Quantity.of(12, "台")),
        ("１２", COUNT, Quantity.of(12, "台")),
        (" 1,200 ", COUNT, Quantity.of(1200, "台")),
        ("1 200台", COUNT, Quantity.of(1200, "台")),
        ("2.5万台", COUNT, Quantity.of(25_000, "台")),
        ("2.5万", COUNT, Quantity.of(25_000, "台")),
        ("-3", COUNT, Quantity.of(-3, "台")),
        (0.1 + 0.2, COUNT, Quantity.of("0.3", "台")),
        (2.5, CARS, Quantity.of(25_000, "辆")),
        ("2.5万辆", CARS, Quantity.of(25_000, "辆")),
        ("300辆", CARS, Quantity.of(300, "辆")),
        ("12 %", SHARE, Quantity.of(12, "%")),
        ("12％", SHARE, Quantity.of(12, "%")),
        (35, SHARE, Quantity.of(35, "%")),
        (300, WAN, Money.from_wan(300)),
        ("300万元", YUAN, Money.from_wan(300)),
        ("300万", YUAN, Money.from_wan(300)),
        ("1.2亿元", WAN, Money.from_wan(12_000)),
        ("￥1,234.50", YUAN, Money(123_450)),
        ("人民币 1 234.5元整", YUAN, Money(123_450)),
        (1234.5, YUAN, Money(123_450)),
        (7, WHOLE, 7),
        ("7.0", WHOLE, 7),
        (3.0000000000000004, WHOLE, 3),
        ("1.2万", WHOLE, 12_000),
        ("1.2万人", PEOPLE, 12_000),
        (0.85, FACTOR, Decimal("0.85")),
        ("85%", FACTOR, Decimal("0.85")),
        ("0.8500", FACTOR, Decimal("0.85")),
    ],
)
def test_it_reads_what_people_type(typed: Any, column: Column, value: object) -> None:
    assert value_of(typed, column) == value


@pytest.mark.parametrize(
    ("stored", "number_format", "column", "value"),
    [
        (0.35, "0%", SHARE, Quantity.of(35, "%")),
        (0.3567, "0.00%", SHARE, Quantity.of("35.67", "%")),
        (0.35, "0%", FACTOR, Decimal("0.35")),
        (300, '0"万元"', YUAN, Money.from_wan(300)),
        (12_345, "0!.0,", WAN, Money(1_234_500)),
        (12_345, '0!.0,"万元"', YUAN, Money(1_234_500)),
        (12_000, '#,##0"台"', COUNT, Quantity.of(12_000, "台")),
        (12, '0"号"', COUNT, Quantity.of(12, "台")),
        (12_345, '[>=10000]0!.0,"万元";0"元"', YUAN, Money(1_234_500)),
        (12, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"??_ ;_ @_ ', COUNT, Quantity.of(12, "台")),
    ],
)
def test_a_number_is_what_the_eye_reads(stored: Any, number_format: str, column: Column, value: object) -> None:
    assert value_of(stored, column, number_format) == value


@pytest.mark.parametrize(
    ("heading", "typed", "column", "value"),
    [
        ("投资（元）", 300, WAN, Money(30_000)),
        ("投资/亿元", 2, WAN, Money.from_wan(20_000)),
        ("投资(单位：千元)", 2, WAN, Money(200_000)),
        ("汽车（辆）", 300, CARS, Quantity.of(300, "辆")),
        ("汽车（万）", 3, CARS, Quantity.of(30_000, "辆")),
        ("人数（万人）", 1.5, PEOPLE, 15_000),
        ("人数（个）", 15, WHOLE, 15),
        ("系数（%）", 85, FACTOR, Decimal("0.85")),
        ("投资（元）", "3万元", WAN, Money.from_wan(3)),
    ],
)
def test_the_unit_in_the_heading_holds_for_plain_numbers(
    heading: str, typed: Any, column: Column, value: object
) -> None:
    assert value_of(typed, column, heading=heading) == value


@pytest.mark.parametrize(
    ("typed", "column", "code"),
    [
        ("约300", COUNT, "sheets.not_a_number"),
        ("12,34", COUNT, "sheets.not_a_number"),
        (">5", COUNT, "sheets.not_a_number"),
        ("300-5", COUNT, "sheets.not_a_number"),
        ("300—5", COUNT, "sheets.not_a_number"),
        ("300～500", COUNT, "sheets.not_a_number"),
        ("3万5千", COUNT, "sheets.unit_of_another_kind"),
        ("(500)", COUNT, "sheets.not_a_number"),
        (True, COUNT, "sheets.not_a_number"),
        ("5" * 80, COUNT, "sheets.not_a_number"),
        ("12吨", COUNT, "sheets.unit_of_another_kind"),
        ("12台", SHARE, "sheets.unit_of_another_kind"),
        ("300美元", WAN, "sheets.unit_of_another_kind"),
        (12.345, YUAN, "sheets.finer_than_fen"),
        (1.5, WHOLE, "sheets.not_whole"),
        ("12台", WHOLE, "sheets.not_a_number"),
        (1e15, WHOLE, "sheets.precision_lost"),
        (3.7e17, WAN, "sheets.precision_lost"),
        ("1.23457E+11", YUAN, "sheets.not_a_number"),
        ("9" * 30, WHOLE, "sheets.too_great"),
        ("9" * 40, COUNT, "sheets.not_a_number"),
        ("9" * 40, YUAN, "sheets.not_a_number"),
        ("9" * 40, FACTOR, "sheets.too_great"),
    ],
)
def test_it_refuses_what_is_no_such_number(typed: Any, column: Column, code: str) -> None:
    assert fault_of(typed, column) == code


def test_a_percentage_in_a_column_of_pieces_is_refused() -> None:
    assert fault_of(0.35, COUNT, "0%") == "sheets.unit_of_another_kind"


def test_a_day_in_a_column_of_numbers_is_refused_and_shown_as_a_day() -> None:
    (fault,) = read_one(45_838, COUNT, "yyyy-mm-dd").faults
    assert (fault.code, fault.typed) == ("sheets.not_a_number", "2025-06-30")


@pytest.mark.parametrize(
    ("typed", "code"), [(-1, "sheets.too_small"), (101, "sheets.too_great"), ("1万", "sheets.too_great")]
)
def test_it_keeps_to_the_bounds_in_the_unit_of_the_column(typed: Any, code: str) -> None:
    bounded = Column("count", "数量", Kind.QUANTITY, unit="台", limits=Bounds(Decimal(0), Decimal(100)))
    assert fault_of(typed, bounded) == code
    money = Column("money", "投资", Kind.MONEY, unit="万元", limits=Bounds(Decimal(0), Decimal(100)))
    assert fault_of(typed if typed != "1万" else "101万元", money) == code


@pytest.mark.parametrize("typed", ["", "  ", "-", "——", "/", "无", "N/A", "暂无", "　"])
def test_strokes_and_their_kin_mean_that_there_is_no_number(typed: str) -> None:
    assert value_of(typed, COUNT) is None


def test_zero_is_a_number() -> None:
    assert value_of(0, COUNT) == Quantity.of(0, "台")
    assert value_of("0", WAN) == Money.zero()
    assert value_of(-2.7e-17, WAN) == Money.zero()


def test_a_share_below_one_without_a_format_is_read_as_written_and_told() -> None:
    reading = read_one(0.35, SHARE)
    assert reading.rows[0].values["share"] == Quantity.of("0.35", "%")
    assert [notice.code for notice in reading.notices] == ["sheets.small_share"]


@pytest.mark.parametrize(
    ("typed", "number_format", "heading", "figure"),
    [
        (1234.5, None, "数值", Figure(Decimal("1234.5"))),
        ("1,200 万元", None, "数值", Figure(Decimal(1200), "万元")),
        ("3万", None, "数值", Figure(Decimal(3), "万")),
        (0.35, "0%", "数值", Figure(Decimal(35), "%")),
        (300, '0"万元"', "数值", Figure(Decimal(300), "万元")),
        (7, None, "数值（部）", Figure(Decimal(7), "部")),
        ("8辆", None, "数值（部）", Figure(Decimal(8), "辆")),
    ],
)
def test_a_figure_keeps_the_unit_that_stands_beside_it(
    typed: Any, number_format: str | None, heading: str, figure: Figure
) -> None:
    reading = read_one(typed, Column("value", "数值", Kind.FIGURE), number_format, heading)
    assert [row.values["value"] for row in reading.rows] == [figure]


def test_a_corner_with_one_unit_is_that_of_figures_and_titles_are_told() -> None:
    sheet_type = SheetType(
        "one", "单列", 1, (Column("id", "序列", required=True), Column("value", "数值", Kind.FIGURE))
    )
    raw = workbook([["2025年投资表"], ["单位：万元"], ["序列", "数值"], ["甲", 5]])
    with open_sheet(sheet_type, raw) as stream:
        assert [row.values["value"] for row in stream] == [Figure(Decimal(5), "万元")]
        assert stream.titles == ("2025年投资表", "单位：万元")
