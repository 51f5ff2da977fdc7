"""The demo county's three years: each status stands on a figure and a rule, and nothing is green by silence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db.models import F
from django.utils import timezone

from liangxin.domains.indicators import api as indicators
from liangxin.domains.plans import api as plans
from liangxin.domains.progress import api as progress
from liangxin.domains.progress.actions.refresh import refresh_region
from liangxin.domains.progress.models import (
    FollowUp,
    Matter,
    Meeting,
    Order,
    OrderEvent,
    OrderSubject,
    Return,
    Round,
    TargetSnapshot,
    TaskSnapshot,
)
from liangxin.domains.progress.queries.rounds import of_my_unit, returns_listed, still_due, to_approve
from liangxin.domains.progress.queries.supervision.orders import orders_listed
from liangxin.domains.progress.terms import (
    MatterState,
    MeetingState,
    OrderState,
    ReturnState,
    RoundKind,
    RoundState,
    Status,
    TaskState,
)
from liangxin.domains.regions import api as regions
from liangxin.domains.registers import api as registers
from liangxin.foundation.accounts.api import Account, Actor, actor_of

PUBLISHERS = ("linqiu", "luhe", "hanmo", "wang")
CITY, COUNTY = "990100", "990123"


@pytest.fixture
def office(db: None, settings: Any, tmp_path: Path) -> Actor:
    """The demo county with its plans in force and its history."""
    settings.MEDIA_ROOT = tmp_path
    system = Actor.system("启动")
    regions.load_divisions(system)
    regions.load_roles(system)
    indicators.load_catalogue(system)
    registers.load_presets(system)
    regions.load_demo(system, "Qinglan-2024", on=timezone.localdate())
    people = [actor_of(Account.objects.get(username=name)) for name in PUBLISHERS]
    plans.load_demo(*people)
    progress.load_demo(people[0], actor_of(Account.objects.get(username="luhe")))
    return people[0]


def test_the_demo_county_has_lived_three_years(office: Actor) -> None:
    """One test, for its years take seconds to write."""
    every_month_was_answered_and_each_has_something_to_do()
    what_lagged_was_chased(office)
    every_status_shows_with_its_rule()


def every_status_shows_with_its_rule() -> None:
    for code in (CITY, COUNTY):  # what registers count is computed where it is rolled up, in the city
        refresh_region(regions.region_cards([code])[code].id)
    rows = list(TargetSnapshot.objects.filter(region__code=COUNTY).select_related("indicator"))
    assert len(rows) > 40
    assert all(row.reasons for row in rows)
    assert all(row.as_of for row in rows if row.status != Status.NOT_KNOWN)
    silent = {
        row.indicator.code: row.status for row in rows if row.indicator and not row.chart["paths"].get("reported")
    }
    assert set(silent.values()) <= {Status.NOT_KNOWN}
    assert {"tech_upgrade_coverage", "recycled_material_share"} <= silent.keys()
    stalled = TaskSnapshot.objects.get(region__code=COUNTY, state=TaskState.STALLED.value)
    assert stalled.waiting_for is not None
    fed = {
        row.indicator.code: row.chart["paths"] for row in rows if row.indicator and row.chart["paths"].get("computed")
    }
    assert {"lifts_renewed", "lifts_added", "charging_piles", "trucks_retired"} <= fed.keys()


def told_in_all() -> int:
    return int(apps.get_model("indicators", "Observation").objects.count())


def every_month_was_answered_and_each_has_something_to_do() -> None:
    told = told_in_all()
    months = Round.objects.filter(region__code=COUNTY, kind=RoundKind.MONTHLY.value)
    assert months.filter(state=RoundState.CLOSED.value).count() == 12
    assert Round.objects.filter(kind=RoundKind.QUARTERLY.value).count() == 2
    assert Round.objects.filter(kind=RoundKind.AD_HOC.value).count() == 1
    past = Return.objects.filter(round__in=months.filter(state=RoundState.CLOSED.value))
    assert past.filter(state=ReturnState.NOT_STARTED.value).count() == 1, "one unit left one round out"
    assert past.filter(sent_back=1).exists()
    late = past.filter(first_submitted_at__date__gt=F("round__due_on"))
    assert 0 < late.count() < past.count() / 3
    now = months.get(state=RoundState.OPEN.value)
    assert {ReturnState.of(state) for state in now.returns.values_list("state", flat=True)} == set(ReturnState)
    for username in ("li", "heping", "mayuan", "tangli"):
        actor = actor_of(Account.objects.get(username=username))
        assert still_due(of_my_unit(actor, returns_listed(actor), timezone.localdate())), username
    for username in ("linqiu", "shenyan", "wang"):
        assert to_approve(actor_of(Account.objects.get(username=username))), username
    hanmo = actor_of(Account.objects.get(username="hanmo"))
    (asked,) = Round.objects.filter(region__code=CITY)
    assert now.above
    assert now.above.round_id == asked.pk
    assert len(progress.round_page(hanmo, asked.public_id, timezone.localdate()).regions) == 2
    assert told_in_all() == told
    for answer in Return.objects.filter(state=ReturnState.APPROVED.value):
        assert answer.asked == answer.filled, answer


def what_lagged_was_chased(office: Actor) -> None:
    orders = list(Order.objects.filter(region__code=COUNTY).order_by("serial", "issued_on"))
    states = {row.state for row in orders}
    assert len(orders) >= 12
    assert {OrderState.CLOSED, OrderState.WITHDRAWN, OrderState.RECEIVED, OrderState.REPLIED} <= states
    timings = {getattr(row, "timing", None) for row in orders_listed(office, timezone.localdate())}
    assert {"in_time", "late", "overdue", "running"} <= timings
    verbs = set(OrderEvent.objects.values_list("verb", flat=True))
    assert {"escalate", "instruct", "send_back", "grant_time", "ask_time"} <= verbs
    for year in {row.year for row in orders}:
        serials = [row.serial for row in orders if row.year == year]
        assert serials == list(range(1, len(serials) + 1)), "numbered in the order of issue, without a gap"
    assert OrderSubject.objects.filter(target__isnull=False).count() >= 9
    assert {row.state for row in Meeting.objects.all()} == {MeetingState.CONFIRMED, MeetingState.WRITTEN}
    assert Meeting.objects.count() == 4
    assert {row.state for row in Matter.objects.all()} == set(MatterState) - {
        MatterState.DRAFTED,
        MatterState.WITHDRAWN,
    }
    assert FollowUp.objects.filter(order__isnull=False).count() == 2
