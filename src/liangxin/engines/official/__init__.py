"""Official documents as Word files (.docx) in the layout of GB/T 9704-2012 党政机关公文格式.

No Django, no network, no clock: the same document gives the same bytes. What cannot be is an `OfficialRefused`.
"""

from __future__ import annotations

from liangxin.engines.official.fonts import DEFAULT_FONTS, Face, Fonts, Typeface
from liangxin.engines.official.measures import TypeSize
from liangxin.engines.official.package import document_bytes
from liangxin.engines.official.records import (
    Align,
    Attachment,
    Attendance,
    Block,
    Chart,
    ChartKind,
    Column,
    Heading,
    Imprint,
    Layout,
    OfficialDocument,
    PageBreak,
    Paragraph,
    RedHead,
    Run,
    Series,
    Table,
)
from liangxin.engines.official.refusals import OfficialRefused
from liangxin.engines.official.writing import write_document

__all__ = [
    "DEFAULT_FONTS",
    "Align",
    "Attachment",
    "Attendance",
    "Block",
    "Chart",
    "ChartKind",
    "Column",
    "Face",
    "Fonts",
    "Heading",
    "Imprint",
    "Layout",
    "OfficialDocument",
    "OfficialRefused",
    "PageBreak",
    "Paragraph",
    "RedHead",
    "Run",
    "Series",
    "Table",
    "TypeSize",
    "Typeface",
    "document_bytes",
    "write_document",
]
