"""Writing minutes: each field is saved by itself with its own clock, by the rule that fields of returns follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.progress import errors
from liangxin.domains.progress.access import get_follow_up, get_item, get_minute
from liangxin.domains.progress.actions.meetings.holding import held, noted
from liangxin.domains.progress.actions.supervision.holding import words_of
from liangxin.domains.progress.models import AgendaItem, FollowUp, MeetingAttendee, MinuteField
from liangxin.domains.progress.queries.meetings.cards import MinuteCard, minute_card
from liangxin.domains.progress.rules.returns import decide_write
from liangxin.domains.progress.terms import (
    MINUTE_LIMIT,
    REASON_LIMIT,
    Deed,
    MeetingVerb,
    MinuteName,
    Outcome,
    Presence,
    WriteOutcome,
)
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.text import cut


@dataclass(frozen=True, slots=True)
class SavedMinute:
    """What became of what was typed, and the field as it stands now."""

    outcome: WriteOutcome
    field: MinuteCard
    typed: str


def save_minute(actor: Actor, public_id: UUID | str, typed: str, seen: int) -> SavedMinute:
    """Save one field over the version that was seen; where another changed it since, nothing is lost and it is told.

    Raises FieldTooLong, MeetingStateUnfit, MeetingNotFound, NotAllowed.
    """
    with transaction.atomic():
        known = get_minute(actor, public_id)
        meeting = held(actor, known.item.meeting.public_id, MeetingVerb.PREPARE)
        row = MinuteField.objects.select_for_update(of=("self",)).select_related("changed_by").get(pk=known.pk)
        value = words_of(typed, MinuteName.of(row.name).label, MINUTE_LIMIT, "value", needed=False)
        outcome = decide_write(row.version, row.value, seen, value)
        if outcome is not WriteOutcome.SAVED:
            return SavedMinute(outcome, minute_card(row), typed)
        row.value, row.version = value, row.version + 1
        row.changed_by_id, row.changed_at = actor.account_id, timezone.now()
        row.save()
        noted(actor, meeting, Deed.MINUTE_WRITTEN, field=row.name, item=cut(known.item.title, 80))
        fresh = MinuteField.objects.select_related("changed_by").get(pk=row.pk)
    return SavedMinute(outcome, minute_card(fresh), typed)


def write_follow_up(actor: Actor, item_id: UUID | str, unit: UUID | str, text: str, due_on: date) -> None:
    """Write down what a unit is to do by when.

    Raises FieldNeeded, FieldTooLong, FollowUpTooEarly, UnitOfElsewhere, MeetingStateUnfit, MeetingNotFound, NotAllowed.
    """
    with transaction.atomic():
        item = get_item(actor, item_id)
        meeting = held(actor, item.meeting.public_id, MeetingVerb.PREPARE)
        card = regions.unit_seen(actor, unit)
        if card.region.id != meeting.region_id or card.heir_id:
            raise errors.UnitOfElsewhere(field="unit", region=meeting.region.name)
        if due_on < meeting.on:
            raise errors.FollowUpTooEarly(field="due_on", due=due_on)
        words = words_of(text, "议定事项", REASON_LIMIT, "text")
        FollowUp.objects.create(item_id=item.pk, unit_id=card.id, text=words, due_on=due_on)
        noted(actor, meeting, Deed.FOLLOW_UP_WRITTEN, text=words, due=due_on, unit=card.name)


def drop_follow_up(actor: Actor, public_id: UUID | str) -> None:
    """Take a follow-up out again before the minutes are confirmed. Raises MeetingStateUnfit, MeetingNotFound, …"""
    with transaction.atomic():
        row = get_follow_up(actor, public_id)
        meeting = held(actor, row.item.meeting.public_id, MeetingVerb.PREPARE)
        FollowUp.objects.filter(pk=row.pk).delete()
        noted(actor, meeting, Deed.FOLLOW_UP_WRITTEN, removed=row.text)


def settle_item(actor: Actor, item_id: UUID | str, *, put_off: bool, outcome: Outcome | None = None) -> None:
    """Say whether an item was put off, and what was decided of a matter. Raises MeetingStateUnfit, …"""
    with transaction.atomic():
        item = get_item(actor, item_id)
        meeting = held(actor, item.meeting.public_id, MeetingVerb.PREPARE)
        said = outcome.value if outcome and item.matter_id and not put_off else ""
        AgendaItem.objects.filter(pk=item.pk).update(put_off=put_off, outcome=said)
        noted(actor, meeting, Deed.MINUTE_WRITTEN, item=cut(item.title, 80), put_off=put_off, outcome=said)


def mark_presence(actor: Actor, meeting_id: UUID | str, marks: dict[int, Presence | None]) -> None:
    """Note who was there, by place in the list of attendees. Raises MeetingStateUnfit, MeetingNotFound, NotAllowed."""
    with transaction.atomic():
        meeting = held(actor, meeting_id, MeetingVerb.PREPARE)
        for place, presence in sorted(marks.items()):
            rows = MeetingAttendee.objects.filter(meeting=meeting, place=place)
            rows.update(presence=presence.value if presence else "")
        noted(actor, meeting, Deed.PRESENCE_MARKED, present=sum(one is Presence.PRESENT for one in marks.values()))
