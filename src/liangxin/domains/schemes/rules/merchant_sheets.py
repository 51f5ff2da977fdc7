"""Workbooks of merchants and shops: their columns, and what a row says. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from liangxin.domains.schemes import errors
from liangxin.domains.schemes.rules.sheets import category_choices
from liangxin.domains.schemes.rules.shops import MerchantDraft, ShopDraft, tidy_merchant
from liangxin.domains.schemes.terms import ADDRESS_LIMIT, FIRM_NAME_LIMIT
from liangxin.engines.sheets import Bounds, Column, Kind, SheetType
from liangxin.kernel.text import plain

_APART = re.compile(r"[、，,;；/\s]+")
_NOTE = (
    "一行一家门店；一家企业有几家门店就写几行，企业名称、代码和准入日期照抄。上传的人核对，由另一个人发布，发布即准入。"
    "空着的格子不改动已有的内容。"
)


def merchants_sheet() -> SheetType:
    """The columns of a region's merchants and shops."""
    columns = (
        Column("uscc", "统一社会信用代码", Kind.USCC, required=True, aliases=("信用代码", "社会信用代码")),
        Column(
            "name",
            "企业名称",
            required=True,
            limits=Bounds(characters=FIRM_NAME_LIMIT),
            aliases=("商户名称", "单位名称"),
        ),
        Column("address", "企业住所", limits=Bounds(characters=ADDRESS_LIMIT), aliases=("注册地址",)),
        Column("shop", "门店名称", required=True, limits=Bounds(characters=FIRM_NAME_LIMIT)),
        Column("shop_address", "门店地址", required=True, limits=Bounds(characters=ADDRESS_LIMIT)),
        Column("shop_phone", "门店电话", limits=Bounds(characters=40), help="会公示给市民"),
        Column("place", "经纬度", Kind.PLACE),
        Column("categories", "经营品类", required=True, help="几类之间用顿号隔开", example="冰箱、洗衣机、空调"),
        Column("takes_old", "能否回收旧货", Kind.YES_NO, required=True),
        Column("tills", "收银终端号", help="几台之间用顿号隔开"),
        Column("since", "准入日期", Kind.DATE, required=True),
        Column("last_day", "准入最后一天", Kind.DATE, help="没有期限的空着"),
    )
    return SheetType("scheme_merchants", "商户和门店", 1, columns, note=_NOTE, key=("uscc", "shop"))


@dataclass(frozen=True, slots=True)
class MerchantRow:
    """A row: a merchant with one shop, the party still to be found; and the seat of the enterprise."""

    draft: MerchantDraft
    address: str

    @property
    def shop(self) -> ShopDraft:
        return self.draft.shops[0]


def merchant_said(values: Mapping[str, Any]) -> MerchantRow:
    """A row of the sheet; its cells are sound. Raises CategoryUnknown, PeriodWrong, WordsMissing."""
    categories = _categories(values["categories"])
    place = values["place"]
    shop = ShopDraft(
        name=values["shop"],
        address=values["shop_address"],
        categories=categories,
        takes_old=values["takes_old"],
        phone=values["shop_phone"] or "",
        lng=None if place is None else Decimal(str(place.lng)).quantize(Decimal("0.000001")),
        lat=None if place is None else Decimal(str(place.lat)).quantize(Decimal("0.000001")),
        opened_on=None,
        tills=tuple(_APART.split(values["tills"])) if values["tills"] else (),
    )
    last = values["last_day"]
    until = None if last is None else last + timedelta(days=1)
    draft = MerchantDraft(0, values["name"], values["uscc"], categories, values["since"], until, (shop,))
    return MerchantRow(tidy_merchant(draft), values["address"] or "")


def _categories(text: str) -> tuple[str, ...]:
    known = {plain(word): one.code for one in category_choices() for word in (one.label, one.code, *one.aliases)}
    found = []
    for word in filter(None, _APART.split(text)):
        if plain(word) not in known:
            raise errors.CategoryUnknown(field="categories", word=word[:30])
        found.append(known[plain(word)])
    return tuple(found)


def row_kept(row: MerchantRow) -> dict[str, Any]:
    """A row as plain values; `row_again` makes it again."""
    shop, draft = row.shop, row.draft
    return {
        "uscc": draft.uscc, "name": draft.name, "address": row.address, "since": draft.since.isoformat(),
        "until": draft.until.isoformat() if draft.until else None, "shop": shop.name, "shop_address": shop.address,
        "shop_phone": shop.phone, "lng": None if shop.lng is None else str(shop.lng),
        "lat": None if shop.lat is None else str(shop.lat), "categories": list(shop.categories),
        "takes_old": shop.takes_old, "tills": list(shop.tills),
    }  # fmt: skip


def row_again(values: Mapping[str, Any]) -> MerchantRow:
    """The row that was kept."""
    categories = tuple(values["categories"])
    shop = ShopDraft(
        values["shop"], values["shop_address"], categories, values["takes_old"], values["shop_phone"], "",
        None if values["lng"] is None else Decimal(values["lng"]),
        None if values["lat"] is None else Decimal(values["lat"]), None, tuple(values["tills"]),
    )  # fmt: skip
    until = date.fromisoformat(values["until"]) if values["until"] else None
    since = date.fromisoformat(values["since"])
    draft = MerchantDraft(0, values["name"], values["uscc"], categories, since, until, (shop,))
    return MerchantRow(draft, values["address"])
