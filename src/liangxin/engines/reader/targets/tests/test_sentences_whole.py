"""Sentences as plans put them, several features at once."""

from __future__ import annotations

import pytest

from liangxin.engines.reader.targets.tests.brief import briefs

SENTENCES = {
    "加快老旧农机报废更新，力争到2025年底报废老旧农机具1000台（套）以上，主要农作物综合机械化率稳定在90%以上。": [
        "1000台（套） cumulative at_least 2025 力争",
        "90% share at_least 2025 力争",
    ],
    "持续推进城市公交车电动化替代，2024年全市更新新能源公交车60辆，到2027年新能源公交车占比达到90%以上。": [
        "60辆 cumulative reach 2024",
        "90% share at_least 2027",
    ],
    "到2027年，完成老旧供热管网改造50公里；完成老旧燃气管网改造30公里；完成老旧供水管网改造40公里。": [
        "50公里 cumulative reach 2027",
        "30公里 cumulative reach 2027",
        "40公里 cumulative reach 2027",
    ],
    "支持符合条件的企业申报国家级绿色工厂，每年新增省级以上绿色制造单位2家以上。": ["2家 annual at_least -"],
    "落实“两新”政策，2024年争取各类上级资金3亿元以上，带动投资10亿元以上。": [
        "300000000元 cumulative at_least 2024",
        "1000000000元 cumulative at_least 2024",
    ],
    "到2025年，全区建成10个再生资源回收中转站、1个绿色分拣中心，行政村（社区）回收网点覆盖率达到100%。": [
        "10个 cumulative reach 2025",
        "1个 cumulative reach 2025",
        "100% completion reach 2025",
    ],
    "推动重点行业企业实施设备更新改造项目100个，完成投资50亿元；推动中小企业上云用云500家。": [
        "100个 cumulative reach -",
        "5000000000元 cumulative reach -",
        "500家 cumulative reach -",
    ],
    "充分发挥汽车消费补贴作用，力争全年新能源汽车销量增长30%以上，带动汽车消费15亿元。": [
        "30% growth at_least - 力争",
        "1500000000元 cumulative reach - 力争",
    ],
    "积极落实国家和省级汽车报废更新补贴政策，2024年度报废老旧汽车1500辆，新能源汽车销售占比达到40%。": [
        "1500辆 cumulative reach 2024",
        "40% share reach 2024",
    ],
    "到2027年底，全市公共机构新能源汽车配备比例达到50%，充电桩覆盖率达到100%，公务用车原则上全部为新能源汽车。": [
        "50% share reach 2027",
        "100% completion reach 2027",
        "100% completion reach 2027 力争",
    ],
    "推进县域商业体系建设，改造提升乡镇商贸中心6个、村级便民商店50个，实现县乡村物流配送全覆盖。": [
        "6个 cumulative reach -",
        "50个 cumulative reach -",
        "100% completion reach -",
    ],
    "推动重点用能单位节能改造，实现年节能量1万吨标准煤，减少二氧化碳排放2.6万吨。": [
        "10000吨标准煤 cumulative reach -",
        "26000吨 cumulative reach -",
    ],
    "推动符合条件的企业参与标准制修订，主导或参与制定国家标准3项、行业标准5项、地方标准10项、团体标准20项以上。": [
        "3项 cumulative reach -",
        "5项 cumulative reach -",
        "10项 cumulative reach -",
        "20项 cumulative at_least -",
    ],
    "到2027年，全县职业院校实训设备更新率达60%以上，普通高中理科实验室达标率100%，中小学校护眼灯改造全部完成。": [
        "60% share at_least 2027",
        "100% completion reach 2027",
        "100% completion reach 2027",
    ],
    "到2025年，医学影像设备更新20台以上；到2027年，县级公立医院病房改造200张以上。": [
        "20台 cumulative at_least 2025",
        "200张 cumulative at_least 2027",
    ],
    "确保2024年底前完成国三及以下排放标准汽车淘汰任务的80%，2025年全面完成。": [
        "80% share reach 2024",
        "100% completion reach 2025",
    ],
    "新建改建农村公路100公里，实施危桥改造5座，农村公路优良中等路率达到88%。": [
        "100公里 cumulative reach -",
        "5座 cumulative reach -",
        "88% share reach -",
    ],
    "A级旅游景区智慧化改造率达到80%，3A级以上景区实现5G网络全覆盖。": ["80% share reach -", "100% completion reach -"],
    "到2027年，全市新增光伏装机50万千瓦，充电总功率达到20万千瓦。": [
        "500000千瓦 cumulative reach 2027",
        "200000千瓦 level reach 2027",
    ],
    "健全“1+N”回收体系，到2025年在全市新增智能回收柜500组，回收服务人口超50万人。": [
        "500组 cumulative reach 2025",
        "500000人 cumulative more_than 2025",
    ],
    "到2027年，再生资源回收总量年均增长8%以上，主要品种回收率达到85%左右。": [
        "8% annual_growth at_least 2027",
        "85% share about 2027",
    ],
    "二手车年交易额突破10亿元、年出口1000辆以上。": ["1000000000元 level more_than -", "1000辆 annual at_least -"],
    "用好1000亿元再贷款，力争全市新增设备更新贷款20亿元。": ["2000000000元 cumulative reach - 力争"],
    "到2027年，工业企业设备投资较2023年翻一番，年均增速19%。": [
        "100% growth reach 2027 较2023",
        "19% annual_growth reach 2027",
    ],
    "城市生活垃圾资源化利用率达80%以上，无害化处理率保持100%。": ["80% share at_least -", "100% completion reach -"],
    "到2027年，单位GDP建设用地使用面积下降10%以上，亩均税收提高20%。": [
        "10% growth at_least 2027",
        "20% growth reach 2027",
    ],
    "力争家电以旧换新销售额占家电总销售额的30%以上。": ["30% share at_least - 力争"],
    "推动5家以上龙头企业建设逆向物流体系，年回收废旧家电10万台以上。": [
        "5家 cumulative at_least -",
        "100000台 annual at_least -",
    ],
    "3年内实现规上企业数字化诊断全覆盖，到2027年基本完成改造。": [
        "100% completion reach -",
        "100% completion about 2027",
    ],
    "2024年淘汰50台，更新设备占比达到两成。": ["50台 cumulative reach 2024", "20% share reach 2024"],
    "到2027年，供电煤耗比2023年下降5克/千瓦时，单位产品能耗降至100千克标准煤/吨以下。": [
        "5克/千瓦时 growth reach 2027 较2023",
        "100千克标准煤/吨 level at_most 2027",
    ],
    "减少不可再生资源消耗20%。": ["20% growth reach -"],
    "到2027年，新能源装机达2.5GW。": ["2.5GW level reach 2027"],
    "2024年换新家电2000台，2025年补贴家电3000台。": ["2000台 cumulative reach 2024", "3000台 cumulative reach 2025"],
    "改造老旧小区20个（约12万平方米）。": ["20个 cumulative reach -", "120000平方米 cumulative about -"],
    "到2027年，建设10个左右的县域分拣中心，培育5家以上的龙头企业。": [
        "10个 cumulative about 2027",
        "5家 cumulative at_least 2027",
    ],
    "单位产值能耗强度稳步下降，能耗下降幅度达10%。": ["- directional reach -", "10% growth reach -"],
    "年节约标准煤1.5万吨。": ["15000吨 annual reach -"],
    "到2025年，年更新率达到10%。": ["10% share reach 2025"],
    "发放2000万元汽车消费券，单车最高补贴5000元。": ["20000000元 cumulative reach -"],
    "2025年底前完成列入计划的300台老旧电梯更新。": ["300台 cumulative reach 2025"],
    "不断提高设备投资占固定资产投资的比重。": ["- directional reach -"],
    "到2027年，建成“15分钟便民生活圈”60个。": ["60个 cumulative reach 2027"],
    "新建5G+工业互联网标杆工厂3家。": ["3家 cumulative reach -"],
    "到2025年，万人发明专利拥有量达到20件，研发经费投入强度达到2.8%。": [
        "20件 level reach 2025",
        "2.8% share reach 2025",
    ],
    "2024年、2025年、2026年和2027年设备投资分别增长10%、8%、6%和5%。": [
        "10% growth reach 2024",
        "8% growth reach 2025",
        "6% growth reach 2026",
        "5% growth reach 2027",
    ],
    "力争用三年左右时间，使全市二手车交易量突破10万辆大关。": ["100000辆 level more_than - 力争"],
    "新能源汽车保有量年均增长25%，到2027年突破5万辆。": ["25% annual_growth reach -", "50000辆 level more_than 2027"],
    "城市生活垃圾回收利用率35%以上，主要再生资源回收量比2023年增加20%。": [
        "35% share at_least -",
        "20% growth reach - 较2023",
    ],
}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_it_reads_a_whole_sentence(sentence: str) -> None:
    assert briefs(sentence) == SENTENCES[sentence]
