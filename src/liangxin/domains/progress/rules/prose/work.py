"""Sentences on work: tasks by state, returns of the round, the ranking of units, orders and meetings."""

from __future__ import annotations

from liangxin.domains.progress.rules.facts.ranking import Ranked, Ranking, ranking_of
from liangxin.domains.progress.rules.facts.values import Facts, FollowUp, RoundFact, TaskFact
from liangxin.domains.progress.rules.prose.numbers import share
from liangxin.domains.progress.rules.prose.programme import counted, day_words
from liangxin.domains.progress.rules.prose.spans import Prose, Said, Span, joined, listed, say, sentence, text_of
from liangxin.domains.progress.terms import TaskState

_STALLED_SHOWN = 5
_TOP = 3


def tasks(facts: Facts) -> list[Prose]:
    """Tasks by what their units last reported; those never reported are said, and those that are stuck, by name."""
    programme = facts.programme
    if programme is None or not programme.tasks:
        return []
    told = [task for task in programme.tasks if task.state is not None]
    whole, trails = len(programme.tasks), programme.task_trails
    head = say(f"{facts.region}分解任务", counted(whole, "项", trails.get("", "")))
    if not told:
        return [sentence(head, "均未报告过进展")]
    states = [
        say(state.label, counted(count, "项", trails.get(state.value, "")))
        for state in (TaskState.DONE, TaskState.UNDER_WAY, TaskState.STALLED, TaskState.NOT_STARTED)
        if (count := sum(task.state is state for task in told))
    ]
    silent = whole - len(told)
    unsaid = say("，", f"{silent}项", "未报告过进展")
    held = say(f"已报告进展的{len(told)}项", unsaid) if silent else "均已报告进展"
    first = told[0].state
    if len(states) == 1 and first is not None:
        spoken = say(f"已报告的{len(told)}项均为{first.label}。" if len(told) > 1 else f"已报告的1项为{first.label}。")
    else:
        spoken = say("已报告的任务中，", joined(states), "。")
    return [say(sentence(head, held), spoken), *_stalled([task for task in told if task.state is TaskState.STALLED])]


def _stalled(found: list[TaskFact]) -> list[Prose]:
    if not found:
        return []
    shown = [_stuck(task) for task in found[:_STALLED_SHOWN]]
    between: list[Said] = [piece for at, one in enumerate(shown) for piece in ("；" if at else None, one)]
    rest = f"；另有{len(found) - len(shown)}项" if len(found) > len(shown) else ""
    return [say("受阻的", f"{len(found)}项是：" if len(found) > 1 else "是", *between, rest, "。")]


def _stuck(task: TaskFact) -> Prose:
    name = say(Span(f"“{_short(task.title)}”", task.trail, "任务进展"), f"（{task.lead}牵头）" if task.lead else "")
    waits = f"，等待{task.waiting_for}" if task.waiting_for else ""
    return say(name, f"，{task.risks.rstrip('。')}" if task.risks else "", waits)


def _short(title: str) -> str:
    """The first clause of a task's text: its heading."""
    first = title.strip().partition("。")[0]
    return first if len(first) <= 30 else first[:29] + "…"


def returns(facts: Facts) -> list[Prose]:
    """How the units answered the rounds of the period."""
    programme = facts.programme
    if programme is None:
        return []
    return [_round(one) for one in programme.rounds if one.units]


def _round(one: RoundFact) -> Prose:
    title = Span(f"“{one.title}”", one.trail, "调度")
    opening = say(title, f"共向{one.units}个单位收数，")
    if not one.submitted:
        return say(opening, "尚无单位报送。")
    answered = (
        "均已报送" if one.submitted == one.units else f"已报送{one.submitted}个，占{share(one.submitted, one.units)}"
    )
    timely = "均按时" if one.in_time == one.submitted else f"其中按时{one.in_time}个"
    approved = f"已审定{one.approved}个" if one.approved else "尚未审定"
    silent = say("未报送的有", listed(one.silent, "个单位")) if one.silent else None
    return sentence(say(opening, answered), timely, approved, silent)


