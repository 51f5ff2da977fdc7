"""Where the head of a table stands and what its columns are called."""

from __future__ import annotations

from typing import Any

import pytest

from liangxin.engines.sheets import Column, Kind, SheetRefused, SheetType
from liangxin.engines.sheets.tests.sample import HEAD, PEOPLE, RENEWALS, read, workbook
from liangxin.kernel.money import Money
from liangxin.kernel.quantity import Quantity

ROW = ["清岚水泵厂", "A-1", 3, 25]


def codes(reading: Any) -> list[str]:
    return [notice.code for notice in reading.notices]


@pytest.mark.parametrize(
    "head",
    [
        ["企业名称", "设备编号", "更新数量（台）", "总投资（万元）"],
        ["单位名称", "设备编码", "更新数量", "投资额"],
        [" 企业\n名称 ", "设备 编号", "更新数量(台)", "总投资\n（万元）"],
        ["*企业名称", "设备编号（必填）", "更新数量：", "总投资/万元"],
        ["1.企业名称", "2.设备编号", "3.更新数量", "4.总投资"],
        ["一、企业名称", "二、设备编号", "三、更新数量（单位：台）", "四、总投资，万元"],
        ["企业名称（全称）", "设备编号［厂内］", "更新数量〔台〕", "总投资【万元】"],
        ["企业名称 Enterprise", "设备编号 Serial No.", "更新数量（台） Quantity", "总投资（万元）Investment"],
    ],
)
def test_it_knows_columns_by_many_spellings(head: list[str]) -> None:
    (row,) = read(workbook([head, ROW])).rows
    assert row.values["enterprise"] == "清岚水泵厂"
    assert row.values["number"] == "A-1"
    assert row.values["count"] == Quantity.of(3, "台")
    assert row.values["invested"] == Money.from_wan(25)


def test_the_order_of_columns_does_not_matter() -> None:
    turned = read(workbook([HEAD[::-1], ROW[::-1]]))
    assert turned.digest == read(workbook([HEAD, ROW])).digest
    assert [(found.column.code, found.letters) for found in turned.columns][:2] == [
        ("enterprise", "D"),
        ("number", "C"),
    ]


def test_titles_and_blank_rows_may_stand_above() -> None:
    rows = [["清岚县设备更新情况表"], [], ["填报单位：县工信局", None, None, "2025年9月"], HEAD, ROW]
    reading = read(workbook(rows, lambda sheet: sheet.merge_cells("A1:D1")))
    assert reading.head_row == 4
    assert [row.number for row in reading.rows] == [5]
    assert not reading.faults


@pytest.mark.parametrize(
    "corner",
    [
        ["", "", "", "单位：元"],
        ["清岚县设备更新情况表（单位：元）"],
        ["金额单位：元、台"],
        ["", "", "单位：", "元"],
        ["填报单位：县局", "计量单位： 台 、元"],
    ],
)
def test_the_unit_in_the_corner_holds_for_headings_without_one(corner: list[str]) -> None:
    reading = read(workbook([["情况表"], corner, ["企业名称", "设备编号", "更新数量", "总投资"], ROW]))
    assert reading.rows[0].values["invested"] == Money(2500)
    assert "sheets.unit_from_corner" in codes(reading)


def test_the_unit_in_the_heading_goes_before_the_corner() -> None:
    assert read(workbook([["单位：元"], HEAD, ROW])).rows[0].values["invested"] == Money.from_wan(25)


@pytest.mark.parametrize("corner", ["填报单位：万元公司", "单位：县工信局", "主管单位：元"])
def test_other_remarks_about_units_say_nothing(corner: str) -> None:
    reading = read(workbook([[corner], ["企业名称", "设备编号", "更新数量", "总投资"], ROW]))
    assert reading.rows[0].values["invested"] == Money.from_wan(25)


