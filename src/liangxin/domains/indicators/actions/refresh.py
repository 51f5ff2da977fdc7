"""Figures computed anew from the records of all packages that publish measures, rolled up, and what changed written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from django.db import transaction

from liangxin.domains.indicators.actions.observations import KnownNames, ObservationsTaken, write_points
from liangxin.domains.indicators.errors import IndicatorNotFound, UnitUnfit
from liangxin.domains.indicators.models import Indicator
from liangxin.domains.indicators.queries.figures import region_seen
from liangxin.domains.indicators.queries.measures import MeasureCard, MeasureSource, RegionFigure, sources_published
from liangxin.domains.indicators.queries.observations import codes_computed, computed_points
from liangxin.domains.indicators.queries.series import Divisions, divisions_of
from liangxin.domains.indicators.rules.converting import factor_between, scaled
from liangxin.domains.indicators.rules.drafts import ObservationDraft
from liangxin.domains.indicators.rules.periods import periods_between
from liangxin.domains.indicators.rules.rolling import Part, RolledFigure, roll_up_tree
from liangxin.domains.indicators.terms import Grain, Origin, Power, RollUp
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.jobs.api import enqueue
from liangxin.kernel.period import Period

_MEASURES_AT_ONCE = 10  # what is held in memory: 10 measures × 157 regions × 36 months are some 57 000 points
_WHY = "按记录重新计算"


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What came of it; `refused` are measures whose figures fit no indicator, with the reason in words."""

    taken: ObservationsTaken
    measures: int
    refused: tuple[tuple[str, str], ...] = ()


def refresh_computed(
    actor: Actor,
    region_path: str,
    since: date,
    until: date | None = None,
    on: date | None = None,
    report: Callable[[int, int], None] | None = None,
    codes: Collection[str] | None = None,
) -> Refreshed:
    """Ask measures for their figures in a region and all below, from the period of `since` to before `until`.

    All of them, or those of `codes`.

    `until` is the day after `on`, today, if it is not said; the running period is computed as far as it has come. What
    is unchanged writes nothing; a figure that a measure gives no more is taken back. Raises NotAllowed.
    """
    actor.require(Power.OBSERVE, region_path)
    until = until or (on + timedelta(days=1) if on else None)
    if until is None:
        raise ValueError("one of until and on must be said")
    divisions = divisions_of([region_path])
    taken, refused, asked = ObservationsTaken(), list[tuple[str, str]](), 0
    groups = list(_groups(region_path, codes))
    with transaction.atomic():
        for done, (source, grain, cards) in enumerate(groups):
            if report:
                report(done, len(groups))
            drafts, faults = _drafts(source, cards, region_path, list(periods_between(grain, since, until)), divisions)
            taken += write_points(actor, drafts, KnownNames.of(drafts)) if drafts else ObservationsTaken()
            refused += faults
            asked += len(cards)
    return Refreshed(taken, asked, tuple(refused))


def ask_refresh(actor: Actor, region_code: str, since: date) -> str:
    """Have a region and all below computed anew in the background; returns the run's id.

    Raises RegionNotFound, NotAllowed.
    """
    with transaction.atomic():
        region = region_seen(actor, region_code)
        actor.require(Power.OBSERVE, region.path)
        subject = "regions.region", region_code
        return enqueue("indicators.refresh", actor, subject, region_path=region.path, since=since.isoformat())


def _groups(
    region_path: str, codes: Collection[str] | None
) -> Iterator[tuple[MeasureSource, Grain, Sequence[MeasureCard]]]:
    """Measures that have records, or had figures, in the region or below, some at a time; all of one grain."""
    had = codes_computed(region_path)
    for source in sources_published():
        cards = [card for card in source.measures() if codes is None or card.code in codes]
        kept = source.kept_in([card.code for card in cards], region_path)
        wanted = [card for card in cards if kept.get(card.code) or card.code in had]
        for grain in Grain:
            alike = [card for card in wanted if card.grain is grain]
            for first in range(0, len(alike), _MEASURES_AT_ONCE):
                yield source, grain, alike[first : first + _MEASURES_AT_ONCE]


