"""How a citizen's account says no."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class SignInNotOpen(Refusal):
    code, kind = "claims.sign_in_not_open", RefusalKind.UNAVAILABLE
    sentence, remedy = "本地还没有接入实名核验服务，居民登录尚未开通。", "条件和金额不用登录就能查；办理请到窗口。"


class IdentityNotVerified(Refusal):
    code, kind = "claims.identity_not_verified", RefusalKind.INVALID
    sentence, remedy = "身份核验没有完成。", "请重新登录，再核验一次。"


class ConsentMissing(Refusal):
    code, kind = "claims.consent_missing", RefusalKind.INVALID
    sentence, remedy = "还没有同意处理个人信息。", "不同意也可以查条件、算金额；办理补贴需要核对您是谁。"


class PlaceUnknown(Refusal):
    code, kind = "claims.place_unknown", RefusalKind.INVALID
    sentence, remedy = "没有选择办理地区。", "请选一个办理补贴的地区。"


class NotACitizen(Refusal):
    code, kind = "claims.not_a_citizen", RefusalKind.MISSING
    sentence, remedy = "当前登录的不是居民账号。", "请退出以后，用居民身份核验登录。"


class AccountClosed(Refusal):
    code, kind = "claims.account_closed", RefusalKind.FORBIDDEN
    sentence, remedy = "这个居民账号已停用。", "需要恢复的，请到窗口办理。"


class AccountNumberMissing(Refusal):
    code, kind = "claims.account_number_missing", RefusalKind.INVALID
    sentence, remedy = "没有填写收款账号。", "请填写本人的银行卡号。"
