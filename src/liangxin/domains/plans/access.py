"""The doors to documents, plans, targets and tasks.

Documents are seen from their region and those above. What is in force of a plan is seen from the regions below too, for
it is handed down to them. Tasks and their targets are seen by the whole region only from a standing without a unit; a
unit sees its own.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import F, Q, QuerySet

from liangxin.domains.plans.errors import (
    FindingNotFound,
    PlanDocumentNotFound,
    PlanNotFound,
    TargetNotFound,
    TaskNotFound,
)
from liangxin.domains.plans.models import (
    Finding,
    Plan,
    PlanDocument,
    PlanVersion,
    TargetStatement,
    TaskStatement,
    TaskUnit,
    UnitName,
)
from liangxin.domains.plans.terms import Power, UnitPart
from liangxin.foundation.accounts.api import Actor, Standing, seen_from


def visible_documents(actor: Actor) -> QuerySet[PlanDocument]:
    """Documents of the regions that the actor sees; nothing for a stranger."""
    return PlanDocument.objects.filter(seen_from(actor, Power.READ))


def get_document(
    actor: Actor, public_id: UUID, to: Power = Power.READ, *, among: QuerySet[PlanDocument] | None = None
) -> PlanDocument:
    """One document. Raises PlanDocumentNotFound where the actor may not see it, NotAllowed where it may not do `to`."""
    rows = visible_documents(actor) if among is None else among
    document = rows.select_related("region").filter(public_id=public_id).first()
    if document is None:
        raise PlanDocumentNotFound
    actor.require(to, document.region.path)
    return document


def get_finding(document: PlanDocument, public_id: UUID) -> Finding:
    """A finding of a document that has been reached and locked. Raises FindingNotFound."""
    finding = document.findings.select_related("settled_by").filter(public_id=public_id).first()
    if finding is None:
        raise FindingNotFound
    return finding


def get_unit_name(document: PlanDocument, public_id: UUID) -> UnitName:
    """A unit's name of a document that has been reached and locked. Raises FindingNotFound."""
    name = document.unit_names.filter(public_id=public_id).first()
    if name is None:
        raise FindingNotFound
    return name


def visible_plans(actor: Actor) -> QuerySet[Plan]:
    """Plans kept by the regions that the actor sees, and what is in force in the regions above."""
    own = seen_from(actor, Power.READ)
    return Plan.objects.filter(own | Q(region__path__in=_above(actor), issued_by=F("region"), current__isnull=False))


def _above(actor: Actor) -> set[str]:
    """Paths of the regions above those that the actor may read in."""
    paths: set[str] = set()
    for path in actor.paths(Power.READ):
        codes = path.rstrip("/").split("/")
        paths |= {"/".join(codes[:length]) + "/" for length in range(1, len(codes))}
    return paths


def get_plan(actor: Actor, public_id: UUID, to: Power = Power.READ) -> Plan:
    """One plan. Raises PlanNotFound, NotAllowed. To read one of a region above no power there is asked."""
    plan = visible_plans(actor).select_related("region", "issued_by", "current").filter(public_id=public_id).first()
    if plan is None:
        raise PlanNotFound
    if to is not Power.READ:
        actor.require(to, plan.region.path)
    return plan


def get_version(actor: Actor, document: PlanDocument, to: Power) -> PlanVersion:
    """The edition that a document which has been reached is made into. Raises PlanNotFound, NotAllowed."""
    rows = PlanVersion.objects.select_related("plan", "submitted_by", "published_by")
    version = rows.filter(document=document).first()
    if version is None:
        raise PlanNotFound
    actor.require(to, document.region.path)
    return version


def visible_tasks(actor: Actor) -> QuerySet[TaskStatement]:
    """Tasks in force that are handed out: all of a region, or those of the actor's own unit."""
    units = [standing.unit_id for standing in _holders(actor, Power.READ) if standing.unit_id is not None]
    own = TaskUnit.objects.filter(unit__in=units)
    return tasks_in_force().filter(_whole_regions(actor) | Q(pk__in=own.values("statement")))


def tasks_in_force() -> QuerySet[TaskStatement]:
    """What regions have given their units to do, in the current edition of their own plans."""
    return TaskStatement.objects.filter(
        version__plan__current=F("version"), version__plan__issued_by=F("version__plan__region")
    )


def targets_in_force() -> QuerySet[TargetStatement]:
    """What regions have promised themselves: of plans kept where they were issued, in their current edition."""
    return TargetStatement.objects.filter(
        version__plan__current=F("version"), version__plan__issued_by=F("version__plan__region")
    )


def visible_targets(actor: Actor) -> QuerySet[TargetStatement]:
    """Targets in force of a region, or those that belong to a task of the actor's own unit."""
    own = Q(task__in=visible_tasks(actor).values("task"))
    return targets_in_force().filter(_whole_regions(actor) | own)


def targets_within(actor: Actor, power: str) -> QuerySet[TargetStatement]:
    """Targets in force of the regions where the actor has a power; by a unit's standing those of tasks it leads."""
    units = [standing.unit_id for standing in _holders(actor, power) if standing.unit_id is not None]
    led = TaskUnit.objects.filter(unit__in=units, part=UnitPart.LEAD.value, statement__in=tasks_in_force())
    return targets_in_force().filter(_whole_regions(actor, power) | Q(task__in=led.values("statement__task")))


def _whole_regions(actor: Actor, power: str = Power.READ) -> Q:
    seen = ~Q(pk__in=[]) if actor.is_system else Q(pk__in=[])
    for standing in _holders(actor, power):
        if standing.unit_id is None:
            seen |= Q(version__plan__region__path__startswith=standing.region_path)
    return seen


def _holders(actor: Actor, power: str) -> list[Standing]:
    return [standing for standing in actor.standings if power in standing.powers]


def get_task(actor: Actor, public_id: UUID) -> TaskStatement:
    """What is in force of one task. Raises TaskNotFound."""
    task = (
        visible_tasks(actor).select_related("task", "version__plan__region").filter(task__public_id=public_id).first()
    )
    if task is None:
        raise TaskNotFound
    return task


def get_target(actor: Actor, public_id: UUID, to: Power = Power.READ) -> TargetStatement:
    """What is in force of one target. Raises TargetNotFound, NotAllowed."""
    rows = visible_targets(actor).select_related("target", "indicator", "version__plan__region")
    target = rows.filter(target__public_id=public_id).first()
    if target is None:
        raise TargetNotFound
    if to is not Power.READ:
        actor.require(to, target.version.plan.region.path)
    return target