def ranking(facts: Facts) -> list[Prose]:
    """Who stands first and last, and what the ranking stands on."""
    if facts.programme is None:
        return []
    found = ranking_of(facts.programme.units)
    if not found.ranked:
        return [say("各单位可比的数据都不足，本期不排名。")]
    basis = (
        "填报率、按时率和目标正常率三项的平均值"
        if found.is_timed
        else "目标正常率（没有到期的报送，未计填报率和按时率）"
    )
    paragraphs = [say(f"按{basis}，对{len(found.ranked)}个单位排名。", _top(found))]
    if len(found.ranked) > _TOP:
        paragraphs.append(_bottom(found))
    return paragraphs


def _top(found: Ranking) -> Prose:
    first = [one for one in found.ranked if one.place == 1]
    if len(first) == len(found.ranked) and len(first) > 1:
        return say("各单位得分相同，并列第1。")
    places = sorted({one.place for one in found.ranked if one.place <= _TOP})
    return say("排在前列的是", joined([_placed(found, place) for place in places], "；"), "。")


def _bottom(found: Ranking) -> Prose:
    last = found.ranked[-1].place
    return say("排在末位的是", _placed(found, last), "。") if last > _TOP else ()


def _placed(found: Ranking, place: int) -> Prose:
    """The units on a place with their score."""
    on_it = [one for one in found.ranked if one.place == place]
    names = listed([Span(one.unit.name, one.unit.trail, "单位的目标") for one in on_it], "个单位")
    return say(names, f"（{'并列' if len(on_it) > 1 else ''}第{place}，{score(on_it[0])}）")


def score(one: Ranked) -> str:
    """A score in per cent, to one place."""
    return share(one.score, 1)


def apart(facts: Facts) -> list[Prose]:
    """Units of which there is too little to judge: named with the reason, not put last."""
    if facts.programme is None:
        return []
    found = [one for one in ranking_of(facts.programme.units).apart if one.unit.counts.all]
    if not found:
        return []
    reasons = [say(Span(one.unit.name, one.unit.trail, "单位的目标"), f"（{one.why}）") for one in found]
    return [
        say(
            f"下列{len(found)}个单位数据不足，不参加排名：" if len(found) > 1 else "1个单位数据不足，不参加排名：",
            joined(reasons),
            "。",
        )
    ]


def order(facts: Facts) -> list[Prose]:
    """What a supervision order asks, on what ground, by when."""
    one = facts.order
    if one is None:
        return []
    due = f"请于{day_words(one.deadline)}前办结并报告结果" if one.deadline else "请尽快办理并报告结果"
    title = Span(f"“{one.title}”", one.trail, "督办单")
    ground = say("依据", one.basis.rstrip("。"), "，") if one.basis else ""
    number = f"（{one.number}）" if one.number else ""
    matter = say(ground, "现就", title, f"一事{number}向你单位督办。")
    about = [say("有关情况：", one.about.rstrip("。"), "。")] if one.about else []
    return [matter, *about, say("要求：", one.demand.rstrip("。"), "。"), say(due, "。")]


def timeline(facts: Facts) -> list[Prose]:
    """What has happened so far, day by day."""
    if facts.order is None:
        return []
    return [say(day_words(day), "，", what.rstrip("。"), "。") for day, what in sorted(facts.order.timeline)]


def decisions(facts: Facts) -> list[Prose]:
    """What a meeting decided: the matter, the decision, who follows it up by when."""
    meeting = facts.meeting
    if meeting is None:
        return []
    held = f"{day_words(meeting.held_on)}，{meeting.chair}" if meeting.chair else day_words(meeting.held_on)
    place = f"在{meeting.place}" if meeting.place else ""
    opening = say(held, place, "主持召开", Span("会议", meeting.trail, "会议"), "。")
    return [opening, *(_item(at, one.title, one.decision, one.follow_ups) for at, one in enumerate(meeting.items, 1))]


def _item(place: int, title: str, decision: str, follow_ups: tuple[FollowUp, ...]) -> Prose:
    charged = [say(one.what.rstrip("。"), _whom(one)) for one in follow_ups]
    held: list[Said] = [piece for at, one in enumerate(charged) for piece in ("；" if at else None, one)]
    about, settled = f"{place}.关于{title.rstrip('。')}。", decision.rstrip("。")
    decided = say(about, "会议议定：", settled, "。") if settled else say(about, "会议没有作出议定。")
    return say(decided, *held, "。") if text_of(joined(charged)) else decided


def _whom(one: FollowUp) -> str:
    due = f"，{day_words(one.deadline)}前完成" if one.deadline else ""
    return f"（{one.unit}负责{due}）" if one.unit else due