def test_a_head_of_two_rows_with_merged_parents() -> None:
    rows = [
        ["企业名称", "设备编号", "投资情况", None, "联系人", None],
        [None, None, "总投资（万元）", "投资完成率（%）", "姓名", "电话"],
        ["清岚水泵厂", "A-1", 25, 40, "李青禾", "13800138000"],
    ]

    def dress(sheet: Any) -> None:
        for area in ("A1:A2", "B1:B2", "C1:D1", "E1:F1"):
            sheet.merge_cells(area)

    for reading in (read(workbook(rows, dress)), read(workbook(rows))):
        (row,) = reading.rows
        assert reading.head_row == 2
        assert row.values["invested"] == Money.from_wan(25)
        assert (row.values["contact_name"], row.values["contact_phone"]) == ("李青禾", "13800138000")


def test_a_row_of_units_below_the_names_belongs_to_the_head() -> None:
    reading = read(workbook([["企业名称", "设备编号", "更新数量", "总投资"], [None, "", "台", "（元）"], ROW]))
    assert reading.head_row == 2
    assert reading.rows[0].values["invested"] == Money(2500)
    assert not reading.faults


def test_a_head_of_three_rows_with_the_name_in_the_middle() -> None:
    rows = [
        ["企业名称", "设备编号", "投资情况", None, "联系人", None],
        [None, None, "总投资", "投资完成率", "姓名", "电话"],
        [None, None, "金额（元）", "比例（%）", None, None],
        ["清岚水泵厂", "A-1", 25, 40, "李青禾", "13800138000"],
    ]

    def dress(sheet: Any) -> None:
        for area in ("A1:A3", "B1:B3", "C1:D1", "E1:F1", "E2:E3", "F2:F3"):
            sheet.merge_cells(area)

    reading = read(workbook(rows, dress))
    (row,) = reading.rows
    assert reading.head_row == 3
    assert (row.values["invested"], row.values["contact_name"]) == (Money(2500), "李青禾")
    assert row.values["share"] == Quantity.of(40, "%")


def test_a_unit_above_children_holds_for_them() -> None:
    plans = SheetType(
        "plans", "计划", 1,
        (Column("name", "项目", required=True),
         Column("planned", "计划投资", Kind.MONEY, unit="万元", aliases=("投资计划",)),
         Column("done", "完成投资", Kind.MONEY, unit="万元", aliases=("投资完成",))),
    )  # fmt: skip
    rows = [["项目", "投资（亿元）", None], [None, "计划", "完成"], ["甲", 2, 1]]

    def dress(sheet: Any) -> None:
        sheet.merge_cells("B1:C1")

    (row,) = read(workbook(rows, dress), plans).rows
    assert (row.values["planned"], row.values["done"]) == (Money.from_wan(20_000), Money.from_wan(10_000))


def test_columns_that_differ_in_their_brackets_alone_are_told_apart_by_them() -> None:
    scrapped = SheetType(
        "scrapped", "回收", 1,
        (Column("name", "企业", required=True),
         Column("pieces", "回收量", Kind.QUANTITY, unit="台"),
         Column("weight", "回收量", Kind.QUANTITY, unit="吨")),
    )  # fmt: skip
    (row,) = read(workbook([["企业", "回收量（吨）", "回收量(台)"], ["甲", 2.5, 7]]), scrapped).rows
    assert (row.values["pieces"], row.values["weight"]) == (Quantity.of(7, "台"), Quantity.of("2.5", "吨"))


def test_unknown_columns_are_left_aside_and_named() -> None:
    reading = read(workbook([["序号", *HEAD, "负责人职务"], [1, *ROW, "科长"]]))
    (notice,) = reading.notices
    assert str(notice) == "没有读取不认识的列：负责人职务（F列）。"
    assert not reading.faults


def test_content_without_a_heading_is_told() -> None:
    reading = read(workbook([HEAD, [*ROW, None, "涂写"]]))
    assert [str(notice) for notice in reading.notices] == ["F列没有列名，其中的内容没有读取。"]


def refused(raw: bytes, sheet_type: SheetType = RENEWALS, **options: Any) -> SheetRefused:
    with pytest.raises(SheetRefused) as caught:
        read(raw, sheet_type, **options)
    return caught.value


