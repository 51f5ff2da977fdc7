"""Matters raised for decision: who decides, how far they are, what became of them."""

from __future__ import annotations

from typing import Final

from liangxin.kernel.term import Term

MATTER_TITLE_LIMIT: Final = 120


class Decider(Term):
    """Who is asked to decide."""

    DEPUTY = "deputy", "分管领导"
    LEADER = "leader", "组长"
    MEETING = "meeting", "专班会议"


class MatterState(Term):
    """How far a matter is."""

    DRAFTED = "drafted", "拟稿"
    RAISED = "raised", "待批复"
    ASKED_BACK = "asked_back", "待补充"
    TO_MEETING = "to_meeting", "待上会"
    DECIDED = "decided", "已批复"
    WITHDRAWN = "withdrawn", "已撤回"

    @property
    def tone(self) -> str:
        tones = {MatterState.RAISED: "wait", MatterState.ASKED_BACK: "act", MatterState.TO_MEETING: "going"}
        tones |= {MatterState.DECIDED: "good", MatterState.WITHDRAWN: "off"}
        return tones.get(self, "neutral")


class MatterVerb(Term):
    """What is done with a matter; each is a line of its story."""

    DRAFT = "draft", "拟稿"
    RAISE = "raise", "提出"
    RAISE_TO_MEETING = "raise_there", "提请会议研究"
    ASK_BACK = "ask_back", "要求补充"
    ANSWER = "answer", "补充说明"
    DECIDE = "decide", "批复"
    PUT_TO_MEETING = "put_there", "提交会议研究"
    DECIDE_THERE = "decide_there", "会议议定"
    WITHDRAW = "withdraw", "撤回"


class Outcome(Term):
    """What was decided."""

    AGREED = "agreed", "同意"
    CHANGED = "changed", "修改后同意"
    REFUSED = "refused", "不同意"

    @property
    def tone(self) -> str:
        return {Outcome.AGREED: "good", Outcome.CHANGED: "wait"}.get(self, "act")
