"""Pages for everybody: admitted shops, events to come, a merchant's application and how far it is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.schemes import api as schemes
from liangxin.domains.schemes.actions.applying import look_up
from liangxin.domains.schemes.queries.events import events_to_come
from liangxin.domains.schemes.queries.merchants import application_by_receipt, intakes, shop_card
from liangxin.domains.schemes.queries.standing import admitted_shops
from liangxin.domains.schemes.terms import ApplicationState, Category
from liangxin.domains.schemes.web.merchants.applications import TEXTS, draft_of, form_context, papers_of
from liangxin.domains.schemes.web.merchants.filters import category_choices, chosen_categories
from liangxin.foundation.accounts.api import Actor, OfficeRequest
from liangxin.foundation.ui.posted import answer
from liangxin.foundation.ui.refusals import STATUS, refusal_words
from liangxin.kernel.refusal import Refusal

PAGE = 30
RECEIPT = "market_receipt"  # in the session: the application that this browser has handed in or looked up


def _source(request: OfficeRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


@login_not_required
@require_safe
def shops(request: OfficeRequest) -> HttpResponse:
    """Admitted shops by category, district and name."""
    today = timezone.localdate()
    rows = admitted_shops(today)
    places = dict(rows.order_by("region__path").values_list("region__code", "region__name").distinct())
    wanted = {name: request.GET.get(name, "").strip().replace("\x00", "")[:60] for name in ("category", "place", "q")}
    if wanted["category"] in {one.value for one in Category}:
        rows = rows.filter(categories__contains=[wanted["category"]])
    if wanted["place"] in places:
        rows = rows.filter(region__code=wanted["place"])
    if wanted["q"]:
        named = Q(name__icontains=wanted["q"]) | Q(address__icontains=wanted["q"])
        rows = rows.filter(named | Q(merchant__name__icontains=wanted["q"]))
    page = Paginator(rows.order_by("region__path", "name", "id"), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "shops": [(shop_card(row), row.merchant.name) for row in page],
        "wanted": wanted,
        "categories": category_choices(),
        "places": list(places.items()),
        "today": today,
    }
    return render(request, "schemes/market/shops.html", context)


@login_not_required
@require_safe
def events(request: OfficeRequest) -> HttpResponse:
    """Promotion events that run or are to come."""
    return render(request, "schemes/market/events.html", {"events": events_to_come(timezone.localdate())})


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: OfficeRequest) -> HttpResponse:
    """A merchant's application, where a region takes some; the receipt number is told on the next page."""
    today = timezone.localdate()
    taking = [one for one in intakes() if one.is_open(today)]

    def hand_in(posted: QueryDict) -> str:
        # Whoever is signed in hands in as anybody would: the office's own way is among its screens.
        number = schemes.apply_for(
            Actor.visitor(), posted.get("region", ""), draft_of(posted), papers_of(request), on=today,
            source=_source(request),
        )  # fmt: skip
        request.session[RECEIPT] = [number, "".join(posted.get("uscc", "").split()).upper()]
        return reverse("market:progress")

    typed = dict.fromkeys(TEXTS, "") | {"takes_old": "", "region": taking[0].region.code if taking else ""}
    context = {
        "taking": taking,
        "places": [(one.region.code, one.region.name) for one in taking],
        "chosen": chosen_categories(request.POST),
        **form_context(),
    }
    return answer(request, "schemes/market/apply.html", {"apply": hand_in}, typed=typed, context=lambda: context)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: OfficeRequest) -> HttpResponse:
    """How far an application is, by receipt number and code; what was sent back is handed in again."""
    shown: dict[str, Any] = {"card": None, "refusal": None, "deed": "", "typed": {"number": "", "uscc": ""}}
    status = 200
    receipt = request.session.get(RECEIPT)
    try:
        if request.method == "POST":
            receipt = _posted(request, shown)
        if receipt:
            shown["typed"] = {"number": receipt[0], "uscc": receipt[1]}
            shown["card"] = _card(request, receipt)
    except Refusal as refusal:
        request.session.pop(RECEIPT, None)
        shown |= {"refusal": refusal_words(refusal)}
        status = STATUS[refusal.kind]
        if receipt and shown["deed"] != "look":
            shown["card"] = _card(request, receipt)
    shown["is_returned"] = bool(shown["card"]) and shown["card"].state is ApplicationState.RETURNED
    shown["words"] = _words(shown["card"]) if shown["card"] else ""
    response = render(request, "schemes/market/progress.html", shown, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _posted(request: OfficeRequest, shown: dict[str, Any]) -> list[str]:
    """Do what is posted; the receipt that the page is about then."""
    posted = request.POST
    shown["deed"] = deed = posted.get("deed", "look")
    shown["typed"] = {"number": posted.get("number", ""), "uscc": posted.get("uscc", "")}
    receipt = [posted.get("number", "").strip().upper(), "".join(posted.get("uscc", "").split()).upper()]
    if deed in ("resubmit", "withdraw"):
        papers = papers_of(request) if deed == "resubmit" else []
        schemes.answer_return(
            Actor.visitor(), receipt[0], receipt[1], papers, source=_source(request), withdraws=deed == "withdraw",
            on=timezone.localdate(),
        )  # fmt: skip
    request.session[RECEIPT] = receipt
    return receipt


def _card(request: OfficeRequest, receipt: list[str]) -> Any:
    public_id: UUID = look_up(receipt[0], receipt[1], source=_source(request))
    return application_by_receipt(public_id)


def _words(card: Any) -> str:
    return {
        ApplicationState.SUBMITTED: gettext("已收到，正在审核。"),
        ApplicationState.REVIEWED: gettext("审核已通过，等待批准。"),
        ApplicationState.RETURNED: gettext("需要补正，请按下面的说明补充后重新提交。"),
        ApplicationState.ADMITTED: gettext("已准入。门店会出现在公示名单里。"),
        ApplicationState.REFUSED: gettext("不予准入，原因见下面。有异议的，可以到窗口说明。"),
        ApplicationState.WITHDRAWN: gettext("您已撤回申请。"),
    }[card.state]
