"""A document becomes an edition of a plan: placed, handed in, looked at by somebody else, published."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.plans.access import get_document, get_plan, get_version, visible_documents
from liangxin.domains.plans.actions.desk import open_desk
from liangxin.domains.plans.actions.pairings import renew_pairings
from liangxin.domains.plans.actions.proposals import propose_indicators, propose_units
from liangxin.domains.plans.actions.statements import state_all
from liangxin.domains.plans.errors import EditionUnderWay, PlaceUnclear, SamePerson, SomethingOpen, StepImpossible
from liangxin.domains.plans.events import PlanPublished
from liangxin.domains.plans.models import Plan, PlanDocument, PlanVersion
from liangxin.domains.plans.queries.review import standing_of
from liangxin.domains.plans.rules.placing import NATION, level_named
from liangxin.domains.plans.rules.readiness import Obstacle
from liangxin.domains.plans.terms import (
    TITLE_LIMIT,
    Deed,
    EditionKind,
    PlaceFault,
    PlanKind,
    PlanLevel,
    Power,
    VersionState,
)
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.announce.api import announce
from liangxin.foundation.trail import api as trail

# Both are needed to publish, whatever else a role may do.
UNDER_WAY = (VersionState.DRAFT.value, VersionState.SUBMITTED.value)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person says that a document belongs.

    `edition_of` is a plan that is there; without one a new plan begins. `issued_by` is a region's code; without one it
    is the place of `place_name`, or the nation where that is empty too. It answers to the plans `upper` and `main`.
    """

    edition_of: UUID | None = None
    edition: EditionKind = EditionKind.FIRST
    issued_by: str = ""
    place_name: str = ""
    kind: PlanKind = PlanKind.GENERAL
    field: str = ""
    upper: UUID | None = None
    main: UUID | None = None


@transaction.atomic
def place_document(actor: Actor, document_id: UUID, place: Place) -> UUID:
    """Say whose plan a document is an edition of, and return the plan; said again, it is moved.

    Raises PlanDocumentNotFound, PlanNotFound, NotAllowed, DocumentClosed, EditionUnderWay, PlaceUnclear.
    """
    document = open_desk(actor, document_id)
    before = PlanVersion.objects.filter(document=document).select_related("plan").first()
    plan = _existing(actor, document, place) if place.edition_of else _own_plan(before) or Plan(region=document.region)
    if plan.pk is None or plan.current_id is None:
        _describe(actor, plan, document, place)
    if before is not None and before.plan_id != plan.pk:
        old = before.plan
        before.delete()
        _drop_if_empty(old)
        before = None
    kind = place.edition if plan.current_id else EditionKind.FIRST
    if kind is EditionKind.FIRST and plan.current_id:
        raise PlaceUnclear(field="edition", what=PlaceFault.NO_EDITION)
    if before is None:
        PlanVersion.objects.create(plan=plan, number=plan.versions.count() + 1, document=document, kind=kind)
    elif before.kind != kind:
        before.kind = kind
        before.save(update_fields=["kind"])
    propose_indicators(document)
    propose_units(document)
    renew_pairings(document)
    after = {"plan": plan.title, "kind": str(kind), "place": plan.place}
    trail.record(actor, Deed.PLACE, document, region_path=document.region.path, after=after)
    return plan.public_id


def _own_plan(version: PlanVersion | None) -> Plan | None:
    """The plan that this document began and nothing else has joined."""
    return version.plan if version is not None and version.plan.current_id is None else None


def _existing(actor: Actor, document: PlanDocument, place: Place) -> Plan:
    """The plan that is to have a new edition; its row is locked, so that two editions do not begin at once."""
    assert place.edition_of is not None  # noqa: S101 - for the type checker: the caller has looked
    plan = get_plan(actor, place.edition_of, Power.REVIEW)
    plan = Plan.objects.select_for_update(of=("self",)).select_related("issued_by").get(pk=plan.pk)
    if plan.region_id != document.region_id:
        raise PlaceUnclear(field="edition_of", what=PlaceFault.OTHER_REGION)
    if plan.versions.filter(state__in=UNDER_WAY).exclude(document=document).exists():
        raise EditionUnderWay(title=plan.title)
    return plan


def _describe(actor: Actor, plan: Plan, document: PlanDocument, place: Place) -> None:
    """Fill in a plan that has not been published yet. Raises PlaceUnclear, PlanNotFound."""
    issuing = regions.region_cards([place.issued_by]).get(place.issued_by) if place.issued_by else None
    if place.issued_by and issuing is None:
        raise PlaceUnclear(field="issued_by", what=PlaceFault.UNKNOWN_REGION)
    plan.issued_by_id = issuing.id if issuing else None
    plan.place = issuing.name if issuing else place.place_name.strip()[:60] or NATION
    plan.level = PlanLevel.of(issuing.level.value) if issuing else level_named(plan.place)
    plan.kind = place.kind
    plan.title = (document.title or document.name)[:TITLE_LIMIT]
    is_sector = place.kind is PlanKind.SECTOR
    plan.field = place.field.strip()[:100] if is_sector else ""
    plan.upper = get_plan(actor, place.upper) if place.upper else None
    plan.main = get_plan(actor, place.main) if place.main and is_sector else None
    if plan.pk is not None and plan.pk in (plan.upper_id, plan.main_id):
        raise PlaceUnclear(field="upper", what=PlaceFault.CIRCLE)
    plan.save()


