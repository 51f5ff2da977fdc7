"""How the till says no. The codes are a promise to the shops' programmers: they stand in `docs/till`."""

from __future__ import annotations

from typing import ClassVar

from liangxin.kernel.refusal import Refusal, RefusalKind

INVALID, MISSING, FORBIDDEN = RefusalKind.INVALID, RefusalKind.MISSING, RefusalKind.FORBIDDEN
CONFLICT, UNAVAILABLE = RefusalKind.CONFLICT, RefusalKind.UNAVAILABLE


class TillRefusal(Refusal):
    """`is_final`: the same request will be refused again; otherwise it may be sent again, with the same key."""

    is_final: ClassVar[bool] = True


class PathUnknown(TillRefusal):
    code, kind = "till.path_unknown", MISSING
    sentence, remedy = "没有这个接口地址。", "请对照接口文档核对地址和方法。"


class BodyTooLarge(TillRefusal):
    code, kind = "till.body_too_large", RefusalKind.TOO_LARGE
    sentence, remedy = "请求超过%(limit)s字节。", "请只发送文档所列的字段。"


class SignatureMissing(TillRefusal):
    code, kind = "till.signature_missing", FORBIDDEN
    sentence, remedy = "请求缺少%(header)s。", "请按文档带上密钥编号、时间、请求编号和签名。"


class SignatureWrong(TillRefusal):
    code, kind = "till.signature_wrong", FORBIDDEN
    sentence, remedy = "签名不符，或密钥不在使用。", "请核对密钥和签名的算法；密钥停用后请向主管部门申请新的。"


class ClockSkewed(TillRefusal):
    code, kind = "till.clock_skewed", FORBIDDEN
    is_final = False
    sentence, remedy = "请求的时间与服务器相差%(seconds)s秒，超过允许的%(limit)s秒。", "请校准终端的时钟后重发。"


class KeyOtherwiseUsed(TillRefusal):
    code, kind = "till.key_otherwise_used", CONFLICT
    sentence, remedy = "这个请求编号已经用于内容不同的请求。", "重发时内容须一字不差；新的请求请用新的编号。"


class FieldWrong(TillRefusal):
    code, kind = "till.field_wrong", INVALID
    sentence, remedy = "%(what)s：%(why)s。", "请改正后用新的请求编号发送。"


class VoucherUnknown(TillRefusal):
    code, kind = "till.voucher_unknown", MISSING
    sentence, remedy = "没有这张资格券。", "请让顾客重新出示券码，核对后再试。"


class VoucherNotOpen(TillRefusal):
    code, kind = "till.voucher_not_open", CONFLICT
    sentence, remedy = "这张资格券现为“%(state)s”，不能再用。", "请让顾客查看自己的资格券。"


class VoucherRunOut(TillRefusal):
    code, kind = "till.voucher_run_out", CONFLICT
    sentence, remedy = "这张资格券已于%(until)s过期。", "请顾客重新申领资格券。"


class VoucherElsewhere(TillRefusal):
    code, kind = "till.voucher_elsewhere", CONFLICT
    sentence, remedy = "这张资格券由另一地区发放，不能在本店使用。", "请顾客到发券地区的参与门店购买。"


class GoodsUnknown(TillRefusal):
    code, kind = "till.goods_unknown", MISSING
    sentence, remedy = "这个条码不在补贴商品目录中。", "请核对条码；目录见公示页面。"


class GoodsNotEligible(TillRefusal):
    code, kind = "till.goods_not_eligible", CONFLICT
    sentence, remedy = "%(why)s", "请换一件在目录内的商品。"


class CategoryDiffers(TillRefusal):
    code, kind = "till.category_differs", CONFLICT
    sentence, remedy = "资格券用于“%(voucher)s”，商品是“%(goods)s”。", "请让顾客出示同一品类的资格券。"


class ShopNotAdmitted(TillRefusal):
    code, kind = "till.shop_not_admitted", FORBIDDEN
    sentence, remedy = "%(why)s", "请与主管部门核对门店的准入情况。"


