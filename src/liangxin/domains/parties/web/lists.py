"""Lists of people and of enterprises, masked; people are found by exact numbers only, never by their names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from liangxin.domains.parties.queries.cards import PartyCard, cards_of, find_enterprises, parties_listed
from liangxin.domains.parties.queries.pairs import waiting_pairs
from liangxin.domains.parties.terms import PartyKind, PartyRole, PartyState, Power
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.lists import (
    ChoiceFilter,
    Column,
    DateRangeFilter,
    Empty,
    ListScreen,
    RegionFilter,
    Show,
    TextFilter,
)
from liangxin.foundation.ui.shell import Found


@dataclass(frozen=True)
class RoleFilter(ChoiceFilter):
    """Parties among whose roles, past ones too, is the chosen one."""

    lookup: ClassVar[str] = "contains"


def _places(request: HttpRequest) -> Iterable[tuple[str, str]]:
    actor = request.actor  # type: ignore[attr-defined]  # set by the accounts' middleware
    return [(place.path, place.name) for place in regions.regions_where(actor, Power.READ)]


def _address(card: PartyCard) -> str:
    return card.page


def _roles(card: PartyCard) -> str:
    return "、".join(gettext(role.label) for role in card.roles)


ENTERPRISES = ListScreen(
    name="enterprises",
    title=_("企业"),
    order="name",
    columns=[
        Column("name", _("名称"), sort="name", link=_address),
        Column("identity", _("统一社会信用代码"), show=Show.SHORT),
        Column("roles", _("角色"), _roles, missing=_("没有角色")),
        Column("phone", _("联系电话"), show=Show.SHORT),
        Column("state", _("状态"), show=Show.STATE, sort="state"),
        Column("last_used_on", _("最近使用"), show=Show.DAY, sort="last_used_on"),
        Column("region", _("所属区划"), "region_name", sort="region__path"),
    ],
    filters=[
        TextFilter("q", _("企业名称"), ("name",)),
        RoleFilter("role_is", _("曾任或现任角色"), "ever_held", PartyRole),
        RegionFilter("in", _("区划"), "region__path", _places),
        DateRangeFilter("used", _("最近使用"), "last_used_on"),
    ],
    empty=Empty(
        _("还没有企业"),
        _("商户、回收和拆解企业、供应商、银行都先登记为主体，再认定角色。"),
        _("登记企业"),
        "parties:new_enterprise",
    ),
    cards=cards_of,
)

PEOPLE = ListScreen(
    name="people",
    title=_("个人"),
    order="-id",
    columns=[
        Column("name", _("姓名"), link=_address, missing=_("已清空")),
        Column("identity", _("证件号码"), show=Show.SHORT, missing=_("已清空")),
        Column("identity_kind", _("证件类别")),
        Column("phone", _("联系电话"), show=Show.SHORT),
        Column("state", _("状态"), show=Show.STATE, sort="state"),
        Column("last_used_on", _("最近使用"), show=Show.DAY, sort="last_used_on"),
        Column("region", _("所属区划"), "region_name", sort="region__path"),
    ],
    filters=[
        ChoiceFilter(
            "state_is", _("状态"), "state", [(s.value, s.label) for s in PartyState if s != PartyState.MERGED]
        ),
        RegionFilter("in", _("区划"), "region__path", _places),
        DateRangeFilter("used", _("最近使用"), "last_used_on"),
    ],
    empty=Empty(
        _("还没有个人"),
        _("办理人在申领时登记一次；这里只按完整的证件号码、电话或账号查找。"),
        _("登记个人"),
        "parties:new_person",
    ),
    cards=cards_of,
)


@require_safe
def enterprise_list(request: OfficeRequest) -> HttpResponseBase:
    """Enterprises of own regions and below, and those that these deal with."""
    return _respond(request, ENTERPRISES, PartyKind.ENTERPRISE)


@require_safe
def person_list(request: OfficeRequest) -> HttpResponseBase:
    """People of own regions and below, masked."""
    return _respond(request, PEOPLE, PartyKind.PERSON)


def _respond(request: OfficeRequest, screen: ListScreen, kind: PartyKind) -> HttpResponseBase:
    actor = request.actor
    actor.require(Power.READ)
    context = {"kind": kind.value, "may_enter": actor.may(Power.EDIT), "waiting": waiting_pairs(actor)}
    return screen.respond(request, parties_listed(actor, kind), "parties/list.html", **context)


def found(request: OfficeRequest, words: str) -> list[Found]:
    """Enterprises whose name holds the words, for the search over everything; people never."""
    return [
        Found(_("企业"), card.name, card.page, card.region_name)
        for card in find_enterprises(request.actor, words, limit=10)
    ]
