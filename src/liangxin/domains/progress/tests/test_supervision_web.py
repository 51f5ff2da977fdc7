"""Screens of supervision: boards and their cost, writing from a red target, one deed for whoever looks, home."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.actions.supervision.escalating import escalate_overdue
from liangxin.domains.progress.models import Order, OrderEvent, OrderTerm
from liangxin.domains.progress.terms import OrderState, TaskState
from liangxin.domains.progress.tests.supervision_world import (
    COMMERCE,
    FINANCE,
    MONDAY,
    SupervisionWorld,
    chase,
    measured,
)
from liangxin.domains.progress.tests.test_web import client_of, said, tree_of
from liangxin.domains.progress.tests.world import EVENTS
from liangxin.domains.regions.tests.world import COUNTY

__all__ = ["chase", "measured"]
BOARD, MINE, NEW = (reverse(f"progress:{name}") for name in ("orders", "orders_mine", "order_new"))


def client(chase: SupervisionWorld, who: str) -> Client:
    return client_of(chase.lights, who)


def page_of(order: Order) -> str:
    return reverse("progress:order", args=[order.public_id])


def queries(chase: SupervisionWorld, who: str, url: str) -> int:
    browser = client(chase, who)
    browser.get(url)
    with CaptureQueriesContext(connection) as caught:
        assert browser.get(url).status_code == 200
    return len(caught)


@pytest.mark.parametrize(
    ("who", "status"),
    [("lin", 200), ("shen", 200), ("li", 200), ("wang", 200), ("chen", 200), ("sun", 404), ("stranger", 404)],
)
def test_who_sees_an_order(chase: SupervisionWorld, who: str, status: int) -> None:
    order, browser = chase.issue(), client(chase, who)
    assert browser.get(page_of(order)).status_code == status
    assert browser.post(page_of(order), {"deed": "withdraw", "why_withdrawn": "不办了"}).status_code == (
        302 if who in ("lin", "shen") else 403 if status == 200 else 404
    )
    assert ("督办〔2026〕1号" in said(browser.get(BOARD))) is (status == 200)


def test_the_office_issues_from_a_red_target_in_one_step(chase: SupervisionWorld) -> None:
    browser = client(chase, "lin")
    target = reverse("progress:target", args=[chase.lights.id_of(EVENTS)])
    (link,) = tree_of(browser.get(target)).xpath("//a[text()='发督办']/@href")
    form = browser.get(link)
    tree = tree_of(form)
    assert tree.xpath("//select[@name='lead']/option[@selected]/text()") == [COMMERCE]
    assert "实际" in tree.xpath("//textarea[@name='asked']")[0].text
    sent = {
        one.get("name"): one.get("value") for one in tree.xpath("//form[@class='order-write']//input[@type='text']")
    }
    sent |= {"about": tree.xpath("//input[@name='about'][@checked]/@value"), "lead": str(chase.unit())}
    sent |= {"asked": "补办两场", "source": "lagging", "level": "normal", "due": "day"}
    refused = browser.post(link, sent | {"deed": "issue", "due_on": "2020-01-01"})
    assert refused.status_code == 422
    assert "早于今天" in said(refused)
    assert tree_of(refused).xpath("//input[@name='due_on']/@value") == ["2020-01-01"]
    day = (timezone.localdate() + timedelta(days=10)).isoformat()
    assert browser.post(link, sent | {"deed": "issue", "due_on": day}).status_code == 302
    order = Order.objects.get()
    assert (order.state, order.due_on) == (OrderState.ISSUED, date.fromisoformat(day))
    assert order.number in said(browser.get(target)), "the target's page names its open order"
    again = browser.post(link, sent | {"deed": "issue", "due_on": day})
    assert again.status_code == 409
    assert order.number in said(again)
    assert "发督办" not in said(client(chase, "li").get(target))


def test_a_draft_is_kept_changed_and_issued(chase: SupervisionWorld) -> None:
    browser = client(chase, "lin")
    sent: dict[str, Any] = {
        "text": "报送台账",
        "title": "关于台账的督办",
        "asked": "补齐",
        "source": "check",
        "level": "urgent",
    }
    sent |= {"lead": str(chase.unit()), "supports": [str(chase.unit(FINANCE))], "due": "day", "due_on": "2099-01-05"}
    assert browser.post(NEW, sent | {"deed": "keep"}).status_code == 302
    order = Order.objects.get()
    assert client(chase, "li").get(page_of(order)).status_code == 404
    edit = reverse("progress:order_edit", args=[order.public_id])
    shown = tree_of(browser.get(edit))
    assert shown.xpath("//input[@name='text']/@value") == ["报送台账"]
    assert shown.xpath("//input[@name='supports'][@checked]/following-sibling::span/text()") == [FINANCE]
    assert client(chase, "li").get(edit).status_code == 404
    assert browser.post(edit, sent | {"deed": "issue", "title": "改过"}).status_code == 302
    order.refresh_from_db()
    assert (order.title, order.state) == ("改过", OrderState.ISSUED)
    assert browser.get(edit).status_code == 409
    assert client(chase, "li").get(NEW).status_code == 403


def test_each_is_shown_the_one_deed_that_is_next(chase: SupervisionWorld) -> None:
    order = chase.issue()
    url, li, lin = page_of(order), client(chase, "li"), client(chase, "lin")

    def primary(browser: Client) -> list[str]:
        found: list[str] = tree_of(browser.get(url)).xpath(
            "//section[contains(@class,'order-deed')]//input[@name='deed']/@value"
        )
        return found

    assert (primary(li), primary(client(chase, "shen"))) == (["receive"], ["instruct"])
    assert li.post(url, {"deed": "receive"}).status_code == 302
    assert primary(li) == ["reply"]
    refused = li.post(url, {"deed": "reply", "done": "", "text": "办了"})
    assert refused.status_code == 422
    assert "完成情况" in said(refused)
    proof = SimpleUploadedFile("现场.txt", "照片清单".encode())
    assert li.post(url, {"deed": "reply", "done": "partly", "text": "办了一场", "file": proof}).status_code == 302
    assert (primary(li), primary(lin)) == ([], ["accept"])
    assert lin.post(url, {"deed": "send_back", "why_back": ""}).status_code == 422
    assert lin.post(url, {"deed": "send_back", "why_back": "还差一场", "new_due_on": ""}).status_code == 302
    assert li.post(url, {"deed": "ask_time", "wanted_on": "2099-01-05", "reason": "场地"}).status_code == 302
    assert lin.post(url, {"deed": "grant_time", "answer_time": ""}).status_code == 302
    assert client(chase, "shen").post(url, {"deed": "instruct", "instruction": "抓紧办"}).status_code == 302
    assert "沈砚批示：抓紧办" in said(li.get(url))
    assert li.post(url, {"deed": "reply", "done": "done", "text": "都办了"}).status_code == 302
    assert lin.post(url, {"deed": "accept", "opinion": "属实"}).status_code == 302
    assert "已办结" in said(li.get(url))
    event = OrderEvent.objects.exclude(file=None).get()
    file = reverse("progress:order_file", args=[event.public_id])
    assert b"".join(li.get(file)).decode() == "照片清单"
    assert client(chase, "sun").get(file).status_code == 404


def test_the_board_narrows_by_what_stands_in_the_address(chase: SupervisionWorld) -> None:
    today = timezone.localdate()
    late = chase.issue(
        chase.words("甲", title="旧的一件", due_on=today - timedelta(days=9)), on=today - timedelta(days=20)
    )
    chase.issue(
        chase.words("乙", title="新的一件", due_on=today + timedelta(days=40), lead=chase.unit(FINANCE)), on=today
    )
    browser = client(chase, "lin")
    shown = said(browser.get(BOARD))
    assert shown.index("旧的一件") < shown.index("新的一件"), "the most pressing first"
    only = said(browser.get(BOARD, {"timing_is": "overdue"}))
    assert ("旧的一件" in only, "新的一件" in only) == (True, False)
    assert "新的一件" in said(
        browser.get(BOARD, {"unit": str(chase.lights.people.units[FINANCE].id), "level_is": "normal"})
    )
    assert late.number in said(browser.get("/search/", {"q": "旧的一件"}))
    saved: Any = browser.get(BOARD, {"save": "xlsx"})
    assert saved.getvalue()[:2] == b"PK"
    assert "旧的一件" in said(client(chase, "li").get(MINE))
    assert "新的一件" not in said(client(chase, "li").get(MINE))


def test_home_tells_each_what_waits(chase: SupervisionWorld) -> None:
    today = timezone.localdate()
    order = chase.issue(chase.words(due_on=today - timedelta(days=40)), on=today - timedelta(days=60))
    home = "/home/"
    assert "我单位的督办" in said(client(chase, "li").get(home))
    assert "请您批示" not in said(client(chase, "shen").get(home))
    escalate_overdue(today)
    assert "请您批示" in said(client(chase, "shen").get(home))
    assert "逾期的督办" in said(client(chase, "lin").get(home))
    chase.answer(order)
    assert "待核" in said(client(chase, "lin").get(home))
    assert "督办" not in said(client(chase, "stranger").get(home))
    region = said(client(chase, "lin").get(reverse("progress:region", args=[COUNTY])))
    assert "关于加快促销活动进度的督办" in region


def test_proposals_lead_to_a_prefilled_form(chase: SupervisionWorld) -> None:
    task = chase.lights.task("家电换新").task.public_id
    progress.report_task(chase.actor("li"), task, progress.ReportDraft(TaskState.STALLED, "停了", "没有场地"))
    browser, url = client(chase, "lin"), reverse("progress:orders_proposed")
    page = browser.get(url)
    assert "没有场地" in said(page)
    (link,) = tree_of(page).xpath("//a[text()='发督办']/@href")
    assert "没有场地" in tree_of(browser.get(link)).xpath("//textarea[@name='asked']")[0].text
    assert client(chase, "li").get(url).status_code == 403


def test_the_office_sets_the_terms_of_its_region(chase: SupervisionWorld) -> None:
    url, browser = reverse("progress:order_terms", args=[COUNTY]), client(chase, "lin")
    sent = {f"{name}_{level}": value for level in ("normal", "weighty", "urgent")
            for name, value in (("days", 5), ("first", 2), ("second", 4))}  # fmt: skip
    assert browser.post(url, sent | {"deed": "set", "second_normal": "1"}).status_code == 422
    assert browser.post(url, sent | {"deed": "set"}).status_code == 302
    assert OrderTerm.objects.count() == 3
    assert client(chase, "li").get(url).status_code == 200
    assert client(chase, "li").post(url, sent | {"deed": "set", "days_normal": "7"}).status_code == 403
    assert client(chase, "sun").get(url).status_code == 404


def test_lists_of_many_orders_cost_what_those_of_two_do(chase: SupervisionWorld) -> None:
    for place in range(2):
        chase.issue(chase.words(f"事项{place}"))
    few = [queries(chase, "lin", BOARD), queries(chase, "li", MINE), queries(chase, "lin", "/home/")]
    for place in range(18):
        order = chase.issue(chase.words(f"更多{place}", supports=(chase.unit(FINANCE),)))
        if place % 3 == 0:
            chase.answer(order)
    assert [queries(chase, "lin", BOARD), queries(chase, "li", MINE), queries(chase, "lin", "/home/")] == few


def test_a_long_timeline_costs_what_a_short_one_does(chase: SupervisionWorld) -> None:
    order = chase.issue()
    few = queries(chase, "lin", page_of(order))
    chase.answer(order)
    for _ in range(4):
        progress.return_order(chase.actor("lin"), order.public_id, "再办")
        chase.answer(order)
    assert queries(chase, "lin", page_of(order)) == few


def test_other_programmes_read_orders(chase: SupervisionWorld) -> None:
    order = chase.issue(on=MONDAY)
    answer = client(chase, "lin").get("/api/progress/orders/").json()
    assert [one["number"] for one in answer["items"]] == [order.number]
    one = client(chase, "lin").get(f"/api/progress/orders/{order.public_id}").json()
    assert (one["asked"], one["events"][0]["verb"]) == ("请于期限前补办两场。", "issue")
    assert client(chase, "sun").get("/api/progress/orders/").json()["items"] == []
    assert client(chase, "sun").get(f"/api/progress/orders/{order.public_id}").status_code == 404
    few = queries(chase, "lin", "/api/progress/orders/")
    for place in range(18):
        chase.issue(chase.words(f"事项{place}"))
    assert queries(chase, "lin", "/api/progress/orders/") == few
