"""Sets of past claims: the list, one brought, one looked at."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.regions import api as regions
from liangxin.domains.schemes import api as schemes
from liangxin.domains.schemes.errors import SchemeFieldMissing
from liangxin.domains.schemes.queries.past import PastCard, past_cards, past_listed, past_page, reference_rulebook
from liangxin.domains.schemes.rules.past import contract
from liangxin.domains.schemes.rules.scheme_shipped import shipped_cards
from liangxin.domains.schemes.terms import Power
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.lists import Column, Empty, ListScreen, Show, TextFilter
from liangxin.foundation.ui.posted import answer


def _address(card: PastCard) -> str:
    return reverse("schemes:past", args=[card.public_id])


PAST = ListScreen(
    name="past",
    title=_("历史申领"),
    order="-taken_at",
    columns=[
        Column("name", _("数据"), link=_address, sort="name"),
        Column("family", _("类别"), sort="family"),
        Column("region_name", _("地区"), sort="region__path"),
        Column("claims", _("件数"), show=Show.NUMBER, sort="claims", total="claims"),
        Column("first_day", _("最早申领日"), show=Show.DAY, sort="first_day"),
        Column("last_day", _("最晚申领日"), show=Show.DAY, sort="last_day"),
        Column("paid_rows", _("已付件数"), show=Show.NUMBER, missing=_("文件没有写付了多少")),
        Column("paid", _("已付金额"), show=Show.MONEY_WAN, missing=_("文件没有写付了多少")),
        Column("taken_by", _("上传人"), missing=_("系统")),
        Column("taken_at", _("上传时间"), show=Show.MOMENT, sort="taken_at"),
    ],
    filters=[TextFilter("q", _("数据或类别"), ("name", "family"))],
    empty=Empty(
        _("还没有历史申领"),
        _("带来过去的申领（Parquet文件，申请人只用假名编号），就能看一版规则谁得益、谁受损、要多少钱。"),
        _("上传第一份"),
        "schemes:past_new",
    ),
    cards=past_cards,
)


@require_safe
def past_list(request: OfficeRequest) -> HttpResponseBase:
    """Sets of own regions and below."""
    return PAST.respond(request, past_listed(request.actor), "schemes/past/list.html")


@require_http_methods(["GET", "HEAD", "POST"])
def past_new(request: OfficeRequest) -> HttpResponse:
    """Bring a set; the columns that it may have stand beside the form."""
    actor = request.actor
    actor.require(Power.WHAT_IF)
    places = regions.regions_where(actor, Power.WHAT_IF)
    families = sorted({(card.family, card.title.split("（")[0]) for card in shipped_cards()})
    code = request.POST.get("region") or request.GET.get("region") or (places[0].code if places else "")
    family = request.POST.get("family") or request.GET.get("family") or families[0][0]

    def take(posted: QueryDict) -> str:
        sent = request.FILES.get("file")
        if sent is None:
            raise SchemeFieldMissing(field="file", what="数据文件")
        name = sent.name or gettext("未命名")
        draft = schemes.PastDraft(
            posted.get("region", ""), posted.get("family", ""), posted.get("name", ""), sent, name
        )
        past = schemes.take_past_claims(actor, draft)
        messages.success(request, gettext("已上传，可以用来试算了。"))
        return reverse("schemes:past", args=[past])

    def context() -> dict[str, Any]:
        region = next((place for place in places if place.code == code), None)
        rulebook = reference_rulebook(region.id, family) if region else None
        return {
            "places": [(place.code, place.name) for place in places],
            "families": families,
            "columns": contract(rulebook) if rulebook else [],
        }

    typed = {"region": code, "family": family, "name": ""}
    return answer(request, "schemes/past/new.html", {"take": take}, typed=typed, context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def past(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One set: what it holds."""

    def remove(posted: QueryDict) -> str:
        schemes.remove_past_claims(request.actor, public_id, posted.get("reason", ""))
        messages.success(request, gettext("已删除。"))
        return reverse("schemes:past_list")

    card = past_page(request.actor, public_id)
    return answer(
        request,
        "schemes/past/past.html",
        {"remove": remove},
        typed={"reason": ""},
        context=lambda: {"card": card, "columns": sorted(card.columns.items())},
    )
