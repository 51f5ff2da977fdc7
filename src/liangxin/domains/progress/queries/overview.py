"""A region at a glance: what changed since a day, the months behind, what is due soon, which units are late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import F
from django.utils import timezone

from liangxin.domains.progress.access import visible_regions, visible_rounds, visible_targets, visible_tasks
from liangxin.domains.progress.models import StatusDay
from liangxin.domains.progress.queries.regions import Counts, counts_of
from liangxin.domains.progress.queries.rounds import (
    ReturnLineCard,
    RoundLine,
    return_cards,
    returns_listed,
    round_lines,
    rounds_listed,
    still_due,
)
from liangxin.domains.progress.queries.targets import TargetLine, off_track, target_lines, targets_listed
from liangxin.domains.progress.rules.overview import Changed, Turn, band_of, changes_since, month_ends, standing_on
from liangxin.domains.progress.terms import (
    MONTHS_SHOWN,
    TARGET_DUE_SOON_DAYS,
    Change,
    IndexBand,
    Power,
    RoundKind,
    RoundState,
    Status,
    TaskState,
)
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor

MOST_CHANGES, MOST_DUE, MOST_LATE = 8, 5, 6
USUAL_DAYS = 30  # where no round has been held yet


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A target that stands differently than it did; its line says which rule decided."""

    line: TargetLine
    on: date
    before: Status
    after: Status
    change: Change


@dataclass(frozen=True, slots=True)
class MonthCounts:
    """How today's targets stood at the end of a month; None before any of them was looked at."""

    on: date
    counts: Counts | None


@dataclass(frozen=True, slots=True)
class Overview:
    """What a region's page tells at a glance. `indexed` is how many of all targets have an index at all."""

    since: date
    changed: Mapping[Change, int]
    changes: Sequence[ChangeLine]
    months: Sequence[MonthCounts]
    bands: Sequence[tuple[IndexBand, int]]
    indexed: int
    targets: int
    due: Sequence[TargetLine]
    due_count: int
    missed: int
    tasks_due: int
    round: RoundLine | None
    late: Sequence[ReturnLineCard]
    late_count: int


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the page counts of a target."""

    target: int
    index: Decimal | None
    days_left: int | None
    is_reached: bool
    is_over: bool

    @property
    def is_due_soon(self) -> bool:
        return self.days_left is not None and 0 <= self.days_left <= TARGET_DUE_SOON_DAYS and not self.is_reached

    @property
    def is_missed(self) -> bool:
        return self.is_over and not self.is_reached


def last_monthly_round(actor: Actor, code: str, on: date) -> date | None:
    """The day on which the last monthly round of a region was opened, before today; None where there was none."""
    rows = visible_rounds(actor).filter(region__code=code, kind=RoundKind.MONTHLY.value, opened_at__date__lt=on)
    opened = rows.order_by("-opened_at").values_list("opened_at", flat=True).first()
    return timezone.localtime(opened).date() if opened else None


def usual_since(actor: Actor, code: str, on: date) -> date:
    """Since when changes are told unless somebody chooses: the last monthly round, else thirty days."""
    return last_monthly_round(actor, code, on) or on - timedelta(days=USUAL_DAYS)


def region_overview(actor: Actor, code: str, since: date, on: date) -> Overview:
    """What the actor may see of a region, by a unit's standing its own part; as many queries for few as for many."""
    rows = visible_targets(actor).filter(region__code=code).order_by("place")
    seen = [_Seen(*row) for row in rows.values_list("target", "index", "days_left", "is_reached", "is_over")]
    turns = _turns(code, {one.target for one in seen})
    changes = changes_since(turns, since)
    due = sorted((one for one in seen if one.is_due_soon), key=lambda one: one.days_left or 0)
    shown = [one.target for one in due[:MOST_DUE]] + [one.target for one in changes[:MOST_CHANGES]]
    lines = {line.id: line for line in target_lines(targets_listed(actor).filter(target__in=shown))}
    bands = [band_of(one.index) for one in seen if one.index is not None]
    late = _late(actor, code, on)
    return Overview(
        since=since,
        changed={change: sum(one.change is change for one in changes) for change in Change},
        changes=[_change(one, lines[one.target]) for one in changes[:MOST_CHANGES] if one.target in lines],
        months=_months(turns, on),
        bands=[(band, bands.count(band)) for band in IndexBand],
        indexed=len(bands),
        targets=len(seen),
        due=[lines[one.target] for one in due[:MOST_DUE] if one.target in lines],
        due_count=len(due),
        missed=sum(one.is_missed for one in seen),
        tasks_due=_tasks_due(actor, code, on),
        round=_open_round(actor, code),
        late=late[:MOST_LATE],
        late_count=len(late),
    )


