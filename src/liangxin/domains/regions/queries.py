"""Questions to regions, answered in frozen cards.

Functions that take an actor start from what it may see. Those that take ids or codes without an actor put names to rows
that their caller was already allowed to see: names of regions and units are public.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from liangxin.domains.regions.access import (
    get_region,
    get_team,
    get_unit,
    visible_memberships,
    visible_regions,
    visible_roles,
    visible_units,
)
from liangxin.domains.regions.errors import RegionNotFound
from liangxin.domains.regions.models import Membership, Region, Role, TeamMember, Unit, UnitAlias, WorkTeam
from liangxin.domains.regions.rules.naming import Place, UnitMatch, UnitNames, match_units
from liangxin.domains.regions.terms import (
    AliasOrigin,
    Power,
    RegionKind,
    RegionLevel,
    RoleReach,
    TeamRole,
    UnitKind,
)
from liangxin.foundation.accounts.api import Account, Actor, Standing


@dataclass(frozen=True, slots=True)
class RegionCard:
    """A region; `path` is the codes from the top, each closed by "/"."""

    id: int
    code: str
    name: str
    kind: RegionKind
    level: RegionLevel
    path: str
    parent_code: str


@dataclass(frozen=True, slots=True)
class AliasCard:
    """One name of a unit and how it came by it."""

    id: int
    name: str
    origin: AliasOrigin


@dataclass(frozen=True, slots=True)
class UnitCard:
    """A unit with its region and its other names; `heir_id` is the unit it was merged into."""

    id: int
    public_id: UUID
    region: RegionCard
    name: str
    short_name: str
    kind: UnitKind
    aliases: tuple[AliasCard, ...]
    heir_id: int | None = None


@dataclass(frozen=True, slots=True)
class RoleCard:
    """A role; a preset has no region."""

    public_id: UUID
    code: str
    name: str
    region_name: str
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
    role_name: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class TeamMemberCard:
    """A person on a roster."""

    public_id: UUID
    group: str
    role: TeamRole
    person: str
    post: str
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


def region_card(region: Region) -> RegionCard:
    """The card of a region; the code of its parent is read off the path, without a query."""
    codes = region.path.rstrip("/").split("/")
    return RegionCard(
        id=region.pk,
        code=region.code,
        name=region.name,
        kind=RegionKind.of(region.kind),
        level=RegionLevel.of(region.level),
        path=region.path,
        parent_code=codes[-2] if len(codes) > 1 else "",
    )


def region_cards(codes: Iterable[str]) -> dict[str, RegionCard]:
    """The cards of these regions by code; codes that are not known are missing from the answer."""
    return {region.code: region_card(region) for region in Region.objects.filter(code__in=set(codes))}


def region_seen(actor: Actor, code: str, to: Power = Power.READ) -> RegionCard:
    """One region that the actor sees; raises RegionNotFound, or NotAllowed without the power `to` there."""
    return region_card(get_region(actor, code, to))


def regions_where(actor: Actor, power: str, limit: int = 200) -> list[RegionCard]:
    """Regions in which the actor has a power, widest first: the choices of a form. At most `limit`."""
    widest = Q(pk__in=[])
    for path in actor.paths(power):
        widest |= Q(path__startswith=path)
    return [region_card(region) for region in Region.objects.filter(widest).order_by("path")[:limit]]


def regions_above(region: RegionCard) -> list[RegionCard]:
    """The regions above, nearest first."""
    codes = region.path.rstrip("/").split("/")[:-1]
    known = region_cards(codes)
    return [known[code] for code in reversed(codes)]


def regions_below(actor: Actor, code: str) -> list[RegionCard]:
    """The regions right below one that the actor sees, zones after divisions."""
    below = visible_regions(actor).filter(parent__code=code).order_by("kind", "code")
    return [region_card(region) for region in below]


def top_regions(actor: Actor) -> list[RegionCard]:
    """Where an actor's view begins: the widest regions it sees."""
    if actor.is_system:
        return [region_card(region) for region in Region.objects.filter(parent__isnull=True)]
    return [region_card(region) for region in Region.objects.filter(path__in=actor.paths(Power.READ))]


