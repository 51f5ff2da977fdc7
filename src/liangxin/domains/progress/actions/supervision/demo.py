"""What the demo county chased: orders, matters, meetings of ten months, told in `data/demo_supervision.yaml`.

Rows are written as they would stand, each move by the table of moves; days count back from the day of loading.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from liangxin.domains.plans import api as plans
from liangxin.domains.progress.actions.supervision.issuing import next_serial
from liangxin.domains.progress.models import (
    AgendaItem,
    FollowUp,
    Matter,
    MatterWord,
    Meeting,
    MeetingAttendee,
    MinuteField,
    Order,
    OrderEvent,
    OrderSubject,
    OrderSupport,
    OrderTime,
    StatusDay,
)
from liangxin.domains.progress.queries.meetings.cards import roster_of
from liangxin.domains.progress.rules.meetings import matter_move, raising_verb
from liangxin.domains.progress.rules.supervision import order_move, order_number
from liangxin.domains.progress.terms import (
    Decider,
    Deed,
    Done,
    ItemKind,
    MatterState,
    MatterVerb,
    MeetingState,
    MinuteName,
    OrderState,
    OrderVerb,
    Outcome,
    Presence,
    Status,
    SubjectKind,
    TimeState,
)
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Account, Actor
from liangxin.foundation.trail.api import record
from liangxin.kernel.shipped import shipped_data

STORY = Path(__file__).parents[2] / "data" / "demo_supervision.yaml"
_OFFICE, _LEADER = "linqiu", "shenyan"


@dataclass(frozen=True, slots=True)
class _County:
    """What the story's names lead to."""

    card: regions.RegionCard
    units: Mapping[str, regions.UnitCard]
    people: Mapping[str, Account]
    targets: Mapping[str, plans.PromisedTarget]
    today: date

    def moment(self, ago: int, hour: int = 10) -> datetime:
        return timezone.make_aware(datetime.combine(self.today - timedelta(days=ago), time(hour, 20)))

    def person(self, username: str) -> Account | None:
        return self.people[username] if username else None


def load_supervision_demo(office: Actor, county: regions.RegionCard, targets: Iterable[plans.PromisedTarget]) -> None:
    """Give the demo county what it chased. Whoever calls it does so once, at the first start."""
    story: dict[str, Any] = shipped_data(STORY)
    names = {one.short_name or one.name: one for one in regions.units_in(office, county.code)}
    accounts = {account.username: account for account in Account.objects.all()}
    by_code = {one.card.indicator_code: one for one in targets}  # of two years the later one
    here = _County(county, names, accounts, by_code, timezone.localdate())
    with transaction.atomic():
        for code, days in story["behind_since"].items():
            if code in by_code:
                StatusDay.objects.create(
                    target_id=by_code[code].card.id,
                    region_id=county.id,
                    on=here.today - timedelta(days=days),
                    after=Status.BEHIND.value,
                )
        orders = {
            one["key"]: _order(office, here, one)
            for one in sorted(story["orders"], key=lambda one: -int(one["ago"]))
            if one["lead"] in names
        }
        for one in story["matters"]:
            _matter(office, here, one)
        for one in story["meetings"]:
            _meeting(office, here, one, orders)


def _order(office: Actor, here: _County, told: Mapping[str, Any]) -> Order:
    issued = here.today - timedelta(days=told["ago"])
    serial = next_serial(here.card.id, issued.year)
    row = Order(
        region_id=here.card.id,
        number=order_number(issued.year, serial),
        year=issued.year,
        serial=serial,
        title=told["title"],
        asked=told["asked"],
        source=told["source"],
        decided_by=told.get("decided_by", ""),
        level=told["level"],
        lead_unit_id=here.units[told["lead"]].id,
        due_on=issued + timedelta(days=told["due"]),
        state=OrderState.ISSUED.value,
        drafted_by=here.person(_OFFICE),
        drafted_at=here.moment(told["ago"], 9),
        issued_by=here.person(_OFFICE),
        issued_on=issued,
    )
    events = [_event(here, row, told["ago"], OrderVerb.DRAFT, _OFFICE), _issued(here, row, told["ago"])]
    wishes = [wish for line in told["events"] if (wish := _told(here, row, told["ago"], line, events))]
    for event in events:
        if event.verb == OrderVerb.GRANT_TIME and wishes:
            wishes[-1].state, wishes[-1].decided_by, wishes[-1].decided_at = TimeState.GRANTED.value, event.by, event.at
    row.save()
    supports = [here.units[name] for name in told.get("supports", ()) if name in here.units]
    OrderSupport.objects.bulk_create([OrderSupport(order=row, unit_id=unit.id) for unit in supports])
    _subject(here, row, told)
    OrderEvent.objects.bulk_create(events)
    OrderTime.objects.bulk_create(wishes)
    after = {"number": row.number, "state": row.state}
    record(office, Deed.ORDER_ISSUED, ("progress.order", str(row.pk)), region_path=here.card.path, after=after)
    return row


