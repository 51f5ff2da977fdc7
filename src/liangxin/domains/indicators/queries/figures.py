"""What the screens show of figures: series side by side, the regions below, the revisions of one point."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from liangxin.domains.indicators.access import get_indicator, get_series, visible_base_values, visible_series
from liangxin.domains.indicators.errors import SeriesNotFound
from liangxin.domains.indicators.models import Observation
from liangxin.domains.indicators.queries.catalogue import IndicatorCard, indicator_seen
from liangxin.domains.indicators.queries.measures import measures_published, source_of
from liangxin.domains.indicators.queries.observations import (
    BaseCard,
    BreakCard,
    PointCard,
    SeriesCard,
    base_card,
    breaks_of,
    tidy,
    with_points,
)
from liangxin.domains.indicators.queries.series import series_of
from liangxin.domains.indicators.rules.drafts import ObservationDraft
from liangxin.domains.indicators.rules.periods import grain_of
from liangxin.domains.indicators.rules.series import Step, decumulate, sum_over
from liangxin.domains.indicators.terms import Form, Gap, Grain, Origin, Power
from liangxin.domains.regions import api as regions
from liangxin.domains.regions.errors import RegionNotFound
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import TrailCard, entries_of
from liangxin.kernel.period import Period


@dataclass(frozen=True, slots=True)
class SeriesHead:
    """A series as the head of a column; `public_id` is None for one rolled up while it is read."""

    card: SeriesCard
    public_id: UUID | None
    measure_name: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A point of one series; `step` is what its period added where the series is cumulative."""

    point: PointCard | None
    step: Step | None = None

    @property
    def flow(self) -> Decimal | None:
        """What is compared with other series: the period's own figure."""
        return self.step.value if self.step else self.point.value if self.point else None

    @property
    def gap(self) -> Gap | None:
        return self.step.gap if self.step else None


