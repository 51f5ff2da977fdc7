"""Glyphs with their places on each page of a PDF, an OFD file or a picture, for those who read forms rather than text.

What such files enclose comes with them: attachments, tags, and the marks of a PDF's own card.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

from liangxin.engines.documents.detection import detect_format
from liangxin.engines.documents.limits import DEFAULT_LIMITS, Limits
from liangxin.engines.documents.ofd import OfdReader, check_open
from liangxin.engines.documents.package import Package
from liangxin.engines.documents.page_lines import Glyph
from liangxin.engines.documents.pdf import LEAST_CHARACTERS, ONE_AT_A_TIME, has_pictures, opened, page_glyphs
from liangxin.engines.documents.pdf_streams import MOST_OBJECTS, check_streams
from liangxin.engines.documents.refusals import (
    BrokenFile,
    EmptyFile,
    FileTooLarge,
    NoText,
    TooManyPages,
    UnsafePackage,
    UnsupportedFormat,
)
from liangxin.engines.documents.structure import Format

MOST_ENCLOSED = 20
LARGEST_ENCLOSED = 10_000_000
_MARK = 2_000  # characters


@dataclass(frozen=True, slots=True)
class PlacedPage:
    """A page as read upright. `sure` is below 1 where its words were recognised in a picture.

    Lengths are in the page's own unit, y grows downwards. `objects` are the texts of OFD's objects by their number.
    """

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    sure: float = 1.0
    objects: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Placed:
    """`enclosed` are names and bytes of attached files, `marks` those asked for that the file's card holds."""

    format: Format
    pages: tuple[PlacedPage, ...]
    enclosed: tuple[tuple[str, bytes], ...] = ()
    marks: dict[str, str] = field(default_factory=dict)


def read_placed(raw: bytes, *, name: str = "", marks: Sequence[str] = (), limits: Limits = DEFAULT_LIMITS) -> Placed:
    """Read a PDF, OFD or image file; a DocumentRefused for every fault, and for any other format."""
    if not raw:
        raise EmptyFile
    if len(raw) > limits.bytes:
        raise FileTooLarge(megabytes=-(-len(raw) // 1_000_000), limit=limits.bytes // 1_000_000)
    match detect_format(raw, name):
        case Format.PDF:
            check_streams(raw)
            with ONE_AT_A_TIME:
                try:
                    return _placed_pdf(raw, marks, limits)
                except pypdfium2.PdfiumError as fault:
                    raise BrokenFile(format=Format.PDF.label) from fault
        case Format.OFD:
            return _placed_ofd(raw, limits)
        case Format.IMAGE:
            from liangxin.engines.documents.scans import pictures_of, recognised_pages

            pages = [
                PlacedPage(*size, tuple(glyphs), sure)
                for glyphs, sure, size in recognised_pages(pictures_of(raw, limits))
            ]
            return _with_words(Placed(Format.IMAGE, tuple(pages)))
        case other:
            raise UnsupportedFormat(found=other.label)


def _placed_pdf(raw: bytes, marks: Sequence[str], limits: Limits) -> Placed:
    with opened(raw) as pdf:
        if len(pdf) > limits.pages:
            raise TooManyPages(pages=len(pdf), limit=limits.pages)
        pages = list(_pdf_pages(pdf, limits))
        if not pages:
            raise BrokenFile(format=Format.PDF.label)
        enclosed = tuple(_attachments(pdf))
        told = {mark: text for mark in marks if (text := _mark(pdf, mark))}
        if (
            sum(len(page.glyphs) for page in pages) < LEAST_CHARACTERS * len(pages)
            and has_pictures(pdf)
            and not enclosed
        ):
            from liangxin.engines.documents.scans import recognised_pages, rendered

            pages = [
                PlacedPage(*size, tuple(glyphs), sure) for glyphs, sure, size in recognised_pages(rendered(pdf, limits))
            ]
        return _with_words(Placed(Format.PDF, tuple(pages), enclosed, told))


def _pdf_pages(pdf: pypdfium2.PdfDocument, limits: Limits) -> Iterator[PlacedPage]:
    """Pages that can be read; a broken one is left out, and a file of broken ones refused by the caller."""
    room, drawn = limits.characters, 0
    for index in range(len(pdf)):
        try:
            glyphs, objects, size = page_glyphs(pdf, index, room)
        except pypdfium2.PdfiumError:
            continue
        room, drawn = room - len(glyphs), drawn + objects
        if drawn > MOST_OBJECTS:
            raise UnsafePackage
        yield PlacedPage(*size, tuple(glyphs))


def _attachments(pdf: pypdfium2.PdfDocument) -> Iterator[tuple[str, bytes]]:
    for index in range(min(pdf.count_attachments(), MOST_ENCLOSED)):
        attachment = pdf.get_attachment(index)
        size = ctypes.c_ulong()
        if not pdfium.FPDFAttachment_GetFile(attachment, None, 0, ctypes.byref(size)):
            continue
        if size.value > LARGEST_ENCLOSED:
            raise UnsafePackage
        yield attachment.get_name(), bytes(attachment.get_data())


def _mark(pdf: pypdfium2.PdfDocument, mark: str) -> str:
    """A text of the file's card (its Info dictionary), by any name."""
    size = pdfium.FPDF_GetMetaText(pdf, mark.encode(), None, 0)
    if not 2 < size <= 2 * _MARK:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDF_GetMetaText(pdf, mark.encode(), buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "ignore").strip()


def _placed_ofd(raw: bytes, limits: Limits) -> Placed:
    with Package(raw, Format.OFD, limits) as package:
        check_open(package)
        pages = [
            PlacedPage(*size, tuple(glyphs), objects=objects)
            for glyphs, objects, size in OfdReader(package, limits).placed()
        ]
        names = [name for name in package.names() if name.endswith(".xml") and ("attach" in name or "tag" in name)]
        enclosed = tuple((name, package.read(name)) for name in names[:MOST_ENCLOSED])
    return _with_words(Placed(Format.OFD, tuple(pages), enclosed))


def _with_words(placed: Placed) -> Placed:
    if not placed.enclosed and not placed.marks and not any(page.glyphs for page in placed.pages):
        raise NoText
    return placed
