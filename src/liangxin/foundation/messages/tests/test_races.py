"""Two at once: the same key is one message, a robot's last minute is counted by one of two workers at a time."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from liangxin.foundation.accounts.tests import people
from liangxin.foundation.messages import api as messages
from liangxin.foundation.messages import robots
from liangxin.foundation.messages.api import DeliveryState, Notice
from liangxin.foundation.messages.models import Channel, Delivery, Message, Post
from liangxin.foundation.messages.sending import send_deliveries
from liangxin.foundation.messages.terms import MOST_A_MINUTE
from liangxin.foundation.messages.tests.robots_double import Services
from liangxin.foundation.messages.tests.world import (
    COUNTY,
    DUE,
    ROBOT,
    all_at_once,
    channel,
    kinds,
    mail,
    office,
    outside,
)

__all__ = ["kinds", "mail", "outside"]
pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.mark.usefixtures("mail")
def test_the_same_key_told_twice_at_once_is_one_message_and_one_mail() -> None:
    li = people.account(email="li@example.cn")
    told: list[int] = []

    def tell() -> None:
        with transaction.atomic():
            told.append(messages.tell(ROBOT, [li.pk], DUE, key="june", title="6月调度今天到期"))

    all_at_once(tell, tell, tell)
    assert sorted(told) == [0, 0, 1]
    assert (Message.objects.count(), Delivery.objects.count()) == (1, 1)


def test_the_same_notice_posted_twice_at_once_is_posted_once(outside: Services) -> None:
    channel(office(), outside)

    def post() -> None:
        with transaction.atomic():
            messages.post(ROBOT, [Notice(COUNTY, DUE, "june", "6月调度：2个单位未报")])

    all_at_once(post, post)
    ids = list(Delivery.objects.values_list("pk", flat=True))
    assert (Post.objects.count(), len(ids)) == (1, 1)
    all_at_once(*[lambda: send_deliveries(ids, is_last=False)] * 3)
    assert len(outside.arrived) == 1


def test_two_workers_together_keep_to_a_robots_limit(outside: Services) -> None:
    channel(office(), outside)
    robot = Channel.objects.get()
    with transaction.atomic():
        for number in range(MOST_A_MINUTE + 1):
            messages.post(ROBOT, [Notice(COUNTY, DUE, str(number), "6月调度")])
    *earlier, one, other = Delivery.objects.order_by("pk")
    done = [row.pk for row in earlier]
    Delivery.objects.filter(pk__in=done).update(state="sent", sent_at=timezone.now(), tried_at=timezone.now())
    all_at_once(lambda: send_deliveries([one.pk], is_last=False), lambda: send_deliveries([other.pk], is_last=False))
    assert sorted(Delivery.objects.exclude(pk__in=done).values_list("state", flat=True)) == ["sent", "waiting"]
    assert len(outside.arrived) == 1
    assert robot.deliveries.filter(state=DeliveryState.SENT.value).count() == MOST_A_MINUTE


def test_nothing_is_called_while_a_transaction_is_open(outside: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    channel(office(), outside)
    with transaction.atomic():
        messages.post(ROBOT, [Notice(COUNTY, DUE, "june", "6月调度")])
    seen: list[bool] = []
    called = robots.send

    def look(*given: Any) -> None:
        seen.append(connection.in_atomic_block)
        called(*given)

    monkeypatch.setattr(robots, "send", look)
    assert send_deliveries(Delivery.objects.values_list("pk", flat=True), is_last=False).sent == 1
    assert seen == [False]
