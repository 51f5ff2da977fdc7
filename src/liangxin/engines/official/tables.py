"""Tables: the head on every page, rows that stay whole, widths by weight, thin black lines."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from itertools import accumulate, pairwise

from liangxin.engines.official.characters import lines_of, one_line
from liangxin.engines.official.fonts import Fonts
from liangxin.engines.official.markup import Element, w
from liangxin.engines.official.measures import TypeSize
from liangxin.engines.official.paragraphs import paragraph, run, words
from liangxin.engines.official.records import Align, Run, Table
from liangxin.engines.official.relations import Relations
from liangxin.engines.official.styles import CAPTION, CELL, GAP, HEAD_CELL, NOTE, Style, justification, spacing

_THIN = 4  # eighths of a point
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_PADDING = {"top": 40, "left": 85, "bottom": 40, "right": 85}  # twips; 85 is 1.5 mm
_AFTER = 160  # twips between a table and the text under it


def table_elements(table: Table, area_width: int, fonts: Fonts, relations: Relations) -> list[Element]:
    """Caption, table and note, for a type area of that many twips."""
    widths = _widths([column.weight for column in table.columns], area_width)
    labels = [[words(one_line(column.label), *_sizes(HEAD_CELL, table.size))] for column in table.columns]
    heads = (_cell(*cell, HEAD_CELL, Align.CENTRE, table.size) for cell in zip(widths, labels, strict=True))
    head = w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *heads)
    rows = [_body_row(table, row, widths, fonts, relations) for row in table.rows]
    grid = w("tblGrid", *(w("gridCol", w=width) for width in widths))
    made = w("tbl", _properties(area_width), grid, head, *rows)
    caption = one_line(table.caption)
    above = [paragraph(CAPTION, [words(caption)])] if caption else []
    return [*above, made, *_under(table)]


def _body_row(
    table: Table, row: Sequence[str | Run], widths: Sequence[int], fonts: Fonts, relations: Relations
) -> Element:
    def runs(content: str | Run) -> list[Element]:
        piece = content if isinstance(content, Run) else Run(content)
        lines = [replace(piece, text=line) for line in lines_of(piece.text)]
        return [run(line, fonts, relations, *_sizes(CELL, table.size)) for line in lines]

    cells = (
        _cell(width, runs(content), CELL, column.align, table.size)
        for width, content, column in zip(widths, row, table.columns, strict=True)
    )
    return w("tr", w("trPr", w("cantSplit")), *cells)


def _sizes(style: Style, size: TypeSize) -> list[Element]:
    return [] if size is style.size else [w(name, val=size.half_points) for name in ("sz", "szCs")]


def _widths(weights: Sequence[float], total: int) -> list[int]:
    """Twips of each column; rounded edges, so that they add up to the whole."""
    whole = sum(weights)
    edges = [round(total * (reached / whole)) for reached in accumulate(weights, initial=0.0)]
    return [right - left for left, right in pairwise(edges)]


def _properties(area_width: int) -> Element:
    lines = (w(side, val="single", sz=_THIN, space=0, color="000000") for side in _SIDES)
    padding = (w(side, w=width, type="dxa") for side, width in _PADDING.items())
    return w(
        "tblPr",
        w("tblW", w=area_width, type="dxa"),
        w("jc", val="center"),
        w("tblBorders", *lines),
        w("tblLayout", type="fixed"),
        w("tblCellMar", *padding),
    )


def _cell(width: int, lines: Sequence[Element], style: Style, align: Align, size: TypeSize) -> Element:
    """A w:tc with a paragraph for each line."""
    differing = [spacing(size.twips * 7 // 5)]  # 1.4 of the type size whatever the font's own height
    if align is not style.align:
        differing.append(justification(align))
    written = [paragraph(style, [line], [deepcopy(one) for one in differing]) for line in lines or [words("")]]
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa"), w("vAlign", val="center")), *written)


def _under(table: Table) -> list[Element]:
    """The note, or an unseen paragraph, which parts the table from what follows."""
    notes = lines_of(table.note)
    written = [paragraph(NOTE, [words(line)]) for line in notes[:-1]]
    if not notes:
        return [paragraph(GAP, (), [spacing(GAP.line, after=_AFTER)])]
    return [*written, paragraph(NOTE, [words(notes[-1])], [spacing(NOTE.line, NOTE.before, _AFTER)])]
