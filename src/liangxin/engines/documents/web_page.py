"""Reads web pages: what a browser shows of the body as lines and tables, without scripts, menus and what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, product

from lxml import etree, html

from liangxin.engines.documents.assembly import MOST_COLUMNS, Assembly, PlacedCell
from liangxin.engines.documents.encoding import Decoded, decode
from liangxin.engines.documents.limits import Limits
from liangxin.engines.documents.refusals import NoText, TooMuchText, UnknownFormat, UnsafePackage
from liangxin.engines.documents.structure import Document, Format, LineKind
from liangxin.engines.documents.web_archive import is_web_archive, page_of_archive
from liangxin.engines.documents.word_numbering import integer, spell

_LEFT_OUT = {
    "script", "style", "title", "template", "noscript", "nav", "footer", "aside", "head", "form", "button", "select",
    "textarea", "svg", "math", "iframe", "object", "embed", "canvas", "audio", "video", "map", "dialog",
    "rt", "rp", "del",
}  # fmt: skip
_BLOCKS = {
    "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p",
    "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_MENU_WORDS = {"nav", "navbar", "menu", "breadcrumb", "breadcrumbs", "crumb", "crumbs", "footer", "sidebar", "share",
               "copyright", "wm-ipp-base"}  # fmt: skip
MOST_SOURCE = 6  # characters of a page's source for one that it shows
_LONGEST_MENU = 600
_LONGEST_CELL = 800
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_WORDS = re.compile(r"[\w-]+")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.I)
_PICTURE_IN_PAGE = re.compile(r"data:[\w/+.-]{1,60};base64,[A-Za-z0-9+/=\s]*+")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_WIDE = r"[\u3001-\u303f\u4e00-\u9fff\uff00-\uffef]"
_BREAK_IN_CHINESE = re.compile(rf"(?<={_WIDE})[ \t]*+[\r\n][ \t\r\n]*+(?={_WIDE})")
_TYPED_NUMBER = re.compile(r"\s*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）)、.．]|第[一二三四五六七八九十]+)")
_LIST_FORMATS = {
    "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "lower-alpha": "lowerLetter",
    "upper-alpha": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCounting", "simp-chinese-informal": "chineseCounting", "cjk-decimal": "ideographDigital",
}  # fmt: skip
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)")


@dataclass(slots=True)
class _Block:
    text: str
    kind: LineKind = LineKind.PARAGRAPH
    level: int | None = None
    number: str | None = None


def read_web_page(raw: bytes, limits: Limits) -> Document:
    """Raises UnknownFormat where the bytes are no text, UnsafePackage, TooMuchText, NoText."""
    decoded = decode_page(raw)
    assembly = Assembly(limits)
    add_html(assembly, decoded.text, limits)
    return assembly.finish(Format.HTML, encoding=decoded.encoding, warnings=decoded.warnings())


def decode_page(raw: bytes) -> Decoded:
    if is_web_archive(raw):
        raw = page_of_archive(raw)
    declared = _CHARSET.search(raw[:4_096])
    decoded = decode(raw, declared[1].decode("ascii") if declared else None)
    if decoded is None:
        raise UnknownFormat
    return decoded


def add_html(assembly: Assembly, source: str, limits: Limits) -> None:
    """Add what a page or a fragment shows to an assembly."""
    if source.count("<") > limits.page_tags:
        raise UnsafePackage
    source = _PICTURE_IN_PAGE.sub("", source)
    if len(source) > MOST_SOURCE * limits.characters:
        raise TooMuchText(limit=limits.characters)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        root = html.document_fromstring(source.replace("\x00", "").encode("utf-8", "ignore"), parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as fault:  # AssertionError: lxml found no root
        raise NoText from fault
    if any("depth" in entry.message for entry in parser.error_log):  # the parser has left out what lies deeper
        raise UnsafePackage
    for part in _blocks(root):
        if isinstance(part, _Block):
            assembly.paragraph(part.text, part.kind, level=part.level, number=part.number)
        else:
            assembly.table(_placed(part))


def _blocks(root: etree._Element) -> Iterator[_Block | etree._Element]:
    """Blocks of text and tables of data in the order of the page. A walk without recursion: pages may nest deeply."""
    inline: list[str] = []
    block = _Block("")
    counted: dict[etree._Element, int] = {}
    waiting: list[tuple[etree._Element, bool]] = [(root, True)]
    while waiting:
        element, enters = waiting.pop()
        name = element.tag if isinstance(element.tag, str) else ""
        if name in _BLOCKS:
            block.text = _shown("".join(inline))
            inline = []
            if block.text.strip():
                yield block
            if block.text.strip() or not enters:
                block = _Block("")
        if not enters:
            inline.append((element.tail or "") if element is not root else "")
            continue
        waiting.append((element, False))
        if not name or _is_left_out(element, name):
            continue
        if name == "table" and element is not root and not _is_layout(element):
            yield element
            continue
        if name == "br":
            inline.append("\v")
        elif name in _HEADINGS or name == "li":
            block = _opened(element, name, counted)
        inline.append((element.text or "").replace("\n", "\v") if name == "pre" else element.text or "")
        waiting += [(inner, True) for inner in reversed(element)]
    block.text = _shown("".join(inline))
    yield block


def _shown(text: str) -> str:
    """White space as a browser shows it; \\v stands for a line break that is meant."""
    return _SPACE.sub(" ", _BREAK_IN_CHINESE.sub("", text)).replace("\v", "\n")


def _opened(element: etree._Element, name: str, counted: dict[etree._Element, int]) -> _Block:
    if name in _HEADINGS:
        return _Block("", LineKind.HEADING, _HEADINGS[name])
    return _Block("", LineKind.LIST_ITEM, None, _list_number(element, counted))


def _list_number(item: etree._Element, counted: dict[etree._Element, int]) -> str | None:
    """The number that a browser puts before an item of an ordered list, where the page has not typed one."""
    ordered = item.getparent()
    if ordered is None or ordered.tag != "ol":
        return None
    before = counted.get(ordered, integer(ordered.get("start"), 1) - 1)
    number = counted[ordered] = integer(item.get("value"), before + 1)
    if _TYPED_NUMBER.match("".join(islice((str(text) for text in item.itertext() if text.strip()), 3))):
        return None
    style = _LIST_STYLE.search(ordered.get("style") or "")
    kind = style[1] if style else ordered.get("type") or "1"
    if kind == "none":
        return None
    number_format = _LIST_FORMATS.get(kind, "decimal")
    return spell(number, number_format) + ("、" if "ideograph" in number_format or "chinese" in number_format else ".")


def _is_left_out(element: etree._Element, name: str) -> bool:
    if name in _LEFT_OUT and not (name == "form" and not _is_short(element)):
        return True
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return True
    words = set(_WORDS.findall(f"{element.get('class') or ''} {element.get('id') or ''}".lower()))
    if name == "header" or words & _MENU_WORDS:
        return _is_short(element) and element.find(".//h1") is None
    return False


def _is_short(element: etree._Element) -> bool:
    """Few words in few elements; looks no further than it must, as menus may nest."""
    length = 0
    for count, inner in enumerate(element.iter()):
        words = "" if inner.tag in {"script", "style"} else inner.text or ""
        length += len(words.strip()) + len((inner.tail or "").strip())
        if length > _LONGEST_MENU or count > _LONGEST_MENU:
            return False
    return True


def _words(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _is_layout(table: etree._Element) -> bool:
    """A table that only places things: one cell, a table in it, or a cell as long as an article."""
    if next((inner for inner in table.iter("table") if inner is not table), None) is not None:
        return True
    cells = list(table.iter("td", "th"))
    return len(cells) <= 1 or any(len(_words(cell)) > _LONGEST_CELL for cell in cells)


def _placed(table: etree._Element) -> Iterable[PlacedCell]:
    rows = [row for row in table.iter("tr") if not _is_left_out(row, "tr")]
    taken: set[tuple[int, int]] = set()
    for index, row in enumerate(rows):
        column = 0
        for cell in row.iterchildren("td", "th"):
            if _is_left_out(cell, "td"):
                continue
            while (index, column) in taken:
                column += 1
            width = min(max(1, integer(cell.get("colspan"), 1)), MOST_COLUMNS)
            below = integer(cell.get("rowspan"), 1)
            height = min(below, len(rows) - index) if below else len(rows) - index
            taken.update(product(range(index, index + height), range(column, column + width)))
            text = "\n".join(part.text for part in _blocks(cell) if isinstance(part, _Block))
            yield PlacedCell(text, index, column, height, width)
            column += width
