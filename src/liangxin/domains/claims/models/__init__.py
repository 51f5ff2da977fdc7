"""Tables of claims, by subject."""

from liangxin.domains.claims.models.claims import MARK, Claim, Mark
from liangxin.domains.claims.models.vouchers import Voucher

__all__ = ["MARK", "Claim", "Mark", "Voucher"]
