"""What a role may let its holder do here, and the verbs of the trail, by subject."""

from __future__ import annotations

from liangxin.kernel.term import Term


class Power(Term):
    """What a role may let its holder do here."""

    READ = "claims.read", "查看申领"
    # till
    TILL = "claims.till", "管理收银终端的密钥"


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
