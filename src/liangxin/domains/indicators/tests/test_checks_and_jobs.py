"""Doubts about a figure, and the nightly computation."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from liangxin.domains.indicators.models import Observation
from liangxin.domains.indicators.rules.checks import doubts_of
from liangxin.domains.indicators.terms import Doubt, Form, IndicatorKind
from liangxin.domains.indicators.tests.world import ObservedWorld, month, observed
from liangxin.domains.regions.tests.world import COUNTY
from liangxin.foundation.jobs.api import all_jobs, drain_jobs, enqueue

__all__ = ["observed"]
TOLD = {month(1): Decimal(10), month(2): Decimal(14), month(4): Decimal(20)}


@pytest.mark.parametrize(
    ("value", "form", "kind", "unit", "expected"),
    [
        ("15", Form.TO_DATE, IndicatorKind.CUMULATIVE, "台", ()),
        ("13", Form.TO_DATE, IndicatorKind.CUMULATIVE, "台", (Doubt.FALLS,)),
        ("21", Form.TO_DATE, IndicatorKind.CUMULATIVE, "台", (Doubt.FALLS,)),
        ("13", Form.FLOW, IndicatorKind.CUMULATIVE, "台", ()),
        ("140000", Form.FLOW, IndicatorKind.CUMULATIVE, "台", (Doubt.UNIT_SLIP,)),
        ("0.0014", Form.FLOW, IndicatorKind.CUMULATIVE, "台", (Doubt.UNIT_SLIP,)),
        ("1400", Form.FLOW, IndicatorKind.CUMULATIVE, "台", ()),
        ("101", Form.STOCK, IndicatorKind.SHARE, "%", (Doubt.OVER_WHOLE,)),
        ("100", Form.STOCK, IndicatorKind.SHARE, "%", ()),
        ("101", Form.STOCK, IndicatorKind.GROWTH, "%", ()),
        ("-3", Form.FLOW, IndicatorKind.CUMULATIVE, "台", (Doubt.NEGATIVE,)),
        ("-3", Form.FLOW, IndicatorKind.GROWTH, "%", ()),
    ],
)
def test_what_looks_wrong_is_doubted(
    value: str, form: Form, kind: IndicatorKind, unit: str, expected: tuple[Doubt, ...]
) -> None:
    found = doubts_of(Decimal(value), month(3), form, TOLD, unit=unit, kind=kind, on=date(2025, 5, 1))
    assert found == expected


def test_a_period_that_has_not_begun_is_doubted() -> None:
    what: dict[str, Any] = {"unit": "台", "kind": IndicatorKind.CUMULATIVE}
    assert doubts_of(Decimal(1), month(6), Form.FLOW, {}, **what, on=date(2025, 5, 31)) == (Doubt.AHEAD,)
    assert doubts_of(Decimal(1), month(6), Form.FLOW, {}, **what, on=date(2025, 6, 1)) == ()


def test_the_jobs_compute_and_may_run_twice(observed: ObservedWorld) -> None:
    observed.records.put(observed.region(COUNTY), month(6), 3)
    system = observed.people.system
    for _ in range(2):
        enqueue("indicators.refresh", system, region_path="990000/", since="2025-01-01")
        drain_jobs()
    assert Observation.objects.count() == 3, "the county, the city, the province"
    assert {job.name for job in all_jobs() if job.cron} >= {"indicators.refresh_all"}


def test_one_slip_among_two_dooms_the_slip_only() -> None:
    said = {"unit": "台", "kind": IndicatorKind.CUMULATIVE, "on": date(2025, 9, 1)}
    told = {month(1): Decimal(312), month(2): Decimal(314), month(3): Decimal(3_140_000)}
    found = [doubts_of(told[at], at, Form.FLOW, told, **said) for at in sorted(told)]  # type: ignore[arg-type]  # one table for all
    assert found == [(), (), (Doubt.UNIT_SLIP,)]


def test_a_share_below_one_per_cent_is_doubted() -> None:
    for kind, found in ((IndicatorKind.SHARE, (Doubt.SMALL_SHARE,)), (IndicatorKind.GROWTH, ())):
        assert doubts_of(Decimal("0.35"), month(1), Form.STOCK, {}, unit="%", kind=kind, on=date(2025, 9, 1)) == found
