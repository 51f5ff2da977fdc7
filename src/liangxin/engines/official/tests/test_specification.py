"""Documents described in JSON and YAML: the same records, refused with the place."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import yaml

from liangxin.engines.official import (
    Align,
    Attachment,
    Attendance,
    Chart,
    ChartKind,
    Column,
    Face,
    Heading,
    Imprint,
    Layout,
    OfficialDocument,
    PageBreak,
    Paragraph,
    RedHead,
    Run,
    Series,
    Table,
    TypeSize,
)
from liangxin.engines.official.refusals import HeadingLevelUnknown, SpecificationWrong
from liangxin.engines.official.specification import document_from, read_specification

YAML = """
title: 关于更新电梯的通知
red_head: 清岚县人民政府文件
number: 清政发〔2025〕7号
addressee: 各乡镇人民政府
numbered: true
blocks:
  - 正文第一段。
  - kind: heading
    level: 1
    text: 进展情况
  - kind: paragraph
    text: [{text: 一要快。, bold: true}, {text: 二要好。, face: 楷体}, 三要省。]
    align: 左对齐
    indented: false
  - kind: table
    columns: [序号, {label: 金额, weight: 2, align: right}]
    rows: [[1, 2.5], [2, null], [2025-03-01, 合计]]
    size: five
  - kind: paragraph
    text: [全县, {text: 17, link: "https://qinglan.example/1/", tip: 目标}, 项。]
  - kind: chart
    chart: 堆积条形图
    categories: [县商务局, 县财政局]
    series: [{name: 正常, values: [3, null]}, {name: 滞后, values: [0.5, 1]}]
    unit: 项
    horizontal: true
  - kind: table
    columns: [单位]
    rows: [[{text: 县商务局, link: "https://qinglan.example/2/"}]]
  - kind: page_break
attachments:
  - 只列名称
  - title: 表
    landscape: true
    blocks: [内容。]
signed_by: 清岚县人民政府
signed_on: 2025-03-01
imprint: {copied_to: 县法院, printed_on: 2025-03-02}
fonts: {fangsong: 仿宋_GB2312}
"""
DOCUMENT = OfficialDocument(
    title="关于更新电梯的通知",
    red_head=RedHead("清岚县人民政府文件"),
    number="清政发〔2025〕7号",
    addressee="各乡镇人民政府",
    numbered=True,
    blocks=(
        Paragraph("正文第一段。"),
        Heading(1, "进展情况"),
        Paragraph(
            (Run("一要快。", bold=True), Run("二要好。", face=Face.KAI), Run("三要省。")), Align.LEFT, indented=False
        ),
        Table(
            (Column("序号"), Column("金额", 2, Align.RIGHT)),
            (("1", "2.5"), ("2", ""), ("2025-03-01", "合计")),
            size=TypeSize.FIVE,
        ),
        Paragraph((Run("全县"), Run("17", link="https://qinglan.example/1/", tip="目标"), Run("项。"))),
        Chart(
            ChartKind.STACKED,
            ("县商务局", "县财政局"),
            (Series("正常", (3, None)), Series("滞后", (0.5, 1))),
            unit="项",
            horizontal=True,
        ),
        Table((Column("单位"),), ((Run("县商务局", link="https://qinglan.example/2/"),),)),
        PageBreak(),
    ),
    attachments=(Attachment("只列名称"), Attachment("表", (Paragraph("内容。"),), landscape=True)),
    signed_by="清岚县人民政府",
    signed_on=date(2025, 3, 1),
    imprint=Imprint("县法院", printed_on=date(2025, 3, 2)),
)


def test_yaml_gives_the_records(tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text(YAML, encoding="utf-8")
    document = read_specification(tmp_path / "spec.yaml")
    assert document.fonts.fangsong.name == "仿宋_GB2312"
    assert {name: getattr(document, name) for name in DOCUMENT.__slots__ if name != "fonts"} == {
        name: getattr(DOCUMENT, name) for name in DOCUMENT.__slots__ if name != "fonts"
    }


def test_layouts_of_clause_10_can_be_described() -> None:
    described = {"title": "纪要", "layout": "纪要", "attendance": [{"label": "出席", "names": "李青禾"}]}
    made = document_from(described)
    assert (made.layout, made.attendance) == (Layout.MINUTES, (Attendance("出席", "李青禾"),))
    assert document_from({"title": "函", "layout": "letter"}).layout is Layout.LETTER


def test_json_gives_the_records(tmp_path: Path) -> None:
    described = {"title": "通知", "signed_on": "2025-03-01", "blocks": ["文。", {"kind": "page_break"}]}
    (tmp_path / "spec.JSON").write_text("\ufeff" + json.dumps(described), encoding="utf-8")
    assert read_specification(tmp_path / "spec.JSON") == OfficialDocument(
        "通知", (Paragraph("文。"), PageBreak()), signed_on=date(2025, 3, 1)
    )


@pytest.mark.parametrize(
    ("described", "words"),
    [
        (["通知"], "“整份说明”应当是一组"),
        ({}, "“title”没有填写"),
        ({"title": ["通知"]}, "“title”应当是文字"),
        ({"title": True}, "“title”应当是文字"),
        ({"title": 16**5000}, "“title”应当是文字"),
        ({"title": "通知", "titel": "x"}, "“整份说明”没有“titel”这一项"),
        ({"title": "通知", "blocks": "文"}, "“blocks”应当是列表"),
        ({"title": "通知", "blocks": [{"text": "文"}]}, r"“blocks\[0\].kind”应当是heading、paragraph"),
        (
            {"title": "通知", "blocks": [{"kind": "heading", "level": "1", "text": "x"}]},
            r"“blocks\[0\].level”应当是整数",
        ),
        ({"title": "通知", "blocks": [None]}, r"“blocks\[0\]”应当是一组"),
        (
            {"title": "通知", "blocks": [{"kind": "table", "columns": [{"label": "甲", "weight": "宽"}]}]},
            "weight”应当是数",
        ),
        (
            {"title": "通知", "blocks": [{"kind": "table", "columns": [{"label": "甲", "align": "上"}]}]},
            "right（右对齐）",
        ),
        ({"title": "通知", "signed_on": "三月一日"}, "“signed_on”应当是“2025-03-01”样式的日期"),
        ({"title": "通知", "sealed": "是"}, "“sealed”应当是true或false"),
        ({"title": "通知", "attachments": [{"blocks": []}]}, r"“attachments\[0\].title”没有填写"),
        ({"title": "通知", "imprint": {"copies": 5}}, "“imprint”没有“copies”这一项，可用的有copied_to"),
    ],
)
def test_it_says_where_a_description_is_wrong(described: object, words: str) -> None:
    with pytest.raises(SpecificationWrong, match=words):
        document_from(described)


def test_what_the_records_refuse_is_refused() -> None:
    with pytest.raises(HeadingLevelUnknown):
        document_from({"title": "通知", "blocks": [{"kind": "heading", "level": 5, "text": "深"}]})


def test_the_example_in_the_readme_is_a_document() -> None:
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    example = readme.split("```yaml\n")[1].split("```")[0]
    document = document_from(yaml.safe_load(example))
    assert [type(block) for block in document.blocks] == [
        Paragraph,
        Heading,
        Paragraph,
        Paragraph,
        Table,
        Chart,
        PageBreak,
    ]
    assert document.attachments[1].landscape
