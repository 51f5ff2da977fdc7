"""Current figures of series, in bulk: computed, reported and estimated side by side, rolled up where a region has none.

For callers who may see what they ask for, by ids; screens begin at `access.visible_series`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from liangxin.domains.indicators.models import BaseValue, Observation, Series, SeriesBreak
from liangxin.domains.indicators.rules.drafts import ObservationDraft
from liangxin.domains.indicators.terms import Form, Grain, Origin
from liangxin.kernel.period import Period

Pair = tuple[int, int]  # an indicator's id and a region's


@dataclass(frozen=True, slots=True)
class PointCard:
    """The current figure of a period: of `got` of `expected` parts of what belongs to it."""

    period: Period
    value: Decimal
    got: int
    expected: int
    revision: int
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class BreakCard:
    """From this day on the indicator is counted otherwise in the region; points before and after are not compared."""

    on: date
    note: str


@dataclass(frozen=True, slots=True)
class SeriesCard:
    """One series with its current points by period. `id` is 0 for one rolled up from below while it is read.

    `unit` is that of all values. Points of periods that have no figure, or whose figure was taken back, are absent.
    """

    id: int
    indicator_id: int
    region_id: int
    origin: Origin
    measure_code: str
    unit_name: str
    unit_public_id: UUID | None
    form: Form
    grain: Grain
    unit: str
    points: tuple[PointCard, ...]
    breaks: tuple[BreakCard, ...]

    @property
    def is_rolled_up(self) -> bool:
        return self.id == 0


@dataclass(frozen=True, slots=True)
class BaseCard:
    """The base value in force, in its unit, and where it was taken from."""

    indicator_id: int
    region_id: int
    year: int
    value: Decimal
    unit: str
    source: str
    revision: int
    reason: str
    recorded_by: str
    recorded_at: datetime


@dataclass(slots=True)
class KnownSeries:
    """A series with the rows of its current points; `figures` is what a roll-up needs besides, point by point."""

    row: Series
    points: list[PointCard] = field(default_factory=list)
    figures: list[tuple[Decimal | None, Decimal | None, Decimal | None]] = field(default_factory=list)


def series_among(pairs: set[Pair], origins: Iterable[Origin] = Origin) -> QuerySet[Series]:
    """Series of these indicators in these regions; whoever asks for single pairs picks them from the rows."""
    return Series.objects.filter(
        indicator__in={indicator for indicator, _ in pairs},
        region__in={region for _, region in pairs},
        origin__in=[origin.value for origin in origins],
    )


def with_points(
    rows: Iterable[Series], *, until: date | None = None, known_on: datetime | None = None
) -> dict[int, KnownSeries]:
    """These series by id with their current points, or those current at a moment; in one query.

    `until` leaves out periods that begin on that day or later.
    """
    known = {row.pk: KnownSeries(row) for row in rows}
    current = Observation.objects.filter(series__in=known)
    if until is not None:
        current = current.filter(starts_on__lt=until)
    if known_on is not None:
        current = current.filter(recorded_at__lte=known_on)
    current = current.order_by("series_id", "starts_on", "ends_on", "-revision")
    current = current.distinct("series_id", "starts_on", "ends_on")
    periods: dict[tuple[date, date], Period] = {}
    for series, start, end, value, got, expected, revision, at, *figures in current.values_list(*_COLUMNS):
        if value is None:  # taken back
            continue
        period = periods.get((start, end)) or periods.setdefault((start, end), Period(start, end))
        known[series].points.append(PointCard(period, tidy(value), got, expected, revision, at))
        known[series].figures.append(tuple(figures))
    return known


_COLUMNS = (
    "series_id",
    "starts_on",
    "ends_on",
    "value",
    "got",
    "expected",
    "revision",
    "recorded_at",
    "numerator",
    "denominator",
    "weight",
)


def tidy(value: Decimal) -> Decimal:
    """A number from the table without the zeros that fill its places: 12.5 and 40, not 12.5000000000 and 4E+1.

    >>> tidy(Decimal("40.0000000000")), tidy(Decimal("12.5000000000"))
    (Decimal('40'), Decimal('12.5'))
    """
    whole = value.to_integral_value()
    return whole.quantize(_ONE) if whole == value else value.normalize()


_ONE = Decimal(1)


def breaks_of(pairs: set[Pair], known_on: datetime | None = None) -> dict[Pair, tuple[BreakCard, ...]]:
    """The changes of definition that stand, by day, of these indicators in these regions."""
    rows = SeriesBreak.objects.filter(indicator__in={one for one, _ in pairs}, region__in={one for _, one in pairs})
    if known_on is not None:
        rows = rows.filter(recorded_at__lte=known_on)
    rows = rows.order_by("indicator_id", "region_id", "on", "-revision").distinct("indicator_id", "region_id", "on")
    found: dict[Pair, list[BreakCard]] = {}
    for row in rows:
        if row.stands:
            found.setdefault((row.indicator_id, row.region_id), []).append(BreakCard(row.on, row.note))
    return {pair: tuple(breaks) for pair, breaks in found.items()}


def base_values(pairs: Iterable[Pair]) -> dict[tuple[int, int, int], BaseCard]:
    """The base values in force of these indicators in these regions, by indicator, region and year; in one query."""
    wanted = set(pairs)
    rows = BaseValue.objects.filter(indicator__in={one for one, _ in wanted}, region__in={one for _, one in wanted})
    rows = rows.select_related("recorded_by").order_by("indicator_id", "region_id", "year", "-revision")
    rows = rows.distinct("indicator_id", "region_id", "year")
    return {
        (row.indicator_id, row.region_id, row.year): base_card(row)
        for row in rows
        if (row.indicator_id, row.region_id) in wanted
    }


def base_card(row: BaseValue) -> BaseCard:
    """The card of a base value fetched with who recorded it."""
    return BaseCard(
        indicator_id=row.indicator_id,
        region_id=row.region_id,
        year=row.year,
        value=tidy(row.value),
        unit=row.counted_in,
        source=row.source,
        revision=row.revision,
        reason=row.reason,
        recorded_by=row.recorded_by.name if row.recorded_by else "系统",
        recorded_at=row.recorded_at,
    )


def codes_computed(region_path: str) -> set[str]:
    """The measures that have ever given a figure in a region or below."""
    rows = Series.objects.filter(origin=Origin.COMPUTED.value, region__path__startswith=region_path)
    return set(rows.values_list("measure_code", flat=True).distinct())


def computed_points(codes: Sequence[str], region_path: str, periods: Sequence[Period]) -> Iterator[ObservationDraft]:
    """The points that have a figure of these measures now, as drafts that would take it back."""
    wanted = set(periods)
    if not wanted:
        return
    rows = Observation.objects.filter(
        series__origin=Origin.COMPUTED.value,
        series__measure_code__in=codes,
        series__region__path__startswith=region_path,
        starts_on__gte=min(period.start for period in wanted),
        starts_on__lt=max(period.end for period in wanted),
    )
    rows = rows.order_by("series_id", "starts_on", "ends_on", "-revision")
    rows = rows.distinct("series_id", "starts_on", "ends_on")
    columns = ("series__indicator__code", "series__region__code", "series__measure_code", "series__form")
    for indicator, region, measure, form, start, end, value in rows.values_list(
        *columns, "starts_on", "ends_on", "value"
    ):
        period = Period(start, end)
        if value is not None and period in wanted:
            yield ObservationDraft(indicator, region, period, None, Form.of(form), Origin.COMPUTED, measure, got=0)
