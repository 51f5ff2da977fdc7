"""The guide and the calculator as a citizen without an account meets them."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from liangxin.domains.regions.tests.world import COUNTY, NEIGHBOUR
from liangxin.domains.schemes.models import SchemeVersion
from liangxin.domains.schemes.queries.guide import guide_scheme, guide_shelf
from liangxin.domains.schemes.tests.scheme_world import HERE, SchemesWorld, drafted, of_family, policies, put_in_force
from liangxin.engines.rulebook.shelf import rulebook_of_file
from liangxin.engines.rulebook.stored import differences
from liangxin.foundation.ui.tests.pages import read, words

__all__ = ["policies"]
pytestmark = pytest.mark.django_db

DAY = date(2026, 5, 6)
BIKE = {"bought_on": "2026-05-01", "price": "2999", "handed_in": "yes"}


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with time_machine.travel(f"{DAY}T01:00:00Z", tick=False):
        yield


def scheme_path(family: str = "bikes") -> str:
    (found,) = [one for one in guide_shelf(COUNTY, DAY).now if one.book.rulebook.code == family]
    return f"/guide/{COUNTY}/{found.public_id}/"


def calculated(client: Client, said: dict[str, str]) -> Any:
    return read(client.get(f"{scheme_path()}calculate/", said, follow=True))


def sizes() -> dict[str, int]:
    """How many rows each table has."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def title(page: Any) -> str:
    return words(page.xpath("//h1")[0])


def test_the_only_place_is_chosen_and_what_it_pays_is_shown(client: Client, policies: SchemesWorld) -> None:
    answer = client.get("/guide/", follow=True)
    assert answer.redirect_chain == [(f"/guide/{COUNTY}/", 302)]
    (card,) = read(answer).xpath("//a[@class='card']")
    assert words(card) == f"电动自行车以旧换新（虚构） 最高 500 元 到2099年12月31日为止 {HERE}"


def test_a_place_without_schemes_says_so_and_an_unknown_one_is_not_there(
    client: Client, policies: SchemesWorld
) -> None:
    assert "现在没有正在发放的补贴" in words(read(client.get(f"/guide/{NEIGHBOUR}/")))
    assert client.get("/guide/000000/").status_code == 404
    assert client.get(f"/guide/{NEIGHBOUR}/{scheme_path().split('/')[3]}/").status_code == 404


def test_the_front_page_shows_what_the_one_place_pays(client: Client, policies: SchemesWorld) -> None:
    front = read(client.get("/"))
    assert [words(card.xpath(".//strong")[0]) for card in front.xpath("//a[@class='card']")] == [
        "电动自行车以旧换新（虚构）"
    ]


def test_drafts_are_nobodys_to_read(client: Client, policies: SchemesWorld) -> None:
    assert "tricycles" not in client.get(f"/guide/{COUNTY}/").content.decode()
    hidden = SchemeVersion.objects.get(public_id=policies.draft).scheme.public_id
    assert client.get(f"/guide/{COUNTY}/{hidden}/").status_code == 404


def test_the_guide_says_each_thing_with_its_clause(client: Client, policies: SchemesWorld) -> None:
    page = read(client.get(scheme_path()))
    text = words(page.xpath("//main")[0])
    for said in (
        "交回旧车",
        "× 15%，四舍五入到分，最高 500 元",
        "购买日期在2025年1月1日至2099年12月31日之间",
        "《虚构通知》“三”",
        HERE,
    ):
        assert said in text
    assert [words(row) for row in page.xpath("//tbody/tr")] == ["1 700 元255 元", "3 300 元495 元", "5 000 元500 元"]
    assert len(page.xpath("//details[@class='source']")) >= 3


def test_what_has_ended_and_what_is_to_come_is_told(client: Client, policies: SchemesWorld) -> None:
    ours = guide_scheme(COUNTY, guide_shelf(COUNTY, DAY).now[0].public_id, date(2100, 2, 1))
    assert ours.is_over(date(2100, 2, 1))
    assert [one.key for one in guide_shelf(COUNTY, date(2100, 2, 1)).ended] == ["bikes@2025"]
    assert [one.key for one in guide_shelf(COUNTY, date(2024, 6, 1)).announced] == ["bikes@2025"]
    assert not guide_shelf(COUNTY, date(2028, 6, 1)).ended


def test_one_question_a_page_and_the_answers_in_the_address(client: Client, policies: SchemesWorld) -> None:
    page = calculated(client, {})
    assert title(page) == "购买日期？"
    assert len(page.xpath("//main//button[contains(@class, 'btn-primary')]")) == 1
    asked = {"at.asked": "bought_on", "bought_on.y": "2026", "bought_on.m": "5", "bought_on.d": "1"}
    answer = client.get(f"{scheme_path()}calculate/", asked)
    assert parse_qs(urlsplit(answer["Location"]).query) == {"bought_on": ["2026-05-01"]}
    assert title(read(client.get(answer["Location"]))) == "交回旧车吗？"


def test_what_was_answered_can_be_changed_and_is_not_asked_again(client: Client, policies: SchemesWorld) -> None:
    page = calculated(client, BIKE)
    (change,) = [link for link in page.xpath("//a/@href") if "at.change=price" in link]
    again = read(client.get(change))
    assert again.xpath("//input[@name='price']/@value") == ["2999"]
    assert dict.fromkeys(again.xpath("//input[@type='hidden' and not(contains(@name, '.'))]/@name")) == {
        "bought_on": None, "handed_in": None, "csrfmiddlewaretoken": None, "next": None,
    }  # fmt: skip


