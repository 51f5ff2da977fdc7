"""When people buy: seasons, weekends, holidays, promotions, and the days on which a scheme is open.

A scheme opens with a rush, and pauses when what was paid out has used up the money that has come in, until the next
batch. That is reckoned from what is wanted day by day, so that the pauses follow from demand and money.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np

from liangxin.engines.city.county import day_number
from liangxin.engines.city.draws import Ints, ints
from liangxin.engines.city.order import told
from liangxin.kernel.working_days import is_working_day


@dataclass(frozen=True)
class Opening:
    """How a scheme was open: per mille of what is wanted, by day of the year; the pauses, both days included."""

    factor: Ints
    pauses: tuple[tuple[date, date], ...]


def year_of(year: int) -> Any:
    """The year's own data."""
    return told(f"year_{year}")


@cache
def all_days(year: int) -> tuple[date, ...]:
    """The days of the year."""
    first, last = year_of(year)["first_day"], year_of(year)["last_day"]
    return tuple(first + timedelta(each) for each in range((last - first).days + 1))


@cache
def _common(year: int) -> Ints:
    """Weekday, holiday and promotion of each day, as one weight."""
    data = year_of(year)
    weights = []
    for day in all_days(year):
        weight = data["weekday"][day.weekday()]
        if day.weekday() < 5 and not is_working_day(day):
            weight = data["holiday"]
        demand = max((each["demand"] for each in data["promotions"] if each["from"] <= day <= each["to"]), default=1000)
        weights.append(weight * demand // 1000)
    return ints(weights)


def wanted(year: int, season: str, since: date | None = None) -> Ints:
    """How much of something is wanted on each day, per mille of an ordinary one; nothing before `since`."""
    by_month = ints(year_of(year)["seasons"][season])
    months = ints([day.month - 1 for day in all_days(year)])
    weights = by_month[months] * _common(year) // 1000
    if since is not None:
        weights[: max(0, (since - all_days(year)[0]).days)] = 0
    return ints(weights)


def cut(year: int) -> Ints:
    """What promotions take off street prices on each day, per mille."""
    data = year_of(year)["promotions"]
    return ints(
        [max((each["cut"] for each in data if each["from"] <= day <= each["to"]), default=0) for day in all_days(year)]
    )


def opening(year: int, wants: Ints, opens: date) -> Opening:
    """Walk through the year with the money: open while it lasts, paused until the next batch."""
    data, days = year_of(year), all_days(year)
    rush: Sequence[int] = data["rush"]
    batches = {each["from"]: each["share"] for each in data["batches"]}
    whole = sum(batches.values())
    total = int(wants[max(0, (opens - days[0]).days) :].sum()) * data["tight"]  # thousandths
    factor, pauses = [], []
    there = spent = 0
    since_opening = 0
    shut_on: date | None = None
    for day, want in zip(days, wants.tolist(), strict=True):
        if day in batches:
            there += total * batches[day] // whole
            if shut_on:
                pauses.append((shut_on, day - timedelta(1)))
                shut_on, since_opening = None, 0
        if day < opens or shut_on:
            factor.append(0)
            continue
        factor.append(rush[since_opening] if since_opening < len(rush) else 1000)
        since_opening += 1
        spent += want * factor[-1]
        if spent >= there:
            shut_on = day + timedelta(1)
    if shut_on and shut_on <= days[-1]:
        pauses.append((shut_on, days[-1]))
    return Opening(ints(factor), tuple(pauses))


def day_numbers(year: int) -> Ints:
    """The days of the year, counted from 1970."""
    first = day_number(all_days(year)[0])
    return ints(np.arange(first, first + len(all_days(year))))
