"""Tables of indicators: the catalogue and what is observed; workbooks that people send."""

from liangxin.domains.indicators.models.figures import (
    BaseValue,
    Indicator,
    IndicatorSynonym,
    LockException,
    Observation,
    PeriodLock,
    Series,
    SeriesBreak,
)
from liangxin.domains.indicators.models.workbooks import Workbook, WorkbookRow

__all__ = [
    "BaseValue",
    "Indicator",
    "IndicatorSynonym",
    "LockException",
    "Observation",
    "PeriodLock",
    "Series",
    "SeriesBreak",
    "Workbook",
    "WorkbookRow",
]
