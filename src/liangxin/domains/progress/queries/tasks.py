"""Tasks with what was reported of them, in cards; who waits for whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Case, Q, QuerySet, Value, When

from liangxin.domains.progress.access import get_task, reports_of, visible_targets, visible_tasks
from liangxin.domains.progress.models import TaskSnapshot
from liangxin.domains.progress.queries.targets import TargetLine, target_lines
from liangxin.domains.progress.terms import Power, Status, TaskState
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import TrailCard, entries_of


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task in a list; `state` is None where nothing was ever reported, `percent` of the `got` of `due` targets."""

    public_id: UUID
    title: str
    chapter: str
    marker: str
    deadline: int | None
    region_name: str
    state: TaskState | None
    percent: Decimal | None
    got: int
    due: int
    worst: Status | None
    lead: str
    reported_at: datetime | None
    text: str
    risks: str
    next_step: str
    waiting_for: str
    waiting_what: str


@dataclass(frozen=True, slots=True)
class ReportCard:
    """What was said of a task on a day."""

    state: TaskState
    text: str
    risks: str
    next_step: str
    waiting_for: str
    waiting_what: str
    unit: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TaskPage:
    """A task with its targets, its reports, and whether the actor may report."""

    line: TaskLine
    region_code: str
    region_path: str
    targets: list[TargetLine]
    reports: list[ReportCard]
    may_report: bool
    units: list[tuple[str, str]]
    history: list[TrailCard]


def tasks_listed(actor: Actor) -> QuerySet[TaskSnapshot]:
    """The rows of the list of tasks, for `task_lines`."""
    return visible_tasks(actor).select_related("task", "region", "report", "waiting_for")


def waiting_for_mine(actor: Actor, rows: QuerySet[TaskSnapshot], on: date) -> QuerySet[TaskSnapshot]:
    """Tasks of others that wait for a unit of the actor's own (等我的)."""
    return rows.filter(waiting_for__in=regions.units_of(actor, on)).exclude(state=TaskState.DONE.value)


def mine_waiting(actor: Actor, rows: QuerySet[TaskSnapshot], on: date) -> QuerySet[TaskSnapshot]:
    """Tasks of the actor's own units that wait for another unit (我等的)."""
    waiting = rows.filter(lead_ids__overlap=regions.units_of(actor, on), waiting_for__isnull=False)
    return waiting.exclude(state=TaskState.DONE.value)


def led_by_mine(actor: Actor, rows: QuerySet[TaskSnapshot], on: date) -> QuerySet[TaskSnapshot]:
    """Tasks that a unit of the actor's own leads."""
    return rows.filter(lead_ids__overlap=regions.units_of(actor, on))


def not_reported_since(rows: QuerySet[TaskSnapshot], day: datetime) -> QuerySet[TaskSnapshot]:
    """Tasks not done of which nothing was said since a moment."""
    return rows.filter(Q(reported_at__lt=day) | Q(reported_at__isnull=True)).exclude(state=TaskState.DONE.value)


def due_by(rows: QuerySet[TaskSnapshot], year: int) -> QuerySet[TaskSnapshot]:
    """The rows with `due_year`, that year where a task is due by its end and not done."""
    is_due = When(~Q(state=TaskState.DONE.value), deadline__lte=year, then=Value(str(year)))
    return rows.annotate(due_year=Case(is_due, default=Value("")))


def task_lines(rows: Iterable[TaskSnapshot]) -> list[TaskLine]:
    """Cards of rows of `tasks_listed`."""
    return [
        TaskLine(
            public_id=row.task.public_id,
            title=row.title,
            chapter=row.chapter,
            marker=row.marker,
            deadline=row.deadline,
            region_name=row.region.name,
            state=TaskState.of(row.state) if row.state else None,
            percent=row.percent,
            got=row.got,
            due=row.due,
            worst=Status.of(row.worst) if row.worst else None,
            lead=row.lead_name,
            reported_at=row.reported_at,
            text=row.report.text if row.report else "",
            risks=row.report.risks if row.report else "",
            next_step=row.report.next_step if row.report else "",
            waiting_for=(row.waiting_for.short_name or row.waiting_for.name) if row.waiting_for else "",
            waiting_what=row.report.waiting_what if row.report and row.waiting_for else "",
        )
        for row in rows
    ]


def task_line(actor: Actor, public_id: UUID | str) -> TaskLine | None:
    """One task that the actor sees, None where it is not looked at yet or not seen."""
    row = tasks_listed(actor).filter(task__public_id=public_id).first()
    return task_lines([row])[0] if row else None


def task_page(actor: Actor, public_id: UUID | str, on: date) -> TaskPage:
    """One task that the actor sees. Raises ProgressNotFound."""
    row = get_task(actor, public_id)
    targets = visible_targets(actor).filter(task=row.task_id).select_related("target", "region").defer("chart")
    reports = reports_of(row).select_related("unit", "waiting_for", "reported_by")
    may_report = reporter_of(actor, row, on) is not None
    units = regions.units_in(actor, row.region.code) if may_report else []
    return TaskPage(
        line=task_lines([row])[0],
        region_code=row.region.code,
        region_path=row.region.path,
        targets=target_lines(targets.order_by("place")),
        reports=[
            ReportCard(
                state=TaskState.of(one.state),
                text=one.text,
                risks=one.risks,
                next_step=one.next_step,
                waiting_for=(one.waiting_for.short_name or one.waiting_for.name) if one.waiting_for else "",
                waiting_what=one.waiting_what,
                unit=one.unit.short_name or one.unit.name,
                by=one.reported_by.name if one.reported_by else "",
                at=one.reported_at,
            )
            for one in reports[:100]
        ],
        may_report=may_report,
        units=[(str(unit.public_id), unit.short_name or unit.name) for unit in units],
        history=entries_of(("plans.task", str(row.task_id))),
    )


def reporter_of(actor: Actor, row: TaskSnapshot, on: date) -> int | None:
    """The unit for which the actor may report on a task; None where it may not.

    Somebody of a leading unit reports for it; who may report for a whole region does so for the first that leads, or
    for the own unit where the plan names none.
    """
    leads: Sequence[int] = row.lead_ids
    own = [unit for unit in regions.units_of(actor, on) if unit in leads]
    may = [unit for unit in (*own, *leads) if actor.may(Power.REPORT, row.region.path, unit)]
    if may:
        return may[0]
    if leads or not actor.may(Power.REPORT, row.region.path):
        return None
    return next((unit for unit in regions.units_of(actor, on) if unit in row.unit_ids), None) or next(
        iter(regions.units_of(actor, on)), None
    )


def tasks_named(actor: Actor, words: str, limit: int = 10) -> list[TaskLine]:
    """Tasks whose title holds the words."""
    return task_lines(tasks_listed(actor).filter(title__icontains=words).order_by("region", "place")[:limit])
