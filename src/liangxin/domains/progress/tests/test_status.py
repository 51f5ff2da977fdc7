"""Statuses: each rule by a case, and what holds for all figures: monotone, symmetric, without units, not silent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.domains.progress.rules.forecast import Forecast
from liangxin.domains.progress.rules.paths import Path, PathPoint, Start, turned
from liangxin.domains.progress.rules.promise import Promise, piece_of
from liangxin.domains.progress.rules.status import StatusFacts, decide_status
from liangxin.domains.progress.rules.thresholds import DEFAULT
from liangxin.domains.progress.rules.trajectory import linear
from liangxin.domains.progress.terms import (
    Bound,
    ForecastAgainst,
    NoPath,
    Reckoning,
    Run,
    SeriesGrain,
    Status,
    StatusRule,
)
from liangxin.domains.progress.tests.given import DEADLINE, START, end, facts, promise, stock_path
from liangxin.engines.reader.findings import Comparator, TargetKind

ON = date(2025, 1, 20)  # the figure of the end of 2024 is there; a quarter of the way is due
RANK = {Status.BEHIND: 0, Status.AT_RISK: 1, Status.ON_TRACK: 2}
LOWER_RISING: dict[str, Any] = {"bound": Bound.LOWER, "run": Run.RISING}


def judged(given_facts: StatusFacts, on: date = ON) -> tuple[Status, StatusRule]:
    decision = decide_status(given_facts, on)
    return decision.status, decision.reasons[0].code


@pytest.mark.parametrize(
    ("value", "status", "rule"),
    [
        ("480", Status.ON_TRACK, StatusRule.REACHED),
        ("120", Status.ON_TRACK, StatusRule.ON_COURSE),
        ("115", Status.ON_TRACK, StatusRule.ON_COURSE),  # 95 % of the 120.2 that are due
        ("100", Status.AT_RISK, StatusRule.LAGS),
        ("60", Status.BEHIND, StatusRule.LAGS_FAR),
    ],
)
def test_a_figure_is_set_against_what_is_due_on_its_day(value: str, status: Status, rule: StatusRule) -> None:
    assert judged(facts(value)) == (status, rule)


def test_the_reason_fills_its_sentence() -> None:
    (reason,) = decide_status(facts("60"), ON).reasons
    said = reason.sentence % {**reason.figures, "due": round(Decimal(str(reason.figures["due"])), 1)}
    assert said == "实际60，应有120.2，进度只相当于应有的49.9%，差距较大。"


def test_the_first_weeks_do_not_turn_red() -> None:
    assert judged(facts("0", at=0), date(2024, 2, 10))[0] is Status.AT_RISK
    assert judged(facts("1", at=0), date(2024, 2, 10))[0] is Status.ON_TRACK


def test_less_than_a_piece_short_is_not_red() -> None:
    none_yet = facts("0", at=23, aim="2")
    assert judged(none_yet, end(24))[0] is Status.BEHIND
    whole = replace(none_yet, promise=replace(none_yet.promise, piece=piece_of("场")))
    assert judged(whole, end(24)) == (Status.BEHIND, StatusRule.LAGS_FAR)  # just over one is due
    earlier = replace(facts("0", at=20, aim="2"), promise=whole.promise)
    assert judged(earlier, end(21)) == (Status.AT_RISK, StatusRule.LAGS)


def test_no_data_is_not_known() -> None:
    asked = promise(TargetKind.LEVEL)
    for why in NoPath:
        decision = decide_status(StatusFacts(asked, Path(Reckoning.STOCK, why=why)), ON)
        assert decision.status is Status.NOT_KNOWN
        assert decision.reasons[0].figures["why"] is why
    assert judged(facts("480", at=30)) == (Status.NOT_KNOWN, StatusRule.NO_PATH)  # only a figure still ahead


def test_silence_is_not_known_and_what_was_last_said_is_kept() -> None:
    decision = decide_status(facts("60"), end(11) + timedelta(63))
    assert (decision.status, decision.then) == (Status.NOT_KNOWN, Status.BEHIND)
    assert decision.reasons[0].figures == {"as_of": end(11), "age": 63, "allowed": 62}
    assert decide_status(facts("60"), end(11) + timedelta(62)).status is Status.BEHIND
    reached = decide_status(facts("480"), end(11) + timedelta(63))
    assert (reached.status, reached.is_reached) == (Status.NOT_KNOWN, False)


def test_a_quarterly_figure_may_be_older() -> None:
    quarterly = facts("60")
    quarterly = replace(quarterly, path=replace(quarterly.path, grain=SeriesGrain.QUARTER))
    assert judged(quarterly, end(11) + timedelta(137))[0] is Status.BEHIND
    assert judged(quarterly, end(11) + timedelta(138))[0] is Status.NOT_KNOWN


def test_what_is_counted_up_and_reached_stays_reached_without_news() -> None:
    decision = decide_status(facts("480", run=Run.RISING), end(11) + timedelta(400))
    assert (decision.status, decision.is_reached) == (Status.ON_TRACK, True)


def test_a_lower_bound_that_is_enough_is_green_and_one_that_is_not_is_not_known() -> None:
    thin = (1, 10)
    assert judged(facts("480", coverage=thin, **LOWER_RISING)) == (Status.ON_TRACK, StatusRule.REACHED)
    assert judged(facts("130", coverage=thin, **LOWER_RISING)) == (Status.ON_TRACK, StatusRule.ON_COURSE)
    assert judged(facts("60", coverage=thin, **LOWER_RISING)) == (Status.NOT_KNOWN, StatusRule.COVERAGE_LOW)
    open_ended = facts("480", coverage=thin, bound=Bound.OPEN)
    assert judged(open_ended) == (Status.NOT_KNOWN, StatusRule.COVERAGE_LOW)


def test_a_sum_that_lacks_a_little_is_judged_by_what_it_proves() -> None:
    nearly = (9, 10)
    assert judged(facts("118", coverage=nearly, **LOWER_RISING))[0] is Status.ON_TRACK
    assert judged(facts("93", coverage=nearly, **LOWER_RISING))[0] is Status.AT_RISK  # 103 if the rest was alike
    assert judged(facts("60", coverage=nearly, **LOWER_RISING))[0] is Status.BEHIND


def test_a_ceiling_is_spoilt_by_what_has_come_and_not_proved_by_it() -> None:
    ceiling: dict[str, Any] = {"comparator": Comparator.AT_MOST, "aim": "100", "start": "0", **LOWER_RISING}
    assert judged(facts("101", coverage=(1, 10), **ceiling)) == (Status.BEHIND, StatusRule.BREACHED)
    assert judged(facts("50", coverage=(1, 10), **ceiling))[0] is Status.NOT_KNOWN
    assert judged(facts("50", coverage=(9, 10), **ceiling))[0] is Status.AT_RISK
    assert judged(facts("50", **{**ceiling, "bound": Bound.EXACT}))[0] is Status.ON_TRACK


def test_after_the_deadline_its_own_figure_settles_it() -> None:
    after = DEADLINE + timedelta(40)
    met = decide_status(facts("480", at=47), after)
    missed = decide_status(facts("479", at=47), after)
    absent = decide_status(facts("479", at=46), after)
    assert (met.status, met.is_reached, met.is_over) == (Status.ON_TRACK, True, True)
    assert (missed.status, missed.reasons[0].code, missed.is_over) == (Status.BEHIND, StatusRule.MISSED, True)
    assert (absent.status, absent.reasons[0].code) == (Status.NOT_KNOWN, StatusRule.UNSETTLED)
    assert absent.then is Status.ON_TRACK
    assert decide_status(facts("480", at=40, run=Run.RISING), after).status is Status.ON_TRACK
    assert judged(facts("470", at=47, coverage=(9, 10), **LOWER_RISING), after)[0] is Status.NOT_KNOWN
    assert judged(facts("300", at=47, coverage=(9, 10), **LOWER_RISING), after)[0] is Status.BEHIND


def test_what_is_reached_too_late_is_neither_red_nor_green() -> None:
    asked = promise(TargetKind.LEVEL)
    path = stock_path([(47, "400"), (49, "480")])
    decision = decide_status(StatusFacts(asked, path), DEADLINE + timedelta(80))
    assert (decision.status, decision.reasons[0].code) == (Status.AT_RISK, StatusRule.REACHED_LATE)
    assert decision.is_reached


def test_more_than_asks_for_more_and_about_for_a_little_less() -> None:
    after = DEADLINE + timedelta(40)
    assert judged(facts("480", at=47, comparator=Comparator.MORE_THAN), after)[0] is Status.BEHIND
    assert judged(facts("456", at=47, comparator=Comparator.ABOUT), after)[0] is Status.ON_TRACK
    assert judged(facts("455", at=47, comparator=Comparator.ABOUT), after)[0] is Status.BEHIND


@pytest.mark.parametrize(
    ("value", "against", "status", "rule"),
    [
        ("120", ForecastAgainst.SHORT, Status.AT_RISK, StatusRule.FORECAST_SHORT),
        ("120", ForecastAgainst.INSIDE, Status.ON_TRACK, StatusRule.ON_COURSE),
        ("60", ForecastAgainst.REACHED, Status.AT_RISK, StatusRule.FORECAST_REACHES),
        ("60", ForecastAgainst.SHORT, Status.BEHIND, StatusRule.LAGS_FAR),
    ],
)
def test_a_forecast_tempers_the_status(value: str, against: ForecastAgainst, status: Status, rule: StatusRule) -> None:
    told = Forecast(low=Decimal(1), middle=Decimal(2), high=Decimal(3), against=against)
    assert judged(facts(value, forecast=told)) == (status, rule)


def test_growth_over_a_change_of_method_is_at_risk_at_best() -> None:
    grown = facts("120")
    assert judged(grown)[0] is Status.ON_TRACK
    grown = replace(
        grown,
        promise=replace(grown.promise, kind=TargetKind.GROWTH),
        path=replace(grown.path, broke_on=date(2024, 6, 1)),
    )
    assert judged(grown) == (Status.AT_RISK, StatusRule.BASE_BROKEN)


def test_without_a_course_only_what_is_reached_is_known() -> None:
    bare = promise(TargetKind.LEVEL, deadline=None)
    assert judged(StatusFacts(bare, stock_path([(11, "100")]))) == (Status.NOT_KNOWN, StatusRule.NO_DEADLINE)
    assert judged(StatusFacts(bare, stock_path([(11, "480")]))) == (Status.ON_TRACK, StatusRule.REACHED)


@pytest.mark.parametrize(
    ("monthly", "status"),
    [
        (range(10, 22), Status.ON_TRACK),
        (range(22, 10, -1), Status.BEHIND),
        ([5, 6] * 6, Status.AT_RISK),
        (range(7), Status.NOT_KNOWN),
    ],
)
def test_a_direction_is_read_from_a_trend(monthly: Any, status: Status) -> None:
    points = list(enumerate(map(str, monthly)))
    path = replace(stock_path(points), reckoning=Reckoning.TREND)
    asked = promise(TargetKind.DIRECTIONAL, None)
    on = end(len(points) - 1)
    assert decide_status(StatusFacts(asked, path), on).status is status
    assert decide_status(StatusFacts(asked, path), on + timedelta(63)).status is Status.NOT_KNOWN
    mirrored = {Status.ON_TRACK: Status.BEHIND, Status.BEHIND: Status.ON_TRACK}
    less = replace(asked, comparator=Comparator.AT_MOST)
    assert decide_status(StatusFacts(less, path), on).status is mirrored.get(status, status)


def test_a_hedged_target_is_judged_alike_and_marked() -> None:
    firm = facts("60")
    soft = replace(firm, promise=replace(firm.promise, hedged=True))
    assert decide_status(soft, ON).is_hedged
    assert replace(decide_status(soft, ON), is_hedged=False) == decide_status(firm, ON)


# What holds for all figures.

figures = st.decimals(-1000, 1000, places=1)
bounds = st.sampled_from([(Bound.EXACT, 10), (Bound.LOWER, 9), (Bound.LOWER, 4), (Bound.OPEN, 9), (Bound.UPPER, 7)])
days_on = st.integers(0, 1600).map(lambda days: end(11) + timedelta(days))


@st.composite
def any_facts(draw: st.DrawFn) -> StatusFacts:
    """A rising target anywhere, with a figure of any quality and perhaps a forecast."""
    first, way = draw(figures), draw(st.decimals("0.1", 1000, places=1))
    bound, got = draw(bounds)
    comparator = draw(st.sampled_from([Comparator.AT_LEAST, Comparator.REACH, Comparator.MORE_THAN]))
    against = draw(st.none() | st.sampled_from(list(ForecastAgainst)))
    told = Forecast(low=Decimal(0), middle=Decimal(0), high=Decimal(0), against=against) if against else None
    made = facts(
        draw(figures),
        at=draw(st.integers(0, 47)),
        aim=first + way,
        start=first,
        comparator=comparator,
        coverage=(got, 10),
        bound=bound,
        run=draw(st.sampled_from(list(Run))),
        forecast=told,
    )
    return replace(made, promise=replace(made.promise, piece=draw(st.none() | st.just(Decimal(10)))))


def moved(given_facts: StatusFacts, factor: int, shift: int = 0) -> StatusFacts:
    """The same facts with every figure multiplied and shifted; a negative factor turns more into less."""
    asked, path = given_facts.promise, given_facts.path
    turns = {Run.RISING: Run.FALLING, Run.FALLING: Run.RISING}
    comparator = asked.comparator if factor > 0 else Comparator.AT_MOST
    mirrored = replace(
        asked,
        value=(asked.value or Decimal(0)) * factor + shift,
        comparator=comparator,
        piece=asked.piece * abs(factor) if asked.piece else None,
    )
    points = tuple(
        replace(each, value=each.value * factor + shift, bound=each.bound if factor > 0 else turned(each.bound))
        for each in path.points
    )
    start = Start(START, path.start.value * factor + shift) if path.start else None
    run = path.run if factor > 0 else turns.get(path.run, path.run)
    assert start is not None
    return replace(
        given_facts,
        promise=mirrored,
        path=replace(path, points=points, start=start, run=run),
        trajectory=linear(mirrored, start),
    )


def codes(given_facts: StatusFacts, on: date) -> tuple[Status, list[StatusRule], bool, Status | None]:
    decision = decide_status(given_facts, on)
    return decision.status, [reason.code for reason in decision.reasons], decision.is_reached, decision.then


@given(any_facts(), days_on, st.sampled_from([2, 3, 7, 10000]))
def test_units_change_nothing(given_facts: StatusFacts, on: date, factor: int) -> None:
    assert codes(moved(given_facts, factor), on) == codes(given_facts, on)


@given(any_facts(), days_on)
def test_a_falling_target_is_judged_as_its_mirror_image(given_facts: StatusFacts, on: date) -> None:
    if given_facts.promise.comparator is Comparator.MORE_THAN:  # there is no such word for less
        given_facts = replace(given_facts, promise=replace(given_facts.promise, comparator=Comparator.AT_LEAST))
    assert codes(moved(given_facts, -1), on) == codes(given_facts, on)


@given(any_facts(), days_on, st.integers(-500, 500))
def test_what_is_left_of_a_whole_is_judged_as_what_is_done(given_facts: StatusFacts, on: date, whole: int) -> None:
    exact = tuple(replace(each, got=10, bound=Bound.EXACT) for each in given_facts.path.points)
    asked = replace(given_facts.promise, comparator=Comparator.AT_LEAST)
    given_facts = replace(given_facts, promise=asked, path=replace(given_facts.path, points=exact))
    assert codes(moved(given_facts, -1, whole), on) == codes(given_facts, on)


@given(any_facts(), days_on, st.decimals("0.1", 500, places=1))
def test_a_better_figure_never_gives_a_worse_status(given_facts: StatusFacts, on: date, more: Decimal) -> None:
    (point,) = given_facts.path.points
    better = replace(given_facts.path, points=(replace(point, value=point.value + more),))
    before, after = decide_status(given_facts, on).status, decide_status(replace(given_facts, path=better), on).status
    if before is Status.ON_TRACK:
        assert after is Status.ON_TRACK
    if Status.NOT_KNOWN not in (before, after):
        assert RANK[after] >= RANK[before]


@given(any_facts(), st.integers(0, 1000), st.integers(0, 30))
def test_the_same_figure_later_never_gives_a_better_status(given_facts: StatusFacts, days: int, months: int) -> None:
    (point,) = given_facts.path.points
    first = point.day + timedelta(days)
    later = min(first + timedelta(days), DEADLINE)
    if first > DEADLINE:
        return
    before, after = decide_status(given_facts, first).status, decide_status(given_facts, later).status
    if before is Status.NOT_KNOWN:
        assert after is not Status.ON_TRACK
    elif after is not Status.NOT_KNOWN:
        assert RANK[after] <= RANK[before]
    at = min(47, (point.day.year - 2024) * 12 + point.day.month - 1 + months)
    said_again = replace(given_facts.path, points=(replace(point, day=end(at)),))
    again = decide_status(replace(given_facts, path=said_again), min(end(at) + timedelta(days % 60), DEADLINE)).status
    fresh = decide_status(given_facts, min(point.day + timedelta(days % 60), DEADLINE)).status
    if Status.NOT_KNOWN not in (fresh, again):
        assert RANK[again] <= RANK[fresh]


@given(any_facts(), days_on)
def test_green_always_stands_on_a_figure_that_is_there(given_facts: StatusFacts, on: date) -> None:
    decision = decide_status(given_facts, on)
    if decision.status is not Status.ON_TRACK:
        return
    point = given_facts.path.last_by(on)
    assert point is not None
    is_proof = point.bound in (Bound.EXACT, Bound.LOWER)
    assert is_proof or point.coverage >= DEFAULT.least_coverage
    is_settled = given_facts.path.run is Run.RISING and given_facts.promise.is_met_by(point.value)
    allowed = timedelta(DEFAULT.allowed_age[SeriesGrain.MONTH])
    assert is_settled or on - point.day <= allowed or on > DEADLINE
    empty = replace(given_facts, path=replace(given_facts.path, points=()))
    assert decide_status(empty, on).status is Status.NOT_KNOWN


@given(any_facts(), days_on)
def test_each_decision_names_a_rule_that_can_be_said(given_facts: StatusFacts, on: date) -> None:
    decision = decide_status(given_facts, on)
    assert decision.reasons
    for reason in decision.reasons:
        assert "%(" not in reason.sentence % reason.figures


def test_a_promise_takes_finite_decimals_only() -> None:
    for wrong in (Decimal("NaN"), Decimal("Infinity"), 3.5):
        with pytest.raises(ValueError, match="finite Decimal"):
            Promise(TargetKind.LEVEL, Comparator.REACH, wrong, "台")  # type: ignore[arg-type]  # on purpose


def test_points_that_lack_parts_are_less_than_covered() -> None:
    assert PathPoint(ON, Decimal(1), 0, 0).coverage == 0
