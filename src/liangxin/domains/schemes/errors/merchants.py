"""How the admission of merchants says no."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class ApplicationNotFound(Refusal):
    code, kind = "schemes.application_not_found", RefusalKind.MISSING
    sentence, remedy = "没有查到这份申请。", "请核对受理编号和统一社会信用代码，两项都要与申请时一致。"


class MerchantNotFound(Refusal):
    code, kind = "schemes.merchant_not_found", RefusalKind.MISSING
    sentence, remedy = "没有这家商户，或不在您的管辖范围内。", "请从商户列表里打开。"


class ShopNotFound(Refusal):
    code, kind = "schemes.shop_not_found", RefusalKind.MISSING
    sentence, remedy = "没有这家门店。", "请从商户的页面里选择。"


class UsccWrong(Refusal):
    code, kind = "schemes.uscc_wrong", RefusalKind.INVALID
    sentence, remedy = "统一社会信用代码“%(typed)s”有误：%(why)s", "请照营业执照重新填写。"


class CategoriesMissing(Refusal):
    code, kind = "schemes.categories_missing", RefusalKind.INVALID
    sentence, remedy = "没有选择经营的品类。", "请至少选择一类。"


class IntakeClosed(Refusal):
    code, kind = "schemes.intake_closed", RefusalKind.CONFLICT
    sentence, remedy = "%(region)s目前没有受理商户申请。", "请留意本地商务部门的公告，或到窗口咨询。"


class AlreadyApplied(Refusal):
    code, kind = "schemes.already_applied", RefusalKind.CONFLICT
    sentence, remedy = "这家企业在%(region)s已有一份在办的申请，或已经准入。", "请用当时的受理编号查询进度。"


class PaperMissing(Refusal):
    code, kind = "schemes.paper_missing", RefusalKind.INVALID
    sentence, remedy = "没有上传%(what)s。", "请拍照或扫描后上传。"


class PaperUnfit(Refusal):
    code, kind = "schemes.paper_unfit", RefusalKind.INVALID
    sentence, remedy = "“%(name)s”不是可以受理的文件。", "请上传不超过10MB的 PDF、JPG 或 PNG。"


class TooManyTries(Refusal):
    code, kind = "schemes.too_many_tries", RefusalKind.UNAVAILABLE
    sentence, remedy = "操作过于频繁。", "请%(minutes)s分钟后再试，或到窗口咨询。"


class ApplicationStepImpossible(Refusal):
    code, kind = "schemes.application_step_impossible", RefusalKind.CONFLICT
    sentence, remedy = "“%(state)s”的申请不能%(verb)s。", "请刷新页面，看它现在的状态。"


class ItemUnknown(Refusal):
    code, kind = "schemes.item_unknown", RefusalKind.INVALID
    sentence, remedy = "核对清单里没有“%(code)s”这一项。", "请刷新页面后重试。"


class ChecklistOpen(Refusal):
    code, kind = "schemes.checklist_open", RefusalKind.CONFLICT
    sentence, remedy = "核对清单还没有全部符合：%(names)s。", "请核对后逐项填写；不符合的，退回补正或不予准入。"


class SameReviewer(Refusal):
    code, kind = "schemes.same_reviewer", RefusalKind.FORBIDDEN
    sentence, remedy = "审核和批准不能是同一个人。", "请由另一位有批准权限的人办理。"


class PeriodWrong(Refusal):
    code, kind = "schemes.period_wrong", RefusalKind.INVALID
    sentence, remedy = "结束日期应晚于开始日期。", "请核对两个日期。"


class ChangeImpossible(Refusal):
    code, kind = "schemes.change_impossible", RefusalKind.CONFLICT
    sentence, remedy = "在%(day)s“%(state)s”的商户不能%(verb)s。", "请看商户页面上的经过，核对日期。"


class ChangeOutOfOrder(Refusal):
    code, kind = "schemes.change_out_of_order", RefusalKind.INVALID
    sentence, remedy = "日期早于上一次变动的日期%(last)s。", "变动按日期先后登记，登记过的不改。"


class MerchantTwice(Refusal):
    code, kind = "schemes.merchant_twice", RefusalKind.CONFLICT
    sentence, remedy = "%(name)s在准入期内，不能再次准入。", "到期或退出以后才能再次准入。"


class ShopClosed(Refusal):
    code, kind = "schemes.shop_closed", RefusalKind.CONFLICT
    sentence, remedy = "门店已于%(day)s关闭。", "重新开业的，请登记为新的门店。"


class TillTwice(Refusal):
    code, kind = "schemes.till_twice", RefusalKind.CONFLICT
    sentence, remedy = "收银终端%(number)s已登记在%(shop)s。", "一台终端同时只能在一家门店使用，请先停用。"


class CannotTakeBack(Refusal):
    code, kind = "schemes.cannot_take_back", RefusalKind.CONFLICT
    sentence, remedy = "申请中没有承诺能够回收旧货。", "销售企业能够回收旧货是准入的条件，请先补正。"


class CategoryUnknown(Refusal):
    code, kind = "schemes.category_unknown", RefusalKind.INVALID
    sentence, remedy = "不认识品类“%(word)s”。", "请照模板“填写说明”里的品类名称填写，几类之间用顿号隔开。"


class RowsDiffer(Refusal):
    code, kind = "schemes.rows_differ", RefusalKind.INVALID
    sentence, remedy = "同一企业各行的%(what)s不一致。", "请照抄成一样。"


class AdmissionStands(Refusal):
    code, kind = "schemes.admission_stands", RefusalKind.CONFLICT
    sentence = "%(name)s已自%(since)s准入，准入日期和期限不由工作簿修改。"
    remedy = "请照系统里的日期填写；要变更准入，请在商户页面办理。"
