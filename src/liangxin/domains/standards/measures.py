"""The measures that standards publish: a region's own standards by month of publication, certificates that hold.

What is shared by all belongs to no region and counts for none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.urls import reverse
from django.utils.http import urlencode

from liangxin.domains.indicators import api as indicators
from liangxin.domains.indicators.terms import Form, Grain
from liangxin.domains.standards.queries import DatedRow, certificate_days, publication_days
from liangxin.domains.standards.terms import CertificateKind, StandardKind
from liangxin.kernel.period import Period

PACKAGE: Final = "标准"


@dataclass(frozen=True, slots=True)
class _Counted:
    """A measure with the rows that it counts; `kinds` empty for all."""

    card: indicators.MeasureCard
    rows: Callable[[str], list[DatedRow]]
    kinds: frozenset[str] = frozenset()

    def chosen(self, region_path: str) -> list[DatedRow]:
        return [row for row in self.rows(region_path) if not self.kinds or row.kind in self.kinds]

    def counts(self, row: DatedRow, period: Period) -> bool:
        """A publication counts in its own month, a certificate at the end of each month in which it holds."""
        if self.card.form is Form.FLOW:
            return row.first in period
        return row.first < period.end and (row.last is None or row.last >= period.last_day)


def _published(name: str, label: str, indicator: str, *kinds: StandardKind) -> _Counted:
    how = f"本地区登记的{label}，按发布日期逐月计数；全国通用的和待核实的不计。"
    card = indicators.MeasureCard(
        code=f"standards.{name}",
        name=f"发布的{label}",
        unit="项",
        indicator_code=indicator,
        how=how,
        form=Form.FLOW,
        grain=Grain.MONTH,
        package=PACKAGE,
    )
    return _Counted(card, publication_days, frozenset(kind.value for kind in kinds))


def _held(name: str, kind: CertificateKind, indicator: str, unit: str) -> _Counted:
    card = indicators.MeasureCard(
        code=f"standards.{name}",
        name=f"有效的{kind.label}证书",
        unit=unit,
        indicator_code=indicator,
        how=f"本地区登记的{kind.label}证书，月末仍在有效期内的张数。",
        form=Form.STOCK,
        grain=Grain.MONTH,
        package=PACKAGE,
    )
    return _Counted(card, certificate_days, frozenset({kind.value}))


_MEASURES: Final = {
    one.card.code: one
    for one in (
        _published("published", "标准", "standards_revised"),
        _published(
            "national", "国家标准和行业标准", "national_standards", StandardKind.NATIONAL, StandardKind.INDUSTRY
        ),
        _published("local", "地方标准", "local_standards", StandardKind.LOCAL),
        _published("group", "团体标准和企业标准", "group_standards", StandardKind.GROUP, StandardKind.ENTERPRISE),
        _held("green_certificates", CertificateKind.GREEN_PRODUCT, "green_certificates", "张"),
        _held("carbon_footprints", CertificateKind.CARBON_FOOTPRINT, "carbon_footprints", "个"),
    )
}


def is_of_certificates(code: str) -> bool:
    """Whether a measure counts certificates; False for one of standards and for what is none of these measures."""
    return code in _MEASURES and _MEASURES[code].rows is certificate_days


def counted_by(code: str) -> tuple[str, frozenset[str]] | None:
    """Name of a measure and the kinds that it counts, empty for all; None for what is none of these measures."""
    one = _MEASURES.get(code)
    return None if one is None else (one.card.name, one.kinds)


def _figures(
    one: _Counted, region_id: int, rows: Sequence[DatedRow], periods: Sequence[Period]
) -> Iterator[indicators.RegionFigure]:
    first = min(row.first for row in rows)
    for period in (period for period in periods if period.end > first):
        count = sum(one.counts(row, period) for row in rows)
        yield indicators.RegionFigure(one.card.code, region_id, period, Decimal(count), count)


class StandardMeasures:
    """The source of these measures, as the registry of indicators asks it."""

    def measures(self) -> Sequence[indicators.MeasureCard]:
        return [one.card for one in _MEASURES.values()]

    def kept_in(self, codes: Collection[str], region_path: str) -> dict[str, frozenset[int]]:
        """Regions that have any standard or certificate of the kind."""
        return {
            one.card.code: frozenset(row.region_id for row in one.chosen(region_path)) for one in self._wanted(codes)
        }

    def figures(
        self, codes: Collection[str], region_path: str, periods: Sequence[Period]
    ) -> Iterable[indicators.RegionFigure]:
        """Counts by region and period; nothing before a region's first row, for then no list was kept."""
        for one in self._wanted(codes):
            by_region: dict[int, list[DatedRow]] = {}
            for row in one.chosen(region_path):
                by_region.setdefault(row.region_id, []).append(row)
            for region_id, rows in by_region.items():
                yield from _figures(one, region_id, rows, periods)

    def records_url(self, code: str, region_code: str, period: Period) -> str:
        """The list narrowed to what a figure counted."""
        behind = {"measure": code, "region": region_code}
        if is_of_certificates(code):
            return f"{reverse('standards:certificates')}?{urlencode(behind | {'held_on': period.last_day.isoformat()})}"
        days = {"published_from": period.start.isoformat(), "published_to": period.last_day.isoformat()}
        return f"{reverse('standards:list')}?{urlencode(behind | days)}"

    def _wanted(self, codes: Collection[str]) -> Iterator[_Counted]:
        return (one for code, one in _MEASURES.items() if code in codes)
