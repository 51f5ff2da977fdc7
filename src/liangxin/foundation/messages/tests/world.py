"""The small world of messages: people with addresses, an office that may register robots, and both services."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection

from liangxin.foundation.accounts.api import Account, Actor
from liangxin.foundation.accounts.tests import people
from liangxin.foundation.messages import api as messages
from liangxin.foundation.messages.api import ChannelKind, MessageKind, Power, all_kinds
from liangxin.foundation.messages.tests.robots_double import SECRET, Services, services

COUNTY = "990000/990100/990123/"
NEIGHBOUR = "990000/990100/990124/"
DUE, NEWS = "message.test_due", "message.test_news"
ROBOT = Actor.system("test")


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two kinds besides the trial: what is due goes by mail, news do not."""
    config = apps.get_app_config("message")
    declared = [*all_kinds().values(), MessageKind(DUE, "催办", by_mail=True), MessageKind(NEWS, "知会")]
    monkeypatch.setattr(config, "message_kinds", declared)


@pytest.fixture
def outside(settings: Any) -> Iterator[Services]:
    """Both services on this machine."""
    settings.ROBOT_LOOPBACK, settings.SITE_ADDRESS = True, "https://liangxin.example.cn"
    with services() as running:
        yield running


@pytest.fixture
def mail(settings: Any) -> None:
    """Mail is set up; Django's test bed keeps it in a list."""
    settings.MAIL_IS_ON, settings.MAIL_FROM = True, "liangxin@example.cn"
    settings.SITE_ADDRESS = "https://liangxin.example.cn"


def office(path: str = COUNTY) -> Actor:
    person = people.account()
    return Actor(person.pk, person.name, (people.standing(path, Power.CHANNELS),))


def actor_for(account: Account) -> Actor:
    return Actor(account.pk, account.name)


def channel(actor: Actor, outside: Services, kind: ChannelKind = ChannelKind.WECOM, **changed: Any) -> UUID:
    address = outside.wecom if kind is ChannelKind.WECOM else outside.dingtalk
    told: dict[str, Any] = {
        "name": "县专班工作群",
        "region_path": COUNTY,
        "address": address,
        "secret": SECRET,
    } | changed
    return messages.add_channel(actor, messages.ChannelDraft(kind, **told))


def all_at_once(*deeds: Callable[[], object]) -> None:
    """Do the deeds together, each in a connection of its own; what one raises is raised here."""
    start = Barrier(len(deeds))

    def one(deed: Callable[[], object]) -> None:
        start.wait(10)
        try:
            deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as threads:
        for done in [threads.submit(one, deed) for deed in deeds]:
            done.result(30)
