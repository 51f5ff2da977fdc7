"""The small world of progress: a published plan of the county, months of figures, and the sources confirmed.

Lifts are computed and on their way, promotion events are reported and lag, cars have figures that nobody confirmed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from liangxin.domains.indicators import api as indicators
from liangxin.domains.indicators.terms import Form, Grain, Origin
from liangxin.domains.plans.tests.documents import TEXT, few_indicators, publish_plan
from liangxin.domains.progress import api as progress
from liangxin.domains.progress.access import visible_targets, visible_tasks
from liangxin.domains.progress.actions.bindings import propose_bindings
from liangxin.domains.progress.actions.refresh import refresh_region
from liangxin.domains.progress.models import Binding, TargetSnapshot, TaskSnapshot
from liangxin.domains.progress.terms import BindingKind, BindingState
from liangxin.domains.regions.tests.world import COUNTY, World, build_world
from liangxin.foundation.accounts.tests.kept import kept
from liangxin.foundation.jobs.api import drain_jobs
from liangxin.kernel.period import Period

ON = date(2025, 7, 10)
SIGNED = TEXT.replace("一、总体目标", "清岚县人民政府\n2024年3月18日\n\n一、总体目标", 1)
LIFTS, EVENTS, CARS, SCRAPPED = "lifts_renewed", "promotion_events", "new_energy_cars", "cars_scrapped_growth"
MEASURE = "test.lifts"
HALF_YEAR = [Period.month(2024 + place // 12, place % 12 + 1) for place in range(18)]


class LiftsCounted:
    """A source of one measure: lifts renewed in the county."""

    card = indicators.MeasureCard(
        MEASURE, "电梯更新数", "台", LIFTS, "台账中当月投用的电梯条数。", Form.FLOW, Grain.MONTH, "台账"
    )

    def __init__(self) -> None:
        self.kept: frozenset[int] = frozenset()

    def measures(self) -> Sequence[indicators.MeasureCard]:
        return [self.card]

    def kept_in(self, codes: object, region_path: str) -> dict[str, frozenset[int]]:
        return {MEASURE: self.kept} if COUNTY in region_path else {}

    def figures(self, codes: object, region_path: str, periods: object) -> list[indicators.RegionFigure]:
        return []

    def records_url(self, code: str, region_code: str, period: Period) -> str:
        return f"/records/{region_code}/{period.start:%Y-%m}/"


LIFTS_COUNTED = LiftsCounted()


@dataclass
class ProgressWorld:
    """People of the small world with a plan, its figures, and short ways to what is asked most."""

    people: World
    county: int

    def target(self, indicator: str) -> TargetSnapshot:
        rows = visible_targets(self.people.system).select_related("target", "region", "indicator")
        return rows.get(indicator__code=indicator)

    def id_of(self, indicator: str) -> UUID:
        found: UUID = self.target(indicator).target.public_id
        return found

    def binding(self, indicator: str, kind: BindingKind) -> Binding:
        return Binding.objects.get(target=self.target(indicator).target_id, kind=kind.value)

    def task(self, words: str) -> TaskSnapshot:
        return visible_tasks(self.people.system).select_related("task").get(title__contains=words)

    def refresh(self, on: date = ON) -> None:
        refresh_region(self.county, on)

    def tell(self, indicator: str, value: int, *, measured: bool, months: Sequence[Period] = HALF_YEAR) -> None:
        """The same figure each month, computed or reported by the county's commerce bureau."""
        unit = None if measured else self.people.units["清岚县商务局"].public_id
        drafts = [
            indicators.ObservationDraft(
                indicator,
                COUNTY,
                month,
                Decimal(value),
                Form.FLOW,
                Origin.COMPUTED if measured else Origin.REPORTED,
                MEASURE if measured else "",
                unit,
            )
            for month in months
        ]
        indicators.record_observations(self.people.system, drafts)


def build_progress(*, confirmed: bool = True) -> ProgressWorld:
    """Built through the doors; with `confirmed` the sources that are sure are confirmed by the office."""
    people = build_world()
    few_indicators(people.system)
    publish_plan(people.actor("lin"), people.actor("wang"), SIGNED)
    drain_jobs()
    made = ProgressWorld(people, people.region(COUNTY).id)
    LIFTS_COUNTED.kept = frozenset({made.county})
    propose_bindings(people.system, made.county)
    made.tell(LIFTS, 3, measured=True)
    made.tell(EVENTS, 0, measured=False)
    made.tell(CARS, 100, measured=False)
    made.refresh()
    if confirmed:
        progress.confirm_sure(people.actor("lin"), COUNTY)
        made.refresh()
    return made


def confirmed_of(made: ProgressWorld) -> set[tuple[str, str]]:
    rows = Binding.objects.filter(state=BindingState.CONFIRMED.value)
    names = dict(TargetSnapshot.objects.values_list("target_id", "indicator__code"))
    return {(str(names[row.target_id]), row.kind) for row in rows}


def publish_test_measure(patch: pytest.MonkeyPatch) -> None:
    """The test's measure is published besides those of the packages, once."""
    home = sys.modules[indicators.measures_published.__module__]
    if LIFTS_COUNTED not in home.sources_published():
        patch.setattr(home, "_sources", [*home.sources_published(), LIFTS_COUNTED])


measured = pytest.fixture(lambda monkeypatch: publish_test_measure(monkeypatch), name="measured")


def with_test_measure(build: Callable[[], Any]) -> Callable[[], Any]:
    """The builder of a kept world in which the test's measure is published while it is built."""

    def built() -> Any:
        with pytest.MonkeyPatch.context() as patch:
            publish_test_measure(patch)
            return build()

    return built


lights = kept("lights", with_test_measure(build_progress), "measured")
