"""The big screen on a wall: its own account, views that turn, and what it says when the server is silent."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from liangxin.faces.workbench.first_start import DEMO_PASSWORD
from tests.journeys.conftest import give_password, picture

pytestmark = pytest.mark.journey

WALL = {"width": 1920, "height": 1080}
MINUTE = 61_000
PATIENCE = 120  # seconds until the first run after the start has looked at the county


def open_screen(page: Page) -> None:
    """Reload until the county has been looked at."""
    until = time.monotonic() + PATIENCE
    while not page.locator("[data-tile='progress.lights']").count():
        assert time.monotonic() < until, "the county has not been looked at"
        page.wait_for_timeout(2_000)
        page.reload()


def test_a_screen_keeps_its_last_data_and_says_so_when_the_server_is_silent(visit: Callable[..., Page]) -> None:
    page = visit(WALL)
    page.goto("/sign-in/")
    give_password(page, "daping", DEMO_PASSWORD)
    page.wait_for_url("**/screen/990123/")
    open_screen(page)
    page.clock.install()
    page.reload()
    lights, place, lost = (
        page.locator("[data-tile='progress.lights']"),
        page.locator("#screen-place"),
        page.locator("#screen-lost"),
    )
    expect(lights).to_contain_text("有结论")
    assert page.locator("[data-tile] a").count() == 0
    assert page.evaluate("document.documentElement.scrollHeight - window.innerHeight") <= 0
    picture(page, "big-screen")
    told = lights.inner_text()

    expect(place).to_have_text("1/2")
    page.keyboard.press("ArrowRight")
    expect(place).to_have_text("2/2")
    page.keyboard.press("Space")
    page.clock.fast_forward(30_000)
    expect(place).to_have_text("2/2")
    page.keyboard.press("ArrowLeft")

    page.route("**/tiles/", lambda route: route.fulfill(status=503))
    page.clock.fast_forward(MINUTE)
    expect(lost).to_have_text(re.compile(r"与服务器失去联系，显示的是\d\d:\d\d的数据"))
    assert lights.inner_text() == told
    picture(page, "big-screen-lost")

    page.unroute("**/tiles/")
    page.clock.fast_forward(MINUTE)
    expect(lost).to_be_hidden()
    expect(lights).to_contain_text("有结论")

    page.context.clear_cookies()
    page.clock.fast_forward(MINUTE)
    expect(lost).to_contain_text("登录已失效")
    assert lights.inner_text() == told
