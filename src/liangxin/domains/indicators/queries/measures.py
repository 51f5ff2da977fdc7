"""Measures that packages publish: what each computes, where its records are listed, and the figures of many regions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from liangxin.domains.indicators.models import Indicator
from liangxin.domains.indicators.terms import Form, Grain
from liangxin.kernel.period import Period


@dataclass(frozen=True, slots=True)
class MeasureCard:
    """A measure: `how` says in a Chinese sentence how it is computed, `package` is the label of who publishes it."""

    code: str
    name: str
    unit: str
    indicator_code: str
    how: str
    form: Form
    grain: Grain
    package: str


@dataclass(frozen=True, slots=True)
class RegionFigure:
    """What a measure finds in the region's own records of a period; `records` is how many stand behind it."""

    code: str
    region_id: int
    period: Period
    value: Decimal
    records: int
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    weight: Decimal | None = None


class MeasureSource(Protocol):
    """What a package publishes; lives in its room `measures`."""

    def measures(self) -> Sequence[MeasureCard]:
        """All measures there are now."""
        ...

    def kept_in(self, codes: Collection[str], region_path: str) -> dict[str, frozenset[int]]:
        """For each measure the regions, of this one and all below, that keep records for it at all."""
        ...

    def figures(self, codes: Collection[str], region_path: str, periods: Sequence[Period]) -> Iterable[RegionFigure]:
        """Figures of the region and all below, each of its own records; nothing is rolled up here.

        An explicit 0 where a list is kept and nothing came in, nothing where no list was kept yet.
        """
        ...

    def records_url(self, code: str, region_code: str, period: Period) -> str:
        """Where the records behind a figure are listed."""
        ...


_sources: list[MeasureSource] = []


def publish_measures(source: MeasureSource) -> None:
    """Let a package's measures be asked for; called once, when the package is ready."""
    if source not in _sources:
        _sources.append(source)


def measures_published() -> dict[str, MeasureCard]:
    """All measures by code. Two measures of one code are a fault of the programme."""
    cards: dict[str, MeasureCard] = {}
    for source in _sources:
        for card in source.measures():
            if card.code in cards:
                raise ValueError(f"two measures are called {card.code}")
            cards[card.code] = card
    return cards


def sources_published() -> tuple[MeasureSource, ...]:
    """Who publishes measures, in the order of publishing."""
    return tuple(_sources)


def source_of(code: str) -> MeasureSource | None:
    """Who publishes the measure of this code; None if it is published no more."""
    return next((source for source in _sources if any(card.code == code for card in source.measures())), None)


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure beside the name of the indicator it feeds; without one where the catalogue does not have it."""

    code: str
    name: str
    unit: str
    form: Form
    grain: Grain
    how: str
    package: str
    indicator_code: str
    indicator_name: str


def measure_lines() -> list[MeasureLine]:
    """All measures published, with the names of their indicators in one query."""
    cards = measures_published().values()
    codes = {card.indicator_code for card in cards}
    names = dict(Indicator.objects.filter(code__in=codes).values_list("code", "name"))
    return [
        MeasureLine(
            card.code,
            card.name,
            card.unit,
            card.form,
            card.grain,
            card.how,
            card.package,
            card.indicator_code,
            names.get(card.indicator_code, ""),
        )
        for card in cards
    ]
