"""The doors to sales at tills, to tills and their keys: own regions and below."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet

from liangxin.domains.claims.errors import SaleNotFound, TillKeyNotFound
from liangxin.domains.claims.models import TillKey, TillSale
from liangxin.domains.claims.terms import Power
from liangxin.foundation.accounts.api import Actor, seen_from


def visible_sales(actor: Actor) -> QuerySet[TillSale]:
    """Sales at tills whose claim is of the own regions and below."""
    return TillSale.objects.filter(seen_from(actor, Power.READ, "claim__region__path"))


def get_sale(actor: Actor, public_id: UUID | str) -> TillSale:
    """The sale of a claim, with shop, merchant, region and till. Raises SaleNotFound."""
    rows = visible_sales(actor).select_related("claim__shop", "claim__merchant", "claim__region", "till")
    found = rows.filter(claim__public_id=public_id).first()
    if found is None:
        raise SaleNotFound
    return found


def visible_keys(actor: Actor) -> QuerySet[TillKey]:
    """Keys of tills in shops of the own regions and below."""
    return TillKey.objects.filter(seen_from(actor, Power.READ, "till__shop__region__path"))


def visible_tills(actor: Actor) -> QuerySet[Any]:
    """Tills in shops of the own regions and below, whether they have a key or not."""
    tills: Any = apps.get_model("schemes.Till")  # keys hang on tills; the package below has no door to rows of them
    rows: QuerySet[Any] = tills.objects.filter(
        seen_from(actor, Power.READ, "shop__region__path"),
        shop__taken_back_at__isnull=True,
        shop__merchant__taken_back_at__isnull=True,
    )
    return rows


def get_till(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> Any:
    """The till with shop, merchant and region. Raises TillKeyNotFound, NotAllowed."""
    rows = visible_tills(actor).select_related("shop__merchant", "shop__region")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise TillKeyNotFound
    actor.require(to, found.shop.region.path)
    return found


def get_key(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> TillKey:
    """The key with its till. Raises TillKeyNotFound, NotAllowed."""
    rows = visible_keys(actor).select_related("till__shop__region")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise TillKeyNotFound
    actor.require(to, found.till.shop.region.path)
    return found
