"""Writing a matter down, raising it, answering what is asked back, withdrawing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.progress import errors
from liangxin.domains.progress.actions.matters.holding import held, moved_to, said
from liangxin.domains.progress.actions.supervision.holding import words_of
from liangxin.domains.progress.models import Matter, MatterSubject
from liangxin.domains.progress.queries.supervision.facts import subjects_seen
from liangxin.domains.progress.rules.meetings import raising_verb
from liangxin.domains.progress.terms import (
    MATTER_TITLE_LIMIT,
    REASON_LIMIT,
    TEXT_LIMIT,
    Decider,
    MatterVerb,
    Power,
    SubjectKind,
)
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor


@dataclass(frozen=True, slots=True)
class MatterDraft:
    """A matter as somebody writes it; `subjects` are targets and tasks by public id."""

    title: str
    question: str
    decider: Decider
    unit: UUID
    options: str = ""
    recommendation: str = ""
    wanted_by: date | None = None
    subjects: tuple[tuple[SubjectKind, UUID], ...] = ()


def draft_matter(actor: Actor, draft: MatterDraft, on: date | None = None) -> UUID:
    """Write a matter down without raising it; returns its public id.

    Raises FieldNeeded, FieldTooLong, SubjectUnknown, UnitNotFound, NotAllowed.
    """
    unit = regions.unit_seen(actor, draft.unit)
    actor.require(Power.RAISE, unit.region.path, unit.id)
    with transaction.atomic():
        row = Matter(region_id=unit.region.id, unit_id=unit.id, raised_by_id=actor.account_id)
        _fill(actor, row, draft, on or timezone.localdate())
        said(actor, row, MatterVerb.DRAFT)
    return row.public_id


def rewrite_matter(actor: Actor, public_id: UUID | str, draft: MatterDraft, on: date | None = None) -> None:
    """Write a draft anew. Raises as `draft_matter` does, MatterStateUnfit, MatterNotFound."""
    with transaction.atomic():
        row = held(actor, public_id, MatterVerb.DRAFT)
        unit = regions.unit_seen(actor, draft.unit)
        if unit.region.id != row.region_id or not actor.may(Power.RAISE, unit.region.path, unit.id):
            raise errors.UnitNotYours(field="unit")
        MatterSubject.objects.filter(matter=row).delete()
        row.unit_id, row.raised_by_id = unit.id, actor.account_id
        _fill(actor, row, draft, on or timezone.localdate())
        said(actor, row, MatterVerb.DRAFT)


def raise_matter(actor: Actor, public_id: UUID | str, on: date | None = None) -> None:
    """Raise a matter with the one asked, or put it on the way to a meeting. Raises MatterStateUnfit, …"""
    with transaction.atomic():
        row = held(actor, public_id, MatterVerb.DRAFT)
        verb = raising_verb(Decider.of(row.decider))
        row.state = moved_to(row, verb).value
        row.raised_by_id, row.raised_on = actor.account_id, on or timezone.localdate()
        row.save()
        said(actor, row, verb, row.question)


def answer_matter(actor: Actor, public_id: UUID | str, text: str) -> None:
    """Answer what was asked back. Raises FieldNeeded, MatterStateUnfit, MatterNotFound, NotAllowed."""
    with transaction.atomic():
        row = held(actor, public_id, MatterVerb.ANSWER)
        words = words_of(text, "补充说明", TEXT_LIMIT, "text")
        row.state = moved_to(row, MatterVerb.ANSWER).value
        row.save(update_fields=["state"])
        said(actor, row, MatterVerb.ANSWER, words)


def withdraw_matter(actor: Actor, public_id: UUID | str, reason: str) -> None:
    """Take a matter back before it is decided. Raises FieldNeeded, MatterStateUnfit, MatterNotFound, NotAllowed."""
    with transaction.atomic():
        row = held(actor, public_id, MatterVerb.WITHDRAW)
        words = words_of(reason, "撤回理由", REASON_LIMIT, "reason")
        row.state = moved_to(row, MatterVerb.WITHDRAW).value
        row.save(update_fields=["state"])
        said(actor, row, MatterVerb.WITHDRAW, words)


def _fill(actor: Actor, row: Matter, draft: MatterDraft, on: date) -> None:
    things = subjects_seen(actor, draft.subjects, on)
    if len(things) != len(set(draft.subjects)) or any(one.region_id != row.region_id for one in things):
        raise errors.SubjectUnknown(field="subjects")
    row.title = words_of(draft.title, "标题", MATTER_TITLE_LIMIT, "title")
    row.question = words_of(draft.question, "请示事项", TEXT_LIMIT, "question")
    row.options = words_of(draft.options, "可选方案", TEXT_LIMIT, "options", needed=False)
    row.recommendation = words_of(draft.recommendation, "建议", TEXT_LIMIT, "recommendation", needed=False)
    row.decider, row.wanted_by = draft.decider.value, draft.wanted_by
    row.save()
    MatterSubject.objects.bulk_create(
        [
            MatterSubject(
                matter=row, kind=one.kind.value, target_id=one.target_id, task_id=one.task_id, title=one.title
            )
            for one in things
            if one.kind in (SubjectKind.TARGET, SubjectKind.TASK)
        ]
    )
