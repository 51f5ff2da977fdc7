"""Refusals of meetings and of matters raised for decision."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class MeetingNotFound(Refusal):
    code, kind = "progress.meeting_not_found", RefusalKind.MISSING
    sentence, remedy = "没有这次会议。", "请从会议列表进入。"


class MeetingStateUnfit(Refusal):
    code, kind = "progress.meeting_state_unfit", RefusalKind.CONFLICT
    sentence, remedy = (
        "这次会议现在是“%(state)s”，不能%(verb)s。",
        "纪要确认后只能补充更正；请刷新页面，看过现状再办理。",
    )


class MeetingNumberTaken(Refusal):
    code, kind = "progress.meeting_number_taken", RefusalKind.CONFLICT
    sentence, remedy = "第%(serial)s次会议已经有了。", "请改用下一个次数。"


class MeetingNotHeld(Refusal):
    code, kind = "progress.meeting_not_held", RefusalKind.CONFLICT
    sentence, remedy = "会议定在%(on)s，还没有开。", "开会当天起可以提交纪要。"


class AgendaEmpty(Refusal):
    code, kind = "progress.agenda_empty", RefusalKind.INVALID
    sentence, remedy = "会议还没有议程，或议程超过%(most)s项。", "请写明议题。"


class AgendaItemUnknown(Refusal):
    code, kind = "progress.agenda_item_unknown", RefusalKind.INVALID
    sentence, remedy = "所选的议题不在本区划，或已不存在。", "请重新选择。"


class MinutesIncomplete(Refusal):
    code, kind = "progress.minutes_incomplete", RefusalKind.INVALID
    sentence, remedy = "“%(item)s”没有写议定事项，也没有标明缓议。", "请写明议定了什么；没有议定的，标为缓议。"


class OutcomeNeeded(Refusal):
    code, kind = "progress.outcome_needed", RefusalKind.INVALID
    sentence, remedy = "请示“%(item)s”没有写明会议是否同意。", "请选择同意、修改后同意或不同意；没有议定的，标为缓议。"


class OwnMinutes(Refusal):
    code, kind = "progress.own_minutes", RefusalKind.FORBIDDEN
    sentence, remedy = "记录或提交纪要的人不能确认纪要。", "请另一位有确认权限的人办理。"


class FollowUpPast(Refusal):
    code, kind = "progress.follow_up_past", RefusalKind.CONFLICT
    sentence, remedy = "议定事项“%(text)s”的期限%(due)s已过。", "请退回纪要，改一个以后的期限。"


class FollowUpTooEarly(Refusal):
    code, kind = "progress.follow_up_too_early", RefusalKind.INVALID
    sentence, remedy = "办理期限%(due)s早于会议日期。", "请写会议当天或以后的日期。"


class MatterNotFound(Refusal):
    code, kind = "progress.matter_not_found", RefusalKind.MISSING
    sentence, remedy = "没有这件请示。", "请从请示列表进入。"


class MatterStateUnfit(Refusal):
    code, kind = "progress.matter_state_unfit", RefusalKind.CONFLICT
    sentence, remedy = "这件请示现在是“%(state)s”，不能%(verb)s。", "请刷新页面，看过现状再办理。"


class OwnMatter(Refusal):
    code, kind = "progress.own_matter", RefusalKind.FORBIDDEN
    sentence, remedy = "提出请示的人不能批复自己的请示。", "请另一位有批复权限的人办理。"


class OnlyTheLeader(Refusal):
    code, kind = "progress.only_the_leader", RefusalKind.FORBIDDEN
    sentence, remedy = "这件请示请的是组长批复。", "请专班组长办理；专班名单在“工作专班”页维护。"


class UnitNotYours(Refusal):
    code, kind = "progress.unit_not_yours", RefusalKind.INVALID
    sentence, remedy = "请示只能由本单位或专班办公室提出。", "请选择您所在的单位。"
