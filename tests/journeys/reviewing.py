"""Steps of whoever reviews a plan: placed, accepted by the keyboard, sent to the reviewer, published."""

from __future__ import annotations

from playwright.sync_api import Page, expect

IN_A_MINUTE = 60_000  # decisions pressed faster than any person could, on a machine that does other things too


def place_as_proposed(page: Page) -> None:
    page.get_by_role("button", name="按建议归属").click()
    expect(page.get_by_text("归属已保存")).to_be_visible()


def waiting(page: Page, kind: str) -> int:
    """How many findings of a kind wait for a decision, by the number on the button."""
    badge = page.locator(f'[data-kind="{kind}"] .waits')
    return int(badge.inner_text()) if badge.count() else 0


def accept_the_rest(page: Page) -> None:
    """First all without doubt, kind by kind, then what is left one by one."""
    for kind in ("target", "task", "measure", "member"):
        button = page.locator(f'[data-group="{kind}"] [data-key="A"]')
        if button.count():
            button.click()
            expect(page.locator("#notices")).to_contain_text("没有疑问的")
    ignored = page.locator("#unread").get_by_role("button", name="忽略")
    while (left := ignored.count()) > 0:
        ignored.first.click()
        expect(ignored).to_have_count(left - 1)
    # Up to the top, so that the next that waits is the first.
    page.evaluate("current = null")
    page.locator("body").press("n")
    for _ in range(400):
        if page.locator('.findings [data-state="open"]').count() == 0:
            break
        page.keyboard.press("a")
        page.wait_for_timeout(30)
    expect(page.locator('.findings [data-state="sent"]')).to_have_count(0, timeout=IN_A_MINUTE)


def choose_missing_indicators(page: Page) -> None:
    """Targets for which the catalogue has nothing likely are said to be outside of it."""
    unsaid = page.locator('[data-group="target"] li').filter(has_text="没有找到对应的指标")
    while (left := unsaid.count()) > 0:
        unsaid.first.locator("[data-go]").click()
        page.keyboard.press("e")
        form = page.locator("[data-editing]")
        form.get_by_label("目录中的指标").fill("")
        form.get_by_role("button", name="保存并采纳").click()
        expect(unsaid).to_have_count(left - 1)


def submit(page: Page) -> None:
    expect(page.get_by_text("全部处理完，可以提交")).to_be_visible()
    page.get_by_role("button", name="提交发布").click()
    expect(page.get_by_text("已提交，等另一人复核发布。")).to_be_visible()


def publish(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="复核无误，发布").click()
    expect(page.get_by_text("方案已发布，任务已分到各单位。")).to_be_visible()
