"""Reads the text layer of PDF files with PDFium; a file of scanned pages goes on to recognition."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from liangxin.engines.documents.assembly import Assembly
from liangxin.engines.documents.limits import Limits
from liangxin.engines.documents.page_lines import Glyph, Page, lines_of, paragraphs_of, without_running_heads
from liangxin.engines.documents.pdf_frame import Frame, frame_of
from liangxin.engines.documents.pdf_streams import MOST_OBJECTS, check_streams
from liangxin.engines.documents.refusals import BrokenFile, EncryptedFile, TooManyPages, TooMuchText, UnsafePackage
from liangxin.engines.documents.structure import Document, Format

FURTHEST = 1e6  # points: beyond any page
LEAST_CHARACTERS = 20  # a page, on average: below it the words are in the pictures
ONE_AT_A_TIME = threading.Lock()  # PDFium is not thread-safe, web workers are threads


def read_pdf(raw: bytes, limits: Limits) -> Document:
    """Raises BrokenFile, EncryptedFile, UnsafePackage, TooManyPages, TooMuchText, NoText, RecognitionMissing."""
    check_streams(raw)
    with ONE_AT_A_TIME:
        try:
            return _read(raw, limits)
        except pypdfium2.PdfiumError as fault:
            raise BrokenFile(format=Format.PDF.label) from fault


def _read(raw: bytes, limits: Limits) -> Document:
    with opened(raw) as pdf:
        count = len(pdf)
        if count > limits.pages:
            raise TooManyPages(pages=count, limit=limits.pages)
        pages, characters, objects, unreadable = [], 0, 0, 0
        for index in range(count):
            try:
                glyphs, drawn, size = page_glyphs(pdf, index, limits.characters - characters)
            except pypdfium2.PdfiumError:
                unreadable += 1
                continue
            characters += len(glyphs)
            objects += drawn
            if objects > MOST_OBJECTS:
                raise UnsafePackage
            pages.append(Page(*size, lines_of(glyphs)))
        if unreadable == count:
            raise BrokenFile(format=Format.PDF.label)
        if characters < LEAST_CHARACTERS * count and has_pictures(pdf):
            from liangxin.engines.documents.scans import read_scanned_pdf

            return read_scanned_pdf(pdf, limits)
    pages, warnings = without_running_heads(pages)
    if unreadable:
        warnings.append(f"有{unreadable}页已损坏，未能读入，请对照原文核对。")
    assembly = Assembly(limits)
    for paragraph in paragraphs_of(pages):
        assembly.paragraph(paragraph)
    return assembly.finish(Format.PDF, pages=count, warnings=warnings)


def opened(raw: bytes) -> pypdfium2.PdfDocument:
    """Raises BrokenFile, EncryptedFile."""
    try:
        return pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as fault:
        if fault.err_code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
            raise EncryptedFile(format=Format.PDF.label) from fault
        raise BrokenFile(format=Format.PDF.label) from fault


def page_glyphs(pdf: pypdfium2.PdfDocument, index: int, room: int) -> tuple[list[Glyph], int, tuple[float, float]]:
    """The glyphs of a page, how many objects are drawn on it, and its size in points."""
    page = pdf[index]
    try:
        text = page.get_textpage()
        try:
            if text.count_chars() > room:
                raise TooMuchText(limit=room)
            frame = frame_of(page, text)
            return list(_glyphs(text, frame)), pdfium.FPDFPage_CountObjects(page), (frame.width, frame.height)
        finally:
            text.close()
    finally:
        page.close()


def _glyphs(text: pypdfium2.PdfTextPage, frame: Frame) -> Iterator[Glyph]:
    """Two calls of the library a character: this loop is most of the time of reading a PDF."""
    box = pdfium.FS_RECTF()
    reference = ctypes.byref(box)
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code < 0x20 or 0xD800 <= code <= 0xDFFF or code in {0xFFFE, 0xFFFF}:
            continue
        if code == 0x20 and pdfium.FPDFText_IsGenerated(text, index):
            continue
        if pdfium.FPDFText_GetLooseCharBox(text, index, reference) and -FURTHEST < box.bottom < box.top < FURTHEST:
            yield frame.placed(chr(code), box)


def has_pictures(pdf: pypdfium2.PdfDocument) -> bool:
    for index in range(min(len(pdf), 5)):
        page = pdf[index]
        try:
            if next(iter(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)), None) is not None:
                return True
        finally:
            page.close()
    return False
