"""Recording observations: revisions, who may, what the database refuses, and how they are read again."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from liangxin.domains.indicators import api as indicators
from liangxin.domains.indicators import errors
from liangxin.domains.indicators.events import ObservationsRecorded
from liangxin.domains.indicators.models import Observation, Series
from liangxin.domains.indicators.terms import Form, Grain, Origin
from liangxin.domains.indicators.tests.world import (
    GROWN,
    INVESTED,
    LIFTS,
    MEASURE,
    SHARE,
    ObservedWorld,
    draft,
    month,
    observed,
    told,
)
from liangxin.domains.regions.errors import RegionNotFound
from liangxin.domains.regions.tests.world import CITY, COUNTY, NEIGHBOUR
from liangxin.foundation.accounts.api import NotAllowed
from liangxin.foundation.announce import api as announcements
from liangxin.kernel.period import Period

__all__ = ["observed"]
OURS = "清岚县商务局"  # li, a clerk, belongs to it


def taken(observed: ObservedWorld, *drafts: indicators.ObservationDraft, who: str = "lin") -> tuple[int, int, int]:
    found = indicators.record_observations(observed.people.actor(who), drafts)
    return found.new, found.revised, found.unchanged


def values(card: indicators.SeriesCard) -> Any:
    return [point.value for point in card.points]


def test_what_is_told_is_read_again_in_the_indicators_unit(observed: ObservedWorld) -> None:
    wan = draft(2500, indicator_code=INVESTED, unit="万元", source="统计月报")
    assert taken(observed, wan, draft(40), draft(12, month(5))) == (3, 0, 0)
    [card] = observed.series(INVESTED)
    assert (card.unit, values(card), card.origin, card.grain) == (
        "亿元",
        [Decimal("0.25")],
        Origin.REPORTED,
        Grain.MONTH,
    )
    [card] = observed.series()
    assert [(point.period, point.value, point.revision) for point in card.points] == [
        (month(5), Decimal(12), 1),
        (month(6), Decimal(40), 1),
    ]


def test_the_same_figures_again_write_nothing(observed: ObservedWorld) -> None:
    taken(observed, draft(40), draft(12, month(5)))
    assert taken(observed, draft("40.00"), draft(12, month(5)), draft(9, month(4))) == (1, 0, 2)
    assert Observation.objects.count() == 3


def test_a_person_revises_with_a_reason_and_the_old_figure_stays(observed: ObservedWorld) -> None:
    taken(observed, draft(40))
    with pytest.raises(errors.ReasonMissing):
        taken(observed, draft(41))
    assert taken(observed, draft(41, reason="漏报一部")) == (0, 1, 0)
    [card] = observed.series()
    assert (values(card), card.points[0].revision) == ([Decimal(41)], 2)
    assert [row.value for row in Observation.objects.order_by("revision")] == [40, 41]


def test_it_can_be_asked_as_it_was_known(observed: ObservedWorld) -> None:
    with transaction.atomic():
        taken(observed, draft(40))
    before = timezone.now()
    taken(observed, draft(41, reason="漏报一部"))
    assert values(observed.series(known_on=before)[0]) == [40]
    assert values(observed.series(known_on=before + timedelta(days=1))[0]) == [41]
    assert values(observed.series(until=date(2025, 6, 1))[0]) == []


def test_what_is_taken_back_is_missing_and_not_zero(observed: ObservedWorld) -> None:
    taken(observed, draft(40), draft(0, month(5)))
    assert taken(observed, draft(None, reason="填错了县")) == (0, 1, 0)
    assert told(observed.series()[0]) == {5: 0}
    assert taken(observed, draft(None)) == (0, 0, 1)
    assert taken(observed, draft(7, reason="核实")) == (0, 1, 0)


def test_origins_units_and_forms_stand_side_by_side(observed: ObservedWorld) -> None:
    own = observed.unit(OURS)
    taken(
        observed,
        draft(40),
        draft(41, unit_id=own),
        draft(90, form=Form.TO_DATE),
        draft(42, origin=Origin.ESTIMATED),
        draft(120, Period.quarter(2025, 2)),
    )
    assert [(card.origin, card.unit_name, card.form, card.grain) for card in observed.series()] == [
        (Origin.REPORTED, "", Form.FLOW, Grain.MONTH),
        (Origin.REPORTED, "", Form.FLOW, Grain.QUARTER),
        (Origin.REPORTED, "", Form.TO_DATE, Grain.MONTH),
        (Origin.REPORTED, OURS, Form.FLOW, Grain.MONTH),
        (Origin.ESTIMATED, "", Form.FLOW, Grain.MONTH),
    ]


def test_a_clerk_reports_for_the_own_unit_only(observed: ObservedWorld) -> None:
    own, other = observed.unit(OURS), observed.unit("清岚县财政局")
    assert taken(observed, draft(40, unit_id=own), who="li") == (1, 0, 0)
    for wrong in (
        draft(40, unit_id=other),
        draft(40),
        draft(40, origin=Origin.ESTIMATED),
        draft(40, origin=Origin.COMPUTED, measure_code=MEASURE.code),
    ):
        with pytest.raises(NotAllowed):
            taken(observed, wrong, who="li")


def test_others_may_not_and_strangers_do_not_know_the_region(observed: ObservedWorld) -> None:
    with pytest.raises(NotAllowed):
        taken(observed, draft(40), who="chen")
    with pytest.raises(RegionNotFound):
        taken(observed, draft(40), who="sun")
    with pytest.raises(RegionNotFound):
        indicators.record_observations(observed.people.stranger, [draft(40)])


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        (draft(1, Period(date(2025, 1, 1), date(2025, 6, 1))), errors.PeriodOfNoGrain),
        (draft(1, Period(date(2025, 2, 1), date(2025, 5, 1))), errors.PeriodOfNoGrain),
        (draft("NaN"), errors.ValueMalformed),
        (draft("1e16"), errors.ValueMalformed),
        (draft("0.12345678901"), errors.ValueMalformed),
        (draft(1, got=3, expected=2), errors.CoverageImpossible),
        (draft(1, got=0, expected=2), errors.CoverageImpossible),
        (draft(1, origin=Origin.COMPUTED), errors.OriginMalformed),
        (draft(1, measure_code="x.y"), errors.OriginMalformed),
        (draft(1, unit="亿元"), errors.UnitUnfit),
        (draft(1, indicator_code="nothing_like_it"), errors.IndicatorNotFound),
        (draft(1, region_code="110000"), RegionNotFound),
    ],
)
def test_what_no_series_could_hold_is_refused(
    observed: ObservedWorld, wrong: indicators.ObservationDraft, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        taken(observed, draft(2, month(1)), wrong)
    assert not Observation.objects.exists(), "all or none"


def test_two_figures_for_one_point_are_refused_and_one_twice_is_one(observed: ObservedWorld) -> None:
    assert taken(observed, draft(40), draft(40)) == (1, 0, 0)
    with pytest.raises(errors.GivenTwice):
        taken(observed, draft(1, month(1)), draft(2, month(1)))


def test_the_database_refuses_to_change_or_remove_a_revision(observed: ObservedWorld) -> None:
    taken(observed, draft(40))
    for deed in (lambda: Observation.objects.update(value=1), lambda: Observation.objects.all().delete()):
        with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
            deed()


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"ends_on": date(2025, 6, 1)}, "period_of_whole_months"),
        ({"starts_on": date(2025, 6, 2)}, "period_of_whole_months"),
        ({"got": 2}, "coverage_at_most_one"),
        ({"got": 0}, "value_is_of_something"),
        ({"revision": 0}, "revision_from_one"),
        ({"revision": 1}, "revision_once"),
        ({"revision": 2, "by": True}, "revised_for_a_reason"),
    ],
)
def test_the_database_refuses_too(observed: ObservedWorld, columns: dict[str, object], constraint: str) -> None:
    taken(observed, draft(40))
    by = observed.people.accounts["lin"] if columns.pop("by", False) else None
    row = {"starts_on": date(2025, 6, 1), "ends_on": date(2025, 7, 1), "revision": 2, "value": 1, "recorded_by": by}
    with pytest.raises(IntegrityError, match=f"indicators_observation_{constraint}"), transaction.atomic():
        Observation.objects.create(series=Series.objects.get(), **row | columns)


def test_a_region_without_its_own_is_rolled_up_with_coverage(observed: ObservedWorld) -> None:
    system = observed.people.system
    indicators.record_observations(system, [draft(40), draft(12, month(5)), draft(5, month(5), region_code=NEIGHBOUR)])
    [card] = observed.series(region=CITY)
    assert (card.id, card.is_rolled_up, card.origin) == (0, True, Origin.REPORTED)
    assert told(card) == {5: 17, 6: (40, "1/2")}
    indicators.record_observations(system, [draft(60, region_code=CITY)])
    [card] = observed.series(region=CITY)
    assert not card.is_rolled_up
    assert told(card) == {6: 60}


def test_units_of_a_region_that_disagree_are_not_added_up(observed: ObservedWorld) -> None:
    own, other = observed.unit(OURS), observed.unit("清岚县财政局")
    agreeing = [draft(12, month(5), unit_id=unit) for unit in (own, other)]
    taken(observed, draft(40, unit_id=own), draft(41, unit_id=other), *agreeing)
    [card] = observed.series(region=CITY)
    assert told(card) == {5: (12, "1/2")}


def test_shares_roll_up_by_their_sums_and_some_not_at_all(observed: ObservedWorld) -> None:
    indicators.record_observations(
        observed.people.system,
        [
            draft(50, indicator_code=SHARE, numerator=Decimal(5), denominator=Decimal(10)),
            draft(10, indicator_code=SHARE, numerator=Decimal(9), denominator=Decimal(90), region_code=NEIGHBOUR),
            draft(8, indicator_code=GROWN),
        ],
    )
    assert values(observed.series(SHARE, CITY)[0]) == [14]
    assert observed.series(GROWN, CITY) == ()


def test_reading_takes_the_same_queries_for_two_pairs_and_for_twenty(
    observed: ObservedWorld, django_assert_max_num_queries: object
) -> None:
    drafts = [
        draft(number, month(number), region_code=region) for number in range(1, 7) for region in (COUNTY, NEIGHBOUR)
    ]
    indicators.record_observations(observed.people.system, drafts)
    pairs = [(indicator, observed.region(region)) for indicator in observed.ids.values() for region in (CITY, COUNTY)]
    with django_assert_max_num_queries(8):  # type: ignore[operator]  # a fixture that is a function
        assert set(indicators.series_of(pairs)) == set(pairs)


def test_whoever_computes_from_observations_hears_of_them(
    observed: ObservedWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[ObservationsRecorded] = []
    monkeypatch.setitem(announcements._reactions, ObservationsRecorded, [heard.append])
    taken(observed, draft(40))
    taken(observed, draft(40))
    [event] = heard
    assert event.indicator_ids == {observed.ids[LIFTS]}
    assert event.region_ids == {observed.region(COUNTY)}


def test_a_base_value_is_asked_for_with_its_source_and_revised_for_a_reason(observed: ObservedWorld) -> None:
    lin = observed.people.actor("lin")
    with pytest.raises(errors.SourceMissing):
        indicators.set_base_value(lin, INVESTED, COUNTY, 2023, Decimal(10), " ")
    indicators.set_base_value(lin, INVESTED, COUNTY, 2023, Decimal(10), "统计年鉴2024")
    with pytest.raises(errors.ReasonMissing):
        indicators.set_base_value(lin, INVESTED, COUNTY, 2023, Decimal(11), "统计年鉴2024")
    card = indicators.set_base_value(lin, INVESTED, COUNTY, 2023, Decimal(11), "统计年鉴2025", "年鉴修订")
    assert (card.value, card.revision, card.unit, card.recorded_by) == (Decimal(11), 2, "亿元", "林秋")
    pair = observed.ids[INVESTED], observed.region(COUNTY)
    assert indicators.base_values([pair]) == {(*pair, 2023): card}
    with pytest.raises(NotAllowed):
        indicators.set_base_value(observed.people.actor("li"), INVESTED, COUNTY, 2023, Decimal(9), "自报")
    with pytest.raises(RegionNotFound):
        indicators.set_base_value(observed.people.actor("sun"), INVESTED, COUNTY, 2023, Decimal(9), "自报")


def test_a_break_stands_until_it_is_taken_back(observed: ObservedWorld) -> None:
    lin = observed.people.actor("lin")
    taken(observed, draft(40))
    with pytest.raises(errors.NoteMissing):
        indicators.declare_break(lin, LIFTS, COUNTY, date(2025, 4, 1), "")
    indicators.declare_break(lin, LIFTS, COUNTY, date(2025, 4, 1), "含加装电梯")
    assert [(one.on, one.note) for one in observed.series()[0].breaks] == [(date(2025, 4, 1), "含加装电梯")]
    indicators.take_back_break(lin, LIFTS, COUNTY, date(2025, 4, 1), "登记错了指标")
    assert observed.series()[0].breaks == ()
    with pytest.raises(errors.BreakNotFound):
        indicators.take_back_break(lin, LIFTS, COUNTY, date(2025, 4, 1), "再撤")
