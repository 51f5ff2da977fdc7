"""The plans screens as a person uses them."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import FilePayload, Page, expect

from liangxin.domains.plans.terms import FindingKind
from liangxin.engines.reader import Plan

DEMO_TITLE = "清岚县推动大规模设备更新和消费品以旧换新实施方案"  # published
SECOND_TITLE = f"{DEMO_TITLE}（2025年修订版）"  # waits for review
READING = re.compile(r"/plans/[0-9a-f-]{36}/(\?run=[0-9a-f-]{36})?(#.*)?$")
IN_TIME = 60_000  # on a machine that does other things too; how long it took is shown by the journey that measures


def open_demo_plan(page: Page, title: str = SECOND_TITLE) -> None:
    """From the list to a plan of the demo county, which the worker may still be reading."""
    page.goto("/plans/")
    wait_until_read(page, title)
    page.get_by_role("link", name=title, exact=True).last.click()
    wait_for_findings(page)


def wait_until_read(page: Page, title: str = SECOND_TITLE) -> None:
    """Look again until the page names the plan by its title: in the first seconds after a first start it still has
    its file name, or is not there."""
    for _ in range(40):
        if page.get_by_role("link", name=title, exact=True).count():
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError(f"{title} is still not read after twenty seconds")


def upload(page: Page, *files: str | Path | FilePayload) -> None:
    """Choose files; the form sends itself."""
    page.goto("/plans/upload/")
    page.get_by_label("选择文件").set_input_files(list(files))


def address_of(page: Page) -> str:
    """The plan's own address, without the run that has read it and the place in it."""
    return page.url.partition("?")[0].partition("#")[0]


def wait_for_findings(page: Page) -> None:
    expect(page).to_have_url(READING, timeout=IN_TIME)
    expect(page.get_by_role("region", name="读出的内容")).to_be_visible(timeout=IN_TIME)


def shown_counts(page: Page) -> dict[str, int]:
    """How many findings of each kind the page says that it shows, none left out of the list below."""
    counts = {}
    for button in page.locator("[data-kind]:not([data-kind='names'])").all():
        kind = str(button.get_attribute("data-kind"))
        counts[kind] = int(button.locator("strong").inner_text())
        assert page.locator(f'[data-group="{kind}"] [data-finding]').count() == counts[kind]
    return counts


def counts_of(plan: Plan) -> dict[str, int]:
    """The same of what the engine reads by itself."""
    lists = {
        FindingKind.TARGET: plan.targets,
        FindingKind.TASK: plan.tasks,
        FindingKind.MEASURE: plan.measures,
        FindingKind.MEMBER: plan.team,
        FindingKind.BASIS: plan.head.basis,
        FindingKind.SECTION: plan.outline,
    }
    return {kind.value: len(found) for kind, found in lists.items() if found}
