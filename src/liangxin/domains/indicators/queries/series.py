"""The door's question for series: own ones of a region, and rolled up from below where it has none of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from liangxin.domains.indicators.errors import UnitUnfit
from liangxin.domains.indicators.models import Indicator, Series
from liangxin.domains.indicators.queries.observations import (
    BreakCard,
    KnownSeries,
    Pair,
    PointCard,
    SeriesCard,
    breaks_of,
    series_among,
    with_points,
)
from liangxin.domains.indicators.rules.converting import factor_between
from liangxin.domains.indicators.rules.rolling import Part, Tree, roll_up_tree
from liangxin.domains.indicators.terms import Form, Grain, Origin, RollUp
from liangxin.domains.regions import api as regions
from liangxin.domains.regions.terms import RegionLevel
from liangxin.kernel.period import Period

# What people tell is added up when it is read; what is computed is added up when it is computed, and kept.
ROLLED_WHEN_READ = (Origin.REPORTED, Origin.ESTIMATED)


def series_of(
    wanted: Iterable[Pair], *, until: date | None = None, known_on: datetime | None = None
) -> dict[Pair, tuple[SeriesCard, ...]]:
    """All series of these pairs of indicator and region (ids), computed, reported and estimated side by side.

    A region without a reported (estimated) series of its own has one rolled up from the regions below, by the
    indicator's rule and with coverage. `until` leaves out periods that begin on that day or later, `known_on` whatever
    was recorded after that moment. Every wanted pair is in the answer. At most eight queries, whatever the number.
    """
    pairs = set(wanted)
    own = [row for row in series_among(pairs).select_related("unit") if (row.indicator_id, row.region_id) in pairs]
    above = _above_others(pairs)
    told = {(row.indicator_id, row.region_id, row.origin) for row in own}
    lacking = {(*pair, origin) for pair in pairs for origin in ROLLED_WHEN_READ if pair[1] in above.tops}
    below = _series_below(lacking - told, above)
    to_roll = frozenset(row.pk for row in below)
    known = with_points([*own, *below], until=until, known_on=known_on, figures_of=to_roll)
    breaks = breaks_of(pairs, known_on)
    found: dict[Pair, list[SeriesCard]] = {pair: [] for pair in pairs}
    for row in own:
        pair = row.indicator_id, row.region_id
        found[pair].append(series_card(known[row.pk], breaks.get(pair, ())))
    for card in _rolled([known[row.pk] for row in below], lacking - told, above, breaks):
        found[card.indicator_id, card.region_id].append(card)
    return {pair: tuple(sorted(cards, key=_place)) for pair, cards in found.items()}


_ORDER = {term: place for terms in (Origin, Form, Grain) for place, term in enumerate(terms)}


def _place(card: SeriesCard) -> tuple[object, ...]:
    return _ORDER[card.origin], card.unit_name, card.measure_code, _ORDER[card.form], _ORDER[card.grain], card.id


def series_card(known: KnownSeries, breaks: tuple[BreakCard, ...] = ()) -> SeriesCard:
    """The card of a series fetched with its unit."""
    row = known.row
    return SeriesCard(
        id=row.pk,
        indicator_id=row.indicator_id,
        region_id=row.region_id,
        origin=Origin.of(row.origin),
        measure_code=row.measure_code,
        unit_name=row.unit.name if row.unit else "",
        unit_public_id=row.unit.public_id if row.unit else None,
        form=Form.of(row.form),
        grain=Grain.of(row.grain),
        unit=row.counted_in,
        points=tuple(known.points),
        breaks=breaks,
    )


@dataclass(frozen=True)
class Divisions:
    """The divisions under some regions; `tops` are those of the regions that have others below."""

    cards: tuple[regions.DivisionCard, ...] = ()
    tops: frozenset[int] = frozenset()
    _trees: dict[frozenset[int], Tree] = field(default_factory=dict, compare=False)

    def tree_on(self, day: date) -> Tree:
        """The tree of the divisions that stand on a day; few days have a tree of their own."""
        standing = [card for card in self.cards if card.stands_on(day)]
        ids = frozenset(card.id for card in standing)
        if ids not in self._trees:
            self._trees[ids] = Tree({card.id: card.path for card in standing})
        return self._trees[ids]


def divisions_of(paths: Iterable[str]) -> Divisions:
    """The divisions under these regions, in one query."""
    cards = tuple(regions.divisions_under(paths))
    tree = Tree({card.id: card.path for card in cards})
    return Divisions(cards, frozenset(region for region, below in tree.below.items() if below))


def _above_others(pairs: set[Pair]) -> Divisions:
    """The divisions under those of the regions that may have some."""
    cards = regions.regions_by_id({region for _, region in pairs}).values()
    paths = [card.path for card in cards if card.level is not RegionLevel.COUNTY]
    return divisions_of(paths) if paths else Divisions()


def _series_below(lacking: set[tuple[int, int, Origin]], above: Divisions) -> list[Series]:
    """Told series of the regions below those that lack one, of the indicators they lack."""
    if not lacking:
        return []
    at = {card.id: card.path for card in above.cards}
    tops = {indicator: tuple(at[top] for one, top, _ in lacking if one == indicator) for indicator, _, _ in lacking}
    rows = series_among({(indicator, card.id) for indicator in tops for card in above.cards}, ROLLED_WHEN_READ)
    return [row for row in rows.order_by("id") if at[row.region_id].startswith(tops[row.indicator_id])]


def _rolled(
    below: list[KnownSeries],
    lacking: set[tuple[int, int, Origin]],
    above: Divisions,
    breaks: Mapping[Pair, tuple[BreakCard, ...]],
) -> list[SeriesCard]:
    groups: dict[tuple[int, str, str, str], list[KnownSeries]] = {}
    for known in below:
        row = known.row
        groups.setdefault((row.indicator_id, row.origin, row.form, row.grain), []).append(known)
    rows = Indicator.objects.filter(pk__in={indicator for indicator, *_ in groups})
    rules = (
        {pk: (RollUp.of(rule), unit) for pk, rule, unit in rows.values_list("id", "roll_up", "unit")} if groups else {}
    )
    cards = []
    for (indicator, origin, form, grain), members in groups.items():
        tops = {top for one, top, its in lacking if one == indicator and its == origin}
        for top, points in _points_above(members, tops, *rules[indicator], above).items():
            shared = Origin.of(origin), "", "", None, Form.of(form), Grain.of(grain), rules[indicator][1]
            cards.append(SeriesCard(0, indicator, top, *shared, points, breaks.get((indicator, top), ())))
    return cards


def _points_above(
    members: list[KnownSeries], tops: set[int], rule: RollUp, unit: str, above: Divisions
) -> dict[int, tuple[PointCard, ...]]:
    """The rolled-up points of the regions on top, period by period."""
    told: dict[Period, dict[int, list[tuple[Part, datetime]]]] = {}
    for known in members:
        for point, figures in zip(known.points, known.figures, strict=True):
            part = _part(point.value, known.row.counted_in, unit, figures)
            if part is not None:
                here = told.setdefault(point.period, {}).setdefault(known.row.region_id, [])
                here.append((part, point.recorded_at))
    found: dict[int, list[PointCard]] = {}
    for period in sorted(told):
        # Two units of one region that tell different figures tell none: which is right is not known here.
        agreed = {region: parts for region, parts in told[period].items() if len({part for part, _ in parts}) == 1}
        if not agreed:
            continue
        figures_here = {region: parts[0][0] for region, parts in agreed.items()}
        latest = max(at for parts in agreed.values() for _, at in parts)
        for region, whole in roll_up_tree(rule, above.tree_on(period.last_day), figures_here, unit).items():
            if region in tops and whole.value is not None:
                card = PointCard(period, whole.value, whole.got, whole.expected, 0, latest)
                found.setdefault(region, []).append(card)
    return {region: tuple(points) for region, points in found.items()}


def _part(
    value: Decimal, unit: str, wanted: str, figures: tuple[Decimal | None, Decimal | None, Decimal | None]
) -> Part | None:
    """A figure as a part of the whole; one in a unit of another kind, from before the indicator's changed, is none."""
    try:
        factor_between(unit, wanted)
    except UnitUnfit:
        return None
    numerator, denominator, weight = figures
    return Part(value, numerator, denominator, weight, unit=unit)
