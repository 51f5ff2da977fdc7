"""The list of schemes, one scheme with its versions, and a version as officials read it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from liangxin.domains.regions import api as regions
from liangxin.domains.schemes.queries.scheme import schemes_in_force
from liangxin.domains.schemes.queries.scheme_pages import (
    SchemeRow,
    VersionPage,
    scheme_page,
    scheme_rows,
    schemes_listed,
    version_history,
    version_page,
)
from liangxin.domains.schemes.terms import Power, VersionState
from liangxin.engines.rulebook.pages import as_html
from liangxin.engines.rulebook.records import Rulebook
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.lists import ChoiceFilter, Column, Empty, ListScreen, Show, TextFilter

UNDER_WAY = [(one.value, one.label) for one in VersionState if not one.was_approved]


def _address(card: SchemeRow) -> str:
    return reverse("schemes:scheme", args=[card.public_id])


def _under_way_address(card: SchemeRow) -> str:
    return reverse("schemes:version", args=[card.under_way_id]) if card.under_way_id else ""


SCHEMES = ListScreen(
    name="schemes",
    title=_("补贴政策"),
    order="region__path",
    columns=[
        Column("name", _("政策"), sort="name", link=_address),
        Column("standing", _("状态"), show=Show.STATE),
        Column("region", _("地区"), "region_name", sort="region__path"),
        Column("since", _("施行自"), show=Show.DAY, sort="since", missing=_("没有施行的版本")),
        Column("until", _("施行至"), show=Show.DAY, sort="until", missing=_("没有写明")),
        Column("number", _("版次"), show=Show.NUMBER),
        Column("under_way", _("在办"), show=Show.STATE, sort="under_way", link=_under_way_address),
        Column("unit_name", _("负责单位"), sort="unit__name"),
        Column("approved_by", _("批准人")),
        Column("family", _("类别"), sort="family"),
    ],
    filters=[
        TextFilter("q", _("政策、类别或单位"), ("name", "family", "unit__name")),
        ChoiceFilter("under_way_is", _("在办"), "under_way", UNDER_WAY),
    ],
    empty=Empty(
        _("还没有补贴政策"),
        _("选一部随附的规则，填好本地参数，由本地文件确认待核的条目，再经另一人批准，就在本地施行。"),
        _("起草第一项"),
        "schemes:new",
    ),
)


@require_safe
def scheme_list(request: OfficeRequest) -> HttpResponseBase:
    """Schemes of own regions and below, and those of above that hold here."""
    today = timezone.localdate()

    def cards(rows: Any) -> list[SchemeRow]:
        return scheme_rows(request.actor, rows, today)

    may_draft = request.actor.may(Power.DRAFT)
    screen = replace(SCHEMES, cards=cards)
    return screen.respond(
        request, schemes_listed(request.actor, today), "schemes/scheme/list.html", may_draft=may_draft
    )


@require_safe
def schemes_here(request: OfficeRequest) -> HttpResponse:
    """What holds today in a region, and by whose word: `?region=`."""
    request.actor.require(Power.READ)
    places = regions.regions_where(request.actor, Power.READ)
    code = request.GET.get("region", "") or (places[0].code if places else "")
    region = next((place for place in places if place.code == code), places[0] if places else None)
    today = timezone.localdate()
    cards = schemes_in_force(region.id, today) if region else []
    context = {
        "cards": cards,
        "region": region,
        "region_code": region.code if region else "",
        "places": [(one.code, one.name) for one in places],
        "today": today,
    }
    return render(request, "schemes/scheme/here.html", context)


@require_safe
def scheme(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One scheme with its versions and their story."""
    page = scheme_page(request.actor, public_id, timezone.localdate())
    return render(request, "schemes/scheme/scheme.html", {"page": page})


@require_safe
def version(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """A version as people read it, beside the documents."""
    page = version_page(request.actor, public_id, timezone.localdate())
    context = {**about(page, "read"), "reading": reading_page(page.checked.rulebook)}
    return render(request, "schemes/scheme/version.html", context)


@require_safe
def trail(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Who did what with a version."""
    page = version_page(request.actor, public_id, timezone.localdate())
    context = {**about(page, "trail"), "history": version_history(request.actor, public_id)}
    return render(request, "schemes/scheme/trail.html", context)


def about(page: VersionPage, tab: str) -> dict[str, Any]:
    """What every tab of a version shows."""
    return {"page": page, "card": page.card, "tab": tab}


def reading_page(rulebook: Rulebook | None) -> SafeString:
    """The engine's page of a rulebook without its frame; the engine escapes every word of it."""
    if rulebook is None:
        return mark_safe("")
    whole = as_html(rulebook)
    return mark_safe(whole.split("<body>", 1)[1].rsplit("</body>", 1)[0])  # noqa: S308 - escaped where it is made
