"""Words of claims, by subject; each name is used from here."""

from liangxin.domains.claims.terms.citizens import (
    TAKEN_FROM,
    WORDING,
)
from liangxin.domains.claims.terms.claims import (
    Channel,
    ClaimState,
    MarkKind,
)
from liangxin.domains.claims.terms.drives import (
    MOST_A_MINUTE,
    MOST_DAYS,
    MOST_VOUCHERS,
    NAME_LIMIT,
    REASON_LIMIT,
    DriveStanding,
    DriveState,
    WhyNot,
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
    "MOST_A_MINUTE",
    "MOST_DAYS",
    "MOST_VOUCHERS",
    "MOST_WAITING",
    "NAME_LIMIT",
    "NOTICE_TRIES",
    "OLD_KEY_KEPT",
    "REASON_LIMIT",
    "SANDBOX_VOUCHER",
    "SERIAL_LIMIT",
    "SKEW",
    "TAKEN_FROM",
    "TEXT_LIMIT",
    "WORDING",
    "Channel",
    "ClaimState",
    "Deed",
    "DriveStanding",
    "DriveState",
    "MarkKind",
    "NoticeKind",
    "NoticeState",
    "Power",
    "TillVerb",
    "VoucherState",
    "WhyNot",
]
