"""When the money runs out: the daily cost of the past under the draft, carried on by weekday and trend, with an
interval from weeks drawn again and again (a bootstrap of the weeks' rests, seeded).
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from liangxin.engines.rulebook.what_if.records import RunsOut
from liangxin.kernel.period import Period

LEVEL = 0.8
LEAST_WEEKS = 8
DRAWS = 1000
FARTHEST = timedelta(days=5 * 366)
_DAY = timedelta(days=1)
_WEEK = 7


def runs_out(
    cost_by_day: Mapping[date, int],
    periods: Sequence[Period],
    *,
    money_fen: int,
    spent_fen: int,
    from_day: date | None,
    seed: int,
) -> tuple[RunsOut | None, str]:
    """The day, or None and why none can be said."""
    start = from_day or periods[0].start
    period = next((one for one in periods if one.start <= start < one.end), None)
    if period is None:
        return None, f"{start}不在规则草案的适用期间内，算不出资金用完的日子。"
    until = min(period.end - _DAY, start + FARTHEST)
    weeks = _whole_weeks(cost_by_day)
    days_seen = len(weeks) * _WEEK
    if len(weeks) < LEAST_WEEKS:
        return None, f"整周的历史数据只有{len(weeks)}周，至少要{LEAST_WEEKS}周，算不出资金用完的日子。"
    if not any(map(sum, (days for _, days in weeks))):
        return None, "按规则草案，这些申领都没有支出，资金不会用完。"
    future = _Future(weeks, start, until)
    left = money_fen - spent_fen
    chance = random.Random(seed)  # noqa: S311 - repeatable draws, no secret
    likely = future.first_day_without(left, future.fitted)
    drawn = sorted((future.first_day_without(left, future.drawn(chance)) or date.max) for _ in range(DRAWS))
    tail = (1 - LEVEL) / 2
    earliest, latest = drawn[int(DRAWS * tail)], drawn[min(DRAWS - 1, int(DRAWS * (1 - tail)))]
    if likely is not None:
        earliest, latest = min(earliest, likely), max(latest, likely)
    needed = round(sum(future.costs(future.fitted)))
    found = RunsOut(
        likely=likely,
        earliest=None if earliest == date.max else earliest,
        latest=None if latest == date.max else latest,
        level=LEVEL, days_seen=days_seen, from_day=start, until=until, money_fen=money_fen, spent_fen=spent_fen,
        needed_fen=needed, left_fen=max(0, left - needed),
    )  # fmt: skip
    return found, ""


def _whole_weeks(cost_by_day: Mapping[date, int]) -> list[tuple[date, list[int]]]:
    """The weeks from Monday to Sunday that lie within the days seen; a day without a claim costs nothing."""
    if not cost_by_day:
        return []
    first, last = min(cost_by_day), max(cost_by_day)
    monday = first + timedelta((7 - first.weekday()) % 7)
    found = []
    while monday + timedelta(6) <= last:
        found.append((monday, [cost_by_day.get(monday + timedelta(place), 0) for place in range(_WEEK)]))
        monday += timedelta(_WEEK)
    return found


class _Future:
    """The days to come as weeks on the trend of the weeks seen, cut into days by the share of each weekday."""

    def __init__(self, weeks: Sequence[tuple[date, list[int]]], start: date, until: date) -> None:
        self.origin = weeks[0][0]
        self.totals = [float(sum(days)) for _, days in weeks]
        whole = sum(self.totals)
        self.shares = [sum(days[place] for _, days in weeks) / whole for place in range(_WEEK)]
        self.start, self.until = start, until
        self.level, self.slope = _line(self.totals)
        self.rests = [total - self.level - self.slope * place for place, total in enumerate(self.totals)]
        self.first_week = (start - self.origin).days // _WEEK
        self.many = (until - self.origin).days // _WEEK - self.first_week + 1
        self.fitted = [max(0.0, self.level + self.slope * (self.first_week + place)) for place in range(self.many)]

    def drawn(self, chance: random.Random) -> list[float]:
        """The weeks to come once more: the trend of weeks drawn anew, and on it the rest of some week seen."""
        again = [self.level + self.slope * place + chance.choice(self.rests) for place in range(len(self.totals))]
        level, slope = _line(again)
        return [
            max(0.0, level + slope * (self.first_week + place) + chance.choice(self.rests))
            for place in range(self.many)
        ]

    def costs(self, weeks: Sequence[float]) -> list[float]:
        """Cost of each day from the first to the last."""
        days = (self.until - self.start).days + 1
        return [
            weeks[(day - self.origin).days // _WEEK - self.first_week] * self.shares[day.weekday()]
            for day in (self.start + timedelta(place) for place in range(days))
        ]

    def first_day_without(self, left: float, weeks: Sequence[float]) -> date | None:
        """The first day whose cost is not covered any more."""
        day, place = self.start, 0
        for cost in weeks:
            days = _WEEK - (day - self.origin).days % _WEEK
            shares = self.shares[_WEEK - days :]
            if cost * sum(shares) <= left and day + timedelta(days - 1) <= self.until:
                left -= cost * sum(shares)
                day += timedelta(days)
                continue
            for place in range(days):
                left -= cost * shares[place]
                if left < -0.5:
                    found = day + timedelta(place)
                    return found if found <= self.until else None
            day += timedelta(days)
        return None


def _line(values: Sequence[float]) -> tuple[float, float]:
    """Level and slope by least squares over the places 0, 1, 2, …"""
    many = len(values)
    middle, mean = (many - 1) / 2, sum(values) / many
    slope = sum((place - middle) * value for place, value in enumerate(values)) / sum(
        (place - middle) ** 2 for place in range(many)
    )
    return mean - slope * middle, slope
