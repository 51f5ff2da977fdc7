"""What a refresh finds and keeps: statuses with their rule, days of change, counts; never green by silence."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from liangxin.domains.plans import api as plans
from liangxin.domains.plans.terms import EditionKind
from liangxin.domains.plans.tests.documents import SECOND_EDITION, publish_plan
from liangxin.domains.progress.actions.refresh import refresh_all, refresh_region
from liangxin.domains.progress.models import Binding, RegionSnapshot, StatusDay, TargetSnapshot, TaskSnapshot
from liangxin.domains.progress.terms import BindingKind, BindingState, Status
from liangxin.domains.progress.tests.world import (
    CARS,
    EVENTS,
    LIFTS,
    ON,
    SCRAPPED,
    ProgressWorld,
    confirmed_of,
    lights,
    measured,
)

__all__ = ["lights", "measured"]


def test_the_sure_sources_are_confirmed_and_statuses_follow_them(lights: ProgressWorld) -> None:
    assert confirmed_of(lights) == {(LIFTS, "measure"), (LIFTS, "unit"), (EVENTS, "unit")}
    lifts, events = lights.target(LIFTS), lights.target(EVENTS)
    assert (lifts.status, lifts.origin, lifts.actual) == (Status.ON_TRACK, "computed", Decimal(54))
    assert lifts.reasons[0]["rule"] == "on_course"
    assert (events.status, events.actual) == (Status.BEHIND, Decimal(0))


@pytest.mark.parametrize("indicator", [CARS, SCRAPPED])
def test_figures_that_nobody_confirmed_are_never_a_colour(lights: ProgressWorld, indicator: str) -> None:
    assert (lights.target(indicator).status, lights.target(indicator).lacks) == (Status.NOT_KNOWN, "no_source")


def test_silence_turns_green_to_not_known_and_the_day_is_kept(lights: ProgressWorld) -> None:
    assert lights.target(LIFTS).status == Status.ON_TRACK
    later = ON + timedelta(days=120)
    lights.refresh(later)
    assert lights.target(LIFTS).status == Status.NOT_KNOWN
    day = StatusDay.objects.get(target=lights.target(LIFTS).target_id, on=later)
    assert (day.before, day.after, day.rule) == (Status.ON_TRACK, Status.NOT_KNOWN, "stale")


def test_the_database_knows_no_colour_without_a_figure(lights: ProgressWorld) -> None:
    row = TargetSnapshot.objects.filter(pk=lights.target(CARS).pk)
    with pytest.raises(IntegrityError, match="no_colour_by_silence"), transaction.atomic():
        row.update(status=Status.ON_TRACK)


def test_a_change_that_comes_back_on_the_same_day_was_none(lights: ProgressWorld) -> None:
    binding = Binding.objects.filter(target=lights.target(LIFTS).target_id, kind=BindingKind.MEASURE.value)
    day = ON + timedelta(days=1)
    lights.refresh(day)
    binding.update(state=BindingState.REFUSED.value)
    lights.refresh(day)
    assert StatusDay.objects.filter(on=day).count() == 1
    binding.update(state=BindingState.CONFIRMED.value)
    lights.refresh(day)
    assert not StatusDay.objects.filter(on=day).exists()


def test_a_region_is_counted_with_what_is_known_and_by_action_and_unit(lights: ProgressWorld) -> None:
    region = RegionSnapshot.objects.get(region=lights.county)
    assert (region.targets, region.known) == (4, 2)
    assert {name: region.counts[name] for name in ("on_track", "behind", "not_known")} == {
        "on_track": 1,
        "behind": 1,
        "not_known": 2,
    }
    chapters = {one["name"]: one for one in region.boards["chapters"]}
    assert (chapters["二、重点任务"]["on_track"], chapters["一、总体目标"]["not_known"]) == (1, 2)
    assert {one["name"]: one["behind"] for one in region.boards["units"]} == {
        "清岚县住房和城乡建设局": 0,
        "清岚县商务局": 1,
    }


def test_a_task_is_as_far_as_its_targets_that_have_a_figure(lights: ProgressWorld) -> None:
    lifts = lights.task("更新住宅电梯")
    assert (lifts.percent, lifts.got, lifts.due, lifts.worst) == (Decimal("45.00"), 1, 1, Status.ON_TRACK)
    assert lifts.state == ""


def test_targets_that_a_new_edition_drops_leave_the_snapshots(lights: ProgressWorld) -> None:
    dropped = lights.target(EVENTS).target_id
    plan = UUID(lights.target(EVENTS).figure["plan_id"])
    place = plans.Place(edition_of=plan, edition=EditionKind.EDITION)
    publish_plan(lights.people.actor("lin"), lights.people.actor("wang"), SECOND_EDITION, place)
    lights.refresh()
    assert not TargetSnapshot.objects.filter(target=dropped).exists()
    assert lights.target(LIFTS).actual == Decimal(54)
    assert TaskSnapshot.objects.filter(title__contains="农业机械").exists()


def test_refreshing_costs_the_same_for_few_targets_and_for_many(lights: ProgressWorld) -> None:
    with CaptureQueriesContext(connection) as few:
        refresh_region(lights.county, ON)
    text = "清岚县推动设备更新工作方案\n\n一、总体目标\n" + "".join(
        f"到2027年，第{number}类设备更新{number}00台。\n" for number in range(1, 25)
    )
    publish_plan(lights.people.actor("lin"), lights.people.actor("wang"), text)
    refresh_region(lights.county, ON)
    assert TargetSnapshot.objects.count() > 20
    with CaptureQueriesContext(connection) as many:
        refresh_region(lights.county, ON)
    assert len(many) <= len(few) + 1


def test_all_regions_are_refreshed_one_after_the_other(lights: ProgressWorld) -> None:
    told: list[tuple[int, int]] = []
    found = refresh_all(lambda done, total: told.append((done, total)), date(2025, 7, 11))
    assert (found.targets, told) == (4, [(0, 1), (1, 1)])
