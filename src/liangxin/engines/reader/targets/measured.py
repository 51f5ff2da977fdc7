"""Targets with a figure: which figure of a clause fixes something to be reached, of what, and how it is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass

from liangxin.engines.reader.findings import Comparator, TargetKind
from liangxin.engines.reader.targets import vocabulary as words
from liangxin.engines.reader.targets.figures import Figure
from liangxin.engines.reader.targets.masking import BLANK, COVER
from liangxin.engines.reader.targets.state import SentenceState
from liangxin.engines.reader.targets.surroundings import Surroundings, before

_MARKS = "的、（）“”"  # marks that name nothing
_GLUE = re.compile(rf"[、和与及{BLANK}]*(?:以及|和|{words.AT_LEAST}|{words.MORE_THAN}|{words.ABOUT}|{words.AT_MOST})?")
_LINKS = re.compile("、|以及|和|与|及")
_RIGHT_END = re.compile(r"、|并|且|以及|和(?=[^、]*[0-9])|与(?=[^、]*[0-9])")
_GOAL_WORD = re.compile("(?:的)?(?:目标|任务|要求|水平|规模|指标)")
_NOTHING = re.compile(rf"[{COVER}{BLANK}等的]*")
_ACTED_ON = re.compile(rf"的?(?:{words.ACTION}|任务|工作)")
_PREDICATE = re.compile("完成|实现|达到|建成|采用|使用|配备|配建|安装|覆盖|纳入|淘汰|更新|改造|更换|替换|接入|通过")
_MEASURED_END = re.compile(rf"(?:{words.MEASURED})[{COVER}]*$")
_RATE_END = re.compile(rf"(?:{words.RATE})[{COVER}]*$")
_AIDED_RATE = re.compile("(?:补贴|补助|首付|出资|分担|承担|资助|奖励|贴息|支持|报销)(?:比例|标准|率)$")
_CONDITION_END = re.compile(rf"(?:{words.CONDITION_NOUN})[{BLANK}{COVER}]*$")
_NOT_THING = re.compile(rf"(?:{words.NOT_THINGS})(?:[{COVER}等]|$)")
_NOT_THING_HEAD = re.compile("部门|单位|方面|环节|领域|行业|镇街|街道|乡镇|县区|县市区|文件|方案")
_AID = re.compile(words.AID)
_AID_BROUGHT = re.compile(words.AID_BROUGHT)
_FROM = re.compile(rf"(?:由|从)(?:{BLANK}|的|目前|现在|当前|原来){{0,24}}$")
_TO = re.compile(rf"[{BLANK}的]*(?:提高|提升|增加|增长|上升|扩大|下降|降低|降|减少|压减|增至|升至)")
_OWNER = re.compile("^.{2,20}?(?:企业|领域|行业|机构|院校|景区|城市|地区|园区|全市|全县|全区|全省)(?=.{3,})")
_SHARED_TAIL = re.compile("中.{2,}$")


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a group of figures has its thing: the quote, the name of the thing, and how sure that is."""

    start: int
    end: int
    name: str
    thing_first: bool
    confidence: float


@dataclass(frozen=True, slots=True)
class Passage:
    """The text in its three forms of equal length: as given, masked, and masked with the dates blanked."""

    given: str
    masked: str
    blanked: str


def read_group(
    passage: Passage, group: list[Figure], around: tuple[int, int, int, int], state: SentenceState
) -> tuple[tuple[Surroundings, Shape] | None, int]:
    """What stands around a group of figures if it is a target, and where the words of the next group begin.

    `around` is: where the clause begins, where the words before the group begin, where the next group stands (else the
    clause's end), the clause's end.
    """
    clause_start, at, following, end = around
    text = passage.blanked
    if _is_starting_value(text, at, group, following):
        return None, at
    near = before(text, at, group[0].start)
    right_end = _right_end(text, group[-1].end, following)
    right = text[group[-1].end : right_end]
    shape = _shape(passage, group, near, (right, right_end, following, end), state)
    if shape is not None and _is_promise(passage, group, near, shape, (clause_start, end), state):
        return (near, shape), max(shape.end, group[-1].end)
    return None, right_end if right_end < following else group[-1].end


def grouped(text: str, figures: list[Figure]) -> list[list[Figure]]:
    """Figures that stand together as one list: alike in unit and parted by nothing but a link."""
    groups: list[list[Figure]] = []
    for figure in figures:
        last = groups[-1][-1] if groups else None
        if (
            last
            and last.unit == figure.unit
            and _GLUE.fullmatch(text, last.end, figure.start)
            and figure.start > last.end
        ):
            groups[-1].append(figure)
        else:
            groups.append([figure])
    return groups


