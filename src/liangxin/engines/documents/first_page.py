"""Draws the first page of a PDF as a picture, so that nobody has to open the file to look at it."""

from __future__ import annotations

import zlib
from struct import pack
from typing import Final

import pypdfium2

from liangxin.engines.documents.pdf import ONE_AT_A_TIME, opened
from liangxin.engines.documents.refusals import DocumentRefused

LONGEST_SIDE: Final = 1_400  # pixels: a page of print is read well
_FEW: Final = 16  # shortest side: what is narrower is no page


def draw_first_page(raw: bytes) -> bytes | None:
    """A PNG of the first page; None for what is no PDF or cannot be drawn."""
    if b"%PDF-" not in raw[:1024]:
        return None
    with ONE_AT_A_TIME:
        try:
            with opened(raw) as pdf:
                return _drawn(pdf)
        except (DocumentRefused, pypdfium2.PdfiumError, ValueError):
            return None


def _drawn(pdf: pypdfium2.PdfDocument) -> bytes | None:
    if not len(pdf):
        return None
    page = pdf[0]
    try:
        wide, high = page.get_size()
        scale = LONGEST_SIDE / max(1.0, wide, high)
        if min(wide, high) * scale < _FEW:
            return None
        bitmap = page.render(scale=scale, grayscale=True)
        raw, stride = bytes(bitmap.buffer), bitmap.stride
        rows = (raw[line * stride : line * stride + bitmap.width] for line in range(bitmap.height))
        return grey_png(bitmap.width, bitmap.height, b"".join(b"\0" + row for row in rows))
    finally:
        page.close()


def grey_png(wide: int, high: int, rows: bytes) -> bytes:
    """A PNG of one byte a pixel; each row begins with its filter, 0."""
    header = pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    parts = (b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        pack(">I", len(body)) + kind + body + pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    )
