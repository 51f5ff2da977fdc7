"""The measures that schemes publish: promotion events held, what they sold, merchants that are admitted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, Protocol

from django.urls import reverse
from django.utils.http import urlencode

from liangxin.domains.indicators import api as indicators
from liangxin.domains.indicators.terms import Form, Grain
from liangxin.domains.schemes.queries.events import CountedEvent, counted_events
from liangxin.domains.schemes.queries.standing import stands_on, state_days
from liangxin.domains.schemes.rules.merchants import Change
from liangxin.domains.schemes.terms import Family
from liangxin.kernel.period import Period

PACKAGE: Final = "以旧换新与补贴政策"
_CARS: Final = frozenset({Family.CARS.value})


class _Counted(Protocol):
    """A measure and the figures that it finds."""

    @property
    def card(self) -> indicators.MeasureCard: ...

    def regions(self, region_path: str) -> Mapping[int, Sequence[Any]]: ...

    def of(self, rows: Sequence[Any], period: Period) -> tuple[Decimal, int]: ...

    def first(self, rows: Sequence[Any]) -> date: ...


@dataclass(frozen=True, slots=True)
class _Events:
    """Events with a recorded result, by the month of their last day; about cars, or about anything else."""

    card: indicators.MeasureCard
    of_cars: bool

    def regions(self, region_path: str) -> Mapping[int, Sequence[Any]]:
        found: dict[int, list[CountedEvent]] = {}
        for row in counted_events(region_path):
            if (row.families != () and set(row.families) <= _CARS) is self.of_cars:
                found.setdefault(row.region_id, []).append(row)
        return found

    def first(self, rows: Sequence[Any]) -> date:
        first: date = min(row.last_day for row in rows)
        return first

    def of(self, rows: Sequence[Any], period: Period) -> tuple[Decimal, int]:
        count = sum(row.last_day in period for row in rows)
        return Decimal(count), count


@dataclass(frozen=True, slots=True)
class _Merchants:
    """Merchants admitted and not suspended at the end of a month."""

    card: indicators.MeasureCard

    def regions(self, region_path: str) -> Mapping[int, Sequence[Any]]:
        found: dict[int, list[list[Change]]] = {}
        for region_id, changes in state_days(region_path):
            found.setdefault(region_id, []).append(changes)
        return found

    def first(self, rows: Sequence[Any]) -> date:
        first: date = min(changes[0].from_day for changes in rows)
        return first

    def of(self, rows: Sequence[Any], period: Period) -> tuple[Decimal, int]:
        count = sum(stands_on(changes, period.last_day) for changes in rows)
        return Decimal(count), count


def _events(name: str, label: str, indicator: str, *, of_cars: bool) -> _Events:
    how = f"登记了结果并附佐证的{label}，按活动最后一天逐月计数；已取消的和还没有登记结果的不计。"
    card = indicators.MeasureCard(
        code=f"schemes.{name}", name=f"举办的{label}", unit="场", indicator_code=indicator, how=how, form=Form.FLOW,
        grain=Grain.MONTH, package=PACKAGE,
    )  # fmt: skip
    return _Events(card, of_cars)


_MEASURES: Final[dict[str, _Counted]] = {
    one.card.code: one
    for one in (
        _events("events", "促消费活动", "appliance_events", of_cars=False),
        _events("car_events", "汽车促消费活动", "car_sales_events", of_cars=True),
        _Merchants(
            indicators.MeasureCard(
                code="schemes.merchants", name="准入商户", unit="家", indicator_code="trade_in_merchants",
                how="月末在准入期内、没有暂停或退出的商户数。", form=Form.STOCK, grain=Grain.MONTH, package=PACKAGE,
            )
        ),
    )
}  # fmt: skip


def _figures(
    one: _Counted, region_id: int, rows: Sequence[Any], periods: Sequence[Period]
) -> Iterator[indicators.RegionFigure]:
    first = one.first(rows)
    for period in (period for period in periods if period.end > first):
        value, records = one.of(rows, period)
        yield indicators.RegionFigure(one.card.code, region_id, period, value, records)


class SchemeMeasures:
    """The source of these measures, as the registry of indicators asks it."""

    def measures(self) -> Sequence[indicators.MeasureCard]:
        return [one.card for one in _MEASURES.values()]

    def kept_in(self, codes: Collection[str], region_path: str) -> dict[str, frozenset[int]]:
        """Regions that have any event with a result, or any merchant."""
        return {one.card.code: frozenset(one.regions(region_path)) for one in self._wanted(codes)}

    def figures(
        self, codes: Collection[str], region_path: str, periods: Sequence[Period]
    ) -> Iterable[indicators.RegionFigure]:
        """Counts by region and period; nothing before a region's first, for then no list was kept."""
        for one in self._wanted(codes):
            for region_id, rows in one.regions(region_path).items():
                yield from _figures(one, region_id, rows, periods)

    def records_url(self, code: str, region_code: str, period: Period) -> str:
        """The list narrowed to what a figure counted."""
        if code == "schemes.merchants":
            at_end = {"region": region_code, "on": period.last_day.isoformat()}
            return f"{reverse('schemes:merchants')}?{urlencode(at_end)}"
        days = {"ended_from": period.start.isoformat(), "ended_to": period.last_day.isoformat()}
        return f"{reverse('schemes:events')}?{urlencode({'region': region_code, 'state_is': 'recorded'} | days)}"

    def _wanted(self, codes: Collection[str]) -> Iterator[_Counted]:
        return (one for code, one in _MEASURES.items() if code in codes)