Own = dict[tuple[str, Period], dict[int, RegionFigure]]


def _drafts(
    source: MeasureSource,
    cards: Sequence[MeasureCard],
    region_path: str,
    periods: Sequence[Period],
    divisions: Divisions,
) -> tuple[list[ObservationDraft], list[tuple[str, str]]]:
    """What these measures say of the regions and of those above them, and what they say no more."""
    indicators = {row.code: row for row in Indicator.objects.filter(code__in={card.indicator_code for card in cards})}
    fit, refused = _fitting(cards, indicators)
    own: Own = {}
    for figure in source.figures(list(fit), region_path, periods):
        own.setdefault((figure.code, figure.period), {})[figure.region_id] = figure
    codes = _codes_of(own, divisions)
    drafts: list[ObservationDraft] = []
    for (code, period), figures in own.items():
        card, factor = fit[code]
        drafts += _at_one_time(card, period, figures, factor, indicators[card.indicator_code], divisions, codes)
    told = {(draft.measure_code, draft.indicator_code, draft.region_code, draft.period) for draft in drafts}
    for gone in computed_points(list(fit), region_path, periods):
        if (gone.measure_code, gone.indicator_code, gone.region_code, gone.period) not in told:
            drafts.append(replace(gone, reason=_WHY))
    return drafts, refused


def _fitting(
    cards: Iterable[MeasureCard], indicators: Mapping[str, Indicator]
) -> tuple[dict[str, tuple[MeasureCard, Fraction]], list[tuple[str, str]]]:
    """Measures with what turns their unit into their indicator's, and those that have no such thing."""
    fit: dict[str, tuple[MeasureCard, Fraction]] = {}
    refused: list[tuple[str, str]] = []
    for card in cards:
        indicator = indicators.get(card.indicator_code)
        if indicator is None:
            refused.append((card.code, str(IndicatorNotFound())))
            continue
        try:
            fit[card.code] = card, factor_between(card.unit, indicator.unit)
        except UnitUnfit as refusal:
            refused.append((card.code, str(refusal)))
    return fit, refused


def _codes_of(own: Own, divisions: Divisions) -> dict[int, str]:
    """The codes of all regions that may have a figure; zones, which are part of no sum, among them."""
    codes = {card.id: card.code for card in divisions.cards}
    others = {region for figures in own.values() for region in figures} - codes.keys()
    return codes | ({card.id: card.code for card in regions.regions_by_id(others).values()} if others else {})


def _at_one_time(
    card: MeasureCard,
    period: Period,
    figures: Mapping[int, RegionFigure],
    factor: Fraction,
    indicator: Indicator,
    divisions: Divisions,
    codes: Mapping[int, str],
) -> Iterator[ObservationDraft]:
    """One measure in one period: the regions' own figures, and those of the regions above that have none."""
    told = {"indicator_code": indicator.code, "measure_code": card.code, "form": card.form, "reason": _WHY}
    parts = {region: _part(figure, factor) for region, figure in figures.items()}
    for region, part in parts.items():
        yield _draft(told, codes[region], period, part, 1, 1)
    tree = divisions.tree_on(period.last_day)
    for region, whole in roll_up_tree(RollUp.of(indicator.roll_up), tree, parts, indicator.unit).items():
        yield _draft(told, codes[region], period, whole, whole.got, whole.expected)


def _draft(
    told: Mapping[str, Any], region_code: str, period: Period, figure: Part | RolledFigure, got: int, expected: int
) -> ObservationDraft:
    return ObservationDraft(
        region_code=region_code,
        period=period,
        value=figure.value,
        origin=Origin.COMPUTED,
        numerator=figure.numerator,
        denominator=figure.denominator,
        weight=figure.weight,
        got=got,
        expected=expected,
        **told,
    )


def _part(figure: RegionFigure, factor: Fraction) -> Part:
    """A figure in the indicator's unit, to the places that are kept."""
    once = Fraction(1)
    return Part(
        scaled(figure.value, factor),
        None if figure.numerator is None else scaled(figure.numerator, once),
        None if figure.denominator is None else scaled(figure.denominator, once),
        None if figure.weight is None else scaled(figure.weight, once),
    )
