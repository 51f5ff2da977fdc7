"""Who hears of an order: at once with each deed, and every morning while it is owed."""

from __future__ import annotations

from datetime import date

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.actions.reminding.daily import remind_due
from liangxin.domains.progress.actions.supervision.escalating import escalate_overdue
from liangxin.domains.progress.queries.supervision.owed import owed_orders
from liangxin.domains.progress.terms import News
from liangxin.domains.progress.tests.supervision_world import DUE, MONDAY, SupervisionWorld, chase, measured
from liangxin.domains.regions.tests.world import COUNTY
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.messages import api as messages

__all__ = ["chase", "measured"]
AFTER = date(2026, 3, 18)  # two working days after DUE


def unread(chase: SupervisionWorld, who: str, kind: News = News.ORDER) -> list[str]:
    """What waits for a person, newest first."""
    return [row.title for row in messages.messages_of(chase.actor(who), unread=True, kind=kind.value)]


def test_the_unit_hears_what_the_office_does_and_the_office_what_the_unit_answers(chase: SupervisionWorld) -> None:
    order = chase.issue()
    (told,) = unread(chase, "li")
    assert (order.number in told, "请于2026年3月16日前反馈" in told) == (True, True)
    assert unread(chase, "sun") == unread(chase, "stranger") == []
    assert unread(chase, "lin") == []  # who does a deed needs not be told of it
    chase.answer(order)
    assert [order.number in line and "反馈" in line for line in unread(chase, "lin")] == [True]
    progress.return_order(chase.actor("lin"), order.public_id, "请附照片。")
    assert "退回重办" in unread(chase, "li")[0]


def test_what_is_written_but_not_issued_is_told_to_nobody(chase: SupervisionWorld) -> None:
    progress.draft_order(chase.actor("lin"), COUNTY, chase.draft(), MONDAY)
    assert unread(chase, "li") == unread(chase, "shen") == []


def test_an_escalation_reaches_the_leader_and_the_unit(chase: SupervisionWorld) -> None:
    order = chase.issue()
    escalate_overdue(date(2026, 4, 20))
    assert order.number in unread(chase, "shen", News.ESCALATED)[0]
    assert order.number in unread(chase, "li", News.ESCALATED)[0]


def test_an_owed_order_is_reminded_of_until_it_is_answered(chase: SupervisionWorld) -> None:
    order, robot = chase.issue(), Actor.system("按规则催办")
    (owed,) = owed_orders(AFTER)
    assert (owed.public_id, owed.due_on, owed.debtor) == (order.public_id, DUE, "清岚县商务局")
    remind_due(robot, AFTER)
    (told,) = unread(chase, "li", News.REMINDER)
    assert (order.number in told, "已逾期2个工作日" in told) == (True, True)
    remind_due(robot, AFTER)
    assert len(unread(chase, "li", News.REMINDER)) == 1
    chase.answer(order, on=AFTER)
    assert unread(chase, "li", News.REMINDER) == []
    assert owed_orders(AFTER) == []
