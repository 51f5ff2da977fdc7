"""Which years are past depends on the year in which the plan was issued."""

from __future__ import annotations

from liangxin.engines.reader import read_plan

BODY = "一、重点任务\n（一）更新电梯。2025年更新电梯80台。到2027年更新电梯200台。\n"


def deadlines(ending: str) -> list[int | None]:
    plan = read_plan("云溪县电梯更新实施方案\n" + BODY + ending)
    return [target.deadline for target in plan.targets]


def test_a_year_before_that_of_the_plan_is_past() -> None:
    assert deadlines("云溪县人民政府\n2026年3月5日\n") == [2027]


def test_the_year_of_the_plan_itself_is_a_deadline() -> None:
    assert deadlines("云溪县人民政府\n2025年3月5日\n") == [2025, 2027]


def test_the_number_of_the_document_tells_the_year_where_no_date_does() -> None:
    plan = read_plan("云溪县电梯更新实施方案\n云政发〔2026〕5号\n" + BODY)
    assert [target.deadline for target in plan.targets] == [2027]
