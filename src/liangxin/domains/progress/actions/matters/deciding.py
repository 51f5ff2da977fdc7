"""Deciding on a matter: by the person asked, or by a meeting; what follows may be issued as an order at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.progress import errors
from liangxin.domains.progress.actions.matters.holding import held, moved_to, said
from liangxin.domains.progress.actions.supervision.holding import words_of
from liangxin.domains.progress.actions.supervision.issuing import OrderDraft, issued_for
from liangxin.domains.progress.models import Matter
from liangxin.domains.progress.queries.matters.cards import is_team_leader
from liangxin.domains.progress.rules.meetings import is_asked
from liangxin.domains.progress.rules.supervision import are_other_eyes
from liangxin.domains.progress.terms import (
    MINUTE_LIMIT,
    REASON_LIMIT,
    TEXT_LIMIT,
    Decider,
    MatterVerb,
    OrderLevel,
    OrderSource,
    Outcome,
    Power,
)
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.text import cut


@dataclass(frozen=True, slots=True)
class FollowUpDraft:
    """What a unit is to do after a decision, and by when."""

    unit: UUID
    text: str
    due_on: date


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """What is decided, in words; `follow_up` becomes a supervision order."""

    outcome: Outcome
    text: str
    follow_up: FollowUpDraft | None = None


def decide_matter(actor: Actor, public_id: UUID | str, draft: DecisionDraft, on: date | None = None) -> None:
    """Decide on a matter; who raised it does not.

    Raises OwnMatter, OnlyTheLeader, FieldNeeded, FieldTooLong, MatterStateUnfit, MatterNotFound, NotAllowed, and those
    of issuing an order.
    """
    today = on or timezone.localdate()
    with transaction.atomic():
        row = _held(actor, public_id, MatterVerb.DECIDE)
        words = words_of(draft.text, "批复", MINUTE_LIMIT, "decision")
        _decide(actor, row, MatterVerb.DECIDE, draft.outcome, words, today)
        if draft.follow_up:
            _issue(actor, row, draft.follow_up, today)


def ask_back(actor: Actor, public_id: UUID | str, text: str) -> None:
    """Ask for more before deciding. Raises OwnMatter, OnlyTheLeader, FieldNeeded, MatterStateUnfit, …"""
    with transaction.atomic():
        row = _held(actor, public_id, MatterVerb.ASK_BACK)
        words = words_of(text, "要求补充什么", TEXT_LIMIT, "text")
        row.state = moved_to(row, MatterVerb.ASK_BACK).value
        row.save(update_fields=["state"])
        said(actor, row, MatterVerb.ASK_BACK, words)


def put_to_meeting(actor: Actor, public_id: UUID | str, text: str = "") -> None:
    """Leave the matter to the next meeting. Raises OwnMatter, OnlyTheLeader, MatterStateUnfit, MatterNotFound, …"""
    with transaction.atomic():
        row = _held(actor, public_id, MatterVerb.PUT_TO_MEETING)
        words = words_of(text, "意见", TEXT_LIMIT, "text", needed=False)
        row.state, row.decider = moved_to(row, MatterVerb.PUT_TO_MEETING).value, Decider.MEETING.value
        row.save(update_fields=["state", "decider"])
        said(actor, row, MatterVerb.PUT_TO_MEETING, words)


def decide_there(actor: Actor, matter_id: int, outcome: Outcome, text: str, on: date) -> None:
    """Take what a meeting decided, within the transaction that confirms its minutes. Raises OwnMatter, …"""
    row = Matter.objects.select_for_update(of=("self",)).select_related("region", "unit").get(pk=matter_id)
    if not are_other_eyes(row.raised_by_id, actor.account_id):
        raise errors.OwnMatter
    _decide(actor, row, MatterVerb.DECIDE_THERE, outcome, text, on)


def _held(actor: Actor, public_id: UUID | str, verb: MatterVerb) -> Matter:
    row = held(actor, public_id, verb)
    if not are_other_eyes(row.raised_by_id, actor.account_id):
        raise errors.OwnMatter
    if not is_asked(Decider.of(row.decider), is_team_leader(actor, row.region.code)):
        raise errors.OnlyTheLeader
    return row


def _decide(actor: Actor, row: Matter, verb: MatterVerb, outcome: Outcome, text: str, on: date) -> None:
    row.state = moved_to(row, verb).value
    row.outcome, row.decision = outcome.value, text
    row.decided_by_id, row.decided_on = actor.account_id, on
    row.save()
    said(actor, row, verb, text)


def _issue(actor: Actor, row: Matter, follow_up: FollowUpDraft, on: date) -> None:
    actor.require(Power.SUPERVISE, row.region.path)
    words = words_of(follow_up.text, "督办事项", REASON_LIMIT, "follow_text")
    draft = OrderDraft(
        title=cut(words, 120),
        asked=f"请示“{row.title}”批复：{cut(row.decision, 600)}\n{words}",
        source=OrderSource.LEADER,
        level=OrderLevel.NORMAL,
        lead=follow_up.unit,
        text=words,
        decided_by=f"{actor.name}批复请示“{cut(row.title, 100)}”",
        due_on=follow_up.due_on,
    )
    issued_for(actor, row.region_id, draft, on)
