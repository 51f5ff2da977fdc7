"""What stood when an order was written: of a target, a task, a return; frozen with the order, in the office's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from liangxin.domains.progress.access import visible_returns, visible_targets, visible_tasks
from liangxin.domains.progress.models import Return, TargetSnapshot, TaskSnapshot
from liangxin.domains.progress.rules.rounds import days_late
from liangxin.domains.progress.terms import (
    FACTS_LIMIT,
    NoPath,
    ReturnState,
    RoundState,
    Status,
    StatusRule,
    SubjectKind,
    TaskState,
)
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.ui.formats import day, spoken, trimmed
from liangxin.kernel.text import cut

STOP = "。"  # what ends the facts, where a stop follows anyway
_AMOUNTS = frozenset({"actual", "target", "due", "low", "high"})
_DAYS = frozenset({"as_of", "deadline", "break_on"})


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing that an order may be about, as it stands now; one of the ids is set."""

    kind: SubjectKind
    public_id: UUID
    region_id: int
    title: str
    facts: str
    lead_unit_id: int | None
    unit_ids: tuple[int, ...]
    target_id: int | None = None
    task_id: int | None = None
    answer_id: int | None = None

    @property
    def choice(self) -> str:
        """How a form names it."""
        return f"{self.kind.value}:{self.public_id}"


def subjects_seen(actor: Actor, wanted: Iterable[tuple[SubjectKind, UUID]], on: date) -> list[Subject]:
    """The things that the actor sees among those wanted, in their order; three queries at most."""
    ids: dict[SubjectKind, list[UUID]] = {}
    asked = list(dict.fromkeys(wanted))
    for kind, public_id in asked:
        ids.setdefault(kind, []).append(public_id)
    found: dict[tuple[SubjectKind, UUID], Subject] = {}
    for made in (
        *(_targets(actor, ids[SubjectKind.TARGET]) if SubjectKind.TARGET in ids else ()),
        *(_tasks(actor, ids[SubjectKind.TASK]) if SubjectKind.TASK in ids else ()),
        *(_returns(actor, ids[SubjectKind.RETURN], on) if SubjectKind.RETURN in ids else ()),
    ):
        found[made.kind, made.public_id] = made
    return [found[one] for one in asked if one in found]


def _targets(actor: Actor, ids: list[UUID]) -> list[Subject]:
    rows = visible_targets(actor).select_related("target").defer("chart", "spark")
    return [target_subject(row) for row in rows.filter(target__public_id__in=ids)]


def _tasks(actor: Actor, ids: list[UUID]) -> list[Subject]:
    rows = visible_tasks(actor).select_related("task", "report", "waiting_for").filter(task__public_id__in=ids)
    return [task_subject(row) for row in rows]


def _returns(actor: Actor, ids: list[UUID], on: date) -> list[Subject]:
    rows = visible_returns(actor).select_related("round").filter(public_id__in=ids)
    return [return_subject(row, on) for row in rows]


def target_subject(row: TargetSnapshot) -> Subject:
    """A target: its figure, what was due, the rule that decided."""
    parts = []
    if row.actual is not None:
        until = f"（截至{day(row.as_of)}）" if row.as_of else ""
        parts.append(f"实际{_amount(row.actual, row.unit)}{until}")
    if row.expected is not None:
        parts.append(f"应有{_amount(row.expected, row.unit)}")
    if row.aim is not None:
        year = f"（{row.deadline}年）" if row.deadline else ""
        parts.append(f"目标{_amount(row.aim, row.unit)}{year}")
    parts += [f"判为{Status.of(row.status).label}：{said}" for said in _reasons(row)[:1]]
    return Subject(
        SubjectKind.TARGET,
        row.target.public_id,
        row.region_id,
        row.name,
        cut("；".join(parts), FACTS_LIMIT),
        row.lead_unit_id,
        tuple(row.unit_ids),
        target_id=row.target_id,
    )


def task_subject(row: TaskSnapshot) -> Subject:
    """A task: its state and what was last reported."""
    parts = [f"状态：{TaskState.of(row.state).label}" if row.state else "还没有报告进展"]
    if row.report and row.reported_at:
        parts.append(f"{day(timezone.localtime(row.reported_at).date())}报告：{_bare(row.report.text)}")
        parts += [f"困难：{_bare(row.report.risks)}"] if row.report.risks else []
    if row.waiting_for and row.report:
        parts.append(f"在等{row.waiting_for.short_name or row.waiting_for.name}：{row.report.waiting_what}")
    return Subject(
        SubjectKind.TASK,
        row.task.public_id,
        row.region_id,
        cut(row.title, 200),
        cut("；".join(parts), FACTS_LIMIT),
        row.lead_unit_id,
        tuple(row.unit_ids),
        task_id=row.task_id,
    )


def return_subject(row: Return, on: date) -> Subject:
    """A return: when it was due and how late it is."""
    parts = [f"报送期限{day(row.round.due_on)}", f"已填{row.filled}/{row.asked}"]
    late = days_late(row.round.due_on, None, on)
    if late and row.first_submitted_at is None:
        parts.insert(1, f"已逾期{late}个工作日")
    return Subject(
        SubjectKind.RETURN,
        row.public_id,
        row.region_id,
        f"{row.round.title}未报",
        cut("；".join(parts), FACTS_LIMIT),
        row.unit_id,
        (row.unit_id,) if row.unit_id else (),
        answer_id=row.pk,
    )


def is_late_return(row: Return) -> bool:
    """Whether a return of an open round is still owed."""
    done = (ReturnState.SUBMITTED, ReturnState.APPROVED)
    return row.round.state == RoundState.OPEN and row.state not in done


def _bare(text: str) -> str:
    """A sentence to be put among others."""
    return text.strip().rstrip("。；.")


def _amount(value: Decimal, unit: str) -> str:
    size = abs(value)
    places = 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 1 else 4
    return spoken(trimmed(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)), unit).short


def _reasons(row: TargetSnapshot) -> list[str]:
    return [
        StatusRule.of(one["rule"]).label % {name: _said(name, text, row.unit) for name, text in one["figures"].items()}
        for one in row.reasons
    ]


def _said(name: str, text: Any, unit: str) -> str:
    if name == "why":
        return NoPath.of(text).label
    if name in _DAYS:
        return day(date.fromisoformat(text))
    if name in _AMOUNTS and text != "None":
        return _amount(Decimal(text), unit)
    return str(text)


def demand_of(subjects: Iterable[Subject]) -> str:
    """What an order may ask, as a first draft that a person reads: the facts, then what is wanted."""
    rows = list(subjects)
    room = 700 // max(1, len(rows))  # what is wanted must stand after the facts, within what an order may ask
    facts = "\n".join(
        cut(f"{place}.{one.title}：{one.facts.rstrip(STOP)}。", room) for place, one in enumerate(rows, 1)
    )
    wanted: Mapping[SubjectKind, str] = {
        SubjectKind.TARGET: "请查明滞后原因，提出逐月追赶安排和责任人，于期限前反馈。",
        SubjectKind.TASK: "请说明受阻原因和解决办法，明确下一步时间节点，于期限前反馈。",
        SubjectKind.RETURN: "请于期限前完成报送，并说明逾期原因。",
    }
    asks = list(dict.fromkeys(wanted[one.kind] for one in rows if one.kind in wanted))
    return "\n".join([facts, *asks]).strip()
