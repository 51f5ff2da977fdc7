"""The numbers that decide on a status, in one place, each with its reason. All are ours: no rule of law has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from liangxin.domains.progress.terms import SeriesGrain

# One period, in which no new figure can be, and the time in which a figure may come in after its period ends.
_MONTH: Final = 31 + 31
_QUARTER: Final = 92 + 45
_HALF: Final = 184 + 60
_YEAR: Final = 366 + 120


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What is near enough, old enough, complete enough.

    on_index, risk_index: progress as a part of what is due. Supervision compares with 序时进度; a twentieth behind it
    is within what late reports make, a fifth is more than a quarter of a year can catch up.
    on_slack, risk_slack: the same as a part of the whole way, so that the first months, when little is due and every
    quotient is wild, do not turn red.
    held_within: how far below a figure that is to be held it may lie, as a part of the figure, before it is behind.
    least_coverage: four of five parts; below it what is missing could turn any judgement.
    allowed_age: days from the end of the latest period; then silence counts as not known.
    least_points, window: figures that a direction without a figure is read from.
    """

    on_index: Fraction = Fraction(95, 100)
    risk_index: Fraction = Fraction(80, 100)
    on_slack: Fraction = Fraction(2, 100)
    risk_slack: Fraction = Fraction(5, 100)
    held_within: Fraction = Fraction(5, 100)
    least_coverage: Fraction = Fraction(80, 100)
    allowed_age: Mapping[SeriesGrain, int] = field(
        default_factory=lambda: MappingProxyType(
            {
                SeriesGrain.MONTH: _MONTH,
                SeriesGrain.QUARTER: _QUARTER,
                SeriesGrain.HALF: _HALF,
                SeriesGrain.YEAR: _YEAR,
            }
        )
    )
    least_points: int = 8
    window: int = 24


DEFAULT: Final = Thresholds()
