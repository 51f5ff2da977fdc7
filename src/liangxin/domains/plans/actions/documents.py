"""The verbs of the plans package: upload, paste, read, discard, and what people do with unread clauses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from liangxin.domains.plans.access import get_document, get_unread, visible_documents
from liangxin.domains.plans.errors import AlreadySettled, FileTooLarge, NoAssistantSet, NothingGiven, UnknownRegion
from liangxin.domains.plans.events import PlanDocumentRead
from liangxin.domains.plans.models import Finding, PlanDocument
from liangxin.domains.plans.queries import UploadCard, upload_card
from liangxin.domains.plans.rules import TakenTarget, findings_of, head_of, may_move
from liangxin.domains.plans.terms import MAX_FILE_BYTES, Deed, DocumentState, FindingKind, Origin, Power, UnreadState
from liangxin.domains.regions import api as regions
from liangxin.engines.documents import Document, read_document_apart
from liangxin.engines.reader import Plan, read_plan
from liangxin.engines.reader.assistant import assistant_from, proposal_as_json
from liangxin.engines.reader.findings import Span, Unread
from liangxin.foundation.accounts.api import Actor, NotAllowed
from liangxin.foundation.announce.api import announce
from liangxin.foundation.files import api as files
from liangxin.foundation.jobs import api as jobs
from liangxin.foundation.trail import api as trail
from liangxin.kernel.refusal import Refusal

Report = Callable[[int, int, str], None]

DEMO_REGION: Final = "990123"
DEMO_PLAN: Final = Path(__file__).parent / "data" / "demo_plan.txt"
PASTED_NAME: Final = "粘贴的文本.txt"
DEEDS: Final = {
    UnreadState.TAKEN: Deed.TAKE,
    UnreadState.DISMISSED: Deed.DISMISS,
    UnreadState.OPEN: Deed.REOPEN,
}


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
        raise NotAllowed(power=Power.UPLOAD.label)
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
        report(0, 3, "打开文件")
        document = read_document_apart(files.read_bytes(waiting.file), name=waiting.name)
        report(1, 3, "读出目标、任务和单位")
        plan = read_plan(document)
    except Refusal as refusal:
        _refuse(actor, waiting, refusal)
        raise
    report(2, 3, "保存")
    _save_reading(actor, document_id, document, plan)
    report(3, 3, "完成")


@transaction.atomic
def _save_reading(actor: Actor, document_id: int, document: Document, plan: Plan) -> None:
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
            state=UnreadState.OPEN if one.kind is FindingKind.UNREAD else "",
        )
        for one in findings_of(plan)
    ]
    Finding.objects.bulk_create(found, batch_size=500)
    trail.record(actor, Deed.READ, row, region_path=row.region.path)
    announce(PlanDocumentRead(row.pk, row.region.path, len(plan.targets), len(plan.tasks)))


def _fill(row: PlanDocument, document: Document, plan: Plan) -> None:
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
    """Delete a document with its findings, and its file where nothing else uses it. Raises PlanDocumentNotFound."""
    row = get_document(
        actor, public_id, to=Power.UPLOAD, among=visible_documents(actor).select_for_update(of=("self",))
    )
    subject, stored = trail.named(row), row.file
    before = {"name": row.name, "title": row.title}
    row.delete()
    files.forget(stored)
    trail.record(actor, Deed.DISCARD, subject, region_path=row.region.path, reason=reason, before=before)


@transaction.atomic
def settle_unread(actor: Actor, document_id: UUID, finding_id: UUID, state: UnreadState, reason: str = "") -> None:
    """Dismiss an unread clause, or open it again.

    Raises PlanDocumentNotFound, FindingNotFound, NotAllowed, AlreadySettled.
    """
    document = get_document(actor, document_id, to=Power.SETTLE)
    finding = get_unread(document, finding_id)
    before = UnreadState.of(finding.state)
    if not may_move(before, state):
        raise AlreadySettled(name=finding.settled_by.name if finding.settled_by else "—", state=before.label)
    settled = state is not UnreadState.OPEN
    finding.state = state
    finding.settled_by_id = actor.account_id if settled else None
    finding.settled_at = timezone.now() if settled else None
    finding.reason = reason[:200]
    finding.save(update_fields=["state", "settled_by", "settled_at", "reason"])
    trail.record(
        actor,
        DEEDS[state],
        document,
        region_path=document.region.path,
        reason=reason,
        before={"state": before},
        after={"state": state, "text": finding.facts["text"]},
    )


@transaction.atomic
def take_unread(actor: Actor, document_id: UUID, finding_id: UUID, taken: TakenTarget) -> None:
    """Make a target of an unread clause, in the words of a person. Raises what `settle_unread` raises."""
    document = get_document(actor, document_id, to=Power.SETTLE)
    finding = get_unread(document, finding_id)
    settle_unread(actor, document_id, finding_id, UnreadState.TAKEN)
    last = document.findings.filter(kind=FindingKind.TARGET).order_by("-sequence").values_list("sequence", flat=True)
    Finding.objects.create(
        document=document,
        kind=FindingKind.TARGET,
        sequence=(last.first() or 0) + 1,
        marker=finding.marker,
        start=finding.start,
        end=finding.end,
        confidence=1.0,
        origin=Origin.PERSON,
        facts=taken.as_facts(finding.facts["text"], finding.marker),
    )


@transaction.atomic
def ask_assistant(actor: Actor, public_id: UUID) -> str:
    """Queue the question and return the run. Raises PlanDocumentNotFound, NotAllowed, NoAssistantSet."""
    document = get_document(actor, public_id, to=Power.SETTLE)
    if assistant_from(settings.ASSISTANT) is None:
        raise NoAssistantSet
    trail.record(actor, Deed.ASK, document, region_path=document.region.path)
    return jobs.enqueue("plans.ask_assistant", actor, document, document_id=document.pk)


def fill_proposals(document_id: int, report: Report) -> None:
    """Write the assistant's proposals beside the open unread clauses; none of them becomes a target by itself.

    Raises NoAssistantSet, AssistantUnavailable. Asking again replaces what was proposed.
    """
    assistant = assistant_from(settings.ASSISTANT)
    if assistant is None:
        raise NoAssistantSet
    still_open = Finding.objects.filter(document_id=document_id, state=UnreadState.OPEN.value)
    clauses = list(still_open.order_by("start", "id"))
    unread = [Unread(clause.facts["text"], Span(clause.start, clause.end), clause.facts["why"]) for clause in clauses]
    report(0, len(clauses), "询问助手")
    for proposal in assistant.propose(unread):
        clauses[proposal.clause].proposal = proposal_as_json(proposal)
    Finding.objects.bulk_update(clauses, ["proposal"])
    report(len(clauses), len(clauses), "完成")


def load_demo(actor: Actor) -> None:
    """Upload the demo county's own plan, read at once by the first worker; a second call changes nothing."""
    upload_document(actor, DEMO_REGION, "清岚县实施方案.txt", DEMO_PLAN.read_bytes())
