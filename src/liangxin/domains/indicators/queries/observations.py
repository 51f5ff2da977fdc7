"""Current figures of series, in bulk: computed, reported and estimated side by side, rolled up where a region has none.

For callers who may see what they ask for, by ids; screens begin at `access.visible_series`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import BigIntegerField, DecimalField, Func, IntegerField, QuerySet

from liangxin.domains.indicators.models import BaseValue, Observation, Series, SeriesBreak
from liangxin.domains.indicators.rules.drafts import ObservationDraft
from liangxin.domains.indicators.terms import Form, Grain, Origin
from liangxin.kernel.period import Period

Pair = tuple[int, int]  # an indicator's id and a region's


class PointCard(NamedTuple):
    """The current figure of a period: of `got` of `expected` parts of what belongs to it.

    A tuple, for thousands are made for one screen.
    """

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
    """A series with its current points; `figures` is what a roll-up needs besides, point by point, if it was asked."""

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
    rows: Iterable[Series],
    *,
    until: date | None = None,
    known_on: datetime | None = None,
    figures_of: frozenset[int] = frozenset(),
) -> dict[int, KnownSeries]:
    """These series by id with their current points, or those current at a moment; in one query.

    `until` leaves out periods that begin on that day or later; `figures_of` are the series that are to be rolled up.
    """
    known = {row.pk: KnownSeries(row) for row in rows}
    if not known:
        return known
    told = Observation.objects.filter(series__in=list(known))
    if until is not None:
        told = told.filter(starts_on__lt=until)
    if known_on is not None:
        told = told.filter(recorded_at__lte=known_on)
    columns = _FIGURES if figures_of else ()
    periods, last, points = _Periods(), 0, list[PointCard]()
    for series, start, end, value, got, expected, revision, at, *figures in _current(told, _SHOWN + columns):
        if value is None:  # taken back
            continue
        if series != last:  # rows come series by series
            last, points = series, known[series].points
        points.append(PointCard(periods[start, end], value, got, expected, revision, _EPOCH + timedelta(0, 0, at)))
        if series in figures_of:
            known[series].figures.append((figures[0], figures[1], figures[2]))
    return known


def current_rows(told: QuerySet[Observation], columns: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """The highest revision of each point among these: its series' id, its period, and the columns asked for.

    Numbers come without the zeros that fill their places, moments as microseconds since 1970.
    """
    periods = _Periods()
    for series, start, end, *rest in _current(told, columns):
        yield series, periods[start, end], *rest


def _current(told: QuerySet[Observation], columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """`current_rows` with the days as numbers: thousands of points are read for one screen, and to make days, moments
    and model instances one by one would take longer than the query.
    """
    current = told.order_by("series_id", "starts_on", "ends_on", "-revision")
    current = current.distinct("series_id", "starts_on", "ends_on").annotate(**_SHORT)
    chosen = current.values_list("series_id", "start_day", "end_day", *(_ALIASES.get(name, name) for name in columns))
    sql, parameters = chosen.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


class _Periods(dict[tuple[int, int], Period]):
    """Periods by their days since 1970, each made once."""

    def __missing__(self, days: tuple[int, int]) -> Period:
        start, end = (date.fromordinal(_FIRST_DAY + day) for day in days)
        self[days] = found = Period(start, end)
        return found


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_DAY = _EPOCH.date().toordinal()
_NUMBERS = ("value", "numerator", "denominator", "weight")
_FIGURES = ("numerator", "denominator", "weight")
_SHOWN = ("value", "got", "expected", "revision", "recorded_at")
_ALIASES = {name: f"short_{name}" for name in (*_NUMBERS, "recorded_at")}
_SHORT: dict[str, Any] = {
    "start_day": Func("starts_on", template="(%(expressions)s - DATE '1970-01-01')", output_field=IntegerField()),
    "end_day": Func("ends_on", template="(%(expressions)s - DATE '1970-01-01')", output_field=IntegerField()),
    "short_recorded_at": Func(
        "recorded_at",
        template="(EXTRACT(EPOCH FROM %(expressions)s) * 1000000)::bigint",
        output_field=BigIntegerField(),
    ),
    **{f"short_{name}": Func(name, function="trim_scale", output_field=DecimalField()) for name in _NUMBERS},
}


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
    """The points that have a figure of these measures now, as drafts that would take it back; in two queries."""
    wanted = set(periods)
    rows = Series.objects.filter(
        origin=Origin.COMPUTED.value, measure_code__in=codes, region__path__startswith=region_path
    )
    columns = ("indicator__code", "region__code", "measure_code", "form")
    series = {pk: names for pk, *names in rows.values_list("pk", *columns)}
    if not (series and wanted):
        return
    told = Observation.objects.filter(
        series__in=list(series),
        starts_on__gte=min(period.start for period in wanted),
        starts_on__lt=max(period.end for period in wanted),
    )
    for pk, period, value in current_rows(told, ("value",)):
        if value is not None and period in wanted:
            indicator, region, measure, form = series[pk]
            yield ObservationDraft(indicator, region, period, None, Form.of(form), Origin.COMPUTED, measure, got=0)
