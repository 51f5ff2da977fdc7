"""A region sees itself and those below; a name given to a unit finds it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import SignIn, picture
from tests.journeys.plans import DEMO_TITLE, open_demo_plan

pytestmark = pytest.mark.journey


def status_of(page: Page, address: str) -> int:
    answer = page.goto(address)
    assert answer is not None
    return answer.status


def test_the_neighbour_county_sees_nothing(sign_in: SignIn) -> None:
    office = sign_in("linqiu")
    open_demo_plan(office)
    address = office.url.partition("#")[0]
    page = sign_in("sun")
    page.goto("/plans/")
    expect(page.get_by_role("heading", name="还没有方案")).to_be_visible()
    picture(page, "plans-empty")
    for part in ("", "original/", "findings.json", "findings.xlsx"):
        assert status_of(page, address + part) == 404, part
    picture(page, "not-found")
    page.goto("/search/?q=清岚县")
    expect(page.get_by_role("heading", name="没有找到")).to_be_visible()
    page.goto("/regions/units/?q=清岚")
    expect(page.get_by_text("清岚县发展和改革局")).to_have_count(0)


def test_the_city_looks_into_the_county_and_uploads_nothing(sign_in: SignIn) -> None:
    page = sign_in("wang")
    open_demo_plan(page)  # its second edition, which waits for review
    expect(page.get_by_role("button", name="忽略").first).to_be_visible()
    expect(page.get_by_text("确认删除")).to_have_count(0)
    page.goto("/plans/")
    expect(page.get_by_role("link", name=DEMO_TITLE, exact=True).last).to_be_visible()
    expect(page.get_by_role("link", name="上传方案")).to_have_count(0)
    assert status_of(page, "/plans/upload/") == 403
    expect(page.get_by_text("没有在任何地区上传方案的权限")).to_be_visible()


def test_a_unit_is_found_by_the_name_that_people_use(sign_in: SignIn) -> None:
    page = sign_in("linqiu")
    page.goto("/regions/units/")
    picture(page, "units")
    page.get_by_role("link", name="清岚县文化和旅游局").click()
    beside = page.locator("#beside")
    beside.get_by_label("登记一个别名").fill("县文体旅游局")
    picture(page, "unit-beside")
    beside.get_by_role("button", name="登记别名").click()
    expect(page.get_by_text("县文体旅游局").first).to_be_visible()
    page.goto("/regions/units/")
    page.get_by_label("任一名称").fill("文体旅游")
    expect(page).to_have_url(re.compile("q="))
    expect(page.get_by_role("link", name="清岚县文化和旅游局")).to_be_visible()
    page.locator("#search").fill("县文体旅游局")
    page.locator("#search").press("Enter")
    expect(page.get_by_role("link", name="清岚县文化和旅游局")).to_be_visible()
    picture(page, "search")
