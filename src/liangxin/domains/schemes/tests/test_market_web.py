"""Screens of goods, merchants and events: who sees and does what, refusals beside their fields, query growth."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from liangxin.domains.regions.tests.world import COUNTY
from liangxin.domains.schemes import api as schemes
from liangxin.domains.schemes.actions.market_demo import barcode
from liangxin.domains.schemes.models import Application, Goods
from liangxin.domains.schemes.terms import EventKind
from liangxin.domains.schemes.tests.market_world import (
    DAY,
    GOODS_HEADS,
    PDF,
    SECOND,
    SINCE,
    THIRD,
    MarketWorld,
    application_draft,
    book,
    goods_draft,
    licence,
    market,
    merchant_draft,
)

__all__ = ["market"]
BACKEND = "django.contrib.auth.backends.ModelBackend"
FORM = {
    "name": "虚构大河家电", "uscc": THIRD, "address": "南街3号", "contact": "秦川", "phone": "13900000000",
    "shop_name": "大河店", "shop_address": "南街3号", "categories": ["fridge"], "takes_old": "yes", "region": COUNTY,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def client_of(market: MarketWorld, username: str) -> Client:
    client = Client()
    client.force_login(market.people.accounts[username], BACKEND)
    return client


def pages(market: MarketWorld) -> list[str]:
    return [
        reverse("schemes:goods_page", args=[market.goods]),
        reverse("schemes:merchant", args=[market.merchant]),
        reverse("schemes:application", args=[market.application]),
        reverse("schemes:event", args=[market.event]),
    ]


@pytest.mark.parametrize(
    ("username", "reads", "edits_goods", "suspends", "sets_intake", "reviews"),
    [
        ("lin", 200, 302, 403, 403, 302),
        ("wang", 200, 403, 302, 302, 302),
        ("li", 200, 403, 403, 403, 403),
        ("zhao", 200, 403, 403, 403, 403),
        ("chen", 200, 403, 403, 403, 403),
        ("guan", 200, 403, 403, 403, 403),
        ("sun", 404, 404, 404, 403, 404),
    ],
)
def test_each_role_does_its_deeds_and_what_one_may_not_see_is_not_there(
    market: MarketWorld, username: str, reads: int, edits_goods: int, suspends: int, sets_intake: int, reviews: int
) -> None:
    client, day = client_of(market, username), timezone.localdate().isoformat()
    goods, merchant, application, event = pages(market)
    assert [client.get(address).status_code for address in (goods, merchant, application, event)] == [reads] * 4
    price = {"deed": "price", "price": "3100", "from_day": day}
    assert client.post(goods, price).status_code == edits_goods
    suspend = {"deed": "suspend", "from_day": "2025-06-01", "reason": "核查"}
    assert client.post(merchant, suspend).status_code == suspends
    intake = {"deed": "set", "region": COUNTY, "opens_on": day}
    assert client.post(reverse("schemes:intake"), intake).status_code == sets_intake
    assert client.post(application, {"deed": "return", "reason": "补材料"}).status_code == reviews


def test_lists_cost_the_same_for_few_and_for_many(market: MarketWorld) -> None:
    client, lin = client_of(market, "lin"), market.people.actor("lin")
    names = ("goods", "merchants", "applications", "events")
    addresses = [reverse(f"schemes:{name}") for name in names] + [reverse("market:shops"), reverse("market:events")]
    few = [_queries(client, address) for address in addresses]
    rows = [goods_draft(barcode(number), model=f"M-{number}") for number in range(100, 118)]
    schemes.take_goods(lin, market.region_id, rows, on=DAY)
    for number in range(15):
        draft = schemes.ShopDraft(f"晴川{number}店", "西街2号", ("fridge",), takes_old=True)
        schemes.add_shop(lin, market.merchant, draft, on=DAY)
        kind = schemes.EventDraft(*_event(f"第{number}场"))
        schemes.plan_event(lin, COUNTY, kind)
    assert [_queries(client, address) for address in addresses] == few


def _event(name: str) -> tuple[Any, ...]:
    today = timezone.localdate()
    return EventKind.FAIR, name, today, today, "广场"


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"barcode": "123"}, "barcode"),
        ({"standard": ""}, "standard"),
        ({"brand": ""}, "brand"),
        ({"price": "x"}, "price"),
    ],
)
def test_a_refused_form_of_goods_says_why_beside_its_field(
    market: MarketWorld, changed: dict[str, str], field: str
) -> None:
    client = client_of(market, "lin")
    form = {"deed": "enter", "region": COUNTY, "barcode": barcode(50), "category": "fridge", "brand": "青禾"}
    form |= {"model": "M", "grade": "1", "grade_kind": "energy", "standard": "GB 12021.2-2015", "price": "100"}
    form["since"] = "2025-06-01"
    answer = client.post(reverse("schemes:goods_new"), form | changed)
    assert answer.status_code in (400, 409, 422)
    assert f'id="field-{field}"' in answer.content.decode()
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not Goods.objects.filter(barcode=barcode(50)).exists()
    assert client.post(reverse("schemes:goods_new"), form).status_code == 302


def test_a_workbook_is_dropped_checked_published_and_undone_on_its_pages(market: MarketWorld) -> None:
    client = client_of(market, "lin")
    row = [barcode(60), "冰箱", "澜雪", "LX-60", 1, "GB 12021.2-2015", 2500, SINCE, SINCE]
    sent = SimpleUploadedFile("a.xlsx", book(GOODS_HEADS, row, ["1", "冰箱", "甲", "乙"]))
    there = client.post(reverse("schemes:goods_sent", args=[COUNTY]), {"file": sent})["Location"]
    assert "商品条码应为13位数字" in client.get(there).content.decode()
    assert client.post(there, {"deed": "publish"}).status_code == 409
    assert client.post(there, {"deed": "publish", "sound_only": "1"}).status_code == 302
    assert "撤销这份工作簿" in client.get(there).content.decode()
    assert client.post(there, {"deed": "undo", "reason": ""}).status_code in (400, 422)
    assert client.post(there, {"deed": "undo", "reason": "传错"}).status_code == 302
    assert client.post(reverse("schemes:goods_sent", args=[COUNTY])).status_code in (400, 422)
    files = [f"{there}original/", f"{there}marked/", f"{there}lines/", f"{reverse('schemes:goods')}?save=sheet"]
    files += [reverse("schemes:goods_template"), reverse("schemes:merchants_template")]
    for address in files:
        answer = client.get(address)
        assert answer.status_code == 200
        assert b"".join(answer) if answer.streaming else answer.content


def test_a_visitor_applies_and_sees_how_far_it_is_without_an_account(market: MarketWorld) -> None:
    visitor, today = Client(), timezone.localdate()
    apply = reverse("market:apply")
    assert "没有地区受理" in visitor.get(apply).content.decode()
    schemes.set_intake(market.people.actor("wang"), COUNTY, opens_on=today, closes_on=None, notice="带执照")
    wrong = visitor.post(apply, FORM | {"deed": "apply"})  # no licence
    assert "没有上传营业执照" in wrong.content.decode()
    assert 'value="虚构大河家电"' in wrong.content.decode()
    paper = SimpleUploadedFile("执照.pdf", PDF)
    answer = visitor.post(apply, FORM | {"deed": "apply", "licence": paper}, follow=True)
    number = Application.objects.get(uscc=THIRD).number
    assert number in answer.content.decode()
    other = Client()
    assert number not in other.get(reverse("market:progress")).content.decode()
    wrong = other.post(reverse("market:progress"), {"deed": "look", "number": number, "uscc": SECOND})
    assert wrong.status_code == 404
    found = other.post(reverse("market:progress"), {"deed": "look", "number": number, "uscc": THIRD})
    assert "正在审核" in found.content.decode()
    assert "13900000000" not in found.content.decode()
    assert (
        other.post(reverse("market:progress"), {"deed": "withdraw", "number": number, "uscc": THIRD}).status_code == 200
    )
    assert Application.objects.get(uscc=THIRD).state == "withdrawn"


def test_the_public_finds_admitted_shops_by_category(market: MarketWorld) -> None:
    visitor = Client()
    address = reverse("market:shops")
    with_today = visitor.get(address).content.decode()
    assert "以旧换新参与门店" in with_today
    schemes.take_merchants(market.people.system, market.region_id, [_standing_merchant(market)], on=DAY)
    assert "大河店" in visitor.get(f"{address}?category=fridge").content.decode()
    assert "大河店" not in visitor.get(f"{address}?category=phone").content.decode()
    assert "大河店" in visitor.get(f"{address}?q=大河&place={COUNTY}").content.decode()


def _standing_merchant(market: MarketWorld) -> schemes.MerchantDraft:
    draft = merchant_draft(market.people, THIRD, "虚构大河家电", "大河店")
    return schemes.MerchantDraft(draft.party_id, draft.name, draft.uscc, draft.categories, SINCE, None, draft.shops)


def test_the_office_reviews_on_the_page_and_another_admits(market: MarketWorld) -> None:
    lin, wang = client_of(market, "lin"), client_of(market, "wang")
    there = reverse("schemes:application", args=[market.application])
    codes = ("licence", "take_back", "promise", "invoice", "till", "credit")
    answers = {f"answer-{code}": "met" for code in codes} | {f"note-{code}": "" for code in codes}
    assert lin.post(there, {"deed": "check", "and": "pass"}).status_code == 409  # nothing was checked
    assert lin.post(there, {"deed": "check", "and": "pass", **answers}).status_code == 302
    assert "待批准的商户申请" in wang.get(reverse("home")).content.decode()
    admit = {"deed": "admit", "since": "2025-06-01", "until": "2025-05-01", "categories": ["fridge"]}
    assert wang.post(there, admit).status_code in (400, 422)
    assert wang.post(there, admit | {"until": ""}).status_code == 302
    assert "周小雨" not in lin.get(there).content.decode()
    assert "周小雨" in lin.post(f"{there}contact/").content.decode()
    party = wang.get(reverse("schemes:application", args=[market.application])).content.decode()
    assert "企业档案" in party
    assert "禾美" in wang.get(f"{reverse('search')}?q=禾美").content.decode()


def test_other_programmes_read_goods_merchants_and_events(market: MarketWorld) -> None:
    client = client_of(market, "lin")
    goods = client.get("/api/schemes/goods?barcode=6909990000011").json()["items"]
    assert (goods[0]["list_price_fen"], goods[0]["standard"]) == (300000, "GB 12021.2-2015")
    assert client.get("/api/schemes/merchants").json()["items"][0]["name"] == "虚构晴川家电"
    shops = client.get(f"/api/schemes/merchants/{market.merchant}/shops").json()
    assert shops[0]["tills"][0]["number"] == "T-晴川店"
    assert client.get("/api/schemes/events").json()["items"][0]["turnover_fen"] is None
    assert client_of(market, "sun").get("/api/schemes/merchants").json()["items"] == []


def test_an_event_is_planned_held_and_recorded_on_its_pages(market: MarketWorld) -> None:
    client, today = client_of(market, "lin"), timezone.localdate().isoformat()
    form = {"deed": "enter", "region": COUNTY, "kind": "countryside", "name": "石桥专场", "first_day": today,
            "last_day": today, "place": "石桥镇", "families": ["cars"], "budget": "3.5"}  # fmt: skip
    there = client.post(reverse("schemes:event_new"), form)["Location"]
    assert client.post(f"{there}edit/", form | {"deed": "change", "last_day": "2020-01-01"}).status_code in (400, 422)
    assert client.post(there, {"deed": "merchants", "merchants": [str(market.merchant)]}).status_code == 302
    empty = client.post(there, {"deed": "result", "visitors": ""})
    assert "一项结果也没有填写" in empty.content.decode()
    proof = SimpleUploadedFile("总结.pdf", PDF)
    assert client.post(there, {"deed": "result", "turnover": "12.5", "file": proof}).status_code == 302
    page = client.get(there).content.decode()
    assert "12.5" in page
    assert "虚构晴川家电" in page
    assert client.get(f"{reverse('schemes:events')}?region={COUNTY}&state_is=recorded").status_code == 200


def test_a_number_that_is_asked_for_twice_is_given_once(market: MarketWorld) -> None:
    lin = market.people.actor("lin")
    number = schemes.apply_for(lin, COUNTY, application_draft(THIRD), licence(), on=DAY)
    assert number != market.number
    assert number.startswith(f"{COUNTY}-250601-")
