"""The data that OFD and PDF files of invoices carry beside the page: attached files, tags, marks of the file's card."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from liangxin.engines.documents.limits import Limits
from liangxin.engines.documents.placing import Placed
from liangxin.engines.documents.refusals import DocumentRefused
from liangxin.engines.invoices import terms, values, xml
from liangxin.engines.invoices.structure import GoodsLine, ReadField
from liangxin.engines.invoices.terms import DocumentKind

_MARKED: Final = {
    "InvoiceNumber": terms.INVOICE_NUMBER,
    "IssueTime": terms.INVOICE_DATE,
    "SellerIdNum": terms.SELLER_USCC,
    "TotalAmWithoutTax": terms.AMOUNT_FEN,
    "TotalTaxAm": terms.TAX_FEN,
    "TotalTax-includedAmount": terms.TOTAL_FEN,
}
MARKS: Final = tuple(_MARKED)
LEAST_FIELDS = 2  # of what a file must hold to be an invoice's data: tags of other kinds have such names, too

_Told = tuple[list[ReadField], list[GoodsLine], DocumentKind]


def enclosed_documents(placed: Placed, limits: Limits) -> Iterator[_Told]:
    """What each attached file or tag says; one that is no data of an invoice is passed over."""
    objects = {number: text for page in placed.pages for number, text in page.objects.items()}
    for name, raw in placed.enclosed:
        if not re.match(rb"\s*(?:\xef\xbb\xbf)?\s*<", raw):
            continue
        try:
            root = xml.parse(raw, limits)
        except DocumentRefused:
            continue
        fields, lines = xml.read_fields(root, objects)
        if len(fields) >= LEAST_FIELDS:
            held = [replace(field, where=f"{name}{field.where}") for field in fields]
            yield held, lines, xml.kind_of(root, fields)


def marked_document(placed: Placed) -> Iterator[_Told]:
    """What the card of a PDF file says (its Info dictionary)."""
    fields = []
    for mark, name in _MARKED.items():
        text = placed.marks.get(mark, "")
        reading = values.yuan if name in terms.MONEY else values.day if name in terms.DATES else values.code
        if value := reading(text) if text else None:
            fields.append(ReadField(name, value, f"PDF文件属性 {mark}", 1.0))
    if fields:
        yield fields, [], DocumentKind.INVOICE
