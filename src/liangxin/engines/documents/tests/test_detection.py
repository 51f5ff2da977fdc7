"""Formats are known by content; names only part the kinds of text."""

from __future__ import annotations

import pytest

from liangxin.engines.documents import Format, detect_format
from liangxin.engines.documents.detection import HEAD
from liangxin.engines.documents.refusals import BrokenFile, EmptyFile, UnknownFormat, UnsupportedFormat
from liangxin.engines.documents.tests.docx_files import package_of, write_docx
from liangxin.engines.documents.tests.html_files import write_html
from liangxin.engines.documents.tests.ofd_files import write_ofd
from liangxin.engines.documents.tests.pdf_files import write_pdf
from liangxin.engines.documents.tests.sample import PLAN

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (write_docx(PLAN), Format.DOCX),
        (write_pdf(PLAN), Format.PDF),
        (write_ofd(PLAN), Format.OFD),
        (write_html(PLAN), Format.HTML),
        (write_html(PLAN, charset="gb2312"), Format.HTML),
        (b"<!-- saved --><p class=a>text", Format.HTML),
        (PLAN.encode(), Format.TEXT),
        (rb"{\rtf1\ansi text}", Format.RTF),
        (OLE + "WordDocument".encode("utf-16-le"), Format.DOC),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', Format.DOC),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), Format.IMAGE),
        (b"BM\x00\x10\x00\x00\x00\x00\x00\x00", Format.IMAGE),
        ("BM算法说明：一种字符串匹配方法".encode(), Format.TEXT),
    ],
)
@pytest.mark.parametrize("name", ["", "方案.doc", "a.xlsx"])
def test_content_goes_before_the_name(raw: bytes, found: Format, name: str) -> None:
    assert detect_format(raw, name) is found


@pytest.mark.parametrize(("name", "found"), [("a.md", Format.MARKDOWN), ("A.HTM", Format.HTML), ("a.txt", Format.TEXT)])
def test_the_name_parts_the_kinds_of_text(name: str, found: Format) -> None:
    assert detect_format("# 一、目标".encode(), name) is found


def test_markdown_may_begin_with_a_piece_of_html_but_not_with_a_page() -> None:
    assert detect_format(b"<p align=center>\n\n# Goals", "a.md") is Format.MARKDOWN
    assert detect_format(b"<!DOCTYPE html><p>Goals", "a.md") is Format.HTML


def test_the_head_of_a_package_is_enough_while_it_names_its_parts() -> None:
    whole = write_docx(PLAN)
    assert len(whole) > HEAD
    assert detect_format(whole[:HEAD], "a.docx") is Format.DOCX


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (package_of({"xl/workbook.xml": "<a/>"}), "工作簿"),
        (package_of({"ppt/presentation.xml": "<a/>"}), "演示文稿"),
        (package_of({"readme": "words"}), "压缩包"),
        (b"Rar!\x1a\x07\x01\x00" + bytes(range(256)), "RAR"),
        (b"MZ\x90\x00\x03" + bytes(range(256)), "程序"),
        (OLE + "Workbook".encode("utf-16-le"), "工作簿"),
    ],
)
def test_it_names_what_is_no_document(raw: bytes, words: str) -> None:
    with pytest.raises(UnsupportedFormat, match=words):
        detect_format(raw, "plan.docx")


def test_it_refuses_nothing_noise_and_a_package_without_index() -> None:
    with pytest.raises(EmptyFile):
        detect_format(b"", "a.txt")
    with pytest.raises(UnknownFormat):
        detect_format(bytes(range(256)) * 8, "a.txt")
    with pytest.raises(BrokenFile, match="OFD"):
        detect_format(b"PK\x03\x04" + bytes(100), "a.ofd")
