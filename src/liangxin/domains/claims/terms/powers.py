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


class Deed(Term):
    """Verbs of the trail."""

    TAKEN = "claims.taken", "登记申领"
    # till
    AUTHORISED = "claims.authorised", "到店占用额度"
    CAPTURED = "claims.captured", "到店核销"
    REVERSED = "claims.reversed", "到店冲正"
    LAPSED = "claims.lapsed", "到店占用逾期失效"
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
