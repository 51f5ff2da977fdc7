"""The review as the browser meets it: parts of the page that are newer, forms that keep what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from liangxin.domains.plans import api as plans
from liangxin.domains.plans.queries.review import FindingCard
from liangxin.domains.plans.terms import FindingKind, ReviewState
from liangxin.domains.plans.tests.documents import (
    SECOND_EDITION,
    TEXT,
    few_indicators,
    publish_plan,
    read_plan,
    settle_all,
)
from liangxin.domains.regions.tests.world import COUNTY, World, world
from liangxin.foundation.ui.tests.pages import read
from liangxin.foundation.ui.tests.pages import words as text_of

__all__ = ["world"]

pytestmark = pytest.mark.django_db

PART = {"HX-Request": "true"}
TARGET_FORM = {
    "kind": "level",
    "comparator": "reach",
    "value": "1.3",
    "multiple": "万",
    "unit": "辆",
    "deadline": "2027",
}


class Desk:
    """A person at a document, with what their page knows."""

    def __init__(self, world: World, username: str, card: plans.UploadCard) -> None:
        self.world, self.card, self.client = world, card, Client()
        self.client.force_login(world.accounts[username])
        self.actor = world.actor(username)

    def findings(self, kind: FindingKind) -> list[FindingCard]:
        return plans.reading_of(self.actor, self.card.public_id).of(kind)

    def post(self, name: str, *ids: UUID, **typed: Any) -> Any:
        address = reverse(f"plans:{name}", args=[self.card.public_id, *ids])
        return self.client.post(address, {"known": "0"} | typed, headers=PART)

    def get(self, name: str, *ids: UUID, query: str = "") -> Any:
        return self.client.get(reverse(f"plans:{name}", args=[self.card.public_id, *ids]) + query, headers=PART)


@pytest.fixture
def desk(world: World) -> Callable[[str], Desk]:
    few_indicators(world.system)
    card = read_plan(world.actor("lin"))
    return lambda username: Desk(world, username, card)


def words(response: Any) -> str:
    return text_of(read(response))


def swapped(response: Any) -> set[str]:
    """The parts of the page that the answer replaces out of band."""
    return {str(one.get("id") or one.get("hx-swap-oob")) for one in read(response).xpath("//*[@hx-swap-oob]")}


def test_a_decision_sends_its_line_and_what_counts(desk: Callable[[str], Desk]) -> None:
    lin = desk("lin")
    target = lin.findings(FindingKind.TARGET)[0]
    response = lin.post("settle", target.public_id, to="accepted", seen=target.clock)
    assert response.status_code == 200
    assert swapped(response) >= {f"f-{target.id}", "gh-target", "steps", "known", "innerHTML:#kinds"}
    assert "g-target" not in swapped(response), "nothing came or went"
    assert "已审 1／6" in words(response)


def test_what_others_did_comes_along(desk: Callable[[str], Desk]) -> None:
    lin, wang = desk("lin"), desk("wang")
    mine, theirs = lin.findings(FindingKind.TARGET)[:2]
    wang.post("settle", theirs.public_id, to="dismissed", seen=theirs.clock)
    assert lin.get("changes", query="?known=1").status_code == 204
    assert f"f-{theirs.id}" in swapped(lin.get("changes", query="?known=0"))
    response = lin.post("settle", mine.public_id, to="accepted", seen=mine.clock)
    assert swapped(response) >= {f"f-{mine.id}", f"f-{theirs.id}"}


def test_who_comes_second_is_told_and_shown_what_is(desk: Callable[[str], Desk]) -> None:
    lin, wang = desk("lin"), desk("wang")
    target = lin.findings(FindingKind.TARGET)[0]
    wang.post("settle", target.public_id, to="dismissed", seen=target.clock)
    response = lin.post("settle", target.public_id, to="accepted", seen=target.clock)
    assert response.status_code == 409
    assert "这一条刚由王知远处理为“已剔除”" in words(response)
    assert f"f-{target.id}" in swapped(response)
    assert lin.findings(FindingKind.TARGET)[0].state is ReviewState.DISMISSED


def test_without_script_a_decision_leads_back_to_the_page(desk: Callable[[str], Desk]) -> None:
    lin = desk("lin")
    target = lin.findings(FindingKind.TARGET)[0]
    address = reverse("plans:settle", args=[lin.card.public_id, target.public_id])
    response = lin.client.post(address, {"to": "accepted"}, follow=True)
    assert response.redirect_chain == [(reverse("plans:reading", args=[lin.card.public_id]), 302)]
    assert "已审 1／6" in words(response)


def test_a_correction_is_typed_refused_and_saved(desk: Callable[[str], Desk]) -> None:
    lin = desk("lin")
    target = lin.findings(FindingKind.TARGET)[0]
    form = lin.get("line", target.public_id, query="?edit")
    assert 'value="12000"' in form.content.decode()
    typed = {"indicator": "新能源汽车保有量", "seen": target.clock, **TARGET_FORM}
    refused = lin.post("correct", target.public_id, **typed | {"value": "一点三"})
    assert refused.status_code == 422
    assert "“一点三”不是数字" in words(refused)
    assert 'value="一点三"' in refused.content.decode()
    unknown = lin.post(
        "correct", target.public_id, **typed, indicator_name="没有的指标", indicator_was="新能源汽车保有量"
    )
    assert "指标目录里没有“没有的指标”" in words(unknown)
    saved = lin.post("correct", target.public_id, **typed)
    assert saved.status_code == 200
    assert lin.findings(FindingKind.TARGET)[0].facts["value"] == 13000
    assert "1.3 万辆" in words(saved)


def test_a_correction_of_what_changed_meanwhile_keeps_what_was_typed(desk: Callable[[str], Desk]) -> None:
    lin, wang = desk("lin"), desk("wang")
    target = lin.findings(FindingKind.TARGET)[0]
    typed = {"indicator": "新能源汽车保有量", **TARGET_FORM}
    wang.post("correct", target.public_id, **typed, seen=target.clock)
    response = lin.post("correct", target.public_id, **typed | {"value": "1.9"}, seen=target.clock)
    assert response.status_code == 409
    page = response.content.decode()
    assert 'value="1.9"' in page
    assert "现在是：" in page
    clock = lin.findings(FindingKind.TARGET)[0].clock
    assert lin.post("correct", target.public_id, **typed | {"value": "1.9"}, seen=clock).status_code == 200


def test_marked_words_become_a_finding_that_opens_for_correction(desk: Callable[[str], Desk]) -> None:
    lin = desk("lin")
    response = lin.post("add", kind="target", start=3, end=12)
    assert {"g-target", "innerHTML:#source"} <= swapped(response)
    assert "plans:edit" in response["HX-Trigger-After-Settle"]
    refused = lin.client.post(
        reverse("plans:add", args=[lin.card.public_id]), {"kind": "target", "start": "x", "end": "9"}, headers=PART
    )
    assert refused.status_code == 422


def test_findings_are_split_merged_and_put_back(desk: Callable[[str], Desk]) -> None:
    lin = desk("lin")
    first, second = lin.findings(FindingKind.TASK)
    assert "g-task" in swapped(lin.post("split", first.public_id, seen=first.clock, at=first.start + 8))
    part = next(each for each in lin.findings(FindingKind.TASK) if each.is_part)
    lin.post("settle", part.public_id, to="open", part="1")
    lin.post("merge", first.public_id)
    (merged,) = [each for each in lin.findings(FindingKind.TASK) if not each.is_gone]
    assert merged.end == second.end


def test_names_are_matched_created_or_said_to_be_none_of_ours(desk: Callable[[str], Desk]) -> None:
    lin = desk("lin")
    (name,) = [each for each in plans.reading_of(lin.actor, lin.card.public_id).unit_names if not each.is_settled]
    refused = lin.post("name_unit", name.public_id, unit="没有这个局", seen=name.clock)
    assert refused.status_code == 422
    outside = lin.post("name_unit", name.public_id, deed="outside", seen=name.clock)
    assert "g-names" in swapped(outside)
    name = next(
        each for each in plans.reading_of(lin.actor, lin.card.public_id).unit_names if each.written == name.written
    )
    lin.post("name_unit", name.public_id, unit="清岚县财政局", seen=name.clock)
    named = plans.reading_of(lin.actor, lin.card.public_id).unit_names
    assert {each.written: each.unit_name for each in named}[name.written] == "清岚县财政局"


def test_a_name_that_is_not_sure_comes_with_suggestions(world: World) -> None:
    card = read_plan(world.actor("lin"), TEXT.replace("县财政局", "县财政国资局"))
    lin = Desk(world, "lin", card)
    page = lin.client.get(reverse("plans:reading", args=[card.public_id]))
    assert read(page).xpath("//button[@name='suggested']/@value") == ["清岚县财政局"]
    name = next(each for each in plans.reading_of(lin.actor, card.public_id).unit_names if "国资" in each.written)
    lin.post("name_unit", name.public_id, suggested="清岚县财政局", seen=name.clock)
    named = {each.written: each.unit_name for each in plans.reading_of(lin.actor, card.public_id).unit_names}
    assert named["县财政国资局"] == "清岚县财政局"


def test_a_reader_is_offered_nothing_to_decide(world: World, desk: Callable[[str], Desk]) -> None:
    chen = desk("chen")
    page = words(chen.client.get(reverse("plans:reading", args=[chen.card.public_id])))
    assert "采纳" not in page
    assert "按建议归属" not in page
    target = chen.findings(FindingKind.TARGET)[0]
    assert chen.post("settle", target.public_id, to="accepted").status_code == 403


def test_the_way_to_publication(world: World, desk: Callable[[str], Desk]) -> None:
    lin, wang = desk("lin"), desk("wang")
    page = reverse("plans:reading", args=[lin.card.public_id])
    assert "归属建议：清岚县印发" in words(lin.client.get(page))
    unsaid = lin.client.post(reverse("plans:place", args=[lin.card.public_id]), {"issued_by": "999999"}, follow=True)
    assert "没有这个代码的地区" in words(unsaid)
    lin.client.post(reverse("plans:place", args=[lin.card.public_id]), {"issued_by": COUNTY, "kind": "general"})
    settle_all(lin.actor, lin.card)
    assert "全部处理完，可以提交" in words(lin.client.get(page))
    lin.client.post(reverse("plans:submit", args=[lin.card.public_id]))
    assert "复核无误，发布" not in words(lin.client.get(page))
    offered = words(wang.client.get(page))
    assert "复核无误，发布" in offered
    assert "林秋已提交" in offered
    wang.client.post(reverse("plans:send_back", args=[lin.card.public_id]), {"reason": "再核数字"})
    assert "已退回：再核数字" in words(lin.client.get(page))
    lin.client.post(reverse("plans:submit", args=[lin.card.public_id]))
    published = wang.client.post(reverse("plans:publish", args=[lin.card.public_id]), follow=True)
    assert "方案已发布，任务已分到各单位" in words(published)


def test_the_difference_is_shown_checked_and_moved(world: World, desk: Callable[[str], Desk]) -> None:
    lin = desk("lin")
    _, plan = publish_plan(lin.actor, world.actor("wang"), TEXT + "\n")
    lin.card = read_plan(lin.actor, SECOND_EDITION, name="新版.txt")
    placed = {"edition_of": str(plan), "edition": "edition"}
    lin.client.post(reverse("plans:place", args=[lin.card.public_id]), placed)
    address = reverse("plans:difference", args=[lin.card.public_id])
    page = lin.client.get(address)
    said = words(page)
    assert "数值：12 000 → 15 000" in said
    assert "清岚县审计局：无 → 责任" in said
    assert "不再列入" in said
    pairing = read(page).xpath("//input[@name='pairing']/@value")[0]
    lin.client.post(reverse("plans:check", args=[lin.card.public_id]), {"pairing": pairing})
    assert "已核对 1 处改动" in words(lin.client.get(address))
    finding = lin.findings(FindingKind.TASK)[1].public_id
    lin.client.post(reverse("plans:pair", args=[lin.card.public_id, finding]), {"old": ""})
    assert "对应已改" in words(lin.client.get(address))
    lin.client.post(reverse("plans:check", args=[lin.card.public_id]))
    assert "处已核对" not in words(lin.client.get(address))


def test_a_slip_beside_a_clause_keeps_its_form_open_with_what_was_typed(desk: Callable[[str], Desk]) -> None:
    lin = desk("lin")
    (clause,) = lin.findings(FindingKind.UNREAD)
    typed = {"indicator": "电梯", **TARGET_FORM, "kind": "cumulative", "value": "八十"}
    refused = lin.post("take", clause.public_id, **typed)
    assert refused.status_code == 422
    assert swapped(refused) == {"unread"}
    assert "“八十”不是数字" in words(refused)
    assert read(refused).xpath("//details[@open]//input[@name='indicator']/@value") == ["电梯"]
    taken = lin.post("take", clause.public_id, **typed | {"value": "80"}, seen=clause.clock)
    assert {"unread", "g-target"} <= swapped(taken)
