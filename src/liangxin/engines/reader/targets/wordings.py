"""Targets said in words: completion (全部, 基本淘汰, 全覆盖, 应换尽换), direction (占比大幅提升, 达到平均水平)."""

from __future__ import annotations

import re

from liangxin.engines.reader.findings import Comparator, TargetKind
from liangxin.engines.reader.targets import vocabulary as words
from liangxin.engines.reader.targets.finding import TargetFinding
from liangxin.engines.reader.targets.masking import BLANK, COVER
from liangxin.engines.reader.targets.shapes import Passage
from liangxin.engines.reader.targets.state import SentenceState

_WORTH = re.compile("完毕|到位|见底|全|基本|尽|清零|归零|完成|实现|达到|提升|提高|增|降|减|上升|扩大")
_LEAD = re.compile(rf"(?:(?!实现|达到)(?:{words.LEAD})|{BLANK}|[0-9]{{1,2}}[.．])*")
_HEDGE = re.compile(words.HEDGE)
_OBLIGED = re.compile(words.OBLIGED)
_RENEWED = (
    "更新改造|改造更新|更新升级|升级改造|改造升级|改造提升|提升改造|提标改造|更新替换|更新换代|更新|改造|升级|"
    "替换|替代|淘汰|更换|置换|退出|拆除|整治|治理"
)

# "All" or "basically all", with what is done to the thing; said with or without a year.
_ALL = re.compile(
    "全部(?:按.{0,8})?(?:实?现|完成|达到|达标|淘汰|更新|改造|替换|替代|采用|使用|更换|退出|配备|配置|安装|加装|建成|投入|投用|清零|拆除|关停|消除|整改|"
    "报废|置换|接入|采购|实行|为新能源|电动化|新能源化|覆盖|落实到位)"
    "|基本(?:全部)?(?:出清|完成|进入|淘汰|退出|达到|消除|清零|更新|改造|替代|更换|解决|覆盖|实现(?!现代化))"
    "|(?:完成|淘汰|更新|改造|更换|替换|实现)全部|全部.{1,30}(?:完成|淘汰|更新|改造|退出|达到|替换)$"
)
_SWEEPING = re.compile(
    "全面(?:完成|淘汰|达标|退出|消除|替代|更换|停用|禁用|清零|覆盖|普及|电动化|实现|达到|执行)|全部纳入"
)
_SWEEPING_UNDATED = re.compile("全面(?:完成|淘汰|退出|消除)")
_COVERED_ALL = re.compile("全覆盖(?=$|”|并|且|，|、|的?目标|任务)")
# 应补尽补, 应享尽享 promise aid, not a state of things.
_EACH_DUE = re.compile("[应愿能](?P<what>[^补贷享兑付知保帮])尽(?P=what)")
_ZERO = re.compile("动态清零(?!成果|成效)|全部清零|基本清零|清零$|归零$")
_FINISH = re.compile(rf"^(?:完成|实现)(?P<thing>.{{4,}}?)(?:{_RENEWED})(?:任务|工作)?$")
_FINISHED = re.compile(rf"完成(?:{_RENEWED})(?:任务|工作)?$")
_EARLY = re.compile(rf"(?<=完成)[^、]{{2,}}(?:{_RENEWED})(?:目标)?任务$")
# 淘汰完毕; 65蒸吨以上的于2025年底前完成.
_DONE = re.compile(rf"(?:{_RENEWED}|整改)(?:完毕|到位|见底)$|(?<=的){BLANK}+(?:全部|基本)?完成(?:{_RENEWED})?$")
_PAPER = re.compile("方案|清单|台账|评估|摸排|排查|调查|编制|论证|申报|备案|规划|审批|体系|机制|模式|平台|制度")
_LEVEL = re.compile(
    "(?:设备|能效|产能|企业|产品)(?:能效|水平)?达到(?:国家)?(?:节能|先进|能效标杆|标杆|基准|超低排放)水平(?:以上)?$"
)
_WATCHED = re.compile("宣传|排查|摸排|监管|检查|巡查|督导|评估|培训|走访|全过程|全链条")

# A direction of a measured quantity.
_MANNER = (
    "大幅度?|显著|明显|进一步|稳步|稳固|稳定|持续|逐步|不断|有效|较快|较大幅度|快速|逐年|有序|力争|实现|得到|"
    "有所|有较大|有|全面|双|继续|较[^、，]{0,4}"
)
_UP_DOWN = "提升|提高|增加|增长|扩大|下降|降低|减少|上升|回升|攀升|压减|翻番|增强"
_DIRECTED = re.compile(rf"(?:{words.DIRECTED})(?:[{COVER}{BLANK}]|{_MANNER}){{0,4}}(?P<way>{_UP_DOWN})(?=$|、)")
_TO_RAISE = re.compile(
    rf"^(?:{_MANNER}|{words.LEAD}|{BLANK})*(?P<way>提高|提升|增加|降低|扩大)(?P<thing>[^、]*?.{{2,}}(?:(?<![效功频利税费汇速概])率|占比|比重|(?<!首付)(?<!补贴)(?<!贷款)比例))$"
)
_TO_AVERAGE = re.compile(
    "(?:率|占比|比重|比例|水平|量|规模|强度|效率|值|数|能效|增速|增幅)(?:基本)?(?:达到|高于|超过|优于|不低于)(?P<way>(?:国际|国内|全国|全省|全市|省|全区|全州|全疆|全自治区|行业|同类|世界).{0,4}(?:先进|领先|平均|一流|前列)(?:水平)?(?:以上)?)$"
)
_BY_WAY_OF = re.compile("通过|途径|方式|以便|用于|旨在|有助于|有利于|为了")


