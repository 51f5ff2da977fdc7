"""Words of a merchant's own view: how far the money of a sale is."""

from __future__ import annotations

from typing import Final

from liangxin.kernel.term import Term

PERSON_LIMIT: Final = 20


class PayStanding(Term):
    """How far the money of a sale is, as the shop is told."""

    WAITING = "waiting", "等待结算"
    RETURNED = "returned", "银行退回，等待重新结算"
    IN_BATCH = "in_batch", "已编入批次，待送银行"
    SENT = "sent", "已送银行"
    PAID = "paid", "已拨付"
    REVERSED = "reversed", "已冲正，不再拨付"
    CLAWED_BACK = "clawed_back", "已追回"

    @property
    def tone(self) -> str:
        """How a screen colours it."""
        tones = {"paid": "good", "returned": "act", "waiting": "wait", "in_batch": "going", "sent": "going"}
        return tones.get(self, "off")
