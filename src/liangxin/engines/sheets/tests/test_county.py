"""A workbook as a county office sends it: everything at once."""

from __future__ import annotations

from datetime import date
from typing import Any

from liangxin.engines.sheets.tests.sample import read, shared, workbook
from liangxin.kernel.money import Money
from liangxin.kernel.quantity import Quantity

ROWS: list[list[Any]] = [
    ["附件2"],
    ["清岚县2025年工业领域设备更新项目进展情况表"],
    ["填报单位：清岚县工业和信息化局", *[None] * 7, "单位：万元、台"],
    [
        "序号",
        "申报企业",
        "设备编码",
        "领 域",
        "更新\n数量",
        "投资额",
        "投资完成率",
        "签约日期",
        "联系人",
        None,
        "备  注",
    ],
    [None, None, None, None, None, None, None, None, "姓名", "电话", None],
    ["甲", "乙", "丙", "丁", 1, 2, 3, 4, 5, 6, 7],
    ["一", "工业领域", None, None, 7, 425, None, None, None, None, None],
    [1, "清岚水泵厂(有限合伙)", "QL－001", "工业", "3台", 125.5, 0.4, "2025.3.5", "李青禾", 13800138000, "/"],
    [2, None, "QL-002", "工业", 4, "300万元", "35%", date(2025, 4, 1), "李青禾", "0532-12345678", None],
    ["小计", None, None, None, 7, 425.5],
    ["二", "农业领域"],
    [3, "平川农机合作社", "PC-001", "农机", "１", "１，２００", 100, "2025年6月30日", "王", "待定", "缓建"],
    [4, None, None, None, None, None, None, None, None, None, None],
    ["合计", None, None, None, 8, 1625.5],
    ["填报人：李青禾", None, None, "联系电话：0532-12345678", None, None, None, "填报日期：2025年9月30日"],
]


def dress(sheet: Any) -> None:
    for area in ("A1:B1", "A2:K2", "I4:J4", "B8:B9", "A14:C14", *(f"{letter}4:{letter}5" for letter in "ABCDEFGHK")):
        sheet.merge_cells(area)
    sheet["G8"].number_format = "0%"
    sheet.row_dimensions[9].hidden = True


def test_it_is_read_with_its_one_fault() -> None:
    reading = read(shared(workbook(ROWS, dress, title="Sheet1", 说明=[["填表说明"]])))
    assert [(fault.row, fault.column, fault.sentence) for fault in reading.faults] == [
        (12, "J", "“联系人电话”的“待定”不是电话号码。")
    ]
    assert [row.number for row in reading.rows] == [8, 9, 12]
    first, second, third = (row.values for row in reading.rows)
    assert first["enterprise"] == second["enterprise"] == "清岚水泵厂（有限合伙）"
    assert first["count"] == Quantity.of(3, "台")
    assert (first["invested"], second["invested"]) == (Money.from_yuan(1_255_000), Money.from_wan(300))
    assert (first["share"], second["share"]) == (Quantity.of(40, "%"), Quantity.of(35, "%"))
    assert (first["signed_on"], third["signed_on"]) == (date(2025, 3, 5), date(2025, 6, 30))
    assert (first["contact_phone"], second["contact_phone"]) == ("13800138000", "0532-12345678")
    assert (first["remark"], third["remark"]) == (None, "缓建")
    assert (third["sector"], third["count"]) == ("farm", Quantity.of(1, "台"))
    assert [notice.code for notice in reading.notices] == [
        "sheets.other_sheets_ignored",
        "sheets.unit_from_corner",
        "sheets.unit_from_corner",
        "sheets.sections_skipped",
        "sheets.merged_repeated",
        "sheets.hidden_rows_read",
        "sheets.totals_skipped",
        "sheets.footers_skipped",
    ]
