"""What is said of a shop, and rows that merchants come in by in bulk. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from liangxin.domains.schemes import errors
from liangxin.domains.schemes.rules.merchants import tidy_categories, tidy_uscc
from liangxin.domains.schemes.terms import ADDRESS_LIMIT, FIRM_NAME_LIMIT


@dataclass(frozen=True, slots=True)
class ShopDraft:
    """A shop; `region` is the code of where it stands, that of the merchant where it is not said."""

    name: str
    address: str
    categories: tuple[str, ...]
    takes_old: bool | None = None
    phone: str = ""
    region: str = ""
    lng: Decimal | None = None
    lat: Decimal | None = None
    opened_on: date | None = None
    tills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MerchantDraft:
    """An admitted merchant with its shops, as a list has it; `party_id` is the party, `until` is half-open."""

    party_id: int
    name: str
    uscc: str
    categories: tuple[str, ...]
    since: date
    until: date | None = None
    shops: tuple[ShopDraft, ...] = ()


def tidy_shop(draft: ShopDraft) -> ShopDraft:
    """The draft in its normal form. Raises WordsMissing, CategoriesMissing."""
    name, address = " ".join(draft.name.split()), " ".join(draft.address.split())
    for field, text, what, limit in (
        ("name", name, "门店名称", FIRM_NAME_LIMIT),
        ("address", address, "门店地址", ADDRESS_LIMIT),
    ):
        if not text or len(text) > limit:
            raise errors.WordsMissing(field=field, what=what, limit=limit)
    tills = tuple(dict.fromkeys(one.strip()[:40] for one in draft.tills if one.strip()))
    place = (None, None) if draft.lng is None or draft.lat is None else (draft.lng, draft.lat)
    return replace(
        draft, name=name, address=address, categories=tuple(tidy_categories(draft.categories)), tills=tills,
        phone=draft.phone.strip()[:40], lng=place[0], lat=place[1],
    )  # fmt: skip


def tidy_merchant(draft: MerchantDraft) -> MerchantDraft:
    """The draft in its normal form. Raises UsccWrong, WordsMissing, CategoriesMissing, PeriodWrong."""
    if draft.until is not None and draft.until <= draft.since:
        raise errors.PeriodWrong(field="until")
    name = " ".join(draft.name.split())
    if not name or len(name) > FIRM_NAME_LIMIT:
        raise errors.WordsMissing(field="name", what="企业名称", limit=FIRM_NAME_LIMIT)
    shops: dict[str, ShopDraft] = {}
    for shop in draft.shops:
        tidy = tidy_shop(shop)
        shops.setdefault(tidy.name, tidy)
    return replace(
        draft, name=name, uscc=tidy_uscc(draft.uscc), categories=tuple(tidy_categories(draft.categories)),
        shops=tuple(shops.values()),
    )  # fmt: skip
