"""The doors to merchants, their applications and shops: own regions and below."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from liangxin.domains.schemes.errors import ApplicationNotFound, MerchantNotFound, ShopNotFound
from liangxin.domains.schemes.models import Application, Merchant, Paper, Shop
from liangxin.domains.schemes.terms import Power
from liangxin.foundation.accounts.api import Actor, seen_from


def visible_merchants(actor: Actor) -> QuerySet[Merchant]:
    """Merchants of own regions and below."""
    return Merchant.objects.filter(seen_from(actor, Power.READ), taken_back_at__isnull=True)


def get_merchant(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> Merchant:
    """The merchant with its region. Raises MerchantNotFound, NotAllowed."""
    found = visible_merchants(actor).select_related("region").filter(public_id=public_id).first()
    if found is None:
        raise MerchantNotFound
    actor.require(to, found.region.path)
    return found


def visible_applications(actor: Actor) -> QuerySet[Application]:
    """Applications of own regions and below."""
    return Application.objects.filter(seen_from(actor, Power.READ))


def get_application(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> Application:
    """The application with its region. Raises ApplicationNotFound, NotAllowed."""
    found = visible_applications(actor).select_related("region").filter(public_id=public_id).first()
    if found is None:
        raise ApplicationNotFound
    actor.require(to, found.region.path)
    return found


def get_paper(actor: Actor, public_id: UUID | str) -> Paper:
    """A paper of an application, for those who review or admit. Raises ApplicationNotFound, NotAllowed."""
    rows = Paper.objects.filter(seen_from(actor, Power.READ, "application__region__path"))
    found = rows.select_related("application__region", "file").filter(public_id=public_id).first()
    if found is None:
        raise ApplicationNotFound
    path = found.application.region.path
    if not actor.may(Power.MERCHANT_ADMIT, path):
        actor.require(Power.MERCHANT_REVIEW, path)
    return found


def get_shop(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> Shop:
    """The shop with its merchant and that one's region. Raises ShopNotFound, NotAllowed."""
    rows = Shop.objects.filter(
        seen_from(actor, Power.READ, "merchant__region__path"),
        taken_back_at__isnull=True,
        merchant__taken_back_at__isnull=True,
    )
    found = rows.select_related("merchant__region").filter(public_id=public_id).first()
    if found is None:
        raise ShopNotFound
    actor.require(to, found.merchant.region.path)
    return found
