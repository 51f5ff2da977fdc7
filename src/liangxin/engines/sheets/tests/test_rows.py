"""Rows that are records, rows that are none, and what merged, hidden and repeated ones mean."""

from __future__ import annotations

from typing import Any

import pytest

from liangxin.engines.sheets import Column, Kind, SheetReading, SheetType
from liangxin.engines.sheets.tests.sample import HEAD, PEOPLE, RENEWALS, VIN, read, workbook
from liangxin.kernel.money import Money

FIRST, SECOND = ["清岚水泵厂", "A-1", 3, 25], ["平川纺织厂", "A-2", 4, 30]


def numbers(reading: SheetReading) -> list[int]:
    return [row.number for row in reading.rows]


def codes(reading: SheetReading) -> list[str]:
    return [notice.code for notice in reading.notices]


def test_blank_rows_are_passed_over() -> None:
    reading = read(workbook([HEAD, FIRST, [], [None, "  ", "-"], SECOND]))
    assert numbers(reading) == [2, 5]
    assert not reading.faults
    assert not reading.notices


def test_rows_with_nothing_but_their_number_are_blank() -> None:
    reading = read(workbook([["序号", *HEAD], [1, *FIRST], *[[number] for number in range(2, 50)]]))
    assert numbers(reading) == [2]
    assert not reading.faults


@pytest.mark.parametrize(
    "total",
    [
        ["合计", None, 7, 55],
        ["合  计", "", 7, 55],
        ["小计：", None, 7, 55],
        ["工业领域小计", None, 7, 55],
        ["总计（万元）", None, None, 55],
        ["合计", "—", 7, 55],
        ["其中：农业", 1, 4, 30],
        [None, "合计", 7, 55],
        ["全县合计", 2, 7, 55],
    ],
)
def test_totals_are_passed_over_and_told(total: list[Any]) -> None:
    reading = read(workbook([HEAD, FIRST, SECOND, total]))
    assert numbers(reading) == [2, 3]
    assert not reading.faults
    assert [str(notice) for notice in reading.notices] == ["跳过了1行合计、小计（首个在第4行）。"]


def test_a_total_under_the_running_number_is_one_too() -> None:
    reading = read(workbook([["序号", *HEAD], [1, *FIRST], ["合计", None, None, 3, 25]]))
    assert numbers(reading) == [2]


def test_a_total_is_known_where_all_required_cells_are_filled() -> None:
    sums = SheetType(
        "sums", "汇总", 1, (Column("name", "领域", required=True), Column("count", "数量", Kind.WHOLE, required=True))
    )
    reading = read(workbook([["领域", "数量"], ["工业", 3], ["合计", 3]]), sums)
    assert numbers(reading) == [2]


def test_a_name_that_only_contains_the_word_is_a_record() -> None:
    reading = read(workbook([HEAD, ["清岚合计算力有限公司", "A-1", 3, 25], ["小计器厂", "A-2", 1, 1]]))
    assert numbers(reading) == [2, 3]


def test_rows_of_formulas_alone_are_passed_over_and_told() -> None:
    reading = read(workbook([HEAD, FIRST, [None, None, "=C2", "=D2"], [None, None, None, "=SUM(D2:D3)"]]))
    assert numbers(reading) == [2]
    assert codes(reading) == ["sheets.formula_rows_skipped"]


def test_titles_of_sections_are_passed_over_and_told() -> None:
    rows = [HEAD, ["一、工业领域"], FIRST, ["二、农业领域"], SECOND, ["高新区"]]

    def dress(sheet: Any) -> None:
        sheet.merge_cells("A6:D6")

    reading = read(workbook(rows, dress))
    assert numbers(reading) == [3, 5]
    assert codes(reading) == ["sheets.sections_skipped"]


def test_a_section_may_have_its_number_in_its_own_column() -> None:
    rows = [["序号", *HEAD], ["一", "工业领域", None, 7, 55], [1, *FIRST], ["（二）", "农业"], [2, *SECOND]]
    reading = read(workbook(rows))
    assert numbers(reading) == [3, 5]
    assert not reading.faults


@pytest.mark.parametrize(
    "footer",
    [
        ["填报人：李青禾", None, "联系电话：0532-12345678"],
        ["单位负责人：", "王", "填报日期：2025年9月30日"],
        ["注：1.本表按月报送。"],
        ["备注：数据截至9月底"],
        ["填表人", "李青禾", "审核人", "王"],
        ["单位（盖章）："],
    ],
)
def test_what_stands_under_the_table_is_passed_over_and_told(footer: list[Any]) -> None:
    reading = read(workbook([HEAD, FIRST, [], footer]))
    assert numbers(reading) == [2]
    assert not reading.faults
    assert codes(reading) == ["sheets.footers_skipped"]


def test_remarks_may_go_on_for_several_rows() -> None:
    reading = read(workbook([HEAD, FIRST, ["注：1.总投资不含税；"], ["    2.数量为新增数。"], [None, "3.其他。"]]))
    assert numbers(reading) == [2]
    assert not reading.faults
    assert [notice.count for notice in reading.notices] == [3]


