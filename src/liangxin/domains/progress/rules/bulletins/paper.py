"""A bulletin as an official document: figures as links, edited paragraphs in place of the computed ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from liangxin.domains.progress.rules.bulletins.content import Block, Content, Grid, Passage, Picture, Section, relinked
from liangxin.domains.progress.rules.prose.spans import Prose, Span
from liangxin.domains.progress.terms import BulletinKind
from liangxin.engines import official

_ALIGN: Final = {"left": official.Align.LEFT, "center": official.Align.CENTRE, "right": official.Align.RIGHT}
_WIDE = 6  # columns from which a table is set smaller


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands around the words. `base` is the address of the installation, before a trail: "https://host"."""

    number: str = ""
    signed_by: str = ""
    signed_on: date | None = None
    red_head: str = ""
    base: str = ""
    body_font: str = ""
    title_font: str = ""


def usual_red_head(kind: BulletinKind, region: str, office: str) -> str:
    """The red name where the office has set none."""
    if kind is BulletinKind.MONTHLY:
        return f"{region}“两新”工作简报"
    return f"{office}会议纪要" if kind is BulletinKind.MINUTES else f"{office}文件"


def number_prefixed(number: str, prefix: str) -> str:
    """The office's word in front of a number of documents; numbers of a series have none.

    >>> number_prefixed("〔2026〕7号", "清两新办"), number_prefixed("第7期", "清两新办")
    ('清两新办〔2026〕7号', '第7期')
    """
    return prefix + number if number.startswith("〔") else number


def edited(content: Content, edits: Mapping[str, str]) -> Content:
    """The content with paragraphs as people have edited them; an empty text leaves the paragraph out."""
    sections = []
    for section in content.sections:
        blocks: list[Block] = []
        for block in section.blocks:
            if not isinstance(block, Passage) or block.key not in edits:
                blocks.append(block)
            elif edits[block.key].strip():
                blocks.append(Passage(block.key, relinked(edits[block.key].strip(), block.prose)))
        sections.append(replace(section, blocks=tuple(blocks)))
    return replace(content, sections=tuple(section for section in sections if section.blocks))


def document_of(content: Content, paper: Paper) -> official.OfficialDocument:
    """The document; the same content on the same paper is the same document."""
    return official.OfficialDocument(
        title=content.title,
        blocks=tuple(_blocks([one for one in content.sections if not one.attached], paper)),
        attachments=tuple(_attachment(one, paper) for one in content.sections if one.attached),
        red_head=official.RedHead(paper.red_head) if paper.red_head else None,
        number=paper.number,
        addressee=content.addressee,
        signed_by=paper.signed_by,
        signed_on=paper.signed_on,
        numbered=True,
        author=paper.signed_by,
        fonts=_fonts(paper),
        layout=official.Layout.of(content.layout),
        attendance=tuple(official.Attendance(label, names) for label, names in content.attendance),
    )


def _fonts(paper: Paper) -> official.Fonts:
    fonts = official.DEFAULT_FONTS
    if paper.body_font:
        fonts = replace(fonts, fangsong=official.Typeface(paper.body_font, (fonts.fangsong.name,)))
    if paper.title_font:
        fonts = replace(fonts, xiaobiaosong=official.Typeface(paper.title_font, (fonts.song.name,)))
    return fonts


def _attachment(section: Section, paper: Paper) -> official.Attachment:
    """Pages turned where a table is wide; a table alone needs no caption under the title of the attachment."""
    is_wide = any(isinstance(block, Grid) and block.landscape for block in section.blocks)
    alone = len(section.blocks) == 1
    blocks = (replace(block, caption="") if alone and isinstance(block, Grid) else block for block in section.blocks)
    return official.Attachment(section.heading, tuple(_block(block, paper) for block in blocks), landscape=is_wide)


def _blocks(sections: Iterable[Section], paper: Paper) -> Iterator[official.Block]:
    for section in sections:
        if section.heading:
            yield official.Heading(1, section.heading)
        for block in section.blocks:
            yield _block(block, paper)


def _block(block: Block, paper: Paper) -> official.Block:
    if isinstance(block, Passage):
        return official.Paragraph(_runs(block.prose, paper))
    return _table(block, paper) if isinstance(block, Grid) else _chart(block)


def _runs(prose: Prose, paper: Paper) -> tuple[official.Run, ...]:
    return tuple(_run(span, paper) for span in prose)


def _run(span: Span, paper: Paper) -> official.Run:
    if not (span.trail and paper.base):
        return official.Run(span.text)
    return official.Run(span.text, link=paper.base + span.trail, tip=span.tip)


def _table(grid: Grid, paper: Paper) -> official.Table:
    return official.Table(
        columns=tuple(official.Column(head.label, head.weight, _ALIGN[head.align]) for head in grid.heads),
        rows=tuple(_runs(row, paper) for row in grid.rows),
        caption=grid.caption,
        note=grid.note,
        landscape=grid.landscape,
        size=official.TypeSize.FIVE if len(grid.heads) >= _WIDE else official.TypeSize.SMALL_FOUR,
    )


def _chart(picture: Picture) -> official.Chart:
    return official.Chart(
        official.ChartKind.of(picture.chart),
        picture.categories,
        tuple(official.Series(name, values) for name, values in picture.series),
        unit=picture.unit,
        caption=picture.caption,
        note=picture.note,
        horizontal=True,
    )
