"""Rounds: which period comes next, when a return is due, how punctual and complete units have been."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from liangxin.domains.progress.terms import RoundKind
from liangxin.kernel.period import Period
from liangxin.kernel.working_days import HolidaysUnknown, add_working_days, is_working_day, working_days_between

_WEEK = timedelta(days=7)
_GRAINS = (1, 3, 6, 12)


def carries_figures(period: Period) -> bool:
    """Whether figures of indicators can stand for it: a whole month, quarter, half or year."""
    months = 12 * (period.end.year - period.start.year) + period.end.month - period.start.month
    whole = (period.start.day, period.end.day) == (1, 1)
    return whole and months in _GRAINS and (period.start.month - 1) % months == 0


def fits(kind: RoundKind, period: Period) -> bool:
    """Whether a round of this kind may ask for the period; an ad hoc one may for any."""
    if kind is RoundKind.AD_HOC:
        return True
    if kind is RoundKind.WEEKLY:
        return period.days == _WEEK.days
    return carries_figures(period) and period == period_at(kind, period.start)


def period_at(kind: RoundKind, day: date) -> Period:
    """The week from Monday, the month or the quarter that a day belongs to; the day's month for an ad hoc round.

    >>> str(period_at(RoundKind.QUARTERLY, date(2025, 5, 3)))
    '2025年二季度'
    """
    if kind is RoundKind.WEEKLY:
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + _WEEK)
    if kind is RoundKind.QUARTERLY:
        return Period.quarter(day.year, (day.month + 2) // 3)
    return Period.month(day.year, day.month)


def last_ended(kind: RoundKind, on: date) -> Period:
    """The last period of this kind that is over."""
    return period_at(kind, period_at(kind, on).start - timedelta(days=1))


def rounds_to_propose(opened: Mapping[RoundKind, Period], on: date) -> list[tuple[RoundKind, Period]]:
    """What the office should open now: the period after the last round of each kind that it holds, once it is over.

    An office that has held none is proposed the last month. Where several were left out, only the last is proposed:
    figures of the earlier ones are asked for by hand.

    >>> june = Period.month(2025, 6)
    >>> [str(period) for _, period in rounds_to_propose({RoundKind.MONTHLY: june}, date(2025, 8, 1))]
    ['2025年7月']
    """
    held: Mapping[RoundKind, Period | None] = opened or {RoundKind.MONTHLY: None}
    found: list[tuple[RoundKind, Period]] = []
    for kind in RoundKind:
        if kind in held and kind is not RoundKind.AD_HOC:
            last, due = held[kind], last_ended(kind, on)
            if last is None or last < due:
                found.append((kind, due))
    return found


def due_day(on: date, working_days: int) -> date:
    """The day by which units answer, so many working days after a day. Raises HolidaysUnknown."""
    return add_working_days(on, working_days)


def day_before(due: date) -> date:
    """The working day before a due day, by which a region's own units answer; the day before where no table tells.

    >>> day_before(date(2025, 8, 4))
    datetime.date(2025, 8, 1)
    """
    for back in range(1, 15):
        day = due - timedelta(days=back)
        try:
            if is_working_day(day):
                return day
        except HolidaysUnknown:
            break
    return due - timedelta(days=1)


@lru_cache(maxsize=4096)  # a board asks the same of each of its units
def days_left(due: date, on: date) -> int | None:
    """Working days until the due day, negative after it; None where a year has no table of holidays."""
    try:
        return working_days_between(on, due)
    except HolidaysUnknown:
        return None


def days_late(due: date, submitted: date | None, on: date) -> int | None:
    """Working days by which a return came, or still is, late; 0 in time; None where that cannot be counted."""
    left = days_left(due, submitted or on)
    return None if left is None else max(0, -left)


@dataclass(frozen=True, slots=True)
class Answered:
    """What a unit did in one round; `late` is None where working days cannot be counted."""

    asked: int
    filled: int
    late: int | None
    is_submitted: bool
    is_over: bool
    sent_back: int


@dataclass(frozen=True, slots=True)
class Punctuality:
    """A unit over the last rounds; no rate without the number of rounds and of fields it stands on."""

    rounds: int
    asked: int
    filled: int
    timed: int
    in_time: int
    late_days: int
    sent_back: int

    @property
    def completeness(self) -> Decimal | None:
        """Per cent of the fields asked for that were filled in."""
        return Decimal(100 * self.filled) / self.asked if self.asked else None

    @property
    def punctuality(self) -> Decimal | None:
        """Per cent of the rounds that can be told in which the unit answered in time."""
        return Decimal(100 * self.in_time) / self.timed if self.timed else None


def punctuality_of(answers: Iterable[Answered]) -> Punctuality:
    """Sum up a unit's rounds. One that is neither answered nor due yet says nothing."""
    rows = [row for row in answers if row.is_submitted or row.is_over]
    timed = [row for row in rows if row.late is not None]
    return Punctuality(
        rounds=len(rows),
        asked=sum(row.asked for row in rows),
        filled=sum(row.filled for row in rows),
        timed=len(timed),
        in_time=sum(row.late == 0 and row.is_submitted for row in timed),
        late_days=sum(row.late or 0 for row in timed),
        sent_back=sum(row.sent_back for row in rows),
    )
