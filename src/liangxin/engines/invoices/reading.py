"""The one way in: the bytes of a file to the documents that stand in it."""

from __future__ import annotations

import re

from liangxin.engines.documents.limits import DEFAULT_LIMITS, Limits
from liangxin.engines.documents.refusals import EmptyFile, FileTooLarge
from liangxin.engines.invoices import terms, xml
from liangxin.engines.invoices.checking import contradictions
from liangxin.engines.invoices.refusals import NotAnInvoice
from liangxin.engines.invoices.structure import ReadDocument, ReadField
from liangxin.engines.invoices.terms import DocumentKind

_XML = re.compile(rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<", re.S)


def read_document(data: bytes, name: str) -> ReadDocument:
    """Read a file; where it holds several documents, the first. `name` is its name as sent and only shown.

    Raises a `DocumentRefused` for every fault of the content.
    """
    return read_documents(data, name)[0]


def read_documents(data: bytes, name: str, *, limits: Limits = DEFAULT_LIMITS) -> tuple[ReadDocument, ...]:
    """Read every document in a file, at least one; raises a `DocumentRefused` for every fault of the content."""
    if not data:
        raise EmptyFile
    if len(data) > limits.bytes:
        raise FileTooLarge(megabytes=-(-len(data) // 1_000_000), limit=limits.bytes // 1_000_000)
    return (_from_xml(data, name, limits),)


def _from_xml(data: bytes, name: str, limits: Limits) -> ReadDocument:
    root = xml.parse(data, limits)
    fields, lines = xml.read_fields(root)
    if not fields:
        raise NotAnInvoice
    kind = xml.kind_of(root, fields)
    fields = [_for_kind(field, kind) for field in fields]
    return ReadDocument(name, kind, tuple(fields), tuple(lines), tuple(contradictions(fields, lines)))


def _for_kind(field: ReadField, kind: DocumentKind) -> ReadField:
    """In the papers of a car that is given up, the car's number is the old one."""
    if field.name == terms.VIN and kind in (DocumentKind.USED_CAR_INVOICE, DocumentKind.SCRAP_CERTIFICATE):
        return ReadField(terms.OLD_VIN, field.value, field.where, field.sure, field.page, field.box)
    return field
