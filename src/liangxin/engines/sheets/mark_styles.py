"""Cell formats of a marked copy: each is a twin of the one it replaces, with the colour of a mark."""

from __future__ import annotations

import copy

from lxml import etree

from liangxin.engines.sheets.package import attribute, child, children

COLOUR = "FFFFC7CD"  # a shade of Excel's own "bad", so that our marks are told from others' when they are taken away


class StyleBook:
    """The styles part, to which twins are added as they are asked for."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self._formats, self._fills = child(root, "cellXfs"), child(root, "fills")
        self._twins: dict[tuple[int, str], int] = {}
        self._fill: int | None = None
        marked = {str(place) for place, fill in enumerate(children(self._fills, "fill")) if _is_ours(fill)}
        listed = list(children(self._formats, "xf"))
        self._size = len(listed)
        self.marked_before = {place for place, xf in enumerate(listed) if attribute(xf, "fillId") in marked}

    def marked(self, style: int) -> int:
        """The twin in the colour of a mark."""
        return style if style in self.marked_before else self._twin(style, "marked")

    def unmarked(self, style: int) -> int:
        """The twin without any fill: what stood there before a mark is not known."""
        return self._twin(style, "unmarked")

    def problem(self) -> int:
        """The format of the column of problems: marked, in as many lines as it takes."""
        return self._twin(0, "problem")

    def _twin(self, style: int, way: str) -> int:
        if (style, way) not in self._twins:
            self._twins[style, way] = self._make(style, way)
        return self._twins[style, way]

    def _make(self, style: int, way: str) -> int:
        """Without formats or fills there is nothing to add to, and the cell keeps its format."""
        if self._formats is None or self._fills is None or not 0 <= style < self._size:
            return style
        twin = copy.deepcopy(list(children(self._formats, "xf"))[style])
        twin.set("fillId", "0" if way == "unmarked" else str(self._our_fill(self._fills)))
        twin.set("applyFill", "1")
        if way == "problem":
            _wrap(twin)
        self._formats.append(twin)
        number = len(list(children(self._formats, "xf"))) - 1
        self._formats.set("count", str(number + 1))
        return number

    def _our_fill(self, fills: etree._Element) -> int:
        if self._fill is None:
            space = etree.QName(fills).namespace
            fill = etree.SubElement(fills, f"{{{space}}}fill")
            pattern = etree.SubElement(fill, f"{{{space}}}patternFill", patternType="solid")
            etree.SubElement(pattern, f"{{{space}}}fgColor", rgb=COLOUR)
            etree.SubElement(pattern, f"{{{space}}}bgColor", indexed="64")
            self._fill = len(list(children(fills, "fill"))) - 1
            fills.set("count", str(self._fill + 1))
        return self._fill


def _is_ours(fill: etree._Element) -> bool:
    colour = child(child(fill, "patternFill"), "fgColor")
    return colour is not None and (attribute(colour, "rgb") or "").upper() == COLOUR


def _wrap(twin: etree._Element) -> None:
    space = etree.QName(twin).namespace
    for old in list(children(twin, "alignment")):
        twin.remove(old)
    twin.insert(0, etree.Element(f"{{{space}}}alignment", wrapText="1", vertical="top"))
    twin.set("applyAlignment", "1")
