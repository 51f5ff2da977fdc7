"""One target looked at: which of two figures counts, its path and course, forecast, pace and status, as one answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from typing import Final

from liangxin.domains.progress.rules.actuals import Agreed, path_of, reckoning_of
from liangxin.domains.progress.rules.forecast import Forecast, forecast_of
from liangxin.domains.progress.rules.pace import Pace, pace_of
from liangxin.domains.progress.rules.paths import Path, Series
from liangxin.domains.progress.rules.promise import Promise, dated
from liangxin.domains.progress.rules.status import StatusDecision, StatusFacts, decide_status
from liangxin.domains.progress.rules.thresholds import DEFAULT, Thresholds
from liangxin.domains.progress.rules.trajectory import (
    Trajectory,
    flat,
    linear,
    milestones,
    monthly_shape,
    s_curve,
    seasonal,
    usual_trajectory,
)
from liangxin.domains.progress.terms import FigureOrigin, Follow, NoPath, Reckoning, Shape
from liangxin.engines.reader.findings import TargetKind

# Two figures of one thing that differ by more than this part of the larger are shown as differing; less is rounding.
AGREE_WITHIN: Final = Fraction(1, 100)
_YEARS_LOOKED_BACK: Final = 3
_METHOD: Final = 1  # goes up with a change of `forecast`, so that none made before is taken over


@dataclass(frozen=True, slots=True)
class Candidate:
    """A series that may stand against the target, with what people agreed on about it."""

    series: Series
    agreed: Agreed = field(default_factory=Agreed)


@dataclass(frozen=True, slots=True)
class CourseSet:
    """What a person set: the shape, the first day that counts, and the dated figures of a course by milestones."""

    shape: Shape
    starts_on: date | None = None
    steps: tuple[tuple[date, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class KnownForecast:
    """A forecast that was made before, and of what."""

    made_of: str
    forecast: Forecast


@dataclass(frozen=True, slots=True)
class Look:
    """What was found on a day. `paths` has every candidate's own course, `origin` is that of the one that counts.

    `fallen_back`: the course that was set fits the figures no more, so that the usual one was taken.
    """

    promise: Promise
    decision: StatusDecision
    path: Path
    origin: FigureOrigin | None
    paths: Mapping[FigureOrigin, Path]
    trajectory: Trajectory | None
    forecast: Forecast
    pace: Pace | None
    made_of: str = ""
    differs: bool = False
    fallen_back: bool = False


def look_at(
    promise: Promise,
    usual: TargetKind | str,
    candidates: Mapping[FigureOrigin, Candidate],
    follow: Follow,
    course: CourseSet | None,
    on: date,
    thresholds: Thresholds = DEFAULT,
    known: KnownForecast | None = None,
) -> Look:
    """Look at a target as a day knows it. Without a candidate there is no figure, and so no status.

    A `known` forecast that was made of the same is taken over: making one is most of the work.
    """
    promise = dated(promise, on)
    paths = {origin: _path(promise, usual, one) for origin, one in candidates.items()}
    origin = _chosen(paths, follow, on, thresholds)
    path = paths[origin] if origin else Path(Reckoning.TREND, promise.unit, why=NoPath.NO_DATA)
    trajectory, fallen_back = course_of(promise, path, course, on)
    made_of = forecast_made_of(promise, path, on)
    forecast = known.forecast if known and known.made_of == made_of else forecast_of(promise, path, on)
    return Look(
        promise=promise,
        decision=decide_status(StatusFacts(promise, path, trajectory, forecast, thresholds), on),
        path=path,
        origin=origin,
        paths=paths,
        trajectory=trajectory,
        forecast=forecast,
        pace=pace_of(promise, path, on),
        made_of=made_of,
        differs=_differ(list(paths.values()), on),
        fallen_back=fallen_back,
    )


def forecast_made_of(promise: Promise, path: Path, on: date) -> str:
    """Tells apart all that a forecast depends on, the way of making it among it."""
    return sha256(repr((_METHOD, promise, path, path.last_by(on))).encode()).hexdigest()


def course_of(promise: Promise, path: Path, course: CourseSet | None, on: date) -> tuple[Trajectory | None, bool]:
    """The course that was set, or the usual one; and whether what was set could not be kept to."""
    if course is None:
        return usual_trajectory(promise, path, on), False
    start = path.start
    if start is None or promise.aim is None:
        return None, False
    try:
        if course.shape is Shape.MILESTONES:
            return milestones(promise, start, course.steps), False
        if course.shape is Shape.SEASONAL:
            return _seasonal(promise, path, on), False
        make = {Shape.FLAT: flat, Shape.S_CURVE: s_curve}.get(course.shape, linear)
        return make(promise, start), False
    except ValueError:  # the milestones were set for another start or figure than there is now
        return usual_trajectory(promise, path, on), True


def _seasonal(promise: Promise, path: Path, on: date) -> Trajectory | None:
    """By the months of the last year known in full; straight where there is none yet."""
    flows, start = path.tally.flows if path.tally else (), path.start
    if start is None:
        return None
    years = range(on.year - 1, on.year - 1 - _YEARS_LOOKED_BACK, -1)
    shape = next((found for year in years if (found := monthly_shape(flows, year))), None)
    return seasonal(promise, start, shape) if shape else linear(promise, start)


def _path(promise: Promise, usual: TargetKind | str, candidate: Candidate) -> Path:
    reckoning = reckoning_of(promise, usual, candidate.series)
    return path_of(promise, candidate.series, reckoning, candidate.agreed)


def _chosen(
    paths: Mapping[FigureOrigin, Path], follow: Follow, on: date, thresholds: Thresholds
) -> FigureOrigin | None:
    """As a person said; else the computed one where it is covered, then the reported one, then whatever says anything.

    What a person said is kept to even where it is silent: a status that is not known asks for the missing figures.
    """
    if follow is not Follow.AUTO and (said := FigureOrigin.of(follow.value)) in paths:
        return said
    in_order = [origin for origin in FigureOrigin if origin in paths]
    covered = [origin for origin in in_order if _is_covered(paths[origin], on, thresholds)]
    speaking = [origin for origin in in_order if paths[origin].last_by(on) is not None]
    return next(iter((*covered, *speaking, *in_order)), None)


def _is_covered(path: Path, on: date, thresholds: Thresholds) -> bool:
    latest = path.last_by(on)
    if latest is None or latest.coverage < thresholds.least_coverage:
        return False
    return (on - latest.day).days <= thresholds.allowed_age[path.grain]


def _differ(paths: list[Path], on: date) -> bool:
    """Whether two paths say different things of the latest day that both know."""
    known = [{point.day: point.value for point in path.points if point.day <= on} for path in paths if path.points]
    if len(known) < 2:
        return False
    shared = known[0].keys() & known[1].keys()
    if not shared:
        return False
    one, two = known[0][max(shared)], known[1][max(shared)]
    return abs(Fraction(one) - Fraction(two)) > AGREE_WITHIN * max(abs(Fraction(one)), abs(Fraction(two)))
