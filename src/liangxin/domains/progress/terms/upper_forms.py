"""Workbooks of the level above that are filled from what is known here."""

from __future__ import annotations

from typing import Final

from liangxin.kernel.term import Term

MOST_CELLS: Final = 5000  # that one workbook is filled in
MAPPING_LIMIT: Final = 400_000  # characters of a mapping


class Fact(Term):
    """What a cell is filled with."""

    FIGURE = "figure", "本期数"
    TO_DATE = "to_date", "本年累计"
    AIM = "aim", "目标值"
    DUE = "due", "应有进度"
    STATUS = "status", "状态"
    TEXT = "text", "任务进展"
    UNITS = "units", "报送单位数"
    FIXED = "fixed", "固定文字"

    @property
    def is_number(self) -> bool:
        return self in (Fact.FIGURE, Fact.TO_DATE, Fact.AIM, Fact.DUE)


class EmptyWhy(Term):
    """Why a cell stayed as it was."""

    MISSING = "missing", "没有数"
    LATER = "later", "这一期还没有到"
    UNKNOWN = "unknown", "本地没有对应的目标或任务"
    UNIT = "unit", "计量单位换算不了"
    FORMULA = "formula", "格子里是公式，不改动"
    MERGED = "merged", "是合并单元格的一部分，应填左上角"
    NO_SHEET = "no_sheet", "工作簿里没有这张表"
