"""The doors to rows: a region sees itself and those below, a unit what it answers for and what waits for it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from liangxin.domains.progress.errors import (
    BindingNotFound,
    BulletinNotFound,
    MatterNotFound,
    MeetingNotFound,
    OrderNotFound,
    ProgressNotFound,
    QuestionNotFound,
    ReturnNotFound,
    ReturnWorkbookNotFound,
    RoundNotFound,
    TemplateNotFound,
    UpperFormNotFound,
)
from liangxin.domains.progress.models import (
    AgendaItem,
    Binding,
    Bulletin,
    BulletinTemplate,
    Course,
    FollowUp,
    Matter,
    Meeting,
    MeetingAttendee,
    MinuteField,
    Order,
    OrderEvent,
    OrderSupport,
    RegionSnapshot,
    Return,
    ReturnField,
    ReturnQuestion,
    ReturnWorkbook,
    Round,
    StatusDay,
    TargetSnapshot,
    TaskReport,
    TaskSnapshot,
    UpperFilling,
    UpperForm,
)
from liangxin.domains.progress.terms import BulletinState, MatterState, MeetingState, Power
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


def power_place(answer: Return, power: Power) -> tuple[str, int]:
    """Where a power over a return is looked for: at who is asked to fill it, at who asks to decide on it.

    What a region answers is no unit's own matter, and 0 no unit: a standing over the whole region is needed.
    """
    asker = power in (Power.APPROVE, Power.DISPATCH)
    return (answer.round.region.path if asker else answer.region.path), answer.unit_id or 0


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
    rows = visible_returns(actor).select_related("round__region", "region", "unit", "submitted_by", "approved_by")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise ReturnNotFound
    if to is not Power.READ:
        actor.require(to, *power_place(found, to))
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


def visible_orders(actor: Actor) -> QuerySet[Order]:
    """Orders of regions that the actor sees wholly; by a unit's, what it leads or supports, once issued."""
    seen = _wholly_seen(actor)
    for standing in _readers(actor):
        if standing.unit_id is not None:
            supported = Q(pk__in=OrderSupport.objects.filter(unit=standing.unit_id).values("order"))
            mine = (Q(lead_unit=standing.unit_id) | supported) & ~Q(number="")
            seen |= mine & Q(region__path__startswith=standing.region_path)
    return Order.objects.filter(seen)


