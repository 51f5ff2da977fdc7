"""A bulletin from a template and facts: fixed text filled, pieces written, listed and drawn; what says nothing is left
out, and a section of which nothing is left goes with its heading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from liangxin.domains.progress.rules.bulletins import tables
from liangxin.domains.progress.rules.bulletins.content import Block, Content, Grid, Passage, Picture, Section
from liangxin.domains.progress.rules.bulletins.template import Template, TemplateBlock
from liangxin.domains.progress.rules.bulletins.vocabulary import filled
from liangxin.domains.progress.rules.facts.values import Facts
from liangxin.domains.progress.rules.prose import programme, work
from liangxin.domains.progress.rules.prose.spans import Prose, text_of
from liangxin.domains.progress.terms import Piece

Writer = Callable[[Facts], list[Prose]]
Shaper = Callable[[Facts, str], Grid | Picture | None]
WRITERS: Final[dict[Piece, Writer]] = {
    Piece.OVERVIEW: programme.overview,
    Piece.CHANGES: programme.changes,
    Piece.FIGURES: programme.figures,
    Piece.BEHIND: programme.behind,
    Piece.FORECASTS: programme.forecasts,
    Piece.MISSING: programme.missing,
    Piece.TASKS: work.tasks,
    Piece.RETURNS: work.returns,
    Piece.RANKING: work.ranking,
    Piece.APART: work.apart,
    Piece.ORDER: work.order,
    Piece.TIMELINE: work.timeline,
    Piece.DECISIONS: work.decisions,
}
SHAPERS: Final[dict[Piece, Shaper]] = {
    Piece.TABLE_UNITS: tables.units_table,
    Piece.TABLE_FIGURES: tables.figures_table,
    Piece.TABLE_BEHIND: tables.behind_table,
    Piece.TABLE_RANKING: tables.ranking_table,
    Piece.TABLE_FOLLOW_UPS: tables.follow_ups_table,
    Piece.CHART_UNITS: tables.units_chart,
    Piece.CHART_INDEX: tables.index_chart,
}


def write(template: Template, facts: Facts) -> Content:
    """All that the bulletin says. The template has no faults."""
    sections = [
        Section(text_of(filled(one.heading, facts)).strip(), tuple(_blocks(f"s{at}", one.blocks, facts)), one.attached)
        for at, one in enumerate(template.sections)
    ]
    return Content(
        title=text_of(filled(template.title, facts)).strip(),
        sections=tuple(section for section in sections if section.blocks),
        addressee=text_of(filled(template.addressee, facts)).strip(),
        layout=template.layout,
        attendance=_attendance(facts),
    )


def _blocks(place: str, blocks: tuple[TemplateBlock, ...], facts: Facts) -> Iterator[Block]:
    for at, block in enumerate(blocks):
        yield from _written(f"{place}-b{at}", block, facts)


def _written(key: str, block: TemplateBlock, facts: Facts) -> Iterator[Block]:
    """Keys name the place in the template, so that they stay when the facts are read again."""
    piece = Piece.of(block.piece)
    if piece in SHAPERS:
        shaped = SHAPERS[piece](facts, key)
        if shaped is not None:
            yield shaped
        return
    if piece is Piece.TEXT:
        prose = [filled(line.strip(), facts) for line in block.text.splitlines() if line.strip()]
    else:
        prose = [one for one in WRITERS[piece](facts) if one]
    yield from (Passage(f"{key}-p{at}", one) for at, one in enumerate(prose))


def _attendance(facts: Facts) -> tuple[tuple[str, str], ...]:
    if facts.meeting is None:
        return ()
    lines = (("出席", facts.meeting.attendees), ("请假", facts.meeting.absent))
    return tuple((label, "、".join(names)) for label, names in lines if names)
