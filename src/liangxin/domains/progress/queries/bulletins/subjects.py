"""What notices and minutes are written about: supervision orders that were issued, meetings whose minutes stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from django.urls import reverse
from django.utils import timezone

from liangxin.domains.progress.access import visible_meetings, visible_orders
from liangxin.domains.progress.queries.bulletins.sources import SubjectCard
from liangxin.domains.progress.queries.meetings.cards import AttendeeCard, ItemCard, meeting_card
from liangxin.domains.progress.queries.supervision.orders import EventCard, order_page
from liangxin.domains.progress.rules.facts.values import AgendaItem, Facts, FollowUp, MeetingFacts, OrderFacts
from liangxin.domains.progress.terms import (
    BulletinKind,
    MeetingState,
    OrderSource,
    OrderState,
    OrderVerb,
    Presence,
)
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.text import cut

_SHOWN = 50
_SAID = 120
# What a notice tells of an order's life; drafts are the office's own affair.
_TOLD = tuple(verb for verb in OrderVerb if verb is not OrderVerb.DRAFT)
_GROUND = {OrderSource.LEADER: "领导批示", OrderSource.MEETING: "会议议定事项"}
_ABOUT = re.compile(r"(?:关于)?(?P<matter>.+?)的?(?:紧急)?督办")


class NoticeSource:
    """Notices are written about orders that were issued and are not withdrawn."""

    kind = BulletinKind.NOTICE

    def subjects(self, actor: Actor, region: regions.RegionCard) -> Sequence[SubjectCard]:
        rows = visible_orders(actor).filter(region=region.id).exclude(number="")
        rows = rows.exclude(state=OrderState.WITHDRAWN.value).select_related("lead_unit").order_by("-issued_on", "-pk")
        return [
            SubjectCard(str(row.public_id), f"{row.number}《{row.title}》", row.lead_unit.name) for row in rows[:_SHOWN]
        ]

    def filled(self, actor: Actor, region: regions.RegionCard, key: str, facts: Facts) -> Facts:  # noqa: ARG002 - the door's signature
        """Raises OrderNotFound."""
        page = order_page(actor, key, timezone.localdate())
        line = page.line
        told = [f"{one.title}，{one.facts.rstrip('。')}" for one in page.subjects if one.facts]
        unit = regions.units_by_public_id([page.lead_public_id])[page.lead_public_id].name
        order = OrderFacts(
            number=line.number,
            unit=unit,
            title=matter_of(line.title),
            demand=page.asked,
            deadline=line.due_on,
            basis=page.decided_by or _GROUND.get(line.source, f"{line.source.label}情况"),
            about="；".join(told).replace("\u00a0", ""),
            trail=reverse("progress:order", args=[line.public_id]),
            timeline=tuple((timezone.localtime(one.at).date(), _said(one)) for one in page.events if one.verb in _TOLD),
        )
        return replace(facts, order=order)


def matter_of(title: str) -> str:
    """What an order is about, without the words that a notice puts around it.

    >>> matter_of("关于加快公共充电桩建设的督办"), matter_of("报实训设备更新的采购时间表")
    ('加快公共充电桩建设', '报实训设备更新的采购时间表')
    """
    found = _ABOUT.fullmatch(title)
    return found["matter"] if found else title


def _said(event: EventCard) -> str:
    until = f"，期限{event.until.year}年{event.until.month}月{event.until.day}日" if event.until else ""
    verb = event.verb.label
    deed = event.by if event.by.endswith(verb) else f"{event.by}{verb}"  # the daily rule goes by the name of its deed
    return f"{deed}{until}{'：' + cut(event.text, _SAID) if event.text else ''}"


class MinutesSource:
    """Minutes go out as a file once another person has confirmed them."""

    kind = BulletinKind.MINUTES

    def subjects(self, actor: Actor, region: regions.RegionCard) -> Sequence[SubjectCard]:
        rows = visible_meetings(actor).filter(region=region.id, state=MeetingState.CONFIRMED.value)
        return [
            SubjectCard(str(row.public_id), row.title, f"{row.on:%Y-%m-%d}")
            for row in rows.order_by("-on", "-pk")[:_SHOWN]
        ]

    def filled(self, actor: Actor, region: regions.RegionCard, key: str, facts: Facts) -> Facts:  # noqa: ARG002 - the door's signature
        """Raises MeetingNotFound."""
        card = meeting_card(actor, key)
        meeting = MeetingFacts(
            number=str(card.serial),
            held_on=card.on,
            place=card.place,
            chair=card.chair,
            attendees=tuple(_who(one) for one in card.attendees if one.presence in (Presence.PRESENT, None)),
            items=tuple(_item(one) for one in card.items),
            trail=reverse("progress:meeting", args=[card.public_id]),
            absent=tuple(_who(one) for one in card.attendees if one.presence in (Presence.LEAVE, Presence.ABSENT)),
        )
        return replace(facts, meeting=meeting)


def _who(one: AttendeeCard) -> str:
    return f"{one.name}（{one.post or one.unit}）" if one.post or one.unit else one.name


def _item(one: ItemCard) -> AgendaItem:
    return AgendaItem(
        one.title,
        one.decision or ("缓议，列入下次会议" if one.put_off else ""),
        tuple(
            FollowUp(
                each.text,
                each.unit,
                each.due_on,
                reverse("progress:order", args=[each.order_id]) if each.order_id else "",
            )
            for each in one.follow_ups
        ),
    )
