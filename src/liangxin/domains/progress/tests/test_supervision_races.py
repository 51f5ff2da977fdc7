"""Two at once at orders: numbers have no gap and no double, one order stands for a thing, one of two closes."""

from __future__ import annotations

import pytest

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.actions.supervision.escalating import escalate_overdue
from liangxin.domains.progress.models import Order, OrderEvent
from liangxin.domains.progress.terms import OrderState, OrderVerb
from liangxin.domains.progress.tests.supervision_world import MONDAY, build_supervision, measured
from liangxin.domains.regions.tests.at_once import all_at_once
from liangxin.domains.regions.tests.world import COUNTY

__all__ = ["measured"]
pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("measured")]


def test_numbers_follow_each_other_whoever_issues_at_once() -> None:
    chase = build_supervision()
    lin, mei, first, second = chase.actor("lin"), chase.actor("mei"), chase.words("甲"), chase.words("乙")
    for _ in range(4):
        done = all_at_once(
            lambda: progress.issue_order(lin, COUNTY, first, MONDAY),
            lambda: progress.issue_order(mei, COUNTY, second, MONDAY),
        )
        assert done == ["", ""]
    assert list(Order.objects.order_by("serial").values_list("serial", flat=True)) == list(range(1, 9))


def test_one_order_stands_for_a_target_and_the_refused_one_takes_no_number() -> None:
    chase = build_supervision()
    draft = chase.draft()
    done = all_at_once(
        lambda: progress.issue_order(chase.actor("lin"), COUNTY, draft, MONDAY),
        lambda: progress.issue_order(chase.actor("mei"), COUNTY, draft, MONDAY),
    )
    assert done == ["", "progress.subject_supervised"]
    assert chase.issue(chase.words()).number == "督办〔2026〕2号"


def test_one_of_two_who_close_does_and_no_one_slips_past_a_withdrawal() -> None:
    chase = build_supervision()
    order = chase.issue()
    chase.answer(order)
    done = all_at_once(
        lambda: progress.accept_reply(chase.actor("lin"), order.public_id, on=MONDAY),
        lambda: progress.accept_reply(chase.actor("mei"), order.public_id, on=MONDAY),
    )
    assert done == ["", "progress.order_state_unfit"]
    assert OrderEvent.objects.filter(order=order, verb=OrderVerb.ACCEPT.value).count() == 1
    assert chase.order(order.public_id).state == OrderState.CLOSED


def test_the_daily_rule_run_twice_at_once_escalates_once() -> None:
    chase = build_supervision()
    order = chase.issue()
    on = MONDAY.replace(month=4, day=30)
    assert all_at_once(lambda: escalate_overdue(on), lambda: escalate_overdue(on)) == ["", ""]
    levels = OrderEvent.objects.filter(order=order, verb=OrderVerb.ESCALATE.value).values_list("level", flat=True)
    assert list(levels.order_by("level")) == [1, 2]
