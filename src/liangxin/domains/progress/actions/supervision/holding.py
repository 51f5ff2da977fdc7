"""What all verbs of an order share: it is held, its state and the actor's powers allow the verb; the event is told."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from liangxin.domains.progress import errors
from liangxin.domains.progress.access import get_order
from liangxin.domains.progress.actions.supervision.telling import tell_of
from liangxin.domains.progress.models import Order, OrderEvent, OrderSubject
from liangxin.domains.progress.rules.supervision import ORDER_MOVES, order_move
from liangxin.domains.progress.terms import Deed, OrderState, OrderVerb
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record
from liangxin.kernel.text import cut

_DEEDS = {
    OrderVerb.DRAFT: Deed.ORDER_DRAFTED,
    OrderVerb.ISSUE: Deed.ORDER_ISSUED,
    OrderVerb.RECEIVE: Deed.ORDER_RECEIVED,
    OrderVerb.REPLY: Deed.ORDER_REPLIED,
    OrderVerb.ACCEPT: Deed.ORDER_ACCEPTED,
    OrderVerb.SEND_BACK: Deed.ORDER_SENT_BACK,
    OrderVerb.WITHDRAW: Deed.ORDER_WITHDRAWN,
    OrderVerb.ASK_TIME: Deed.ORDER_TIME_ASKED,
    OrderVerb.GRANT_TIME: Deed.ORDER_TIME_GRANTED,
    OrderVerb.REFUSE_TIME: Deed.ORDER_TIME_REFUSED,
    OrderVerb.ESCALATE: Deed.ORDER_ESCALATED,
    OrderVerb.INSTRUCT: Deed.ORDER_INSTRUCTED,
}
_REASON = 300


def held(actor: Actor, public_id: UUID | str, verb: OrderVerb) -> Order:
    """The order, locked, in a state that allows the verb. Raises OrderNotFound, NotAllowed, OrderStateUnfit."""
    known = get_order(actor, public_id)
    power = next(move.power for move in ORDER_MOVES if move.verb is verb)
    actor.require(power, known.region.path, known.lead_unit_id)
    row = Order.objects.select_for_update(of=("self",)).select_related("region", "lead_unit").get(pk=known.pk)
    if order_move(OrderState.of(row.state), verb) is None:
        raise errors.OrderStateUnfit(state=OrderState.of(row.state), verb=verb)
    return row


def moved(row: Order, verb: OrderVerb) -> None:
    """Move a held order on; once nothing is to be done any more, its subjects are free for another."""
    move = order_move(OrderState.of(row.state), verb)
    if move is None:
        raise errors.OrderStateUnfit(state=OrderState.of(row.state), verb=verb)
    row.state = move.target.value
    row.save()
    if not move.target.is_open:
        OrderSubject.objects.filter(order=row).update(is_open=False)


def told(actor: Actor, row: Order, verb: OrderVerb, at: datetime | None = None, **said: Any) -> OrderEvent:
    """Leave the event on the order's timeline and the line of the trail."""
    made = OrderEvent.objects.create(
        order=row,
        verb=verb.value,
        at=at or timezone.now(),
        by_id=actor.account_id,
        by_name=cut(actor.name, 60),
        **said,
    )
    after = {"number": row.number, "state": row.state}
    after |= {name: said[name] for name in ("until", "done", "level", "file_name") if said.get(name)}
    reason = cut(said.get("text", ""), _REASON)
    record(actor, _DEEDS[verb], subject_of(row), region_path=row.region.path, reason=reason, after=after)
    if at is None:
        tell_of(actor, row, made)
    return made


def subject_of(row: Order) -> tuple[str, str]:
    """The order in the trail."""
    return "progress.order", str(row.pk)


def words_of(text: str, what: str, limit: int, field: str, *, needed: bool = True) -> str:
    """What somebody wrote, not too long, and not empty where it is needed. Raises FieldNeeded, FieldTooLong."""
    words = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if needed and not words:
        raise errors.FieldNeeded(field=field, what=what)
    if len(words) > limit:
        raise errors.FieldTooLong(field=field, what=what, limit=limit)
    return words
