"""How schemes and their versions say no."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class SchemeNotFound(Refusal):
    code, kind = "schemes.scheme_not_found", RefusalKind.MISSING
    sentence, remedy = "没有这项补贴政策。", "请从补贴政策列表重新进入。"


class SchemeFieldMissing(Refusal):
    code, kind = "schemes.field_missing", RefusalKind.INVALID
    sentence, remedy = "“%(what)s”没有填写。", "请填写后再提交。"


class SchemeFieldTooLong(Refusal):
    code, kind = "schemes.field_too_long", RefusalKind.INVALID
    sentence, remedy = "“%(what)s”超过%(limit)s个字。", "请缩短。"


class RulebookNotShipped(Refusal):
    code, kind = "schemes.rulebook_not_shipped", RefusalKind.INVALID
    sentence, remedy = "没有随附“%(name)s”这一规则。", "请从列表中选一部，或粘贴自拟的规则。"


class RulebookUnreadable(Refusal):
    """A new scheme begins from a text that does not even say which rulebook it is."""

    code, kind = "schemes.rulebook_unreadable", RefusalKind.INVALID
    sentence, remedy = "规则读不出来：%(problem)s", "请先写出 rulebook、version、title、level，其余可以稍后再写。"


class SchemeUnitElsewhere(Refusal):
    code, kind = "schemes.unit_elsewhere", RefusalKind.INVALID
    sentence, remedy = "“%(name)s”不是%(region)s的单位。", "请选该地区的单位。"


class VersionUnderWay(Refusal):
    code, kind = "schemes.version_under_way", RefusalKind.CONFLICT
    sentence, remedy = "“%(name)s”已有第%(number)s版在起草或待批准。", "请接着办那一版，或先放弃它。"


class VersionStepImpossible(Refusal):
    code, kind = "schemes.version_step_impossible", RefusalKind.CONFLICT
    sentence, remedy = "这一版%(state)s，不能“%(verb)s”。", "请刷新页面看它现在的状态。"


class VersionStale(Refusal):
    code, kind = "schemes.version_stale", RefusalKind.CONFLICT
    sentence, remedy = "这份草案刚被别人改过，你的修改没有保存。", "请复制你的修改，刷新页面后再改。"


class ParameterUnfit(Refusal):
    code, kind = "schemes.parameter_unfit", RefusalKind.INVALID
    sentence, remedy = "“%(label)s”：%(problem)s。", "%(advice)s。"


class HeldDayOutside(Refusal):
    code, kind = "schemes.held_day_outside", RefusalKind.INVALID
    sentence, remedy = (
        "起用日期%(day)s不在规则的适用期间（%(since)s至%(until)s）之内。",
        "请核对日期，或改规则的适用期间。",
    )


class LineUnknown(Refusal):
    code, kind = "schemes.line_unknown", RefusalKind.INVALID
    sentence, remedy = "规则中没有“%(name)s”这一条。", "请刷新页面后重选。"


class LinesNotChosen(Refusal):
    code, kind = "schemes.lines_not_chosen", RefusalKind.INVALID
    sentence, remedy = "没有选要确认的条目。", "请勾选这份文件所确认的条目。"


class RulebookHasErrors(Refusal):
    code, kind = "schemes.rulebook_has_errors", RefusalKind.CONFLICT
    sentence, remedy = "规则有%(count)s处错误，不能提交。第一处：%(first)s", "请在“检查”中逐处改正。"


class RulebookUnsettled(Refusal):
    code, kind = "schemes.rulebook_unsettled", RefusalKind.CONFLICT
    sentence, remedy = "还有%(count)s条没有确认或没有填写，不能提交。第一条：%(first)s", "请在“参数与确认”中逐条办理。"


class SchemeSamePerson(Refusal):
    code, kind = "schemes.same_person", RefusalKind.CONFLICT
    sentence, remedy = "经办过这件事的人不能自己%(verb)s。", "请由另一位有批准权限的人办理。"


class PeriodsOverlap(Refusal):
    code, kind = "schemes.periods_overlap", RefusalKind.CONFLICT
    sentence = "这一版自%(since)s起，而第%(number)s版自%(other)s起施行，新版应当更晚。"
    remedy = "请填写更晚的起用日期；旧案件仍按旧版办理。"


class AmendmentBackdated(Refusal):
    code, kind = "schemes.amendment_backdated", RefusalKind.CONFLICT
    sentence = "新版自%(since)s起，已经过去，而第%(number)s版正在施行，有案件已按它办理。"
    remedy = "请填写今天或以后的起用日期；确需追溯的，在规则中写明 retroactive: yes。"


class EndingImpossible(Refusal):
    code, kind = "schemes.ending_impossible", RefusalKind.INVALID
    sentence, remedy = "停止日期%(day)s应当在%(first)s至%(last)s之间。", "请核对日期；已过去的日子照旧有效。"


class EndingUnderWay(Refusal):
    code, kind = "schemes.ending_under_way", RefusalKind.CONFLICT
    sentence, remedy = "这一版已有一次停止的提请等待同意。", "请先办结那一次。"


class NothingUnderWay(Refusal):
    code, kind = "schemes.nothing_under_way", RefusalKind.CONFLICT
    sentence, remedy = "没有等待同意的停止提请。", "请刷新页面看它现在的状态。"
