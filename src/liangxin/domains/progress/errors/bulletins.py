"""Refusals of bulletins and their templates."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class BulletinNotFound(Refusal):
    code, kind = "progress.bulletin_not_found", RefusalKind.MISSING
    sentence, remedy = "没有这份简报。", "请从简报列表进入。"


class TemplateNotFound(Refusal):
    code, kind = "progress.template_not_found", RefusalKind.MISSING
    sentence, remedy = "没有这个模板。", "请从模板列表进入。"


class BulletinStateUnfit(Refusal):
    code, kind = "progress.bulletin_state_unfit", RefusalKind.CONFLICT
    sentence, remedy = "这份简报现在是“%(state)s”，不能%(verb)s。", "请刷新页面，看过现状再办理。"


class OwnBulletin(Refusal):
    code, kind = "progress.own_bulletin", RefusalKind.FORBIDDEN
    sentence, remedy = "自己送签的简报不能由自己签发。", "请由另一位有签发权限的人员签发。"


class BulletinExists(Refusal):
    code, kind = "progress.bulletin_exists", RefusalKind.CONFLICT
    sentence, remedy = "%(period)s的%(kind)s已经有一份。", "请在那一份上修改；签发有误的，说明理由撤销后重写。"


class PeriodUnfit(Refusal):
    code, kind = "progress.bulletin_period_unfit", RefusalKind.INVALID
    sentence, remedy = "%(period)s还没有开始。", "请写已经开始的时期，如 2025年6月。"


class NothingToWrite(Refusal):
    code, kind = "progress.bulletin_nothing_to_write", RefusalKind.INVALID
    sentence, remedy = "%(region)s还没有可写的进展。", "请在方案发布、进展刷新之后再写。"


class SubjectNeeded(Refusal):
    code, kind = "progress.bulletin_subject_needed", RefusalKind.INVALID
    sentence, remedy = "没有选择要写的%(what)s。", "请从列出的事项中选择一项。"


class ParagraphNotFound(Refusal):
    code, kind = "progress.bulletin_paragraph_not_found", RefusalKind.MISSING
    sentence, remedy = "没有这一段。", "请刷新页面后重新选择。"


class ParagraphChanged(Refusal):
    code, kind = "progress.bulletin_paragraph_changed", RefusalKind.CONFLICT
    sentence, remedy = "这一段刚被%(by)s改过，您填的没有保存：%(typed)s", "请看过现在的文字，再决定是否改。"


class DoubtsOpen(Refusal):
    code, kind = "progress.bulletin_doubts_open", RefusalKind.INVALID
    sentence = "有%(count)s段改动中的数与数据对不上，例如“%(first)s”。"
    remedy = "请改正，或在该段说明理由。"


class TemplateFaulty(Refusal):
    code, kind = "progress.template_faulty", RefusalKind.INVALID
    sentence, remedy = "模板有%(count)s处要改：%(first)s。", "请按各处的提示修改后再保存。"


class TemplateChanged(Refusal):
    code, kind = "progress.template_changed", RefusalKind.CONFLICT
    sentence, remedy = "这个模板刚被别人改到第%(version)s版。", "请重新打开模板，在新版上修改。"


class TemplateNameTaken(Refusal):
    code, kind = "progress.template_name_taken", RefusalKind.CONFLICT
    sentence, remedy = "已经有名为“%(name)s”的模板。", "请换一个名称。"
