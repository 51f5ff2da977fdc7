"""The facts of a bulletin, gathered from snapshots, history, rounds and returns in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q
from django.db.models.fields.json import KT
from django.utils import timezone

from liangxin.domains.progress.access import visible_regions, visible_returns, visible_targets, visible_tasks
from liangxin.domains.progress.models import Return, StatusDay, TargetSnapshot, TaskSnapshot
from liangxin.domains.progress.queries.bulletins import trails
from liangxin.domains.progress.queries.material import FALLS
from liangxin.domains.progress.rules.facts.changes import Turned, compared_from, stood_before
from liangxin.domains.progress.rules.facts.values import (
    GroupFact,
    Programme,
    RoundFact,
    StatusCounts,
    TargetFact,
    TaskFact,
    UnitFact,
    counts_of,
)
from liangxin.domains.progress.rules.prose.targets import aim_said, lack_said, reason_said, way_of
from liangxin.domains.progress.rules.rounds import days_late
from liangxin.domains.progress.terms import (
    FigureOrigin,
    ForecastAgainst,
    ReturnState,
    RoundState,
    Status,
    StatusRule,
    TaskState,
)
from liangxin.domains.regions import api as regions
from liangxin.engines.reader.findings import Comparator, TargetKind
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.period import Period


def programme_facts(actor: Actor, region: regions.RegionCard, period: Period, since: date, on: date) -> Programme:
    """All about the targets, tasks and returns of a region that the actor sees."""
    rows = list(
        visible_targets(actor)
        .filter(region=region.id)
        .select_related("target")
        .defer("chart", "spark")
        .annotate(against=KT("chart__against"))
        .order_by("place")
    )
    days = StatusDay.objects.filter(region=region.id).order_by("on").values_list("target", "on", "before", "after")
    turned = [
        Turned(one, day, Status.of(before) if before else None, Status.of(after)) for one, day, before, after in days
    ]
    compared = compared_from(turned, since, on)
    was = stood_before(turned, compared) if compared else {}
    targets = tuple(_target(row, was.get(row.target_id)) for row in rows)
    tasks = visible_tasks(actor).filter(region=region.id).select_related("task", "report", "waiting_for")
    answers = _answers(actor, region.id, period)
    return Programme(
        counts=counts_of((target.status for target in targets), trails.by_status(region.code)),
        targets=targets,
        tasks=tuple(_task(row) for row in tasks.order_by("place")),
        units=_units(region.code, rows, answers, on),
        rounds=_rounds(answers, on),
        since=compared,
        below=_below(actor, region),
        task_trails=trails.tasks_by_state(),
    )


def _target(row: TargetSnapshot, was: Status | None) -> TargetFact:
    kind, comparator = TargetKind.of(row.figure["kind"]), Comparator.of(row.figure["comparator"])
    first = row.reasons[0] if row.reasons else None
    way = way_of(kind, falls=bool(FALLS.search(row.figure["quote"])))
    return TargetFact(
        name=row.name,
        lead=row.lead_name,
        chapter=row.chapter,
        status=Status.of(row.status),
        aim=aim_said(kind, comparator, row.aim, row.unit, way),
        way=way,
        unit=row.unit,
        actual=row.actual,
        expected=row.expected,
        index=row.index,
        origin=FigureOrigin.of(row.origin).label if row.origin else "",
        as_of=row.as_of,
        got=row.got,
        due=row.due,
        deadline=f"{row.deadline}年" if row.deadline else ("每年" if kind is TargetKind.ANNUAL else ""),
        is_reached=row.is_reached,
        reason=reason_said(StatusRule.of(first["rule"]), first["figures"], row.unit) if first else "",
        lack=lack_said(row.lacks),
        trail=trails.target_at(row.target.public_id),
        forecast_low=row.forecast_low,
        forecast_high=row.forecast_high,
        falls_short=getattr(row, "against", None) == ForecastAgainst.SHORT.value,
        was=was,
    )


def _task(row: TaskSnapshot) -> TaskFact:
    return TaskFact(
        title=row.title,
        lead=row.lead_name,
        state=TaskState.of(row.state) if row.state else None,
        risks=row.report.risks if row.report else "",
        waiting_for=(row.waiting_for.short_name or row.waiting_for.name) if row.waiting_for else "",
        trail=trails.task_at(row.task.public_id),
    )


def _answers(actor: Actor, region_id: int, period: Period) -> list[Return]:
    """The returns of the rounds whose period meets that of the bulletin."""
    meets = Q(round__starts_on__lt=period.end, round__ends_on__gt=period.start)
    rows = (
        visible_returns(actor)
        .filter(meets, round__region=region_id, unit__isnull=False)
        .select_related("round", "unit")
    )
    return list(rows.order_by("round__starts_on", "round", "pk"))


def _late(row: Return, on: date) -> int | None:
    """Working days by which a return came, or still is, late; None where they cannot be counted."""
    told = row.first_submitted_at
    until = timezone.localtime(row.round.closed_at).date() if row.round.closed_at else on
    return days_late(row.round.due_on, timezone.localtime(told).date() if told else None, until)


def _counts_in_ranking(row: Return, on: date) -> bool:
    """A return that is neither answered nor due yet says nothing."""
    is_over = row.round.due_on < on or row.round.state == RoundState.CLOSED
    return row.first_submitted_at is not None or is_over


def _units(code: str, rows: Sequence[Any], answers: Iterable[Return], on: date) -> tuple[UnitFact, ...]:
    statuses: dict[int, list[Status]] = {}
    names: dict[int, str] = {}
    for row in rows:
        if row.lead_unit_id is not None:
            statuses.setdefault(row.lead_unit_id, []).append(Status.of(row.status))
            names[row.lead_unit_id] = row.lead_name
    found = {unit: _unit(code, unit, names[unit], each) for unit, each in statuses.items()}
    for row in answers:
        if not _counts_in_ranking(row, on):
            continue
        unit = row.unit_id or 0
        held = found.get(unit) or UnitFact(_name(row), StatusCounts())
        late = _late(row, on)
        found[unit] = replace(
            held,
            filled=held.filled + row.filled,
            asked=held.asked + row.asked,
            timed=held.timed + (late is not None),
            in_time=held.in_time + (late == 0 and row.first_submitted_at is not None),
        )
    return tuple(sorted(found.values(), key=lambda one: one.name))


def _name(row: Return) -> str:
    return row.unit.short_name or row.unit.name if row.unit else ""


def _unit(code: str, unit: int, name: str, statuses: Iterable[Status]) -> UnitFact:
    lists: Mapping[str, str] = trails.by_status(code, unit=str(unit))
    return UnitFact(name, counts_of(statuses, lists), trail=lists[""])


def _rounds(answers: Iterable[Return], on: date) -> tuple[RoundFact, ...]:
    by_round: dict[int, list[Return]] = {}
    for row in answers:
        by_round.setdefault(row.round_id, []).append(row)
    return tuple(_round(rows, on) for rows in by_round.values())


def _round(rows: Sequence[Return], on: date) -> RoundFact:
    given = [row for row in rows if row.first_submitted_at is not None]
    return RoundFact(
        title=rows[0].round.title,
        units=len(rows),
        submitted=len(given),
        in_time=sum(_late(row, on) == 0 for row in given),
        approved=sum(row.state == ReturnState.APPROVED for row in rows),
        silent=tuple(_name(row) for row in rows if row.first_submitted_at is None),
        trail=trails.round_at(rows[0].round.public_id),
    )


def _below(actor: Actor, region: regions.RegionCard) -> tuple[GroupFact, ...]:
    rows = visible_regions(actor).filter(region__path__startswith=region.path, targets__gt=0)
    rows = rows.exclude(region=region.id).order_by("region__path")
    return tuple(
        GroupFact(
            name,
            StatusCounts(**{one.value: int(kept.get(one.value, 0)) for one in Status}, trails=trails.by_status(code)),
        )
        for name, code, kept in rows.values_list("region__name", "region__code", "counts")
    )
