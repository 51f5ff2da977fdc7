"""How targets are to be reached, and from which base: said by a person with a reason, never overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from liangxin.domains.indicators import api as indicators
from liangxin.domains.progress import errors
from liangxin.domains.progress.access import get_target
from liangxin.domains.progress.actions.asking import ask_refresh
from liangxin.domains.progress.models import Course, TargetSnapshot
from liangxin.domains.progress.terms import MOST_MILESTONES, REASON_LIMIT, Deed, Power, Shape
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record


@dataclass(frozen=True, slots=True)
class CourseDraft:
    """A course: its shape, the first day that counts where it is not the usual one, dated figures for milestones."""

    shape: Shape
    starts_on: date | None = None
    steps: Sequence[tuple[date, Decimal]] = ()


def set_course(actor: Actor, target_id: UUID | str, draft: CourseDraft, reason: str) -> None:
    """Say how a target is to be reached, as a new version.

    Raises ReasonNeeded, FieldTooLong, MilestonesWrong, CourseImpossible, ProgressNotFound, NotAllowed.
    """
    said = _reason(reason, "进度安排")
    with transaction.atomic():
        target = get_target(actor, target_id, Power.BIND)
        _require_possible(target, draft)
        # The target's snapshot stands for the target: two who set a course at once get numbers one after the other.
        TargetSnapshot.objects.select_for_update().get(pk=target.pk)
        last = Course.objects.filter(target=target.target_id).aggregate(last=Max("number"))["last"] or 0
        course = Course.objects.create(
            target_id=target.target_id,
            region_id=target.region_id,
            number=last + 1,
            shape=draft.shape.value,
            starts_on=draft.starts_on,
            steps=[[day.isoformat(), str(value)] for day, value in draft.steps],
            reason=said,
            set_by_id=actor.account_id,
        )
        after = {"number": course.number, "shape": course.shape, "starts_on": draft.starts_on, "steps": course.steps}
        subject = ("plans.target", str(target.target_id))
        record(actor, Deed.COURSE_SET, subject, region_path=target.region.path, reason=said, after=after)
        ask_refresh(actor, [target.region_id])


def set_base(actor: Actor, target_id: UUID | str, year: int, value: Decimal, source: str, reason: str = "") -> None:
    """Give the figure of the year on which a target is counted, in the unit of its indicator.

    Raises ProgressNotFound, NotAllowed, FieldNeeded, and those of `indicators.set_base_value`.
    """
    with transaction.atomic():
        target = get_target(actor, target_id, Power.BIND)
        if target.indicator is None:
            raise errors.FieldNeeded(field="base_value", what="目录中的指标")
        indicators.set_base_value(actor, target.indicator.code, target.region.code, year, value, source, reason)
        after = {"year": year, "value": value, "source": source}
        subject = ("plans.target", str(target.target_id))
        record(actor, Deed.BASE_SET, subject, region_path=target.region.path, reason=reason, after=after)
        ask_refresh(actor, [target.region_id])


def _reason(reason: str, what: str) -> str:
    said = reason.strip()
    if not said:
        raise errors.ReasonNeeded(field="reason", what=what)
    if len(said) > REASON_LIMIT:
        raise errors.FieldTooLong(field="reason", what="理由", limit=REASON_LIMIT)
    return said


def _require_possible(target: TargetSnapshot, draft: CourseDraft) -> None:
    deadline = date(target.deadline, 12, 31) if target.deadline else None
    if draft.starts_on and deadline and draft.starts_on > deadline:
        raise errors.CourseImpossible(field="starts_on", why="起算日晚于期限")
    if draft.shape is not Shape.MILESTONES:
        return
    if not draft.steps or len(draft.steps) > MOST_MILESTONES:
        raise errors.MilestonesWrong(field="steps", line=f"应有1至{MOST_MILESTONES}行")
    if deadline is None or target.aim is None:
        raise errors.CourseImpossible(field="shape", why="目标没有期限或数值，不能分节点")
    days = [day for day, _ in draft.steps]
    if days != sorted(set(days)) or days[-1] > deadline:
        raise errors.MilestonesWrong(field="steps", line="日期没有由早到晚，或晚于期限")
    _require_onwards(target.aim, [value for _, value in draft.steps])


def _require_onwards(aim: Decimal, values: list[Decimal]) -> None:
    """Each step leads towards the target and none goes back."""
    rising = aim >= values[0]
    in_order = sorted([*values, aim], reverse=not rising)
    if [*values, aim] != in_order:
        raise errors.MilestonesWrong(field="steps", line="数字时进时退，或越过了目标")
