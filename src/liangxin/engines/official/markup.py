"""Elements of WordprocessingML: built by name, properties in the order that the schema (ECMA-376) asks for."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

Element = etree._Element  # noqa: SLF001 - lxml has no public name for the type

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
NAMESPACES = {"w": W, "r": R, "mc": MC, "wp": WP, "a": A, "c": C, "wps": WPS}

_OWN = {"w": W}  # all seven on each element of a long table would double its time

# The children of w:pPr that are used here. Word calls a file damaged when they stand in another order.
PARAGRAPH_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "pBdr", "tabs", "kinsoku", "wordWrap",
    "overflowPunct", "autoSpaceDE", "autoSpaceDN", "adjustRightInd", "snapToGrid", "spacing", "ind", "jc",
    "outlineLvl", "sectPr",
)  # fmt: skip
RUN_ORDER = ("rFonts", "b", "bCs", "color", "spacing", "sz", "szCs", "lang")


def element(namespace: str, name: str, /, *children: Element, **attributes: str | int) -> Element:
    """An element whose attributes have no namespace, as those of DrawingML; it knows all prefixes, as roots must."""
    made = etree.Element(f"{{{namespace}}}{name}", {key: str(value) for key, value in attributes.items()}, NAMESPACES)
    made.extend(children)
    return made


def w(name: str, /, *children: Element, **attributes: str | int) -> Element:
    """An element of WordprocessingML, whose attributes have its namespace too."""
    qualified = {f"{{{W}}}{key}": str(value) for key, value in attributes.items()}
    made = etree.Element(f"{{{W}}}{name}", qualified, _OWN)
    made.extend(children)
    return made


def properties(name: str, order: tuple[str, ...], children: Iterable[Element]) -> Element:
    """A w:pPr or w:rPr with its children put in order."""
    return w(name, *sorted(children, key=lambda child: order.index(local_name(child))))


def local_name(found: Element) -> str:
    return str(etree.QName(found).localname)


def put(paragraph: Element, child: Element) -> None:
    """Give a w:p one more property, in place of one of the same name."""
    held = paragraph.find(f"{{{W}}}pPr")
    if held is None:
        raise ValueError("a paragraph of this package always has properties")
    others = [one for one in held if one.tag != child.tag]
    held[:] = sorted([*others, child], key=lambda one: PARAGRAPH_ORDER.index(local_name(one)))


def as_bytes(root: Element) -> bytes:
    """A part of the package."""
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r"])
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written
