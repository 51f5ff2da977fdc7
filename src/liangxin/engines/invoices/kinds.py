"""Tells what a page is by its own title, and which fields such a paper has."""

from __future__ import annotations

import re
from typing import Final

from liangxin.engines.invoices import terms
from liangxin.engines.invoices.terms import DocumentKind

# In this order: a certificate may speak of an invoice, an invoice of an identity card.
_TITLES: Final = (
    (DocumentKind.USED_CAR_INVOICE, re.compile("二手车销售")),
    (DocumentKind.CAR_INVOICE, re.compile("机动车销售(?:统一)?发票|机动车(?:电子)?发票")),
    (DocumentKind.SCRAP_CERTIFICATE, re.compile("报废(?:机动车|汽车)回收证明|报废(?:机动车|汽车)回收")),
    (DocumentKind.REGISTRATION, re.compile("机动车登记证书|机动车行驶证|行驶证|注册登记摘要信息栏")),
    (DocumentKind.INVOICE, re.compile("发票")),
    (DocumentKind.ID_CARD, re.compile("居民身份证|公民身份号码")),
)
_INVOICE: Final = frozenset(
    {
        terms.INVOICE_NUMBER, terms.INVOICE_CODE, terms.INVOICE_DATE, terms.SELLER_NAME, terms.SELLER_USCC,
        terms.BUYER_NAME, terms.BUYER_ID, terms.AMOUNT_FEN, terms.TAX_FEN, terms.TOTAL_FEN, terms.TOTAL_WORDS,
    }
)  # fmt: skip
_VEHICLE: Final = frozenset(
    {terms.VIN, terms.PLATE, terms.ENGINE_NUMBER, terms.CERTIFICATE_NUMBER, terms.VEHICLE_TYPE, terms.MODEL}
)
_PERSON: Final = frozenset({terms.OWNER_NAME, terms.ID_NUMBER})
FIELDS: Final[dict[DocumentKind, frozenset[str]]] = {
    DocumentKind.INVOICE: _INVOICE | {terms.VIN, terms.PLATE},
    DocumentKind.CAR_INVOICE: _INVOICE | (_VEHICLE - {terms.PLATE}) | {terms.TAX_RATE},
    DocumentKind.USED_CAR_INVOICE: _INVOICE | _VEHICLE,
    DocumentKind.SCRAP_CERTIFICATE: _VEHICLE | _PERSON | {terms.ISSUE_DATE, terms.SELLER_NAME},
    DocumentKind.REGISTRATION: _VEHICLE | _PERSON | {terms.ISSUE_DATE, terms.REGISTERED_ON},
    DocumentKind.ID_CARD: _PERSON,
    DocumentKind.OTHER: _INVOICE | _VEHICLE | _PERSON,
}


def kind_of_text(text: str) -> DocumentKind:
    """The kind by the words of a page, given without spaces."""
    return next((kind for kind, title in _TITLES if title.search(text)), DocumentKind.OTHER)
