"""What still stands between a document under review and its publication."""

from __future__ import annotations

from dataclasses import dataclass

from liangxin.kernel.term import Term


class Obstacle(Term):
    """Something that a person has to decide first; the order is that of the page."""

    UNREAD = "unread", "未读内容"
    FINDINGS = "findings", "待审内容"
    INDICATORS = "indicators", "未确认的指标"
    UNITS = "units", "未确认的单位名称"
    PLACE = "place", "未确定的归属"
    CHANGES = "changes", "未核对的改动"


@dataclass(frozen=True, slots=True)
class Standing:
    """How much of each is left; `units` counts only where the tasks are handed out here."""

    unread: int
    findings: int
    indicators: int
    units: int
    is_placed: bool
    changes: int

    def left(self) -> tuple[tuple[Obstacle, int], ...]:
        """What is left and how much of it, nothing where the document may be submitted."""
        counts = {
            Obstacle.UNREAD: self.unread,
            Obstacle.FINDINGS: self.findings,
            Obstacle.INDICATORS: self.indicators,
            Obstacle.UNITS: self.units,
            Obstacle.PLACE: 0 if self.is_placed else 1,
            Obstacle.CHANGES: self.changes,
        }
        return tuple((what, count) for what, count in counts.items() if count)

    @property
    def is_ready(self) -> bool:
        return not self.left()
