"""Two at once: two mornings, a morning and a hand, two hands; nobody is reminded twice."""

from __future__ import annotations

from datetime import date

import pytest

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.actions.reminding.daily import remind_due
from liangxin.domains.progress.models import ReminderSent, Round
from liangxin.domains.progress.terms import News, Reminder
from liangxin.domains.progress.tests.rounds_world import RoundsWorld, build_rounds, measured
from liangxin.domains.regions.tests.at_once import all_at_once
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.messages import api as messages
from liangxin.foundation.messages.models import Message

__all__ = ["measured"]
pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("measured")]
DUE = date(2025, 6, 17)


def titles(rounds: RoundsWorld) -> list[str]:
    return [row.title for row in messages.messages_of(rounds.actor("li"), kind=News.REMINDER.value)]


def test_two_mornings_and_two_hands_at_once_remind_each_person_once() -> None:
    rounds = build_rounds()
    Round.objects.update(due_on=DUE)
    ReminderSent.objects.all().delete()
    robot = Actor.system("按规则催办")
    assert all_at_once(lambda: remind_due(robot, DUE), lambda: remind_due(robot, DUE)) == ["", ""]
    assert titles(rounds) == ["2025年6月调度：今天到期"]
    assert ReminderSent.objects.filter(about_id=rounds.answer().public_id).count() == 1
    Message.objects.all().delete()
    lin = rounds.actor("lin")
    done = all_at_once(
        lambda: progress.remind_now(lin, rounds.round_id), lambda: progress.remind_now(lin, rounds.round_id)
    )
    assert done[0] == ""
    assert done[1] in ("progress.reminded_just_now", "progress.nobody_to_remind")
    assert titles(rounds) == ["专班办公室催报：2025年6月调度"]
    by_hand = ReminderSent.objects.filter(about_id=rounds.answer().public_id, kind=Reminder.BY_HAND.value)
    assert by_hand.count() == 1
