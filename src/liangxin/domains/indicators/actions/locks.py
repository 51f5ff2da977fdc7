"""Settling what units have told: recorded and locked in one deed; changed later by a dated exception only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.indicators.access import visible_indicators
from liangxin.domains.indicators.actions.holding import hold_units
from liangxin.domains.indicators.actions.observations import KnownNames, ObservationsTaken, write_points
from liangxin.domains.indicators.errors import ExceptionPast, ExceptionUnreasoned, LockNotFound, OriginMalformed
from liangxin.domains.indicators.models import LockException, PeriodLock
from liangxin.domains.indicators.rules.drafts import ObservationDraft, require_sound
from liangxin.domains.indicators.terms import REASON_LIMIT, SOURCE_LIMIT, Deed, Origin, Power
from liangxin.domains.regions import api as regions
from liangxin.domains.regions.errors import RegionNotFound
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record
from liangxin.kernel.period import Period
from liangxin.kernel.text import cut


def settle_observations(actor: Actor, drafts: Iterable[ObservationDraft], *, source: str) -> ObservationsTaken:
    """Record what units told and lock its periods, in one deed; nobody writes figures of these units meanwhile.

    Raises PeriodLocked where another figure was settled before, OriginMalformed for what no unit told, and what
    `record_observations` raises.
    """
    given = list(drafts)
    for draft in given:
        require_sound(draft)
        if draft.origin is not Origin.REPORTED or draft.unit_id is None:
            raise OriginMalformed(field="origin")
    if not given:
        return ObservationsTaken()
    with transaction.atomic():
        known = KnownNames.of(given)
        for code, unit_id in {(draft.region_code, draft.unit_id) for draft in given}:
            path = known.places[code].path
            if not actor.may(Power.READ, path):
                raise RegionNotFound(code=code)
            actor.require(Power.SETTLE, path, known.units[unit_id].id if unit_id else None)
        hold_units((one.id for one in known.units.values()), alone=True)
        taken = write_points(actor, given, known)
        _lock(actor, given, known, cut(source.strip(), SOURCE_LIMIT))
    return taken


def _lock(actor: Actor, drafts: list[ObservationDraft], known: KnownNames, source: str) -> None:
    rows = {}
    for draft in drafts:
        key = known.key(draft)
        if key.unit_id is not None:
            rows[key.indicator_id, key.region_id, key.unit_id, draft.period] = PeriodLock(
                indicator_id=key.indicator_id,
                region_id=key.region_id,
                unit_id=key.unit_id,
                starts_on=draft.period.start,
                ends_on=draft.period.end,
                source=source,
                locked_by_id=actor.account_id,
            )
    PeriodLock.objects.bulk_create(rows.values(), ignore_conflicts=True)
    for code in sorted({draft.region_code for draft in drafts}):
        place = known.places[code]
        periods = sorted({str(draft.period) for draft in drafts if draft.region_code == code})
        after = {"points": len(rows), "periods": periods, "source": source}
        subject = ("indicators.observations", code)
        record(actor, Deed.PERIODS_LOCKED, subject, region_path=place.path, after=after)


def grant_exception(
    actor: Actor,
    indicator_code: str,
    region_code: str,
    unit_id: UUID,
    period: Period,
    *,
    until: date,
    reason: str,
    account_id: int | None = None,
) -> None:
    """Let a settled figure be changed until a day, by one person or by anyone who may report it.

    Raises ExceptionPast, ExceptionUnreasoned, LockNotFound, RegionNotFound, NotAllowed.
    """
    with transaction.atomic():
        place = regions.region_seen(actor, region_code)
        actor.require(Power.OBSERVE, place.path)
        lock = PeriodLock.objects.filter(
            indicator__in=visible_indicators(actor).filter(code=indicator_code),
            region=place.id,
            unit__public_id=unit_id,
            starts_on=period.start,
            ends_on=period.end,
        ).first()
        if lock is None:
            raise LockNotFound
        if until < timezone.localdate():
            raise ExceptionPast(field="until", until=until)
        if not reason.strip():
            raise ExceptionUnreasoned(field="reason")
        words = cut(reason.strip(), REASON_LIMIT)
        LockException.objects.create(
            lock=lock, account_id=account_id, until=until, reason=words, granted_by_id=actor.account_id
        )
        after = {"indicator": indicator_code, "period": str(period), "until": until, "account": account_id}
        subject = ("indicators.observations", region_code)
        record(actor, Deed.EXCEPTION_GRANTED, subject, region_path=place.path, reason=words, after=after)
