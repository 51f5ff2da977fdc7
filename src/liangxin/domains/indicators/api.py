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

# the catalogue
__all__ = ["IndicatorCard", "SynonymCard", "catalogue", "indicator_cards", "indicator_seen"]
__all__ += ["IndicatorDraft", "add_indicator", "add_synonym", "change_indicator", "remove_synonym"]
# which indicator a plan's words mean
__all__ += ["LIKELY", "SURE", "IndicatorMatch", "match_indicators"]
# first start
__all__ += ["load_catalogue"]