def _is_starting_value(text: str, at: int, group: list[Figure], following: int) -> bool:
    """The first value of 由30%提高到50% is where things stand, not where they go."""
    prior = text[max(at, group[0].start - 30) : group[0].start]
    return _FROM.search(prior) is not None and _TO.match(text, group[-1].end, following) is not None


def _right_end(text: str, start: int, following: int) -> int:
    match = _RIGHT_END.search(text, start, following)
    return match.start() if match else following


def _shape(
    passage: Passage,
    group: list[Figure],
    near: Surroundings,
    right_side: tuple[str, int, int, int],
    state: SentenceState,
) -> Shape | None:
    """Decide whether the thing stands before the figure, after it, or was named earlier; None where nothing fits."""
    text = passage.blanked
    chained = state.kind is not None
    right, right_end, following, end = right_side
    last = group[-1]
    noun = text[near.noun_start : near.noun_end].strip(BLANK + _MARKS)
    bare = _NOTHING.fullmatch(right) is not None or _GOAL_WORD.match(right) is not None
    if any(figure.is_threshold for figure in group) and not bare:
        return None
    if bare:
        return _thing_before(passage, last, near, noun, state)
    if not noun and (near.has_verb or near.cumulative or near.yearly or near.hedged or near.comparator or chained):
        return _thing_after(passage, group, near, following, end)
    if last.unit == "%" and (not right.startswith("的") or _PREDICATE.search(right, 1)):
        return _share_of_things(passage, group, near, noun, right, right_end)
    if right.startswith("的"):
        return None
    if near.ends_in_verb and noun:
        return _thing_after(passage, group, near, following, end)
    if near.reaches or near.changes or _ACTED_ON.match(right):
        return Shape(near.start, right_end, passage.given[near.noun_start : near.noun_end], True, 0.8)
    return None


def _thing_before(passage: Passage, last: Figure, near: Surroundings, noun: str, state: SentenceState) -> Shape | None:
    text = passage.blanked
    chained = state.kind is not None
    if noun:
        if _CONDITION_END.search(noun) and last.comparator is not None and not near.reaches:
            return None
        sure = near.reaches or near.changes or near.does or near.comparator is not None
        known = sure or near.has_verb or near.cumulative or near.yearly or near.hedged or chained
        known = (
            known or _MEASURED_END.search(noun) is not None or (state.years is not None and not state.years_inherited)
        )
        if not known:
            return None
        return Shape(near.start, last.end, _name(passage, near), True, 0.95 if sure else 0.8)
    said = text[near.start : near.noun_end].strip(BLANK + _MARKS)
    if re.search(rf"(?:{words.THING_ACTION})$", said):
        return Shape(near.start, last.end, said, True, 0.85)
    anchored = (
        near.reaches
        or near.changes
        or near.has_verb
        or near.cumulative
        or near.comparator
        or near.distributive
        or chained
    )
    if state.thing is None or not anchored:
        return None
    verb = re.sub("(?:完成|达到|实现|分别|累计)", "", said)
    return Shape(state.thing.start, last.end, state.thing.name + verb, True, 0.85)


def _name(passage: Passage, near: Surroundings) -> str:
    """The thing's name: verbs belong to it where it is a measured noun (报废机动车回收量)."""
    text = passage.blanked
    measured = _MEASURED_END.search(text, near.noun_start, near.noun_end) is not None
    start = near.start if measured and not near.does else near.noun_start
    return "".join(
        given
        for given, kept in zip(passage.given[start : near.noun_end], text[start : near.noun_end], strict=True)
        if kept != BLANK
    )


def _thing_after(passage: Passage, group: list[Figure], near: Surroundings, following: int, end: int) -> Shape | None:
    """更新6个断面水站设备: the thing runs to the next figure's own words, or to the end of the clause."""
    text = passage.blanked
    start = group[-1].end
    stop = end
    if following < end:
        between = text[start:following]
        cut = max(between.rfind(link) for link in ("、", "和", "及", "并"))
        stop = start + cut if cut > 0 else following
    thing = text[start:stop].rstrip("等" + COVER + BLANK)
    if len(thing) > 60:
        thing = thing[:60]
    head = _LINKS.split(thing)[0]
    if not thing or _NOT_THING.search(thing[-6:]) or _NOT_THING_HEAD.match(head):
        return None
    return Shape(near.start, start + len(thing), passage.given[start : start + len(thing)], False, 0.9)


def _share_of_things(
    passage: Passage, group: list[Figure], near: Surroundings, noun: str, right: str, right_end: int
) -> Shape | None:
    """新建停车位100%配建…, 80%以上的企业完成…: a share that does something."""
    if _PREDICATE.search(right) is None and group[-1].value != 100:
        return None
    name = passage.given[near.noun_start : near.noun_end] + right.lstrip("的")
    return Shape(near.start, right_end, name, bool(noun), 0.85)


