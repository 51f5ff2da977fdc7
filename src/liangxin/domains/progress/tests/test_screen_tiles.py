"""Progress on the big screen: what tiles say, what they say where nothing is known, and at what cost."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from liangxin.domains.plans.tests.documents import publish_plan
from liangxin.domains.progress.models import RegionSnapshot, TargetSnapshot
from liangxin.domains.progress.tests.world import EVENTS, ON, ProgressWorld, lights, measured
from liangxin.domains.progress.web.screen import tiles
from liangxin.domains.regions.tests.world import CITY, COUNTY, NEIGHBOUR
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.jobs.api import drain_jobs
from liangxin.foundation.ui.tiles import Tile, screen_tiles

__all__ = ["lights", "measured"]
CODES = [tile.code for tile in screen_tiles() if tile.code.startswith("progress.")]


def made(world: ProgressWorld, username: str = "lin", region: str = COUNTY, on: date = ON) -> dict[str, Tile]:
    return tiles(world.people.actor(username), region, on, CODES)


def body(world: ProgressWorld, code: str, **asked: Any) -> Any:
    return made(world, **asked)[f"progress.{code}"].body


def test_the_lights_say_of_how_many_and_the_rate_how_many_are_known(lights: ProgressWorld) -> None:
    figures = body(lights, "lights").figures
    assert [(figure.label, figure.value) for figure in figures[:4]] == [
        ("滞后", "1"), ("有风险", "0"), ("正常", "1"), ("不明", "2"),
    ]  # fmt: skip
    assert (figures[4].value, figures[4].covers) == ("50%", "2/4 有结论")
    assert made(lights)["progress.lights"].note == "共4个"


def test_a_rate_of_nothing_known_is_a_dash_with_its_reason_and_not_zero(lights: ProgressWorld) -> None:
    counts = {"on_track": 0, "at_risk": 0, "behind": 0, "not_known": 4}
    RegionSnapshot.objects.filter(region=lights.county).update(counts=counts, known=0)
    rate = body(lights, "lights").figures[4]
    assert (rate.value, rate.missing, rate.covers) == ("", "都还没有结论", "0/4 有结论")


def test_the_worst_come_with_the_pace_that_they_need(lights: ProgressWorld) -> None:
    lines = body(lights, "worst").lines
    assert [line.words for line in lines] == [lights.target(EVENTS).name]
    assert lines[0].cells[1].startswith("0\u00a0场 / ≥ 6\u00a0场")
    assert not lines[0].cells[2].startswith("—")


def test_a_pace_that_cannot_be_told_says_why(lights: ProgressWorld) -> None:
    row = lights.target(EVENTS)
    TargetSnapshot.objects.filter(pk=row.pk).update(chart=row.chart | {"pace": {"needed": None, "present": None}})
    assert body(lights, "worst").lines[0].cells[2:] == ("— 无法推算", "— 月份不足")


def test_a_region_without_targets_has_no_tiles_rather_than_zeros(lights: ProgressWorld) -> None:
    assert made(lights, "sun", NEIGHBOUR) == {}


def test_counties_without_targets_are_a_dash_with_the_reason(lights: ProgressWorld) -> None:
    tile = made(lights, "wang", CITY)["progress.counties"]
    places = {place.name: place for place in tile.body.places}  # type: ignore[union-attr]  # of this tile
    assert (places["清岚县"].value, places["清岚县"].note, places["清岚县"].tone) == ("50%", "2/4 有结论", "act")
    assert (places["北屏县"].value, places["北屏县"].missing) == ("", "还没有目标或数据")
    assert tile.note == "1/2 个地区有数据"


def test_a_county_of_which_little_is_known_is_not_green(lights: ProgressWorld) -> None:
    counts = {"on_track": 1, "at_risk": 0, "behind": 0, "not_known": 3}
    RegionSnapshot.objects.filter(region=lights.county).update(counts=counts, known=1)
    place = next(place for place in body(lights, "counties", username="wang", region=CITY).places if place.value)
    assert (place.value, place.note, place.tone) == ("100%", "1/4 有结论", "off")


def test_tasks_say_how_many_were_reported_at_all(lights: ProgressWorld) -> None:
    tile = made(lights)["progress.tasks"]
    assert tile.note == "0/2 项有报告"
    assert tile.body.figures[-1].value == "2"  # type: ignore[union-attr]  # of this tile


@pytest.mark.parametrize("code", ["changed", "due", "rounds"])
def test_a_list_of_nothing_says_so_in_words(lights: ProgressWorld, code: str) -> None:
    TargetSnapshot.objects.update(days_left=400)
    found = body(lights, code, on=ON + timedelta(days=90))
    assert not found.lines
    assert "没有" in found.empty


def test_a_stranger_gets_no_tiles(lights: ProgressWorld) -> None:
    from liangxin.domains.progress.errors import ProgressNotFound

    for actor in (lights.people.stranger, lights.people.actor("sun"), Actor.visitor()):
        with pytest.raises(ProgressNotFound):
            tiles(actor, COUNTY, ON, CODES)


def test_all_tiles_cost_the_same_for_few_targets_and_for_many(lights: ProgressWorld) -> None:
    few = _queries(lights)
    one = "（{}）推进第{}项。到2027年，新增促销活动{}场。（牵头单位：县商务局）\n"
    lines = "".join(one.format("一二三四五六七八九十"[number], number, number + 6) for number in range(10))
    publish_plan(lights.people.actor("lin"), lights.people.actor("wang"), f"清岚县另一方案\n\n一、任务\n{lines}")
    drain_jobs()
    lights.refresh()
    assert _queries(lights) == few


def _queries(world: ProgressWorld) -> int:
    actor = world.people.actor("lin")
    with CaptureQueriesContext(connection) as queries:
        tiles(actor, COUNTY, timezone.localdate(), CODES)
    return len(queries)
