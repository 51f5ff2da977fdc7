"""Refusals of rounds and returns."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class RoundNotFound(Refusal):
    code, kind = "progress.round_not_found", RefusalKind.MISSING
    sentence, remedy = "没有这次调度。", "请从调度列表进入。"


class RoundExists(Refusal):
    code, kind = "progress.round_exists", RefusalKind.CONFLICT
    sentence, remedy = "%(period)s的%(kind)s已经发起过。", "请到那一次调度中办理；已关闭的可以重新开放。"


class RoundAsksNothing(Refusal):
    code, kind = "progress.round_asks_nothing", RefusalKind.INVALID
    sentence, remedy = "所选的单位都没有要填的内容。", "请选择有目标或任务的单位，并勾选要填目标还是任务。"


class RoundPeriodWrong(Refusal):
    code, kind = "progress.round_period_wrong", RefusalKind.INVALID
    sentence = "%(period)s不能作为%(kind)s的时期。"
    remedy = "周调度写起止日期，月调度写一个月，季调度写一个季度。"


class FiguresNeedMonths(Refusal):
    code, kind = "progress.figures_need_months", RefusalKind.INVALID
    sentence = "%(period)s不是整月、整季、半年或整年，不能填目标的数。"
    remedy = "请只勾选任务，或改成整月、整季、半年、整年。"


class DueTooEarly(Refusal):
    code, kind = "progress.due_too_early", RefusalKind.INVALID
    sentence, remedy = "报送期限%(due)s早于今天。", "请写今天或以后的日期，或写多少个工作日。"


class RoundStateUnfit(Refusal):
    code, kind = "progress.round_state_unfit", RefusalKind.CONFLICT
    sentence, remedy = "这次调度现在是“%(state)s”。", "请刷新页面，看过现状再办理。"


class RoundClosed(Refusal):
    code, kind = "progress.round_closed", RefusalKind.CONFLICT
    sentence = "这次调度已关闭，刚才填的没有保存：%(typed)s"
    remedy = "请把它记下来，联系专班办公室重新开放。"


class ReturnNotFound(Refusal):
    code, kind = "progress.return_not_found", RefusalKind.MISSING
    sentence, remedy = "没有这份报送。", "请从“我的报送”或调度页面进入。"


class ReturnStateUnfit(Refusal):
    code, kind = "progress.return_state_unfit", RefusalKind.CONFLICT
    sentence, remedy = "这份报送现在是“%(state)s”，不能%(verb)s。", "请刷新页面，看过现状再办理。"


class ReturnIncomplete(Refusal):
    code, kind = "progress.return_incomplete", RefusalKind.INVALID
    sentence, remedy = "还有%(missing)s项没有填，例如“%(first)s”。", "没有数的，请在说明中写明原因。"


class QuestionsOpen(Refusal):
    code, kind = "progress.questions_open", RefusalKind.INVALID
    sentence, remedy = "还有%(count)s个提问没有答复。", "请在被提问的地方写明答复，再提交。"


class QuestionNotFound(Refusal):
    code, kind = "progress.question_not_found", RefusalKind.MISSING
    sentence, remedy = "没有这个提问，或已经答复。", "请刷新页面。"


class OwnSubmission(Refusal):
    code, kind = "progress.own_submission", RefusalKind.FORBIDDEN
    sentence, remedy = "提交的人不能审定自己的报送。", "请另一位有审定权限的人办理。"


class NothingToAssure(Refusal):
    code, kind = "progress.nothing_to_assure", RefusalKind.CONFLICT
    sentence, remedy = "这个数没有存疑，或刚被改过。", "请刷新页面，看过现在的数再说明。"


class RegionNotBelow(Refusal):
    code, kind = "progress.region_not_below", RefusalKind.INVALID
    sentence, remedy = "%(code)s不是%(region)s的下一级地区。", "请只选择下一级的县（市、区）。"


class DueAfterAbove(Refusal):
    code, kind = "progress.due_after_above", RefusalKind.INVALID
    sentence = "报送期限%(due)s晚于上级“%(title)s”要求的%(above)s。"
    remedy = "请提前，给汇总和核对留出时间。"


class SettledBelow(Refusal):
    code, kind = "progress.settled_below", RefusalKind.CONFLICT
    sentence = "本地已经登记的数是%(told)s，不在这里另填。"
    remedy = "数有误的，请准许填报单位补改，改后自动带入；没有变化的不必填。"


class SettledAbove(Refusal):
    code, kind = "progress.settled_above", RefusalKind.FORBIDDEN
    sentence = "这个数已随“%(title)s”由%(region)s审定，本地不能自行准许补改。"
    remedy = "请%(region)s的专班办公室办理准许补改。"
