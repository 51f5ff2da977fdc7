"""The marked copy: faults where they are, everything else as it was."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from liangxin.engines.sheets import Mark, SheetRefused, read_sheet, write_marked
from liangxin.engines.sheets.mark_comments import AUTHOR
from liangxin.engines.sheets.mark_styles import COLOUR
from liangxin.engines.sheets.tests.sample import HEAD, RENEWALS, part, read, repacked, shared, workbook

ROWS = [
    ["清岚县设备更新情况表"],
    HEAD,
    ["清岚水泵厂", "A-1", "三", 25],
    [None, "A-2", 4, 30],
    ["平川纺织厂", "A-3", 5, 1],
]


def dressed(sheet: Any) -> None:
    sheet.merge_cells("A1:D1")
    sheet["A1"].font = Font(bold=True, size=18)
    sheet["C3"].fill = PatternFill("solid", fgColor="FFFFFF00")
    sheet["C3"].number_format = "0.00"
    sheet["D5"].comment = Comment("核实过", "王")
    sheet.column_dimensions["A"].width = 33
    sheet.column_dimensions.group("E", "Z", hidden=True)
    sheet.freeze_panes = "A3"
    sheet.auto_filter.ref = "A2:D5"
    sheet["D6"] = "=SUM(D3:D5)"
    check = DataValidation("list", formula1='"甲,乙"')
    check.add("B3:B5")
    sheet.data_validations.append(check)


RAW = workbook(ROWS, dressed, 附表=[["别的", 1]])


def marked(raw: bytes, **options: Any) -> bytes:
    reading = read(raw, **options)
    file = io.BytesIO()
    write_marked(raw, reading.faults, file, sheet=reading.sheet, head_row=reading.head_row, **options)
    return file.getvalue()


def opened(raw: bytes) -> Any:
    return load_workbook(io.BytesIO(raw))["台账"]


@pytest.mark.parametrize("raw", [RAW, shared(RAW)], ids=["inline texts", "shared texts"])
def test_faulty_cells_are_coloured_commented_and_listed_at_the_end_of_their_row(raw: bytes) -> None:
    sheet = opened(marked(raw))
    assert sheet["C3"].fill.fgColor.rgb == COLOUR
    assert sheet["C3"].value == "三"
    assert sheet["C3"].number_format == "0.00"
    assert sheet["C3"].comment.text == "“更新数量”的“三”不是数。请只填写数字，如 1234.5。"
    assert sheet["C3"].comment.author == AUTHOR
    assert sheet["A4"].fill.fgColor.rgb == COLOUR
    assert [sheet.cell(row, 5).value for row in range(1, 7)] == [
        None,
        "问题",
        "C列：“更新数量”的“三”不是数。请只填写数字，如 1234.5。",
        "A列：“企业名称”没有填写。这一列必须填写。",
        None,
        None,
    ]


def test_everything_else_stays_as_it_was() -> None:
    before, after = load_workbook(io.BytesIO(RAW)), load_workbook(io.BytesIO(marked(RAW)))
    sheet = after["台账"]
    assert [cell.value for row in sheet["A1:D6"] for cell in row] == [
        cell.value for row in before["台账"]["A1:D6"] for cell in row
    ]
    assert sheet["A1"].font.b
    assert str(sheet.merged_cells) == "A1:D1"
    assert sheet["D5"].comment.text == "核实过"
    assert sheet["D5"].fill.fill_type is None
    assert sheet.column_dimensions["A"].width == 33
    assert sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref == "A2:D5"
    assert len(sheet.data_validations.dataValidation) == 1
    assert after["附表"]["A1"].value == "别的"
    assert part(marked(RAW), "xl/worksheets/sheet2.xml") == part(RAW, "xl/worksheets/sheet2.xml")


def test_the_column_of_problems_is_never_hidden() -> None:
    columns = opened(marked(RAW)).column_dimensions
    assert not columns["E"].hidden
    assert columns["E"].width == 60
    assert columns["F"].hidden
    assert columns["F"].max == 26


def test_a_marked_copy_can_be_read_and_marked_again() -> None:
    once = marked(RAW)
    assert read(once).digest == read(RAW).digest
    assert [f.sentence for f in read(once).faults] == [f.sentence for f in read(RAW).faults]
    assert "问题" not in "".join(map(str, read(once).notices))
    assert [cell.value for row in opened(marked(once)).iter_rows() for cell in row] == [
        cell.value for row in opened(once).iter_rows() for cell in row
    ]


def test_marks_of_what_was_repaired_are_taken_away() -> None:
    book = load_workbook(io.BytesIO(marked(RAW)))
    book["台账"]["C3"] = 3
    file = io.BytesIO()
    book.save(file)
    sheet = opened(marked(file.getvalue()))
    assert sheet["C3"].fill.fill_type is None
    assert sheet["C3"].comment is None
    assert sheet["E3"].value is None
    assert sheet["A4"].fill.fgColor.rgb == COLOUR
    assert sheet["A4"].comment is not None
    assert sheet["D5"].comment.text == "核实过"


def test_somebody_elses_comment_on_a_faulty_cell_stays() -> None:
    def dress(sheet: Any) -> None:
        sheet["C3"].comment = Comment("请核实", "王")

    sheet = opened(marked(workbook(ROWS, dress)))
    assert sheet["C3"].comment.text == "请核实"
    assert "不是数" in sheet["E3"].value


def test_the_sentence_of_a_merged_cell_stays_with_its_row_and_the_colour_with_its_content() -> None:
    rows = [HEAD, ["甲厂", "A-1", "三", 1], ["甲厂", "A-2", None, 1]]
    sheet = opened(marked(workbook(rows, lambda sheet: sheet.merge_cells("C2:C3"))))
    assert sheet["C2"].fill.fgColor.rgb == COLOUR
    assert sheet["E2"].value
    assert sheet["E3"].value


def test_faults_from_elsewhere_are_marked_too() -> None:
    file = io.BytesIO()
    marks = [Mark(5, "B", "“A-3”已在台账中。"), Mark(5, "", "本行超出计划。", "请联系县工信局。")]
    assert write_marked(RAW, marks, file, sheet="台账", head_row=2) == ".xlsx"
    sheet = opened(file.getvalue())
    assert sheet["E5"].value == "B列：“A-3”已在台账中。\n本行超出计划。请联系县工信局。"
    assert sheet["B5"].fill.fgColor.rgb == COLOUR


def test_a_workbook_without_faults_keeps_its_cells() -> None:
    file = io.BytesIO()
    write_marked(RAW, [], file)
    assert part(file.getvalue(), "xl/worksheets/sheet1.xml") == part(RAW, "xl/worksheets/sheet1.xml")


def test_a_text_table_becomes_a_workbook_of_texts() -> None:
    raw = "企业名称,设备编号,更新数量\n\n清岚水泵厂,0012,三\n".encode("gb18030")
    file = io.BytesIO()
    write_marked(raw, read(raw).faults, file, head_row=1, name="九月.csv")
    sheet = load_workbook(io.BytesIO(file.getvalue())).active
    assert sheet is not None
    assert (sheet["B3"].value, sheet["C3"].fill.fgColor.rgb, sheet["D1"].value) == ("0012", COLOUR, "问题")


def test_macros_stay_in_a_workbook_that_has_them() -> None:
    raw = repacked(RAW, lambda _, content: content, **{"xl/vbaProject.bin": b"\x01\x02"})
    file = io.BytesIO()
    assert write_marked(raw, read(raw).faults, file, sheet="台账", head_row=2) == ".xlsm"
    assert part(file.getvalue(), "xl/vbaProject.bin") == "\x01\x02"


def test_comments_end_at_their_limit_and_the_list_does_not() -> None:
    from liangxin.engines.sheets import SheetLimits

    raw = workbook([HEAD, *[["厂", number, "三", 1] for number in range(9)]])
    sheet = opened(marked(raw, limits=SheetLimits(comments=4)))
    assert sum(sheet.cell(row, 3).comment is not None for row in range(2, 11)) == 4
    assert all(sheet.cell(row, 5).value for row in range(2, 11))


def test_tags_with_a_prefix_and_cells_without_a_place_are_marked() -> None:
    def change(name: str, content: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return content
        text = content.decode().replace("<", "<x:").replace("<x:/", "</x:").replace('xmlns="', 'xmlns:x="')
        return text.replace('<x:c r="C2" ', "<x:c ").encode()

    raw = repacked(workbook([HEAD, ["厂", "A", "三", 1]]), change)
    sheet = opened(marked(raw))
    assert sheet["C2"].fill.fgColor.rgb == COLOUR
    assert sheet["E2"].value


def test_a_sheet_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SheetRefused) as caught:
        write_marked(RAW, [], tmp_path / "a.xlsx", sheet="没有")
    assert caught.value.code == "sheets.sheet_missing"
    assert not list(tmp_path.iterdir())


def test_control_characters_in_a_sentence_do_no_harm() -> None:
    file = io.BytesIO()
    write_marked(RAW, [Mark(3, "C", '坏\x00字\ud800<&>"')], file, sheet="台账", head_row=2)
    sheet = opened(file.getvalue())
    assert sheet["E3"].value == 'C列：坏字<&>"'
    assert sheet["C3"].comment.text == '坏字<&>"'
    assert read_sheet(RENEWALS, file.getvalue()).head_row == 2