def test_it_says_how_much_and_how_that_is_worked_out(client: Client, policies: SchemesWorld) -> None:
    page = calculated(client, BIKE)
    assert title(page) == "可以领 449.85 元"
    assert "2 999 元 × 15% = 449.85 元" in words(page)
    assert "计算结果供参考，以审核为准。" in words(page)


def test_it_says_why_not_and_by_which_clause(client: Client, policies: SchemesWorld) -> None:
    page = calculated(client, BIKE | {"handed_in": "no"})
    assert title(page) == "按您填的，不能领"
    (reason,) = page.xpath("//section[@class='reason']")
    assert words(reason.xpath(".//h3")[0]) == "交回旧车"
    assert "《虚构通知》“二”" in words(reason)
    assert "本地规定：清商发〔2025〕7号第二条" in words(reason)


def test_it_says_what_is_missing(client: Client, policies: SchemesWorld) -> None:
    page = calculated(client, BIKE | {"price": "-"})
    assert title(page) == "还差几样，现在说不准"
    assert "at.change=price" in page.xpath("//ul[@class='statements']//a/@href")[0]


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"at.asked": "bought_on"}, "这一题还没有回答。"),
        ({"bought_on.y": "2026", "bought_on.m": "13", "bought_on.d": "1"}, "“2026-13-1”不是一个日期。"),
        ({"price": "很贵"}, "“很贵”不是金额。"),
        ({"handed_in": "可能"}, "“可能”不是可选的答案。"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(
    client: Client, policies: SchemesWorld, said: dict[str, str], problem: str
) -> None:
    answer = client.get(f"{scheme_path()}calculate/", said)
    assert answer.status_code == 422
    assert problem in words(read(answer).xpath("//form[contains(@class, 'field-refused')]")[0])


HOSTILE = [
    "price=1e400", "price=%00", "price=" + "9" * 4000, "price=-1", "price=NaN", "price=١٢٣", "bought_on=9999-99-99",
    "bought_on=0000-00-00", "bought_on.y=%FF", "handed_in=<script>alert(1)</script>", "at.asked=nothing",
    "at.change=__class__", "at.asked=price&at.change=price", "price=1&price=x", "=&&&==", "earlier[]=1", "price[]=1",
    "handed_in=-&price=-&bought_on=-", "nothing=1", "price=%F0%9F%9A%B2", "bought_on=-&bought_on=2026-01-01",
    "price=${7*7}", "price={{7*7}}", "at.change=price&price=",
]  # fmt: skip


def test_a_hostile_address_gets_a_clear_page(client: Client, policies: SchemesWorld) -> None:
    path = scheme_path()
    for query, page in product(HOSTILE, ("calculate/", "decision.json")):
        answer = client.get(f"{path}{page}?{query}", follow=True)
        assert answer.status_code in {200, 422}, (page, query)
        assert "<script>alert" not in answer.content.decode()
        assert len(answer.content) < 16_000, "nothing that was typed is sent back at length"


def test_anybody_can_recompute_what_was_decided(client: Client, policies: SchemesWorld, tmp_path: Path) -> None:
    for said in (BIKE, BIKE | {"handed_in": "no"}, BIKE | {"price": "-"}):
        decision = client.get(f"{scheme_path()}decision.json", said)
        for part, name in (("rulebook.yaml", "bikes@2025.yaml"), ("rules.yaml", "bikes@2025.rules.yaml")):
            answer = client.get(f"{scheme_path()}{part}")
            assert name in answer["Content-Disposition"]
            (tmp_path / name).write_bytes(answer.content)
        assert differences(json.loads(decision.content), rulebook_of_file(tmp_path / "bikes@2025.yaml")) == []


def test_a_page_that_has_not_changed_is_not_sent_again(client: Client, policies: SchemesWorld) -> None:
    for address in (f"/guide/{COUNTY}/", scheme_path(), f"{scheme_path()}calculate/?{urlencode(BIKE)}"):
        known = client.get(address)["ETag"]
        assert client.get(address, headers={"if-none-match": known}).status_code == 304
        client.cookies["liangxin_theme"] = "dark"
        assert client.get(address, headers={"if-none-match": known}).status_code == 200
        client.cookies.clear()


def test_many_schemes_take_no_more_queries_than_one(client: Client, policies: SchemesWorld) -> None:
    def queries() -> list[int]:
        counts = []
        for address in ("/guide/", f"/guide/{COUNTY}/", scheme_path(), f"{scheme_path()}calculate/", "/"):
            with CaptureQueriesContext(connection) as seen:
                client.get(address)
            counts.append(len(seen))
        return counts

    few = queries()
    lin = policies.actor("lin")
    for number in range(6):
        version = drafted(policies.people, lin, COUNTY, HERE, of_family(f"kind_{number}"))
        put_in_force(policies.people, version, lin)
    assert queries() == few


def test_nothing_is_stored_and_nothing_typed_is_logged(
    client: Client, policies: SchemesWorld, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="liangxin")
    before = sizes()
    calculated(client, BIKE | {"price": "2987.65"})
    client.get(f"{scheme_path()}calculate/", {"price": "张三 13800000000"})
    assert sizes() == before
    assert not [record for record in caplog.records if "2987" in record.getMessage() or "张三" in record.getMessage()]
    assert set(client.cookies) <= {"csrftoken"}


def test_pages_are_light(client: Client, policies: SchemesWorld) -> None:
    for address in (
        f"/guide/{COUNTY}/",
        scheme_path(),
        f"{scheme_path()}calculate/",
        f"{scheme_path()}calculate/?{urlencode(BIKE)}",
    ):
        assert len(client.get(address).content) < 16_000
