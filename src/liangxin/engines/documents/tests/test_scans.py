"""Pictures and scanned pages: recognised with the `ocr` extra, else refused with the way to install it."""

from __future__ import annotations

import importlib.util
import io
import unicodedata
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from liangxin.engines.documents import Format, read_document
from liangxin.engines.documents.page_lines import PageLine
from liangxin.engines.documents.refusals import RecognitionMissing
from liangxin.engines.documents.scans import _in_rows
from liangxin.engines.documents.tests.pdf_files import write_scanned_pdf
from liangxin.engines.documents.tests.sample import PLAN, check_spans, squeezed

FONT = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
SIMPLIFIED = 2  # the face of that collection for mainland China

with_recognition = pytest.mark.skipif(
    importlib.util.find_spec("rapidocr") is None or not FONT.exists(),
    reason="the ocr extra or a Chinese font is not installed",
)


def picture(text: str, kind: str = "PNG") -> bytes:
    """A page at 150 dots an inch, indented and broken as in print."""
    page = Image.new("RGB", (1240, 1754), "white")
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(str(FONT), 34, index=SIMPLIFIED)
    y = 120
    for paragraph in text.split("\n"):
        rest, x = paragraph, 100 + 68
        while rest:
            room = next((n for n in range(len(rest), 0, -1) if x + font.getlength(rest[:n]) < 1140), 1)
            pen.text((x, y), rest[:room], font=font, fill="black")
            rest, x, y = rest[room:], 100, y + 60
    file = io.BytesIO()
    page.save(file, kind)
    return file.getvalue()


def half_width(text: str) -> str:
    """Recognition cannot tell （ from (."""
    return unicodedata.normalize("NFKC", text)


def white_page() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (50, 50), "white").save(file, "PNG")
    return file.getvalue()


@pytest.mark.ocr
@with_recognition
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP"])
def test_it_recognises_a_picture(kind: str) -> None:
    document = read_document(picture(PLAN, kind))
    check_spans(document)
    assert document.format is Format.IMAGE
    assert half_width(squeezed(document.text)) == half_width(squeezed(PLAN))
    assert "图片识别" in document.warnings[-1]


@pytest.mark.ocr
@with_recognition
def test_it_recognises_a_scanned_pdf_and_joins_its_paragraphs() -> None:
    document = read_document(write_scanned_pdf(picture(PLAN)))
    assert (document.format, document.pages) == (Format.PDF, 1)
    assert half_width(document.text) == half_width(PLAN)


@pytest.mark.parametrize("raw", [white_page(), write_scanned_pdf(white_page())])
def test_it_says_how_to_install_recognition_where_it_is_missing(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(RecognitionMissing, match=r"liangxin\[ocr\]"):
        read_document(raw)


def test_pieces_side_by_side_are_one_line() -> None:
    left, right = PageLine("组长", 10, 50, 100, 120, 20), PageLine("张三", 200, 240, 98, 118, 20)
    below = PageLine("副组长", 10, 70, 140, 160, 20)
    assert [(line.text, line.has_gaps) for line in _in_rows([below, left, right])] == [
        ("组长 张三", True),
        ("副组长", False),
    ]
