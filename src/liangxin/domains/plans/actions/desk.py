"""The lock under which a document is reviewed, and the clock that tells who was first.

Parts of the review's actions: each opens the desk, changes findings, and closes it with the next number of the clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from liangxin.domains.plans.access import get_document, get_finding, visible_documents
from liangxin.domains.plans.actions.pairings import renew_pairings
from liangxin.domains.plans.errors import CannotMove, ChangedMeanwhile, DocumentClosed, DocumentNotRead
from liangxin.domains.plans.models import Finding, PlanDocument, PlanVersion
from liangxin.domains.plans.rules.review import may_move
from liangxin.domains.plans.terms import DocumentState, FindingKind, Power, ReviewState, Somebody, VersionState
from liangxin.foundation.accounts.api import Actor, NotAllowed


def open_desk(actor: Actor, document_id: UUID) -> PlanDocument:
    """The document, locked, for somebody who may review it while it is under review.

    Raises PlanDocumentNotFound, NotAllowed, DocumentNotRead, DocumentClosed.
    """
    rows = visible_documents(actor).select_for_update(of=("self",))
    document = get_document(actor, document_id, to=Power.REVIEW, among=rows)
    if document.state != DocumentState.READ:
        raise DocumentNotRead
    if actor.account_id is None and not actor.is_system:
        raise NotAllowed(power=Power.REVIEW)
    version = PlanVersion.objects.filter(document=document).first()
    if version is not None and version.state != VersionState.DRAFT:
        raise DocumentClosed(state=VersionState.of(version.state))
    return document


def finding_seen(document: PlanDocument, finding_id: UUID, seen: int | None) -> Finding:
    """A finding of a document at the desk, if nobody has changed it since the actor saw it.

    `seen` is the finding's clock on the actor's screen; None asks nothing. Raises FindingNotFound, ChangedMeanwhile.
    """
    finding = get_finding(document, finding_id)
    if seen is not None and finding.clock != seen:
        name = finding.settled_by.name if finding.settled_by else Somebody.OTHER
        raise ChangedMeanwhile(name=name, state=ReviewState.of(finding.state))
    return finding


def move(actor: Actor, finding: Finding, state: ReviewState, reason: str = "") -> None:
    """Bring a finding into a state, in memory. Raises CannotMove."""
    before = ReviewState.of(finding.state)
    if not may_move(FindingKind.of(finding.kind), before, state):
        raise CannotMove(before=before, after=state)
    put(actor, finding, state, reason)


def put(actor: Actor, finding: Finding, state: ReviewState, reason: str = "") -> None:
    """Set a finding's state whatever it was: for splitting and merging, which decide by themselves."""
    is_settled = state is not ReviewState.OPEN
    finding.state = state
    finding.settled_by_id = actor.account_id if is_settled else None
    finding.settled_at = timezone.now() if is_settled else None
    finding.reason = reason[:200]


def close_desk(
    document: PlanDocument, changed: Iterable[Finding], *, shape: bool = False, says_the_same: bool = False
) -> None:
    """Save what was changed under the clock's next number; `shape` where findings came or went.

    `says_the_same` where the document still promises what it did, so that the current edition need not be compared.
    """
    document.clock += 1
    if shape:
        document.shape = document.clock
    document.save(update_fields=["clock", "shape"])
    for finding in changed:
        finding.clock = document.clock
        finding.save()
    if not says_the_same:
        renew_pairings(document)
