"""Lists: what they show, sort, narrow, count and sum; from cards and from the database alike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liangxin.foundation.accounts.api import Account, Actor
from liangxin.foundation.accounts.tests import people
from liangxin.foundation.ui.lists import (
    ChoiceFilter,
    Column,
    DateRangeFilter,
    Empty,
    ListScreen,
    RegionFilter,
    Show,
    TextFilter,
)
from liangxin.foundation.ui.tests.pages import column, read, request_for, words
from liangxin.kernel.money import Money
from liangxin.kernel.term import Term


class Stage(Term):
    RESERVE = "reserve", "储备"
    BUILDING = "building", "在建"

    @property
    def tone(self) -> str:
        return {"reserve": "neutral", "building": "going"}[self.value]


@dataclass(frozen=True)
class Project:
    id: int
    name: str
    stage: Stage
    path: str
    machines: int | None
    cost: Money
    day: date


PROJECTS = [
    Project(1, "热处理炉更新", Stage.BUILDING, "370000/370200/", 12, Money.from_wan(2500), date(2024, 3, 1)),
    Project(
        2, "叉车更新", Stage.RESERVE, "370000/370200/370283/", None, Money.from_yuan("80000.50"), date(2024, 6, 30)
    ),
    Project(3, "包装线改造", Stage.RESERVE, "370000/370100/", 1500, Money.from_wan(40), date(2025, 1, 1)),
]

LIST = ListScreen(
    name="projects",
    title="项目",
    order="-day",
    tie="id",
    empty=Empty("还没有项目", "项目库汇集更新改造项目。", "登记第一个项目", "home"),
    columns=[
        Column("name", "名称", link=lambda card: f"/projects/{card.id}/", sort="name"),
        Column("stage", "阶段", show=Show.STATE, sort="stage"),
        Column("machines", "设备数", show=Show.NUMBER, unit="台", sort="machines", total="machines", missing="未盘点"),
        Column("cost", "投资", show=Show.MONEY_WAN, total="cost"),
        Column("day", "日期", show=Show.DAY, sort="day"),
    ],
    filters=[
        TextFilter("q", "名称包含", ("name",)),
        ChoiceFilter("stage_is", "阶段", "stage", Stage),
        RegionFilter("region", "区划", "path", [("370000/370200/", "甲市"), ("370000/370100/", "乙市")]),
        DateRangeFilter("between", "日期", "day"),
    ],
)  # fmt: skip

VISITOR = Actor.visitor()  # the frame around the list then asks the database nothing


def shown(address: str = "/list/", rows: Any = PROJECTS, screen: ListScreen = LIST, **headers: str) -> Any:
    return read(screen.respond(request_for(VISITOR, address, **headers), rows))


def test_it_shows_each_row_in_the_lists_own_order() -> None:
    assert column(shown(), 1) == ["包装线改造", "叉车更新", "热处理炉更新"]


def test_it_says_how_many_and_how_much_and_what_is_not_counted() -> None:
    tally = words(shown().xpath("//*[@class='tally']")[0])
    assert "共 3 条" in tally
    assert "设备数合计 1 512 台（1条未填报，未计入）" in tally
    assert "投资合计 2 548.00 万元" in tally


def test_a_missing_figure_is_a_dash_with_its_reason_and_no_zero() -> None:
    cell = shown("/list/?q=叉车").xpath("//tbody/tr/td[2]")[0]
    assert words(cell) == "—未盘点"
    assert cell.xpath(".//@title") == ["未盘点"]


def test_units_stand_in_the_head_and_figures_right() -> None:
    heads = shown().xpath("//thead//th[@class='number']")
    assert [words(head) for head in heads] == ["设备数 台", "投资 万元"]


def test_money_shows_its_exact_amount_on_hover() -> None:
    cell = shown("/list/?q=叉车").xpath("//tbody/tr/td[3]/span")[0]
    assert (words(cell), cell.get("title")) == ("8.00", "80 000.50 元")


def test_a_state_is_a_word_a_shape_and_a_colour() -> None:
    state = shown("/list/?q=热处理").xpath("//tbody//span[contains(@class, 'state')]")[0]
    assert words(state) == "在建"
    assert state.get("class") == "state state-going"
    assert state.xpath(".//*[local-name()='use']/@href")[0].endswith("#going")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("sort=name", ["包装线改造", "叉车更新", "热处理炉更新"]),  # by their reading: bao, cha, re
        ("sort=-name", ["热处理炉更新", "叉车更新", "包装线改造"]),
        ("sort=machines", ["热处理炉更新", "包装线改造", "叉车更新"]),
        ("sort=-machines", ["包装线改造", "热处理炉更新", "叉车更新"]),  # what is missing is last both ways
        ("sort=cost", ["包装线改造", "叉车更新", "热处理炉更新"]),  # not sortable: the list's own order
        ("q=更新", ["叉车更新", "热处理炉更新"]),
        ("stage_is=building", ["热处理炉更新"]),
        ("region=370000/370200/", ["叉车更新", "热处理炉更新"]),
        ("between_from=2024-06-30&between_to=2025-01-01", ["包装线改造", "叉车更新"]),
        ("between_to=2024-03-01", ["热处理炉更新"]),
    ],
)
def test_sort_and_filters_stand_in_the_address(query: str, names: list[str]) -> None:
    assert column(shown(f"/list/?{query}"), 1) == names


def test_a_head_turns_the_order_round_and_keeps_the_filter() -> None:
    (head,) = shown("/list/?q=更新&sort=day").xpath("//th[@aria-sort]")
    assert (words(head), head.get("aria-sort")) == ("日期", "ascending")
    assert head.xpath("./a/@href") == ["/list/?q=%E6%9B%B4%E6%96%B0&sort=-day"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("between_from=yesterday", "日期请写成 2025-06-30 的形式。"),
        ("stage_is=gone", "没有“gone”这个选项，请重新选择。"),
    ],
)
def test_a_slip_in_the_address_is_refused_in_words(query: str, sentence: str) -> None:
    page = shown(f"/list/?{query}")
    assert sentence in words(page.xpath("//*[@class='refusal']")[0])
    assert len(column(page, 1)) == 3


@pytest.mark.parametrize("asked", ["0", "-3", "x", "99999999999999999999", "²", "7"])
def test_a_page_that_is_not_there_shows_the_nearest(asked: str) -> None:
    small = replace(LIST, page_size=2)
    assert len(column(shown(f"/list/?page={asked}", screen=small), 1)) == (1 if asked == "7" else 2)


def test_pages_are_walked_by_links() -> None:
    small = replace(LIST, page_size=2)
    first = shown("/list/?q=", screen=small)
    assert "第 1–2 条，共 3 条" in words(first)
    (following,) = first.xpath("//a[@rel='next']/@href")
    second = shown(following, screen=small)
    assert column(second, 1) == ["热处理炉更新"]
    assert not second.xpath("//a[@rel='next']")


def test_an_htmx_request_gets_the_table_alone() -> None:
    response = LIST.respond(
        request_for(VISITOR, "/list/?q=叉车", **{"HX-Request": "true", "HX-Target": "list"}), PROJECTS
    )
    part = read(response)
    assert part.get("id") == "list"
    assert column(part, 1) == ["叉车更新"]


def test_rows_open_beside_the_list_when_it_says_so() -> None:
    body = shown(screen=replace(LIST, beside=True)).xpath("//tbody")[0]
    assert body.get("hx-target") == "#beside"
    assert body.xpath(".//a/@hx-get")[0] == body.xpath(".//a/@href")[0] == "/projects/3/"


def test_an_empty_list_says_what_it_is_for_and_offers_the_first_step() -> None:
    page = shown(rows=[])
    assert "项目库汇集更新改造项目。" in words(page)
    assert page.xpath("//a[text()='登记第一个项目']/@href") == ["/home/"]
    assert not page.xpath("//form[contains(@class, 'filters')]")


def test_nothing_found_is_not_the_same_as_nothing_there() -> None:
    page = shown("/list/?q=飞机")
    assert "没有符合条件的记录" in words(page)
    assert page.xpath("//a[text()='清除筛选']/@href") == ["/list/"]


def test_what_comes_from_people_is_never_markup() -> None:
    evil = replace(PROJECTS[0], name="<script>alert(1)</script>")
    page = shown("/list/?q=<script>", rows=[evil])
    assert column(page, 1) == ["<script>alert(1)</script>"]
    assert not page.xpath("//tbody//script")


def test_a_list_cannot_have_two_things_of_one_name() -> None:
    with pytest.raises(ImproperlyConfigured):
        replace(LIST, filters=[TextFilter("name", "名称", ("name",))])


def with_one_look(rows: list[Account]) -> list[Account]:
    """Cards as a package makes them: one more query for the whole page, the order kept."""
    again = Account.objects.in_bulk([row.pk for row in rows])
    return [again[row.pk] for row in rows]


ACCOUNTS = ListScreen(
    name="accounts",
    title="账号",
    order="is_staff",  # equal for all: only the tie makes it total
    empty=Empty("还没有账号"),
    page_size=20,
    columns=[
        Column("username", "用户名", sort="username"),
        Column("created", "建立时间", show=Show.MOMENT),
        Column("pk", "序号", show=Show.NUMBER, total="pk"),
    ],
    filters=[
        TextFilter("q", "包含", ("username", "name")),
        DateRangeFilter("made", "建立", "created", of_moments=True),
    ],
    cards=with_one_look,
)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/list/", "/list/?q=person&sort=-username"])
def test_it_asks_the_database_as_often_for_2_rows_as_for_20(address: str) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert column(shown(address, Account.objects.all(), ACCOUNTS), 1)
        return len(captured)

    for _ in range(2):
        people.account()
    few = asked()
    for _ in range(18):
        people.account()
    assert asked() == few


@pytest.mark.django_db
def test_the_database_narrows_sorts_and_sums_as_cards_do() -> None:
    made = [people.account(name) for name in ("person-b", "person-a", "other")]
    Account.objects.filter(pk=made[1].pk).update(created=datetime(2024, 6, 30, 15, 59, tzinfo=UTC))  # 23:59 at home
    everybody = Account.objects.all()
    assert column(shown("/list/?q=person&sort=username", everybody, ACCOUNTS), 1) == ["person-a", "person-b"]
    assert column(shown("/list/?made_from=2024-06-30&made_to=2024-06-30", everybody, ACCOUNTS), 1) == ["person-a"]
    assert column(shown("/list/?sort=-username", everybody, ACCOUNTS), 1) == ["person-b", "person-a", "other"]
    total = sum(account.pk for account in made)
    assert f"序号合计 {total:,}".replace(",", " ") in words(shown("/list/", everybody, ACCOUNTS))


@pytest.mark.django_db
def test_rows_may_be_values_of_a_queryset() -> None:
    people.account("li")
    screen = replace(ACCOUNTS, cards=list, columns=ACCOUNTS.columns[:2])
    assert column(shown("/list/?q=li", Account.objects.values("username", "created"), screen), 1) == ["li"]
