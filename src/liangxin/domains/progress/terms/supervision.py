"""Supervision orders: how pressing, how far, what is done with them, what they are about."""

from __future__ import annotations

from typing import Final

from liangxin.kernel.term import Term

ORDER_TITLE_LIMIT: Final = 120
FACTS_LIMIT: Final = 500
HIGHEST_ESCALATION: Final = 2
DUE_SOON_DAYS: Final = 3  # days before its day on which an order is shown as due soon
BEHIND_DAYS: Final = 30  # a target behind for so long is proposed for an order; ours, no rule says it
LATE_DAYS: Final = 3  # working days by which a return is late when an order is proposed; ours too
MOST_SUBJECTS: Final = 20
MOST_TERM_DAYS: Final = 250


class OrderLevel(Term):
    """How pressing an order is; each level has terms of its own in a region."""

    NORMAL = "normal", "一般"
    WEIGHTY = "weighty", "重点"
    URGENT = "urgent", "紧急"

    @property
    def tone(self) -> str:
        return {OrderLevel.URGENT: "act", OrderLevel.WEIGHTY: "wait"}.get(self, "neutral")


class OrderState(Term):
    """How far an order is."""

    DRAFTED = "drafted", "拟稿"
    ISSUED = "issued", "待签收"
    RECEIVED = "received", "办理中"
    REPLIED = "replied", "待核"
    RETURNED = "returned", "退回重办"
    CLOSED = "closed", "已办结"
    WITHDRAWN = "withdrawn", "已撤销"

    @property
    def tone(self) -> str:
        tones = {OrderState.ISSUED: "wait", OrderState.RECEIVED: "going", OrderState.REPLIED: "wait"}
        tones |= {OrderState.RETURNED: "act", OrderState.CLOSED: "good", OrderState.WITHDRAWN: "off"}
        return tones.get(self, "neutral")

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done, by the unit or by the office."""
        return self not in (OrderState.CLOSED, OrderState.WITHDRAWN)


class OrderVerb(Term):
    """What is done with an order; each is an event of its timeline."""

    DRAFT = "draft", "拟稿"
    ISSUE = "issue", "下达"
    RECEIVE = "receive", "签收"
    REPLY = "reply", "反馈"
    ACCEPT = "accept", "核实办结"
    SEND_BACK = "send_back", "退回重办"
    WITHDRAW = "withdraw", "撤销"
    ASK_TIME = "ask_time", "申请延期"
    GRANT_TIME = "grant_time", "同意延期"
    REFUSE_TIME = "refuse_time", "不同意延期"
    ESCALATE = "escalate", "升级"
    INSTRUCT = "instruct", "批示"


class OrderSource(Term):
    """Who or what decided that there is an order."""

    LEADER = "leader", "领导批示"
    MEETING = "meeting", "会议议定"
    LAGGING = "lagging", "进度滞后"
    LATE = "late", "逾期未报"
    CHECK = "check", "日常督查"


class SubjectKind(Term):
    """What an order is about."""

    TARGET = "target", "目标"
    TASK = "task", "任务"
    RETURN = "return", "报送"
    FOLLOW_UP = "follow_up", "会议议定事项"
    TEXT = "text", "其他事项"


class Done(Term):
    """What the unit says of what was asked."""

    DONE = "done", "已完成"
    PARTLY = "partly", "部分完成"
    NOT_YET = "not_yet", "尚未完成"

    @property
    def tone(self) -> str:
        return {Done.DONE: "good", Done.PARTLY: "wait"}.get(self, "act")


class OrderTiming(Term):
    """How an order stands to its day."""

    RUNNING = "running", "期限内"
    DUE_SOON = "due_soon", "即将到期"
    OVERDUE = "overdue", "逾期"
    IN_TIME = "in_time", "按时办结"
    LATE = "late", "逾期办结"

    @property
    def tone(self) -> str:
        tones = {OrderTiming.DUE_SOON: "wait", OrderTiming.OVERDUE: "act", OrderTiming.IN_TIME: "good"}
        return tones.get(self, "neutral")


class TimeState(Term):
    """What became of a wish for more time."""

    ASKED = "asked", "待定"
    GRANTED = "granted", "同意"
    REFUSED = "refused", "不同意"


class ProposalKind(Term):
    """Why the program proposes an order."""

    BEHIND = "behind", "目标滞后"
    STALLED = "stalled", "任务受阻"
    LATE_RETURN = "late_return", "报送逾期"
