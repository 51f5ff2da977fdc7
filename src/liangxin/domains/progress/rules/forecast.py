"""Where a target will stand at its deadline if things go on as they do: a middle figure and an interval.

A robust line (median of slopes) with the medians of the calendar months where two full years are there, and a moving
block bootstrap of what it leaves over: blocks, because months that follow each other go astray together. No
assumption of a normal spread is made, outliers stay in the spread as what they are, and the draws are seeded, so that
the same series gives the same forecast. Only figures after the last change of method are used.
docs/algorithms/progress.md says how often the interval held in simulations.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from liangxin.domains.progress.rules.paths import Flow, Path, PathPoint, month_number
from liangxin.domains.progress.rules.promise import Promise, is_ratio
from liangxin.domains.progress.rules.trend import since_break
from liangxin.domains.progress.terms import Bound, ForecastAgainst, NoForecast, Reckoning, Run

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    Floats = NDArray[float64]
    Whole = NDArray[Any]
    Fit = tuple[Floats, Floats, Floats]

LEVEL: Final = Fraction(8, 10)
DRAWS: Final = 600
SEED: Final = 20_240_313
LEAST: Final = 8  # points: fewer leave a line with no spread to speak of
FARTHEST: Final = 3  # times the length of what is known
# Residuals of neighbours that go together more than this are those of a sum of shocks, not of noise around a line.
WANDERS: Final = 0.4
# What bootstraps of short series lack in width, found by the simulations that the tests repeat: more where twelve
# months are fitted to a sum, and where less than two years leave seasons, wandering and trend alike.
WIDER: Final = 1.3
WIDER_SEASONAL_SUM: Final = 1.4
WIDER_UNSEASONED: Final = 1.5
YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Forecast:
    """The figure at the deadline: with a chance of 80 % (nominal) between low and high; or `why` there is none.

    `is_at_least` says that it stands on a sum in which months are missing; `against` where the target lies.
    """

    why: NoForecast | None = None
    day: date | None = None
    middle: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    against: ForecastAgainst | None = None
    points: int = 0
    is_seasonal: bool = False
    is_at_least: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """A series on an even grid: steps from its first point, values, the place in the year of step 0, steps to come."""

    steps: tuple[int, ...]
    values: tuple[float, ...]
    phase: int
    season: int
    ahead: int


def forecast_of(promise: Promise, path: Path, on: date) -> Forecast:
    """The forecast that a day could make."""
    if promise.deadline is None:
        return Forecast(NoForecast.NO_DEADLINE)
    latest = path.last_by(on)
    if latest is None:
        return Forecast(NoForecast.NO_DATA)
    if month_number(latest.day) >= month_number(promise.deadline):
        return Forecast(NoForecast.OVER)
    made = _by_flows(promise, path, latest) if path.tally is not None else _by_values(promise, path, latest)
    if made.middle is None or made.low is None or made.high is None:
        return made
    return replace(made, day=promise.deadline, against=_against(promise, made.low, made.high))


def _against(promise: Promise, low: Decimal, high: Decimal) -> ForecastAgainst | None:
    if promise.aim is None:
        return None
    met = promise.is_met_by(low), promise.is_met_by(high)
    if all(met):
        return ForecastAgainst.REACHED
    return ForecastAgainst.INSIDE if any(met) else ForecastAgainst.SHORT


def _unfit(known: Known) -> Forecast | None:
    if len(known.values) < LEAST:
        return Forecast(NoForecast.TOO_FEW, points=len(known.values))
    if known.ahead > FARTHEST * (known.steps[-1] + 1):
        return Forecast(NoForecast.TOO_FAR, points=len(known.values))
    return None


def _by_flows(promise: Promise, path: Path, latest: PathPoint) -> Forecast:
    """What is known of the sum that makes the figure at the deadline, and what is still to come in."""
    tally, step = path.tally, path.grain.months
    if tally is None or promise.deadline is None:
        return Forecast(NoForecast.NO_DATA)
    end, due = month_number(latest.day), month_number(promise.deadline)
    flows = [flow for flow in tally.flows if flow.last <= end]
    broken = [month_number(day) for day in path.breaks if day <= latest.day]
    even = [flow for flow in flows if flow.months == step and flow.first >= max(broken, default=0)]
    if len(even) < LEAST:
        return Forecast(NoForecast.TOO_FEW, points=len(even))
    ahead = -(-(due - even[-1].last) // step)
    known = _grid([(flow.last, float(flow.value)) for flow in even], step, ahead)
    if unfit := _unfit(known):
        return unfit
    counted = sum(due - number * step >= max(end, tally.since - 1) for number in range(1, ahead + 1))
    sign = {Run.RISING: 1, Run.FALLING: -1}.get(_run(even), 0)
    totals = _simulated(known, sloping=len(even) >= 2 * known.season, sign=sign, last=counted)
    inside = [flow for flow in flows if flow.first >= tally.since]
    so_far = sum((Fraction(flow.value) for flow in inside), Fraction(0))
    low, middle, high = (tally.figure(so_far + Fraction(total)) for total in totals)
    is_whole = sum(flow.months for flow in inside) >= end - tally.since + 1
    made = Forecast(
        middle=middle,
        low=min(low, high),
        high=max(low, high),
        points=len(even),
        is_seasonal=_is_seasonal(known),
        is_at_least=not is_whole or any(flow.got < flow.expected for flow in inside),
    )
    return _within(promise, path, latest, made)


def _run(flows: list[Flow]) -> Run:
    if all(flow.value >= 0 for flow in flows):
        return Run.RISING
    return Run.FALLING if all(flow.value <= 0 for flow in flows) else Run.FREE


def _by_values(promise: Promise, path: Path, latest: PathPoint) -> Forecast:
    """A line through the figures themselves; through their changes where the figures wander."""
    step = path.grain.months
    points = since_break([point for point in path.points if point.day <= latest.day], path.breaks)
    ahead = -(-(month_number(promise.deadline or latest.day) - month_number(latest.day)) // step)
    # Around the last figure and by its own spread: numbers near one, whatever the unit.
    origin = points[-1].value
    size = max((abs(point.value - origin) for point in points), default=Decimal(0)) or Decimal(1)
    pairs = [(month_number(point.day), float((point.value - origin) / size)) for point in points]
    known = _grid(pairs, step, ahead)
    if unfit := _unfit(known):
        return unfit
    seasonal = _is_seasonal(known)
    if _wanders(known):
        changes = [
            (later[0], (later[1] - earlier[1]) / ((later[0] - earlier[0]) // step or 1))
            for earlier, later in pairwise(pairs)
        ]
        found = _simulated(_grid(changes, step, ahead), sloping=False, last=ahead)
    else:
        found = _simulated(known, sloping=True)
    low, middle, high = (origin + Decimal(repr(each)) * size for each in found)
    whole = latest.bound is Bound.EXACT
    made = Forecast(middle=middle, low=low, high=high, points=len(points), is_seasonal=seasonal, is_at_least=not whole)
    return _within(promise, path, latest, made)


def _within(promise: Promise, path: Path, latest: PathPoint, made: Forecast) -> Forecast:
    """Kept to what can be: a share lies between 0 and all, what is counted up never falls."""
    least: Decimal | None = None
    most: Decimal | None = None
    if path.reckoning in (Reckoning.RATE, Reckoning.COMPLETION) and promise.is_share and is_ratio(promise.unit or "%"):
        least, most = Decimal(0), promise.whole_share
    if path.run is Run.RISING:
        least = latest.value if least is None else max(least, latest.value)
    if path.run is Run.FALLING:
        most = latest.value if most is None else min(most, latest.value)

    def kept(value: Decimal | None) -> Decimal | None:
        if value is not None and least is not None:
            value = max(value, least)
        return min(value, most) if value is not None and most is not None else value

    return replace(made, low=kept(made.low), middle=kept(made.middle), high=kept(made.high))


def _grid(pairs: list[tuple[int, float]], step: int, ahead: int) -> Known:
    first = pairs[0][0] if pairs else 0
    return Known(
        steps=tuple((month - first) // step for month, _ in pairs),
        values=tuple(value for _, value in pairs),
        phase=(first % YEAR) // step,
        season=YEAR // step,
        ahead=ahead,
    )


def _is_seasonal(known: Known) -> bool:
    """Two full years, and each month of the year at least twice."""
    if known.season < 2 or known.steps[-1] + 1 < 2 * known.season:
        return False
    seen = [(known.phase + step) % known.season for step in known.steps]
    return all(seen.count(place) >= 2 for place in range(known.season))


def _fitted(values: Floats, steps: Whole, places: Whole | None, season: int, *, sloping: bool) -> Fit:
    """Slope, level and months of each row: medians of slopes, then medians of what is left, month by month."""
    import numpy as np

    slopes = np.zeros(len(values))
    if sloping:
        one, two = np.triu_indices(len(steps), 1)
        if places is not None:
            same = places[one] == places[two]  # slopes of the same month of two years: no season is in them
            one, two = one[same], two[same]
        slopes = np.median((values[:, two] - values[:, one]) / (steps[two] - steps[one]), axis=1)
    left = values - slopes[:, None] * steps
    if places is None:
        return slopes, np.median(left, axis=1), np.zeros((len(values), 1))
    months = np.stack([np.median(left[:, places == place], axis=1) for place in range(season)], axis=1)
    level = months.mean(axis=1)
    return slopes, level, months - level[:, None]


def _course(fit: Fit, when: Whole, where: Whole) -> Floats:
    slope, level, months = fit
    return slope[:, None] * when + level[:, None] + months[:, where]


def _wanders(known: Known) -> bool:
    import numpy as np

    steps, values = np.array(known.steps), np.array([known.values])
    fit = _fitted(values, steps, None, known.season, sloping=True)
    rest = (values - _course(fit, steps, np.zeros(len(steps), dtype=int)))[0]
    spread = float((rest**2).sum())
    return bool(spread) and float((rest[1:] * rest[:-1]).sum()) / spread > WANDERS


def _simulated(known: Known, *, sloping: bool, sign: int = 0, last: int = 0) -> tuple[float, float, float]:
    """Low, middle and high of the figure `ahead` steps on; with `last`, of the sum of the last steps up to there.

    Each draw makes a past from the fitted line and blocks of its residuals, fits anew, and goes on with other blocks.
    Residuals keep their mean: what a median leaves out of a skew series belongs into its sum.
    """
    import numpy as np

    size = max((abs(value) for value in known.values), default=0.0) or 1.0
    steps, values = np.array(known.steps), np.array([known.values]) / size
    seasonal = _is_seasonal(known)
    here = (known.phase + steps) % known.season if seasonal else np.zeros(len(steps), dtype=int)
    places = here if seasonal else None
    to_come = np.arange(known.steps[-1] + 1, known.steps[-1] + known.ahead + 1)
    there = (known.phase + to_come) % known.season if seasonal else np.zeros(known.ahead, dtype=int)
    fit = _fitted(values, steps, places, known.season, sloping=sloping)
    rest = (values - _course(fit, steps, here))[0]
    chance = np.random.default_rng(SEED)
    past = _course(fit, steps, here) + _blocks(rest, len(rest), chance)
    again = _fitted(past, steps, places, known.season, sloping=sloping)
    future = _course(again, to_come, there) + _blocks(rest, known.ahead, chance)
    if sign:
        future = sign * np.maximum(0, sign * future)
    figures = future[:, known.ahead - last :].sum(axis=1) if last else future[:, -1]
    tail = float(1 - LEVEL) / 2
    low, middle, high = np.quantile(figures, [tail, 0.5, 1 - tail]) * size
    taken = 1 + sloping + (known.season - 1 if seasonal else 0)
    if seasonal:
        wider = WIDER_SEASONAL_SUM if last else WIDER
    else:
        wider = WIDER_UNSEASONED if not sign and known.season > 1 else WIDER
    wider *= (len(rest) / max(len(rest) - taken, len(rest) / 3)) ** 0.5
    ends = (middle - wider * (middle - low), middle, middle + wider * (high - middle))
    if sign:
        ends = (sign * max(0, sign * ends[0]), middle, sign * max(0, sign * ends[2]))
    low, middle, high = (float(f"{end:.12g}") for end in ends)  # what lies beyond differs from machine to machine
    return low, middle, high


def _blocks(rest: Floats, length: int, chance: Any) -> Floats:
    """Rows of residuals drawn in blocks of neighbours, as long as asked for."""
    import numpy as np

    block = max(3, round(len(rest) ** 0.5))
    number = -(-length // block)
    begins = chance.integers(0, len(rest) - block + 1, size=(DRAWS, number))
    drawn = (begins[:, :, None] + np.arange(block)).reshape(DRAWS, -1)[:, :length]
    return np.asarray(rest[drawn])
