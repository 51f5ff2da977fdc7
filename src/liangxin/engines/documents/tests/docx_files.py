"""Writes Word files: whole ones from text with python-docx, and small ones from raw XML for single features."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

import docx

_W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def write_docx(text: str, *, table: Sequence[Sequence[str]] = ()) -> bytes:
    """A Word file of `text`, one paragraph a line, with `table` at its end."""
    document = docx.Document()
    for paragraph in text.split("\n"):
        document.add_paragraph(paragraph)
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for row, texts in zip(grid.rows, table, strict=True):
            for cell, words in zip(row.cells, texts, strict=True):
                cell.text = words
        document.add_paragraph()  # Word never ends with a table
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def docx_of(body: str, *, numbering: str = "", styles: str = "", prolog: str = "") -> bytes:
    """A Word file of raw XML: what stands in w:body, w:numbering and w:styles; `prolog` goes before the root."""
    parts = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "word/document.xml": f"{_HEAD}{prolog}<w:document {_W}><w:body>{body}</w:body></w:document>",
    }
    if numbering:
        parts["word/numbering.xml"] = f"{_HEAD}<w:numbering {_W}>{numbering}</w:numbering>"
    if styles:
        parts["word/styles.xml"] = f"{_HEAD}<w:styles {_W}>{styles}</w:styles>"
    return package_of(parts)


def package_of(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def numbered(text: str, list_id: int = 1, level: int = 0) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def numbering_of(*levels: tuple[str, str], extra: str = "") -> str:
    """One list (numId 1) whose levels are pairs of number format and level text; `extra` are more w:num."""
    described = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for index, (number_format, text) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="0">{described}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{extra}'
    )
