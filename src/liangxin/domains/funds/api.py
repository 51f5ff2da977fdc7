"""The door of funds: ids, frozen cards, sets of requests; no row to be saved."""

from liangxin.domains.funds.actions.budgets import (
    BudgetDraft,
    approve_grant,
    propose_budget,
    propose_grant,
    refuse_grant,
    set_pace,
)
from liangxin.domains.funds.actions.demo import load_demo
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
from liangxin.domains.funds.queries.money import (
    Balance,
    BudgetCard,
    PaceCard,
    SourceCard,
    budget_cards,
    budgets_for,
    together,
)
from liangxin.domains.funds.queries.refusing import as_refusals
from liangxin.domains.funds.queries.verifying import Verified, verify_journal
from liangxin.domains.funds.rules.budgets import Spending
from liangxin.domains.funds.rules.pacing import Pace
from liangxin.domains.funds.rules.takings import Moving, Refused, Subject, Taken, Taking

__all__ = [
    "AllotmentDraft",
    "Balance",
    "BudgetCard",
    "BudgetDraft",
    "Moving",
    "Pace",
    "PaceCard",
    "Refused",
    "SourceCard",
    "Spending",
    "Subject",
    "Taken",
    "Taking",
    "Upload",
    "Verified",
    "approve_grant",
    "as_refusals",
    "bounce",
    "budget_cards",
    "budgets_for",
    "cancel",
    "claw_back",
    "commit",
    "confirm_allotment",
    "enter_allotment",
    "hold",
    "load_demo",
    "load_shares",
    "open_source",
    "pay",
    "propose_budget",
    "propose_grant",
    "refuse_allotment",
    "refuse_grant",
    "release",
    "reuse",
    "set_pace",
    "set_share",
    "take",
    "together",
    "unhold",
    "verify_journal",
]
