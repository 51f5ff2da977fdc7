"""What regions have promised, in bulk, for packages that follow it up."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from liangxin.domains.plans import api as plans
from liangxin.domains.plans.tests.documents import TEXT, few_indicators, publish_plan
from liangxin.domains.regions.tests.world import COUNTY, NEIGHBOUR, World, world

__all__ = ["world"]


def test_a_programme_has_targets_and_tasks_with_the_ids_that_others_join_by(world: World) -> None:
    few_indicators(world.system)
    publish_plan(world.actor("lin"), world.actor("wang"))
    county = world.region(COUNTY)
    programme = plans.programme_of([county.id])
    cars, _, lifts, events = programme.targets
    assert [one.card.name for one in (cars, lifts, events)] == ["新能源汽车保有量", "老旧住宅电梯", "促销活动"]
    assert (cars.chapter, lifts.chapter) == ("一、总体目标", "二、重点任务")
    assert (cars.task_id, cars.unit_ids) == (None, ())
    renewal, _ = programme.tasks
    assert renewal.target_ids == (lifts.card.id,)
    assert renewal.lead_unit_ids == lifts.lead_unit_ids == lifts.unit_ids[:1]
    assert world.units["清岚县财政局"].id in lifts.unit_ids
    assert lifts.region_id == county.id
    assert plans.regions_that_promise() == {county.id: county.path}
    assert plans.regions_that_promise(world.region(NEIGHBOUR).path) == {}


def test_one_region_costs_as_many_queries_as_many(world: World) -> None:
    publish_plan(world.actor("lin"), world.actor("wang"))
    county, neighbour = world.region(COUNTY), world.region(NEIGHBOUR)
    one = _queries([county.id])
    publish_plan(world.actor("sun"), world.system, TEXT.replace("清岚", "北屏"), region=NEIGHBOUR)
    assert _queries([county.id, neighbour.id]) == one
    assert len(plans.programme_of([county.id, neighbour.id]).targets) == 8


def _queries(region_ids: list[int]) -> int:
    with CaptureQueriesContext(connection) as queries:
        plans.programme_of(region_ids)
    return len(queries)
