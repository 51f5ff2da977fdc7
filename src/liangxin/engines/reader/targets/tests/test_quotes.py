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
        (
            "新增公交车、出租车中新能源车比例达到90%、80%以上。",
            ["新增公交车、出租车中新能源车比例达到90%、80%以上"] * 2,
            ["新增公交车中新能源车比例", "新增出租车中新能源车比例"],
        ),
        ("到2027年，国三货车基本淘汰。", ["国三货车基本淘汰"], ["国三货车"]),
        ("到2027年，再生材料占比进一步提升。", ["再生材料占比进一步提升"], ["再生材料占比"]),
    ],
)
def test_it_quotes_figure_and_thing(sentence: str, quotes: list[str] | None, indicators: list[str]) -> None:
    findings = find_targets(sentence)
    assert [finding.indicator for finding in findings] == indicators
    if quotes is not None:
        assert [sentence[finding.start : finding.end] for finding in findings] == quotes


@pytest.mark.parametrize(
    ("sentence", "indicators"),
    [
        ("到2027年，新增及更新公交车中新能源车比例达到80%。", ["新增及更新公交车中新能源车比例"]),
        ("每年新增、更新的公交车新能源化率不低于90%。", ["新增、更新的公交车新能源化率"]),
        ("新增更新公务用车中新能源占比达到60%。", ["新增更新公务用车中新能源占比"]),
        ("新增及新购环卫车中新能源车占比达到60%。", ["新增及新购环卫车中新能源车占比"]),
        ("新增（更新）校车中新能源车占比达到60%。", ["新增（更新）校车中新能源车占比"]),
        ("推广新能源车，新建建筑中绿色建筑占比达到90%。", ["新建建筑中绿色建筑占比"]),
        ("新建停车位100%配建充电桩。", ["新建停车位配建充电桩"]),
        ("更新的公交车全部采用新能源车型。", ["更新的公交车采用新能源车型"]),
        ("新增及更新公交车中新能源车比例分别达到50%、80%。", ["新增及更新公交车中新能源车比例"] * 2),
        (
            "推动新增和更新校车、环卫车、公务用车中新能源车比例分别达到90%、80%、70%。",
            [f"新增和更新{which}中新能源车比例" for which in ("校车", "环卫车", "公务用车")],
        ),
        (
            "新增公交车、更新出租车中新能源车比例分别达到90%、80%。",
            ["新增公交车中新能源车比例", "更新出租车中新能源车比例"],
        ),
    ],
)
def test_a_share_of_the_new_ones_is_named_as_one(sentence: str, indicators: list[str]) -> None:
    assert [finding.indicator for finding in find_targets(sentence)] == indicators


@pytest.mark.parametrize(
    ("sentence", "indicator"),
    [
        ("新增公交车100辆。", "公交车"),
        ("新建充电桩500个以上。", "充电桩"),
        ("新增及更新新能源环卫车达到60辆。", "新能源环卫车"),
        ("更新改造完成率达到90%。", "完成率"),
        ("更新老旧电梯全部完成。", "老旧电梯"),
    ],
)
def test_a_count_and_a_deed_are_named_without_the_verb(sentence: str, indicator: str) -> None:
    assert [finding.indicator for finding in find_targets(sentence)] == [indicator]


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
