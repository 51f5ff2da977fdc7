"""Reads .docx: paragraphs and tables in order, list numbers put into the text, insertions kept, deletions left out.

Left out: headers, footers, footnotes, comments, hidden text, field codes, and a generated table of contents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from liangxin.engines.documents.assembly import Assembly, PlacedCell
from liangxin.engines.documents.limits import Limits
from liangxin.engines.documents.package import Package, attribute, child, children, local_name, resolve
from liangxin.engines.documents.refusals import BrokenFile, TooManyPages
from liangxin.engines.documents.structure import Document, Format, LineKind
from liangxin.engines.documents.word_numbering import Numbering, integer
from liangxin.engines.documents.word_styles import Styles, heading_level, list_of

_TRANSPARENT = {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"}
_LEFT_OUT = {
    "del", "moveFrom", "pPr", "rPr", "sdtPr", "instrText", "delText", "delInstrText", "rt", "object",
    "footnoteReference", "endnoteReference", "annotationRef", "fldData",
}  # fmt: skip
_MARKS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_OFF = {"0", "false", "off"}
CONTENTS_LEFT_OUT = "自动生成的目录未读入。"


def read_word(raw: bytes, limits: Limits) -> Document:
    """Raises BrokenFile, EncryptedFile, UnsafePackage, TooManyPages, TooMuchText, NoText."""
    with Package(raw, Format.DOCX, limits) as package:
        main = _main_part(package)
        root = package.xml(main)
        related = _related_parts(package, main)
        styles = Styles(package.xml_if_there(related.get("styles", "word/styles.xml")))
        numbering = Numbering(package.xml_if_there(related.get("numbering", "word/numbering.xml")))
    body = child(root, "body")
    if body is None:
        raise BrokenFile(format=Format.DOCX.label)
    _check_pages(body, limits)
    return _Reader(styles, numbering, limits).read(body)


def _main_part(package: Package) -> str:
    relations = package.xml_if_there("_rels/.rels")
    for relation in relations if relations is not None else ():
        if (attribute(relation, "Type") or "").endswith("/officeDocument"):
            return resolve("", attribute(relation, "Target") or "")
    return "word/document.xml"


def _related_parts(package: Package, main: str) -> dict[str, str]:
    folder, _, name = main.rpartition("/")
    relations = package.xml_if_there(f"{folder}/_rels/{name}.rels")
    return {
        (attribute(relation, "Type") or "").rpartition("/")[2]: resolve(main, attribute(relation, "Target") or "")
        for relation in (relations if relations is not None else ())
    }


def _check_pages(body: etree._Element, limits: Limits) -> None:
    """Word writes down where its last layout broke pages; other writers only the breaks that were asked for."""
    laid_out = sum(1 for _ in body.iter("{*}lastRenderedPageBreak"))
    asked_for = sum(1 for mark in body.iter("{*}br") if attribute(mark, "type") == "page")
    pages = 1 + max(laid_out, asked_for)
    if pages > limits.pages:
        raise TooManyPages(pages=pages, limit=limits.pages)


class _Reader:
    def __init__(self, styles: Styles, numbering: Numbering, limits: Limits) -> None:
        self._styles = styles
        self._numbering = numbering
        self._assembly = Assembly(limits)
        self._carried = ""
        self._warnings: dict[str, None] = {}

    def read(self, body: etree._Element) -> Document:
        self._blocks(body)
        self._assembly.paragraph(self._carried)
        return self._assembly.finish(Format.DOCX, warnings=self._warnings)

    def _blocks(self, container: etree._Element) -> None:
        for block in _flattened(container):
            match local_name(block):
                case "p":
                    self._paragraph(block)
                case "tbl":
                    self._table(block)

    def _paragraph(self, element: etree._Element) -> None:
        properties = child(element, "pPr")
        text, boxes = _inline(element)
        if child(properties, "rPr", "del") is not None:  # its mark is deleted: it runs on into the next one
            self._carried += text
            return
        style_id, heading = self._style(properties)
        if self._styles.get(style_id).is_contents:
            self._warnings[CONTENTS_LEFT_OUT] = None
            return
        number = self._number(properties, style_id)
        kind = LineKind.HEADING if heading else LineKind.PARAGRAPH if number is None else LineKind.LIST_ITEM
        text, self._carried = self._carried + text, ""
        self._assembly.paragraph(text, kind, level=heading or None, number=number)
        for box in boxes:
            self._blocks(box)

    def _style(self, properties: etree._Element | None) -> tuple[str, int | None]:
        named = child(properties, "pStyle")
        style_id = (attribute(named, "val") if named is not None else None) or self._styles.default
        heading = heading_level(properties)
        return style_id, heading if heading is not None else self._styles.get(style_id).heading

    def _number(self, properties: etree._Element | None, style_id: str) -> str | None:
        list_id, level = list_of(properties)
        if list_id is None:
            style = self._styles.get(style_id)
            list_id = style.list_id
            if list_id is not None and level is None:
                level = style.list_level
                level = self._numbering.level_of_style(list_id, style_id) if level is None else level
        return self._numbering.next_number(list_id, level or 0) if list_id is not None else None

    def _table(self, table: etree._Element) -> None:
        rows = [row for row in _flattened(table) if local_name(row) == "tr" and child(row, "trPr", "del") is None]
        cells = [[cell for cell in _flattened(row) if local_name(cell) == "tc"] for row in rows]
        if len(cells) == 1 and len(cells[0]) == 1:  # a frame drawn around text
            self._blocks(cells[0][0])
            return
        self._assembly.table(self._placed(rows, cells))

    def _placed(self, rows: list[etree._Element], cells: list[list[etree._Element]]) -> Iterable[PlacedCell]:
        placed: list[PlacedCell] = []
        open_above: dict[int, PlacedCell] = {}
        for index, (row, row_cells) in enumerate(zip(rows, cells, strict=True)):
            before = child(row, "trPr", "gridBefore")
            column = integer(attribute(before, "val"), 0) if before is not None else 0
            for cell in row_cells:
                properties = child(cell, "tcPr")
                span, merge = child(properties, "gridSpan"), child(properties, "vMerge")
                width = max(1, integer(attribute(span, "val"), 1)) if span is not None else 1
                here, column = column, column + width
                above = open_above.get(here)
                if merge is not None and attribute(merge, "val") != "restart" and above is not None:
                    above.row_span += 1
                    continue
                placed.append(PlacedCell(self._cell_text(cell), index, here, 1, width))
                open_above.pop(here, None)
                if merge is not None:
                    open_above[here] = placed[-1]
        return placed

    def _cell_text(self, cell: etree._Element) -> str:
        """Paragraphs parted by a line break, those of tables and text boxes inside the cell among them."""
        texts, waiting = [], list(_flattened(cell))[::-1]
        while waiting:
            element = waiting.pop()
            match local_name(element):
                case "p":
                    text, boxes = _inline(element)
                    properties = child(element, "pPr")
                    number = self._number(properties, self._style(properties)[0]) or ""
                    texts.append(number + text)
                    waiting += boxes[::-1]
                case "tbl" | "tr" | "tc" | "txbxContent":
                    waiting += list(_flattened(element))[::-1]
        return "\n".join(texts)


def _flattened(container: etree._Element) -> Iterator[etree._Element]:
    """Children in order, seen through content controls and tracked insertions."""
    waiting = list(container)[::-1]
    while waiting:
        element = waiting.pop()
        if local_name(element) in _TRANSPARENT:
            waiting += list(element)[::-1]
        else:
            yield element


def _inline(paragraph: etree._Element) -> tuple[str, list[etree._Element]]:
    """The visible text of a paragraph, and the text boxes anchored in it."""
    pieces: list[str] = []
    boxes: list[etree._Element] = []
    waiting = list(paragraph)[::-1]
    while waiting:
        element = waiting.pop()
        name = local_name(element)
        if name == "t":
            pieces.append(element.text or "")
        elif name in _MARKS:
            pieces.append(_MARKS[name])
        elif name == "br":
            pieces.append("\n" if attribute(element, "type") in {None, "textWrapping"} else "")
        elif name == "txbxContent":
            boxes.append(element)
        elif name == "AlternateContent":  # the same thing twice, for new and for old readers
            waiting += list(children(element, "Choice"))[:1] or list(children(element, "Fallback"))[:1]
        elif name not in _LEFT_OUT and not (name == "r" and _is_hidden(element)):
            waiting += list(element)[::-1]
    return "".join(pieces), boxes


def _is_hidden(run: etree._Element) -> bool:
    vanish = child(run, "rPr", "vanish")
    return vanish is not None and attribute(vanish, "val") not in _OFF
