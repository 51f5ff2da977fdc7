"""A PDF is read in a process of its own: the same text, the same refusals, and an end to what goes on for ever."""

from __future__ import annotations

import time

import pytest

from liangxin.engines.documents import DocumentRefused, read_document, read_document_apart
from liangxin.engines.documents.refusals import UnsafePackage
from liangxin.engines.documents.tests.pdf_files import write_pdf
from liangxin.engines.documents.tests.sample import PLAN


def nested_forms(depth: int) -> bytes:
    """A PDF whose page draws a form twice, which draws another twice, and so on: 2 ** depth drawings of one letter."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"]
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>"
    objects += [page, stream(b"", b"/F Do /F Do")]
    for number in range(depth):
        inside = f"/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</XObject<</F {6 + number} 0 R>>>>".encode()
        objects.append(stream(inside, b"/F Do /F Do"))
    font = b"/Font<</A<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
    letter = b"/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<<" + font + b">>"
    objects.append(stream(letter, b"BT /A 9 Tf (a) Tj ET"))
    written = b"%PDF-1.4\n"
    for number, body in enumerate(objects, 1):
        written += f"{number} 0 obj".encode() + body + b"endobj\n"
    return written + b"trailer<</Root 1 0 R>>\n%%EOF"


def stream(entries: bytes, content: bytes) -> bytes:
    return b"<<" + entries + f"/Length {len(content)}>>stream\n".encode() + content + b"\nendstream "


def test_it_reads_what_is_read_in_the_same_process() -> None:
    pdf = write_pdf(PLAN)
    assert read_document_apart(pdf, name="方案.pdf") == read_document(pdf, name="方案.pdf")
    assert read_document_apart(PLAN.encode(), name="方案.txt") == read_document(PLAN.encode(), name="方案.txt")


def test_a_refusal_crosses_with_its_words() -> None:
    broken = write_pdf(PLAN)[:400]
    with pytest.raises(DocumentRefused) as here:
        read_document(broken)
    with pytest.raises(type(here.value), match=str(here.value)):
        read_document_apart(broken)


def test_a_file_that_keeps_the_library_busy_is_refused_in_time() -> None:
    begun = time.monotonic()
    with pytest.raises(UnsafePackage):
        read_document_apart(nested_forms(40), seconds=3)
    assert time.monotonic() - begun < 10
