"""How accounts of merchants say no."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class NotAShop(Refusal):
    code, kind = "claims.not_a_shop", RefusalKind.MISSING
    sentence, remedy = "这个账号不是商户账号。", "请用主管部门给商户开立的账号登录。"


class MerchantUnknown(Refusal):
    code, kind = "claims.merchant_unknown", RefusalKind.MISSING
    sentence, remedy = "没有找到这家商户，或不在您的办理范围内。", "请到商户账号列表中选择。"


class ShopAccountEnded(Refusal):
    code, kind = "claims.shop_account_ended", RefusalKind.CONFLICT
    sentence, remedy = "这个商户账号已经停用。", "请刷新页面；需要时另开一个。"


class PersonNeeded(Refusal):
    code, kind = "claims.person_needed", RefusalKind.INVALID
    sentence, remedy = "请写明经办人的姓名，不超过%(limit)s个字。", "账号由一个人使用，便于追溯。"
