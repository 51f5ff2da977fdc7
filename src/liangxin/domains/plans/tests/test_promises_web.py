"""Targets and tasks in force: lists that cost the same for few and many, each unit's own, files, REST, alignment."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from liangxin.domains.plans import api as plans
from liangxin.domains.plans.queries.promises import target_cards, targets_listed, task_cards, tasks_listed
from liangxin.domains.plans.tests.documents import TEXT, few_indicators, publish_plan
from liangxin.domains.regions.tests.world import COUNTY, World, world
from liangxin.foundation.ui.tests.pages import read
from liangxin.foundation.ui.tests.pages import words as text_of

__all__ = ["world"]

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
MANY = TEXT + "".join(
    f"（{n}）换新{n}号设备。到2027年，更新{n}号设备{n}台。（牵头单位：县财政局）\n" for n in "三四五六七八九十"
)


@pytest.fixture
def sign_in(world: World) -> SignIn:
    def make(username: str) -> Client:
        client = Client()
        client.force_login(world.accounts[username])
        return client

    return make


def words(response: Any) -> str:
    return text_of(read(response))


def published(world: World, text: str = TEXT) -> None:
    publish_plan(world.actor("lin"), world.actor("wang"), text)


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", ["tasks", "targets", "my_tasks", "alignment"])
def test_a_list_asks_the_same_number_of_questions_for_few_and_for_many(
    world: World, sign_in: SignIn, name: str
) -> None:
    client = sign_in("zhao")
    published(world)
    few = queries(client, reverse(f"plans:{name}"))
    published(world, MANY)
    assert queries(client, reverse(f"plans:{name}")) == few


def test_tasks_are_narrowed_by_unit_chapter_and_year(world: World, sign_in: SignIn) -> None:
    published(world)
    client, address = sign_in("lin"), reverse("plans:tasks")
    unit = world.units["清岚县财政局"].id
    for query in ({"unit": unit}, {"year": "2027"}, {"q": "电梯"}):
        page = words(client.get(address, query))
        assert "更新住宅电梯" in page, query
        assert "组织家电换新" not in page, query
    page = words(client.get(address, {"chapter_is": "二、重点任务"}))
    assert "更新住宅电梯" in page
    assert "组织家电换新" in page


def test_a_clerk_sees_the_tasks_of_the_own_unit(world: World, sign_in: SignIn) -> None:
    published(world)
    page = words(sign_in("li").get(reverse("plans:my_tasks")))
    assert "组织家电换新" in page
    assert "更新住宅电梯" not in page
    assert "我单位的任务（1 项）" in words(sign_in("li").get(reverse("home")))
    others = next(card for card in task_cards(tasks_listed(world.actor("lin"))) if "电梯" in card.title)
    address = reverse("plans:task", args=[others.public_id])
    assert sign_in("li").get(address).status_code == 404
    assert "清岚县住房和城乡建设局" in words(sign_in("chen").get(address))


def test_the_breakdown_leaves_as_workbook_and_as_word(world: World, sign_in: SignIn) -> None:
    published(world)
    client = sign_in("lin")
    saved = b"".join(client.get(reverse("plans:tasks"), {"save": "xlsx"}))
    rows = list(load_workbook(io.BytesIO(saved)).worksheets[0].iter_rows(values_only=True))
    assert rows[0][0] == "任务"
    assert {row[0] for row in rows[1:]} == {"更新住宅电梯", "组织家电换新"}
    word = Document(io.BytesIO(client.get(reverse("plans:tasks_word"), {"q": "家电"}).content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert "组织家电换新" in cells
    assert "更新住宅电梯" not in cells
    targets = Document(io.BytesIO(client.get(reverse("plans:targets_word"), {"year": "2027", "q": "电梯"}).content))
    told = [[cell.text for cell in row.cells] for row in targets.tables[0].rows]
    assert told[1:] == [["1", "老旧住宅电梯", "120\u00a0台", "2027年", "清岚县住房和城乡建设局"]]
    mine = Document(io.BytesIO(sign_in("zhao").get(reverse("plans:tasks_word"), {"mine": ""}).content))
    assert "更新住宅电梯" in [cell.text for table in mine.tables for row in table.rows for cell in row.cells]


def test_a_target_leads_to_its_words_its_task_and_its_plan(world: World, sign_in: SignIn) -> None:
    few_indicators(world.system)
    published(world)
    cars = next(card for card in target_cards(list(targets_listed(world.actor("lin")))) if "新能源" in card.name)
    page = sign_in("chen").get(reverse("plans:target", args=[cars.public_id]))
    assert "1.2 万辆" in words(page)
    assert f"#f-{cars.home.finding}" in page.content.decode()
    assert sign_in("sun").get(reverse("plans:target", args=[cars.public_id])).status_code == 404
    plan = sign_in("chen").get(reverse("plans:plan", args=[cars.home.plan_id]))
    assert "现行" in words(plan)


def test_rest_gives_plans_tasks_and_targets(world: World, sign_in: SignIn) -> None:
    few_indicators(world.system)
    published(world)
    client = sign_in("lin")
    (plan,) = client.get("/api/plans/").json()["items"]
    assert (plan["title"], plan["number"]) == ("清岚县推动设备更新工作方案", 1)
    assert client.get(f"/api/plans/{plan['public_id']}").json()["versions"][0]["targets"] == 4
    tasks = client.get("/api/plans/tasks/", {"year": 2027}).json()
    assert [(task["title"], task["units"][0]["part"]) for task in tasks["items"]] == [("更新住宅电梯", "lead")]
    unit = str(world.units["清岚县商务局"].public_id)
    assert client.get("/api/plans/tasks/", {"unit": unit}).json()["count"] == 1
    task = client.get(f"/api/plans/tasks/{tasks['items'][0]['public_id']}").json()
    assert task["targets"][0]["value"] in ("120", "120.000000", 120)
    cars = client.get("/api/plans/targets/", {"indicator": "new_energy_cars"}).json()["items"]
    assert [target["name"] for target in cars] == ["新能源汽车保有量"]
    assert client.get(f"/api/plans/targets/{cars[0]['public_id']}").json()["shares"] == []
    assert sign_in("sun").get(f"/api/plans/targets/{cars[0]['public_id']}").status_code == 404
    assert sign_in("li").get("/api/plans/tasks/").json()["count"] == 1


def test_plans_stand_side_by_side_with_what_is_noted(world: World, sign_in: SignIn) -> None:
    few_indicators(world.system)
    _, upper = publish_plan(world.actor("lin"), world.actor("wang"), TEXT)
    lower_text = TEXT.replace("增长30%以上", "增长20%以上").replace("1.2万辆", "1.1万辆")
    publish_plan(world.actor("lin"), world.actor("wang"), lower_text, plans.Place(issued_by=COUNTY, upper=upper))
    client, address = sign_in("chen"), reverse("plans:alignment")
    page = words(client.get(address))
    assert "1.2 万辆" in page
    assert "1.1 万辆" in page
    assert "达不到上级要求 1" in page
    assert "差10%" in page
    assert "差10%" not in words(client.get(address, {"note": "lacks"}))
    saved = b"".join(client.get(address, {"save": "xlsx"}))
    rows = list(load_workbook(io.BytesIO(saved)).worksheets[0].iter_rows(values_only=True))
    assert len(rows[0]) == 4
    assert any("1.2" in str(cell) for row in rows for cell in row)
    assert "还没有可以对照的方案" in words(sign_in("sun").get(address))


def test_the_search_finds_targets_and_tasks_of_those_who_see_them(world: World, sign_in: SignIn) -> None:
    published(world)
    page = words(sign_in("lin").get(reverse("search"), {"q": "电梯"}))
    assert "更新住宅电梯" in page
    assert "120 台" in page
    assert "更新住宅电梯" not in words(sign_in("li").get(reverse("search"), {"q": "电梯"}))
