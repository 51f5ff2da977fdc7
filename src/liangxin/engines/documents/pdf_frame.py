"""Where things on a PDF page are when a person reads it: after the page's turn, its crop, and print set sideways."""

from __future__ import annotations

import ctypes
from collections import Counter
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from liangxin.engines.documents.page_lines import Glyph

_FAR = 1000.0
_FINE = 64  # parts of a point, because PDFium answers in whole numbers
_LOOKED_AT = 60  # glyphs, of which most must agree before a page is turned


@dataclass(frozen=True, slots=True)
class Frame:
    """An affine map from a page's own coordinates to points from its upper left corner as read."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float
    width: float
    height: float

    def placed(self, character: str, box: pdfium.FS_RECTF) -> Glyph:
        xs = self.a * box.left + self.c * box.top + self.e, self.a * box.right + self.c * box.bottom + self.e
        ys = self.b * box.left + self.d * box.top + self.f, self.b * box.right + self.d * box.bottom + self.f
        return Glyph(character, min(xs), max(xs), min(ys), max(ys))

    def turned(self, quarters: int) -> Frame:
        """The frame after turning the page by quarters against the clock."""
        frame = self
        for _ in range(quarters % 4):
            frame = Frame(
                frame.b, -frame.a, frame.d, -frame.c, frame.f, frame.width - frame.e, frame.height, frame.width
            )
        return frame


def frame_of(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> Frame:
    """The frame in which most of the page's print runs from left to right."""
    width, height = page.get_size()
    corner, right, up = (_at(page, width, height, x, y) for x, y in ((0.0, 0.0), (_FAR, 0.0), (0.0, _FAR)))
    frame = Frame(
        round((right[0] - corner[0]) / _FAR, 4),
        round((right[1] - corner[1]) / _FAR, 4),
        round((up[0] - corner[0]) / _FAR, 4),
        round((up[1] - corner[1]) / _FAR, 4),
        *corner,
        width,
        height,
    )
    return frame.turned(_quarters(text, frame))


def _at(page: pypdfium2.PdfPage, width: float, height: float, x: float, y: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    size = max(1, round(width * _FINE)), max(1, round(height * _FINE))
    pdfium.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, ctypes.byref(across), ctypes.byref(down))
    return across.value / _FINE, down.value / _FINE


def _quarters(text: pypdfium2.PdfTextPage, frame: Frame) -> int:
    """By how many quarters the print is set away from left to right; 0 where no direction has the most of it."""
    count = text.count_chars()
    matrix = pdfium.FS_MATRIX()
    seen = Counter[int]()
    for index in range(0, count, max(1, count // _LOOKED_AT)):
        if pdfium.FPDFText_GetMatrix(text, index, ctypes.byref(matrix)):
            across = frame.a * matrix.a + frame.c * matrix.b
            down = frame.b * matrix.a + frame.d * matrix.b
            seen[(0 if across > 0 else 2) if abs(across) >= abs(down) else (1 if down > 0 else 3)] += 1
    quarter, times = seen.most_common(1)[0] if seen else (0, 0)
    return quarter if 2 * times > seen.total() else 0
