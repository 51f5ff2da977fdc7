"""Documents of an after-sale claim: uploaded, read by a job, compared with what was typed."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.claims import errors
from liangxin.domains.claims.access.after import get_document, get_fillable
from liangxin.domains.claims.actions import after_reading as reading
from liangxin.domains.claims.actions.after_deciding import checked, compare_again, write
from liangxin.domains.claims.models import Claim, Document
from liangxin.domains.claims.queries.after_case import case_of
from liangxin.domains.claims.rules.after_papers import stored
from liangxin.domains.claims.terms import (
    DOCUMENT_BYTES,
    MOST_DOCUMENTS,
    WORDS_LIMIT,
    ClaimState,
    ClaimVerb,
    Deed,
    DocumentState,
)
from liangxin.domains.schemes import api as schemes
from liangxin.engines.invoices import DocumentKind
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.files.api import StoredFile, read_bytes, store
from liangxin.foundation.jobs.api import enqueue
from liangxin.foundation.trail.api import record
from liangxin.kernel.text import cut

SUFFIXES = frozenset({".pdf", ".ofd", ".xml", ".jpg", ".jpeg", ".png"})
TYPES = frozenset({"application/pdf", "application/ofd", "application/xml", "image/jpeg", "image/png"})


@transaction.atomic
def add_document(actor: Actor, number: str, evidence: str, content: bytes, name: str) -> UUID:
    """Keep an upload and have it read. Raises DocumentUnfit, FieldUnknown, TooManyDocuments, ClaimStepImpossible."""
    claim = get_fillable(actor, number, lock=True)
    if claim.state != ClaimState.DRAFT:
        raise errors.ClaimStepImpossible(state=ClaimState.of(claim.state), verb=ClaimVerb.SUBMIT)
    return keep_document(actor, claim, evidence, content, name)


def keep_document(actor: Actor, claim: Claim, evidence: str, content: bytes, name: str) -> UUID:
    """Keep an upload of a claim that stands locked, and queue its reading."""
    book = schemes.rulebook_of(claim.version_id)
    if evidence not in {one.id for one in book.rulebook.evidence}:
        raise errors.FieldUnknown(field="document")
    if len(content) > DOCUMENT_BYTES or PurePath(name).suffix.lower() not in SUFFIXES:
        raise errors.DocumentUnfit(field="document", name=name[-60:])
    if claim.documents.filter(removed_at__isnull=True).count() >= MOST_DOCUMENTS:
        raise errors.TooManyDocuments(field="document", limit=MOST_DOCUMENTS)
    kept = store(actor, content, name)
    if kept.media_type not in TYPES:
        raise errors.DocumentUnfit(field="document", name=name[-60:])
    known = claim.documents.filter(evidence=evidence, file=kept, removed_at__isnull=True).first()
    if known is not None:
        return known.public_id
    document = Document.objects.create(
        claim=claim, evidence=evidence, file=kept, name=name[-200:], added_at=timezone.now()
    )
    after = {"evidence": evidence, "bytes": kept.size}
    record(actor, Deed.DOCUMENT_ADDED, claim, region_path=claim.region.path, after=after)
    enqueue("claims.read_document", actor, ("claims.claim", str(claim.pk)), document_id=document.pk)
    return document.public_id


@transaction.atomic
def remove_document(actor: Actor, number: str, public_id: UUID | str) -> None:
    """Take an upload off a claim that is being filled in. Raises DocumentNotFound, ClaimStepImpossible."""
    claim = get_fillable(actor, number, lock=True)
    if claim.state != ClaimState.DRAFT:
        raise errors.ClaimStepImpossible(state=ClaimState.of(claim.state), verb=ClaimVerb.SUBMIT)
    count = claim.documents.filter(public_id=public_id, removed_at__isnull=True).update(removed_at=timezone.now())
    if not count:
        raise errors.DocumentNotFound
    compare_again(claim)
    record(actor, Deed.DOCUMENT_REMOVED, claim, region_path=claim.region.path)


def open_document(actor: Actor, public_id: UUID | str, *, as_picture: bool = False) -> tuple[StoredFile, str]:
    """The file of a document and its name, or the picture of its first page; each look is noted.

    Raises DocumentNotFound, NotAllowed.
    """
    document = get_document(actor, public_id)
    if as_picture and document.picture is None:
        raise errors.DocumentNotFound
    with transaction.atomic():
        claim = document.claim
        after = {"evidence": document.evidence}
        record(actor, Deed.DOCUMENT_SEEN, claim, region_path=claim.region.path, after=after)
    if as_picture and document.picture is not None:
        return document.picture, f"{document.name}.png"
    return document.file, document.name


def read_claim_document(actor: Actor, document_id: int, *, on: date) -> None:
    """Read a document and compare all of its claim anew; what is read already is left. Safe to run twice.

    The file is read before anything is locked: nobody waits for it.
    """
    document = Document.objects.select_related("file").get(pk=document_id)
    if document.removed_at is None and document.state == DocumentState.WAITING:
        keep_read(actor, document_id, reading.read(read_bytes(document.file), document.name), on=on)


@transaction.atomic
def keep_read(actor: Actor, document_id: int, found: reading.FileRead, *, on: date) -> None:
    """Keep what was read in a document, and compare and check its claim anew."""
    claim_id = Document.objects.values_list("claim", flat=True).get(pk=document_id)
    claim = Claim.objects.select_related("filing", "region").select_for_update(of=("self",)).get(pk=claim_id)
    document = Document.objects.get(pk=document_id)
    if document.removed_at is not None or document.state != DocumentState.WAITING:
        return
    put_read(actor, document, found)
    compare_again(claim)
    checked(claim, case_of(claim, claim.facts, on), on)
    write(claim, on)
    after = {"evidence": document.evidence, "state": document.state, "kind": document.kind_read}
    record(actor, Deed.DOCUMENT_READ, claim, region_path=claim.region.path, after=after)


def put_read(actor: Actor, document: Document, found: reading.FileRead) -> None:
    """What was read, on the row; whoever calls compares and checks the claim."""
    document.state = (DocumentState.READ if found.is_read else DocumentState.FAILED).value
    document.kind_read = "、".join(dict.fromkeys(DocumentKind.of(paper.kind).label for paper in found.papers))[:40]
    document.read = stored(found.papers) if found.is_read else None
    document.note = cut(found.note, WORDS_LIMIT) if found.note else ""
    document.is_shown = not found.is_huge
    if found.picture:
        document.picture = store(actor, found.picture, "page.png")
    document.save()
