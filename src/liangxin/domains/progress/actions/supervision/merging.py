"""Orders and matters of a unit that is no more."""

from __future__ import annotations

from django.db.models import F

from liangxin.domains.progress.models import Matter, Order, OrderSubject, OrderSupport
from liangxin.domains.progress.terms import MatterState, OrderState


def hand_over_orders(gone_id: int, kept_id: int) -> None:
    """What is open of a merged unit is the kept one's; where that one has an open order for a thing, both stay.

    Of two about one thing the one handed over no longer holds the place: the thing stays with the kept unit's own.
    """
    over = [state.value for state in OrderState if not state.is_open]
    held = OrderSubject.objects.filter(unit=kept_id, is_open=True)
    for name in ("target", "task", "answer"):
        taken = held.filter(**{f"{name}__isnull": False}).values(name)
        OrderSubject.objects.filter(unit=gone_id, is_open=True, **{f"{name}__in": taken}).update(is_open=False)
    OrderSubject.objects.filter(unit=gone_id, is_open=True).update(unit=kept_id)
    Order.objects.filter(lead_unit=gone_id).exclude(state__in=over).update(lead_unit=kept_id)
    supports = OrderSupport.objects.filter(unit=gone_id).exclude(order__state__in=over)
    twice = OrderSupport.objects.filter(unit=kept_id).values("order")
    supports.filter(order__in=list(twice.values_list("order", flat=True))).delete()
    supports.update(unit=kept_id)
    OrderSupport.objects.filter(unit=kept_id, order__lead_unit=F("unit")).delete()
    settled = [MatterState.DECIDED.value, MatterState.WITHDRAWN.value]
    Matter.objects.filter(unit=gone_id).exclude(state__in=settled).update(unit=kept_id)
