"""Handing minutes in and confirming them, by another person: follow-ups become orders, matters are decided."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.progress import errors
from liangxin.domains.progress.actions.matters.deciding import decide_there
from liangxin.domains.progress.actions.meetings.holding import held, moved_to, noted
from liangxin.domains.progress.actions.supervision.holding import words_of
from liangxin.domains.progress.actions.supervision.issuing import OrderDraft, issued_for
from liangxin.domains.progress.models import Addendum, AgendaItem, FollowUp, Meeting, MinuteField
from liangxin.domains.progress.rules.supervision import are_other_eyes
from liangxin.domains.progress.terms import (
    REASON_LIMIT,
    TEXT_LIMIT,
    Deed,
    MeetingVerb,
    MinuteName,
    OrderLevel,
    OrderSource,
    Outcome,
)
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.text import cut


def hand_in_minutes(actor: Actor, public_id: UUID | str, on: date | None = None) -> None:
    """Hand the minutes in for another person to confirm.

    Raises MeetingNotHeld, AgendaEmpty, MinutesIncomplete, OutcomeNeeded, MeetingStateUnfit, MeetingNotFound, …
    """
    with transaction.atomic():
        row = held(actor, public_id, MeetingVerb.HAND_IN)
        if row.on > (on or timezone.localdate()):
            raise errors.MeetingNotHeld(on=row.on)
        _require_whole(row)
        row.state = moved_to(row, MeetingVerb.HAND_IN).value
        row.written_by_id, row.written_at = actor.account_id, timezone.now()
        row.save(update_fields=["state", "written_by", "written_at"])
        noted(actor, row, Deed.MINUTES_HANDED_IN)


def _require_whole(row: Meeting) -> None:
    items = list(row.items.order_by("place"))
    decided = dict(
        MinuteField.objects.filter(item__in=items, name=MinuteName.DECISION.value).values_list("item", "value")
    )
    if not items:
        raise errors.AgendaEmpty(most=1)
    for item in items:
        if not item.put_off and not decided.get(item.pk, "").strip():
            raise errors.MinutesIncomplete(item=cut(item.title, 60))
        if item.matter_id and not item.put_off and not item.outcome:
            raise errors.OutcomeNeeded(item=cut(item.title, 60))


def send_back_minutes(actor: Actor, public_id: UUID | str, reason: str) -> None:
    """Give the minutes back to be mended. Raises FieldNeeded, MeetingStateUnfit, MeetingNotFound, NotAllowed."""
    with transaction.atomic():
        row = held(actor, public_id, MeetingVerb.SEND_BACK)
        words = words_of(reason, "退回理由", REASON_LIMIT, "reason")
        row.state = moved_to(row, MeetingVerb.SEND_BACK).value
        row.save(update_fields=["state"])
        noted(actor, row, Deed.MINUTES_SENT_BACK, words)


def confirm_minutes(actor: Actor, public_id: UUID | str, on: date | None = None) -> int:
    """Confirm minutes that others wrote: each follow-up is issued as an order, matters are decided, the minutes locked.

    Returns how many orders were issued. Raises OwnMinutes, FollowUpPast, OwnMatter, MeetingStateUnfit, …
    """
    today = on or timezone.localdate()
    with transaction.atomic():
        row = held(actor, public_id, MeetingVerb.CONFIRM)
        _require_other_eyes(actor, row)
        _require_whole(row)
        follow_ups = list(FollowUp.objects.select_related("unit", "item").filter(item__meeting=row).order_by("pk"))
        for one in follow_ups:
            _issue(actor, row, one, today)
        for item in row.items.filter(matter__isnull=False, put_off=False).order_by("place"):
            decide_there(actor, item.matter_id or 0, Outcome.of(item.outcome), _decision_of(item), today)
        row.state = moved_to(row, MeetingVerb.CONFIRM).value
        row.confirmed_by_id, row.confirmed_at = actor.account_id, timezone.now()
        row.save(update_fields=["state", "confirmed_by", "confirmed_at"])
        noted(actor, row, Deed.MINUTES_CONFIRMED, orders=len(follow_ups))
    return len(follow_ups)


def _require_other_eyes(actor: Actor, row: Meeting) -> None:
    """Neither who handed in nor who wrote a field confirms."""
    writers = set(
        MinuteField.objects.filter(item__meeting=row, changed_by__isnull=False).values_list("changed_by", flat=True)
    )
    if not are_other_eyes(row.written_by_id, actor.account_id) or actor.account_id in writers:
        raise errors.OwnMinutes


def _issue(actor: Actor, row: Meeting, one: FollowUp, on: date) -> None:
    if one.due_on < on:
        raise errors.FollowUpPast(text=cut(one.text, 40), due=one.due_on)
    draft = OrderDraft(
        title=cut(one.text, 120),
        asked=f"{row.title}第{one.item.place}项“{cut(one.item.title, 200)}”议定：{one.text}",
        source=OrderSource.MEETING,
        level=OrderLevel.NORMAL,
        lead=one.unit.public_id,
        text=one.text,
        decided_by=f"{row.title}（{row.on:%Y年%-m月%-d日}）",
        due_on=one.due_on,
    )
    one.order = issued_for(actor, row.region_id, draft, on)
    one.save(update_fields=["order"])


def _decision_of(item: AgendaItem) -> str:
    return MinuteField.objects.get(item=item, name=MinuteName.DECISION.value).value


def add_to_minutes(actor: Actor, public_id: UUID | str, text: str) -> None:
    """Add to confirmed minutes, with day and name; what stands in them stays. Raises FieldNeeded, …"""
    with transaction.atomic():
        row = held(actor, public_id, MeetingVerb.ADD)
        words = words_of(text, "补充更正", TEXT_LIMIT, "text")
        Addendum.objects.create(meeting=row, text=words, by_id=actor.account_id, by_name=cut(actor.name, 60))
        noted(actor, row, Deed.MINUTES_ADDED_TO, cut(words, 300))