def _issued(here: _County, row: Order, ago: int) -> OrderEvent:
    event = _event(here, row, ago, OrderVerb.ISSUE, _OFFICE)
    event.until = row.due_on
    return event


def _event(here: _County, row: Order, ago: int, verb: OrderVerb, who: str, text: str = "") -> OrderEvent:
    person = here.person(who)
    hour = 6 if person is None else 9 if verb is OrderVerb.DRAFT else 15
    return OrderEvent(
        order=row,
        verb=verb.value,
        at=here.moment(ago, hour),
        by=person,
        by_name=person.name if person else "逾期升级",
        text=text,
    )


def _told(here: _County, row: Order, ago: int, line: Sequence[Any], events: list[OrderEvent]) -> OrderTime | None:
    """One line of the story: the event, what it does to the order, and a wish for time where it is one."""
    after, name, who, text, extra = (*line, "", "")[:5]
    verb, began = OrderVerb.of(name), here.today - timedelta(days=ago)
    move = order_move(OrderState.of(row.state), verb)
    if move is None:
        raise ValueError(f"{row.title}: {verb} from {row.state}")
    row.state = move.target.value
    event, on = _event(here, row, ago - after, verb, who, text), here.today - timedelta(days=ago - after)
    events.append(event)
    if verb is OrderVerb.RECEIVE:
        row.received_on = on
    elif verb is OrderVerb.REPLY:
        row.replied_by, row.replied_on, row.done = event.by, on, Done.of(extra).value
        event.done = row.done
    elif verb in (OrderVerb.ACCEPT, OrderVerb.WITHDRAW):
        row.closed_by, row.closed_on = event.by, on
    elif verb is OrderVerb.ESCALATE:
        row.escalated, row.escalated_at = int(extra), event.at
        event.level, event.until = int(extra), row.due_on
    elif verb is OrderVerb.INSTRUCT:
        row.instructed_at = event.at
    elif verb is OrderVerb.ASK_TIME:
        event.until = wanted = began + timedelta(days=int(extra))
        return OrderTime(order=row, wanted_on=wanted, reason=text, asked_by=event.by, asked_at=event.at)
    elif verb in (OrderVerb.SEND_BACK, OrderVerb.GRANT_TIME):
        row.due_on = began + timedelta(days=int(extra))
        row.escalated, event.until = 0, row.due_on
        row.sent_back += verb is OrderVerb.SEND_BACK
    return None


def _subject(here: _County, row: Order, told: Mapping[str, Any]) -> None:
    target = here.targets.get(told.get("target", ""))
    kind = SubjectKind.TARGET if target else SubjectKind.FOLLOW_UP if "meeting" in told else SubjectKind.TEXT
    OrderSubject.objects.create(
        order=row,
        unit_id=row.lead_unit_id,
        is_open=OrderState.of(row.state).is_open,
        kind=kind.value,
        target_id=target.card.id if target else None,
        title=target.card.name if target else told.get("text", told["title"]),
        facts=told.get("facts", ""),
    )


