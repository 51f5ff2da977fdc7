"""Where a figure has its thing: before it, after it, or named earlier."""

from __future__ import annotations

import re
from dataclasses import dataclass

from liangxin.engines.reader.findings import Comparator
from liangxin.engines.reader.targets import vocabulary as words
from liangxin.engines.reader.targets.figures import Figure
from liangxin.engines.reader.targets.masking import BLANK, COVER
from liangxin.engines.reader.targets.state import SentenceState
from liangxin.engines.reader.targets.surroundings import Surroundings

MEASURED_END = re.compile(rf"(?:{words.MEASURED})[{COVER}]*$")
RATE_END = re.compile(rf"(?:{words.RATE})[{COVER}]*$")

_MARKS = "的、（）“”：《》"  # marks that name nothing
_LINKS = re.compile("、|以及|和|与|及")
_GOAL_WORD = re.compile("(?:的)?(?:目标|任务|要求|水平|规模|指标|能力|产能|大关)(?![^，。；]{2})")
_NOTHING = re.compile(rf"[{COVER}{BLANK}等的）”]*")
_ACTED_ON = re.compile(rf"的?(?:{words.ACTION}|任务|工作(?!组|专班))")
_PREDICATE = re.compile(
    "完成|实现|达到|建成|采用|使用|配备|配建|配齐|安装|覆盖|纳入|进入|设立|设置|建立|淘汰|更新|改造|更换|替换|接入|通过|开展|具备|为新能源"
)
_CONDITION_END = re.compile(rf"(?:{words.CONDITION_NOUN})[{BLANK}{COVER}]*$")
_SURE_CONDITION_END = re.compile(rf"(?:{words.SURE_CONDITION})[{BLANK}{COVER}]*$")
_NOT_THING = re.compile(rf"(?:{words.NOT_THINGS})$|^(?:镇|县|区|市|省|州|乡|村)$")
_NOT_THING_HEAD = re.compile(
    "(?:部门|单位|方面|环节|领域|行业|文件|方案|(?:重点)?(?:任务|举措|措施))|(?:镇街|街道|乡镇|县区|县市区)$"
)
_ACTED_ON_AT_END = re.compile(rf"(?:{words.ACTION}|搬改|搬迁|提标)(?:任务|工作)?$")
_THING_ACTION = re.compile(rf"(?:{words.THING_ACTION})$")
_REACHING_WORDS = re.compile("完成|达到|实现|分别|累计|新增|或|且|并")
_EACH_PLACE = re.compile("每个?[^每]{1,8}$")
_FROM_VALUE = re.compile("(?:由|从)[^由从]{0,12}[0-9.]{1,12}[^0-9]{0,6}$")
_SAID_OF_IT = re.compile(rf"^（[^（）]{{1,8}}）|累计(?:{words.ACTION})$|(?:每年|或)$")
_NO_DEED = re.compile(f"(?:{words.NO_DEED})$|涉及|共有|包括")
_COUNTED = tuple("家个台辆套座处项名户部场")
_VERB_INSIDE = re.compile(rf".+?({words.ACTION})")
_FOR_WHOM = re.compile(rf"(?:为|给|对|在)(?:{words.SCOPE})?")
_ABOVE = re.compile("高于|低于|快于|超过")
_LISTED_DO = re.compile(
    "(?:城市|企业|县区|县|区|园区|景区|医院|学校|高校|社区|村)\ufffb*(?:基本|全部|率先|全面)?(?:建成|完成|实现|建立)"
)
_WHO_BEFORE = re.compile(rf"(?:为|给|对|支持|推动|引导|帮助|指导|组织|助力|促进)(?:{words.SCOPE})?$")
_NEWCOMERS = re.compile(words.NEWCOMERS)
_PLACES = ("镇", "县", "区", "市", "省", "州", "乡", "村")
_LONGEST_VERB = 4
_LONGEST_THING = 60


@dataclass(frozen=True, slots=True)
class Passage:
    """The text in its three forms of equal length: as given, masked, and masked with the dates blanked."""

    given: str
    masked: str
    blanked: str


