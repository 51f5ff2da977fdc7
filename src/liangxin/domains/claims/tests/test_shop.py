"""What a merchant sees of its own sales and their money, by its account, its file and its system; and nothing else."""

from __future__ import annotations

import csv
import io
import json
import time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from liangxin.domains.claims import api as claims
from liangxin.domains.claims.access.shops import visible_merchants
from liangxin.domains.claims.actions.shop_accounts import close_shop_account, open_shop_account, renew_password
from liangxin.domains.claims.errors import MerchantUnknown, MonthUnknown, PersonNeeded, ShopAccountEnded
from liangxin.domains.claims.models import ShopAccount
from liangxin.domains.claims.queries.shop import settlement_said
from liangxin.domains.claims.queries.till_known import find_seat
from liangxin.domains.claims.rest.till.application import TillApplication
from liangxin.domains.claims.rules.signing import HEADERS, digest_of, signature_of
from liangxin.domains.claims.tests.till_world import (
    SUBSIDY,
    TillWorld,
    decided,
    till,
    to_authorise,
    to_capture,
    to_reverse,
    voucher,
)
from liangxin.domains.funds import api as funds
from liangxin.foundation.accounts.api import NotAllowed
from liangxin.kernel.money import Money

__all__ = ["till"]
BACKEND = "django.contrib.auth.backends.ModelBackend"
TODAY = timezone.localdate()


def sold(till: TillWorld, person: int, paper: int) -> str:
    number = str(decided(to_authorise(till, voucher(till, person), f"S{person}"))[0].said["claim"])
    decided(to_capture(till, number, paper))
    return number


def merchant_of(till: TillWorld) -> Any:
    return visible_merchants(till.lin).get(shops__id=till.seat.shop_id)


def signed_in(till: TillWorld) -> Client:
    login = open_shop_account(till.lin, merchant_of(till).public_id, "周小雨")
    client = Client()
    assert "/account/password/" in client.post("/sign-in/", login_of(login), follow=True).request["PATH_INFO"]
    row = ShopAccount.objects.select_related("account").get(account__username=login.username)
    row.account.must_change_password = False
    row.account.save()
    return client


def login_of(login: Any) -> dict[str, str]:
    return {"username": login.username, "password": login.password}


def test_a_merchant_sees_what_waits_what_is_under_way_and_why_it_was_not_paid(till: TillWorld) -> None:
    zhao = till.market.people.actor("zhao")
    account = parties_account(till)
    first, second, third = (sold(till, person, person + 1) for person in range(3))
    decided(to_reverse(till, third))
    client = signed_in(till)
    page = client.get(reverse("home"), follow=True).content.decode()
    for words in (first, second, third, "等待结算", "900.00 元", "已冲正，不再拨付"):
        assert words in page
    region = till.market.region_id
    batch = claims.collect(
        zhao, region, funds.PayeeKind.MERCHANTS, announced_count=2, announced=Money(2 * SUBSIDY), on=TODAY
    )
    assert "已编入批次，待送银行" in client.get("/shop/").content.decode()
    funds.check_batch(till.lin, batch)
    funds.hold_batch(zhao, batch, on=TODAY)
    funds.send_batch(zhao, batch, payer_name="清岚县财政局", payer_account="990123888800001")
    payment = settlement_said(merchant_of(till).pk, "", TODAY)["lines"][-1]["payment"]
    failed = funds.BankLine(2, "B1", payment, TODAY, 2 * SUBSIDY, bank("失败"), account, "户名不符")
    funds.read_statement(zhao, region, funds.StatementDraft("回单.csv", "1" * 64, [failed]))
    page = client.get("/shop/?standing=returned").content.decode()
    assert "银行退回，等待重新结算" in page
    assert "户名不符" in page
    assert third not in page.split("shop-list")[1]


def bank(label: str) -> Any:
    from liangxin.domains.funds.terms import BankResult

    return next(each for each in BankResult if each.label == label)


def parties_account(till: TillWorld) -> str:
    """The merchant gets an account at a bank, or no batch would take it."""
    row = merchant_of(till).party
    row.bank_account = "370000000000001"
    row.save()
    return "370000000000001"


