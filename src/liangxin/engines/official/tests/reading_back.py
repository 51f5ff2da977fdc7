"""Reads a written file back: through python-docx, and its parts as trees."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
from lxml import etree

from liangxin.engines.official import Block, OfficialDocument, document_bytes

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACES = {
    "w": W[1:-1],
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


def opened(document: OfficialDocument) -> Any:
    return docx.Document(io.BytesIO(document_bytes(document)))


def of_blocks(*blocks: Block) -> OfficialDocument:
    return OfficialDocument("题", blocks)


def part(document: OfficialDocument, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(document_bytes(document))) as package:
        return etree.fromstring(package.read(name))


def body(document: OfficialDocument) -> Any:
    return part(document, "word/document.xml")[0]


def paths(root: Any, path: str) -> list[Any]:
    """What an XPath finds; `w:` attributes too."""
    find: Any = etree.XPath(path, namespaces=SPACES)  # python-docx's own `xpath` takes no namespaces
    return list(find(root))


def texts(document: OfficialDocument) -> list[str]:
    """The paragraphs of the body that hold something, tables and text boxes left out."""
    paragraphs = opened(document).paragraphs
    return [paragraph.text for paragraph in paragraphs if paragraph.text]


def styled(document: OfficialDocument, style: str) -> list[Any]:
    """The paragraphs of a style, by its name, wherever they stand."""
    identifiers = paths(part(document, "word/styles.xml"), f"//w:style[w:name/@w:val='{style}']/@w:styleId")
    return paths(body(document), f"//w:p[w:pPr/w:pStyle/@w:val='{identifiers[0]}']")


def words_of(element: Any) -> str:
    return "".join(paths(element, ".//w:t/text()"))


def properties(element: Any, name: str) -> dict[str, str]:
    """The attributes of one of a paragraph's own properties."""
    found = element.find(f"{W}pPr/{W}{name}")
    return {} if found is None else {key.removeprefix(W): value for key, value in found.attrib.items()}