def with_names(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Units with all that their cards show, in two queries whatever their number."""
    return units.select_related("region").prefetch_related(
        Prefetch("aliases", queryset=UnitAlias.objects.order_by("id"))
    )


def unit_card(unit: Unit) -> UnitCard:
    """The card of a unit fetched by `with_names`."""
    return UnitCard(
        id=unit.pk,
        public_id=unit.public_id,
        region=region_card(unit.region),
        name=unit.name,
        short_name=unit.short_name,
        kind=UnitKind.of(unit.kind),
        aliases=tuple(
            AliasCard(alias.pk, alias.name, AliasOrigin.of(alias.origin))
            for alias in unit.aliases.all()
            if alias.origin not in (AliasOrigin.NAME, AliasOrigin.SHORT)
        ),
        heir_id=unit.merged_into_id,
    )


def unit_cards(ids: Iterable[int]) -> dict[int, UnitCard]:
    """The cards of these units by id, merged ones too, with `heir_id`; unknown ids are missing from the answer."""
    return {unit.pk: unit_card(unit) for unit in with_names(Unit.objects.filter(pk__in=set(ids)))}


def unit_seen(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> UnitCard:
    """One unit that the actor sees; raises UnitNotFound, or NotAllowed without the power `to` there."""
    return unit_card(with_names(Unit.objects.filter(pk=get_unit(actor, public_id, to).pk)).get())


def units_in(actor: Actor, region_code: str) -> list[UnitCard]:
    """The units of one region that the actor sees, by kind and name."""
    units = visible_units(actor).filter(region__code=region_code).order_by("kind", "name")
    return [unit_card(unit) for unit in with_names(units)]


def find_unit(region_code: str, text: str) -> tuple[UnitMatch, ...]:
    """The units of a region that a written name may mean, best first; see `rules.naming`. Raises RegionNotFound."""
    return find_units(region_code, [text])[text]


def find_units(region_code: str, texts: Iterable[str]) -> dict[str, tuple[UnitMatch, ...]]:
    """`find_unit` for many texts at once, in three queries. Raises RegionNotFound."""
    region = Region.objects.filter(code=region_code).first()
    if region is None:
        raise RegionNotFound(code=region_code)
    place = Place(region.name, tuple(above.name for above in regions_above(region_card(region))))
    names: dict[int, list[str]] = {}
    kinds: dict[int, UnitKind] = {}
    for alias in UnitAlias.objects.filter(region=region).select_related("unit").order_by("unit_id", "id"):
        # The full name is the first alias a unit gets; after a renaming it is not the oldest any more.
        at = 0 if alias.origin == AliasOrigin.NAME else len(names.get(alias.unit_id, []))
        names.setdefault(alias.unit_id, []).insert(at, alias.name)
        kinds[alias.unit_id] = UnitKind.of(alias.unit.kind)
    units = [UnitNames(unit_id, tuple(known), kinds[unit_id]) for unit_id, known in names.items()]
    return {text: match_units(text, units, place) for text in set(texts)}


def standings_of(account: Account) -> tuple[Standing, ...]:
    """Where an account stands today: one standing a membership in force. Registered with foundation.accounts."""
    return standings_on(account.pk, timezone.localdate())


def standings_on(account_id: int, on: date) -> tuple[Standing, ...]:
    """Where an account stood on a day."""
    in_force = Membership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=on), account_id=account_id, starts_on__lte=on
    )
    return tuple(
        Standing(
            region=membership.unit.region.code,
            region_path=membership.unit.region.path,
            unit_id=membership.unit_id if membership.role.reach == RoleReach.UNIT else None,
            unit_name=membership.unit.name,
            powers=frozenset(membership.role.powers),
        )
        for membership in in_force.select_related("unit__region", "role").order_by("id")
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


def role_card(role: Role) -> RoleCard:
    """The card of a role fetched with its region."""
    return RoleCard(
        public_id=role.public_id,
        code=role.code,
        name=role.name,
        region_name=role.region.name if role.region else "",
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
