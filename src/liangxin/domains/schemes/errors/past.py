"""How past claims and what-ifs on them say no."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class PastNotFound(Refusal):
    code, kind = "schemes.past_not_found", RefusalKind.MISSING
    sentence, remedy = "没有这份历史申领。", "请从历史申领列表重新进入。"


class WhatIfNotFound(Refusal):
    code, kind = "schemes.what_if_not_found", RefusalKind.MISSING
    sentence, remedy = "没有这次试算。", "请从政策试算列表重新进入。"


class PastUnreadable(Refusal):
    code, kind = "schemes.past_unreadable", RefusalKind.INVALID
    sentence, remedy = "“%(name)s”不是可读的Parquet文件。", "请用数据平台导出Parquet格式，每行一件申领。"


class PastColumnsWrong(Refusal):
    code, kind = "schemes.past_columns_wrong", RefusalKind.INVALID
    sentence, remedy = "有%(count)s列不合用：%(problems)s。", "请对照页面上的列名和类型导出。"


class PastEmpty(Refusal):
    code, kind = "schemes.past_empty", RefusalKind.INVALID
    sentence, remedy = "“%(name)s”里没有申领，或都没有申领日期。", "请核对导出的范围。"


class PastHoldsPersons(Refusal):
    """A set of past claims needs nobody's name; what it must not hold does not come in."""

    code, kind = "schemes.past_holds_persons", RefusalKind.INVALID
    sentence = "这份数据带有个人信息（%(what)s），不能上传。"
    remedy = "请在导出时去掉姓名、证件、电话、地址和账号，申请人只用假名编号。"


class PastSentBefore(Refusal):
    code, kind = "schemes.past_sent_before", RefusalKind.CONFLICT
    sentence, remedy = "同一份数据已由“%(name)s”上传。", "请直接使用那一份。"


class PastInUse(Refusal):
    code, kind = "schemes.past_in_use", RefusalKind.CONFLICT
    sentence, remedy = "已有%(count)s次试算用了这份数据，不能删除。", "试算的结果要能重算，所以数据一同保留。"


class WhatIfUnfit(Refusal):
    code, kind = "schemes.what_if_unfit", RefusalKind.INVALID
    sentence, remedy = "这份历史申领属于“%(family)s”，与这项政策不同类。", "请选同一类的历史申领。"


class MoneyTyped(Refusal):
    code, kind = "schemes.money_typed", RefusalKind.INVALID
    sentence, remedy = "“%(label)s”写的“%(text)s”不是金额。", "请写带单位的金额，如 500万元。"


class DraftUnreadable(Refusal):
    code, kind = "schemes.draft_unreadable", RefusalKind.CONFLICT
    sentence, remedy = "规则还有错误，不能试算。", "请先在“检查”中改正错误。"


class NothingBefore(Refusal):
    code, kind = "schemes.nothing_before", RefusalKind.INVALID
    sentence, remedy = "没有可以比较的前一版。", "请改为与当时实际付的比较。"
