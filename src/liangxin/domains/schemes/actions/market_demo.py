"""Goods, merchants and events of the demo county: some by hand as people would, the rest in bulk. All invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from liangxin.domains.parties import api as parties
from liangxin.domains.regions import api as regions
from liangxin.domains.schemes.actions.applying import apply_for, set_intake
from liangxin.domains.schemes.actions.events import Proof, plan_event, record_result, set_event_merchants
from liangxin.domains.schemes.actions.goods import add_price, delist_goods, take_goods
from liangxin.domains.schemes.actions.merchants_taking import take_merchants
from liangxin.domains.schemes.actions.reviewing import (
    Admission,
    admit_application,
    check_application,
    pass_application,
    refuse_application,
    return_application,
)
from liangxin.domains.schemes.actions.standing import suspend_merchant
from liangxin.domains.schemes.models import Application, Goods, Merchant
from liangxin.domains.schemes.rules.applying import ApplicationDraft, PaperDraft
from liangxin.domains.schemes.rules.checklist import check_items
from liangxin.domains.schemes.rules.events import EventDraft, ResultDraft
from liangxin.domains.schemes.rules.goods import GoodsDraft, PricePoint
from liangxin.domains.schemes.rules.shops import MerchantDraft, ShopDraft
from liangxin.domains.schemes.terms import Category, CheckAnswer, EventKind, Family, PaperKind
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.money import Money
from liangxin.kernel.shipped import shipped_data

FILE: Final = Path(__file__).resolve().parents[1] / "data" / "market_demo.yaml"
COUNTY: Final = "990123"
PDF: Final = b"%PDF-1.4\n% demo\n"


def load_market_demo(actor: Actor, admits: Actor, *, on: date) -> None:
    """Fill the demo county: `actor` is its office, `admits` who admits merchants. Called once, at the first start."""
    demo = shipped_data(FILE)
    region = regions.region_cards([COUNTY])[COUNTY]
    _goods(actor, region, demo, on)
    _merchants(region, demo, on)
    set_intake(
        admits, COUNTY, opens_on=on - timedelta(days=60), closes_on=on + timedelta(days=120),
        notice="请准备营业执照、旧货回收协议和价格承诺书；现场咨询请到县商务和投资促进局市场科。", phone="0999-5550123",
    )  # fmt: skip
    for one in demo["applications"]:
        _application(actor, admits, one, demo, on)
    told = demo["suspended"]
    row = Merchant.objects.get(region=region.id, name=told["name"])
    from_day = on - timedelta(days=told["ago"])
    suspend_merchant(admits, row.public_id, from_day=from_day, until=None, reason=told["reason"])
    for one in demo["events"]:
        _event(actor, region, one, on)


def barcode(number: int) -> str:
    """An invented barcode with its check digit.

    >>> barcode(1)
    '6909990000011'
    """
    body = f"690999{number:06d}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return f"{body}{-total % 10}"


def _goods(actor: Actor, region: regions.RegionCard, demo: Mapping[str, Any], on: date) -> None:
    since = on - timedelta(days=320)
    drafts = []
    for number, one in enumerate(demo["goods"], 1):
        price = Money.from_yuan(one["price"])
        later = PricePoint(Money.from_yuan(one["price"] - 50), on - timedelta(days=150), "企业报价单")
        prices = (PricePoint(price, since, "企业报价单"), *((later,) if number % 3 == 0 else ()))
        drafts.append(
            GoodsDraft(
                barcode(number), Category.of(one["category"]), one["brand"], one["model"], one.get("grade"),
                None, one.get("standard", ""), prices, since,
            )
        )  # fmt: skip
    take_goods(actor, region.id, drafts, on=on)
    rows = {row.barcode: row for row in Goods.objects.filter(region=region.id)}
    raised, gone = demo["raised"], demo["delisted"]
    row = rows[barcode(raised["goods"])]
    price = Money.from_yuan(Decimal(demo["goods"][raised["goods"] - 1]["price"]) * (100 + raised["percent"]) // 100)
    point = PricePoint(price, on - timedelta(days=raised["ago"]), raised["source"])
    add_price(actor, row.public_id, point, on=on)
    until = on - timedelta(days=gone["ago"])
    delist_goods(actor, rows[barcode(gone["goods"])].public_id, until=until, reason=gone["reason"])


def _merchants(region: regions.RegionCard, demo: Mapping[str, Any], on: date) -> None:
    """Those of the years before, taken over as a list that was decided elsewhere."""
    system = Actor.system("示范数据")
    facts = [parties.EnterpriseFacts(one["name"], one["uscc"]) for one in demo["merchants"]]
    ids = parties.take_in(system, region.id, facts, source="示范数据").ids
    drafts = []
    for party_id, one in zip(ids, demo["merchants"], strict=True):
        since, categories = on + timedelta(days=one["since"]), tuple(one["categories"])
        shops = tuple(
            ShopDraft(
                shop["name"], shop["address"], categories, takes_old=True, phone=shop["phone"],
                tills=tuple(shop["tills"]), lng=Decimal(str(shop["lng"])), lat=Decimal(str(shop["lat"])),
                opened_on=since,
            )
            for shop in one["shops"]
        )  # fmt: skip
        until = since + timedelta(days=730)
        drafts.append(MerchantDraft(party_id, one["name"], one["uscc"], categories, since, until, shops))
    take_merchants(system, region.id, drafts, on=on)


def _application(actor: Actor, admits: Actor, one: Mapping[str, Any], demo: Mapping[str, Any], on: date) -> None:
    draft = ApplicationDraft(
        one["name"], one["uscc"], one["address"], "周小雨", "13800009999", tuple(one["categories"]), takes_old=True,
        shop_name=one["shop"], shop_address=one["address"], shop_phone="0999-5558800",
    )  # fmt: skip
    papers = [PaperDraft(PaperKind.LICENCE, "营业执照.pdf", PDF), PaperDraft(PaperKind.TAKE_BACK, "回收协议.pdf", PDF)]
    number = apply_for(actor, COUNTY, draft, papers, on=on)
    public_id = Application.objects.values_list("public_id", flat=True).get(number=number)
    state = one["state"]
    if state == "returned":
        return_application(actor, public_id, demo["returned_for"])
    elif state == "refused":
        refuse_application(admits, public_id, demo["refused_for"])
    elif state in ("reviewed", "admitted"):
        check_application(actor, public_id, {item.code: (CheckAnswer.MET, "") for item in check_items()})
        pass_application(actor, public_id, on=on)
        if state == "admitted":
            admission = Admission(on, on + timedelta(days=365), tuple(one["categories"]))
            admit_application(admits, public_id, admission)


def _event(actor: Actor, region: regions.RegionCard, one: Mapping[str, Any], on: date) -> None:
    first = on + timedelta(days=one["from"])
    families = tuple(Family.of(family) for family in one["families"])
    draft = EventDraft(
        EventKind.of(one["kind"]), one["name"], first, first + timedelta(days=one["days"] - 1), one["place"], families
    )
    draft = replace(
        draft,
        budget=Money.from_wan(str(one["budget"])) if "budget" in one else None,
        expected_visitors=one.get("expected"),
    )
    named = {unit.name: unit.public_id for unit in regions.units_in(actor, COUNTY)}
    public_id = plan_event(actor, COUNTY, draft, unit=named.get("清岚县商务和投资促进局"))
    wanted = {category.value for category in Category if category.family in families}
    rows = Merchant.objects.filter(region=region.id, categories__overlap=sorted(wanted))
    set_event_merchants(actor, public_id, list(rows.values_list("public_id", flat=True)))
    if "result" in one:
        told = one["result"]
        result = ResultDraft(
            told.get("visitors"), told.get("orders"), Money.from_wan(str(told["turnover"])), told.get("claims"),
            "按参加商户收银汇总",
        )  # fmt: skip
        record_result(actor, public_id, result, Proof(PDF, "活动总结.pdf"), on=on)
