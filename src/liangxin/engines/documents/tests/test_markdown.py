"""Markdown: the words stay, the marks go."""

from __future__ import annotations

import pytest

from liangxin.engines.documents import Document, LineKind, read_document
from liangxin.engines.documents.tests.html_files import write_markdown
from liangxin.engines.documents.tests.sample import PLAN, TABLE, check_spans


def read(source: str) -> Document:
    document = read_document(source.encode(), name="plan.md")
    check_spans(document)
    return document


def test_it_reads_a_plan_with_its_table() -> None:
    document = read_document(write_markdown(PLAN, table=TABLE), name="plan.md")
    check_spans(document)
    assert document.text == PLAN + "\n" + "\n".join("\t".join(row) for row in TABLE)
    assert [line.level for line in document.lines if line.kind is LineKind.HEADING] == [1, 2, 2, 2]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("**一、目标：**到*2027*年", "一、目标：到2027年"),
        ("***重***点__领域__ _x_", "重点__领域__ x"),
        (r"1\. 更新\*A\_B", "1. 更新*A_B"),
        ("尺寸5*8、3*6 file_name_x", "尺寸5*8、3*6 file_name_x"),
        ("[附件](http://a.cn/b) ![图](c.png)完", "附件 完"),
        ("`代码` ~~删~~ &lt;5&nbsp;%", "代码 删 <5 %"),
        ("> > 引用", "引用"),
        ("- [x] 完成", "完成"),
        ("* 项", "项"),
        ("1. 甲", "1. 甲"),
        ("###### 六级 ##", "六级"),
        ("#一、紧跟", "一、紧跟"),
        ("# ", ""),
        ("甲<br>乙<span style='x'>丙</span><!-- 注 -->", "甲\n乙丙"),
        ("5 < 6 且 7 > 3", "5 < 6 且 7 > 3"),
        ("-5%", "-5%"),
        ("---", ""),
        ("```\n码\n```", "码"),
        ("题\n===\n副题\n---", "题\n副题"),
        ("甲\n乙", "甲\n乙"),
    ],
)
def test_marks_go_and_words_stay(source: str, shown: str) -> None:
    assert read(source + "\n\n末").text == (shown + "\n末").lstrip("\n")


def test_kinds_of_lines_are_known() -> None:
    kinds = [(line.kind, line.level) for line in read("# 甲\n### 乙\n丙\n---\n- 丁\n戊").lines]
    heading = LineKind.HEADING
    assert kinds == [(heading, 1), (heading, 3), (heading, 2), (LineKind.LIST_ITEM, None), (LineKind.PARAGRAPH, None)]


def test_tables_need_no_outer_pipes_and_keep_escaped_ones() -> None:
    document = read("任务|单位\n:--|--:\n甲\\|乙 | **县商务局**\n丙|\n\n后")
    assert [[cell.text for cell in row] for row in document.tables[0].rows] == [
        ["任务", "单位"], ["甲|乙", "县商务局"], ["丙", ""],
    ]  # fmt: skip
    assert document.text == "任务\t单位\n甲|乙\t县商务局\n丙\t\n后"


def test_a_table_may_be_written_in_html() -> None:
    document = read("前\n<table>\n<tr><td>甲</td><td>乙</td></tr>\n</table>\n后")
    assert document.text == "前\n甲\t乙\n后"
    assert len(document.tables) == 1


def test_a_text_file_keeps_its_marks() -> None:
    assert read_document("# **一、目标**".encode(), name="a.txt").text == "# **一、目标**"
