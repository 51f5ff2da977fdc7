"""Deeds on the catalogue and who may do them."""

from __future__ import annotations

import pytest

from liangxin.domains.indicators import api as indicators
from liangxin.domains.indicators import errors
from liangxin.domains.indicators.models import Indicator
from liangxin.domains.indicators.terms import Deed, Family, IndicatorKind
from liangxin.domains.regions.tests.world import World, world
from liangxin.foundation.accounts.api import NotAllowed
from liangxin.foundation.trail.api import entries_of

__all__ = ["world"]
DRAFT = indicators.IndicatorDraft("屋顶光伏装机容量", "万千瓦", IndicatorKind.LEVEL, Family.ENERGY)


def test_the_shipped_catalogue_is_loaded_once_and_leaves_changed_wording_alone(world: World) -> None:
    assert indicators.load_catalogue(world.system) >= 170
    assert indicators.load_catalogue(world.system) == 0
    Indicator.objects.filter(code="used_cars").update(definition="本地口径")
    indicators.load_catalogue(world.system)
    assert indicators.indicator_seen(world.actor("li"), "used_cars").definition == "本地口径"


def test_words_of_a_plan_are_matched_in_bulk_with_one_query(world: World, django_assert_num_queries: object) -> None:
    indicators.load_catalogue(world.system)
    cars = indicators.Said("全县新能源汽车保有量", "辆", IndicatorKind.LEVEL)
    growth = indicators.Said("全县新能源汽车保有量", "%", IndicatorKind.ANNUAL_GROWTH)
    asked = [cars, growth, indicators.Said("加装电梯"), indicators.Said("加装电梯")]
    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django gives a callable context manager
        found = indicators.match_indicators(asked)
    codes = [found[said][0].code for said in asked]
    assert codes == ["new_energy_cars", "new_energy_cars_growth", "lifts_added", "lifts_added"]
    assert all(indicators.is_sure(matches) for matches in found.values())
    assert sorted(indicators.indicator_ids([*codes, "nowhere"])) == sorted(set(codes))
    assert indicators.names_of(["lifts_added", "nowhere"]) == {"lifts_added": "既有住宅加装电梯数量"}


def test_a_name_that_people_added_counts_in_matching_at_once(world: World) -> None:
    indicators.load_catalogue(world.system)
    said = indicators.Said("银龄焕居行动", "户", IndicatorKind.CUMULATIVE)
    assert not indicators.is_sure(indicators.match_indicators([said])[said])
    indicators.add_synonym(world.actor("lin"), "elderly_homes", "银龄焕居行动")
    assert indicators.match_indicators([said])[said][0].code == "elderly_homes"


def test_an_indicator_is_added_changed_and_found_under_its_former_name(world: World) -> None:
    lin = world.actor("lin")
    indicators.add_indicator(lin, "rooftop_solar", DRAFT)
    changed = indicators.change_indicator(
        lin,
        "rooftop_solar",
        indicators.IndicatorDraft("分布式光伏装机容量", "万千瓦", IndicatorKind.LEVEL, Family.ENERGY),
    )
    assert [synonym.name for synonym in changed.synonyms] == ["屋顶光伏装机容量"]
    row = Indicator.objects.get(code="rooftop_solar")
    assert [line.verb for line in entries_of(row)] == [Deed.INDICATOR_CHANGED, Deed.INDICATOR_ADDED]


def test_one_name_leads_to_one_indicator(world: World) -> None:
    lin = world.actor("lin")
    indicators.add_indicator(lin, "rooftop_solar", DRAFT)
    with pytest.raises(errors.CodeTaken):
        indicators.add_indicator(lin, "rooftop_solar", DRAFT)
    with pytest.raises(errors.NameTaken, match="屋顶光伏装机容量"):
        indicators.add_indicator(lin, "solar", DRAFT)
    assert not Indicator.objects.filter(code="solar").exists()


def test_a_synonym_is_added_once_and_removed_but_never_the_own_name(world: World) -> None:
    lin = world.actor("lin")
    indicators.add_indicator(lin, "rooftop_solar", DRAFT)
    card = indicators.add_synonym(lin, "rooftop_solar", "户用光伏")
    assert indicators.add_synonym(lin, "rooftop_solar", "户用 光伏") == card
    assert indicators.remove_synonym(lin, "rooftop_solar", card.synonyms[0].id).synonyms == ()
    own = Indicator.objects.get(code="rooftop_solar").synonyms.get(is_own_name=True)
    with pytest.raises(errors.IndicatorNotFound):
        indicators.remove_synonym(lin, "rooftop_solar", own.pk)


@pytest.mark.parametrize("username", ["li", "wang", "zhao", "chen", "guan"])
def test_those_who_only_read_change_nothing(world: World, username: str) -> None:
    indicators.add_indicator(world.system, "rooftop_solar", DRAFT)
    reader = world.actor(username)
    assert indicators.indicator_seen(reader, "rooftop_solar").unit == "万千瓦"
    with pytest.raises(NotAllowed):
        indicators.add_synonym(reader, "rooftop_solar", "户用光伏")
    with pytest.raises(NotAllowed):
        indicators.change_indicator(reader, "rooftop_solar", DRAFT)
    with pytest.raises(NotAllowed):
        indicators.add_indicator(reader, "solar", DRAFT)


def test_a_stranger_finds_nothing(world: World) -> None:
    indicators.add_indicator(world.system, "rooftop_solar", DRAFT)
    assert indicators.catalogue(world.stranger) == []
    with pytest.raises(errors.IndicatorNotFound):
        indicators.indicator_seen(world.stranger, "rooftop_solar")
