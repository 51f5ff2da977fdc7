"""The course on which a target is expected to be reached: day → the figure that is due.

A trajectory is a share of the way for each day, 0 at the start and 1 at the deadline and never falling, times the way
from start to target: so it passes through both, is monotone, and does not care for units or for which way is good.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final

from liangxin.domains.progress.rules.paths import Flow, Path, Start, as_decimal, month_end, month_number
from liangxin.domains.progress.rules.promise import Promise
from liangxin.domains.progress.terms import Reckoning, Shape
from liangxin.engines.reader.findings import TargetKind

YEAR: Final = 12
# Of the logistic course, scaled so that it begins at 0 and ends at 1: half of the way is done at half of the time, and
# it is steepest there. Steepness 8 puts a tenth of the way at a quarter of the time and nine tenths at three quarters,
# which is how building programmes run (survey and tender first, acceptance last). Ours, not a rule of anybody.
STEEPNESS: Final = 8.0


@dataclass(frozen=True, slots=True)
class Trajectory:
    """From `start` to `aim` on `deadline`; `knots` are (day number, share of the way) in order, straight between."""

    shape: Shape
    start: Start
    deadline: date
    aim: Decimal
    knots: tuple[tuple[int, Fraction], ...]


def expected_at(trajectory: Trajectory, on: date) -> Decimal:
    """The figure due at the end of a day; before the start the start, after the deadline the target."""
    return as_decimal(expected_exactly(trajectory, on))


def expected_exactly(trajectory: Trajectory, on: date) -> Fraction:
    """As `expected_at`, without rounding."""
    first = Fraction(trajectory.start.value)
    return first + (Fraction(trajectory.aim) - first) * share_at(trajectory, on)


def share_at(trajectory: Trajectory, on: date) -> Fraction:
    """How much of the way is due by the end of a day, 0 to 1."""
    day, knots = on.toordinal(), trajectory.knots
    if day <= knots[0][0]:
        return knots[0][1]
    for (earlier, low), (later, high) in pairwise(knots):
        if day <= later:
            return low + (high - low) * Fraction(day - earlier, later - earlier)
    return knots[-1][1]


def _made(shape: Shape, start: Start, promise: Promise, inner: Sequence[tuple[int, Fraction]]) -> Trajectory | None:
    """None without a figure, without a deadline, or with a deadline that is not after the start."""
    if promise.aim is None or promise.deadline is None or promise.deadline <= start.day:
        return None
    first, last = start.day.toordinal(), promise.deadline.toordinal()
    knots = [(first, Fraction(0)), *(knot for knot in inner if first < knot[0] < last), (last, Fraction(1))]
    return Trajectory(shape, start, promise.deadline, promise.aim, tuple(knots))


def linear(promise: Promise, start: Start) -> Trajectory | None:
    """The same each day: 序时进度."""
    return _made(Shape.LINEAR, start, promise, ())


def flat(promise: Promise, start: Start) -> Trajectory | None:
    """The target from the first day on: for a yearly rate, and for what is better already than promised."""
    if promise.aim is None:
        return None
    return _made(Shape.FLAT, Start(start.day, promise.aim, start.is_assumed), promise, ())


def milestones(promise: Promise, start: Start, dated: Sequence[tuple[date, Decimal]]) -> Trajectory | None:
    """Straight between dated figures. ValueError where one leaves the way or goes back on it."""
    if promise.aim is None or promise.deadline is None:
        return None
    way = Fraction(promise.aim) - Fraction(start.value)
    shares = [(day, (Fraction(value) - Fraction(start.value)) / way if way else Fraction(1)) for day, value in dated]
    ordered = sorted(shares)
    within = [(day.toordinal(), share) for day, share in ordered if start.day < day < promise.deadline]
    steps = [Fraction(0), *(share for _, share in within), Fraction(1)]
    if any(later < earlier for earlier, later in pairwise(steps)):
        raise ValueError("milestones lead from the start to the target without going back")
    return _made(Shape.MILESTONES, start, promise, within)


def s_curve(promise: Promise, start: Start, *, steepness: float = STEEPNESS) -> Trajectory | None:
    """Slow, fast, slow: a logistic course between start and deadline, with a knot at the end of each month."""
    if promise.deadline is None or promise.deadline <= start.day:
        return None
    first, last = start.day.toordinal(), promise.deadline.toordinal()
    months = range(month_number(start.day), month_number(promise.deadline) + 1)
    days = [month_end(month).toordinal() for month in months]

    def logistic(share: float) -> float:
        return 1 / (1 + math.exp(-steepness * (share - 0.5)))

    low, high = logistic(0.0), logistic(1.0)
    inner = [
        (day, Fraction((logistic((day - first) / (last - first)) - low) / (high - low)))
        for day in days
        if first < day < last
    ]
    return _made(Shape.S_CURVE, start, promise, inner)


def monthly_shape(flows: Sequence[Flow], year: int) -> tuple[Fraction, ...] | None:
    """Each month's part of a year; None unless the year has twelve full single months, none negative, not all zero."""
    january = year * YEAR
    months = {flow.first: flow for flow in flows if flow.months == 1 and january <= flow.first < january + YEAR}
    if len(months) < YEAR or any(flow.value < 0 or flow.got < flow.expected for flow in months.values()):
        return None
    total = sum((Fraction(flow.value) for flow in months.values()), Fraction(0))
    if not total:
        return None
    return tuple(Fraction(months[january + place].value) / total for place in range(YEAR))


def seasonal(promise: Promise, start: Start, shape: Sequence[Fraction]) -> Trajectory | None:
    """Each month of each year weighs as it did in the year of the shape; the years weigh the same."""
    if promise.deadline is None or promise.deadline <= start.day:
        return None
    first, last = month_number(start.day) + 1, month_number(promise.deadline)
    whole = sum((shape[month % YEAR] for month in range(first, last + 1)), Fraction(0))
    if not whole:
        return linear(promise, start)
    inner, done = [], Fraction(0)
    for month in range(first, last):
        done += shape[month % YEAR] / whole
        inner.append((month_end(month).toordinal(), done))
    return _made(Shape.SEASONAL, start, promise, inner)


_SUMMED = frozenset({Reckoning.SINCE_START, Reckoning.YEAR_TO_DATE})


def usual_trajectory(promise: Promise, path: Path, on: date) -> Trajectory | None:
    """The course that is taken where people have set none.

    A year's sum follows last year's months where they are known in full; a yearly rate, and what was on the good side
    when it began, is to be held; all else goes straight.
    """
    start = path.start
    if start is None or promise.aim is None:
        return None
    is_held = promise.sense * (Fraction(start.value) - Fraction(promise.aim)) >= 0
    if promise.kind is TargetKind.ANNUAL_GROWTH or is_held:
        return flat(promise, start)
    if path.reckoning in _SUMMED and path.tally:
        shape = next(
            (found for year in range(on.year - 1, on.year - 4, -1) if (found := monthly_shape(path.tally.flows, year))),
            None,
        )
        if shape:
            return seasonal(promise, start, shape)
    return linear(promise, start)
