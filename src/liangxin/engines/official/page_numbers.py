"""Page numbers (7.5): 四号 宋体 between two dashes, 7 mm below the type area, odd pages right, even pages left.

What we know is the text of 1999; that it is the same in 2012 is from memory, see README.

On a turned page the number stands where it stands on the upright one (clause 8), so at the left edge, turned too.
"""

from __future__ import annotations

from liangxin.engines.official.markup import Element, W, element, w
from liangxin.engines.official.measures import AREA_WIDTH, BINDING, BOTTOM, TypeSize, millimetres
from liangxin.engines.official.paragraphs import paragraph, words
from liangxin.engines.official.records import Align
from liangxin.engines.official.styles import PAGE_NUMBER, justification
from liangxin.engines.official.text_box import Box, text_box

_LINE = PAGE_NUMBER.line
# From the lower edge of the paper to the lower edge of the number's line; the dashes are in the middle of the line.
FOOTER_DISTANCE = BOTTOM - millimetres(7) - _LINE // 2
_BOX = _LINE * 2


def footer(*, even: bool, turned: bool) -> Element:
    """A footer part with the number of an odd or even page."""
    number = _number(even=even)
    return element(W, "ftr", paragraph(PAGE_NUMBER, [_turned_box(number, even=even)]) if turned else number)


def _number(*, even: bool) -> Element:
    """A blank of one character lies between the number and the edge of the type area."""
    blank = TypeSize.FOUR.twips
    indent = w("ind", leftChars=100, left=blank) if even else w("ind", rightChars=100, right=blank)
    align = justification(Align.LEFT if even else Align.RIGHT)
    return paragraph(PAGE_NUMBER, [words("— "), *_page_field(), words(" —")], [indent, align])


def _page_field() -> list[Element]:
    instruction = w("instrText")
    instruction.text = "PAGE"
    begin, separate, end = (w("r", w("fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end"))
    return [begin, w("r", instruction), separate, words("1"), end]


def _turned_box(number: Element, *, even: bool) -> Element:
    """A box along the type area at the left of the page, its text turned clockwise.

    The turned page has at its left what the upright one has at its foot, and on top the upright one's left side.
    """
    left = FOOTER_DISTANCE + _LINE // 2 - _BOX // 2
    return text_box(Box(2 if even else 1, "页码", _BOX, AREA_WIDTH, left, BINDING, turned=True), [number])
