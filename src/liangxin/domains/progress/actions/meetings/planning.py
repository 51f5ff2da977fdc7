"""Planning a meeting: its number, day and place, who is to be there, its agenda."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from liangxin.domains.progress import errors
from liangxin.domains.progress.access import get_item, visible_matters, visible_orders, visible_targets
from liangxin.domains.progress.actions.meetings.holding import held, moved_to, noted
from liangxin.domains.progress.actions.supervision.holding import words_of
from liangxin.domains.progress.models import AgendaItem, FollowUp, Meeting, MeetingAttendee, MinuteField
from liangxin.domains.progress.terms import (
    MEETING_TITLE_LIMIT,
    MOST_ITEMS,
    REASON_LIMIT,
    Deed,
    ItemKind,
    MatterState,
    MeetingVerb,
    MinuteName,
    Power,
)
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.text import cut


@dataclass(frozen=True, slots=True)
class AttendeeDraft:
    """Somebody who is to be there, by name and post; a unit by its id."""

    name: str
    post: str = ""
    unit: UUID | None = None


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """An item of the agenda: a text, or a target, an order, a matter by public id."""

    kind: ItemKind
    title: str = ""
    public_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class MeetingDraft:
    """A meeting as somebody plans it."""

    serial: int
    title: str
    on: date
    chair: str
    place: str = ""
    starts_at: time | None = None
    attendees: tuple[AttendeeDraft, ...] = ()
    items: tuple[ItemDraft, ...] = ()


def plan_meeting(actor: Actor, region_code: str, draft: MeetingDraft) -> UUID:
    """Plan a meeting; returns its public id.

    Raises FieldNeeded, FieldTooLong, AgendaEmpty, AgendaItemUnknown, MeetingNumberTaken, RegionNotFound, NotAllowed.
    """
    place = regions.region_seen(actor, region_code)
    actor.require(Power.MEET, place.path)
    with transaction.atomic():
        row = Meeting(region_id=place.id, planned_by_id=actor.account_id)
        _fill(row, draft)
        if not 0 < len(draft.items) <= MOST_ITEMS:
            raise errors.AgendaEmpty(field="items", most=MOST_ITEMS)
        _put_attendees(row, draft.attendees)
        for item in draft.items:
            _put_item(actor, row, item)
        noted(actor, row, Deed.MEETING_PLANNED, serial=row.serial, on=row.on, items=len(draft.items))
    return row.public_id


def change_meeting(actor: Actor, public_id: UUID | str, draft: MeetingDraft) -> None:
    """Change number, day, place and attendees of a meeting; its agenda is changed item by item.

    Raises as `plan_meeting` does, MeetingStateUnfit, MeetingNotFound.
    """
    with transaction.atomic():
        row = held(actor, public_id, MeetingVerb.PREPARE)
        _fill(row, draft)
        kept = dict(row.attendees.values_list("name", "presence"))
        row.attendees.all().delete()
        _put_attendees(row, draft.attendees, kept)
        noted(actor, row, Deed.MEETING_PLANNED, serial=row.serial, on=row.on)


def cancel_meeting(actor: Actor, public_id: UUID | str, reason: str) -> None:
    """Cancel a meeting that is not confirmed; its number is free again. Raises FieldNeeded, MeetingStateUnfit, …"""
    with transaction.atomic():
        row = held(actor, public_id, MeetingVerb.CANCEL)
        words = words_of(reason, "取消理由", REASON_LIMIT, "reason")
        row.state = moved_to(row, MeetingVerb.CANCEL).value
        row.save(update_fields=["state"])
        noted(actor, row, Deed.MEETING_CANCELLED, words)


def add_item(actor: Actor, public_id: UUID | str, item: ItemDraft) -> None:
    """Put an item on the agenda. Raises AgendaEmpty, AgendaItemUnknown, FieldNeeded, MeetingStateUnfit, …"""
    with transaction.atomic():
        row = held(actor, public_id, MeetingVerb.PREPARE)
        if row.items.count() >= MOST_ITEMS:
            raise errors.AgendaEmpty(field="items", most=MOST_ITEMS)
        made = _put_item(actor, row, item)
        noted(actor, row, Deed.AGENDA_CHANGED, item=cut(made.title, 80))


def remove_item(actor: Actor, item_id: UUID | str) -> None:
    """Take an item off the agenda with what was written at it. Raises MeetingStateUnfit, MeetingNotFound, …"""
    with transaction.atomic():
        known = get_item(actor, item_id)
        row = held(actor, known.meeting.public_id, MeetingVerb.PREPARE)
        MinuteField.objects.filter(item=known.pk).delete()
        FollowUp.objects.filter(item=known.pk).delete()
        AgendaItem.objects.filter(pk=known.pk).delete()
        noted(actor, row, Deed.AGENDA_CHANGED, removed=cut(known.title, 80))


def _fill(row: Meeting, draft: MeetingDraft) -> None:
    row.serial, row.on, row.starts_at = draft.serial, draft.on, draft.starts_at
    row.title = words_of(draft.title, "名称", MEETING_TITLE_LIMIT, "title")
    row.chair = words_of(draft.chair, "主持人", 100, "chair")
    row.place = words_of(draft.place, "地点", 100, "place", needed=False)
    if draft.serial < 1:
        raise errors.FieldNeeded(field="serial", what="次数")
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if "progress_meeting_number_once" not in str(error):
            raise
        raise errors.MeetingNumberTaken(field="serial", serial=draft.serial) from error


def _put_attendees(row: Meeting, drafts: Iterable[AttendeeDraft], kept: dict[str, str] | None = None) -> None:
    rows = list(dict.fromkeys(drafts))
    units = regions.units_by_public_id([one.unit for one in rows if one.unit])
    MeetingAttendee.objects.bulk_create(
        [
            MeetingAttendee(
                meeting=row,
                place=place,
                name=cut(one.name, 100),
                post=cut(one.post, 200),
                unit_id=units[one.unit].id if one.unit in units else None,
                presence=(kept or {}).get(one.name, ""),
            )
            for place, one in enumerate(rows, 1)
        ]
    )


def _put_item(actor: Actor, row: Meeting, draft: ItemDraft) -> AgendaItem:
    place = (row.items.aggregate(last=Max("place"))["last"] or 0) + 1
    item = AgendaItem(meeting=row, place=place, kind=draft.kind.value)
    _point(actor, row, item, draft)
    item.title = words_of(draft.title or item.title, "议题", 500, "item")
    item.save()
    MinuteField.objects.bulk_create([MinuteField(item=item, name=name.value) for name in MinuteName])
    return item


def _point(actor: Actor, row: Meeting, item: AgendaItem, draft: ItemDraft) -> None:
    """Lead the item to what it is about, in the meeting's own region, and take its title from there."""
    wanted = draft.public_id or ""
    if draft.kind is ItemKind.TARGET and wanted:
        target = visible_targets(actor).filter(target__public_id=wanted, region=row.region_id).first()
        if target:
            item.target_id, item.title = target.target_id, target.name
    elif draft.kind is ItemKind.ORDER and wanted:
        order = visible_orders(actor).filter(public_id=wanted, region=row.region_id).exclude(number="").first()
        if order:
            item.order_id, item.title = order.pk, f"{order.number} {order.title}"
    elif draft.kind is ItemKind.MATTER and wanted:
        matters = visible_matters(actor).filter(state=MatterState.TO_MEETING.value, region=row.region_id)
        matter = matters.filter(public_id=wanted).first()
        if matter:
            item.matter_id, item.title = matter.pk, matter.title
    if draft.kind is not ItemKind.TEXT and not (item.target_id or item.order_id or item.matter_id):
        raise errors.AgendaItemUnknown(field="items")
