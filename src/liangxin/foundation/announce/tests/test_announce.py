"""Announcements reach all reactions, in order and in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.db import transaction

from liangxin.foundation.accounts.models import Account
from liangxin.foundation.accounts.tests import people
from liangxin.foundation.announce import api
from liangxin.foundation.announce.api import AnnouncementsInACircle, announce, reactions_to, reacts_to


@dataclass(frozen=True)
class PlanRead:
    plan_id: int


@dataclass(frozen=True)
class PlanDropped:
    plan_id: int


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "_reactions", {})


@pytest.mark.django_db
def test_reactions_run_in_order_with_the_event() -> None:
    heard: list[tuple[str, int]] = []

    @reacts_to(PlanRead)
    def first(event: PlanRead) -> None:
        heard.append(("first", event.plan_id))

    @reacts_to(PlanRead)
    def second(event: PlanRead) -> None:
        heard.append(("second", event.plan_id))

    announce(PlanRead(7))
    announce(PlanDropped(8))
    assert heard == [("first", 7), ("second", 7)]
    assert reactions_to(PlanRead) == (first, second)
    assert reactions_to(PlanDropped) == ()


@pytest.mark.django_db(transaction=True)
def test_an_error_in_a_reaction_undoes_the_action() -> None:
    @reacts_to(PlanRead)
    def fail(event: PlanRead) -> None:
        raise LookupError(event.plan_id)

    @transaction.atomic
    def open_account() -> None:
        people.account("li")
        announce(PlanRead(7))

    with pytest.raises(LookupError):
        open_account()
    assert not Account.objects.filter(username="li").exists()


@pytest.mark.django_db
def test_a_circle_is_refused_and_named() -> None:
    reacts_to(PlanRead)(lambda event: announce(PlanDropped(event.plan_id)))
    reacts_to(PlanDropped)(lambda event: announce(PlanRead(event.plan_id)))
    with pytest.raises(AnnouncementsInACircle, match="PlanRead → PlanDropped → PlanRead"):
        announce(PlanRead(7))
    with pytest.raises(AnnouncementsInACircle):  # the first refusal leaves nothing behind
        announce(PlanRead(7))


@pytest.mark.django_db
def test_many_announcements_beside_each_other_are_no_circle() -> None:
    heard: list[int] = []
    reacts_to(PlanRead)(lambda event: heard.append(event.plan_id))
    for number in range(50):
        announce(PlanRead(number))
    assert heard == list(range(50))


@pytest.mark.django_db(transaction=True)
def test_it_is_refused_outside_a_transaction() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        announce(PlanRead(7))
