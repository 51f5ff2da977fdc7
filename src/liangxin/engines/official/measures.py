"""Lengths of the page in twips (a twentieth of a point, the unit of Word), with the clauses of GB/T 9704-2012.

Turned by a quarter, the page keeps its type area: what was left is then on top.
"""

from __future__ import annotations

from dataclasses import dataclass

from liangxin.kernel.term import Term

POINT = 20


def millimetres(length: float) -> int:
    """Twips of a length in millimetres.

    >>> millimetres(210), millimetres(297)
    (11906, 16838)
    """
    return round(length * 1440 / 25.4)


class TypeSize(Term):
    """Chinese type sizes; `half_points` is what Word counts in."""

    TWO = "two", "二号"
    THREE = "three", "三号"
    FOUR = "four", "四号"
    SMALL_FOUR = "small_four", "小四"
    FIVE = "five", "五号"
    SMALL_FIVE = "small_five", "小五"

    @property
    def half_points(self) -> int:
        return _HALF_POINTS[self]

    @property
    def twips(self) -> int:
        return self.half_points * POINT // 2


# 二号 22 pt, 三号 16, 四号 14, 小四 12, 五号 10.5: from memory, see README.
_HALF_POINTS = {
    TypeSize.TWO: 44,
    TypeSize.THREE: 32,
    TypeSize.FOUR: 28,
    TypeSize.SMALL_FOUR: 24,
    TypeSize.FIVE: 21,
    TypeSize.SMALL_FIVE: 18,
}

# 5.1: A4. 5.2.1: white above 37 mm, at the binding 28 mm, type area 156 mm by 225 mm; the rest follows.
PAPER_WIDTH, PAPER_HEIGHT = millimetres(210), millimetres(297)
TOP, BINDING = millimetres(37), millimetres(28)
BOTTOM, OUTSIDE = millimetres(297 - 37 - 225), millimetres(210 - 28 - 156)
AREA_WIDTH = PAPER_WIDTH - BINDING - OUTSIDE
AREA_HEIGHT = PAPER_HEIGHT - TOP - BOTTOM

# 5.2.3: 22 lines a page, 28 characters a line, filling the type area.
LINES, CHARACTERS = 22, 28
LINE = AREA_HEIGHT // LINES
# 28 characters of 三号 (16 pt) are wider than 156 mm: each stands a quarter of a point closer to the next. Word has a
# grid of characters for this, but LibreOffice gives two of its cells to a character that is wider than one.
CLOSER = -5
CHARACTER = 16 * POINT + CLOSER


@dataclass(frozen=True, slots=True)
class Page:
    """A page upright or turned, in twips."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int

    @property
    def area_width(self) -> int:
        return self.width - self.left - self.right


UPRIGHT = Page(PAPER_WIDTH, PAPER_HEIGHT, TOP, OUTSIDE, BOTTOM, BINDING)
TURNED = Page(PAPER_HEIGHT, PAPER_WIDTH, BINDING, TOP, OUTSIDE, BOTTOM)


def characters(count: float) -> int:
    """Twips of that many characters of the body."""
    return round(count * CHARACTER)
