"""Meetings of the work team: planned, minuted, confirmed; what their items are about."""

from __future__ import annotations

from typing import Final

from liangxin.kernel.term import Term

MEETING_TITLE_LIMIT: Final = 120
MINUTE_LIMIT: Final = 2000
MOST_ITEMS: Final = 40


class MeetingState(Term):
    """How far a meeting and its minutes are."""

    PLANNED = "planned", "筹备和记录"
    WRITTEN = "written", "纪要待确认"
    CONFIRMED = "confirmed", "纪要已确认"
    CANCELLED = "cancelled", "已取消"

    @property
    def tone(self) -> str:
        tones = {MeetingState.PLANNED: "going", MeetingState.WRITTEN: "wait", MeetingState.CONFIRMED: "good"}
        return tones.get(self, "off")


class MeetingVerb(Term):
    """What is done with a meeting."""

    PREPARE = "prepare", "筹备和记录"
    HAND_IN = "hand_in", "提交确认"
    SEND_BACK = "send_back", "退回修改"
    CONFIRM = "confirm", "确认纪要"
    CANCEL = "cancel", "取消会议"
    ADD = "add", "补充更正"


class Presence(Term):
    """Whether somebody was there."""

    PRESENT = "present", "到会"
    LEAVE = "leave", "请假"
    ABSENT = "absent", "缺席"


class ItemKind(Term):
    """What an item of an agenda is about."""

    TEXT = "text", "议题"
    TARGET = "target", "目标"
    ORDER = "order", "督办"
    MATTER = "matter", "请示"


class AgendaReason(Term):
    """Why the program proposes an item for the next agenda."""

    RAISED = "raised", "提请会议研究"
    PUT_OFF = "put_off", "上次缓议"
    OPEN = "open", "上次议定，还没有办结"
    ESCALATED = "escalated", "逾期已升级到组长"


class MinuteName(Term):
    """A field of the minutes of an item; each is saved by itself."""

    DISCUSSION = "discussion", "讨论情况"
    DECISION = "decision", "议定事项"
