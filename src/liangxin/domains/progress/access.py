"""The doors to rows: a region sees itself and those below, a unit what it answers for and what waits for it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from liangxin.domains.progress.errors import (
    BindingNotFound,
    ProgressNotFound,
    QuestionNotFound,
    ReturnNotFound,
    RoundNotFound,
)
from liangxin.domains.progress.models import (
    Binding,
    Course,
    RegionSnapshot,
    Return,
    ReturnField,
    ReturnQuestion,
    Round,
    StatusDay,
    TargetSnapshot,
    TaskReport,
    TaskSnapshot,
)
from liangxin.domains.progress.terms import Power
from liangxin.foundation.accounts.api import Actor, Standing, seen_from


def _readers(actor: Actor) -> list[Standing]:
    return [standing for standing in actor.standings if Power.READ in standing.powers]


def _seen(actor: Actor) -> Q:
    """Rows of whole regions, and those for which a unit of a standing answers."""
    seen = ~Q(pk__in=[]) if actor.is_system else Q(pk__in=[])
    for standing in _readers(actor):
        of_unit = Q() if standing.unit_id is None else Q(unit_ids__contains=[standing.unit_id])
        seen |= Q(region__path__startswith=standing.region_path) & of_unit
    return seen


def _wholly_seen(actor: Actor) -> Q:
    """Rows of regions that the actor sees all of."""
    seen = ~Q(pk__in=[]) if actor.is_system else Q(pk__in=[])
    for standing in _readers(actor):
        if standing.unit_id is None:
            seen |= Q(region__path__startswith=standing.region_path)
    return seen


def sees_whole(actor: Actor, region_path: str) -> bool:
    """Whether the actor sees all of a region, not only a unit's part of it."""
    return actor.is_system or any(
        standing.unit_id is None and region_path.startswith(standing.region_path) for standing in _readers(actor)
    )


def visible_targets(actor: Actor) -> QuerySet[TargetSnapshot]:
    """Targets that the actor may see the progress of; nothing for a stranger."""
    return TargetSnapshot.objects.filter(_seen(actor))


def get_target(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> TargetSnapshot:
    """One target with its region. Raises ProgressNotFound, NotAllowed."""
    rows = visible_targets(actor).select_related("target", "region", "indicator", "lead_unit", "task")
    found = rows.filter(target__public_id=public_id).first()
    if found is None:
        raise ProgressNotFound
    if to is not Power.READ:
        actor.require(to, found.region.path)
    return found


def visible_tasks(actor: Actor) -> QuerySet[TaskSnapshot]:
    """Tasks of the region or of the own unit, and those that wait for the own unit."""
    waiting = Q(waiting_for__in=[each.unit_id for each in _readers(actor) if each.unit_id is not None])
    return TaskSnapshot.objects.filter(_seen(actor) | waiting)


def get_task(actor: Actor, public_id: UUID | str) -> TaskSnapshot:
    """One task with its region and what was last reported. Raises ProgressNotFound."""
    rows = visible_tasks(actor).select_related("task", "region", "lead_unit", "report", "waiting_for")
    found = rows.filter(task__public_id=public_id).first()
    if found is None:
        raise ProgressNotFound
    return found


def visible_regions(actor: Actor) -> QuerySet[RegionSnapshot]:
    """Regions whose whole standing the actor sees."""
    return RegionSnapshot.objects.filter(_wholly_seen(actor))


def visible_bindings(actor: Actor) -> QuerySet[Binding]:
    """Bindings of regions that the actor sees wholly, and of the targets of its own unit."""
    return Binding.objects.filter(_wholly_seen(actor) | Q(target__in=visible_targets(actor).values("target")))


def get_binding(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> Binding:
    """One binding with its region and unit. Raises BindingNotFound, NotAllowed."""
    rows = visible_bindings(actor).select_related("region", "unit", "target", "decided_by")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise BindingNotFound
    if to is not Power.READ:
        actor.require(to, found.region.path)
    return found


def reports_of(task: TaskSnapshot) -> QuerySet[TaskReport]:
    """What was reported of a task that has been reached, newest first."""
    return TaskReport.objects.filter(task=task.task_id).order_by("-id")


def courses_of(target: TargetSnapshot) -> QuerySet[Course]:
    """The courses that people have set for a target that has been reached, newest first."""
    return Course.objects.filter(target=target.target_id).order_by("-number")


def days_of(target: TargetSnapshot) -> QuerySet[StatusDay]:
    """The days on which a target that has been reached came to stand differently, newest first."""
    return StatusDay.objects.filter(target=target.target_id).order_by("-on")


def visible_returns(actor: Actor) -> QuerySet[Return]:
    """Returns of own regions and below, by a unit's standing its own only."""
    return Return.objects.filter(seen_from(actor, Power.READ, unit_field="unit"))


def visible_rounds(actor: Actor) -> QuerySet[Round]:
    """Rounds of regions that the actor sees wholly, and those that ask the own unit."""
    return Round.objects.filter(_wholly_seen(actor) | Q(pk__in=visible_returns(actor).values("round")))


def get_round(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> Round:
    """One round with its region. Raises RoundNotFound, NotAllowed."""
    found = visible_rounds(actor).select_related("region", "opened_by", "closed_by").filter(public_id=public_id).first()
    if found is None:
        raise RoundNotFound
    if to is not Power.READ:
        actor.require(to, found.region.path)
    return found


def get_return(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> Return:
    """One return with its round, region and unit. Raises ReturnNotFound, NotAllowed."""
    rows = visible_returns(actor).select_related("round", "region", "unit", "submitted_by", "approved_by")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise ReturnNotFound
    if to is not Power.READ:
        actor.require(to, found.region.path, found.unit_id)
    return found


def get_field(actor: Actor, public_id: UUID | str) -> ReturnField:
    """One field of a return that the actor sees, with its line and return. Raises ReturnNotFound."""
    rows = ReturnField.objects.select_related("line__answer", "line__indicator", "changed_by")
    found = rows.filter(line__answer__in=visible_returns(actor), public_id=public_id).first()
    if found is None:
        raise ReturnNotFound
    return found


def get_question(actor: Actor, public_id: UUID | str) -> ReturnQuestion:
    """One question of a return that the actor sees, with the return. Raises QuestionNotFound."""
    rows = ReturnQuestion.objects.select_related("answer_to").filter(answer_to__in=visible_returns(actor))
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise QuestionNotFound
    return found