@dataclass(frozen=True, slots=True)
class Place:
    """A group of figures in its clause: `following` is where the next group stands, else the clause's `end`."""

    clause_start: int
    following: int
    end: int
    right: str
    right_end: int


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a group of figures has its thing: the quote, the name of the thing, and how sure that is."""

    start: int
    end: int
    name: str
    thing_first: bool
    confidence: float


def shape_of(
    passage: Passage, group: list[Figure], near: Surroundings, place: Place, state: SentenceState
) -> Shape | None:
    """The shape of a group of figures; None where nothing says that the figure is one of a thing."""
    last, right = group[-1], place.right
    noun = passage.blanked[near.noun_start : near.noun_end].strip(BLANK + _MARKS)
    sized = place.following == last.end < place.end  # 完成3台35万千瓦机组改造
    if (_NOTHING.fullmatch(right) and not sized) or _GOAL_WORD.match(right):
        if not noun or (noun in words.REFERRING and state.thing is not None):
            return _thing_earlier(passage, last, near, state)
        return _thing_before(passage, last, near, noun, place, state)
    if _is_within_a_thing(passage, group, near, noun, right):
        return None
    described = passage.blanked.startswith("的", max(0, group[0].start - 1))
    if described and near.does and not last.is_rate:
        return _thing_after(passage, group, near, place)  # 完成列入计划的300台电梯更新
    if (
        (not noun or _FOR_WHOM.fullmatch(noun))
        and _is_led(near, last, right, state)
        and not (last.unit == "%" and right.startswith("的"))
    ):
        return _thing_after(passage, group, near, place)
    if noun.endswith("等") and (_LISTED_DO.search(right) or _is_some_of(noun, last, right)):
        return Shape(near.start, place.right_end, noun + right, True, 0.8)  # 甲市、乙市等60个城市建成…体系
    if noun.endswith("等") or any(figure.is_threshold for figure in group):
        return None  # …等3类技术: how many were listed
    return _share_of_things(passage, last, near, noun, place) or _thing_around(passage, group, near, noun, place)


def _is_some_of(noun: str, last: Figure, right: str) -> bool:
    """甲公园等3个公园设备更新: more than are named, and something is done to them."""
    more = last.value > len(_LINKS.split(noun)) and (last.unit or "").startswith(_COUNTED)
    return more and _ACTED_ON_AT_END.search(right) is not None and _NOT_THING_HEAD.match(right) is None


def _is_within_a_thing(passage: Passage, group: list[Figure], near: Surroundings, noun: str, right: str) -> bool:
    """投资额500万元以上的项目, 列入名单的100家企业: the figure says which things, not how many."""
    last = group[-1]
    counted = (last.unit or "").startswith(_COUNTED)
    if last.is_threshold and not counted:
        return True
    if last.unit == "%":
        return False
    described = passage.blanked.startswith("的", max(0, group[0].start - 1)) and not near.reaches
    counts_things = not noun and last.comparator is not None and counted  # 5家以上的企业
    return (described and not near.does) or (right.startswith("的") and not counts_things)


def _is_led(near: Surroundings, last: Figure, right: str, state: SentenceState) -> bool:
    """Something before the figure, or in what its things do, makes it more than a mention."""
    said = near.has_verb or near.cumulative or near.yearly or near.hedged or near.comparator is not None or near.reaches
    acted = _PREDICATE.search(right) or ((last.unit or "").startswith(_COUNTED) and _ACTED_ON_AT_END.search(right))
    return said or state.kind is not None or (bool(acted) and not last.is_rate)


def _share_of_things(passage: Passage, last: Figure, near: Surroundings, noun: str, place: Place) -> Shape | None:
    """80%以上的企业完成改造, 新建停车位100%配建充电桩, 覆盖90%的社区."""
    if last.unit != "%" or _thing_precedes(near):
        return None
    is_object = place.right.startswith("的")
    acts = _PREDICATE.search(place.right) is not None or (near.ends_in_verb and is_object)
    if not (acts or (last.value == 100 and not is_object)):
        return None
    rest = passage.given[last.end : place.right_end].removeprefix("的")
    name = _name(passage, near, is_share=True) + rest
    return Shape(near.start, place.right_end, name, bool(noun), 0.85 if acts else 0.8)


def _thing_around(passage: Passage, group: list[Figure], near: Surroundings, noun: str, place: Place) -> Shape | None:
    """Words on both sides: 重点行业更新6个断面设备, 老旧小区100个改造, 供水管网改造62个村."""
    right = place.right
    if right.startswith("的"):
        return None
    around = Shape(near.start, place.right_end, _name(passage, near), True, 0.8)
    if near.ends_in_verb and right in _PLACES and not noun.endswith(("覆盖", "涉及")):
        return around
    if near.ends_in_verb or (_EACH_PLACE.match(noun) and near.comparator is Comparator.AT_LEAST):
        return _thing_after(passage, group, near, place)
    if _thing_precedes(near) or _ACTED_ON.match(right):
        return around
    if near.verb in ("完成", "实施") and _ACTED_ON_AT_END.search(right):
        name = _name(passage, near) + right  # 完成水泥、陶瓷等行业30家企业治理
        return Shape(near.start, place.right_end, name, True, 0.8)
    if noun and len(noun) <= _LONGEST_VERB and not group[-1].is_rate and _NO_DEED.search(noun) is None:
        return _thing_after(passage, group, near, place, 0.6)  # a verb that the vocabulary does not know
    return None


def _thing_precedes(near: Surroundings) -> bool:
    return near.reaches or near.changes


def _thing_before(
    passage: Passage, last: Figure, near: Surroundings, noun: str, place: Place, state: SentenceState
) -> Shape | None:
    """更新环卫车辆61辆, 普及率达到90%: something must say that the figure is to be reached."""
    goes_on = (place.end > place.right_end or last.is_threshold) and near.comparator is None and not near.reaches
    if _SURE_CONDITION_END.search(noun) or (_CONDITION_END.search(noun) and last.comparator and goes_on):
        return None
    above = _ABOVE.search(noun) if last.unit == "个百分点" else None
    if above:  # 贷款增速高于各项贷款增速2个百分点
        return Shape(near.start, last.end, noun[: above.start()], True, 0.9)
    sure = near.reaches or near.changes or near.does or near.comparator is not None
    dated_here = state.years is not None and not state.years_inherited
    led = near.has_verb or near.cumulative or near.yearly or near.hedged or state.kind is not None
    if not (sure or led or dated_here or MEASURED_END.search(noun)):
        return None
    return Shape(near.start, last.end, _name(passage, near), True, 0.95 if sure else 0.8)


def _thing_earlier(passage: Passage, last: Figure, near: Surroundings, state: SentenceState) -> Shape | None:
    """竣工25个以上, 分别达到1180台: the thing was named before, unless the verb is one itself (投资1.5亿元)."""
    said = passage.blanked[near.start : near.noun_end].strip(BLANK + _MARKS)
    if _THING_ACTION.search(said):
        return Shape(near.start, last.end, said.removeprefix("完成"), True, 0.85)
    led = near.has_verb or near.cumulative or near.comparator is not None or near.distributive or state.kind is not None
    if state.thing is None and near.has_verb:
        return Shape(near.start, last.end, said, True, 0.7)
    if state.thing is None or not (led or _thing_precedes(near)):
        return None
    name = state.thing.name + _REACHING_WORDS.sub("", said).replace(BLANK, "")
    return Shape(state.thing.start, last.end, name, True, 0.85)


def _thing_after(
    passage: Passage, group: list[Figure], near: Surroundings, place: Place, confidence: float = 0.9
) -> Shape | None:
    """更新6个断面水站设备: the thing runs to the words of the next figure, or to the end of the clause."""
    text = passage.blanked
    start, stop = group[-1].end, place.end
    start += text.startswith("的", start)
    if place.following < place.end:
        between = text[start : place.following]
        cut = max(between.rfind(link) for link in "、和及并或")
        if cut <= 0 and _WHO_BEFORE.search(text, near.start - 4 if near.start > 4 else 0, group[0].start):
            verb = _VERB_INSIDE.search(between)
            cut = verb.start(1) if verb else cut  # 为86所学校更换灯具5200盏
        stop = start + cut if cut > 0 else place.end
        if cut <= 0 and not (group[-1].unit or "").startswith(_COUNTED):
            return None  # 12米以上公交车20辆: which ones, not how many
    stop = min(stop, start + _LONGEST_THING)
    thing = text[start:stop].rstrip("等" + BLANK)
    if not passage.given.startswith("”", start + len(thing) - 1):
        thing = thing.rstrip("等" + COVER)
    head = _LINKS.split(thing)[0]
    if not thing.strip(_MARKS + COVER) and COVER not in passage.masked[start:stop]:
        return None
    if not thing:
        thing = text[start:stop]
    undone = (group[-1].unit or "").startswith(_COUNTED) and _ACTED_ON_AT_END.search(thing)
    if (_NOT_THING.search(thing) and not undone) or _NOT_THING_HEAD.match(head):
        return None
    name = passage.given[start : start + len(thing)]
    return Shape(near.start, start + len(thing), name, False, confidence)


def _name(passage: Passage, near: Surroundings, *, is_share: bool = False) -> str:
    """The thing's name: verbs belong to it where it is a measured noun (报废机动车回收量), 新增 to a share."""
    whole = _spelled(passage, near.start, near.noun_end)
    if MEASURED_END.search(whole) and not near.does:
        return whole
    among_the_new = is_share or RATE_END.search(whole)
    return _spelled(passage, _newcomers_start(passage, near) if among_the_new else near.noun_start, near.noun_end)


def _newcomers_start(passage: Passage, near: Surroundings) -> int:
    """Where the thing begins, with the words before it that say that it is the new ones only (新增及更新公交车)."""
    for new in _NEWCOMERS.finditer(passage.blanked, near.start, near.noun_end):
        if new.start() < near.noun_start <= new.end():
            return new.start()
    return near.noun_start


def _spelled(passage: Passage, start: int, end: int) -> str:
    """The words as given, without dates, the value they start from, and what is said of the doing."""
    words_given = zip(passage.given[start:end], passage.blanked[start:end], strict=True)
    name = "".join(given for given, kept in words_given if kept != BLANK).strip("、")
    name = _SAID_OF_IT.sub("", _FROM_VALUE.sub("", name)) or name
    return name if name.count("“") == name.count("”") else name.strip("“”")
