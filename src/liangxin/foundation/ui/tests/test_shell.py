"""The frame of a page: what packages declare is shown to those who may, and to nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps
from django.template import RequestContext, Template
from django.test import Client
from django.utils import timezone, translation

from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.accounts.tests import people
from liangxin.foundation.jobs.api import RunState, enqueue, job
from liangxin.foundation.jobs.models import JobRun
from liangxin.foundation.jobs.run import Run
from liangxin.foundation.ui import shell
from liangxin.foundation.ui.navigation import NavItem
from liangxin.foundation.ui.shell import Found, Panel, PanelLine, Shell, SubjectPanel
from liangxin.foundation.ui.tests.pages import read, request_for, words

ITEMS = [
    NavItem("审核", "search", "test.review", "申领", 20),
    NavItem("我的账号", "account", "", "申领", 10),
    NavItem("首页", "home", order=0),
]


@job("test.nothing", queue="reading", label="什么也不做")
def do_nothing(run: Run) -> None:
    """Something to queue."""


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    for config in apps.get_app_configs():
        for attribute in ("navigation", "home_panels", "search_sources"):
            monkeypatch.setattr(config, attribute, [], raising=False)
        monkeypatch.setattr(config, "subject_panels", {}, raising=False)
    ui = apps.get_app_config("ui")
    monkeypatch.setattr(ui, "navigation", ITEMS)
    monkeypatch.setattr(ui, "home_panels", [f"{__name__}.late", f"{__name__}.early", f"{__name__}.silent"])
    monkeypatch.setattr(ui, "search_sources", [f"{__name__}.found"])
    of_thing = [f"{__name__}.more_of_it", f"{__name__}.of_it", f"{__name__}.silent_of_it"]
    monkeypatch.setattr(ui, "subject_panels", {"test.thing": of_thing})


def early(request: object) -> Panel:
    return Panel("先办的", order=1, empty="没有")


def late(request: object) -> Panel:
    return Panel("后办的", order=2)


def silent(request: object) -> None:
    """A package with nothing to say to this person."""


def of_it(request: object, public_id: object) -> SubjectPanel:
    return SubjectPanel("进展", f"/things/{public_id}/", RunState.DONE, [("完成", "九成"), ("预测", "")], order=1)


def more_of_it(request: object, public_id: object) -> SubjectPanel:
    return SubjectPanel("督办", lines=[PanelLine("第一件", "/orders/1/", 3, "逾期")], order=2)


def silent_of_it(request: object, public_id: object) -> None:
    """A package that knows nothing of this thing."""


def found(request: object, searched: str) -> list[Found]:
    return [Found("方案", f"含“{searched}”的方案", "/plans/1/")]


def rail(actor: Actor, address: str = "/home/") -> list[tuple[str, list[str]]]:
    groups = Shell(request_for(actor, address)).navigation
    return [(str(group.label), [str(link.label) for link in group.links]) for group in groups]


@pytest.mark.usefixtures("declared")
def test_the_rail_shows_what_the_actor_may_in_order_and_by_group() -> None:
    nobody = people.actor()
    reviewer = people.actor(people.standing("370000/", "test.review"))
    assert rail(nobody) == [("", ["首页"]), ("申领", ["我的账号"])]
    assert rail(reviewer) == [("", ["首页"]), ("申领", ["我的账号", "审核"])]


@pytest.mark.usefixtures("declared")
def test_the_nearest_entry_is_marked_as_here() -> None:
    groups = Shell(request_for(people.actor(), "/account/password/")).navigation
    assert [str(link.label) for group in groups for link in group.links if link.is_here] == ["我的账号"]


@pytest.mark.usefixtures("declared")
def test_a_rail_that_is_drawn_once_is_still_each_readers_own() -> None:
    nobody, reviewer = people.actor(), people.actor(people.standing("370000/", "test.review"))

    def drawn(actor: Actor, address: str = "/home/") -> str:
        return Shell(request_for(actor, address)).rail

    assert drawn(nobody) is drawn(people.actor())
    assert "审核" in drawn(reviewer)
    assert "审核" not in drawn(nobody)
    assert drawn(nobody).index("aria-current") < drawn(nobody, "/account/").index("aria-current")
    with translation.override("en"):
        assert "主导航" not in drawn(nobody)
    assert "主导航" in drawn(nobody)


@pytest.mark.usefixtures("declared")
def test_home_panels_come_in_order_and_a_silent_package_is_left_out() -> None:
    assert [panel.title for panel in shell.home_panels(request_for(people.actor()))] == ["先办的", "后办的"]


@pytest.mark.django_db
@pytest.mark.usefixtures("declared")
def test_the_search_shows_hits_by_kind_and_asks_for_two_signs(client: Client) -> None:
    client.force_login(people.account())
    page = read(client.get("/search/", {"q": "电梯"}))
    assert page.xpath("//a[text()='含“电梯”的方案']/@href") == ["/plans/1/"]
    assert words(page.xpath("//main//h2")[0]) == "方案"
    assert "请至少输入两个字" in words(read(client.get("/search/", {"q": "电"})))


@pytest.mark.django_db
def test_the_bell_counts_what_runs_or_has_ended_unseen(client: Client) -> None:
    li = people.account("li")
    client.force_login(li)
    enqueue("test.nothing", Actor(li.pk, "li"))
    enqueue("test.nothing", Actor(people.account("sun").pk, "sun"))

    def bell() -> str:
        return "".join(read(client.get("/home/")).xpath("//span[@class='count']/text()"))

    assert bell() == "1"
    ended = timezone.now() + timedelta(seconds=1)
    JobRun.objects.filter(actor_name="li").update(state="done", started=ended, ended=ended)
    assert bell() == "1"
    JobRun.objects.filter(actor_name="li").update(ended=timezone.now())
    assert "什么也不做" in words(read(client.get("/jobs/")))
    assert bell() == ""


def test_a_theme_that_there_is_not_is_as_the_system_has_it() -> None:
    request = request_for(Actor.visitor())
    request.COOKIES["liangxin_theme"] = "pink"
    assert Shell(request).theme == "auto"


@pytest.mark.usefixtures("declared")
def test_a_page_shows_what_packages_above_say_of_its_thing_and_knows_none_of_them() -> None:
    page = Template('{% load ui %}{% subject_panels "test.thing" 7 %}')
    shown = page.render(RequestContext(request_for(Actor.visitor())))
    assert shown.index("进展") < shown.index("督办")
    for said in ('href="/things/7/"', "state-", "九成", "第一件", "逾期", 'class="missing"'):
        assert said in shown
    line = Template('{% load ui %}{% subject_links "test.thing" 7 %}').render(
        RequestContext(request_for(Actor.visitor()))
    )
    assert 'href="/things/7/"' in line
    assert "九成" not in line
    assert "进展" not in Template('{% load ui %}{% subject_panels "test.other" 7 %}').render(
        RequestContext(request_for(Actor.visitor()))
    )
