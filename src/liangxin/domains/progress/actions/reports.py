"""What units report of their tasks: added to, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.progress import errors
from liangxin.domains.progress.access import get_task
from liangxin.domains.progress.actions.refresh.tasks import reported
from liangxin.domains.progress.events import TaskReported
from liangxin.domains.progress.models import TaskReport, TaskSnapshot
from liangxin.domains.progress.queries.tasks import reporter_of
from liangxin.domains.progress.terms import REASON_LIMIT, TEXT_LIMIT, Deed, TaskState
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.announce.api import announce
from liangxin.foundation.trail.api import record


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """How a task stands, what stands in its way, what comes next, for which unit it waits and why."""

    state: TaskState
    text: str
    risks: str = ""
    next_step: str = ""
    waiting_for: UUID | str | None = None
    waiting_what: str = ""


def report_task(actor: Actor, task_id: UUID | str, draft: ReportDraft, on: date | None = None) -> None:
    """Report on a task for the unit that leads it; the office may do so in its place.

    Raises FieldNeeded, FieldTooLong, UnitNotFound, ProgressNotFound, UnitNotOfTask, NotAllowed.
    """
    columns = _columns(draft)
    with transaction.atomic():
        task = get_task(actor, task_id)
        unit = reporter_of(actor, task, on or timezone.localdate())
        if unit is None:
            raise errors.UnitNotOfTask
        waiting = regions.unit_seen(actor, draft.waiting_for).id if draft.waiting_for else None
        said = columns if waiting else columns | {"waiting_what": ""}
        _write(actor, task, unit, said | {"state": draft.state.value, "waiting_for_id": waiting}, actor.account_id)


def take_report(actor: Actor, task_id: int, unit_id: int, draft: ReportDraft, reported_by: int | None) -> None:
    """Take what a unit said in an approved return as its report on a task, within the caller's transaction.

    A task that is no longer in force, or has another lead by now, takes none. Raises FieldNeeded, FieldTooLong.
    """
    columns = _columns(draft)
    task = TaskSnapshot.objects.select_related("region").filter(task=task_id).first()
    if task is not None and (unit_id in task.lead_ids or not task.lead_ids):
        _write(actor, task, unit_id, columns | {"state": draft.state.value}, reported_by)


def _write(actor: Actor, task: TaskSnapshot, unit: int, said: dict[str, Any], reported_by: int | None) -> None:
    TaskSnapshot.objects.select_for_update().get(pk=task.pk)
    made = TaskReport.objects.create(
        task_id=task.task_id, region_id=task.region_id, unit_id=unit, reported_by_id=reported_by, **said
    )
    TaskSnapshot.objects.filter(pk=task.pk).update(**reported(made))
    subject = ("plans.task", str(task.task_id))
    record(actor, Deed.REPORTED, subject, region_path=task.region.path, after={"unit": unit, **said})
    announce(TaskReported(task.task_id, task.region.path, made.state, made.waiting_for_id))


def _columns(draft: ReportDraft) -> dict[str, str]:
    asked = (
        ("text", "进展", draft.text, TEXT_LIMIT),
        ("risks", "困难和风险", draft.risks, TEXT_LIMIT),
        ("next_step", "下一步", draft.next_step, TEXT_LIMIT),
        ("waiting_what", "等什么", draft.waiting_what, REASON_LIMIT),
    )
    columns = {}
    for name, what, text, limit in asked:
        columns[name] = text.strip()
        if len(columns[name]) > limit:
            raise errors.FieldTooLong(field=name, what=what, limit=limit)
    if not columns["text"]:
        raise errors.FieldNeeded(field="text", what="进展")
    if draft.state is TaskState.STALLED and not columns["risks"]:
        raise errors.FieldNeeded(field="risks", what="困难和风险")
    if draft.waiting_for and not columns["waiting_what"]:
        raise errors.FieldNeeded(field="waiting_what", what="等什么")
    return columns
