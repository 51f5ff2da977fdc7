"""The part word/document.xml: head, blocks, closing, attachments and imprint in their order (7.1)."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace

from liangxin.engines.official.characters import kept, lines_of, one_line
from liangxin.engines.official.chart_drawing import chart_elements
from liangxin.engines.official.closing import add_closing, add_imprint
from liangxin.engines.official.flow import Flow
from liangxin.engines.official.fonts import Face
from liangxin.engines.official.head import add_head, title_paragraph
from liangxin.engines.official.markup import Element, W, element, w
from liangxin.engines.official.measures import TURNED, UPRIGHT
from liangxin.engines.official.paragraphs import in_face, paragraph, run, words
from liangxin.engines.official.records import (
    HEADING_LEVELS,
    Attachment,
    Block,
    Chart,
    Heading,
    Layout,
    OfficialDocument,
    PageBreak,
    Paragraph,
    Run,
    Table,
)
from liangxin.engines.official.relations import Relations
from liangxin.engines.official.styles import ATTACHMENT_MARK, BODY, HEADINGS, justification
from liangxin.engines.official.tables import table_elements
from liangxin.kernel.text import numeral


def document_part(document: OfficialDocument, relations: Relations) -> Element:
    """The root of word/document.xml; `relations` takes what it refers to."""
    flow = Flow(first_page_numbered=document.layout is not Layout.LETTER)
    add_head(flow, document)
    blocks = Blocks(flow, document, relations)
    blocks.add(document.blocks, landscape=False)
    flow.turn(landscape=False)
    add_closing(flow, document)
    for number, attachment in enumerate(document.attachments, 1):
        if attachment.blocks:
            mark = f"附件{number}" if len(document.attachments) > 1 else "附件"
            _add_attachment(blocks, mark, attachment)
    if document.imprint is not None:
        add_imprint(flow, document.imprint, document.layout)
    return element(W, "document", flow.body())


def _add_attachment(blocks: Blocks, mark: str, attachment: Attachment) -> None:
    """7.3.7: on a new page, the mark at the upper left on the first line, the title centred on the third.

    From memory, see README.
    """
    flow = blocks.flow
    flow.turn(landscape=attachment.landscape)
    flow.break_page()
    flow.add(paragraph(ATTACHMENT_MARK, [words(mark)]))
    if one_line(attachment.title):
        flow.add(title_paragraph(attachment.title))
    blocks.add(attachment.blocks, landscape=attachment.landscape)


class Blocks:
    """Writes blocks into the flow."""

    def __init__(self, flow: Flow, document: OfficialDocument, relations: Relations) -> None:
        self.flow, self.relations = flow, relations
        self._fonts, self._is_numbered = document.fonts, document.numbered

    def add(self, blocks: Sequence[Block], *, landscape: bool) -> None:
        """The blocks of the body or of an attachment, whose headings are counted by themselves."""
        numbering = Numbering() if self._is_numbered else None
        for block in blocks:
            turned = landscape or (isinstance(block, Table) and block.landscape)
            if isinstance(block, PageBreak):
                self.flow.break_page()
                continue
            self.flow.turn(landscape=turned)
            self.flow.add(*self._written(block, numbering, (TURNED if turned else UPRIGHT).area_width))

    def _written(self, block: Block, numbering: Numbering | None, area_width: int) -> list[Element]:
        if isinstance(block, Table):
            return table_elements(block, area_width, self._fonts, self.relations)
        if isinstance(block, Chart):
            return chart_elements(block, area_width, self.relations)
        if isinstance(block, Heading):
            return [self._heading(block, numbering)]
        return self._paragraphs(block) if isinstance(block, Paragraph) else []

    def _heading(self, heading: Heading, numbering: Numbering | None) -> Element:
        mark = numbering.mark(heading.level) if numbering else ""
        content = [words(mark + one_line(heading.text))]
        body = self._body(heading)
        kept_with_next = [w("keepNext", val=0)] if body else []
        return paragraph(HEADINGS[heading.level - 1], [*content, *body], kept_with_next)

    def _body(self, heading: Heading) -> list[Element]:
        """What goes on in the paragraph of a heading, on one line."""
        if isinstance(heading.body, str):
            body = one_line(heading.body)
            return [in_face(body, Face.BODY, self._fonts)] if body else []
        pieces = [piece for line in _lines_of_runs(heading.body) for piece in line]
        return [run(replace(piece, face=piece.face or Face.BODY), self._fonts, self.relations) for piece in pieces]

    def _paragraphs(self, block: Paragraph) -> list[Element]:
        """One paragraph a line of the text."""
        differing = [] if block.indented else [w("ind", firstLineChars=0, firstLine=0)]
        if block.align is not BODY.align:
            differing.append(justification(block.align))
        if isinstance(block.text, str):
            written = [[words(line)] for line in lines_of(block.text)]
        else:
            lines = _lines_of_runs(block.text)
            written = [[run(piece, self._fonts, self.relations) for piece in line] for line in lines]
        return [paragraph(BODY, content, deepcopy(differing)) for content in written]


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


def _lines_of_runs(runs: Sequence[Run]) -> list[list[Run]]:
    """The runs, cut where their text has an end of line; empty lines and empty runs are left out."""
    lines: list[list[Run]] = [[]]
    for piece in runs:
        for number, text in enumerate(piece.text.splitlines() or [""]):
            if number:
                lines.append([])
            if kept(text):
                lines[-1].append(replace(piece, text=text))
        if piece.text != piece.text.rstrip("\r\n"):
            lines.append([])
    return [line for line in lines if any(kept(piece.text).strip() for piece in line)]
