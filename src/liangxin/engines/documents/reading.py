"""The one way in: from bytes or a path to a `Document`, by the reader of its format.

Readers are imported when first needed: a text needs neither the PDF library nor the XML one.
"""

from __future__ import annotations

from pathlib import Path

from liangxin.engines.documents.assembly import plain_document
from liangxin.engines.documents.detection import detect_format
from liangxin.engines.documents.encoding import Decoded, decode
from liangxin.engines.documents.limits import DEFAULT_LIMITS, Limits
from liangxin.engines.documents.refusals import EmptyFile, FileTooLarge, UnknownFormat
from liangxin.engines.documents.structure import Document, Format


def read_document(source: bytes | Path, *, name: str = "", limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read a file. `name` is its name as sent, used only to tell kinds of text apart; a path brings its own.

    Raises a `DocumentRefused` for every fault of the content, OSError where the path cannot be read.
    """
    if isinstance(source, Path):
        _check_size(source.stat().st_size, limits)
        name, source = name or source.name, source.read_bytes()
    _check_size(len(source), limits)
    return _read(source, detect_format(source, name), limits)


def document_from_text(text: str) -> Document:
    """A pasted text as a document; raises NoText and TooMuchText."""
    return plain_document(text, Format.TEXT, DEFAULT_LIMITS, None, ())


def _check_size(size: int, limits: Limits) -> None:
    if size == 0:
        raise EmptyFile
    if size > limits.bytes:
        raise FileTooLarge(megabytes=-(-size // 1_000_000), limit=limits.bytes // 1_000_000)


def _read(raw: bytes, kind: Format, limits: Limits) -> Document:
    match kind:
        case Format.TEXT:
            return _read_text(raw, limits)
        case Format.MARKDOWN:
            from liangxin.engines.documents.markdown import read_markdown

            return read_markdown(_decoded(raw), limits)
        case Format.HTML:
            from liangxin.engines.documents.web_page import read_web_page

            return read_web_page(raw, limits)
        case Format.DOCX:
            from liangxin.engines.documents.word import read_word

            return read_word(raw, limits)
        case Format.PDF:
            from liangxin.engines.documents.pdf import read_pdf

            return read_pdf(raw, limits)
        case Format.OFD:
            from liangxin.engines.documents.ofd import read_ofd

            return read_ofd(raw, limits)
        case Format.DOC | Format.RTF:
            from liangxin.engines.documents.office import read_through_office

            return read_through_office(raw, kind, limits)
        case Format.IMAGE:
            from liangxin.engines.documents.scans import read_image

            return read_image(raw, limits)


def _read_text(raw: bytes, limits: Limits) -> Document:
    decoded = _decoded(raw)
    return plain_document(decoded.text, Format.TEXT, limits, decoded.encoding, decoded.warnings())


def _decoded(raw: bytes) -> Decoded:
    decoded = decode(raw)
    if decoded is None:
        raise UnknownFormat
    return decoded
