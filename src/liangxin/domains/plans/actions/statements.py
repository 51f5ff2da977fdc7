"""What an edition states, written once with its publication: targets and tasks go on, begin, or are dropped.

A part of publishing, inside its transaction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from liangxin.domains.plans.models import (
    Finding,
    Pairing,
    Plan,
    PlanDocument,
    PlanVersion,
    Target,
    TargetStatement,
    Task,
    TaskStatement,
    TaskUnit,
)
from liangxin.domains.plans.queries.stated import standing_findings
from liangxin.domains.plans.terms import NAME_LIMIT, EditionKind, FindingKind, TaskKind, UnitPart
from liangxin.kernel.text import plain

_YEAR = re.compile(r"20\d\d")
KIND_OF_TASK = {FindingKind.TASK: TaskKind.TASK, FindingKind.MEASURE: TaskKind.MEASURE_ITEM}


@dataclass(frozen=True, slots=True)
class Change:
    """Ids of targets that this edition adds and drops."""

    added: tuple[int, ...]
    dropped: tuple[int, ...]


@dataclass(slots=True)
class _Edition:
    """What is known while an edition is being stated."""

    plan: Plan
    version: PlanVersion
    document: PlanDocument
    previous: PlanVersion | None
    old_side: dict[int, int | None] = field(default_factory=dict)  # finding → target or task that goes on
    units: dict[str, int | None] = field(default_factory=dict)  # plain name → unit
    chapters: list[tuple[str, str]] = field(default_factory=list)  # marker of the first level → heading
    sequence: int = 0

    def next(self) -> int:
        self.sequence += 1
        return self.sequence


def state_all(plan: Plan, version: PlanVersion, document: PlanDocument) -> Change:
    """Write what the edition says of every target and task."""
    edition = _begin(plan, version, document)
    by_marker = _state_tasks(edition, standing_findings(document, FindingKind.TASK, FindingKind.MEASURE))
    added = _state_targets(edition, standing_findings(document, FindingKind.TARGET), by_marker)
    return Change(tuple(added), tuple(_end_what_is_left(edition)))


def _begin(plan: Plan, version: PlanVersion, document: PlanDocument) -> _Edition:
    pairs = (
        Pairing.objects.filter(version=version).exclude(finding=None).values_list("finding_id", "target_id", "task_id")
    )
    sections = document.findings.filter(kind=FindingKind.SECTION.value).order_by("start")
    return _Edition(
        plan=plan,
        version=version,
        document=document,
        previous=plan.current,
        old_side={finding: target or task for finding, target, task in pairs},
        units=dict(document.unit_names.values_list("plain", "unit_id")),
        chapters=[(row.marker, row.facts["title"]) for row in sections if row.facts["level"] == 1],
    )


def _state_tasks(edition: _Edition, findings: Iterable[Finding]) -> dict[str, Task]:
    """Tasks by the marker that their targets carry."""
    by_marker: dict[str, Task] = {}
    number = _last_number(edition.plan.tasks)
    units: list[TaskUnit] = []
    years = _years_of_targets(edition.document)
    for finding in findings:
        kind = KIND_OF_TASK[FindingKind.of(finding.kind)]
        old = edition.old_side.get(finding.pk)
        if old is None:
            number += 1
            task = Task.objects.create(plan=edition.plan, number=number, kind=kind)
        else:
            task = Task.objects.get(pk=old)
        statement = TaskStatement.objects.create(
            task=task,
            version=edition.version,
            finding=finding,
            sequence=edition.next(),
            **_task_facts(edition, finding, years),
        )
        units += _units_of(edition, statement, finding)
        if finding.marker:
            by_marker.setdefault(finding.marker, task)
    TaskUnit.objects.bulk_create(units, batch_size=500)
    return by_marker


def _last_number(rows: Any) -> int:
    last: int | None = rows.order_by("-number").values_list("number", flat=True).first()
    return last or 0


def _years_of_targets(document: PlanDocument) -> dict[str, int]:
    """The first year in which a target of an item is due, by the item's marker."""
    years: dict[str, int] = {}
    for finding in standing_findings(document, FindingKind.TARGET):
        year = finding.stated["deadline"]
        if finding.marker and year:
            years[finding.marker] = min(year, years.get(finding.marker, year))
    return years


