"""Regions and units. Functions without an actor put names to rows that their caller may see: these names are public."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Prefetch, Q, QuerySet

from liangxin.domains.regions.access import get_region, get_unit, visible_regions, visible_units
from liangxin.domains.regions.errors import RegionNotFound
from liangxin.domains.regions.models import Region, Unit, UnitAlias
from liangxin.domains.regions.rules.naming import (
    MOST_MATCHES,
    SURE,
    Place,
    UnitMatch,
    UnitNames,
    is_sure,
    match_units,
    read_name,
)
from liangxin.domains.regions.terms import AliasOrigin, Power, RegionKind, RegionLevel, UnitKind
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import TrailCard, entries_of

BELOW_SURE = SURE - 0.05


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
class DivisionCard:
    """A division in the tree, with the days between which it stands, half-open."""

    id: int
    code: str
    name: str
    path: str
    valid_from: date | None
    valid_to: date | None

    def stands_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)


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


def regions_by_id(ids: Iterable[int]) -> dict[int, RegionCard]:
    """The cards of these regions by id; unknown ids are missing from the answer."""
    return {region.pk: region_card(region) for region in Region.objects.filter(pk__in=set(ids))}


def divisions_under(paths: Iterable[str]) -> list[DivisionCard]:
    """The regions of these paths and all divisions below them, past ones too, zones left out, each above what is below.

    What a region is made of, in one query, for whoever adds up figures of many.
    """
    tops = set(paths)
    inside = Q(path__in=tops)
    for path in tops:
        inside |= Q(path__startswith=path, kind=RegionKind.DIVISION.value)
    rows = Region.objects.filter(inside).order_by("path")
    return [DivisionCard(*row) for row in rows.values_list("id", "code", "name", "path", "valid_from", "valid_to")]


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


def units_by_public_id(public_ids: Iterable[UUID]) -> dict[UUID, UnitCard]:
    """The cards of these units by public id, merged ones too; unknown ids are missing from the answer."""
    return {unit.public_id: unit_card(unit) for unit in with_names(Unit.objects.filter(public_id__in=set(public_ids)))}


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


def find_units_around(region_code: str, texts: Iterable[str]) -> dict[str, tuple[UnitMatch, ...]]:
    """`find_units`, and for texts that no unit of the region surely is, also its zones and the regions above.

    Units of the regions above are never sure: 财政局 without more is the region's own, though not entered yet perhaps.
    Raises RegionNotFound.
    """
    wanted = set(texts)
    region = region_cards([region_code]).get(region_code)
    if region is None:
        raise RegionNotFound(code=region_code)
    found = find_units(region_code, wanted)
    zones = Region.objects.filter(parent__code=region_code, kind=RegionKind.ZONE.value).values_list("code", flat=True)
    around = [(code, 1.0) for code in zones] + [(above.code, BELOW_SURE) for above in regions_above(region)]
    for code, ceiling in around:
        unsure = [text for text in wanted if not is_sure(found[text])]
        for text, others in find_units(code, unsure).items():
            held = (UnitMatch(other.unit_id, min(other.score, ceiling), other.why) for other in others)
            found[text] = tuple(sorted((*found[text], *held), key=lambda match: -match.score)[:MOST_MATCHES])
    return found


def divisions_below(codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The codes of the divisions right below each of these regions, zones left out: they are parts of the others."""
    below: dict[str, list[str]] = {code: [] for code in codes}
    rows = Region.objects.filter(parent__code__in=below, kind=RegionKind.DIVISION.value, valid_to=None).order_by("code")
    for parent, code in rows.values_list("parent__code", "code"):
        below[parent].append(code)
    return {code: tuple(found) for code, found in below.items()}


def subjects_named(texts: Mapping[str, Iterable[str]]) -> dict[str, dict[str, frozenset[str]]]:
    """What the bodies of these names have to do with: 县工信局 and 市经济和信息化局 have the same subject.

    Names by the code of the region that they are spoken from, "" for the nation; answered in the same form, in two
    queries. A name without a known subject has its own words for one.
    """
    spoken = region_cards(texts)
    codes = {code for card in spoken.values() for code in card.path.rstrip("/").split("/")}
    names = {card.code: card.name for card in region_cards(codes).values()}
    found: dict[str, dict[str, frozenset[str]]] = {}
    for code, written in texts.items():
        above = spoken[code].path.rstrip("/").split("/")[:-1] if code in spoken else []
        place = Place(names.get(code, "全国"), tuple(names[each] for each in reversed(above)))
        found[code] = {text: read_name(text, place).subjects for text in set(written)}
    return found


def regions_listed(actor: Actor) -> QuerySet[Region]:
    """The rows of the list of regions, for `region_card`."""
    return visible_regions(actor)


def units_listed(actor: Actor) -> QuerySet[Unit]:
    """The rows of the list of units, for `unit_card`; `all_names` is every name that leads to the unit."""
    return with_names(visible_units(actor)).annotate(all_names=StringAgg("aliases__name", delimiter=" "))


def find_regions(actor: Actor, words: str, limit: int = 20) -> list[RegionCard]:
    """Regions that the actor sees whose name or code holds the words, larger ones first."""
    found = visible_regions(actor).filter(Q(name__icontains=words) | Q(code__startswith=words))
    return [region_card(region) for region in found.order_by("path")[:limit]]


def search_units(actor: Actor, words: str, limit: int = 20) -> list[UnitCard]:
    """Units that the actor sees of which any name holds the words."""
    named = UnitAlias.objects.filter(name__icontains=words)
    found = with_names(visible_units(actor)).filter(pk__in=named.values("unit"))
    return [unit_card(unit) for unit in found.order_by("region__path", "name")[:limit]]


def unit_history(actor: Actor, public_id: UUID | str) -> list[TrailCard]:
    """What happened to a unit that the actor sees, newest first."""
    return entries_of(get_unit(actor, public_id))
