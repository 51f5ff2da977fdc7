"""Whose account it is among merchants, and which merchants staff may open accounts for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet

from liangxin.domains.claims.errors import MerchantUnknown, NotAShop, ShopAccountEnded
from liangxin.domains.claims.models import ShopAccount
from liangxin.domains.claims.terms import Power
from liangxin.foundation.accounts.api import Actor, seen_from


@dataclass(frozen=True, slots=True)
class ShopCard:
    """The merchant whose person acts."""

    merchant_id: int
    name: str
    uscc: str
    region_name: str


def get_shop(actor: Actor) -> ShopCard:
    """The merchant whose person acts. Raises NotAShop for staff, citizens and visitors."""
    rows = ShopAccount.objects.select_related("merchant__region").filter(closed_at__isnull=True)
    row = rows.filter(account=actor.account_id).first() if actor.account_id else None
    if row is None:
        raise NotAShop
    merchant = row.merchant
    return ShopCard(merchant.pk, merchant.name, merchant.uscc, merchant.region.name)


def is_shop(actor: Actor) -> bool:
    """Whether the account is a merchant's and nothing else: one without any standing."""
    if actor.account_id is None or actor.standings or actor.is_system:
        return False
    return ShopAccount.objects.filter(account_id=actor.account_id).exists()


def visible_merchants(actor: Actor) -> QuerySet[Any]:
    """Merchants of the own regions and below."""
    merchants: Any = apps.get_model("schemes.Merchant")  # accounts hang on merchants; no door below has rows of them
    rows: QuerySet[Any] = merchants.objects.filter(seen_from(actor, Power.READ), taken_back_at__isnull=True)
    return rows


def get_merchant(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> Any:
    """The merchant with its region. Raises MerchantUnknown, NotAllowed."""
    found = visible_merchants(actor).select_related("region").filter(public_id=public_id).first()
    if found is None:
        raise MerchantUnknown
    actor.require(to, found.region.path)
    return found


def get_shop_account(actor: Actor, public_id: UUID | str) -> ShopAccount:
    """An account in use that the actor may change, locked. Raises ShopAccountEnded, MerchantUnknown, NotAllowed."""
    rows = ShopAccount.objects.select_related("account", "merchant__region").select_for_update(of=("self",))
    found = rows.filter(public_id=public_id, merchant__in=visible_merchants(actor)).first()
    if found is None:
        raise MerchantUnknown
    actor.require(Power.TILL, found.merchant.region.path)
    if found.closed_at is not None:
        raise ShopAccountEnded
    return found
