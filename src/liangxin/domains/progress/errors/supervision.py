"""Refusals of supervision orders."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class OrderNotFound(Refusal):
    code, kind = "progress.order_not_found", RefusalKind.MISSING
    sentence, remedy = "没有这件督办。", "请从督办列表进入。"


class OrderStateUnfit(Refusal):
    code, kind = "progress.order_state_unfit", RefusalKind.CONFLICT
    sentence, remedy = "这件督办现在是“%(state)s”，不能%(verb)s。", "请刷新页面，看过现状再办理。"


class OwnReply(Refusal):
    code, kind = "progress.own_reply", RefusalKind.FORBIDDEN
    sentence, remedy = "反馈的人不能核实自己的反馈。", "请另一位有督办权限的人办理。"


class OwnWish(Refusal):
    code, kind = "progress.own_wish", RefusalKind.FORBIDDEN
    sentence, remedy = "申请延期的人不能批准自己的申请。", "请另一位有督办权限的人办理。"


class SubjectSupervised(Refusal):
    code, kind = "progress.subject_supervised", RefusalKind.CONFLICT
    sentence = "“%(subject)s”已经有一件未办结的督办：%(order)s。"
    remedy = "请在那一件中催办，或办结、撤销后再发。"


class SubjectUnknown(Refusal):
    code, kind = "progress.subject_unknown", RefusalKind.INVALID
    sentence, remedy = "所选的督办事项不在本区划，或已不存在。", "请重新选择目标、任务或报送。"


class SubjectsNeeded(Refusal):
    code, kind = "progress.subjects_needed", RefusalKind.INVALID
    sentence, remedy = "没有写明督办什么事项。", "请选择目标、任务，或写一句督办事项；一件督办最多%(most)s项。"


class UnitOfElsewhere(Refusal):
    code, kind = "progress.unit_of_elsewhere", RefusalKind.INVALID
    sentence, remedy = "所选的单位不属于%(region)s，或已并入其他单位。", "请选择本区划的单位。"


class LeadSupports(Refusal):
    code, kind = "progress.lead_supports", RefusalKind.INVALID
    sentence, remedy = "牵头单位不能同时是配合单位。", "请从配合单位中去掉它。"


class DayNotLater(Refusal):
    code, kind = "progress.day_not_later", RefusalKind.INVALID
    sentence, remedy = "新的期限%(day)s不晚于现在的期限%(due)s。", "请写一个更晚的日期。"


class OrderDueTooEarly(Refusal):
    code, kind = "progress.order_due_too_early", RefusalKind.INVALID
    sentence, remedy = "办理期限%(due)s早于今天。", "请写今天或以后的日期，或写多少个工作日。"


class TimeAlreadyAsked(Refusal):
    code, kind = "progress.time_already_asked", RefusalKind.CONFLICT
    sentence, remedy = "已经有一份延期申请等待答复。", "请等专班办公室答复。"


class NoTimeAsked(Refusal):
    code, kind = "progress.no_time_asked", RefusalKind.CONFLICT
    sentence, remedy = "没有等待答复的延期申请，或已经答复。", "请刷新页面。"


class HighestReached(Refusal):
    code, kind = "progress.highest_reached", RefusalKind.CONFLICT
    sentence, remedy = "这件督办在这个期限内已经升级到组长。", "请直接联系组长，或设定新的期限。"


class OrderTermsWrong(Refusal):
    code, kind = "progress.order_terms_wrong", RefusalKind.INVALID
    sentence = "“%(level)s”的期限不能这样设：办理期限至少1个工作日，升级到组长应晚于升级到分管领导。"
    remedy = "请写1至%(most)s之间的整数，后一级的天数要大于前一级。"
