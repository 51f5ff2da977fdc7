"""Figures along time: 本年累计 to 当期 and back, sums over a window with coverage, and what may be compared.

A period without a figure stays without: nothing is filled in, carried on or read as zero. Worked examples are in
docs/algorithms/observations.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from liangxin.domains.indicators.rules.periods import opens_a_year, periods_between
from liangxin.domains.indicators.terms import Form, Gap, Grain
from liangxin.kernel.period import Period


@dataclass(frozen=True, slots=True)
class Step:
    """The figure of one period, or why there is none."""

    period: Period
    value: Decimal | None
    gap: Gap | None = None


@dataclass(frozen=True, slots=True)
class Accumulated:
    """A sum over a window, of which figures for `got` of `expected` periods are in; no value where none is."""

    value: Decimal | None
    got: int
    expected: int

    @property
    def is_whole(self) -> bool:
        return self.got == self.expected


def decumulate(points: Mapping[Period, Decimal], breaks: Iterable[date] = ()) -> tuple[Step, ...]:
    """What each period of a cumulative series (本年累计) added, by period; all of one grain.

    The first period of a year is its own figure. A figure below an earlier one of its year is at fault: it tells
    nothing, and neither does its successor, whose predecessor it is. Across a change of definition (`breaks` are the
    days from which one counts otherwise) nothing is subtracted and nothing falls.

    >>> month = lambda number: Period.month(2025, number)
    >>> [step.value for step in decumulate({month(1): Decimal(5), month(2): Decimal(9), month(4): Decimal(20)})]
    [Decimal('5'), Decimal('4'), None]
    """
    days = tuple(breaks)
    return _by_year(points, lambda told, periods: _year_apart(told, periods, days))


def accumulate(flows: Mapping[Period, Decimal]) -> tuple[Step, ...]:
    """The cumulative figure (本年累计) at the end of each period; none where an earlier period of its year has none."""
    return _by_year(flows, _year_summed)


def _by_year(
    points: Mapping[Period, Decimal], told: Callable[[Mapping[Period, Decimal], list[Period]], Iterator[Step]]
) -> tuple[Step, ...]:
    years = groupby(sorted(points), key=lambda period: period.start.year)
    return tuple(step for _, periods in years for step in told(points, list(periods)))


def _year_apart(points: Mapping[Period, Decimal], periods: list[Period], breaks: tuple[date, ...]) -> Iterator[Step]:
    sound: Period | None = None  # the last one whose figure did not fall; no later figure may be below its
    for period in periods:
        value = points[period]
        if sound is not None and not comparable(sound, period, breaks):
            yield Step(period, None, Gap.BROKEN)
            sound = period
            continue
        if sound is not None and value < points[sound]:
            yield Step(period, None, Gap.FELL)
            continue
        if opens_a_year(period):
            yield Step(period, value)
        elif sound is not None and sound.end == period.start:
            yield Step(period, value - points[sound])
        else:
            yield Step(period, None, Gap.NO_PREDECESSOR)
        sound = period


def _year_summed(flows: Mapping[Period, Decimal], periods: list[Period]) -> Iterator[Step]:
    total, reached = Decimal(0), date(periods[0].start.year, 1, 1)
    for period in periods:
        if period.start == reached:
            total, reached = total + flows[period], period.end
            yield Step(period, total)
        else:
            yield Step(period, None, Gap.NO_EARLIER)


def sum_over(
    form: Form, points: Mapping[Period, Decimal], window: Period, grain: Grain, breaks: Iterable[date] = ()
) -> Accumulated:
    """What came together in a window of whole periods, from figures of one form; for a stock see `stock_at_end`.

    A cumulative figure stands for all periods of its year up to its own, so that gaps before it do no harm; one from
    before a change of definition (`breaks`) is not subtracted from one after it.
    """
    if form is Form.TO_DATE:
        days = tuple(breaks)
        pieces = [_year_in(points, piece, grain, days) for piece in _years_of(window)]
    else:
        inside = [value for period, value in points.items() if period in window]
        pieces = [Accumulated(sum(inside, Decimal(0)), len(inside), _count(window, grain))]
    got = sum(piece.got for piece in pieces)
    values = (piece.value for piece in pieces if piece.value is not None)
    return Accumulated(sum(values, Decimal(0)) if got else None, got, sum(piece.expected for piece in pieces))


def _year_in(points: Mapping[Period, Decimal], window: Period, grain: Grain, breaks: tuple[date, ...]) -> Accumulated:
    """A window inside one year: the last cumulative figure in it, less what stood where it begins."""
    expected = _count(window, grain)
    sound = {step.period for step in decumulate(points, breaks) if step.gap is not Gap.FELL}
    ends = [period for period in sound if period in window]
    starts = [period for period in sound if period.end == window.start]
    if not ends or not (starts or opens_a_year(window)):
        return Accumulated(None, 0, expected)
    last = max(ends)
    if starts and not opens_a_year(window) and not comparable(starts[0], last, breaks):
        return Accumulated(None, 0, expected)
    before = Decimal(0) if opens_a_year(window) else points[starts[0]]
    return Accumulated(points[last] - before, _count(Period(window.start, last.end), grain), expected)


def stock_at_end(points: Mapping[Period, Decimal], window: Period) -> Decimal | None:
    """The figure of what there is at the end of a window; none where the window's last period has none."""
    return next((value for period, value in points.items() if period.end == window.end), None)


def comparable(first: Period, second: Period, breaks: Iterable[date]) -> bool:
    """Whether two periods are counted alike: no change of definition lies between them or inside one of them."""
    early, late = sorted((first, second))
    return not any(early.start < day < late.end for day in breaks)


def _count(window: Period, grain: Grain) -> int:
    return sum(1 for period in periods_between(grain, window.start, window.end))


def _years_of(window: Period) -> Iterator[Period]:
    for year in range(window.start.year, window.last_day.year + 1):
        part = window.intersect(Period.year(year))
        if part is not None:
            yield part
