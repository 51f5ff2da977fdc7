"""The main pages on a desk's screen and on a telephone: nothing stands beside the window, the menu opens."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, SignIn, picture
from tests.journeys.plans import open_demo_plan

pytestmark = pytest.mark.journey

PHONE = {"width": 390, "height": 844}
PAGES = {
    "front": "/",
    "home-office": "/home/",
    "plans": "/plans/",
    "upload": "/plans/upload/",
    "tasks": "/plans/tasks/",
    "my-tasks": "/plans/tasks/mine/",
    "targets": "/plans/targets/",
    "alignment": "/plans/alignment/",
    "regions": "/regions/",
    "region": "/regions/990123/",
    "units": "/regions/units/",
    "members": "/regions/members/",
    "roles": "/regions/roles/",
    "team": "/regions/990123/team/",
    "indicators": "/indicators/",
    "standards": "/standards/",
    "account": "/account/",
    "jobs": "/jobs/",
    "search": "/search/?q=商务",
}


def beside_the_window(page: Page) -> int:
    """How many pixels of the page stand to the right of the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def test_the_main_pages_fit_a_desk_and_a_telephone(sign_in: SignIn) -> None:
    for viewport in (DESK, PHONE):
        page = sign_in("linqiu", viewport=viewport)
        for name, address in PAGES.items():
            answer = page.goto(address)
            assert answer is not None
            assert answer.status == 200, address
            assert beside_the_window(page) <= 0, f"{address} is wider than {viewport}"
            picture(page, f"screen-{name}")
        open_demo_plan(page)
        assert beside_the_window(page) <= 0, f"the plan is wider than {viewport}"
        page.locator('[data-group="target"] [data-go]').nth(2).click()
        expect(page.locator("mark.now").first).to_be_in_viewport()
        picture(page, "screen-plan")
    page.goto("/home/")
    page.get_by_role("button", name="导航").click()
    picture(page, "screen-menu")
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="方案", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="方案")).to_be_visible()
