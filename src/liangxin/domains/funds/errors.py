"""How funds say no."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class BudgetNotFound(Refusal):
    code, kind = "funds.budget_not_found", RefusalKind.MISSING
    sentence, remedy = "没有找到这项预算。", "请到预算列表中选择。"


class SourceNotFound(Refusal):
    code, kind = "funds.source_not_found", RefusalKind.MISSING
    sentence, remedy = "没有找到这项资金来源。", "请到资金来源列表中选择。"


class AllotmentNotFound(Refusal):
    code, kind = "funds.allotment_not_found", RefusalKind.MISSING
    sentence, remedy = "没有找到这份指标文或它的文件。", "请到资金来源的页面中选择。"


class ShareNotFound(Refusal):
    code, kind = "funds.share_not_found", RefusalKind.MISSING
    sentence, remedy = "没有找到这项分担办法。", "请到分担办法列表中选择。"


class EntryNotFound(Refusal):
    code, kind = "funds.entry_not_found", RefusalKind.MISSING
    sentence, remedy = "没有找到这笔分录。", "请到资金账中选择。"


class FieldMissing(Refusal):
    code, kind = "funds.field_missing", RefusalKind.INVALID
    sentence, remedy = "%(what)s没有填写或太长。", "请填写，不超过%(limit)s个字。"


class AmountUnfit(Refusal):
    code, kind = "funds.amount_unfit", RefusalKind.INVALID
    sentence, remedy = "金额须大于零，且不超过十万亿元。", "请核对金额和单位。"


class DaysReversed(Refusal):
    code, kind = "funds.days_reversed", RefusalKind.INVALID
    sentence, remedy = "截止日期早于开始日期。", "请核对日期。"


class SamePerson(Refusal):
    code, kind = "funds.same_person", RefusalKind.FORBIDDEN
    sentence, remedy = "登记人不能自己确认。", "请由另一位有权限的人员确认或退回。"


class AlreadyDecided(Refusal):
    code, kind = "funds.already_decided", RefusalKind.CONFLICT
    sentence, remedy = "这一笔现为“%(state)s”，不能再次办理。", "请刷新页面后查看。"


class SourceTaken(Refusal):
    code, kind = "funds.source_taken", RefusalKind.CONFLICT
    sentence, remedy = "%(year)s年的“%(source)s”已经登记。", "同一年度同类来源只设一户，请在其下登记指标文。"


class DocumentTaken(Refusal):
    code, kind = "funds.document_taken", RefusalKind.CONFLICT
    sentence, remedy = "文号“%(number)s”在这项来源下已经登记。", "同一指标文只登记一次，请核对文号。"


class SharesNotWhole(Refusal):
    code, kind = "funds.shares_not_whole", RefusalKind.INVALID
    sentence, remedy = "各级分担比例合计为%(total)s，不是100%%。", "请核对各级比例。"


class CentralShareDiffers(Refusal):
    code, kind = "funds.central_share_differs", RefusalKind.INVALID
    sentence, remedy = "中央分担%(given)s，与所依据的办法（%(asked)s）不一致。", "请改正比例，或改选依据。"


class SourceMissing(Refusal):
    code, kind = "funds.source_missing", RefusalKind.CONFLICT
    sentence = "%(year)s年还没有登记“%(source)s”，分担办法无从列支。"
    remedy = "请先登记这项资金来源及其指标文。"


class SourceShort(Refusal):
    code, kind = "funds.source_short", RefusalKind.CONFLICT
    sentence = "“%(source)s”未安排的资金只有%(room)s，不够分担%(asked)s。"
    remedy = "请先登记并确认指标文，或减少预算。"


class BudgetShort(Refusal):
    code, kind = "funds.budget_short", RefusalKind.CONFLICT
    sentence, remedy = "“%(budget)s”可用余额只有%(room)s，不能调减%(asked)s。", "请减少调减的金额。"


class BundleUnfit(Refusal):
    code, kind = "funds.bundle_unfit", RefusalKind.INVALID
    sentence = "一笔支出须占用且只占用一项资金预算，可同时受若干控制额度约束；这里给出的资金预算有%(count)s项。"
    remedy = "请核对所选的预算。"


class PaceUnfit(Refusal):
    code, kind = "funds.pace_unfit", RefusalKind.INVALID
    sentence, remedy = "投放节奏的金额有误。", "每期投放须大于零，结转上限不小于零。"


class SetTooLarge(Refusal):
    code, kind = "funds.set_too_large", RefusalKind.TOO_LARGE
    sentence, remedy = "一批有%(count)s笔，超过上限%(limit)s笔。", "请分批办理。"


class KeyUnfit(Refusal):
    code, kind = "funds.key_unfit", RefusalKind.INVALID
    sentence, remedy = "办理编号“%(key)s”为空、过长或含有不允许的字符。", "请使用不含竖线和换行的编号。"


class JournalBusy(Refusal):
    code, kind = "funds.journal_busy", RefusalKind.UNAVAILABLE
    sentence, remedy = "同一编号正在别处办理。", "请稍后重试，已办理的不会重复。"


class BudgetUsedUp(Refusal):
    code, kind = "funds.budget_used_up", RefusalKind.CONFLICT
    sentence, remedy = "“%(budget)s”余额不足，现可用%(room)s。", "请等待预算追加或他人释放。"


class WindowUsedUp(Refusal):
    code, kind = "funds.window_used_up", RefusalKind.CONFLICT
    sentence, remedy = "“%(budget)s”本期投放已用完，现余%(room)s。", "请在下一期再试。"


class BudgetNotOpen(Refusal):
    code, kind = "funds.budget_not_open", RefusalKind.CONFLICT
    sentence, remedy = "“%(budget)s”不在使用期内或尚未批准。", "请核对日期和预算。"


class KeyReused(Refusal):
    code, kind = "funds.key_reused", RefusalKind.CONFLICT
    sentence, remedy = "这个办理编号已用于另一笔不同的办理。", "请核对编号；重试时金额和预算须与先前相同。"


class HoldingUnknown(Refusal):
    code, kind = "funds.holding_unknown", RefusalKind.MISSING
    sentence, remedy = "没有这笔占用。", "请核对编号。"


class HoldingShort(Refusal):
    code, kind = "funds.holding_short", RefusalKind.CONFLICT
    sentence, remedy = "这笔占用在该环节只有%(room)s，不够办理。", "请核对金额和已经办理的环节。"


class JournalDamaged(Refusal):
    code, kind = "funds.journal_damaged", RefusalKind.CONFLICT
    sentence, remedy = "资金账有%(count)s处不符：%(faults)s。", "请立即停止支付，保全数据库并告知审计。"


class BatchNotFound(Refusal):
    code, kind = "funds.batch_not_found", RefusalKind.MISSING
    sentence, remedy = "没有找到这个结算批次。", "请到结算批次列表中选择。"


class PaymentNotFound(Refusal):
    code, kind = "funds.payment_not_found", RefusalKind.MISSING
    sentence, remedy = "没有找到这笔付款。", "请到结算批次中选择。"


class DifferenceNotFound(Refusal):
    code, kind = "funds.difference_not_found", RefusalKind.MISSING
    sentence, remedy = "没有找到这项对账差异。", "请到对账差异列表中选择。"


class ClawbackNotFound(Refusal):
    code, kind = "funds.clawback_not_found", RefusalKind.MISSING
    sentence, remedy = "没有找到这件追缴。", "请到追缴列表中选择。"


class BatchEmpty(Refusal):
    code, kind = "funds.batch_empty", RefusalKind.INVALID
    sentence, remedy = "批次里没有可以结算的款项。", "请先选择款项。"


class AnnouncedDiffers(Refusal):
    code, kind = "funds.announced_differs", RefusalKind.CONFLICT
    sentence = "申报%(said_count)s笔、%(said_sum)s，实有%(count)s笔、%(sum)s，相差%(count_gap)s笔、%(sum_gap)s。"
    remedy = "请核对款项后重新填写笔数和金额。"


class LineUnfit(Refusal):
    code, kind = "funds.line_unfit", RefusalKind.CONFLICT
    sentence = "“%(subject)s”已确认待付的金额是%(room)s，不能结算%(asked)s。"
    remedy = "请核对它的金额和办理环节；不属于本区划的款项不能列入。"


class LineTaken(Refusal):
    code, kind = "funds.line_taken", RefusalKind.CONFLICT
    sentence, remedy = "有%(count)s笔已经列入别的结算批次，如“%(subject)s”。", "请刷新后重新选择。"


class PayeesWithoutAccount(Refusal):
    code, kind = "funds.payees_without_account", RefusalKind.CONFLICT
    sentence, remedy = (
        "有%(count)s个收款人没有登记收款账号，如“%(name)s”。",
        "请先在个人与企业中补登，或把他们移出批次。",
    )


class StepUnfit(Refusal):
    code, kind = "funds.step_unfit", RefusalKind.CONFLICT
    sentence, remedy = "现为“%(state)s”，不能这样办理。", "请刷新页面后查看。"


class PayerUnfit(Refusal):
    code, kind = "funds.payer_unfit", RefusalKind.INVALID
    sentence, remedy = "付款账号应为5至34位数字或字母。", "请核对付款单位的银行账号。"


class BankFileUnreadable(Refusal):
    code, kind = "funds.bank_file_unreadable", RefusalKind.INVALID
    sentence = "回单无法读取：%(why)s。"
    remedy = "请使用银行导出的CSV（UTF-8或GBK）或camt.053文件，见格式说明。"


class BankFileFaulty(Refusal):
    code, kind = "funds.bank_file_faulty", RefusalKind.INVALID
    sentence, remedy = "回单有%(count)s处有误，没有导入：%(faults)s。", "请向银行索取更正后的文件，不要自行改动。"


class EndUnfit(Refusal):
    code, kind = "funds.end_unfit", RefusalKind.CONFLICT
    sentence, remedy = "“%(difference)s”不能按“%(end)s”处理。", "请重新选择处理结果。"


class PlanDiffers(Refusal):
    code, kind = "funds.plan_differs", RefusalKind.INVALID
    sentence, remedy = "分期合计%(planned)s，应追缴%(asked)s，相差%(gap)s。", "请改正各期金额，合计须与应追缴金额一致。"


class PlanUnreadable(Refusal):
    code, kind = "funds.plan_unreadable", RefusalKind.INVALID
    sentence, remedy = "第%(row)s期“%(text)s”读不出日期和金额。", "请每行写一期，如：2025-06-30 500元。"


class BeyondPaid(Refusal):
    code, kind = "funds.beyond_paid", RefusalKind.CONFLICT
    sentence, remedy = "这笔款已支付且未在追缴的只有%(room)s，不能追缴%(asked)s。", "请核对金额。"


class BeyondOwed(Refusal):
    code, kind = "funds.beyond_owed", RefusalKind.CONFLICT
    sentence, remedy = "尚欠%(owed)s，不能登记到账%(asked)s。", "请核对金额；多收的款项应退还。"


class EvidenceMissing(Refusal):
    code, kind = "funds.evidence_missing", RefusalKind.INVALID
    sentence, remedy = "没有上传到账凭证。", "请上传银行进账单等凭证。"


class CountUnreadable(Refusal):
    code, kind = "funds.count_unreadable", RefusalKind.INVALID
    sentence, remedy = "笔数没有填写或不是整数。", "请填写核对过的笔数。"
