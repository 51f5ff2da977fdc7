"""The list of units with their names; adding, renaming, aliasing and merging them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.regions import api as regions
from liangxin.domains.regions.queries.places import (
    UnitCard,
    unit_card,
    unit_history,
    units_listed,
)
from liangxin.domains.regions.terms import Power, UnitKind
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.lists import ChoiceFilter, Column, Empty, ListScreen, TextFilter
from liangxin.foundation.ui.posted import ChoiceUnknown, answer, typed_term


def _address(card: UnitCard) -> str:
    return reverse("regions:unit", args=[card.public_id])


def _other_names(card: UnitCard) -> str:
    return "、".join(alias.name for alias in card.aliases)


UNITS = ListScreen(
    name="units",
    title=_("单位"),
    order="region__path",
    columns=[
        Column("name", _("全称"), sort="name", link=_address),
        Column("short_name", _("规范简称"), missing=_("没有简称")),
        Column("aliases", _("其他名称"), _other_names, missing=_("没有其他名称")),
        Column("kind", _("类别"), sort="kind"),
        Column("region", _("区划"), "region__name", sort="region__path"),
    ],
    filters=[
        TextFilter("q", _("任一名称"), ("all_names",)),
        ChoiceFilter("kind_is", _("类别"), "kind", UnitKind),
    ],
    empty=Empty(
        _("还没有单位"),
        _("登记本区划的部门和机构，方案里的牵头、责任单位才能对上。"),
        _("新增单位"),
        "regions:unit_new",
    ),
    beside=True,
    cards=lambda rows: [unit_card(row) for row in rows],
)


@require_safe
def unit_list(request: OfficeRequest) -> HttpResponseBase:
    """Units of own regions and those below."""
    return UNITS.respond(
        request, units_listed(request.actor), "regions/units.html", may_name=request.actor.may(Power.UNITS)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new_unit(request: OfficeRequest) -> HttpResponse:
    """Enter a unit of a region in which the actor keeps the names."""
    actor = request.actor
    actor.require(Power.UNITS)

    def create(posted: QueryDict) -> str:
        unit = regions.create_unit(
            actor,
            posted.get("region", ""),
            posted.get("name", ""),
            kind=typed_term(posted, "kind", UnitKind, _("类别")),
            short_name=posted.get("short_name", ""),
            aliases=posted.get("aliases", "").split(),
        )
        messages.success(request, gettext("已登记%(name)s。") % {"name": unit.name})
        return _address(unit)

    return answer(
        request,
        "regions/unit_new.html",
        {"create": create},
        typed={
            "region": request.GET.get("region", ""),
            "name": "",
            "kind": UnitKind.DEPARTMENT.value,
            "short_name": "",
            "aliases": "",
        },
        context=lambda: {
            "places": [(place.code, place.name) for place in regions.regions_where(actor, Power.UNITS)],
            "kinds": [(value, gettext(label)) for value, label in UnitKind.choices()],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def unit_page(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One unit: its names, what happened to it; renaming, aliasing, merging another into it."""
    actor = request.actor
    unit = regions.unit_seen(actor, public_id)

    def rename(posted: QueryDict) -> str:
        regions.rename_unit(
            actor,
            public_id,
            posted.get("name", ""),
            short_name=posted.get("short_name", ""),
            reason=posted.get("reason", ""),
        )
        return _done(request, unit)

    def add_alias(posted: QueryDict) -> str:
        regions.add_alias(actor, public_id, posted.get("alias", ""))
        return _done(request, unit)

    def remove_alias(posted: QueryDict) -> str:
        regions.remove_alias(actor, public_id, _number(posted, "alias_id"))
        return _done(request, unit)

    def merge(posted: QueryDict) -> str:
        gone = posted.get("gone", "")
        if gone not in dict(others()):
            raise ChoiceUnknown(field="gone", label=_("要并入的单位"))
        regions.merge_units(actor, public_id, gone, reason=posted.get("merge_reason", ""))
        return _done(request, unit)

    def others() -> list[tuple[str, str]]:
        return [
            (str(other.public_id), other.name)
            for other in regions.units_in(actor, unit.region.code)
            if other.id != unit.id
        ]

    return answer(
        request,
        "regions/unit.html",
        {"rename": rename, "add_alias": add_alias, "remove_alias": remove_alias, "merge": merge},
        typed={
            "name": unit.name,
            "short_name": unit.short_name,
            "reason": "",
            "alias": "",
            "gone": "",
            "merge_reason": "",
        },
        context=lambda: {
            "unit": unit,
            "may_name": actor.may(Power.UNITS, unit.region.path),
            "others": others(),
            "history": unit_history(actor, public_id),
        },
    )


def _done(request: OfficeRequest, unit: UnitCard) -> str:
    messages.success(request, gettext("已保存。"))
    return _address(unit)


def _number(posted: QueryDict, name: str) -> int:
    typed = posted.get(name, "")
    if not (typed.isascii() and typed.isdigit()):
        raise ChoiceUnknown(field=name, label=_("别名"))
    return int(typed)