def _drop_if_empty(plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk, versions=None, sectors=None, below=None).delete()


@transaction.atomic
def set_family(actor: Actor, plan_id: UUID, upper: UUID | None, main: UUID | None) -> None:
    """Say which plans a plan answers to, after its publication too.

    Raises PlanNotFound, NotAllowed, PlaceUnclear where a plan would stand above itself.
    """
    plan = get_plan(actor, plan_id, Power.REVIEW)
    above = get_plan(actor, upper) if upper else None
    over = get_plan(actor, main) if main and plan.kind == PlanKind.SECTOR else None
    seen, step = {plan.pk}, above
    while step is not None:
        if step.pk in seen:
            raise PlaceUnclear(field="upper", what=PlaceFault.CIRCLE)
        seen.add(step.pk)
        step = step.upper
    before = {"upper": plan.upper_id, "main": plan.main_id}
    plan.upper, plan.main = above, over
    plan.save(update_fields=["upper", "main"])
    after = {"upper": plan.upper_id, "main": plan.main_id}
    trail.record(actor, Deed.PLACE, plan, region_path=plan.region.path, before=before, after=after)


@transaction.atomic
def submit_version(actor: Actor, document_id: UUID) -> None:
    """Hand a reviewed document in for publication.

    Raises PlanDocumentNotFound, PlanNotFound, NotAllowed, StepImpossible, SomethingOpen.
    """
    document, version = _step(actor, document_id, Power.SUBMIT, VersionState.DRAFT, Deed.SUBMIT)
    _require_ready(document, version)
    version.state, version.sent_back = VersionState.SUBMITTED, ""
    version.submitted_by_id, version.submitted_at = actor.account_id, timezone.now()
    version.save()
    trail.record(actor, Deed.SUBMIT, document, region_path=document.region.path, after={"version": version.number})


@transaction.atomic
def send_back_version(actor: Actor, document_id: UUID, reason: str) -> None:
    """Open a submitted edition again, with a reason; who handed it in may take it back themselves.

    Raises PlanDocumentNotFound, PlanNotFound, NotAllowed, StepImpossible.
    """
    document = _locked(actor, document_id)
    version = get_version(actor, document, Power.READ)
    if version.submitted_by_id is None or version.submitted_by_id != actor.account_id:
        actor.require(Power.PUBLISH, document.region.path)
    if version.state != VersionState.SUBMITTED:
        raise StepImpossible(state=VersionState.of(version.state), verb=Deed.SEND_BACK)
    version.state, version.sent_back = VersionState.DRAFT, reason.strip()[:500]
    version.save()
    trail.record(actor, Deed.SEND_BACK, document, region_path=document.region.path, reason=version.sent_back)


@transaction.atomic
def publish_version(actor: Actor, document_id: UUID) -> UUID:
    """Put a submitted edition in force: its targets and tasks are stated and handed out. Returns the plan.

    Four eyes: whoever handed it in does not publish it. Raises PlanDocumentNotFound, PlanNotFound, NotAllowed,
    StepImpossible, SamePerson, SomethingOpen.
    """
    document, version = _step(actor, document_id, Power.PUBLISH, VersionState.SUBMITTED, Deed.PUBLISH)
    if actor.account_id is not None and actor.account_id == version.submitted_by_id:
        raise SamePerson(verb=Deed.PUBLISH)
    _require_ready(document, version)
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=version.plan_id)
    PlanVersion.objects.filter(plan=plan, state=VersionState.PUBLISHED.value).update(state=VersionState.SUPERSEDED)
    version.state, version.published_by_id, version.published_at = (
        VersionState.PUBLISHED,
        actor.account_id,
        timezone.now(),
    )
    version.save()
    change = state_all(plan, version, document)
    plan.current = version
    if document.title and version.kind != EditionKind.AMENDMENT:
        plan.title = document.title[:TITLE_LIMIT]
    plan.save()
    trail.record(actor, Deed.PUBLISH, document, region_path=document.region.path, after={"version": version.number})
    announce(PlanPublished(plan.pk, version.pk, version.number, document.region.path, change.added, change.dropped))
    return plan.public_id


def _require_ready(document: PlanDocument, version: PlanVersion) -> None:
    for what, count in standing_of(document, version).left():
        raise SomethingOpen(what=what, count=count)


def _step(
    actor: Actor, document_id: UUID, power: Power, state: VersionState, verb: Deed
) -> tuple[PlanDocument, PlanVersion]:
    """The locked document with its edition, which must be in `state`."""
    document = _locked(actor, document_id)
    actor.require(power, document.region.path)
    version = PlanVersion.objects.filter(document=document).first()
    if version is None:
        raise SomethingOpen(what=Obstacle.PLACE, count=1)
    version = get_version(actor, document, power)
    if version.state != state:
        raise StepImpossible(state=VersionState.of(version.state), verb=verb)
    return document, version


def _locked(actor: Actor, document_id: UUID) -> PlanDocument:
    return get_document(actor, document_id, among=visible_documents(actor).select_for_update(of=("self",)))
