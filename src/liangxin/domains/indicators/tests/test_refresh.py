"""Figures computed from the measures that packages publish."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from liangxin.domains.indicators import api as indicators
from liangxin.domains.indicators.models import Observation
from liangxin.domains.indicators.terms import Origin
from liangxin.domains.indicators.tests.world import MEASURE, PATHS, ObservedWorld, draft, month, observed
from liangxin.domains.regions.tests.world import CITY, COUNTY, NEIGHBOUR
from liangxin.foundation.accounts.api import NotAllowed

__all__ = ["observed"]


def points(observed: ObservedWorld, region: str) -> Any:
    found = [card for card in observed.series(region=region) if card.origin is Origin.COMPUTED]
    return [(one.period.start.month, one.value, one.got, one.expected) for card in found for one in card.points]


def test_it_computes_each_region_and_rolls_up_those_above(observed: ObservedWorld) -> None:
    ours, theirs = observed.region(COUNTY), observed.region(NEIGHBOUR)
    observed.records.put(ours, month(5), 3)
    observed.records.put(ours, month(6), 0)
    observed.records.put(theirs, month(6), 4)
    done = observed.refresh()
    assert (done.taken.new, done.taken.revised, done.measures, done.refused) == (5, 0, 1, ())
    assert points(observed, COUNTY) == [(5, 3, 1, 1), (6, 0, 1, 1)]
    assert points(observed, CITY) == [(5, 3, 1, 2), (6, 4, 2, 2)]
    assert observed.series()[0].measure_code == MEASURE.code


def test_a_second_time_writes_nothing_and_a_change_one_revision_up_the_line(observed: ObservedWorld) -> None:
    observed.records.put(observed.region(COUNTY), month(6), 3)
    observed.refresh()
    again = observed.refresh().taken
    assert (again.new, again.revised, again.unchanged) == (0, 0, 2)
    observed.records.put(observed.region(COUNTY), month(6), 5)
    assert observed.refresh().taken.revised == 2
    assert points(observed, CITY) == [(6, 5, 1, 2)]


def test_a_region_with_records_of_its_own_stands_for_itself(observed: ObservedWorld) -> None:
    observed.records.put(observed.region(COUNTY), month(6), 3)
    observed.records.put(observed.region(CITY), month(6), 100)
    observed.refresh()
    assert points(observed, CITY) == [(6, 100, 1, 1)]


def test_a_figure_that_is_given_no_more_is_taken_back(observed: ObservedWorld) -> None:
    observed.records.put(observed.region(COUNTY), month(6), 3)
    observed.refresh()
    observed.records.found.clear()
    assert observed.refresh().taken.revised == 2
    assert points(observed, COUNTY) == points(observed, CITY) == []
    assert Observation.objects.count() == 4


def test_units_are_converted_and_a_measure_that_does_not_fit_is_named(observed: ObservedWorld) -> None:
    observed.records.cards += [
        replace(MEASURE, code="demo.tons", unit="吨"),
        replace(MEASURE, code="demo.wan", unit="万部"),
    ]
    for code in ("demo.tons", "demo.wan"):
        observed.records.put(observed.region(COUNTY), month(6), 2, code)
    [(code, why)] = observed.refresh().refused
    assert (code, "吨" in why) == ("demo.tons", True)
    assert points(observed, COUNTY) == [(6, 20000, 1, 1)]


def test_a_period_outside_is_left_alone(observed: ObservedWorld) -> None:
    observed.records.put(observed.region(COUNTY), month(7), 3)
    assert observed.refresh(until=date(2025, 7, 1)).taken.new == 0
    assert observed.refresh(until=date(2025, 7, 2)).taken.new == 2


def test_the_office_refreshes_its_own_region_and_others_do_not(observed: ObservedWorld) -> None:
    observed.records.put(observed.region(COUNTY), month(6), 3)
    lin, since = observed.people.actor("lin"), date(2025, 1, 1)
    assert indicators.refresh_computed(lin, PATHS[COUNTY], since, on=date(2025, 6, 30)).taken.new == 1
    for who, path in (("lin", PATHS[CITY]), ("sun", PATHS[COUNTY]), ("li", PATHS[COUNTY])):
        with pytest.raises(NotAllowed):
            indicators.refresh_computed(observed.people.actor(who), path, since, on=date(2025, 6, 30))


def test_told_and_computed_figures_stand_side_by_side(observed: ObservedWorld) -> None:
    observed.records.put(observed.region(COUNTY), month(6), 3)
    observed.refresh()
    indicators.record_observations(observed.people.system, [draft(5)])
    assert [card.origin for card in observed.series()] == [Origin.COMPUTED, Origin.REPORTED]
    assert [card.origin for card in observed.series(region=CITY)] == [Origin.COMPUTED, Origin.REPORTED]
