"""Refusals of workbooks of returns, as a whole and by cell."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class ReturnWorkbookNotFound(Refusal):
    code, kind = "progress.return_workbook_not_found", RefusalKind.MISSING
    sentence, remedy = "没有这份工作簿。", "请从报送页面重新上传。"


class ReturnWorkbookAbsent(Refusal):
    code, kind = "progress.return_workbook_absent", RefusalKind.INVALID
    sentence, remedy = "没有选择工作簿。", "请选择或拖入填好的工作簿。"


class ReturnWorkbookDone(Refusal):
    code, kind = "progress.return_workbook_done", RefusalKind.CONFLICT
    sentence, remedy = "这份工作簿已经写入。", "要再改的，请在报送页面直接改，或另传一份。"


class ReturnWorkbookFaulty(Refusal):
    code, kind = "progress.return_workbook_faulty", RefusalKind.INVALID
    sentence = "工作簿有%(count)s处问题，还不能写入。"
    remedy = "请下载标出问题的副本，改好后再传；也可以勾选只写入无误的行。"


class LineUnknown(Refusal):
    code, kind = "progress.line_unknown", RefusalKind.INVALID
    sentence, remedy = "这份报送没有第%(number)s项。", "请不要改动序号，或重新下载工作簿。"


class LineOther(Refusal):
    code, kind = "progress.line_other", RefusalKind.INVALID
    sentence = "第%(number)s项是“%(title)s”，与这一行的内容不同。"
    remedy = "请不要改动序号和内容；行的先后可以调整，但要整行移动。"


class FieldNotHere(Refusal):
    code, kind = "progress.field_not_here", RefusalKind.INVALID
    sentence, remedy = "这一项不填“%(what)s”。", "请清空这个格子。"
