"""How a target stands on a day, and by which rule. Never green by silence.

Green needs a figure that is new enough, complete enough and near enough to what is due. Of a sum in which months are
missing only so much is said as the part that has come proves: a part that is enough already is honestly green, one
that has overstepped a ceiling is honestly red. docs/algorithms/progress.md shows the rules in order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from liangxin.domains.progress.rules.forecast import Forecast
from liangxin.domains.progress.rules.paths import Path, PathPoint, as_decimal, month_number
from liangxin.domains.progress.rules.promise import Promise
from liangxin.domains.progress.rules.thresholds import DEFAULT, Thresholds
from liangxin.domains.progress.rules.trajectory import Trajectory, expected_at, expected_exactly, share_at
from liangxin.domains.progress.rules.trend import Trend, since_break, trend_of
from liangxin.domains.progress.terms import (
    Bound,
    ForecastAgainst,
    NoPath,
    Reckoning,
    Run,
    Shape,
    Status,
    StatusRule,
)


@dataclass(frozen=True, slots=True)
class StatusFacts:
    """What is known of a target. The trajectory is None where there is no start, deadline or figure."""

    promise: Promise
    path: Path
    trajectory: Trajectory | None = None
    forecast: Forecast | None = None
    thresholds: Thresholds = DEFAULT


@dataclass(frozen=True, slots=True)
class StatusReason:
    """A rule that spoke, with the figures that fill its sentence: amounts in the target's unit, days, counts."""

    code: StatusRule
    figures: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def sentence(self) -> str:
        """The Chinese sentence as a template with named places."""
        return self.code.label


@dataclass(frozen=True, slots=True)
class StatusDecision:
    """The status with its reasons, the first of which decided.

    `as_of` is the day of the figure that was judged; `then` what it said on that day, where it is too old or too thin
    to say anything now.
    """

    status: Status
    reasons: tuple[StatusReason, ...]
    is_reached: bool = False
    is_over: bool = False
    is_hedged: bool = False
    as_of: date | None = None
    then: Status | None = None


@dataclass(frozen=True, slots=True)
class _View:
    """A figure seen from the good side of the target."""

    facts: StatusFacts
    point: PathPoint

    @property
    def promise(self) -> Promise:
        return self.facts.promise

    @property
    def is_met(self) -> bool:
        return self.promise.is_met_by(self.point.value)

    @property
    def is_whole(self) -> bool:
        return self.point.bound is Bound.EXACT and self.point.got >= self.point.expected

    @property
    def is_no_worse(self) -> bool:
        """The true figure is at least as good as the one shown."""
        good = Bound.LOWER if self.promise.sense > 0 else Bound.UPPER
        return self.is_whole or self.point.bound is good

    @property
    def is_no_better(self) -> bool:
        """The true figure is at most as good as the one shown."""
        bad = Bound.UPPER if self.promise.sense > 0 else Bound.LOWER
        return self.is_whole or self.point.bound is bad

    @property
    def cannot_worsen(self) -> bool:
        return self.facts.path.run is (Run.RISING if self.promise.sense > 0 else Run.FALLING)

    @property
    def cannot_recover(self) -> bool:
        return self.facts.path.run is (Run.FALLING if self.promise.sense > 0 else Run.RISING)

    @property
    def is_thin(self) -> bool:
        return self.point.coverage < self.facts.thresholds.least_coverage

    @property
    def estimate(self) -> Fraction:
        """What the figure would be if the missing parts were like those that have come."""
        value, covered = Fraction(self.point.value), self.point.coverage
        if not covered:
            return value
        start = self.facts.path.start
        origin = Fraction(start.value) if start and self.facts.path.tally and self.facts.path.tally.base is None else 0
        return origin + (value - origin) / covered

    def reason(self, code: StatusRule, **more: object) -> StatusReason:
        said: dict[str, object] = {"actual": self.point.value, "target": self.promise.aim}
        if self.promise.deadline:
            said["deadline"] = self.promise.deadline
        return StatusReason(code, said | more)

    def coverage_reason(self, code: StatusRule) -> StatusReason:
        least = as_decimal(self.facts.thresholds.least_coverage * 100)
        return StatusReason(code, {"got": self.point.got, "expected": self.point.expected, "least": least})


Judged = tuple[Status, tuple[StatusReason, ...]]


def decide_status(facts: StatusFacts, on: date) -> StatusDecision:
    """The status of a target on a day."""
    promise, path = facts.promise, facts.path
    blank = StatusDecision(Status.NOT_KNOWN, (), is_hedged=promise.hedged)
    is_over = promise.deadline is not None and on > promise.deadline
    blank = replace(blank, is_over=is_over)
    latest = path.last_by(on)
    if path.why is not None or latest is None:
        why = path.why or NoPath.NO_DATA
        return replace(blank, reasons=(StatusReason(StatusRule.NO_PATH, {"why": why}),))
    if path.reckoning is Reckoning.TREND or promise.aim is None:
        return _by_trend(facts, on, latest, blank)
    if promise.deadline is not None and is_over:
        return _after(facts, promise.deadline, latest, blank)
    view = _View(facts, latest)
    blank = replace(blank, as_of=latest.day, is_reached=view.is_met and view.is_no_worse)
    status, reasons = _judge(view)
    if settled := _settled(view):
        status, reasons = settled
    elif stale := _stale(facts, latest, on):
        return replace(blank, reasons=(stale,), then=status, is_reached=False)
    return replace(blank, status=status, reasons=reasons)


