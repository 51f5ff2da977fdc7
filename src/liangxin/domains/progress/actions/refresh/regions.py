"""One region refreshed, or all of them: fetched together, judged one by one, written together.

Two at once at one region wait for each other; the later one finds what the earlier one found.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from liangxin.domains.plans import api as plans
from liangxin.domains.progress.actions.refresh.counting import region_row
from liangxin.domains.progress.actions.refresh.records import count_records
from liangxin.domains.progress.actions.refresh.targets import forecast_known, target_row
from liangxin.domains.progress.actions.refresh.tasks import task_row
from liangxin.domains.progress.events import StatusesChanged
from liangxin.domains.progress.models import RefreshDue, RegionSnapshot, StatusDay, TargetSnapshot, TaskSnapshot
from liangxin.domains.progress.queries.material import facts_of, latest_reports
from liangxin.domains.progress.rules.judging import look_at
from liangxin.domains.regions import api as regions
from liangxin.foundation.announce.api import announce

_LOCK = 0x9A7E  # with the region's id: one refreshes a region at a time
_BATCH = 500
Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What came of a refresh: targets looked at, and those that stand differently than before."""

    targets: int
    changed: int


def refresh_all(report: Report | None = None, on: date | None = None) -> Refreshed:
    """Refresh every region with a plan of its own, in a transaction each."""
    promising = plans.regions_that_promise()
    gone = TargetSnapshot.objects.exclude(region__in=promising).values_list("region_id", flat=True)
    ids = [*promising, *set(gone)]
    looked = changed = 0
    for number, region in enumerate(ids):
        if report:
            report(number, len(ids))
        found = refresh_region(region, on)
        looked, changed = looked + found.targets, changed + found.changed
    if report:
        report(len(ids), len(ids))
    return Refreshed(looked, changed)


def refresh_region(region_id: int, on: date | None = None) -> Refreshed:
    """Look at all targets and tasks of a region as of a day, today if not said."""
    on = on or timezone.localdate()
    count_records(region_id, on)
    with transaction.atomic():
        # What is asked from here on asks for another run: its figures may come after our reading.
        RefreshDue.objects.filter(region=region_id).delete()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, region_id])
        return _refresh(region_id, on)


def _refresh(region_id: int, on: date) -> Refreshed:
    programme = plans.programme_of([region_id])
    now = timezone.now()
    rows = TargetSnapshot.objects.filter(region=region_id).order_by()
    before = {
        target: (status, kept) for target, status, kept in rows.values_list("target", "status", "chart__forecast")
    }
    targets: list[TargetSnapshot] = []
    for place, facts in enumerate(facts_of(programme.targets)):
        _, kept = before.get(facts.stated.card.id, ("", None))
        known = forecast_known(kept)
        look = look_at(facts.promise, facts.usual, facts.candidates, facts.follow, facts.course, on, known=known)
        targets.append(target_row(facts, look, place, on, now))
    reports = latest_reports([one.card.id for one in programme.tasks])
    by_id = {row.target_id: row for row in targets}
    tasks = [task_row(one, by_id, reports.get(one.card.id), place, now) for place, one in enumerate(programme.tasks)]
    _keep(TargetSnapshot, "target", region_id, targets)
    _keep(TaskSnapshot, "task", region_id, tasks)
    changes = _changes(targets, {target: status for target, (status, _) in before.items()}, on)
    _keep_days(changes)
    region = region_row(region_id, targets, on, now)
    RegionSnapshot.objects.bulk_create(
        [region],
        update_conflicts=True,
        unique_fields=["region"],
        update_fields=["on", "targets", "known", "counts", "boards", "looked_at"],
    )
    moved = tuple((day.target_id, day.before, day.after) for day in changes if day.before)
    if moved:
        path = regions.regions_by_id([region_id])[region_id].path
        announce(StatusesChanged(region_id, path, moved))
    return Refreshed(len(targets), len(moved))


def _keep(
    model: type[TargetSnapshot] | type[TaskSnapshot],
    key: str,
    region_id: int,
    rows: list[TargetSnapshot] | list[TaskSnapshot],
) -> None:
    """Write the rows over those of before; what is in no plan any more goes."""
    ids = [getattr(row, f"{key}_id") for row in rows]
    model.objects.filter(region=region_id).exclude(**{f"{key}__in": ids}).delete()
    fields = [field.name for field in model._meta.concrete_fields if field.name not in ("id", key)]
    model.objects.bulk_create(
        rows,  # type: ignore[arg-type]  # rows are of that model
        update_conflicts=True,
        unique_fields=[key],
        update_fields=fields,
        batch_size=_BATCH,
    )


def _changes(targets: list[TargetSnapshot], before: dict[int, str], on: date) -> list[StatusDay]:
    return [
        StatusDay(
            target_id=row.target_id,
            region_id=row.region_id,
            on=on,
            before=before.get(row.target_id, ""),
            after=row.status,
            rule=row.reasons[0]["rule"] if row.reasons else "",
            actual=row.actual,
            as_of=row.as_of,
        )
        for row in targets
        if before.get(row.target_id) != row.status
    ]


def _keep_days(days: list[StatusDay]) -> None:
    """The first state of a day stays what it was before; what has come back on the same day was no change."""
    if not days:
        return
    StatusDay.objects.bulk_create(
        days,
        update_conflicts=True,
        unique_fields=["target", "on"],
        update_fields=["after", "rule", "actual", "as_of"],
        batch_size=_BATCH,
    )
    StatusDay.objects.filter(target__in=[day.target_id for day in days], on=days[0].on, before=F("after")).delete()
