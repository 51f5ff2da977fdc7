"""How drives, queues and vouchers say no."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class DriveNotFound(Refusal):
    code, kind = "claims.drive_not_found", RefusalKind.MISSING
    sentence, remedy = "没有这次发放活动，或不在您的范围内。", "请从发放活动列表里打开。"


class DriveFieldWrong(Refusal):
    code, kind = "claims.drive_field_wrong", RefusalKind.INVALID
    sentence, remedy = "“%(label)s”%(words)s", "请改正后重新提交。"


class DriveStepImpossible(Refusal):
    code, kind = "claims.drive_step_impossible", RefusalKind.CONFLICT
    sentence, remedy = "“%(state)s”的发放活动不能%(verb)s。", "请刷新页面，看它现在的状态。"


class DriveOwnHand(Refusal):
    code, kind = "claims.drive_own_hand", RefusalKind.FORBIDDEN
    sentence, remedy = "发放活动要由编制人以外的人批准。", "请另一位有权限的同事批准。"


class DriveNotCovered(Refusal):
    code, kind = "claims.drive_not_covered", RefusalKind.CONFLICT
    sentence = "按每张最高金额算，预算余额不够发这么多张，还差%(short)s。"
    remedy = "请减少张数、追加预算，或写明仍要批准的理由。"


class CannotJoin(Refusal):
    code, kind = "claims.cannot_join", RefusalKind.CONFLICT
    sentence, remedy = "现在不能领这张券：%(why)s。", "%(more)s"


class VoucherNotFound(Refusal):
    code, kind = "claims.voucher_not_found", RefusalKind.MISSING
    sentence, remedy = "没有这张券，或不是您的。", "请从“我的券”里打开。"


class VoucherInUse(Refusal):
    code, kind = "claims.voucher_in_use", RefusalKind.CONFLICT
    sentence, remedy = "“%(state)s”的券不能取消。", "正在门店使用的，请先让门店撤销。"


class TicketNotFound(Refusal):
    code, kind = "claims.ticket_not_found", RefusalKind.MISSING
    sentence, remedy = "没有找到这个排队号。", "请核对排队凭证上的编号。"


class NotWaiting(Refusal):
    code, kind = "claims.not_waiting", RefusalKind.CONFLICT
    sentence, remedy = "您不在这次活动的队伍里，或已经叫到。", "请刷新页面看最新情况。"
