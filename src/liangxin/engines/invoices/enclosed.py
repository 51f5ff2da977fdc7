"""The data that OFD and PDF files of invoices carry beside the page: attached files, tags, marks of the file's card."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True)
class Told:
    """What enclosed data say of one document."""

    fields: tuple[ReadField, ...]
    lines: tuple[GoodsLine, ...]
    kind: DocumentKind

    @property
    def number(self) -> str | None:
        return next((field.value for field in self.fields if field.name == terms.INVOICE_NUMBER), None)


def enclosed_data(placed: Placed, limits: Limits) -> list[Told]:
    """What is enclosed, by document: of several data of one, the first that has a field speaks."""
    by_number: dict[str | None, Told] = {}
    for told in (*_attached(placed, limits), *_marked(placed)):
        first = by_number.get(told.number)
        if first is None:
            by_number[told.number] = told
            continue
        held = {field.name for field in first.fields}
        fields = (*first.fields, *(field for field in told.fields if field.name not in held))
        by_number[told.number] = Told(fields, first.lines or told.lines, first.kind)
    return list(by_number.values())


def _attached(placed: Placed, limits: Limits) -> Iterator[Told]:
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
            held = tuple(replace(field, where=f"{name}{field.where}") for field in fields)
            yield Told(held, tuple(lines), xml.kind_of(root, fields))


def _marked(placed: Placed) -> Iterator[Told]:
    """What the card of a PDF file says (its Info dictionary)."""
    fields = []
    for mark, name in _MARKED.items():
        text = placed.marks.get(mark, "")
        reading = values.yuan if name in terms.MONEY else values.day if name in terms.DATES else values.code
        if value := reading(text) if text else None:
            fields.append(ReadField(name, value, f"PDF文件属性 {mark}", 1.0))
    if len(fields) >= LEAST_FIELDS:
        yield Told(tuple(fields), (), DocumentKind.INVOICE)
