"""Which indicator a target means: on the shipped catalogue, and on small ones that show one rule each."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liangxin.domains.indicators.errors import CodeMalformed, NameMissing
from liangxin.domains.indicators.rules.matching import (
    LIKELY,
    SURE,
    IndicatorNames,
    Matcher,
    Said,
    is_sure,
    match_indicator,
)
from liangxin.domains.indicators.rules.measuring import MeasureFit
from liangxin.domains.indicators.rules.naming import require_code, require_name
from liangxin.domains.indicators.terms import Direction, Family, IndicatorKind, RollUp
from liangxin.domains.indicators.tests.shipped import CATALOGUE, ENTRIES, MATCHER
from liangxin.kernel.text import plain

LIFTS = (
    IndicatorNames("added", ("既有住宅加装电梯数量",), "部", IndicatorKind.CUMULATIVE),
    IndicatorNames("renewed", ("住宅老旧电梯更新数量",), "部", IndicatorKind.CUMULATIVE),
    IndicatorNames("rate", ("老旧电梯更新改造完成率",), "%", IndicatorKind.COMPLETION),
)
PILES = (
    IndicatorNames("piles", ("公共充电桩保有量",), "个", IndicatorKind.LEVEL),
    IndicatorNames("growth", ("公共充电桩保有量增长率",), "%", IndicatorKind.ANNUAL_GROWTH),
    IndicatorNames("fast", ("公共充电桩快充占比",), "%", IndicatorKind.SHARE),
)


def first(said: Said, catalogue: tuple[IndicatorNames, ...]) -> str:
    return match_indicator(said, catalogue)[0].code


@pytest.mark.parametrize(
    ("unit", "kind", "code"),
    [
        ("台", IndicatorKind.LEVEL, "piles"),
        ("个", IndicatorKind.CUMULATIVE, "piles"),
        ("万个", None, "piles"),
        ("%", IndicatorKind.ANNUAL_GROWTH, "growth"),
        ("%", IndicatorKind.GROWTH, "growth"),
        ("", IndicatorKind.DIRECTIONAL, "piles"),
        ("", None, "piles"),
    ],
)
def test_unit_and_kind_tell_the_stock_of_a_thing_from_its_growth(
    unit: str, kind: IndicatorKind | None, code: str
) -> None:
    assert first(Said("全县公共充电桩保有量", unit, kind), PILES) == code


def test_words_of_growth_count_where_unit_and_kind_tell_nothing() -> None:
    assert first(Said("公共充电桩保有量较2023年增长"), PILES) == "growth"


def test_all_of_a_thing_is_told_by_its_rate_and_where_there_is_none_by_its_amount() -> None:
    everything = Said("老旧电梯更新改造", "%", IndicatorKind.COMPLETION)
    assert first(everything, LIFTS) == "rate"
    by_amount = match_indicator(everything, LIFTS[:2])[0]
    assert (by_amount.code, by_amount.measure) == ("renewed", MeasureFit.OTHER_ASPECT)
    assert by_amount.score < SURE


def test_what_is_added_is_not_what_is_renewed() -> None:
    assert first(Said("加装住宅电梯", "部"), LIFTS) == "added"
    assert first(Said("改造住宅小区老旧电梯", "台"), LIFTS) == "renewed"


def test_a_count_of_new_vehicles_and_a_share_among_them_are_two_things() -> None:
    words = "新增及更新公交车中新能源车比例"
    assert MATCHER.match(Said(words, "%", IndicatorKind.SHARE))[0].code == "new_bus_new_energy_share"
    assert MATCHER.match(Said("新增及更新公交车", "辆", IndicatorKind.CUMULATIVE))[0].code == "buses_renewed"
    assert MATCHER.match(Said("在用公交车新能源占比", "%", IndicatorKind.SHARE))[0].code == "new_energy_bus_share"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("新增公交车中新能源车比例", "new_bus_new_energy_share"),
        ("更新公交车新能源化率", "new_bus_new_energy_share"),
        ("新购出租车中新能源车占比", "new_taxi_new_energy_share"),
        ("新增及新购公务用车中新能源车比重", "public_cars_new_energy"),
        ("公交车中新能源车比例", "new_energy_bus_share"),
        ("公务用车中新能源车比重", "official_cars_new_energy_share"),
    ],
)
def test_a_share_among_the_new_is_told_from_one_among_all_that_are_in_use(words: str, code: str) -> None:
    matches = MATCHER.match(Said(words, "%", IndicatorKind.SHARE))
    assert matches[0].code == code


def test_a_part_is_never_taken_for_the_whole_for_sure_nor_the_whole_for_a_part() -> None:
    whole = (IndicatorNames("all", ("充电桩保有量",), "个", IndicatorKind.LEVEL),)
    part = (IndicatorNames("public", ("公共充电桩保有量",), "个", IndicatorKind.LEVEL),)
    assert not is_sure(match_indicator(Said("公共充电桩拥有量", "个"), whole))
    assert not is_sure(match_indicator(Said("充电桩保有总量", "个"), part))
    assert first(Said("公共充电桩拥有量", "个"), whole + part) == "public"
    assert first(Said("充电桩拥有量", "个"), whole + part) == "all"


def test_value_and_volume_of_what_is_sold_are_two_things() -> None:
    for words, code in (("二手车出口额", "used_car_export_value_growth"), ("二手车出口量", "used_car_exports_growth")):
        assert MATCHER.match(Said(words, "%", IndicatorKind.GROWTH))[0].code == code


def test_commercial_trucks_are_told_from_others_though_one_word_holds_the_other() -> None:
    commercial, private = (
        MATCHER.match(Said(words, "%", IndicatorKind.COMPLETION))
        for words in ("国三及以下营运柴油货车", "国三及以下非营运柴油货车")
    )
    assert [commercial[0].code, private[0].code] == ["trucks_retired_rate", "private_trucks_retired_rate"]
    assert is_sure(commercial)
    assert is_sure(private)


def test_a_list_of_fields_means_all_of_them_and_one_field_itself() -> None:
    every = Said("全市工业、科教、农业、能源环境等领域设备投资规模", "%", IndicatorKind.GROWTH)
    assert MATCHER.match(every)[0].code == "key_equipment_investment_growth"
    one = Said("全市教育领域设备投资规模", "%", IndicatorKind.GROWTH)
    assert MATCHER.match(one)[0].code == "education_equipment_investment_growth"


def test_a_match_says_which_name_fitted_what_is_in_common_and_how_it_is_measured() -> None:
    best = match_indicator(Said("全省累计加装既有住宅电梯", "部", IndicatorKind.CUMULATIVE), LIFTS)[0]
    assert (best.by_name, best.measure) == ("既有住宅加装电梯数量", MeasureFit.SAME)
    assert best.in_common == ("既有住宅", "电梯")
    assert best.score == best.likeness
    metres = match_indicator(Said("既有住宅加装电梯", "公里"), LIFTS)[0]
    assert metres.measure is MeasureFit.OTHER_DIMENSION
    assert metres.score < metres.likeness


def test_of_two_that_fit_about_equally_well_neither_is_sure() -> None:
    twins = (
        IndicatorNames("one", ("公路养护机械更新",), "台", IndicatorKind.CUMULATIVE),
        IndicatorNames("other", ("公路养护机械改造",), "台", IndicatorKind.CUMULATIVE),
    )
    said = Said("公路养护机械升级", "台", IndicatorKind.CUMULATIVE)
    assert [match.code for match in match_indicator(said, twins)] == ["one", "other"]
    assert not is_sure(match_indicator(said, twins))
    assert is_sure(match_indicator(said, twins[:1]))


def test_its_own_name_is_sure_whatever_else_is_like_it() -> None:
    near = (IndicatorNames("one", ("公共充电桩",), "个"), IndicatorNames("other", ("公共充电桩数",), "个"))
    matches = match_indicator(Said("公共充电桩", "个"), near)
    assert (matches[0].code, matches[0].score) == ("one", 1.0)
    assert is_sure(matches)
    assert not is_sure(())


@pytest.mark.parametrize("words", ["", "　", "的", "组织领导", "宣传引导力度", "党建引领"])
def test_it_offers_nothing_for_what_is_measured_nowhere(words: str) -> None:
    assert MATCHER.match(Said(words)) == ()


def test_an_empty_catalogue_offers_nothing() -> None:
    assert Matcher(()).match(Said("加装电梯", "部")) == ()


@settings(deadline=None)
@given(st.text(), st.text(max_size=4), st.sampled_from([None, *IndicatorKind]))
def test_any_text_is_matched_without_a_crash_and_scores_stay_in_bounds(
    text: str, unit: str, kind: IndicatorKind | None
) -> None:
    scores = [match.score for match in MATCHER.match(Said(text, unit, kind))]
    assert all(LIKELY <= score <= 1 for score in scores)
    assert scores == sorted(scores, reverse=True)


def test_each_name_and_synonym_finds_its_own_indicator_first() -> None:
    wrong = [
        name
        for indicator in CATALOGUE
        for name in indicator.names
        if MATCHER.match(Said(name, indicator.unit, indicator.kind))[0].code != indicator.code
    ]
    assert not wrong


def test_the_shipped_catalogue_is_whole() -> None:
    assert len(ENTRIES) >= 170
    assert len({entry["code"] for entry in ENTRIES}) == len(ENTRIES)
    names = [plain(name) for entry in ENTRIES for name in (entry["name"], *entry["synonyms"])]
    assert len(set(names)) == len(names)
    for entry in ENTRIES:
        assert require_code(entry["code"])
        assert entry["name_en"]
        assert entry["definition"]
        assert entry["department"]
        for term, field in ((Direction, "direction"), (IndicatorKind, "kind"), (RollUp, "roll_up"), (Family, "family")):
            assert term.of(entry[field])
    assert {entry["family"] for entry in ENTRIES} == {family.value for family in Family}


def test_unit_and_kind_of_each_shipped_indicator_speak_of_one_measure() -> None:
    rates = {IndicatorKind.SHARE, IndicatorKind.COMPLETION, IndicatorKind.GROWTH, IndicatorKind.ANNUAL_GROWTH}
    mixed = [one.code for one in CATALOGUE if (one.kind in rates) != (one.unit in ("%", "比"))]
    assert not mixed


@pytest.mark.parametrize("code", ["", "Cars", "2cars", "car-scrapped", "车"])
def test_it_refuses_a_code_that_is_not_plain(code: str) -> None:
    with pytest.raises(CodeMalformed):
        require_code(code)


def test_it_refuses_a_name_without_letters() -> None:
    with pytest.raises(NameMissing, match="80个字"):
        require_name("（）", 80)
