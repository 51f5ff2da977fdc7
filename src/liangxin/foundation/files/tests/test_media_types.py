"""The kind of a file is told by its content."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from liangxin.foundation.files.api import media_type_of

OFFICE = "application/vnd.openxmlformats-officedocument"


def package(*members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for member in members:
            made.writestr(member, "x")
    return out.getvalue()


def word() -> bytes:
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def workbook() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


CASES = [
    (word(), "方案.txt", f"{OFFICE}.wordprocessingml.document"),
    (workbook(), "a.docx", f"{OFFICE}.spreadsheetml.sheet"),
    (package("OFD.xml", "Doc_0/Document.xml"), "a.ofd", "application/ofd"),
    (package("readme.txt"), "a.docx", "application/zip"),
    (b"PK\x03\x04broken", "a.docx", "application/octet-stream"),
    (COMPOUND + "WordDocument".encode("utf-16-le"), "a.doc", "application/msword"),
    (COMPOUND + "Workbook".encode("utf-16-le"), "a.doc", "application/vnd.ms-excel"),
    (COMPOUND, "a.doc", "application/x-ole-storage"),
    (b"%PDF-1.7\nreadable all through", "a.txt", "application/pdf"),
    (b"{\\rtf1 abc}", "a.doc", "application/rtf"),
    (b"\xef\xbb\xbf <!DOCTYPE html><html>", "a.txt", "text/html"),
    ("<?xml version='1.0'?><!-- 注 --><html>".encode(), "a.xml", "text/html"),
    (b"<?xml version='1.0'?><svg>", "a.png", "image/svg+xml"),
    (b"<?xml version='1.0'?><plan>", "a.xml", "application/xml"),
    (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "a.docx", "image/png"),
    (b"MZ\x90\x00\x03" + b"\0" * 128, "方案.docx", "application/vnd.microsoft.portable-executable"),
    ("MZ开头的正文".encode(), "a.txt", "text/plain"),
    ("平度市方案".encode("gb18030"), "a.txt", "text/plain"),
    ("平度市方案".encode("utf-16"), "a.txt", "text/plain"),
    (("市" * 30000).encode(), "a.md", "text/markdown"),
    (b"a,b\n1,2", "a.CSV", "text/csv"),
    (bytes(range(1, 256)), "a.txt", "application/octet-stream"),
]


@pytest.mark.parametrize(("content", "name", "kind"), CASES, ids=[f"{name} is {kind}" for _, name, kind in CASES])
def test_it_is_told_by_content(content: bytes, name: str, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "stored"
    path.write_bytes(content)
    assert media_type_of(path, name) == kind
