"""Words of funds: where money comes from and stands, entries of the journal, pacing, states, powers, deeds."""

from __future__ import annotations

from typing import Final

from liangxin.kernel.term import Term

NAME_LIMIT: Final = 100
KEY_LIMIT: Final = 100  # letters of the key by which a request is known when it comes twice
LABEL_LIMIT: Final = 120
WHOLE: Final = 10_000  # parts in the whole: shares are written in hundredths of a per cent
LARGEST_SET: Final = 10_000  # requests decided in one statement
LARGEST_AMOUNT: Final = 10**15  # fen, ten trillion yuan: no sum of a set leaves 63 bits


class SourceKind(Term):
    """Who gives the money."""

    TREASURY_BOND = "treasury_bond", "中央超长期特别国债资金"
    PROVINCE = "province", "省级资金"
    CITY = "city", "市级资金"
    COUNTY = "county", "县级资金"
    OWN = "own", "自有资金"


class AccountKind(Term):
    """What stands behind an account of the journal."""

    SOURCE = "source", "资金来源"
    BUDGET = "budget", "资金预算"
    LIMIT = "limit", "控制额度"

    @property
    def is_money(self) -> bool:
        """A limit holds no money of its own: it only bounds what budgets spend."""
        return self is not AccountKind.LIMIT


class Place(Term):
    """Where the money of one account stands; `granted` is the other side of all the others together."""

    GRANTED = "granted", "下达金额"
    AVAILABLE = "available", "可用"
    RESERVED = "reserved", "预占"
    COMMITTED = "committed", "已确认"
    HELD = "held", "待支付"
    PAID = "paid", "已支付"
    RECOVERED = "recovered", "已追回"
    RETURNED = "returned", "已退回上级"


class EntryKind(Term):
    """What an entry does; from where to where it moves money stands in `rules.moves.MOVES`."""

    GRANT = "grant", "下达资金"
    WITHDRAW = "withdraw", "调减"
    RESERVE = "reserve", "预占"
    TAKE = "take", "直接确认"
    COMMIT = "commit", "确认"
    RELEASE = "release", "释放预占"
    CANCEL = "cancel", "撤销确认"
    HOLD = "hold", "列入支付"
    UNHOLD = "unhold", "退出支付"
    PAY = "pay", "支付"
    BOUNCE = "bounce", "付款退回"
    CLAW_BACK = "claw_back", "追回"
    REUSE = "reuse", "追回再安排"
    SPEND = "spend", "列支分担"
    UNSPEND = "unspend", "冲减列支"
    RETURN = "return", "退回上级"


class Outcome(Term):
    """What became of one request of a set."""

    TAKEN = "taken", "已办理"
    AGAIN = "again", "先前已办理"
    USED_UP = "used_up", "余额不足"
    PACED = "paced", "本期投放已用完"
    NOT_OPEN = "not_open", "不在使用期内"
    KEY_REUSED = "key_reused", "办理编号重复"
    UNKNOWN = "unknown", "没有这笔占用"
    SHORT = "short", "占用金额不足"
    INVALID = "invalid", "金额有误"

    @property
    def is_done(self) -> bool:
        return self in (Outcome.TAKEN, Outcome.AGAIN)


class PaceUnit(Term):
    """How long a window of a paced budget is."""

    DAY = "day", "按日"
    WEEK = "week", "按周"
    MONTH = "month", "按月"


class AllotmentState(Term):
    """Where an allotment or a grant stands between the two people who decide it."""

    PROPOSED = "proposed", "待确认"
    CONFIRMED = "confirmed", "已入账"
    REFUSED = "refused", "已退回"

    @property
    def tone(self) -> str:
        return {"proposed": "wait", "confirmed": "good"}.get(self.value, "off")


class BudgetState(Term):
    """How a budget stands on a day; read off its account, not kept."""

    PROPOSED = "proposed", "待批准"
    AHEAD = "ahead", "未到使用期"
    OPEN = "open", "使用中"
    TIGHT = "tight", "即将用完"
    USED_UP = "used_up", "已用完"
    ENDED = "ended", "已到期"

    @property
    def tone(self) -> str:
        tones = {"proposed": "wait", "ahead": "wait", "open": "going", "tight": "act", "used_up": "act"}
        return tones.get(self.value, "off")


class PayeeKind(Term):
    """To whom a settlement batch pays."""

    MERCHANTS = "merchants", "商户结算"
    PERSONS = "persons", "个人拨付"


class BatchState(Term):
    """How far a settlement batch has come."""

    DRAFT = "draft", "待复核"
    CHECKED = "checked", "已复核"
    HELD = "held", "待送银行"
    SENT = "sent", "待对账"
    RECONCILED = "reconciled", "已对账"
    CANCELLED = "cancelled", "已撤销"

    @property
    def tone(self) -> str:
        return {"reconciled": "good", "cancelled": "off", "sent": "going", "held": "going"}.get(self.value, "wait")


