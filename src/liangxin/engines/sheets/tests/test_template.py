"""Templates: what they look like, that they are the same each time, and that they are read back."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from liangxin.engines.sheets import (
    Choice,
    Column,
    Kind,
    Place,
    SheetRefused,
    SheetType,
    TemplateMark,
    read_sheet,
    write_template,
)
from liangxin.engines.sheets.tests.sample import OTHER_VIN, PEOPLE, PLATE, RENEWALS, RESIDENT, USCC, VIN, saved
from liangxin.kernel.money import Money
from liangxin.kernel.quantity import Quantity

RENEWAL = {
    "enterprise": "清岚水泵厂（有限合伙）",
    "number": "=00123",
    "sector": "farm",
    "count": Quantity.of("25000", "台"),
    "invested": Money(123_456_789),
    "share": Quantity.of("35.5", "%"),
    "signed_on": date(2025, 6, 30),
    "year": 2024,
    "staff": 120,
    "finished": False,
    "contact_name": "李青禾",
    "contact_phone": "0532-82912345-8001",
    "remark": '+1\n_x000A_ <甲> & "乙"',
}
PERSON = {
    "resident": RESIDENT,
    "vin": VIN,
    "plate": PLATE,
    "uscc": USCC,
    "region": "370283-Z01",
    "place": Place(Decimal("120.382600"), Decimal("36.0671")),
    "factor": Decimal("0.123456789012345"),
    "invoice": "发票 (1).pdf",
}


def template(sheet_type: SheetType, rows: Any = ()) -> bytes:
    file = io.BytesIO()
    write_template(sheet_type, file, rows)
    return file.getvalue()


def opened(raw: bytes) -> Any:
    return load_workbook(io.BytesIO(raw))


def test_the_head_is_frozen_and_says_label_unit_and_note() -> None:
    book = opened(template(RENEWALS))
    sheet = book["设备更新台账"]
    assert book.sheetnames == ["设备更新台账", "填写说明"]
    assert sheet.freeze_panes == "A3"
    assert [cell.value for cell in sheet[1]][:5] == ["企业名称", "设备编号", "领域", "更新数量（台）", "总投资（万元）"]
    assert sheet["A2"].value.startswith("必填")
    assert sheet["B2"].value.startswith("必填")
    assert sheet["C2"].value == "选填"
    assert not sheet.protection.sheet


def test_blank_cells_have_the_format_of_their_column() -> None:
    sheet = opened(template(RENEWALS))["设备更新台账"]
    formats = {letters: sheet.column_dimensions[letters].number_format for letters in "BEGI"}
    assert formats == {"B": "@", "E": "#,##0.00####", "G": "yyyy-mm-dd", "I": "0"}
    assert all(sheet.column_dimensions[letters].width >= 10 for letters in "ABCDEFGHIJKLM")


def checks(sheet: Any) -> dict[str, Any]:
    return {str(check.sqref).split("3:")[0]: check for check in sheet.data_validations.dataValidation}


def test_choices_are_offered_and_days_are_checked() -> None:
    found = checks(opened(template(RENEWALS))["设备更新台账"])
    assert (found["C"].type, found["C"].formula1, found["C"].errorStyle) == ("list", '"工业,农业"', "stop")
    assert found["J"].formula1 == '"是,否"'
    assert (found["G"].type, found["G"].errorStyle) == ("date", "warning")
    assert found["H"].type == "whole"
    assert str(found["C"].sqref) == "C3:C1048576"


def test_long_lists_of_choices_stand_on_a_hidden_sheet() -> None:
    many = tuple(Choice(f"c{number}", f"第{number}类设备，含配件") for number in range(80))
    kinds = SheetType("kinds", "类别", 1, (Column("kind", "类别", Kind.CHOICE, choices=many, required=True),))
    book = opened(template(kinds))
    assert book["选项"].sheet_state == "hidden"
    assert book["选项"]["A80"].value == "第79类设备，含配件"
    assert checks(book["类别"])["A"].formula1 == "'选项'!$A$1:$A$80"
    assert [row.values["kind"] for row in read_sheet(kinds, template(kinds, [{"kind": "c79"}])).rows] == ["c79"]


def test_the_instructions_name_every_column() -> None:
    sheet = opened(template(RENEWALS))["填写说明"]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert lines[0][0] == "设备更新台账（第3版）"
    assert lines[1][0] == "1. 由县工信部门按月填报。"
    labels = [line[0] for line in lines]
    assert all(column.label in labels for column in RENEWALS.columns)
    assert next(line for line in lines if line[0] == "领域")[4] == "工业、农业"


def test_the_same_list_gives_the_same_bytes_whenever(monkeypatch: pytest.MonkeyPatch) -> None:
    first = template(RENEWALS, [RENEWAL])
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert template(RENEWALS, [RENEWAL]) == first


def test_an_empty_template_is_read_as_a_list_without_rows() -> None:
    reading = read_sheet(RENEWALS, template(RENEWALS))
    assert (reading.rows, reading.faults, reading.head_row) == ((), (), 1)
    assert reading.mark == TemplateMark("equipment_renewals", 3)
    assert [notice.code for notice in reading.notices] == ["sheets.no_rows"]


@pytest.mark.parametrize(("sheet_type", "row"), [(RENEWALS, RENEWAL), (PEOPLE, PERSON)])
def test_rows_are_read_back_as_they_were(sheet_type: SheetType, row: dict[str, Any]) -> None:
    reading = read_sheet(sheet_type, template(sheet_type, [row]))
    assert not reading.faults, reading.faults[0].sentence
    assert reading.rows[0].values == row
    assert [row.number for row in reading.rows] == [3]


def test_what_excel_cannot_hold_as_a_number_or_day_becomes_a_text() -> None:
    row = {"resident": RESIDENT, "vin": OTHER_VIN, "factor": Decimal("1234567890.1234567890")}
    assert read_sheet(PEOPLE, template(PEOPLE, [row])).rows[0].values["factor"] == row["factor"]
    old = {"enterprise": "厂", "number": "1", "invested": Money(9_007_199_254_740_993), "signed_on": date(2021, 1, 1)}
    assert read_sheet(RENEWALS, template(RENEWALS, [old])).rows[0].values["invested"] == old["invested"]


def test_a_template_that_went_through_another_program_is_still_known() -> None:
    book = opened(template(RENEWALS, [RENEWAL]))
    book["设备更新台账"].insert_rows(1)
    book["设备更新台账"]["A1"] = "清岚县设备更新台账"
    reading = read_sheet(RENEWALS, saved(book))
    assert reading.mark == TemplateMark("equipment_renewals", 3)
    assert [row.values for row in reading.rows] == [RENEWAL]


def test_the_template_of_another_list_is_refused_and_of_another_version_told() -> None:
    with pytest.raises(SheetRefused) as caught:
        read_sheet(PEOPLE, template(RENEWALS))
    assert caught.value.code == "sheets.template_of_another"
    newer = SheetType(RENEWALS.code, RENEWALS.name, 4, RENEWALS.columns, RENEWALS.key)
    notices = read_sheet(newer, template(RENEWALS, [RENEWAL])).notices
    assert [str(notice) for notice in notices] == ["工作簿是按模板的第3版填的，现行的是第4版，已按列名读取。"]


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("count", 25),
        ("count", Quantity.of(1, "吨")),
        ("invested", Decimal(3)),
        ("signed_on", "2025-06-30"),
        ("finished", "是"),
        ("sector", "mining"),
        ("staff", True),
        ("remark", 12),
    ],
)
def test_a_value_of_another_kind_is_refused(code: str, value: object) -> None:
    with pytest.raises(SheetRefused) as caught:
        template(RENEWALS, [{**RENEWAL, code: value}])
    assert (caught.value.code, caught.value.field) == ("sheets.value_unwritable", code)


def test_a_path_gets_the_whole_file_or_nothing(tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(SheetRefused):
        write_template(RENEWALS, path, [{"count": 1}])
    assert path.read_bytes() == b"old"
    write_template(RENEWALS, path)
    assert path.read_bytes() == template(RENEWALS)
    assert [each.name for each in tmp_path.iterdir()] == ["模板.xlsx"]


def test_names_that_a_sheet_cannot_have_are_changed() -> None:
    odd = SheetType(
        "odd", "2025/2026年[设备]更新：项目清单*一览表，含农业机械和医疗装备以及其他", 1, (Column("a", "甲"),)
    )
    name = opened(template(odd)).sheetnames[0]
    assert len(name) <= 31
    assert not set("[]:*?/\\") & set(name)


def test_what_is_left_of_the_notes_in_the_first_row_is_nothing(tmp_path: Path) -> None:
    """People begin in the line of notes, and type over those cells only for which they have something."""
    path = tmp_path / "template.xlsx"
    write_template(RENEWALS, path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    heads = {str(cell.value): cell.column or 0 for cell in sheet[1]}
    sheet.cell(2, heads["企业名称"], "清岚水泵厂")
    sheet.cell(2, heads["设备编号"], "A-1")
    sheet.cell(3, heads["企业名称"], "清岚阀门厂")
    sheet.cell(3, heads["设备编号"], "A-2")
    sheet.cell(3, heads["备注"], "选填")  # said by somebody, further down
    book.save(path)
    reading = read_sheet(RENEWALS, path)
    assert [row.values["number"] for row in reading.sound_rows] == ["A-1", "A-2"]
    assert {code: value for code, value in reading.rows[0].values.items() if value is not None} == {
        "enterprise": "清岚水泵厂",
        "number": "A-1",
    }
    assert reading.rows[1].values["remark"] == "选填"


def test_a_required_cell_that_still_has_its_note_is_not_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    write_template(RENEWALS, path)
    book = load_workbook(path)
    heads = {str(cell.value): cell.column or 0 for cell in book.worksheets[0][1]}
    book.worksheets[0].cell(2, heads["设备编号"], "A-1")
    book.save(path)
    (fault,) = read_sheet(RENEWALS, path).faults
    assert (fault.row, fault.column_code) == (2, "enterprise")
