"""The small world of observations: on top of that of regions, four indicators and a source of measures to fill."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from liangxin.domains.indicators import api as indicators
from liangxin.domains.indicators.queries import measures
from liangxin.domains.indicators.terms import Family, Form, Grain, IndicatorKind, Origin, RollUp
from liangxin.domains.regions.tests.world import CITY, COUNTY, NEIGHBOUR, World, build_world
from liangxin.foundation.accounts.tests.kept import KEEPER
from liangxin.kernel.period import Period

PATHS = {CITY: "990000/990100/", COUNTY: "990000/990100/990123/", NEIGHBOUR: "990000/990100/990124/"}
LIFTS, INVESTED, SHARE, GROWN = "lifts_done", "money_invested", "share_recycled", "money_grown"
DRAFTS = {
    LIFTS: indicators.IndicatorDraft("更新电梯数量", "部", IndicatorKind.CUMULATIVE, Family.CONSTRUCTION),
    INVESTED: indicators.IndicatorDraft("设备投资额甲", "亿元", IndicatorKind.CUMULATIVE, Family.INVESTMENT),
    SHARE: indicators.IndicatorDraft(
        "回收占比甲", "%", IndicatorKind.SHARE, Family.RECYCLING, roll_up=RollUp.RATIO_OF_SUMS
    ),
    GROWN: indicators.IndicatorDraft(
        "设备投资增速甲", "%", IndicatorKind.GROWTH, Family.INVESTMENT, roll_up=RollUp.NONE
    ),
}
MEASURE = indicators.MeasureCard(
    "demo.lifts", "已投用电梯", "部", LIFTS, "台账里当月投用的电梯数。", Form.FLOW, Grain.MONTH, "示范台账"
)


def month(number: int, year: int = 2025) -> Period:
    return Period.month(year, number)


def draft(
    value: Decimal | int | str | None, period: Period | None = None, **changed: Any
) -> indicators.ObservationDraft:
    """Lifts of our county, in the month, as managed by the office; some of it replaced."""
    told: dict[str, Any] = {
        "indicator_code": LIFTS,
        "region_code": COUNTY,
        "form": Form.FLOW,
        "origin": Origin.REPORTED,
    }
    number = None if value is None else Decimal(value)
    return indicators.ObservationDraft(period=period or month(6), value=number, **told | changed)


def told(card: indicators.SeriesCard) -> Any:
    """Months and figures of a series, with coverage where it is not whole: {5: 12, 6: (40, "1/2")}."""
    return {
        one.period.start.month: one.value if one.got == one.expected else (one.value, f"{one.got}/{one.expected}")
        for one in card.points
    }


@dataclass
class Records:
    """A source of measures: what it is given is what it finds."""

    cards: list[indicators.MeasureCard] = field(default_factory=lambda: [MEASURE])
    found: dict[tuple[str, int, Period], indicators.RegionFigure] = field(default_factory=dict)
    paths: dict[int, str] = field(default_factory=dict)

    def put(self, region: int, period: Period, value: Decimal | int, code: str = MEASURE.code, **more: Any) -> None:
        figure = indicators.RegionFigure(code, region, period, Decimal(value), records=1, **more)
        self.found[code, region, period] = figure

    def measures(self) -> Sequence[indicators.MeasureCard]:
        return self.cards

    def kept_in(self, codes: Collection[str], region_path: str) -> dict[str, frozenset[int]]:
        return {code: frozenset(one.region_id for one in self._of([code], region_path)) for code in codes}

    def figures(
        self, codes: Collection[str], region_path: str, periods: Sequence[Period]
    ) -> Iterable[indicators.RegionFigure]:
        wanted = set(periods)
        return [figure for figure in self._of(codes, region_path) if figure.period in wanted]

    def records_url(self, code: str, region_code: str, period: Period) -> str:
        return f"/records/{code}/{region_code}/{period.start}/"

    def _of(self, codes: Collection[str], region_path: str) -> list[indicators.RegionFigure]:
        return [
            figure
            for (code, region, _), figure in self.found.items()
            if code in codes and self.paths[region].startswith(region_path)
        ]


@dataclass
class ObservedWorld:
    """People and regions of the small world, ids of its indicators, and the records to compute from."""

    people: World
    ids: dict[str, int]
    records: Records

    def region(self, code: str) -> int:
        return self.people.region(code).id

    def unit(self, name: str) -> Any:
        return self.people.units[name].public_id

    def series(self, indicator: str = LIFTS, region: str = COUNTY, **asked: Any) -> tuple[indicators.SeriesCard, ...]:
        pair = self.ids[indicator], self.region(region)
        return indicators.series_of([pair], **asked)[pair]

    def refresh(self, path: str = PATHS[CITY], until: date = date(2025, 7, 1)) -> indicators.Refreshed:
        return indicators.refresh_computed(self.people.system, path, date(2025, 1, 1), until)


def build_observed(people: World) -> ObservedWorld:
    ids = {code: indicators.add_indicator(people.system, code, one).id for code, one in DRAFTS.items()}
    records = Records()
    for code, path in PATHS.items():
        records.paths[people.region(code).id] = path
    return ObservedWorld(people, ids, records)


KEEPER.builders["observed"] = lambda: build_observed(build_world())


@pytest.fixture
def observed(db: None, monkeypatch: pytest.MonkeyPatch) -> ObservedWorld:
    """The small world of observations in the test's own transaction, its source the only one published."""
    made: ObservedWorld = KEEPER.take("observed")
    monkeypatch.setattr(measures, "_sources", [])
    indicators.publish_measures(made.records)
    return made
