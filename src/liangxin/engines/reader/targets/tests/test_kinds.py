"""What sort of promise a figure is, and how it compares."""

from __future__ import annotations

import pytest

from liangxin.engines.reader.targets.tests.brief import briefs

GROWTH = {
    "到2027年，电动自行车以旧换新交易量翻两番。": ["300% growth reach 2027"],
    "到2027年，再生铜产量较2023年翻一番。": ["100% growth reach 2027 较2023"],
    "到2027年，单位工业增加值用水量较2023年下降16%。": ["16% growth reach 2027 较2023"],
    "规模以上工业单位增加值能耗年均下降3%左右。": ["3% annual_growth about -"],
    "完成技术改造投资300亿元，同比增长10%以上。": ["30000000000元 cumulative reach -", "10% growth at_least -"],
    "到2027年，废旧家电规范化回收率提高10个百分点以上。": ["10个百分点 growth at_least 2027"],
    "到2027年，再制造产业产值突破80亿元，年均增长15%。": [
        "8000000000元 level more_than 2027",
        "15% annual_growth reach 2027",
    ],
    "到2027年，主要农作物耕种收综合机械化率达到80%，较2023年提高4个百分点。": [
        "80% share reach 2027",
        "4个百分点 growth reach 2027 较2023",
    ],
    "全市二手车交易量年均增长8%—10%。": ["8% annual_growth reach -"],
    "以2023年为基数，到2027年技改投资实现倍增。": ["100% growth reach 2027 较2023"],
    "到2027年，报废汽车回收量是2023年的2倍。": ["100% growth reach 2027 较2023"],
    "废旧家电回收量达到2023年的1.5倍以上。": ["50% growth at_least - 较2023"],
    "报废机动车回收量较2023年增长1.5倍。": ["150% growth reach - 较2023"],
    "在2023年基础上，重点用能单位能效提升5%以上。": ["5% growth at_least - 较2023"],
    "新能源环卫车占比逐年提高5个百分点。": ["5个百分点 annual_growth reach -"],
    "超声、DR等医疗装备更新数量较2023年增长30%。": ["30% growth reach - 较2023"],
}


LEVEL = {
    "报废汽车回收拆解量由2023年的1.2万辆提高到2027年的2.5万辆。": ["25000辆 level reach 2027"],
    "到2025年，公共充电桩数量达到1.5万个，车桩比达到2:1。": ["15000个 level reach 2025", "2比 share reach 2025"],
    "光伏装机容量达到300万千瓦，储能规模达到50万千瓦时。": ["3000000千瓦 level reach -", "500000千瓦时 level reach -"],
    "回收企业达到10家以上、年回收能力不低于20万吨。": ["10家 level at_least -", "200000吨 level at_least -"],
    "设备更新贷款余额达到50亿元以上。": ["5000000000元 level at_least -"],
    "到2027年，智能快件箱达到300组，格口达到3万个。": ["300组 level reach 2027", "30000个 level reach 2027"],
    "家电回收企业由5家增加到15家。": ["15家 level reach -"],
    "机械化率由2023年的72.5%提高到78%以上。": ["78% share at_least -"],
    "到2027年，技改投资占工业投资比重达到40%以上。": ["40% share at_least 2027"],
    "公共充电桩与新能源汽车车桩比达到1:2.5。": ["0.4比 share reach -"],
    "形成年拆解报废汽车3万辆的能力。": ["30000辆 level reach -"],
    "办结时限缩短至30分钟以内。": ["30分钟 level at_most -"],
}


SHARE = {
    "规上工业企业数字化改造覆盖率从目前的45%提升至80%以上。": ["80% share at_least -"],
    "到2026年，八成以上的乡镇建成再生资源回收站。": ["80% share at_least 2026"],
    "到2026年，80%以上的规上企业完成数字化改造。": ["80% share at_least 2026"],
    "到2025年，新建公共停车场按不低于30%的比例配建充电桩。": ["30% share at_least 2025"],
    "工业设备更新投资年均增速保持在12%以上。": ["12% annual_growth at_least -"],
    "新能源汽车新车销量占比力争达到50%左右。": ["50% share about - 力争"],
    "到2027年，全市一级能效家电市场占有率超过六成。": ["60% share more_than 2027"],
    "全市35岁以下青年技工占比达到40%。": ["40% share reach -"],
    "2025年新能源汽车渗透率力争45%。": ["45% share reach 2025 力争"],
    "到2027年，大宗固废综合利用率稳定在75%以上，重点行业水重复利用率超过94%。": [
        "75% share at_least 2027",
        "94% share more_than 2027",
    ],
    "回收体系覆盖90%以上的社区。": ["90% share at_least -"],
    "将再生资源回收率从60%提高到85%。": ["85% share reach -"],
    "产品合格率保持在98%以上。": ["98% share at_least -"],
    "到2025年，病房适老化改造3000间，2—3人间病房占比达到80%。": [
        "3000间 cumulative reach 2025",
        "80% share reach 2025",
    ],
    "到2027年，一级能效产品市场占比提升至30%，单位GDP能耗降低14%，碳排放强度下降18%。": [
        "30% share reach 2027",
        "14% growth reach 2027",
        "18% growth reach 2027",
    ],
}


