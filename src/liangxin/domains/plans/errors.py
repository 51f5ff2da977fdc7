"""Refusals of the plans package."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class PlanDocumentNotFound(Refusal):
    code, kind = "plans.document_not_found", RefusalKind.MISSING
    sentence = "没有找到这份方案。"
    remedy = "它可能已被删除，或者不属于您所在的地区。"


class FindingNotFound(Refusal):
    code, kind = "plans.finding_not_found", RefusalKind.MISSING
    sentence = "没有找到这条内容。"
    remedy = "请刷新页面后重试。"


class NothingGiven(Refusal):
    code, kind = "plans.nothing_given", RefusalKind.INVALID
    sentence = "没有收到文件，也没有收到文字。"
    remedy = "请选择方案文件，或把方案全文粘贴到文本框里。"


class TooManyFiles(Refusal):
    code, kind = "plans.too_many_files", RefusalKind.TOO_LARGE
    sentence = "一次最多上传%(limit)s个文件，收到了%(count)s个。"
    remedy = "请分几次上传。"


class FileTooLarge(Refusal):
    code, kind = "plans.file_too_large", RefusalKind.TOO_LARGE
    sentence = "文件“%(name)s”有%(size)s MB，超过%(limit)s MB。"
    remedy = "方案正文一般不到 1 MB：请去掉图片，或另存为 .docx 后再上传。"


class NoRegionToUploadTo(Refusal):
    code, kind = "plans.no_region", RefusalKind.FORBIDDEN
    sentence = "您没有在任何地区上传方案的权限。"
    remedy = "请联系本地区的系统管理人员。"


class NoAssistantSet(Refusal):
    code, kind = "plans.no_assistant", RefusalKind.UNAVAILABLE
    sentence = "没有设置助手。"
    remedy = "未读内容请由人工补录或忽略；要使用助手，请管理人员设置 LIANGXIN_ASSISTANT_URL。"


class FieldMissing(Refusal):
    code, kind = "plans.field_missing", RefusalKind.INVALID
    sentence = "“%(label)s”没有填。"
    remedy = "请填写后再保存。"


class NotANumber(Refusal):
    code, kind = "plans.not_a_number", RefusalKind.INVALID
    sentence = "“%(typed)s”不是数字。"
    remedy = "请填阿拉伯数字，万、亿在旁边选择。"


class NotAYear(Refusal):
    code, kind = "plans.not_a_year", RefusalKind.INVALID
    sentence = "“%(typed)s”不是年份。"
    remedy = "请填四位年份，例如 2027；没有期限就留空。"


class UnknownRegion(Refusal):
    code, kind = "plans.unknown_region", RefusalKind.INVALID
    sentence = "没有代码为%(code)s的地区。"
    remedy = "请从列表中选择地区。"


class PlanNotFound(Refusal):
    code, kind = "plans.plan_not_found", RefusalKind.MISSING
    sentence = "没有找到这份方案或这一版。"
    remedy = "它可能还没有发布，或者不属于您所在的地区。"


class TargetNotFound(Refusal):
    code, kind = "plans.target_not_found", RefusalKind.MISSING
    sentence = "没有找到这个目标。"
    remedy = "请从目标列表中打开。"


class TaskNotFound(Refusal):
    code, kind = "plans.task_not_found", RefusalKind.MISSING
    sentence = "没有找到这项任务，或者它不归您的单位负责。"
    remedy = "请从任务列表中打开。"


class ChangedMeanwhile(Refusal):
    code, kind = "plans.changed_meanwhile", RefusalKind.CONFLICT
    sentence = "这一条刚由%(name)s处理为“%(state)s”，您的改动没有保存。"
    remedy = "页面已换成最新内容，请核对后再改。"


class CannotMove(Refusal):
    code, kind = "plans.cannot_move", RefusalKind.CONFLICT
    sentence = "“%(before)s”的内容不能“%(after)s”。"
    remedy = "请刷新页面，按页面上给出的操作办理。"


class DocumentClosed(Refusal):
    code, kind = "plans.document_closed", RefusalKind.CONFLICT
    sentence = "这一版是“%(state)s”，内容不能再改。"
    remedy = "待复核的请先退回；已发布的请上传修订文件，作为新的一版。"


class DocumentNotRead(Refusal):
    code, kind = "plans.document_not_read", RefusalKind.CONFLICT
    sentence = "这份方案还没有读完。"
    remedy = "请稍等片刻后刷新。"


class SpanOutside(Refusal):
    code, kind = "plans.span_outside", RefusalKind.INVALID
    sentence = "没有选中原文，或选中的文字超过%(limit)s个字。"
    remedy = "请在左边的原文中选中这一条的文字，再选补录为哪一类。"


class PartsApart(Refusal):
    code, kind = "plans.parts_apart", RefusalKind.INVALID
    sentence = "要合并的内容不足两条，或相距太远。"
    remedy = "请选同一种类、位置相邻的两条。"


class SomethingOpen(Refusal):
    code, kind = "plans.something_open", RefusalKind.CONFLICT
    sentence = "还不能提交或发布：%(what)s还有%(count)s处。"
    remedy = "请在审核页面逐项处理完。"


class StepImpossible(Refusal):
    code, kind = "plans.step_impossible", RefusalKind.CONFLICT
    sentence = "这一版是“%(state)s”，不能“%(verb)s”。"
    remedy = "请刷新页面，看看是否已有别人办理。"


class SamePerson(Refusal):
    code, kind = "plans.same_person", RefusalKind.FORBIDDEN
    sentence = "这一版由您提交，不能由您自己“%(verb)s”。"
    remedy = "请由另一位有复核权限的人员办理。"


class EditionUnderWay(Refusal):
    code, kind = "plans.edition_under_way", RefusalKind.CONFLICT
    sentence = "《%(title)s》已有一版正在审核。"
    remedy = "请先发布或删除那一版，再把这份文件作为新版。"


class PlaceUnclear(Refusal):
    code, kind = "plans.place_unclear", RefusalKind.INVALID
    sentence = "方案的归属没有说清：%(what)s。"
    remedy = "请在“归属”里选择后保存。"


class NoRoster(Refusal):
    code, kind = "plans.no_roster", RefusalKind.CONFLICT
    sentence = "没有已采纳的专班成员可以写入。"
    remedy = "请先在审核页面采纳专班名单。"


class NotHandedDown(Refusal):
    code, kind = "plans.not_handed_down", RefusalKind.INVALID
    sentence = "目标“%(name)s”不能按地区相加，不能分解。"
    remedy = "只有按数量计算、各地可以相加的目标才能分解。"


class IndicatorUnknown(Refusal):
    code, kind = "plans.indicator_unknown", RefusalKind.INVALID
    sentence = "指标目录里没有“%(name)s”。"
    remedy = "请从列出的名称中选；确实没有的请留空，或先到指标目录新增。"


class UnitUnknown(Refusal):
    code, kind = "plans.unit_unknown", RefusalKind.INVALID
    sentence = "没有找到名为“%(name)s”的单位。"
    remedy = "请从列出的单位中选，或点“新建”。"
