"""Which lines are what: the plan's title, its body, and the annexes behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from liangxin.engines.reader.head import TitlePlace, find_title
from liangxin.engines.reader.lines import CleanLine
from liangxin.engines.reader.markers import marker_at

_ANNEX = re.compile(r"附[件表录](?:[一二三四五六七八九十\d]{0,3}[：.、）]?(?!.*。).{0,60})?$|附：")
_ANNEX_HEADING = re.compile(r"附[件表录][一二三四五六七八九十\d]{0,3}[：:]?$")
_LIST_TITLE = re.compile(
    r"[^。；，：]{4,50}(?:清单|分工表|分解表|一览表|任务表|举措表|台账|分工方案|名单|任务分工|成员名单)$"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Ranges of lines: the head before `body`, the body, each annex. `items` is the first numbered line of the body."""

    title: TitlePlace | None
    body: tuple[int, int]
    items: int
    annexes: tuple[tuple[int, int], ...]


def layout_of(lines: Sequence[CleanLine]) -> Layout:
    """Bound the parts. A text without title or numbers is all body."""
    title = find_title(lines)
    start = title.last + 1 if title is not None and title.last is not None else 0
    numbered = (at for at in range(start, len(lines)) if lines[at].table is None and marker_at(lines[at].text))
    items = next(numbered, len(lines))
    end = next((at for at in range(items + 1, len(lines)) if _ends_body(lines, at)), len(lines))
    return Layout(title, (start, end), min(items, end), _annexes(lines, end))


def _ends_body(lines: Sequence[CleanLine], at: int) -> bool:
    line = lines[at]
    if line.table is not None:
        return False
    if _ANNEX.match(line.text):
        return True
    if not _LIST_TITLE.fullmatch(line.text) or marker_at(line.text) or at + 1 == len(lines):
        return False
    following = lines[at + 1]
    return following.table is not None or is_header(following.text) or "组长：" in following.text


def is_header(text: str) -> bool:
    """Whether the words stand at the head of a column of a list of measures."""
    return (
        len(text) <= 20
        and re.fullmatch(
            "(?:序号|编号|类别|领域|行动|(?:重点|主要|工作|具体|目标|年度|专项)*(?:任务|举措|措施|内容|事项|行动|工作|目标)(?:名称|内容|清单)?"
            "|(?:牵头|责任|配合|牵头责任|主要责任|参与|协办|负责|落实|实施)(?:单位|部门)|(?:完成|工作)?(?:时限|时间)|备注|分管领导|责任领导)+",
            text,
        )
        is not None
    )


def _annexes(lines: Sequence[CleanLine], end: int) -> tuple[tuple[int, int], ...]:
    starts = [at for at in range(end, len(lines)) if at == end or _ANNEX_HEADING.match(lines[at].text)]
    return tuple(zip(starts, [*starts[1:], len(lines)][: len(starts)], strict=True))
