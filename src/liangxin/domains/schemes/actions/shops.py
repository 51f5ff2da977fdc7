"""Shops and tills of a merchant: entered, changed, closed; tills in use from a day to a day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from liangxin.domains.regions import api as regions
from liangxin.domains.schemes import errors
from liangxin.domains.schemes.access.merchants import get_merchant, get_shop
from liangxin.domains.schemes.models import Shop, Till
from liangxin.domains.schemes.rules.shops import ShopDraft, tidy_shop
from liangxin.domains.schemes.terms import REASON_LIMIT, Deed, Power
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record
from liangxin.kernel.text import cut

COLUMNS = ("name", "address", "phone", "lng", "lat", "categories", "takes_old", "opened_on")


def shop_values(draft: ShopDraft) -> dict[str, object]:
    """The columns that a tidy draft fills."""
    return {name: getattr(draft, name) for name in COLUMNS} | {"categories": list(draft.categories)}


def add_shop(actor: Actor, merchant_id: UUID | str, draft: ShopDraft, *, on: date) -> UUID:
    """Enter a shop of a merchant, with its tills.

    Raises TillTwice, what `tidy_shop` raises, MerchantNotFound, NotAllowed.
    """
    merchant = get_merchant(actor, merchant_id, Power.MERCHANT_REVIEW)
    tidy = tidy_shop(draft)
    region_id = merchant.region_id
    if tidy.region:
        region = regions.region_seen(actor, tidy.region)
        actor.require(Power.MERCHANT_REVIEW, region.path)
        region_id = region.id
    with transaction.atomic():
        shop = Shop.objects.create(merchant=merchant, region_id=region_id, **shop_values(tidy))
        record(actor, Deed.SHOP_ADDED, merchant, region_path=merchant.region.path, after={"name": tidy.name})
        for number in tidy.tills:
            _add_till(actor, shop, number, on)
    return shop.public_id


def change_shop(actor: Actor, shop_id: UUID | str, draft: ShopDraft, *, reason: str) -> None:
    """Say anew what a shop is. Raises ReasonMissing, ShopClosed, what `tidy_shop` raises, ShopNotFound, NotAllowed."""
    said, tidy = _said(reason), tidy_shop(draft)
    with transaction.atomic():
        shop = _locked(actor, shop_id)
        values = shop_values(tidy)
        before = {name: getattr(shop, name) for name, value in values.items() if getattr(shop, name) != value}
        for name, value in values.items():
            setattr(shop, name, value)
        shop.clock += 1
        shop.save()
        after = {name: values[name] for name in before}
        path = shop.merchant.region.path
        record(actor, Deed.SHOP_CHANGED, shop.merchant, region_path=path, reason=said, before=before, after=after)


def close_shop(actor: Actor, shop_id: UUID | str, *, closed_on: date, reason: str) -> None:
    """Close a shop from a day on; its tills end with it. Raises ReasonMissing, ShopClosed, ShopNotFound, NotAllowed."""
    said = _said(reason)
    with transaction.atomic():
        shop = _locked(actor, shop_id)
        if shop.opened_on is not None and closed_on < shop.opened_on:
            raise errors.ListedDaysWrong(field="closed_on", after=shop.opened_on)
        shop.closed_on, shop.close_reason = closed_on, said
        shop.clock += 1
        shop.save()
        for till in Till.objects.filter(shop=shop, active_until__isnull=True):
            till.active_until = max(till.active_from, closed_on)
            till.save()
        after = {"name": shop.name, "closed_on": closed_on}
        record(actor, Deed.SHOP_CLOSED, shop.merchant, region_path=shop.merchant.region.path, reason=said, after=after)


def add_till(actor: Actor, shop_id: UUID | str, number: str, *, active_from: date) -> None:
    """Enter a till of a shop. Raises TillTwice, WordsMissing, ShopClosed, ShopNotFound, NotAllowed."""
    text = number.strip()
    if not text or len(text) > 40:
        raise errors.WordsMissing(field="number", what="终端号", limit=40)
    with transaction.atomic():
        _add_till(actor, _locked(actor, shop_id), text, active_from)


def end_till(actor: Actor, shop_id: UUID | str, number: str, *, active_until: date) -> None:
    """Let a till of a shop end on a day (not included). Raises ShopNotFound, NotAllowed."""
    with transaction.atomic():
        shop = _locked(actor, shop_id)
        till = Till.objects.filter(shop=shop, number=number, active_until__isnull=True).first()
        if till is None:
            raise errors.ShopNotFound
        if active_until < till.active_from:
            raise errors.ListedDaysWrong(field="active_until", after=till.active_from)
        till.active_until = active_until
        till.save()
        after = {"number": number, "until": active_until}
        record(actor, Deed.TILL_ENDED, shop.merchant, region_path=shop.merchant.region.path, after=after)


def _add_till(actor: Actor, shop: Shop, number: str, active_from: date) -> None:
    known = Till.objects.filter(number=number, active_until__isnull=True).select_related("shop").first()
    if known is not None:
        # Whose shop it is elsewhere is not told to who may not see it.
        is_ours = known.shop.merchant_id == shop.merchant_id
        raise errors.TillTwice(field="number", number=number, shop=known.shop.name if is_ours else "另一家门店")
    Till.objects.create(shop=shop, number=number, active_from=active_from)
    after = {"number": number, "shop": shop.name, "from": active_from}
    record(actor, Deed.TILL_ADDED, shop.merchant, region_path=shop.merchant.region.path, after=after)


def _locked(actor: Actor, shop_id: UUID | str) -> Shop:
    """An open shop, locked."""
    known = get_shop(actor, shop_id, Power.MERCHANT_REVIEW)
    rows = Shop.objects.select_for_update(of=("self",)).select_related("merchant__region")
    shop = rows.get(pk=known.pk)
    if shop.closed_on is not None:
        raise errors.ShopClosed(day=shop.closed_on)
    return shop


def _said(reason: str) -> str:
    said = cut(reason.strip(), REASON_LIMIT)
    if not said:
        raise errors.ReasonMissing(field="reason")
    return said
