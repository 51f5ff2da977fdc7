"""Which unit a written name means: a table of wordings as plans have them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liangxin.domains.regions.rules.naming import (
    LIKELY,
    SURE,
    Place,
    UnitMatch,
    UnitNames,
    is_sure,
    match_units,
)
from liangxin.domains.regions.terms import UnitKind

COUNTY = Place("清岚县", ("望川市", "云泽省"))
NAMES = (
    "清岚县发展和改革局",
    "清岚县工业和信息化局",
    "清岚县住房和城乡建设局",
    "清岚县卫生健康局",
    "清岚县人力资源和社会保障局",
    "清岚县文化和旅游局",
    "清岚县市场监督管理局",
    "清岚县自然资源和规划局",
    "望川市生态环境局清岚分局",
    "清岚县交通运输局",
    "清岚县农业农村局",
    "清岚县商务局",
    "清岚县财政局",
    "清岚县公安局",
    "清岚县教育和体育局",
    "清岚县应急管理局",
    "清岚县人民政府办公室",
    "清岚县机关事务服务中心",
    "清岚经济开发区管理委员会",
    "清岚县科学技术局",
    "国家税务总局清岚县税务局",
    "清岚县供销合作社联合社",
)
UNITS = tuple(UnitNames(number, (name,)) for number, name in enumerate(NAMES))
TOWNS = (UnitNames(50, ("青石镇",), UnitKind.TOWN), UnitNames(51, ("云溪街道办事处",), UnitKind.TOWN))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("清岚县发展和改革局", "清岚县发展和改革局"),
        ("县发展改革局", "清岚县发展和改革局"),
        ("县发改局", "清岚县发展和改革局"),
        ("县发展和改革委员会", "清岚县发展和改革局"),
        ("县发展改革委", "清岚县发展和改革局"),
        ("发改部门", "清岚县发展和改革局"),
        ("县工信局", "清岚县工业和信息化局"),
        ("工业和信息化局", "清岚县工业和信息化局"),
        ("县工业信息化局", "清岚县工业和信息化局"),
        ("县住建局", "清岚县住房和城乡建设局"),
        ("县住房城乡建设局", "清岚县住房和城乡建设局"),
        ("县卫健局", "清岚县卫生健康局"),
        ("县卫生健康委", "清岚县卫生健康局"),
        ("县人社局", "清岚县人力资源和社会保障局"),
        ("县文旅局", "清岚县文化和旅游局"),
        ("市场监管局", "清岚县市场监督管理局"),
        ("县市场监管局", "清岚县市场监督管理局"),
        ("县自然资源和规划局", "清岚县自然资源和规划局"),
        ("县自规局", "清岚县自然资源和规划局"),
        ("市生态环境局清岚县分局", "望川市生态环境局清岚分局"),
        ("市生态环境局清岚分局", "望川市生态环境局清岚分局"),
        ("县生态环境分局", "望川市生态环境局清岚分局"),
        ("生态环境分局", "望川市生态环境局清岚分局"),
        ("县交运局", "清岚县交通运输局"),
        ("县交通局", "清岚县交通运输局"),
        ("县 商务局", "清岚县商务局"),
        ("县教体局", "清岚县教育和体育局"),
        ("县应急局", "清岚县应急管理局"),
        ("县政府办公室", "清岚县人民政府办公室"),
        ("县政府办公室（机关事务服务中心）", "清岚县人民政府办公室"),
        ("机关事务服务中心", "清岚县机关事务服务中心"),
        ("清岚经济开发区管委会", "清岚经济开发区管理委员会"),
        ("县科技局", "清岚县科学技术局"),
        ("县税务局", "国家税务总局清岚县税务局"),
        ("县供销社", "清岚县供销合作社联合社"),
        ("清岚县财政局（国资局）", "清岚县财政局"),
    ],
)
def test_it_is_sure_of_the_unit_that_officials_mean(written: str, meant: str) -> None:
    matches = match_units(written, UNITS, COUNTY)
    assert is_sure(matches), matches
    assert NAMES[matches[0].unit_id] == meant


@pytest.mark.parametrize("written", ["市工信局", "望川市工业和信息化局", "省发展改革委"])
def test_it_is_not_sure_of_a_unit_of_the_government_above(written: str) -> None:
    matches = match_units(written, UNITS, COUNTY)
    assert not is_sure(matches)
    assert all(match.why == "可能是上级单位" for match in matches)


def test_the_level_word_of_a_county_level_city_is_its_own() -> None:
    units = [UnitNames(1, ("云平市工业和信息化局",))]
    assert is_sure(match_units("市工信局", units, Place("云平市", ("望川市",))))


def test_a_part_of_a_merged_department_is_offered_but_below_its_own_name() -> None:
    (match,) = match_units("县教育局", UNITS, COUNTY)
    assert NAMES[match.unit_id] == "清岚县教育和体育局"
    assert LIKELY <= match.score < SURE
    assert match.why == "是该单位职能的一部分"


def test_an_alias_answers_for_its_unit() -> None:
    units = [UnitNames(7, ("清岚县投资促进中心", "县招商中心"))]
    assert match_units("县招商中心", units, COUNTY) == (UnitMatch(7, 0.98, "别名一致"),)


def test_all_towns_are_one_unit_where_there_is_one_and_else_each_town() -> None:
    assert {match.unit_id for match in match_units("各镇街", [*UNITS, *TOWNS], COUNTY)} == {50, 51}
    group = UnitNames(60, ("各镇（街道）",), UnitKind.GROUP)
    assert [match.unit_id for match in match_units("各镇街", [*TOWNS, group], COUNTY)] == [60]


def test_a_body_of_another_kind_with_the_same_subject_is_not_taken() -> None:
    matches = match_units("县商务中心", UNITS, COUNTY)
    assert not is_sure(matches)


@pytest.mark.parametrize("written", ["", "　", "（）", "局", "县局", "望川银行", "有关部门"])
def test_it_offers_nothing_for_what_is_no_unit(written: str) -> None:
    assert match_units(written, UNITS, COUNTY) == ()


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read_without_a_crash_and_scores_stay_in_bounds(text: str) -> None:
    assert all(LIKELY <= match.score <= 1 for match in match_units(text, UNITS, COUNTY))


@settings(deadline=None)
@given(st.sampled_from(NAMES))
def test_each_name_finds_itself_first(name: str) -> None:
    assert NAMES[match_units(name, UNITS, COUNTY)[0].unit_id] == name
