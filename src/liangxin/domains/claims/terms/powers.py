"""What a role may let its holder do here, and the verbs of the trail, by subject."""

from __future__ import annotations

from liangxin.kernel.term import Term


class Power(Term):
    """What a role may let its holder do here."""

    READ = "claims.read", "查看申领"
    # till
    TILL = "claims.till", "管理收银终端的密钥"
    # drives
    DRIVE_PROPOSE = "claims.drive_propose", "编制发放活动"
    DRIVE_APPROVE = "claims.drive_approve", "批准发放活动"
    # after-sale claims and their review
    ENTER = "claims.enter", "代录申领"
    FIRST = "claims.first", "初审申领"
    SECOND = "claims.second", "复审申领"
    FINAL = "claims.final", "终审申领"
    DECIDE_APPEAL = "claims.decide_appeal", "裁定申诉"
    FREEZE = "claims.freeze", "冻结申领"
    REVIEW_SET = "claims.review_set", "设定审核办法"
    # settlement
    SETTLE = "claims.settle", "编制补贴结算"


class Deed(Term):
    """Verbs of the trail."""

    TAKEN = "claims.taken", "登记申领"
    # till
    AUTHORISED = "claims.authorised", "到店占用额度"
    CAPTURED = "claims.captured", "到店核销"
    REVERSED = "claims.reversed", "到店冲正"
    LAPSED = "claims.lapsed", "逾期失效"
    TILL_KEY_ISSUED = "claims.till_key_issued", "发放终端密钥"
    TILL_KEY_REPLACED = "claims.till_key_replaced", "更换终端密钥"
    TILL_KEY_REVOKED = "claims.till_key_revoked", "停用终端密钥"
    SHOP_HOOK_SET = "claims.shop_hook_set", "设置门店通知地址"
    # citizens
    CITIZEN_ENTERED = "claims.citizen_entered", "居民开户"
    ERASURE_ASKED = "claims.erasure_asked", "本人要求清除个人信息"
    # drives and vouchers
    DRIVE_PROPOSED = "claims.drive_proposed", "编制发放活动"
    DRIVE_APPROVED = "claims.drive_approved", "批准发放活动"
    DRIVE_REFUSED = "claims.drive_refused", "退回发放活动"
    DRIVE_ENDED = "claims.drive_ended", "提前结束发放活动"
    QUEUE_JOINED = "claims.queue_joined", "排队领券"
    QUEUE_LEFT = "claims.queue_left", "退出排队"
    VOUCHERS_ISSUED = "claims.vouchers_issued", "发放资格券"
    VOUCHER_CANCELLED = "claims.voucher_cancelled", "取消资格券"
    VOUCHERS_LAPSED = "claims.vouchers_lapsed", "资格券到期"
    # after-sale claims and their review
    OPENED = "claims.opened", "开始填写申领"
    SAVED = "claims.saved", "保存申领"
    DOCUMENT_ADDED = "claims.document_added", "上传材料"
    DOCUMENT_REMOVED = "claims.document_removed", "移除材料"
    DOCUMENT_READ = "claims.document_read", "识读材料"
    DOCUMENT_SEEN = "claims.document_seen", "查看材料"
    SUBMITTED = "claims.submitted", "提交申领"
    WITHDRAWN = "claims.withdrawn", "撤回申领"
    MONEY_RESERVED = "claims.money_reserved", "预留资金"
    PASSED = "claims.passed", "审核通过"
    PASSED_IN_BATCH = "claims.passed_in_batch", "批量通过"
    REFUSED = "claims.refused", "不予通过"
    FACT_SETTLED = "claims.fact_settled", "核定事实"
    ASKED = "claims.asked", "要求补正"
    ANSWERED = "claims.answered", "补正"
    ESCALATED = "claims.escalated", "超期上报"
    FROZEN = "claims.frozen", "冻结"
    UNFROZEN = "claims.unfrozen", "解除冻结"
    APPEALED = "claims.appealed", "申诉"
    APPEAL_DECIDED = "claims.appeal_decided", "裁定申诉"
    CORRECTION_PROPOSED = "claims.correction_proposed", "提请更正"
    CORRECTION_DECIDED = "claims.correction_decided", "确认更正"
    DRAW_OPENED = "claims.draw_opened", "公布抽查种子摘要"
    DRAW_REVEALED = "claims.draw_revealed", "揭晓抽查"
    REVIEW_SET = "claims.review_set_up", "设定审核办法"
    # settlement
    PAYMENT_BEGUN = "claims.payment_begun", "列入结算批次"
    PAYMENT_DONE = "claims.payment_done", "补贴拨付"
    PAYMENT_RETURNED = "claims.payment_returned", "拨付退回"
    MONEY_CAME_BACK = "claims.money_came_back", "补贴追回"
    # merchants' accounts
    SHOP_ACCOUNT_OPENED = "claims.shop_account_opened", "开立商户账号"
    SHOP_ACCOUNT_CLOSED = "claims.shop_account_closed", "停用商户账号"
    SHOP_PASSWORD_RENEWED = "claims.shop_password_renewed", "重置商户账号密码"
    # merged parties
    CITIZEN_UNITED = "claims.citizen_united", "主体合并，停用重复的居民账号"
    CITIZEN_PARTED = "claims.citizen_parted", "撤销合并，恢复居民账号"
