"""The page of a region at a glance: changes with their rule, months, what is due, who is late; the same queries."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from liangxin.domains.progress.actions.refresh import look_back
from liangxin.domains.progress.models import Round, StatusDay, TargetSnapshot
from liangxin.domains.progress.queries.overview import last_monthly_round, region_overview, task_counts, worst_of
from liangxin.domains.progress.terms import Change, RoundKind, Status, TaskState
from liangxin.domains.progress.tests.test_web import client_of, region, said, tree_of
from liangxin.domains.progress.tests.world import EVENTS, LIFTS, ON, ProgressWorld, lights, measured
from liangxin.domains.regions.tests.world import COUNTY

__all__ = ["lights", "measured"]
BEFORE = ON - timedelta(days=40)


def turned(made: ProgressWorld, indicator: str, on: date, before: str, after: str) -> None:
    """A line of a target's history."""
    target = made.target(indicator)
    StatusDay.objects.filter(target=target.target_id, before="").delete()
    StatusDay.objects.create(
        target_id=target.target_id, region_id=made.county, on=on, before=before, after=after, rule="lags"
    )


def page(made: ProgressWorld, username: str = "lin", **asked: str) -> Any:
    return client_of(made, username).get(region(), asked)


@pytest.fixture
def today(lights: ProgressWorld) -> date:
    """The office's day; the world's own lines of history are of a day of its figures."""
    return timezone.localdate()


def test_what_changed_stands_with_its_rule_the_worse_first(lights: ProgressWorld, today: date) -> None:
    turned(lights, LIFTS, today - timedelta(days=3), "not_known", "on_track")
    turned(lights, EVENTS, today - timedelta(days=2), "at_risk", "behind")
    shown = said(page(lights, since="week"))
    assert "近七天的变化" in shown
    assert "变差 1" in shown
    assert "有了结论 1" in shown
    links = tree_of(page(lights, since="week")).xpath("//section[contains(@class, 'glance-changes')]//li//a/text()")
    assert links == [lights.target(EVENTS).name, lights.target(LIFTS).name]
    assert "应有" in said(page(lights, since="week"))  # the sentence of the rule, with its figures


def test_the_day_since_when_can_be_chosen_and_one_that_cannot_be_is_said(lights: ProgressWorld, today: date) -> None:
    turned(lights, EVENTS, today - timedelta(days=20), "at_risk", "behind")
    assert "没有目标的状态变过" in said(page(lights, since="week"))
    assert "变差 1" in said(page(lights, since=(today - timedelta(days=21)).isoformat()))
    assert "没有目标的状态变过" in said(page(lights, since=(today - timedelta(days=20)).isoformat()))
    for wrong in ("上周", (today + timedelta(days=1)).isoformat()):
        assert "要的日子读不懂" in said(page(lights, since=wrong))


def test_changes_are_told_since_the_last_monthly_round_where_there_was_one(lights: ProgressWorld, today: date) -> None:
    office = lights.people.actor("lin")
    assert last_monthly_round(office, COUNTY, today) is None
    assert "近三十天的变化" in said(page(lights))
    opened = today - timedelta(days=50)
    made = Round.objects.create(
        region_id=lights.county,
        kind=RoundKind.MONTHLY.value,
        title="月调度",
        starts_on=date(2025, 5, 1),
        ends_on=date(2025, 6, 1),
        due_on=opened + timedelta(days=10),
    )
    Round.objects.filter(pk=made.pk).update(opened_at=timezone.now() - timedelta(days=50))
    turned(lights, EVENTS, today - timedelta(days=40), "on_track", "behind")
    assert last_monthly_round(office, COUNTY, today) == opened
    shown = said(page(lights))
    assert "上次月调度（" in shown
    assert "变差 1" in shown
    assert last_monthly_round(lights.people.actor("sun"), COUNTY, today) is None


def test_a_unit_sees_changes_of_its_own_targets_only(lights: ProgressWorld, today: date) -> None:
    turned(lights, LIFTS, today - timedelta(days=3), "on_track", "behind")
    turned(lights, EVENTS, today - timedelta(days=2), "at_risk", "behind")
    shown = said(page(lights, "li", since="week"))
    assert "变差 1" in shown
    assert lights.target(LIFTS).name not in shown


def test_months_have_no_counts_before_targets_were_looked_at(lights: ProgressWorld) -> None:
    turned(lights, EVENTS, BEFORE, "", "at_risk")
    found = region_overview(lights.people.actor("lin"), COUNTY, BEFORE, ON)
    counts = [month.counts for month in found.months]
    assert counts[0] is None
    assert counts[-2] is not None
    assert (counts[-2].at_risk, counts[-2].all) == (1, 1)


