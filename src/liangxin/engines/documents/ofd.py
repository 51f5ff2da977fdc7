"""Reads OFD (GB/T 33190-2016): the text objects of each page and of its templates, placed by their coordinates.

Own reader: the one maintained library that reads OFD rests on PyMuPDF, whose licence (AGPL) does not fit ours.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from lxml import etree

from liangxin.engines.documents.assembly import Assembly
from liangxin.engines.documents.limits import Limits
from liangxin.engines.documents.package import Package, attribute, child, children, resolve
from liangxin.engines.documents.page_lines import Glyph, Page, lines_of, paragraphs_of, without_running_heads
from liangxin.engines.documents.refusals import (
    BrokenFile,
    EncryptedFile,
    TooManyPages,
    TooMuchText,
)
from liangxin.engines.documents.structure import Document, Format

FURTHEST = 1e6
A4 = (210.0, 297.0)  # millimetres, like all lengths of the format
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,2})?")
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

PlacedGlyphs = tuple[list[Glyph], dict[str, str], tuple[float, float]]  # with texts of objects by number, and size


def read_ofd(raw: bytes, limits: Limits) -> Document:
    """Raises BrokenFile, EncryptedFile, UnsafePackage, TooManyPages, TooMuchText, NoText."""
    with Package(raw, Format.OFD, limits) as package:
        check_open(package)
        pages = OfdReader(package, limits).pages()
    kept, warnings = without_running_heads(pages)
    assembly = Assembly(limits)
    for paragraph in paragraphs_of(kept):
        assembly.paragraph(paragraph)
    return assembly.finish(Format.OFD, pages=len(pages), warnings=warnings)


def check_open(package: Package) -> None:
    """Raises EncryptedFile where the package says that its parts are."""
    if "Encryptions.xml" in package:
        raise EncryptedFile(format=Format.OFD.label)


class OfdReader:
    def __init__(self, package: Package, limits: Limits) -> None:
        self._package = package
        self._limits = limits
        self._characters = 0

    def pages(self) -> list[Page]:
        return [self._page(*page) for page in self._located()]

    def placed(self) -> list[PlacedGlyphs]:
        return [self._placed(*page) for page in self._located()]

    def _located(self) -> list[tuple[str, dict[str, etree._Element], tuple[float, float]]]:
        located = [page for root in self._document_roots() for page in self._located_pages(root)]
        if len(located) > self._limits.pages:
            raise TooManyPages(pages=len(located), limit=self._limits.pages)
        if not located:
            raise BrokenFile(format=Format.OFD.label)
        return located

    def _document_roots(self) -> list[str]:
        roots = [child(body, "DocRoot") for body in children(self._package.xml("OFD.xml"), "DocBody")]
        return [resolve("OFD.xml", (root.text or "").strip()) for root in roots if root is not None]

    def _located_pages(self, root: str) -> Iterator[tuple[str, dict[str, etree._Element], tuple[float, float]]]:
        document = self._package.xml(root)
        templates = {}
        for template in document.iter("{*}TemplatePage"):
            part = resolve(root, attribute(template, "BaseLoc") or "")
            if part in self._package:
                templates[attribute(template, "ID") or ""] = self._package.xml(part)
        size = _size(child(document, "CommonData", "PageArea")) or A4
        pages = child(document, "Pages")
        for page in children(pages, "Page") if pages is not None else ():
            yield resolve(root, attribute(page, "BaseLoc") or ""), templates, size

    def _page(self, part: str, templates: dict[str, etree._Element], size: tuple[float, float]) -> Page:
        glyphs, _, (width, height) = self._placed(part, templates, size)
        return Page(width, height, lines_of(glyphs))

    def _placed(self, part: str, templates: dict[str, etree._Element], size: tuple[float, float]) -> PlacedGlyphs:
        root = self._package.xml(part)
        glyphs: list[Glyph] = []
        objects: dict[str, str] = {}
        for used in children(root, "Template"):
            template = templates.get(attribute(used, "TemplateID") or "")
            if template is not None:
                glyphs += self._glyphs(template, objects)
        glyphs += self._glyphs(root, objects)
        return glyphs, objects, _size(child(root, "Area")) or size

    def _glyphs(self, root: etree._Element, objects: dict[str, str]) -> list[Glyph]:
        content = child(root, "Content")
        if content is None:
            return []
        glyphs: list[Glyph] = []
        for placed in content.iter("{*}TextObject"):
            if attribute(placed, "Visible") != "false":
                drawn = list(_text_object(placed))
                objects[attribute(placed, "ID") or ""] = "".join(glyph.text for glyph in drawn)
                glyphs += drawn
        self._characters += len(glyphs)
        if self._characters > self._limits.characters:
            raise TooMuchText(limit=self._limits.characters)
        return glyphs


def _size(area: etree._Element | None) -> tuple[float, float] | None:
    box = child(area, "PhysicalBox")
    numbers = _numbers(box.text if box is not None else None)
    return (numbers[2], numbers[3]) if len(numbers) >= 4 and numbers[2] > 0 and numbers[3] > 0 else None


def _text_object(element: etree._Element) -> Iterator[Glyph]:
    """The glyphs of a text object: each at boundary + CTM × (X + ΣDeltaX, Y + ΣDeltaY), on its base line."""
    left, top, *_ = *_numbers(attribute(element, "Boundary")), 0.0, 0.0
    a, b, c, d, e, f = matrix if len(matrix := _numbers(attribute(element, "CTM"))) == 6 else _IDENTITY
    size = next(iter(_numbers(attribute(element, "Size"))), 0.0) or 4.0
    stretch = next(iter(_numbers(attribute(element, "HScale"))), 1.0)
    height, width = size * (math.hypot(c, d) or 1.0), size * stretch * (math.hypot(a, b) or 1.0)
    x = y = 0.0
    for code in children(element, "TextCode"):
        x = next(iter(_numbers(attribute(code, "X"))), x)
        y = next(iter(_numbers(attribute(code, "Y"))), y)
        text = (code.text or "").strip("\r\n")
        steps_x, steps_y = deltas(attribute(code, "DeltaX"), len(text)), deltas(attribute(code, "DeltaY"), len(text))
        at_x, at_y = x, y
        for index, character in enumerate(text):
            page_x, page_y = left + a * at_x + c * at_y + e, top + b * at_x + d * at_y + f
            share = 0.5 if character.isascii() else 1.0
            advance = width * share
            yield Glyph(character, page_x, page_x + advance, page_y - 0.88 * height, page_y + 0.12 * height)
            at_x += steps_x[index] if index < len(steps_x) else 0.0 if steps_y else size * stretch * share
            at_y += steps_y[index] if index < len(steps_y) else 0.0


def deltas(text: str | None, most: int) -> list[float]:
    """Offsets between glyphs; `g 3 4.5` is short for three times 4.5 (GB/T 33190, 11.3). No more than `most` of them.

    >>> deltas("1 g 3 4.5 2", 10)
    [1.0, 4.5, 4.5, 4.5, 2.0]
    """
    offsets: list[float] = []
    words = iter((text or "").split())
    for word in words:
        if len(offsets) >= most:
            break
        if word != "g":
            offsets += _numbers(word)
            continue
        count, offset = _numbers(next(words, "")), _numbers(next(words, ""))
        if count and offset:
            offsets += offset[:1] * max(0, min(int(count[0]), most - len(offsets)))
    return offsets


def _numbers(text: str | None) -> list[float]:
    """Numbers of an attribute; those beyond any page are cut to a size that cannot overflow."""
    return [max(-FURTHEST, min(float(number), FURTHEST)) for number in _NUMBER.findall(text or "")]