def _matter(office: Actor, here: _County, told: Mapping[str, Any]) -> None:
    if told["unit"] not in here.units:
        return
    raised, decider = here.today - timedelta(days=told["ago"]), Decider.of(told["decider"])
    verb = raising_verb(decider)
    row = Matter(
        region_id=here.card.id,
        unit_id=here.units[told["unit"]].id,
        title=told["title"],
        question=told["question"],
        options=told["options"],
        recommendation=told["recommendation"],
        wanted_by=here.today - timedelta(days=told["wanted"]),
        decider=decider.value,
        raised_by=here.person(told["by"]),
        raised_on=raised,
    )
    words = [(told["ago"], MatterVerb.DRAFT, told["by"], ""), (told["ago"], verb, told["by"], told["question"])]
    words += [(ago, MatterVerb.of(name), who, text) for ago, name, who, text, *_ in told["words"]]
    for ago, name, who, text in words:
        move = matter_move(MatterState.of(row.state), name)
        if move is None:
            raise ValueError(f"{row.title}: {name} from {row.state}")
        row.state = move.target.value
        if name is MatterVerb.DECIDE:
            row.decided_by, row.decided_on, row.decision = here.person(who), here.today - timedelta(days=ago), text
            row.outcome = Outcome.of(told["words"][-1][4]).value
    row.save()
    MatterWord.objects.bulk_create(
        [
            MatterWord(
                matter=row,
                verb=name.value,
                at=here.moment(ago, 14),
                by=here.person(who),
                by_name=here.people[who].name,
                text=text,
            )
            for ago, name, who, text in words
        ]
    )
    subject = ("progress.matter", str(row.pk))
    record(office, Deed.MATTER_RAISED, subject, region_path=here.card.path, after={"state": row.state})


def _meeting(office: Actor, here: _County, told: Mapping[str, Any], orders: Mapping[str, Order]) -> None:
    row = Meeting.objects.create(
        region_id=here.card.id,
        serial=told["serial"],
        title=f"专班第{told['serial']}次会议",
        on=here.today - timedelta(days=told["ago"]),
        starts_at=time(15),
        place=told["place"],
        chair=here.people[_LEADER].name,
        planned_by=here.person(_OFFICE),
        planned_at=here.moment(told["ago"] + 3),
        written_by=here.person(_OFFICE),
        written_at=here.moment(told["ago"] - 1),
    )
    units = {one.public_id: one for one in here.units.values()}
    MeetingAttendee.objects.bulk_create(
        [
            MeetingAttendee(
                meeting=row,
                place=place,
                name=one.person,
                post=one.post,
                unit_id=units[one.unit_id].id if one.unit_id in units else None,
                presence=(Presence.LEAVE if one.person in told["absent"] else Presence.PRESENT).value,
            )
            for place, one in enumerate(roster_of(here.card.code), 1)
        ]
    )
    for place, item in enumerate(told["items"], 1):
        _item(here, row, place, item, orders)
    row.state = MeetingState.WRITTEN.value
    if not told.get("is_written"):
        row.state = MeetingState.CONFIRMED.value
        row.confirmed_by, row.confirmed_at = here.person(_LEADER), here.moment(max(told["ago"] - 2, 0), 16)
    row.save()
    subject = ("progress.meeting", str(row.pk))
    record(office, Deed.MEETING_PLANNED, subject, region_path=here.card.path, after={"serial": row.serial})


def _item(here: _County, row: Meeting, place: int, told: Mapping[str, Any], orders: Mapping[str, Order]) -> None:
    target, order = here.targets.get(told.get("target", "")), orders.get(told.get("order", ""))
    kind = ItemKind.TARGET if target else ItemKind.ORDER if order else ItemKind.TEXT
    item = AgendaItem.objects.create(
        meeting=row,
        place=place,
        kind=kind.value,
        title=told["title"],
        target_id=target.card.id if target else None,
        order=order,
        put_off=told.get("put_off", False),
    )
    said = {MinuteName.DISCUSSION: told["discussion"], MinuteName.DECISION: told["decision"]}
    MinuteField.objects.bulk_create(
        [
            MinuteField(
                item=item,
                name=name.value,
                value=value,
                version=1,
                changed_by=here.person(_OFFICE),
                changed_at=row.written_at,
            )
            for name, value in said.items()
        ]
    )
    issued = orders.get(told.get("follow_up", ""))
    if issued is not None and issued.due_on is not None:
        FollowUp.objects.create(
            item=item, unit_id=issued.lead_unit_id, text=issued.title, due_on=issued.due_on, order=issued
        )
    elif told.get("unit") in here.units:
        due = row.on + timedelta(days=told["follow_due"])
        FollowUp.objects.create(item=item, unit_id=here.units[told["unit"]].id, text=told["follow_text"], due_on=due)
