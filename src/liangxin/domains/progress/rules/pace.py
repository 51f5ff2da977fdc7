"""What is needed each month from now on, and what is done each month at present."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from liangxin.domains.progress.rules.paths import Path, as_decimal
from liangxin.domains.progress.rules.promise import Promise
from liangxin.domains.progress.rules.trend import since_break, slope_of

MONTHS_A_DAY: Final = Fraction(12 * 4, 4 * 365 + 1)  # of the mean year of 365.25 days
_RECENT: Final = 12  # points: a whole year of months, so that seasons weigh as they come
_LEAST: Final = 3


@dataclass(frozen=True, slots=True)
class Pace:
    """In the target's unit a month, signed as the figure moves; None where it cannot be said.

    `ratio` is how many times the present pace is needed; None where the figure stands still or goes the wrong way.
    """

    days_left: int
    needed: Decimal | None
    present: Decimal | None
    ratio: Decimal | None


def pace_of(promise: Promise, path: Path, on: date) -> Pace | None:
    """None without figure, deadline or actual figure. Nothing more is needed of what is reached: 0."""
    latest = path.last_by(on)
    if promise.aim is None or promise.deadline is None or latest is None:
        return None
    days = (promise.deadline - on).days
    present = _present(path, on)
    if promise.is_met_by(latest.value):
        return Pace(days, Decimal(0), present, Decimal(0) if present else None)
    if days <= 0:
        return Pace(days, None, present, None)
    needed = as_decimal((Fraction(promise.aim) - Fraction(latest.value)) / (days * MONTHS_A_DAY))
    ratio = needed / present if present is not None and promise.sense * present > 0 else None
    return Pace(days, needed, present, ratio)


def _present(path: Path, on: date) -> Decimal | None:
    """The robust slope of the last year's points that were made by one method."""
    points = since_break([point for point in path.points if point.day <= on], path.breaks)[-_RECENT:]
    return slope_of(points)[0] if len(points) >= _LEAST else None
