"""Looks at the packed streams of a PDF file before PDFium does: it would unpack and draw a bomb for minutes."""

from __future__ import annotations

import re
import zlib

from liangxin.engines.documents.refusals import UnsafePackage

MOST_CONTENT = 8_000_000  # bytes of one page's drawing; a page of text has some 20 000
MOST_UNPACKED = 200_000_000
MOST_OBJECTS = 400_000  # text runs, lines and pictures of all pages
_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY = 1_000  # bytes before the word "stream" in which its dictionary is looked for
_FONT_STARTS = (b"\x00\x01\x00\x00", b"OTTO", b"true", b"ttcf", b"\x01\x00\x04", b"%!PS")


def check_streams(raw: bytes) -> None:
    """Raises UnsafePackage. Pictures and enclosed files are not looked at: reading text does not unpack them."""
    total = 0
    for mark in _STREAM.finditer(raw):
        head = raw[max(0, mark.start() - _DICTIONARY) : mark.start()]
        head = head[head.rfind(b" obj") + 1 :]
        if b"FlateDecode" not in head or b"/Image" in head or b"/EmbeddedFile" in head:
            continue
        if head.count(b"FlateDecode") > 1:
            raise UnsafePackage
        end = raw.find(b"endstream", mark.end())
        unpacked = _unpacked(raw[mark.end() : end if end > 0 else len(raw)])
        total += len(unpacked)
        if total > MOST_UNPACKED or (len(unpacked) > MOST_CONTENT and not unpacked.startswith(_FONT_STARTS)):
            raise UnsafePackage


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, MOST_CONTENT + 1)
    except zlib.error:
        return b""