def _turns(code: str, targets: set[int]) -> list[Turn]:
    """The days on which the targets that are there now came to stand differently."""
    rows = StatusDay.objects.filter(region__code=code).order_by("on", "pk")
    return [
        Turn(target, on, Status.of(before) if before else None, Status.of(after))
        for target, on, before, after in rows.values_list("target", "on", "before", "after")
        if target in targets
    ]


def _change(changed: Changed, line: TargetLine) -> ChangeLine:
    return ChangeLine(line, changed.on, changed.before, changed.after, changed.change)


def _months(turns: Sequence[Turn], on: date) -> list[MonthCounts]:
    days = month_ends(on, MONTHS_SHOWN)
    counted = standing_on(turns, days)
    return [
        MonthCounts(day, counts_of({status.value: number for status, number in counts.items()}) if counts else None)
        for day, counts in zip(days, counted, strict=True)
    ]


def _tasks_due(actor: Actor, code: str, on: date) -> int:
    """Tasks due by the end of this year or before that are not done."""
    rows = visible_tasks(actor).filter(region__code=code, deadline__lte=on.year)
    return rows.exclude(state=TaskState.DONE.value).count()


def _open_round(actor: Actor, code: str) -> RoundLine | None:
    """The round that asks next for an answer."""
    rows = rounds_listed(actor).filter(region__code=code, state=RoundState.OPEN.value).order_by("due_on", "pk")
    return next(iter(round_lines(rows[:1])), None)


def _late(actor: Actor, code: str, on: date) -> list[ReturnLineCard]:
    """Returns of the region past their day, the longest first."""
    rows = still_due(returns_listed(actor)).filter(region__code=code, round__due_on__lt=on)
    return return_cards(rows.order_by("round__due_on", "pk"))


@dataclass(frozen=True, slots=True)
class WorstLine:
    """A target that lags, with what is needed a month from now on and what is done a month at present."""

    line: TargetLine
    needed: Decimal | None
    present: Decimal | None


def worst_of(actor: Actor, code: str, limit: int) -> list[WorstLine]:
    """The targets of a region that most ask for somebody to act."""
    rows = off_track(targets_listed(actor).filter(region__code=code)).annotate(kept_pace=F("chart__pace"))[:limit]
    kept = [row.kept_pace or {} for row in rows]
    return [
        WorstLine(line, _decimal(pace.get("needed")), _decimal(pace.get("present")))
        for line, pace in zip(target_lines(rows), kept, strict=True)
    ]


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """Tasks by what was last reported; `silent` those not done of which nothing was said since a day."""

    by_state: Mapping[TaskState, int]
    never: int
    silent: int
    waiting: int
    all: int


def task_counts(actor: Actor, code: str, since: date) -> TaskCounts:
    """The tasks of a region counted; one query."""
    rows = visible_tasks(actor).filter(region__code=code).order_by()
    found = list(rows.values_list("state", "reported_at", "waiting_for"))
    by_state = {state: sum(kept == state.value for kept, _, _ in found) for state in TaskState}
    open_ones = [(reported, waits) for state, reported, waits in found if state != TaskState.DONE.value]
    return TaskCounts(
        by_state=by_state,
        never=sum(not state for state, _, _ in found),
        silent=sum(reported is None or timezone.localtime(reported).date() < since for reported, _ in open_ones),
        waiting=sum(waits is not None for _, waits in open_ones),
        all=len(found),
    )


def counties_of(actor: Actor, region: regions.RegionCard) -> list[tuple[str, str, Counts | None]]:
    """The divisions right below, with their counts where their targets have been looked at."""
    if not actor.may(Power.READ, region.path):
        return []
    below = [
        card for card in regions.divisions_under([region.path]) if card.path.count("/") == region.path.count("/") + 1
    ]
    rows = visible_regions(actor).filter(region__in=[card.id for card in below], targets__gt=0)
    kept = dict(rows.values_list("region", "counts"))
    return [(card.code, card.name, counts_of(kept[card.id]) if card.id in kept else None) for card in below]
