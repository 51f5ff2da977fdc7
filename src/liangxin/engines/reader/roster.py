"""Annexed rosters: who holds which role in the work team, with the position as written.

The white space of the source is needed here: it parts a name from a position and stands inside names of two letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from liangxin.engines.reader.clean import clean
from liangxin.engines.reader.findings import Span, TeamMember
from liangxin.engines.reader.lines import CleanLine
from liangxin.engines.reader.names import is_person

_GAP = r"[ \t\u3000\xa0]*"
_WORDS = (
    "第一组长|常务副组长|执行副组长|副组长|总组长|组长|副总召集人|总召集人|副召集人|召集人|副总指挥|总指挥|常务副指挥长|副指挥长|指挥长"
    "|办公室常务副主任|办公室副主任|办公室主任|专班副班长|专班班长|副班长|班长|副主任|主任|秘书长|副秘书长|联络员|成员单位|成员|顾问|牵头人"
)
_ROLE_WORDS = "|".join(_GAP.join(word) for word in _WORDS.split("|"))
_ROLE = re.compile(
    rf"{_GAP}[|]?{_GAP}(?:\d{{1,2}}{_GAP}[.、]?{_GAP})?(?P<role>{_ROLE_WORDS}){_GAP}(?:[:：]|(?=[ \t\u3000|])|$)"
)
_TOKEN = re.compile(r"[^\s|，,、；;（(）)—]+|[（(][^（()）]*[）)]|[、，,；;]|—+")
_GROUP = re.compile(
    "(?:[（〔]?[一二三四五六七八九十\\d]{1,3}[）〕]?[、.]?)?(?P<group>[^，。：；]{2,20}?(?:工作组|专项组|推进组|专班|小组|组))：?"
)


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int


def read_roster(source: str, lines: Sequence[CleanLine]) -> list[TeamMember]:
    """All members in order. A role holds until the next; names of units after 成员 are not persons."""
    found: list[TeamMember] = []
    role: str | None = None
    group: str | None = None
    for line in lines:
        raw = source[line.start : line.end]
        begins = _ROLE.match(raw)
        if begins is not None:
            role = re.sub(r"\s", "", begins["role"])
        elif role is None or _ends(line.text):
            named = _GROUP.fullmatch(line.text)
            group, role = (named["group"] if named else None), None
            continue
        members = list(_members(_tokens(raw, begins.end() if begins else 0, line.start)))
        if not members and begins is None:
            named = _GROUP.fullmatch(line.text)
            group, role = (named["group"], None) if named else (group, role)
        found += [
            TeamMember(role or "", name.text, _joined(position), _span(name, position), confidence, group)
            for name, position, confidence in members
        ]
    return found


def _ends(text: str) -> bool:
    return "。" in text or text.startswith(("附件", "附表")) or len(text) > 120


def _tokens(raw: str, start: int, offset: int) -> list[_Token]:
    """Words between white space; two single letters side by side are one name (张  冲)."""
    words = [_Token(one[0], one.start() + offset, one.end() + offset) for one in _TOKEN.finditer(raw, start)]
    merged: list[_Token] = []
    for word in words:
        last = merged[-1] if merged else None
        single = last is not None and len(last.text) == len(word.text) == 1
        if last is not None and single and is_person(last.text + word.text):
            merged[-1] = _Token(last.text + word.text, last.start, word.end)
        elif not word.text.isdecimal():
            merged.append(word)
    return merged


def _members(tokens: list[_Token]) -> Iterator[tuple[_Token, list[_Token], float]]:
    """Persons with their positions: after the name, in brackets after it, before it, or none in a list of names."""
    persons = [at for at, token in enumerate(tokens) if is_person(token.text) and _opens(tokens, at)]
    if not persons:
        return
    if persons[0] > 0 and persons[-1] == len(tokens) - 1 and all(at > 0 for at in persons):
        begin = 0
        for at in persons:
            yield tokens[at], _without_marks(tokens[begin:at]), 0.9
            begin = at + 1
        return
    for at, following in zip(persons, [*persons[1:], len(tokens)], strict=True):
        position = _without_marks(tokens[at + 1 : following])
        yield tokens[at], position, 1.0 if position else 0.9


def _without_marks(position: list[_Token]) -> list[_Token]:
    words = [at for at, token in enumerate(position) if token.text.strip("、，,；;—")]
    return position[words[0] : words[-1] + 1] if words else []


def _opens(tokens: list[_Token], at: int) -> bool:
    """A word inside a position may look like a name (…、常务): before a name the entry before it must have ended."""
    if at == 0:
        return True
    before = tokens[at - 1]
    if before.text in "、，,；;":
        # In a list of names or of 张三（县长）、李四（副县长） the word before the mark is a name or a bracket.
        return at >= 2 and (is_person(tokens[at - 2].text) or tokens[at - 2].text[0] in "（(")
    return before.end < tokens[at].start


def _joined(position: Iterable[_Token]) -> str:
    words = clean("".join(token.text for token in position)).text
    return words[1:-1] if words.startswith("（") and words.endswith("）") and words.count("（") == 1 else words


def _span(name: _Token, position: list[_Token]) -> Span:
    tokens = [name, *position]
    return Span(min(token.start for token in tokens), max(token.end for token in tokens))
