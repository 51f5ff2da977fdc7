"""The work team of a region, its groups and its roster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from liangxin.domains.regions.access import get_region, get_team, get_team_member, get_unit
from liangxin.domains.regions.errors import AccountUnknown, GroupNotEmpty, PersonTwice, TeamNotFound
from liangxin.domains.regions.models import TeamGroup, TeamMember, WorkTeam
from liangxin.domains.regions.queries.teams import (
    TeamCard,
    team_seen,
)
from liangxin.domains.regions.rules.standing import require_name
from liangxin.domains.regions.terms import GROUP_NAMES_LIMIT, Deed, Power, TeamRole
from liangxin.foundation.accounts.api import Account, Actor
from liangxin.foundation.trail.api import record


@dataclass(frozen=True, slots=True)
class RosterLine:
    """A person as the notice names them; unit and account where the office knows them."""

    person: str
    post: str = ""
    role: TeamRole = TeamRole.MEMBER
    group: str = ""
    unit_id: UUID | str | None = None
    username: str = ""
    position: int = 0


def set_up_team(
    actor: Actor,
    region_code: str,
    name: str,
    *,
    groups: Sequence[str] = (),
    basis: str = "",
    set_up_on: date | None = None,
) -> TeamCard:
    """Set up the work team of a region, or change its name, basis, day and groups.

    A group that is left out goes with its roster unless people are on it. Raises NameMissing, GroupNotEmpty,
    RegionNotFound, NotAllowed.
    """
    name = require_name(name)
    wanted = [require_name(group, GROUP_NAMES_LIMIT) for group in dict.fromkeys(groups)]
    with transaction.atomic():
        region = get_region(actor, region_code, Power.TEAM)
        team, _ = WorkTeam.objects.update_or_create(
            region=region, defaults={"name": name, "basis": basis.strip(), "set_up_on": set_up_on}
        )
        left_out = TeamGroup.objects.filter(team=team).exclude(name__in=wanted)
        if busy := left_out.filter(members__isnull=False).first():
            raise GroupNotEmpty(field="groups", group=busy.name)
        left_out.delete()
        for position, group in enumerate(wanted, 1):
            TeamGroup.objects.update_or_create(team=team, name=group, defaults={"position": position})
        record(actor, Deed.TEAM_SET_UP, team, region_path=region.path, after={"name": name, "groups": wanted})
    return team_seen(actor, region_code)


def set_team_member(
    actor: Actor, region_code: str, line: RosterLine, *, member_id: UUID | str | None = None
) -> TeamCard:
    """Put a person on the roster, or with `member_id` change what it says of one.

    Raises TeamNotFound, UnitNotFound, AccountUnknown, NameMissing, PersonTwice, NotAllowed.
    """
    person = require_name(line.person, 30)
    with transaction.atomic():
        team = get_team(actor, region_code, Power.TEAM)
        WorkTeam.objects.select_for_update(of=("self",)).get(pk=team.pk)
        group = _group(team, line.group)
        values = {
            "person": person,
            "post": line.post.strip(),
            "role": line.role.value,
            "group": group,
            "unit": get_unit(actor, line.unit_id) if line.unit_id else None,
            "account": _account(line.username),
            "position": line.position,
        }
        member = get_team_member(actor, member_id, Power.TEAM) if member_id else TeamMember(team=team)
        if member.team_id != team.pk:
            raise TeamNotFound
        twins = TeamMember.objects.filter(team=team, group=group, person=person, post=values["post"])
        if twins.exclude(pk=member.pk).exists():
            raise PersonTwice(field="person", person=person)
        for name, value in values.items():
            setattr(member, name, value)
        member.save()
        after = {"person": person, "post": line.post, "role": line.role, "group": line.group}
        record(actor, Deed.TEAM_MEMBER_SET, member, region_path=team.region.path, after=after)
    return team_seen(actor, region_code)


def remove_team_member(actor: Actor, public_id: UUID | str, *, reason: str = "") -> TeamCard:
    """Take a person off the roster; the trail keeps who it was. Raises TeamNotFound, NotAllowed."""
    with transaction.atomic():
        member = get_team_member(actor, public_id, Power.TEAM)
        region = member.team.region
        before = {"person": member.person, "post": member.post, "role": member.role}
        record(actor, Deed.TEAM_MEMBER_REMOVED, member, region_path=region.path, reason=reason, before=before)
        member.delete()
    return team_seen(actor, region.code)


def _group(team: WorkTeam, name: str) -> TeamGroup | None:
    if not name:
        return None
    group = TeamGroup.objects.filter(team=team, name=name).first()
    if group is None:
        raise TeamNotFound(field="group")
    return group


def _account(username: str) -> Account | None:
    if not username:
        return None
    account = Account.objects.filter(username__iexact=username.strip()).first()
    if account is None:
        raise AccountUnknown(field="username", username=username)
    return account
