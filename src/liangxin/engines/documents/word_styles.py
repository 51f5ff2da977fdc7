"""What Word's paragraph styles say about structure: heading level, list, table of contents."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from liangxin.engines.documents.package import attribute, child, children
from liangxin.engines.documents.word_numbering import integer

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.I)
_BODY_TEXT = 9  # the outline level of what is no heading


@dataclass(frozen=True, slots=True)
class Style:
    """`heading` counts from 1; `list_id` and `list_level` as in the style's numPr, None where it has none."""

    heading: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    is_contents: bool = False


class Styles:
    """Paragraph styles by id, with what they inherit."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._resolved: dict[str, Style] = {}
        self.default = ""
        for element in children(root, "style") if root is not None else ():
            style_id = attribute(element, "styleId") or ""
            self._elements[style_id] = element
            if attribute(element, "type") == "paragraph" and attribute(element, "default") in {"1", "true", "on"}:
                self.default = style_id

    def get(self, style_id: str) -> Style:
        if style_id not in self._resolved:
            self._resolved[style_id] = self._resolve(style_id)
        return self._resolved[style_id]

    def _resolve(self, style_id: str) -> Style:
        style, seen = Style(), set[str]()
        while style_id in self._elements and style_id not in seen:
            seen.add(style_id)
            element = self._elements[style_id]
            own = _own(element)
            style = Style(
                style.heading if style.heading is not None else own.heading,
                style.list_id if style.list_id is not None else own.list_id,
                style.list_level if style.list_level is not None else own.list_level,
                style.is_contents or own.is_contents,
            )
            based_on = child(element, "basedOn")
            style_id = (attribute(based_on, "val") if based_on is not None else None) or ""
        return style if style.heading else Style(None, style.list_id, style.list_level, style.is_contents)


def _own(element: etree._Element) -> Style:
    named = child(element, "name")
    name = ((attribute(named, "val") if named is not None else None) or "").strip().lower()
    properties = child(element, "pPr")
    heading = heading_level(properties)
    if heading is None:
        match = _HEADING.match(name)
        heading = int(match[1]) if match else 1 if name in {"title", "标题"} else None
    list_id, list_level = list_of(properties)
    return Style(heading, list_id, list_level, name.startswith("toc ") and name[4:].isdigit())


def heading_level(properties: etree._Element | None) -> int | None:
    """From 1; 0 where the outline level says body text, None where nothing is said."""
    outline = child(properties, "outlineLvl")
    if outline is None:
        return None
    level = integer(attribute(outline, "val"), _BODY_TEXT)
    return level + 1 if level < _BODY_TEXT else 0


def list_of(properties: etree._Element | None) -> tuple[str | None, int | None]:
    """The list and level (from 0) of a numPr, None for what it leaves to the style."""
    list_id = child(properties, "numPr", "numId")
    level = child(properties, "numPr", "ilvl")
    return (
        attribute(list_id, "val") if list_id is not None else None,
        integer(attribute(level, "val"), 0) if level is not None else None,
    )
