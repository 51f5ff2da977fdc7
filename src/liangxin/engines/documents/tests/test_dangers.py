"""Files made to do harm, or harmed: each gets a named refusal, in time, and nothing else escapes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liangxin.engines.documents import DEFAULT_LIMITS, Document, DocumentRefused, read_document
from liangxin.engines.documents.refusals import (
    BrokenFile,
    EmptyFile,
    EncryptedFile,
    FileTooLarge,
    NoText,
    TooManyPages,
    TooMuchText,
    UnknownFormat,
    UnsafePackage,
    UnsupportedFormat,
)
from liangxin.engines.documents.tests.docx_files import (
    docx_of,
    numbered,
    numbering_of,
    package_of,
    paragraph,
    write_docx,
)
from liangxin.engines.documents.tests.html_files import write_html, write_web_archive
from liangxin.engines.documents.tests.ofd_files import write_ofd
from liangxin.engines.documents.tests.pdf_files import write_pdf
from liangxin.engines.documents.tests.sample import PLAN, TABLE, check_spans

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
WHOLE: dict[str, bytes] = {
    "docx": write_docx(PLAN, table=TABLE),
    "numbered": docx_of(
        numbered("甲") + numbered("乙", level=1), numbering=numbering_of(("decimal", "%1."), ("x", "%1%2"))
    ),
    "pdf": write_pdf(PLAN),
    "ofd": write_ofd(PLAN, head="青岚县"),
    "html": write_html(PLAN, table=TABLE, charset="gbk"),
    "mht": write_web_archive(write_html(PLAN), "base64"),
}


def declared_smaller(raw: bytes) -> bytes:
    """A package whose index says that its last part is ten bytes shorter than it is."""
    at = raw.rindex(b"PK\x01\x02") + 24
    return raw[:at] + (int.from_bytes(raw[at : at + 4], "little") - 10).to_bytes(4, "little") + raw[at + 4 :]


def billion_laughs() -> str:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE w:document [<!ENTITY a0 "ha">{entities}]>'


BOMBS: dict[str, tuple[Callable[[], bytes], type[DocumentRefused]]] = {
    "a zip bomb": (lambda: package_of({"word/document.xml": b" " * 30_000_000}), UnsafePackage),
    "a package of crumbs": (
        lambda: package_of({"word/document.xml": "", **{str(n): "" for n in range(10_001)}}),
        UnsafePackage,
    ),
    "an entity bomb": (lambda: docx_of(paragraph("&a9;"), prolog=billion_laughs()), UnsafePackage),
    "an outside entity": (
        lambda: docx_of(paragraph("&x;"), prolog='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        UnsafePackage,
    ),
    "deep nesting": (lambda: docx_of("<w:ins>" * 50_000 + "</w:ins>" * 50_000), UnsafePackage),
    "millions of tags": (lambda: package_of({"word/document.xml": b"<a/>" * 2_100_000}), UnsafePackage),
    "a grid without end": (
        lambda: docx_of(
            '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr></w:tc><w:tc/></w:tr></w:tbl>'
        ),
        UnsafePackage,
    ),
    "five hundred pages of Word": (
        lambda: docx_of('<w:p><w:r><w:t>页</w:t><w:br w:type="page"/></w:r></w:p>' * 500),
        TooManyPages,
    ),
    "a text without end": (lambda: ("一" * 99 + "\n").encode() * 20_000, TooMuchText),
    "a Word file without end": (lambda: docx_of(paragraph("更新" * 300) * 2_000), TooMuchText),
    "a page of crumbs": (lambda: b"<html>" + b"<p>x" * 301_000, UnsafePackage),
    "a file of zeros": (lambda: bytes(1000), UnknownFormat),
    "a lying index": (lambda: declared_smaller(docx_of(paragraph(PLAN))), BrokenFile),
    "an empty package": (lambda: b"PK\x05\x06" + bytes(18), UnsupportedFormat),
    "a Word file without words": (lambda: docx_of(paragraph(" ")), NoText),
    "a Word file without body": (lambda: package_of({"word/document.xml": "<a/>"}), BrokenFile),
    "a Word file with a password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), EncryptedFile),
}


@pytest.mark.parametrize("danger", BOMBS)
def test_it_refuses_in_time(danger: str) -> None:
    make, refusal = BOMBS[danger]
    raw = make()
    start = perf_counter()
    with pytest.raises(refusal):
        read_document(raw)
    assert perf_counter() - start < 5


def test_it_refuses_a_part_that_is_locked() -> None:
    raw = bytearray(write_docx(PLAN))
    at = raw.index(b"PK\x01\x02")
    raw[at + 8] |= 1
    with pytest.raises(EncryptedFile):
        read_document(bytes(raw))


def test_it_refuses_a_file_that_is_too_large_before_reading_it(tmp_path: Path) -> None:
    file = tmp_path / "large.txt"
    with file.open("wb") as sparse:
        sparse.truncate(60_000_000)
    with pytest.raises(FileTooLarge, match="60兆字节，超过50兆字节"):
        read_document(file)
    with pytest.raises(FileTooLarge):
        read_document(PLAN.encode(), limits=replace(DEFAULT_LIMITS, bytes=100))


def test_it_reads_a_path_by_its_name_and_refuses_an_empty_one(tmp_path: Path) -> None:
    file = tmp_path / "plan.md"
    file.write_text("# 一、目标", encoding="utf-8")
    assert read_document(file).text == "一、目标"
    file.write_bytes(b"")
    with pytest.raises(EmptyFile):
        read_document(file)


def read_or_refuse(raw: bytes, name: str) -> Document | None:
    try:
        document = read_document(raw, name=name)
    except DocumentRefused:
        return None
    check_spans(document)
    return document


harm = st.lists(
    st.tuples(st.integers(0, 10**6), st.integers(0, 255), st.sampled_from(["flip", "cut", "drop"])),
    min_size=1,
    max_size=6,
)


def harmed(raw: bytes, wounds: list[tuple[int, int, str]]) -> bytes:
    hurt = bytearray(raw)
    for at, value, way in wounds:
        place = at % max(1, len(hurt))
        if way == "flip":
            hurt[place : place + 1] = bytes([value])
        elif way == "drop":
            del hurt[place : place + value]
        elif at % 5 == 0:
            del hurt[place:]
    return bytes(hurt)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(WHOLE)), harm)
def test_a_harmed_file_is_read_or_refused(kind: str, wounds: list[tuple[int, int, str]]) -> None:
    read_or_refuse(harmed(WHOLE[kind], wounds), f"plan.{kind}")


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["docx", "numbered", "ofd"]), st.integers(0, 30), harm)
def test_a_package_with_a_harmed_part_is_read_or_refused(
    kind: str, chosen: int, wounds: list[tuple[int, int, str]]
) -> None:
    whole = zipfile.ZipFile(io.BytesIO(WHOLE[kind]))
    parts = {name: whole.read(name) for name in whole.namelist() if name.endswith((".xml", ".rels"))}
    name = sorted(parts)[chosen % len(parts)]
    read_or_refuse(package_of({**parts, name: harmed(parts[name], wounds)}), "")


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(
        [b"", b"PK\x03\x04", b"%PDF-1.7\n", b"<html>", b"\x89PNG\r\n\x1a\n", b"BM", b"\xff\xfe", b"|-|\n|-|\n"]
    ),
    st.binary(max_size=400),
    st.sampled_from(["", "a.txt", "a.md", "a.html", "a.pdf", "a.ofd", "\x00"]),
)
def test_garbage_is_read_or_refused(head: bytes, rest: bytes, name: str) -> None:
    read_or_refuse(head + rest, name)


MARKS = [
    "<table>", "<tr>", "<td rowspan=3>", "<td colspan=2>", "</table>", "<p>", "<ol>", "<li>", "甲", " ", "|", "|-|-|",
    "\n", "**", "_", "# ", "```", "\\", "<br>", "</td>", "<h2>", "&#0;", "&lt;",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(MARKS), max_size=40),
    st.sampled_from(["a.md", "a.html"]),
)
def test_any_mixture_of_marks_is_read_or_refused(marks: list[str], name: str) -> None:
    read_or_refuse("".join(marks).encode(), name)
