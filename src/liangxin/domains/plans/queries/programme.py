"""All that regions have promised, in bulk and with the ids that programmes join by: for packages that follow it up.

No actor: the caller shows of it only what its own access lets through.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Min, Q

from liangxin.domains.plans.access import targets_in_force, tasks_in_force
from liangxin.domains.plans.models import Finding, Plan, PlanVersion, TargetStatement, TaskStatement
from liangxin.domains.plans.queries.promises import (
    TargetCard,
    TaskCard,
    target_cards,
    targets_with_home,
    task_cards,
    tasks_with_home,
)
from liangxin.domains.plans.terms import FindingKind, UnitPart


@dataclass(frozen=True, slots=True)
class PromisedTarget:
    """A target in force; `chapter` is the first heading above it, `unit_ids` all that answer for its task.

    `issued_on` is when the first edition of its plan was signed: what is counted up is counted from about then.
    """

    card: TargetCard
    region_id: int
    indicator_id: int | None
    task_id: int | None
    chapter: str
    issued_on: date | None
    lead_unit_ids: tuple[int, ...]
    unit_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PromisedTask:
    """A task in force with its targets; units that lead it first."""

    card: TaskCard
    region_id: int
    lead_unit_ids: tuple[int, ...]
    unit_ids: tuple[int, ...]
    target_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Programme:
    """Targets and tasks of some regions, in the order of their plans."""

    targets: tuple[PromisedTarget, ...]
    tasks: tuple[PromisedTask, ...]


def regions_that_promise(path: str = "") -> dict[int, str]:
    """The regions at or below a path that have a plan of their own in force: id and path."""
    plans = Plan.objects.filter(current__isnull=False, issued_by=F("region"), region__path__startswith=path)
    return dict(plans.order_by("region__path").values_list("region_id", "region__path"))


def programme_of(region_ids: Iterable[int]) -> Programme:
    """What these regions promise themselves; the same number of queries for one and for many."""
    home = Q(version__plan__region__in=set(region_ids))
    targets = list(targets_with_home(targets_in_force().filter(home)).order_by("version__plan", "sequence"))
    tasks = list(tasks_with_home(tasks_in_force().filter(home)).order_by("version__plan", "sequence"))
    units = {task.task_id: (_unit_ids(task, UnitPart.LEAD), _unit_ids(task, None)) for task in tasks}
    chapters = _first_headings({row.version.document_id for row in targets})
    issued = _first_issued({row.version.plan_id for row in targets})
    of_task = {task.task_id: task.chapter for task in tasks}
    hanging: dict[int, list[int]] = {}
    for row in targets:
        hanging.setdefault(row.task_id or 0, []).append(row.target_id)
    return Programme(
        tuple(
            PromisedTarget(
                card,
                row.version.plan.region_id,
                row.indicator_id,
                row.task_id,
                of_task.get(row.task_id or 0) or _heading(chapters, row),
                issued.get(row.version.plan_id),
                *units.get(row.task_id or 0, ((), ())),
            )
            for row, card in zip(targets, target_cards(targets), strict=True)
        ),
        tuple(
            PromisedTask(card, row.version.plan.region_id, *units[row.task_id], tuple(hanging.get(row.task_id, ())))
            for row, card in zip(tasks, task_cards(tasks), strict=True)
        ),
    )


def _unit_ids(task: TaskStatement, part: UnitPart | None) -> tuple[int, ...]:
    named = sorted(task.units.all(), key=lambda one: (one.part != UnitPart.LEAD, one.position))
    return tuple(one.unit_id for one in named if one.unit_id and part in (None, UnitPart.of(one.part)))


def _first_issued(plans: set[int]) -> dict[int, date | None]:
    signed = PlanVersion.objects.filter(plan__in=plans, published_at__isnull=False).values_list("plan")
    return dict(signed.annotate(first=Min("document__issued_on")).order_by())


def _first_headings(documents: set[int]) -> dict[tuple[int, str], str]:
    rows = Finding.objects.filter(document__in=documents, kind=FindingKind.SECTION.value, facts__level=1)
    return {
        (document, marker.partition("#")[0]): str(facts["title"])
        for document, marker, facts in rows.order_by("start").values_list("document_id", "marker", "facts")
    }


def _heading(chapters: dict[tuple[int, str], str], row: TargetStatement) -> str:
    """The heading as tasks state theirs."""
    first = row.marker.split("/")[0].partition("#")[0]
    title = chapters.get((row.version.document_id, first), "")
    return f"{first}、{title}" if title else ""
