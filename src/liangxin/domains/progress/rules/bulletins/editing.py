"""Paragraphs edited by hand: numbers in them that are not among the facts are doubts, to be answered with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any

from liangxin.kernel.text import half_width

_SCALE = {"万": 4, "亿": 8, "万亿": 12}
# A number with what says how large it is and whether it is a share; of thousands in groups the blanks are no ends.
_NUMBER = re.compile(
    r"(?P<number>\d{1,3}(?:[, \u00a0]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<scale>万亿|亿|万)?(?P<sign>%|‰|个百分点)?"
)
# Days, years and numbers of order are no figures: 2026年, 7月, 第3次, 〔2026〕.
_NO_FIGURE = re.compile(r"第\d+|〔\d{4}〕\d*号?|\d+(?:年|月|日|号|时|分|点(?!\d)|季度|期)|[（(]\d+[）)]|^\d+[.、．]\D")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written: its value with 万 and 亿 worked out, and how many places it shows."""

    text: str
    value: Decimal
    step: Decimal

    def says(self, known: Decimal) -> bool:
        """Whether a known figure, written to these places, rounded or cut, is this number."""
        if self.step <= 0:
            return False
        scaled = known / self.step
        written = self.value / self.step
        return written in (scaled.quantize(Decimal(1), ROUND_HALF_UP), scaled.quantize(Decimal(1), ROUND_DOWN))


def numbers_in(text: str) -> list[Number]:
    """The figures of a text; days, years and numbers of order are none.

    >>> [number.text for number in numbers_in("2026年7月，第3次会议后更新2.5万台，占64.3%")]
    ['2.5万', '64.3%']
    """
    plain = _NO_FIGURE.sub(lambda found: "\x00" * len(found.group()), half_width(text))
    found = []
    for match in _NUMBER.finditer(plain):
        digits = re.sub("[, \u00a0]", "", match.group("number"))
        scale = Decimal(10) ** _SCALE.get(match.group("scale") or "", 0)
        places = len(digits.partition(".")[2])
        found.append(Number(match.group(), Decimal(digits) * scale, scale.scaleb(-places)))
    return found


def known_numbers(texts: Iterable[str], facts: Any) -> frozenset[Decimal]:
    """All figures that a bulletin knows: those that it says anywhere, and the exact ones of its facts."""
    said = {number.value for text in texts for number in numbers_in(text)}
    return frozenset(said | set(_exact(facts)))


def _exact(facts: Any) -> Iterable[Decimal]:
    if isinstance(facts, dict):
        for each in facts.values():
            yield from _exact(each)
    elif isinstance(facts, list | tuple):
        for each in facts:
            yield from _exact(each)
    elif isinstance(facts, bool) or facts is None:
        return
    elif isinstance(facts, int):
        yield Decimal(facts)
    elif isinstance(facts, str) and re.fullmatch(r"-?\d+(?:\.\d+)?", facts):
        yield abs(Decimal(facts))


def doubts_in(text: str, known: frozenset[Decimal]) -> list[str]:
    """The figures of a text that nothing known says, as written, each once."""
    strange = [number.text for number in numbers_in(text) if not any(number.says(one) for one in known)]
    return list(dict.fromkeys(strange))
