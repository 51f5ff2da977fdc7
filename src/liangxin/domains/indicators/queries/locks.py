"""Which periods of a unit are settled, and who may change them still, in cards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from liangxin.domains.indicators.models import LockException, PeriodLock
from liangxin.kernel.period import Period


@dataclass(frozen=True, slots=True)
class ExceptionCard:
    """Who may change a settled figure, until which day and why; without a name, whoever may report it."""

    name: str
    until: date
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class LockCard:
    """A settled period of one indicator; the newest exception first."""

    indicator_id: int
    period: Period
    source: str
    locked_by: str
    locked_at: datetime
    exceptions: tuple[ExceptionCard, ...]


def locks_of(unit_id: int, region_id: int, indicator_ids: Iterable[int], period: Period) -> dict[int, LockCard]:
    """The locks of one unit's figures for a period, by indicator, for a caller that may see them; two queries."""
    rows = PeriodLock.objects.filter(
        unit=unit_id,
        region=region_id,
        indicator__in=set(indicator_ids),
        starts_on__lte=period.start,
        ends_on__gte=period.end,
    )
    locks = list(rows.select_related("locked_by").order_by("pk"))
    granted = LockException.objects.filter(lock__in=locks).select_related("account", "granted_by").order_by("-pk")
    exceptions: dict[int, list[ExceptionCard]] = {}
    for one in granted:
        by = one.granted_by.name if one.granted_by else ""
        card = ExceptionCard(one.account.name if one.account else "", one.until, one.reason, by)
        exceptions.setdefault(one.lock_id, []).append(card)
    return {
        row.indicator_id: LockCard(
            row.indicator_id,
            Period(row.starts_on, row.ends_on),
            row.source,
            row.locked_by.name if row.locked_by else "",
            row.locked_at,
            tuple(exceptions.get(row.pk, ())),
        )
        for row in locks
    }