def get_order(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> Order:
    """One order with its region and lead unit. Raises OrderNotFound, NotAllowed."""
    rows = visible_orders(actor).select_related("region", "lead_unit", "drafted_by", "issued_by", "closed_by")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise OrderNotFound
    if to is not Power.READ:
        actor.require(to, found.region.path, found.lead_unit_id)
    return found


def get_order_event(actor: Actor, public_id: UUID | str) -> OrderEvent:
    """One event of an order that the actor sees, with its file. Raises OrderNotFound."""
    rows = OrderEvent.objects.select_related("file").filter(order__in=visible_orders(actor))
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise OrderNotFound
    return found


def visible_meetings(actor: Actor) -> QuerySet[Meeting]:
    """Meetings of regions that the actor sees wholly; by a unit's standing those that it attends."""
    seen = _wholly_seen(actor)
    for standing in _readers(actor):
        if standing.unit_id is not None:
            attended = MeetingAttendee.objects.filter(unit=standing.unit_id).values("meeting")
            seen |= Q(pk__in=attended) & Q(region__path__startswith=standing.region_path)
    return Meeting.objects.filter(seen)


def get_meeting(actor: Actor, public_id: UUID | str) -> Meeting:
    """One meeting with its region. Raises MeetingNotFound."""
    rows = visible_meetings(actor).select_related("region", "planned_by", "written_by", "confirmed_by")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise MeetingNotFound
    return found


def sees_minutes(actor: Actor, meeting: Meeting) -> bool:
    """Whether the actor may read the minutes: a unit that attended does so once they are confirmed."""
    return meeting.state == MeetingState.CONFIRMED or sees_whole(actor, meeting.region.path)


def get_item(actor: Actor, public_id: UUID | str) -> AgendaItem:
    """One item of a meeting that the actor sees. Raises MeetingNotFound."""
    rows = AgendaItem.objects.select_related("meeting").filter(meeting__in=visible_meetings(actor))
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise MeetingNotFound
    return found


def get_minute(actor: Actor, public_id: UUID | str) -> MinuteField:
    """One field of minutes that the actor may read. Raises MeetingNotFound."""
    rows = MinuteField.objects.select_related("item__meeting__region", "changed_by")
    found = rows.filter(item__meeting__in=visible_meetings(actor), public_id=public_id).first()
    if found is None or not sees_minutes(actor, found.item.meeting):
        raise MeetingNotFound
    return found


def get_follow_up(actor: Actor, public_id: UUID | str) -> FollowUp:
    """One follow-up of a meeting that the actor sees. Raises MeetingNotFound."""
    rows = FollowUp.objects.select_related("item__meeting").filter(item__meeting__in=visible_meetings(actor))
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise MeetingNotFound
    return found


def visible_matters(actor: Actor) -> QuerySet[Matter]:
    """Matters raised in regions that the actor sees wholly, and those of its own unit; a draft is its unit's alone."""
    told = ~Q(state=MatterState.DRAFTED.value)
    if actor.account_id is not None:
        told |= Q(raised_by=actor.account_id)
    seen = _wholly_seen(actor) & told
    for standing in _readers(actor):
        if standing.unit_id is not None:
            seen |= Q(unit=standing.unit_id) & Q(region__path__startswith=standing.region_path)
    return Matter.objects.filter(seen)


def get_matter(actor: Actor, public_id: UUID | str) -> Matter:
    """One matter with its region and unit. Raises MatterNotFound."""
    rows = visible_matters(actor).select_related("region", "unit", "raised_by", "decided_by")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise MatterNotFound
    return found


def get_workbook(actor: Actor, public_id: UUID | str) -> ReturnWorkbook:
    """One workbook of a return that the actor sees, with the return. Raises ReturnWorkbookNotFound."""
    rows = ReturnWorkbook.objects.filter(answer__in=visible_returns(actor), public_id=public_id)
    with_all = rows.select_related("answer__round__region", "answer__region", "answer__unit", "file", "uploaded_by")
    found = with_all.first()
    if found is None:
        raise ReturnWorkbookNotFound
    return found


def visible_upper_forms(actor: Actor) -> QuerySet[UpperForm]:
    """The level above's workbooks of regions that the actor sees wholly."""
    return UpperForm.objects.filter(_wholly_seen(actor))


def get_upper_form(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> UpperForm:
    """One workbook of the level above, with its region and file. Raises UpperFormNotFound, NotAllowed."""
    found = visible_upper_forms(actor).select_related("region", "file").filter(public_id=public_id).first()
    if found is None:
        raise UpperFormNotFound
    if to is not Power.READ:
        actor.require(to, found.region.path)
    return found


def get_upper_filling(actor: Actor, public_id: UUID | str) -> UpperFilling:
    """One filled copy of a workbook that the actor sees. Raises UpperFormNotFound."""
    rows = UpperFilling.objects.filter(form__in=visible_upper_forms(actor), public_id=public_id)
    found = rows.select_related("form__region", "mapping", "file", "filled_by").first()
    if found is None:
        raise UpperFormNotFound
    return found


def visible_bulletins(actor: Actor) -> QuerySet[Bulletin]:
    """Issued ones of own regions and below, for their units too; drafts for those who write or issue there."""
    issued = Q(state__in=[BulletinState.ISSUED.value, BulletinState.WITHDRAWN.value])
    return Bulletin.objects.filter(
        issued & seen_from(actor, Power.READ) | seen_from(actor, Power.WRITE) | seen_from(actor, Power.ISSUE)
    )


def get_bulletin(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> Bulletin:
    """One bulletin with its region and people. Raises BulletinNotFound, NotAllowed."""
    rows = visible_bulletins(actor).select_related(
        "region", "file", "made_by", "submitted_by", "issued_by", "withdrawn_by"
    )
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise BulletinNotFound
    if to is not Power.READ:
        actor.require(to, found.region.path)
    return found


def visible_templates(actor: Actor) -> QuerySet[BulletinTemplate]:
    """Templates of the regions where the actor writes."""
    return BulletinTemplate.objects.filter(seen_from(actor, Power.WRITE))


def get_template(actor: Actor, public_id: UUID | str) -> BulletinTemplate:
    """One template with its region, to be edited or written from. Raises TemplateNotFound."""
    found = visible_templates(actor).select_related("region").filter(public_id=public_id).first()
    if found is None:
        raise TemplateNotFound
    return found
