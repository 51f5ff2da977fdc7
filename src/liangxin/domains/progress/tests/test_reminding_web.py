"""Screens of reminding: the rules, the button with what it will do, who was reminded on the board."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from liangxin.domains.progress.models import ReminderRule, ReminderSent, Return, Round
from liangxin.domains.progress.tests.rounds_world import RoundsWorld, measured, rounds
from liangxin.domains.progress.tests.test_web import client_of, said, tree_of

__all__ = ["measured", "rounds"]
RULES = "/progress/reminders/"


def board(rounds: RoundsWorld) -> str:
    return reverse("progress:round", args=[rounds.round_id])


def test_the_office_sees_and_sets_the_rules(rounds: RoundsWorld) -> None:
    client = client_of(rounds.lights, "lin")
    tree = tree_of(client.get(RULES))
    names = tree.xpath("//input[@type='checkbox']/@name")
    assert len(names) == len(tree.xpath("//input[@type='checkbox'][@checked]")) == 10
    assert tree.xpath("//input[@name='days_before_due']/@value") == ["2"]
    assert "还没有登记工作群" in said(client.get(RULES))
    sent = {"deed": "keep"} | dict.fromkeys(names, "1")
    sent |= {"days_before_due": "4", "days_escalated": "3", "days_question": "2"}
    del sent["on_approved"]
    assert client.post(RULES, sent).status_code == 302
    assert sorted(ReminderRule.objects.values_list("kind", "is_on", "days")) == [
        ("approved", False, None),
        ("before_due", True, 4),
    ]
    tree = tree_of(client.get(RULES))
    assert tree.xpath("//input[@name='days_before_due']/@value") == ["4"]
    assert not tree.xpath("//input[@name='on_approved'][@checked]")


@pytest.mark.parametrize("days", ["", "0", "31", "两", "1.5", "99999999"])
def test_a_slip_in_a_number_stands_beside_it_and_nothing_is_kept(rounds: RoundsWorld, days: str) -> None:
    sent = {"deed": "keep", "on_late": "1", "days_before_due": days, "days_escalated": "3", "days_question": "2"}
    refused = client_of(rounds.lights, "lin").post(RULES, sent)
    assert refused.status_code == 422
    tree = tree_of(refused)
    assert tree.xpath("//input[@name='days_before_due'][@aria-invalid='true']")
    assert tree.xpath("//input[@type='checkbox'][@checked]/@name") == ["on_late"]
    assert not ReminderRule.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"), [("lin", 200), ("li", 403), ("wang", 403), ("chen", 403), ("stranger", 403)]
)
def test_who_may_set_rules(rounds: RoundsWorld, who: str, status: int) -> None:
    assert client_of(rounds.lights, who).get(RULES).status_code == status


def test_where_the_years_holidays_are_unknown_the_page_says_that_nothing_is_sent(
    rounds: RoundsWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2039, 6, 17))
    assert "还没有2039年的法定节假日安排" in said(client_of(rounds.lights, "lin").get(RULES))


def test_the_button_says_what_it_will_do_and_what_came_of_it(rounds: RoundsWorld) -> None:
    Round.objects.update(due_on=date(2025, 6, 17))
    client = client_of(rounds.lights, "lin")
    page = said(client.get(board(rounds)))
    owing = Return.objects.filter(round__public_id=rounds.round_id).count()
    assert f"还有 {owing} 个单位没有提交，其中 {owing} 个逾期" in page
    assert "现在催报将提醒" in page
    url = reverse("progress:round_remind", args=[rounds.round_id])
    done = said(client.post(url, follow=True))
    assert "人收到消息" in done
    assert "一小时内已催过" in done
    again = client.post(url)
    assert again.status_code == 409
    for who, status in (("li", 403), ("wang", 403), ("sun", 404)):
        assert client_of(rounds.lights, who).post(url).status_code == status
        if who != "sun":
            assert "催报将提醒" not in said(client_of(rounds.lights, who).get(board(rounds)))


def test_the_board_says_who_was_reminded_when(rounds: RoundsWorld) -> None:
    client = client_of(rounds.lights, "lin")
    page = said(client.get(board(rounds)))
    assert "下达即告知：李青禾" in page
    ReminderSent.objects.update(told=[])
    assert "没有可提醒的人员" in said(client.get(board(rounds)))
    ReminderSent.objects.all().delete()
    with CaptureQueriesContext(connection) as queries:
        assert "还没有提醒过" in client.get(board(rounds)).content.decode()
    assert len(queries) < 60
