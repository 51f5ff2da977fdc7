"""A document under review: its text, findings and unit names, and what is left before it can be published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from liangxin.domains.indicators import api as indicators
from liangxin.domains.plans.access import get_document, visible_documents
from liangxin.domains.plans.models import Finding, Pairing, PlanDocument, PlanVersion, UnitName
from liangxin.domains.plans.queries.documents import DocumentCard, document_card, documents_of
from liangxin.domains.plans.rules.findings import Found, exchange_form
from liangxin.domains.plans.rules.placing import NATION
from liangxin.domains.plans.rules.readiness import Obstacle, Standing
from liangxin.domains.plans.rules.review import names_of_units
from liangxin.domains.plans.terms import (
    REVIEWED_KINDS,
    DocumentState,
    EditionKind,
    FindingKind,
    NamingState,
    Origin,
    PlanKind,
    Power,
    ReviewState,
    VersionState,
)
from liangxin.domains.regions.terms import Power as OfRegions
from liangxin.engines.reader.assistant import assistant_from
from liangxin.engines.reader.findings import Plan, plan_from_json
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.text import plain

GONE = (ReviewState.DISMISSED, ReviewState.REPLACED)


@dataclass(frozen=True, slots=True)
class IndicatorChoice:
    """The indicator that a target is taken to measure, and how that came about."""

    code: str
    name: str
    unit: str
    state: NamingState
    score: float | None

    @property
    def is_sure(self) -> bool:
        return self.state is not NamingState.PROPOSED or bool(self.code and (self.score or 0) >= indicators.SURE)


@dataclass(frozen=True, slots=True)
class FindingCard:
    """One finding with its place in the text. `facts` hold as corrected; `found` is what whoever found it recorded."""

    id: int
    public_id: UUID
    kind: FindingKind
    marker: str
    start: int
    end: int
    confidence: float
    origin: Origin
    facts: dict[str, Any]
    found: dict[str, Any]
    state: ReviewState | None
    proposal: dict[str, Any] | None
    settled_by: str
    settled_at: datetime | None
    reason: str
    clock: int
    is_part: bool
    indicator: IndicatorChoice | None

    @property
    def is_corrected(self) -> bool:
        return self.facts != self.found

    @property
    def is_gone(self) -> bool:
        return self.state in GONE


@dataclass(frozen=True, slots=True)
class UnitNameCard:
    """A unit's name in the text, what it is taken for, and how many findings use it."""

    public_id: UUID
    written: str
    unit_id: UUID | None
    unit_name: str
    region_name: str
    state: NamingState
    score: float | None
    why: str
    uses: int
    clock: int

    @property
    def is_settled(self) -> bool:
        """A proposal stands until somebody objects where it is sure; without a unit somebody has to say."""
        return self.unit_id is not None or self.state is NamingState.OUTSIDE


