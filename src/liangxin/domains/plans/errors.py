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


class AlreadySettled(Refusal):
    code, kind = "plans.already_settled", RefusalKind.CONFLICT
    sentence = "这条内容已由%(name)s处理为“%(state)s”。"
    remedy = "如需更改，请先恢复。"


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
