"""What people decide and report: bindings, courses, the state of tasks."""

from __future__ import annotations

from typing import Final

from liangxin.kernel.term import Term

REASON_LIMIT: Final = 300
TEXT_LIMIT: Final = 1000  # of one part of a report on a task
MOST_MILESTONES: Final = 24
SPARK_POINTS: Final = 24  # months shown in the line of a list
CHANGES_DAYS: Final = 7  # how far back the page of a region tells what changed


class BindingKind(Term):
    """Where the figure of a target comes from."""

    MEASURE = "measure", "系统计算"
    UNIT = "unit", "单位填报"


class BindingState(Term):
    """What a person has said of a binding that the program proposes."""

    PROPOSED = "proposed", "系统建议"
    CONFIRMED = "confirmed", "已确认"
    REFUSED = "refused", "不采用"

    @property
    def tone(self) -> str:
        return {BindingState.PROPOSED: "wait", BindingState.CONFIRMED: "good"}.get(self, "off")


class Follow(Term):
    """Which of two figures a status follows where both stand side by side."""

    AUTO = "auto", "自动：系统计算已确认且数据够用时用它，否则用单位填报"
    COMPUTED = "computed", "系统计算"
    REPORTED = "reported", "单位填报"


class FigureOrigin(Term):
    """Where the figure came from that a snapshot judges; the values are those of the indicators package."""

    COMPUTED = "computed", "系统计算"
    REPORTED = "reported", "单位填报"
    ESTIMATED = "estimated", "估算"


class Lack(Term):
    """Why a target has no figure, besides what the rules say (`NoPath`)."""

    NO_INDICATOR = "no_indicator", "没有对上指标目录"
    NO_SOURCE = "no_source", "没有确认数据来源"


class TaskState(Term):
    """How a task stands, by what its unit last reported."""

    NOT_STARTED = "not_started", "未开始"
    UNDER_WAY = "under_way", "进行中"
    STALLED = "stalled", "受阻"
    DONE = "done", "已完成"

    @property
    def tone(self) -> str:
        tones = {TaskState.UNDER_WAY: "going", TaskState.STALLED: "act", TaskState.DONE: "good"}
        return tones.get(self, "neutral")
