"""Sources of money with their allotments, and shares by level."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.funds import api as funds
from liangxin.domains.funds.queries import money, pages
from liangxin.domains.funds.rules.shares import percent
from liangxin.domains.funds.terms import Power, SourceKind
from liangxin.domains.funds.web.forms import typed_money, typed_parts
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.files.api import file_response
from liangxin.foundation.ui.lists import ChoiceFilter, Column, Empty, ListScreen, Show
from liangxin.foundation.ui.posted import answer, typed_day, typed_term


def _address(card: money.SourceCard) -> str:
    return reverse("funds:source", args=[card.public_id])


SOURCES = ListScreen(
    name="sources",
    title=_("资金来源"),
    order="-year",
    columns=[
        Column("kind", _("来源"), sort="kind", link=_address),
        Column("year", _("年度"), lambda card: str(card.year), sort="year"),
        Column("region", _("区划"), "region_name", sort="region__path"),
        Column("granted", _("指标下达"), "balance__granted", Show.MONEY_WAN, total="account__granted"),
        Column("available", _("未安排"), "balance__available", Show.MONEY_WAN, total="account__available"),
        Column("committed", _("已安排未列支"), "balance__committed", Show.MONEY_WAN, total="account__committed"),
        Column("paid", _("已列支"), "balance__paid", Show.MONEY_WAN, total="account__paid"),
        Column("returned", _("已退回上级"), "balance__returned", Show.MONEY_WAN, total="account__returned"),
        Column("waiting", _("待确认"), show=Show.MONEY_WAN, missing=_("没有待确认的指标文")),
    ],
    filters=[ChoiceFilter("kind_is", _("来源"), "kind", SourceKind)],
    empty=Empty(_("还没有资金来源"), _("先登记来源，再在其下登记指标文。"), _("登记来源"), "funds:source_new"),
    beside=True,
    cards=lambda rows: [money.source_card(row) for row in rows],
)


@require_safe
def source_list(request: OfficeRequest) -> HttpResponseBase:
    """Sources of own regions and below."""
    request.actor.require(Power.READ)
    may_allot = request.actor.may(Power.ALLOT)
    return SOURCES.respond(request, money.sources_listed(request.actor), "funds/sources.html", may_allot=may_allot)


@require_http_methods(["GET", "HEAD", "POST"])
def new_source(request: OfficeRequest) -> HttpResponse:
    """Open a source for a year."""
    actor = request.actor
    actor.require(Power.ALLOT)

    def open_one(posted: QueryDict) -> str:
        year = posted.get("year", "")
        kind = typed_term(posted, "kind", SourceKind, _("来源"))
        number = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else 0
        public_id = funds.open_source(actor, posted.get("region", ""), kind, number)
        messages.success(request, gettext("已登记，请登记它的指标文。"))
        return reverse("funds:source", args=[public_id])

    places = [(place.code, place.name) for place in regions.regions_where(actor, Power.ALLOT)]
    first = {"region": places[0][0] if places else "", "kind": "", "year": str(timezone.localdate().year)}
    kinds = [(value, gettext(label)) for value, label in SourceKind.choices()]
    context = {"places": places, "kinds": kinds}
    return answer(request, "funds/source_new.html", {"open": open_one}, typed=first, context=lambda: context)


@require_http_methods(["GET", "HEAD", "POST"])
def source_page(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One source: its money, its documents, the budgets that it bears."""
    actor, today = request.actor, timezone.localdate()
    page = pages.source_page(actor, public_id)
    here = _address(page.card)

    def enter(posted: QueryDict) -> str:
        draft = funds.AllotmentDraft(
            number=posted.get("number", ""),
            dated=typed_day(posted, "dated", _("印发日期")),
            amount=typed_money(posted, "amount"),
            title=posted.get("title", ""),
        )
        file = request.FILES.get("file")
        upload = funds.Upload(file.read(), file.name or gettext("未命名")) if file else None
        funds.enter_allotment(actor, public_id, draft, upload=upload)
        messages.success(request, gettext("已登记，待另一人确认后入账。"))
        return here

    def confirm(posted: QueryDict) -> str:
        funds.confirm_allotment(actor, posted.get("allotment", ""), on=today)
        messages.success(request, gettext("已确认入账。"))
        return here

    def refuse(posted: QueryDict) -> str:
        funds.refuse_allotment(actor, posted.get("allotment", ""), reason=posted.get("refused", ""))
        messages.success(request, gettext("已退回。"))
        return here

    first = {"number": "", "dated": "", "amount": "", "title": "", "refused": ""}
    deeds = {"enter": enter, "confirm": confirm, "refuse": refuse}
    return answer(request, "funds/source.html", deeds, typed=first, context=lambda: {"page": page, "card": page.card})


@require_safe
def allotment_file(request: OfficeRequest, public_id: UUID) -> FileResponse:
    """The file of an allotment, for who may see the source."""
    stored, name = pages.allotment_file(request.actor, public_id)
    return file_response(stored, name, inline=True)


@require_http_methods(["GET", "HEAD", "POST"])
def share_list(request: OfficeRequest) -> HttpResponse:
    """The notices' rules of sharing with their basis, and how own regions divide the rest."""
    actor = request.actor
    actor.require(Power.READ)

    def enter(posted: QueryDict) -> str:
        funds.set_share(
            actor,
            posted.get("region", ""),
            posted.get("name", ""),
            typed_parts(posted),
            follows=posted.get("follows") or None,
            basis=posted.get("basis", ""),
        )
        messages.success(request, gettext("已保存。"))
        return reverse("funds:shares")

    places = [(place.code, place.name) for place in regions.regions_where(actor, Power.ALLOT)]
    first = {"region": places[0][0] if places else "", "name": "", "follows": "", "basis": ""}
    first |= {f"part_{kind.value}": "" for kind in SourceKind}

    def context() -> dict[str, object]:
        cards = pages.shares_seen(actor)
        return {
            "rules": [(card, percent(card.central)) for card in cards if not card.region_name],
            "own": [
                (card, [(gettext(kind.label), percent(part)) for kind, part in card.parts])
                for card in cards
                if card.region_name
            ],
            "places": places,
            "follows": [(str(card.public_id), card.name) for card in cards if not card.region_name],
            "kinds": [(f"part_{kind.value}", gettext(kind.label)) for kind in SourceKind],
        }

    return answer(request, "funds/shares.html", {"enter": enter}, typed=first, context=context)
