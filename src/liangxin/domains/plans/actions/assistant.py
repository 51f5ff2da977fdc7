"""Asking the assistant about unread clauses: it proposes, a person decides."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop

from liangxin.domains.plans.access import get_document
from liangxin.domains.plans.actions.documents import Report
from liangxin.domains.plans.errors import NoAssistantSet
from liangxin.domains.plans.models import Finding
from liangxin.domains.plans.terms import Deed, FindingKind, Power, ReviewState
from liangxin.engines.reader.assistant import assistant_from, proposal_as_json
from liangxin.engines.reader.findings import Span, Unread
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.jobs import api as jobs
from liangxin.foundation.trail import api as trail


@transaction.atomic
def ask_assistant(actor: Actor, public_id: UUID) -> str:
    """Queue the question and return the run. Raises PlanDocumentNotFound, NotAllowed, NoAssistantSet."""
    document = get_document(actor, public_id, to=Power.REVIEW)
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
    still_open = Finding.objects.filter(
        document_id=document_id, kind=FindingKind.UNREAD.value, state=ReviewState.OPEN.value
    )
    clauses = list(still_open.order_by("start", "id"))
    unread = [Unread(clause.facts["text"], Span(clause.start, clause.end), clause.facts["why"]) for clause in clauses]
    report(0, len(clauses), gettext_noop("询问助手"))
    for proposal in assistant.propose(unread):
        clauses[proposal.clause].proposal = proposal_as_json(proposal)
    Finding.objects.bulk_update(clauses, ["proposal"])
    report(len(clauses), len(clauses), gettext_noop("完成"))
