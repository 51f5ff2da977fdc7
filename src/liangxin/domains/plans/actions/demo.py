"""The plans of the demo county and its city, read, reviewed and published as two people would; one waits for review."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from liangxin.domains.plans.access import visible_documents
from liangxin.domains.plans.actions.documents import read_plan_document, upload_document
from liangxin.domains.plans.actions.editions import Place, place_document, publish_version, submit_version
from liangxin.domains.plans.actions.names import choose_indicator, create_units
from liangxin.domains.plans.actions.review import accept_confident, settle_finding
from liangxin.domains.plans.models import Plan, PlanDocument
from liangxin.domains.plans.terms import REVIEWED_KINDS, FindingKind, NamingState, ReviewState
from liangxin.foundation.accounts.api import Actor

DATA: Final = Path(__file__).parents[1] / "data"
DEMO_PLAN: Final = DATA / "demo_plan.txt"
DEMO_CITY_PLAN: Final = DATA / "demo_city_plan.txt"
DEMO_SECOND_EDITION: Final = DATA / "demo_plan_2025.txt"
CITY: Final = "990100"
COUNTY: Final = "990123"


def load_demo(actor: Actor, reviewer: Actor, city_office: Actor, city_reviewer: Actor) -> None:
    """Publish the city's plan and the county's, and leave the county's second edition to be reviewed.

    `actor` is the county's office. Whoever calls it does so once, at the first start.
    """
    city = _read(city_office, CITY, "望川市工作方案.txt", DEMO_CITY_PLAN)
    _publish(city_office, city_reviewer, city, Place(issued_by=CITY))
    upper = Plan.objects.get(versions__document=city).public_id
    county = _read(actor, COUNTY, "清岚县实施方案.txt", DEMO_PLAN)
    _publish(actor, reviewer, county, Place(issued_by=COUNTY, upper=upper))
    upload_document(actor, COUNTY, "清岚县实施方案（2025年修订版）.txt", DEMO_SECOND_EDITION.read_bytes())


def _read(actor: Actor, region: str, name: str, path: Path) -> PlanDocument:
    card = upload_document(actor, region, name, path.read_bytes())
    document = visible_documents(actor).get(public_id=card.public_id)
    read_plan_document(actor, document.pk, lambda *_: None)
    return document


def _publish(office: Actor, reviewer: Actor, document: PlanDocument, place: Place) -> None:
    create_units(office, document.public_id)
    for kind in REVIEWED_KINDS:
        accept_confident(office, document.public_id, kind)
    for finding in document.findings.filter(state=ReviewState.OPEN.value).order_by("start", "id"):
        is_unread = finding.kind == FindingKind.UNREAD
        state = ReviewState.DISMISSED if is_unread else ReviewState.ACCEPTED
        reason = "只是条件，不是目标" if is_unread else ""
        settle_finding(office, document.public_id, finding.public_id, state, reason=reason)
    unsaid = document.findings.filter(kind=FindingKind.TARGET.value, indicator_state=NamingState.PROPOSED.value)
    for finding in unsaid:
        choose_indicator(office, document.public_id, finding.public_id, "")
    place_document(office, document.public_id, place)
    submit_version(office, document.public_id)
    publish_version(reviewer, document.public_id)
