"""The parts of an .xlsx package besides its worksheets: list of sheets, template mark, shared texts, number formats."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from liangxin.engines.sheets.grid import PLAIN, Look, SheetName, TemplateMark
from liangxin.engines.sheets.limits import SheetLimits
from liangxin.engines.sheets.looks import look_of
from liangxin.engines.sheets.package import (
    Package,
    attribute,
    child,
    children,
    local_name,
    parsed,
    relations,
    truth,
)
from liangxin.engines.sheets.refusals import BrokenWorkbook, UnsafeWorkbook

MARK_NAME = "liangxin_sheet"
INSTRUCTIONS, CHOICES = "填写说明", "选项"  # sheets of a template beside the list
MACROS = "vbaproject.bin"
_MARK = re.compile(r'"?([a-z][a-z0-9_]*)\|(\d{1,9})"?')
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_SHEET_KINDS = ("worksheet",)
_MOST_STYLES = 70_000  # Excel itself stops at 65 490


@dataclass(frozen=True, slots=True)
class Outline:
    """What the workbook part says: its sheets that have cells, when days begin, whose template it is."""

    sheets: tuple[SheetName, ...]
    starts_1904: bool
    mark: TemplateMark | None
    strings: str | None
    styles: str | None


def read_outline(package: Package, limits: SheetLimits) -> Outline:
    """Raises BrokenWorkbook, UnsafeWorkbook."""
    part = _workbook_part(package)
    root, related = package.xml(part), relations(package, part)
    listed = list(children(child(root, "sheets"), "sheet"))
    if len(listed) > limits.sheets:
        raise UnsafeWorkbook
    sheets = []
    for each in listed:
        kind, target = related.get(attribute(each, "id") or "", ("", ""))
        if kind in _SHEET_KINDS and target in package:
            hidden = (attribute(each, "state") or "visible") != "visible"
            sheets.append(SheetName(attribute(each, "name") or target, hidden, target))
    if not sheets:
        raise BrokenWorkbook
    by_kind = {kind: target for kind, target in related.values() if target in package}
    properties = child(root, "workbookPr")
    return Outline(
        tuple(sheets),
        properties is not None and truth(attribute(properties, "date1904")),
        _mark(root),
        by_kind.get("sharedStrings"),
        by_kind.get("styles"),
    )


def _workbook_part(package: Package) -> str:
    """By the relation of the package, else where every program puts it."""
    for kind, target in relations(package, "").values():
        if kind == "officeDocument" and target in package:
            return target
    if "xl/workbook.xml" in package:
        return "xl/workbook.xml"
    raise BrokenWorkbook


def _mark(root: etree._Element) -> TemplateMark | None:
    for name in children(child(root, "definedNames"), "definedName"):
        found = _MARK.fullmatch((name.text or "").strip()) if attribute(name, "name") == MARK_NAME else None
        if found:
            return TemplateMark(found[1], int(found[2]))
    return None


def read_strings(package: Package, part: str | None, limits: SheetLimits) -> list[str]:
    """The shared texts in order. Pronunciation guides, which no one typed, are left out."""
    if part is None:
        return []
    if package.size(part) > limits.part_bytes:
        raise UnsafeWorkbook
    parser = etree.XMLPullParser(("end",), tag="{*}si", resolve_entities=False, no_network=True, load_dtd=False)
    texts: list[str] = []
    try:
        for chunk in package.chunks(part):
            parser.feed(chunk)
            texts += _strings_of(parser.read_events())
        parser.close()
    except etree.XMLSyntaxError as fault:
        raise BrokenWorkbook from fault
    return texts


def _strings_of(events: Iterable[Any]) -> Iterator[str]:
    """`events` are pairs of kind and element; lxml's stubs allow for namespaces, which are not asked for."""
    for _, element in events:
        yield text_of(element)
        element.clear()
        above = element.getparent()
        while above is not None and element.getprevious() is not None:
            del above[0]


def text_of(element: etree._Element) -> str:
    """The text of a shared or inline string, its runs joined, with `_x000D_` and the like turned back."""
    if len(element) == 1 and element[0].tag.endswith("}t"):
        return unescaped(element[0].text or "")
    pieces = []
    for part in element:
        name = local_name(part)
        if name == "t":
            pieces.append(part.text or "")
        elif name == "r":
            pieces += [inner.text or "" for inner in children(part, "t")]
    return unescaped("".join(pieces))


def unescaped(text: str) -> str:
    """Control characters as Excel writes them in XML.

    >>> unescaped("a_x000A_b"), unescaped("_x005F_x000A_")
    ('a\\nb', '_x000A_')
    """
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def read_looks(package: Package, part: str | None) -> list[Look]:
    """The look of each cell format in order."""
    if part is None:
        return [PLAIN]
    root = parsed(package.read(part))
    codes = {
        attribute(each, "numFmtId"): attribute(each, "formatCode")
        for each in children(child(root, "numFmts"), "numFmt")
    }
    looks = []
    for each in children(child(root, "cellXfs"), "xf"):
        number = attribute(each, "numFmtId") or "0"
        looks.append(look_of(int(number) if number.isdecimal() and len(number) < 10 else 0, codes.get(number)))
        if len(looks) > _MOST_STYLES:
            raise UnsafeWorkbook
    return looks or [PLAIN]
