"""Meetings in lists; one with its agenda, minutes, follow-ups; a frozen card for the minutes as a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from liangxin.domains.progress.access import get_meeting, sees_minutes, visible_meetings
from liangxin.domains.progress.models import AgendaItem, FollowUp, Meeting, MinuteField
from liangxin.domains.progress.rules.meetings import MEETING_MOVES
from liangxin.domains.progress.rules.supervision import are_other_eyes
from liangxin.domains.progress.terms import (
    ItemKind,
    MeetingState,
    MeetingVerb,
    MinuteName,
    OrderState,
    Outcome,
    Power,
    Presence,
)
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor, seen_from
from liangxin.foundation.trail.api import TrailCard, entries_of


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in a list, with how many items it has and how many of its follow-ups are still open."""

    public_id: UUID
    serial: int
    title: str
    on: date
    place: str
    chair: str
    region_name: str
    state: MeetingState
    items: int
    follow_ups: int
    open_follow_ups: int


@dataclass(frozen=True, slots=True)
class MinuteCard:
    """A field of the minutes with its clock."""

    id: int
    public_id: UUID
    name: MinuteName
    value: str
    version: int
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class FollowUpCard:
    """What a unit is to do; the order stands once the minutes are confirmed."""

    public_id: UUID
    text: str
    unit: str
    due_on: date
    order_id: UUID | None
    order_number: str
    order_state: OrderState | None


@dataclass(frozen=True, slots=True)
class ItemCard:
    """An item of the agenda with its minutes; `subject` leads to what it is about."""

    public_id: UUID
    place: int
    kind: ItemKind
    title: str
    subject: UUID | None
    put_off: bool
    outcome: Outcome | None
    fields: tuple[MinuteCard, ...]
    follow_ups: tuple[FollowUpCard, ...]

    def said(self, name: MinuteName) -> str:
        """What stands in a field of the minutes."""
        return next((field.value for field in self.fields if field.name is name), "")

    @property
    def decision(self) -> str:
        return self.said(MinuteName.DECISION)

    @property
    def discussion(self) -> str:
        return self.said(MinuteName.DISCUSSION)


@dataclass(frozen=True, slots=True)
class AttendeeCard:
    """Somebody who is to be there, or was."""

    place: int
    name: str
    post: str
    unit: str
    unit_id: UUID | None
    presence: Presence | None


@dataclass(frozen=True, slots=True)
class AddendumCard:
    """What was added to confirmed minutes."""

    text: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """A meeting as the actor may see it; without the minutes where they are not for it yet."""

    line: MeetingLine
    region_code: str
    starts_at: time | None
    items: tuple[ItemCard, ...]
    attendees: tuple[AttendeeCard, ...]
    addenda: tuple[AddendumCard, ...]
    shows_minutes: bool
    written_by: str
    written_at: datetime | None
    confirmed_by: str
    confirmed_at: datetime | None
    verbs: frozenset[MeetingVerb]
    is_own: bool
    history: Sequence[TrailCard]

    @property
    def present(self) -> int:
        return sum(one.presence is Presence.PRESENT for one in self.attendees)


_OVER = [state.value for state in OrderState if not state.is_open]


def meetings_listed(actor: Actor) -> QuerySet[Meeting]:
    """The rows of the list of meetings, for `meeting_lines`."""
    follow_ups = Q(items__follow_ups__isnull=False)
    still = follow_ups & Q(items__follow_ups__order__isnull=False) & ~Q(items__follow_ups__order__state__in=_OVER)
    return (
        visible_meetings(actor)
        .select_related("region")
        .annotate(
            item_count=Count("items", distinct=True),
            follow_up_count=Count("items__follow_ups", distinct=True),
            open_count=Count("items__follow_ups", filter=still, distinct=True),
        )
    )


def meeting_lines(rows: Iterable[Meeting]) -> list[MeetingLine]:
    """Cards of rows of `meetings_listed`."""
    return [_line(row) for row in rows]


def _line(row: Meeting) -> MeetingLine:
    return MeetingLine(
        public_id=row.public_id,
        serial=row.serial,
        title=row.title,
        on=row.on,
        place=row.place,
        chair=row.chair,
        region_name=row.region.name,
        state=MeetingState.of(row.state),
        items=getattr(row, "item_count", 0),
        follow_ups=getattr(row, "follow_up_count", 0),
        open_follow_ups=getattr(row, "open_count", 0),
    )


def minute_card(row: MinuteField) -> MinuteCard:
    """The card of a field fetched with who changed it."""
    by = row.changed_by.name if row.changed_by else ""
    return MinuteCard(row.pk, row.public_id, MinuteName.of(row.name), row.value, row.version, by, row.changed_at)


def meeting_page(actor: Actor, public_id: UUID | str) -> MeetingPage:
    """One meeting that the actor sees; the same number of queries for 2 items and for 20. Raises MeetingNotFound."""
    known = get_meeting(actor, public_id)
    row = meetings_listed(actor).select_related("written_by", "confirmed_by").get(pk=known.pk)
    shows = sees_minutes(actor, row)
    attendees = row.attendees.select_related("unit").order_by("place")
    return MeetingPage(
        line=_line(row),
        region_code=row.region.code,
        starts_at=row.starts_at,
        items=tuple(_item(one, shows=shows) for one in items_of(row)),
        attendees=tuple(
            AttendeeCard(
                one.place,
                one.name,
                one.post,
                (one.unit.short_name or one.unit.name) if one.unit else "",
                one.unit.public_id if one.unit else None,
                Presence.of(one.presence) if one.presence else None,
            )
            for one in attendees
        ),
        addenda=tuple(AddendumCard(one.text, one.at, one.by_name) for one in row.addenda.order_by("pk")),
        shows_minutes=shows,
        written_by=row.written_by.name if row.written_by else "",
        written_at=row.written_at,
        confirmed_by=row.confirmed_by.name if row.confirmed_by else "",
        confirmed_at=row.confirmed_at,
        verbs=verbs_of(actor, row),
        is_own=row.state == MeetingState.WRITTEN and has_written(actor, row),
        history=entries_of(("progress.meeting", str(row.pk))) if shows else (),
    )