def test_the_head_again_on_the_next_page_is_passed_over() -> None:
    reading = read(workbook([HEAD, FIRST, HEAD, SECOND]))
    assert numbers(reading) == [2, 4]
    assert codes(reading) == ["sheets.repeated_heads_skipped"]


@pytest.mark.parametrize(
    "signs",
    [["甲", "乙", 1, 2], ["A", "B", "C", "D", "E"], [1, 2, 3, 4, 5], ["（1）", "（2）", "（3）", "（4）", "（5）"]],
)
def test_numbers_and_signs_of_columns_are_passed_over(signs: list[Any]) -> None:
    head = [*HEAD, "备注"] if len(signs) == 5 else HEAD
    assert numbers(read(workbook([head, signs, FIRST]))) == [3]


def test_an_example_above_the_records_is_passed_over_and_told() -> None:
    reading = read(workbook([HEAD, ["例：某某厂", "X-1", 1, 1], FIRST]))
    assert numbers(reading) == [3]
    assert codes(reading) == ["sheets.examples_skipped"]


def test_merged_cells_hold_for_each_row_they_cover() -> None:
    rows = [HEAD, FIRST, [None, "A-2", 4, 30], [None, "A-3", 5, None], [*SECOND[:1], "A-4", 1, 1]]

    def dress(sheet: Any) -> None:
        sheet.merge_cells("A2:A4")
        sheet.merge_cells("D3:D4")

    reading = read(workbook(rows, dress))
    assert [row.values["enterprise"] for row in reading.rows] == ["清岚水泵厂"] * 3 + ["平川纺织厂"]
    assert reading.rows[2].values["invested"] == Money.from_wan(30)
    assert [(notice.code, notice.count) for notice in reading.notices] == [
        ("sheets.merged_repeated", 2),
        ("sheets.merged_numbers_repeated", 1),
    ]


def test_a_merged_cell_does_not_make_a_record_of_a_blank_row() -> None:
    def dress(sheet: Any) -> None:
        sheet.merge_cells("A2:A9")

    assert numbers(read(workbook([HEAD, FIRST], dress))) == [2]


def test_hidden_rows_and_columns_are_read_and_told() -> None:
    def dress(sheet: Any) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["D"].hidden = True

    reading = read(workbook([HEAD, FIRST, SECOND], dress))
    assert len(reading.rows) == 2
    assert [str(notice) for notice in reading.notices] == [
        "隐藏的列已照常读取：总投资（D列）。",
        "有1行是隐藏的（首个在第3行），已照常读取。",
    ]


def test_missing_required_cells_are_faults_of_their_place() -> None:
    reading = read(workbook([HEAD, [None, "A-1", 3, 25], ["平川纺织厂", None, 1, 1]]))
    assert [(f.row, f.column, f.column_code, f.code) for f in reading.faults] == [
        (2, "A", "enterprise", "sheets.value_missing"),
        (3, "B", "number", "sheets.value_missing"),
    ]
    assert reading.sound_rows == ()


def test_all_faults_of_a_row_are_told_in_the_order_of_the_sheet() -> None:
    reading = read(workbook([HEAD[::-1], ["约30", "三", None, None]]))
    assert [fault.column for fault in reading.faults] == ["A", "B", "C", "D"]


def test_a_key_that_comes_twice_puts_both_rows_in_the_wrong() -> None:
    reading = read(workbook([HEAD, FIRST, SECOND, [*SECOND[:1], " a－１", 9, 9]]))
    assert [(fault.row, fault.code) for fault in reading.faults] == [
        (2, "sheets.key_repeated"),
        (4, "sheets.key_repeated"),
    ]
    assert "与第4行重复" in reading.faults[0].sentence
    assert "与第2行重复" in reading.faults[1].sentence
    assert [row.number for row in reading.sound_rows] == [3]


def test_a_key_that_is_personal_is_masked() -> None:
    by_person = SheetType(PEOPLE.code, PEOPLE.name, 1, PEOPLE.columns, ("resident", "vin"))
    row = ["11010519491231002X", VIN]
    (first, second) = read(workbook([["身份证号", "车架号"], row, row]), by_person).faults
    assert first.typed == second.typed == f"110*************2X、{VIN}"


def test_faults_beyond_the_limit_are_counted_and_their_rows_are_not_sound() -> None:
    from liangxin.engines.sheets import SheetLimits

    reading = read(workbook([HEAD, *[[None, number, 1, 1] for number in range(20)]]), limits=SheetLimits(faults=5))
    assert len(reading.faults) == 5
    assert reading.sound_rows == ()
    assert codes(reading) == ["sheets.more_faults"]


def test_a_table_without_records_is_told() -> None:
    assert codes(read(workbook([HEAD]), RENEWALS)) == ["sheets.no_rows"]
