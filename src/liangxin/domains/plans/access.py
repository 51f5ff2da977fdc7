"""The doors through which plan documents are reached."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from liangxin.domains.plans.errors import FindingNotFound, PlanDocumentNotFound
from liangxin.domains.plans.models import Finding, PlanDocument
from liangxin.domains.plans.terms import Power
from liangxin.foundation.accounts.api import Actor, seen_from


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


def get_unread(document: PlanDocument, public_id: UUID) -> Finding:
    """An unread clause of a document that has been reached, locked for settling. Raises FindingNotFound."""
    finding = document.findings.select_for_update(of=("self",)).filter(public_id=public_id).exclude(state="").first()
    if finding is None:
        raise FindingNotFound
    return finding
