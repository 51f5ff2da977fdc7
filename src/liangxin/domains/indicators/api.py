"""The door of indicators: codes, ids, frozen cards, in bulk; no row to be saved."""

from liangxin.domains.indicators.actions.bases import declare_break, set_base_value, take_back_break
from liangxin.domains.indicators.actions.catalogue import (
    IndicatorDraft,
    add_indicator,
    add_synonym,
    change_indicator,
    load_catalogue,
    remove_synonym,
)
from liangxin.domains.indicators.actions.locks import grant_exception, settle_observations
from liangxin.domains.indicators.actions.observations import ObservationsTaken, record_observations
from liangxin.domains.indicators.actions.refresh import Refreshed, ask_refresh, refresh_computed
from liangxin.domains.indicators.actions.reporting import doubts_about, report_figure
from liangxin.domains.indicators.actions.workbooks import (
    publish_workbook,
    recheck_workbook,
    take_workbook,
    undo_workbook,
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
from liangxin.domains.indicators.queries.locks import ExceptionCard, LockCard, locks_of
from liangxin.domains.indicators.queries.measures import (
    MeasureCard,
    MeasureSource,
    RegionFigure,
    measures_published,
    publish_measures,
    source_of,
)
from liangxin.domains.indicators.queries.observations import BaseCard, BreakCard, PointCard, SeriesCard, base_values
from liangxin.domains.indicators.queries.series import series_of
from liangxin.domains.indicators.rules.converting import converted
from liangxin.domains.indicators.rules.drafts import ObservationDraft
from liangxin.domains.indicators.rules.growth import Growth, growth_on_base
from liangxin.domains.indicators.rules.matching import LIKELY, SURE, IndicatorMatch, Said, is_sure
from liangxin.domains.indicators.rules.measuring import MeasureFit
from liangxin.domains.indicators.rules.periods import grain_of, period_at, periods_between
from liangxin.domains.indicators.rules.rolling import Part, RolledFigure, Tree, roll_up, roll_up_tree
from liangxin.domains.indicators.rules.series import (
    Accumulated,
    Step,
    accumulate,
    comparable,
    decumulate,
    stock_at_end,
    sum_over,
)

__all__ = [
    "LIKELY",
    "SURE",
    "Accumulated",
    "BaseCard",
    "BreakCard",
    "ExceptionCard",
    "Growth",
    "IndicatorCard",
    "IndicatorDraft",
    "IndicatorMatch",
    "LockCard",
    "MeasureCard",
    "MeasureFit",
    "MeasureSource",
    "ObservationDraft",
    "ObservationsTaken",
    "Part",
    "PointCard",
    "Refreshed",
    "RegionFigure",
    "RolledFigure",
    "Said",
    "SeriesCard",
    "Step",
    "SynonymCard",
    "Tree",
    "accumulate",
    "add_indicator",
    "add_synonym",
    "ask_refresh",
    "base_values",
    "catalogue",
    "change_indicator",
    "comparable",
    "converted",
    "declare_break",
    "decumulate",
    "doubts_about",
    "grain_of",
    "grant_exception",
    "growth_on_base",
    "indicator_cards",
    "indicator_ids",
    "indicator_seen",
    "is_sure",
    "load_catalogue",
    "locks_of",
    "match_indicators",
    "measures_published",
    "names_of",
    "period_at",
    "periods_between",
    "publish_measures",
    "publish_workbook",
    "recheck_workbook",
    "record_observations",
    "refresh_computed",
    "remove_synonym",
    "report_figure",
    "roll_up",
    "roll_up_tree",
    "series_of",
    "set_base_value",
    "settle_observations",
    "source_of",
    "stock_at_end",
    "sum_over",
    "take_back_break",
    "take_workbook",
    "undo_workbook",
]
