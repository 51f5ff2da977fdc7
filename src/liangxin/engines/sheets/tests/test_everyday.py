"""Rows of the everyday spelling are cut out by an expression: they must say what the parser says of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liangxin.engines.sheets.grid import PLAIN, Look, RawRow
from liangxin.engines.sheets.refusals import BrokenWorkbook
from liangxin.engines.sheets.xlsx_cells import CellMaker
from liangxin.engines.sheets.xlsx_everyday import EverydayRows
from liangxin.engines.sheets.xlsx_rows import RowBuilder

STRINGS, LOOKS = ["甲", "", "a_x000A_b"], [PLAIN, Look(is_date=True)]
OPENING = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TEXTS = st.sampled_from(
    ["", "1", "0", "2", "1.5", "-3E+5", " 7 ", "三", "&lt;b&gt;", "&#28165;&#x5C9A;", "甲\r\n乙", "_x000A_"]
)
KINDS = st.sampled_from(["", ' t="n"', ' t="s"', ' t="str"', ' t="inlineStr"', ' t="b"', ' t="e"', ' t="d"'])
STYLES = st.sampled_from(["", ' s="0"', ' s="1"', ' s="99"'])
FORMULAS = st.sampled_from(["", "<f>1+1</f>", '<f t="shared" si="0"/>', "<f>A1&amp;B1</f>"])


@st.composite
def contents(draw: st.DrawFn) -> str:
    text = draw(TEXTS)
    kept = f'<is><t xml:space="preserve">{text}</t></is>'
    return draw(st.sampled_from([f"<v>{text}</v>", kept, f"<is><t>{text}</t></is>"]))


@st.composite
def blocks(draw: st.DrawFn) -> str:
    rows = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        cells = [
            f'<c r="{letters}{number}"{draw(STYLES)}{draw(KINDS)}>{draw(FORMULAS)}{draw(contents())}</c>'
            for letters in draw(st.sampled_from(["A", "AB", "ABC"]))
        ]
        said = draw(st.sampled_from(["", ' spans="1:3" x14ac:dyDescent="0.2"', ' hidden="1"', ' hidden="0" ht="20"']))
        rows.append(f'<row r="{number}"{said}>{"".join(cells)}</row>')
    return draw(st.sampled_from(["", "\n"])).join(rows)


def by_parser(block: str) -> list[RawRow] | None:
    builder = RowBuilder("", CellMaker(STRINGS, LOOKS))
    parser = builder.parser()
    opening = OPENING.replace(b"<worksheet", b'<worksheet xmlns:x14ac="x"')
    try:
        parser.Parse(opening, False)
        parser.Parse(block.encode(), False)
    except BrokenWorkbook:
        return None
    return builder.taken()


def by_expression(block: str) -> list[RawRow] | None:
    return EverydayRows(CellMaker(STRINGS, LOOKS)).rows(block.encode())


@settings(max_examples=300)
@given(block=blocks())
def test_both_ways_give_the_same_rows(block: str) -> None:
    expected = by_parser(block)
    try:
        found = by_expression(block)
    except BrokenWorkbook:
        assert expected is None
        return
    assert found is None or found == expected


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1"><f>1+1</f><v>2</v></c></row>',
        '<row r="1"><c r="A1"><v> 7 </v></c><c r="B1"><v>-1.5E-3</v></c></row>',
        '<row r="1" spans="1:2" hidden="1"><c r="A1" t="inlineStr"><is><t>甲&amp;乙</t></is></c></row>',
    ],
)
def test_what_excel_and_openpyxl_write_is_everyday(row: str) -> None:
    assert by_expression(row) == by_parser(row) != []


@pytest.mark.parametrize(
    "row",
    [
        "<row><c><v>1</v></c></row>",
        '<row spans="1:2" r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="inlineStr"><is><r><t>甲</t></r></is></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t><rPh sb="0" eb="1"><t>jia</t></rPh></is></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><!-- 注 --></row>',
        '<row r="1"><c r="A1"><v><![CDATA[1]]></v></c></row>',
        '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2">',
        '<row r="1"><c s="1" r="A1"><v>1</v></c></row>',
    ],
)
def test_any_other_spelling_is_left_to_the_parser(row: str) -> None:
    assert by_expression(row) is None


@pytest.mark.parametrize("text", ["&nbsp;", "a & b", "&#99999999;"])
def test_what_is_no_xml_breaks_the_workbook(text: str) -> None:
    with pytest.raises(BrokenWorkbook):
        by_expression(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>')
