"""Sentences on targets: how many stand how, what turned, which lag and why, which will fall short, what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from liangxin.domains.progress.rules.facts.changes import changes_of
from liangxin.domains.progress.rules.facts.values import Facts, Programme, StatusCounts, TargetFact
from liangxin.domains.progress.rules.prose.numbers import index, share
from liangxin.domains.progress.rules.prose.spans import Prose, Said, Span, listed, say, sentence
from liangxin.domains.progress.rules.prose.targets import amount_said
from liangxin.domains.progress.terms import Status
from liangxin.kernel.text import numeral

_WORST_SHOWN = 5
_EACH_SHOWN = 4  # targets of a chapter named with their figures, reached and not


def day_words(on: object) -> str:
    """2025年7月10日, without zeros in front."""
    year, month, day = str(on).split("-")
    return f"{int(year)}年{int(month)}月{int(day)}日"


def named(target: TargetFact) -> Span:
    """The target's name, which leads to its page."""
    return Span(target.name, target.trail, "目标进展")


def counted(count: int, what: str, trail: str = "", tip: str = "查看清单") -> Prose:
    """A number with its measure word; it leads to the list where there is one."""
    return say(Span(str(count), trail, tip if trail else ""), what)


def overview(facts: Facts) -> list[Prose]:
    """How many targets there are, how many are known, and how those stand."""
    programme = facts.programme
    if programme is None:
        return []
    counts, opening = programme.counts, f"截至{day_words(facts.on)}，"
    if not counts.all:
        return [say(opening, f"{facts.region}没有纳入监测的目标。")]
    known = say(f"{facts.region}纳入监测的目标共", counted(counts.all, "项", counts.trail()))
    if not counts.known:
        return [say(opening, known, "，均暂无数据，尚不能判断进展。")]
    first = sentence(say(opening, known), *_coverage(counts))
    return [say(first, standing(counts)), *by_region(programme)]


def _coverage(counts: StatusCounts) -> Sequence[Said]:
    if not counts.not_known:
        return ["均已有结论"]
    said = say("其中已有结论", Span(str(counts.known)), "项")
    return [said, say(counted(counts.not_known, "项", counts.trail(Status.NOT_KNOWN)), "暂无数据，未纳入计算")]


def standing(counts: StatusCounts) -> Prose:
    """Of those known: all, none, only one, or so many and their share, always with its base."""
    known = counts.known
    if known == 1:
        status = next(status for status in Status if status is not Status.NOT_KNOWN and counts.of(status))
        return sentence(say("有结论的仅", counted(1, "项", counts.trail(status)), f"，为{status.label}"))
    for status in (Status.ON_TRACK, Status.AT_RISK, Status.BEHIND):
        if counts.of(status) == known:
            return sentence(say("有结论的", counted(known, "项", counts.trail(status)), f"均{_of(status)}"))
    on_track = counts.on_track
    parts = [
        say(_part(counts, status), f"，占{share(on_track, known)}" if status is Status.ON_TRACK and on_track else "")
        for status in (Status.ON_TRACK, Status.AT_RISK, Status.BEHIND)
    ]
    held = [part for part in parts if part]
    return say("在有结论的", str(known), "项中，", *_semicolons(held), "。")


def _semicolons(parts: Sequence[Prose]) -> list[Said]:
    return [piece for at, part in enumerate(parts) for piece in ("；" if at else None, part)]


def _part(counts: StatusCounts, status: Status) -> Prose:
    """So many of a status; a status that none has is said, for leaders look for it."""
    count = counts.of(status)
    if not count:
        return say(f"没有{_of(status)}的目标")
    return say(_of(status), counted(count, "项", counts.trail(status)))


def _of(status: Status) -> str:
    return {Status.ON_TRACK: "进度正常", Status.AT_RISK: "有风险", Status.BEHIND: "滞后"}[status]


def by_region(programme: Programme) -> list[Prose]:
    """Regions below with targets of their own."""
    parts = [
        say(group.name, counted(group.counts.all, "项", group.counts.trail()), f"（有结论{group.counts.known}项）")
        for group in programme.below
        if group.counts.all
    ]
    return [say("分地区看，", listed(parts, "个地区", most=8), "。")] if parts else []


def changes(facts: Facts) -> list[Prose]:
    """Targets that turned since the last bulletin, both ways; that none did is said too."""
    programme = facts.programme
    if programme is None or not programme.counts.known:
        return []
    if programme.since is None:
        return [say("目标状态自本期起记录，尚无上期可比。")]
    found = changes_of(programme.targets)
    opening = f"与{day_words(programme.since)}相比，"
    if not found.any:
        return [say(opening, "各项目标状态没有变化。")]
    ways = (
        (found.better, "项好转"),
        (found.worse, "项变差"),
        (found.known_now, "项由暂无数据变为有结论"),
        (found.lost, "项转为暂无数据"),
    )
    clauses = [
        say(str(len(targets)), words, "（", listed([_turn(one) for one in targets], "项"), "）")
        for targets, words in ways
        if targets
    ]
    return [say(opening, *_semicolons(clauses), "。")]


def _turn(target: TargetFact) -> Prose:
    was = target.was.label if target.was else ""
    return say(named(target), f"由{was}转为{target.status.label}")


def behind(facts: Facts) -> list[Prose]:
    """The targets that lag, the worst first, each with its figure, what was due and the rule that decided."""
    programme = facts.programme
    if programme is None:
        return []
    late = lagging(programme)
    if not late:
        return [say("有结论的目标中没有滞后的。")] if programme.counts.known else []
    opening = say(
        "滞后目标",
        "仅" if len(late) == 1 else "共",
        counted(len(late), "项", programme.counts.trail(Status.BEHIND)),
        "。",
    )
    shown = late[:_WORST_SHOWN]
    lines = [say(_ordinal(at, len(shown)), _late(one)) for at, one in enumerate(shown, 1)]
    rest = len(late) - len(shown)
    more = [say(f"其余{rest}项见附表。")] if rest else []
    return [opening, *lines, *more]