def items_of(row: Meeting) -> list[AgendaItem]:
    """The items of a meeting with their minutes and follow-ups; three queries."""
    fields = MinuteField.objects.select_related("changed_by").order_by("pk")
    follow_ups = FollowUp.objects.select_related("unit", "order").order_by("pk")
    rows = row.items.select_related("target", "order", "matter").order_by("place")
    return list(rows.prefetch_related(Prefetch("fields", fields), Prefetch("follow_ups", follow_ups)))


def _item(row: AgendaItem, *, shows: bool) -> ItemCard:
    return ItemCard(
        public_id=row.public_id,
        place=row.place,
        kind=ItemKind.of(row.kind),
        title=row.title,
        subject=next((thing.public_id for thing in (row.target, row.order, row.matter) if thing), None),
        put_off=row.put_off and shows,
        outcome=Outcome.of(row.outcome) if row.outcome and shows else None,
        fields=tuple(minute_card(one) for one in row.fields.all()) if shows else (),
        follow_ups=tuple(
            FollowUpCard(
                one.public_id,
                one.text,
                one.unit.short_name or one.unit.name,
                one.due_on,
                one.order.public_id if one.order else None,
                one.order.number if one.order else "",
                OrderState.of(one.order.state) if one.order else None,
            )
            for one in row.follow_ups.all()
        )
        if shows
        else (),
    )


def verbs_of(actor: Actor, row: Meeting) -> frozenset[MeetingVerb]:
    """What the actor may do with a meeting now; who wrote the minutes does not confirm them."""
    state = MeetingState.of(row.state)
    found = {move.verb for move in MEETING_MOVES if move.source is state and actor.may(move.power, row.region.path)}
    if MeetingVerb.CONFIRM in found and has_written(actor, row):
        found.discard(MeetingVerb.CONFIRM)
    return frozenset(found)


def has_written(actor: Actor, row: Meeting) -> bool:
    """Whether the actor handed the minutes in or wrote a field of them."""
    if actor.account_id is None:
        return False
    wrote = MinuteField.objects.filter(item__meeting=row, changed_by=actor.account_id).exists()
    return wrote or not are_other_eyes(row.written_by_id, actor.account_id)


def to_confirm(actor: Actor) -> QuerySet[Meeting]:
    """Minutes that wait for the actor's confirmation."""
    rows = meetings_listed(actor).filter(seen_from(actor, Power.CONFIRM_MINUTES), state=MeetingState.WRITTEN.value)
    if actor.account_id is not None:
        wrote = MinuteField.objects.filter(changed_by=actor.account_id).values("item__meeting")
        rows = rows.exclude(written_by=actor.account_id).exclude(pk__in=wrote)
    return rows.order_by("on", "pk")


def coming(actor: Actor, on: date) -> QuerySet[Meeting]:
    """Planned meetings from a day on that the actor sees."""
    rows = meetings_listed(actor).filter(state=MeetingState.PLANNED.value, on__gte=on)
    return rows.order_by("on", "pk")


def meetings_named(actor: Actor, words: str, limit: int = 10) -> list[MeetingLine]:
    """Meetings whose title or an item of whose agenda holds the words."""
    named = Q(title__icontains=words) | Q(pk__in=AgendaItem.objects.filter(title__icontains=words).values("meeting"))
    return meeting_lines(meetings_listed(actor).filter(named).order_by("-on", "-pk")[:limit])


@dataclass(frozen=True, slots=True)
class MeetingCard:
    """A meeting frozen for its minutes (会议纪要)."""

    public_id: UUID
    region_code: str
    region_name: str
    serial: int
    title: str
    on: date
    starts_at: time | None
    place: str
    chair: str
    state: MeetingState
    attendees: tuple[AttendeeCard, ...]
    items: tuple[ItemCard, ...]
    addenda: tuple[AddendumCard, ...]
    written_by: str
    confirmed_by: str
    confirmed_at: datetime | None


def meeting_card(actor: Actor, public_id: UUID | str) -> MeetingCard:
    """One meeting that the actor sees, with the minutes where they are for it. Raises MeetingNotFound."""
    page = meeting_page(actor, public_id)
    line = page.line
    return MeetingCard(
        public_id=line.public_id,
        region_code=page.region_code,
        region_name=line.region_name,
        serial=line.serial,
        title=line.title,
        on=line.on,
        starts_at=page.starts_at,
        place=line.place,
        chair=line.chair,
        state=line.state,
        attendees=page.attendees,
        items=page.items,
        addenda=page.addenda,
        written_by=page.written_by,
        confirmed_by=page.confirmed_by,
        confirmed_at=page.confirmed_at,
    )


def roster_of(region_code: str) -> list[regions.TeamMemberCard]:
    """The people of a region's work team, each once, in the order of the roster."""
    team = regions.team_of(region_code)
    found = {member.person: member for member in reversed(team.members if team else ())}
    return list(reversed(found.values()))
