"""A text box without a line, at a fixed place of its page: for what the flow of text cannot reach.

Understood by Word 2010 and later, WPS and LibreOffice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from liangxin.engines.official.markup import MC, WP, WPS, A, Element, element, w

_EMU = 635  # English metric units a twip


@dataclass(frozen=True, slots=True)
class Box:
    """Where a box stands and how its text lies. Lengths in twips.

    `left` and `top` are measured from the paper; without `top` the box stands on the lower edge of the type area, keeps
    the text of the page off, and its own text stands on that edge. `turned`: text runs from top to bottom.
    """

    number: int
    name: str
    width: int
    height: int
    left: int
    top: int | None = None
    turned: bool = False


def text_box(box: Box, content: Sequence[Element]) -> Element:
    """A w:r with the box; a document has no two boxes of one number."""
    at_foot = box.top is None
    anchor = element(
        WP,
        "anchor",
        element(WP, "simplePos", x=0, y=0),
        _place("positionH", "posOffset", box.left * _EMU, "page"),
        _place("positionV", "align", "bottom", "margin") if box.top is None
        else _place("positionV", "posOffset", box.top * _EMU, "page"),
        element(WP, "extent", cx=box.width * _EMU, cy=box.height * _EMU),
        element(WP, "effectExtent", l=0, t=0, r=0, b=0),
        element(WP, "wrapTopAndBottom" if at_foot else "wrapNone"),
        element(WP, "docPr", id=box.number, name=box.name),
        element(WP, "cNvGraphicFramePr"),
        element(A, "graphic", element(A, "graphicData", _shape(box, content, at_foot=at_foot), uri=WPS)),
        **dict.fromkeys(("distT", "distB", "distL", "distR", "simplePos", "behindDoc", "locked"), 0),
        **dict.fromkeys(("relativeHeight", "layoutInCell", "allowOverlap"), 1),
    )  # fmt: skip
    return w("r", element(MC, "AlternateContent", element(MC, "Choice", w("drawing", anchor), Requires="wps")))


def _place(name: str, measure: str, value: str | int, relative_to: str) -> Element:
    place = element(WP, measure)
    place.text = str(value)
    return element(WP, name, place, relativeFrom=relative_to)


def _shape(box: Box, content: Sequence[Element], *, at_foot: bool) -> Element:
    extent = element(A, "ext", cx=box.width * _EMU, cy=box.height * _EMU)
    outline = element(
        WPS,
        "spPr",
        element(A, "xfrm", element(A, "off", x=0, y=0), extent),
        element(A, "prstGeom", element(A, "avLst"), prst="rect"),
        element(A, "noFill"),
        element(A, "ln", element(A, "noFill")),
    )
    lie = {"vert": "vert" if box.turned else "horz", "anchor": "b" if at_foot else "ctr"}
    inset = dict.fromkeys(("lIns", "tIns", "rIns", "bIns"), 0)
    return element(
        WPS,
        "wsp",
        element(WPS, "cNvSpPr", txBox=1),
        outline,
        element(WPS, "txbx", w("txbxContent", *content)),
        element(WPS, "bodyPr", rot=0, wrap="square", **lie, **inset),
    )
