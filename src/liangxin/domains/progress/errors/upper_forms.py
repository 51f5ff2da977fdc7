"""Refusals of the level above's own workbook."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class UpperFormNotFound(Refusal):
    code, kind = "progress.upper_form_not_found", RefusalKind.MISSING
    sentence, remedy = "没有这份上级表格。", "请从上级表格的列表进入。"


class UpperFormUnreadable(Refusal):
    code, kind = "progress.upper_form_unreadable", RefusalKind.INVALID
    sentence = "“%(name)s”不是可以填写的 .xlsx 工作簿。"
    remedy = "请用 Excel 或 WPS 另存为 .xlsx（没有密码）后再上传。"


class MappingWrong(Refusal):
    code, kind = "progress.mapping_wrong", RefusalKind.INVALID
    sentence, remedy = "对应关系第%(number)s项：%(problem)s。", "请对照页面上的写法改正。"


class MappingEmpty(Refusal):
    code, kind = "progress.mapping_empty", RefusalKind.INVALID
    sentence, remedy = "还没有确认过对应关系。", "请核对建议的对应关系，确认后再填写。"