class PaymentState(Term):
    """What became of the payment to one payee of a batch."""

    WAITING = "waiting", "待列支"
    HELD = "held", "待送银行"
    SENT = "sent", "已送银行"
    PAID = "paid", "已支付"
    RETURNED = "returned", "未付退回"
    WITHDRAWN = "withdrawn", "已撤出"

    @property
    def tone(self) -> str:
        return {"paid": "good", "returned": "act", "withdrawn": "off", "waiting": "wait"}.get(self.value, "going")


class BankResult(Term):
    """What one line of a bank's statement says."""

    PAID = "paid", "成功"
    FAILED = "failed", "失败"
    BACK = "back", "退回"
    RECEIVED = "received", "收款"


class DifferenceKind(Term):
    """In what a statement and our batches differ."""

    NOT_OURS = "not_ours", "不在批次内"
    OTHER_SUM = "other_sum", "金额不符"
    TWICE = "twice", "重复付款"
    OTHER_ACCOUNT = "other_account", "收款账号不符"
    AFTER_RETURN = "after_return", "退回后又支付"
    MISSING = "missing", "回单中没有"

    @property
    def is_open_payment(self) -> bool:
        """The payment itself still waits for a decision: paid or not."""
        return self in (DifferenceKind.OTHER_SUM, DifferenceKind.OTHER_ACCOUNT, DifferenceKind.MISSING)


class DifferenceEnd(Term):
    """What a person decided of a difference."""

    NOTED = "noted", "已查明，仅作记录"
    PAID = "paid", "认定已足额支付"
    RETURNED = "returned", "认定未付，退回重付"


class BankFormat(Term):
    """How a file for a bank is written."""

    CSV = "csv", "CSV"
    ISO20022 = "iso20022", "ISO 20022 pain.001"


class ClawbackState(Term):
    """How far a clawback case has come. Written off: nobody pursues it any more; the money has not come back."""

    PROPOSED = "proposed", "待批准"
    REFUSED = "refused", "不予立案"
    OPEN = "open", "追缴中"
    BACK = "back", "已全部追回"
    WRITTEN_OFF = "written_off", "已核销"

    @property
    def tone(self) -> str:
        return {"proposed": "wait", "open": "act", "back": "good"}.get(self.value, "off")


class Basis(Term):
    """How sure it is what a notice says of a share."""

    SEEN = "seen", "已核对原文"
    UNSEEN = "unseen", "据转载，待核对原文"


class Power(Term):
    """What a role may let its holder do here."""

    READ = "funds.read", "查看资金"
    ALLOT = "funds.allot", "登记资金来源和指标文"
    PROPOSE = "funds.propose", "编制预算"
    APPROVE = "funds.approve", "批准预算和指标入账"
    TAKE = "funds.take", "占用和释放预算"
    PAY = "funds.pay", "支付资金"


class Deed(Term):
    """Verbs of the trail."""

    SOURCE_OPENED = "funds.source_opened", "登记资金来源"
    SHARE_SET = "funds.share_set", "登记分担办法"
    ALLOTMENT_ENTERED = "funds.allotment_entered", "登记指标文"
    ALLOTMENT_CONFIRMED = "funds.allotment_confirmed", "指标入账"
    ALLOTMENT_REFUSED = "funds.allotment_refused", "退回指标文"
    BUDGET_PROPOSED = "funds.budget_proposed", "编制预算"
    GRANT_PROPOSED = "funds.grant_proposed", "提出预算调整"
    GRANT_APPROVED = "funds.grant_approved", "批准预算"
    GRANT_REFUSED = "funds.grant_refused", "退回预算"
    PACE_SET = "funds.pace_set", "设定投放节奏"
    BATCH_OPENED = "funds.batch_opened", "编制结算批次"
    BATCH_CHECKED = "funds.batch_checked", "复核结算批次"
    BATCH_HELD = "funds.batch_held", "批次列入支付"
    BATCH_SENT = "funds.batch_sent", "批次送银行"
    BATCH_CANCELLED = "funds.batch_cancelled", "撤销结算批次"
    BATCH_RECONCILED = "funds.batch_reconciled", "批次对账办结"
    BANK_FILE_TAKEN = "funds.bank_file_taken", "下载付款文件"
    STATEMENT_READ = "funds.statement_read", "导入银行回单"
    DIFFERENCE_CLOSED = "funds.difference_closed", "处理对账差异"
    CLAWBACK_PROPOSED = "funds.clawback_proposed", "提出追缴"
    CLAWBACK_DECIDED = "funds.clawback_decided", "批准追缴"
    CLAWBACK_REFUSED = "funds.clawback_refused", "不予追缴立案"
    CLAWBACK_RECEIVED = "funds.clawback_received", "登记追缴到账"
    WRITE_OFF_PROPOSED = "funds.write_off_proposed", "提出核销"
    WRITE_OFF_REFUSED = "funds.write_off_refused", "退回核销"
    WRITTEN_OFF = "funds.written_off", "批准核销"
    ROOT_KEPT = "funds.root_kept", "核对资金账并留存总摘要"