def test_the_index_is_told_with_how_many_have_one(lights: ProgressWorld) -> None:
    found = region_overview(lights.people.actor("lin"), COUNTY, BEFORE, ON)
    assert found.targets == 4
    assert sum(number for _band, number in found.bands) == found.indexed < found.targets
    assert f"{found.indexed}/4 个目标可以计算" in said(page(lights))


def test_what_is_due_soon_and_what_was_missed_lead_to_their_lists(lights: ProgressWorld) -> None:
    rows = TargetSnapshot.objects.filter(region=lights.county)
    rows.filter(pk=lights.target(EVENTS).pk).update(days_left=10, is_reached=False, is_over=False)
    rows.filter(pk=lights.target(LIFTS).pk).update(days_left=-5, is_reached=False, is_over=True)
    shown = said(page(lights))
    assert "90天内到期 1" in shown
    assert "剩10天" in shown
    assert "已过期未达到的目标 1 个" in shown
    assert "共 1 条" in said(page(lights, over="missed"))
    assert "共 1 条" in said(page(lights, over="soon"))


def test_tasks_due_this_year_are_counted_and_listed(lights: ProgressWorld) -> None:
    year = timezone.localdate().year
    client = client_of(lights, "lin")
    lights.task("家电换新").__class__.objects.update(deadline=year)
    assert "年底前到期未完成的任务 2 项" in said(page(lights))
    assert "共 2 条" in said(client.get(reverse("progress:tasks"), {"due": year}))
    lights.task("家电换新").__class__.objects.update(state=TaskState.DONE.value)
    assert "年底前到期未完成的任务" not in said(page(lights))


def test_charts_have_a_table_behind_them_with_how_many_are_known(lights: ProgressWorld) -> None:
    tree = tree_of(page(lights))
    charts = tree.xpath("//figure[@class='chart-figure']")
    assert len(charts) == 3
    assert all(chart.xpath(".//details//table//td") for chart in charts)
    row = next(row for row in charts[1].xpath(".//tbody/tr") if "二、重点任务" in row.text_content())
    assert row.xpath("./td[last()]/text()")[0].count("/") == 1
    assert "chapter_is=" in row.xpath(".//a/@href")[0]


def test_the_past_is_filled_in_before_the_first_line_and_nothing_that_was_kept_changes(lights: ProgressWorld) -> None:
    StatusDay.objects.exclude(on=ON).delete()  # the world was looked at on the day of the test, too
    StatusDay.objects.update(before="")
    first = StatusDay.objects.get(target=lights.target(LIFTS).target_id)
    days = [ON - timedelta(days=60), ON - timedelta(days=30)]
    assert look_back(lights.county, [*days, ON + timedelta(days=9)]) > 0
    rows = StatusDay.objects.filter(target=first.target_id).order_by("on")
    assert rows[0].on == days[0]
    assert rows[0].before == ""
    assert not StatusDay.objects.filter(on__gt=ON).exists()
    assert all(earlier.after == later.before for earlier, later in pairwise(rows))
    assert list(rows)[-1].after == Status.ON_TRACK
    assert look_back(lights.county, days) == 0


def test_the_worst_come_with_what_they_need_a_month(lights: ProgressWorld) -> None:
    (worst,) = worst_of(lights.people.actor("lin"), COUNTY, 5)
    assert worst.line.status is Status.BEHIND
    assert worst.needed is not None
    assert worst.needed > 0
    assert worst_of(lights.people.actor("sun"), COUNTY, 5) == []


def test_tasks_are_counted_by_what_was_reported_and_silence_is_no_state(lights: ProgressWorld) -> None:
    counts = task_counts(lights.people.actor("lin"), COUNTY, ON)
    assert (counts.never, counts.silent, counts.all) == (2, 2, 2)
    assert sum(counts.by_state.values()) == 0


def test_changes_of_every_kind_have_a_tone() -> None:
    assert {change.tone for change in Change} == {"act", "off", "good", "going"}


def test_the_table_alone_is_not_made_with_all_that_stands_above_it(lights: ProgressWorld) -> None:
    client: Client = client_of(lights, "lin")
    table = client.get(region(), headers={"HX-Target": "list", "HX-Request": "true"})
    assert table.status_code == 200
    assert "glance" not in table.content.decode()
