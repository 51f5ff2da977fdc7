"""Which unit a written name means: full names, short names, prefixes by level, branches of vertical bodies, brackets.

Pure: names in, scored matches out. A score of 1 is the unit's own name; from `SURE` on a name may be taken without a
person looking; below `LIKELY` nothing is offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from liangxin.domains.regions.rules.departments import subjects_of
from liangxin.domains.regions.terms import UnitKind
from liangxin.kernel.text import plain

SURE = 0.85
LIKELY = 0.4
MOST_MATCHES = 5

_LEVEL_WORD = re.compile(r"^(?:(?:我|本|全)?(?P<word>省|自治区|市|州|盟|县|区|旗))(?=.{2})")
# Words that begin like a level and are none: 市场监管局 is not 场监管局 of the city.
_NOT_A_LEVEL = re.compile(r"^(?:市场|市容|市政(?!府)|市民|区域|区块|县域|盟员)")
_JOINERS = re.compile(r"[和与及暨、·]")
_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")
# Endings by the sort of body: within one sort they are the same body at another level or in another year.
_ENDINGS = {
    "zone": ("管理委员会", "管委会"),
    "department": ("委员会", "委", "厅", "局", "分局", "支局"),
    "office": ("办公室", "办公厅", "办"),
    "centre": ("中心",),
    "squad": ("总队", "支队", "大队"),
    "union": ("联合社", "社"),
    "company": ("有限责任公司", "有限公司", "集团", "公司"),
    "party": ("部",),
    "": ("部门",),
}
_TAILS = {ending: body for body, endings in _ENDINGS.items() for ending in endings}
_TAIL = re.compile("(" + "|".join(sorted(_TAILS, key=len, reverse=True)) + ")$")
_NATIONAL = re.compile(r"^国家[^局]{2,6}总局(?=.{3})")  # 国家税务总局清岚县税务局 is the county's tax office
_BRANCH = re.compile(r"^(?P<body>.{2,}局)(?P<place>.{2,8}?)(?P<tail>分局|支局)$")
_TOWNS = re.compile(r"^(?:各|全[县区市旗]各)(?:有关)?(?:乡|镇|街)[乡镇街道办事处人民政府()/、和]*$")


@dataclass(frozen=True, slots=True)
class Place:
    """The region that a text speaks from: its own name and the names of the regions above it, nearest first."""

    name: str
    above: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitNames:
    """All the names of one unit, its full name first."""

    unit_id: int
    names: tuple[str, ...]
    kind: UnitKind = UnitKind.DEPARTMENT


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A unit that a text may mean: `score` in (0, 1] and, in Chinese, `why`."""

    unit_id: int
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class _Parts:
    above: bool  # the name says that the body belongs to a government above this region
    subjects: frozenset[str]
    tail: str
    core: str


def match_units(text: str, units: Iterable[UnitNames], place: Place) -> tuple[UnitMatch, ...]:
    """The units that `text` may mean, best first, at most `MOST_MATCHES`; a group (各镇街) gives all its units.

    >>> county = Place("清岚县", ("望川市",))
    >>> match_units("县发改局", [UnitNames(1, ("清岚县发展和改革局",))], county)
    (UnitMatch(unit_id=1, score=0.95, why='简称一致'),)
    """
    candidates = list(units)
    if _TOWNS.match(plain(text)):
        return _towns(candidates)
    written = [(form, cost, read_name(form, place)) for form, cost in _forms(text)]
    found = [match for unit in candidates if (match := _compare(unit, written, place)).score >= LIKELY]
    return tuple(sorted(found, key=lambda match: (-match.score, match.unit_id))[:MOST_MATCHES])


def is_sure(matches: Sequence[UnitMatch]) -> bool:
    """Whether the first match may be taken without a person: high, and clearly above the second."""
    return bool(matches) and matches[0].score >= SURE and (len(matches) == 1 or matches[0].score > matches[1].score)


@lru_cache(maxsize=8192)  # the same units are compared with every name of a plan
def read_name(name: str, place: Place) -> _Parts:
    """Take a name apart: prefix of place or level, subjects, kind of body."""
    rest, above = _without_place(_NATIONAL.sub("", plain(name)), place)
    branch = _BRANCH.match(rest)
    if branch and any(branch["place"] == own for own in _names_of(place.name)):
        rest, above = branch["body"], False
    tail = _TAIL.search(rest)
    # A name that is nothing but its ending (宣传部 keeps 宣传, 部 alone stays whole) is its own core.
    ending = tail[0] if tail and tail.start() >= 1 else ""
    core = _JOINERS.sub("", rest[: len(rest) - len(ending)])
    return _Parts(above, subjects_of(core), _TAILS.get(ending, ""), core)


