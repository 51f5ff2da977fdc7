"""The door of indicators: codes, ids, frozen cards, in bulk; no row to be saved."""

from liangxin.domains.indicators.actions import (
    IndicatorDraft,
    add_indicator,
    add_synonym,
    change_indicator,
    load_catalogue,
    remove_synonym,
)
from liangxin.domains.indicators.queries import (
    IndicatorCard,
    SynonymCard,
    catalogue,
    indicator_cards,
    indicator_seen,
    match_indicators,
)
from liangxin.domains.indicators.rules import LIKELY, SURE, IndicatorMatch

__all__ = [
    "LIKELY",
    "SURE",
    "IndicatorCard",
    "IndicatorDraft",
    "IndicatorMatch",
    "SynonymCard",
    "add_indicator",
    "add_synonym",
    "catalogue",
    "change_indicator",
    "indicator_cards",
    "indicator_seen",
    "load_catalogue",
    "match_indicators",
    "remove_synonym",
]
