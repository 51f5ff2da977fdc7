"""Formulas, errors and other cells that hold more or less than a value."""

from __future__ import annotations

import pytest

from liangxin.engines.sheets.tests.sample import HEAD, read, repacked, sheet_changed, workbook
from liangxin.kernel.money import Money
from liangxin.kernel.quantity import Quantity

RAW = workbook([HEAD, ["清岚水泵厂", "A-1", 3, 25]])
COUNT = '<c r="C2" t="n"><v>3</v></c>'


def with_count(cell: str) -> bytes:
    return sheet_changed(RAW, (COUNT, cell))


def test_the_kept_result_of_a_formula_is_read_and_told() -> None:
    reading = read(with_count('<c r="C2"><f>1+3</f><v>4</v></c>'))
    assert reading.rows[0].values["count"] == Quantity.of(4, "台")
    assert [str(n) for n in reading.notices] == ["“更新数量”有1个单元格是公式（首个在C2），采用文件中保存的计算结果。"]


def test_formulas_are_told_once_a_column() -> None:
    cells = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>厂</t></is></c><c r="B{n}"><f>1</f><v>{n}</v></c></row>'
        for n in range(3, 9)
    )
    reading = read(sheet_changed(RAW, ("</sheetData>", cells + "</sheetData>")))
    assert [notice.count for notice in reading.notices] == [6]


@pytest.mark.parametrize(
    "cell", ['<c r="C2"><f>1+3</f></c>', '<c r="C2"><f>1+3</f><v></v></c>', '<c r="C2"><f t="shared" si="0"/><v/></c>']
)
def test_a_formula_without_its_result_is_refused_and_never_computed(cell: str) -> None:
    (fault,) = read(with_count(cell)).faults
    assert (fault.row, fault.column, fault.code) == (2, "C", "sheets.formula_without_value")


def test_a_formula_that_gives_the_empty_text_is_a_blank_cell() -> None:
    reading = read(with_count('<c r="C2" t="str"><f>IF(1,"","")</f><v></v></c>'))
    assert reading.rows[0].values["count"] is None
    assert not reading.faults


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#N/A", "#NAME?", "#VALUE!"])
def test_an_error_value_is_refused(error: str) -> None:
    (fault,) = read(with_count(f'<c r="C2" t="e"><f>A9</f><v>{error}</v></c>')).faults
    assert (fault.code, fault.typed) == ("sheets.error_in_cell", error)


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="C2" t="str"><v>3台</v></c>',
        '<c r="C2" t="inlineStr"><is><r><t>3</t></r><r><rPr><b/></rPr><t>台</t></r><rPh><t>san</t></rPh></is></c>',
        '<c r="C2"><v>3.0000000000000001</v></c>',
        '<c r="C2"><v>3E0</v></c>',
        "<c><v>3</v></c>",
    ],
)
def test_it_reads_every_way_of_writing_a_cell(cell: str) -> None:
    reading = read(with_count(cell))
    assert reading.rows[0].values["count"] == Quantity.of(3, "台")
    assert not reading.faults


def test_iso_days_and_days_without_row_numbers_are_read() -> None:
    raw = workbook([["企业名称", "设备编号", "签约日期"], ["厂", "A", None]])
    day = '<c r="C2" t="d"><v>2025-06-30T00:00:00</v></c></row></sheetData>'
    reading = read(sheet_changed(raw, ('<row r="2">', "<row>"), ("</row></sheetData>", day)))
    assert str(reading.rows[0].values["signed_on"]) == "2025-06-30"


def test_tags_with_a_prefix_are_read() -> None:
    def prefixed(name: str, content: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return content
        text = content.decode().replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?")
        return text.replace('xmlns="', 'xmlns:x="').encode()

    reading = read(repacked(RAW, prefixed))
    assert reading.rows[0].values["invested"] == Money.from_wan(25)


def test_a_strict_workbook_is_read() -> None:
    def strict(name: str, content: bytes) -> bytes:
        text = content.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
        return text.replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )

    assert read(repacked(RAW, strict)).rows[0].values["invested"] == Money.from_wan(25)


def test_parts_in_utf_16_are_read() -> None:
    def wide(name: str, content: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return content
        text = content.decode()
        declared = '<?xml version="1.0" encoding="UTF-16"?>' + (
            text if not text.startswith("<?") else text.split("?>", 1)[1]
        )
        return declared.encode("utf-16")

    assert read(repacked(RAW, wide)).rows[0].values["enterprise"] == "清岚水泵厂"
