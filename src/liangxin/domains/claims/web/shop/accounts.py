"""Merchants' accounts for staff: the list of merchants, one merchant's accounts, opened, renewed and closed there."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.claims.actions.shop_accounts import (
    NewLogin,
    close_shop_account,
    open_shop_account,
    renew_password,
)
from liangxin.domains.claims.queries.shop import MerchantCard, merchant_cards, merchant_page, merchants_listed
from liangxin.domains.claims.terms import Power
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.lists import Column, Empty, ListScreen, Show, TextFilter
from liangxin.foundation.ui.posted import answer


def _address(card: MerchantCard) -> str:
    return reverse("claims:merchant_accounts", args=[card.public_id])


MERCHANTS = ListScreen(
    name="merchant_accounts",
    title=_("商户账号"),
    order="name",
    columns=[
        Column("name", _("商户"), sort="name", link=_address),
        Column("uscc", _("统一社会信用代码"), show=Show.SHORT),
        Column("accounts", _("在用的账号"), show=Show.NUMBER),
        Column("region_name", _("区划"), show=Show.SHORT),
    ],
    filters=[TextFilter("q", _("商户或信用代码"), ("name", "uscc"))],
    empty=Empty(
        _("还没有准入的商户"),
        _("商户准入后，可以给它的经办人开立账号，查看每笔补贴到了哪一步。"),
        _("准入商户"),
        "schemes:merchants",
    ),
    cards=merchant_cards,
)


@require_safe
def merchant_list(request: OfficeRequest) -> HttpResponseBase:
    """The merchants of own regions and below with how many accounts they have."""
    request.actor.require(Power.READ)
    return MERCHANTS.respond(request, merchants_listed(request.actor), "claims/shop/merchants.html")


@require_http_methods(["GET", "HEAD", "POST"])
def one_merchant(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One merchant's accounts. A new password is on the answer to its form, once."""
    actor, there = request.actor, reverse("claims:merchant_accounts", args=[public_id])
    fresh: list[NewLogin] = []

    def opened(posted: QueryDict) -> str:
        fresh.append(open_shop_account(actor, public_id, posted.get("person", "")))
        return there

    def renewed(posted: QueryDict) -> str:
        fresh.append(renew_password(actor, _account(posted)))
        return there

    def closed(posted: QueryDict) -> str:
        close_shop_account(actor, _account(posted))
        messages.success(request, gettext("账号已停用。"))
        return there

    def context() -> dict[str, object]:
        page = merchant_page(actor, public_id)
        return {"page": page, "card": page.card, "fresh": fresh[0] if fresh else None}

    deeds = {"open": opened, "renew": renewed, "close": closed}
    done = answer(request, "claims/shop/merchant.html", deeds, typed={"person": ""}, context=context)
    if fresh:
        page = {**context(), "typed": {"person": ""}, "deed": "", "refusal": None}
        done = render(request, "claims/shop/merchant.html", page)
    done["Cache-Control"] = "no-store"
    return done


def _account(posted: QueryDict) -> UUID:
    """The account that a form is about; what is no id is nobody's."""
    try:
        return UUID(posted.get("account", ""))
    except ValueError:
        return UUID(int=0)
