"""How promotion events say no."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class EventNotFound(Refusal):
    code, kind = "schemes.event_not_found", RefusalKind.MISSING
    sentence, remedy = "没有这场活动，或不在您的管辖范围内。", "请从促消费活动列表里打开。"


class EventDaysWrong(Refusal):
    code, kind = "schemes.event_days_wrong", RefusalKind.INVALID
    sentence, remedy = "结束日期早于开始日期。", "只办一天的，两个日期填同一天。"


class EventOver(Refusal):
    code, kind = "schemes.event_over", RefusalKind.CONFLICT
    sentence, remedy = "已登记过结果的活动不再修改。", "结果有误的，请再登记一次并写明原因。"


class EventStepImpossible(Refusal):
    code, kind = "schemes.event_step_impossible", RefusalKind.CONFLICT
    sentence, remedy = "“%(state)s”的活动不能%(verb)s。", "请刷新页面，看它现在的状态。"


class ResultAhead(Refusal):
    code, kind = "schemes.result_ahead", RefusalKind.CONFLICT
    sentence, remedy = "活动要到%(day)s才开始，现在还没有结果。", "请在活动开始以后登记。"


class ResultEmpty(Refusal):
    code, kind = "schemes.result_empty", RefusalKind.INVALID
    sentence, remedy = "一项结果也没有填写。", "至少填写一项；没有统计的留空，不要填零。"


class ResultUnproved(Refusal):
    code, kind = "schemes.result_unproved", RefusalKind.INVALID
    sentence, remedy = "没有上传佐证材料。", "请上传统计表、照片或总结。"


class EventFigureWrong(Refusal):
    code, kind = "schemes.event_figure_wrong", RefusalKind.INVALID
    sentence, remedy = "“%(what)s”不是一个数。", "人次和单数写整数，金额按万元；没有统计的留空，不要填零。"
