"""Which indicator of the catalogue a plan's words mean: letter pairs weighed by how telling they are, and keywords.

Pure: texts in, scored matches out. The words of a plan wrap the thing measured in verbs and dates; pairs of
letters that many indicators share (更新, 改造, 投资) weigh little, those of one indicator (加装, 充电) weigh much.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from liangxin.domains.indicators.errors import CodeMalformed, NameMissing
from liangxin.kernel.text import plain

SURE = 0.8
LIKELY = 0.35
MOST_MATCHES = 5

_CODE = re.compile(r"[a-z][a-z0-9_]{1,59}")
# What plans put around the thing measured; it tells nothing about which thing it is.
_WRAPPING = re.compile(
    r"(?:到|较|比)?20\d\d年(?:底|末|前)?|全[省市县区]|我[省市县区]|[规限]模?以上(?=工业)|年均|累计|新增|力争|实现|达到|完成"
    r"|大幅|明显|显著|进一步|基本|全部|总?(?:数量|总量|数)$|水平$"
)


@dataclass(frozen=True, slots=True)
class IndicatorNames:
    """An indicator's code, its name and synonyms (name first) and its usual unit."""

    code: str
    names: tuple[str, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorMatch:
    """An indicator that a text may mean: `score` in (0, 1], and the name that fitted best."""

    code: str
    score: float
    by_name: str


class Matcher:
    """The catalogue prepared for matching; make one for many texts."""

    def __init__(self, catalogue: Iterable[IndicatorNames]) -> None:
        self._catalogue = tuple(catalogue)
        self._pairs: dict[str, frozenset[str]] = {
            name: _pairs(_bare(name)) for indicator in self._catalogue for name in indicator.names
        }
        # An indicator counts once for a pair however many of its names hold it.
        held = Counter(
            pair
            for indicator in self._catalogue
            for pair in frozenset().union(*(self._pairs[name] for name in indicator.names))
        )
        every = len(self._catalogue) or 1
        self._weight: Mapping[str, float] = {pair: math.log(1 + every / count) for pair, count in held.items()}
        self._unknown = math.log(1 + every)  # a pair that no indicator holds tells much against a match

    def match(self, text: str, unit: str = "") -> tuple[IndicatorMatch, ...]:
        """The indicators that `text` may mean, best first, at most MOST_MATCHES, none below LIKELY.

        `unit` is that of the figure; one that fits lifts a match, another one lowers it.
        """
        said, bare = plain(text), _bare(text)
        pairs = _pairs(bare)
        found = []
        for indicator in self._catalogue:
            score, name = max((self._likeness(said, bare, pairs, name), name) for name in indicator.names)
            score = _with_unit(score, unit, indicator.unit)
            if score >= LIKELY:
                found.append(IndicatorMatch(indicator.code, round(score, 3), name))
        return tuple(sorted(found, key=lambda match: (-match.score, match.code))[:MOST_MATCHES])

    def _likeness(self, said: str, bare: str, pairs: frozenset[str], name: str) -> float:
        known = plain(name)
        if said == known:
            return 1.0
        if bare and bare == _bare(name):
            return 0.97
        own = self._pairs[name]
        shared, both = self._weigh(pairs & own), self._weigh(pairs) + self._weigh(own)
        if not both:
            return 0.0
        dice = 2 * shared / both
        # A name that stands whole in the text fits, whatever the plan says besides it; the reverse fits less.
        if len(known) >= 3 and known in said:
            return max(dice, 0.86)
        return 0.95 * dice

    def _weigh(self, pairs: frozenset[str]) -> float:
        return sum(self._weight.get(pair, self._unknown) for pair in pairs)


def match_indicator(text: str, catalogue: Iterable[IndicatorNames], unit: str = "") -> tuple[IndicatorMatch, ...]:
    """`Matcher.match` for one text.

    >>> lifts = IndicatorNames("lifts_added", ("既有住宅加装电梯数量", "加装电梯"), "部")
    >>> match_indicator("新增老旧小区加装电梯", [lifts], "部")[0].code
    'lifts_added'
    """
    return Matcher(catalogue).match(text, unit)


def require_name(name: str, limit: int, *, field: str = "name") -> str:
    """The name without outer space; refuses one that is empty, all punctuation or too long."""
    cleaned = name.strip()
    if not any(sign.isalnum() for sign in plain(cleaned)) or len(cleaned) > limit:
        raise NameMissing(field=field, limit=limit)
    return cleaned


def require_code(code: str) -> str:
    """The code if it is lower-case letters, digits and underscores; refuses any other."""
    if not _CODE.fullmatch(code):
        raise CodeMalformed(field="code", code=code)
    return code


def _bare(text: str) -> str:
    return _WRAPPING.sub("", re.sub(r"[^\w%]", "", plain(text)))


def _pairs(text: str) -> frozenset[str]:
    """Letters two by two; a single letter alone is its own pair."""
    return frozenset(text[at : at + 2] for at in range(len(text) - 1)) or frozenset([text] if text else [])


def _with_unit(score: float, said: str, usual: str) -> float:
    if not said or not usual:
        return score
    if _dimension(said) == _dimension(usual):
        return min(1.0, score + 0.05)
    # The same words with a per cent are the growth of it, whatever the name; another counting unit may be a habit.
    is_other_thing = (_dimension(said) == "%") != (_dimension(usual) == "%")
    return score * 0.7 if is_other_thing or score < 1 else score


def _dimension(unit: str) -> str:
    """万辆 and 辆 measure the same thing, and so do pieces under any counting word."""
    bare = plain(unit).lstrip("万亿千百")
    return (
        "个"
        if bare in {"个", "台", "套", "台套", "台(套)", "部", "座", "处", "件", "辆", "艘", "家", "项", "所"}
        else bare
    )
