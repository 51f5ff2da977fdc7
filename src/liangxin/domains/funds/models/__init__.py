"""Tables of funds: the journal, where money comes from, what it is for."""

from liangxin.domains.funds.models.budgets import Budget, BudgetSource, Grant, Placing
from liangxin.domains.funds.models.journal import Account, Block, Bundle, Entry, Holding
from liangxin.domains.funds.models.sources import Allotment, Share, SharePart, Source

__all__ = [
    "Account",
    "Allotment",
    "Block",
    "Budget",
    "BudgetSource",
    "Bundle",
    "Entry",
    "Grant",
    "Holding",
    "Placing",
    "Share",
    "SharePart",
    "Source",
]
