"""Members, roles and the standings that follow from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from liangxin.domains.regions.access import get_membership, visible_memberships, visible_roles
from liangxin.domains.regions.models import Membership, Role
from liangxin.domains.regions.queries.places import RegionCard
from liangxin.domains.regions.terms import RoleReach
from liangxin.foundation.accounts.api import Account, Actor, Standing, all_powers
from liangxin.foundation.trail.api import TrailCard, entries_of
from liangxin.kernel.term import Term


@dataclass(frozen=True, slots=True)
class RoleCard:
    """A role; a preset has no region."""

    public_id: UUID
    code: str
    name: str
    name_en: str
    region_code: str
    region_name: str
    region_path: str
    reach: RoleReach
    powers: frozenset[str]
    is_preset: bool


@dataclass(frozen=True, slots=True)
class MemberCard:
    """A membership: who stands where with which role, from a day until before another."""

    public_id: UUID
    account_id: int
    username: str
    person: str
    unit_name: str
    region_name: str
    region_path: str
    role_name: str
    starts_on: date
    ends_on: date | None


def standings_of(account: Account) -> tuple[Standing, ...]:
    """Where an account stands today: one standing a membership in force. Registered with foundation.accounts."""
    return standings_on(account.pk, timezone.localdate())


def standings_on(account_id: int, on: date) -> tuple[Standing, ...]:
    """Where an account stood on a day."""
    in_force = Membership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=on), account_id=account_id, starts_on__lte=on
    )
    # Each request asks: the columns alone, not four rows whole.
    rows = in_force.order_by("id").values_list(
        "unit__region__code", "unit__region__path", "unit_id", "unit__name", "role__reach", "role__powers"
    )
    return tuple(
        Standing(
            region=code,
            region_path=path,
            unit_id=unit_id if reach == RoleReach.UNIT else None,
            unit_name=unit_name,
            powers=frozenset(powers),
        )
        for code, path, unit_id, unit_name, reach, powers in rows
    )


def member_card(membership: Membership) -> MemberCard:
    """The card of a membership fetched by `with_people`."""
    return MemberCard(
        public_id=membership.public_id,
        account_id=membership.account_id,
        username=membership.account.username,
        person=membership.account.name,
        unit_name=membership.unit.name,
        region_name=membership.unit.region.name,
        region_path=membership.unit.region.path,
        role_name=membership.role.name,
        starts_on=membership.starts_on,
        ends_on=membership.ends_on,
    )


def with_people(memberships: QuerySet[Membership]) -> QuerySet[Membership]:
    """Memberships with all that their cards show, in one query."""
    return memberships.select_related("account", "unit__region", "role")


def members_of(actor: Actor, region_code: str, on: date) -> list[MemberCard]:
    """Who stands in the units of a region on a day, as far as the actor sees it."""
    in_force = visible_memberships(actor).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=on), unit__region__code=region_code, starts_on__lte=on
    )
    return [member_card(membership) for membership in with_people(in_force).order_by("unit__name", "account__name")]


def units_of(actor: Actor, on: date) -> list[int]:
    """Ids of the units in which the actor's own account stands on a day, whatever its roles reach."""
    if actor.account_id is None:
        return []
    mine = Membership.objects.filter(account_id=actor.account_id, starts_on__lte=on)
    in_force = mine.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on))
    return sorted(set(in_force.values_list("unit_id", flat=True)))


def role_card(role: Role) -> RoleCard:
    """The card of a role fetched with its region."""
    return RoleCard(
        public_id=role.public_id,
        code=role.code,
        name=role.name,
        name_en=role.name_en,
        region_code=role.region.code if role.region else "",
        region_name=role.region.name if role.region else "",
        region_path=role.region.path if role.region else "",
        reach=RoleReach.of(role.reach),
        powers=frozenset(role.powers),
        is_preset=role.region_id is None,
    )


def roles_seen(actor: Actor, for_region: RegionCard | None = None) -> list[RoleCard]:
    """Roles that the actor sees, presets first; with a region, those that may be given there."""
    roles = visible_roles(actor).select_related("region").order_by("region__code", "id")
    if for_region is not None:
        above = [code for code in for_region.path.split("/") if code]
        roles = roles.filter(Q(region__isnull=True) | Q(region__code__in=above))
    return sorted((role_card(role) for role in roles), key=lambda role: not role.is_preset)


def members_listed(actor: Actor) -> QuerySet[Membership]:
    """The rows of the list of members, for `member_card`."""
    return with_people(visible_memberships(actor))


def member_seen(actor: Actor, public_id: UUID | str) -> MemberCard:
    """One membership; raises MembershipNotFound."""
    return member_card(get_membership(actor, public_id))


def member_history(actor: Actor, public_id: UUID | str) -> list[TrailCard]:
    """What happened to a membership that the actor sees, newest first."""
    return entries_of(get_membership(actor, public_id))


def powers_by_package() -> list[tuple[str, list[Term]]]:
    """Every power there is, by the package whose name stands before its dot."""
    packages: dict[str, list[Term]] = {}
    for power in all_powers():
        packages.setdefault(power.split(".")[0], []).append(power)
    return list(packages.items())
