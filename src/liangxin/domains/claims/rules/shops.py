"""How far the money of a sale is, from the claim's state and the payments there were; and months. Pure."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from liangxin.domains.claims.errors import MonthUnknown
from liangxin.domains.claims.terms import ClaimState, PayStanding

_MONTH: Final = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
_PLAIN: Final = {
    ClaimState.PAID: PayStanding.PAID,
    ClaimState.CLAWED_BACK: PayStanding.CLAWED_BACK,
    ClaimState.REVERSED: PayStanding.REVERSED,
}


def standing_of(state: ClaimState, *, is_sent: bool, was_returned: bool) -> PayStanding:
    """How far the money is; `is_sent` whether the batch it is in went to the bank.

    >>> standing_of(ClaimState.CAPTURED, is_sent=False, was_returned=True)
    <PayStanding.RETURNED: 'returned'>
    """
    if state is ClaimState.IN_PAYMENT:
        return PayStanding.SENT if is_sent else PayStanding.IN_BATCH
    return _PLAIN.get(state) or (PayStanding.RETURNED if was_returned else PayStanding.WAITING)


def month_of(text: str) -> date:
    """The first day of a month written like 2026-03. Raises MonthUnknown."""
    found = _MONTH.fullmatch(text)
    if found is None:
        raise MonthUnknown(field="month", text=text[:20])
    return date(int(found[1]), int(found[2]), 1)


def month_after(first: date, months: int = 1) -> date:
    """The first day of a month so many months later.

    >>> month_after(date(2026, 1, 1), -1)
    datetime.date(2025, 12, 1)
    """
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
