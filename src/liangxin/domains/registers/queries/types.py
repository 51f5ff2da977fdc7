"""List types and their versions in frozen cards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import yaml
from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from liangxin.domains.indicators import api as indicators
from liangxin.domains.registers.access import get_type, visible_types
from liangxin.domains.registers.errors import TypeNotFound
from liangxin.domains.registers.models import RegisterType, TypeVersion
from liangxin.domains.registers.rules.reading import read_spec
from liangxin.domains.registers.rules.spec import TypeSpec
from liangxin.domains.registers.terms import Power
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import TrailCard, entries_of


@dataclass(frozen=True, slots=True)
class TypeCard:
    """A type as it stands in its version in force; without a region it is shared by all."""

    id: int
    public_id: UUID
    code: str
    name: str
    unit: str
    region_name: str
    version_id: int
    version: int
    starts_on: date
    indicator_code: str
    indicator_name: str
    spec: TypeSpec
    retired_reason: str = ""


@dataclass(frozen=True, slots=True)
class NamedIndicators:
    """The indicators of a type by code and name; one that the catalogue does not have is named by its code."""

    feeds: tuple[tuple[str, str], ...]
    serves: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class VersionCard:
    """One version of a type; `ends_before` is the first day of the next one."""

    number: int
    name: str
    starts_on: date
    ends_before: date | None
    spec: TypeSpec
    named: NamedIndicators


@dataclass(frozen=True, slots=True)
class TypePage:
    """A type with all its versions, newest first."""

    card: TypeCard
    versions: tuple[VersionCard, ...]
    text: str
    may_change: bool
    history: tuple[TrailCard, ...]


def versions_in_force(types: Iterable[int], on: date) -> dict[int, TypeVersion]:
    """The version of each type that holds on a day, by type; a type none of whose versions has begun is missing."""
    rows = TypeVersion.objects.filter(type__in=set(types), starts_on__lte=on)
    return {row.type_id: row for row in rows.order_by("type_id", "-number").distinct("type_id")}


def version_in_force(type_id: int, on: date) -> TypeVersion:
    """The version of one type that holds on a day. Raises TypeNotFound where none has begun."""
    version = versions_in_force([type_id], on).get(type_id)
    if version is None:
        raise TypeNotFound
    return version


def types_listed(actor: Actor, on: date) -> QuerySet[Any]:
    """The rows of the list of types, for `type_cards`."""
    newest = TypeVersion.objects.filter(type=OuterRef("pk"), starts_on__lte=on).order_by("-number")
    rows = visible_types(actor).select_related("region")
    listed: QuerySet[Any] = rows.annotate(
        name=Subquery(newest.values("name")[:1]),
        unit=Subquery(newest.values("unit")[:1]),
        indicator_code=Subquery(newest.values("indicator_code")[:1]),
        version_id=Subquery(newest.values("pk")[:1]),
        region_name=Coalesce("region__name", Value("")),
    ).filter(version_id__isnull=False)
    return listed


def type_cards(rows: Sequence[RegisterType], on: date) -> list[TypeCard]:
    """Cards of types fetched with their region; their versions and indicators are looked up together."""
    versions = versions_in_force((row.pk for row in rows), on)
    names = indicators.names_of(version.indicator_code for version in versions.values())
    return [
        TypeCard(
            id=row.pk,
            public_id=row.public_id,
            code=row.code,
            name=version.name,
            unit=version.unit,
            region_name=row.region.name if row.region else "",
            version_id=version.pk,
            version=version.number,
            starts_on=version.starts_on,
            indicator_code=version.indicator_code,
            indicator_name=names.get(version.indicator_code, ""),
            spec=read_spec(version.spec),
            retired_reason=row.retired_reason,
        )
        for row in rows
        if (version := versions.get(row.pk)) is not None
    ]


def types_usable(actor: Actor, on: date, region_path: str) -> QuerySet[Any]:
    """Types for registers of a region: shared ones, its own and those of the regions above it."""
    codes = region_path.rstrip("/").split("/")
    above = ["/".join(codes[:length]) + "/" for length in range(1, len(codes) + 1)]
    return types_listed(actor, on).filter(Q(region__isnull=True) | Q(region__path__in=above), retired_at__isnull=True)


def type_choices(actor: Actor, on: date, region_path: str) -> list[tuple[str, str]]:
    """Public id and name of each type that a register of the region may have, for a form."""
    rows = types_usable(actor, on, region_path).order_by("name", "pk").values_list("public_id", "name")
    return [(str(public_id), str(name)) for public_id, name in rows]


def types_for(actor: Actor, indicator_codes: Iterable[str], on: date, *, region_path: str) -> dict[str, UUID]:
    """The type proposed for each indicator; indicators for which there is none are missing.

    One that makes its figure goes before one that only serves it, the nearest region's own before a shared one.
    """
    wanted = {code for code in indicator_codes if code}
    rows = {row.pk: row for row in types_usable(actor, on, region_path)}
    found: dict[str, tuple[tuple[bool, int, int], UUID]] = {}
    for type_id, version in versions_in_force(rows, on).items():
        row = rows[type_id]
        near = -len(row.region.path) if row.region else 0
        for code in wanted & {version.indicator_code, *version.spec.get("serves", ())}:
            rank = (code != version.indicator_code, near, type_id)
            found[code] = min(found.get(code, (rank, row.public_id)), (rank, row.public_id))
    return {code: public_id for code, (_, public_id) in found.items()}


def type_page(actor: Actor, public_id: UUID | str, on: date) -> TypePage:
    """One type with its versions. Raises TypeNotFound."""
    row = get_type(actor, public_id)
    cards = type_cards([row], on)
    if not cards:
        raise TypeNotFound
    versions = list(TypeVersion.objects.filter(type=row).order_by("-number"))
    ends = [None, *(version.starts_on for version in versions[:-1])]
    may_change = row.region is not None and actor.may(Power.DEFINE, row.region.path)
    specs = [read_spec(version.spec) for version in versions]
    return TypePage(
        card=cards[0],
        versions=tuple(
            VersionCard(version.number, version.name, version.starts_on, end, spec, named)
            for version, end, spec, named in zip(versions, ends, specs, indicators_named(specs), strict=True)
        ),
        text=versions[0].source or text_of(versions[0].spec),
        may_change=may_change,
        history=tuple(entries_of(row)),
    )


def indicators_named(specs: Sequence[TypeSpec]) -> list[NamedIndicators]:
    """The indicators of each type, looked up together."""
    codes = [([spec.feed.indicator] if spec.feed else [], spec.serves) for spec in specs]
    names = indicators.names_of(code for feeds, serves in codes for code in (*feeds, *serves))
    return [
        NamedIndicators(*(tuple((code, names.get(code, code)) for code in part) for part in (feeds, serves)))
        for feeds, serves in codes
    ]


def text_of(data: dict[str, object]) -> str:
    """The text of a type, to be edited."""
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100)
