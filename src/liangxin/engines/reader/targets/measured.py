"""Targets with a figure: which figures of a clause fix something to be reached, and how they are meant."""

from __future__ import annotations

import re

from liangxin.engines.reader.findings import Comparator, TargetKind
from liangxin.engines.reader.targets import vocabulary as words
from liangxin.engines.reader.targets.figures import Figure
from liangxin.engines.reader.targets.masking import BLANK, COVER
from liangxin.engines.reader.targets.shapes import MEASURED_END, RATE_END, Passage, Place, Shape, shape_of
from liangxin.engines.reader.targets.state import SentenceState, Thing
from liangxin.engines.reader.targets.surroundings import Surroundings, before

_GLUE = re.compile(rf"[、和与及]*(?:以及|和|{words.AT_LEAST}|{words.MORE_THAN}|{words.ABOUT}|{words.AT_MOST})?")
_LINKS = re.compile("、|以及|和|与|及")
_RIGHT_END = re.compile(r"、|并|且|或|以及|和(?=[^、]*[0-9])|与(?=[^、]*[0-9])")
_SHARED_OUT = re.compile("分别|依次")  # 分别建成3家、20个
_SHORTEST_THING = 5
_EXAMINED = re.compile("(?:评估|排查|摸排|摸底|检查|普查|体检|鉴定|诊断|会诊)$")
_SUCH = re.compile("对(?![标接])")
_BY_PIECE = ("台", "辆", "套", "个", "家", "户", "座", "处", "艘", "部")
_EACH = re.compile("对?每(?:报废|更新|购买|新购|购置|淘汰|置换|拆解|回收|新增|改造)")
_AIDED_RATE = re.compile(
    "(?:补贴|补助|首付|出资|分担|承担|资助|奖励|贴息|支持|报销|发放|贷款|自筹|配套)(?:比例|标准|率)$|最高"
)
_AID = re.compile(words.AID)
_TOPIC = re.compile(words.TOPIC)
_PER_HEAD = re.compile(words.PER_HEAD)
_LONGEST_LEAD = 40
_AROUND = 80  # how far words of aid reach; more would make long clauses slow
_AID_BROUGHT = re.compile(words.AID_BROUGHT)
_ON_TOP_OF = re.compile("([^，]{0,12}?)(?:的)?基础上")
_AID_GIVEN = re.compile("给予|补贴标准|奖励|补助|按.{0,12}补贴")
_FROM = re.compile(rf"(?:由|从)(?:{BLANK}|的|目前|现在|当前|原来){{0,24}}$")
_TO = re.compile(rf"[{BLANK}的]*(?:提高|提升|增加|增长|上升|扩大|下降|降低|降|减少|压减|增至|升至)")
_FLOW_END = re.compile(rf"(?:{words.FLOW})$")
_STANDING_END = re.compile(f"(?:{words.STANDING})$")
_OWNER = re.compile("^.{2,20}?(?:企业|领域|行业|机构|院校|景区|城市|地区|园区|全市|全县|全区|全省)(?=.{3,})")
_GROWTH_NOUN = re.compile(f"(?:{words.GROWTH_NOUN})$")
_SHARED_TAIL = re.compile("(?:中.+|占比|比例|比重|保有量|交易量|回收量|拆解量|销量|数量|产量)$")
_NEWCOMERS = re.compile(words.NEWCOMERS)


def read_group(
    passage: Passage, group: list[Figure], around: tuple[int, int, int, int], state: SentenceState
) -> tuple[tuple[Surroundings, Shape] | None, int]:
    """What stands around a group of figures if it is a target, and where the words of the next group begin.

    `around` is: where the clause begins, where the words before the group begin, where the next group stands (else the
    clause's end), the clause's end.
    """
    clause_start, at, following, end = around
    text = passage.blanked
    prior = text[max(at, group[0].start - 30) : group[0].start]
    if _FROM.search(prior) and _TO.match(text, group[-1].end, following):
        return None, at  # 由30%提高到50%: where things stand, not where they go
    basis = _ON_TOP_OF.match(text, group[-1].end, following) if prior.endswith(("现有", "原有")) else None
    if basis:
        if basis[1]:  # 在现有600个充电桩基础上再增加400个
            state.thing = Thing(basis.start(1), basis.end(1), basis[1])
        return None, basis.end()
    near = before(text, at, group[0].start)
    stop = _RIGHT_END.search(text, group[-1].end, following)
    right_end = stop.start() if stop else following
    place = Place(clause_start, following, end, text[group[-1].end : right_end], right_end)
    shape = shape_of(passage, group, near, place, state)
    if shape is not None and shape.name and _is_promise(passage, group[-1], near, shape, place, state):
        return (near, shape), max(shape.end, group[-1].end)
    if right_end < following and not place.right.startswith("的"):
        return None, right_end
    return None, max(at, group[0].start - _LONGEST_LEAD)  # …10亿元以上的市场2个: part of the next one's thing


