"""Tables of funds: the journal, where money comes from, what it is for, how it is settled and asked back."""

from liangxin.domains.funds.models.batches import Batch, Payment, PaymentLine
from liangxin.domains.funds.models.budgets import Budget, BudgetSource, Grant, Placing
from liangxin.domains.funds.models.clawbacks import Clawback, Instalment, Receipt, Root
from liangxin.domains.funds.models.journal import Account, Block, Bundle, Entry, Holding
from liangxin.domains.funds.models.sources import Allotment, Share, SharePart, Source
from liangxin.domains.funds.models.statements import Difference, Statement, StatementLine

__all__ = [
    "Account",
    "Allotment",
    "Batch",
    "Block",
    "Budget",
    "BudgetSource",
    "Bundle",
    "Clawback",
    "Difference",
    "Entry",
    "Grant",
    "Holding",
    "Instalment",
    "Payment",
    "PaymentLine",
    "Placing",
    "Receipt",
    "Root",
    "Share",
    "SharePart",
    "Source",
    "Statement",
    "StatementLine",
]
