"""Promotion events: planned, changed, cancelled; who takes part; what came of them, with its proof."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.regions import api as regions
from liangxin.domains.schemes import errors
from liangxin.domains.schemes.access.events import get_event
from liangxin.domains.schemes.access.merchants import visible_merchants
from liangxin.domains.schemes.models import EventResult, PromotionEvent
from liangxin.domains.schemes.rules.events import EventDraft, ResultDraft, require_event, require_result
from liangxin.domains.schemes.terms import REASON_LIMIT, Deed, EventState, Power
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.files.api import store
from liangxin.foundation.files.store import Readable
from liangxin.foundation.trail.api import record
from liangxin.kernel.text import cut


@dataclass(frozen=True, slots=True)
class Proof:
    """The file that proves what came of an event."""

    content: bytes | Readable
    name: str


def plan_event(actor: Actor, region_code: str, draft: EventDraft, *, unit: UUID | str | None = None) -> UUID:
    """Enter an event of a region. Raises WordsMissing, EventDaysWrong, RegionNotFound, UnitNotFound, NotAllowed."""
    region = regions.region_seen(actor, region_code)
    actor.require(Power.EVENT_EDIT, region.path)
    tidy = require_event(draft)
    with transaction.atomic():
        event = PromotionEvent.objects.create(
            region_id=region.id,
            unit_id=regions.unit_seen(actor, unit).id if unit else None,
            entered_by_id=actor.account_id,
            **_values(tidy),
        )
        record(actor, Deed.EVENT_PLANNED, event, region_path=region.path, after=_shown(tidy))
    return event.public_id


def change_event(actor: Actor, public_id: UUID | str, draft: EventDraft, *, unit: UUID | str | None = None) -> None:
    """Say anew what is planned, until results are recorded. Raises EventOver, EventStepImpossible, …"""
    tidy = require_event(draft)
    with transaction.atomic():
        event = _locked(actor, public_id)
        if event.results.exists():
            raise errors.EventOver
        if event.cancelled_at is not None:
            raise errors.EventStepImpossible(state=EventState.CANCELLED, verb="修改")
        for name, value in _values(tidy).items():
            setattr(event, name, value)
        event.unit_id = regions.unit_seen(actor, unit).id if unit else None
        event.save()
        record(actor, Deed.EVENT_CHANGED, event, region_path=event.region.path, after=_shown(tidy))


def cancel_event(actor: Actor, public_id: UUID | str, reason: str) -> None:
    """Call an event off. Raises ReasonMissing, EventOver, EventStepImpossible, EventNotFound, NotAllowed."""
    said = cut(reason.strip(), REASON_LIMIT)
    if not said:
        raise errors.ReasonMissing(field="reason")
    with transaction.atomic():
        event = _locked(actor, public_id)
        if event.results.exists():
            raise errors.EventOver
        if event.cancelled_at is not None:
            raise errors.EventStepImpossible(state=EventState.CANCELLED, verb="取消")
        event.cancelled_at, event.cancel_reason = timezone.now(), said
        event.save()
        record(actor, Deed.EVENT_CANCELLED, event, region_path=event.region.path, reason=said)


def set_event_merchants(actor: Actor, public_id: UUID | str, merchants: Collection[UUID | str]) -> int:
    """Say which merchants take part; returns how many do now. Raises EventNotFound, NotAllowed."""
    with transaction.atomic():
        event = _locked(actor, public_id)
        rows = visible_merchants(actor).filter(
            public_id__in=list(merchants), region__path__startswith=event.region.path
        )
        chosen = list(rows.order_by("id"))
        event.merchants.set(chosen)
        after = {"merchants": [row.name for row in chosen[:50]], "count": len(chosen)}
        record(actor, Deed.EVENT_MERCHANTS, event, region_path=event.region.path, after=after)
    return len(chosen)


def record_result(actor: Actor, public_id: UUID | str, draft: ResultDraft, proof: Proof | None, *, on: date) -> None:
    """Record what came of an event; recorded again, the latest holds, and the note says why.

    Raises ResultAhead, ResultEmpty, ResultUnproved, ReasonMissing, EventStepImpossible, EventNotFound, NotAllowed.
    """
    with transaction.atomic():
        event = _locked(actor, public_id)
        is_recorded, is_cancelled = event.results.exists(), event.cancelled_at is not None
        require_result(draft, event.first_day, on, recorded=is_recorded, cancelled=is_cancelled)
        if proof is None:
            raise errors.ResultUnproved(field="file")
        values = {name: getattr(draft, name) for name in ("visitors", "orders", "turnover", "claims")}
        EventResult.objects.create(
            event=event,
            note=cut(draft.note.strip(), REASON_LIMIT),
            file=store(actor, proof.content, proof.name),
            file_name=proof.name[-200:],
            recorded_by_id=actor.account_id,
            **values,
        )
        after = {name: str(value) for name, value in values.items() if value is not None}
        record(actor, Deed.EVENT_RESULT, event, region_path=event.region.path, reason=draft.note, after=after)


def _locked(actor: Actor, public_id: UUID | str) -> PromotionEvent:
    known = get_event(actor, public_id, Power.EVENT_EDIT)
    return PromotionEvent.objects.select_for_update(of=("self",)).select_related("region").get(pk=known.pk)


def _values(draft: EventDraft) -> dict[str, Any]:
    return {
        "kind": draft.kind.value,
        "name": draft.name,
        "first_day": draft.first_day,
        "last_day": draft.last_day,
        "place": draft.place,
        "families": [one.value for one in draft.families],
        "organiser": draft.organiser[:100],
        "budget": draft.budget,
        "expected_visitors": draft.expected_visitors,
        "expected_turnover": draft.expected_turnover,
    }


def _shown(draft: EventDraft) -> dict[str, Any]:
    return {name: str(value) for name, value in _values(draft).items() if value not in (None, "", [])}
