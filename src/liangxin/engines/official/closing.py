"""What stands below the body: 附件说明 (7.3.4), signature and date (7.3.5), 附注 (7.3.6), 版记 (7.4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import ceil

from liangxin.engines.official.characters import one_line, width
from liangxin.engines.official.flow import Flow
from liangxin.engines.official.fonts import Face, Fonts
from liangxin.engines.official.markup import Element, w
from liangxin.engines.official.measures import AREA_HEIGHT, AREA_WIDTH, BINDING, CHARACTERS, LINE, TypeSize, characters
from liangxin.engines.official.paragraphs import at_right, in_face, paragraph, tab, words
from liangxin.engines.official.records import Attachment, Attendance, Imprint, Layout, OfficialDocument
from liangxin.engines.official.styles import (
    ATTACHMENT_LIST,
    ATTENDANCE,
    DATE,
    GAP,
    IMPRINT,
    IMPRINT_LINE,
    REMARK,
    SIGNATURE,
    spacing,
)
from liangxin.engines.official.text_box import Box, text_box

# Characters right of the date (7.3.5.1; confirmed) or of the longer line (7.3.5.2; from memory, see README).
_SEALED_BLANK, _UNSEALED_BLANK = 4, 2
# Characters in a line of copies: without 抄送：, a blank on either side, and one that a mark may take to the next line.
_COPY_CHARACTERS = AREA_WIDTH // TypeSize.FOUR.twips - 3 - 2 - 1
_THICK, _FINE = 8, 6  # eighths of a point: 0.35 mm and 0.25 mm (7.4.1; from memory, see README)


def day(on: date) -> str:
    """7.3.5.4: Arabic figures, the year in full, no zeros before month and day.

    >>> day(date(2025, 3, 1))
    '2025年3月1日'
    """
    return f"{on.year}年{on.month}月{on.day}日"


def add_closing(flow: Flow, document: OfficialDocument) -> None:
    """List of attachments, those at the meeting, signature, date, remark."""
    flow.add(*_attachment_list(document.attachments))
    flow.add(*_attendance(document.attendance, document.fonts))
    name = one_line(document.signed_by)
    written = day(document.signed_on) if document.signed_on else ""
    if name or written:
        flow.keep_last_with_next()
        flow.add(*_signature(name, written, sealed=document.sealed))
    remark = one_line(document.remark)
    if remark:
        flow.keep_last_with_next()
        flow.add(paragraph(REMARK, [words(f"（{remark.strip('（）()')}）")]))


def _attachment_list(attachments: Sequence[Attachment]) -> list[Element]:
    """One line below the body; further lines of a title stand under its first character."""
    titles = [one_line(attachment.title) for attachment in attachments]
    numbers = [f"{number}." for number in range(1, len(titles) + 1)] if len(titles) > 1 else [""] * len(titles)
    number_width = width(numbers[-1]) + 0.25 if len(titles) > 1 else 0
    left = characters(5 + number_width)
    written: list[Element] = []
    for number, title in zip(numbers, titles, strict=True):
        start = [] if written else [words("附件：")]
        content = [*start, words(number), tab(), words(title)] if number else [*start, words(title)]
        hanging = left - characters(5 if written else 2)
        indent = w("ind", left=left, hanging=hanging) if hanging else w("ind", left=left)
        space = spacing(LINE, before=0 if written else LINE)
        written.append(paragraph(ATTACHMENT_LIST, content, [w("keepLines"), indent, space]))
    return written


def _attendance(attendance: Sequence[Attendance], fonts: Fonts) -> list[Element]:
    """10.3: a blank line below, two characters in, the word in 黑体, further lines under the first name.

    From memory, see README.
    """
    written: list[Element] = []
    for one in attendance:
        label = one_line(one.label).rstrip("：:") + "："
        hanging = characters(width(label))
        indent = w("ind", left=characters(2) + hanging, hanging=hanging)
        space = spacing(LINE, before=0 if written else LINE)
        content = [in_face(label, Face.HEI, fonts), words(one_line(one.names))]
        written.append(paragraph(ATTENDANCE, content, [indent, space]))
    return written


def _signature(name: str, written: str, *, sealed: bool) -> list[Element]:
    """Sealed: the date four characters from the right, the name centred over it, room above for the upper half of a
    seal of 42 mm, whose centre lies a little above both. Unsealed: the date begins two characters right of the name.
    """
    place = _sealed_place if sealed else _unsealed_place
    name_blank, date_blank = place(min(width(name), CHARACTERS), width(written))
    before = 2 * LINE if sealed else LINE
    elements = []
    if name:
        elements.append(paragraph(SIGNATURE, [words(name)], [at_right(name_blank), spacing(LINE, before)]))
    if written:
        held = [at_right(date_blank), spacing(LINE, 0 if name else before)]
        elements.append(paragraph(DATE, [words(written)], held))
    return elements


def _sealed_place(name: float, written: float) -> tuple[float, float]:
    """Characters free right of name and date; a name too wide for that pushes the date inwards.

    >>> _sealed_place(7, 6), _sealed_place(20, 6)
    ((3.5, 4), (0, 7.0))
    """
    if not written:
        return _SEALED_BLANK, _SEALED_BLANK
    beside = _SEALED_BLANK + written / 2 - name / 2
    return (beside, _SEALED_BLANK) if beside >= 0 else (0, name / 2 - written / 2)


def _unsealed_place(name: float, written: float) -> tuple[float, float]:
    """Characters free right of name and date.

    >>> _unsealed_place(10, 6), _unsealed_place(5, 6)
    ((2, 4), (5, 2))
    """
    if not name or not written:
        return _UNSEALED_BLANK, _UNSEALED_BLANK
    if written <= name:
        return _UNSEALED_BLANK, max(0, _UNSEALED_BLANK + name - written - 2)
    return _UNSEALED_BLANK + written + 2 - name, _UNSEALED_BLANK


def add_imprint(flow: Flow, imprint: Imprint, layout: Layout = Layout.DOCUMENT) -> None:
    """A table in a box at the foot of the last page; its last line lies on the edge of the type area (7.4.1).

    10.1: that of a letter has neither lines nor who printed it and when (from memory, see README).
    """
    is_letter = layout is Layout.LETTER
    copied_to, printed_by = one_line(imprint.copied_to).rstrip("。."), one_line(imprint.printed_by)
    printed_on = f"{day(imprint.printed_on)}印发" if imprint.printed_on else ""
    rows, lines = [], 0
    if copied_to:
        rows.append(_copies(copied_to))
        lines += ceil((width(copied_to) + 1) / _COPY_CHARACTERS)
    if (printed_by or printed_on) and not is_letter:
        rows.append(_printing(printed_by, printed_on))
        lines += 1
    if not rows:
        return
    flow.turn(landscape=False)
    grid = w("tblGrid", w("gridCol", w=AREA_WIDTH))
    table = w("tbl", _imprint_properties(lined=not is_letter), grid, *rows)
    box = Box(3, "版记", AREA_WIDTH, min(lines * IMPRINT_LINE, AREA_HEIGHT), BINDING)
    flow.add(paragraph(GAP, [text_box(box, [table, paragraph(GAP)])]))


def _copies(copied_to: str) -> Element:
    """7.4.2: a character free on either side, further lines under the first character after the colon, a full stop.

    From memory, see README.
    """
    blank = TypeSize.FOUR.twips
    indent = w("ind", left=4 * blank, hanging=3 * blank, right=blank)
    return _imprint_row(paragraph(IMPRINT, [words(f"抄送：{copied_to}。")], [indent]))


def _printing(printed_by: str, printed_on: str) -> Element:
    """7.4.3: the body a character from the left, the date a character from the right (from memory, see README)."""
    blank = TypeSize.FOUR.twips
    right = w("tabs", w("tab", val="right", pos=AREA_WIDTH - blank))
    indent = w("ind", left=blank, right=blank)
    return _imprint_row(paragraph(IMPRINT, [words(printed_by), tab(), words(printed_on)], [right, indent]))


def _imprint_row(line: Element) -> Element:
    cell = w("tc", w("tcPr", w("tcW", w=AREA_WIDTH, type="dxa"), w("vAlign", val="center")), line)
    return w("tr", w("trPr", w("cantSplit")), cell)


def _imprint_properties(*, lined: bool) -> Element:
    sizes = {"top": _THICK, "bottom": _THICK, "insideH": _FINE} if lined else {}
    edges = (w(side, val="single", sz=size, space=0, color="000000") for side, size in sizes.items())
    padding = (w(side, w=0, type="dxa") for side in ("top", "left", "bottom", "right"))
    return w(
        "tblPr",
        w("tblW", w=AREA_WIDTH, type="dxa"),
        w("tblBorders", *edges),
        w("tblLayout", type="fixed"),
        w("tblCellMar", *padding),
    )
