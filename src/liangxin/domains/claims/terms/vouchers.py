"""Words of a voucher."""

from __future__ import annotations

from liangxin.kernel.term import Term


class VoucherState(Term):
    """What has become of a voucher; whether an open one has run out depends on the moment."""

    OPEN = "open", "可使用"
    HELD = "held", "使用中"
    USED = "used", "已使用"
    CANCELLED = "cancelled", "已取消"
    LAPSED = "lapsed", "已过期"

    @property
    def tone(self) -> str:
        """How a screen colours it."""
        return {"open": "good", "held": "going", "used": "off"}.get(self, "off")
