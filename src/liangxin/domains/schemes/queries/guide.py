"""What the guide shows: places with schemes, what holds, comes and has ended in one, and one scheme with its rules.

Without an actor: what was put in force is public. Drafts are never among it. The number of queries is the same for
one scheme and for many.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

from django.db.models import Q

from liangxin.domains.regions import api as regions
from liangxin.domains.schemes.errors import GuideNotFound
from liangxin.domains.schemes.models import SchemeVersion
from liangxin.domains.schemes.queries.scheme import APPROVED, content_of, schemes_in_force
from liangxin.domains.schemes.rules.guide_pages import guide_of
from liangxin.domains.schemes.rules.scheme_content import Content, compile_content
from liangxin.engines.rulebook import Compiled
from liangxin.kernel.money import Money

REMEMBERED = timedelta(days=366)  # so long a scheme that has ended is still shown, since claims come after purchases


@dataclass(frozen=True)
class GuideScheme:
    """A version of a scheme for everybody to read, seen from a place; `region` made it. Days both included."""

    place: regions.RegionCard
    region: regions.RegionCard
    public_id: UUID
    name: str
    unit_name: str
    since: date
    until: date | None
    content: Content
    book: Compiled

    @property
    def key(self) -> str:
        return self.book.rulebook.key

    @property
    def most(self) -> Money | None:
        """The most that it pays for one case, where the rules say."""
        return guide_of(self.book).most

    @property
    def basis(self) -> tuple[object, ...]:
        """All that a page about it rests on, to tell whether it has changed."""
        return (
            self.place.name,
            self.region.name,
            self.name,
            self.unit_name,
            self.since,
            self.until,
            self.content.digest,
        )

    def is_coming(self, on: date) -> bool:
        return on < self.since

    def is_over(self, on: date) -> bool:
        return self.until is not None and self.until < on


@dataclass(frozen=True)
class GuideShelf:
    """What can be had in a place now, what is announced, what has ended lately."""

    place: regions.RegionCard
    now: tuple[GuideScheme, ...]
    announced: tuple[GuideScheme, ...]
    ended: tuple[GuideScheme, ...]

    @property
    def basis(self) -> tuple[object, ...]:
        return (self.place.name, *(one.basis for one in (*self.now, *self.announced, *self.ended)))


def guide_places(on: date) -> list[regions.RegionCard]:
    """The regions that have a scheme in force, each above what is below it."""
    rows = SchemeVersion.objects.filter(_holding(on), state__in=APPROVED).order_by("scheme__region_id")
    found = regions.regions_by_id(rows.values_list("scheme__region_id", flat=True).distinct())
    return sorted(found.values(), key=lambda region: region.path)


def guide_front(on: date) -> GuideShelf | None:
    """What the front page can show without asking where one is: where all places lie one within the other."""
    places = guide_places(on)
    if not places or any(not below.path.startswith(above.path) for above, below in pairwise(places)):
        return None
    return guide_shelf(places[-1].code, on)


def guide_shelf(region_code: str, on: date) -> GuideShelf:
    """What is there for citizens of a region. Raises GuideNotFound for a region that is not known."""
    place = _place(region_code)
    holding = {card.version_id: card.family for card in schemes_in_force(place.id, on)}
    seen = _seen(place, on)
    now = [one for version_id, _, one in seen if version_id in holding]
    coming = [one for _, _, one in seen if one.is_coming(on)]
    over = [(family, one) for _, family, one in seen if one.is_over(on) and family not in holding.values()]
    last = dict(over)  # of one family the version that ended last
    return GuideShelf(place, tuple(now), tuple(coming), tuple(last.values()))


def guide_scheme(region_code: str, public_id: UUID, on: date) -> GuideScheme:
    """One scheme in the version that holds, else the next that comes, else the last. Raises GuideNotFound."""
    versions = [one for _, _, one in _seen(_place(region_code), on) if one.public_id == public_id]
    holding = [one for one in versions if not one.is_coming(on) and not one.is_over(on)]
    coming = [one for one in versions if one.is_coming(on)]
    found = [*holding, *coming, *reversed(versions)]
    if not found:
        raise GuideNotFound
    return found[0]


def _holding(on: date) -> Q:
    return Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gte=on))


def _place(region_code: str) -> regions.RegionCard:
    found = regions.region_cards([region_code]).get(region_code)
    if found is None:
        raise GuideNotFound
    return found


def _seen(place: regions.RegionCard, on: date) -> list[tuple[int, str, GuideScheme]]:
    """All versions that were approved for the place and have not ended long ago, by family and first day."""
    codes = place.path.rstrip("/").split("/")
    paths = ["/".join(codes[:length]) + "/" for length in range(1, len(codes) + 1)]
    lately = Q(until__isnull=True) | Q(until__gte=on - REMEMBERED)
    rows = SchemeVersion.objects.filter(lately, state__in=APPROVED, scheme__region__path__in=paths)
    rows = (
        rows.select_related("scheme__unit").prefetch_related("confirmations").order_by("scheme__family", "since", "id")
    )
    makers = regions.regions_by_id({row.scheme.region_id for row in rows})
    return [(row.pk, row.scheme.family, _made(row, place, makers[row.scheme.region_id])) for row in _with_days(rows)]


def _with_days(rows: Iterable[SchemeVersion]) -> Iterable[SchemeVersion]:
    """Those whose first day is known, as the database demands of what was approved."""
    return (row for row in rows if row.since is not None)


def _made(row: SchemeVersion, place: regions.RegionCard, region: regions.RegionCard) -> GuideScheme:
    content = content_of(row)
    assert row.since is not None  # noqa: S101 - for the type checker, see _with_days
    return GuideScheme(
        place=place,
        region=region,
        public_id=row.scheme.public_id,
        name=row.title or row.scheme.name,
        unit_name=row.scheme.unit.name,
        since=row.since,
        until=row.until,
        content=content,
        book=compile_content(content),
    )
