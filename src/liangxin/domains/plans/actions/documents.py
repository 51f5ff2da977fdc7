"""Documents: uploaded or pasted, read, discarded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from liangxin.domains.plans.access import get_document, visible_documents
from liangxin.domains.plans.actions.proposals import propose_indicators, propose_units
from liangxin.domains.plans.errors import DocumentClosed, FileTooLarge, NothingGiven, UnknownRegion
from liangxin.domains.plans.events import PlanDocumentRead
from liangxin.domains.plans.models import Finding, Plan, PlanDocument, PlanVersion
from liangxin.domains.plans.queries.documents import UploadCard, upload_card
from liangxin.domains.plans.rules.findings import findings_of, head_of
from liangxin.domains.plans.terms import (
    MAX_FILE_BYTES,
    REVIEWED_KINDS,
    Deed,
    DocumentState,
    FindingKind,
    Power,
    ReviewState,
    VersionState,
)
from liangxin.domains.regions import api as regions
from liangxin.engines.documents import Document, read_document_apart
from liangxin.engines.reader import Plan as PlanRead
from liangxin.engines.reader import read_plan
from liangxin.foundation.accounts.api import Actor, NotAllowed
from liangxin.foundation.announce.api import announce
from liangxin.foundation.files import api as files
from liangxin.foundation.jobs import api as jobs
from liangxin.foundation.trail import api as trail
from liangxin.kernel.refusal import Refusal

Report = Callable[[int, int, str], None]

PASTED_NAME: Final = "粘贴的文本.txt"
# Findings that wait for a person from the start; basis documents and sections do not.
REVIEWED: Final = frozenset({FindingKind.UNREAD, *REVIEWED_KINDS})


@transaction.atomic
def upload_document(actor: Actor, region_code: str, name: str, content: bytes) -> UploadCard:
    """Store a file and queue its reading; the same file in the same region is the document that it made before.

    Raises NotAllowed, NothingGiven, FileTooLarge.
    """
    return _take_in(actor, region_code, name, content, is_pasted=False)


@transaction.atomic
def paste_document(actor: Actor, region_code: str, text: str) -> UploadCard:
    """Store a pasted text as a file and queue its reading. Raises NotAllowed, NothingGiven, FileTooLarge."""
    return _take_in(actor, region_code, PASTED_NAME, text.strip().encode(), is_pasted=True)


def _take_in(actor: Actor, region_code: str, name: str, content: bytes, *, is_pasted: bool) -> UploadCard:
    region = regions.region_cards([region_code]).get(region_code)
    if region is None:
        raise UnknownRegion(field="region", code=region_code)
    actor.require(Power.UPLOAD, region.path)
    if actor.account_id is None:
        raise NotAllowed(power=Power.UPLOAD)
    if not content:
        raise NothingGiven
    if len(content) > MAX_FILE_BYTES:
        raise FileTooLarge(name=name, size=len(content) // 1024**2, limit=MAX_FILE_BYTES // 1024**2)
    stored = files.store(actor, content, name)
    document, is_new = PlanDocument.objects.get_or_create(
        region_id=region.id,
        file=stored,
        defaults={
            "name": name,
            "is_pasted": is_pasted,
            "uploaded_by_id": actor.account_id,
            "uploaded_at": timezone.now(),
        },
    )
    if is_new:
        trail.record(actor, Deed.PASTE if is_pasted else Deed.UPLOAD, document, region_path=region.path)
        document.run = jobs.enqueue("plans.read_document", actor, document, document_id=document.pk)
        document.save(update_fields=["run"])
    return upload_card(document, is_new=is_new)


def read_plan_document(actor: Actor, document_id: int, report: Report) -> None:
    """Read a waiting document and store what is found. A refusal deletes the document and is raised again.

    Safe to run twice: a document that is read already, or gone, is left alone.
    """
    waiting = PlanDocument.objects.select_related("file", "region").filter(pk=document_id).first()
    if waiting is None or waiting.state != DocumentState.WAITING:
        return
    try:
        report(0, 3, gettext_noop("打开文件"))
        document = read_document_apart(files.read_bytes(waiting.file), name=waiting.name)
        report(1, 3, gettext_noop("读出目标、任务和单位"))
        plan = read_plan(document)
    except Refusal as refusal:
        _refuse(actor, waiting, refusal)
        raise
    report(2, 3, gettext_noop("保存"))
    _save_reading(actor, document_id, document, plan)
    report(3, 3, gettext_noop("完成"))


@transaction.atomic
def _save_reading(actor: Actor, document_id: int, document: Document, plan: PlanRead) -> None:
    row = PlanDocument.objects.select_for_update(of=("self",)).select_related("region").filter(pk=document_id).first()
    if row is None or row.state != DocumentState.WAITING:
        return
    _fill(row, document, plan)
    found = [
        Finding(
            document=row,
            kind=one.kind,
            sequence=one.sequence,
            marker=one.marker,
            start=one.start,
            end=one.end,
            confidence=one.confidence,
            facts=one.facts,
            state=ReviewState.OPEN if one.kind in REVIEWED else "",
        )
        for one in findings_of(plan)
    ]
    Finding.objects.bulk_create(found, batch_size=500)
    propose_indicators(row)
    propose_units(row)
    trail.record(actor, Deed.READ, row, region_path=row.region.path)
    announce(PlanDocumentRead(row.pk, row.region.path, len(plan.targets), len(plan.tasks)))


def _fill(row: PlanDocument, document: Document, plan: PlanRead) -> None:
    """The document's text and the head fields of the plan."""
    head = plan.head
    row.state = DocumentState.READ
    row.read_at = timezone.now()
    row.text = document.text
    row.layout = [[line.start, line.end, line.kind.value, line.level] for line in document.lines]
    row.format = document.format.value
    row.warnings = list(document.warnings)
    row.head = head_of(plan)
    row.title = head.title.value[:500] if head.title else ""
    row.issuer = head.issuer.value[:200] if head.issuer else ""
    row.document_number = head.document_number.value[:100] if head.document_number else ""
    row.issued_on = head.issued_on.value if head.issued_on else None
    row.save()


@transaction.atomic
def _refuse(actor: Actor, row: PlanDocument, refusal: Refusal) -> None:
    """A file that cannot be read leaves nothing behind but the line in the trail."""
    subject, path, stored = trail.named(row), row.region.path, row.file
    row.delete()
    files.forget(stored)
    trail.record(actor, Deed.REFUSE, subject, region_path=path, reason=str(refusal))


@transaction.atomic
def discard_document(actor: Actor, public_id: UUID, reason: str) -> None:
    """Delete a document with its findings, and its file where nothing else uses it; an edition under way goes with it.

    Raises PlanDocumentNotFound, NotAllowed, DocumentClosed once it is submitted or published.
    """
    row = get_document(
        actor, public_id, to=Power.UPLOAD, among=visible_documents(actor).select_for_update(of=("self",))
    )
    _give_up_edition(row)
    subject, stored = trail.named(row), row.file
    before = {"name": row.name, "title": row.title}
    row.delete()
    files.forget(stored)
    trail.record(actor, Deed.DISCARD, subject, region_path=row.region.path, reason=reason, before=before)


def _give_up_edition(document: PlanDocument) -> None:
    """Take away the edition that was to come of a document, and its plan where this was to be the first."""
    version = PlanVersion.objects.filter(document=document).select_related("plan").first()
    if version is None:
        return
    state = VersionState.of(version.state)
    if state is not VersionState.DRAFT:
        raise DocumentClosed(state=state)
    version.delete()
    Plan.objects.filter(pk=version.plan_id, versions=None, sectors=None, below=None).delete()
