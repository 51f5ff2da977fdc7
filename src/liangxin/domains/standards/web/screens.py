"""The list of standards, a new one, the page of one with its deeds."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.regions import api as regions
from liangxin.domains.standards import api as standards
from liangxin.domains.standards.queries import StandardCard, standard_card, standards_listed
from liangxin.domains.standards.terms import Conformance, DraftingStage, Power, StandardKind, StandardState
from liangxin.domains.standards.web.behind import behind_figure
from liangxin.domains.standards.web.deeds import deeds_of, first_values
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.lists import ChoiceFilter, Column, DateRangeFilter, Empty, ListScreen, Show, TextFilter
from liangxin.foundation.ui.posted import answer
from liangxin.foundation.ui.shell import Found


def _address(card: StandardCard) -> str:
    return reverse("standards:page", args=[card.public_id])


STANDARDS = ListScreen(
    name="standards",
    title=_("标准"),
    order="number",
    columns=[
        Column("number", _("标准编号"), sort="number", link=_address),
        Column("title", _("名称"), sort="title"),
        Column("kind", _("类别"), sort="kind"),
        Column("force", _("强制性"), lambda card: gettext("强制") if card.is_mandatory else gettext("推荐")),
        Column("state", _("状态"), show=Show.STATE, sort="state"),
        Column("published_on", _("发布日期"), show=Show.DAY, sort="published_on", missing=_("尚未发布或待核实")),
        Column("in_force_on", _("实施日期"), show=Show.DAY, sort="in_force_on", missing=_("尚未确定或待核实")),
        Column("region", _("所属区划"), "region_name", missing=_("全国通用")),
    ],
    filters=[
        TextFilter("q", _("编号或名称"), ("number", "title")),
        ChoiceFilter("state_is", _("状态"), "state", StandardState),
        ChoiceFilter("kind_is", _("类别"), "kind", StandardKind),
        DateRangeFilter("published", _("发布日期"), "published_on"),
        DateRangeFilter("in_force", _("实施日期"), "in_force_on"),
    ],
    empty=Empty(
        _("还没有标准"), _("登记本地主导或执行的标准，设备和商品才能对上依据。"), _("登记标准"), "standards:new"
    ),
    beside=True,
    cards=lambda rows: [standard_card(row) for row in rows],
)


@require_safe
def standard_list(request: OfficeRequest) -> HttpResponseBase:
    """Shared standards and those of own regions and below."""
    may_enter = request.actor.may(Power.EDIT) or request.actor.may(Power.SHARE)
    rows, behind = behind_figure(request, standards_listed(request.actor), certificates=False)
    return STANDARDS.respond(request, rows, "standards/list.html", may_enter=may_enter, behind=behind)


@require_http_methods(["GET", "HEAD", "POST"])
def new_standard(request: OfficeRequest) -> HttpResponse:
    """Enter a standard of a region, or for those who may, one shared by all."""
    actor = request.actor
    if not actor.may(Power.SHARE):
        actor.require(Power.EDIT)

    def enter(posted: QueryDict) -> str:
        card = standards.enter_standard(actor, _draft(posted), region_code=posted.get("region", ""))
        messages.success(request, gettext("已登记%(number)s。") % {"number": card.number})
        return _address(card)

    places = [(place.code, place.name) for place in regions.regions_where(actor, Power.EDIT)]
    own = places[0][0] if places else ""
    return answer(
        request,
        "standards/form.html",
        {"enter": enter},
        typed={"number": "", "title": "", "title_en": "", "scope": "", "source": "", "is_mandatory": "", "region": own},
        context=lambda: {"card": None, "places": places, "may_share": actor.may(Power.SHARE)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit_standard(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Change what is said of a standard."""
    actor = request.actor
    card = standards.standard_seen(actor, public_id, Power.EDIT)

    def change(posted: QueryDict) -> str:
        standards.change_standard(actor, public_id, _draft(posted), reason=posted.get("reason", ""))
        messages.success(request, gettext("已保存。"))
        return _address(card)

    return answer(
        request,
        "standards/form.html",
        {"change": change},
        typed={
            "number": card.number,
            "title": card.title,
            "title_en": card.title_en,
            "scope": card.scope,
            "source": card.source,
            "is_mandatory": "on" if card.is_mandatory else "",
            "reason": "",
        },
        context=lambda: {"card": card, "places": [], "may_share": False},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def standard_page(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One standard: what it says, what replaces what, levels, checks, certificates, history; and its next step."""
    actor = request.actor
    page = standards.standard_page(actor, public_id)

    def context() -> dict[str, object]:
        return {
            "page": page,
            "card": page.card,
            "places": [(place.code, place.name) for place in regions.regions_where(actor, Power.CERTIFY)],
            "stages": [(value, gettext(label)) for value, label in DraftingStage.choices()],
            "results": [(value, gettext(label)) for value, label in Conformance.choices()],
        }

    deeds = deeds_of(request, page)
    return answer(request, "standards/page.html", deeds, typed=first_values(page), context=context)


def found(request: OfficeRequest, words: str) -> list[Found]:
    """Standards whose number or title holds the words, for the search over everything."""
    return [
        Found(_("标准"), f"{card.number} {card.title}", _address(card), gettext(card.state.label))
        for card in standards.find_standards(request.actor, words)
    ]


def _draft(posted: QueryDict) -> standards.StandardDraft:
    return standards.StandardDraft(
        number=posted.get("number", ""),
        title=posted.get("title", ""),
        title_en=posted.get("title_en", "").strip(),
        is_mandatory="is_mandatory" in posted,
        scope=posted.get("scope", "").strip(),
        source=posted.get("source", "").strip(),
    )
