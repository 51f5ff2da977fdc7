"""Words of records for the search: texts cut for the index, what is searched cut in the same way.

Runs of Chinese are cut into pairs of neighbouring characters, everything else into words of letters and digits. What is
searched is found where its words stand one behind the other; the last one may go on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_CHINESE = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{_CHINESE}]+|(?:(?![{_CHINESE}_])\w)+")
_IS_CHINESE = re.compile(rf"[{_CHINESE}]")


@lru_cache(maxsize=32_768)  # the records of a register repeat themselves
def words_in(text: str) -> str:
    """The words of a text as they are indexed, a blank between two.

    >>> words_in("锦绣苑3号楼 DT－001")
    '锦绣 绣苑 苑 3 号楼 楼 dt 001'
    """
    return " ".join(word for run in _runs(text) for word in _cut(run))


def search_for(typed: str) -> str:
    """The search for what was typed, in the language of tsquery; empty where nothing can be searched.

    Parts with a blank between them may stand anywhere.

    >>> search_for("绣苑 dt-0"), search_for("苑"), search_for("3号楼")
    ('绣苑:* & (dt <-> 0:*)', '苑:*', '(3 <-> 号楼:*)')
    """
    parts = (_phrase(_runs(part)) for part in unicodedata.normalize("NFKC", typed).split())
    return " & ".join(part for part in parts if part)


def _phrase(runs: list[str]) -> str:
    if not runs:
        return ""
    words = [word for run in runs[:-1] for word in _cut(run)]
    last = _cut(runs[-1])
    # The character that ends a run closes it in the index, but what is searched may go on behind it.
    words += last[:-1] if len(last) > 1 else last
    words[-1] += ":*"
    return words[0] if len(words) == 1 else f"({' <-> '.join(words)})"


def _runs(text: str) -> list[str]:
    return _RUN.findall(unicodedata.normalize("NFKC", text).casefold())


def _cut(run: str) -> list[str]:
    return list(_pairs(run)) if _IS_CHINESE.match(run) else [run]


def _pairs(run: str) -> Iterator[str]:
    for place in range(len(run) - 1):
        yield run[place : place + 2]
    yield run[-1]
