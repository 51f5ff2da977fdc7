"""Targets in words: all of something, or a direction of a measured quantity."""

from __future__ import annotations

import pytest

from liangxin.engines.reader.targets.tests.brief import briefs

COMPLETION = {
    "到2027年，国四及以下排放标准营运柴油货车全部淘汰。": ["100% completion reach 2027"],
    "到2027年，实现中小学多媒体教室全覆盖。": ["100% completion reach 2027"],
    "对使用超过20年的住宅电梯实现应换尽换。": ["100% completion reach -"],
    "到2026年，建成区黑臭水体动态清零。": ["100% completion reach 2026"],
    "到2027年，全市燃煤锅炉基本退出，电能占终端能源消费比重达到35%左右。": [
        "100% completion about 2027",
        "35% share about 2027",
    ],
    "新建小区充电设施100%预留安装条件。": ["100% completion reach -"],
    "公共机构新增及更新车辆原则上全部采购新能源汽车。": ["100% completion reach - 力争"],
    "到2027年，全面完成老旧燃气管网改造。": ["100% completion reach 2027"],
    "到2027年，老旧小区燃气管道完成更新改造，供水管网漏损率控制在8%以内。": [
        "100% completion reach 2027",
        "8% share at_most 2027",
    ],
    "到2027年，全市力争实现规上企业“智改数转网联”全覆盖。": ["100% completion reach 2027 力争"],
    "到2027年，老旧小区加装电梯“愿装尽装”。": ["100% completion reach 2027"],
    "新建住宅小区充电设施配建比例100%。": ["100% completion reach -"],
    "35蒸吨/小时及以下燃煤锅炉全部淘汰。": ["100% completion reach -"],
    "到2027年，再生资源回收网点乡镇覆盖率达到100%。": ["100% completion reach 2027"],
    "到2025年，基本实现城乡公交电动化。": ["100% completion about 2025"],
    "到2025年底前，县乡村三级回收网络实现全覆盖。": ["100% completion reach 2025"],
    "推动国三以下排放标准非道路移动机械加快淘汰，到2026年全部清零。": ["100% completion reach 2026"],
    "投诉处理办结率100%。": ["100% completion reach -"],
    "到2027年，钢铁、水泥行业超低排放改造全面完成。": ["100% completion reach 2027"],
    "到2027年，铁路老旧内燃机车基本淘汰，老旧营运船舶报废更新100艘以上。": [
        "100% completion about 2027",
        "100艘 cumulative at_least 2027",
    ],
    "新能源化率实现100%。": ["100% completion reach -"],
    "检验合格率均为100%。": ["100% completion reach -"],
    "全域实现生活垃圾焚烧设施提标改造全覆盖。": ["100% completion reach -"],
    "100%的规上工业企业开展数字化诊断。": ["100% completion reach -"],
    "符合条件的老旧农机应报尽报。": ["100% completion reach -"],
    "逐步淘汰高耗能电机，2027年全部退出。": ["100% completion reach 2027"],
    "2025年前全部淘汰35蒸吨以下燃煤锅炉。": ["100% completion reach 2025"],
    "2026年实现规上企业诊断服务100%覆盖。": ["100% completion reach 2026"],
}


DIRECTION = {
    "二手车交易规模稳步扩大，新能源车渗透率持续提高。": ["- directional reach -", "- directional reach -"],
    "到2027年，先进产能比重持续提升，能耗强度持续下降。": ["- directional reach 2027", "- directional reach 2027"],
    "到2030年，主要设备能效达到国际先进水平。": ["- directional reach 2030"],
    "持续提高废钢铁、废有色金属等再生资源综合利用率。": ["- directional reach -"],
    "着力提升新能源汽车市场渗透率，扩大消费规模。": ["- directional reach -"],
    "大力推广新能源汽车，提高公共领域车辆电动化比例，降低运输能耗。": ["- directional reach -"],
    "到2027年，力争全市制造业中长期贷款占全部贷款比重稳步提升。": ["- directional reach 2027 力争"],
    "工业用能结构持续优化，可再生能源消费占比明显提高。": ["- directional reach -"],
}


@pytest.mark.parametrize("sentence", COMPLETION)
def test_it_reads_wordings_completion(sentence: str) -> None:
    assert briefs(sentence) == COMPLETION[sentence]


@pytest.mark.parametrize("sentence", DIRECTION)
def test_it_reads_wordings_direction(sentence: str) -> None:
    assert briefs(sentence) == DIRECTION[sentence]
