"""Tables: heads, rows, widths, where cells stand, sizes, what parts them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from liangxin.engines.official import Align, Column, Paragraph, Table, TypeSize
from liangxin.engines.official.tests.reading_back import body, of_blocks, opened, paths, properties, styled, words_of

COLUMNS = (Column("序号", 1, Align.CENTRE), Column("项目", 3), Column("金额（万元）", 1, Align.RIGHT))
TABLE = Table(
    COLUMNS, (("1", "更新电梯\n15部", "25.5"), ("2", "", "—")), caption="进展", note="注：至9月底。\n单位：万元。"
)


def test_the_head_comes_again_on_each_page_in_hei() -> None:
    (table,) = opened(of_blocks(TABLE)).tables
    head, *rows = paths(table._tbl, "w:tr")
    assert paths(head, "w:trPr/w:tblHeader")
    assert not any(paths(row, "w:trPr/w:tblHeader") for row in rows)
    assert {cell.paragraphs[0].style.name for cell in table.rows[0].cells} == {"表头"}
    assert [cell.text for cell in table.rows[0].cells] == ["序号", "项目", "金额（万元）"]


def test_rows_are_not_split_across_pages() -> None:
    rows = paths(body(of_blocks(TABLE)), "//w:tr")
    assert len(rows) == 3
    assert all(paths(row, "w:trPr/w:cantSplit") for row in rows)


def test_cells_hold_their_lines_and_stand_where_the_column_says() -> None:
    (table,) = opened(of_blocks(TABLE)).tables
    assert [cell.text for cell in table.rows[1].cells] == ["1", "更新电梯\n15部", "25.5"]
    alignments = [properties(cell.paragraphs[0]._p, "jc").get("val", "left") for cell in table.rows[1].cells]
    assert alignments == ["center", "left", "right"]
    assert [cell.text for cell in table.rows[2].cells] == ["2", "", "—"]


@pytest.mark.parametrize(("landscape", "millimetres"), [(False, 156), (True, 225)])
def test_columns_share_the_type_area_by_weight(landscape: bool, millimetres: float) -> None:
    root = body(of_blocks(replace(TABLE, landscape=landscape)))
    widths = [int(width) for width in paths(root, "//w:gridCol/@w:w")]
    assert sum(widths) / 1440 * 25.4 == pytest.approx(millimetres, abs=0.1)
    assert [width / sum(widths) for width in widths] == pytest.approx([0.2, 0.6, 0.2], abs=0.001)
    assert [int(width) for width in paths(root, "//w:tr[2]/w:tc/w:tcPr/w:tcW/@w:w")] == widths


@pytest.mark.parametrize(("size", "half_points"), [(TypeSize.SMALL_FOUR, []), (TypeSize.FIVE, ["21"])])
def test_the_size_of_cells_is_a_choice(size: TypeSize, half_points: list[str]) -> None:
    """小四 is what the style says; another size stands beside it."""
    for row in paths(body(of_blocks(replace(TABLE, size=size))), "//w:tr"):
        assert paths(row, "w:tc[1]//w:rPr/w:sz/@w:val") == half_points


def test_borders_are_thin_and_black() -> None:
    borders = paths(body(of_blocks(TABLE)), "//w:tblBorders/*")
    assert len(borders) == 6
    assert {tuple(sorted(border.attrib.values())) for border in borders} == {("0", "000000", "4", "single")}


def test_caption_and_notes_stay_with_the_table() -> None:
    document = of_blocks(TABLE)
    (caption,) = styled(document, "表题")
    assert words_of(caption) == "进展"
    assert caption.getnext().tag.endswith("}tbl")
    assert [words_of(note) for note in styled(document, "表注")] == ["注：至9月底。", "单位：万元。"]
    assert opened(document).styles["表题"].paragraph_format.keep_with_next


def test_two_tables_never_touch() -> None:
    bare = Table((Column("甲"),), (("1",),))
    elements = list(body(of_blocks(bare, bare, Paragraph("后"), bare)))
    assert sum(element.tag.endswith("}tbl") for element in elements) == 3
    assert not any(one.tag == other.tag and one.tag.endswith("}tbl") for one, other in pairwise(elements))
    assert [element.tag.rpartition("}")[2] for element in elements[-2:]] == ["p", "sectPr"]


def test_a_table_may_have_no_rows() -> None:
    (table,) = opened(of_blocks(Table(COLUMNS))).tables
    assert len(table.rows) == 1