def test_the_file_and_the_api_say_the_same_lines(till: TillWorld) -> None:
    numbers = [sold(till, person, person + 1) for person in range(2)]
    client = signed_in(till)
    answer = client.get(f"/shop/settlement/{TODAY:%Y-%m}.csv")
    assert "attachment" in answer["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    said = settlement_said(merchant_of(till).pk, f"{TODAY:%Y-%m}", TODAY)
    assert [row["申领编号"] for row in rows] == [line["claim"] for line in said["lines"]] == numbers[::-1]
    assert {row["补贴（元）"] for row in rows} == {"450.00"}
    assert {(line["amount_fen"], line["standing"]) for line in said["lines"]} == {(SUBSIDY, "waiting")}
    assert settlement_said(merchant_of(till).pk, "2020-01", TODAY)["lines"] == []
    for wrong in ("2026-13", "x", f"{TODAY:%Y-%m}/0", f"{TODAY:%Y-%m}/x"):
        with pytest.raises(MonthUnknown):
            settlement_said(merchant_of(till).pk, wrong, TODAY)


def test_the_shops_system_asks_for_the_lines_with_a_signature(till: TillWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    number = sold(till, 0, 1)
    server = TillApplication()

    async def fetched(find: Any, *given: Any) -> Any:  # on the test's own connection
        return find(*given)

    async def seat(code: str) -> Any:
        return find_seat(code)

    monkeypatch.setattr(server, "_fetched", fetched)
    monkeypatch.setattr(server, "_seat", seat)

    def asked(path: str, secret: str) -> tuple[int, Any]:
        moment = str(int(time.time()))
        signed = signature_of(secret.encode(), "GET", path, moment, "r1", digest_of(b""))
        headers = dict(zip(HEADERS, (till.key.code, moment, "r1", signed), strict=True))
        with pytest.raises(StopIteration) as done:  # nothing is waited for
            server.reply("GET", path, lambda name: headers.get(name, ""), None).send(None)
        status, body = done.value.value
        return status, json.loads(body)

    status, said = asked(f"/till/v1/settlement/{TODAY:%Y-%m}", till.key.secret)
    assert (status, [line["claim"] for line in said["lines"]]) == (200, [number])
    assert asked("/till/v1/settlement", "wrong")[1]["code"] == "till.signature_wrong"
    assert asked("/till/v1/settlement/1", till.key.secret)[1]["code"] == "till.month_unknown"


def test_the_list_costs_the_same_for_one_sale_and_for_four(till: TillWorld) -> None:
    client = signed_in(till)
    sold(till, 0, 1)
    few = _queries(client)
    for person in (1, 2, 3):
        sold(till, person, person + 1)
    assert _queries(client) == few


def _queries(client: Client) -> int:
    client.get("/shop/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/shop/").status_code == 200
    return len(queries)


def test_an_account_of_a_merchant_opens_nothing_of_the_staff_and_staff_nothing_of_it(till: TillWorld) -> None:
    client = signed_in(till)
    for closed in ("/claims/", "/funds/", "/my/claims/", "/claims/merchants/", "/search/?q=1"):
        assert client.get(closed).status_code == 404
    for staffs in (reverse("home"), reverse("account")):
        assert client.get(staffs).headers["Location"] == "/shop/"
    staff = Client()
    staff.force_login(till.market.people.accounts["lin"], BACKEND)
    assert staff.get("/shop/").status_code == 404
    row = ShopAccount.objects.get()
    close_shop_account(till.lin, row.public_id)
    assert client.get("/shop/").status_code != 200
    with pytest.raises(ShopAccountEnded):
        renew_password(till.lin, row.public_id)


def test_only_the_office_of_the_region_opens_accounts(till: TillWorld) -> None:
    merchant = merchant_of(till).public_id
    with pytest.raises(PersonNeeded):
        open_shop_account(till.lin, merchant, "  ")
    with pytest.raises(NotAllowed):
        open_shop_account(till.market.people.actor("zhao"), merchant, "周")
    with pytest.raises(MerchantUnknown):
        open_shop_account(till.market.people.actor("sun"), merchant, "周")
    staff = Client()
    staff.force_login(till.market.people.accounts["lin"], BACKEND)
    url = reverse("claims:merchant_accounts", args=[merchant])
    assert str(merchant) in staff.get(reverse("claims:merchants")).content.decode()
    page = staff.post(url, {"deed": "open", "person": "周小雨"}).content.decode()
    login = ShopAccount.objects.get().account
    assert login.username in page
    assert "交给商户的账号" in page
    assert "交给商户的账号" not in staff.get(url).content.decode()