def worded_targets(
    passage: Passage, start: int, end: int, state: SentenceState, covered: tuple[int, int] | None
) -> list[TargetFinding]:
    """The one target in words of the clause start:end, outside `covered`, which figures have taken."""
    text = passage.blanked
    if covered is not None:
        start = covered[1]
        if end - start < 6 or text[start] not in "、并且和":
            return []
    if state.past or not _WORTH.search(text, start, end):
        return []
    lead = _LEAD.match(text, start, end)
    begin = lead.end() if lead else start
    stop = end
    while stop > begin and text[stop - 1] in COVER + BLANK:
        stop -= 1
    clause = text[begin:stop]
    if len(clause) > 400 or _OBLIGED.search(clause):
        return []
    dated = state.years is not None and not state.years_inherited
    place = _completion(clause, dated, state)
    kind, value = TargetKind.COMPLETION, 100.0
    if place is None:
        place, kind = _direction(clause, state), TargetKind.DIRECTIONAL
    if place is None:
        return []
    finding = _finding(passage, (begin, stop), start, place, kind, value, state)
    return [finding] if finding.indicator else []


def _completion(clause: str, dated: bool, state: SentenceState) -> tuple[int, int] | None:
    """Where the words of completion stand in the clause."""
    if _ENCOURAGED_HEAD.match(clause):
        return None
    match = _COVERED_ALL.search(clause)
    if match and (dated or not _WATCHED.search(clause)):
        return match.span()
    match = _ALL.search(clause) or _EARLY.search(clause) or _EACH_DUE.search(clause) or _ZERO.search(clause)
    if match:
        return match.span()
    if state.years is None:
        match = _SWEEPING_UNDATED.search(clause)
        return match.span() if match else None
    match = _SWEEPING.search(clause) or _LEVEL.search(clause)
    if match is None and dated and not _PAPER.search(clause):
        match = _FINISH.match(clause) or _FINISHED.search(clause) or _DONE.search(clause)
    return match.span() if match else None


_ENCOURAGED_HEAD = re.compile(f"(?:{words.ENCOURAGED})")


def _direction(clause: str, state: SentenceState) -> tuple[int, int] | None:
    """Where the words of direction stand in the clause."""
    if _ENCOURAGED_HEAD.match(clause) or _BY_WAY_OF.search(clause):
        return None
    match = _DIRECTED.search(clause)
    if match is None and not state.encouraged:
        match = _TO_AVERAGE.search(clause) or _TO_RAISE.match(clause)
    return match.span("way") if match else None


def _finding(
    passage: Passage,
    clause: tuple[int, int],
    start: int,
    place: tuple[int, int],
    kind: TargetKind,
    value: float,
    state: SentenceState,
) -> TargetFinding:
    begin, stop = clause
    text = passage.blanked
    said = text[begin + place[0] : begin + place[1]]
    is_completion = kind is TargetKind.COMPLETION
    around = text[start:stop]
    about = is_completion and "基本" in around
    raises = (
        kind is TargetKind.DIRECTIONAL and place[1] < stop - begin
    )  # 逐步提高…占比: a policy, not a list that runs on
    runs_on = state.years_inherited and not state.goal_paragraph
    years = None if (raises or (not is_completion and state.encouraged)) and runs_on else state.years
    quote_start = begin
    indicator = _indicator(passage.given[begin:stop], place, kind)
    if _NO_THING.fullmatch(indicator) and state.thing is not None:
        quote_start, indicator = state.thing.start, state.thing.name
    return TargetFinding(
        start=quote_start,
        end=stop,
        value_start=begin + place[0],
        value_end=begin + place[1],
        indicator=indicator,
        kind=kind,
        value=value if is_completion else None,
        unit="%" if is_completion else None,
        comparator=Comparator.ABOUT if about else _comparator(text, begin + place[0], stop),
        deadline=years.years[-1] if years and years.years else None,
        baseline_year=None,
        hedged=state.hedged or _HEDGE.search(around) is not None,
        confidence=0.9 if state.years is not None or "全" in said else 0.7,
    )


def _comparator(text: str, at: int, end: int) -> Comparator:
    """不低于全省平均水平, 达到平均水平以上 are at least; 高于 and 达到 only reach."""
    lowest = text.startswith(("不低于", "不少于"), at - 3) or text.endswith("平均水平以上", at, end)
    return Comparator.AT_LEAST if lowest else Comparator.REACH


_NO_THING = re.compile(rf".?|(?:{_RENEWED}|完成)*")
_SAID_ALL = re.compile(
    "(?:全部|基本|全面)(?:完成|淘汰|退出|消除)?|全覆盖|原则上|实现|完成$|任务$|动态清零|清零|[应愿能].尽.|完毕|"
    "达到.{0,6}水平(?:以上)?"
)
# What the new ones are to be, not what is to be renewed: 更新的公交车全部采用新能源车型.
_NEW_ONES_ARE = re.compile(
    f"(?:{words.NEWCOMERS}).+(?:采用|使用|选用|采购|购买|配备|配置|安装|加装|为新能源|新能源化|电动化|清洁化)"
)
_SAID_WAY = re.compile(rf"(?:{_MANNER})*(?:{_UP_DOWN})$|(?:基本)?(?:达到|高于|超过|优于|不低于).{{2,12}}$")


def _indicator(clause: str, place: tuple[int, int], kind: TargetKind) -> str:
    """The clause without the words that say how far."""
    if kind is TargetKind.COMPLETION:
        name = _SAID_ALL.sub("", clause)
        return name if _NEW_ONES_ARE.match(name) else re.sub("^(?:完成|淘汰|更新|改造)", "", name)
    if place[1] < len(clause) and place[0] < 12:
        return clause[place[1] :]
    return _SAID_WAY.sub("", clause)
