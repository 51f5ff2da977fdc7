"""What still stands between a document under review and its publication."""

from __future__ import annotations

from dataclasses import dataclass

from liangxin.kernel.term import Term


class Obstacle(Term):
    """Something that a person has to decide first; the order is that of the page."""

    UNREAD = "unread", "处未读内容待处理"
    FINDINGS = "findings", "条读出的内容待审"
    INDICATORS = "indicators", "个目标没有确认指标"
    UNITS = "units", "个单位名称没有确认"
    PLACE = "place", "项归属待确定"
    CHANGES = "changes", "处新旧版本的改动待核对"


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


def told(left: tuple[tuple[Obstacle, int], ...]) -> str:
    """What is left, in one Chinese phrase.

    >>> told(((Obstacle.UNREAD, 2), (Obstacle.PLACE, 1)))
    '2处未读内容待处理、1项归属待确定'
    """
    return "、".join(f"{count}{what.label}" for what, count in left)
