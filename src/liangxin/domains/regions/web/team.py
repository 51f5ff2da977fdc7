"""The work team of a region, its groups and its roster."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from liangxin.domains.regions import api as regions
from liangxin.domains.regions.errors import TeamNotFound
from liangxin.domains.regions.queries.teams import (
    TeamMemberCard,
)
from liangxin.domains.regions.terms import Power, TeamRole
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.posted import answer, typed_day_or_none, typed_term


@require_http_methods(["GET", "HEAD", "POST"])
def team_page(request: OfficeRequest, code: str) -> HttpResponse:
    """The roster by group; setting the team up and putting people on it."""
    actor = request.actor
    region = regions.region_seen(actor, code)
    team = regions.team_of(code)

    def set_up(posted: QueryDict) -> str:
        groups = [line.strip() for line in posted.get("groups", "").splitlines() if line.strip()]
        regions.set_up_team(
            actor,
            code,
            posted.get("name", ""),
            groups=groups,
            basis=posted.get("basis", ""),
            set_up_on=typed_day_or_none(posted, "set_up_on", _("组建日期")),
        )
        return _done(request, code)

    def add(posted: QueryDict) -> str:
        position = len(team.members) + 1 if team else 1
        regions.set_team_member(actor, code, _line(posted, position))
        return _done(request, code)

    return answer(
        request,
        "regions/team.html",
        {"set_up": set_up, "add": add},
        typed={
            "name": team.name if team else "",
            "basis": team.basis if team else "",
            "set_up_on": team.set_up_on.isoformat() if team and team.set_up_on else "",
            "groups": "\n".join(team.groups) if team else "",
            **_empty_line(),
        },
        context=lambda: {
            "region": region,
            "team": team,
            "sections": _sections(team),
            "may_team": actor.may(Power.TEAM, region.path),
            **_choices(request, code, team),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def roster_line(request: OfficeRequest, code: str, public_id: UUID) -> HttpResponse:
    """Change or remove one person of the roster."""
    actor = request.actor
    region = regions.region_seen(actor, code)
    actor.require(Power.TEAM, region.path)
    team = regions.team_seen(actor, code)
    found = [(at, member) for at, member in enumerate(team.members, 1) if member.public_id == public_id]
    if not found:
        raise TeamNotFound
    ((position, member),) = found

    def change(posted: QueryDict) -> str:
        regions.set_team_member(actor, code, _line(posted, position), member_id=public_id)
        return _done(request, code)

    def remove(posted: QueryDict) -> str:
        regions.remove_team_member(actor, public_id, reason=posted.get("reason", ""))
        return _done(request, code)

    return answer(
        request,
        "regions/roster_line.html",
        {"change": change, "remove": remove},
        typed={
            "person": member.person,
            "post": member.post,
            "role": member.role.value,
            "group": member.group,
            "unit": str(member.unit_id or ""),
            "username": member.username,
            "reason": "",
        },
        context=lambda: {"region": region, "member": member, **_choices(request, code, team)},
    )


def _line(posted: QueryDict, position: int) -> regions.RosterLine:
    return regions.RosterLine(
        person=posted.get("person", ""),
        post=posted.get("post", ""),
        role=typed_term(posted, "role", TeamRole, _("分工")),
        group=posted.get("group", ""),
        unit_id=posted.get("unit", "") or None,
        username=posted.get("username", ""),
        position=position,
    )


def _empty_line() -> dict[str, str]:
    return {"person": "", "post": "", "role": TeamRole.MEMBER.value, "group": "", "unit": "", "username": ""}


def _choices(request: OfficeRequest, code: str, team: regions.TeamCard | None) -> dict[str, Any]:
    return {
        "roles": [(value, gettext(label)) for value, label in TeamRole.choices()],
        "groups": [(group, group) for group in team.groups] if team else [],
        "units": [(str(unit.public_id), unit.name) for unit in regions.units_in(request.actor, code)],
    }


def _sections(team: regions.TeamCard | None) -> list[tuple[str, list[TeamMemberCard]]]:
    """Group names with their people, those of the whole team first under an empty name."""
    if team is None:
        return []
    return [(group, [member for member in team.members if member.group == group]) for group in ("", *team.groups)]


def _done(request: OfficeRequest, code: str) -> str:
    messages.success(request, gettext("已保存。"))
    return reverse("regions:team", args=[code])