def _ordinal(place: int, whole: int) -> str:
    return f"{numeral(place)}是" if whole > 1 else ""


def lagging(programme: Programme) -> list[TargetFact]:
    """Targets behind, those farthest from what was due first, then those of which this cannot be told."""
    late = [target for target in programme.targets if target.status is Status.BEHIND]
    return sorted(late, key=lambda one: (one.index is None, one.index or 0, one.name))


def _late(target: TargetFact) -> Prose:
    told = say(f"截至{day_words(target.as_of)}" if target.as_of else None, _against(target))
    lead = f"（牵头单位：{target.lead}）" if target.lead else ""
    return sentence(say(named(target), lead), told, _parts(target))


def _against(target: TargetFact) -> Prose:
    """The figure against what was due."""
    if target.actual is None:
        return say(target.lack or "暂无数据")
    actual = say("实际", Span(amount_said(target.actual, target.unit, target.way), target.trail, "数据来源"))
    if target.expected is None:
        return actual
    ahead = f"，按进度应有{amount_said(target.expected, target.unit, target.way)}"
    return say(actual, ahead, f"，进度相当于应有的{index(target.index)}" if target.index is not None else "")


def _parts(target: TargetFact) -> str | None:
    """Coverage, where it is not whole."""
    if target.got is None or target.due is None or target.got >= target.due:
        return None
    return f"数据应有{target.due}份、已到{target.got}份"


def figures(facts: Facts) -> list[Prose]:
    """Chapter by chapter: how many targets have a figure and how many are reached, with the first few of each."""
    programme = facts.programme
    if programme is None:
        return []
    groups: dict[str, list[TargetFact]] = {}
    for target in programme.targets:
        groups.setdefault(target.chapter, []).append(target)
    return [_chapter(chapter, members) for chapter, members in groups.items()]


def _chapter(chapter: str, members: list[TargetFact]) -> Prose:
    told = [one for one in members if one.actual is not None]
    opening = f"{_topic(chapter)}方面，目标{len(members)}项，"
    if not told:
        return say(opening, "均暂无数据。")
    whole = "均有数据" if len(told) == len(members) else f"有数据的{len(told)}项"
    reached = [one for one in told if one.is_reached]
    others = sorted((one for one in told if not one.is_reached), key=lambda one: (one.index is None, one.index or 0))
    head = say(opening, whole, "，", _reached(len(reached), len(told)), "。")
    parts = [
        say("已达到的：", listed([_figure(one) for one in reached], "项", most=_EACH_SHOWN)) if reached else (),
        say("未达到的：", listed([_figure(one) for one in others], "项", most=_EACH_SHOWN)) if others else (),
    ]
    return say(head, *_semicolons([part for part in parts if part]), "。")


def _reached(reached: int, told: int) -> str:
    if reached == told:
        return "均已达到目标" if told > 1 else "已达到目标"
    return f"其中{reached}项已达到目标" if reached else "均未达到目标" if told > 1 else "未达到目标"


def _topic(chapter: str) -> str:
    """The words of a chapter's heading, without its number and the verb in front."""
    if not chapter:
        return "总体目标"
    words = chapter.strip().lstrip("一二三四五六七八九十、（）0123456789. ")
    return words.removeprefix("实施").removeprefix("开展").rstrip("。") or chapter


def _figure(target: TargetFact) -> Prose:
    """Name, figure and what is aimed at by when."""
    if target.actual is None:
        return ()
    said = say(named(target), Span(amount_said(target.actual, target.unit, target.way), target.trail, "数据来源"))
    return say(said, f"（{target.deadline}目标{target.aim}）" if target.aim else "")


def forecasts(facts: Facts) -> list[Prose]:
    """Targets whose whole forecast interval misses the aim, with the interval."""
    programme = facts.programme
    if programme is None:
        return []
    short = [target for target in programme.targets if target.falls_short]
    if not short:
        return []
    opening = say(
        "按现有走势预测，", counted(len(short), "项"), "目标到期达不到：" if len(short) > 1 else "目标到期达不到，为"
    )
    return [say(opening, *_semicolons([_short(one) for one in short]), "。")]


def _short(target: TargetFact) -> Prose:
    if target.forecast_low is None or target.forecast_high is None:
        return say(named(target))
    low = amount_said(target.forecast_low, target.unit, target.way)
    high = amount_said(target.forecast_high, target.unit, target.way)
    word = next((word for word in ("增长", "下降", "上升") if low.startswith(word) and high.startswith(word)), "")
    between = f"预测{low}" if low == high else f"预测{low}至{high.removeprefix(word)}"
    return say(named(target), between, f"，目标{target.aim}" if target.aim else "")


def missing(facts: Facts) -> list[Prose]:
    """Targets without a figure, said as missing, by the reason."""
    programme = facts.programme
    if programme is None or not programme.counts.not_known:
        return []
    unknown = [target for target in programme.targets if target.status is Status.NOT_KNOWN]
    reasons: dict[str, list[TargetFact]] = {}
    for target in unknown:
        reasons.setdefault(target.lack or "数据不足以判断", []).append(target)
    count = counted(programme.counts.not_known, "项", programme.counts.trail(Status.NOT_KNOWN))
    parts = [
        say(f"{reason}的{len(members)}项（", listed([named(one) for one in members], "项"), "）")
        for reason, members in reasons.items()
    ]
    return [say(count, "目标尚无结论，未纳入计算", "。其中，" if parts else "", *_semicolons(parts), "。")]