DONE = {
    "到2027年，力争新建换电站20座以上，新增公共充电桩2万个左右。": [
        "20座 cumulative at_least 2027 力争",
        "20000个 cumulative about 2027 力争",
    ],
    "积极争取中央预算内投资5亿元以上。": ["500000000元 cumulative at_least -"],
    "发放家电消费券3000万元。": ["30000000元 cumulative reach -"],
    "培育不少于5家再制造骨干企业。": ["5家 cumulative at_least -"],
    "引进再生资源龙头企业2至3家。": ["2家 cumulative reach -"],
    "2025年，完成既有住宅加装电梯200部。": ["200部 cumulative reach 2025"],
    "推广高效节能电机10万千瓦。": ["100000千瓦 cumulative reach -"],
    "淘汰落后产能200万吨，压减钢铁产能50万吨以上。": ["2000000吨 cumulative reach -", "500000吨 cumulative at_least -"],
    "到2027年，新增高标准农田水肥一体化面积10万亩。": ["100000亩 cumulative reach 2027"],
    "新建110千伏变电站5座。": ["5座 cumulative reach -"],
    "更新使用10年以上的监控设备2000套。": ["2000套 cumulative reach -"],
    "累计投放设备更新贷款不少于30亿元。": ["3000000000元 cumulative at_least -"],
    "2025年农机报废更新补贴资金发放不少于800万元。": ["8000000元 cumulative at_least 2025"],
    "组织“家电焕新季”等活动100场以上，发放消费券1亿元，拉动消费20亿元。": [
        "100场 cumulative at_least -",
        "100000000元 cumulative reach -",
        "2000000000元 cumulative reach -",
    ],
    "培训企业人员5000人次。": ["5000人次 cumulative reach -"],
    "到2027年，新增污水处理能力20万立方米/日。": ["200000立方米/日 cumulative reach 2027"],
    "淘汰老旧柴油货车（国三及以下）2万辆。": ["20000辆 cumulative reach -"],
    "首台（套）重大技术装备认定20项以上。": ["20项 cumulative at_least -"],
    "二氧化碳排放量减少5万吨，节约用电1亿千瓦时。": [
        "50000吨 cumulative reach -",
        "100000000千瓦时 cumulative reach -",
    ],
    "打造年交易额10亿元以上的二手车市场2个。": ["2个 cumulative reach -"],
    "更新改造校园食堂灶具、空调、热水器等设备共1200台。": ["1200台 cumulative reach -"],
    "更新12米以上公交车20辆。": ["20辆 cumulative reach -"],
    "累计培训技术人员1000人次以上，发放宣传资料10万份。": [
        "1000人次 cumulative at_least -",
        "100000份 cumulative reach -",
    ],
}


YEARLY = {
    "全市每年淘汰国三柴油货车约500辆。": ["500辆 annual about -"],
    "举办供需对接活动每年不少于4场。": ["4场 annual at_least -"],
    "每年至少举办1场汽车展销会。": ["1场 annual at_least -"],
    "每年推动1万家以上企业实施技术改造。": ["10000家 annual at_least -"],
}


COMPARATORS = {
    "每个县至少建成1个县级分拣中心。": ["1个 cumulative at_least -"],
    "各县区至少培育1家规范化回收企业。": ["1家 cumulative at_least -"],
    "已建成回收站点300个，力争2025年达到500个。": ["500个 level reach 2025 力争"],
    "到2025年，一、二级能效电机占比达到55%。": ["55% share reach 2025"],
    "到2027年，A级景区游乐设备更新比例超八成。": ["80% share more_than 2027"],
    "力争每年新增二手车出口企业1—2家。": ["1家 annual reach - 力争"],
    "到2027年，建设回收网点800—1000个。": ["800个 cumulative reach 2027"],
    "存量建筑节能改造面积达到1000万平方米以上。": ["10000000平方米 level at_least -"],
    "建设10个左右国家级资源循环利用基地。": ["10个 cumulative about -"],
    "积极开展“十县百镇千村”家电下乡活动，全年不少于60场。": ["60场 cumulative at_least -"],
    "县城以上城市建成区公共停车场充电桩车位占比原则上不低于10%。": ["10% share at_least - 力争"],
}


@pytest.mark.parametrize("sentence", GROWTH)
def test_it_reads_kinds_growth(sentence: str) -> None:
    assert briefs(sentence) == GROWTH[sentence]


@pytest.mark.parametrize("sentence", LEVEL)
def test_it_reads_kinds_level(sentence: str) -> None:
    assert briefs(sentence) == LEVEL[sentence]


@pytest.mark.parametrize("sentence", SHARE)
def test_it_reads_kinds_share(sentence: str) -> None:
    assert briefs(sentence) == SHARE[sentence]


@pytest.mark.parametrize("sentence", DONE)
def test_it_reads_kinds_done(sentence: str) -> None:
    assert briefs(sentence) == DONE[sentence]


@pytest.mark.parametrize("sentence", YEARLY)
def test_it_reads_kinds_yearly(sentence: str) -> None:
    assert briefs(sentence) == YEARLY[sentence]


@pytest.mark.parametrize("sentence", COMPARATORS)
def test_it_reads_kinds_comparators(sentence: str) -> None:
    assert briefs(sentence) == COMPARATORS[sentence]
