"""The door: wrong passwords, the second factor, sessions that end; and the page in one's own language and light."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable

import pytest
from django_otp.oath import totp
from playwright.sync_api import Page, expect

from liangxin.faces.workbench.first_start import DEMO_PASSWORD
from tests.journeys.conftest import SignIn, give_password, picture

pytestmark = pytest.mark.journey

LIMIT = 5  # failures after which a name is paused


def test_a_wrong_password_is_refused_and_the_fifth_pauses_the_name(visit: Callable[..., Page]) -> None:
    page = visit()
    page.goto("/plans/")
    expect(page).to_have_url(re.compile(r"/sign-in/\?next="))
    picture(page, "sign-in")
    for _ in range(LIMIT - 1):
        give_password(page, "yuanqi", "wrong-password")
        expect(page.get_by_role("alert")).to_contain_text("用户名或密码不正确")
    give_password(page, "yuanqi", "wrong-password")
    expect(page.get_by_role("alert")).to_contain_text("已暂停登录")
    give_password(page, "yuanqi", DEMO_PASSWORD)
    expect(page.get_by_role("alert")).to_contain_text(re.compile(r"请在\d+分钟后再试"))
    picture(page, "sign-in-paused")


# Whoever changes an account here is nobody else's in the journeys: they come in any order.
def test_the_second_factor_is_set_up_asked_for_and_replaced_by_a_recovery_code(
    sign_in: SignIn, visit: Callable[..., Page]
) -> None:
    page = sign_in("hanmo", anew=True)
    page.goto("/account/")
    page.get_by_role("link", name="设置两步验证").click()
    page.get_by_role("button", name="生成二维码").click()
    secret = base64.b32decode(page.locator("code").inner_text())
    picture(page, "second-factor")
    page.get_by_label("验证码").fill(f"{totp(secret):06}")
    page.get_by_role("button", name="启用").click()
    expect(page.get_by_role("heading", name="恢复码")).to_be_visible()
    recovery = page.locator(".codes li").first.inner_text()
    picture(page, "recovery-codes")

    # The next step's code: the present one has been used up, and a clock may be one step ahead.
    for code in (f"{totp(secret, drift=1):06}", recovery):
        other = visit()
        other.goto("/sign-in/")
        give_password(other, "hanmo", DEMO_PASSWORD)
        other.get_by_label("验证码").fill("000000" if code != "000000" else "111111")
        other.get_by_role("button", name="验证").click()
        expect(other.get_by_role("alert")).to_contain_text("验证码不正确")
        other.get_by_label("验证码").fill(code)
        other.get_by_role("button", name="验证").click()
        expect(other).to_have_url(re.compile("/home/$"))


def test_a_new_password_ends_the_sessions_elsewhere(sign_in: SignIn, visit: Callable[..., Page]) -> None:
    here, elsewhere = sign_in("admin", anew=True), sign_in("admin", anew=True)
    here.goto("/account/password/")
    here.get_by_label("原密码").fill(DEMO_PASSWORD)
    here.get_by_label("新密码", exact=True).fill("herbst-wolke-17")
    here.get_by_label("再输一次新密码").fill("herbst-wolke-17")
    here.get_by_role("button", name="修改密码").click()
    expect(here.get_by_text("密码已修改")).to_be_visible()
    elsewhere.reload()
    expect(elsewhere).to_have_url(re.compile("/sign-in/"))
    here.locator("details.menu summary").click()
    here.get_by_role("button", name="退出登录").click()
    here.goto("/home/")
    expect(here).to_have_url(re.compile("/sign-in/"))
    give_password(here, "admin", "herbst-wolke-17")
    expect(here).to_have_url(re.compile("/home/$"))


def test_the_workbench_speaks_english_and_goes_dark(sign_in: SignIn) -> None:
    page = sign_in("heping")
    menu = page.locator("details.menu summary")

    def background() -> str:
        return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))

    light = background()
    menu.click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("link", name="Plans").first).to_be_visible()
    page.goto("/plans/")
    expect(page.get_by_role("columnheader", name="Target")).to_be_visible()
    picture(page, "plans-english")
    menu.click()
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert background() != light
    picture(page, "plans-dark")
    menu.click()
    page.get_by_role("button", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
    expect(page.get_by_role("heading", level=1, name="方案")).to_be_visible()
