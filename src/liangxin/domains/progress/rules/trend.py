"""The direction of a series that outliers do not turn: the median of all slopes between two points (Theil and Sen)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal

from liangxin.domains.progress.rules.paths import PathPoint, month_number
from liangxin.domains.progress.rules.thresholds import DEFAULT, Thresholds

CONFIDENCE = 0.8
_DIGITS = Context(prec=12)  # what lies beyond differs from machine to machine


@dataclass(frozen=True, slots=True)
class Trend:
    """Change a month with its 80 % confidence limits; none where `points` are fewer than asked for."""

    points: int
    slope: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None


def trend_of(points: Sequence[PathPoint], thresholds: Thresholds = DEFAULT) -> Trend:
    """The trend of the last points; points are those of one method (after the last break)."""
    used = points[-thresholds.window :]
    if len(used) < thresholds.least_points:
        return Trend(len(used))
    return Trend(len(used), *slope_of(used))


def slope_of(points: Sequence[PathPoint]) -> tuple[Decimal, Decimal, Decimal]:
    """Slope a month, and its lower and upper limit; at least two points.

    Values are brought to their own size first, so that very large and very small ones are treated alike.
    """
    from scipy.stats import theilslopes  # half a second to import: only where something is to be computed

    origin = points[0].value
    size = max((abs(point.value - origin) for point in points), default=Decimal(0)) or Decimal(1)
    months = [month_number(point.day) for point in points]
    found = theilslopes([float((point.value - origin) / size) for point in points], months, alpha=CONFIDENCE)
    slope, low, high = (_DIGITS.multiply(Decimal(repr(float(each))), size) for each in (found[0], found[2], found[3]))
    return slope, min(low, high), max(low, high)


def since_break(points: Sequence[PathPoint], breaks: Sequence[date]) -> tuple[PathPoint, ...]:
    """Those made by the method in use when the last of them was made."""
    passed = [day for day in breaks if points and day <= points[-1].day]
    return tuple(point for point in points if not passed or point.day >= max(passed))
