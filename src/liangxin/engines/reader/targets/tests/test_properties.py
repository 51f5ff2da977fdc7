"""What holds for every string: no crash, offsets inside, the same answer twice, time that grows with length alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liangxin.engines.reader.findings import TargetKind
from liangxin.engines.reader.targets import find_targets

_PIECES = [
    *("到2025年", "到2025年和2027年", "2024—2027年", "“十四五”末", "较2023年", "1.", "（一）"),
    *("，", "。", "；", "、", "：", "（", "）", "“", "”", "的", "由", "万", "亿元", "个"),
    *("分别达到", "达到", "超过", "不少于", "力争", "累计", "每年", "年均增长", "增长", "下降", "提高到"),
    *("90%", "1.5万辆", "35台（套）", "10、20", "80%-90%", "0.8:1", "一倍", "翻一番", "百分之八十五", "3个百分点"),
    *("以上", "左右", "及以上", "其中", "更新", "建成", "完成", "淘汰", "全部", "基本", "全覆盖", "大幅提升"),
    *("普及率", "保有量", "环卫车辆", "绿色工厂", "企业", "补贴", "给予", "目前", "已完成"),
]
sentences = st.lists(st.sampled_from(_PIECES), max_size=25).map("".join)


@given(st.one_of(sentences, st.text(max_size=200)))
@settings(deadline=None)
def test_any_string_is_read_and_every_finding_points_at_its_words(paragraph: str) -> None:
    for finding in find_targets(paragraph):
        assert 0 <= finding.start <= finding.value_start < finding.value_end <= finding.end <= len(paragraph)
        assert finding.indicator
        assert 0.0 < finding.confidence <= 1.0
        assert (finding.value is None) == (finding.kind is TargetKind.DIRECTIONAL) == (finding.unit is None)


@given(sentences)
def test_the_same_paragraph_gives_the_same_findings_in_order(paragraph: str) -> None:
    first = find_targets(paragraph)
    assert first == find_targets(paragraph)
    assert [finding.value_start for finding in first] == sorted(finding.value_start for finding in first)


@pytest.mark.parametrize(
    "pattern",
    [
        "到2027年，更新环卫车辆61辆、",
        "分别达到90%、",
        "2025年、",
        "累计、",
        "由10%",
        "10%",
        "1、",
        "（",
        "“",
        "9",
        *"的十全率更",
    ],
)
def test_time_grows_with_length_alone(pattern: str) -> None:
    def seconds(size: int) -> float:
        text = pattern * (size // len(pattern))
        began = time.process_time()  # of this process alone, however busy the machine
        find_targets(text)
        return time.process_time() - began

    def least(size: int) -> float:
        return min(seconds(size) for _ in range(3))

    # Sixteen times the length; a square would be 256 times. The wide room between is for a busy machine.
    assert least(64_000) < 64 * max(0.01, least(4_000))
