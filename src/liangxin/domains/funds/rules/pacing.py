"""Pacing: how much of a budget may go out in a day, a week or a month, and how much of the rest is carried over.

Windows are counted from the first day. What a window leaves is carried into the next, at most `most_carried`; what is
released comes back into the window in which it is released. The database computes the same (`funds_window`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from liangxin.domains.funds.errors import PaceUnfit
from liangxin.domains.funds.terms import LARGEST_AMOUNT, PaceUnit


@dataclass(frozen=True, slots=True)
class Pace:
    """What goes out in one window; `most_carried` is 0 for no carry-over, None for no bound to it."""

    unit: PaceUnit
    rate_fen: int
    since: date
    most_carried: int | None = 0


@dataclass(frozen=True, slots=True)
class Window:
    """The window in which a budget is: its number, what was taken in it (net of releases), what came over."""

    number: int = 0
    taken: int = 0
    carried: int = 0


def require_pace(pace: Pace) -> Pace:
    """Raise PaceUnfit for a rate or a carry-over that cannot be."""
    if not 0 < pace.rate_fen <= LARGEST_AMOUNT:
        raise PaceUnfit(field="pace_rate")
    if pace.most_carried is not None and not 0 <= pace.most_carried <= LARGEST_AMOUNT:
        raise PaceUnfit(field="pace_carried")
    return pace


def window_number(unit: PaceUnit, since: date, on: date) -> int:
    """The number of the window of a day, 0 for the first; weeks begin on Monday. Days before `since` are in the first.

    >>> window_number(PaceUnit.WEEK, date(2025, 1, 1), date(2025, 1, 6))
    1
    """
    if on <= since:
        return 0
    if unit is PaceUnit.DAY:
        return (on - since).days
    if unit is PaceUnit.WEEK:
        return (on - _monday(since)).days // 7
    return (on.year - since.year) * 12 + on.month - since.month


def window_days(pace: Pace, number: int) -> tuple[date, date]:
    """The first day of a window and the first after it."""
    if pace.unit is PaceUnit.DAY:
        first = pace.since + timedelta(number)
        return first, first + timedelta(1)
    if pace.unit is PaceUnit.WEEK:
        monday = _monday(pace.since) + timedelta(7 * number)
        return max(monday, pace.since), monday + timedelta(7)
    months = pace.since.year * 12 + pace.since.month - 1 + number
    first, after = (date(month // 12, month % 12 + 1, 1) for month in (months, months + 1))
    return max(first, pace.since), after


def at(pace: Pace, window: Window, on: date) -> Window:
    """The window of a day, given the last one that was looked at; a day that lies before stays in it."""
    number = window_number(pace.unit, pace.since, on)
    passed = number - window.number
    if passed <= 0:
        return window
    carried = window.carried + pace.rate_fen * passed - window.taken
    if pace.most_carried is not None:
        carried = min(carried, pace.most_carried)
    return Window(number, 0, max(carried, 0))


def room(pace: Pace, window: Window, on: date) -> int:
    """What may still go out in the window of the day."""
    current = at(pace, window, on)
    return max(pace.rate_fen + current.carried - current.taken, 0)


def after_taking(pace: Pace, window: Window, on: date, fen: int) -> Window:
    """The window after so much went out in it, or with a minus came back."""
    current = at(pace, window, on)
    return replace(current, taken=current.taken + fen)


def _monday(day: date) -> date:
    return day - timedelta(day.weekday())
