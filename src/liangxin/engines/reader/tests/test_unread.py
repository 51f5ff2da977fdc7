"""What the reader says it did not understand."""

from __future__ import annotations

import pytest

from liangxin.engines.reader.read import read_plan
from liangxin.engines.reader.unread import ANNEX, FIGURE, UNITS

BODY = "云溪县设备更新方案\n一、重点任务\n（一）更新电梯。%s（责任单位：县住建局）\n"


def unread(sentence: str) -> list[tuple[str, str]]:
    return [(one.text, one.why) for one in read_plan(BODY % sentence).unread]


def test_a_clause_with_a_figure_that_is_no_target_is_named() -> None:
    assert unread("支持使用年限15年以上的电梯更新。") == [("支持使用年限15年以上的电梯更新", FIGURE)]


@pytest.mark.parametrize(
    "sentence",
    [
        "到2027年，更新电梯60台以上。",
        "落实《方案》（云政发〔2024〕3号）要求。",
        "推广5G应用，构建“1+N”体系。",
        "2024年6月底前启动。",
        "建设4A级景区。",
    ],
)
def test_dates_numbers_of_documents_grades_and_what_was_read_are_not(sentence: str) -> None:
    assert unread(sentence) == []


def test_a_list_of_units_that_no_task_uses_is_named() -> None:
    text = (
        "云溪县方案\n专班（责任单位：县住建局）设在县发改局。\n一、重点任务\n（一）更新电梯。抓好更新。（县住建局）\n"
    )
    assert [(one.text, one.why) for one in read_plan(text).unread] == [("责任单位：", UNITS)]


def test_an_annex_that_could_not_be_read_as_a_list_is_named() -> None:
    text = BODY % "抓好更新。" + "附件\n重点任务分工表\n甲\n乙\n丙\n丁\n戊\n"
    [found] = read_plan(text).unread
    assert found.why == ANNEX
    assert "重点任务分工表" in found.span.of(text)


def test_money_is_not_taken_for_a_year() -> None:
    assert unread("每件补贴不超过2000元。") == [("每件补贴不超过2000元", FIGURE)]
