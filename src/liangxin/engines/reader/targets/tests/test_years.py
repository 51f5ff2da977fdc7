"""Which year a figure is promised for: stated, inherited, shared out, split in an aside, or none."""

from __future__ import annotations

import pytest

from liangxin.engines.reader.targets.tests.brief import briefs

STATED_YEARS = {
    "到2025年底，全市新能源公交车占比达到75%以上，巡游出租车新能源化率不低于60%。": [
        "75% share at_least 2025",
        "60% share at_least 2025",
    ],
    "力争到2027年，主城区供热管网漏损率降至6%以下。": ["6% share at_most 2027 力争"],
    "到“十四五”末，一般工业固体废物综合利用率达到百分之八十五。": ["85% share reach 2025"],
    "“十五五”期间，累计投放智能回收箱3000组以上。": ["3000组 cumulative at_least 2030"],
    "2025年底前，全市城镇污水处理厂尾水全部达到准Ⅳ类标准。": ["100% completion reach 2025"],
    "2026年6月底前完成全部老旧电梯安全评估。": ["100% completion reach 2026"],
    "工业领域设备投资到2027年比2023年增长三成以上。": ["30% growth at_least 2027 较2023"],
    "2025年以前，城区裸露垃圾池全部拆除。": ["100% completion reach 2025"],
    "2025年年底前更新公交车50辆。2026年上半年再更新30辆。": [
        "50辆 cumulative reach 2025",
        "30辆 cumulative reach 2026",
    ],
    "自2024年起，每年更新100台老旧电梯。": ["100台 annual reach -"],
    "2024年起至2027年，累计更新电梯400台。": ["400台 cumulative reach 2027"],
    "2024年至2027年，每年改造老旧电梯不少于100台。": ["100台 annual at_least 2027"],
    "到2025年，对报废2013年以前注册的车辆，实现报废更新1万辆。": ["10000辆 cumulative reach 2025"],
}


A_YEAR_EACH = {
    "2024年完成老旧小区改造60个，2025年完成80个，2026年完成100个。": [
        "60个 cumulative reach 2024",
        "80个 cumulative reach 2025",
        "100个 cumulative reach 2026",
    ],
    "2024—2027年分别改造供水管网10、20、30、40公里。": [
        "10公里 cumulative reach 2024",
        "20公里 cumulative reach 2025",
        "30公里 cumulative reach 2026",
        "40公里 cumulative reach 2027",
    ],
    "到2025年、2027年，县级医院设备达标率分别达到80%和95%。": ["80% share reach 2025", "95% share reach 2027"],
    "2025年新增充电桩5000个，2026年再新增6000个。": ["5000个 cumulative reach 2025", "6000个 cumulative reach 2026"],
    "到2024年、2025年、2027年，分别建成智能工厂10家、15家、25家。": [
        "10家 cumulative reach 2024",
        "15家 cumulative reach 2025",
        "25家 cumulative reach 2027",
    ],
    "到2025年建成绿色工厂15家，到2027年建成25家。": ["15家 cumulative reach 2025", "25家 cumulative reach 2027"],
    "主要目标：到2025年，培育省级绿色工厂10家；到2027年，培育20家。": [
        "10家 cumulative reach 2025",
        "20家 cumulative reach 2027",
    ],
    "一是到2025年更新电梯50部；二是到2027年更新电梯120部。": [
        "50部 cumulative reach 2025",
        "120部 cumulative reach 2027",
    ],
    "全县拟更新公交车30辆（2024年10辆、2025年20辆）。": [
        "30辆 cumulative reach -",
        "10辆 cumulative reach 2024",
        "20辆 cumulative reach 2025",
    ],
    "改造老旧供水管网120公里（2024年40公里、2025年80公里），新建供水管网60公里。": [
        "120公里 cumulative reach -",
        "40公里 cumulative reach 2024",
        "80公里 cumulative reach 2025",
        "60公里 cumulative reach -",
    ],
    "实施老旧电梯更新工程，2024年更新50部、2025年更新100部。": [
        "50部 cumulative reach 2024",
        "100部 cumulative reach 2025",
    ],
    "农村客运车辆新能源比例2025年达到30%，2027年达到60%。": ["30% share reach 2025", "60% share reach 2027"],
    "2025年和2027年新能源公交占比分别为70%和100%。": ["70% share reach 2025", "100% completion reach 2027"],
}


NO_YEAR = {
    "三年内累计更新公交车300台。": ["300台 cumulative reach -"],
    "力争用3年时间，完成全市3000台老旧电梯更新。": ["3000台 cumulative reach - 力争"],
    "新增公务用车新能源比例不低于30%，2025年起不低于50%。": ["30% share at_least -", "50% share at_least -"],
}


@pytest.mark.parametrize("sentence", STATED_YEARS)
def test_it_reads_years_stated_years(sentence: str) -> None:
    assert briefs(sentence) == STATED_YEARS[sentence]


@pytest.mark.parametrize("sentence", A_YEAR_EACH)
def test_it_reads_years_a_year_each(sentence: str) -> None:
    assert briefs(sentence) == A_YEAR_EACH[sentence]


@pytest.mark.parametrize("sentence", NO_YEAR)
def test_it_reads_years_no_year(sentence: str) -> None:
    assert briefs(sentence) == NO_YEAR[sentence]
