"""Web pages: what a browser shows of the article."""

from __future__ import annotations

import pytest

from liangxin.engines.documents import Document, Format, LineKind, read_document
from liangxin.engines.documents.refusals import NoText, UnsafePackage
from liangxin.engines.documents.tests.html_files import write_html, write_web_archive
from liangxin.engines.documents.tests.sample import PLAN, TABLE, check_spans


def read(source: str) -> Document:
    document = read_document(source.encode(), name="page.html")
    check_spans(document)
    return document


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk", "gb18030"])
def test_it_reads_the_article_and_nothing_around_it(charset: str) -> None:
    document = read_document(write_html(PLAN, table=TABLE, charset=charset))
    check_spans(document)
    assert document.text == PLAN + "\n" + "\n".join("\t".join(row) for row in TABLE)
    assert document.encoding == ("utf-8" if charset == "utf-8" else "gb18030")
    assert (document.lines[0].kind, document.lines[0].level) == (LineKind.HEADING, 1)


def test_a_page_that_declares_the_wrong_charset_is_read_all_the_same() -> None:
    assert read_document(write_html(PLAN).replace(b'charset="utf-8"', b'charset="gb2312"')).text == PLAN
    assert read_document(write_html(PLAN, charset="gbk").replace(b'charset="gbk"', b'charset="utf-8"')).text == PLAN


@pytest.mark.parametrize("packing", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
def test_it_reads_a_page_saved_as_one_file(packing: str, charset: str) -> None:
    document = read_document(write_web_archive(write_html(PLAN, charset=charset), packing), name="plan.mht")
    assert (document.format, document.text) == (Format.HTML, PLAN)


def test_blocks_and_breaks_make_lines_and_white_space_is_one_space() -> None:
    shown = read("<div>甲 \t 乙<br>丙<span>丁</span><p>戊</p>己</div>庚<pre>辛\n壬</pre>")
    assert shown.text == "甲 乙\n丙丁\n戊\n己\n庚\n辛\n壬"


def test_a_line_break_between_chinese_characters_of_the_source_is_none() -> None:
    assert read("<p>设备\n  更新</p><p>plain\nwords</p>").text == "设备更新\nplain words"


def test_entities_are_the_characters_they_mean() -> None:
    assert read("<p>A&amp;B&nbsp;&lt;5&#37; &#x4e00;</p>").text == "A&B <5% 一"


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>暗</script>", "<style>暗</style>", "<nav>暗</nav>", "<p hidden>暗</p>", "<!-- 暗 -->",
        '<p style="DISPLAY : none">暗</p>', '<div id="footer">暗</div>', "<template>暗</template>",
        "<div class=footer><script>" + "x" * 700 + "</script>暗</div>", "<header><a>暗</a></header>",
        '<ul class="main-list menu"><li>暗</li></ul>', "<del>暗</del>", "<title>暗</title>",
        "<form><input value=暗>暗</form>",
    ],
)  # fmt: skip
def test_what_is_hidden_or_around_is_left_out(hidden: str) -> None:
    assert read(f"<body>{hidden}<p>明</p></body>").text == "明"


@pytest.mark.parametrize("kept", ["<header><h1>题</h1></header>", '<div class="menu">' + "长" * 700 + "</div>"])
def test_an_article_in_a_menu_like_place_stays(kept: str) -> None:
    assert len(read(f"<body>{kept}<p>明</p></body>").lines) == 2


def test_a_page_wrapped_in_one_form_stays() -> None:
    assert "到2027年" in read(f"<body><form><div>{PLAN * 2}</div></form></body>").text


def test_ordered_lists_show_their_numbers() -> None:
    document = read(
        "<ol start=3><li>甲</li><li><p>乙</p></li></ol><ol style='list-style-type:cjk-ideographic'><li>丙</ol>"
    )
    assert document.text == "3.甲\n4.乙\n一、丙"
    assert [line.number for line in document.lines] == ["3.", "4.", "一、"]
    assert {line.kind for line in document.lines} == {LineKind.LIST_ITEM}


def test_typed_numbers_are_not_doubled() -> None:
    assert (
        read("<ol><li>一、甲</li><li>（二）乙</li><li>3.丙</li></ol><ul><li>丁</ul>").text
        == "一、甲\n（二）乙\n3.丙\n丁"
    )


def test_spans_of_cells_repeat_in_the_grid() -> None:
    document = read(
        "<table><tr><th rowspan=2>行动</th><th colspan=2>宽</th></tr>"
        "<tr><td>甲<br>乙</td><td>丙</td></tr><tr><td>丁</td></tr></table>"
    )
    assert document.text == "行动\t宽\t\n\t甲 乙\t丙\n丁\t\t"
    assert [[cell.text for cell in row] for row in document.tables[0].rows] == [
        ["行动", "宽", "宽"],
        ["行动", "甲 乙", "丙"],
        ["丁", "", ""],
    ]


def test_a_row_span_does_not_reach_beyond_the_table() -> None:
    assert len(read("<table><tr><td rowspan=0>甲<td>乙<tr><td rowspan=65000>丙</table>").tables[0].rows) == 2


def test_tables_that_only_place_things_are_read_as_text() -> None:
    inner = "<table><tr><td>一</td><td>二</td></tr></table>"
    document = read(f"<table><tr><td>栏目</td><td><p>甲</p><p>乙</p>{inner}</td></tr></table>")
    assert document.text == "栏目\n甲\n乙\n一\t二"
    assert len(document.tables) == 1


@pytest.mark.parametrize("bomb", ["<div>" * 400_000, "<table><tr><td>" * 50_000, "<b>" * 3_000_000])
def test_it_refuses_nesting_without_end(bomb: str) -> None:
    with pytest.raises(UnsafePackage):
        read(bomb + "x")


def test_it_refuses_spans_without_end() -> None:
    with pytest.raises(UnsafePackage):
        read("<table>" + "<tr><td rowspan=60000 colspan=60000>a" * 900 + "</table>")


@pytest.mark.parametrize("source", ["<html></html>", "<p> </p>", "<script>alert(1)</script>", "<!---->"])
def test_it_refuses_a_page_without_words(source: str) -> None:
    with pytest.raises(NoText):
        read(source)
