"""Recognises the words of pictures and scanned PDF pages with RapidOCR (the `ocr` extra, models in its wheel)."""

from __future__ import annotations

import importlib.util
import io
import logging
import threading
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pypdfium2

from liangxin.engines.documents.assembly import Assembly
from liangxin.engines.documents.limits import Limits
from liangxin.engines.documents.page_lines import Glyph, Page, PageLine, paragraphs_of, without_running_heads
from liangxin.engines.documents.refusals import BrokenFile, RecognitionMissing, TooManyPages, UnsafePackage
from liangxin.engines.documents.structure import Document, Format

DOTS_PER_INCH = 200
LONGEST_SIDE = 2_400  # pixels; more costs time and finds no more words
MOST_PIXELS = 60_000_000
SAME_ROW = 0.5  # of the height: boxes of one line of print
_ONE_AT_A_TIME = threading.Lock()


def read_image(raw: bytes, limits: Limits) -> Document:
    """Raises RecognitionMissing, BrokenFile, UnsafePackage (too many pixels), TooManyPages, NoText."""
    return _recognised(pictures_of(raw, limits), Format.IMAGE, limits)


def pictures_of(raw: bytes, limits: Limits) -> Iterator[Any]:
    """The frames of an image file; raises what `read_image` does, and TooManyPages."""
    check_installed(Format.IMAGE)
    from PIL import Image

    try:
        with Image.open(io.BytesIO(raw)) as picture:
            frames = getattr(picture, "n_frames", 1)
            _check_count(frames, limits)
            if picture.width * picture.height > MOST_PIXELS:
                raise UnsafePackage
            yield from _frames(picture, frames)
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as fault:
        raise BrokenFile(format=Format.IMAGE.label) from fault


def read_scanned_pdf(pdf: pypdfium2.PdfDocument, limits: Limits) -> Document:
    return _recognised(rendered(pdf, limits), Format.PDF, limits)


def check_installed(kind: Format) -> None:
    if importlib.util.find_spec("rapidocr") is None or importlib.util.find_spec("onnxruntime") is None:
        raise RecognitionMissing(format=kind.label)


def _check_count(pages: int, limits: Limits) -> None:
    if pages > limits.scanned_pages:
        raise TooManyPages(pages=pages, limit=limits.scanned_pages)


def _frames(picture: Any, count: int) -> Iterator[Any]:
    for index in range(count):
        picture.seek(index)
        frame = picture.convert("RGB")
        frame.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        yield frame


def rendered(pdf: pypdfium2.PdfDocument, limits: Limits) -> Iterator[Any]:
    """Each page as a picture; raises RecognitionMissing and TooManyPages."""
    check_installed(Format.PDF)
    _check_count(len(pdf), limits)
    for index in range(len(pdf)):
        page = pdf[index]
        try:
            scale = min(DOTS_PER_INCH / 72, LONGEST_SIDE / max(1.0, *page.get_size()))
            yield page.render(scale=scale).to_pil().convert("RGB")
        finally:
            page.close()


def _recognised(pictures: Iterable[Any], kind: Format, limits: Limits) -> Document:
    pages = [_page(picture) for picture in pictures]
    kept, warnings = without_running_heads(pages)
    assembly = Assembly(limits)
    for paragraph in paragraphs_of(kept):
        assembly.paragraph(paragraph)
    warnings.append(f"{len(pages)}页文字由图片识别得来，请对照原文核对数字和名称。")
    return assembly.finish(kind, pages=len(pages), warnings=warnings)


def _page(picture: Any) -> Page:
    return Page(picture.width, picture.height, _in_rows([_line(box, text) for box, text, _ in _found(picture)]))


def recognised_pages(pictures: Iterable[Any]) -> Iterator[tuple[list[Glyph], float, tuple[float, float]]]:
    """Glyphs of each picture, each line's spread evenly over its box; how sure the least sure line is; its size."""
    for picture in pictures:
        found = _found(picture)
        glyphs = [glyph for box, text, _ in found for glyph in _spread(_line(box, text))]
        yield glyphs, min((score for _, _, score in found), default=0.0), (picture.width, picture.height)


def _spread(line: PageLine) -> Iterator[Glyph]:
    at = line.left
    for character in line.text:
        wide = line.em * (0.5 if character.isascii() else 1.0)
        yield Glyph(character, at, at + wide, line.top, line.bottom)
        at += wide


def _found(picture: Any) -> list[tuple[Any, str, float]]:
    """Box, text and score of each piece of print."""
    bitmap = io.BytesIO()
    picture.save(bitmap, "BMP")
    with _ONE_AT_A_TIME:
        found = _engine()(bitmap.getvalue())
    boxes = found.boxes if found.boxes is not None else ()
    pieces = zip(boxes, found.txts or (), found.scores or (), strict=False)
    return [(box, text, float(score)) for box, text, score in pieces if text.strip()]


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.WARNING)
    return RapidOCR(params={"Global.log_level": "warning"})


def _line(box: Any, text: str) -> PageLine:
    left, right = float(min(point[0] for point in box)), float(max(point[0] for point in box))
    top, bottom = float(min(point[1] for point in box)), float(max(point[1] for point in box))
    ems = sum(0.5 if character.isascii() else 1.0 for character in text)
    return PageLine(text.strip(), left, right, top, bottom, (right - left) / ems)


def _in_rows(lines: list[PageLine]) -> list[PageLine]:
    """Pieces of print side by side are one line."""
    rows: list[PageLine] = []
    for line in sorted(lines, key=lambda each: each.top + each.bottom):
        last = rows[-1] if rows else None
        apart = line.top + line.bottom - last.top - last.bottom if last else 0.0
        if last is not None and apart / 2 <= SAME_ROW * (line.bottom - line.top):
            first, second = (last, line) if last.left <= line.left else (line, last)
            last.text, last.has_gaps = f"{first.text} {second.text}", True
            last.left, last.right = min(last.left, line.left), max(last.right, line.right)
        else:
            rows.append(line)
    return rows
