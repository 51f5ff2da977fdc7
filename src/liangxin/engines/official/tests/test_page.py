"""The page: paper, margins, lines and characters, turned sections, page numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from docx.enum.section import WD_ORIENT

from liangxin.engines.official import (
    Attachment,
    Block,
    Column,
    Heading,
    OfficialDocument,
    PageBreak,
    Paragraph,
    Table,
)
from liangxin.engines.official.measures import CHARACTER, CHARACTERS, LINE, LINES
from liangxin.engines.official.tests.reading_back import body, of_blocks, opened, part, paths, words_of
from liangxin.engines.official.tests.sample import full_document

TABLE = Table((Column("项目"),), (("电梯",),))
WIDE = replace(TABLE, landscape=True)


def orientations(document: OfficialDocument) -> list[str]:
    return ["turned" if s.orientation is WD_ORIENT.LANDSCAPE else "upright" for s in opened(document).sections]


def test_a_page_is_a4_with_the_type_area_of_the_standard() -> None:
    (section,) = opened(of_blocks()).sections
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.05)
    margins = (section.top_margin.mm, section.left_margin.mm, section.right_margin.mm, section.bottom_margin.mm)
    assert margins == pytest.approx((37, 28, 26, 35), abs=0.05)


def test_22_lines_and_28_characters_fill_the_type_area() -> None:
    section = opened(of_blocks()).sections[0]
    height = section.page_height.twips - section.top_margin.twips - section.bottom_margin.twips
    width = section.page_width.twips - section.left_margin.twips - section.right_margin.twips
    assert LINES * LINE <= height < (LINES + 1) * LINE
    assert CHARACTERS * CHARACTER <= width < (CHARACTERS + 1) * CHARACTER
    assert paths(body(of_blocks()), "//w:docGrid/@w:linePitch") == [str(LINE)]


def test_every_line_of_the_body_has_its_exact_height() -> None:
    spacing = paths(part(of_blocks(), "word/styles.xml"), "//w:style[@w:styleId='LxBody']/w:pPr/w:spacing")[0]
    assert sorted(spacing.attrib.values()) == sorted(["0", "0", str(LINE), "exact"])


def test_a_wide_table_stands_on_a_turned_page_with_the_same_type_area() -> None:
    document = of_blocks(Paragraph("前"), WIDE, Paragraph("后"))
    assert orientations(document) == ["upright", "turned", "upright"]
    turned = opened(document).sections[1]
    assert (turned.page_width.mm, turned.page_height.mm) == pytest.approx((297, 210), abs=0.05)
    margins = (turned.top_margin.mm, turned.right_margin.mm, turned.bottom_margin.mm, turned.left_margin.mm)
    assert margins == pytest.approx((28, 37, 26, 35), abs=0.05)


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ((WIDE, WIDE), ["upright", "turned"]),
        ((WIDE, Paragraph("\x00\n"), WIDE), ["upright", "turned"]),
        ((WIDE, PageBreak(), TABLE), ["upright", "turned", "upright"]),
        ((TABLE, PageBreak(), WIDE, PageBreak()), ["upright", "turned"]),
    ],
)
def test_no_section_is_empty(blocks: tuple[Block, ...], expected: list[str]) -> None:
    assert orientations(of_blocks(*blocks)) == expected


def test_a_turned_attachment_keeps_all_its_parts_on_turned_pages() -> None:
    attachment = Attachment("清单", (Heading(1, "说明"), Paragraph("如下。"), TABLE, WIDE), landscape=True)
    assert orientations(OfficialDocument("题", attachments=(attachment,))) == ["upright", "turned"]


def test_a_page_break_needs_something_before_and_after_it() -> None:
    breaks = paths(body(of_blocks(PageBreak(), Paragraph("前"), PageBreak(), PageBreak(), TABLE, PageBreak())), "//w:p")
    broken = [paragraph for paragraph in breaks if paths(paragraph, "w:pPr/w:pageBreakBefore")]
    assert [words_of(paragraph) for paragraph in broken] == ["前", ""]  # the second stands before the table
    assert broken[1].getnext().tag.endswith("}tbl")


def test_odd_pages_have_their_number_right_and_even_pages_left() -> None:
    document = of_blocks(Paragraph("文"))
    assert paths(part(document, "word/settings.xml"), "//w:evenAndOddHeaders")
    section = opened(document).sections[0]
    for footer, side, align in ((section.footer, "right", "right"), (section.even_page_footer, "left", "left")):
        (paragraph,) = footer.paragraphs
        assert paragraph.text == "— 1 —"
        element = paragraph._p
        assert paths(element, ".//w:instrText/text()") == ["PAGE"]
        assert paths(element, ".//w:fldChar/@w:fldCharType") == ["begin", "separate", "end"]
        assert paths(element, "w:pPr/w:jc/@w:val") == [align]
        assert paths(element, f"w:pPr/w:ind/@w:{side}Chars") == ["100"]


def test_page_numbers_are_song_of_size_four_7_mm_below_the_type_area() -> None:
    document = of_blocks(Paragraph("文"))
    style = opened(document).sections[0].footer.paragraphs[0].style
    assert (style.name, style.font.name, style.font.size.pt) == ("页码", "宋体", 14)
    section = opened(document).sections[0]
    middle = section.footer_distance.twips + style.paragraph_format.line_spacing.twips / 2
    assert (section.bottom_margin.twips - middle) / 1440 * 25.4 == pytest.approx(7, abs=0.05)


def test_a_turned_page_has_its_number_where_the_upright_one_has_it() -> None:
    document = of_blocks(WIDE)
    turned = opened(document).sections[1]
    for footer in (turned.footer, turned.even_page_footer):
        box = footer.paragraphs[0]._p
        assert paths(box, ".//wps:bodyPr/@vert") == ["vert"]
        across, along = (int(paths(box, f".//wp:extent/@{side}")[0]) / 36000 for side in ("cx", "cy"))
        left, top = (int(offset) / 36000 for offset in paths(box, ".//wp:posOffset/text()"))
        assert left + across / 2 == pytest.approx(35 - 7, abs=0.1)
        assert (top, along) == pytest.approx((28, 156), abs=0.1)
        assert paths(box, ".//w:instrText/text()") == ["PAGE"]


def test_no_two_boxes_share_a_number() -> None:
    document = full_document()
    names = ["word/document.xml", *(f"word/footer{number}.xml" for number in range(1, 5))]
    numbers = [number for name in names for number in paths(part(document, name), "//wp:docPr/@id")]
    assert len(numbers) == len(set(numbers)) == 3


def test_every_section_names_both_its_footers() -> None:
    for section in paths(body(full_document()), "//w:sectPr"):
        assert paths(section, "w:footerReference/@w:type") == ["default", "even"]
