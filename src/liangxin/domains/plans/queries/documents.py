"""Documents as lists and the search show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from liangxin.domains.plans.access import get_document, visible_documents
from liangxin.domains.plans.models import Finding, PlanDocument
from liangxin.domains.plans.terms import DocumentState, FindingKind, Power, ReviewState, VersionState
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
    waiting: int | None
    version: VersionState | None

    @property
    def shown_title(self) -> str:
        return self.title or self.name

    @property
    def stage(self) -> DocumentState | VersionState:
        """Where the document stands on its way: being read, under review, submitted, in force, superseded."""
        return self.version or (VersionState.DRAFT if self.state is DocumentState.READ else self.state)


def documents_of(actor: Actor) -> QuerySet[PlanDocument]:
    """Every document that the actor sees, with the counts that the list shows."""
    kinds = {"targets": FindingKind.TARGET, "tasks": FindingKind.TASK}
    standing = ~Q(findings__state__in=[ReviewState.DISMISSED.value, ReviewState.REPLACED.value])
    counts = {name: Count("findings", filter=Q(findings__kind=kind.value) & standing) for name, kind in kinds.items()}
    waiting = Count("findings", filter=Q(findings__state=ReviewState.OPEN.value))
    rows = visible_documents(actor).select_related("region", "uploaded_by", "version")
    return rows.annotate(**counts, waiting=waiting).defer("text", "layout", "head")


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
        waiting=row.waiting if is_read else None,
        version=VersionState.of(row.version.state) if hasattr(row, "version") else None,
    )


def upload_card(row: PlanDocument, *, is_new: bool) -> UploadCard:
    return UploadCard(row.public_id, row.name, row.run, is_new)


def original_of(actor: Actor, public_id: UUID) -> tuple[StoredFile, str]:
    """The file as it came and its name. Raises PlanDocumentNotFound."""
    row = get_document(actor, public_id, among=visible_documents(actor).select_related("file"))
    return row.file, row.name


def waiting_count(actor: Actor) -> int:
    """How many findings nobody has decided on yet, in the documents that the actor may review."""
    if not actor.may(Power.REVIEW):
        return 0
    return Finding.objects.filter(document__in=visible_documents(actor), state=ReviewState.OPEN.value).count()


def being_read(actor: Actor) -> int:
    """How many documents that the actor sees are still being read."""
    return visible_documents(actor).filter(state=DocumentState.WAITING.value).count()


def documents_named(actor: Actor, words: str, limit: int = 10) -> list[DocumentCard]:
    """Documents whose title, number or file name has the words."""
    having = Q(title__icontains=words) | Q(document_number__icontains=words) | Q(name__icontains=words)
    return document_cards(documents_of(actor).filter(having)[:limit])