class NoSchemeInForce(TillRefusal):
    code, kind = "till.no_scheme_in_force", CONFLICT
    sentence, remedy = "今天没有适用于“%(category)s”的补贴政策。", "请查看公示的政策期限。"


class RulesRefuse(TillRefusal):
    code, kind = "till.rules_refuse", CONFLICT
    sentence, remedy = "按规则“%(line)s”，这笔购买不予补贴。", "请向顾客说明，或换一件符合规则的商品。"


class RulesUnsure(TillRefusal):
    code, kind = "till.rules_unsure", INVALID
    sentence, remedy = "规则“%(line)s”还缺少判定所需的信息。", "请补上文档所列的字段（facts）后再试。"


class LimitReached(TillRefusal):
    code, kind = "till.limit_reached", CONFLICT
    sentence, remedy = "顾客已享受的补贴达到“%(limit)s”。", "这类补贴不能再享受，请向顾客说明。"


class NothingLeft(TillRefusal):
    code, kind = "till.nothing_left", CONFLICT
    sentence, remedy = "%(why)s", "请顾客关注下一批额度的公告。"


class NoBudget(TillRefusal):
    code, kind = "till.no_budget", CONFLICT
    sentence, remedy = "这类补贴还没有可用的预算。", "请与主管部门联系。"


class NumberTaken(TillRefusal):
    code, kind = "till.number_taken", CONFLICT
    sentence, remedy = "%(what)s已用于另一笔补贴。", "请核对号码；确属误占的，请与主管部门联系。"


class ClaimUnknown(TillRefusal):
    code, kind = "till.claim_unknown", MISSING
    sentence, remedy = "本店没有这笔申领。", "请核对申领编号。"


class ClaimNotFit(TillRefusal):
    code, kind = "till.claim_not_fit", CONFLICT
    sentence, remedy = "这笔申领现为“%(state)s”，不能%(verb)s。", "请先查询这笔申领的状态。"


class PriceDiffers(TillRefusal):
    code, kind = "till.price_differs", CONFLICT
    sentence, remedy = "开票金额与占用额度时的%(price)s不一致。", "请先冲正，再按实际价格重新占用。"


class MonthUnknown(TillRefusal):
    code, kind = "till.month_unknown", INVALID
    sentence, remedy = "没有这样的月份或页码：%(text)s。", "请写成2026-03，页码从1起。"


class TillBusy(TillRefusal):
    code, kind = "till.busy", UNAVAILABLE
    is_final = False
    sentence, remedy = "请求过多，暂时办理不了。", "请过几秒用同一请求编号重发。"


class TillBroken(TillRefusal):
    code, kind = "till.broken", UNAVAILABLE
    is_final = False
    sentence, remedy = "系统暂时办理不了这笔请求。", "请过几秒用同一请求编号重发；多次不成请与主管部门联系。"


class SaleNotFound(Refusal):
    code, kind = "claims.sale_not_found", MISSING
    sentence, remedy = "没有找到这笔到店核销，或不在您的办理范围内。", "请到到店核销列表中选择。"


class TillKeyNotFound(Refusal):
    code, kind = "claims.till_key_not_found", MISSING
    sentence, remedy = "没有找到这台终端或它的密钥。", "请到收银终端列表中选择。"


class TillKeyEnded(Refusal):
    code, kind = "claims.till_key_ended", CONFLICT
    sentence, remedy = "这把密钥已经停用。", "请刷新页面后查看。"


class TillHasKey(Refusal):
    code, kind = "claims.till_has_key", CONFLICT
    sentence, remedy = "这台终端已有在用的密钥。", "请更换密钥，或先停用旧的。"


class HookUnfit(Refusal):
    code, kind = "claims.hook_unfit", INVALID
    sentence, remedy = "通知地址须是https网址，不超过%(limit)s个字，不得指向本机或内部网络。", "请核对地址。"


class HookSilent(Refusal):
    code, kind = "claims.hook_silent", UNAVAILABLE
    sentence, remedy = "门店的系统没有收下通知（%(why)s）。", "系统会自动重试；多次不成请与门店核对地址。"