def _without_place(name: str, place: Place) -> tuple[str, bool]:
    """Strip the name of the region, of one above it, or a level word, from the outside in."""
    above, rest = False, name
    for outer in reversed(place.above):
        rest, stripped = _cut_name(rest, outer)
        above = above or stripped
    rest, own = _cut_name(rest, place.name)
    if own:
        return rest, False
    if _NOT_A_LEVEL.match(rest):
        return rest, above
    level = _LEVEL_WORD.match(rest)
    if level is None:
        return rest, above
    return rest[level.end() :], above or not plain(place.name).endswith(level["word"])


def _cut_name(name: str, region: str) -> tuple[str, bool]:
    for known in _names_of(region):
        # Two letters at least must stay, or 清岚县 itself would vanish.
        if name.startswith(known) and len(name) >= len(known) + 2:
            return name[len(known) :], True
    return name, False


def _names_of(region: str) -> tuple[str, ...]:
    """清岚县 is also 清岚, if two letters are left; longest first."""
    whole = plain(region)
    return (whole, whole[:-1]) if len(whole) >= 3 else (whole,)


def _forms(text: str) -> list[tuple[str, float]]:
    """The text itself, then without what stands in brackets, then that alone; each with what the reading costs."""
    whole = plain(text)
    inside = _BRACKETS.findall(whole)
    forms = [(whole, 0.0)]
    if inside:
        forms += [(_BRACKETS.sub("", whole), 0.03), *((form, 0.1) for form in inside)]
    return [(form, cost) for form, cost in forms if form]


def _compare(unit: UnitNames, written: list[tuple[str, float, _Parts]], place: Place) -> UnitMatch:
    """The best that any name of the unit makes of any form of the text."""
    best = (0.0, "")
    for position, name in enumerate(unit.names):
        same = plain(name)
        parts = [read_name(form, place) for form, _ in _forms(name)]
        for form, cost, said in written:
            if form == same:
                found = (1.0, "名称一致") if position == 0 else (0.98, "别名一致")
            else:
                found = max(_likeness(said, own) for own in parts)
            best = max(best, (round(found[0] - cost, 3), found[1]))
    return UnitMatch(unit.unit_id, *best)


def _likeness(said: _Parts, own: _Parts) -> tuple[float, str]:
    """How well what was said fits one name of a unit, and why."""
    score, why = _same_body(said, own)
    if said.above and not own.above:
        # 市工信局 said in a county means the city's, whatever the county's own is called.
        return score * 0.5, "可能是上级单位"
    return score, why


def _same_body(said: _Parts, own: _Parts) -> tuple[float, str]:
    if not said.subjects or not own.subjects:
        return 0.0, ""
    if said.subjects == own.subjects:
        if said.tail == own.tail:
            return 0.95, "名称一致" if said.core == own.core else "简称一致"
        return (0.88, "省略了机构后缀") if not said.tail or not own.tail else (0.55, "职能相同，机构类型不同")
    if said.tail == own.tail and said.subjects < own.subjects:
        return 0.8, "是该单位职能的一部分"
    if said.tail == own.tail and said.subjects > own.subjects:
        return 0.65, "职能多于该单位"
    return 0.7 * _alike(said.core, own.core), "字面相近"


def _alike(one: str, other: str) -> float:
    """Share of letter pairs in common (Dice)."""
    pairs, others = ({text[at : at + 2] for at in range(len(text) - 1)} for text in (one, other))
    return 2 * len(pairs & others) / (len(pairs) + len(others)) if pairs and others else 0.0


def _towns(units: list[UnitNames]) -> tuple[UnitMatch, ...]:
    """A unit that stands for all towns, if there is one; else every town."""
    groups = [unit for unit in units if unit.kind is UnitKind.GROUP and any(_TOWNS.match(plain(n)) for n in unit.names)]
    if groups:
        return tuple(UnitMatch(unit.unit_id, 0.98, "镇街合称") for unit in groups)
    return tuple(UnitMatch(unit.unit_id, 0.9, "镇街合称的一员") for unit in units if unit.kind is UnitKind.TOWN)
