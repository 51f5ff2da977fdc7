"""The small world of goods, merchants and events: on top of that of regions, some of each in our county."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

import openpyxl

from liangxin.domains.parties import api as parties
from liangxin.domains.regions.tests.world import COUNTY, World, build_world
from liangxin.domains.schemes import api as schemes
from liangxin.domains.schemes.models import Application, Goods, Merchant, Shop
from liangxin.domains.schemes.rules.checklist import check_items
from liangxin.domains.schemes.terms import Category, CheckAnswer, EventKind, Family, PaperKind
from liangxin.foundation.accounts.tests.kept import kept
from liangxin.kernel.money import Money

DAY, SINCE = date(2025, 6, 1), date(2025, 1, 1)
FIRST, SECOND, THIRD, FOURTH = "91350100M000100Y43", "91440300708461136T", "91110000600037341L", "91310000607298182K"
PDF = b"%PDF-1.4\nfor tests"
CODES = ("6909990000011", "6909990000028", "6909990000035", "6909990000042")
FRIDGE, TV, PHONE = Category.FRIDGE, Category.TV, Category.PHONE


@dataclass
class MarketWorld:
    """People of the small world, two things on the county's list, a merchant with a shop, an application, an event."""

    people: World
    goods: UUID
    merchant: UUID
    shop: int
    shop_public: UUID
    application: UUID
    number: str
    event: UUID

    @property
    def region_id(self) -> int:
        return self.people.region(COUNTY).id


def goods_draft(code: str = CODES[0], **values: Any) -> schemes.GoodsDraft:
    """A fridge of the first grade with its list price since the beginning of the year; some of it replaced."""
    said: dict[str, Any] = {
        "category": FRIDGE,
        "brand": "青禾",
        "model": f"BX-{code[-2:]}",
        "grade": 1,
        "standard": "gb12021.2-2015",
        "prices": (schemes.PricePoint(Money.from_yuan(3000), SINCE, "报价单"),),
        "since": SINCE,
    }
    return schemes.GoodsDraft(code, **said | values)


def application_draft(uscc: str = SECOND, name: str = "虚构禾美电器商行") -> schemes.ApplicationDraft:
    return schemes.ApplicationDraft(
        name, uscc, "东街42号", "周小雨", "13800009999", (FRIDGE.value, TV.value), takes_old=True,
        shop_name="禾美东街店", shop_address="东街42号",
    )  # fmt: skip


def licence() -> list[schemes.PaperDraft]:
    return [schemes.PaperDraft(PaperKind.LICENCE, "营业执照.pdf", PDF)]


def application_of(number: str) -> UUID:
    return Application.objects.values_list("public_id", flat=True).get(number=number)


def all_met() -> dict[str, tuple[CheckAnswer, str]]:
    return {one.code: (CheckAnswer.MET, "") for one in check_items()}


def merchant_draft(people: World, uscc: str, name: str, *shops: str) -> schemes.MerchantDraft:
    """An admitted merchant of fridges and sets with these shops; its party is entered."""
    region = people.region(COUNTY).id
    (party,) = parties.take_in(people.system, region, [parties.EnterpriseFacts(name, uscc)], source="测试").ids
    categories = (FRIDGE.value, TV.value)
    made = tuple(
        schemes.ShopDraft(shop, f"{shop}路1号", categories, takes_old=True, tills=(f"T-{shop}",)) for shop in shops
    )
    return schemes.MerchantDraft(party, name, uscc, categories, SINCE, date(2035, 1, 1), made)


def build_market() -> MarketWorld:
    people = build_world()
    lin, region = people.actor("lin"), people.region(COUNTY).id
    schemes.take_goods(lin, region, [goods_draft(CODES[0]), goods_draft(CODES[1], category=TV)], on=DAY)
    schemes.take_merchants(people.system, region, [merchant_draft(people, FIRST, "虚构晴川家电", "晴川店")], on=DAY)
    shop = Shop.objects.get()
    number = schemes.apply_for(lin, COUNTY, application_draft(), licence(), on=DAY)
    draft = schemes.EventDraft(EventKind.FAIR, "虚构家电展销", DAY, date(2025, 6, 3), "广场", (Family.APPLIANCES,))
    return MarketWorld(
        people=people,
        goods=Goods.objects.values_list("public_id", flat=True).get(barcode=CODES[0]),
        merchant=Merchant.objects.values_list("public_id", flat=True).get(),
        shop=shop.pk,
        shop_public=shop.public_id,
        application=application_of(number),
        number=number,
        event=schemes.plan_event(lin, COUNTY, draft),
    )


def book(heads: list[str], *rows: Sequence[object]) -> bytes:
    """A workbook with these headings and rows."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in [heads, *rows]:
        sheet.append(list(row))
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


GOODS_HEADS = ["商品条码", "品类", "品牌", "型号", "等级", "依据标准", "标价", "标价起始日", "列入起始日"]
MERCHANT_HEADS = [
    "统一社会信用代码",
    "企业名称",
    "门店名称",
    "门店地址",
    "经营品类",
    "能否回收旧货",
    "收银终端号",
    "准入日期",
]
market = kept("market", build_market)
