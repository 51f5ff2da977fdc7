"""Wordings of everyday plans, whole sentences: every target they hold, in order, and none besides."""

from __future__ import annotations

import pytest

from liangxin.engines.reader.targets import find_targets
from liangxin.engines.reader.targets.tests.brief import briefs


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "到2027年，改造排水管渠600公里，其中2025年改造150公里。排水管渠破损率控制在3%以内，检测率达到90%以上。",
            [
                "600公里 cumulative reach 2027",
                "150公里 cumulative reach 2025",
                "3% share at_most 2027",
                "90% share at_least 2027",
            ],
        ),
        (
            "到2028年，更新泵车80台，其中2026年20台；电动化比例达到60%。",
            ["80台 cumulative reach 2028", "20台 cumulative reach 2026", "60% share reach 2028"],
        ),
    ],
)
def test_the_year_of_a_part_ends_with_the_part(sentence: str, expected: list[str]) -> None:
    assert briefs(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    ["对报废1台打捆机补贴800元。", "每报废1艘渔船，给予补助3万元。", "更新1台喷雾机奖补500元。"],
)
def test_the_one_machine_that_aid_is_counted_by_is_no_target(sentence: str) -> None:
    assert find_targets(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("到2027年，企业智能化水平平均等级达到2.5级以上。", ["2.5级 level at_least 2027"]),
        ("数字化转型成熟度平均级别提升至3级。", ["3级 level reach -"]),
        ("到2026年，新建机房PUE降到1.25以下。", ["1.25 share at_most 2026"]),
        ("更换后的风机能效应达到1级水平。", []),
    ],
)
def test_a_grade_is_a_figure_where_a_grade_is_to_be_reached(sentence: str, expected: list[str]) -> None:
    assert briefs(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "为全市42所村小更换课桌椅3600套、投影机120台。",
            ["42所 cumulative reach -", "3600套 cumulative reach -", "120台 cumulative reach -"],
        ),
        ("为15个社区配备分类投放柜60组。", ["15个 cumulative reach -", "60组 cumulative reach -"]),
    ],
)
def test_those_for_whom_it_is_done_count_too(sentence: str, expected: list[str]) -> None:
    assert briefs(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("到2026年，在全市打造50个左右的“焕新街区”。", ["50个 cumulative about 2026"]),
        ("在全省范围内培育龙头企业30家以上。", ["30家 cumulative at_least -"]),
        ("到2027年，新能源集装箱船总运力达到1800标准箱。", ["1800标准箱 level reach 2027"]),
        ("到2027年，力争将输差率压降到4.5%。", ["4.5% share reach 2027 力争"]),
        ("到2027年，安装定位终端的渔船达到260艘。", ["260艘 level reach 2027"]),
        ("力争提前一年完成国四柴油叉车淘汰任务。", ["100% completion reach - 力争"]),
        ("支持码头改造岸电设施，清洁能源装卸机械占比稳步提升。", ["- directional reach -"]),
        ("鼓励码头提高清洁能源装卸机械占比。", []),
        ("抽调12名人员，实行集中办公。", []),
    ],
)
def test_it_reads_everyday_wordings(sentence: str, expected: list[str]) -> None:
    assert briefs(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("2026年底前完成陶瓷、铸造等行业24家企业治理。", ["24家 cumulative reach 2026"]),
        ("2025年底前完成剩余6家电镀企业搬迁任务。", ["6家 cumulative reach 2025"]),
        ("到2026年，甲市、乙市等12个左右城市基本建成回收体系。", ["12个 cumulative about 2026"]),
        ("支持8所左右高职院校更新实训设备3000台。", ["8所 cumulative about -", "3000台 cumulative reach -"]),
        ("推广电炉炼钢、余热发电等4类技术。", []),
        ("完成26项重点任务。", []),
        ("对企业实施的设备投资200万元以上技改项目，按设备投资额的5%给予补助。", []),
    ],
)
def test_a_figure_in_the_midst_of_a_deed_counts_those_it_is_done_to(sentence: str, expected: list[str]) -> None:
    assert briefs(sentence) == expected


