"""Styles and text: faces, sizes, headings and their numbers, paragraphs and runs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from liangxin.engines.official import (
    Align,
    Attachment,
    Face,
    Fonts,
    Heading,
    OfficialDocument,
    Paragraph,
    Run,
    Typeface,
)
from liangxin.engines.official.body import Numbering
from liangxin.engines.official.characters import kept, lines_of, one_line, width
from liangxin.engines.official.tests.reading_back import (
    body,
    of_blocks,
    opened,
    part,
    paths,
    properties,
    styled,
    texts,
    words_of,
)


@pytest.mark.parametrize(
    ("style", "chinese", "points"),
    [
        ("公文正文", "仿宋", 16),
        ("heading 1", "黑体", 16),
        ("heading 2", "楷体", 16),
        ("heading 3", "仿宋", 16),
        ("heading 4", "仿宋", 16),
        ("Title", "方正小标宋简体", 22),
        ("表头", "黑体", 12),
        ("表格文字", "仿宋", 12),
        ("版记", "仿宋", 14),
        ("附件标识", "黑体", 16),
    ],
)
def test_each_part_has_the_face_and_size_of_the_standard(style: str, chinese: str, points: float) -> None:
    held = paths(part(of_blocks(), "word/styles.xml"), f"//w:style[w:name/@w:val='{style}']/w:rPr")[0]
    assert paths(held, "w:rFonts/@w:eastAsia") == [chinese]
    assert paths(held, "w:rFonts/@w:ascii") == ["Times New Roman"]
    assert paths(held, "w:sz/@w:val") == [str(points * 2)]
    assert paths(held, "w:b/@w:val") in ([], ["0"])


def test_the_body_is_justified_and_its_first_line_indented_by_two_characters() -> None:
    held = paths(part(of_blocks(), "word/styles.xml"), "//w:style[w:name/@w:val='公文正文']/w:pPr")[0]
    assert paths(held, "w:ind/@w:firstLineChars") == ["200"]
    assert paths(held, "w:jc/@w:val") == ["both"]


def test_headings_are_found_by_the_navigation_of_word() -> None:
    levels = paths(part(of_blocks(), "word/styles.xml"), "//w:style[starts-with(w:name/@w:val, 'heading')]/w:pPr")
    assert [paths(level, "w:outlineLvl/@w:val") for level in levels] == [["0"], ["1"], ["2"], ["3"]]


def test_headings_are_numbered_when_asked() -> None:
    blocks = tuple(Heading(level, "事") for level in (1, 2, 3, 4, 4, 2, 1, 2))
    document = OfficialDocument("题", blocks, attachments=(Attachment("表", (Heading(1, "甲"),)),), numbered=True)
    assert [text for text in texts(document) if text.endswith(("事", "甲"))] == [
        "一、事", "（一）事", "1.事", "（1）事", "（2）事", "（二）事", "二、事", "（一）事", "一、甲",
    ]  # fmt: skip
    assert "事" in texts(replace(document, numbered=False))


def test_a_level_may_be_left_out() -> None:
    count = Numbering()
    assert [count.mark(level) for level in (1, 3, 3, 1, 3)] == ["一、", "1.", "2.", "二、", "1."]


def test_a_heading_may_go_on_as_body_text() -> None:
    (paragraph,) = styled(of_blocks(Heading(2, "更新设备。", "到2027年完成。")), "heading 2")
    heading, going_on = paths(paragraph, "w:r")
    assert (words_of(heading), words_of(going_on)) == ("更新设备。", "到2027年完成。")
    assert paths(going_on, "w:rPr/w:rFonts/@w:eastAsia") == ["仿宋"]
    assert properties(paragraph, "keepNext") == {"val": "0"}


def test_each_line_of_a_text_is_a_paragraph() -> None:
    document = of_blocks(Paragraph("　　第一段。\r\n\n第二段。\t完"), Heading(1, "一\n题"))
    assert texts(document) == ["题", "第一段。", "第二段。 完", "一题"]


def test_runs_keep_their_face_over_line_ends() -> None:
    runs = (Run("一要", bold=True), Run("快。\n二要", face=Face.KAI), Run("好。"), Run("\n"))
    first, second = styled(of_blocks(Paragraph(runs)), "公文正文")
    assert (words_of(first), words_of(second)) == ("一要快。", "二要好。")
    assert [bool(paths(run, "w:rPr/w:b")) for run in paths(first, "w:r")] == [True, False]
    assert paths(second, "w:r[1]/w:rPr/w:rFonts/@w:eastAsia") == ["楷体"]


def test_a_paragraph_may_stand_elsewhere() -> None:
    (paragraph,) = styled(of_blocks(Paragraph("右", Align.RIGHT, indented=False)), "公文正文")
    assert properties(paragraph, "jc") == {"val": "right"}
    assert properties(paragraph, "ind")["firstLineChars"] == "0"


def test_quotes_and_dashes_are_taken_for_chinese() -> None:
    runs = paths(body(of_blocks(Paragraph("“两新”——好"))), "//w:r[w:t]")
    assert {run.find("{*}rPr/{*}rFonts").get(f"{{{run.nsmap['w']}}}hint") for run in runs} == {"eastAsia"}


def test_the_font_table_names_what_to_take_instead() -> None:
    fonts = Fonts(fangsong=Typeface("仿宋_GB2312", ("仿宋", "FangSong")))
    document = replace(of_blocks(), fonts=fonts)
    table = part(document, "word/fontTable.xml")
    assert paths(table, "w:font[@w:name='仿宋_GB2312']/w:altName/@w:val") == ["仿宋,FangSong"]
    assert "宋体" in paths(table, "w:font[@w:name='方正小标宋简体']/w:altName/@w:val")[0].split(",")
    assert opened(document).styles["公文正文"].element.find("{*}rPr/{*}rFonts").get(
        f"{{{table.nsmap['w']}}}eastAsia"
    ) == ("仿宋_GB2312")


def test_fonts_of_one_name_stand_in_the_table_once() -> None:
    song = Typeface("宋体")
    table = part(replace(of_blocks(), fonts=Fonts(xiaobiaosong=song, song=song)), "word/fontTable.xml")
    names = paths(table, "w:font/@w:name")
    assert len(names) == len(set(names))


def test_characters_that_word_cannot_hold_are_left_out() -> None:
    assert kept("甲\x00\ud800\ufffe乙\x85丙") == "甲乙 丙"
    assert lines_of("\x0b一\u2028二\x1c\x1c 三\x7f ") == ["一", "二", "三"]
    assert one_line("设备\n更新\nGB/T\n9704") == "设备更新GB/T 9704"


@pytest.mark.parametrize(
    ("text", "characters"), [("", 0), ("清岚县", 3), ("2025年3月1日", 6), ("（1）", 2.5), ("e\u0301", 0.5)]
)
def test_widths_are_counted_in_characters(text: str, characters: float) -> None:
    assert width(text) == characters
