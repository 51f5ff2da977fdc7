"""Tables of claims, by subject; each name is used from here."""

from liangxin.domains.claims.models.after import (
    Comparison,
    Correction,
    Document,
    Draw,
    Filing,
    Question,
    ReviewSetting,
    Verdict,
)
from liangxin.domains.claims.models.citizens import (
    Citizen,
    Erasure,
)
from liangxin.domains.claims.models.claims import (
    MARK,
    Claim,
    Mark,
)
from liangxin.domains.claims.models.drives import (
    GENESIS,
    Drive,
    Leaving,
    Ticket,
)
from liangxin.domains.claims.models.shops import (
    ShopAccount,
)
from liangxin.domains.claims.models.till import (
    Notice,
    ShopHook,
    TillKey,
    TillRequest,
    TillSale,
)
from liangxin.domains.claims.models.vouchers import (
    Voucher,
)

__all__ = [
    "GENESIS",
    "MARK",
    "Citizen",
    "Claim",
    "Comparison",
    "Correction",
    "Document",
    "Draw",
    "Drive",
    "Erasure",
    "Filing",
    "Leaving",
    "Mark",
    "Notice",
    "Question",
    "ReviewSetting",
    "ShopAccount",
    "ShopHook",
    "Ticket",
    "TillKey",
    "TillRequest",
    "TillSale",
    "Verdict",
    "Voucher",
]
