"""Real plans, from the file to one table of what all of them promise; where the machine has some."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.architecture.sources import ROOT
from tests.journeys.conftest import MEASURED, SignIn, picture
from tests.journeys.plans import address_of, upload, wait_for_findings
from tests.journeys.reviewing import (
    accept_the_rest,
    choose_missing_indicators,
    place_as_proposed,
    publish,
    submit,
    waiting,
)

pytestmark = pytest.mark.journey

REAL_PLANS = Path(os.environ.get("LIANGXIN_PLANS") or ROOT.parent / "shared" / "plans")


def test_the_real_plans_are_reviewed_published_and_stand_in_one_table(sign_in: SignIn) -> None:
    golds = sorted((REAL_PLANS / "gold").glob("*.json"))
    if not golds:
        pytest.skip(f"no real plans in {REAL_PLANS}; name their folder in LIANGXIN_PLANS")
    office, reviewer = sign_in("linqiu"), sign_in("wang")
    chosen = []
    for path in golds:
        gold = json.loads(path.read_text(encoding="utf-8"))
        upload(office, REAL_PLANS / f"{path.stem}.txt")
        wait_for_findings(office)
        expect(office.get_by_role("heading", level=1)).to_have_text(gold["title"])
        assert (waiting(office, "target"), waiting(office, "task")) == (len(gold["targets"]), len(gold["tasks"]))
        address = address_of(office)
        place_as_proposed(office)
        correct_one_target(office)
        correct_one_list_of_units(office)
        accept_the_rest(office)
        choose_missing_indicators(office)
        if office.get_by_role("button", name=re.compile("没对上的新建单位")).count():
            office.get_by_role("button", name=re.compile("没对上的新建单位")).click()
        submit(office)
        publish(reviewer, address)
        chosen.append(reviewer.url.rstrip("/").rpartition("/")[2])
    office.goto("/plans/alignment/?" + "&".join(f"plan={plan}" for plan in chosen))
    expect(office.locator("table.alignment thead th")).to_have_count(1 + len(golds))
    rows = office.locator("table.alignment tbody tr").count()
    shared = int(re.findall(r"其中 (\d+) 个", office.locator(".page").inner_text())[0])
    MEASURED.append(f"{len(golds)} real plans side by side: {rows} indicators, {shared} in more than one plan")
    assert shared >= 10
    picture(office, "alignment-real")


def correct_one_target(page: Page) -> None:
    first = page.locator('[data-group="target"] [data-finding]').first
    first.locator("[data-go]").click()
    page.keyboard.press("e")
    form = page.locator("[data-editing]")
    name = form.get_by_label("原文指标")
    name.fill(name.input_value() + "（更正）")
    form.get_by_role("button", name="保存并采纳").click()
    expect(page.locator('[data-group="target"] [data-finding]').first).to_contain_text("（更正）")
    expect(page.locator('[data-group="target"] [data-finding]').first).to_contain_text("已更正")


def correct_one_list_of_units(page: Page) -> None:
    first = page.locator('[data-group="task"] [data-finding]').first
    first.locator("[data-go]").click()
    page.keyboard.press("e")
    form = page.locator("[data-editing]")
    units = form.get_by_label("责任单位（用顿号分开）")
    units.fill(f"{units.input_value()}、财政局".strip("、"))
    form.get_by_role("button", name="保存并采纳").click()
    expect(page.locator('[data-group="task"] [data-finding]').first).to_contain_text("财政局")
