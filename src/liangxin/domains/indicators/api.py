"""The door of indicators: codes, ids, frozen cards, in bulk; no row to be saved."""

from liangxin.domains.indicators.actions.catalogue import (
    IndicatorDraft,
    add_indicator,
    add_synonym,
    change_indicator,
    load_catalogue,
    remove_synonym,
)
from liangxin.domains.indicators.queries.catalogue import (
    IndicatorCard,
    SynonymCard,
    catalogue,
    indicator_cards,
    indicator_ids,
    indicator_seen,
    match_indicators,
    names_of,
)
from liangxin.domains.indicators.rules.matching import LIKELY, SURE, IndicatorMatch, Said, is_sure
from liangxin.domains.indicators.rules.measuring import MeasureFit

__all__ = [
    "LIKELY",
    "SURE",
    "IndicatorCard",
    "IndicatorDraft",
    "IndicatorMatch",
    "MeasureFit",
    "Said",
    "SynonymCard",
    "add_indicator",
    "add_synonym",
    "catalogue",
    "change_indicator",
    "indicator_cards",
    "indicator_ids",
    "indicator_seen",
    "is_sure",
    "load_catalogue",
    "match_indicators",
    "names_of",
    "remove_synonym",
]
