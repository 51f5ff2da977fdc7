"""Series as progress is given them, and the path of a target: its own figure day by day, with what is still missing.

Months are counted as one number (`month_number`), so that a stretch of them is a range. A month without a figure is
missing: sums over it are lower bounds where no part is negative, and the coverage says how much has come.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from liangxin.domains.progress.terms import Bound, Holding, NoPath, Reckoning, Run, SeriesForm, SeriesGrain
from liangxin.kernel.period import Period

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """The figure of a period; `got` of `expected` parts have come. A rate may bring its numerator and denominator."""

    period: Period
    value: Decimal
    got: int = 1
    expected: int = 1
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one measure of one region in order of time; `breaks` are days from which the method is another."""

    form: SeriesForm
    unit: str
    points: tuple[SeriesPoint, ...]
    grain: SeriesGrain = SeriesGrain.MONTH
    breaks: tuple[date, ...] = ()
    holding: Holding = Holding.ADDITIONS


@dataclass(frozen=True, slots=True)
class Flow:
    """What came in from the first to the last of some months, both included, in the unit of the series."""

    first: int
    last: int
    value: Decimal
    got: int = 1
    expected: int = 1

    @property
    def months(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class PathPoint:
    """The target's figure at the end of a day, in the target's unit."""

    day: date
    value: Decimal
    got: int = 1
    expected: int = 1
    bound: Bound = Bound.EXACT

    @property
    def coverage(self) -> Fraction:
        return Fraction(self.got, self.expected) if self.expected else Fraction(0)


@dataclass(frozen=True, slots=True)
class Start:
    """Where the course of a target begins; `is_assumed` where nothing but the first figure known could be taken."""

    day: date
    value: Decimal
    is_assumed: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How sums of flows make the target's figure, so that what is still to come can be added.

    The figure at the deadline is made of the flows from month `since` on; `plus` was there before. With a `base` the
    figure is growth in per cent on it, compounded where `years` is set; `turn` is -1 where the size of a fall is told.
    """

    flows: tuple[Flow, ...]
    since: int
    plus: Decimal = Decimal(0)
    factor: Fraction = Fraction(1)
    base: Decimal | None = None
    years: Fraction | None = None
    turn: int = 1

    def figure(self, total: Decimal | Fraction) -> Decimal:
        """The target's figure for a sum of flows."""
        whole = Fraction(total) + Fraction(self.plus)
        if self.base is None:
            return as_decimal(whole * self.factor)
        ratio = whole / Fraction(self.base)
        if self.years is not None:
            grown = as_decimal(max(ratio, Fraction(0))) ** as_decimal(1 / self.years)
            ratio = Fraction(grown)
        return as_decimal(self.turn * (ratio - 1) * 100 * self.factor)


@dataclass(frozen=True, slots=True)
class Path:
    """The actual course of a target, or why there is none (`why`, then without points).

    `run` says which way the figure can move at all, `tally` how it is made where it is summed, `broke_on` that its
    figures on the two sides of a day were made by different methods.
    """

    reckoning: Reckoning
    unit: str = ""
    points: tuple[PathPoint, ...] = ()
    why: NoPath | None = None
    run: Run = Run.FREE
    start: Start | None = None
    tally: Tally | None = None
    broke_on: date | None = None
    breaks: tuple[date, ...] = ()
    grain: SeriesGrain = SeriesGrain.MONTH

    def last_by(self, on: date) -> PathPoint | None:
        """The latest point that a day knows of."""
        return next((point for point in reversed(self.points) if point.day <= on), None)


def as_decimal(number: Fraction) -> Decimal:
    """To 28 digits."""
    return Decimal(number.numerator) / Decimal(number.denominator)


def month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


@lru_cache(maxsize=2048)
def month_end(number: int) -> date:
    """The last day of a month.

    >>> month_end(month_number(date(2024, 2, 3)))
    datetime.date(2024, 2, 29)
    """
    year, month = divmod(number + 1, 12)
    return date(year, month + 1, 1) - _DAY


def flows_of(series: Series) -> tuple[Flow, ...] | None:
    """What came in month by month; None for a stock. A year's running total is taken apart.

    Where a running total leaves months out, the next one speaks for them together.
    """
    if series.form == SeriesForm.STOCK:
        return None
    found: list[Flow] = []
    before: SeriesPoint | None = None
    for point in series.points:
        first, last = month_number(point.period.start), month_number(point.period.last_day)
        value = point.value
        if series.form == SeriesForm.TO_DATE:
            first = last - last % 12
            if before is not None and before.period.last_day.year == point.period.last_day.year:
                first = month_number(before.period.last_day) + 1
                value -= before.value
            before = point
        if first <= last:
            found.append(Flow(first, last, value, point.got, point.expected))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Sum:
    """Flows of a window added up, with how much of the window they cover."""

    total: Decimal
    got: int
    expected: int
    bound: Bound


def sum_of(flows: Iterable[Flow], first: int, last: int) -> Sum:
    """Add the flows that lie wholly in a window of months; months that none covers count as missing in full."""
    inside = [flow for flow in flows if first <= flow.first and flow.last <= last]
    covered = sum(flow.months for flow in inside)
    usual = max((flow.expected for flow in inside), default=1)
    got = sum(flow.got * flow.months for flow in inside)
    expected = sum(flow.expected * flow.months for flow in inside) + usual * max(0, last - first + 1 - covered)
    total = sum((flow.value for flow in inside), Decimal(0))
    return Sum(total, got, expected, Bound.EXACT if got >= expected else bound_of(inside))


def bound_of(flows: Sequence[Flow]) -> Bound:
    """On which side of the truth a sum lies that is not complete."""
    if all(flow.value >= 0 for flow in flows):
        return Bound.LOWER
    return Bound.UPPER if all(flow.value <= 0 for flow in flows) else Bound.OPEN


def turned(bound: Bound) -> Bound:
    """The bound of the figure with its sign changed."""
    return {Bound.LOWER: Bound.UPPER, Bound.UPPER: Bound.LOWER}.get(bound, bound)