def _stale(facts: StatusFacts, latest: PathPoint, on: date) -> StatusReason | None:
    age, allowed = (on - latest.day).days, facts.thresholds.allowed_age[facts.path.grain]
    if age <= allowed:
        return None
    return StatusReason(StatusRule.STALE, {"as_of": latest.day, "age": age, "allowed": allowed})


def _settled(view: _View) -> Judged | None:
    """What no later figure can change: reached by what never falls, or overstepped by it."""
    if view.is_met and view.cannot_worsen and view.is_no_worse:
        return Status.ON_TRACK, _with_gaps(view, (view.reason(StatusRule.REACHED),))
    if not view.is_met and view.cannot_recover and view.is_no_better:
        spoilt = () if view.is_whole else (view.coverage_reason(StatusRule.SPOILT_ALREADY),)
        return Status.BEHIND, (view.reason(StatusRule.BREACHED), *spoilt)
    return None


def _with_gaps(view: _View, reasons: tuple[StatusReason, ...]) -> tuple[StatusReason, ...]:
    if view.is_whole:
        return reasons
    code = StatusRule.ENOUGH_ALREADY if view.is_no_worse else StatusRule.COVERAGE_PARTIAL
    return (*reasons, view.coverage_reason(code))


def _judge(view: _View) -> Judged:
    """By coverage, by what is reached or due, then by what the forecast and a break in the method add."""
    status, reasons = _graded(view, Fraction(view.point.value))
    if view.is_thin and not (view.is_no_worse and status is Status.ON_TRACK):
        return Status.NOT_KNOWN, (view.coverage_reason(StatusRule.COVERAGE_LOW),)
    if not view.is_whole:
        status, reasons = _with_parts_missing(view, status, reasons)
    return _with_outlook(view, status, reasons)


def _with_parts_missing(view: _View, status: Status, reasons: tuple[StatusReason, ...]) -> Judged:
    """What is missing can lift a sum, or spoil a ceiling; it is never taken for nothing."""
    reasons = (
        _with_gaps(view, reasons)
        if status is Status.ON_TRACK
        else (*reasons, view.coverage_reason(StatusRule.COVERAGE_PARTIAL))
    )
    if status is Status.ON_TRACK and view.is_no_better:
        return Status.AT_RISK, reasons
    if status is Status.BEHIND and view.is_no_worse and _graded(view, view.estimate)[0] is not Status.BEHIND:
        return Status.AT_RISK, reasons
    return status, reasons


def _with_outlook(view: _View, status: Status, reasons: tuple[StatusReason, ...]) -> Judged:
    forecast, path = view.facts.forecast, view.facts.path
    if forecast and forecast.against and not (view.is_met and view.cannot_worsen):
        said = {"low": forecast.low, "high": forecast.high, "target": view.promise.aim}
        if status is Status.ON_TRACK and forecast.against is ForecastAgainst.SHORT and not forecast.is_at_least:
            return Status.AT_RISK, (StatusReason(StatusRule.FORECAST_SHORT, said), *reasons)
        if status is Status.BEHIND and forecast.against is ForecastAgainst.REACHED:
            return Status.AT_RISK, (StatusReason(StatusRule.FORECAST_REACHES, said), *reasons)
    if status is Status.ON_TRACK and path.broke_on and view.promise.is_growth:
        return Status.AT_RISK, (StatusReason(StatusRule.BASE_BROKEN, {"break_on": path.broke_on}), *reasons)
    return status, reasons


def _graded(view: _View, value: Fraction) -> Judged:
    """A figure against the target and against what is due on its day."""
    if view.promise.is_met_by(value):
        return Status.ON_TRACK, (view.reason(StatusRule.REACHED),)
    course = view.facts.trajectory
    if course is None:
        lacking = StatusRule.NO_DEADLINE if view.promise.deadline is None else StatusRule.NO_START
        return Status.NOT_KNOWN, (view.reason(lacking),)
    way = Fraction(course.aim) - Fraction(course.start.value)
    if course.shape is Shape.FLAT or not way:
        return _held(view, value, Fraction(course.aim))
    done = (value - Fraction(course.start.value)) / way
    due = share_at(course, view.point.day)
    bounds = view.facts.thresholds
    index = done / due if due else None
    if done >= due - bounds.on_slack or done >= bounds.on_index * due:
        status, code = Status.ON_TRACK, StatusRule.ON_COURSE
    elif done >= due - bounds.risk_slack or done >= bounds.risk_index * due:
        status, code = Status.AT_RISK, StatusRule.LAGS
    else:
        status, code = Status.BEHIND, StatusRule.LAGS_FAR
    if status is Status.BEHIND and _is_less_than_a_piece_short(view, value):
        status, code = Status.AT_RISK, StatusRule.LAGS
    shown = _percent(index) if index is not None else Decimal(100)
    return status, (view.reason(code, due=expected_at(course, view.point.day), index=shown),)


