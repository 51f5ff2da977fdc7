"""Tables of schemes, by subject; each name is used from here."""

from liangxin.domains.schemes.models.events import (
    EventResult,
    PromotionEvent,
)
from liangxin.domains.schemes.models.goods import (
    Goods,
    Listing,
    ListPrice,
)
from liangxin.domains.schemes.models.merchants import (
    Application,
    ItemChecked,
    Merchant,
    MerchantChange,
    MerchantIntake,
    Paper,
    PublicTry,
    Shop,
    Till,
)
from liangxin.domains.schemes.models.past import (
    PastClaims,
    PolicyTrial,
)
from liangxin.domains.schemes.models.scheme import (
    Confirmation,
    Ending,
    Scheme,
    SchemeVersion,
)
from liangxin.domains.schemes.models.workbooks import (
    SentList,
    SentRow,
)

__all__ = [
    "Application",
    "Confirmation",
    "Ending",
    "EventResult",
    "Goods",
    "ItemChecked",
    "ListPrice",
    "Listing",
    "Merchant",
    "MerchantChange",
    "MerchantIntake",
    "Paper",
    "PastClaims",
    "PolicyTrial",
    "PromotionEvent",
    "PublicTry",
    "Scheme",
    "SchemeVersion",
    "SentList",
    "SentRow",
    "Shop",
    "Till",
]
