"""Forecasts: the interval holds as often as it says, moves with its figures, and is kept to what can be."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liangxin.domains.progress.rules.actuals import path_of
from liangxin.domains.progress.rules.forecast import Forecast, forecast_of
from liangxin.domains.progress.rules.paths import Path
from liangxin.domains.progress.rules.promise import Base, Promise
from liangxin.domains.progress.terms import ForecastAgainst, NoForecast, Reckoning, SeriesForm
from liangxin.domains.progress.tests.given import end, promise, series
from liangxin.engines.reader.findings import Comparator, TargetKind

SEASONS = np.array([-0.3, -0.55, 0.05, 0.0, 0.05, 0.15, -0.05, -0.05, 0.1, 0.05, 0.15, 0.4])
Made = tuple[Promise, Path, float, date]


def noise(chance: Any, count: int, sort: str) -> Any:
    """Even, dragging on or with long tails; one month in twenty lies three to six spreads off."""
    made = {"even": chance.normal(0, 1, count), "tails": chance.standard_t(3, count) / 1.7}.get(sort, np.zeros(count))
    if sort == "dragging":
        shocks = chance.normal(0, 0.87, count)
        for at in range(count):
            made[at] = shocks[at] + (0.5 * made[at - 1] if at else 0)
    out = chance.random(count) < 0.05
    made[out] += chance.choice([-1, 1], out.sum()) * chance.uniform(3, 6, out.sum())
    return made


def counted(chance: Any, known: int, ahead: int, sort: str) -> Made:
    """Monthly sums with a spring-festival dip, a year-end rush and some growth, towards a cumulative target."""
    at = np.arange(known + ahead)
    spread = np.clip(1 + 0.2 * noise(chance, known + ahead, sort), 0.02, None)
    monthly = 100 * (1 + SEASONS[at % 12]) * (1 + 0.003 * at) * spread
    asked = promise(value="5000", deadline=end(known + ahead - 1))
    path = path_of(asked, series(round(each, 3) for each in monthly[:known]), Reckoning.SINCE_START)
    return asked, path, float(monthly.sum()), end(known - 1)


def standing(chance: Any, known: int, ahead: int, sort: str) -> Made:
    """A level with seasons around a line."""
    at = np.arange(known + ahead)
    level = 50 + 0.3 * at + 3 * SEASONS[at % 12] + noise(chance, known + ahead, sort)
    asked = promise(TargetKind.LEVEL, "80", deadline=end(known + ahead - 1))
    stock = series((round(each, 4) for each in level[:known]), SeriesForm.STOCK)
    return asked, path_of(asked, stock, Reckoning.STOCK), float(level[-1]), end(known - 1)


def wandering(chance: Any, known: int, ahead: int, sort: str) -> Made:
    """A stock that grows by what comes in."""
    level = 50 + np.cumsum(0.5 + 0.5 * noise(chance, known + ahead, sort))
    asked = promise(TargetKind.LEVEL, "80", deadline=end(known + ahead - 1))
    stock = series((round(each, 4) for each in level[:known]), SeriesForm.STOCK)
    return asked, path_of(asked, stock, Reckoning.STOCK), float(level[-1]), end(known - 1)


@pytest.mark.parametrize(
    ("world", "sort"),
    [
        *((counted, sort) for sort in ("even", "dragging", "tails")),
        *((standing, sort) for sort in ("even", "dragging", "tails")),
        (wandering, "even"),
    ],
)
def test_an_interval_of_80_per_cent_holds_in_75_to_90(world: Callable[..., Made], sort: str) -> None:
    held = tried = 0
    for known, ahead in ((24, 12), (30, 14), (34, 14)):
        for seed in range(40):
            asked, path, truth, on = world(np.random.default_rng(seed), known, ahead, sort)
            made = forecast_of(asked, path, on)
            assert made.low is not None
            assert made.high is not None
            held += made.low <= Decimal(truth) <= made.high
            tried += 1
    assert 0.75 <= held / tried <= 0.90, held / tried


def monthly(seed: int, count: int = 30) -> list[float]:
    chance = np.random.default_rng(seed)
    return [round(float(each), 2) for each in 50 + 10 * SEASONS[np.arange(count) % 12] + chance.normal(0, 3, count)]


def made_of(values: list[float], aim: str = "100", **more: Any) -> Forecast:
    asked = promise(TargetKind.LEVEL, aim, **more)
    return forecast_of(asked, path_of(asked, series(values, SeriesForm.STOCK), Reckoning.STOCK), end(len(values) - 1))


def near(one: Decimal | None, other: Decimal | None) -> bool:
    assert one is not None
    assert other is not None
    return abs(one - other) <= Decimal("1e-6") * max(Decimal(1), abs(one), abs(other))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([-1000, -1, 3]), st.integers(-50, 50), st.integers(13, 36))
def test_a_forecast_moves_with_its_figures(seed: int, factor: int, shift: int, count: int) -> None:
    values = monthly(seed, count)
    plain, moved = made_of(values), made_of([round(each * factor + shift, 2) for each in values])
    ends = (plain.low, plain.middle, plain.high) if factor > 0 else (plain.high, plain.middle, plain.low)
    for one, other in zip(ends, (moved.low, moved.middle, moved.high), strict=True):
        assert one is not None
        assert near(one * factor + shift, other)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 500), min_size=8, max_size=34), st.sampled_from([10, 10000]))
def test_what_is_counted_up_never_falls_and_has_no_unit(values: list[int], factor: int) -> None:
    asked = promise(value="9000")
    path = path_of(asked, series(values), Reckoning.SINCE_START)
    on = end(len(values) - 1)
    plain = forecast_of(asked, path, on)
    big = forecast_of(asked, path_of(asked, series([each * factor for each in values]), Reckoning.SINCE_START), on)
    if plain.why is not None:
        assert plain.why is big.why is NoForecast.TOO_FAR
        return
    assert plain.low is not None
    assert plain.middle is not None
    assert plain.high is not None
    assert sum(values) <= plain.low <= plain.middle <= plain.high
    for one, other in ((plain.low, big.low), (plain.middle, big.middle), (plain.high, big.high)):
        assert near(one * factor, other)


def test_the_same_series_gives_the_same_forecast() -> None:
    assert made_of(monthly(1)) == made_of(monthly(1))


def test_a_share_stays_between_nothing_and_all() -> None:
    asked = promise(TargetKind.SHARE, "95", "%", deadline=date(2028, 12, 31))
    rates = series([70 + at for at in range(24)], SeriesForm.STOCK, "%")
    made = forecast_of(asked, path_of(asked, rates, Reckoning.RATE), end(23))
    assert (made.high, made.against) == (Decimal(100), ForecastAgainst.REACHED)


@pytest.mark.parametrize(
    ("aim", "comparator", "against"),
    [
        ("10", Comparator.AT_LEAST, ForecastAgainst.REACHED),
        ("200", Comparator.AT_LEAST, ForecastAgainst.SHORT),
        ("10", Comparator.AT_MOST, ForecastAgainst.SHORT),
        ("200", Comparator.AT_MOST, ForecastAgainst.REACHED),
    ],
)
def test_it_says_where_the_target_lies(aim: str, comparator: Comparator, against: ForecastAgainst) -> None:
    assert made_of(monthly(2), aim, comparator=comparator).against is against
    middle = made_of(monthly(2)).middle
    assert made_of(monthly(2), str(middle), comparator=comparator).against is ForecastAgainst.INSIDE


def test_there_is_none_where_nothing_can_be_said() -> None:
    assert made_of(monthly(3, 7)).why is NoForecast.TOO_FEW
    assert made_of(monthly(3, 9), deadline=date(2034, 12, 31)).why is NoForecast.TOO_FAR
    assert made_of(monthly(3), deadline=None).why is NoForecast.NO_DEADLINE
    assert made_of(monthly(3), deadline=end(20)).why is NoForecast.OVER
    asked = promise(TargetKind.LEVEL)
    assert forecast_of(asked, Path(Reckoning.STOCK), end(3)).why is NoForecast.NO_DATA


def test_only_what_came_after_a_change_of_method_counts() -> None:
    asked = promise(value="900")
    jumped = series([100] * 20 + [10] * 10)
    broken = replace(jumped, breaks=(date(2025, 9, 1),))
    made = forecast_of(asked, path_of(asked, broken, Reckoning.SINCE_START), end(29))
    assert (made.points, made.middle) == (10, Decimal(2100 + 18 * 10))
    early = replace(jumped, breaks=(date(2026, 1, 1),))
    assert forecast_of(asked, path_of(asked, early, Reckoning.SINCE_START), end(29)).why is NoForecast.TOO_FEW


def test_a_month_that_is_missing_leaves_a_forecast_at_least() -> None:
    asked = promise(value="900")
    made = forecast_of(asked, path_of(asked, series([10] * 9 + [None] + [10] * 5), Reckoning.SINCE_START), end(14))
    assert (made.is_at_least, made.middle) == (True, Decimal(140 + 33 * 10))


def test_what_takes_half_a_second_to_import_is_imported_only_to_compute() -> None:
    rules = "status, forecast, pace, roll_up, actuals, trajectory, trend"
    slow = "{'scipy', 'numpy'} & set(sys.modules)"
    ask = f"import sys; from liangxin.domains.progress.rules import {rules}; print({slow})"
    found = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"


def test_growth_is_forecast_through_what_comes_in() -> None:
    asked = promise(TargetKind.GROWTH, "26", "%", base=Base(2023, Decimal(120)), deadline=date(2026, 12, 31))
    made = forecast_of(asked, path_of(asked, series([12] * 30), Reckoning.GROWTH), end(29))
    assert (made.middle, made.against) == (Decimal(20), ForecastAgainst.SHORT)


def test_a_year_is_forecast_with_the_seasons_of_the_years_before() -> None:
    asked = promise(TargetKind.ANNUAL, "120", deadline=date(2026, 12, 31))
    shape = [2, 1, 6, 9, 10, 12, 9, 9, 11, 10, 12, 29]
    path = path_of(asked, series([*shape, *shape, *shape[:6]]), Reckoning.YEAR_TO_DATE)
    made = forecast_of(asked, path, end(29))
    assert (made.is_seasonal, made.middle) == (True, Decimal(120))
