"""What stands before a figure: the thing it measures and the words that say how it is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass

from liangxin.engines.reader.findings import Comparator
from liangxin.engines.reader.targets import vocabulary as words
from liangxin.engines.reader.targets.masking import BLANK, COVER

_TAIL = re.compile(
    rf"(?:(?P<at_least>{words.AT_LEAST})|(?P<more_than>{words.MORE_THAN})|(?P<at_most>{words.AT_MOST})|"
    rf"(?P<about>{words.ABOUT})|"
    rf"(?P<hedge>{words.HEDGE})|(?P<distributive>{words.DISTRIBUTIVE})|(?P<fall>{words.FALL_TO})|(?P<reach>{words.REACH})|"
    rf"(?P<change>{words.CHANGE})|(?P<adverb>{words.ADVERB})|[{BLANK}]+)$"
)
_WINDOW = 16  # longer than any word of the tail
_LEAD = re.compile(rf"(?:{words.LEAD}|{BLANK}|[0-9]{{1,2}}[.．])*")
_VERB = rf"(?:(?:培训|服务|惠及|带动)(?=企业)|(?:{words.SURE_ACTION})|(?:{words.ACTION})(?!{words.NAMED}))"
_VERBS = re.compile(
    rf"(?:{words.LEAD}|(?:{words.SCOPE})(?:{words.LEAD}){{0,3}}{_VERB}|{_VERB}|[、和与及或的]|{BLANK})*"
)
_VERB_AT = re.compile(_VERB)
_VERB_HEAD = re.compile(rf"(?:{words.SCOPE})?(?:{words.LEAD}|{BLANK})*(?P<verb>{_VERB})")
_VERB_END = re.compile(rf"(?:{words.ACTION})[{BLANK}{COVER}]*$")
_NAMING = re.compile(rf"(?:{words.NAMING_ACTION})+")
_YEARLY = re.compile("每年|年均|逐年|年平均|每季度|每月|按年")
_YEAR_VERB = re.compile(f"年(?:{words.YEAR_VERB})")
_CUMULATIVE = re.compile("累计|新增")
_MEASURED_END = re.compile(rf"(?:{words.MEASURED})$")
_HEDGE = re.compile(words.HEDGE)
_HEDGE_AT_HEAD = re.compile(rf"(?:(?!{words.HEDGE})(?:{words.LEAD}|{words.SCOPE}|{BLANK}))*(?:{words.HEDGE})")
_BEFORE_VERB = re.compile("至少|最少|不少于|不低于")
_ABOUT_DONE = re.compile("基本(?:完成|建成|实现)")
_SHARE_OF = re.compile("占[^、]{1,40}的$")
_COMPARATORS = {name: Comparator[name.upper()] for name in ("at_least", "more_than", "at_most", "about")}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words before a figure, taken apart. Positions count characters of the paragraph.

    `start` is where they begin in earnest, `noun_start:noun_end` is the thing without verbs; empty where the figure
    stands before its thing or speaks of one named earlier.
    """

    start: int
    noun_start: int
    noun_end: int
    comparator: Comparator | None
    hedged: bool
    hedged_at_head: bool
    distributive: bool
    reaches: bool
    falls: bool
    changes: bool
    yearly: bool
    cumulative: bool
    verb: str
    ends_in_verb: bool
    has_verb: bool

    @property
    def does(self) -> bool:
        """The plan's own verb opens the words, and it is not part of the measured thing's name."""
        return bool(self.verb) and _NAMING.fullmatch(self.verb) is None


def before(text: str, start: int, end: int) -> Surroundings:
    """Take apart `text[start:end]`, the words before a figure at `end`; `text` is masked and its dates blanked."""
    said, core_end = _strip_tail(text, start, end)
    begin = _end_of(_LEAD, text, start, core_end)
    noun_start = _end_of(_VERBS, text, begin, core_end)
    head = _VERB_HEAD.match(text, begin, core_end)
    window = text[max(start, core_end - _WINDOW) : core_end]
    lead_words = text[start:end]
    about = Comparator.ABOUT if _ABOUT_DONE.match(text, begin, core_end) else None
    early = Comparator.AT_LEAST if _BEFORE_VERB.search(lead_words) else about
    share_of = "adverb" in said and _SHARE_OF.search(text[max(start, end - 44) : end]) is not None
    at_head = _HEDGE_AT_HEAD.match(text, start, core_end + 4) is not None
    return Surroundings(
        start=begin,
        noun_start=noun_start,
        noun_end=core_end,
        comparator=next((_COMPARATORS[name] for name in said if name in _COMPARATORS), early),
        hedged=_HEDGE.search(lead_words) is not None,
        hedged_at_head=at_head,
        distributive="distributive" in said,
        reaches="reach" in said or "fall" in said or share_of,
        falls="fall" in said,
        changes="change" in said and "fall" not in said,
        yearly=_YEARLY.search(lead_words) is not None or _is_year_verb(text, begin, core_end),
        cumulative=_CUMULATIVE.search(lead_words) is not None,
        verb=head["verb"] if head else "",
        ends_in_verb=_VERB_END.search(window) is not None,
        has_verb=head is not None or _VERB_AT.search(text, begin, core_end) is not None,
    )


def _is_year_verb(text: str, start: int, end: int) -> bool:
    """年回收废旧家电10万台 is each year, 年回收能力5万吨 and 年更新率 are measures."""
    return (
        _YEAR_VERB.match(text, start, end) is not None and _MEASURED_END.search(text[max(start, end - 8) : end]) is None
    )


def _strip_tail(text: str, start: int, end: int) -> tuple[list[str], int]:
    """Names of the words stripped from the right, nearest the figure first, and where they begin."""
    said: list[str] = []
    while end > start:
        match = _TAIL.search(text[max(start, end - _WINDOW) : end])
        if match is None:
            break
        said += [match.lastgroup] if match.lastgroup else []
        end -= len(match.group())
    return said, end


def _end_of(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    match = pattern.match(text, start, end)
    return match.end() if match else start