def _is_less_than_a_piece_short(view: _View, value: Fraction) -> bool:
    """Of two events a year none can be half held: what is short of the course by less than one is not red."""
    piece, course = view.promise.piece, view.facts.trajectory
    if piece is None or course is None:
        return False
    return view.promise.sense * (expected_exactly(course, view.point.day) - value) < Fraction(piece)


def _held(view: _View, value: Fraction, aim: Fraction) -> Judged:
    """A figure that was to be held and is not: by how much of itself it is missed."""
    missed = view.promise.sense * (aim - value) / abs(aim) if aim else Fraction(1)
    index = _percent(1 - missed)
    due = expected_at(view.facts.trajectory, view.point.day) if view.facts.trajectory else view.promise.aim
    if missed <= view.facts.thresholds.held_within:
        return Status.AT_RISK, (view.reason(StatusRule.LAGS, due=due, index=index),)
    return Status.BEHIND, (view.reason(StatusRule.LAGS_FAR, due=due, index=index),)


def _percent(share: Fraction) -> Decimal:
    return as_decimal(share * 100).quantize(Decimal("0.1"))


def _after(facts: StatusFacts, deadline: date, latest: PathPoint, blank: StatusDecision) -> StatusDecision:
    """The deadline is past: the figure of its own period settles the matter."""
    final = facts.path.last_by(deadline)
    now = _View(facts, latest)
    late = replace(
        blank, status=Status.AT_RISK, is_reached=True, as_of=latest.day, reasons=(now.reason(StatusRule.REACHED_LATE),)
    )
    has_caught_up = now.is_met and now.is_no_worse and latest.day > deadline
    if final is None:
        return late if has_caught_up else replace(blank, reasons=(now.reason(StatusRule.UNSETTLED),), as_of=latest.day)
    view = _View(facts, final)
    blank = replace(blank, as_of=final.day)
    if settled := _settled(view):
        return replace(blank, status=settled[0], reasons=settled[1], is_reached=settled[0] is Status.ON_TRACK)
    unsettled = replace(blank, reasons=(view.reason(StatusRule.UNSETTLED),), then=_judge(view)[0])
    if month_number(final.day) <= month_number(deadline) - facts.path.grain.months:
        return late if has_caught_up else unsettled
    if view.is_met:
        if view.is_no_worse or not (view.is_thin or view.is_no_better):
            reasons = _with_gaps(view, (view.reason(StatusRule.REACHED),))
            return replace(blank, status=Status.ON_TRACK, is_reached=True, reasons=reasons)
        return unsettled
    if has_caught_up:
        return late
    if not view.is_no_better and (view.is_thin or view.promise.is_met_by(view.estimate)):
        return unsettled
    return replace(blank, status=Status.BEHIND, reasons=(view.reason(StatusRule.MISSED),))


def _by_trend(facts: StatusFacts, on: date, latest: PathPoint, blank: StatusDecision) -> StatusDecision:
    """A direction without a figure: the sign of a robust trend."""
    known = since_break([point for point in facts.path.points if point.day <= on], facts.path.breaks)
    found = trend_of(known, facts.thresholds)
    blank = replace(blank, as_of=latest.day)
    status, code = _direction(found, facts.promise.sense)
    reason = StatusReason(code, {"points": found.points, "least": facts.thresholds.least_points})
    if stale := _stale(facts, latest, on):
        return replace(blank, reasons=(stale,), then=status)
    if _View(facts, latest).is_thin:
        low = _View(facts, latest).coverage_reason(StatusRule.COVERAGE_LOW)
        return replace(blank, reasons=(low, reason))
    return replace(blank, status=status, reasons=(reason,))


def _direction(found: Trend, sense: int) -> tuple[Status, StatusRule]:
    if found.low is None or found.high is None:
        return Status.NOT_KNOWN, StatusRule.TREND_SHORT
    worst, best = (found.low, found.high) if sense > 0 else (-found.high, -found.low)
    if worst > 0:
        return Status.ON_TRACK, StatusRule.TREND_GOOD
    if best < 0:
        return Status.BEHIND, StatusRule.TREND_BAD
    return Status.AT_RISK, StatusRule.TREND_UNCLEAR


def due_on(trajectory: Trajectory | None, day: date) -> Fraction | None:
    """What is due at the end of a day; None without a trajectory."""
    return expected_exactly(trajectory, day) if trajectory else None
