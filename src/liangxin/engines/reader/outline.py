"""The tree of numbered items of a plan's body, each with the path of its numbering in normal form."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from liangxin.engines.reader.findings import Section
from liangxin.engines.reader.markers import Marker, Style, path_part
from liangxin.engines.reader.paragraphs import Paragraph

_TITLE_END = re.compile("[。：；！？]")
_HEADING_PROSE = re.compile("[。；：？！]|附件|^[（〔]|^20\\d\\d年")
_BOX = re.compile(r"〔?专栏[\d一二三四五六七八九十]*")
_GOALS = re.compile(
    "(?:总体|指导|基本|工作)(?:要求和|思路和)?(?:要求|思想|思路|原则|目标|考虑)|(?:主要|发展|行动|预期|实施|阶段性?|年度|总)目标|目标要求"
    "|发展基础|编制依据|工作背景|^(?:发展|面临的?)?(?:现状|形势)"
    "|^(?:目标|总则|附则|背景|依据|适用范围|有关说明|起草说明|名词解释|其[他它](?:事项)?|实施期限|实施时间|活动时间|有效期)$"
)
_GOALS_RUN_IN = re.compile("(?:总体要求|总体目标|主要目标|工作目标|发展目标|指导思想|基本原则|总体思路|目标任务到)")
_GOAL_TASKS = re.compile("(?:主要|总体|工作|年度)?(?:目标(?:和|与)?任务|任务目标)")
# 工作要求 stands at the end as a safeguard; only as the first chapter is it general.
_NOT_GOALS = re.compile("^(?:工作|基本)要求$|保障|任务|措施|举措")
_LONGEST_HEADING = 45
_LONGEST_TITLE = 300


@dataclass(slots=True, eq=False)
class Item:
    """A numbered item: its own paragraphs (by index), the first of which carries its number, and the items inside."""

    marker: Marker
    path: str
    title: str
    level: int
    confidence: float
    paragraphs: list[int]
    parent: Item | None
    children: list[Item] = field(default_factory=list)

    def within(self) -> Iterator[Item]:
        """The item and all items inside it."""
        yield self
        for child in self.children:
            yield from child.within()

    def last_paragraph(self) -> int:
        return max(self.paragraphs[-1], *(child.last_paragraph() for child in self.children[-1:]), -1)

    def is_general(self) -> bool:
        """General goals and closing provisions: no work to do."""
        item: Item | None = self
        while item is not None:
            short = len(item.title) <= 20
            if short and _GOALS.search(item.title) and not _NOT_GOALS.search(item.title):
                return True
            if not item.children and _GOAL_TASKS.fullmatch(item.title):
                return True
            if not short and _GOALS_RUN_IN.match(item.title):
                return True
            item = item.parent
        return False


@dataclass(frozen=True, slots=True)
class Outline:
    """The items of the body; `owners[i]` is the item that paragraph i belongs to, None before the first."""

    paragraphs: Sequence[Paragraph]
    roots: list[Item]
    owners: list[Item | None]

    def items(self) -> Iterator[Item]:
        for root in self.roots:
            yield from root.within()

    def sections(self) -> tuple[Section, ...]:
        return tuple(
            Section(item.path, item.title, item.level, span, item.confidence)
            for item in self.items()
            for own in [self.paragraphs[item.paragraphs[0]]]
            for span in [own.clean.span(0, min(len(own.text), own.body_start + len(item.title)))]
        )


def outline_of(paragraphs: Sequence[Paragraph]) -> Outline:
    """Build the tree. A heading that lost its number takes the one it would have had."""
    lost = _lost_chapters(paragraphs)
    roots: list[Item] = []
    owners: list[Item | None] = []
    stack: list[Item] = []
    box_style: Style | None = None
    for at, paragraph in enumerate(paragraphs):
        marker = lost.get(at) or paragraph.marker
        if _BOX.match(paragraph.text) and len(paragraph.text) <= _LONGEST_HEADING:
            box_style = Style.ARABIC
        elif marker is not None and box_style is not None and marker.style < box_style:
            box_style = None
        if marker is None or box_style is not None:
            if stack:
                stack[-1].paragraphs.append(at)
            owners.append(stack[-1] if stack else None)
            continue
        while stack and stack[-1].marker.style >= marker.style:
            stack.pop()
        item = _item(paragraph, marker, at, stack[-1] if stack else None)
        (stack[-1].children if stack else roots).append(item)
        stack.append(item)
        owners.append(item)
    return Outline(paragraphs, roots, owners)


def _item(paragraph: Paragraph, marker: Marker, at: int, parent: Item | None) -> Item:
    depth = parent.level if parent else 0
    part = path_part(marker.style, marker.number, depth)
    path = f"{parent.path}/{part}" if parent else part
    confidence = 1.0 if paragraph.marker else 0.8
    return Item(marker, path, title_of(paragraph), depth + 1, confidence, [at], parent)


def title_of(paragraph: Paragraph) -> str:
    """The heading sentence without number and final stop; a bracket with units at its end is no part of it."""
    text = paragraph.text[paragraph.body_start :]
    end = _TITLE_END.search(text)
    title = text[: end.start() if end else len(text)][:_LONGEST_TITLE]
    return re.sub("[（〔][^（〔）〕]*(?:单位|负责|牵头)[^）〕]*[）〕]?$", "", title).strip("，、*_#")


def _lost_chapters(paragraphs: Sequence[Paragraph]) -> dict[int, Marker]:
    """Headings without number that stand where a chapter begins, with the number each would have had."""
    numbered = [at for at, one in enumerate(paragraphs) if one.marker and one.marker.style is Style.CHAPTER]
    bracketed = any(one.marker and one.marker.style is Style.BRACKETED for one in paragraphs)
    if not bracketed:
        return {}
    lost: dict[int, Marker] = {}
    number = 0
    for at, paragraph in enumerate(paragraphs):
        if paragraph.marker is not None:
            number = paragraph.marker.number if paragraph.marker.style is Style.CHAPTER else number
        elif _may_be_chapter(paragraphs, at):
            after = bisect_right(numbered, at)
            following = paragraphs[numbered[after]].marker if after < len(numbered) else None
            free = following is None or following.number > number + 1
            if free and (number or at == 0 or following is None):
                number += 1
                lost[at] = Marker(Style.CHAPTER, number, 0)
    return lost


def _may_be_chapter(paragraphs: Sequence[Paragraph], at: int) -> bool:
    text = paragraphs[at].text
    if not 4 <= len(text) <= _LONGEST_HEADING or _HEADING_PROSE.search(text) or at + 1 >= len(paragraphs):
        return False
    following = paragraphs[at + 1].marker
    return following is not None and following.style is Style.BRACKETED
