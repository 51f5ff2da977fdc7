"""Which indicator a plan's words mean, on the shipped catalogue and without a database."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from liangxin.domains.indicators.errors import CodeMalformed, NameMissing
from liangxin.domains.indicators.rules import LIKELY, IndicatorNames, Matcher, require_code, require_name
from liangxin.domains.indicators.terms import Direction, Family, IndicatorKind, RollUp
from liangxin.kernel.text import plain

ENTRIES = yaml.safe_load((Path(__file__).parents[1] / "data/catalogue.yaml").read_text(encoding="utf-8"))["indicators"]
CATALOGUE = [IndicatorNames(e["code"], (e["name"], *e["synonyms"]), e["unit"]) for e in ENTRIES]
MATCHER = Matcher(CATALOGUE)


@pytest.mark.parametrize(
    ("words", "unit", "code"),
    [
        ("规模以上工业企业数字化研发设计工具普及率", "%", "digital_design_rate"),
        ("规上工业企业关键工序数控化率", "%", "numerical_control_rate"),
        ("全县新能源汽车保有量", "辆", "new_energy_cars"),
        ("报废汽车回收量", "辆", "cars_scrapped"),
        ("报废汽车回收量较2023年增长", "%", "cars_scrapped_growth"),
        ("二手车交易量", "万辆", "used_cars"),
        ("二手车交易量增长", "%", "used_cars_growth"),
        ("废旧家电回收量较2023年增长", "%", "appliances_recycled_growth"),
        ("全区农作物耕种收综合机械化率", "%", "mechanisation_rate"),
        ("既有住宅加装电梯", "部", "lifts_added"),
        ("更新住宅老旧电梯", "台", "lifts_renewed"),
        ("改造老旧燃气管道", "公里", "gas_pipes"),
        ("新建公共充电桩", "个", "charging_piles"),
        ("累计建成5G基站", "个", "base_stations_5g"),
        ("更新新能源公交车", "辆", "buses_renewed"),
        ("淘汰国三及以下排放标准营运类柴油货车", "辆", "trucks_retired"),
        ("报废更新老旧农业机械", "台", "machines_renewed"),
        ("更新大型医疗设备", "台", "medical_equipment"),
        ("居家适老化改造", "户", "elderly_homes"),
        ("建成绿色分拣中心", "个", "sorting_centres"),
        ("工业领域设备投资规模较2023年增长", "%", "equip_investment_growth"),
    ],
)
def test_the_words_of_plans_find_their_indicator(words: str, unit: str, code: str) -> None:
    matches = MATCHER.match(words, unit)
    assert matches, words
    assert matches[0].code == code, matches


def test_the_unit_of_the_figure_tells_a_rate_from_an_amount() -> None:
    assert MATCHER.match("报废汽车回收", "辆")[0].code == "cars_scrapped"
    assert MATCHER.match("二手车交易量", "%")[0].code == "used_cars_growth"
    rate = {match.code: match.score for match in MATCHER.match("报废汽车回收", "%")}
    assert rate["cars_scrapped_growth"] > rate.get("cars_scrapped", 0)


@pytest.mark.parametrize("words", ["", "　", "组织领导", "宣传引导力度", "党建引领"])
def test_it_offers_nothing_for_what_is_measured_nowhere(words: str) -> None:
    assert MATCHER.match(words) == ()


@settings(deadline=None)
@given(st.text(), st.text(max_size=4))
def test_any_text_is_matched_without_a_crash_and_scores_stay_in_bounds(text: str, unit: str) -> None:
    assert all(LIKELY <= match.score <= 1 for match in MATCHER.match(text, unit))


def test_each_name_and_synonym_finds_its_own_indicator_first() -> None:
    wrong = [
        name
        for indicator in CATALOGUE
        for name in indicator.names
        if MATCHER.match(name, indicator.unit)[0].code != indicator.code
    ]
    assert not wrong


def test_the_shipped_catalogue_is_whole() -> None:
    assert len(ENTRIES) >= 60
    names = [plain(name) for entry in ENTRIES for name in (entry["name"], *entry["synonyms"])]
    assert len(set(names)) == len(names)
    for entry in ENTRIES:
        assert require_code(entry["code"])
        assert entry["name_en"]
        assert entry["definition"]
        for term, field in ((Direction, "direction"), (IndicatorKind, "kind"), (RollUp, "roll_up"), (Family, "family")):
            assert term.of(entry[field])
    assert {entry["family"] for entry in ENTRIES} == {family.value for family in Family}


@pytest.mark.parametrize("code", ["", "Cars", "2cars", "car-scrapped", "车"])
def test_it_refuses_a_code_that_is_not_plain(code: str) -> None:
    with pytest.raises(CodeMalformed):
        require_code(code)


def test_it_refuses_a_name_without_letters() -> None:
    with pytest.raises(NameMissing, match="80个字"):
        require_name("（）", 80)