@dataclass(frozen=True, slots=True)
class Row:
    """A period with one cell a series; `apart` is by how much figures of it disagree, None where they do not.

    `left_out` is how many figures of only some parts were not compared with others.
    """

    period: Period
    cells: tuple[Cell, ...]
    apart: Decimal | None
    breaks: tuple[BreakCard, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class BelowLine:
    """A region right below: its figure of the period by origin, and what came together in the year so far."""

    region: regions.RegionCard
    points: tuple[PointCard | None, ...]
    so_far: Decimal | None
    months: int
    of_months: int


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """An indicator in a region; rows are newest first."""

    card: IndicatorCard
    region: regions.RegionCard
    heads: tuple[SeriesHead, ...]
    rows: tuple[Row, ...]
    breaks: tuple[BreakCard, ...]
    bases: tuple[BaseCard, ...]
    period: Period | None
    below: tuple[BelowLine, ...]
    below_got: int
    history: list[TrailCard]


@dataclass(frozen=True, slots=True)
class RevisionCard:
    """One revision of a point; without a value it was taken back."""

    revision: int
    value: Decimal | None
    before: Decimal | None
    got: int
    expected: int
    reason: str
    source: str
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class PointPage:
    """The revisions of one point, newest first; `records_url` lists the records behind a computed figure."""

    card: IndicatorCard
    region: regions.RegionCard
    head: SeriesHead
    period: Period
    revisions: tuple[RevisionCard, ...]
    how: str
    records_url: str


def place_of(indicator_code: str, region_code: str) -> tuple[str, str]:
    """Under what the trail keeps the story of an indicator's figures in one region."""
    return "indicators.figures", f"{indicator_code}@{region_code}"


def figures_page(actor: Actor, code: str, region_code: str, since: date, period: Period | None = None) -> FiguresPage:
    """All that is known of an indicator in a region from a day on. Raises IndicatorNotFound, RegionNotFound."""
    card, region = indicator_seen(actor, code), region_seen(actor, region_code)
    pair = card.id, region.id
    heads = _heads(actor, series_of([pair])[pair], pair)
    below = regions.regions_below(actor, region_code)
    told = series_of([(card.id, one.id) for one in below]) if below else {}
    cards = {one.id: _seen(actor, told[card.id, one.id], card.id, [one.id]) for one in below}
    chosen = period or _latest([head.card for head in heads] + [one for some in cards.values() for one in some])
    lines = tuple(_line(one, cards[one.id], chosen) for one in below) if chosen else ()
    rows = visible_base_values(actor).filter(indicator=card.id, region=region.id).select_related("recorded_by")
    bases = rows.order_by("-year", "-revision")
    breaks = breaks_of({pair}).get(pair, ())
    return FiguresPage(
        card=card,
        region=region,
        heads=heads,
        rows=_rows([head.card for head in heads], breaks, since),
        breaks=breaks,
        bases=tuple(base_card(row) for row in bases),
        period=chosen,
        below=lines,
        below_got=sum(any(point is not None for point in line.points) for line in lines),
        history=entries_of(place_of(code, region_code), limit=30),
    )


def region_seen(actor: Actor, code: str) -> regions.RegionCard:
    """A region whose figures the actor sees. Raises RegionNotFound."""
    region = regions.region_cards([code]).get(code)
    if region is None or not actor.may(Power.READ, region.path):
        raise RegionNotFound(code=code)
    return region


def _seen(actor: Actor, cards: Iterable[SeriesCard], indicator: int, places: list[int]) -> list[SeriesCard]:
    """Without the series of other units, for whoever stands in a unit; what is rolled up is seen by all."""
    ids = set(visible_series(actor).filter(indicator=indicator, region__in=places).values_list("pk", flat=True))
    return [card for card in cards if card.id in ids or card.is_rolled_up]


def series_seen(
    actor: Actor, code: str, region_code: str, *, until: date | None = None, known_on: datetime | None = None
) -> list[tuple[SeriesCard, UUID | None]]:
    """The series of an indicator in a region that the actor sees, each with its public id if it has one.

    Raises IndicatorNotFound, RegionNotFound.
    """
    pair = get_indicator(actor, code).pk, region_seen(actor, region_code).id
    cards = series_of([pair], until=until, known_on=known_on)[pair]
    return [(head.card, head.public_id) for head in _heads(actor, cards, pair)]


def _heads(actor: Actor, cards: Iterable[SeriesCard], pair: tuple[int, int]) -> tuple[SeriesHead, ...]:
    rows = visible_series(actor).filter(indicator=pair[0], region=pair[1])
    ids = dict(rows.values_list("pk", "public_id"))
    seen = [card for card in cards if (card.id in ids or card.is_rolled_up) and card.points]
    names = measures_published() if any(card.measure_code for card in seen) else {}
    return tuple(
        SeriesHead(card, ids.get(card.id), names[card.measure_code].name if card.measure_code in names else "")
        for card in seen
    )


def _latest(cards: Iterable[SeriesCard]) -> Period | None:
    """The last period of a month that any series has a figure for; of any grain where no month has."""
    periods = [(card.grain is Grain.MONTH, point.period) for card in cards for point in card.points]
    return max(periods)[1] if periods else None


def cells_of(card: SeriesCard) -> dict[Period, Cell]:
    """The points of a series by period, told apart where it is cumulative."""
    if card.form is not Form.TO_DATE:
        return {point.period: Cell(point) for point in card.points}
    days = [one.on for one in card.breaks]
    steps = {step.period: step for step in decumulate({point.period: point.value for point in card.points}, days)}
    return {point.period: Cell(point, steps[point.period]) for point in card.points}


def _rows(cards: list[SeriesCard], breaks: tuple[BreakCard, ...], since: date) -> tuple[Row, ...]:
    columns = [cells_of(card) for card in cards]
    periods = {period for column in columns for period in column if period.end > since}
    found = []
    for period in sorted(periods, key=lambda one: (one.end, one.start), reverse=True):
        cells = tuple(column.get(period, Cell(None)) for column in columns)
        here = tuple(one for one in breaks if one.on in period)
        apart, left_out = _apart(cards, cells)
        found.append(Row(period, cells, apart, here, left_out))
    return tuple(found)


def _apart(cards: list[SeriesCard], cells: tuple[Cell, ...]) -> tuple[Decimal | None, int]:
    """How far the figures of a period lie apart, and how many that are not whole were left out of that.

    Stocks are compared with stocks, and only where the unit is the same.
    """
    kinds: dict[tuple[bool, str], set[Decimal]] = {}
    parts: Counter[tuple[bool, str]] = Counter()
    told: Counter[tuple[bool, str]] = Counter()
    for card, cell in zip(cards, cells, strict=True):
        if cell.flow is None or cell.point is None:
            continue
        kind = card.form is Form.STOCK, card.unit
        told[kind] += 1
        if cell.point.got == cell.point.expected:
            kinds.setdefault(kind, set()).add(cell.flow)
        else:
            parts[kind] += 1
    apart = max((max(some) - min(some) for some in kinds.values() if len(some) > 1), default=None)
    return apart, sum(count for kind, count in parts.items() if told[kind] > 1)


def _line(region: regions.RegionCard, cards: list[SeriesCard], period: Period) -> BelowLine:
    points = tuple(_point_at(cards, origin, period) for origin in Origin)
    counted = [card for card in cards if card.form is not Form.STOCK and card.grain is grain_of(period) and card.points]
    year = Period(date(period.start.year, 1, 1), period.end)
    sums = [
        sum_over(
            card.form,
            {one.period: one.value for one in card.points},
            year,
            card.grain,
            [one.on for one in card.breaks],
        )
        for card in counted
    ]
    best = max(sums, key=lambda one: one.got, default=None)
    if best is None:
        return BelowLine(region, points, None, 0, 0)
    return BelowLine(region, points, best.value, best.got, best.expected)


def _point_at(cards: list[SeriesCard], origin: Origin, period: Period) -> PointCard | None:
    mine = (card for card in cards if card.origin is origin)
    return next((point for card in mine for point in card.points if point.period == period), None)


def point_page(actor: Actor, code: str, region_code: str, public_id: UUID, starts_on: str) -> PointPage:
    """The revisions of the point that begins on a day, as it stands in an address.

    Raises IndicatorNotFound, RegionNotFound, SeriesNotFound.
    """
    card, region = indicator_seen(actor, code), region_seen(actor, region_code)
    series = get_series(actor, public_id)
    try:
        day = date.fromisoformat(starts_on)
    except ValueError as error:
        raise SeriesNotFound from error
    rows = Observation.objects.filter(series=series, starts_on=day).select_related("recorded_by")
    found = list(rows.order_by("revision"))
    if not found or (series.indicator_id, series.region_id) != (card.id, region.id):
        raise SeriesNotFound
    pair = card.id, region.id
    heads = _heads(actor, series_of([pair])[pair], pair)
    head = next((head for head in heads if head.card.id == series.pk), None)
    if head is None:  # every point of it was taken back
        empty = SeriesCard(
            series.pk,
            *pair,
            Origin.of(series.origin),
            series.measure_code,
            "",
            None,
            Form.of(series.form),
            Grain.of(series.grain),
            series.counted_in,
            (),
            (),
        )
        head = SeriesHead(empty, series.public_id, "")
    period = Period(found[0].starts_on, found[0].ends_on)
    befores: Mapping[int, Decimal | None] = {row.revision + 1: row.value for row in found}
    revisions = tuple(_revision(row, befores.get(row.revision)) for row in reversed(found))
    source = source_of(series.measure_code) if series.measure_code else None
    published = measures_published().get(series.measure_code) if source else None
    url = source.records_url(series.measure_code, region_code, period) if source else ""
    return PointPage(card, region, head, period, revisions, published.how if published else "", url)


def _revision(row: Observation, before: Decimal | None) -> RevisionCard:
    return RevisionCard(
        revision=row.revision,
        value=None if row.value is None else tidy(row.value),
        before=None if before is None else tidy(before),
        got=row.got,
        expected=row.expected,
        reason=row.reason,
        source=row.source,
        recorded_by=row.recorded_by.name if row.recorded_by else "",
        recorded_at=row.recorded_at,
    )


def points_told(actor: Actor, draft: ObservationDraft) -> dict[Period, Decimal]:
    """The current figures of the series that a draft belongs to, in the series' unit. Raises IndicatorNotFound."""
    rows = visible_series(actor).filter(
        indicator=get_indicator(actor, draft.indicator_code),
        region__code=draft.region_code,
        origin=draft.origin.value,
        measure_code=draft.measure_code,
        form=draft.form.value,
        grain=grain_of(draft.period).value,
    )
    mine = rows.filter(unit__public_id=draft.unit_id) if draft.unit_id else rows.filter(unit__isnull=True)
    return {point.period: point.value for known in with_points(mine).values() for point in known.points}
