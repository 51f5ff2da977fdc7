"""How regions stand, in cards: a region's own counts and boards, and those of the regions below, read as they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from liangxin.domains.plans import api as plans
from liangxin.domains.progress.access import sees_whole, visible_regions, visible_targets
from liangxin.domains.progress.errors import ProgressNotFound
from liangxin.domains.progress.models import RefreshDue
from liangxin.domains.progress.terms import Power, Status
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor


@dataclass(frozen=True, slots=True)
class Counts:
    """Targets by status. A share is of those known; it says nothing without `known` of `all`."""

    on_track: int = 0
    at_risk: int = 0
    behind: int = 0
    not_known: int = 0

    @property
    def known(self) -> int:
        return self.on_track + self.at_risk + self.behind

    @property
    def all(self) -> int:
        return self.known + self.not_known

    @property
    def percent(self) -> int | None:
        """Per cent on track of those known, rounded down so that 100 means all; None where none is."""
        return 100 * self.on_track // self.known if self.known else None

    @property
    def parts(self) -> list[tuple[Status, int]]:
        """The statuses in the order in which they ask for somebody to act."""
        order = (Status.BEHIND, Status.AT_RISK, Status.ON_TRACK, Status.NOT_KNOWN)
        return [(status, getattr(self, status.value)) for status in order]


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group of targets with its counts: an action, a unit, a region below. `code` leads to it."""

    name: str
    counts: Counts
    code: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class RegionPage:
    """A region's progress. `is_whole` is False for a unit, which sees its own part and no boards."""

    code: str
    name: str
    is_whole: bool
    counts: Counts
    chapters: list[GroupLine] = field(default_factory=list)
    units: list[GroupLine] = field(default_factory=list)
    below: list[GroupLine] = field(default_factory=list)
    even: Mapping[str, Any] = field(default_factory=dict)
    looked_at: datetime | None = None
    is_waiting: bool = False
    may_refresh: bool = False
    may_bind: bool = False


def first_region(actor: Actor) -> str:
    """The code of the region in which a reader's view of progress begins; empty for a stranger."""
    return next((path.rstrip("/").rpartition("/")[2] for path in actor.paths(Power.READ) if path), "")


def region_page(actor: Actor, code: str) -> RegionPage:
    """How one region stands, as the actor may see it. Raises ProgressNotFound."""
    region = regions.region_cards([code]).get(code)
    if region is None or not actor.may(Power.READ, region.path):
        raise ProgressNotFound
    if not sees_whole(actor, region.path):
        return RegionPage(code, region.name, False, _own_counts(actor, region.id))
    snapshot = visible_regions(actor).filter(region=region.id).first()
    boards = snapshot.boards if snapshot else {}
    return RegionPage(
        code=code,
        name=region.name,
        is_whole=True,
        counts=counts_of(snapshot.counts if snapshot else {}),
        chapters=[GroupLine(one["name"], counts_of(one)) for one in boards.get("chapters", ())],
        units=[GroupLine(one["name"], counts_of(one), str(one["id"])) for one in boards.get("units", ())],
        below=_below(actor, region),
        even=boards.get("even", {}),
        looked_at=snapshot.looked_at if snapshot else None,
        is_waiting=RefreshDue.objects.filter(region=region.id).exists(),
        may_refresh=actor.may(Power.REFRESH, region.path),
        may_bind=actor.may(Power.BIND, region.path),
    )


def counts_of(kept: Mapping[str, Any]) -> Counts:
    """Counts as they are stored."""
    return Counts(**{status.value: int(kept.get(status.value, 0)) for status in Status})


def _own_counts(actor: Actor, region_id: int) -> Counts:
    """A unit's own part, counted as it is read: it is small."""
    rows = visible_targets(actor).filter(region=region_id).order_by().values_list("status")
    return counts_of(dict(rows.annotate(count=Count("pk"))))


def _below(actor: Actor, region: regions.RegionCard) -> list[GroupLine]:
    """Regions below with targets of their own, each above those below it."""
    rows = visible_regions(actor).filter(region__path__startswith=region.path, targets__gt=0)
    rows = rows.exclude(region=region.id).order_by("region__path")
    base = region.path.count("/")
    return [
        GroupLine(name, counts_of(counts), code, path.count("/") - base - 1)
        for name, code, path, counts in rows.values_list("region__name", "region__code", "region__path", "counts")
    ]


def promising_regions() -> list[int]:
    """The regions with a plan of their own in force, for jobs."""
    return list(plans.regions_that_promise())


def lights(actor: Actor, limit: int = 3) -> list[tuple[str, str, Counts]]:
    """Code, name and counts of the widest regions that the actor sees all of and that have targets."""
    paths = [path for path in actor.paths(Power.READ) if sees_whole(actor, path)]
    if not paths:
        return []
    own = Q(pk__in=[])
    for path in paths:
        own |= Q(region__path=path)
    rows = visible_regions(actor).filter(own, targets__gt=0).order_by("region__path")[:limit]
    return [
        (code, name, counts_of(counts))
        for code, name, counts in rows.values_list("region__code", "region__name", "counts")
    ]
