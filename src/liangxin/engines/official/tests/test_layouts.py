"""Clause 10: letters with their double red lines, minutes with those who were there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from liangxin.engines.official import Attendance, Imprint, Layout, OfficialDocument, Paragraph, RedHead
from liangxin.engines.official.tests.reading_back import W, body, paths, properties, styled, texts, words_of

LETTER = OfficialDocument(
    "关于商请核对回收数据的函",
    (Paragraph("为做好核对工作，现函商如下。" * 40),),
    red_head=RedHead("清岚县发展和改革局"),
    number="清发改函〔2026〕3号",
    addressee="县商务局",
    signed_by="清岚县发展和改革局",
    signed_on=date(2026, 3, 2),
    imprint=Imprint("县财政局", "清岚县发展和改革局", date(2026, 3, 2)),
    layout=Layout.LETTER,
)
MINUTES = OfficialDocument(
    "研究设备更新进展",
    (Paragraph("会议听取了汇报。"),),
    red_head=RedHead("清岚县“两新”工作专班会议纪要"),
    number="第4期",
    attendance=(Attendance("出席", "李青禾、王知远" + "、赵守衡" * 20), Attendance("请假：", "陈鉴")),
    layout=Layout.MINUTES,
)
EMU_A_MILLIMETRE = 36000


def places(document: OfficialDocument) -> dict[str, list[float]]:
    """Upper edges of the text boxes, in millimetres from the upper edge of the paper, by name."""
    found: dict[str, list[float]] = {}
    for anchor in paths(body(document), "//wp:anchor"):
        name = paths(anchor, "wp:docPr/@name")[0]
        offsets = paths(anchor, "wp:positionV/wp:posOffset/text()")
        found.setdefault(name, []).extend(int(one) / EMU_A_MILLIMETRE for one in offsets)
    return found


def test_a_letter_has_two_double_lines_of_170_mm() -> None:
    upper, lower = places(LETTER)["红色双线"]
    assert round(lower) == 297 - 20
    assert upper > 30 + 4
    widths = paths(body(LETTER), "//wp:anchor[wp:docPr/@name='红色双线']/wp:extent/@cx")
    assert [round(int(one) / EMU_A_MILLIMETRE) for one in widths] == [170, 170]
    sizes = paths(body(LETTER), "//wp:anchor[wp:docPr/@name='红色双线']//w:pBdr/w:top/@w:sz")
    first, second, third, fourth = map(int, sizes)
    assert first > second, "thick over thin under the name"
    assert third < fourth, "thin over thick at the foot"


def test_the_number_of_a_letter_stands_on_the_right() -> None:
    number = styled(LETTER, "发文字号")[0]
    assert words_of(number) == "清发改函〔2026〕3号"
    assert properties(number, "jc") == {"val": "right"}


def test_the_first_page_of_a_letter_has_no_number() -> None:
    assert paths(body(LETTER), "//w:sectPr/w:titlePg")
    usual = replace(LETTER, layout=Layout.DOCUMENT)
    assert not paths(body(usual), "//w:sectPr/w:titlePg")


def test_the_imprint_of_a_letter_has_copies_only_and_no_lines() -> None:
    box = paths(body(LETTER), "//wp:anchor[wp:docPr/@name='版记']")[0]
    assert words_of(box) == "抄送：县财政局。"
    assert [len(one) for one in box.iter(f"{W}tblBorders")] == [0]


def test_minutes_name_those_who_were_there_under_the_body() -> None:
    assert texts(MINUTES)[-2:] == ["出席：李青禾、王知远" + "、赵守衡" * 20, "请假：陈鉴"]
    first, second = styled(MINUTES, "出席人员")
    assert int(properties(first, "spacing")["before"]) > 0 == int(properties(second, "spacing")["before"])
    indent = properties(first, "ind")
    assert int(indent["left"]) - int(indent["hanging"]) > 0, "two characters in"
    assert paths(first, "w:r[1]/w:rPr/w:rFonts/@w:eastAsia") == ["黑体"]


def test_boxes_have_numbers_of_their_own() -> None:
    numbers = paths(body(LETTER), "//wp:docPr/@id")
    assert len(set(numbers)) == len(numbers)
