"""Screens of rounds: the office opens and follows, clerks fill field by field, others decide, strangers see nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.models import Return, ReturnField, ReturnLine, ReturnQuestion, Round
from liangxin.domains.progress.queries.rounds import units_to_ask
from liangxin.domains.progress.terms import FieldName, ReturnState, RoundKind, RoundState
from liangxin.domains.progress.tests.rounds_world import JULY, RoundsWorld, draft_of, measured, rounds
from liangxin.domains.progress.tests.test_web import client_of, said, tree_of
from liangxin.domains.progress.tests.world import EVENTS
from liangxin.domains.regions import api as regions
from liangxin.domains.regions.tests.world import COUNTY

__all__ = ["measured", "rounds"]
HTMX = {"HX-Request": "true"}
FIGURE, NOTE, TO_DATE = FieldName.FIGURE, FieldName.NOTE, FieldName.TO_DATE


def page_of(rounds: RoundsWorld) -> str:
    return reverse("progress:return", args=[rounds.answer().public_id])


def board_of(rounds: RoundsWorld) -> str:
    return reverse("progress:round", args=[rounds.round_id])


def post(rounds: RoundsWorld, who: str, row: ReturnField, value: str, seen: int) -> Any:
    url = reverse("progress:return_field", args=[row.public_id])
    return client_of(rounds.lights, who).post(url, {"value": value, "seen": seen}, headers=HTMX)


@pytest.mark.parametrize(
    ("who", "board", "answer", "list_status"),
    [
        ("lin", 200, 200, 200),
        ("li", 200, 200, 200),
        ("wang", 200, 200, 200),
        ("chen", 200, 200, 200),
        ("sun", 404, 404, 200),
        ("stranger", 404, 404, 200),
    ],
)
def test_who_sees_a_round(rounds: RoundsWorld, who: str, board: int, answer: int, list_status: int) -> None:
    client = client_of(rounds.lights, who)
    assert client.get(board_of(rounds)).status_code == board
    assert client.get(page_of(rounds)).status_code == answer
    listed = client.get(reverse("progress:rounds"))
    assert listed.status_code == list_status
    assert ("2025年6月调度" in said(listed)) is (board == 200)
    field = reverse("progress:return_field", args=[rounds.field(FIGURE).public_id])
    assert client.get(field).status_code == answer


@pytest.mark.parametrize("who", ["wang", "chen", "sun", "stranger"])
def test_who_does_not_fill_is_refused(rounds: RoundsWorld, who: str) -> None:
    assert post(rounds, who, rounds.field(FIGURE), "3", 0).status_code in (403, 404)
    assert rounds.field(FIGURE).value == ""


def test_the_office_opens_a_round_from_what_is_proposed(rounds: RoundsWorld) -> None:
    client, url = client_of(rounds.lights, "lin"), reverse("progress:round_new")
    tree = tree_of(client.get(url, {"region": COUNTY, "kind": "quarterly"}))
    sent = {one.get("name"): one.get("value") for one in tree.xpath("//form[@class='round-new']//input[@name]")}
    chosen = tree.xpath("//input[@name='units'][@checked]/@value")
    assert chosen
    sent |= {"units": chosen, "due": "days", "note": "请如实填报", "period": "2025年二季度", "title": "二季度调度"}
    refused = client.post(url, sent | {"title": " "})
    assert refused.status_code == 422
    assert "标题" in said(refused)
    assert client.post(url, sent).status_code == 302
    made = Round.objects.get(title="二季度调度")
    assert (made.starts_on, made.returns.count()) == (date(2025, 4, 1), len(chosen))
    assert client_of(rounds.lights, "li").get(url).status_code == 403


def test_a_field_saves_itself_and_says_so(rounds: RoundsWorld) -> None:
    answer = post(rounds, "li", rounds.field(FIGURE), "1，2", 0)
    assert answer.status_code == 200
    words = said(answer)
    assert "已保存" in words
    assert "李青禾" in words
    assert "系统相加" in words
    assert rounds.field(FIGURE).value == "12"
    oob = tree_of(answer).xpath("//*[@hx-swap-oob='true']/@id")
    assert "filled" in oob
    assert f"f-{rounds.field(TO_DATE).pk}" in oob, "the year's sum is shown at once"


def test_a_second_clerk_is_told_who_changed_it_to_what(rounds: RoundsWorld) -> None:
    row = rounds.field(FIGURE)
    post(rounds, "li", row, "2", 0)
    told = post(rounds, "lin", row, "5", 0)
    words = said(told)
    assert "李青禾" in words
    assert "改为“2”，您填的是“5”" in words
    tree = tree_of(told)
    assert tree.xpath("//input[@name='seen']/@value") == ["1"]
    assert [button.text for button in tree.xpath("//button")] == ["用我的", "用对方的"]
    theirs = client_of(rounds.lights, "lin").get(reverse("progress:return_field", args=[row.public_id]), headers=HTMX)
    assert tree_of(theirs).xpath("//input[@name='value']/@value")[0] == "2"


def test_what_cannot_be_read_is_said_beside_the_field_and_stays_there(rounds: RoundsWorld) -> None:
    answer = post(rounds, "li", rounds.field(FIGURE), "三场", 0)
    assert "“三场”不是数字" in said(answer)
    assert not tree_of(answer).xpath("//input[@name='value']"), "the control is not replaced"
    progress.close_round(rounds.actor("lin"), rounds.round_id)
    assert "刚才填的没有保存：17" in said(post(rounds, "li", rounds.field(FIGURE), "17", 0))


def test_a_doubt_is_answered_beside_the_figure(rounds: RoundsWorld) -> None:
    assert "与历次数相差很大" in said(post(rounds, "li", rounds.field(FIGURE), "60", 0))
    row = rounds.field(FIGURE)
    url = reverse("progress:return_assure", args=[row.public_id])
    client = client_of(rounds.lights, "li")
    assert "不能为空" in said(client.post(url, {"assurance": "", "seen": row.version}, headers=HTMX))
    assert "核对过名单" in said(client.post(url, {"assurance": "核对过名单", "seen": row.version}, headers=HTMX))


def test_a_return_goes_from_the_clerk_to_the_reviewer_and_back(rounds: RoundsWorld) -> None:
    li, wang, url = client_of(rounds.lights, "li"), client_of(rounds.lights, "wang"), page_of(rounds)
    refused = li.post(url, {"deed": "submit"})
    assert refused.status_code == 422
    assert "没有填" in said(refused)
    rounds.fill()
    assert li.post(url, {"deed": "submit"}).status_code == 302
    row = rounds.field(FIGURE)
    ask = reverse("progress:return_ask", args=[row.public_id])
    assert li.post(ask, {"question": "？"}).status_code == 403
    assert wang.post(ask, {"question": "一场在哪里办的？"}).status_code == 302
    page = li.get(url)
    assert "王知远问：一场在哪里办的？" in said(page)
    answer = reverse("progress:return_answer", args=[ReturnQuestion.objects.get().public_id])
    assert "李青禾答：在城关镇。" in said(li.post(answer, {"answer": "在城关镇。"}, headers=HTMX))
    assert li.post(url, {"deed": "submit"}).status_code == 302
    assert li.post(url, {"deed": "withdraw"}).status_code == 302
    assert li.post(url, {"deed": "submit"}).status_code == 302
    assert li.post(url, {"deed": "approve"}).status_code == 403
    assert wang.post(url, {"deed": "approve"}).status_code == 302
    assert rounds.answer().state == ReturnState.APPROVED
    office = client_of(rounds.lights, "lin")
    assert "已锁定的数" in said(office.get(url))
    allow = {"deed": "allow", "indicator": EVENTS, "account": "", "until": "2099-01-01", "reason": ""}
    assert office.post(url, allow).status_code == 422
    assert office.post(url, allow | {"reason": "漏报"}).status_code == 302
    assert "林秋准许补改至" in said(office.get(url))


def test_the_office_closes_and_reopens(rounds: RoundsWorld) -> None:
    client = client_of(rounds.lights, "lin")
    assert (
        client_of(rounds.lights, "li").post(reverse("progress:round_close", args=[rounds.round_id])).status_code == 403
    )
    assert client.post(reverse("progress:round_close", args=[rounds.round_id])).status_code == 302
    assert "已关闭" in said(client.get(board_of(rounds)))
    reopen = reverse("progress:round_reopen", args=[rounds.round_id])
    assert client.post(reopen, {"reason": ""}).status_code == 422
    assert client.post(reopen, {"reason": "市里推迟"}).status_code == 302
    assert rounds.round.state == RoundState.OPEN


def test_home_tells_each_what_waits(rounds: RoundsWorld) -> None:
    home = "/home/"
    assert "我单位要报的" in said(client_of(rounds.lights, "li").get(home, follow=True))
    rounds.submit()
    assert "待审定的报送" in said(client_of(rounds.lights, "wang").get(home, follow=True))
    Round.objects.update(due_on=date(2020, 1, 2))
    assert "逾期未报" in said(client_of(rounds.lights, "lin").get(home, follow=True))
    assert "调度" not in said(client_of(rounds.lights, "stranger").get(home))


def test_my_returns_list_the_own_units(rounds: RoundsWorld) -> None:
    page = said(client_of(rounds.lights, "li").get(reverse("progress:returns")))
    assert "2025年6月调度" in page
    assert "共 1 条" in page
    saved: Any = client_of(rounds.lights, "lin").get(board_of(rounds), {"save": "xlsx"})
    assert saved.getvalue()[:2] == b"PK"


def queries(rounds: RoundsWorld, who: str, url: str) -> int:
    client = client_of(rounds.lights, who)
    client.get(url)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def test_a_board_of_fifty_units_costs_what_one_of_a_few_does(rounds: RoundsWorld) -> None:
    few = queries(rounds, "lin", board_of(rounds))
    for number in range(50):
        unit = regions.create_unit(rounds.lights.people.system, COUNTY, f"清岚县第{number}局")
        Return.objects.create(round=rounds.round, region_id=rounds.lights.county, unit_id=unit.id, asked=3, filled=1)
    assert queries(rounds, "lin", board_of(rounds)) == few


def test_a_list_of_many_rounds_costs_what_one_of_one_does(rounds: RoundsWorld) -> None:
    few = queries(rounds, "lin", reverse("progress:rounds")), queries(rounds, "li", reverse("progress:returns"))
    for number in range(12):
        draft = draft_of(rounds.lights, JULY, kind=RoundKind.AD_HOC, title=f"第{number}次")
        progress.open_round(rounds.actor("lin"), COUNTY, draft)
    assert (
        queries(rounds, "lin", reverse("progress:rounds")),
        queries(rounds, "li", reverse("progress:returns")),
    ) == few


def test_a_return_of_forty_targets_costs_what_one_of_a_few_does(rounds: RoundsWorld) -> None:
    few = queries(rounds, "li", page_of(rounds))
    first = rounds.field(FIGURE).line
    made = []
    for number in range(40):
        line = ReturnLine.objects.create(
            answer=first.answer, kind="target", place=100 + number, target=first.target, indicator=first.indicator,
            title=f"目标{number}", adds_up=True,
        )  # fmt: skip
        made.append(ReturnField.objects.create(line=line, name=FIGURE.value))
        ReturnField.objects.create(line=line, name=NOTE.value)
    assert queries(rounds, "li", page_of(rounds)) == few
    wide = cost_of_saving(rounds, made[0])
    assert wide == cost_of_saving(rounds, made[1])


def cost_of_saving(rounds: RoundsWorld, row: ReturnField) -> int:
    url = reverse("progress:return_field", args=[row.public_id])
    client = client_of(rounds.lights, "li")
    with CaptureQueriesContext(connection) as caught:
        assert client.post(url, {"value": "1", "seen": 0}, headers=HTMX).status_code == 200
    return len(caught)


def test_opening_for_many_units_costs_the_same_queries(rounds: RoundsWorld) -> None:
    asked = sorted(
        units_to_ask(rounds.lights.county), key=lambda one: one.name != "清岚县商务局"
    )  # whose clerk is told
    units, lin = [one.public_id for one in asked], rounds.actor("lin")
    costs = []
    for chosen, title in ((units[:1], "甲"), (units, "乙")):
        draft = draft_of(rounds.lights, JULY, kind=RoundKind.AD_HOC, unit_ids=tuple(chosen), title=title)
        with CaptureQueriesContext(connection) as caught:
            progress.open_round(lin, COUNTY, draft)
        costs.append(len(caught))
    assert costs[0] == costs[1]
