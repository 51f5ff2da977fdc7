"""Below the body: list of attachments, signature and date, remark, attachments, imprint."""

from __future__ import annotations

from datetime import date

import pytest

from liangxin.engines.official import Attachment, Column, Imprint, OfficialDocument, Paragraph, Table
from liangxin.engines.official.measures import LINE, characters
from liangxin.engines.official.tests.reading_back import body, opened, paths, properties, styled, texts, words_of

DAY = date(2025, 3, 1)
BODY = (Paragraph("正文。"),)


def blank_right(document: OfficialDocument, style: str) -> float:
    (paragraph,) = styled(document, style)
    return int(properties(paragraph, "ind")["rightChars"]) / 100


def test_a_sealed_document_has_its_date_four_characters_from_the_right_under_the_middle_of_the_name() -> None:
    document = OfficialDocument("题", BODY, signed_by="清岚县人民政府", signed_on=DAY)
    assert texts(document)[-2:] == ["清岚县人民政府", "2025年3月1日"]
    assert blank_right(document, "成文日期") == 4
    assert blank_right(document, "发文机关署名") == 3.5  # seven characters over six
    assert properties(styled(document, "发文机关署名")[0], "spacing")["before"] == str(2 * LINE)


def test_a_long_name_pushes_the_date_inwards() -> None:
    document = OfficialDocument("题", BODY, signed_by="清岚县推动大规模设备更新和消费品以旧换新工作专班", signed_on=DAY)
    assert blank_right(document, "发文机关署名") == 0
    assert blank_right(document, "成文日期") == 9


@pytest.mark.parametrize(("name", "blanks"), [("清岚县人民政府办公室", (2, 4)), ("清岚县", (7, 2)), ("县", (9, 2))])
def test_an_unsealed_document_has_its_date_two_characters_right_of_the_name(
    name: str, blanks: tuple[float, float]
) -> None:
    document = OfficialDocument("题", BODY, signed_by=name, signed_on=DAY, sealed=False)
    assert (blank_right(document, "发文机关署名"), blank_right(document, "成文日期")) == blanks
    assert properties(styled(document, "发文机关署名")[0], "spacing")["before"] == str(LINE)


def test_a_date_may_stand_alone() -> None:
    document = OfficialDocument("题", BODY, signed_on=DAY)
    assert blank_right(document, "成文日期") == 4
    assert not styled(document, "发文机关署名")


def test_a_signature_takes_the_last_paragraph_along() -> None:
    document = OfficialDocument("题", BODY, signed_by="清岚县人民政府", signed_on=DAY, remark="此件公开发布")
    assert paths(styled(document, "公文正文")[0], "w:pPr/w:keepNext")
    assert opened(document).styles["发文机关署名"].paragraph_format.keep_with_next
    assert paths(styled(document, "成文日期")[0], "w:pPr/w:keepNext")


@pytest.mark.parametrize("given", ["此件公开发布", "（此件公开发布）", "(此件公开发布)"])
def test_a_remark_stands_in_brackets(given: str) -> None:
    assert texts(OfficialDocument("题", BODY, remark=given))[-1] == "（此件公开发布）"


def test_one_attachment_is_listed_without_a_number() -> None:
    document = OfficialDocument("题", BODY, attachments=(Attachment("重点任务清单"),))
    (line,) = styled(document, "附件说明")
    assert words_of(line) == "附件：重点任务清单"
    assert properties(line, "ind") == {"left": str(characters(5)), "hanging": str(characters(3))}
    assert properties(line, "spacing")["before"] == str(LINE)
    assert not styled(document, "附件标识")  # nothing to attach: it is only named


def test_several_attachments_are_numbered_and_hang_under_their_first_character() -> None:
    document = OfficialDocument("题", BODY, attachments=tuple(Attachment(f"清单{n}") for n in range(1, 11)))
    lines = styled(document, "附件说明")
    assert [words_of(line) for line in lines][:2] == ["附件：1.清单1", "2.清单2"]
    assert len({properties(line, "ind")["left"] for line in lines}) == 1
    first, second = (int(properties(line, "ind")["hanging"]) for line in lines[:2])
    assert first - second == characters(3)


def test_attachments_with_content_follow_on_pages_of_their_own() -> None:
    attachments = (
        Attachment("清单", (Table((Column("甲"),), (("1",),)),)),
        Attachment("只列名称"),
        Attachment("要求", (Paragraph("内容。"),)),
    )
    document = OfficialDocument("题", BODY, attachments=attachments, signed_on=DAY)
    marks = styled(document, "附件标识")
    assert [words_of(mark) for mark in marks] == ["附件1", "附件3"]
    assert all(paths(mark, "w:pPr/w:pageBreakBefore") for mark in marks)
    assert [words_of(title) for title in styled(document, "Title")] == ["题", "清单", "要求"]
    assert opened(document).styles["附件标识"].paragraph_format.space_after.twips == LINE  # the title on the third line


def test_a_single_attachment_has_no_number() -> None:
    document = OfficialDocument("题", attachments=(Attachment("表", BODY),))
    assert [words_of(mark) for mark in styled(document, "附件标识")] == ["附件"]


def test_the_imprint_stands_at_the_foot_of_the_last_page() -> None:
    imprint = Imprint("县委各部门，县法院", "清岚县人民政府办公室", date(2025, 3, 2))
    document = OfficialDocument("题", BODY, imprint=imprint)
    (anchor,) = paths(body(document), "//wp:anchor")
    assert paths(anchor, "wp:positionV/@relativeFrom") == ["margin"]
    assert paths(anchor, "wp:positionV/wp:align/text()") == ["bottom"]
    copies, printing = paths(anchor, ".//w:tr")
    assert words_of(copies) == "抄送：县委各部门，县法院。"
    assert words_of(printing) == "清岚县人民政府办公室2025年3月2日印发"
    sizes = {
        border.tag.rpartition("}")[2]: border.get(f"{{{border.nsmap['w']}}}sz")
        for border in paths(anchor, ".//w:tblBorders/*")
    }
    assert sizes == {"top": "8", "bottom": "8", "insideH": "6"}
    assert anchor.getroottree().getroot()[0][-1].tag.endswith("}sectPr")


def test_the_imprint_turns_the_page_upright_again() -> None:
    attachment = Attachment("表", BODY, landscape=True)
    document = OfficialDocument("题", attachments=(attachment,), imprint=Imprint(printed_by="县府办"))
    assert [section.orientation for section in opened(document).sections] == [0, 1, 0]


@pytest.mark.parametrize("imprint", [None, Imprint(), Imprint("\x00", " ")])
def test_an_empty_imprint_is_left_out(imprint: Imprint | None) -> None:
    assert not paths(body(OfficialDocument("题", imprint=imprint)), "//wp:anchor")


def test_an_endless_name_leaves_room_for_itself() -> None:
    for sealed in (True, False):
        document = OfficialDocument("题", BODY, signed_by="名" * 300, signed_on=DAY, sealed=sealed)
        assert blank_right(document, "发文机关署名") <= 4
        assert blank_right(document, "成文日期") <= 22


def test_an_endless_imprint_is_no_higher_than_the_type_area() -> None:
    document = OfficialDocument("题", BODY, imprint=Imprint("县法院，" * 3000))
    assert int(paths(body(document), "//wp:extent/@cy")[0]) / 36000 == pytest.approx(225, abs=0.1)
