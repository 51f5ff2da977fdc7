"""What could be the source of a target's figures: measures that feed its indicator, and what they leave open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from liangxin.domains.indicators import api as indicators
from liangxin.domains.plans import api as plans
from liangxin.domains.progress.queries.material import promise_of
from liangxin.domains.progress.rules.sources import (
    Offered,
    Proposal,
    Questions,
    proposals_of,
    questions_between,
    questions_of,
)
from liangxin.domains.progress.terms import SeriesForm
from liangxin.domains.regions import api as regions


@dataclass(frozen=True, slots=True)
class Offers:
    """Targets of some regions, their indicators, the measures there are and where records are kept for them."""

    targets: Mapping[int, plans.PromisedTarget]
    known: Mapping[int, indicators.IndicatorCard]  # indicators by id
    measures: Mapping[str, list[indicators.MeasureCard]]  # by indicator
    kept: Mapping[str, frozenset[int]]
    below: Mapping[int, frozenset[int]]  # region → itself and the regions below

    def measures_for(self, target_id: int) -> tuple[Proposal, ...]:
        """The measures to propose for a target."""
        stated = self.targets[target_id]
        return proposals_of(
            Offered(card.code, self.questions(target_id, card), self._is_kept(card.code, stated.region_id))
            for card in self.measures.get(stated.card.indicator_code, ())
        )

    def questions(self, target_id: int, card: indicators.MeasureCard) -> Questions:
        """What a person must say before a measure counts for a target."""
        stated = self.targets[target_id]
        indicator = self.known.get(stated.indicator_id or 0)
        kept_in, form = indicator.unit if indicator else card.unit, SeriesForm.of(card.form.value)
        return questions_between(promise_of(stated, indicator), self._usual(stated), card.unit, kept_in, form)

    def unit_questions(self, target_id: int) -> Questions:
        """What must be said before a unit's reports count for a target: they come in the unit of the indicator."""
        stated = self.targets[target_id]
        indicator = self.known.get(stated.indicator_id or 0)
        if indicator is None:
            return Questions(is_unfit=True)
        return questions_of(promise_of(stated, indicator), self._usual(stated), indicator.unit, SeriesForm.STOCK)

    def _usual(self, stated: plans.PromisedTarget) -> str:
        indicator = self.known.get(stated.indicator_id or 0)
        return indicator.kind.value if indicator else stated.card.kind.value

    def _is_kept(self, code: str, region_id: int) -> bool:
        return bool(self.kept.get(code, frozenset()) & self.below[region_id])


def _kept_in(codes: Iterable[str], path: str) -> dict[str, frozenset[int]]:
    """The regions at or below a path that keep records for these measures; asked once of each who publishes some."""
    found: dict[str, frozenset[int]] = {}
    left = set(codes)
    while left:
        source = indicators.source_of(min(left))
        own = {card.code for card in source.measures()} & left if source else {min(left)}
        if source:
            found |= source.kept_in(own, path)
        left -= own
    return found


def offers_of(region_ids: Iterable[int]) -> Offers:
    """Everything that decides on proposals for the targets of these regions, fetched together."""
    ids = set(region_ids)
    targets = {one.card.id: one for one in plans.programme_of(ids).targets}
    codes = {one.card.indicator_code for one in targets.values() if one.card.indicator_code}
    measures: dict[str, list[indicators.MeasureCard]] = {}
    for card in indicators.measures_published().values():
        if card.indicator_code in codes:
            measures.setdefault(card.indicator_code, []).append(card)
    wanted = {card.code for cards in measures.values() for card in cards}
    kept: dict[str, frozenset[int]] = {}
    below: dict[int, frozenset[int]] = {}
    for region, place in regions.regions_by_id(ids).items():
        found = _kept_in(wanted, place.path)
        below[region] = frozenset[int]().union(*found.values()) | {region}
        kept = {code: kept.get(code, frozenset()) | found.get(code, frozenset()) for code in wanted}
    return Offers(
        targets=targets,
        known=indicators.indicator_cards({one.indicator_id for one in targets.values() if one.indicator_id}),
        measures=measures,
        kept=kept,
        below=below,
    )
