"""Screens of funds: the matrix of roles and deeds, lists that do not grow in queries, forms, the trail of an entry."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from liangxin.domains.funds.actions.sources import AllotmentDraft, enter_allotment, open_source
from liangxin.domains.funds.actions.taking import take
from liangxin.domains.funds.models import Allotment, Budget, Entry, Grant, Share
from liangxin.domains.funds.terms import AccountKind, AllotmentState, SourceKind
from liangxin.domains.funds.tests.world import DAY, FundsWorld, balance, funds, granted, taking
from liangxin.domains.regions.tests.world import COUNTY
from liangxin.kernel.money import Money

__all__ = ["funds"]
BACKEND = "django.contrib.auth.backends.ModelBackend"
BOND = SourceKind.TREASURY_BOND


def client_of(funds: FundsWorld, username: str) -> Client:
    client = Client()
    if username == "stranger":
        _ = funds.people.stranger
        account = type(funds.people.accounts["li"]).objects.get(username="stranger")
    else:
        account = funds.people.accounts[username]
    client.force_login(account, BACKEND)
    return client


def budget_url(funds: FundsWorld) -> str:
    return reverse("funds:budget", args=[funds.budget.public_id])


def source_url(funds: FundsWorld) -> str:
    return reverse("funds:source", args=[funds.sources[BOND]])


ALLOT = {"deed": "enter", "number": "清财建〔2025〕90号", "dated": "2025-03-01", "amount": "10万元"}
PROPOSE = {"deed": "propose", "amount": "1万元", "reason": "追加"}


@pytest.mark.parametrize(
    ("username", "sees", "allots", "proposes", "approves"),
    [
        ("zhao", 200, 302, 302, 302),
        ("lin", 200, 403, 302, 302),
        ("wang", 200, 403, 403, 302),
        ("chen", 200, 403, 403, 403),
        ("li", 404, 404, 404, 404),
        ("sun", 404, 404, 404, 404),
        ("stranger", 404, 404, 404, 404),
    ],
)
def test_each_role_does_its_deeds_and_what_one_may_not_see_is_not_there(
    funds: FundsWorld, username: str, sees: int, allots: int, proposes: int, approves: int
) -> None:
    client = client_of(funds, username)
    grant = Grant.objects.create(budget=funds.budget, amount=Money.from_wan(1), reason="等人批准")
    assert client.get(budget_url(funds)).status_code == sees
    assert client.get(source_url(funds)).status_code == sees
    assert client.post(source_url(funds), ALLOT).status_code == allots
    assert client.post(budget_url(funds), PROPOSE).status_code == proposes
    assert client.post(budget_url(funds), {"deed": "approve", "grant": grant.public_id}).status_code == approves


def test_who_proposed_is_not_offered_the_approval_and_is_refused_it(funds: FundsWorld) -> None:
    lin, zhao = client_of(funds, "lin"), client_of(funds, "zhao")
    lin.post(budget_url(funds), PROPOSE)
    grant = Grant.objects.latest("id")
    assert "批准入账</button>" not in lin.get(budget_url(funds)).content.decode()
    assert lin.post(budget_url(funds), {"deed": "approve", "grant": grant.public_id}).status_code == 403
    assert "批准入账</button>" in zhao.get(budget_url(funds)).content.decode()
    assert "待确认的指标文和预算" in zhao.get(reverse("home")).content.decode()
    zhao.post(budget_url(funds), {"deed": "approve", "grant": grant.public_id})
    assert balance(funds.budget)["granted"] == 810_000


def test_the_overview_says_where_the_money_stands_and_no_neighbour_sees_it(funds: FundsWorld) -> None:
    take(funds.people.system, [taking(funds, "a", 1_234)], on=DAY)
    page = client_of(funds, "chen").get(reverse("funds:overview")).content.decode()
    for words in ("2025 年资金总览", "家电补贴", "冰箱额度", "中央超长期特别国债资金"):
        assert words in page
    empty = client_of(funds, "sun").get(reverse("funds:overview")).content.decode()
    assert "还没有登记资金来源" in empty
    assert client_of(funds, "li").get(reverse("funds:overview")).status_code == 403


@pytest.mark.parametrize("name", ["overview", "budgets", "sources", "entries", "shares"])
def test_a_list_costs_the_same_for_few_and_for_many(funds: FundsWorld, name: str) -> None:
    client, system = client_of(funds, "zhao"), funds.people.system
    take(system, [taking(funds, "first", 1)], on=DAY)
    few = _queries(client, reverse(f"funds:{name}"))
    for number in range(18):
        granted(funds, f"额度{number}", Money.from_wan(1), AccountKind.LIMIT)
        open_source(system, COUNTY, BOND, 2030 + number)
        Share.objects.create(name=f"办法{number}", code=f"rule{number}", central=9000, certainty="unseen")
    take(system, [taking(funds, f"{number}", 10, (funds.budget.pk,)) for number in range(18)], on=DAY)
    url = reverse(f"funds:{name}") + ("?year=2025" if name == "overview" else "")
    assert _queries(client, url) == few


@pytest.mark.parametrize("of", ["budget", "source"])
def test_a_page_costs_the_same_for_few_and_for_many(funds: FundsWorld, of: str) -> None:
    client, system = client_of(funds, "zhao"), funds.people.system
    url = budget_url(funds) if of == "budget" else source_url(funds)
    take(system, [taking(funds, "first", 1)], on=DAY)
    Grant.objects.create(budget=funds.budget, amount=Money(1), reason="一")
    enter_allotment(system, funds.sources[BOND], AllotmentDraft("一号", DAY, Money(1)))
    few = _queries(client, url)
    for number in range(18):
        enter_allotment(system, funds.sources[BOND], AllotmentDraft(f"{number}号", DAY, Money(1)))
        Grant.objects.create(budget=funds.budget, amount=Money(1), reason=f"{number}")
    take(system, [taking(funds, f"{number}", 10) for number in range(18)], on=DAY)
    assert _queries(client, url) == few


def _queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_from_a_balance_to_its_entries_to_what_each_was_for(funds: FundsWorld) -> None:
    client = client_of(funds, "chen")
    take(funds.people.system, [taking(funds, "a", 1_234), taking(funds, "b", 2, (funds.budget.pk,))], on=DAY)
    page = client.get(budget_url(funds)).content.decode()
    assert "申领a" in page
    listed = client.get(reverse("funds:entries"), {"of": str(funds.fridges.public_id)}).content.decode()
    assert "申领a" in listed
    assert "申领b" not in listed
    entry = Entry.objects.get(key="a")
    shown = client.get(reverse("funds:entry", args=[entry.pk])).content.decode()
    for words in ("SL-a", "家电补贴", "冰箱额度", "线上额度", "1 234.00 元", entry.block.digest):
        assert words in shown
    assert client_of(funds, "sun").get(reverse("funds:entry", args=[entry.pk])).status_code == 404
    assert client_of(funds, "sun").get(reverse("funds:entries"), {"of": str(funds.budget.public_id)}).status_code == 404
    assert client.get(reverse("funds:entries"), {"of": "x"}).status_code == 404


def test_a_budget_says_when_it_runs_out_and_between_which_days(funds: FundsWorld, time_machine: Any) -> None:
    system = funds.people.system
    for day in range(21):
        take(system, [taking(funds, f"{day}", 10_000, (funds.budget.pk,))], on=DAY + timedelta(day))
    time_machine.move_to("2025-03-24T04:00:00Z")
    page = client_of(funds, "chen").get(budget_url(funds)).content.decode()
    # 590 000 are left on 24 March, 10 000 a day: the last goes on the 59th day
    assert "<strong>2025年5月21日</strong>" in page
    assert "八成可能在" in page
    assert "占用不足两周" in client_of(funds, "chen").get(
        reverse("funds:budget", args=[funds.online.public_id])
    ).content.decode()  # fmt: skip


def test_a_source_its_document_and_a_share_are_entered_on_the_screens(
    funds: FundsWorld, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    zhao, lin = client_of(funds, "zhao"), client_of(funds, "lin")
    opened: Any = zhao.post(
        reverse("funds:source_new"), {"deed": "open", "region": COUNTY, "kind": "city", "year": "2025"}
    )
    file = SimpleUploadedFile("指标文.pdf", b"%PDF-1.4 allotment")
    assert zhao.post(opened["Location"], ALLOT | {"file": file}).status_code == 302
    allotment = Allotment.objects.latest("id")
    sent: Any = lin.get(reverse("funds:allotment_file", args=[allotment.public_id]))
    assert sent.getvalue() == b"%PDF-1.4 allotment"
    assert client_of(funds, "sun").get(sent.request["PATH_INFO"]).status_code == 404
    assert zhao.post(opened["Location"], {"deed": "confirm", "allotment": allotment.public_id}).status_code == 403
    lin.post(opened["Location"], {"deed": "confirm", "allotment": allotment.public_id})
    allotment.refresh_from_db()
    assert allotment.state == AllotmentState.CONFIRMED
    parts = {"part_treasury_bond": "85", "part_city": "7.5", "part_county": "7.5%"}
    shared = {"deed": "enter", "region": COUNTY, "name": "市县各半"}
    assert zhao.post(reverse("funds:shares"), shared | parts).status_code == 302
    assert "市级资金 7.5%" in zhao.get(reverse("funds:shares")).content.decode()
    wrong = zhao.post(reverse("funds:shares"), shared | parts | {"name": "二", "part_city": "8"})
    assert "合计为100.5%，不是100%" in wrong.content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"amount": "若干"}, "不是带单位的金额"),
        ({"amount": "0元"}, "金额须大于零"),
        ({"name": " "}, "名称没有填写"),
        ({"name": "家电补贴"}, "已经登记"),
        ({"closes_on": "2024-01-01"}, "截止日期早于开始日期"),
        ({"share": ""}, "没有找到这项分担办法"),
    ],
)
def test_a_slip_in_the_form_is_refused_beside_its_field_and_keeps_what_was_typed(
    funds: FundsWorld, typed: dict[str, str], sentence: str
) -> None:
    whole = {
        "deed": "propose",
        "region": COUNTY,
        "kind": "budget",
        "name": "汽车补贴",
        "amount": "1,000.50",
        "share": str(funds.share),
        "opens_on": "2025-01-01",
        "closes_on": "2025-12-31",
        "category": "写过的品类",
    }
    client = client_of(funds, "lin")
    response = client.post(reverse("funds:budget_new"), whole | typed)
    page = response.content.decode()
    assert response.status_code in (404, 409, 422)
    assert sentence in page
    assert "写过的品类" in page
    assert client.post(reverse("funds:budget_new"), whole).status_code == 302
    assert Grant.objects.latest("id").amount == Money.from_yuan("1000.50")
    assert Budget.objects.get(name="汽车补贴").category == "写过的品类"


def test_a_pace_is_set_on_the_page_and_said_there(funds: FundsWorld) -> None:
    lin = client_of(funds, "lin")
    paced = {"deed": "pace", "pace_unit": "week", "pace_rate": "2万元", "pace_since": "2025-03-03"}
    assert lin.post(budget_url(funds), paced | {"pace_carry": "some", "pace_carried": "x元"}).status_code == 422
    assert lin.post(budget_url(funds), paced | {"pace_carry": "some", "pace_carried": "5000"}).status_code == 302
    page = lin.get(budget_url(funds)).content.decode()
    assert "按周" in page
    assert "不超过 5 000.00 元" in page
    assert lin.post(budget_url(funds), {"deed": "pace", "pace_unit": ""}).status_code == 302
    assert "没有设定" in lin.get(budget_url(funds)).content.decode()
