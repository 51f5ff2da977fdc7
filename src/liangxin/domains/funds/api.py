"""The door of funds: ids, frozen cards, sets of requests; no row to be saved."""

from liangxin.domains.funds.actions.batches import (
    BankOrder,
    bank_order,
    cancel_batch,
    check_batch,
    hold_batch,
    open_again,
    open_batch,
    send_batch,
)
from liangxin.domains.funds.actions.budgets import (
    BudgetDraft,
    approve_grant,
    propose_budget,
    propose_grant,
    refuse_grant,
    set_pace,
)
from liangxin.domains.funds.actions.clawbacks import (
    ClawbackDraft,
    decide_clawback,
    decide_write_off,
    enter_receipt,
    propose_clawback,
    propose_write_off,
    refuse_clawback,
    remind_overdue,
)
from liangxin.domains.funds.actions.demo import load_demo
from liangxin.domains.funds.actions.roots import keep_root
from liangxin.domains.funds.actions.shipped import load_shares
from liangxin.domains.funds.actions.sources import (
    AllotmentDraft,
    Upload,
    confirm_allotment,
    enter_allotment,
    open_source,
    refuse_allotment,
    set_share,
)
from liangxin.domains.funds.actions.statements import (
    StatementRead,
    close_difference,
    read_statement,
    reconcile_batch,
)
from liangxin.domains.funds.actions.taking import (
    bounce,
    cancel,
    claw_back,
    commit,
    hold,
    pay,
    release,
    reuse,
    take,
    unhold,
)
from liangxin.domains.funds.queries.clawbacks import Standing, standings
from liangxin.domains.funds.queries.money import (
    Balance,
    BudgetCard,
    PaceCard,
    SourceCard,
    budget_cards,
    budgets_for,
    together,
)
from liangxin.domains.funds.queries.paying import SubjectPayment, payments_of
from liangxin.domains.funds.queries.refusing import as_refusals
from liangxin.domains.funds.queries.verifying import Verified, verify_journal
from liangxin.domains.funds.rules.budgets import Spending
from liangxin.domains.funds.rules.clawbacks import Due
from liangxin.domains.funds.rules.pacing import Pace
from liangxin.domains.funds.rules.reconciling import BankLine, StatementDraft
from liangxin.domains.funds.rules.settling import BatchDraft, PayLine
from liangxin.domains.funds.rules.takings import Moving, Refused, Subject, Taken, Taking
from liangxin.domains.funds.terms import BatchState, PayeeKind, PaymentState

__all__ = [
    "AllotmentDraft",
    "Balance",
    "BankLine",
    "BankOrder",
    "BatchDraft",
    "BatchState",
    "BudgetCard",
    "BudgetDraft",
    "ClawbackDraft",
    "Due",
    "Moving",
    "Pace",
    "PaceCard",
    "PayLine",
    "PayeeKind",
    "PaymentState",
    "Refused",
    "SourceCard",
    "Spending",
    "Standing",
    "StatementDraft",
    "StatementRead",
    "Subject",
    "SubjectPayment",
    "Taken",
    "Taking",
    "Upload",
    "Verified",
    "approve_grant",
    "as_refusals",
    "bank_order",
    "bounce",
    "budget_cards",
    "budgets_for",
    "cancel",
    "cancel_batch",
    "check_batch",
    "claw_back",
    "close_difference",
    "commit",
    "confirm_allotment",
    "decide_clawback",
    "decide_write_off",
    "enter_allotment",
    "enter_receipt",
    "hold",
    "hold_batch",
    "keep_root",
    "load_demo",
    "load_shares",
    "open_again",
    "open_batch",
    "open_source",
    "pay",
    "payments_of",
    "propose_budget",
    "propose_clawback",
    "propose_grant",
    "propose_write_off",
    "read_statement",
    "reconcile_batch",
    "refuse_allotment",
    "refuse_clawback",
    "refuse_grant",
    "release",
    "remind_overdue",
    "reuse",
    "send_batch",
    "set_pace",
    "set_share",
    "standings",
    "take",
    "together",
    "unhold",
    "verify_journal",
]
