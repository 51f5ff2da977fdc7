"""Periods of a series: whole months, quarters, halves and years, and how they follow each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from liangxin.domains.indicators.errors import PeriodOfNoGrain
from liangxin.domains.indicators.terms import Grain
from liangxin.kernel.period import Period, PeriodUnreadable
from liangxin.kernel.text import cut

MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.HALF: 6, Grain.YEAR: 12}
_GRAINS = {months: grain for grain, months in MONTHS.items()}


def grain_of(period: Period) -> Grain:
    """The grain of a period. Raises PeriodOfNoGrain for any other stretch of days.

    >>> grain_of(Period.quarter(2025, 2)), grain_of(Period.year(2025))
    (<Grain.QUARTER: 'quarter'>, <Grain.YEAR: 'year'>)
    """
    months = 12 * (period.end.year - period.start.year) + period.end.month - period.start.month
    grain = _GRAINS.get(months)
    if grain is None or (period.start.day, period.end.day) != (1, 1) or (period.start.month - 1) % months:
        raise PeriodOfNoGrain(field="period", period=period)
    return grain


_MONTH = re.compile(r"(\d{4})(?:-|/|年)?(\d{2})(?:-01)?|(\d{4})[-/](\d)", re.ASCII)
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)


def period_said(text: str, field: str) -> Period:
    """A period of a grain as people type it: 2025-06, 202506, 2025年6月, 2025年二季度, 2025.

    The first of a month stands for the month: it is what a spreadsheet makes of 2025-06. Raises PeriodUnreadable,
    PeriodOfNoGrain.
    """
    typed = text.strip()
    try:
        month = _MONTH.fullmatch(typed)
        if month:
            period = Period.month(int(month[1] or month[3]), int(month[2] or month[4]))
        else:
            period = Period.year(int(typed)) if _YEAR.fullmatch(typed) else Period.read(typed)
        grain_of(period)
    except (PeriodUnreadable, ValueError) as unreadable:
        raise PeriodUnreadable(field=field, text=cut(typed, 40)) from unreadable
    except PeriodOfNoGrain as stretch:
        raise PeriodOfNoGrain(field=field, **stretch.details) from stretch
    return period


def period_at(grain: Grain, day: date) -> Period:
    """The period of this grain that a day belongs to."""
    months = MONTHS[grain]
    start = date(day.year, 1 + (day.month - 1) // months * months, 1)
    return Period(start, _later(start, months))


def next_period(period: Period, grain: Grain) -> Period:
    """The period of the same grain that begins where this one ends."""
    return Period(period.end, _later(period.end, MONTHS[grain]))


def periods_between(grain: Grain, since: date, until: date) -> Iterator[Period]:
    """The periods of a grain from the one that `since` belongs to, as long as they begin before `until`."""
    period = period_at(grain, since)
    while period.start < until:
        yield period
        period = next_period(period, grain)


def opens_a_year(period: Period) -> bool:
    """Whether what is counted from the beginning of the year starts anew with this period."""
    return period.start.month == 1


def _later(day: date, months: int) -> date:
    """The first of the month so many months later."""
    whole = 12 * day.year + day.month - 1 + months
    return date(whole // 12, whole % 12 + 1, 1)
