"""Members and roles: who stands where, what each role may do."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.regions import api as regions
from liangxin.domains.regions.errors import RoleNotFound
from liangxin.domains.regions.queries.people import (
    MemberCard,
    RoleCard,
    member_card,
    member_history,
    member_seen,
    members_listed,
    powers_by_package,
)
from liangxin.domains.regions.terms import Power, RoleReach
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.lists import Column, Empty, ListScreen, Show, TextFilter
from liangxin.foundation.ui.posted import ChoiceUnknown, answer, typed_day, typed_day_or_none, typed_term


def _address(card: MemberCard) -> str:
    return reverse("regions:member", args=[card.public_id])


MEMBERS = ListScreen(
    name="members",
    title=_("成员"),
    order="unit__region__path",
    columns=[
        Column("person", _("姓名"), sort="account__name", link=_address),
        Column("username", _("用户名"), sort="account__username"),
        Column("unit", _("单位"), "unit_name", sort="unit__name"),
        Column("region", _("区划"), "region_name", sort="unit__region__path"),
        Column("role", _("角色"), "role_name", sort="role__name"),
        Column("starts_on", _("任职起"), show=Show.DAY, sort="starts_on"),
        Column("ends_on", _("任职止"), show=Show.DAY, sort="ends_on", missing=_("在任，未定期限")),
    ],
    filters=[
        TextFilter(
            "q", _("姓名、用户名、单位或角色"), ("account__name", "account__username", "unit__name", "role__name")
        )
    ],
    empty=Empty(_("还没有成员"), _("任命之后，账号才能看到并办理本区划的事。"), _("任命成员"), "regions:member_new"),
    beside=True,
    cards=lambda rows: [member_card(row) for row in rows],
)


@require_safe
def member_list(request: OfficeRequest) -> HttpResponseBase:
    """Who stands in units of own regions and those below, past members too."""
    may_appoint = request.actor.may(Power.MEMBERS)
    return MEMBERS.respond(request, members_listed(request.actor), "regions/members.html", may_appoint=may_appoint)


@require_http_methods(["GET", "HEAD", "POST"])
def new_member(request: OfficeRequest) -> HttpResponse:
    """Appoint an account: first the region, then unit and role of it."""
    actor = request.actor
    places = regions.regions_where(actor, Power.MEMBERS)
    actor.require(Power.MEMBERS)
    chosen = request.GET.get("region", "")
    region = next((place for place in places if place.code == chosen), places[0] if places else None)

    def units() -> list[tuple[str, str]]:
        return [(str(unit.public_id), unit.name) for unit in regions.units_in(actor, region.code)] if region else []

    def roles() -> list[tuple[str, str]]:
        return [(str(role.public_id), role.name) for role in regions.roles_seen(actor, region)] if region else []

    def appoint(posted: QueryDict) -> str:
        card = regions.appoint_member(
            actor,
            posted.get("username", ""),
            _chosen(posted, "unit", _("单位"), units()),
            _chosen(posted, "role", _("角色"), roles()),
            starts_on=typed_day(posted, "starts_on", _("任职起")),
            ends_on=typed_day_or_none(posted, "ends_on", _("任职止")),
        )
        messages.success(request, gettext("已任命%(person)s。") % {"person": card.person})
        return _address(card)

    return answer(
        request,
        "regions/member_new.html",
        {"appoint": appoint},
        typed={"username": "", "unit": "", "role": "", "starts_on": timezone.localdate().isoformat(), "ends_on": ""},
        context=lambda: {"places": places, "region": region, "units": units(), "roles": roles()},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def member_page(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One membership and its end."""
    actor = request.actor
    member = member_seen(actor, public_id)

    def end(posted: QueryDict) -> str:
        day = typed_day(posted, "ends_on", _("免职日期"))
        regions.end_membership(actor, public_id, ends_on=day, reason=posted.get("reason", ""))
        messages.success(request, gettext("已登记免职。"))
        return _address(member)

    return answer(
        request,
        "regions/member.html",
        {"end": end},
        typed={"ends_on": timezone.localdate().isoformat(), "reason": ""},
        context=lambda: {
            "member": member,
            "may_appoint": actor.may(Power.MEMBERS, member.region_path) and actor.account_id != member.account_id,
            "history": member_history(actor, public_id),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def roles(request: OfficeRequest) -> HttpResponse:
    """The matrix of roles and powers, and a new role of a region's own."""
    actor = request.actor
    actor.require(Power.READ)
    places = regions.regions_where(actor, Power.ROLES) if actor.may(Power.ROLES) else []

    def define(posted: QueryDict) -> str:
        role = regions.define_role(
            actor,
            posted.get("region", ""),
            posted.get("code", ""),
            posted.get("name", ""),
            posted.getlist("powers"),
            reach=typed_term(posted, "reach", RoleReach, _("适用范围")),
        )
        messages.success(request, gettext("已设置角色“%(name)s”。") % {"name": role.name})
        return reverse("regions:roles")

    return answer(
        request,
        "regions/roles.html",
        {"define": define},
        typed={"region": "", "code": "", "name": "", "reach": RoleReach.UNIT.value},
        context=lambda: _role_choices(request) | {"places": [(place.code, place.name) for place in places]},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def role_page(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One role of a region's own: its name, reach and powers."""
    actor = request.actor
    role = next((role for role in regions.roles_seen(actor) if role.public_id == public_id), None)
    if role is None:
        raise RoleNotFound

    def define(posted: QueryDict) -> str:
        regions.define_role(
            actor,
            role.region_code,
            role.code,
            posted.get("name", ""),
            posted.getlist("powers"),
            reach=typed_term(posted, "reach", RoleReach, _("适用范围")),
            role_id=public_id,
        )
        messages.success(request, gettext("已保存。"))
        return reverse("regions:role", args=[public_id])

    return answer(
        request,
        "regions/role.html",
        {"define": define},
        typed={"name": role.name, "reach": role.reach.value},
        context=lambda: _role_choices(request) | {"role": role, "may_define": _may_define(request, role)},
    )


def _may_define(request: OfficeRequest, role: RoleCard) -> bool:
    return not role.is_preset and request.actor.may(Power.ROLES, role.region_path)


def _role_choices(request: OfficeRequest) -> dict[str, Any]:
    return {
        "roles": regions.roles_seen(request.actor),
        "packages": powers_by_package(),
        "reaches": [(value, gettext(label)) for value, label in RoleReach.choices()],
        "chosen": request.POST.getlist("powers"),
    }


def _chosen(posted: QueryDict, name: str, label: Any, choices: list[tuple[str, str]]) -> str:
    value = posted.get(name, "")
    if value not in dict(choices):
        raise ChoiceUnknown(field=name, label=label)
    return value
