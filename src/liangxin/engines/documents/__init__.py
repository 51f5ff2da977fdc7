"""Files as they come — Word, PDF, OFD, web page, Markdown, text, scans — read into text with lines and tables as spans.

No Django, no network; nothing is written to disk but LibreOffice's temporary folder. Every fault of a file is a
`DocumentRefused`.
"""

from __future__ import annotations

from liangxin.engines.documents.apart import read_document_apart
from liangxin.engines.documents.detection import detect_format
from liangxin.engines.documents.limits import DEFAULT_LIMITS, Limits
from liangxin.engines.documents.reading import document_from_text, read_document
from liangxin.engines.documents.refusals import DocumentRefused
from liangxin.engines.documents.structure import Cell, Document, Format, Line, LineKind, Table

__all__ = [
    "DEFAULT_LIMITS",
    "Cell",
    "Document",
    "DocumentRefused",
    "Format",
    "Limits",
    "Line",
    "LineKind",
    "Table",
    "detect_format",
    "document_from_text",
    "read_document",
    "read_document_apart",
]
