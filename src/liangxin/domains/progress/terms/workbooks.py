"""Workbooks of returns."""

from __future__ import annotations

from typing import Final

from liangxin.kernel.term import Term

MOST_WORKBOOK_FAULTS: Final = 500


class WorkbookState(Term):
    """How far a workbook of a return is."""

    CHECKED = "checked", "待写入"
    PUBLISHED = "published", "已写入"

    @property
    def tone(self) -> str:
        return "wait" if self is WorkbookState.CHECKED else "good"
