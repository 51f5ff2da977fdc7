"""The head of a letter (信函格式, 10.1): the name in red, a red double line under it and one at the foot of the page.

Confirmed are the name 30 mm below the edge of the paper, the lines 4 mm below it and 20 mm above the lower edge, their
length of 170 mm and which of each pair is the thicker; the rest is from memory, see README.
"""

from __future__ import annotations

from liangxin.engines.official.flow import Flow
from liangxin.engines.official.markup import Element, w
from liangxin.engines.official.measures import LINE, PAPER_HEIGHT, PAPER_WIDTH, POINT, TOP, TypeSize, millimetres
from liangxin.engines.official.paragraphs import paragraph, words
from liangxin.engines.official.records import Align, RedHead
from liangxin.engines.official.styles import GAP, NUMBER, RED, RED_HEAD, RED_LINE, justification, spacing
from liangxin.engines.official.text_box import Box, text_box
from liangxin.engines.official.titles import name_lines, name_size

_NAME_TOP, _LINE_BELOW, _FOOT_LINE = millimetres(30), millimetres(4), millimetres(20)
_WIDTH = millimetres(170)
_LEFT = (PAPER_WIDTH - _WIDTH) // 2
_THICK, _THIN, _BETWEEN = (
    18,
    6,
    40,
)  # eighths of a point, and twips; the weights are no measures of the standard but ours
_LINES_HEIGHT = 120  # twips of a box with both lines


def add_letter_head(flow: Flow, red_head: RedHead, number: str) -> None:
    """Name and lines in boxes, for they stand outside the type area; the number under them on the right."""
    lines = name_lines(red_head.name)
    size = name_size(lines)
    height = size * POINT * 6 // 5
    names = [
        paragraph(RED_HEAD, [words(line, w("sz", val=size * 2), w("szCs", val=size * 2))], [spacing(height)])
        for line in lines
    ]
    slack = (height - size * POINT) // 2  # of a line above and below its characters
    line_top = _NAME_TOP - slack + height * len(lines) - slack + _LINE_BELOW
    boxes = [
        text_box(Box(4, "发文机关标志", _WIDTH, height * len(lines), _LEFT, _NAME_TOP - slack), names),
        _double_line(5, line_top, _THICK, _THIN),
        _double_line(6, PAPER_HEIGHT - _FOOT_LINE, _THIN, _THICK),
    ]
    # From memory: 7/8 of a character between the line and the number.
    below = line_top + _LINES_HEIGHT // 2 + TypeSize.THREE.twips * 7 // 8 - TOP
    flow.add(paragraph(GAP, boxes))
    held = [spacing(LINE, before=max(0, below)), justification(Align.RIGHT), w("keepNext")]
    flow.add(paragraph(NUMBER, [words(number)], held))


def _double_line(number: int, top: int, upper: int, lower: int) -> Element:
    """Two lines of these weights; a paragraph each, so that nobody's own double line decides which is above."""
    rows = []
    for size in (upper, lower):
        edge = w("pBdr", w("top", val="single", sz=size, space=0, color=RED))
        rows.append(paragraph(RED_LINE, (), [spacing(_BETWEEN), edge]))
    return text_box(Box(number, "红色双线", _WIDTH, _LINES_HEIGHT, _LEFT, top), rows)
