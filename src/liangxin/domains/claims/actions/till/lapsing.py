"""Sales that were not captured in time end by themselves, in sets, by the path that reversals take."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from liangxin.domains.claims.actions.till.gate import decide
from liangxin.domains.claims.queries.till import Running, run_out
from liangxin.domains.claims.queries.till_known import Known
from liangxin.domains.claims.rules.till import Asked, Seat, ToReverse
from liangxin.domains.claims.terms import TillVerb

REASON: Final = "逾期未核销"


def lapse_sales(now: datetime) -> int:
    """End what has run out; how many did."""
    asked = [_asked(sale) for sale in run_out(now)]
    return sum(answer.refusal is None for answer in decide(asked, Known(), now)) if asked else 0


def _asked(sale: Running) -> Asked:
    seat = Seat(0, sale.till_id, "", sale.shop_id, sale.merchant_id, 0, "", takes_old=None, is_sandbox=False)
    return Asked(TillVerb.LAPSE, seat, f"lapse:{sale.number}", "", ToReverse(sale.number, REASON))
