"""All after-sale claims, entering one at the counter, draws, how a region reviews."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.claims import api as claims
from liangxin.domains.claims.access.settings import rules_of
from liangxin.domains.claims.queries.after_form import claimable_in
from liangxin.domains.claims.queries.after_pages import ClaimCard, claim_cards, claims_listed, draws_public, draws_seen
from liangxin.domains.claims.terms import ClaimState, Power
from liangxin.domains.parties import api as parties
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.lists import ChoiceFilter, Column, DateRangeFilter, Empty, ListScreen, Show, TextFilter
from liangxin.foundation.ui.posted import answer

_NUMBERS = ("levels", "most_questions", "answer_days", "review_days", "sample_permille")


def _address(card: ClaimCard) -> str:
    if card.state is ClaimState.DRAFT:
        return reverse("my_claims:claim", args=[card.number])
    return reverse("claims:review_case", args=[card.number])


CLAIMS = ListScreen(
    name="after_claims",
    title=_("购买后申领"),
    order="-filing__submitted_at",
    columns=[
        Column("number", _("申领编号"), link=_address, sort="number", show=Show.SHORT),
        Column("scheme", _("补贴")),
        Column("person", _("申领人")),
        Column("state", _("状态"), show=Show.STATE, sort="state"),
        Column("amount", _("金额"), show=Show.MONEY, sort="amount_fen", missing=_("尚未判定")),
        Column("submitted_at", _("提交时间"), show=Show.MOMENT, sort="filing__submitted_at", missing=_("尚未提交")),
        Column("due_on", _("本级期限"), show=Show.DAY, sort="filing__due_on", missing=_("不在审核中")),
        Column("region_name", _("区划"), sort="region__name", show=Show.SHORT),
    ],
    filters=[
        TextFilter("q", _("申领编号"), ("number",)),
        ChoiceFilter("state_is", _("状态"), "state", ClaimState),
        DateRangeFilter("submitted", _("提交时间"), "filing__submitted_at", of_moments=True),
    ],
    empty=Empty(_("还没有购买后申领"), _("居民在“我的申领”里提交，也可以由窗口代录。")),
    cards=claim_cards,
)


@require_safe
def claim_list(request: OfficeRequest) -> HttpResponseBase:
    """The after-sale claims of own regions and below."""
    actor = request.actor
    actor.require(Power.READ)
    context = {"may_enter": actor.may(Power.ENTER), "may_set": actor.may(Power.REVIEW_SET)}
    return CLAIMS.respond(request, claims_listed(actor), "claims/review/list.html", **context)


@require_http_methods(["GET", "HEAD", "POST"])
def counter(request: OfficeRequest) -> HttpResponse:
    """Begin a claim for somebody who came to the counter: found by the identity number, which stands in no address."""
    actor, today = request.actor, timezone.localdate()
    actor.require(Power.ENTER)
    places = regions.regions_where(actor, Power.ENTER)
    place = next((one for one in places if one.code == request.POST.get("region")), places[0])

    def begin(posted: QueryDict) -> str:
        party = _party(request, place, posted)
        number = claims.open_claim_for(actor, place.code, party, posted.get("scheme", ""), on=today)
        return reverse("my_claims:claim", args=[number])

    context = {
        "places": [(one.code, one.name) for one in places],
        "schemes": [(one.public_id, one.name) for one in claimable_in(place.id, today)],
    }
    typed = {"region": place.code, "identity": "", "name": "", "phone": "", "account": "", "scheme": ""}
    return answer(request, "claims/review/counter.html", {"begin": begin}, typed=typed, context=lambda: context)


def _party(request: OfficeRequest, place: regions.RegionCard, posted: QueryDict) -> int:
    """The person with the number; entered where nobody knows them yet."""
    facts = parties.PersonFacts(
        posted.get("name", ""),
        posted.get("identity", ""),
        phone=posted.get("phone", ""),
        bank_account=posted.get("account", ""),
    )
    party, _ = parties.enter(request.actor, place.code, facts, source="窗口代录申领")
    return party


@require_http_methods(["GET", "HEAD", "POST"])
def draws(request: OfficeRequest) -> HttpResponse:
    """Draws of own regions; reveal the open one and open the next."""
    actor = request.actor
    actor.require(Power.READ)

    def following(posted: QueryDict) -> str:
        claims.next_draw(actor, posted.get("region", ""), on=timezone.localdate())
        messages.success(request, gettext("已公布新一期的种子摘要；上一期已揭晓。"))
        return reverse("claims:draws")

    def context() -> dict[str, Any]:
        may = actor.may(Power.REVIEW_SET)
        places = regions.regions_where(actor, Power.REVIEW_SET) if may else []
        return {"draws": draws_seen(actor), "places": [(one.code, one.name) for one in places]}

    return answer(request, "claims/review/draws.html", {"next": following}, typed={"region": ""}, context=context)


@login_not_required
@require_safe
def draws_for_all(request: OfficeRequest) -> HttpResponse:
    """Digests before, seeds and numbers after: anybody can draw again."""
    return render(request, "claims/review/draws_public.html", {"draws": draws_public()})


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: OfficeRequest) -> HttpResponse:
    """How a region reviews."""
    actor = request.actor
    actor.require(Power.REVIEW_SET)
    places = regions.regions_where(actor, Power.REVIEW_SET)
    wanted = request.POST.get("region") or request.GET.get("region")
    place = next((one for one in places if one.code == wanted), places[0])
    rules = rules_of(place.id)

    def set_rules(posted: QueryDict) -> str:
        numbers = {name: _whole(posted.get(name, "")) for name in _NUMBERS}
        claims.set_review(actor, posted.get("region", ""), claims.ReviewRules(**numbers, basis=posted.get("basis", "")))
        messages.success(request, gettext("已设定，新提交的申领按此审核。"))
        return f"{reverse('claims:review_settings')}?region={place.code}"

    typed: dict[str, Any] = {name: getattr(rules, name) for name in (*_NUMBERS, "basis")}
    context = {"places": [(one.code, one.name) for one in places], "is_ours": not rules.basis, "place": place}
    typed["region"] = place.code
    return answer(request, "claims/review/settings.html", {"set": set_rules}, typed=typed, context=lambda: context)


def _whole(text: str) -> int:
    """What cannot be read is no number that fits."""
    return int(text) if text.strip().isdecimal() and len(text) < 6 else -1
