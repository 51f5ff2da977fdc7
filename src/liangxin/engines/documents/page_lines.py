"""From glyphs or lines placed on pages to paragraphs: what PDF, OFD and recognised scans have in common.

Lengths are in the page's own unit, y grows downwards. Columns and tables are not told apart: a table row is a line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

SAME_LINE = 0.4  # of the height: how far centres of one line may lie apart
GAP = 0.4  # of an em: a wider gap between two glyphs shows as a space
LATIN_GAP = 0.2
CELL_GAP = 1.5
SHORTEST_RUN = 10  # em: a line that runs on is no shorter
FULL_LINE = 1.6  # em: how far from the right margin a line that runs on may end (punctuation may not start a line)
FULL_OPEN_LINE = 3.5  # the same, for a line that stops inside a sentence
INDENT = 1.0  # em: further in than this and a line starts a paragraph
PARAGRAPH_PITCH = 1.4  # times the usual distance of lines
EDGE = 0.12  # of the page height: where running heads and page numbers stand
WIDEST_HEAD = 0.6  # of the page width
REPEATED = 0.4  # of the pages: what stands on so many edges is a running head

_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–－·•~]\s*)?第?\s*[0-9０-９IVXivx]{1,4}\s*页?(?:\s*[/／,，]?\s*共?\s*[0-9]{1,4}\s*页?)?(?:\s*[-—–－·•~])?\s*$"
)
_MARKED_NUMBER = re.compile(r"\s*(?:[-—–－]\s*[0-9０-９]{1,4}\s*[-—–－]|第\s*[0-9]{1,4}\s*页.{0,12})\s*$")
_ADDRESS = re.compile(r"(?:https?|file)://\S+\s+[0-9]+/[0-9]+$")  # what browsers print below a page
_DIGITS = re.compile(r"[0-9０-９]+")
_WORD_START = re.compile(r"[0-9A-Za-z.%％]+")
_ITEM_START = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[.．、](?![0-9])|第[一二三四五六七八九十]{1,3}[条章节])"
)
_SENTENCE_END = "。；：！？;:!?"


class Glyph(NamedTuple):
    text: str
    left: float
    right: float
    top: float
    bottom: float


@dataclass(slots=True)
class PageLine:
    text: str
    left: float
    right: float
    top: float
    bottom: float
    em: float
    has_gaps: bool = False  # wider than between words: cells of a table row


@dataclass(slots=True)
class Page:
    width: float
    height: float
    lines: list[PageLine]


@dataclass(frozen=True, slots=True)
class _Margins:
    left: float
    right: float
    indents: bool
    pitch: float


def lines_of(glyphs: Iterable[Glyph]) -> list[PageLine]:
    """Lines from top to bottom, each read from left to right."""
    placed = sorted(glyphs, key=lambda glyph: glyph.top + glyph.bottom)
    groups: list[list[Glyph]] = []
    centre = 0.0
    for glyph in placed:
        middle = (glyph.top + glyph.bottom) / 2
        if groups and middle - centre <= SAME_LINE * (glyph.bottom - glyph.top):
            groups[-1].append(glyph)
            centre += (middle - centre) / len(groups[-1])
        else:
            groups.append([glyph])
            centre = middle
    lines = (_line(group) for group in groups)
    return [line for line in lines if line.text.strip()]


def _line(glyphs: list[Glyph]) -> PageLine:
    glyphs.sort(key=lambda glyph: glyph.left)
    wide = [glyph.right - glyph.left for glyph in glyphs if _is_wide(glyph.text)]
    em = (median(wide) if wide else 0) or max(glyph.bottom - glyph.top for glyph in glyphs) or 1.0
    pieces: list[str] = []
    widest_gap = 0.0
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None:
            if glyph.text == last.text and glyph.left - last.left < 0.2 * (last.right - last.left):
                continue  # bold by printing twice
            widest_gap = max(widest_gap, glyph.left - last.right)
            if _has_gap(last, glyph, em):
                pieces.append(" ")
        pieces.append(glyph.text)
        last = glyph
    top, bottom = min(glyph.top for glyph in glyphs), max(glyph.bottom for glyph in glyphs)
    right = max(glyph.right for glyph in glyphs)
    return PageLine("".join(pieces).strip(), glyphs[0].left, right, top, bottom, em, widest_gap > CELL_GAP * em)


def _has_gap(last: Glyph, glyph: Glyph, em: float) -> bool:
    if last.text.isspace() or glyph.text.isspace():
        return False
    latin = last.text.isascii() and glyph.text.isascii()
    return glyph.left - last.right > (LATIN_GAP if latin else GAP) * em


def _is_wide(text: str) -> bool:
    return "\u3000" <= text[:1] <= "\u9fff" or "\uff00" <= text[:1] <= "\uff60"


def without_running_heads(pages: Sequence[Page]) -> tuple[list[Page], list[str]]:
    """Pages without page numbers and running heads, and a Chinese note of what was left out."""
    repeated = _repeated_edges(pages)
    kept, left_out = [], Counter[str]()
    for page in pages:
        lines = []
        for line in page.lines:
            if _is_page_number(page, line):
                left_out["页码"] += 1
            elif _may_be_running_head(page, line) and _pattern(page, line) in repeated:
                left_out["页眉页脚"] += 1
            else:
                lines.append(line)
        kept.append(Page(page.width, page.height, lines))
    return kept, [f"未读入{what}{count}处。" for what, count in left_out.items()]


def _repeated_edges(pages: Sequence[Page]) -> set[tuple[str, int]]:
    seen = Counter[tuple[str, int]]()
    for page in pages:
        seen.update({_pattern(page, line) for line in page.lines if _may_be_running_head(page, line)})
    return {pattern for pattern, count in seen.items() if count >= max(2, REPEATED * len(pages))}


def _is_page_number(page: Page, line: PageLine) -> bool:
    if not (line is page.lines[0] or line is page.lines[-1] or _on_edge(page, line)):
        return False
    if _MARKED_NUMBER.match(line.text):
        return True
    return _on_edge(page, line) and bool(_PAGE_NUMBER.match(line.text) or _ADDRESS.match(line.text))


def _on_edge(page: Page, line: PageLine) -> bool:
    return line.bottom < EDGE * page.height or line.top > (1 - EDGE) * page.height


def _may_be_running_head(page: Page, line: PageLine) -> bool:
    return _on_edge(page, line) and (line.has_gaps or line.right - line.left < WIDEST_HEAD * page.width)


def _pattern(page: Page, line: PageLine) -> tuple[str, int]:
    """What a running head says and where it stands, in percent of the page height."""
    return _DIGITS.sub("0", "".join(line.text.split())), round(100 * line.top / (page.height or 1))


def paragraphs_of(pages: Sequence[Page]) -> list[str]:
    """Joins lines that run to the right margin with the next one, over page breaks too."""
    margins = {width: _margins(pages, width) for width in {round(page.width) for page in pages}}
    paragraphs: list[str] = []
    before: PageLine | None = None
    for page in pages:
        margin = margins[round(page.width)]
        for index, line in enumerate(page.lines):
            if before is not None and _runs_on(before, line, margin, starts_page=index == 0):
                paragraphs[-1] = _joined(paragraphs[-1], line.text)
            else:
                paragraphs.append(line.text)
            before = line
    return paragraphs


def _margins(pages: Sequence[Page], width: int) -> _Margins:
    lines = [line for page in pages if round(page.width) == width for line in page.lines]
    long = [line for line in lines if line.right - line.left > 10 * line.em] or lines
    if not long:
        return _Margins(0, width, True, 0)
    lefts, rights = sorted(line.left for line in long), sorted(line.right for line in long)
    left = lefts[len(lefts) // 10]
    indented = sum(1 for line in long if INDENT < (line.left - left) / line.em < 3)
    pitches = sorted(
        below.bottom - above.bottom
        for page in pages
        for above, below in zip(page.lines, page.lines[1:], strict=False)
        if round(page.width) == width
    )
    pitch = pitches[len(pitches) // 5] if pitches else 0.0  # the smaller ones are those inside paragraphs
    return _Margins(left, rights[len(rights) * 9 // 10], indented * 10 >= len(long), pitch)


def _runs_on(before: PageLine, line: PageLine, margin: _Margins, *, starts_page: bool) -> bool:
    em = before.em
    if before.has_gaps or line.has_gaps or before.right - before.left < SHORTEST_RUN * em:
        return False
    word = _WORD_START.match(line.text)
    ended = before.text[-1] in _SENTENCE_END
    room = (FULL_LINE if ended else FULL_OPEN_LINE) * em + (len(word[0]) * 0.6 * em if word else 0)
    if before.right < margin.right - room or line.left > margin.left + INDENT * em:
        return False
    if not 0.85 < line.em / em < 1.18:
        return False
    if ended and _ITEM_START.match(line.text):
        return False
    if starts_page:
        return margin.indents or not ended
    return line.bottom - before.bottom <= PARAGRAPH_PITCH * margin.pitch


def _joined(before: str, text: str) -> str:
    latin = before[-1].isascii() and before[-1].isalpha() and text[0].isascii() and text[0].isalpha()
    return before + (" " if latin else "") + text
