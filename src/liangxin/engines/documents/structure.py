"""What a read file is: its text, and the lines, tables and cells as spans of that text."""

from __future__ import annotations

from dataclasses import dataclass

from liangxin.kernel.term import Term


class Format(Term):
    """The kinds of file that can be read, told apart by content."""

    TEXT = "text", "纯文本"
    MARKDOWN = "markdown", "Markdown 文本"
    HTML = "html", "网页"
    DOCX = "docx", "Word 文档（.docx）"
    PDF = "pdf", "PDF 文档"
    OFD = "ofd", "OFD 版式文档"
    DOC = "doc", "旧版 Word 或 WPS 文档"
    RTF = "rtf", "RTF 文档"
    IMAGE = "image", "图片"


class LineKind(Term):
    PARAGRAPH = "paragraph", "段落"
    HEADING = "heading", "标题"
    TABLE_ROW = "table_row", "表格行"
    LIST_ITEM = "list_item", "列表项"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the shown text that is not blank, `text[start:end]`, without its newline.

    `level` is the level of a heading, from 1. `number` is a list number that the file computes rather than spells
    ("一、"); it stands in the text too, at `start`.
    """

    start: int
    end: int
    kind: LineKind = LineKind.PARAGRAPH
    level: int | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: `text` is `text[start:end]` of the document; `row` and `column` are its first place."""

    text: str
    start: int
    end: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A full grid: a merged cell is the same object in every place it covers.

    In the text a row is a line and cells are parted by tabs; a place that a merged cell covers, other than its first,
    is empty there, so that every row has the same number of tabs.
    """

    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file as text. Every span is half-open and counts code points of `text`.

    `pages` is None where the format has none, `encoding` where the file is not plain text or a web page.
    `warnings` are Chinese sentences for the person who sent the file.
    """

    text: str
    format: Format
    lines: tuple[Line, ...]
    tables: tuple[Table, ...] = ()
    pages: int | None = None
    encoding: str | None = None
    warnings: tuple[str, ...] = ()
