"""Figures in rows: 分别, shared units and comparators, verbs and subjects that run on."""

from __future__ import annotations

import pytest

from liangxin.engines.reader.targets.tests.brief import briefs

SHARED_OUT = {
    "到2027年，二手车交易量和出口量分别增长50%和1倍以上。": ["50% growth at_least 2027", "100% growth at_least 2027"],
    "公共机构能源资源消耗下降，新能源公务用车占比不低于40%。": ["40% share at_least -"],
    "到2027年，A、B两类企业占比分别不低于20%、50%。": ["20% share at_least 2027", "50% share at_least 2027"],
    "到2027年，新能源重卡、新能源环卫车保有量分别达到500辆、800辆左右。": [
        "500辆 level about 2027",
        "800辆 level about 2027",
    ],
    "绿色分拣中心、标准化回收站点分别达到6个和200个以上。": ["6个 level at_least -", "200个 level at_least -"],
    "培育设备更新服务商、解决方案供应商分别不少于10家、20家。": [
        "10家 cumulative at_least -",
        "20家 cumulative at_least -",
    ],
    "到2027年，数字化车间达30个左右、智能工厂10个左右，两化融合指数达到68。": [
        "30个 level about 2027",
        "10个 level about 2027",
        "68 level reach 2027",
    ],
}


RUNNING_ON = {
    "到2027年，更新老旧农机1.2万台（套），其中拖拉机8000台、联合收割机1500台。": [
        "12000台（套） cumulative reach 2027",
        "8000台 cumulative reach 2027",
        "1500台 cumulative reach 2027",
    ],
    "更新环卫车辆61辆、压缩设备5套，改造公厕30座。": [
        "61辆 cumulative reach -",
        "5套 cumulative reach -",
        "30座 cumulative reach -",
    ],
    "到2027年，建成县级分拣中心3个以上、镇级中转站不少于20个、村级回收网点基本覆盖。": [
        "3个 cumulative at_least 2027",
        "20个 cumulative at_least 2027",
        "100% completion about 2027",
    ],
    "推动600家规上企业开展智能化改造，打造20个省级以上示范项目。": [
        "600家 cumulative reach -",
        "20个 cumulative reach -",
    ],
    "制定地方标准5项以上，参与制定国家标准、行业标准10项。": ["5项 cumulative at_least -", "10项 cumulative reach -"],
    "到2027年，全市医疗机构更新CT、磁共振等设备不少于150台（套），病房改造床位5000张。": [
        "150台（套） cumulative at_least 2027",
        "5000张 cumulative reach 2027",
    ],
    "到2027年，更新各类教学仪器设备15万台（件）、实训设备2万台套。": [
        "150000台（件） cumulative reach 2027",
        "20000台套 cumulative reach 2027",
    ],
    "到2027年，新增国家级绿色工厂2家以上、省级10家以上。": [
        "2家 cumulative at_least 2027",
        "10家 cumulative at_least 2027",
    ],
    "到2027年，累计改造农村公路桥梁15座、隧道3座，更新养护装备60台（套）。": [
        "15座 cumulative reach 2027",
        "3座 cumulative reach 2027",
        "60台（套） cumulative reach 2027",
    ],
    "支持建设1个国家级、3个省级再制造产业示范基地。": ["1个 cumulative reach -", "3个 cumulative reach -"],
    "建设国家级示范基地1个、省级3个。": ["1个 cumulative reach -", "3个 cumulative reach -"],
    "到2027年，县级以上公立医院病房改造完成率100%，更新床位1.2万张。": [
        "100% completion reach 2027",
        "12000张 cumulative reach 2027",
    ],
    "完成500个以上老旧小区改造，惠及居民10万户。": ["500个 cumulative at_least -", "100000户 cumulative reach -"],
    "以旧换新带动新车销售10万辆，汽车置换更新5万辆，家电以旧换新50万台，电动自行车以旧换新2万辆。": [
        "100000辆 cumulative reach -",
        "50000辆 cumulative reach -",
        "500000台 cumulative reach -",
        "20000辆 cumulative reach -",
    ],
    "城区生活垃圾分类设施覆盖率100%，回收站点规范化率90%以上。": ["100% completion reach -", "90% share at_least -"],
}


PART_OF_IT = {
    "每年培育专精特新中小企业50家、“小巨人”企业5家左右。": ["50家 annual reach -", "5家 annual about -"],
    "每年组织家电下乡活动不少于20场次，全年带动消费2亿元以上。": [
        "20场次 annual at_least -",
        "200000000元 annual at_least -",
    ],
    "更新老旧锅炉120台（其中燃煤锅炉80台）。": ["120台 cumulative reach -", "80台 cumulative reach -"],
    "到2027年，设备投资规模较2023年增长25%以上（其中工业领域增长30%）。": [
        "25% growth at_least 2027 较2023",
        "30% growth reach 2027 较2023",
    ],
    "工业投资增长12%，其中技改投资增长15%。": ["12% growth reach -", "15% growth reach -"],
    "完成二手车交易2万辆，其中出口500辆。": ["20000辆 cumulative reach -", "500辆 cumulative reach -"],
    "力争培育制造业单项冠军5家，其中国家级1家。": ["5家 cumulative reach - 力争", "1家 cumulative reach - 力争"],
}


@pytest.mark.parametrize("sentence", SHARED_OUT)
def test_it_reads_lists_shared_out(sentence: str) -> None:
    assert briefs(sentence) == SHARED_OUT[sentence]


@pytest.mark.parametrize("sentence", RUNNING_ON)
def test_it_reads_lists_running_on(sentence: str) -> None:
    assert briefs(sentence) == RUNNING_ON[sentence]


@pytest.mark.parametrize("sentence", PART_OF_IT)
def test_it_reads_lists_part_of_it(sentence: str) -> None:
    assert briefs(sentence) == PART_OF_IT[sentence]
