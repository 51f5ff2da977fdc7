"""The part word/document.xml: head, blocks, closing, attachments and imprint in their order (7.1)."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from liangxin.engines.official.characters import kept, lines_of, one_line
from liangxin.engines.official.closing import add_closing, add_imprint
from liangxin.engines.official.flow import Flow
from liangxin.engines.official.fonts import Face, Fonts
from liangxin.engines.official.head import add_head, title_paragraph
from liangxin.engines.official.markup import Element, W, element, w
from liangxin.engines.official.measures import TURNED, UPRIGHT
from liangxin.engines.official.paragraphs import in_face, paragraph, run, words
from liangxin.engines.official.records import (
    HEADING_LEVELS,
    Attachment,
    Block,
    Heading,
    OfficialDocument,
    PageBreak,
    Paragraph,
    Run,
    Table,
)
from liangxin.engines.official.styles import ATTACHMENT_MARK, BODY, HEADINGS, justification
from liangxin.engines.official.tables import table_elements
from liangxin.kernel.text import numeral


def document_part(document: OfficialDocument) -> Element:
    """The root of word/document.xml."""
    flow = Flow()
    add_head(flow, document)
    _add_blocks(flow, document.blocks, document, landscape=False)
    flow.turn(landscape=False)
    add_closing(flow, document)
    for number, attachment in enumerate(document.attachments, 1):
        if attachment.blocks:
            mark = f"附件{number}" if len(document.attachments) > 1 else "附件"
            _add_attachment(flow, mark, attachment, document)
    if document.imprint is not None:
        add_imprint(flow, document.imprint)
    return element(W, "document", flow.body())


def _add_attachment(flow: Flow, mark: str, attachment: Attachment, document: OfficialDocument) -> None:
    """7.3.7: on a new page, the mark at the upper left on the first line, the title centred on the third.

    From memory, see README.
    """
    flow.turn(landscape=attachment.landscape)
    flow.break_page()
    flow.add(paragraph(ATTACHMENT_MARK, [words(mark)]))
    if one_line(attachment.title):
        flow.add(title_paragraph(attachment.title))
    _add_blocks(flow, attachment.blocks, document, landscape=attachment.landscape)


def _add_blocks(flow: Flow, blocks: Sequence[Block], document: OfficialDocument, *, landscape: bool) -> None:
    numbering = Numbering() if document.numbered else None
    for block in blocks:
        turned = landscape or (isinstance(block, Table) and block.landscape)
        if isinstance(block, PageBreak):
            flow.break_page()
            continue
        flow.turn(landscape=turned)
        if isinstance(block, Table):
            flow.add(*table_elements(block, (TURNED if turned else UPRIGHT).area_width))
        elif isinstance(block, Heading):
            flow.add(_heading(block, numbering, document.fonts))
        else:
            flow.add(*_paragraphs(block, document.fonts))


class Numbering:
    """Counts headings: 一、（一）1.（1）, each level anew under the one above (7.3.3)."""

    def __init__(self) -> None:
        self._counts = [0] * HEADING_LEVELS

    def mark(self, level: int) -> str:
        """The mark of the next heading of this level, 1 to 4.

        >>> count = Numbering()
        >>> count.mark(1), count.mark(2), count.mark(2), count.mark(1), count.mark(2), count.mark(3), count.mark(4)
        ('一、', '（一）', '（二）', '二、', '（一）', '1.', '（1）')
        """
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (HEADING_LEVELS - level)
        count = self._counts[level - 1]
        return (f"{numeral(count)}、", f"（{numeral(count)}）", f"{count}.", f"（{count}）")[level - 1]


def _heading(heading: Heading, numbering: Numbering | None, fonts: Fonts) -> Element:
    mark = numbering.mark(heading.level) if numbering else ""
    content = [words(mark + one_line(heading.text))]
    body = one_line(heading.body)
    if body:
        content.append(in_face(body, Face.BODY, fonts))
    kept_with_next = [w("keepNext", val=0)] if body else []
    return paragraph(HEADINGS[heading.level - 1], content, kept_with_next)


def _paragraphs(block: Paragraph, fonts: Fonts) -> list[Element]:
    """One paragraph a line of the text."""
    differing = [] if block.indented else [w("ind", firstLineChars=0, firstLine=0)]
    if block.align is not BODY.align:
        differing.append(justification(block.align))
    if isinstance(block.text, str):
        written = [[words(line)] for line in lines_of(block.text)]
    else:
        written = [[run(piece, fonts) for piece in line] for line in _lines_of_runs(block.text)]
    return [paragraph(BODY, content, deepcopy(differing)) for content in written]


def _lines_of_runs(runs: Sequence[Run]) -> list[list[Run]]:
    """The runs, cut where their text has an end of line; empty lines and empty runs are left out."""
    lines: list[list[Run]] = [[]]
    for piece in runs:
        for number, text in enumerate(piece.text.splitlines() or [""]):
            if number:
                lines.append([])
            if kept(text):
                lines[-1].append(Run(text, piece.bold, piece.face))
        if piece.text != piece.text.rstrip("\r\n"):
            lines.append([])
    return [line for line in lines if any(kept(piece.text).strip() for piece in line)]
