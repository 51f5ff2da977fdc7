"""The doors to promotion events: own regions and below."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from liangxin.domains.schemes.errors import EventNotFound
from liangxin.domains.schemes.models import EventResult, PromotionEvent
from liangxin.domains.schemes.terms import Power
from liangxin.foundation.accounts.api import Actor, seen_from


def visible_events(actor: Actor) -> QuerySet[PromotionEvent]:
    """Events of own regions and below."""
    return PromotionEvent.objects.filter(seen_from(actor, Power.READ))


def get_event(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> PromotionEvent:
    """The event with region and unit. Raises EventNotFound, NotAllowed."""
    found = visible_events(actor).select_related("region", "unit").filter(public_id=public_id).first()
    if found is None:
        raise EventNotFound
    actor.require(to, found.region.path)
    return found


def get_result(actor: Actor, public_id: UUID | str, result_id: int) -> EventResult:
    """A recorded result of an event, with its file. Raises EventNotFound."""
    event = get_event(actor, public_id)
    found = EventResult.objects.filter(event=event, pk=result_id).select_related("file").first()
    if found is None:
        raise EventNotFound
    return found
