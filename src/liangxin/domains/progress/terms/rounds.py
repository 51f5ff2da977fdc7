"""Rounds of dispatch and the returns of units."""

from __future__ import annotations

from typing import Final

from liangxin.kernel.term import Term

ANSWER_LIMIT: Final = 500
DUE_USUALLY: Final = 5  # working days after a round is opened, until the office has said otherwise
ROUNDS_LOOKED_BACK: Final = 6  # over which a unit's punctuality is told


class RoundKind(Term):
    """How often a round of its kind comes."""

    WEEKLY = "weekly", "周调度"
    MONTHLY = "monthly", "月调度"
    QUARTERLY = "quarterly", "季调度"
    AD_HOC = "ad_hoc", "专项调度"


class RoundState(Term):
    """Whether units may still fill in."""

    OPEN = "open", "进行中"
    CLOSED = "closed", "已关闭"

    @property
    def tone(self) -> str:
        return "going" if self is RoundState.OPEN else "off"


class ReturnState(Term):
    """How far the return of a unit is."""

    NOT_STARTED = "not_started", "未填"
    ENTERED = "entered", "填写中"
    COMPLETE = "complete", "已填齐"
    SUBMITTED = "submitted", "待审"
    SENT_BACK = "sent_back", "已退回"
    APPROVED = "approved", "已审定"

    @property
    def tone(self) -> str:
        tones = {ReturnState.ENTERED: "going", ReturnState.COMPLETE: "going", ReturnState.SUBMITTED: "wait"}
        return (tones | {ReturnState.SENT_BACK: "act", ReturnState.APPROVED: "good"}).get(self, "neutral")


class ReturnVerb(Term):
    """What is done with a return."""

    FILL = "fill", "填写"
    ANSWER = "answer", "答复"
    SUBMIT = "submit", "提交"
    WITHDRAW = "withdraw", "撤回"
    SEND_BACK = "send_back", "退回"
    APPROVE = "approve", "审定"


class LineKind(Term):
    """What a line of a return asks about."""

    TARGET = "target", "目标"
    TASK = "task", "任务"


class FieldName(Term):
    """A field of a line; each is saved by itself."""

    FIGURE = "figure", "本期数"
    TO_DATE = "to_date", "本年累计"
    NOTE = "note", "说明"
    STATE = "state", "状态"
    TEXT = "text", "进展"
    RISKS = "risks", "困难和风险"
    NEXT_STEP = "next_step", "下一步"

    @property
    def is_number(self) -> bool:
        return self in (FieldName.FIGURE, FieldName.TO_DATE)


class FigureDoubt(Term):
    """What makes a figure of a return look wrong, besides the doubts of the indicators package."""

    OUTLIER = "outlier", "与历次数相差很大"
    CONTRADICTS = "contradicts", "与系统按台账计算的数不一致"
    SUM_DIFFERS = "sum_differs", "与本年各期相加的数不一致"


class WriteOutcome(Term):
    """What became of what somebody typed in a field."""

    SAVED = "saved", "已保存"
    SAME = "same", "没有变化"
    CONFLICT = "conflict", "别人刚改过"
