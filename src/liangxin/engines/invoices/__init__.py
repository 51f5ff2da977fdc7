"""Invoices and the papers of vehicles and persons, read into fields and compared with what a person typed.

No Django, no network. Every fault of a file is a `DocumentRefused`.
"""

from __future__ import annotations

from liangxin.engines.documents.refusals import DocumentRefused
from liangxin.engines.invoices.apart import Looked, read_apart
from liangxin.engines.invoices.checking import CheckedField, check_fields
from liangxin.engines.invoices.comparing import compare
from liangxin.engines.invoices.reading import read_document, read_documents
from liangxin.engines.invoices.structure import Comparison, GoodsLine, ReadDocument, ReadField
from liangxin.engines.invoices.terms import Agreement, DocumentKind

__all__ = [
    "Agreement",
    "CheckedField",
    "Comparison",
    "DocumentKind",
    "DocumentRefused",
    "GoodsLine",
    "Looked",
    "ReadDocument",
    "ReadField",
    "check_fields",
    "compare",
    "read_apart",
    "read_document",
    "read_documents",
]
