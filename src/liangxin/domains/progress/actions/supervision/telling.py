"""Who hears of what happens to an order, in the transaction of the deed: the unit, the office, the leaders."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.urls import reverse
from django.utils import timezone

from liangxin.domains.progress.models import Order, OrderEvent, OrderSupport
from liangxin.domains.progress.queries.supervision.owed import ORDER
from liangxin.domains.progress.rules.reminding import day_words
from liangxin.domains.progress.terms import News, OrderVerb, Power
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.messages.api import Note, settle, tell_many
from liangxin.kernel.text import cut

_TEXT = 600
People = frozenset[int]


def tell_of(actor: Actor, row: Order, event: OrderEvent) -> None:
    """Tell those whom an event of an order concerns; what it settles is read by that."""
    verb, on = OrderVerb.of(event.verb), timezone.localdate()
    if verb in _SETTLES:
        settle([(ORDER, str(row.public_id))], [News.REMINDER.value])
    if verb in _HEAR:
        people = frozenset[int]().union(*(find(row, on) for find in _HEAR[verb])) - {actor.account_id or 0}
        tell_many(actor, [_note(row, event, verb, people)])


def _note(row: Order, event: OrderEvent, verb: OrderVerb, people: People) -> Note:
    kind = News.ESCALATED if verb is OrderVerb.ESCALATE else News.ORDER
    due = f"，请于{day_words(row.due_on)}前反馈" if verb in _DUE and row.due_on else ""
    said = f"{event.by_name}：{event.text}" if event.text else ""
    return Note(
        recipients=people,
        kind=kind.value,
        key=f"{row.public_id}:{event.pk}",
        title=f"{row.number}《{row.title}》{verb.label}{due}",
        text=cut(said or row.asked, _TEXT),
        url=reverse("progress:order", args=[row.public_id]),
        about=(ORDER, str(row.public_id)),
        supersedes=(News.REMINDER.value,) if verb in _SETTLES else (),
    )


def _lead(row: Order, on: date) -> People:
    return regions.people_of_units(Power.ANSWER_ORDER, [row.lead_unit_id], on).get(row.lead_unit_id, frozenset())


def _supports(row: Order, on: date) -> People:
    units = list(OrderSupport.objects.filter(order=row).values_list("unit", flat=True))
    return frozenset[int]().union(*regions.people_of_units(Power.ANSWER_ORDER, units, on).values())


def _office(row: Order, on: date) -> People:
    path = row.region.path
    return regions.people_of_regions(Power.SUPERVISE, [path], on).get(path, frozenset())


def _leaders(row: Order, on: date) -> People:
    path = row.region.path
    return regions.people_of_regions(Power.INSTRUCT, [path], on, above=False).get(path, frozenset())


_HEAR: dict[OrderVerb, tuple[Callable[[Order, date], People], ...]] = {
    OrderVerb.ISSUE: (_lead, _supports),
    OrderVerb.SEND_BACK: (_lead,),
    OrderVerb.GRANT_TIME: (_lead,),
    OrderVerb.REFUSE_TIME: (_lead,),
    OrderVerb.INSTRUCT: (_lead, _office),
    OrderVerb.WITHDRAW: (_lead, _supports),
    OrderVerb.ACCEPT: (_lead,),
    OrderVerb.REPLY: (_office,),
    OrderVerb.ASK_TIME: (_office,),
    OrderVerb.ESCALATE: (_lead, _leaders),
}
_DUE = (OrderVerb.ISSUE, OrderVerb.SEND_BACK, OrderVerb.GRANT_TIME)
_SETTLES = (OrderVerb.REPLY, OrderVerb.ACCEPT, OrderVerb.WITHDRAW, OrderVerb.GRANT_TIME)
