"""The person's messages and the office's robots, on their pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from liangxin.domains.regions.tests.world import COUNTY as COUNTY_CODE
from liangxin.domains.regions.tests.world import World, world
from liangxin.foundation.accounts.api import Account, Actor, actor_of
from liangxin.foundation.accounts.tests import people
from liangxin.foundation.jobs.api import drain_jobs
from liangxin.foundation.messages import api as messages
from liangxin.foundation.messages.api import MailTiming
from liangxin.foundation.messages.models import Channel
from liangxin.foundation.messages.tests.robots_double import KEY, SECRET, Services
from liangxin.foundation.messages.tests.world import DUE, NEWS, ROBOT, kinds, outside
from liangxin.foundation.trail.api import entries_of
from liangxin.foundation.ui.tests.pages import read, words

__all__ = ["kinds", "outside", "world"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def li(client: Client) -> Account:
    account = people.account("li")
    client.force_login(account)
    return account


def tell(account: Account, count: int, kind: str = DUE) -> None:
    for number in range(count):
        key = f"{kind}{number}"
        messages.tell(ROBOT, [account.pk], kind, key=key, title=f"{key}到期", text="请今天报送", url="/home/")


def titles(page: Any) -> list[str]:
    return [words(each) for each in page.xpath("//li[contains(@class, 'message')]/h2")]


def bell(page: Any) -> str:
    return "".join(page.xpath("//header//span[@class='count']/text()"))


def test_the_bell_counts_the_unread_and_opening_leads_there(client: Client, li: Account) -> None:
    assert "没有未读消息" in words(read(client.get("/messages/")))
    tell(li, 2)
    page = read(client.get("/messages/"))
    assert (bell(page), len(titles(page))) == ("2", 2)
    (link, _) = page.xpath("//li/h2/a/@href")
    assert client.get(link).headers["Location"] == "/home/"
    page = read(client.get("/messages/"))
    assert (bell(page), len(titles(page))) == ("1", 1)
    assert len(titles(read(client.get("/messages/?show=all")))) == 2
    (form,) = page.xpath("//li//form/@action")
    assert client.post(form, {"next": "/messages/?show=all"}).headers["Location"] == "/messages/?show=all"
    assert bell(read(client.get("/home/"))) == ""


def test_a_kind_is_looked_at_and_read_by_itself(client: Client, li: Account) -> None:
    tell(li, 2)
    tell(li, 1, NEWS)
    page = read(client.get("/messages/", {"kind": NEWS}))
    assert [title.split("到期")[0] for title in titles(page)] == [f"{NEWS}0"]
    client.post("/messages/read/", {"kind": NEWS})
    assert [card.kind for card in messages.message_cards(messages.messages_of(_actor(li), unread=True))] == [DUE, DUE]
    client.post("/messages/read/", {"next": "https://elsewhere.example/"})
    assert messages.unread_count(_actor(li)) == 0


def _actor(account: Account) -> Actor:
    return actor_of(account)


def test_another_person_gets_nothing(client: Client, li: Account) -> None:
    other = people.account("heping")
    tell(other, 1)
    (row,) = messages.messages_of(_actor(other))
    assert client.get(f"/messages/{row.public_id}/").status_code == 404
    assert client.post(f"/messages/{row.public_id}/read/").status_code == 404
    assert messages.unread_count(_actor(other)) == 1


def test_the_list_costs_the_same_for_two_and_for_twenty(client: Client, li: Account) -> None:
    counts = []
    for count in (2, 20):
        tell(li, count)
        with CaptureQueriesContext(connection) as queries:
            assert len(titles(read(client.get("/messages/")))) == count
        counts.append(len(queries))
    assert counts[0] == counts[1]
    tell(li, 40)
    second = read(client.get("/messages/?page=2"))
    assert len(titles(second)) == 10
    assert len(titles(read(client.get("/messages/?page=99")))) == 10


def test_the_person_chooses_what_comes_by_mail(client: Client, li: Account) -> None:
    page = read(client.get("/account/messages/"))
    assert "没有设置邮件服务器" in words(page)
    sent = {"deed": "keep", "email": "", "timing": "at_once", "kinds": [NEWS]}
    refused = client.post("/account/messages/", sent)
    assert (refused.status_code, "还没有填写邮箱" in words(read(refused))) == (422, True)
    assert read(refused).xpath("//input[@name='kinds'][@checked]/@value") == [NEWS]
    assert client.post("/account/messages/", sent | {"email": "li@example.cn"}).status_code == 302
    li.refresh_from_db()
    card = messages.choice_of(li)
    assert (card.email, card.timing, set(card.kinds)) == ("li@example.cn", MailTiming.AT_ONCE, {NEWS})
    assert [entry.verb for entry in entries_of(li)] == ["accounts.change_email"]


@pytest.fixture
def office(client: Client, world: World) -> Client:
    client.force_login(world.accounts["lin"])
    return client


def register(office: Client, outside: Services, **changed: str) -> Any:
    sent = {"deed": "add", "kind": "wecom", "name": "县专班工作群", "address": outside.wecom} | changed
    return office.post(f"/channels/new/?region={COUNTY_CODE}", sent)


def test_the_office_registers_tries_and_forgets_a_robot(office: Client, outside: Services) -> None:
    assert "还没有登记群机器人" in words(read(office.get("/channels/")))
    unit = read(office.get(f"/channels/new/?region={COUNTY_CODE}")).xpath("//select[@name='unit']/option/@value")[1]
    here = register(office, outside, unit=unit).headers["Location"]
    page = read(office.get(here))
    assert KEY not in page.text_content()
    assert f"…{KEY[-4:]}" in words(page)
    run = office.post(here, {"deed": "try"}).headers["Location"]
    assert "排队中" in words(read(office.get(run)))
    drain_jobs()
    shown = words(read(office.get(run)))
    assert "已完成" in shown
    assert "已发出" in shown
    assert "试发：两新工作消息" in outside.texts[0]
    office.post(here, {"deed": "switch", "is_on": "0"})
    assert "停用" in words(read(office.get("/channels/")).xpath("//tbody")[0])
    assert office.post(here, {"deed": "remove"}).headers["Location"] == "/channels/"
    assert not Channel.objects.exists()
    assert office.get(here).status_code == 404


def test_a_trial_that_is_refused_says_why_on_the_page(office: Client, outside: Services) -> None:
    here = register(office, outside, kind="dingtalk", address=outside.dingtalk, secret="SECwrong").headers["Location"]
    run = office.post(here, {"deed": "try"}).headers["Location"]
    drain_jobs()
    assert "sign not match" in words(read(office.get(run)))
    office.post(here, {"deed": "change", "name": "县专班工作群", "secret": SECRET})
    run = office.post(here, {"deed": "try"}).headers["Location"]
    drain_jobs()
    assert len(outside.arrived) == 1
    listed = read(office.get("/channels/")).xpath("//tbody/tr")[0]
    assert "有未发出的" in words(listed)


def test_a_slip_stands_beside_its_field(office: Client, outside: Services) -> None:
    for changed, field in (
        ({"address": "https://elsewhere.example/send?key=1"}, "address"),
        ({"name": ""}, "name"),
        ({"kind": "fax"}, "kind"),
        ({"unit": "00000000-0000-0000-0000-000000000000"}, "unit"),
    ):
        refused = register(office, outside, **changed)
        assert refused.status_code == 422
        assert read(refused).xpath(f"//*[@name='{field}'][@aria-invalid='true']")
    assert not Channel.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"), [("lin", 200), ("guan", 200), ("li", 403), ("wang", 403), ("stranger", 403)]
)
def test_who_may_register_robots(client: Client, world: World, who: str, status: int) -> None:
    _ = world.stranger
    client.force_login(Account.objects.get(username=who))
    assert client.get("/channels/").status_code == status
    assert client.get("/channels/new/").status_code == status


def test_the_neighbour_sees_and_registers_nothing_of_ours(client: Client, world: World, outside: Services) -> None:
    client.force_login(world.accounts["lin"])
    here = register(client, outside).headers["Location"]
    client.force_login(world.accounts["sun"])
    assert client.get(here).status_code == 404
    assert client.post(here, {"deed": "try"}).status_code == 404
    assert "县专班工作群" not in words(read(client.get("/channels/")))
    register(client, outside)  # asks for our county: the form falls back to the own region
    assert sorted(Channel.objects.values_list("region_path", flat=True))[1].endswith("990124/")


def test_the_robots_cost_the_same_for_two_and_for_twenty(office: Client, outside: Services) -> None:
    counts = []
    for count in (2, 18):
        for number in range(count):
            register(office, outside, name=f"群{count}-{number}")
        with CaptureQueriesContext(connection) as queries:
            office.get("/channels/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
