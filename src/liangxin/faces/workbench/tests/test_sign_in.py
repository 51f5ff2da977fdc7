"""Signing in and out as a person meets it: password, second factor, pause, language, where one wanted to go."""

from __future__ import annotations

import base64

import pytest
from django.test import Client
from django_otp.oath import totp

from liangxin.foundation.accounts.api import Account
from liangxin.foundation.accounts.models import SecondFactor
from liangxin.foundation.accounts.tests import people
from liangxin.foundation.ui.tests.pages import read, words

pytestmark = pytest.mark.django_db

PASSWORD = "three calm rivers"


@pytest.fixture
def li() -> Account:
    return people.account("li", password=PASSWORD, name="李建国")


def enter(client: Client, password: str = PASSWORD, **more: str):  # type: ignore[no-untyped-def]  # the client's response
    return client.post("/sign-in/", {"username": "li", "password": password, **more})


def code_now(account: Account) -> str:
    return f"{totp(base64.b32decode(SecondFactor.objects.get(account=account).secret)):06d}"


def set_up_second_factor(client: Client, account: Account) -> list[str]:
    """Through the screens; returns the recovery codes that the person reads."""
    client.force_login(account)
    scan = read(client.post("/account/second-factor/"))
    assert scan.xpath("//*[@class='qr']/*[local-name()='svg']")
    page = read(client.post("/account/second-factor/confirm/", {"code": code_now(account)}))
    client.logout()
    return [words(item) for item in page.xpath("//ul[@class='codes']/li")]


@pytest.mark.usefixtures("li")
def test_the_right_password_leads_to_where_one_wanted_to_go(client: Client) -> None:
    assert client.get("/jobs/").headers["Location"] == "/sign-in/?next=/jobs/"
    assert enter(client, next="/jobs/").headers["Location"] == "/jobs/"
    assert "李建国" in words(read(client.get("/home/")))


@pytest.mark.usefixtures("li")
@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_nobody_is_sent_off_the_site(client: Client, elsewhere: str) -> None:
    assert enter(client, next=elsewhere).headers["Location"] == "/home/"


@pytest.mark.usefixtures("li")
def test_a_wrong_password_is_refused_in_words_and_the_name_kept(client: Client) -> None:
    response = enter(client, "wrong")
    page = read(response)
    assert response.status_code == 403
    assert "用户名或密码不正确。" in words(page.xpath("//*[@role='alert']")[0])
    assert page.xpath("//input[@name='username']/@value") == ["li"]
    assert page.xpath("//input[@name='password']/@value") == [""]


@pytest.mark.usefixtures("li")
def test_after_five_failures_it_pauses_and_says_for_how_long(client: Client) -> None:
    for _ in range(5):
        enter(client, "wrong")
    said = words(read(enter(client)).xpath("//*[@role='alert']")[0])
    assert said == "登录失败次数过多，已暂停登录。 请在15分钟后再试，或联系管理员重置密码。"


def test_the_second_factor_is_asked_for_after_the_password(client: Client, li: Account) -> None:
    codes = set_up_second_factor(client, li)
    assert len(codes) == 10
    response = enter(client, next="/jobs/")
    assert response.headers["Location"] == "/sign-in/second-factor/?next=%2Fjobs%2F"
    assert client.get("/jobs/").status_code == 302
    refused = read(client.post("/sign-in/second-factor/", {"code": "000000"}))
    assert "验证码不正确" in words(refused.xpath("//*[@class='refusal']")[0])
    assert client.post("/sign-in/second-factor/?next=/jobs/", {"code": codes[0]}).headers["Location"] == "/jobs/"
    assert client.get("/jobs/").status_code == 200


def test_a_code_without_the_password_leads_back_to_the_start(client: Client, li: Account) -> None:
    codes = set_up_second_factor(client, li)
    assert client.post("/sign-in/second-factor/", {"code": codes[0]}).headers["Location"] == "/sign-in/"


def test_signing_in_brings_the_language_of_the_account(client: Client, li: Account) -> None:
    Account.objects.filter(pk=li.pk).update(language="en")
    enter(client)
    assert read(client.get("/home/")).get("lang") == "en"


def test_signing_out_ends_the_session_and_empties_the_browser(client: Client, li: Account) -> None:
    client.force_login(li)
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").headers["Clear-Site-Data"] == '"cache"'
    assert client.get("/home/").status_code == 302
