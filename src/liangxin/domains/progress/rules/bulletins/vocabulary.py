"""The words in braces that fixed text may hold, what each stands for, and how a text is filled with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from liangxin.domains.progress.rules.facts.values import Facts, MeetingFacts, OrderFacts, StatusCounts
from liangxin.domains.progress.rules.prose.numbers import share
from liangxin.domains.progress.rules.prose.programme import day_words
from liangxin.domains.progress.rules.prose.spans import Prose, Said, Span, say
from liangxin.domains.progress.terms import BulletinKind, Status, TemplateFault

UNTOLD: Final = "（暂缺）"  # where the facts do not say it
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_PROGRAMME = frozenset({BulletinKind.MONTHLY, BulletinKind.RANKING, BulletinKind.LAGGING})


@dataclass(frozen=True, slots=True)
class Word:
    """A placeholder: what it stands for, in which kinds it may stand, its value."""

    meaning: str
    kinds: frozenset[BulletinKind]
    value: Callable[[Facts], Said]


def _count(status: Status | None) -> Callable[[Facts], Said]:
    def value(facts: Facts) -> Said:
        counts = _counts(facts)
        if counts is None:
            return None
        return Span(str(counts.of(status) if status else counts.all), counts.trail(status))

    return value


def _counts(facts: Facts) -> StatusCounts | None:
    return facts.programme.counts if facts.programme else None


def _known(facts: Facts) -> Said:
    counts = _counts(facts)
    return str(counts.known) if counts else None


def _share(facts: Facts) -> Said:
    """The share on track, with its base: a rate alone says nothing."""
    counts = _counts(facts)
    return (
        f"{share(counts.on_track, counts.known)}（{counts.on_track}/{counts.known}）"
        if counts and counts.known
        else None
    )


def _order(of: Callable[[OrderFacts], Said]) -> Callable[[Facts], Said]:
    return lambda facts: of(facts.order) if facts.order else None


def _meeting(of: Callable[[MeetingFacts], Said]) -> Callable[[Facts], Said]:
    return lambda facts: of(facts.meeting) if facts.meeting else None


_ANY = frozenset(BulletinKind)
_NOTICE, _MINUTES = frozenset({BulletinKind.NOTICE}), frozenset({BulletinKind.MINUTES})
VOCABULARY: Final[dict[str, Word]] = {
    "地区": Word("区划的名称", _ANY, lambda facts: facts.region),
    "专班": Word("专班的名称", _ANY, lambda facts: facts.office),
    "时期": Word("所写的时期，如 2025年6月", _ANY, lambda facts: str(facts.period)),
    "年": Word("时期所在的年", _ANY, lambda facts: str(facts.period.start.year)),
    "月": Word("时期开始的月", _ANY, lambda facts: str(facts.period.start.month)),
    "今日": Word("取数的日期", _ANY, lambda facts: day_words(facts.on)),
    "目标数": Word("纳入监测的目标", _PROGRAMME, _count(None)),
    "有结论数": Word("其中能判断进展的目标", _PROGRAMME, _known),
    "正常数": Word("进度正常的目标", _PROGRAMME, _count(Status.ON_TRACK)),
    "风险数": Word("有风险的目标", _PROGRAMME, _count(Status.AT_RISK)),
    "滞后数": Word("滞后的目标", _PROGRAMME, _count(Status.BEHIND)),
    "缺数据数": Word("暂无数据的目标", _PROGRAMME, _count(Status.NOT_KNOWN)),
    "正常率": Word("正常目标占有结论目标的比重，连同个数", _PROGRAMME, _share),
    "督办单号": Word("督办单的编号", _NOTICE, _order(lambda one: one.number)),
    "督办单位": Word("被督办的单位", _NOTICE, _order(lambda one: one.unit)),
    "督办事项": Word("督办的事项", _NOTICE, _order(lambda one: Span(one.title, one.trail))),
    "办结期限": Word("要求办结的日期", _NOTICE, _order(lambda one: day_words(one.deadline) if one.deadline else None)),
    "会议次数": Word("第几次会议", _MINUTES, _meeting(lambda one: one.number)),
    "会议日期": Word("开会的日期", _MINUTES, _meeting(lambda one: day_words(one.held_on))),
    "会议地点": Word("开会的地点", _MINUTES, _meeting(lambda one: one.place)),
    "主持人": Word("主持会议的人", _MINUTES, _meeting(lambda one: one.chair)),
}


def words_for(kind: BulletinKind) -> dict[str, str]:
    """The placeholders that a kind of bulletin may hold, with what each stands for."""
    return {name: word.meaning for name, word in VOCABULARY.items() if kind in word.kinds}


def faults_in(text: str, kind: BulletinKind) -> Iterator[tuple[TemplateFault, str]]:
    """What is wrong with the braces of a text."""
    known = words_for(kind)
    for name in _PLACEHOLDER.findall(text):
        if name.strip() not in known:
            yield TemplateFault.UNKNOWN_PLACEHOLDER, f"{{{name}}}"
    if {"{", "}"} & set(_PLACEHOLDER.sub("", text)):
        yield TemplateFault.BRACE_OPEN, ""


def filled(text: str, facts: Facts) -> Prose:
    """The text with its placeholders filled; what the facts do not say is said to be missing."""
    pieces: list[Said] = []
    at = 0
    for found in _PLACEHOLDER.finditer(text):
        word = VOCABULARY.get(found.group(1).strip())
        value = word.value(facts) if word else None
        pieces += [text[at : found.start()], value if value not in (None, "") else UNTOLD]
        at = found.end()
    return say(*pieces, text[at:])
