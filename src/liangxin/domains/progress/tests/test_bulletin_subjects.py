"""Notices and minutes are written about real orders and meetings, and go out as Word files."""

from __future__ import annotations

import pytest
from django.urls import reverse

from liangxin.domains.progress import api as progress
from liangxin.domains.progress import errors
from liangxin.domains.progress.models import Bulletin
from liangxin.domains.progress.queries.bulletins.sources import source_of
from liangxin.domains.progress.rules.bulletins.content import read_back
from liangxin.domains.progress.rules.prose.spans import text_of
from liangxin.domains.progress.terms import BulletinKind
from liangxin.domains.progress.tests.supervision_world import MONDAY, SupervisionWorld, chase, measured
from liangxin.domains.progress.tests.test_meetings import minuted
from liangxin.domains.progress.tests.test_web import client_of
from liangxin.domains.regions import api as regions
from liangxin.domains.regions.tests.world import COUNTY
from liangxin.kernel.period import Period

__all__ = ["chase", "measured"]
MARCH = Period.month(2026, 3)


def notice_of(chase: SupervisionWorld, subject: str) -> Bulletin:
    draft = progress.BulletinDraft(BulletinKind.NOTICE, MARCH, subject=subject)
    return Bulletin.objects.get(public_id=progress.write_bulletin(chase.actor("lin"), COUNTY, draft, MONDAY))


def words(row: Bulletin) -> str:
    return "\n".join(text_of(passage.prose) for passage in read_back(row.content).passages())


def test_a_notice_says_what_is_asked_of_whom_by_when_and_what_has_happened(chase: SupervisionWorld) -> None:
    order = chase.issue()
    chase.answer(order)
    row = notice_of(chase, str(order.public_id))
    assert row.title == "关于加快促销活动进度的督办通知"
    told = words(row)
    for said in (order.number, "请于期限前补办两场", "2026年3月16日", "下达", "反馈"):
        assert said in told, said


def test_only_orders_that_went_out_are_offered_and_nobody_elses(chase: SupervisionWorld) -> None:
    source = source_of(BulletinKind.NOTICE)
    assert source is not None
    order = chase.issue()
    progress.draft_order(chase.actor("lin"), COUNTY, chase.words("另一件"), MONDAY)
    place = regions.region_cards([COUNTY])[COUNTY]
    assert [one.key for one in source.subjects(chase.actor("lin"), place)] == [str(order.public_id)]
    assert source.subjects(chase.actor("sun"), place) == []
    with pytest.raises(errors.OrderNotFound):
        notice_of(chase, "5a3f0f2e-4a6c-4f5e-9a45-9c9f27a3a111")


def test_the_order_leads_to_its_notice_for_those_who_write(chase: SupervisionWorld) -> None:
    order = chase.issue()
    address = reverse("progress:order", args=[order.public_id])
    page = client_of(chase.lights, "lin").get(address).content.decode()
    assert f"kind=notice&amp;subject={order.public_id}" in page
    assert "kind=notice" not in client_of(chase.lights, "li").get(address).content.decode()


def test_minutes_go_out_once_they_are_confirmed(chase: SupervisionWorld) -> None:
    source, place = source_of(BulletinKind.MINUTES), regions.region_cards([COUNTY])[COUNTY]
    assert source is not None
    meeting = minuted(chase)
    assert source.subjects(chase.actor("lin"), place) == []
    progress.confirm_minutes(chase.actor("mei"), meeting, MONDAY)
    assert [one.key for one in source.subjects(chase.actor("lin"), place)] == [str(meeting)]
    draft = progress.BulletinDraft(BulletinKind.MINUTES, MARCH, subject=str(meeting))
    row = Bulletin.objects.get(public_id=progress.write_bulletin(chase.actor("lin"), COUNTY, draft, MONDAY))
    assert "第1次会议纪要" in row.title
    for said in ("沈砚在二楼会议室主持召开会议", "三月补办两场", "三月底前补办两场促销活动", "2026年3月16日前完成"):
        assert said in words(row), said
    assert "会议议定：缓议，列入下次会议。" in words(row)
