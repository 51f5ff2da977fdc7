"""What a comparison of plans has to say: kinds of notes, why promises cannot be compared, and the note itself.

A note is a proposal for a person. It holds the figures of its sentence; the sentence is written by the screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from liangxin.domains.plans.rules.families import Share
from liangxin.domains.plans.rules.promises import Promise
from liangxin.kernel.term import Term


class NoteKind(Term):
    """What was found; the order is that of the page within one indicator."""

    LACKS = "lacks", "下级未提及"
    LOWER = "lower", "达不到上级要求"
    SHARE_MISSED = "share_missed", "达不到分解数"
    LATER = "later", "晚于上级期限"
    SOFTER = "softer", "数值相当，表述较弱"
    OTHER_KIND = "other_kind", "口径不同，无法比较"
    NOT_COMPARABLE_UNIT = "not_comparable_unit", "计量单位无法换算"
    UNMATCHED = "unmatched", "目录外指标，未能对应"
    SUM_SHORT = "sum_short", "合计不足"
    SUM_OVER = "sum_over", "合计超出"
    SUM_INCOMPLETE = "sum_incomplete", "合计尚不完整"
    UNIT_LACKING = "unit_lacking", "缺少对应的牵头单位"


class Obstacle(Term):
    """Why two promises of one indicator cannot be set against each other."""

    UNIT = "unit", "计量单位不同"
    BASELINE = "baseline", "基期不同"
    YEARS = "years", "不知道起止年份，年均增幅与累计增幅无法换算"
    BOUND = "bound", "一个是上限，一个是下限"
    KIND = "kind", "目标类型不同"
    FIGURE = "figure", "只提方向，没有数值"


class SumBasis(Term):
    """What was added up."""

    SHARES = "shares", "分解数"
    PROMISES = "promises", "各地方案的目标"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the regions below have spoken of it, and the codes of those that have not."""

    spoken: int
    of: int
    silent: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        return self.spoken == self.of


@dataclass(frozen=True, slots=True)
class Note:
    """One finding. `lower_plan` is None for a sum and for what is unmatched: they concern all below, see `coverage`.

    `indicator` is "" outside the catalogue, `name` that of the row.
    `asked_value` and `given_value` are in `unit`, after shares, conversion and arithmetic; None where there is none.
    `years` is set where annual growth was compounded: both values are then growth over so many years. For a sum,
    `given_value` is the total of those that have spoken and None if nobody has.
    """

    kind: NoteKind
    upper_plan: str
    lower_plan: str | None = None
    indicator: str = ""
    name: str = ""
    asked: Promise | None = None
    given: Promise | None = None
    asked_value: Decimal | None = None
    given_value: Decimal | None = None
    unit: str = ""
    years: int | None = None
    is_hedged: bool = False
    share: Share | None = None
    obstacle: Obstacle | None = None
    basis: SumBasis | None = None
    coverage: Coverage | None = None
    lead_unit: str = ""
    uncovered: tuple[str, ...] = ()

    @property
    def gap(self) -> Decimal | None:
        """How much more is asked than given, in `unit`; negative where more is given."""
        if self.asked_value is None or self.given_value is None:
            return None
        return self.asked_value - self.given_value
