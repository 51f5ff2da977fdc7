"""Words of the workbooks by which goods and merchants come in."""

from __future__ import annotations

from liangxin.kernel.term import Term

WORKBOOK_ROWS = 20_000
MOST_FAULTS = 500


class ListSubject(Term):
    """What a workbook lists."""

    GOODS = "goods", "补贴商品"
    MERCHANTS = "merchants", "商户和门店"


class SentState(Term):
    """Where a workbook that was sent stands."""

    CHECKED = "checked", "已核对待发布"
    PUBLISHED = "published", "已发布"
    UNDONE = "undone", "已撤销"

    @property
    def tone(self) -> str:
        """What is checked waits for a person."""
        return {"checked": "wait", "published": "good"}.get(self.value, "off")


class SentOutcome(Term):
    """What a row of a workbook does."""

    NEW = "new", "新增"
    CHANGED = "changed", "修改"
    UNCHANGED = "unchanged", "不变"

    @property
    def tone(self) -> str:
        """A row that does nothing is off."""
        return {"new": "good", "changed": "going"}.get(self.value, "off")
