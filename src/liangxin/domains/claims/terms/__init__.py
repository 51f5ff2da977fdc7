"""Words of claims, by subject."""

from liangxin.domains.claims.terms.claims import Channel, ClaimState, MarkKind
from liangxin.domains.claims.terms.powers import Deed, Power
from liangxin.domains.claims.terms.vouchers import VoucherState

__all__ = [
    "Channel",
    "ClaimState",
    "Deed",
    "MarkKind",
    "Power",
    "VoucherState",
]