def _task_facts(edition: _Edition, finding: Finding, years: dict[str, int]) -> dict[str, Any]:
    facts = finding.stated
    if finding.kind == FindingKind.MEASURE:
        chapter = "　".join(part for part in (facts["action"], facts["task"]) if part)
        return {"chapter": chapter[:500], "title": facts["measure"]}
    due = facts["due"] or ""
    stated_year = _YEAR.search(due)
    return {
        "marker": finding.marker,
        "chapter": _chapter_of(edition, finding.marker),
        "title": facts["title"],
        "due": due[:NAME_LIMIT],
        "deadline": int(stated_year[0]) if stated_year else years.get(finding.marker),
        "leaders": facts["leaders"],
    }


def _chapter_of(edition: _Edition, marker: str) -> str:
    first = marker.partition("/")[0].partition("#")[0]
    title = next((title for known, title in edition.chapters if known == first), "")
    return f"{first}、{title}"[:500] if title else first


def _units_of(edition: _Edition, statement: TaskStatement, finding: Finding) -> list[TaskUnit]:
    facts = finding.stated
    is_task = finding.kind == FindingKind.TASK
    parts = {
        UnitPart.LEAD: facts["lead_units"] if is_task else facts["units"],
        UnitPart.SUPPORT: facts["supporting_units"] if is_task else [],
    }
    return [
        TaskUnit(
            statement=statement,
            unit_id=edition.units.get(plain(name)),
            written=name[:NAME_LIMIT],
            part=part,
            position=place,
        )
        for part, names in parts.items()
        for place, name in enumerate(names, 1)
    ]


def _state_targets(edition: _Edition, findings: Iterable[Finding], by_marker: dict[str, Task]) -> list[int]:
    """State every target; returns the ids of those that begin with this edition."""
    number, added = _last_number(edition.plan.targets), []
    statements = []
    for finding in findings:
        target_id = edition.old_side.get(finding.pk)
        if target_id is None:
            number += 1
            target_id = Target.objects.create(plan=edition.plan, number=number).pk
            added.append(target_id)
        statements.append(_target_statement(edition, finding, target_id, by_marker))
    TargetStatement.objects.bulk_create(statements, batch_size=500)
    return added


def _target_statement(
    edition: _Edition, finding: Finding, target_id: int, by_marker: dict[str, Task]
) -> TargetStatement:
    facts = finding.stated
    return TargetStatement(
        target_id=target_id,
        version=edition.version,
        finding=finding,
        task=by_marker.get(finding.marker),
        indicator_id=finding.indicator_id,
        sequence=edition.next(),
        marker=finding.marker,
        name=facts["indicator"][:NAME_LIMIT],
        quote=facts["quote"],
        kind=facts["kind"],
        value=None if facts["value"] is None else Decimal(str(facts["value"])),
        unit=facts["unit"] or "",
        comparator=facts["comparator"],
        deadline=facts["deadline"],
        baseline_year=facts["baseline_year"],
        hedged=facts["hedged"],
    )


def _end_what_is_left(edition: _Edition) -> list[int]:
    """What the previous edition has and this one does not: kept by an amendment, dropped by a whole edition."""
    if edition.previous is None:
        return []
    targets = edition.previous.targets.exclude(target__statements__version=edition.version)
    tasks = edition.previous.tasks.exclude(task__statements__version=edition.version)
    if edition.version.kind == EditionKind.AMENDMENT:
        for task in tasks.order_by("sequence"):
            _carry_task(edition, task)
        for target in targets.order_by("sequence"):
            target.pk, target.version, target.sequence = None, edition.version, edition.next()
            target.save(force_insert=True)
        return []
    dropped = list(targets.values_list("target_id", flat=True))
    Target.objects.filter(pk__in=dropped).update(dropped_in=edition.version)
    Task.objects.filter(pk__in=list(tasks.values_list("task_id", flat=True))).update(dropped_in=edition.version)
    return dropped


def _carry_task(edition: _Edition, statement: TaskStatement) -> None:
    units = list(statement.units.all())
    statement.pk, statement.version, statement.sequence = None, edition.version, edition.next()
    statement.save(force_insert=True)
    for unit in units:
        unit.pk, unit.statement = None, statement
    TaskUnit.objects.bulk_create(units)