@dataclass(frozen=True, slots=True)
class PlaceCard:
    """Whose plan the document is an edition of; `is_own` where its tasks are handed out here."""

    plan_id: UUID
    plan_title: str
    number: int
    edition: EditionKind
    kind: PlanKind
    field: str
    issued_by: str
    place: str
    place_name: str
    upper_id: UUID | None
    main_id: UUID | None
    has_predecessor: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with its text, lines, findings and names, as one page shows it."""

    card: DocumentCard
    run: str
    head: dict[str, Any]
    text: str
    layout: list[tuple[int, int, str, int | None]]
    format: str
    warnings: list[str]
    findings: list[FindingCard]
    unit_names: list[UnitNameCard]
    clock: int
    shape: int
    place: PlaceCard | None
    state: VersionState
    sent_back: str
    submitted_by: str
    submitted_by_id: int | None
    published_by: str
    published_at: datetime | None
    left: tuple[tuple[Obstacle, int], ...]
    region_code: str
    may_review: bool
    may_submit: bool
    may_publish: bool
    may_ask: bool
    may_discard: bool
    may_take_roster: bool
    may_name_units: bool

    @property
    def is_read(self) -> bool:
        return self.card.state is DocumentState.READ

    @property
    def is_open(self) -> bool:
        """Whether findings may still be changed."""
        return self.state is VersionState.DRAFT

    @property
    def settled(self) -> int:
        return sum(one.state is not ReviewState.OPEN for one in self.findings if one.kind in REVIEWED_KINDS)

    @property
    def reviewed(self) -> int:
        """How many findings are to be reviewed altogether, those replaced by others left out."""
        return sum(one.kind in REVIEWED_KINDS for one in self.findings if one.state is not ReviewState.REPLACED)

    def of(self, kind: FindingKind) -> list[FindingCard]:
        return [finding for finding in self.findings if finding.kind is kind]

    def waiting(self, kind: FindingKind) -> int:
        return sum(finding.state is ReviewState.OPEN for finding in self.of(kind))


def reading_of(actor: Actor, public_id: UUID) -> Reading:
    """A document with all its findings. Raises PlanDocumentNotFound."""
    row = get_document(actor, public_id, among=documents_of(actor).defer(None))
    path = row.region.path
    version = PlanVersion.objects.filter(document=row).select_related(*_WITH_VERSION).first()
    findings = finding_cards(row)
    names = unit_name_cards(row, findings)
    state = VersionState.of(version.state) if version else VersionState.DRAFT
    may_review = actor.may(Power.REVIEW, path)
    return Reading(
        card=document_card(row),
        run=row.run,
        head=row.head,
        text=row.text,
        layout=[(start, end, kind, level) for start, end, kind, level in row.layout],
        format=row.format,
        warnings=row.warnings,
        findings=findings,
        unit_names=names,
        clock=row.clock,
        shape=row.shape,
        place=_place_card(version) if version else None,
        state=state,
        sent_back=version.sent_back if version else "",
        submitted_by=version.submitted_by.name if version and version.submitted_by else "",
        submitted_by_id=version.submitted_by_id if version else None,
        published_by=version.published_by.name if version and version.published_by else "",
        published_at=version.published_at if version else None,
        left=standing_of(row, version).left(),
        region_code=row.region.code,
        may_review=may_review and state is VersionState.DRAFT,
        may_submit=actor.may(Power.SUBMIT, path) and state is VersionState.DRAFT,
        may_publish=actor.may(Power.PUBLISH, path) and state is VersionState.SUBMITTED,
        may_ask=may_review and state is VersionState.DRAFT and assistant_from(settings.ASSISTANT) is not None,
        may_discard=actor.may(Power.UPLOAD, path) and state is VersionState.DRAFT,
        may_take_roster=may_review and actor.may(OfRegions.TEAM, path),
        may_name_units=may_review and state is VersionState.DRAFT and actor.may(OfRegions.UNITS, path),
    )


_WITH_VERSION = ("plan__region", "plan__issued_by", "plan__upper", "plan__main", "submitted_by", "published_by")


def clock_of(actor: Actor, public_id: UUID) -> int:
    """The number of the last decision on a document. Raises PlanDocumentNotFound."""
    return get_document(actor, public_id, among=visible_documents(actor).only("clock", "region")).clock


def _place_card(version: PlanVersion) -> PlaceCard:
    plan = version.plan
    return PlaceCard(
        plan_id=plan.public_id,
        plan_title=plan.title,
        number=version.number,
        edition=EditionKind.of(version.kind),
        kind=PlanKind.of(plan.kind),
        field=plan.field,
        issued_by=plan.issued_by.code if plan.issued_by else "",
        place=plan.place,
        place_name="" if plan.issued_by or plan.place == NATION else plan.place,
        upper_id=plan.upper.public_id if plan.upper else None,
        main_id=plan.main.public_id if plan.main else None,
        has_predecessor=version.number > 1,
        is_own=plan.issued_by_id == plan.region_id,
    )


def finding_cards(document: PlanDocument) -> list[FindingCard]:
    """The findings of a document that has been reached, in the order of the text."""
    rows = document.findings.select_related("settled_by", "indicator").order_by("start", "end", "sequence", "id")
    parts = set(
        Finding.made_from.through.objects.filter(from_finding__document=document).values_list(
            "from_finding_id", flat=True
        )
    )
    return [_finding_card(row, is_part=row.pk in parts) for row in rows]


def _finding_card(finding: Finding, *, is_part: bool) -> FindingCard:
    choice = None
    if finding.indicator_state:
        known = finding.indicator
        choice = IndicatorChoice(
            code=known.code if known else "",
            name=known.name if known else "",
            unit=known.unit if known else "",
            state=NamingState.of(finding.indicator_state),
            score=finding.indicator_score,
        )
    return FindingCard(
        id=finding.pk,
        public_id=finding.public_id,
        kind=FindingKind.of(finding.kind),
        marker=finding.marker,
        start=finding.start,
        end=finding.end,
        confidence=finding.confidence,
        origin=Origin.of(finding.origin),
        facts=finding.stated,
        found=finding.facts,
        state=ReviewState.of(finding.state) if finding.state else None,
        proposal=finding.proposal,
        settled_by=finding.settled_by.name if finding.settled_by else "",
        settled_at=finding.settled_at,
        reason=finding.reason,
        clock=finding.clock,
        is_part=is_part,
        indicator=choice,
    )


def unit_name_cards(document: PlanDocument, findings: Iterable[FindingCard]) -> list[UnitNameCard]:
    """The unit names that findings still use, those that somebody must decide first."""
    uses: dict[str, int] = {}
    for finding in findings:
        if not finding.is_gone:
            for name in names_of_units(finding.kind, finding.facts):
                uses[plain(name)] = uses.get(plain(name), 0) + 1
    rows = document.unit_names.select_related("unit__region").order_by("id")
    cards = [_unit_name_card(row, uses[row.plain]) for row in rows if row.plain in uses]
    return sorted(cards, key=lambda card: card.is_settled)


def _unit_name_card(row: UnitName, uses: int) -> UnitNameCard:
    return UnitNameCard(
        public_id=row.public_id,
        written=row.written,
        unit_id=row.unit.public_id if row.unit else None,
        unit_name=row.unit.name if row.unit else "",
        region_name=row.unit.region.name if row.unit else "",
        state=NamingState.of(row.state),
        score=row.score,
        why=row.why,
        uses=uses,
        clock=row.clock,
    )


def standing_of(document: PlanDocument, version: PlanVersion | None) -> Standing:
    """What is left before the document can be submitted, counted from its rows."""
    open_ones = document.findings.filter(state=ReviewState.OPEN.value)
    unread = open_ones.filter(kind=FindingKind.UNREAD.value).count()
    undecided = document.findings.filter(
        kind=FindingKind.TARGET.value, state=ReviewState.ACCEPTED.value, indicator_state=NamingState.PROPOSED.value
    )
    is_own = version is None or version.plan.issued_by_id == version.plan.region_id
    unchecked = Pairing.objects.none()
    if version is not None and version.number > 1:
        unchecked = Pairing.objects.filter(version=version, checked_at=None, needs_look=True)
    return Standing(
        unread=unread,
        findings=open_ones.count() - unread,
        indicators=undecided.count(),
        units=_undecided_units(document) if is_own else 0,
        is_placed=version is not None,
        changes=unchecked.count(),
    )


def _undecided_units(document: PlanDocument) -> int:
    waiting = list(
        document.unit_names.filter(~Q(state=NamingState.OUTSIDE.value), unit=None).values_list("plain", flat=True)
    )
    if not waiting:
        return 0
    kinds = [FindingKind.TASK.value, FindingKind.MEASURE.value]
    used = {
        plain(name)
        for row in document.findings.filter(kind__in=kinds).exclude(state__in=[state.value for state in GONE])
        for name in names_of_units(FindingKind.of(row.kind), row.stated)
    }
    return len(used.intersection(waiting))


def plan_of(actor: Actor, public_id: UUID) -> tuple[DocumentCard, Plan]:
    """What stands of the findings, in the engine's own records. Raises PlanDocumentNotFound."""
    reading = reading_of(actor, public_id)
    found = [
        Found(finding.kind, place, finding.marker, finding.start, finding.end, finding.confidence, finding.facts)
        for place, finding in enumerate(reading.findings)
        if not finding.is_gone or finding.kind is FindingKind.UNREAD
    ]
    return reading.card, plan_from_json(exchange_form(reading.head, found))
