"""Links on runs and cells: they lead, say a word over themselves, and look like the text around them."""

from __future__ import annotations

import pytest

from liangxin.engines.official import Column, Heading, OfficialDocument, Paragraph, Run, Table
from liangxin.engines.official.refusals import LinkUnusable
from liangxin.engines.official.tests.reading_back import body, of_blocks, opened, part, paths, texts, words_of

HERE, THERE = "https://qinglan.example/progress/1/?a=1&b=2", "https://qinglan.example/progress/2/"
TEXT = Paragraph(
    (Run("全县"), Run("17", link=HERE, tip="查看17项目标"), Run("项，其中"), Run("3", link=THERE), Run("项滞后。"))
)


def addresses(document: OfficialDocument) -> list[tuple[str, str]]:
    """Text and address of each link, as python-docx reads them."""
    links = [link for paragraph in opened(document).paragraphs for link in paragraph.hyperlinks]
    return [(link.text, link.url) for link in links]


def test_a_run_leads_to_its_address() -> None:
    assert addresses(of_blocks(TEXT)) == [("17", HERE), ("3", THERE)]
    assert texts(of_blocks(TEXT))[1] == "全县17项，其中3项滞后。"


def test_a_word_is_shown_over_it() -> None:
    assert paths(body(of_blocks(TEXT)), "//w:hyperlink/@w:tooltip") == ["查看17项目标"]


def test_it_looks_like_the_text_around_it() -> None:
    held = paths(body(of_blocks(TEXT)), "//w:hyperlink//w:rPr")
    assert held
    assert not [one for one in held if paths(one, "w:color|w:u|w:rStyle")]


def test_one_address_is_one_relation() -> None:
    document = of_blocks(TEXT, TEXT)
    targets = paths(part(document, "word/_rels/document.xml.rels"), "//*[@TargetMode='External']/@Target")
    assert targets == [HERE, THERE]
    assert len(addresses(document)) == 4


def test_cells_and_the_body_of_a_heading_lead_too() -> None:
    table = Table((Column("单位"), Column("滞后")), (("县商务局", Run("3", link=HERE)),))
    document = of_blocks(table, Heading(2, "进展。", (Run("完成"), Run("9", link=THERE), Run("项。"))))
    assert addresses(document) == [("9", THERE)]
    cell = opened(document).tables[0].cell(1, 1).paragraphs[0]
    assert [(link.text, link.url) for link in cell.hyperlinks] == [("3", HERE)]
    assert words_of(body(document)).endswith("进展。完成9项。")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "/progress/", "https://a.cn/\n1"])
def test_what_is_no_address_of_the_web_or_of_mail_is_refused(address: str) -> None:
    with pytest.raises(LinkUnusable):
        Run("3", link=address)
