"""The catalogue, a new indicator, the page of one with its names and the words that lead to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.indicators import api as indicators
from liangxin.domains.indicators.queries.catalogue import (
    IndicatorCard,
    find_indicators,
    indicator_card,
    indicator_history,
    indicators_listed,
)
from liangxin.domains.indicators.queries.figures import region_seen
from liangxin.domains.indicators.terms import Direction, Family, IndicatorKind, Power, RollUp
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.lists import ChoiceFilter, Column, Empty, ListScreen, TextFilter
from liangxin.foundation.ui.posted import ChoiceUnknown, answer, typed_term
from liangxin.foundation.ui.shell import Found


def _address(card: IndicatorCard) -> str:
    return reverse("indicators:page", args=[card.code])


INDICATORS = ListScreen(
    name="indicators",
    title=_("指标目录"),
    order="family",
    tie="code",
    columns=[
        Column("name", _("名称"), sort="name", link=_address),
        Column("unit", _("计量单位")),
        Column("family", _("领域"), sort="family"),
        Column("kind", _("目标类型"), sort="kind"),
        Column("direction", _("方向")),
        Column("roll_up", _("汇总方式")),
        Column("department", _("通常的数据部门"), sort="department", missing=_("未指定")),
    ],
    filters=[
        TextFilter("q", _("任一名称"), ("all_names",)),
        ChoiceFilter("family_is", _("领域"), "family", Family),
        ChoiceFilter("kind_is", _("目标类型"), "kind", IndicatorKind),
    ],
    empty=Empty(
        _("指标目录是空的"), _("指标是方案目标所度量的量；目录全国一本，各地共用。"), _("新增指标"), "indicators:new"
    ),
    beside=True,
    cards=lambda rows: [indicator_card(row) for row in rows],
)


@require_safe
def indicator_list(request: OfficeRequest) -> HttpResponseBase:
    """The whole catalogue."""
    rows, may_edit = indicators_listed(request.actor), request.actor.may(Power.EDIT)
    return INDICATORS.respond(request, rows, "indicators/list.html", may_edit=may_edit)


@require_http_methods(["GET", "HEAD", "POST"])
def new_indicator(request: OfficeRequest) -> HttpResponse:
    """Enter an indicator."""
    actor = request.actor
    actor.require(Power.EDIT)

    def add(posted: QueryDict) -> str:
        card = indicators.add_indicator(actor, posted.get("code", "").strip(), _draft(posted))
        messages.success(request, gettext("已新增指标“%(name)s”。") % {"name": card.name})
        return _address(card)

    first = {"code": "", "name": "", "name_en": "", "definition": "", "unit": "", "department": ""}
    chosen = {
        "direction": Direction.UP.value,
        "kind": IndicatorKind.CUMULATIVE.value,
        "roll_up": RollUp.SUM.value,
        "family": "",
    }
    return answer(request, "indicators/new.html", {"add": add}, typed=first | chosen, context=_choices)


@require_http_methods(["GET", "HEAD", "POST"])
def indicator_page(request: OfficeRequest, code: str) -> HttpResponse:
    """One indicator: what it measures, the names that lead to it; `?region=` leads on to its figures there."""
    actor = request.actor
    card = indicators.indicator_seen(actor, code)
    if region := request.GET.get("region"):
        return redirect("indicators:figures", code, region_seen(actor, region).code)

    def change(posted: QueryDict) -> str:
        indicators.change_indicator(actor, code, _draft(posted), reason=posted.get("reason", ""))
        return _done(request, card)

    def add_synonym(posted: QueryDict) -> str:
        indicators.add_synonym(actor, code, posted.get("synonym", ""))
        return _done(request, card)

    def remove_synonym(posted: QueryDict) -> str:
        typed = posted.get("synonym_id", "")
        if not (typed.isascii() and typed.isdigit()):
            raise ChoiceUnknown(label=_("同义名称"))
        indicators.remove_synonym(actor, code, int(typed))
        return _done(request, card)

    return answer(
        request,
        "indicators/page.html",
        {"change": change, "add_synonym": add_synonym, "remove_synonym": remove_synonym},
        typed={
            **{name: str(getattr(card, name)) for name in _DRAFTED},
            "reason": "",
            "synonym": "",
        },
        context=lambda: {
            "card": card,
            "may_edit": actor.may(Power.EDIT),
            "history": indicator_history(actor, code),
            "places": [(one.code, one.name) for one in regions.regions_where(actor, Power.READ)],
            "measures": [one for one in indicators.measures_published().values() if one.indicator_code == code],
            **_choices(),
        },
    )


def found(request: OfficeRequest, words: str) -> list[Found]:
    """Indicators of which any name holds the words, for the search over everything."""
    return [
        Found(_("指标"), card.name, _address(card), gettext(card.family.label))
        for card in find_indicators(request.actor, words)
    ]


_DRAFTED = ("name", "name_en", "definition", "unit", "direction", "kind", "roll_up", "family", "department")


def _draft(posted: QueryDict) -> indicators.IndicatorDraft:
    return indicators.IndicatorDraft(
        name=posted.get("name", ""),
        unit=posted.get("unit", ""),
        kind=typed_term(posted, "kind", IndicatorKind, _("目标类型")),
        family=typed_term(posted, "family", Family, _("领域")),
        direction=typed_term(posted, "direction", Direction, _("方向")),
        roll_up=typed_term(posted, "roll_up", RollUp, _("汇总方式")),
        name_en=posted.get("name_en", ""),
        definition=posted.get("definition", ""),
        department=posted.get("department", ""),
    )


def _choices() -> dict[str, Any]:
    terms = {"families": Family, "kinds": IndicatorKind, "directions": Direction, "roll_ups": RollUp}
    return {name: [(value, gettext(label)) for value, label in term.choices()] for name, term in terms.items()}


def _done(request: OfficeRequest, card: IndicatorCard) -> str:
    messages.success(request, gettext("已保存。"))
    return _address(card)
