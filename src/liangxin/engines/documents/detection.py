"""Tells formats apart by content; the name of a file only parts the kinds of text."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import PurePath

from liangxin.engines.documents.encoding import decode
from liangxin.engines.documents.refusals import BrokenFile, EmptyFile, UnknownFormat, UnsupportedFormat
from liangxin.engines.documents.structure import Format
from liangxin.engines.documents.web_archive import is_web_archive

HEAD = 8_192
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM", b"GIF8")
_OTHERS = {
    b"Rar!": "RAR 压缩包",
    b"7z\xbc\xaf\x27\x1c": "7z 压缩包",
    b"\x1f\x8b": "压缩包",
    b"MZ": "程序",
    b"\x7fELF": "程序",
    b"SQLite format 3": "数据库",
}
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--(?:(?!-->).)*+-->\s*)*+<(?:(?P<page>!doctype\s+html|html)|head|body|meta|div|table|p|h[1-6])[\s>]",
    re.I | re.S,
)
_WORD_XML = re.compile(rb'<\?mso-application\s+progid="Word\.Document"|<w:wordDocument|<pkg:package')


def detect_format(head: bytes, name: str = "") -> Format:
    """The format of a file from its bytes, or from its first `HEAD` of them; `name` tells .txt from .md and .html.

    Raises EmptyFile, UnknownFormat, UnsupportedFormat (a workbook, an archive), BrokenFile (a package without index).
    """
    if not head:
        raise EmptyFile
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package_format(head, name)
    if head.startswith(_OLE):
        return _compound_format(head)
    if head.lstrip()[:5] == b"{\\rtf":
        return Format.RTF
    if head.startswith(_IMAGES) and not _is_bitmap_by_chance(head):
        return Format.IMAGE
    for mark, found in _OTHERS.items():
        if head.startswith(mark) and not decode(head[:HEAD]):
            raise UnsupportedFormat(found=found)
    return _text_format(head, name)


def _is_bitmap_by_chance(head: bytes) -> bool:
    """A text may begin with "BM"; a bitmap has zeros in its reserved field."""
    return head.startswith(b"BM") and head[6:10] != b"\x00\x00\x00\x00"


def _text_format(head: bytes, name: str) -> Format:
    start = head[:HEAD]
    decoded = decode(start[: len(start) // 4 * 4] if len(head) > HEAD else start)
    if decoded is None:
        raise UnknownFormat
    plain = decoded.text.encode("utf-8", "replace")
    if _WORD_XML.search(plain):
        return Format.DOC
    suffix = PurePath(name.replace("\x00", "")).suffix.lower()
    page = _HTML.match(plain)
    if suffix in {".md", ".markdown"} and not (page and page["page"]):  # Markdown may begin with a piece of HTML
        return Format.MARKDOWN
    if is_web_archive(plain) or page or suffix in {".html", ".htm", ".xhtml", ".shtml"}:
        return Format.HTML
    return Format.TEXT


def _package_format(head: bytes, name: str) -> Format:
    names, intact = _part_names(head)
    if any(part.endswith("ofd.xml") and "/" not in part for part in names):
        return Format.OFD
    for folder, found in (("word/", None), ("xl/", "工作簿"), ("ppt/", "演示文稿")):
        if any(part.startswith(folder) for part in names):
            if found:
                raise UnsupportedFormat(found=found)
            return Format.DOCX
    if intact and "[content_types].xml" not in names:
        raise UnsupportedFormat(found="压缩包")
    is_ofd = PurePath(name.replace("\x00", "")).suffix.lower() == ".ofd"
    raise BrokenFile(format=(Format.OFD if is_ofd else Format.DOCX).label)


def _part_names(head: bytes) -> tuple[set[str], bool]:
    """The names in a package's index, or in what is left of a package that is cut off, and which of the two."""
    try:
        with zipfile.ZipFile(io.BytesIO(head)) as package:
            return {part.replace("\\", "/").lower() for part in package.namelist()}, True
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, zlib.error):
        found = re.findall(rb"PK\x03\x04.{26}([\w\[\]./-]{3,80})", head, re.S)
        return {part.decode("ascii").lower() for part in found}, False


def _compound_format(head: bytes) -> Format:
    """OLE containers name their streams in UTF-16; the directory may lie anywhere, so that only a whole file tells."""
    for stream, found in (("Workbook", "工作簿"), ("PowerPoint Document", "演示文稿")):
        if stream.encode("utf-16-le") in head and "WordDocument".encode("utf-16-le") not in head:
            raise UnsupportedFormat(found=found)
    return Format.DOC