def _is_promise(
    passage: Passage,
    group: list[Figure],
    near: Surroundings,
    shape: Shape,
    clause: tuple[int, int],
    state: SentenceState,
) -> bool:
    """No past, no aid to somebody, no condition."""
    if state.past:
        return False
    figure = group[-1]
    text = passage.blanked
    if not (figure.unit in ("%", "‰") or figure.unit.endswith("元")):
        return True
    noun = text[near.noun_start : near.noun_end]
    if _AIDED_RATE.search(noun.rstrip(BLANK + COVER)):
        return False
    if figure.unit.endswith("元") and shape.confidence < 0.85 and not _MEASURED_END.search(noun):
        return near.has_verb
    if _RATE_END.search(noun) and near.reaches:
        return True
    words_around = text[clause[0] : clause[1]]
    if state.aid or _AID.search(words_around):
        brought = figure.unit.endswith("元") and _AID_BROUGHT.search(text, clause[0], group[0].start) is not None
        return brought and not state.aid
    return True


def gives_aid(clause: str) -> bool:
    return re.search("给予|补贴标准|奖励|补助|按.{0,12}补贴", clause) is not None


def kind_of(
    figure: Figure, near: Surroundings, shape: Shape, state: SentenceState, base_year: int | None
) -> TargetKind:
    """What sort of promise the figure is; see the definitions of the kinds."""
    yearly = near.yearly
    if figure.is_doubling or figure.unit == "个百分点":
        return TargetKind.ANNUAL_GROWTH if yearly else TargetKind.GROWTH
    if figure.is_rate:
        if near.changes:
            return TargetKind.ANNUAL_GROWTH if yearly else TargetKind.GROWTH
        if figure.is_times:
            return TargetKind.GROWTH
        return TargetKind.COMPLETION if figure.value == 100 and figure.unit == "%" else TargetKind.SHARE
    if near.changes and base_year is not None:
        return TargetKind.GROWTH
    if yearly:
        return TargetKind.ANNUAL
    return _counted_kind(near, shape, state)


def _counted_kind(near: Surroundings, shape: Shape, state: SentenceState) -> TargetKind:
    """A count is done by the deadline or stands at it."""
    if near.cumulative or not shape.thing_first:
        if state.kind in (TargetKind.ANNUAL,) and not near.has_verb:
            return TargetKind.ANNUAL
        return TargetKind.CUMULATIVE
    if near.verb in ("形成",):
        return TargetKind.LEVEL
    if _MEASURED_END.search(shape.name):
        return TargetKind.CUMULATIVE if near.does else TargetKind.LEVEL
    if near.has_verb:
        return TargetKind.CUMULATIVE
    if state.kind in (TargetKind.CUMULATIVE, TargetKind.ANNUAL) and not near.reaches:
        return state.kind
    return TargetKind.LEVEL if near.reaches or near.comparator is not None else TargetKind.CUMULATIVE


def comparators_of(group: list[Figure], near: Surroundings) -> list[Comparator]:
    """One comparator each: the word before a list holds for all of it, the word after its last figure as well."""
    given = [figure.comparator for figure in group]
    if near.comparator is not None and near.comparator is not Comparator.ABOUT:
        return [near.comparator] * len(group)
    spread = given[-1] if all(own is None for own in given[:-1]) else None
    default = near.comparator or (Comparator.AT_MOST if near.falls else Comparator.REACH)
    return [own or spread or default for own in given]


def names_of(name: str, count: int) -> list[str] | None:
    """Split the subjects of a 分别 list; what all share stands only at the first or the last of them."""
    parts = [part for part in _LINKS.split(name) if part]
    if len(parts) < count or count < 2:
        return None
    head_length = len(parts) - count
    cut = name
    for part in reversed(parts[head_length + 1 :]):
        cut = cut[: cut.rindex(part)]
    first = cut.rstrip("、和与及以")
    rest = parts[head_length + 1 :]
    owner = _OWNER.match(first)
    tail = _SHARED_TAIL.search(rest[-1])
    if tail and not _MEASURED_END.search(first):
        bare = [first, *rest[:-1], rest[-1][: tail.start()]]
        verb = re.match("新增及更新|新增和更新|新增或更新|新增", first)
        bare[1:] = [(verb.group() if verb else "") + part for part in bare[1:]]
        return [part + tail.group() for part in bare]
    prefix = owner.group() if owner else ""
    return [first, *(part if _OWNER.match(part) else prefix + part for part in rest)]
