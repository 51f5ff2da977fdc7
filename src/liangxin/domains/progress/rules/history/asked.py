"""From targets as a plan states them to what the made-up history asks of each indicator."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from liangxin.domains.indicators.terms import Direction
from liangxin.domains.progress.rules.history.figures import Wanted
from liangxin.domains.progress.rules.paths import as_decimal
from liangxin.domains.progress.rules.promise import factor_between
from liangxin.domains.progress.terms import SeriesForm
from liangxin.engines.reader.findings import TargetKind


@dataclass(frozen=True, slots=True)
class Stated:
    """A target as its plan states it, with what the catalogue says of its indicator."""

    indicator: str
    kind: TargetKind
    value: Decimal | None
    unit: str
    year: int | None
    series_unit: str
    usual: TargetKind | str
    direction: Direction = Direction.UP


def wanted_of(targets: Iterable[Stated], to_date: Collection[str] = ()) -> tuple[Wanted, ...]:
    """One for each indicator, in the order in which they come; its figures by year, in the unit of its series.

    `to_date` are the indicators that are reported as running totals of the year.
    """
    groups: dict[str, list[Stated]] = {}
    for one in targets:
        groups.setdefault(one.indicator, []).append(one)
    return tuple(_wanted(group, code in to_date) for code, group in groups.items() if code)


def _wanted(group: list[Stated], is_to_date: bool) -> Wanted:
    first = group[0]
    aims = sorted(((one.year, _scaled(one)) for one in group), key=lambda aim: aim[0] or 0)
    return Wanted(
        indicator=first.indicator,
        unit=first.series_unit,
        kind=first.kind,
        aims=tuple(aims),
        direction=first.direction,
        by_year=first.kind is TargetKind.LEVEL and first.usual == TargetKind.ANNUAL,
        form=SeriesForm.TO_DATE if is_to_date else None,
    )


def _scaled(one: Stated) -> Decimal | None:
    """Counting words are taken for the same here: the figures are made up."""
    factor = factor_between(one.unit or "%", one.series_unit, counts_agree=True) or Fraction(1)
    return None if one.value is None else as_decimal(Fraction(one.value) * factor)
