"""Lists of units: each style of writing them, and what is no list."""

from __future__ import annotations

import pytest

from liangxin.engines.reader.clean import clean
from liangxin.engines.reader.units import Convention, UnitList, convention_of, unit_lists

NONE = Convention()
COMMA = Convention(comma_parts_leaders=True)
FIRST = Convention(first_leads=True)


def lists_of(text: str, convention: Convention = NONE) -> list[UnitList]:
    return unit_lists(clean(text).text, convention)


LABELLED = [
    ("更新锅炉。（牵头单位：市工信局；责任单位：市财政局、市应急局）", "市工信局", "市财政局 市应急局"),
    ("更新锅炉。(牵头单位:县工信局,责任单位:各镇街、县经开区)", "县工信局", "各镇街 县经开区"),
    ("建设网点。（责任单位：县商务局、县供销社，配合单位：各乡镇）", "县商务局 县供销社", "各乡镇"),
    ("建设网点。[责任部门：区商务局]", "区商务局", ""),
    ("建设网点。责任单位：市商务局、市住建局。", "市商务局 市住建局", ""),
    ("牵头单位：市商务局\n配合单位：市财政局、各街道办事处", "市商务局", "市财政局 各街道办事处"),
    ("牵头单位：市卫健委 责任单位：市财政局", "市卫健委", "市财政局"),
    ("更新车辆（主办单位：市交通局；协办单位：市公安局、市财政局等）。", "市交通局", "市公安局 市财政局"),
    (
        "清运。【主要责任单位：市城管局；参与单位：各县（市、区）人民政府、高新区管委会】",
        "市城管局",
        "各县（市、区）人民政府 高新区管委会",
    ),
    ("摸底。（责任单位：市商务局牵头，市发改委、市财政局配合）", "市商务局", "市发改委 市财政局"),
    (
        "摸底。（牵头责任单位：区发改局；配合责任单位：区府办（区机关事务中心）、区财政局）",
        "区发改局",
        "区府办（区机关事务中心） 区财政局",
    ),
    ("统筹。（责任单位：县发展改革局，县政府有关部门、单位，各镇街）", "县发展改革局 县政府有关部门、单位 各镇街", ""),
    ("统筹。（市级牵头单位：市文旅局；市级责任单位：市直有关部门）", "市文旅局", "市直有关部门"),
    ("统筹。（牵头单位：市发改委和市财政局；责任单位：市住房和城乡建设局）", "市发改委 市财政局", "市住房和城乡建设局"),
]
BY_VERBS = [
    ("更新电梯。（市市场监管局牵头，市住建局、市财政局配合）", "市市场监管局", "市住建局 市财政局"),
    ("更新电梯。（市市场监管局牵头，市住建局、各县区按职责分工负责）", "市市场监管局", "市住建局 各县区"),
    ("更新电梯。（县住建局牵头负责，县财政局等部门参与）", "县住建局", "县财政局"),
    ("更新电梯。（县住建局牵头、县财政局、县发改局配合）", "县住建局", "县财政局 县发改局"),
    ("更新管网。（市住房和城乡建设局、市水务局等部门按职责分工负责）", "市住房和城乡建设局 市水务局", ""),
    ("更新管网。（区水务局、各街道按照各自职责分工负责）", "区水务局 各街道", ""),
    ("淘汰电动车。(市公安局负责)", "市公安局", ""),
    ("淘汰电动车。（市公安局会同市工信局、市商务局等部门负责）", "市公安局", "市工信局 市商务局"),
    (
        "〔区发改局、区政府办公室（机关事务服务中心）、区供销社按职责分工负责〕",
        "区发改局 区政府办公室（机关事务服务中心） 区供销社",
        "",
    ),
    ("县商务局、县财政局按职责分工负责。", "县商务局 县财政局", ""),
    ("推广。（市发改、工信、财政等部门按职责分工负责）", "市发改 工信 财政", ""),
    ("推广。（市商务局（牵头）、市财政局、市公安局）", "市商务局", "市财政局 市公安局"),
]
BARE = [
    ("办好展会。（区商务局）", "区商务局", ""),
    ("办好展会。（区商务局、区文旅局，各镇人民政府）", "区商务局 区文旅局 各镇人民政府", ""),
    ("（一）组织摸底（县发改局、县工信局）", "县发改局 县工信局", ""),
    (
        "合理定价。（国家金融监管总局某某监管分局、人民银行某某市分行）",
        "国家金融监管总局某某监管分局 人民银行某某市分行",
        "",
    ),
]


@pytest.mark.parametrize(("text", "lead", "support"), LABELLED + BY_VERBS + BARE)
def test_it_reads_who_leads_and_who_supports(text: str, lead: str, support: str) -> None:
    [found] = lists_of(text)
    assert (list(found.lead), list(found.support)) == (lead.split(), support.split())