def test_every_year_holds_for_what_a_pause_mark_joins() -> None:
    assert briefs("每年报废老旧收割机80台以上、新增植保无人机150台以上。") == [
        "80台 annual at_least -",
        "150台 annual at_least -",
    ]


def test_a_hedge_that_comes_late_ends_with_its_part_of_the_sentence() -> None:
    found = find_targets("到2027年，二手车交易量增长40%，力争突破6万辆；废旧家电回收量增长30%。")
    assert [finding.hedged for finding in found] == [False, True, False]
    found = find_targets("到2027年，力争二手车交易量增长40%，回收量增长20%；废旧家电回收量增长30%。")
    assert [finding.hedged for finding in found] == [True, True, True]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("到2026年，新增公务用车中新能源占比达6成以上。", ["60% share at_least 2026"]),
        ("新能源船舶占全省比重四分之一以上。", ["25% share at_least -"]),
        ("低于基准水平的产能应退尽退，用户表计应装尽装。", ["100% completion reach -", "100% completion reach -"]),
        ("补贴资金应补尽补。", []),
        ("对全市9座泵站、4座水厂开展设备评估。", []),
        ("每半年开展1次评估。", []),
        ("工业机器人密度达到每万人300台。", ["300台 level reach -"]),
        ("到2025年，回收拆解能力达到年6万辆。", ["60000辆 level reach 2025"]),
        ("2024—2026年逐年完成管网修复20、30、40公里。", [
            "20公里 cumulative reach 2024",
            "30公里 cumulative reach 2025",
            "40公里 cumulative reach 2026",
        ]),
        ("2025年、2026年各更新电梯50台。", [
            "50台 cumulative reach 2025",
            "50台 cumulative reach 2026",
        ]),
        ("2024年新增消费券500万元，此后每年增长10%。", [
            "5000000元 cumulative reach 2024",
            "10% annual_growth reach -",
        ]),
        ("2024年改造小区20个，争取3年内80%社区建成服务点。", [
            "20个 cumulative reach 2024",
            "80% share reach - 力争",
        ]),
        ("35吨以上的于2025年底前完成。", ["100% completion reach 2025"]),
        ("到2026年，国三货车淘汰到位。", ["100% completion reach 2026"]),
        ("基本完成供热管道更新70公里。", ["70公里 cumulative about -"]),
        ("到2027年，产业产值超千亿元。", ["100000000000元 level more_than 2027"]),
        ("完成3台30万千瓦机组改造。", ["3台 cumulative reach -"]),
        ("加快18座污水处理厂提标。", ["18座 cumulative reach -"]),
        ("推进甲公园等3个公园设备更新。", ["3个 cumulative reach -"]),
        ("2025年在3家医院开展病房改造。", ["3家 cumulative reach 2025"]),
        ("灌溉水有效利用系数由0.56提高到0.6。", ["0.6 share reach -"]),
        ("打造工厂、车间、场景分别不少于2家、5家和10个。", [
            "2家 cumulative at_least -",
            "5家 cumulative at_least -",
            "10个 cumulative at_least -",
        ]),
        ("中医院新增CT2台、呼吸机5台。", ["2台 cumulative reach -", "5台 cumulative reach -"]),
        ("技改贷款新增5亿元。", ["500000000元 cumulative reach -"]),
        ("污水厂能耗物耗明显下降。", ["- directional reach -"]),
        ("先进产能比例不低于全市平均水平。", ["- directional at_least -"]),
        ("持续巩固散煤动态清零成果。", []),
        ("县财政每年列支不少于300万元。", []),
    ],
)  # fmt: skip
def test_it_reads_what_other_everyday_plans_say(sentence: str, expected: list[str]) -> None:
    assert briefs(sentence) == expected


def test_a_year_inside_a_later_figure_ends_the_year_of_the_head() -> None:
    found = find_targets("2024年更新汽车500辆，保有量由1万辆提高至2027年的3万辆。改造小区80个。")
    assert [finding.deadline for finding in found] == [2024, 2027, None]
