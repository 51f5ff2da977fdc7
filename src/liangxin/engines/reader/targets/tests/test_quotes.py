"""What a finding quotes and what it calls the measured thing."""

from __future__ import annotations

import pytest

from liangxin.engines.reader.targets import find_targets


@pytest.mark.parametrize(
    ("sentence", "quotes", "indicators"),
    [
        (
            "到2027年，规上企业设计工具普及率、工序数控化率分别超过90%、75%。",
            ["规上企业设计工具普及率、工序数控化率分别超过90%", "规上企业设计工具普及率、工序数控化率分别超过90%、75%"],
            ["规上企业设计工具普及率", "规上企业工序数控化率"],
        ),
        ("力争更新环卫车辆61辆、压缩设备5套。", ["更新环卫车辆61辆", "压缩设备5套"], ["环卫车辆", "压缩设备"]),
        ("每年举办12场以上汽车展销活动。", ["举办12场以上汽车展销活动"], ["汽车展销活动"]),
        (
            "到2025年，累计培育8家以上智能工厂、数字化车间等。",
            ["培育8家以上智能工厂、数字化车间"],
            ["智能工厂、数字化车间"],
        ),
        (
            "报废汽车回收量由2023年的1万辆提高到2万辆。",
            ["报废汽车回收量由2023年的1万辆提高到2万辆"],
            ["报废汽车回收量"],
        ),
        ("对全市泵站实施改造，2025年、2026年分别完成6座、9座。", None, ["全市泵站实施改造", "全市泵站实施改造"]),
        ("培育1家营收达10亿元的回收企业。", ["培育1家营收达10亿元的回收企业"], ["营收达10亿元的回收企业"]),
        ("建成投用“一站式”回收中心3个。", ["建成投用“一站式”回收中心3个"], ["“一站式”回收中心"]),
        ("新增公交车、出租车中新能源车比例达到90%、80%以上。", None, ["公交车中新能源车比例", "出租车中新能源车比例"]),
        ("到2027年，国三货车基本淘汰。", ["国三货车基本淘汰"], ["国三货车"]),
        ("到2027年，再生材料占比进一步提升。", ["再生材料占比进一步提升"], ["再生材料占比"]),
    ],
)
def test_it_quotes_figure_and_thing(sentence: str, quotes: list[str] | None, indicators: list[str]) -> None:
    findings = find_targets(sentence)
    assert [finding.indicator for finding in findings] == indicators
    if quotes is not None:
        assert [sentence[finding.start : finding.end] for finding in findings] == quotes


def test_it_reads_an_older_plan_by_its_own_year() -> None:
    sentence = "2021年改造管网20公里，2022年改造30公里。"
    assert find_targets(sentence) == []
    assert [finding.deadline for finding in find_targets(sentence, since=2021)] == [2021, 2022]


def test_a_heading_names_the_item_and_promises_nothing() -> None:
    assert find_targets("（十一）提升先进产能占比。聚焦工程机械，增强高端产品供给。") == []
    assert [finding.value for finding in find_targets("（十一）到2027年，老旧电梯全部更新。")] == [100]


def test_a_list_that_runs_on_keeps_its_year_and_a_sentence_between_ends_it() -> None:
    runs_on = find_targets("推动更新。到2027年，加装电梯10台。更新环卫车61辆。")
    assert [finding.deadline for finding in runs_on] == [2027, 2027]
    parted = find_targets("推动更新。到2027年，加装电梯10台。落实有关政策。更新环卫车61辆。")
    assert [finding.deadline for finding in parted] == [2027, None]


def test_a_goal_paragraph_holds_its_year_over_a_sentence_without_figures() -> None:
    goals = find_targets("到2025年，建成分拣中心5个。回收秩序更加规范。回收站点达到200个。")
    assert [finding.deadline for finding in goals] == [2025, 2025]


def test_a_direction_that_begins_with_its_verb_is_no_list_that_runs_on() -> None:
    findings = find_targets("推动更新。到2025年，充电桩达到200个。逐步提高快充占比。")
    assert [finding.deadline for finding in findings] == [2025, None]
