"""A whole plan pasted as one line is parted where its title, its items, its signature and its annexes begin.

Only lines longer than any paragraph are touched. An item begins where its number is the next of its style, after the
end of a sentence or after a short heading; what stands inside brackets or quotes begins nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from liangxin.engines.reader.markers import Style, marker_at

LONGEST_LINE = 600
_CN = "[一二三四五六七八九十]{1,3}"
_ITEM = re.compile(rf"[#-]*(?:（{_CN}）|（\d{{1,2}}）|{_CN}、|\d{{1,2}}[.．、](?!\d)|第{_CN}[章条])")
_MARKS = "#-"
_HEAD = 1500  # the notice and the title stand in these first characters
_ORGAN = "[一-龥]{2,20}(?:人民政府|政府办公[室厅]|委员会|管委会|领导小组|[局厅委办])"
_DATE = r"20\d\d年\d{1,2}月\d{1,2}日"
_SIGNED = re.compile(rf"(?<=[。）])(?P<organ>{_ORGAN})(?P<date>{_DATE})")
_KIND = "(?:实施方案|工作方案|行动方案|行动计划|实施意见|若干措施|实施细则|方案|措施|计划)"
_SEAMS_OF_HEAD = (
    re.compile(r"(?<=[一-龥])〔20\d\d〕\d{1,4}号(?=[一-龥#])"),
    re.compile(rf"(?:通知|{_KIND})(?=各[^。：]{{2,120}}：)"),
    re.compile("：(?=现将|现印发)"),
    re.compile(rf"{_KIND}(?:（[^（）]{{2,8}}）)?#*(?=为[^，。]{{4,}}，|根据|按照|结合)"),
    re.compile(rf"(?<=。){_ORGAN}{_DATE}"),
)
_ANNEX = re.compile(r"(?<=[。）日])附件[1-9一二三]?[：:]?(?=[一-龥\d])")
_HEADING = re.compile("[一-龥“”、，（）]{3,40}")
_GOALS = re.compile(
    "(?:总体要求|总体目标|主要目标|工作目标|目标任务|指导思想|基本原则)(?=到|以|坚持|全面|深入|按照|力争)"
)
_OPENING, _CLOSING = "（《“〔", "）》”〕"


def seams(text: str) -> list[int]:
    """Where the pieces of a clean line begin, 0 first; only [0] for a line that is no more than a paragraph."""
    if len(text) <= LONGEST_LINE:
        return [0]
    depth = _depths(text)
    found = {0}
    items = list(_items(text, depth))
    if len(items) < 3:
        return [0]
    found.update(at for at in _of_head(text[:_HEAD]) if depth[at] == 0)
    found.update(items)
    for match in _GOALS.finditer(text):
        if any(match.start() - 6 <= at < match.start() for at in items):
            found.add(match.end())
    for match in _SIGNED.finditer(text):
        found.update((match.start("organ"), match.start("date"), match.end()))
    for match in _ANNEX.finditer(text):
        found.update((match.start(), match.end()) if match[0][-1] not in "：:" else (match.start(),))
    return sorted(at for at in found if at < len(text))


def _depths(text: str) -> list[int]:
    """How many brackets and quotes are open before each character."""
    depths, depth = [], 0
    for sign in text:
        if sign in _CLOSING:
            depth = max(0, depth - 1)
        depths.append(depth)
        depth += sign in _OPENING
    return [*depths, depth]


def _of_head(text: str) -> Iterator[int]:
    for pattern in _SEAMS_OF_HEAD:
        for match in pattern.finditer(text):
            yield match.end()
    for match in re.finditer("#+", text):
        yield match.start()


def _expected(last: int) -> tuple[int, ...]:
    """The first number, the next one, or the one after a number that the document lost."""
    return (1, last + 1, last + 2) if last else (1,)


def _items(text: str, depth: list[int]) -> Iterator[int]:
    """Where items begin, in order."""
    last: dict[Style, int] = {}
    heading: tuple[Style, int] | None = None
    for match in _ITEM.finditer(text):
        begin = match.start() + len(match[0]) - len(match[0].lstrip(_MARKS))
        marker = marker_at(text, begin)
        if marker is None or depth[match.start()] or marker.number not in _expected(last.get(marker.style, 0)):
            continue
        if text.endswith("附件：", 0, match.start()):
            continue
        before = text[match.start() - 1 : match.start()]
        after_heading = (
            heading is not None
            and heading[0] < marker.style
            and _HEADING.fullmatch(text, heading[1], match.start()) is not None
        )
        goes_on = (marker.style is Style.BRACKETED or marker.number > 1) and before not in "、，第"
        if not (before in "。）〕；：！" or match[0][0] in _MARKS or after_heading or goes_on):
            continue
        last[marker.style] = marker.number
        heading = marker.style, begin + marker.length
        yield match.start()
