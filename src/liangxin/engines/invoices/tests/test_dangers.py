"""Files that do harm, or are harmed, or hold nothing: a refusal with a sentence, in time, and nothing else."""

from __future__ import annotations

import importlib.util
import io
import zipfile
from collections.abc import Callable
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from liangxin.engines.documents.refusals import (
    BrokenFile,
    DocumentRefused,
    EncryptedFile,
    NoText,
    RecognitionMissing,
    UnsafePackage,
    UnsupportedFormat,
)
from liangxin.engines.invoices import read_documents
from liangxin.engines.invoices.refusals import NothingInside, TooManyInside
from liangxin.engines.invoices.tests.papers import printed
from liangxin.engines.invoices.tests.sheets import ofd_of, pdf_of
from liangxin.engines.invoices.tests.xml_files import digital_invoice

WHOLE = {"xml": digital_invoice(), "pdf": pdf_of(printed("invoice", 1)[0]), "ofd": ofd_of(printed("car_invoice", 1)[0])}


def archive_of(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in parts.items():
            archive.writestr(name, raw)
    return file.getvalue()


def locked() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(100, 100, "invoice")
    canvas.save()
    return file.getvalue()


def empty_page() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


BAD: dict[str, tuple[Callable[[], bytes], type[DocumentRefused]]] = {
    "a hundred megabytes in a zip": (lambda: archive_of({"a.xml": b" " * 100_000_000}), UnsafePackage),
    "a hundred megabytes in an ofd": (
        lambda: archive_of({"OFD.xml": b"<a/>", "Doc_0/Attachs/a.xml": b" " * 100_000_000}),
        UnsafePackage,
    ),
    "a zip of nothing": (lambda: archive_of({"a.txt": b"x"}), NothingInside),
    "a zip of too much": (lambda: archive_of({f"{n}.xml": b"<a/>" for n in range(21)}), TooManyInside),
    "a zip in a zip": (lambda: archive_of({"a.pdf": archive_of({"a.xml": b"<a/>"})}), DocumentRefused),
    "a torn zip": (lambda: archive_of({"a.xml": b"<a/>"})[:30], BrokenFile),
    "a locked pdf": (locked, EncryptedFile),
    "an empty page": (empty_page, NoText),
    "a torn pdf": (lambda: b"%PDF-1.4\n%%EOF", BrokenFile),
    "a text": (lambda: "发票号码：1".encode(), UnsupportedFormat),
    "an ofd without pages": (lambda: archive_of({"OFD.xml": b"<a/>"}), BrokenFile),
}


@pytest.mark.parametrize("what", BAD)
def test_it_is_refused_in_time(what: str) -> None:
    make, refusal = BAD[what]
    raw = make()
    start = perf_counter()
    with pytest.raises(refusal) as refused:
        read_documents(raw, "x")
    assert perf_counter() - start < 3
    assert str(refused.value).endswith("。")


@pytest.mark.skipif(importlib.util.find_spec("rapidocr") is not None, reason="the ocr extra is installed")
def test_a_picture_without_recognition_says_how_to_get_it() -> None:
    picture = io.BytesIO()
    Image.new("RGB", (200, 100), "white").save(picture, "PNG")
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.drawImage(ImageReader(io.BytesIO(picture.getvalue())), 0, 0, 200, 100)
    canvas.save()
    for raw in (picture.getvalue(), file.getvalue()):
        with pytest.raises(RecognitionMissing):
            read_documents(raw, "x")


harm = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255), st.booleans()), min_size=1, max_size=6)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(sorted(WHOLE)), harm)
def test_a_harmed_file_is_read_or_refused(kind: str, wounds: list[tuple[int, int, bool]]) -> None:
    hurt = bytearray(WHOLE[kind])
    for at, value, cut in wounds:
        place = at % max(1, len(hurt))
        if cut:
            del hurt[place : place + value]
        else:
            hurt[place : place + 1] = bytes([value])
    try:
        read = read_documents(bytes(hurt), f"x.{kind}")
    except DocumentRefused:
        return
    assert read
