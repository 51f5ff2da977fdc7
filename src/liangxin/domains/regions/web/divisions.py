"""The list of regions and the page of one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.regions import api as regions
from liangxin.domains.regions.queries.places import (
    RegionCard,
    region_card,
    regions_listed,
)
from liangxin.domains.regions.terms import ZONE_MARK, Power, RegionKind, RegionLevel
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.lists import ChoiceFilter, Column, Empty, ListScreen, TextFilter
from liangxin.foundation.ui.posted import answer
from liangxin.foundation.ui.shell import Found


def _address(card: RegionCard) -> str:
    return reverse("regions:page", args=[card.code])


REGIONS = ListScreen(
    name="regions",
    title=_("区划"),
    order="path",
    columns=[
        Column("name", _("名称"), sort="name", link=_address),
        Column("code", _("代码"), sort="code"),
        Column("level", _("级别")),
        Column("kind", _("类别")),
        Column("parent", _("上级代码"), "parent_code", missing=_("没有上级")),
    ],
    filters=[
        TextFilter("q", _("名称或代码"), ("name", "code")),
        ChoiceFilter("level_is", _("级别"), "level", RegionLevel),
        ChoiceFilter("kind_is", _("类别"), "kind", RegionKind),
    ],
    empty=Empty(_("没有您能查看的区划"), _("请联系本地专班办公室开通权限。")),
    cards=lambda rows: [region_card(row) for row in rows],
)


@require_safe
def region_list(request: OfficeRequest) -> HttpResponseBase:
    """Own regions and those below."""
    return REGIONS.respond(request, regions_listed(request.actor))


@require_http_methods(["GET", "HEAD", "POST"])
def region_page(request: OfficeRequest, code: str) -> HttpResponse:
    """One region: what lies above and below it, its units, members, work team; founding a zone."""
    actor = request.actor
    region = regions.region_seen(actor, code)

    def found_zone(posted: QueryDict) -> str:
        zone = regions.found_zone(actor, code, posted.get("code", "").strip(), posted.get("name", ""))
        messages.success(request, gettext("已设立%(name)s。") % {"name": zone.name})
        return reverse("regions:page", args=[zone.code])

    return answer(
        request,
        "regions/region.html",
        {"zone": found_zone},
        typed={"code": f"{code}{ZONE_MARK}01", "name": ""},
        context=lambda: {
            "region": region,
            "above": [(place, actor.may(Power.READ, place.path)) for place in reversed(regions.regions_above(region))],
            "below": regions.regions_below(actor, code),
            "units": regions.units_in(actor, code),
            "members": regions.members_of(actor, code, timezone.localdate()),
            "team": regions.team_of(code),
            "may_found": actor.may(Power.ZONES, region.path) and region.kind is RegionKind.DIVISION,
            "may_name": actor.may(Power.UNITS, region.path),
            "may_appoint": actor.may(Power.MEMBERS, region.path),
            "may_team": actor.may(Power.TEAM, region.path),
        },
    )


def found(request: OfficeRequest, words: str) -> list[Found]:
    """Regions and units whose names hold the words, for the search over everything."""
    hits = [
        Found(_("区划"), region.name, reverse("regions:page", args=[region.code]), region.code)
        for region in regions.find_regions(request.actor, words)
    ]
    return hits + [
        Found(_("单位"), unit.name, reverse("regions:unit", args=[unit.public_id]), unit.region.name)
        for unit in regions.search_units(request.actor, words)
    ]
