"""Words of claims, by subject; each name is used from here."""

from liangxin.domains.claims.terms.claims import (
    Channel,
    ClaimState,
    MarkKind,
)
from liangxin.domains.claims.terms.powers import (
    Deed,
    Power,
)
from liangxin.domains.claims.terms.till import (
    AUTHORISATION_KEPT,
    BODY_LIMIT,
    KEY_LENGTH,
    LARGEST_TILL_SET,
    MOST_WAITING,
    NOTICE_TRIES,
    OLD_KEY_KEPT,
    SANDBOX_VOUCHER,
    SERIAL_LIMIT,
    SKEW,
    TEXT_LIMIT,
    NoticeKind,
    NoticeState,
    TillVerb,
)
from liangxin.domains.claims.terms.vouchers import (
    VoucherState,
)

__all__ = [
    "AUTHORISATION_KEPT",
    "BODY_LIMIT",
    "KEY_LENGTH",
    "LARGEST_TILL_SET",
    "MOST_WAITING",
    "NOTICE_TRIES",
    "OLD_KEY_KEPT",
    "SANDBOX_VOUCHER",
    "SERIAL_LIMIT",
    "SKEW",
    "TEXT_LIMIT",
    "Channel",
    "ClaimState",
    "Deed",
    "MarkKind",
    "NoticeKind",
    "NoticeState",
    "Power",
    "TillVerb",
    "VoucherState",
]
