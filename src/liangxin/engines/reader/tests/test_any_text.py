"""Any string is read or refused by name, soon, and what is found stands in the text."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liangxin.engines.reader.read import NotAPlan, read_plan
from liangxin.kernel.refusal import Refusal

PIECES = st.sampled_from(
    [
        *(
            "一、",
            "（一）",
            "1.",
            "①",
            "第一章",
            "专栏1",
            "附件",
            "附件\n",
            "清单\n",
            "方案\n",
            "现将《",
            "》印发",
            "某县人民政府",
        ),
        *(
            "：",
            "；",
            "。",
            "，",
            "、",
            "（",
            "）",
            "〔",
            "〕",
            "《",
            "》",
            "“",
            "”",
            "\n",
            "\t",
            " ",
            "|",
            '"',
            "**",
            "# ",
        ),
        *(
            "组长：张三",
            "成员：李四",
            " 县长",
            "牵头单位：",
            "责任单位：市商务局",
            "责任单位",
            "按职责分工负责",
            "市财政局牵头",
        ),
        *(
            "到2027年，",
            "达到1.2万辆",
            "25%",
            "分别",
            "全部",
            "增长一倍",
            "2024年5月6日",
            "〔2024〕3号",
            "较2023年",
            "1,200",
        ),
    ]
)


@given(st.text(max_size=300) | st.lists(PIECES, max_size=60).map("".join))
@settings(max_examples=200, deadline=None)
def test_it_never_crashes(text: str) -> None:
    try:
        plan = read_plan(text)
    except Refusal:
        return
    for target in plan.targets:
        assert 0 <= target.span.start < target.span.end <= len(text)
    spans = [found.span for found in plan.tasks] + [found.span for found in plan.measures]
    spans += [found.span for found in plan.team] + [found.span for found in plan.unread]
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)


@pytest.mark.parametrize(
    "piece",
    [
        "（单位",
        "一、标题\n某某\n（一）内容\n",
        "到2027年，达到1万辆，",
        "1，111",
        "\t甲\n乙\n\n",
        "目标",
        "“《（〔",
        "逗号前和局",
        "1.更新。\n",
    ],
)
def test_a_long_odd_text_is_done_in_time(piece: str) -> None:
    text = piece * (40_000 // len(piece))
    began = time.perf_counter()
    with suppress(NotAPlan):
        read_plan(text)
    # A step that grows with the square of the length takes minutes here.
    assert time.perf_counter() - began < 8


@pytest.mark.parametrize(
    "text", ["今天天气很好，我们去公园散步。", "甲方应于三十日内付款。\n乙方收款。", "!!!", "a b c"]
)
def test_a_text_that_is_no_plan_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(NotAPlan, match="请核对是否选错了文件"):
        read_plan(text)
