"""The one way in: the bytes of a file to the documents that stand in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from liangxin.engines.documents.limits import DEFAULT_LIMITS, Limits
from liangxin.engines.documents.placing import Placed, read_placed
from liangxin.engines.documents.refusals import EmptyFile, FileTooLarge
from liangxin.engines.invoices import terms, xml, zipped
from liangxin.engines.invoices.checking import contradictions
from liangxin.engines.invoices.comparing import same
from liangxin.engines.invoices.enclosed import MARKS, Told, enclosed_data
from liangxin.engines.invoices.page import read_page
from liangxin.engines.invoices.refusals import NotAnInvoice
from liangxin.engines.invoices.structure import GoodsLine, ReadDocument, ReadField
from liangxin.engines.invoices.terms import DocumentKind

_XML = re.compile(rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<", re.S)

RECOGNISED = "文字由图片识别得来，请对照原件核对号码、金额和名称。"
NOTHING_READ = "没有读出发票、车辆证明或身份证的任何项目，请确认材料种类，并由经办人对照原件核对。"


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
    if _XML.match(data):
        return (_from_xml(data, name, limits),)
    if zipped.is_archive(data):
        return tuple(
            document for inside, part in zipped.parts(data, limits) for document in _read_part(part, inside, limits)
        )
    return _from_pages(data, name, limits)


def _read_part(data: bytes, name: str, limits: Limits) -> tuple[ReadDocument, ...]:
    if _XML.match(data):
        return (_from_xml(data, name, limits),)
    return _from_pages(data, name, limits)


def _from_xml(data: bytes, name: str, limits: Limits) -> ReadDocument:
    root = xml.parse(data, limits)
    fields, lines = xml.read_fields(root)
    if not fields:
        raise NotAnInvoice
    return _document(name, xml.kind_of(root, fields), fields, lines)


def _from_pages(data: bytes, name: str, limits: Limits) -> tuple[ReadDocument, ...]:
    placed = read_placed(data, name=name, marks=MARKS, limits=limits)
    read = _pages(placed, name)
    for told in enclosed_data(placed, limits):
        at = next((place for place, one in enumerate(read) if one.value(terms.INVOICE_NUMBER) == told.number), None)
        if at is None and len(read) > 1:
            continue  # of which of several documents it speaks, nothing says
        read[at or 0] = _by_data(read[at or 0], told)
    return tuple(read)


def _pages(placed: Placed, name: str) -> list[ReadDocument]:
    """A document a page; a page that goes on with the invoice before, or says nothing, is none of its own."""
    read: list[ReadDocument] = []
    for number, page in enumerate(placed.pages, 1):
        kind, fields, lines = read_page(page, number)
        document = _document(name, kind, fields, lines, number)
        if page.sure < 1:
            document = replace(document, warnings=(*document.warnings, RECOGNISED))
        if read and _goes_on(read[-1], document):
            read[-1] = _joined(read[-1], document)
        elif fields:
            read.append(document)
    return read or [ReadDocument(name, DocumentKind.OTHER, (), warnings=(NOTHING_READ,))]


def _document(
    name: str, kind: DocumentKind, fields: Sequence[ReadField], lines: Sequence[GoodsLine], page: int | None = None
) -> ReadDocument:
    fields = tuple(_for_kind(field, kind) for field in fields)
    return ReadDocument(name, kind, fields, tuple(lines), tuple(contradictions(fields, lines)), page)


def _goes_on(before: ReadDocument, page: ReadDocument) -> bool:
    """Whether a page is the next one of the same invoice."""
    number = page.value(terms.INVOICE_NUMBER)
    return number is not None and number == before.value(terms.INVOICE_NUMBER) and page.kind is before.kind


def _joined(before: ReadDocument, page: ReadDocument) -> ReadDocument:
    held = {field.name for field in before.fields}
    fields = (*before.fields, *(field for field in page.fields if field.name not in held))
    return _document(before.name, before.kind, fields, (*before.lines, *page.lines), before.page)


def _by_data(shown: ReadDocument, told: Told) -> ReadDocument:
    """The data that a file encloses, and from its page what they do not say; where the two differ, a warning."""
    kind = shown.kind if shown.kind not in (DocumentKind.OTHER, DocumentKind.INVOICE) else told.kind
    fields = [_for_kind(field, kind) for field in told.fields]
    held = {field.name: field for field in fields}
    differing = [
        f"{terms.LABELS[field.name]}在版面上是“{field.value}”，在文件所附数据中是“{held[field.name].value}”，请向开票方核实。"
        for field in shown.fields
        if field.name in held and not same(field.name, field.value, held[field.name])
    ]
    rest = [field for field in shown.fields if field.name not in held]
    whole = _document(shown.name, kind, (*fields, *rest), told.lines or shown.lines, shown.page)
    return replace(whole, warnings=(*whole.warnings, *differing))


def _for_kind(field: ReadField, kind: DocumentKind) -> ReadField:
    """In the papers of a car that is given up, the car's number is the old one."""
    if field.name == terms.VIN and kind in (DocumentKind.USED_CAR_INVOICE, DocumentKind.SCRAP_CERTIFICATE):
        return replace(field, name=terms.OLD_VIN)
    return field
