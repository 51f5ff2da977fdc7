"""The office and its plans: the one that is there, files as they came, a pasted text, what cannot be read."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, expect

from liangxin.domains.plans.actions.demo import DEMO_PLAN, DEMO_SECOND_EDITION
from liangxin.engines.documents import read_document
from liangxin.engines.documents.tests.docx_files import write_docx
from liangxin.engines.documents.tests.html_files import write_html
from liangxin.engines.documents.tests.ofd_files import write_ofd
from liangxin.engines.documents.tests.pdf_files import write_pdf
from liangxin.engines.reader import read_plan
from tests.journeys.conftest import SignIn, measured, picture
from tests.journeys.plans import (
    DEMO_TITLE,
    counts_of,
    open_demo_plan,
    shown_counts,
    upload,
    wait_for_findings,
    wait_until_read,
)

pytestmark = pytest.mark.journey

WRITERS: dict[str, Callable[[str], bytes]] = {
    "docx": write_docx,
    "pdf": write_pdf,
    "ofd": write_ofd,
    "html": write_html,
    "txt": str.encode,
}


def test_the_office_finds_its_plan_read_and_walks_through_it(sign_in: SignIn) -> None:
    page = sign_in("linqiu")
    wait_until_read(page)
    picture(page, "home")
    open_demo_plan(page)
    counts = shown_counts(page)
    assert counts == counts_of(read_plan(read_document(DEMO_SECOND_EDITION.read_bytes(), name="方案.txt")))
    assert counts["target"] >= 40
    assert counts["task"] >= 25
    unread = page.locator("#unread")
    assert unread.bounding_box()["y"] < page.locator(".reading").bounding_box()["y"], "what is unread stands on top"  # type: ignore[index]  # both are shown
    picture(page, "plan")

    first = page.locator('[data-group="target"] [data-finding]').first
    first.locator("[data-go]").click()
    number = first.get_attribute("data-finding")
    marks = page.locator("mark.now")
    expect(first).to_have_attribute("aria-selected", "true")
    expect(marks.first).to_be_in_viewport()
    assert number in str(marks.first.get_attribute("data-f")).split()
    picture(page, "plan-finding")

    mark = page.locator("mark.m-target").nth(7)
    mark.click()
    selected = page.locator("[data-finding][aria-selected]")
    expect(selected).to_have_count(1)
    assert selected.get_attribute("data-finding") in str(mark.get_attribute("data-f")).split()
    expect(selected).to_be_in_viewport()

    here = selected.get_attribute("data-finding")
    page.keyboard.press("j")
    assert selected.get_attribute("data-finding") != here
    expect(marks.first).to_be_in_viewport()
    page.keyboard.press("k")
    assert selected.get_attribute("data-finding") == here

    clauses = unread.locator(":scope > ol > li")
    waiting = clauses.count()
    clauses.first.get_by_role("button", name="忽略").click()
    expect(clauses).to_have_count(waiting - 1)
    unread.get_by_text("已处理 1 处").click()
    unread.get_by_role("button", name="恢复").click()
    expect(clauses).to_have_count(waiting)


def test_a_plan_says_the_same_in_whatever_form_it_came(sign_in: SignIn) -> None:
    page = sign_in("linqiu")
    text = DEMO_PLAN.read_text(encoding="utf-8")
    expected = counts_of(read_plan(read_document(text.encode(), name="方案.txt")))
    for form in (*WRITERS, "粘贴"):
        # Another title: the same file sent again would be the document that is there.
        titled = text.replace(f"{DEMO_TITLE}\n", f"{DEMO_TITLE}（{form}稿）\n")
        page.goto("/plans/upload/")
        begun = time.monotonic()
        if form in WRITERS:
            content = WRITERS[form](titled)
            upload(page, FilePayload(name=f"方案.{form}", mimeType="application/octet-stream", buffer=content))
        else:
            picture(page, "upload")
            page.get_by_label("全文粘贴到这里").fill(titled)
            page.get_by_role("button", name="读取", exact=True).click()
        wait_for_findings(page)
        measured(f"from upload to findings, {form}", time.monotonic() - begun)
        assert shown_counts(page) == expected, form
        expect(page.get_by_role("heading", level=1)).to_have_text(f"{DEMO_TITLE}（{form}稿）")


def test_what_cannot_be_read_is_refused_in_words_and_not_kept(sign_in: SignIn) -> None:
    page = sign_in("linqiu")
    whole = write_docx(DEMO_PLAN.read_text(encoding="utf-8"))
    menu = "今天食堂的菜单：番茄炒蛋、清蒸鲈鱼、白米饭。\n欢迎大家按时就餐，注意节约粮食。\n" * 5
    for name, content in {"坏文件.docx": whole[: len(whole) // 2], "菜单.txt": menu.encode()}.items():
        upload(page, FilePayload(name=name, mimeType="application/octet-stream", buffer=content))
        refusal = page.get_by_role("alert").filter(has_text="没有读成，文件未保存。")
        expect(refusal).to_be_visible(timeout=15_000)
        assert len(refusal.inner_text()) > len("没有读成，文件未保存。") + 10, "it says why, and what to do"
        picture(page, f"refused-{name.rpartition('.')[2]}")
        gone = page.url.partition("?")[0]
        page.goto("/plans/")
        expect(page.get_by_role("table")).to_contain_text(DEMO_TITLE)
        expect(page.get_by_text(name)).to_have_count(0)
        answer = page.goto(gone)
        assert answer is not None
        assert answer.status == 404
