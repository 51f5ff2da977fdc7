"""How reminding says no."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class NothingOwed(Refusal):
    code, kind = "progress.nothing_owed", RefusalKind.CONFLICT
    sentence, remedy = "各单位都已提交，没有要催的。", "请刷新页面看看各单位现状。"


class RemindedJustNow(Refusal):
    code, kind = "progress.reminded_just_now", RefusalKind.CONFLICT
    sentence = "未报的%(count)s个单位在%(minutes)s分钟内都已催过。"
    remedy = "同一单位每小时最多催一次，请稍后再催，或电话联系。"


class NobodyToRemind(Refusal):
    code, kind = "progress.nobody_to_remind", RefusalKind.CONFLICT
    sentence, remedy = "%(units)s没有可以提醒的经办账号。", "请先在“成员”中为该单位任命经办人员，或电话联系。"


class DaysUnfit(Refusal):
    code, kind = "progress.reminder_days_unfit", RefusalKind.INVALID
    sentence, remedy = "“%(rule)s”的工作日数要在1到%(most)s之间。", "请写一个整数；不需要这条规则请关闭。"
