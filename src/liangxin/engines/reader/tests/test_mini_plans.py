"""Whole small plans: the tasks of each way of writing, and properties that hold for all of them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liangxin.engines.reader.findings import Plan, plan_as_json, plan_from_json
from liangxin.engines.reader.read import read_plan
from liangxin.engines.reader.tests.mini_plans import MINI_PLANS, MiniPlan

FULL = {chr(code): chr(code + 0xFEE0) for code in range(0x30, 0x3A)} | {
    "%": "％",
    "（": "(",
    "）": ")",
    "，": ",",
    "：": ":",
}


def tasks_of(plan: Plan) -> list[str]:
    return [
        f"{task.marker}: {' '.join(task.lead_units)} | {' '.join(task.supporting_units)}".replace(
            ":  |", ": |"
        ).rstrip()
        for task in plan.tasks
    ]


def without_spans(plan: Plan) -> object:
    """What was found, apart from where it stands and how documents' numbers were typed."""
    exported = plan_as_json(plan)

    def bare(value: object) -> object:
        if isinstance(value, dict):
            return {name: bare(inner) for name, inner in value.items() if not name.endswith("span")}
        return [bare(inner) for inner in value] if isinstance(value, list) else value

    return bare(exported)


@pytest.mark.parametrize("mini", MINI_PLANS, ids=lambda mini: mini.name)
def test_it_finds_the_tasks_and_their_units(mini: MiniPlan) -> None:
    assert tasks_of(read_plan(mini.text)) == mini.expected.split("\n")


@pytest.mark.parametrize("mini", MINI_PLANS, ids=lambda mini: mini.name)
def test_what_it_exports_reads_back_the_same(mini: MiniPlan) -> None:
    plan = read_plan(mini.text)
    assert plan_from_json(plan_as_json(plan)) == plan


@pytest.mark.parametrize("mini", MINI_PLANS, ids=lambda mini: mini.name)
def test_spans_point_at_the_words_they_claim(mini: MiniPlan) -> None:
    plan = read_plan(mini.text)

    def squeezed(text: str) -> str:
        narrow = str.maketrans("（），：；％", "(),:;%")
        return re.sub(r"[\s*#]", "", text).translate(narrow)

    for target in plan.targets:
        assert squeezed(target.quote) == squeezed(target.span.of(mini.text))
    for task in plan.tasks:
        shown = squeezed(task.span.of(mini.text))
        assert squeezed(task.title) in shown or task.marker[-1] in "23"  # the heading stands in part #1
        assert task.units_span is None or all(
            squeezed(unit) in squeezed(task.units_span.of(mini.text))
            for unit in task.lead_units + task.supporting_units
        )
    for section in plan.outline:
        assert squeezed(section.title) in squeezed(section.span.of(mini.text))


@pytest.mark.parametrize("mini", MINI_PLANS, ids=lambda mini: mini.name)
def test_full_and_half_width_do_not_change_the_result(mini: MiniPlan) -> None:
    widened = "".join(FULL.get(sign, sign) for sign in mini.text)
    assert without_spans(read_plan(widened)) == without_spans(read_plan(mini.text))


@given(mini=st.sampled_from(MINI_PLANS), places=st.lists(st.integers(0, 400), max_size=6))
@settings(max_examples=60, deadline=None)
def test_white_space_does_not_change_the_result(mini: MiniPlan, places: list[int]) -> None:
    spaced = mini.text
    for place in sorted(places, reverse=True):
        at = place % len(spaced)
        spaced = spaced[:at] + " \u3000"[place % 2] + spaced[at:]
    assert without_spans(read_plan(spaced)) == without_spans(read_plan(mini.text))


SENTENCES = (
    "云溪县推动设备更新实施方案\n一、工作目标\n到2027年，全县工业、农业等领域设备投资规模较2023年增长25%以上；新能源汽车保有量达到2.5万辆左右，"
    "废旧家电回收量较2023年增长30%，报废汽车规范回收拆解量达到0.6万辆。\n二、重点任务\n（一）更新电梯。加快更新不符合标准、安全风险高的老旧电梯，"
    "到2025年，累计更新老旧电梯120台，更换率达到95%以上。（牵头单位：县市场监管局；责任单位：县住建局、各镇街）\n"
    "（二）办好展会。每年举办汽车展销活动12场以上，其中下乡展销不少于8场，带动消费2000万元。（县商务局牵头，县文旅局、县公安局配合）"
)


@given(
    st.lists(
        st.sampled_from([found.end() for found in re.finditer(r"(?<=[^\n]{6})[^\n](?=[^\n]{6})", SENTENCES)]),
        max_size=5,
    )
)
@settings(max_examples=80, deadline=None)
def test_a_line_break_inside_a_sentence_does_not_change_the_result(places: list[int]) -> None:
    broken = SENTENCES
    for place in sorted(set(places), reverse=True):
        broken = broken[:place] + "\n" + broken[place:]
    assert without_spans(read_plan(broken)) == without_spans(read_plan(SENTENCES))


def test_persons_and_time_limits_stand_with_their_task() -> None:
    mini = next(mini for mini in MINI_PLANS if "persons" in mini.name)
    first, second = read_plan(mini.text).tasks
    assert (first.leaders, first.due) == (("李明",), "2025年6月底")
    assert (second.leaders, second.due) == (("王强",), "长期")


def test_a_goal_of_the_first_chapter_is_a_target_but_no_task() -> None:
    plan = read_plan(MINI_PLANS[0].text)
    assert [(target.marker, target.value, target.deadline) for target in plan.targets] == [("一", 120, 2027)]


def test_a_target_belongs_to_the_part_of_the_item_that_it_stands_in() -> None:
    mini = next(mini for mini in MINI_PLANS if "nested" in mini.name)
    assert [(target.marker, target.value) for target in read_plan(mini.text).targets] == [("一/（二）#2", 80)]


@pytest.mark.parametrize("title", ["基础设施更新", "其他领域设备更新", "目标任务", "工作要求", "保障措施"])
def test_a_chapter_with_work_to_do_is_not_taken_for_general_goals(title: str) -> None:
    plan = read_plan(f"云溪县方案\n一、{title}\n（一）更新电梯。抓好更新。")
    assert [task.marker for task in plan.tasks] == ["一/（一）"]


def test_a_chapter_of_goals_that_names_itself_tasks_too_is_none() -> None:
    plan = read_plan("云溪县方案\n一、目标任务\n到2027年，更新电梯80台。\n二、更新行动\n（一）更新电梯。抓好更新。")
    assert [task.marker for task in plan.tasks] == ["二/（一）"]


@pytest.mark.parametrize("title", ["总体要求", "指导思想和基本原则", "主要目标", "工作背景", "附则", "其他事项"])
def test_general_goals_and_closing_provisions_are_no_tasks(title: str) -> None:
    plan = read_plan(f"云溪县方案\n一、{title}\n（一）坚持创新。抓住机遇。\n二、重点任务\n（一）更新电梯。抓好更新。")
    assert [task.marker for task in plan.tasks] == ["二/（一）"]