@pytest.mark.parametrize(
    ("text", "convention", "lead", "support"),
    [
        ("改造。（区水务局，区财政局、区住建局。逗号前为牵头单位，下同）", COMMA, "区水务局", "区财政局 区住建局"),
        ("改造。（区水务局、区住建局，区财政局）", COMMA, "区水务局 区住建局", "区财政局"),
        ("改造。（区水务局、区住建局按职责分工负责）", COMMA, "区水务局 区住建局", ""),
        ("改造。（区水务局，区住建局）", NONE, "区水务局 区住建局", ""),
        ("改造。（责任单位：县教育局、县财政局、各乡镇）", FIRST, "县教育局", "县财政局 各乡镇"),
        ("改造。（牵头单位：县教育局、县人社局；责任单位：县财政局）", FIRST, "县教育局 县人社局", "县财政局"),
    ],
)
def test_it_follows_what_the_document_declares(text: str, convention: Convention, lead: str, support: str) -> None:
    [found] = lists_of(text, convention)
    assert (list(found.lead), list(found.support)) == (lead.split(), support.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（区财政局，区税务局。逗号前为牵头单位，下同）", COMMA),
        ("注：排在第一位的为牵头单位。", FIRST),
        ("各项任务的责任单位中，列在首位的单位为牵头单位。", FIRST),
        ("市发改委牵头成立专班。", NONE),
    ],
)
def test_it_finds_the_declaration_wherever_it_stands(text: str, expected: Convention) -> None:
    assert convention_of(iter([clean(text).text])) == expected


@pytest.mark.parametrize(
    "text",
    [
        "支持职业院校（含技工学校）更新设备。",
        "市发改局牵头成立市级工作专班，各部门要密切配合，形成合力。",
        "各责任单位要按照职责分工抓好落实。",
        "推广到各县（市、区）。",
        "支持农机（拖拉机、收割机）报废更新。",
        "落实《大气污染防治法》（修订）。",
        "更新设备35台（套）。",
        "由业主大会（业主委员会）决定。",
    ],
)
def test_a_sentence_or_a_remark_is_no_list(text: str) -> None:
    assert lists_of(text) == []


def test_it_reads_persons_and_time_limits_beside_units() -> None:
    text = "牵头领导：王小明；牵头单位：市商务局；责任单位：市公安局；完成时限：2025年12月底前。"
    [found] = lists_of(text)
    assert (found.lead, found.support) == (("市商务局",), ("市公安局",))
    assert (found.leaders, found.due) == (("王小明",), "2025年12月底前")


def test_two_lists_in_one_paragraph_stay_two() -> None:
    first, second = lists_of("更新管网10公里。（市住建局负责）更新摄像头50个。（市公安局负责）")
    assert (first.lead, second.lead) == (("市住建局",), ("市公安局",))


@pytest.mark.parametrize(
    ("text", "lead", "support"),
    [
        ("（责任单位：市工信局，各区人民政府，以下均需各区人民政府落实，不再列出）", "市工信局 各区人民政府", ""),
        ("（由市商务局牵头，会同市财政局、市税务局推进）", "市商务局", "市财政局 市税务局"),
        ("（市发改局负责牵头，市财政局参加）", "市发改局", "市财政局"),
        ("责任单位：市商务局　市财政局　市公安局", "市商务局 市财政局 市公安局", ""),
        ("建设。（各区人民政府、市商务局，2025年底前完成）", "各区人民政府 市商务局", ""),
        ("（牵头单位：市商务局，市财政局配合）", "市商务局", "市财政局"),
        ("（责任单位：市商务局、市财政局，排名不分先后）", "市商务局 市财政局", ""),
        ("（牵头：市商务局；配合：市财政局）", "市商务局", "市财政局"),
        ("（各有关部门、各镇（街道）按职责分工推进）", "各有关部门 各镇（街道）", ""),
    ],
)
def test_it_reads_the_rarer_turns(text: str, lead: str, support: str) -> None:
    [found] = lists_of(text)
    assert (list(found.lead), list(found.support)) == (lead.split(), support.split())


@pytest.mark.parametrize(
    ("text", "lead", "support"),
    [
        ("推动回收。（区商务局牵头，各有关单位参与）", "区商务局", "各有关单位"),
        ("推动回收。（省商务厅牵头，省有关部门配合）", "省商务厅", "省有关部门"),
        ("推动回收。（市商务局牵头，各区、县级市配合）", "市商务局", "各区、县级市"),
        ("推动回收。（市商务局，各县、市、区人民政府按职责分工负责）", "市商务局 各县、市、区人民政府", ""),
        (
            "推动回收。（省商务厅、省财政厅按职责分工负责。以下均需各市（州）人民政府落实，不再列出）",
            "省商务厅 省财政厅",
            "",
        ),
        ("推动回收。（市商务局、市供销社按职责分工牵头，市财政局配合）", "市商务局 市供销社", "市财政局"),
        ("推动回收。（责任单位：市商务局、市财政局；首位为牵头部门，下同）", "市商务局 市财政局", ""),
    ],
)
def test_it_reads_members_that_are_no_names_and_leaves_remarks_out(text: str, lead: str, support: str) -> None:
    [units] = unit_lists(text, Convention())
    assert (list(units.lead), list(units.support)) == (lead.split(), support.split())