def grouped(text: str, figures: list[Figure]) -> list[list[Figure]]:
    """Figures that stand together as one list: alike in unit and parted by nothing but a link."""
    groups: list[list[Figure]] = []
    for figure in figures:
        last = groups[-1][-1] if groups else None
        if (
            last
            and (last.unit == figure.unit or _SHARED_OUT.search(text, max(0, groups[-1][0].start - 8), last.start))
            and last.end < figure.start
            and _GLUE.fullmatch(text, last.end, figure.start)
        ):
            groups[-1].append(figure)
        else:
            groups.append([figure])
    return groups


def gives_aid(clause: str) -> bool:
    """The clause speaks of what somebody is given; sums and shares in the rest of its sentence do too."""
    return _AID_GIVEN.search(clause) is not None


def _is_promise(
    passage: Passage, figure: Figure, near: Surroundings, shape: Shape, place: Place, state: SentenceState
) -> bool:
    """No past, no aid to somebody."""
    text = passage.blanked
    around = max(place.clause_start, figure.start - _AROUND), min(place.end, figure.end + _AROUND)
    if passage.blanked[place.end - 1] == "的":
        return False  # a clause that ends so names a case: 购买…的，给予…
    if figure.unit in words.TIME_UNITS and not (near.falls or near.comparator is Comparator.AT_MOST):
        return False
    if _TOPIC.match(passage.blanked, place.clause_start) and not (near.reaches or near.changes or near.ends_in_verb):
        return False
    if state.past or _PER_HEAD.search(passage.blanked, around[0], figure.start):
        return False
    if _SUCH.match(text, place.clause_start) and _EXAMINED.search(text[: place.end], place.end - 2):
        return False
    if figure.comparator is not None and place.right and _SUCH.match(passage.blanked, place.clause_start):
        return figure.unit is not None and figure.unit.endswith(_BY_PIECE)  # 对投资300万元以上技改项目
    is_money = figure.unit is not None and figure.unit.endswith("元")
    if not (is_money or figure.unit in ("%", "‰")):
        given = _AID.search(text, figure.end, around[1]) or _EACH.match(text, place.clause_start, figure.start)
        return not (figure.value == 1 and given)  # 报废1台补贴1000元
    noun = text[near.noun_start : near.noun_end].rstrip(BLANK + COVER)
    if _AIDED_RATE.search(noun):
        return False
    if RATE_END.search(noun) and (near.reaches or near.comparator is not None):
        return True
    if state.aid or _AID.search(text, *around):
        return is_money and not state.aid and _AID_BROUGHT.search(text, around[0], figure.start) is not None
    return (
        not is_money
        or state.kind is not None
        or shape.confidence >= 0.85
        or near.has_verb
        or near.cumulative
        or MEASURED_END.search(noun) is not None
    )


def kind_of(
    figure: Figure, near: Surroundings, shape: Shape, state: SentenceState, base_year: int | None
) -> TargetKind:
    """What sort of promise the figure is; see the definitions of the kinds."""
    if figure.is_doubling or figure.unit == "个百分点" or (figure.unit == "%" and _is_change(near)):
        return TargetKind.ANNUAL_GROWTH if near.yearly else TargetKind.GROWTH
    if figure.is_times:
        return TargetKind.GROWTH
    if figure.unit == "%" and _GROWTH_NOUN.search(shape.name):
        return TargetKind.ANNUAL_GROWTH if near.yearly else TargetKind.GROWTH
    if figure.unit is None:
        return TargetKind.LEVEL if shape.name.endswith("指数") else TargetKind.SHARE
    if figure.is_rate:
        return TargetKind.COMPLETION if figure.value == 100 and figure.unit == "%" else TargetKind.SHARE
    if near.changes and base_year is not None:
        return TargetKind.GROWTH
    if near.yearly:
        return TargetKind.ANNUAL
    return _counted_kind(near, shape, state)


