"""The doors to rows: what an actor may see of regions, units, members, roles and teams."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from liangxin.domains.regions.errors import (
    MembershipNotFound,
    RegionNotFound,
    RoleNotFound,
    TeamNotFound,
    UnitNotFound,
)
from liangxin.domains.regions.models import Membership, Region, Role, TeamMember, Unit, WorkTeam
from liangxin.domains.regions.terms import Power
from liangxin.foundation.accounts.api import Actor, seen_from


def visible_regions(actor: Actor) -> QuerySet[Region]:
    """Own regions and those below."""
    return Region.objects.filter(seen_from(actor, Power.READ, "path"))


def visible_units(actor: Actor) -> QuerySet[Unit]:
    """Units of own regions and those below, without those merged into another."""
    return Unit.objects.filter(seen_from(actor, Power.READ), merged_into__isnull=True)


def visible_memberships(actor: Actor) -> QuerySet[Membership]:
    return Membership.objects.filter(seen_from(actor, Power.READ, "unit__region__path"))


def visible_roles(actor: Actor) -> QuerySet[Role]:
    """Presets for everybody who sees anything here, own roles of the regions seen."""
    if not actor.may(Power.READ):
        return Role.objects.none()
    return Role.objects.filter(Q(region__isnull=True) | seen_from(actor, Power.READ))


def visible_teams(actor: Actor) -> QuerySet[WorkTeam]:
    return WorkTeam.objects.filter(seen_from(actor, Power.READ))


def visible_team_members(actor: Actor) -> QuerySet[TeamMember]:
    return TeamMember.objects.filter(seen_from(actor, Power.READ, "team__region__path"))


def get_region(actor: Actor, code: str, to: Power = Power.READ) -> Region:
    """The region with this code; raises RegionNotFound for what is not seen, NotAllowed for what is not allowed."""
    region = visible_regions(actor).filter(code=code).first()
    if region is None:
        raise RegionNotFound(code=code)
    actor.require(to, region.path)
    return region


def get_unit(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> Unit:
    """The unit, with its region; raises UnitNotFound or NotAllowed."""
    unit = visible_units(actor).select_related("region").filter(public_id=public_id).first()
    if unit is None:
        raise UnitNotFound
    actor.require(to, unit.region.path)
    return unit


def get_membership(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> Membership:
    """The membership with account, unit, region and role; raises MembershipNotFound or NotAllowed."""
    found = visible_memberships(actor).select_related("account", "unit__region", "role")
    membership = found.filter(public_id=public_id).first()
    if membership is None:
        raise MembershipNotFound
    actor.require(to, membership.unit.region.path)
    return membership


def get_role(actor: Actor, public_id: UUID | str) -> Role:
    """The role, with its region if it has one; raises RoleNotFound."""
    role = visible_roles(actor).select_related("region").filter(public_id=public_id).first()
    if role is None:
        raise RoleNotFound
    return role


def get_team(actor: Actor, region_code: str, to: Power = Power.READ) -> WorkTeam:
    """The work team of a region, with the region; raises TeamNotFound or NotAllowed."""
    team = visible_teams(actor).select_related("region").filter(region__code=region_code).first()
    if team is None:
        raise TeamNotFound
    actor.require(to, team.region.path)
    return team


def get_team_member(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> TeamMember:
    """The person on a roster, with team and region; raises TeamNotFound or NotAllowed."""
    found = visible_team_members(actor).select_related("team__region", "unit", "group", "account")
    member = found.filter(public_id=public_id).first()
    if member is None:
        raise TeamNotFound
    actor.require(to, member.team.region.path)
    return member
