"""Which schemes hold where and by which rules: for other packages and the public, without an actor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db.models import Q

from liangxin.domains.regions import api as regions
from liangxin.domains.schemes.errors import SchemeNotFound
from liangxin.domains.schemes.models import SchemeVersion
from liangxin.domains.schemes.rules.scheme import holding_at
from liangxin.domains.schemes.rules.scheme_content import Confirmed, Content, check_content, compile_content
from liangxin.domains.schemes.terms import VersionState
from liangxin.engines.rulebook import Compiled
from liangxin.engines.rulebook.records import Rulebook

APPROVED = [state.value for state in VersionState if state.was_approved]


@dataclass(frozen=True, slots=True)
class SchemeCard:
    """A scheme in the version that holds. `region` made it: where that is not the one asked for, it is taken over from
    above. `family` is the name of its rulebooks, `rulebook_id` that with the version; days both included.
    """

    id: int
    public_id: UUID
    name: str
    family: str
    version_id: int
    version_public_id: UUID
    number: int
    rulebook_id: str
    digest: str
    since: date
    until: date | None
    region: regions.RegionCard
    unit_name: str

    @property
    def path(self) -> str:
        """The path of the region that made it."""
        return self.region.path


def schemes_in_force(region_id: int, on: date) -> list[SchemeCard]:
    """The schemes that hold in a region on a day, by family: its own, else that of the nearest region above.

    Empty for a region that is not known. Drafts are never among them.
    """
    here = regions.regions_by_id([region_id]).get(region_id)
    if here is None:
        return []
    codes = here.path.rstrip("/").split("/")
    paths = ["/".join(codes[:length]) + "/" for length in range(1, len(codes) + 1)]
    on_day = Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gte=on))
    rows = SchemeVersion.objects.filter(on_day, state__in=APPROVED, scheme__region__path__in=paths)
    found = list(rows.select_related("scheme__unit").defer("text"))
    others = {row.scheme.region_id for row in found} - {region_id}
    makers = {region_id: here, **(regions.regions_by_id(others) if others else {})}
    return holding_at(here.path, [_card(row, makers[row.scheme.region_id]) for row in found])


def _card(row: SchemeVersion, region: regions.RegionCard) -> SchemeCard:
    assert row.since is not None  # noqa: S101 - for the type checker: the database demands it of what was handed in
    return SchemeCard(
        id=row.scheme_id,
        public_id=row.scheme.public_id,
        name=row.scheme.name,
        family=row.scheme.family,
        version_id=row.pk,
        version_public_id=row.public_id,
        number=row.number,
        rulebook_id=row.rulebook_key,
        digest=row.digest,
        since=row.since,
        until=row.until,
        region=region,
        unit_name=row.scheme.unit.name,
    )


def rulebook_of(version_id: int, digest: str | None = None) -> Compiled:
    """The rules of a version, ready to decide; compiled once a process. Raises SchemeNotFound.

    A draft's are given too, if they can be read; raises ValueError where they have errors. Who has the version's card
    gives its `digest`, and nothing is read again.
    """
    if digest is None:
        digest = SchemeVersion.objects.filter(pk=version_id).values_list("digest", flat=True).first()
    if digest is None:
        raise SchemeNotFound
    return _compiled(version_id, digest)


@lru_cache(maxsize=64)
def _compiled(version_id: int, digest: str) -> Compiled:
    """By content: what was compiled for a digest is that content's for ever."""
    found = content_of(SchemeVersion.objects.get(pk=version_id))
    if found.digest != digest:
        raise ValueError(f"version {version_id} does not hold what its digest says")
    return compile_content(found)


def content_of(version: SchemeVersion) -> Content:
    """All that a version says; its confirmations are read with one query, or from what was fetched with it."""
    confirms = [
        Confirmed(one.line, f"{one.document}{one.clause}", one.mark)
        for one in sorted(version.confirmations.all(), key=lambda one: one.line)
    ]
    parameters = tuple(sorted((str(name), str(value)) for name, value in version.parameters.items()))
    return Content(version.text, version.adopted_by, parameters, tuple(confirms))


def rulebook_read(version: SchemeVersion) -> Rulebook | None:
    """The rules of a version as they can be read; None for a draft that cannot."""
    return check_content(content_of(version), version.scheme.family).rulebook
