"""Screens of meetings and matters: who sees and does what, minutes that save themselves, lists that cost the same."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.models import FollowUp, Matter, Meeting, MinuteField, Order
from liangxin.domains.progress.terms import Decider, ItemKind, MatterState, MeetingState
from liangxin.domains.progress.tests.supervision_world import COMMERCE, SupervisionWorld, chase, measured
from liangxin.domains.progress.tests.test_meetings import item, minute, minuted, plan, raise_matter
from liangxin.domains.progress.tests.test_supervision_web import client, queries
from liangxin.domains.progress.tests.test_web import said, tree_of
from liangxin.domains.regions import api as regions
from liangxin.domains.regions.terms import TeamRole
from liangxin.domains.regions.tests.world import COUNTY

__all__ = ["chase", "measured"]
MEETINGS, NEW_MEETING = reverse("progress:meetings"), reverse("progress:meeting_new")
MATTERS, NEW_MATTER = reverse("progress:matters"), reverse("progress:matter_new")


def page_of(meeting: UUID) -> str:
    return reverse("progress:meeting", args=[meeting])


def matter_page(matter: UUID) -> str:
    return reverse("progress:matter", args=[matter])


@pytest.mark.parametrize(
    ("who", "status", "plans"),
    [
        ("lin", 200, 200),
        ("shen", 200, 403),
        ("li", 200, 403),
        ("wang", 200, 403),
        ("sun", 404, 200),
        ("stranger", 404, 403),
    ],
)
def test_who_sees_and_plans_meetings(chase: SupervisionWorld, who: str, status: int, plans: int) -> None:
    meeting, browser = plan(chase), client(chase, who)
    assert browser.get(page_of(meeting)).status_code == status
    assert browser.get(NEW_MEETING).status_code == plans
    assert ("专班第1次会议" in said(browser.get(MEETINGS))) is (status == 200)
    field = reverse("progress:meeting_minute", args=[minute(meeting).public_id])
    refused = browser.post(field, {"value": "改", "seen": "0"}).status_code
    assert refused == (200 if who == "lin" else 403 if who in ("shen", "wang", "chen") else 404)


def test_the_office_plans_from_the_roster_and_what_waits(chase: SupervisionWorld) -> None:
    lin = chase.actor("lin")
    regions.set_up_team(lin, COUNTY, "两新工作专班")
    regions.set_team_member(lin, COUNTY, regions.RosterLine(person="沈砚", post="副县长", role=TeamRole.LEADER))
    matter = raise_matter(chase, decider=Decider.MEETING)
    browser = client(chase, "lin")
    tree = tree_of(browser.get(NEW_MEETING))
    assert tree.xpath("//input[@name='items'][@checked]/@value") == [f"matter:{matter}"]
    assert tree.xpath("//input[@name='title']/@value") == ["专班第1次会议"]
    assert tree.xpath("//input[@name='chair']/@value") == ["沈砚"]
    people = tree.xpath("//input[@name='people'][@checked]/@value")
    today = timezone.localdate().isoformat()
    sent: dict[str, Any] = {"deed": "plan", "serial": "1", "title": "专班第1次会议", "on": today, "chair": "沈砚"}
    sent |= {"items": [f"matter:{matter}"], "texts": "听取进展\n\n研究场地", "people": people}
    sent |= {"units": [str(chase.unit())], "starts_at": "14:30", "place": "二楼"}
    assert browser.post(NEW_MEETING, sent | {"serial": "一"}).status_code == 422
    assert browser.post(NEW_MEETING, sent | {"starts_at": "下午"}).status_code == 422
    assert browser.post(NEW_MEETING, sent).status_code == 302
    made = Meeting.objects.get()
    assert list(made.items.values_list("title", flat=True)) == ["关于促销活动场地的请示", "听取进展", "研究场地"]
    assert list(made.attendees.values_list("name", flat=True)) == ["沈砚", COMMERCE]
    assert browser.post(NEW_MEETING, sent).status_code == 409
    edit = reverse("progress:meeting_edit", args=[made.public_id])
    assert tree_of(browser.get(edit)).xpath("//input[@name='starts_at']/@value") == ["14:30"]
    assert browser.post(edit, sent | {"place": "四楼"}).status_code == 302
    made.refresh_from_db()
    assert made.place == "四楼"
    assert "将开的专班会议" in said(client(chase, "li").get("/home/"))


def test_minutes_save_themselves_and_tell_a_second_writer(chase: SupervisionWorld) -> None:
    meeting = plan(chase)
    url = reverse("progress:meeting_minute", args=[minute(meeting).public_id])
    assert "已保存" in said(client(chase, "lin").post(url, {"value": "办两场", "seen": "0"}))
    told = client(chase, "mei").post(url, {"value": "办三场", "seen": "0"})
    assert "改为“办两场”" in said(told)
    assert tree_of(told).xpath("//input[@name='seen']/@value") == ["1"]
    assert "办两场" in said(client(chase, "mei").get(url))
    long = client(chase, "lin").post(url, {"value": "长" * 2001, "seen": "1"})
    assert "2000" in said(long)
    assert MinuteField.objects.get(public_id=minute(meeting).public_id).value == "办两场"


def test_a_meeting_goes_from_its_minutes_to_orders(chase: SupervisionWorld) -> None:
    meeting = plan(chase)
    url, lin, shen = page_of(meeting), client(chase, "lin"), client(chase, "shen")
    field = reverse("progress:meeting_minute", args=[minute(meeting).public_id])
    lin.post(field, {"value": "办两场", "seen": "0"})
    first, second = (str(item(meeting, place).public_id) for place in (1, 2))
    follow_up = {"deed": "follow_up", "item_id": first, "unit": str(chase.unit()), "text": "补办两场"}
    assert lin.post(url, follow_up | {"due_on": "2020-01-01"}).status_code == 422
    assert lin.post(url, follow_up | {"due_on": "2099-01-05"}).status_code == 302
    assert lin.post(url, follow_up | {"due_on": "2099-01-06", "text": "写错的"}).status_code == 302
    wrong = FollowUp.objects.get(text="写错的")
    assert lin.post(url, {"deed": "drop", "follow_up_id": str(wrong.public_id)}).status_code == 302
    assert lin.post(url, {"deed": "hand_in"}).status_code == 422
    assert lin.post(url, {"deed": "settle", "item_id": second, "put_off": "1"}).status_code == 302
    assert lin.post(url, {"deed": "presence", "p_1": "present", "p_2": "leave"}).status_code == 302
    assert lin.post(url, {"deed": "add_item", "item": "临时议题"}).status_code == 302
    third = str(item(meeting, 3).public_id)
    assert lin.post(url, {"deed": "remove_item", "item_id": third}).status_code == 302
    assert lin.post(url, {"deed": "hand_in"}).status_code == 302
    assert lin.post(url, {"deed": "confirm"}).status_code == 403
    assert "您记录或提交的，由另一位确认。" in said(lin.get(url))
    assert "请您确认的纪要" in said(shen.get("/home/"))
    assert shen.post(url, {"deed": "send_back", "why_back": ""}).status_code == 422
    assert shen.post(url, {"deed": "confirm"}).status_code == 302
    order = Order.objects.get()
    assert order.number in said(client(chase, "li").get(url))
    assert lin.post(url, {"deed": "add", "addendum": "更正一处"}).status_code == 302
    assert "更正一处" in said(lin.get(url))
    assert lin.post(url, {"deed": "cancel", "why_cancelled": "不开了"}).status_code == 409
    assert Meeting.objects.get().state == MeetingState.CONFIRMED
    assert "专班第1次会议" in said(lin.get("/search/", {"q": "专班第1次"}))


def test_lists_and_pages_of_many_cost_what_few_do(chase: SupervisionWorld) -> None:
    first = minuted(chase)
    raise_matter(chase)
    urls = [("lin", MEETINGS), ("lin", MATTERS), ("lin", page_of(first))]
    few = [queries(chase, who, url) for who, url in urls]
    texts = tuple(progress.ItemDraft(ItemKind.TEXT, f"议题{place}") for place in range(20))
    many = plan(chase, 2, items=texts)
    for serial in range(3, 15):
        plan(chase, serial)
        raise_matter(chase, title=f"请示{serial}")
    assert [queries(chase, "lin", MEETINGS), queries(chase, "lin", MATTERS)] == few[:2]
    wide = queries(chase, "lin", page_of(many))
    assert wide == queries(chase, "lin", page_of(plan(chase, 20)))


@pytest.mark.parametrize(
    ("who", "status", "decides"),
    [
        ("lin", 200, 403),
        ("shen", 200, 302),
        ("li", 200, 403),
        ("wang", 200, 403),
        ("sun", 404, 404),
        ("stranger", 404, 404),
    ],
)
def test_who_sees_and_decides_a_matter(chase: SupervisionWorld, who: str, status: int, decides: int) -> None:
    matter, browser = raise_matter(chase), client(chase, who)
    assert browser.get(matter_page(matter)).status_code == status
    sent = {"deed": "decide", "outcome": "agreed", "decision": "同意。"}
    assert browser.post(matter_page(matter), sent).status_code == decides


def test_a_unit_raises_a_matter_and_the_leader_answers(chase: SupervisionWorld) -> None:
    li, shen = client(chase, "li"), client(chase, "shen")
    sent = {"title": "关于场地的请示", "question": "能否借用体育馆。", "decider": "deputy", "unit": str(chase.unit())}
    assert li.post(NEW_MATTER, sent | {"deed": "keep", "question": ""}).status_code == 422
    assert li.post(NEW_MATTER, sent | {"deed": "keep"}).status_code == 302
    matter = Matter.objects.get()
    url, edit = matter_page(matter.public_id), reverse("progress:matter_edit", args=[matter.public_id])
    assert shen.get(url).status_code == 404
    assert li.post(edit, sent | {"deed": "raise", "options": "甲\n乙"}).status_code == 302
    assert "请您批复" in said(shen.get("/home/"))
    assert shen.post(url, {"deed": "ask_back", "asked": "多少钱？"}).status_code == 302
    assert "请示要补充" in said(li.get("/home/"))
    assert li.post(url, {"deed": "answer", "answered": "不收费。"}).status_code == 302
    decision = {"deed": "decide", "outcome": "agreed", "decision": "同意。", "follow_unit": str(chase.unit())}
    assert shen.post(url, decision | {"follow_text": "月底前办", "follow_due": ""}).status_code == 422
    assert shen.post(url, decision | {"follow_text": "月底前办", "follow_due": "2099-01-05"}).status_code == 302
    matter.refresh_from_db()
    assert (matter.state, Order.objects.get().title) == (MatterState.DECIDED, "月底前办")
    assert "同意。" in said(li.get(url))
    assert li.get(edit).status_code == 409
    assert "关于场地的请示" in said(li.get("/search/", {"q": "体育馆"}))
    assert client(chase, "wang").get(NEW_MATTER).status_code == 403


def test_a_matter_is_left_to_a_meeting_or_withdrawn(chase: SupervisionWorld) -> None:
    shen, li = client(chase, "shen"), client(chase, "li")
    first, second = raise_matter(chase), raise_matter(chase, title="另一件")
    assert shen.post(matter_page(first), {"deed": "put_there", "opinion": "会议研究"}).status_code == 302
    assert "待上会" in said(li.get(matter_page(first)))
    assert li.post(matter_page(second), {"deed": "withdraw", "why_withdrawn": ""}).status_code == 422
    assert li.post(matter_page(second), {"deed": "withdraw", "why_withdrawn": "已解决"}).status_code == 302
