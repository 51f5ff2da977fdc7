"""The front page: plain words for everybody, and the one door that works."""

from __future__ import annotations

import pytest
from django.test import Client

from liangxin.foundation.accounts.tests import people
from liangxin.foundation.ui.tests.pages import read, words

pytestmark = pytest.mark.django_db
FOR_ALL = ["/guide/", "/my/", "/market/shops/", "/market/events/", "/market/apply/"]


def test_it_says_what_the_programme_is_and_where_to_sign_in(client: Client) -> None:
    page = read(client.get("/"))
    assert words(page.xpath("//h1")[0]) == "设备更新和消费品以旧换新"
    assert page.xpath("//main//a/@href") == [*FOR_ALL, "/sign-in/"]


def test_who_is_signed_in_is_shown_to_the_workbench(client: Client) -> None:
    client.force_login(people.account())
    assert read(client.get("/")).xpath("//main//a/@href") == [*FOR_ALL, "/home/"]


def test_it_speaks_english_on_demand(client: Client) -> None:
    answer = client.post("/language/", {"language": "en", "next": "/"}, follow=True)
    assert words(read(answer).xpath("//h1")[0]) == "Equipment renewal and consumer trade-in"
