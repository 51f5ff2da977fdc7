"""What a read document is: fields with their place and how sure each is, lines of goods, warnings; and a comparison."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from liangxin.engines.invoices.terms import Agreement, DocumentKind

Box = tuple[float, float, float, float]  # left, top, right, bottom in the page's own unit, y downwards


@dataclass(frozen=True, slots=True)
class ReadField:
    """A value as found. `sure` is 1 where the file itself names it (XML), less where its place on a page speaks for it.

    `value` is in normal form: days as 2026-03-05, money as whole fen, numbers half width and upper case. `where` is an
    XPath or a page and box in words; `page` (from 1) and `box` say the same to a screen that wants to draw it.
    """

    name: str
    value: str
    where: str
    sure: float
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class GoodsLine:
    """A line of goods. What the document does not say is None."""

    name: str
    model: str | None
    unit: str | None
    count: Decimal | None
    price: Decimal | None
    amount_fen: int | None
    tax_rate: Decimal | None
    tax_fen: int | None
    where: str


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """One document. What was not found is absent: no field is ever guessed or empty.

    `warnings` are Chinese sentences: what contradicts itself, and what to do about it.
    """

    name: str
    kind: DocumentKind
    fields: tuple[ReadField, ...]
    lines: tuple[GoodsLine, ...] = ()
    warnings: tuple[str, ...] = ()
    page: int | None = None

    def value(self, name: str) -> str | None:
        """The value of a field, or None."""
        return next((field.value for field in self.fields if field.name == name), None)

    def field(self, name: str) -> ReadField | None:
        return next((field for field in self.fields if field.name == name), None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field as typed beside what was read. `read` and `where` are empty where nothing was found.

    `document` is the name of the file that `read` stands in, `sure` how sure the reading is.
    """

    field: str
    typed: str
    read: str
    verdict: Agreement
    where: str
    document: str = ""
    sure: float = 0.0
