"""What keeps settled figures as they are: writers of a unit share a hold, whoever settles takes it alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from liangxin.domains.indicators.errors import PeriodLocked
from liangxin.domains.indicators.models import LockException, PeriodLock
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.period import Period

_HOLD: Final = 0x494E4C4B  # of advisory locks: figures that a unit tells
_IDS: Final = 2**31  # the second number of an advisory lock has 32 bits


def hold_units(units: Iterable[int | None], *, alone: bool = False) -> None:
    """Until the end of the transaction: no period of these units is settled meanwhile; with `alone`, none is written.

    Taken before figures are read, in the order of ids, so that nobody waits in a circle.
    """
    how = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
    wanted = sorted({unit % _IDS for unit in units if unit is not None})
    if not wanted:
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {how}(%s, one) FROM unnest(%s::int[]) AS one", [_HOLD, wanted])  # noqa: S608 - one of two names


def require_unlocked(actor: Actor, points: Iterable[tuple[Any, Period]]) -> None:
    """Raises PeriodLocked where what is to be written was settled and no exception lets the actor change it.

    The points are keys of series (`SeriesKey`) with a period; only those that a unit tells can be locked.
    """
    told = [(key, period) for key, period in points if key.unit_id is not None]
    if not told:
        return
    rows = PeriodLock.objects.filter(
        unit__in={key.unit_id for key, _ in told}, indicator__in={key.indicator_id for key, _ in told}
    )
    locks: dict[tuple[int, int, int], list[PeriodLock]] = {}
    for row in rows.exclude(pk__in=_excepted(actor)).select_related("unit", "indicator").order_by("pk"):
        locks.setdefault((row.unit_id, row.indicator_id, row.region_id), []).append(row)
    for key, period in told:
        for lock in locks.get((key.unit_id, key.indicator_id, key.region_id), ()):
            if period in Period(lock.starts_on, lock.ends_on):
                raise PeriodLocked(
                    field="period",
                    unit=lock.unit.name,
                    period=period,
                    indicator=lock.indicator.name,
                    source=lock.source,
                )


def _excepted(actor: Actor) -> Any:
    """The locks that do not hold the actor today."""
    mine = Q(account__isnull=True) | Q(account=actor.account_id)
    return LockException.objects.filter(mine, until__gte=timezone.localdate()).values("lock")
