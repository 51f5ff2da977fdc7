"""What the next agenda should have: matters for a meeting, what was put off, what is open or went to the leader."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max

from liangxin.domains.progress.access import visible_matters, visible_meetings, visible_orders
from liangxin.domains.progress.models import AgendaItem, FollowUp
from liangxin.domains.progress.rules.supervision import OWED
from liangxin.domains.progress.terms import (
    HIGHEST_ESCALATION,
    AgendaReason,
    ItemKind,
    MatterState,
    MeetingState,
    OrderState,
)
from liangxin.foundation.accounts.api import Actor

_MOST = 30
_OVER = [state.value for state in OrderState if not state.is_open]


@dataclass(frozen=True, slots=True)
class ProposedItem:
    """Something to put on an agenda, and why."""

    kind: ItemKind
    title: str
    public_id: UUID | None
    why: AgendaReason

    @property
    def choice(self) -> str:
        """How a form names it."""
        return f"{self.kind.value}:{self.public_id or self.title}"


def next_serial(actor: Actor, region_id: int) -> int:
    """The number of the next meeting of a region that the actor sees."""
    held = visible_meetings(actor).filter(region=region_id).exclude(state=MeetingState.CANCELLED.value)
    return (held.aggregate(last=Max("serial"))["last"] or 0) + 1


def proposed_items(actor: Actor, region_id: int) -> list[ProposedItem]:
    """What to put on the next agenda of a region, each thing once; four queries."""
    found: dict[str, ProposedItem] = {}
    for item in (*_matters(actor, region_id), *_put_off(actor, region_id), *_open(actor, region_id)):
        found.setdefault(item.choice, item)
    return list(found.values())[:_MOST]


def _matters(actor: Actor, region_id: int) -> list[ProposedItem]:
    planned = AgendaItem.objects.filter(
        meeting__state__in=[MeetingState.PLANNED.value, MeetingState.WRITTEN.value], matter__isnull=False
    )
    rows = visible_matters(actor).filter(region=region_id, state=MatterState.TO_MEETING.value)
    rows = rows.exclude(pk__in=planned.values("matter")).order_by("wanted_by", "pk")
    return [ProposedItem(ItemKind.MATTER, row.title, row.public_id, AgendaReason.RAISED) for row in rows[:_MOST]]


def _put_off(actor: Actor, region_id: int) -> list[ProposedItem]:
    """What was put off in the last confirmed meeting."""
    last = visible_meetings(actor).filter(region=region_id, state=MeetingState.CONFIRMED.value)
    rows = AgendaItem.objects.filter(meeting__in=last.order_by("-on", "-pk")[:1].values("pk"), put_off=True)
    found = []
    for row in rows.filter(matter__isnull=True).select_related("target", "order").order_by("place"):
        thing = row.target or row.order
        found.append(
            ProposedItem(ItemKind.of(row.kind), row.title, thing.public_id if thing else None, AgendaReason.PUT_OFF)
        )
    return found


def _open(actor: Actor, region_id: int) -> list[ProposedItem]:
    """Orders from earlier meetings that are still open, and those that went up to the leader of the team."""
    orders = visible_orders(actor).filter(region=region_id)
    from_meetings = FollowUp.objects.filter(order__isnull=False).values("order")
    kept = orders.filter(pk__in=from_meetings).exclude(state__in=_OVER).order_by("due_on", "pk")
    up = orders.filter(state__in=[state.value for state in OWED], escalated=HIGHEST_ESCALATION).order_by("due_on", "pk")
    return [
        ProposedItem(ItemKind.ORDER, f"{row.number} {row.title}", row.public_id, why)
        for rows, why in ((kept, AgendaReason.OPEN), (up, AgendaReason.ESCALATED))
        for row in rows[:_MOST]
    ]
