"""Screens of applications: the list, one handed in through the office, one with its checklist and next step."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangxin.domains.regions import api as regions
from liangxin.domains.schemes import api as schemes
from liangxin.domains.schemes.queries.merchants import (
    ApplicationCard,
    application_cards,
    application_page,
    applications_listed,
    intakes,
    paper_file,
)
from liangxin.domains.schemes.rules.applying import ApplicationDraft, PaperDraft
from liangxin.domains.schemes.terms import ApplicationState, CheckAnswer, PaperKind, Power
from liangxin.domains.schemes.web.merchants.filters import category_choices, category_words, chosen_categories
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.files.api import file_response
from liangxin.foundation.ui.lists import ChoiceFilter, Column, DateRangeFilter, Empty, ListScreen, Show, TextFilter
from liangxin.foundation.ui.posted import answer, typed_day, typed_day_or_none

TEXTS = ("name", "uscc", "address", "contact", "phone", "shop_name", "shop_address", "shop_phone")
PAPERS = (PaperKind.LICENCE, PaperKind.TAKE_BACK, PaperKind.PROMISE, PaperKind.SHOP)


def _address(card: ApplicationCard) -> str:
    return reverse("schemes:application", args=[card.public_id])


APPLICATIONS = ListScreen(
    name="applications",
    title=_("商户申请"),
    order="-submitted_at",
    columns=[
        Column("number", _("受理编号"), link=_address, sort="number", show=Show.SHORT),
        Column("name", _("企业名称"), sort="name"),
        Column("state", _("状态"), show=Show.STATE, sort="state"),
        Column("categories", _("申请品类"), lambda card: category_words(card.categories)),
        Column("shop_name", _("门店")),
        Column("by_office", _("来源"), lambda card: gettext("专班代录") if card.by_office else gettext("企业自行提交")),
        Column("submitted_at", _("提交时间"), show=Show.MOMENT, sort="submitted_at"),
        Column("region_name", _("区划"), sort="region__name", show=Show.SHORT),
    ],
    filters=[
        TextFilter("q", _("编号、名称或代码"), ("number", "name", "uscc")),
        ChoiceFilter("state_is", _("状态"), "state", ApplicationState),
        DateRangeFilter("submitted", _("提交时间"), "submitted_at", of_moments=True),
    ],
    empty=Empty(
        _("还没有商户申请"),
        _("先设定受理时间，企业就能在公众页面申请，凭受理编号查进度；也可以由专班代录。"),
    ),
    cards=application_cards,
)


@require_safe
def application_list(request: OfficeRequest) -> HttpResponseBase:
    """The applications of own regions and below."""
    actor, today = request.actor, timezone.localdate()
    actor.require(Power.READ)
    mine = [one for one in intakes() if actor.may(Power.READ, one.region.path)]
    context = {
        "intakes": [(one, one.is_open(today)) for one in mine[:5]],
        "may_enter": actor.may(Power.MERCHANT_REVIEW),
        "may_open": actor.may(Power.MERCHANT_ADMIT),
    }
    return APPLICATIONS.respond(request, applications_listed(actor), "schemes/merchants/applications.html", **context)


@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: OfficeRequest) -> HttpResponse:
    """Say when a region takes applications."""
    actor = request.actor
    actor.require(Power.MERCHANT_ADMIT)
    places = [(place.code, place.name) for place in regions.regions_where(actor, Power.MERCHANT_ADMIT)]

    def set_days(posted: QueryDict) -> str:
        schemes.set_intake(
            actor,
            posted.get("region", ""),
            opens_on=typed_day(posted, "opens_on", _("开始受理")),
            closes_on=typed_day_or_none(posted, "closes_on", _("停止受理")),
            notice=posted.get("notice", ""),
            phone=posted.get("phone", ""),
        )
        messages.success(request, gettext("已设定受理时间。"))
        return reverse("schemes:applications")

    stands = {one.region.code: one for one in intakes()}
    known = next((stands[code] for code, _name in places if code in stands), None)
    typed = {
        "region": known.region.code if known else places[0][0],
        "opens_on": (known.opens_on if known else timezone.localdate()).isoformat(),
        "closes_on": known.closes_on.isoformat() if known and known.closes_on else "",
        "notice": known.notice if known else "",
        "phone": known.phone if known else "",
    }
    context = {"places": places}
    return answer(request, "schemes/merchants/intake.html", {"set": set_days}, typed=typed, context=lambda: context)


def draft_of(posted: QueryDict) -> ApplicationDraft:
    """What the form says."""
    texts = {name: posted.get(name, "") for name in TEXTS}
    return ApplicationDraft(categories=chosen_categories(posted), takes_old=posted.get("takes_old") == "yes", **texts)


def papers_of(request: OfficeRequest) -> list[PaperDraft]:
    """The files of the form, by kind."""
    papers = []
    for kind in PAPERS:
        for sent in request.FILES.getlist(kind.value)[:3]:
            papers.append(PaperDraft(kind, sent.name or "", sent.read()))
    return papers


def form_context() -> dict[str, object]:
    """The choices of the form."""
    return {"categories": category_choices(), "papers": [(one.value, gettext(one.label)) for one in PAPERS]}


@require_http_methods(["GET", "HEAD", "POST"])
def new_application(request: OfficeRequest) -> HttpResponse:
    """Hand in an application for an enterprise that came to the counter."""
    actor = request.actor
    actor.require(Power.MERCHANT_REVIEW)
    places = [(place.code, place.name) for place in regions.regions_where(actor, Power.MERCHANT_REVIEW)]

    def enter(posted: QueryDict) -> str:
        number = schemes.apply_for(
            actor, posted.get("region", ""), draft_of(posted), papers_of(request), on=timezone.localdate()
        )
        messages.success(request, gettext("已受理，编号%(number)s。") % {"number": number})
        return f"{reverse('schemes:applications')}?q={number}"

    typed = dict.fromkeys(TEXTS, "") | {"takes_old": "", "region": places[0][0]}
    context = {"places": places, "chosen": chosen_categories(request.POST), **form_context()}
    return answer(
        request, "schemes/merchants/application_new.html", {"enter": enter}, typed=typed, context=lambda: context
    )


@require_http_methods(["GET", "HEAD", "POST"])
def one_application(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One application: what it says, its papers, the checklist, and its next step."""
    actor, today = request.actor, timezone.localdate()
    page = application_page(actor, public_id)
    there = _address(page.card)

    def check(posted: QueryDict) -> str:
        answers = {}
        for one in page.items:
            given = posted.get(f"answer-{one.item.code}", "")
            if given in {term.value for term in CheckAnswer}:
                answers[one.item.code] = (CheckAnswer.of(given), posted.get(f"note-{one.item.code}", ""))
        schemes.check_application(actor, public_id, answers)
        if posted.get("and") == "pass":
            schemes.pass_application(actor, public_id, on=today)
            messages.success(request, gettext("审核通过，已交批准人。"))
        return there

    def give_back(posted: QueryDict) -> str:
        schemes.return_application(actor, public_id, posted.get("reason", ""))
        return there

    def send_back(posted: QueryDict) -> str:
        schemes.send_back_application(actor, public_id, posted.get("reason", ""))
        return there

    def refuse(posted: QueryDict) -> str:
        schemes.refuse_application(actor, public_id, posted.get("reason", ""))
        return there

    def admit(posted: QueryDict) -> str:
        admission = schemes.Admission(
            typed_day(posted, "since", _("准入日期")),
            typed_day_or_none(posted, "until", _("到期日期（不含）")),
            chosen_categories(posted) or tuple(one.value for one in page.card.categories),
        )
        merchant = schemes.admit_application(actor, public_id, admission)
        messages.success(request, gettext("已准入。"))
        return reverse("schemes:merchant", args=[merchant])

    deeds = {"check": check, "return": give_back, "send_back": send_back, "refuse": refuse, "admit": admit}
    typed = {"reason": "", "since": today.isoformat(), "until": ""}
    context = {"page": page, "card": page.card, "answers": CheckAnswer.choices(), "contact": None}
    return answer(request, "schemes/merchants/application.html", deeds, typed=typed, context=lambda: context)


@require_POST
def contact(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """The page with who to talk to in plain; the look is noted."""
    told = schemes.see_contact(request.actor, public_id)
    page = application_page(request.actor, public_id)
    context = {
        "page": page,
        "card": page.card,
        "answers": CheckAnswer.choices(),
        "contact": told,
        "typed": {"reason": "", "since": timezone.localdate().isoformat(), "until": ""},
        "deed": "",
        "refusal": None,
    }
    response = render(request, "schemes/merchants/application.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
def paper(request: OfficeRequest, public_id: UUID) -> FileResponse:
    """A paper of an application, for those who review or admit."""
    stored, name = paper_file(request.actor, public_id)
    return file_response(stored, name, inline=True)