def test_missing_required_columns_are_named_with_what_was_found() -> None:
    said = str(refused(workbook([["企业名称", "编码", "更新数量", "总投资"], ROW])))
    assert "第1行的表头缺少必填的列：设备编号" in said
    assert "未能识别的列：编码" in said


def test_a_workbook_without_such_a_table_is_refused() -> None:
    assert refused(workbook([["通知"], ["请各单位按时报送。"]])).code == "sheets.head_not_found"
    assert refused(workbook([])).code == "sheets.head_not_found"


def test_a_heading_that_comes_twice_is_refused() -> None:
    refusal = refused(workbook([[*HEAD, "总投资（万元）"], [*ROW, 26]]))
    assert refusal.code == "sheets.heading_twice"
    assert "D、E列" in str(refusal)


@pytest.mark.parametrize(
    ("heading", "unit"), [("总投资（万美元）", "万美元"), ("更新数量（吨）", "吨"), ("总投资（台）", "台")]
)
def test_a_heading_in_a_unit_that_cannot_be_converted_is_refused(heading: str, unit: str) -> None:
    head = [heading if heading[:3] == name[:3] else name for name in HEAD]
    refusal = refused(workbook([head, ROW]))
    assert refusal.code == "sheets.heading_unit_wrong"
    assert unit in str(refusal)


def test_a_count_in_ten_thousands_is_refused_where_the_list_has_no_unit() -> None:
    counts = SheetType("counts", "人数", 1, (Column("name", "名称"), Column("staff", "人数", Kind.WHOLE)))
    assert refused(workbook([["名称", "人数（万人）"], ["甲", 2]]), counts).code == "sheets.heading_unit_wrong"
    assert read(workbook([["名称", "人数（人）"], ["甲", 2]]), counts).rows[0].values["staff"] == 2


def test_the_sheet_that_fits_best_is_read() -> None:
    raw = workbook([["说明"]], title="封面", 台账=[HEAD, ROW], 附表=[["姓名", "电话"], ["甲", 1]])
    reading = read(raw)
    assert reading.sheet == "台账"
    assert str(reading.notices[0]) == "只读取了工作表“台账”，没有读取：封面、附表。"


def test_an_empty_copy_of_the_table_does_not_confuse() -> None:
    assert read(workbook([HEAD], title="空表", 九月=[HEAD, ROW])).sheet == "九月"


def test_two_sheets_that_fit_are_refused_unless_one_is_named() -> None:
    raw = workbook([HEAD, ROW], title="八月", 九月=[HEAD, [*ROW[:1], "B-2", 4, 5]])
    assert "八月、九月" in str(refused(raw))
    assert read(raw, sheet="九月").rows[0].values["number"] == "B-2"
    assert refused(raw, sheet="十月").code == "sheets.sheet_missing"


def test_a_hidden_sheet_is_read_only_where_no_other_fits() -> None:
    def hide(sheet: Any) -> None:
        sheet.sheet_state = "hidden"

    reading = read(workbook([HEAD, ROW], hide, title="旧表", 说明=[["说明"]]))
    assert reading.sheet == "旧表"
    assert codes(reading)[0] == "sheets.hidden_sheet_read"
    assert read(workbook([HEAD, ROW], hide, title="旧表", 新表=[HEAD, [*ROW[:1], "B", 1, 1]])).sheet == "新表"


def test_a_list_of_one_column_has_a_head_too() -> None:
    names = SheetType("names", "名单", 1, (Column("name", "名称", required=True),))
    assert [row.values["name"] for row in read(workbook([["名单表"], ["名称"], ["甲"], ["乙"]]), names).rows] == [
        "甲",
        "乙",
    ]


def test_a_head_below_the_first_rows_with_content_is_not_looked_for() -> None:
    assert refused(workbook([["说明"]] * 100 + [HEAD, ROW])).code == "sheets.head_not_found"


def test_people_write_other_headings_for_the_same_number() -> None:
    (row,) = read(
        workbook([["公民身份号码", "车辆识别代号"], ["11010519491231002X", "LATPAB071W1005301"]]), PEOPLE
    ).rows
    assert row.values["vin"] == "LATPAB071W1005301"
