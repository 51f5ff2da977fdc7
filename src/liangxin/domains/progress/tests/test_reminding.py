"""Reminders on the database: at once with the deed, every morning once, by hand once an hour, groups once a round."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from liangxin.domains.progress import api as progress
from liangxin.domains.progress import errors
from liangxin.domains.progress.actions.reminding.daily import remind_due
from liangxin.domains.progress.models import ReminderRule, ReminderSent, Round
from liangxin.domains.progress.queries.owed import owed_in_round, owed_on
from liangxin.domains.progress.queries.reminding import chase_of, last_reminded
from liangxin.domains.progress.rules.reminding import Owed, Whole
from liangxin.domains.progress.terms import Deed, FieldName, News, Power, Reminder
from liangxin.domains.progress.tests.rounds_world import COMMERCE, RoundsWorld, measured, rounds
from liangxin.domains.regions import api as regions
from liangxin.domains.regions.tests.world import COUNTY, SINCE
from liangxin.foundation.accounts.api import Actor, NotAllowed
from liangxin.foundation.accounts.tests.people import account
from liangxin.foundation.jobs.api import all_jobs, drain_jobs, enqueue
from liangxin.foundation.messages import api as messages
from liangxin.foundation.messages.models import Delivery, Message, Post
from liangxin.foundation.trail.api import entries_of

__all__ = ["measured", "rounds"]
ROBOT = Actor.system("按规则催办")
DUE = date(2025, 6, 17)  # a Tuesday
FRIDAY, LATE, LONG_LATE = date(2025, 6, 13), date(2025, 6, 18), date(2025, 6, 20)


@pytest.fixture
def june(rounds: RoundsWorld) -> RoundsWorld:
    """The round, due on a day that the tests know, with a leader who hears of delays and nothing told yet."""
    Round.objects.update(due_on=DUE)
    leader = account("shen", name="沈砚", email="shen@example.cn")
    unit, role = rounds.lights.people.units["清岚县发展和改革局"], rounds.lights.people.role("leader")
    regions.appoint_member(rounds.lights.people.system, "shen", unit.public_id, role.public_id, starts_on=SINCE)
    rounds.lights.people.accounts["shen"] = leader
    Message.objects.all().delete()
    ReminderSent.objects.all().delete()
    return rounds


def told(rounds: RoundsWorld, who: str, kind: News | None = None) -> list[str]:
    """What waits for a person, newest first."""
    rows = messages.messages_of(rounds.actor(who), unread=True, kind=kind.value if kind else "")
    return [row.title for row in rows]


def at(day: date, hour: int = 8, minute: int = 20) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_opening_tells_each_units_people_at_once(rounds: RoundsWorld) -> None:
    (title,) = told(rounds, "li", News.OPENED)
    assert title.startswith("2025年6月调度：请于")
    row = messages.messages_of(rounds.actor("li")).get()
    assert row.url.endswith(f"/progress/returns/{rounds.answer().public_id}/")
    assert row.text == f"清岚县商务局应填{rounds.answer().asked}项。"
    for other in ("zhao", "chen", "wang", "sun"):
        assert told(rounds, other) == []
    assert last_reminded([rounds.answer().public_id])[rounds.answer().public_id].people == ("李青禾",)


def test_submitting_tells_those_who_decide_nearby_and_ends_the_reminding(june: RoundsWorld) -> None:
    remind_due(ROBOT, DUE)
    assert told(june, "li") == ["2025年6月调度：今天到期"]
    june.submit()
    assert told(june, "li") == []
    assert told(june, "lin", News.SUBMITTED) == ["清岚县商务局提交了2025年6月调度，请审定"]
    assert told(june, "shen", News.SUBMITTED) == told(june, "lin", News.SUBMITTED)
    assert told(june, "wang") == []  # of the city: the county has its own
    progress.withdraw_return(june.actor("li"), june.answer().public_id)
    assert told(june, "lin", News.SUBMITTED) == []


def test_a_question_goes_to_who_submitted_and_approval_too(june: RoundsWorld) -> None:
    june.submit()
    field = june.field(FieldName.NOTE)
    progress.send_back(june.actor("lin"), field.public_id, "两场活动是哪两场？")
    assert told(june, "li", News.SENT_BACK) == ["2025年6月调度：报送被退回，请答复提问"]
    assert "两场活动是哪两场？" in messages.messages_of(june.actor("li"), kind=News.SENT_BACK.value).get().text
    assert told(june, "shen", News.SUBMITTED) == []
    question = june.answer().questions.get()
    progress.answer_question(june.actor("li"), question.public_id, "端午和618。")
    progress.submit_return(june.actor("li"), june.answer().public_id)
    assert told(june, "li") == []
    assert len(told(june, "lin", News.SUBMITTED)) == 1
    june.approve("wang")
    assert told(june, "li") == ["2025年6月调度：清岚县商务局的报送已审定"]
    assert told(june, "lin", News.SUBMITTED) == []


def test_a_deed_that_is_refused_tells_nobody(june: RoundsWorld) -> None:
    june.submit()
    before = Message.objects.count()
    with pytest.raises(errors.OwnSubmission):
        progress.approve_return(_with_approval(june), june.answer().public_id)
    with pytest.raises(errors.FieldNeeded):
        progress.send_back(june.actor("lin"), june.field(FieldName.NOTE).public_id, " ")
    assert Message.objects.count() == before


def _with_approval(june: RoundsWorld) -> Actor:
    """The clerk, were she to approve as well."""
    lin, li = june.actor("lin"), june.actor("li")
    return Actor(li.account_id, li.name, lin.standings)


@pytest.mark.parametrize(
    ("day", "title"),
    [
        (FRIDAY, "2025年6月调度：还有2个工作日到期"),
        (DUE, "2025年6月调度：今天到期"),
        (LATE, "2025年6月调度：已逾期1个工作日"),
        (date(2025, 6, 14), ""),
    ],
)
def test_the_morning_reminds_and_twice_tells_nobody_twice(june: RoundsWorld, day: date, title: str) -> None:
    for _ in range(2):
        remind_due(ROBOT, day)
        assert told(june, "li") == ([title] if title else [])
    assert told(june, "zhao") == []
    assert Message.objects.filter(recipient__username="li").count() == bool(title)


def test_each_mornings_reminder_takes_the_place_of_the_last(june: RoundsWorld) -> None:
    for day in (FRIDAY, DUE, LATE):
        remind_due(ROBOT, day)
    assert told(june, "li") == ["2025年6月调度：已逾期1个工作日"]


def test_the_leader_hears_of_long_delays_in_one_message_a_round(june: RoundsWorld) -> None:
    remind_due(ROBOT, LATE)
    assert told(june, "shen", News.OVERDUE) == []
    for _ in range(2):
        remind_due(ROBOT, LONG_LATE)
    owing = len(owed_in_round(june.round.pk))
    assert told(june, "shen", News.OVERDUE) == [f"2025年6月调度：{owing}个单位久拖未报"]
    text = messages.messages_of(june.actor("shen"), kind=News.OVERDUE.value).get().text
    assert "清岚县商务局：逾期3个工作日" in text
    assert told(june, "wang") == []


def test_a_closed_round_reminds_nobody_and_nothing_of_it_waits(june: RoundsWorld) -> None:
    remind_due(ROBOT, DUE)
    progress.close_round(june.actor("lin"), june.round_id)
    assert told(june, "li") == []
    remind_due(ROBOT, LATE)
    assert told(june, "li") == []


def test_a_rule_is_the_regions_and_leaves_its_line(june: RoundsWorld) -> None:
    lin, place = june.actor("lin"), june.lights.people.region(COUNTY)
    wanted = {Reminder.DUE: progress.Setting(is_on=False, days=0), Reminder.BEFORE_DUE: progress.Setting(True, 4)}
    assert progress.set_reminders(lin, COUNTY, wanted) == 2
    assert progress.set_reminders(lin, COUNTY, wanted) == 0
    assert ReminderRule.objects.count() == 2
    entry = entries_of(("regions.region", str(place.id)))[0]
    assert entry.verb == Deed.REMINDERS_SET
    assert entry.after == {"before_due": {"is_on": True, "days": 4}, "due": {"is_on": False, "days": None}}
    remind_due(ROBOT, DUE)
    assert told(june, "li") == []
    remind_due(ROBOT, date(2025, 6, 11))
    assert told(june, "li") == ["2025年6月调度：还有4个工作日到期"]
    with pytest.raises(errors.DaysUnfit):
        progress.set_reminders(lin, COUNTY, {Reminder.ESCALATED: progress.Setting(True, 0)})
    for who in ("li", "wang", "zhao"):
        with pytest.raises(NotAllowed):
            progress.set_reminders(june.actor(who), COUNTY, wanted)


def test_rules_that_are_off_tell_nothing_at_once_either(june: RoundsWorld) -> None:
    off = progress.Setting(is_on=False, days=0)
    progress.set_reminders(june.actor("lin"), COUNTY, dict.fromkeys((Reminder.SUBMITTED, Reminder.APPROVED), off))
    june.submit()
    june.approve()
    assert told(june, "lin") == told(june, "li") == []


def test_by_hand_all_that_owe_are_reminded_once_an_hour(june: RoundsWorld) -> None:
    lin = june.actor("lin")
    with time_machine.travel(at(LATE, 9), tick=False) as clock:
        chase = chase_of(lin, june.round_id, timezone.now(), LATE)
        assert chase is not None
        done = progress.remind_now(lin, june.round_id)
        assert (done.units, done.people) == (chase.units, chase.people)
        assert chase.late == chase.owing == chase.units + len(chase.silent)
        assert told(june, "li") == ["专班办公室催报：2025年6月调度"]
        with pytest.raises(errors.RemindedJustNow if not chase.silent else errors.NobodyToRemind):
            progress.remind_now(lin, june.round_id)
        remind_due(ROBOT, LATE)  # later the same day: who was called already is left alone
        assert told(june, "li") == ["专班办公室催报：2025年6月调度"]
        clock.shift(timedelta(minutes=61))
        assert progress.remind_now(lin, june.round_id).units == done.units
    assert [entry.verb for entry in entries_of(("progress.round", str(june.round.pk)))][:2] == [Deed.REMINDED] * 2
    for who, refusal in (("li", NotAllowed), ("wang", NotAllowed), ("sun", errors.RoundNotFound)):
        with pytest.raises(refusal):
            progress.remind_now(june.actor(who), june.round_id)


def test_by_hand_says_when_there_is_nothing_or_nobody(june: RoundsWorld) -> None:
    lin = june.actor("lin")
    june.lights.people.accounts["li"].is_active = False
    june.lights.people.accounts["li"].save()
    june.round.returns.exclude(unit__name=COMMERCE).update(state="submitted", submitted_at=timezone.now())
    with pytest.raises(errors.NobodyToRemind, match="清岚县商务局"):
        progress.remind_now(lin, june.round_id)
    june.round.returns.update(state="submitted", submitted_at=timezone.now())
    with pytest.raises(errors.NothingOwed):
        progress.remind_now(lin, june.round_id)
    progress.close_round(lin, june.round_id)
    with pytest.raises(errors.RoundStateUnfit):
        progress.remind_now(lin, june.round_id)


def robot(june: RoundsWorld, **changed: Any) -> None:
    place = june.lights.people.region(COUNTY)
    address = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693axxx6-7aoc-4bc4"
    told: dict[str, Any] = {"name": "群", "region_path": place.path, "address": address} | changed
    messages.add_channel(june.lights.people.system, messages.ChannelDraft(messages.ChannelKind.WECOM, **told))


def test_a_group_hears_one_summary_a_day_and_round(june: RoundsWorld) -> None:
    robot(june)
    robot(june, name="商务局的群", unit_id=june.lights.people.units[COMMERCE].id)
    for day in (DUE, DUE, LATE):
        remind_due(ROBOT, day)
    posts = Post.objects.order_by("pk")
    owing = len(owed_in_round(june.round.pk))
    of_region = [post for post in posts if post.unit_id is None]
    assert [post.title for post in of_region] == [f"2025年6月调度：{owing}个单位未报送"] * 2
    assert "逾期：" in of_region[1].text
    assert "清岚县商务局（1个工作日）" in of_region[1].text
    assert "李青禾" not in of_region[1].text
    assert [post.title for post in posts if post.unit_id] == [
        "2025年6月调度：今天到期",
        "2025年6月调度：已逾期1个工作日",
    ]
    assert Delivery.objects.count() == 4


THINGS: list[Owed] = []


def owed_elsewhere(on: date) -> Iterator[Owed]:
    """What another subject owes: the door of the daily walk."""
    return iter(THINGS)


@pytest.fixture
def elsewhere(june: RoundsWorld, monkeypatch: pytest.MonkeyPatch) -> Iterator[RoundsWorld]:
    config = apps.get_app_config("progress")
    monkeypatch.setattr(config, "owed_sources", [f"{__name__}.owed_elsewhere"])
    yield june
    THINGS.clear()


def thing(june: RoundsWorld, number: int, **changed: Any) -> Owed:
    path = june.lights.people.region(COUNTY).path
    whole = Whole("test.order", uuid4(), f"督办单{number}", "/home/", 1, 0)
    told: dict[str, Any] = {
        "kind": "test.order", "public_id": uuid4(), "title": f"督办单{number}", "url": "/home/", "due_on": DUE,
        "unit_id": june.lights.people.units[COMMERCE].id, "debtor": COMMERCE, "region_path": path, "whole": whole,
        "by": Power.FILL, "hears": Power.HEAR_DELAYS,
    }  # fmt: skip
    return Owed(**told | changed)


def test_other_subjects_walk_through_the_same_door(elsewhere: RoundsWorld) -> None:
    THINGS.append(thing(elsewhere, 1))
    path = elsewhere.lights.people.region(COUNTY).path
    THINGS.append(thing(elsewhere, 2, unit_id=None, below_path=path, debtor="清岚县"))
    morning = remind_due(ROBOT, LONG_LATE)
    assert (morning.units, morning.silent) == (2, 0)
    assert told(elsewhere, "li") == ["督办单1：已逾期3个工作日"]
    assert told(elsewhere, "lin") == ["督办单2：已逾期3个工作日"]
    assert len(told(elsewhere, "shen", News.OVERDUE)) == 2


def test_the_walk_costs_the_same_for_two_things_and_for_twenty(elsewhere: RoundsWorld) -> None:
    counts = []
    for count in (2, 20):
        first = thing(elsewhere, 0)
        THINGS[:] = [thing(elsewhere, number, whole=first.whole) for number in range(count)]
        with CaptureQueriesContext(connection) as queries:
            assert remind_due(ROBOT, DUE).units == count
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_rounds_say_what_they_owe_in_two_queries_and_orders_in_one(june: RoundsWorld) -> None:
    with CaptureQueriesContext(connection) as queries:
        found = list(owed_on(DUE))
    assert len(queries) == 3
    assert {one.whole.asked for one in found} == {june.round.returns.count()}


def test_the_job_runs_on_working_days_at_twenty_past_eight(june: RoundsWorld) -> None:
    assert {job.name: job.cron for job in all_jobs()}["progress.remind"] == "20 8 * * *"
    with time_machine.travel(at(DUE), tick=False):
        enqueue("progress.remind", ROBOT)
        drain_jobs()
    assert told(june, "li") == ["2025年6月调度：今天到期"]
