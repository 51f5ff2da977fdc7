"""What stands above the body: 版头 (7.2), title (7.3.1), 主送机关 (7.3.2)."""

from __future__ import annotations

from liangxin.engines.official.characters import one_line
from liangxin.engines.official.flow import Flow
from liangxin.engines.official.fonts import Face, Fonts
from liangxin.engines.official.letter import add_letter_head
from liangxin.engines.official.markup import Element, w
from liangxin.engines.official.measures import AREA_WIDTH, LINE, POINT, characters, millimetres
from liangxin.engines.official.paragraphs import broken, in_face, paragraph, tab, words
from liangxin.engines.official.records import Layout, OfficialDocument, RedHead
from liangxin.engines.official.styles import (
    ADDRESSEE,
    NUMBER,
    RED,
    RED_HEAD,
    RED_LINE,
    TITLE,
    spacing,
)
from liangxin.engines.official.titles import name_lines, name_size, title_lines

_NUMBER_LINE = 20 * POINT  # a line just higher than its 16 pt, so that the 4 mm are measured from the characters
_RED_LINE_WIDTH = 12  # eighths of a point


def add_head(flow: Flow, document: OfficialDocument) -> None:
    """The first page down to the body."""
    number = one_line(document.number)
    if document.red_head is not None and document.layout is Layout.LETTER:
        add_letter_head(flow, document.red_head, number)
    elif document.red_head is not None:
        _add_red_head(flow, document.red_head, number, document.fonts)
    addressee = one_line(document.addressee)
    # 7.3.1: two lines below the red line; 7.3.2: one line above 主送机关, or above the body where there is none.
    # Both distances from memory, see README.
    before = 2 * LINE if document.red_head is not None else 0
    under_title = bool(number) and document.red_head is None
    flow.add(title_paragraph(document.title, before=before, after=0 if under_title else LINE))
    if under_title:
        flow.add(paragraph(NUMBER, [words(number)], [spacing(LINE, after=LINE), w("keepNext")]))
    if addressee:
        flow.add(paragraph(ADDRESSEE, [words(addressee.rstrip("：:") + "：")]))


def title_paragraph(title: str, *, before: int = 0, after: int = LINE) -> Element:
    return paragraph(TITLE, broken(title_lines(title)), [spacing(TITLE.line, before, after)])


def _add_red_head(flow: Flow, red_head: RedHead, number: str, fonts: Fonts) -> None:
    flow.add(*_names(red_head))
    approver = one_line(red_head.approver)
    # 7.2.5, 7.2.6: two lines below the name; with a 签发人 the number moves to the left. From memory, see README.
    distance = [spacing(_NUMBER_LINE, before=2 * LINE)]
    if approver:
        edges = [w("tabs", w("tab", val="right", pos=AREA_WIDTH - characters(1))), w("ind", left=characters(1))]
        signer = [words("签发人："), in_face(approver, Face.KAI, fonts)]
        flow.add(paragraph(NUMBER, [words(number), tab(), *signer], [*distance, *edges, w("jc", val="left")]))
    else:
        flow.add(paragraph(NUMBER, [words(number)], distance))
    flow.add(_red_line())


def _names(red_head: RedHead) -> list[Element]:
    """7.2.4: the upper edge of the name 35 mm below that of the type area (from memory, see README)."""
    lines = name_lines(red_head.name)
    size = name_size(lines)
    height = size * POINT * 6 // 5
    written: list[Element] = []
    for line in lines:
        before = 0 if written else millimetres(35) - (height - size * POINT) // 2
        sizes = [w("sz", val=size * 2), w("szCs", val=size * 2)]
        written.append(paragraph(RED_HEAD, [words(line, *sizes)], [spacing(height, before)]))
    return written


def _red_line() -> Element:
    """7.2.7: 4 mm below the number, as wide as the type area (from memory, see README)."""
    before = millimetres(4) - (_NUMBER_LINE - 16 * POINT) // 2
    line = w("pBdr", w("top", val="single", sz=_RED_LINE_WIDTH, space=0, color=RED))
    return paragraph(RED_LINE, (), [spacing(RED_LINE.line, before), line])
