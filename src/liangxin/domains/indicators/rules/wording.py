"""What a text says, taken apart for comparison: one spelling, the deeds, the letters of the thing.

Plans wrap the thing measured in verbs, levels, ages and dates. Here such wrapping is taken off, words that mean the
same are brought to one, and what is done to the thing (更新, 淘汰, 加装) is kept apart from the thing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from liangxin.domains.indicators.rules.measuring import Aspect
from liangxin.kernel.text import plain

_GAP = " "


def _in_one_pass(table: Mapping[str, str]) -> Callable[[str], str]:
    """A function that puts each spelling for its pattern; of several at one place the first of the table holds."""
    pattern, spellings = re.compile("|".join(f"({one})" for one in table)), tuple(table.values())
    return lambda text: pattern.sub(lambda found: spellings[(found.lastindex or 1) - 1], text)


# A list of fields is all of them together; a field alone is told by its name.
_FIELD = (
    r"(?:建筑和市政(?:基础设施)?|文化和旅游|工业|能源|电力|渔?农业|农林牧渔|建筑|市政|交通运输|交通|物流|水利|教育|科研"
    r"|文旅|文化旅游|体育|医疗|卫生|生态环境|环境|环保)"
)
_FIELDS = (
    rf"(?:{_FIELD}、)+{_FIELD}(?:[和与及]{_FIELD})?等?(?:重点|各|\w大)?领域"
    rf"|(?!建筑和市政|文化和旅游){_FIELD}[和与及]{_FIELD}等(?:重点|各|\w大)?领域"
    r"|(?:\w{2,6}、){2,12}\w{2,9}?等?(?:重点|各|\w大)?领域(?=设备|投资)"
)
_ALL_FIELDS = r"(?<![业育疗旅通筑政源输生游])(?:各|多|重点|\w大)+领域|各行业|全社会"
_one_spelling = _in_one_pass(
    {
        r"技改": "技术改造",
        r"机动车|(?<!新能源)乘用车": "汽车",
        r"新能源(?:汽车|车辆|车)(?!化)|新能源乘用车": "新能源车",
        r"出租汽车|巡游出租车?|出租车辆": "出租车",
        r"公交车辆|公共汽车|城市公交(?!车)": "公交车",
        r"公务车": "公务用车",
        r"非营运(?:类|性)?": "自用",  # so that it shares no letters with its contrary
        r"营运(?:类|性)": "营运",
        r"农业机械|农机具": "农机",
        r"大马力|大中型": "大型",
        r"比例|比重|占比|比值|份额": "占比",
        r"覆盖面|全覆盖|覆盖率": "覆盖",
        r"医疗装备": "医疗设备",
        r"医疗卫生机构|医院|卫生院": "医疗机构",
        r"高等院校|高等学校": "高校",
        r"职业学校|职业教育|技工院校|技工学校": "职业院校",
        r"管道": "管网",
        r"规模以上|规上|限额以上|限上": _GAP,
        rf"{_FIELDS}|{_ALL_FIELDS}": "<fields>",
    }
)
_GROWTH = re.compile(
    r"(?:较|比)?(?:基期|上年|20\d\d年(?:底|末)?)?(?:同比|年均|年平均|每年)?"
    r"(?:增长率|增长|增加(?!值)|增速|增幅|翻一?番|倍增|提高)(?:约?一倍)?"
)
_DROP = re.compile(r"下降|降低|降幅")
# What is done to the thing, and in what state it is. Words of one deed are one word. Who counts new vehicles only says
# that they are added or renewed: another measure than all that are in use.
_marked = _in_one_pass(
    {
        r"新增[及和与或、(]{0,2}(?:更新|新购)\)?|更新[及和与或、(]{0,2}新增\)?"
        r"|(?:新增|新购|更新)(?=\w{2,12}新能源\w{0,6}(?:占比|率)$)": "<newcomer><renew><add>",
        r"以旧换新|换购|焕新|换新(?!能)|置换更新|置换": "<trade_in>",
        r"更新|改造|升级|更换|替换|替代|更替|大修|迭代": "<renew>",
        r"淘汰|报废|退出|关停|拆解|清零": "<retire>",
        r"制定修订|制修订|制订|制定|修订|编制": "<draft>",
        r"新增|新建|加装|增设|新购|购置|购新|配建|安装|加配|建成|建设|开通|配备": "<add>",
        r"老旧|(?<!适)老化|破损|陈旧|超期服役|落后|低效|高耗能": "<old>",
        _DROP.pattern: "<drop>",
    }
)
_MARK = re.compile(r"<\w+>")
_DEEDS = frozenset({"<trade_in>", "<renew>", "<retire>", "<draft>", "<add>"})
# What was to be added is hardly what was to be renewed; but old things go when new ones come.
_OTHER_DEED, _NEAR_DEED, _NOT_THE_NEWCOMERS = 0.75, 0.95, 0.85
# Plans leave out 更新 before a thing; they do not leave out that it was traded in.
_UNSAID_DEED, _UNSAID_TRADE_IN = 0.97, 0.85
# A part of the thing, or another side of it: the public charging points, manufacturing in industry, value for volume.
_NARROWER = re.compile(
    r"公共(?=充|快充|车桩)|(?<!装备)制造业|工业(?=(?:领域)?设备工器具|能耗)|企业(?=研发)|中长期|星级|生均"
    r"|(?<=[销零]售)额|(?<=交易)额|(?<=出口)额|汽车(?=促消费活动|消费促进)"
)
_OTHER_EXTENT = 0.88
# It tells nothing about which thing is meant.
_WRAPPING = re.compile(
    r"(?:截至|截止|到|至)?20\d\d年(?:底|末|前)?|\d+年(?:及?以上)?|使用|运行|全[省市县区]|我[省市县区]"
    r"|(?:省市?|市|县|区)级(?:及?以上)?|\d?a级?以上|及?以上|及?以下"
    r"|年均|累计|力争|争取|实现|达到|完成|大幅|明显|显著|进一步|基本|全部|全面|逐步|稳步"
    r"|推动|推进|推广|组织|实施|开展|举办|支持|鼓励|引导|培育|认定|创建|打造|申报|入选|获得|采用|应用|力度|任务|工作"
    r"|领域|方面|重点|相关|有关|各类|主要|现有|有需求|符合条件"
)
_SIGNS = re.compile(r"[^\w%<>]|的|及(?!其)|和(?!谐)|与|等|中(?=新能源|有)")
_TAIL = re.compile(r"(?:总?数量|总数|台套数|台数|户数|间数|盏数|家数|部数|场次|数)$")
# What is counted stands last; sites, projects and firms are other things than what they hold, do or make.
_HEAD = re.compile(r"(企业|项目|网点|站点|中心|基地|平台|园区|市场)(?:数量|总数|数)?$")
_OTHER_HEAD, _SAID_HEAD, _NAMED_HEAD = 0.8, 0.93, 0.97


@dataclass(frozen=True, slots=True)
class Wording:
    """A text in comparison form.

    `tokens` are its deeds and states as <marks>, its letters and pairs of letters; `narrower` are words of a part of
    the thing only; `head` is what is counted, if it is a sort of body or undertaking; `aspect` is what the words say of
    the measure, None if nothing.
    """

    whole: str
    tokens: frozenset[str]
    deeds: frozenset[str]
    narrower: frozenset[str]
    head: str
    aspect: Aspect | None


@lru_cache(maxsize=16_384)
def wording_of(text: str) -> Wording:
    """Take a text apart."""
    whole = plain(text)
    spelled = _one_spelling(whole)
    rest = _WRAPPING.sub(_GAP, _SIGNS.sub(_GAP, _marked(_GROWTH.sub(_GAP, spelled))))
    marks = frozenset(_MARK.findall(rest))
    tokens = set(marks)
    for part in _MARK.sub(_GAP, rest).split():
        tokens |= _letters(_TAIL.sub("", part) or part)
    head = _HEAD.search(whole)
    narrower = frozenset(_NARROWER.findall(whole))
    return Wording(whole, frozenset(tokens), marks & _DEEDS, narrower, head[1] if head else "", _aspect(spelled))


def sense_fits(said: Wording, name: Wording) -> float:
    """How well what is done and what is counted fit: a factor in (0, 1], 1 where nothing speaks against it."""
    newcomers = 1.0 if ("<newcomer>" in said.tokens) == ("<newcomer>" in name.tokens) else _NOT_THE_NEWCOMERS
    extent = 1.0 if said.narrower == name.narrower else _OTHER_EXTENT
    return newcomers * extent * _deeds_fit(said.deeds, name.deeds) * _heads_fit(said.head, name.head)


def letters_in_common(text: str, name: str) -> tuple[str, ...]:
    """The stretches of at least two letters of a text that a name has too, in the order of the text.

    >>> letters_in_common("全市既有住宅加装电梯", "住宅老旧电梯更新数量")
    ('住宅', '电梯')
    """
    matching = SequenceMatcher(None, text, name, autojunk=False).get_matching_blocks()
    return tuple(text[block.a : block.a + block.size] for block in matching if block.size >= 2)


def _deeds_fit(said: frozenset[str], known: frozenset[str]) -> float:
    if not said and known:
        return _UNSAID_TRADE_IN if "<trade_in>" in known else _UNSAID_DEED
    if not known or said & known:
        return 1.0
    return _OTHER_DEED if "<add>" in said | known else _NEAR_DEED


def _heads_fit(said: str, known: str) -> float:
    if said == known:
        return 1.0
    if said and known:
        return _OTHER_HEAD
    return _SAID_HEAD if said else _NAMED_HEAD


def _aspect(text: str) -> Aspect | None:
    if _GROWTH.search(text) or _DROP.search(text):
        return Aspect.GROWTH
    if re.search(r"(?:占比|率|覆盖)(?:提升|水平)?$", text):
        return Aspect.SHARE
    return None


def _letters(text: str) -> set[str]:
    """The letters of a text, one by one and two by two."""
    return {*text, *(text[at : at + 2] for at in range(len(text) - 1))}
