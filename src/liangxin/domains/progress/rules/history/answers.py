"""How units of the demo county answered its rounds: who was late, who was asked back, how far each is now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from liangxin.domains.progress.rules.history.chance import Chance
from liangxin.domains.progress.rules.history.figures import SeriesDraft
from liangxin.domains.progress.terms import FieldName, ReturnState, SeriesForm, TaskState
from liangxin.kernel.period import Period

_TEXTS: Final = (
    "按月度计划推进，节点没有变化。",
    "已与责任单位对接，资料基本齐全。",
    "完成本月任务，正在整理佐证材料。",
    "开展两次现场核查，问题已列清单。",
    "召开推进会一次，明确了下一步分工。",
)
_NEXT: Final = ("按计划继续推进。", "下月完成核查。", "月底前补齐材料。", "组织一次集中办理。")
_RISKS: Final = ("审批时间较长。", "部分主体意愿不高。", "资金到位慢于计划。")
QUESTION: Final = "这项进展与上月文字相同，本月具体做了什么？"
ANSWER: Final = "本月完成现场核查两次，已补充在进展里。"
OPEN_QUESTION: Final = "这个数与上月相差不小，有没有漏报或者重报？请核对。"
# By words of the unit's name: how far it is in the open round. All others have not started.
OPEN_STATES: Final = (
    ("商务", ReturnState.ENTERED),
    ("工业和信息化", ReturnState.SENT_BACK),
    ("住房和城乡建设", ReturnState.COMPLETE),
    ("交通运输", ReturnState.SUBMITTED),
    ("教育", ReturnState.SUBMITTED),
    ("卫生健康", ReturnState.APPROVED),
    ("市场监督", ReturnState.APPROVED),
    ("文化和旅游", ReturnState.APPROVED),
)
_PACES: Final = (0, 0, 0, 1, 0, 0, 2, 0, 0, 0, 1, 0, 4)  # working days late, by turns
_MISSING_ROUND, _MISSING_UNIT = 4, 2


@dataclass(frozen=True, slots=True)
class Answered:
    """What a unit did in a past round: days after the due day (negative before it), and whether it was asked back."""

    days: int
    sent_back: bool
    is_missing: bool


def answered(round_number: int, unit_number: int, days: int) -> Answered:
    """By turns, so that most are punctual, some late, few asked back, and one unit left one round out."""
    late = _PACES[(round_number * 5 + unit_number * 3) % len(_PACES)]
    back = (round_number * 3 + unit_number * 5) % 11 == 0
    missing = (round_number, unit_number) == (_MISSING_ROUND, _MISSING_UNIT)
    return Answered(late if late else -1 - (round_number + unit_number) % max(1, days), back, missing)


def open_state(unit: str) -> ReturnState:
    """How far a unit is in the open round."""
    return next((state for words, state in OPEN_STATES if words in unit), ReturnState.NOT_STARTED)


@dataclass(frozen=True, slots=True)
class Told:
    """A figure for a period, what the year comes to, and the figure before it; None where the history has none."""

    adds_up: bool
    figure: Decimal | None
    to_date: Decimal | None
    last: Decimal | None
    last_period: str


def told_in(series: SeriesDraft, period: Period, today: date) -> Told:
    """What a unit told of a month by today, as a return asks for it."""
    known = {one.period: one.value for one in series.revisions if one.told_on <= today}
    adds_up = series.form is not SeriesForm.STOCK
    flows = known
    if series.form is SeriesForm.TO_DATE:
        flows = {one: value - known[_before(one)] for one, value in known.items() if _before(one) in known}
        flows |= {one: value for one, value in known.items() if one.start.month == 1}
    year = [Period.month(period.start.year, month) for month in range(1, period.start.month + 1)]
    whole = adds_up and all(one in flows for one in year)
    before = max((one for one in flows if one.start < period.start), key=lambda one: one.start, default=None)
    return Told(
        adds_up,
        flows.get(period),
        sum((flows[one] for one in year), Decimal(0)) if whole else None,
        flows[before] if before else None,
        str(before) if before else "",
    )


def _before(period: Period) -> Period:
    return Period.month(period.start.year - (period.start.month == 1), (period.start.month - 2) % 12 + 1)


def said_of(task: str, round_title: str, *, is_done: bool = False) -> dict[FieldName, str]:
    """What a unit said of a task."""
    chance = Chance(round_title, task)
    state = TaskState.DONE if is_done else TaskState.STALLED if chance.whole(1, 12) == 1 else TaskState.UNDER_WAY
    stalled = state is TaskState.STALLED
    return {
        FieldName.STATE: state.value,
        FieldName.TEXT: chance.one_of(_TEXTS),
        FieldName.RISKS: chance.one_of(_RISKS) if stalled else "",
        FieldName.NEXT_STEP: chance.one_of(_NEXT),
    }
