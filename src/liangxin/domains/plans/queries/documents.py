"""Questions about plan documents, answered with cards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from liangxin.domains.plans.access import get_document, visible_documents
from liangxin.domains.plans.models import Finding, PlanDocument
from liangxin.domains.plans.rules import Found, exchange_form
from liangxin.domains.plans.terms import DocumentState, FindingKind, Origin, Power, UnreadState
from liangxin.engines.reader.assistant import assistant_from
from liangxin.engines.reader.findings import Plan, plan_from_json
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.files.api import StoredFile


@dataclass(frozen=True, slots=True)
class UploadCard:
    """What an upload came to: the document, the run that reads it, and whether it was there before."""

    public_id: UUID
    name: str
    run: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """A row of the list of documents."""

    public_id: UUID
    name: str
    title: str
    issuer: str
    document_number: str
    issued_on: date | None
    state: DocumentState
    region: str
    uploaded_by: str
    uploaded_at: datetime
    targets: int | None
    tasks: int | None
    unread: int | None

    @property
    def shown_title(self) -> str:
        return self.title or self.name


@dataclass(frozen=True, slots=True)
class FindingCard:
    """One finding with its place in the text; `facts` is the record of whoever found it."""

    id: int
    public_id: UUID
    kind: FindingKind
    marker: str
    start: int
    end: int
    confidence: float
    origin: Origin
    facts: dict[str, Any]
    state: UnreadState | None
    proposal: dict[str, Any] | None
    settled_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with its text, lines and findings, as one page shows it."""

    card: DocumentCard
    run: str
    head: dict[str, Any]
    text: str
    layout: list[tuple[int, int, str, int | None]]
    format: str
    warnings: list[str]
    findings: list[FindingCard]
    may_settle: bool
    may_ask: bool
    may_discard: bool

    @property
    def is_read(self) -> bool:
        return self.card.state is DocumentState.READ

    def of(self, kind: FindingKind) -> list[FindingCard]:
        return [finding for finding in self.findings if finding.kind is kind]


def documents_of(actor: Actor) -> QuerySet[PlanDocument]:
    """Every document that the actor sees, with the counts that the list shows."""
    kinds = {"targets": FindingKind.TARGET, "tasks": FindingKind.TASK}
    counts = {name: Count("findings", filter=Q(findings__kind=kind.value)) for name, kind in kinds.items()}
    unread = Count("findings", filter=Q(findings__state=UnreadState.OPEN.value))
    rows = visible_documents(actor).select_related("region", "uploaded_by")
    return rows.annotate(**counts, unread=unread).defer("text", "layout", "head")


def document_cards(rows: Iterable[PlanDocument]) -> list[DocumentCard]:
    """Cards of rows of `documents_of`; a document that is not read yet has no counts."""
    return [document_card(row) for row in rows]


def document_card(row: Any) -> DocumentCard:
    state = DocumentState.of(row.state)
    is_read = state is DocumentState.READ
    return DocumentCard(
        public_id=row.public_id,
        name=row.name,
        title=row.title,
        issuer=row.issuer,
        document_number=row.document_number,
        issued_on=row.issued_on,
        state=state,
        region=row.region.name,
        uploaded_by=row.uploaded_by.name,
        uploaded_at=row.uploaded_at,
        targets=row.targets if is_read else None,
        tasks=row.tasks if is_read else None,
        unread=row.unread if is_read else None,
    )


def upload_card(row: PlanDocument, *, is_new: bool) -> UploadCard:
    return UploadCard(row.public_id, row.name, row.run, is_new)


def reading_of(actor: Actor, public_id: UUID) -> Reading:
    """A document with all its findings. Raises PlanDocumentNotFound."""
    row = get_document(actor, public_id, among=documents_of(actor).defer(None))
    findings = row.findings.select_related("settled_by").order_by("start", "end", "sequence", "id")
    return Reading(
        card=document_card(row),
        run=row.run,
        head=row.head,
        text=row.text,
        layout=[(start, end, kind, level) for start, end, kind, level in row.layout],
        format=row.format,
        warnings=row.warnings,
        findings=[_finding_card(finding) for finding in findings],
        may_settle=actor.may(Power.SETTLE, row.region.path),
        may_ask=actor.may(Power.SETTLE, row.region.path) and assistant_from(settings.ASSISTANT) is not None,
        may_discard=actor.may(Power.UPLOAD, row.region.path),
    )


def _finding_card(finding: Finding) -> FindingCard:
    return FindingCard(
        id=finding.pk,
        public_id=finding.public_id,
        kind=FindingKind.of(finding.kind),
        marker=finding.marker,
        start=finding.start,
        end=finding.end,
        confidence=finding.confidence,
        origin=Origin.of(finding.origin),
        facts=finding.facts,
        state=UnreadState.of(finding.state) if finding.state else None,
        proposal=finding.proposal,
        settled_by=finding.settled_by.name if finding.settled_by else "",
        reason=finding.reason,
    )


def original_of(actor: Actor, public_id: UUID) -> tuple[StoredFile, str]:
    """The file as it came and its name. Raises PlanDocumentNotFound."""
    row = get_document(actor, public_id, among=visible_documents(actor).select_related("file"))
    return row.file, row.name


def waiting_count(actor: Actor) -> int:
    """How many clauses nobody has looked at yet, in the documents that the actor may settle."""
    if not actor.may(Power.SETTLE):
        return 0
    return Finding.objects.filter(document__in=visible_documents(actor), state=UnreadState.OPEN.value).count()


def documents_named(actor: Actor, words: str, limit: int = 10) -> list[DocumentCard]:
    """Documents whose title, number or file name has the words."""
    having = Q(title__icontains=words) | Q(document_number__icontains=words) | Q(name__icontains=words)
    return document_cards(documents_of(actor).filter(having)[:limit])


def plan_of(actor: Actor, public_id: UUID) -> tuple[DocumentCard, Plan]:
    """What was found, by the reader or by people, in the engine's own records. Raises PlanDocumentNotFound."""
    reading = reading_of(actor, public_id)
    found = [
        Found(finding.kind, place, finding.marker, finding.start, finding.end, finding.confidence, finding.facts)
        for place, finding in enumerate(reading.findings)
    ]
    return reading.card, plan_from_json(exchange_form(reading.head, found))
