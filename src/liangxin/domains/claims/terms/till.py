"""Words of the till: what it may ask, what becomes of a notice to a shop, bounds."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from liangxin.kernel.term import Term

# 本系统拟定：没有依据的数值，均可由各地以记录的决定更改。
SKEW: Final = timedelta(minutes=5)  # how far a till's clock may be from ours
AUTHORISATION_KEPT: Final = timedelta(days=15)  # how long money is kept for a sale that is not captured
OLD_KEY_KEPT: Final = timedelta(hours=24)  # how long the old key works beside the new one
NOTICE_TRIES: Final = 8  # after 1, 2, 4 … 64 minutes: two hours in all
LARGEST_TILL_SET: Final = 400
MOST_WAITING: Final = 8_000  # requests; more are told to come again
BODY_LIMIT: Final = 8_192  # bytes
KEY_LENGTH: Final = 64  # of an idempotency key
SERIAL_LIMIT: Final = 40
TEXT_LIMIT: Final = 200
SANDBOX_VOUCHER: Final = "SANDBOX-"  # with a category behind it: an open voucher of nobody, for sandbox keys


class TillVerb(Term):
    """What a till may ask; that a sale runs out is the system's own."""

    AUTHORISE = "authorise", "占用额度"
    CAPTURE = "capture", "核销"
    REVERSE = "reverse", "冲正"
    LAPSE = "lapse", "逾期失效"


class NoticeKind(Term):
    """What a shop's system is told."""

    AUTHORISED = "authorised", "已占用额度"
    CAPTURED = "captured", "已核销"
    REVERSED = "reversed", "已冲正"
    LAPSED = "lapsed", "已逾期失效"
    PAID = "paid", "已拨付"


class NoticeState(Term):
    """What became of a notice."""

    WAITING = "waiting", "待送达"
    SENT = "sent", "已送达"
    FAILED = "failed", "未送达"

    @property
    def tone(self) -> str:
        """How a screen colours it."""
        return {"sent": "good", "failed": "act"}.get(self, "wait")
