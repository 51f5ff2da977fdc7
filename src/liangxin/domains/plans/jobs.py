"""Background jobs of the plans package."""

from __future__ import annotations

from liangxin.domains.plans.actions.assistant import fill_proposals
from liangxin.domains.plans.actions.documents import read_plan_document
from liangxin.foundation.jobs.api import Run, job


@job("plans.read_document", queue="reading", retries=2, label="读取方案")
def read_document(run: Run, *, document_id: int) -> None:
    """Read one uploaded document; a refusal ends the run and leaves nothing stored."""
    read_plan_document(run.actor, document_id, report=run.progress)


@job("plans.ask_assistant", queue="reading", label="请助手提建议")
def ask_assistant(run: Run, *, document_id: int) -> None:
    """Ask the assistant about the unread clauses of one document."""
    fill_proposals(document_id, report=run.progress)
