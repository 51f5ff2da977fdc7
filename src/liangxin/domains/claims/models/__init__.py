"""Tables of claims, by subject; each name is used from here."""

from liangxin.domains.claims.models.claims import (
    MARK,
    Claim,
    Mark,
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
    "MARK",
    "Claim",
    "Mark",
    "Notice",
    "ShopHook",
    "TillKey",
    "TillRequest",
    "TillSale",
    "Voucher",
]
