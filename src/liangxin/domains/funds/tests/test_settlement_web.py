"""Screens of settlement: the way of a batch by its buttons, files, differences, clawback; lists that do not grow."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from liangxin.domains.funds import api
from liangxin.domains.funds.models import Batch, Clawback, Difference, Payment
from liangxin.domains.funds.tests.settlement import (
    committed,
    line,
    numbers,
    opened,
    payees,
    sent,
    statement,
    told,
)
from liangxin.domains.funds.tests.test_web import client_of
from liangxin.domains.funds.tests.world import DAY, FundsWorld, funds
from liangxin.foundation.trail.models import Entry as TrailEntry
from liangxin.kernel.money import Money

__all__ = ["funds"]


def upload(content: bytes, name: str = "回单.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_batch_goes_its_way_by_the_buttons_of_its_page(funds: FundsWorld) -> None:
    zhao, lin, sun = (client_of(funds, name) for name in ("zhao", "lin", "sun"))
    batch = opened(funds, committed(funds, 2, [10_000, 20_001]), payees(funds, 2))
    url = reverse("funds:batch", args=[batch])
    assert sun.get(url).status_code == 404
    assert sun.post(url, {"deed": "check"}).status_code == 404
    assert zhao.post(url, {"deed": "check"}).status_code == 403
    assert lin.post(url, {"deed": "hold"}).status_code == 403
    assert lin.post(url, {"deed": "check"}).status_code == 302
    assert zhao.post(url, {"deed": "hold"}).status_code == 302
    wrong = zhao.post(url, {"deed": "send", "payer_name": "财政局", "payer_account": "12"})
    assert (wrong.status_code, "付款账号应为" in wrong.content.decode()) == (422, True)
    zhao.post(url, {"deed": "send", "payer_name": "清岚县财政局", "payer_account": "9901 2388 8800"})
    file = reverse("funds:bank_file", args=[batch, "csv"])
    assert zhao.get(file).status_code == 405
    assert lin.post(file).status_code == 403
    plain = zhao.post(file).content.decode("utf-8-sig")
    assert "370000000001" in plain
    assert TrailEntry.objects.filter(verb="funds.bank_file_taken").count() == 1
    assert b"pain.001.001.09" in zhao.post(reverse("funds:bank_file", args=[batch, "iso20022"])).content
    one, two = numbers(batch)
    faulty = zhao.post(url, {"deed": "statement", "file": upload(statement(line(one, 10_000, "成了")))})
    assert "F2“成了”" in faulty.content.decode()
    content = statement(line(one, 10_000), line(two, 20_000))
    zhao.post(url, {"deed": "statement", "file": upload(content)})
    zhao.post(url, {"deed": "reconcile"})
    page = zhao.get(url).content.decode()
    for words in ("金额不符", "待处理", "100.00 元", "待对账"):
        assert words in page
    assert "370000000001" not in page  # accounts are masked on the screen
    difference = Difference.objects.get()
    there = reverse("funds:difference", args=[difference.public_id])
    assert zhao.post(there, {"deed": "close", "end": "returned", "reason": " "}).status_code == 422
    assert zhao.post(there, {"deed": "close", "end": "returned", "reason": "银行少付，已退"}).status_code == 302
    zhao.post(url, {"deed": "reconcile"})
    assert Batch.objects.get(public_id=batch).state == "reconciled"
    again: Any = zhao.post(url, {"deed": "again", "announced_count": "1", "announced_sum": "200.01元"})
    assert "重付" in zhao.get(again["Location"]).content.decode()
    notice = zhao.get(reverse("funds:batch_notice", args=[batch]))
    assert notice.content.startswith(b"PK")
    payment = Payment.objects.filter(batch__public_id=batch).first()
    assert payment is not None
    shown = zhao.get(reverse("funds:payment", args=[payment.public_id])).content.decode()
    for words in ("列入支付", "支付", "B-" + one, "账号末四位 0001"):
        assert words in shown
    book = zhao.get(url, {"export": "xlsx"})
    assert book.status_code == 200


def test_a_clawback_is_proposed_decided_and_received_on_the_screens(
    funds: FundsWorld, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    zhao, lin = client_of(funds, "zhao"), client_of(funds, "lin")
    batch = opened(funds, holdings := committed(funds, 1, [60_000]), payees(funds, 1))
    sent(funds, batch)
    told(funds, statement(line(numbers(batch)[0], 60_000)))
    new = reverse("funds:clawback_new")
    assert "600.00 元" in zhao.get(new, {"of": holdings[0][0]}).content.decode()
    typed = {"deed": "propose", "of": str(holdings[0][0]), "amount": "600", "reason": "退货"}
    wrong = zhao.post(new, typed | {"plan": "2025-04-01 599.99元"})
    assert "分期合计599.99 元，应追缴600.00 元" in wrong.content.decode()
    made: Any = zhao.post(new, typed | {"plan": "2025-04-01 300元\n2025-05-01 300元"})
    url = made["Location"]
    assert "待另一位有批准权限的人员批准" in zhao.get(url).content.decode()
    assert zhao.post(url, {"deed": "decide"}).status_code == 403
    lin.post(url, {"deed": "decide"})
    receipt = {"deed": "receive", "amount": "300", "on": "2025-04-02"}
    assert zhao.post(url, receipt).status_code == 422
    assert zhao.post(url, receipt | {"file": upload(b"slip", "slip.txt")}).status_code == 302
    page = zhao.get(url).content.decode()
    for words in ("追缴中", "已收齐", "slip.txt"):
        assert words in page
    assert zhao.get(reverse("funds:receipt_file", args=[Clawback.objects.get().public_id, 0])).status_code == 404
    zhao.post(url, {"deed": "write_off", "reason": "企业已注销"})
    lin.post(url, {"deed": "decide_write_off", "agree": "yes"})
    assert "已核销" in zhao.get(url).content.decode()
    assert Clawback.objects.get().received == Money(30_000)


@pytest.mark.parametrize("name", ["batches", "batch", "differences", "statements", "clawbacks", "roots"])
def test_a_list_of_settlement_costs_the_same_for_few_and_for_many(funds: FundsWorld, name: str) -> None:
    client, zhao, whom = client_of(funds, "zhao"), funds.people.actor("zhao"), payees(funds, 20)

    def add(number: int, count: int) -> Any:
        holdings = committed(funds, count, [1_000] * count, key=f"q{number}")
        batch = opened(funds, holdings, whom)
        sent(funds, batch)
        lines = [line(each, 1_000) for each in numbers(batch)[:1]]
        told(funds, statement(*lines, line("JS-NONE", 5, reference=f"n{number}")))
        api.propose_clawback(
            zhao,
            api.ClawbackDraft(holdings[0][0], Money(1_000), "退货", [api.Due(DAY, 400), api.Due(DAY, 600)]),
            on=DAY,
        )
        api.keep_root(funds.people.system)
        return batch

    few_batch = add(0, 2)
    url = reverse("funds:batch", args=[few_batch]) if name == "batch" else reverse(f"funds:{name}")
    few = _queries(client, url)
    if name == "batch":
        url = reverse("funds:batch", args=[add(1, 20)])
    else:
        for number in range(1, 6):
            add(number, 1)
    assert _queries(client, url) == few


def test_balances_budgets_and_batches_are_read_by_rest(funds: FundsWorld) -> None:
    opened(funds, committed(funds, 1, [12_345]), payees(funds, 1))
    client = client_of(funds, "chen")
    batch = client.get("/api/funds/batches").json()[0]
    assert (batch["fen"], batch["lines"], batch["state"]) == (12_345, 1, "draft")
    budgets = {each["name"]: each for each in client.get("/api/funds/budgets").json()}
    assert budgets["家电补贴"]["balance"]["committed"] == 12_345
    assert len(client.get("/api/funds/sources", {"year": 2025}).json()) == 3
    assert client_of(funds, "sun").get("/api/funds/batches").json() == []
    assert client_of(funds, "li").get("/api/funds/batches").status_code == 403


def _queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)
