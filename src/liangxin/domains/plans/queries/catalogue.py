"""The shared catalogue and the region's units as the review offers them."""

from __future__ import annotations

from uuid import UUID

from liangxin.domains.indicators import api as indicators
from liangxin.domains.indicators.terms import IndicatorKind
from liangxin.domains.plans.access import get_document
from liangxin.domains.plans.errors import IndicatorUnknown, UnitUnknown
from liangxin.domains.plans.queries.review import FindingCard, Reading
from liangxin.domains.plans.terms import FindingKind
from liangxin.domains.regions import api as regions
from liangxin.domains.regions.terms import RegionKind
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.text import plain

SUGGESTED = 3


def catalogue_names(actor: Actor) -> list[str]:
    """The names of all indicators, for a field that completes what is typed."""
    return [card.name for card in indicators.catalogue(actor)]


def code_named(actor: Actor, name: str) -> str:
    """The indicator that a typed name or synonym is; "" for an empty field. Raises IndicatorUnknown."""
    wanted = plain(name)
    if not wanted:
        return ""
    for card in indicators.catalogue(actor):
        if wanted in (plain(card.name), card.code) or any(wanted == plain(other.name) for other in card.synonyms):
            return card.code
    raise IndicatorUnknown(field="indicator_name", name=name[:80])


def proposals_for(finding: FindingCard) -> list[str]:
    """The names of the indicators that a target likely measures, best first."""
    if finding.kind is not FindingKind.TARGET:
        return []
    facts = finding.facts
    said = indicators.Said(facts["indicator"], facts["unit"] or "", IndicatorKind.of(facts["kind"]))
    found = indicators.match_indicators([said])[said]
    names = indicators.names_of(match.code for match in found)
    return [names[match.code] for match in found]


def units_to_choose(actor: Actor, reading: Reading) -> list[str]:
    """The names of the region's units and of its zones', for a field that completes what is typed."""
    if not reading.may_review:
        return []
    below = regions.regions_below(actor, reading.region_code)
    places = [reading.region_code, *(zone.code for zone in below if zone.kind is RegionKind.ZONE)]
    return [unit.name for code in places for unit in regions.units_in(actor, code) if unit.heir_id is None]


def unit_suggestions(reading: Reading) -> dict[str, list[str]]:
    """For each name that means no unit yet, the units that it may mean, best first."""
    waiting = [name.written for name in reading.unit_names if not name.is_settled]
    if not waiting or not reading.may_review:
        return {}
    found = regions.find_units_around(reading.region_code, waiting)
    cards = regions.unit_cards(match.unit_id for matches in found.values() for match in matches[:SUGGESTED])
    return {name: [cards[match.unit_id].name for match in matches[:SUGGESTED]] for name, matches in found.items()}


def unit_named(actor: Actor, document_id: UUID, name: str) -> UUID:
    """The unit of the document's region, or around it, that a typed name surely is. Raises UnitUnknown."""
    document = get_document(actor, document_id)
    found = regions.find_units_around(document.region.code, [name])[name] if name.strip() else ()
    exact = [match for match in found if match.score >= 1] or (list(found[:1]) if regions.is_sure(found) else [])
    if not exact:
        raise UnitUnknown(field="unit", name=name[:80])
    return regions.unit_cards([exact[0].unit_id])[exact[0].unit_id].public_id
