"""What of a paragraph is speech of the plan itself: names in quotes, titles and asides are covered, positions kept."""

from __future__ import annotations

import re

COVER = "\ufffc"  # stands for a covered character; a noun to the grammar
OPEN, CLOSE = "\ufff9", "\ufffa"  # stand for the brackets of an aside that has figures of its own
BLANK = "\ufffb"  # stands for a character of a date; nothing to the grammar

# Quotes hold names (“百项行动”), not figures; these few are plain words in quotes.
_PLAIN_QUOTE = re.compile(r"“(?:十[二三四五六]五|[应愿能].尽.|动态清零|清零|全覆盖|翻番|倍增)”")
# A quote of clauses with figures is not a name but the goal itself.
_SPEECH = re.compile("“(?=[^”]*[0-9])[^”]*，[^”]*”")
# Brackets that belong to the figure before them: a second unit, "included", its year.
_FIGURE_BRACKET = re.compile(
    r"（(?:[台套辆个家件艘条架部处座项种名人次组、/]{1,4}|不?含(?:本数)?|(?:到|至)?20\d\d年底?前?)）"
)
# An aside that parts the figure before it: （其中市区90公里）, （2024年10辆、2025年20辆）.
_PARTS = re.compile(
    r"（(?:其中|即|包括|含(?!税)|共(?=[0-9])|约(?=[0-9])|(?:总)?(?:面积|长度|里程)|到?20[0-9]{2}年)[^（）]*[0-9][0-9.]*[万亿]?[^0-9.年月日）][^（）]*）"
)
_COVERED = re.compile(r"“[^“”]{0,120}”|《[^《》]{0,120}》|〔[^〔〕]{0,80}〕|「[^「」]{0,80}」|（[^（）]{0,600}）")


def mask(paragraph: str) -> str:
    """The paragraph with quotes, titles and asides covered; same length, so that offsets stay good."""
    once = _COVERED.sub(_cover, paragraph)
    return _COVERED.sub(_cover, once) if "（" in once or "《" in once or "“" in once else once


def blank(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with the given stretches (in order, apart) blanked; same length."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], BLANK * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])


def _cover(match: re.Match[str]) -> str:
    words = match.group()
    if _PLAIN_QUOTE.fullmatch(words) or _FIGURE_BRACKET.fullmatch(words) or _SPEECH.fullmatch(words):
        return words
    if _PARTS.fullmatch(words):
        return OPEN + words[1:-1] + CLOSE
    return COVER * len(words)
