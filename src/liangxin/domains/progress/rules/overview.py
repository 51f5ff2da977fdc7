"""A region over time: what changed between two days, how many stood how at the ends of months, how far they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from liangxin.domains.progress.rules.thresholds import DEFAULT
from liangxin.domains.progress.terms import Change, IndexBand, Status

_RANK: Final = {Status.BEHIND: 0, Status.AT_RISK: 1, Status.ON_TRACK: 2}
_BOUNDS: Final = (
    (Decimal(50), IndexBand.UNDER_50),
    (Decimal(DEFAULT.risk_index.numerator * 100) / DEFAULT.risk_index.denominator, IndexBand.TO_80),
    (Decimal(DEFAULT.on_index.numerator * 100) / DEFAULT.on_index.denominator, IndexBand.TO_95),
    (Decimal(110), IndexBand.TO_110),
)


@dataclass(frozen=True, slots=True)
class Turn:
    """A day on which a target came to stand differently; `before` is None when it was looked at for the first time."""

    target: int
    on: date
    before: Status | None
    after: Status


@dataclass(frozen=True, slots=True)
class Changed:
    """A target that stands differently than it did; `on` is the day of its last turn."""

    target: int
    on: date
    before: Status
    after: Status
    change: Change


def change_of(before: Status, after: Status) -> Change | None:
    """What it means to come from one status to another; None where it is the same.

    >>> change_of(Status.ON_TRACK, Status.AT_RISK).value
    'worse'
    """
    if before is after:
        return None
    if after is Status.NOT_KNOWN:
        return Change.UNKNOWN
    if before is Status.NOT_KNOWN:
        return Change.KNOWN
    return Change.BETTER if _RANK[after] > _RANK[before] else Change.WORSE


def changes_since(turns: Iterable[Turn], since: date) -> list[Changed]:
    """Who stands differently than at the end of the day `since`; worse first, then the latest.

    There and back is no change; what was looked at for the first time since has none either: nothing was there before.
    """
    first: dict[int, Turn] = {}
    last: dict[int, Turn] = {}
    for turn in sorted(turns, key=lambda one: one.on):
        if turn.on > since:
            first.setdefault(turn.target, turn)
            last[turn.target] = turn
    found = []
    for target, turn in last.items():
        before = first[target].before
        change = change_of(before, turn.after) if before else None
        if before and change:
            found.append(Changed(target, turn.on, before, turn.after, change))
    order = list(Change)
    return sorted(found, key=lambda one: (order.index(one.change), -one.on.toordinal(), one.target))


def month_ends(on: date, months: int) -> list[date]:
    """The last days of so many months up to this one, of which the day itself stands for the end.

    >>> [str(day) for day in month_ends(date(2026, 3, 10), 3)]
    ['2026-01-31', '2026-02-28', '2026-03-10']
    """
    days = [on]
    while len(days) < months:
        days.append(days[-1].replace(day=1) - timedelta(days=1))
    return days[::-1]


def standing_on(turns: Iterable[Turn], days: Sequence[date]) -> list[Mapping[Status, int]]:
    """How many targets stood how at the end of each day, days ascending; empty before any was looked at."""
    waiting = sorted(turns, key=lambda one: one.on)
    standing: dict[int, Status] = {}
    found: list[Mapping[Status, int]] = []
    place = 0
    for day in days:
        while place < len(waiting) and waiting[place].on <= day:
            standing[waiting[place].target] = waiting[place].after
            place += 1
        found.append(Counter(standing.values()))
    return found


def band_of(index: Decimal) -> IndexBand:
    """The band of an index in per cent of what was due; a bound belongs to the band above it.

    >>> band_of(Decimal(95)).value
    'to_110'
    """
    return next((band for bound, band in _BOUNDS if index < bound), IndexBand.ABOVE)
