"""Work teams with their rosters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from liangxin.domains.regions.access import get_team
from liangxin.domains.regions.models import TeamMember, WorkTeam
from liangxin.domains.regions.queries.places import RegionCard, region_card
from liangxin.domains.regions.terms import TeamRole
from liangxin.foundation.accounts.api import Actor


@dataclass(frozen=True, slots=True)
class TeamMemberCard:
    """A person on a roster."""

    public_id: UUID
    group: str
    role: TeamRole
    person: str
    post: str
    unit_id: UUID | None
    unit_name: str
    username: str


@dataclass(frozen=True, slots=True)
class TeamCard:
    """A work team with its groups in order and its roster."""

    public_id: UUID
    region: RegionCard
    name: str
    basis: str
    set_up_on: date | None
    groups: tuple[str, ...]
    members: tuple[TeamMemberCard, ...]


def team_seen(actor: Actor, region_code: str) -> TeamCard:
    """The work team of a region with its roster; raises TeamNotFound."""
    return _team_card(get_team(actor, region_code))


def team_of(region_code: str) -> TeamCard | None:
    """The work team of a region for packages above, None where there is none."""
    team = WorkTeam.objects.select_related("region").filter(region__code=region_code).first()
    return _team_card(team) if team else None


def team_member_card(member: TeamMember) -> TeamMemberCard:
    """The card of a person on a roster, fetched with group, unit and account."""
    return TeamMemberCard(
        public_id=member.public_id,
        group=member.group.name if member.group else "",
        role=TeamRole.of(member.role),
        person=member.person,
        post=member.post,
        unit_id=member.unit.public_id if member.unit else None,
        unit_name=member.unit.name if member.unit else "",
        username=member.account.username if member.account else "",
    )


def _team_card(team: WorkTeam) -> TeamCard:
    members = TeamMember.objects.filter(team=team).select_related("group", "unit", "account")
    # The leaders of the whole team stand before its groups, as on the notice that made it.
    in_order = sorted(
        members, key=lambda member: (member.group.position if member.group else -1, member.position, member.pk)
    )
    return TeamCard(
        public_id=team.public_id,
        region=region_card(team.region),
        name=team.name,
        basis=team.basis,
        set_up_on=team.set_up_on,
        groups=tuple(team.groups.order_by("position").values_list("name", flat=True)),
        members=tuple(team_member_card(member) for member in in_order),
    )
