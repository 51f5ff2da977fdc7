"""Screens of progress: who sees and does what, lists that cost the same, forms that refuse beside their field."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from liangxin.domains.plans.tests.documents import publish_plan
from liangxin.domains.progress.models import Binding, Course, TaskReport
from liangxin.domains.progress.terms import BindingKind, BindingState, Status
from liangxin.domains.progress.tests.world import CARS, EVENTS, LIFTS, SCRAPPED, ProgressWorld, lights, measured
from liangxin.domains.regions.tests.world import COUNTY
from liangxin.foundation.jobs.api import drain_jobs

__all__ = ["lights", "measured"]
BACKEND = "django.contrib.auth.backends.ModelBackend"


def client_of(lights: ProgressWorld, username: str) -> Client:
    client = Client()
    accounts = lights.people.accounts
    if username == "stranger":
        _ = lights.people.stranger
        account = type(accounts["li"]).objects.get(username="stranger")
    else:
        account = accounts[username]
    client.force_login(account, BACKEND)
    return client


def region() -> str:
    return reverse("progress:region", args=[COUNTY])


def target(lights: ProgressWorld, indicator: str) -> str:
    return reverse("progress:target", args=[lights.id_of(indicator)])


def task(lights: ProgressWorld, words: str) -> str:
    return reverse("progress:task", args=[lights.task(words).task.public_id])


def said(response: Any) -> str:
    text: str = tree_of(response).text_content()
    return " ".join(text.replace("\u00a0", " ").split())


def tree_of(response: Any) -> Any:
    return html.fromstring(response.content.decode())


REPORT = {"deed": "report", "state": "under_way", "text": "已更新三十台。"}


@pytest.mark.parametrize(
    ("username", "events", "lifts", "binds", "reports_events", "reports_lifts"),
    [
        ("lin", 200, 200, 302, 302, 302),
        ("li", 200, 404, 404, 302, 404),
        ("wang", 200, 200, 403, 403, 403),
        ("zhao", 200, 200, 403, 403, 403),
        ("chen", 200, 200, 403, 403, 403),
        ("sun", 404, 404, 404, 404, 404),
        ("stranger", 404, 404, 404, 404, 404),
    ],
)
def test_each_role_sees_its_own_and_does_its_deeds(
    lights: ProgressWorld, username: str, events: int, lifts: int, binds: int, reports_events: int, reports_lifts: int
) -> None:
    """The clerk's unit leads the events; the lifts are others'."""
    client = client_of(lights, username)
    assert client.get(target(lights, EVENTS)).status_code == events
    assert client.get(target(lights, LIFTS)).status_code == lifts
    follow = {"deed": "follow", "follows": "reported", "reason": "以填报为准"}
    assert client.post(target(lights, LIFTS), follow).status_code == binds
    assert client.post(task(lights, "家电换新"), REPORT).status_code == reports_events
    assert client.post(task(lights, "住宅电梯"), REPORT).status_code == reports_lifts


def test_the_region_says_in_numbers_how_it_stands_and_what_is_not_known(lights: ProgressWorld) -> None:
    page = said(client_of(lights, "lin").get(region()))
    for words in (
        "50%",
        "正常，按有结论的 2/4 个目标计",
        "各行动的状态",
        "二、重点任务",
        "清岚县商务局",
        "54 台",
        "≥ 6 场",
    ):
        assert words in page
    assert "没有确认数据来源" in page


def test_the_list_is_narrowed_by_its_filters_and_saved(lights: ProgressWorld) -> None:
    client = client_of(lights, "lin")
    behind = said(client.get(region(), {"status_is": "behind"}))
    assert "共 1 条" in behind
    saved: Any = client.get(region(), {"save": "xlsx"})
    assert saved.getvalue()[:2] == b"PK"


def test_a_unit_sees_its_own_part_of_the_region(lights: ProgressWorld) -> None:
    page = said(client_of(lights, "li").get(region()))
    assert "本单位负责的目标" in page
    assert "促销活动" in page
    assert "老旧住宅电梯" not in page
    assert "各行动的状态" not in page


def test_a_target_says_the_rule_that_decided_and_leads_to_the_sentence_and_to_the_records(
    lights: ProgressWorld,
) -> None:
    response = client_of(lights, "lin").get(target(lights, LIFTS))
    page, tree = said(response), tree_of(response)
    assert "实际54 台，应有" in page.replace("实际 54", "实际54")
    for words in (lights.target(LIFTS).figure["quote"], "台账中当月投用的电梯条数", "自起算日累计", "按时间匀速"):
        assert words in page
    links = tree.xpath("//a/@href")
    assert f"/records/{COUNTY}/2025-06/" in links
    assert any("#f-" in link for link in links)
    facts = json.loads(tree.xpath("//div[@id='chart']/@data-facts")[0])
    assert facts["aim"] == 120
    assert len(facts["paths"]["computed"]) == 18


def test_a_source_asks_for_what_it_leaves_open_and_is_confirmed_with_it(lights: ProgressWorld) -> None:
    client, url = client_of(lights, "lin"), target(lights, CARS)
    unit = lights.people.units["清岚县商务局"].public_id
    assert client.post(url, {"deed": "unit", "unit": str(unit)}).status_code == 302
    assert lights.binding(CARS, BindingKind.UNIT).state == BindingState.CONFIRMED
    binding = lights.binding(LIFTS, BindingKind.MEASURE)
    given_up = {"deed": "refuse", "binding": str(binding.public_id), "seen": "confirmed"}
    refused = client.post(target(lights, LIFTS), given_up)
    assert refused.status_code == 422
    assert "要写明理由" in said(refused)
    assert client.post(target(lights, LIFTS), given_up | {"reason": "台账不全"}).status_code == 302
    stale = client.post(target(lights, LIFTS), given_up | {"reason": "再一次"})
    assert stale.status_code == 409
    assert "刚被林秋处理" in said(stale)


def test_a_base_that_is_missing_is_asked_for_and_taken(lights: ProgressWorld) -> None:
    client, url = client_of(lights, "lin"), target(lights, SCRAPPED)
    unit = lights.people.units["清岚县商务局"].public_id
    client.post(url, {"deed": "unit", "unit": str(unit)})
    typed = {"deed": "base", "base_value": "很多", "source": "统计年鉴"}
    refused = client.post(url, typed)
    assert refused.status_code == 422
    assert "“很多”不是数字" in said(refused)
    assert client.post(url, typed | {"base_value": "2 000"}).status_code == 302
    assert "2023年基期数" in said(client.get(url))


def test_a_course_is_set_with_a_reason_and_milestones_that_lead_on(lights: ProgressWorld) -> None:
    client, url = client_of(lights, "lin"), target(lights, LIFTS)
    typed = {"deed": "course", "shape": "milestones", "steps": "2025-12-31 60\n2026-12-31 100", "reason": ""}
    assert "要写明理由" in said(client.post(url, typed))
    wrong = client.post(url, typed | {"reason": "专班会议", "steps": "2025-12-31 60\n明年 100"})
    assert wrong.status_code == 422
    assert "第2行“明年 100”" in said(wrong)
    back = client.post(url, typed | {"reason": "专班会议", "steps": "2025-12-31 60\n2026-12-31 40"})
    assert "时进时退" in said(back)
    assert client.post(url, typed | {"reason": "专班会议"}).status_code == 302
    lights.refresh()
    page = said(client.get(url))
    assert "按节点 人工设定" in page
    assert Course.objects.get().number == 1


def test_a_task_is_reported_by_its_unit_and_the_one_waited_for_is_told(lights: ProgressWorld) -> None:
    client = client_of(lights, "li")
    url = task(lights, "家电换新")
    finance = lights.people.units["清岚县财政局"].public_id
    stalled = REPORT | {"state": "stalled"}
    assert "“困难和风险”不能为空" in said(client.post(url, stalled))
    waits = {"waiting_for": str(finance), "waiting_what": "补贴资金下达", "risks": "资金未到"}
    assert client.post(url, stalled | waits).status_code == 302
    page = said(client.get(url))
    for words in ("受阻", "已更新三十台。", "补贴资金下达", "0%（1/1个目标有数）"):
        assert words in page
    waited = client_of(lights, "zhao").get(reverse("progress:tasks_waiting_for_us"))
    assert "补贴资金下达" in said(waited)
    assert "补贴资金下达" in said(client.get(reverse("progress:tasks_we_wait")))
    assert "别的单位在等我们" in said(client_of(lights, "zhao").get(reverse("home")))
    assert TaskReport.objects.count() == 1


def test_the_office_confirms_what_is_sure_in_one_go(lights: ProgressWorld) -> None:
    client = client_of(lights, "lin")
    Binding.objects.filter(kind=BindingKind.UNIT.value).update(state="proposed", decided_by=None, decided_at=None)
    assert "确认清岚县把握大的 2 条" in said(client.get(reverse("progress:sources")))
    client.post(reverse("progress:sources_confirm", args=[COUNTY]))
    assert lights.binding(EVENTS, BindingKind.UNIT).state == BindingState.CONFIRMED
    assert client.post(reverse("progress:sources_propose", args=[COUNTY])).status_code == 302
    assert client_of(lights, "li").post(reverse("progress:sources_confirm", args=[COUNTY])).status_code == 403
    assert client_of(lights, "sun").post(reverse("progress:sources_confirm", args=[COUNTY])).status_code == 404


def test_a_refresh_is_asked_for_once_and_a_second_time_waits(lights: ProgressWorld) -> None:
    client, url = client_of(lights, "wang"), reverse("progress:refresh", args=[COUNTY])
    drain_jobs()
    assert "正在刷新" in said(client.post(url, follow=True))
    assert "已有一次刷新在排队" in said(client.post(url, follow=True))
    assert drain_jobs() == 1
    assert client_of(lights, "li").post(url).status_code == 403


@pytest.mark.parametrize(
    ("username", "words"),
    [("lin", "目标进展（2/4 个有结论）"), ("li", "我单位没有跟上进度的目标"), ("li", "本月还没有报告进展的任务")],
)
def test_the_home_page_tells_what_asks_for_somebody_to_act(lights: ProgressWorld, username: str, words: str) -> None:
    assert words in said(client_of(lights, username).get(reverse("home")))


def test_pages_of_plans_say_how_the_target_stands(lights: ProgressWorld) -> None:
    client = client_of(lights, "lin")
    page = client.get(reverse("plans:target", args=[lights.id_of(LIFTS)]))
    assert "54 台" in said(page)
    assert target(lights, LIFTS) in page.content.decode()
    found = client.get(reverse("search"), {"q": "促销活动"}).content.decode()
    assert target(lights, EVENTS) in found
    others = client_of(lights, "sun").get(reverse("search"), {"q": "促销活动"}).content.decode()
    assert target(lights, EVENTS) not in others


def test_lists_and_pages_cost_the_same_for_few_and_for_many(lights: ProgressWorld) -> None:
    client = client_of(lights, "lin")
    addresses = [region(), reverse("progress:tasks"), reverse("progress:sources"), target(lights, LIFTS)]
    few = [_queries(client, address) for address in addresses]
    one = "（{}）推进第{}项。到2027年，新增促销活动{}场。（牵头单位：县商务局）\n"
    lines = "".join(one.format("一二三四五六七八九十"[number], number, number + 6) for number in range(10))
    publish_plan(lights.people.actor("lin"), lights.people.actor("wang"), f"清岚县另一方案\n\n一、任务\n{lines}")
    drain_jobs()
    lights.refresh()
    assert [_queries(client, address) for address in addresses] == few


def _queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_other_programmes_read_targets_with_coverage_and_as_of(lights: ProgressWorld) -> None:
    client = client_of(lights, "lin")
    items = client.get("/api/progress/targets/", {"region": COUNTY}).json()["items"]
    lifts = next(item for item in items if item["name"] == "老旧住宅电梯")
    assert (lifts["status"], lifts["as_of"], lifts["got"], lifts["due"]) == ("on_track", "2025-06-30", 18, 18)
    county = client.get(f"/api/progress/regions/{COUNTY}").json()
    assert (county["counts"]["known"], county["counts"]["all"]) == (2, 4)
    one = client.get(f"/api/progress/targets/{lifts['public_id']}").json()
    assert one["paths"]["computed"][-1]["value"] == 54
    assert client.get("/api/progress/tasks/").json()["count"] == 2
    assert client_of(lights, "sun").get(f"/api/progress/targets/{lifts['public_id']}").status_code == 404
    assert client_of(lights, "sun").get(f"/api/progress/regions/{COUNTY}").status_code == 404


def test_a_status_has_a_word_a_shape_and_a_colour(lights: ProgressWorld) -> None:
    page = client_of(lights, "lin").get(region()).content.decode()
    for status, tone in ((Status.BEHIND, "act"), (Status.ON_TRACK, "good"), (Status.NOT_KNOWN, "off")):
        assert f'class="state state-{tone}"' in page
        assert status.label in page