def _is_change(near: Surroundings) -> bool:
    return near.changes or (near.verb in words.CHANGING and not near.reaches)


def _counted_kind(near: Surroundings, shape: Shape, state: SentenceState) -> TargetKind:
    """A count is done by the deadline, or stands at it; in a list without verbs it is what the one before it was."""
    if state.yearly and not near.reaches and (not near.cumulative or (state.same_clause and near.verb == "新增")):
        return TargetKind.ANNUAL
    if near.comparator is Comparator.AT_MOST:
        return TargetKind.LEVEL
    if near.cumulative or not shape.thing_first:
        return TargetKind.CUMULATIVE
    if shape.name.endswith(("节能量", "减排量")) and not near.reaches:
        return TargetKind.CUMULATIVE  # a saving is made, not kept
    if near.verb == "形成" or (near.verb in words.HAVING and "的" in shape.name):
        return TargetKind.LEVEL  # 配备终端的农机达到50台
    if near.changes:
        return TargetKind.CUMULATIVE
    if MEASURED_END.search(shape.name):
        return TargetKind.CUMULATIVE if near.does else TargetKind.LEVEL
    if near.distributive and state.kind is TargetKind.CUMULATIVE and near.noun_end - near.noun_start < _SHORTEST_THING:
        return TargetKind.CUMULATIVE  # 其中2024年、2025年分别为60台、80台
    if near.reaches or near.comparator is Comparator.MORE_THAN:
        stands = _STANDING_END.search(shape.name) is not None
        done = near.does or (near.has_verb and not stands and not _FLOW_END.search(shape.name))
        return TargetKind.CUMULATIVE if done else TargetKind.LEVEL
    if near.has_verb or state.kind is TargetKind.CUMULATIVE:
        return TargetKind.CUMULATIVE
    stands = near.comparator is not None and _STANDING_END.search(shape.name) is not None
    return TargetKind.LEVEL if state.kind is TargetKind.LEVEL or stands else TargetKind.CUMULATIVE


def comparators_of(group: list[Figure], near: Surroundings) -> list[Comparator]:
    """One comparator each: the word before a list holds for all of it, the word after its last figure as well."""
    given = [figure.comparator for figure in group]
    if near.comparator is not None and near.comparator is not Comparator.ABOUT:
        return [near.comparator] * len(group)
    spread = given[-1] if all(own is None for own in given[:-1]) else None
    default = near.comparator or Comparator.REACH
    return [own or spread or default for own in given]


def owned(name: str, earlier: str) -> str:
    """Whose rate it is, where only the first of a row says so (规上企业普及率超过90%、数控化率超过75%)."""
    owner = _OWNER.match(earlier)
    whole = owner is None or _OWNER.match(name) is not None or RATE_END.search(name) is None
    return name if owner is None or whole else owner.group() + name


def names_of(name: str, count: int) -> list[str] | None:
    """Split the subjects of a 分别 list; what all share stands only at the first or the last of them.

    >>> names_of("规上企业研发工具普及率、关键工序数控化率", 2)
    ['规上企业研发工具普及率', '规上企业关键工序数控化率']
    >>> names_of("新增公交车、出租车中新能源车比例", 2)
    ['新增公交车中新能源车比例', '新增出租车中新能源车比例']
    """
    new = _NEWCOMERS.match(name)
    newcomers = new.group() if new else ""
    parts = [part for part in _LINKS.split(name[len(newcomers) :]) if part]
    if count < 2 or len(parts) < count:
        return None
    rest = parts[len(parts) - count + 1 :]
    first = name
    for part in reversed(rest):
        first = first[: first.rindex(part)]
    first = first.rstrip("、和与及以")
    tail = _SHARED_TAIL.search(rest[-1])
    if tail and tail.start() > 0 and not MEASURED_END.search(first):
        bare = [*rest[:-1], rest[-1][: tail.start()]]
        # 新增公交车、更新出租车中新能源车比例: the second has its own word.
        led = (part if _NEWCOMERS.match(part) else newcomers + part for part in bare)
        return [first + tail.group(), *(part + tail.group() for part in led)]
    owner = _OWNER.match(first)
    prefix = owner.group() if owner else ""
    return [first, *(part if _OWNER.match(part) else prefix + part for part in rest)]
