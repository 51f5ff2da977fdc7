"""What bulletins say: numbers, counts, changes, lagging, tasks, ranking; a share never without or over a wrong base."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.domains.progress.rules.facts.values import AgendaItem, Facts, GroupFact, RoundFact, TaskFact, UnitFact
from liangxin.domains.progress.rules.prose import numbers, programme, work
from liangxin.domains.progress.rules.prose.spans import Prose, Span, joined, listed, say, sentence, text_of
from liangxin.domains.progress.rules.prose.targets import amount_said, lack_said, reason_said, way_of
from liangxin.domains.progress.terms import Status, StatusRule, TaskState
from liangxin.domains.progress.tests.bulletins_given import (
    counts,
    facts,
    meeting,
    of_counts,
    order,
    target,
    turned,
    unit,
)
from liangxin.engines.reader.findings import TargetKind

BEHIND, RISK, KNOWN_NOT = Status.BEHIND, Status.AT_RISK, Status.NOT_KNOWN


def said(paragraphs: list[Prose]) -> list[str]:
    return [text_of(one) for one in paragraphs]


@pytest.mark.parametrize(
    ("value", "unit_word", "words"),
    [
        ("25000", "辆", "2.5万辆"),
        ("9999", "辆", "9999辆"),
        ("99995000", "元", "9999.5万元"),
        ("99999999", "元", "1亿元"),
        ("372000", "万元", "37.2亿元"),
        ("800", "万元", "800万元"),
        ("12345678", "户", "1234.57万户"),
        ("2000000000000", "元", "2万亿元"),
        ("64.849", "%", "64.8%"),
        ("100", "%", "100%"),
        ("18.2", "公里", "18.2公里"),
        ("0", "台", "0台"),
        ("-25000", "吨", "-2.5万吨"),
        ("0.1234", "吨", "0.1234吨"),
        ("3.14159", "", "3.14"),
    ],
)
def test_figures_are_said_in_wan_and_yi(value: str, unit_word: str, words: str) -> None:
    assert numbers.figure(Decimal(value), unit_word) == words


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (1, 3, "33.3%"),
        (2, 3, "66.7%"),
        (1, 2, "50%"),
        (999, 1000, "99.9%"),
        (9999, 10000, "99.9%"),
        (1, 9999, "不足0.1%"),
    ],
)
def test_all_is_said_of_all_only_and_none_of_none(part: int, whole: int, words: str) -> None:
    assert numbers.share(part, whole) == words


@pytest.mark.parametrize(("part", "whole"), [(1, 0), (0, 0), (3, 2), (-1, 2)])
def test_a_share_needs_its_whole(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="no part"):
        numbers.share(part, whole)


def test_growth_turns_its_word_below_zero_and_a_promised_fall_is_told_by_its_size() -> None:
    assert way_of(TargetKind.GROWTH, falls=True) == "下降"
    assert amount_said(Decimal("-1.5"), "%", "年均增长") == "年均下降1.5%"
    assert amount_said(Decimal("-2"), "%", "下降") == "上升2%"
    assert amount_said(Decimal(0), "%", "增长") == "持平"


def test_rules_and_lacks_are_said_with_their_figures() -> None:
    figures = {"actual": "239", "due": "769.0", "index": "31.1"}
    assert (
        reason_said(StatusRule.LAGS_FAR, figures, "个") == "实际239个，应有769个，进度只相当于应有的31.1%，差距较大。"
    )
    assert reason_said(StatusRule.NO_PATH, {"why": "no_data"}, "") == "无法计算实际进度：没有数据。"
    assert (lack_said("no_source"), lack_said("")) == ("没有确认数据来源", "")


@pytest.mark.parametrize(
    ("names", "words"),
    [([], ""), (["甲"], "甲"), (["甲", "乙", "丙"], "甲、乙、丙"), (list("甲乙丙丁"), "甲、乙、丙等4项")],
)
def test_lists_are_cut_with_their_number(names: list[str], words: str) -> None:
    assert text_of(listed(names, "项")) == words


def test_nothing_said_leaves_no_sentence() -> None:
    assert sentence(None, "") == ()
    assert text_of(joined(["", "甲", None])) == "甲"


@pytest.mark.parametrize(
    ("numbers_of", "words"),
    [
        (
            (9, 3, 2, 3),
            "共17项，其中已有结论14项，3项暂无数据，未纳入计算。在有结论的14项中，进度正常9项，占64.3%；有风险3项；滞后2项。",
        ),
        ((9, 3, 2, 0), "共14项，均已有结论。在有结论的14项中，进度正常9项，占64.3%；有风险3项；滞后2项。"),
        ((14, 0, 0, 0), "共14项，均已有结论。有结论的14项均进度正常。"),
        ((0, 0, 5, 1), "共6项，其中已有结论5项，1项暂无数据，未纳入计算。有结论的5项均滞后。"),
        ((1, 0, 0, 4), "共5项，其中已有结论1项，4项暂无数据，未纳入计算。有结论的仅1项，为正常。"),
        ((0, 1, 1, 0), "共2项，均已有结论。在有结论的2项中，没有进度正常的目标；有风险1项；滞后1项。"),
        ((3, 0, 1, 0), "共4项，均已有结论。在有结论的4项中，进度正常3项，占75%；没有有风险的目标；滞后1项。"),
        ((0, 0, 0, 4), "共4项，均暂无数据，尚不能判断进展。"),
        ((0, 0, 0, 0), ""),
    ],
)
def test_the_overview_counts_all_and_says_what_is_missing(numbers_of: tuple[int, ...], words: str) -> None:
    told = said(programme.overview(of_counts(*numbers_of)))
    head = "截至2025年7月10日，清岚县"
    assert told == [f"{head}纳入监测的目标{words}" if words else f"{head}没有纳入监测的目标。"]


def test_figures_lead_to_the_lists_that_hold_just_them() -> None:
    spans = programme.overview(of_counts(9, 3, 2, 3))[0]
    led = {span.text: span.trail for span in spans if span.trail}
    assert led == {"17": "/all/", "9": "/on_track/", "3": "/at_risk/", "2": "/behind/"} | {"3": "/at_risk/"}
    assert [span.trail for span in spans if span.text == "3"] == ["/not_known/", "/at_risk/"]


def test_regions_below_are_told_with_what_is_known_of_them() -> None:
    below = (GroupFact("松岭镇", counts(2, 0, 0, 3)), GroupFact("空镇", counts()))
    told = said(programme.overview(facts([target("电梯")], below=below)))
    assert told[1] == "分地区看，松岭镇5项（有结论2项）。"


def test_changes_are_told_both_ways() -> None:
    listed_targets = [
        turned(target("电梯"), BEHIND),
        turned(target("汽车", BEHIND), Status.ON_TRACK),
        turned(target("农机", RISK), Status.ON_TRACK),
        turned(target("管网"), KNOWN_NOT),
        turned(target("锅炉", KNOWN_NOT), RISK),
        target("没变"),
    ]
    assert said(programme.changes(facts(listed_targets))) == [
        (
            "与2025年6月1日相比，1项好转（电梯由滞后转为正常）；2项变差（汽车由正常转为滞后、农机由正常转为有风险）；"
            "1项由暂无数据变为有结论（管网由不明转为正常）；1项转为暂无数据（锅炉由有风险转为不明）。"
        )
    ]


def test_that_nothing_changed_or_cannot_be_compared_is_said() -> None:
    assert said(programme.changes(facts([target("电梯")]))) == ["与2025年6月1日相比，各项目标状态没有变化。"]
    assert said(programme.changes(facts([target("电梯")], since=None))) == ["目标状态自本期起记录，尚无上期可比。"]
    assert programme.changes(facts([target("电梯", KNOWN_NOT)])) == []


def test_lagging_targets_stand_worst_first_with_what_was_due() -> None:
    late = [
        target("电梯", BEHIND, index=Decimal("80.5")),
        target("充电桩", BEHIND, "239", index=Decimal("31.1"), expected=Decimal(769), unit="个", got=5, due=6),
        target("汽车", BEHIND, index=None, expected=None, lead=""),
    ]
    assert said(programme.behind(facts(late))) == [
        "滞后目标共3项。",
        (
            "一是充电桩（牵头单位：县住建局），截至2025年6月30日实际239个，按进度应有769个，进度相当于应有的31.1%，"
            "数据应有6份、已到5份。"
        ),
        "二是电梯（牵头单位：县住建局），截至2025年6月30日实际85台，按进度应有90台，进度相当于应有的80.5%。",
        "三是汽车，截至2025年6月30日实际85台。",
    ]


def test_one_none_and_many_lag_in_words_of_their_own() -> None:
    one = said(programme.behind(facts([target("电梯", BEHIND)])))
    assert one[0] == "滞后目标仅1项。"
    assert one[1].startswith("电梯（")
    assert said(programme.behind(facts([target("电梯")]))) == ["有结论的目标中没有滞后的。"]
    assert programme.behind(facts([target("电梯", KNOWN_NOT)])) == []
    many = said(programme.behind(facts([target(f"目标{n}", BEHIND) for n in range(8)])))
    assert (len(many), many[-1]) == (7, "其余3项见附表。")


def test_figures_are_told_by_chapter_reached_and_not() -> None:
    listed_targets = [
        target("电梯"),
        target("管网", is_reached=True, actual="37.3", unit="公里", aim="35公里"),
        target("锅炉", KNOWN_NOT),
        target("投资", chapter="", actual="13.6", unit="%", way="增长", aim="增长不少于13%", is_reached=True),
    ]
    assert said(programme.figures(facts(listed_targets))) == [
        (
            "设备更新行动方面，目标3项，有数据的2项，其中1项已达到目标。"
            "已达到的：管网37.3公里（2027年目标35公里）；未达到的：电梯85台（2027年目标120台）。"
        ),
        "总体目标方面，目标1项，均有数据，已达到目标。已达到的：投资增长13.6%（2027年目标增长不少于13%）。",
    ]
    assert said(programme.figures(facts([target("锅炉", KNOWN_NOT)]))) == ["设备更新行动方面，目标1项，均暂无数据。"]


def test_forecasts_that_fall_short_are_told_with_their_interval() -> None:
    low, high = Decimal("24.3"), Decimal("26.7")
    one = target("家电", falls_short=True, forecast_low=low, forecast_high=high, unit="%", way="增长", aim="增长28%")
    two = target(
        "充电桩", falls_short=True, forecast_low=Decimal(337), forecast_high=Decimal(337), unit="个", aim="900个"
    )
    assert said(programme.forecasts(facts([one, two]))) == [
        "按现有走势预测，2项目标到期达不到：家电预测增长24.3%至26.7%，目标增长28%；充电桩预测337个，目标900个。"
    ]
    assert programme.forecasts(facts([target("电梯")])) == []


def test_what_is_missing_is_said_with_the_reason() -> None:
    gone = [target("锅炉", KNOWN_NOT), target("泵", KNOWN_NOT), target("车", KNOWN_NOT, lack="没有确认数据来源")]
    assert said(programme.missing(facts([*gone, target("电梯")]))) == [
        "3项目标尚无结论，未纳入计算。其中，没有数据的2项（锅炉、泵）；没有确认数据来源的1项（车）。"
    ]
    assert programme.missing(facts([target("电梯")])) == []


def task(state: TaskState | None, title: str = "更新电梯。逐台登记。", **more: str) -> TaskFact:
    told = {"lead": "县住建局", "risks": "", "waiting_for": "", "trail": "/k/"} | more
    return TaskFact(title, state=state, **told)


@pytest.mark.parametrize(
    ("tasks", "words"),
    [
        ([task(None), task(None)], ["清岚县分解任务2项，均未报告过进展。"]),
        ([task(TaskState.DONE)], ["清岚县分解任务1项，均已报告进展。已报告的1项为已完成。"]),
        ([task(TaskState.DONE)] * 2, ["清岚县分解任务2项，均已报告进展。已报告的2项均为已完成。"]),
        (
            [task(TaskState.DONE), task(TaskState.UNDER_WAY), task(None)],
            ["清岚县分解任务3项，已报告进展的2项，1项未报告过进展。已报告的任务中，已完成1项、进行中1项。"],
        ),
        (
            [task(TaskState.STALLED, risks="批复未下。", waiting_for="县发展改革局"), task(TaskState.DONE)],
            [
                "清岚县分解任务2项，均已报告进展。已报告的任务中，已完成1项、受阻1项。",
                "受阻的是“更新电梯”（县住建局牵头），批复未下，等待县发展改革局。",
            ],
        ),
        ([], []),
    ],
)
def test_tasks_are_told_by_state(tasks: list[TaskFact], words: list[str]) -> None:
    assert said(work.tasks(facts([target("电梯")], tasks=tuple(tasks)))) == words


@pytest.mark.parametrize(
    ("numbers_of", "silent", "words"),
    [
        ((4, 4, 4, 4), (), "均已报送，均按时，已审定4个。"),
        ((4, 3, 2, 0), ("县商务局",), "已报送3个，占75%，其中按时2个，尚未审定，未报送的有县商务局。"),
        ((4, 0, 0, 0), ("甲", "乙", "丙", "丁"), "尚无单位报送。"),
    ],
)
def test_rounds_are_told_with_who_is_silent(
    numbers_of: tuple[int, int, int, int], silent: tuple[str, ...], words: str
) -> None:
    one = RoundFact("6月调度", *numbers_of, silent=silent, trail="/r/")
    assert said(work.returns(facts([target("电梯")], rounds=(one,)))) == [f"“6月调度”共向4个单位收数，{words}"]


def ranked(*units: UnitFact) -> list[str]:
    return said(work.ranking(facts([target("电梯")], units=units)))


def test_the_ranking_says_what_it_stands_on_and_who_shares_a_place() -> None:
    timed = [unit("甲", 4, 4, 0, 9, 10, 1, 1), unit("乙", 2, 4, 0, 10, 10, 1, 1), unit("丙", 4, 4, 0, 9, 10, 1, 1)]
    assert ranked(*timed, unit("丁", 0, 4, 0, 5, 10, 0, 1)) == [
        "按填报率、按时率和目标正常率三项的平均值，对4个单位排名。排在前列的是丙、甲（并列第1，96.7%）；乙（第3，83.3%）。",
        "排在末位的是丁（第4，16.7%）。",
    ]
    assert ranked(unit("甲", 2, 4), unit("乙", 1, 4)) == [
        "按目标正常率（没有到期的报送，未计填报率和按时率），对2个单位排名。排在前列的是甲（第1，50%）；乙（第2，25%）。"
    ]
    assert ranked(unit("甲", 2, 2), unit("乙", 3, 3))[0].endswith("各单位得分相同，并列第1。")
    assert ranked(unit("甲", 1, 1)) == ["各单位可比的数据都不足，本期不排名。"]


def test_units_with_too_little_stand_apart_with_the_reason() -> None:
    units = (unit("甲", 2, 2), unit("乙", 1, 1), unit("丙", 2, 2, 5))
    assert said(work.apart(facts([target("电梯")], units=units))) == [
        "下列2个单位数据不足，不参加排名：丙（牵头目标7项，有结论的2项，不到一半）、乙（牵头目标1项，有结论的1项，少于2项）。"
    ]


def test_an_order_and_a_meeting_are_told_from_their_facts() -> None:
    assert said(work.order(order())) == [
        "依据月调度结果，现就“公共充电桩建设滞后”一事（3）向你单位督办。",
        "要求：查明接电方案未定的原因，提出补进度的办法。",
        "请于2025年7月31日前办结并报告结果。",
    ]
    assert said(work.timeline(order())) == ["2025年6月20日，电话催办。", "2025年7月1日，发出督办单。"]
    assert said(work.decisions(meeting())) == [
        "2025年7月8日，李青禾在县政府二楼会议室主持召开会议。",
        "1.关于充电桩建设。会议议定：按月倒排工期。办理接电批复（县发展改革局负责，2025年7月31日前完成）；完成选址。",
        "2.关于家电换新。会议议定：扩大乡镇门店。",
    ]


def test_an_item_without_a_decision_says_so() -> None:
    held = meeting()
    assert held.meeting is not None
    bare = replace(held, meeting=replace(held.meeting, items=(AgendaItem("公物仓调剂办法", ""),)))
    assert said(work.decisions(bare))[1:] == ["1.关于公物仓调剂办法。会议没有作出议定。"]


STATUSES = st.lists(st.sampled_from(Status), max_size=12)
FIGURES = st.none() | st.decimals(-(10**9), 10**9, places=3)


@st.composite
def any_facts(draw: st.DrawFn) -> Facts:
    made = []
    for at, status in enumerate(draw(STATUSES)):
        value = draw(FIGURES)
        more = {
            "expected": draw(FIGURES),
            "index": draw(FIGURES),
            "was": draw(st.none() | st.sampled_from(Status)),
            "falls_short": draw(st.booleans()),
            "forecast_low": draw(FIGURES),
            "forecast_high": draw(FIGURES),
            "is_reached": draw(st.booleans()),
            "as_of": draw(st.none() | st.dates()),
            "way": draw(st.sampled_from(["", "增长", "年均下降"])),
            "unit": draw(st.sampled_from(["", "%", "万元", "台", "亿元"])),
        }
        made.append(target(f"目标{at}", status, None if value is None else str(value), **more))
    small = st.integers(0, 5)
    units = []
    for at in range(draw(small)):
        known = draw(small)
        asked, timed = draw(small), draw(small)
        rounds = (draw(st.integers(0, asked)), asked, draw(st.integers(0, timed)), timed)
        units.append(unit(f"单位{at}", draw(st.integers(0, known)), known, draw(small), *rounds))
    tasks = tuple(task(state) for state in draw(st.lists(st.none() | st.sampled_from(TaskState), max_size=6)))
    since = draw(st.none() | st.just(date(2025, 6, 1)))
    return facts(made, units=tuple(units), tasks=tasks, since=since)


@given(any_facts())
def test_nothing_crashes_and_a_share_is_of_those_known(made: Facts) -> None:
    writers = (
        programme.overview, programme.changes, programme.figures, programme.behind, programme.forecasts,
        programme.missing, work.tasks, work.returns, work.ranking, work.apart,
    )  # fmt: skip
    told = [text_of(one) for write in writers for one in write(made)]
    assert all(re.search("[。；]$", words) for words in told if words)
    assert not any("None" in words or "，，" in words or "。。" in words for words in told)
    held = made.programme
    whole = text_of(say(*programme.overview(made)))
    if held and held.counts.known > 1 and 0 < held.counts.on_track < held.counts.known:
        found = re.search(r"在有结论的(\d+)项中，进度正常(\d+)项，占([\d.]+)%", whole)
        assert found
        base, part, share = int(found[1]), int(found[2]), Decimal(found[3])
        assert (base, part) == (held.counts.known, held.counts.on_track)
        assert abs(share - Decimal(100 * part) / base) <= Decimal("0.1")


@given(st.lists(st.sampled_from(["甲", "", "3"]) | st.none() | st.just(Span("7", "/x/"))))
def test_saying_keeps_every_word_in_order(parts: list[str | Span | None]) -> None:
    words = "".join(part.text if isinstance(part, Span) else part or "" for part in parts)
    assert text_of(say(*parts)) == words
