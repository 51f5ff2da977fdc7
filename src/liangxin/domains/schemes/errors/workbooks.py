"""How workbooks of goods and merchants say no."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class SentNotFound(Refusal):
    code, kind = "schemes.sent_not_found", RefusalKind.MISSING
    sentence, remedy = "没有这份工作簿，或不在您的管辖范围内。", "请从工作簿列表里打开。"


class SentAbsent(Refusal):
    code, kind = "schemes.sent_absent", RefusalKind.INVALID
    sentence, remedy = "没有选择工作簿。", "请选择填好的 .xlsx 文件。"


class SentNotReady(Refusal):
    code, kind = "schemes.sent_not_ready", RefusalKind.CONFLICT
    sentence, remedy = "这份工作簿现在是“%(state)s”，不能这样办理。", "请刷新页面，看它现在的状态。"


class SentHasFaults(Refusal):
    code, kind = "schemes.sent_has_faults", RefusalKind.CONFLICT
    sentence, remedy = "还有%(count)s行有误。", "请改正后重新上传，或勾选只发布无误的行。"


class SentEmpty(Refusal):
    code, kind = "schemes.sent_empty", RefusalKind.CONFLICT
    sentence, remedy = "没有要新增或修改的行，不需要发布。", "目录里已经是这样。"


class SentOutdated(Refusal):
    code, kind = "schemes.sent_outdated", RefusalKind.CONFLICT
    sentence, remedy = "核对以后，%(names)s有了改动。", "请点“重新核对”，看过再发布。"


class SentUndoImpossible(Refusal):
    code, kind = "schemes.sent_undo_impossible", RefusalKind.CONFLICT
    sentence, remedy = "发布以后，%(names)s又有了改动，不能整体撤销。", "请在各自的页面上改正。"
