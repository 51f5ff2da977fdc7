"""Screens for staff: sales at tills with why tills were refused, tills with their keys, one till."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.claims.actions.till.keys import NewKey, issue_key, replace_key, revoke_key
from liangxin.domains.claims.actions.till.notices import set_hook
from liangxin.domains.claims.queries.till import (
    SaleCard,
    TillCard,
    refused_lately,
    sale_cards,
    sales_listed,
    till_cards,
    till_page,
    tills_listed,
)
from liangxin.domains.claims.terms import ClaimState, Power
from liangxin.domains.schemes.terms import Category
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.lists import ChoiceFilter, Column, DateRangeFilter, Empty, ListScreen, Show, TextFilter
from liangxin.foundation.ui.posted import answer


def _till_address(card: TillCard) -> str:
    return reverse("claims:till", args=[card.public_id])


def _sale_address(card: SaleCard) -> str:
    return reverse("claims:sale", args=[card.public_id])


def _category(card: SaleCard) -> str:
    return gettext(card.category.label)


SALES = ListScreen(
    name="sales",
    title=_("到店核销"),
    order="-claim__created_at",
    columns=[
        Column("number", _("申领编号"), sort="claim__number", link=_sale_address, show=Show.SHORT),
        Column("state", _("状态"), show=Show.STATE, sort="claim__state"),
        Column("shop", _("门店"), sort="claim__shop__name"),
        Column("till", _("终端"), show=Show.SHORT),
        Column("category", _("品类"), _category, show=Show.SHORT),
        Column("price", _("售价"), show=Show.MONEY),
        Column("amount", _("补贴"), show=Show.MONEY),
        Column("created", _("占用时间"), lambda card: card.created_at, sort="claim__created_at", show=Show.MOMENT),
        Column("region_name", _("区划"), show=Show.SHORT),
    ],
    filters=[
        TextFilter("q", _("编号、门店或商户"), ("claim__number", "claim__shop__name", "claim__merchant__name")),
        ChoiceFilter("state_is", _("状态"), "claim__state", ClaimState),
        ChoiceFilter("category_is", _("品类"), "claim__category", Category),
        DateRangeFilter("day", _("日期"), "claim__on"),
    ],
    empty=Empty(
        _("还没有到店核销"),
        _("门店的收银系统通过接口占用额度、核销和冲正，每一笔都列在这里。先给终端发放密钥。"),
        _("收银终端"),
        "claims:tills",
    ),
    cards=sale_cards,
)
TILLS = ListScreen(
    name="tills",
    title=_("收银终端"),
    order="number",
    columns=[
        Column("number", _("终端号"), sort="number", link=_till_address),
        Column("shop", _("门店"), sort="shop__name"),
        Column("merchant", _("商户"), sort="shop__merchant__name"),
        Column("key", _("在用的密钥"), show=Show.SHORT, missing=_("没有发放")),
        Column("sandbox_key", _("测试密钥"), show=Show.SHORT, missing=_("没有发放")),
        Column("active_from", _("启用日期"), show=Show.DAY, sort="active_from"),
        Column("active_until", _("停用日期（不含）"), show=Show.DAY, sort="active_until", missing=_("在用")),
        Column("region_name", _("区划"), show=Show.SHORT),
    ],
    filters=[TextFilter("q", _("终端号、门店或商户"), ("number", "shop__name", "shop__merchant__name"))],
    empty=Empty(
        _("还没有收银终端"),
        _("终端在准入商户的页面上登记在门店之下，登记后在这里发放密钥。"),
        _("准入商户"),
        "schemes:merchants",
    ),
    cards=till_cards,
)


@require_safe
def sale_list(request: OfficeRequest) -> HttpResponseBase:
    """The sales of own regions and below, and why tills were refused in the last week."""
    actor = request.actor
    actor.require(Power.READ)
    whys = refused_lately(actor, timezone.now())
    return SALES.respond(request, sales_listed(actor), "claims/till/sales.html", whys=whys)


@require_safe
def till_list(request: OfficeRequest) -> HttpResponseBase:
    """The tills of own regions and below with the keys that are in use."""
    request.actor.require(Power.READ)
    return TILLS.respond(request, tills_listed(request.actor), "claims/till/tills.html")


@require_http_methods(["GET", "HEAD", "POST"])
def one_till(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One till: its keys, where its shop is told, what was told. A new secret is on the answer to its form, once."""
    actor, there = request.actor, reverse("claims:till", args=[public_id])
    fresh: dict[str, NewKey | str] = {}

    def issue(posted: QueryDict) -> str:
        fresh["key"] = issue_key(actor, public_id, is_sandbox=posted.get("sandbox") == "yes")
        return there

    def replace(posted: QueryDict) -> str:
        fresh["key"] = replace_key(actor, _key(posted))
        return there

    def revoke(posted: QueryDict) -> str:
        revoke_key(actor, _key(posted))
        messages.success(request, gettext("密钥已停用，用它签名的请求从现在起不再受理。"))
        return there

    def hook(posted: QueryDict) -> str:
        fresh["hook"] = set_hook(actor, public_id, posted.get("url", ""), is_on=posted.get("is_on") == "yes")
        return there

    def context() -> dict[str, object]:
        page = till_page(actor, public_id, timezone.now())
        return {"page": page, "card": page.card, "fresh": fresh}

    typed = {"url": till_page(actor, public_id, timezone.now()).hook_url}
    deeds = {"issue": issue, "replace": replace, "revoke": revoke, "hook": hook}
    done = answer(request, "claims/till/till.html", deeds, typed=typed, context=context)
    if fresh:
        page = {**context(), "typed": typed, "deed": "", "refusal": None}
        done = render(request, "claims/till/till.html", page)
    done["Cache-Control"] = "no-store"
    return done


def _key(posted: QueryDict) -> UUID:
    """The key that a form is about; what is no id is nobody's key."""
    try:
        return UUID(posted.get("key", ""))
    except ValueError:
        return UUID(int=0)
