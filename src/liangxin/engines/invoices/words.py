"""Print on a page as runs of glyphs with boxes: what stands together, what stands beside or below what."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from liangxin.engines.documents.page_lines import SAME_LINE, Glyph
from liangxin.engines.invoices.structure import Box

RUN_GAP = 0.9  # em: a wider gap parts two runs
BESIDE = 0.4  # of the lower height: how much of it two things beside each other share
TWICE = 0.25  # of the width: bold by printing twice


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs that stand together on one line; `text` has one character a glyph."""

    glyphs: tuple[Glyph, ...]
    text: str
    box: Box


def box_of(glyphs: Sequence[Glyph]) -> Box:
    return (
        min(glyph.left for glyph in glyphs),
        min(glyph.top for glyph in glyphs),
        max(glyph.right for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
    )


def em_of(glyphs: Iterable[Glyph]) -> float:
    """The size of print: the height of most of it."""
    heights = [glyph.bottom - glyph.top for glyph in glyphs]
    return median(heights) if heights else 1.0


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Rows from top to bottom, each from left to right."""
    rows: list[list[Glyph]] = []
    centre = 0.0
    for glyph in sorted(glyphs, key=lambda each: each.top + each.bottom):
        middle = (glyph.top + glyph.bottom) / 2
        if rows and middle - centre <= SAME_LINE * (glyph.bottom - glyph.top):
            rows[-1].append(glyph)
            centre += (middle - centre) / len(rows[-1])
        else:
            rows.append([glyph])
            centre = middle
    for row in rows:
        row.sort(key=lambda each: each.left)
    return rows


def runs_of(glyphs: Iterable[Glyph]) -> list[Run]:
    """The runs of a page, by rows; white space and double print are left out."""
    printed = [one for glyph in glyphs if (one := _printed(glyph))]
    found: list[Run] = []
    for row in rows_of(printed):
        group: list[Glyph] = []
        for glyph in row:
            if group and _is_twice(group[-1], glyph):
                continue
            if group and glyph.left - group[-1].right > RUN_GAP * min(_size(glyph), _size(group[-1])):
                found.append(run_of(group))
                group = []
            group.append(glyph)
        found.append(run_of(group))
    return found


def run_of(glyphs: Sequence[Glyph]) -> Run:
    return Run(tuple(glyphs), "".join(glyph.text for glyph in glyphs), box_of(glyphs))


def beside(one: Box, other: Box, share: float = BESIDE) -> bool:
    """Whether two boxes stand on one line."""
    overlap = min(one[3], other[3]) - max(one[1], other[1])
    return overlap > share * min(one[3] - one[1], other[3] - other[1])


def chain_from(run: Run, runs: Sequence[Run], widest: float) -> list[Run]:
    """The run and those that follow it on its line, as far as no gap is wider than `widest`."""
    chain = [run]
    for other in sorted(runs, key=lambda each: each.box[0]):
        gap = other.box[0] - chain[-1].box[2]
        if other is run or other.box[0] < run.box[2] - 1 or not beside(run.box, other.box, 0.5):
            continue
        if gap > widest:
            break
        if gap > -0.5 * (run.box[3] - run.box[1]):
            chain.append(other)
    return chain


def _printed(glyph: Glyph) -> Glyph | None:
    """Half width, one sign a glyph; None for white space."""
    text = unicodedata.normalize("NFKC", glyph.text).strip()
    if not text:
        return None
    return glyph._replace(text=text) if len(text) == 1 else glyph._replace(text=glyph.text.strip()[:1] or text[0])


def _size(glyph: Glyph) -> float:
    return glyph.bottom - glyph.top


def _is_twice(last: Glyph, glyph: Glyph) -> bool:
    return last.text == glyph.text and glyph.left - last.left < TWICE * (last.right - last.left)
