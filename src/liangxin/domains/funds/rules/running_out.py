"""The day on which a budget runs out, and between which days it will: weeks that were seen, drawn again and again."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

FEWEST_DAYS: Final = 14
MOST_DAYS: Final = 84  # older weeks say little of the next
HORIZON_DAYS: Final = 3 * 365
DRAWS: Final = 400
LEVEL: Final = 0.8
WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class RunsOut:
    """The likely day and the days between which it lies at `level`; None is beyond the horizon."""

    likely: date | None
    earliest: date | None
    latest: date | None
    level: float
    days_seen: int
    per_day: int  # fen, the mean of the days seen


def runs_out(taken: Sequence[int], available: int, on: date, *, seed: int = 1) -> RunsOut | None:
    """When `available` fen are gone, if the days to come are like those of the last whole weeks.

    `taken` is what went out day by day up to the day before `on`, net of what came back, days without anything as 0.
    Whole weeks are drawn, so that Saturdays stay Saturdays; days before the first taking say nothing. None with fewer
    than two weeks, or when nothing goes out.
    """
    first = next((place for place, fen in enumerate(taken) if fen), len(taken))
    seen = list(taken)[first:][-MOST_DAYS:]
    seen = seen[len(seen) % WEEK :]
    if len(seen) < FEWEST_DAYS or sum(seen) <= 0:
        return None
    weeks = [seen[start : start + WEEK] for start in range(0, len(seen), WEEK)]
    draw = random.Random(seed)  # noqa: S311 - a resample, not a secret
    days = sorted(_days_until_gone(weeks, available, draw) for _ in range(DRAWS))
    tail = int(DRAWS * (1 - LEVEL) / 2)
    likely, earliest, latest = (days[place] for place in (DRAWS // 2, tail, DRAWS - 1 - tail))
    return RunsOut(
        likely=_day(on, likely),
        earliest=_day(on, earliest),
        latest=_day(on, latest),
        level=LEVEL,
        days_seen=len(seen),
        per_day=sum(seen) // len(seen),
    )


def _days_until_gone(weeks: Sequence[Sequence[int]], available: int, draw: random.Random) -> int:
    """On which day from now, counted from 0, the last fen goes; HORIZON_DAYS where it does not."""
    left, day = available, 0
    while day < HORIZON_DAYS:
        week = draw.choice(weeks)
        if left > sum(fen for fen in week if fen > 0):
            left -= sum(week)
            day += WEEK
            continue
        for fen in week:
            left -= fen
            if left <= 0:
                return day
            day += 1
    return HORIZON_DAYS


def _day(on: date, days: int) -> date | None:
    return None if days >= HORIZON_DAYS else on + timedelta(days)
