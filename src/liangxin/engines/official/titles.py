"""Where a long title is broken: into lines of much the same length, at places where a phrase ends (7.3.1)."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

from liangxin.engines.official.characters import lines_of, one_line, width
from liangxin.engines.official.measures import AREA_WIDTH, POINT

_LARGEST, _SMALLEST = 58, 26  # points of a red name; the standard leaves the size to the eye
LINE_WIDTH = 20  # characters of 二号 in 156 mm
MOST_LINES = 5
# Places that leave words and the names of departments whole; 的 never begins a line.
_BEGINNINGS = (
    "关于 《 (?<!共)和(?!谐|改革|信息化|城乡|社会|旅游) (?<!参)与 (?<![以普])及 （ (?<!（)[12][0-9]{3}年 "
    "(?:实施|工作|行动|推进|落实|若干)(?:方案|计划|措施|要点|细则) 管理办法 暂行办法 任务清单 项目清单 进展情况 "
    "推动 加快 加强 做好 开展 支持 补贴资金"
)
_ENDINGS = "印发 》 、 人民政府 委员会 办公室 办公厅"
_PLACES = re.compile(
    f"(?={'|'.join(_BEGINNINGS.split())})|(?:{'|'.join(f'(?<={end})' for end in _ENDINGS.split())})(?![的》、办])"
)


def title_lines(title: str) -> list[str]:
    """The lines of a title: as given where it has several, else broken where it is long and a good place is found.

    >>> title_lines("清岚县推动大规模设备更新和消费品以旧换新实施方案")
    ['清岚县推动大规模设备更新', '和消费品以旧换新实施方案']
    """
    given = lines_of(title)
    if len(given) > 1:
        return given
    whole = one_line(title)
    needed = int(-(-width(whole) // LINE_WIDTH))
    if needed == 1 or needed > MOST_LINES:
        return [whole]
    places = [0, *sorted({found.start() for found in _PLACES.finditer(whole)} - {0, len(whole)}), len(whole)]
    for count in (needed, needed + 1):
        broken = _most_even(whole, places, count)
        if broken:
            return broken
    return [whole]


def name_lines(name: str) -> list[str]:
    """The lines of a red name: as given, but one too long for the smallest size is broken like a title.

    >>> name_lines("清岚县推动大规模设备更新和消费品以旧换新工作专班文件")
    ['清岚县推动大规模设备更新', '和消费品以旧换新工作专班文件']
    """
    lines = lines_of(name) or [""]
    fits = width(lines[0]) * _SMALLEST * POINT <= AREA_WIDTH
    return lines if len(lines) > 1 or fits else title_lines(name)


def name_size(lines: list[str]) -> int:
    """Points at which the longest line of a red name fills nine tenths of the type area.

    >>> name_size(["清岚县人民政府文件"]), name_size(["纪要"])
    (44, 58)
    """
    fitting = int(AREA_WIDTH * 9 / 10 / POINT / max(1, *(width(line) for line in lines)))
    return min(_LARGEST, max(_SMALLEST, fitting))


def _most_even(whole: str, places: list[int], count: int) -> list[str]:
    """The title in `count` lines, the widest as narrow as can be; [] where a line would be too wide.

    `best[at]` holds, for the lines made so far, the widest of them and their ends.
    """
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [0])}
    for _ in range(count):
        longer: dict[int, tuple[float, list[int]]] = {}
        for start, end in combinations(places, 2):
            if start not in best:
                continue
            widest, ends = best[start]
            reached = max(widest, width(whole[start:end]))
            if reached <= LINE_WIDTH and (end not in longer or reached < longer[end][0]):
                longer[end] = (reached, [*ends, end])
        best = longer
    _, ends = best.get(len(whole), (0.0, []))
    return [whole[start:end].strip() for start, end in pairwise(ends)]
