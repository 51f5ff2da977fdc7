"""Numbers as plans write them, and what of a row of digits is no figure."""

from __future__ import annotations

import pytest

from liangxin.engines.reader.targets.figures import chinese_number, figures_of


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("1.5万辆", [(15_000, "辆")]),
        ("3亿元", [(300_000_000, "元")]),
        ("200万千瓦", [(2_000_000, "千瓦")]),
        ("2千万元", [(20_000_000, "元")]),
        ("5千瓦时", [(5, "千瓦时")]),
        ("1.2万亿元", [(1_200_000_000_000, "元")]),
        ("35台（套）", [(35, "台（套）")]),
        ("20万吨/年", [(200_000, "吨/年")]),
        ("百分之八十五点五", [(85.5, "%")]),
        ("千分之三", [(3, "‰")]),
        ("六成", [(60, "%")]),
        ("半数以上", [(50, "%")]),
        ("一倍", [(100, "%")]),
        ("1.5倍", [(150, "%")]),
        ("翻一番", [(100, "%")]),
        ("翻两番", [(300, "%")]),
        ("0.8:1", [(0.8, "比")]),
        ("1：2.5", [(0.4, "比")]),
        ("3个百分点", [(3, "个百分点")]),
        ("15个、13个百分点", [(15, "个百分点"), (13, "个百分点")]),
        ("5个和10个百分点", [(5, "个百分点"), (10, "个百分点")]),
        ("10、20、30台", [(10, "台"), (20, "台"), (30, "台")]),
        ("80%-90%", [(80, "%")]),
        ("1万-2万台", [(10_000, "台")]),
        ("2至3家", [(2, "家")]),
        ("三家以上", [(3, "家")]),
        ("十二座", [(12, "座")]),
        ("5个以上", [(5, "个")]),
        ("20场次", [(20, "场次")]),
    ],
)
def test_it_reads_value_and_unit(text: str, figures: list[tuple[float, str]]) -> None:
    assert [(figure.value, figure.unit) for figure in figures_of(text)] == figures


@pytest.mark.parametrize(
    "text",
    ["5G基站", "4A级景区", "国三", "3+1", "第12条", "10年以上", "2个月", "每100户", "2000元/台", "一个", "一家",
     "三项制度", "3个工作日内", "16部门", "1:0", "0566-1234567", "S9型", "R32", "1号文件"],
)  # fmt: skip
def test_it_passes_over_what_is_no_figure(text: str) -> None:
    assert [figure for figure in figures_of(text) if figure.value] == []


@pytest.mark.parametrize(
    ("said", "number"), [("十", 10), ("十二", 12), ("一百二十", 120), ("两千", 2000), ("八十五点五", 85.5), ("零", 0)]
)
def test_it_reads_chinese_numerals(said: str, number: float) -> None:
    assert chinese_number(said) == number
