"""The first page: the red head, the title and its lines, 主送机关."""

from __future__ import annotations

import pytest

from liangxin.engines.official import OfficialDocument, Paragraph, RedHead
from liangxin.engines.official.characters import width
from liangxin.engines.official.measures import LINE, millimetres
from liangxin.engines.official.tests.reading_back import body, opened, part, paths, properties, styled, texts, words_of
from liangxin.engines.official.titles import LINE_WIDTH, title_lines

RED = OfficialDocument(
    "关于更新电梯的通知",
    (Paragraph("正文。"),),
    red_head=RedHead("清岚县人民政府文件"),
    number="清政发〔2025〕7号",
    addressee="各乡镇人民政府",
)


def test_parts_stand_in_the_order_of_the_standard() -> None:
    assert texts(RED) == ["清岚县人民政府文件", "清政发〔2025〕7号", "关于更新电梯的通知", "各乡镇人民政府：", "正文。"]


def test_the_name_is_red_and_35_mm_below_the_type_area() -> None:
    (name,) = styled(RED, "发文机关标志")
    style = opened(RED).styles["发文机关标志"]
    assert str(style.font.color.rgb) == "FF0000"
    size = int(paths(name, "w:r/w:rPr/w:sz/@w:val")[0]) * 10
    spacing = properties(name, "spacing")
    upper_edge = int(spacing["before"]) + (int(spacing["line"]) - size) // 2
    assert upper_edge == pytest.approx(millimetres(35), abs=2)


@pytest.mark.parametrize(
    ("name", "half_points"), [("县府文件", 116), ("清岚县人民政府办公室文件", 66), ("长" * 40, 52)]
)
def test_the_name_fills_a_line_where_it_can(name: str, half_points: int) -> None:
    (paragraph,) = styled(OfficialDocument("题", red_head=RedHead(name)), "发文机关标志")
    assert paths(paragraph, "w:r/w:rPr/w:sz/@w:val") == [str(half_points)]


def test_issuers_stand_one_a_line() -> None:
    document = OfficialDocument("题", red_head=RedHead("清岚县发展和改革局\n清岚县财政局"))
    assert [words_of(name) for name in styled(document, "发文机关标志")] == ["清岚县发展和改革局", "清岚县财政局"]


def test_a_red_line_is_drawn_4_mm_below_the_number() -> None:
    (line,) = styled(RED, "版头分隔线")
    assert paths(line, "w:pPr/w:pBdr/w:top/@w:color") == ["FF0000"]
    number = line.getprevious()
    below_characters = (int(properties(number, "spacing")["line"]) - 16 * 20) / 2
    assert below_characters + int(properties(line, "spacing")["before"]) == pytest.approx(millimetres(4), abs=2)


def test_the_title_stands_two_lines_below_the_red_line_and_one_above_the_body() -> None:
    (title,) = styled(RED, "Title")
    assert (properties(title, "spacing")["before"], properties(title, "spacing")["after"]) == (str(2 * LINE), str(LINE))


def test_the_approver_stands_beside_the_number_in_kai() -> None:
    document = OfficialDocument(
        "请示", red_head=RedHead("清岚县人民政府文件", approver="李青禾"), number="清政〔2025〕1号"
    )
    (number,) = styled(document, "发文字号")
    assert words_of(number) == "清政〔2025〕1号签发人：李青禾"
    assert paths(number, "w:r[last()]/w:rPr/w:rFonts/@w:eastAsia") == ["楷体"]


def test_without_a_red_head_the_number_stands_under_the_title() -> None:
    document = OfficialDocument("通知", number="清政发〔2025〕7号")
    assert texts(document) == ["通知", "清政发〔2025〕7号"]
    assert not paths(body(document), "//w:pBdr")


@pytest.mark.parametrize("given", ["各乡镇", "各乡镇：", "各乡镇:", "各\n乡镇"])
def test_the_addressee_ends_with_a_colon(given: str) -> None:
    assert "各乡镇：" in texts(OfficialDocument("题", addressee=given))


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于更新电梯的通知", ["关于更新电梯的通知"]),
        ("清岚县\n设备更新方案", ["清岚县", "设备更新方案"]),
        ("清岚县推动大规模设备更新和消费品以旧换新实施方案", ["清岚县推动大规模设备更新", "和消费品以旧换新实施方案"]),
        (
            "清岚县人民政府关于印发《清岚县推动大规模设备更新和消费品以旧换新实施方案》的通知",
            ["清岚县人民政府关于印发", "《清岚县推动大规模设备更新", "和消费品以旧换新实施方案》的通知"],
        ),
        ("永" * 45, ["永" * 45]),
        ("永" * 500, ["永" * 500]),
    ],
)
def test_a_long_title_is_broken_where_a_phrase_ends(title: str, lines: list[str]) -> None:
    assert title_lines(title) == lines


def test_broken_lines_fit_and_lose_nothing() -> None:
    title = (
        "清岚县人民政府办公室关于做好2025年度老旧农业机械报废更新、住宅老旧电梯更新和家电以旧换新补贴资金拨付工作的通知"
    )
    lines = title_lines(title)
    assert "".join(lines) == title
    assert len(lines) == 4
    assert all(width(line) <= LINE_WIDTH for line in lines)


def test_names_of_departments_stay_whole() -> None:
    lines = title_lines("清岚县发展和改革局清岚县工业和信息化局关于下达大规模设备更新项目清单的通知")
    assert lines == ["清岚县发展和改革局清岚县工业和信息化局", "关于下达大规模设备更新项目清单的通知"]


def test_lines_of_a_title_are_one_paragraph() -> None:
    (title,) = styled(OfficialDocument("清岚县\n设备更新方案"), "Title")
    assert len(paths(title, ".//w:br")) == 1
    assert paths(part(OfficialDocument("清岚县\n方案"), "docProps/core.xml"), "//*[local-name()='title']/text()") == [
        "清岚县方案"
    ]
