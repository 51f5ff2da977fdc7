"""What was found of a task as the row of its snapshot: what was reported, and how far its targets are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from liangxin.domains.plans import api as plans
from liangxin.domains.progress.models import TargetSnapshot, TaskReport, TaskSnapshot
from liangxin.domains.progress.rules.tasks import TargetDone, task_percent, worst_of
from liangxin.domains.progress.terms import Status


def task_row(
    stated: plans.PromisedTask,
    targets: Mapping[int, TargetSnapshot],
    report: TaskReport | None,
    place: int,
    now: datetime,
) -> TaskSnapshot:
    """The row of a task in force, with its newest report; `place` is that in the plans."""
    card = stated.card
    own = [targets[target] for target in stated.target_ids if target in targets]
    done = task_percent(done_of(own))
    return TaskSnapshot(
        task_id=card.id,
        region_id=stated.region_id,
        place=place,
        title=card.title,
        chapter=card.chapter[:500],
        marker=card.marker,
        deadline=card.deadline,
        percent=done.percent,
        got=done.got,
        due=done.due,
        worst=worst_of(Status.of(row.status) for row in own) or "",
        lead_unit_id=stated.lead_unit_ids[0] if stated.lead_unit_ids else None,
        lead_name=card.lead[:500],
        lead_ids=list(stated.lead_unit_ids),
        unit_ids=list(stated.unit_ids),
        looked_at=now,
        **reported(report),
    )


def reported(report: TaskReport | None) -> dict[str, Any]:
    """The columns that a report fills."""
    return {
        "state": report.state if report else "",
        "report_id": report.pk if report else None,
        "reported_at": report.reported_at if report else None,
        "waiting_for_id": report.waiting_for_id if report else None,
    }


def done_of(rows: Iterable[TargetSnapshot]) -> list[TargetDone]:
    """How far targets are, from their snapshots."""
    return [TargetDone(row.actual, row.aim, _start(row), is_reached=row.is_reached) for row in rows]


def _start(row: TargetSnapshot) -> Decimal | None:
    course = row.chart.get("course") or []
    return Decimal(repr(course[0][1])) if course else None
