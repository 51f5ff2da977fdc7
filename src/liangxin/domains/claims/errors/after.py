"""How after-sale claims, their documents and their review say no."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class ClaimNotFound(Refusal):
    code, kind = "claims.claim_not_found", RefusalKind.MISSING
    sentence, remedy = "没有这份申领，或不在您的办理范围内。", "请从列表里打开。"


class DocumentNotFound(Refusal):
    code, kind = "claims.document_not_found", RefusalKind.MISSING
    sentence, remedy = "没有这份材料。", "请从申领的页面里打开。"


class NotAfterSale(Refusal):
    code, kind = "claims.not_after_sale", RefusalKind.MISSING
    sentence, remedy = "这项补贴不是购买后申领，或现在没有施行。", "请从可申领的补贴里选择。"


class ClaimStepImpossible(Refusal):
    code, kind = "claims.step_impossible", RefusalKind.CONFLICT
    sentence, remedy = "“%(state)s”的申领不能%(verb)s。", "请刷新页面，看它现在的状态。"


class ClaimChanged(Refusal):
    code, kind = "claims.changed", RefusalKind.CONFLICT
    sentence, remedy = "这份申领刚刚有变动。", "请刷新页面，看过最新内容再办理。"


class NumberUnfit(Refusal):
    code, kind = "claims.number_unfit", RefusalKind.INVALID
    sentence, remedy = "%(what)s有误：%(why)s", "请照原件重新填写。"


class NumberMissing(Refusal):
    code, kind = "claims.number_missing", RefusalKind.INVALID
    sentence, remedy = "没有填写%(what)s。", "请照原件填写。"


class NumberUsed(Refusal):
    code, kind = "claims.number_used", RefusalKind.CONFLICT
    sentence = "%(what)s已在一份申领中使用，不能重复申领。"
    remedy = "请核对号码；没有填错的，请持原件到窗口查询。"


class DecisionFails(Refusal):
    code, kind = "claims.decision_fails", RefusalKind.CONFLICT
    sentence, remedy = "按填写的内容不符合条件：%(why)s。", "请核对填写的内容；确实不符合的，不能申领。"


class FactsMissing(Refusal):
    code, kind = "claims.facts_missing", RefusalKind.INVALID
    sentence, remedy = "还不能判定，缺：%(names)s。", "请补填后再提交。"


class DocumentsMissing(Refusal):
    code, kind = "claims.documents_missing", RefusalKind.INVALID
    sentence, remedy = "还没有上传：%(names)s。", "请拍照或选择文件上传，电子发票可上传 XML、OFD、PDF 原文件。"


class DocumentUnfit(Refusal):
    code, kind = "claims.document_unfit", RefusalKind.INVALID
    sentence, remedy = "“%(name)s”不是可以受理的材料。", "请上传不超过10MB的 PDF、OFD、XML、JPG 或 PNG。"


class TooManyDocuments(Refusal):
    code, kind = "claims.too_many_documents", RefusalKind.TOO_LARGE
    sentence, remedy = "一份申领最多上传%(limit)s份材料。", "请移除不需要的再上传。"


class MoneyNotPlanned(Refusal):
    code, kind = "claims.no_budget", RefusalKind.CONFLICT
    sentence = "%(region)s还没有安排这项补贴的资金预算，资金尚未预留。"
    remedy = "申领已按提交时间排队，资金安排后自动预留。"


class MoneyQueued(Refusal):
    code, kind = "claims.money_queued", RefusalKind.CONFLICT
    sentence, remedy = "前面还有%(count)s份同类申领在等资金。", "资金到位后按提交的先后预留。"


class MoneyNotHeld(Refusal):
    code, kind = "claims.money_not_held", RefusalKind.CONFLICT
    sentence, remedy = "这份申领还没有预留到资金：%(why)s", "资金安排后会按提交先后自动预留，预留后再终审。"


class SameReviewer(Refusal):
    code, kind = "claims.same_reviewer", RefusalKind.FORBIDDEN
    sentence, remedy = "同一份申领的各级审核须由不同的人办理，经手录入的人不能审核。", "请由另一位有权限的人办理。"


class ClaimFrozen(Refusal):
    code, kind = "claims.frozen", RefusalKind.CONFLICT
    sentence, remedy = "这份申领已冻结：%(reason)s。", "解除冻结后才能继续办理。"


class FrozenTooLate(Refusal):
    code, kind = "claims.frozen_too_late", RefusalKind.CONFLICT
    sentence = "这份申领已编入结算批次，冻结拦不住付款。"
    remedy = "请财政部门先撤销所在批次，再来冻结；已经付出的，用追缴办理。"


class NotFrozen(Refusal):
    code, kind = "claims.not_frozen", RefusalKind.CONFLICT
    sentence, remedy = "这份申领没有冻结。", "请刷新页面后查看。"


class ReasonNeeded(Refusal):
    code, kind = "claims.reason_needed", RefusalKind.INVALID
    sentence, remedy = "没有写明%(what)s，或超过%(limit)s个字。", "请写清楚，申领人会看到。"


class FieldUnknown(Refusal):
    code, kind = "claims.field_unknown", RefusalKind.INVALID
    sentence, remedy = "没有选择要办理的一项。", "请在表中选择一项。"


class QuestionsUsedUp(Refusal):
    code, kind = "claims.questions_used_up", RefusalKind.CONFLICT
    sentence, remedy = "已经要求补正%(count)s次，达到本地设定的上限。", "请按现有材料作出结论。"


class QuestionLate(Refusal):
    code, kind = "claims.question_late", RefusalKind.CONFLICT
    sentence, remedy = "补正期限已于%(day)s届满。", "请重新申领，或到窗口咨询。"


class AnswerNeeded(Refusal):
    code, kind = "claims.answer_needed", RefusalKind.INVALID
    sentence, remedy = "没有填写或上传要补正的内容。", "请按提示补正后提交。"


class AppealTwice(Refusal):
    code, kind = "claims.appeal_twice", RefusalKind.CONFLICT
    sentence, remedy = "这份申领已经申诉过一次。", "对申诉结论不服的，可依法申请行政复议或提起诉讼。"


class AppealLate(Refusal):
    code, kind = "claims.appeal_late", RefusalKind.CONFLICT
    sentence, remedy = "申诉期限已于%(day)s届满。", "请到窗口咨询。"


class HadAHand(Refusal):
    code, kind = "claims.had_a_hand", RefusalKind.FORBIDDEN
    sentence, remedy = "经手过这份申领的人不能裁定申诉。", "请由没有经手的人裁定。"


class NotBatchable(Refusal):
    code, kind = "claims.not_batchable", RefusalKind.CONFLICT
    sentence, remedy = "%(number)s不能批量通过：%(why)s。", "请逐份打开审核。"


class SamePerson(Refusal):
    code, kind = "claims.same_person", RefusalKind.FORBIDDEN
    sentence, remedy = "提请的人不能自己确认。", "请由另一位有权限的人确认。"


class CorrectionImpossible(Refusal):
    code, kind = "claims.correction_impossible", RefusalKind.CONFLICT
    sentence, remedy = "不能这样更正：%(why)s。", "资金不足的，请等预算有余额后再确认；不再符合条件的，请按追回办理。"


class SettingUnfit(Refusal):
    code, kind = "claims.setting_unfit", RefusalKind.INVALID
    sentence, remedy = "审核办法里的数有误。", "审核级数为1至3，各项天数和次数不小于零，抽查比例为0至1000‰。"
