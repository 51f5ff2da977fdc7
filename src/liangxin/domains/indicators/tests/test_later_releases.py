"""What the catalogue of a later release brings to an installation that is there already, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from liangxin.domains.indicators import api as indicators
from liangxin.domains.indicators.actions import catalogue as actions
from liangxin.domains.indicators.models import Indicator
from liangxin.domains.indicators.terms import Deed, Family, IndicatorKind
from liangxin.domains.regions.tests.world import World, world
from liangxin.foundation.trail.api import entries_of

__all__ = ["world"]
Release = Callable[..., int]
ENTRY: dict[str, Any] = {
    "code": "lifts",
    "name": "加装电梯数量",
    "name_en": "Lifts added",
    "definition": "既有住宅新装的电梯。",
    "unit": "部",
    "direction": "up",
    "kind": "cumulative",
    "roll_up": "sum",
    "family": "construction",
    "department": "住房和城乡建设部门",
    "synonyms": ["既有住宅加装电梯", "增设电梯"],
}
RENEWED = ENTRY | {"code": "lifts_renewed", "name": "老旧电梯更新数量", "synonyms": ["电梯大修"]}


@pytest.fixture
def release(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, world: World) -> Release:
    """A function that loads these entries as the catalogue of a release and returns how many indicators are new."""
    catalogue = tmp_path / "catalogue.yaml"
    monkeypatch.setattr(actions, "_CATALOGUE", catalogue)

    def load(*entries: dict[str, Any]) -> int:
        catalogue.write_text(yaml.safe_dump({"indicators": list(entries)}, allow_unicode=True), encoding="utf-8")
        return indicators.load_catalogue(world.system)

    return load


def more(entry: dict[str, Any], *names: str, **fields: Any) -> dict[str, Any]:
    return entry | {"synonyms": [*entry["synonyms"], *names]} | fields


def names(world: World, code: str) -> list[str]:
    return [synonym.name for synonym in indicators.indicator_seen(world.system, code).synonyms]


def verbs(code: str) -> list[str]:
    return [line.verb for line in entries_of(Indicator.objects.get(code=code))]


def take_back(world: World, code: str, name: str) -> None:
    lin = world.actor("lin")
    [synonym] = [one for one in indicators.indicator_seen(lin, code).synonyms if one.name == name]
    indicators.remove_synonym(lin, code, synonym.id)


def test_new_names_of_a_known_indicator_come_in_once_and_lead_to_it(world: World, release: Release) -> None:
    assert release(ENTRY) == 1
    later = more(ENTRY, "老楼加梯")
    assert release(later) == 0
    assert names(world, "lifts") == ["既有住宅加装电梯", "增设电梯", "老楼加梯"]
    said = indicators.Said("老楼加梯", "部")
    assert indicators.match_indicators([said])[said][0].code == "lifts"
    release(later)
    assert verbs("lifts") == [Deed.SYNONYM_ADDED]


def test_a_name_that_people_took_back_never_returns(world: World, release: Release) -> None:
    release(ENTRY)
    take_back(world, "lifts", "增设电梯")
    indicators.add_synonym(world.actor("lin"), "lifts", "加装 升降机")
    take_back(world, "lifts", "加装 升降机")
    release(more(ENTRY, "加装升降机", "老楼加梯"))
    assert names(world, "lifts") == ["既有住宅加装电梯", "老楼加梯"]


def test_a_name_that_leads_elsewhere_stays_there(world: World, release: Release) -> None:
    release(ENTRY, RENEWED)
    lin = world.actor("lin")
    indicators.add_synonym(lin, "lifts_renewed", "老楼加梯")
    take_back(world, "lifts", "增设电梯")
    indicators.add_synonym(lin, "lifts_renewed", "增设电梯")
    release(more(ENTRY, "老楼加梯"), RENEWED)
    assert names(world, "lifts") == ["既有住宅加装电梯"]
    assert names(world, "lifts_renewed") == ["电梯大修", "老楼加梯", "增设电梯"]


def test_a_name_taken_from_one_indicator_may_come_to_another(world: World, release: Release) -> None:
    release(more(ENTRY, "电梯更新"), RENEWED)
    take_back(world, "lifts", "电梯更新")
    release(ENTRY, more(RENEWED, "电梯更新"))
    assert names(world, "lifts_renewed") == ["电梯大修", "电梯更新"]


def test_a_name_that_a_release_moves_stays_where_it_led(world: World, release: Release) -> None:
    release(more(ENTRY, "电梯更新"))
    moved = ENTRY | {"code": "others", "name": "电梯更新", "synonyms": ["更换电梯"]}
    assert release(ENTRY, moved) == 1
    assert "电梯更新" in names(world, "lifts")
    assert names(world, "others") == ["更换电梯"]
    said = indicators.Said("更换电梯", "部")
    assert indicators.match_indicators([said])[said][0].code == "others"


def test_the_new_name_of_a_renamed_indicator_leads_to_it_and_its_own_name_stays(world: World, release: Release) -> None:
    release(ENTRY)
    release(more(ENTRY, name="既有住宅加梯数"))
    card = indicators.indicator_seen(world.system, "lifts")
    assert (card.name, card.synonyms[-1].name) == ("加装电梯数量", "既有住宅加梯数")


def test_what_people_changed_keeps_its_wording_and_gets_new_names(world: World, release: Release) -> None:
    release(ENTRY)
    draft = indicators.IndicatorDraft("住宅加梯", "台", IndicatorKind.LEVEL, Family.CONSTRUCTION, definition="本地口径")
    indicators.change_indicator(world.actor("lin"), "lifts", draft)
    release(more(ENTRY, "老楼加梯"))
    card = indicators.indicator_seen(world.system, "lifts")
    assert (card.name, card.unit, card.definition) == ("住宅加梯", "台", "本地口径")
    assert "老楼加梯" in names(world, "lifts")


def test_an_indicator_of_peoples_own_gets_nothing_though_its_code_is_shipped(world: World, release: Release) -> None:
    release()
    draft = indicators.IndicatorDraft("货梯检测", "次", IndicatorKind.ANNUAL, Family.CONSTRUCTION)
    indicators.add_indicator(world.actor("lin"), "lifts", draft)
    assert release(ENTRY) == 0
    assert names(world, "lifts") == []
    assert verbs("lifts") == [Deed.INDICATOR_ADDED]
