"""A month of five people: a round answered on a phone and by workbook, asked back, approved; what lags is chased; the
month's report goes out as a Word file."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect
from pypdfium2 import PdfDocument

from tests.journeys.conftest import SignIn, measured, picture

pytestmark = pytest.mark.journey

PHONE = {"width": 390, "height": 844}
TITLE = "夏季专项调度"
IN_A_MINUTE = 60_000


def open_round(page: Page) -> str:
    """The office asks two units; the run that looks at the county for the first time may still wait."""
    for _ in range(60):
        page.goto("/progress/rounds/new/?kind=ad_hoc")
        if page.locator("input[name=units]").count() > 4:
            break
        page.wait_for_timeout(1000)
    page.get_by_label("时期").fill("2026年8月")
    page.get_by_label("标题").fill(TITLE)
    page.get_by_label("目标：本期数、本年累计、说明").check()
    for choice in page.locator("input[name=units]").all():
        choice.uncheck()
    page.get_by_role("checkbox", name=re.compile("^县商务局")).check()
    page.get_by_role("checkbox", name=re.compile("^县农业农村局")).check()
    picture(page, "round-new")
    page.get_by_role("button", name="发起").click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(page.get_by_text("共 2 条")).to_be_visible()
    return page.url


def own_return(page: Page) -> None:
    page.goto("/progress/returns/?q=" + TITLE)
    page.locator("table.list tbody a").first.click()
    expect(page.get_by_role("heading", name=re.compile(TITLE))).to_be_visible()


def answer_all(page: Page) -> int:
    """Every field as a person fills it in: a state chosen, a word written, figures left to the statistics."""
    states = page.locator(".cell-state > select")
    for place in range(states.count()):
        states.nth(place).select_option("under_way")
    texts = page.locator(".cell > textarea")
    for place in range(texts.count()):
        texts.nth(place).fill(f"第{place + 1}项按计划推进。")
    texts.last.blur()
    return states.count() + texts.count()


def submitted(page: Page) -> None:
    expect(page.locator("#filled")).to_contain_text("已填齐", timeout=IN_A_MINUTE)
    page.get_by_role("button", name="提交审定").and_(page.locator(":visible")).first.click()
    expect(page.get_by_text("已提交，等待审定。")).to_be_visible()


def saved(page: Page, link: Locator, folder: Path) -> Path:
    with page.expect_download() as download:
        link.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def fill_workbook(path: Path) -> None:
    book = load_workbook(path)
    sheet: Any = book.worksheets[0]
    heads = {str(cell.value): cell.column for cell in sheet[1]}
    for row in range(3, sheet.max_row + 1):
        is_target = sheet.cell(row, heads["类别"]).value == "目标"
        said = (
            {"说明": "统计数据尚未发布。"}
            if is_target
            else {"状态": "进行中", "进展": "已办结首批。", "下一步": "办第二批。"}
        )
        for head, text in said.items():
            sheet.cell(row, heads[head], text)
    book.save(path)


def test_a_round_is_answered_asked_back_and_approved(sign_in: SignIn, tmp_path: Path) -> None:
    office = sign_in("linqiu")
    board = open_round(office)

    phone = sign_in("li", viewport=PHONE)
    begun = time.monotonic()
    own_return(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert phone.locator(".cell > input.number").first.get_attribute("inputmode") == "decimal"
    expect(phone.locator(".submit-bar")).to_be_visible()
    picture(phone, "return-phone")
    fields = answer_all(phone)
    picture(phone, "return-phone-filled")
    submitted(phone)
    measured(f"a return of {fields} fields on a phone, typed by a machine", time.monotonic() - begun)
    phone_return = phone.url

    desk = sign_in("tangli")
    begun = time.monotonic()
    own_return(desk)
    picture(desk, "return-desk")
    desk.get_by_text("用工作簿填").click()
    mine = saved(desk, desk.get_by_role("link", name="下载这份报送"), tmp_path)
    fill_workbook(mine)
    desk.locator("#file").set_input_files(mine)
    expect(desk.get_by_text("将要写入的")).to_be_visible(timeout=IN_A_MINUTE)
    picture(desk, "return-workbook")
    desk.get_by_role("button", name=re.compile("^写入")).click()
    expect(desk.get_by_text("已写入")).to_be_visible()
    submitted(desk)
    measured("a return by workbook, download to submission", time.monotonic() - begun)

    leader = sign_in("shenyan")
    leader.goto(phone_return)
    cell = leader.locator(".cell-text").first
    cell.get_by_text("提问").click()
    cell.get_by_label("提问").fill("本月具体办了几场？")
    cell.get_by_role("button", name="退回").click()
    expect(leader.get_by_text("已退回，提问写在这一栏旁边。")).to_be_visible()
    picture(leader, "return-sent-back")

    phone.goto(phone_return)
    expect(phone.locator(".question.is-open")).to_contain_text("本月具体办了几场？")
    phone.get_by_label("答复").fill("办了两场。")
    phone.get_by_role("button", name="答复").click()
    expect(phone.locator(".question")).to_contain_text("办了两场。")
    phone.get_by_role("button", name="提交审定").and_(phone.locator(":visible")).first.click()
    expect(phone.get_by_text("已提交，等待审定。")).to_be_visible()

    for address in (phone_return, desk.url):
        leader.goto(address)
        leader.get_by_role("button", name="审定", exact=True).click()
        expect(leader.get_by_text("已审定，数据已登记并锁定。")).to_be_visible()
    office.goto(board)
    expect(office.locator("p.tally")).to_contain_text(re.compile(r"已审定\s*2"))
    picture(office, "round-approved")

    stranger = sign_in("sun")
    for address in (board, phone_return):
        answer = stranger.goto(address)
        assert answer is not None
        assert answer.status == 404


def test_what_lags_is_chased_and_the_report_goes_out(sign_in: SignIn, tmp_path: Path) -> None:
    office, leader, clerk, stranger = (sign_in(name) for name in ("linqiu", "shenyan", "tangli", "sun"))
    order = chased(leader)
    answered(clerk, order)
    office.goto(order)
    office.get_by_role("button", name="核实办结").and_(office.locator(":visible")).first.click()
    expect(office.get_by_text("已办结").first).to_be_visible()
    picture(office, "order-closed")

    begun = time.monotonic()
    office.goto("/progress/bulletins/new/?region=990123&kind=monthly")
    office.get_by_label("时期").fill("2026年9月")
    office.get_by_role("button", name="写成草稿").click()
    expect(office.get_by_role("heading", name="一、总体情况")).to_be_visible()
    measured("the month's report, from the click to its words", time.monotonic() - begun)
    picture(office, "bulletin-draft")
    office.get_by_role("button", name="送签").click()
    bulletin = office.url

    leader.goto(bulletin)
    leader.get_by_role("button", name="签发").click()
    expect(leader.get_by_text("已签发").first).to_be_visible()
    word = saved(leader, leader.get_by_role("link", name=re.compile("Word")).first, tmp_path)
    told = "\n".join(paragraph.text for paragraph in Document(str(word)).paragraphs)
    assert "纳入监测的目标共" in told
    assert leader.locator("main a[href*='/progress/targets/']").count() > 3  # figures lead to their trail
    assert pages_of(word) > 3

    for address in (order, bulletin):
        answer = stranger.goto(address)
        assert answer is not None
        assert answer.status == 404


def chased(leader: Page) -> str:
    """From a red target to an order to its unit, prefilled; its address."""
    lagging = leader.locator("table.list tbody a").filter(has_text="村卫生室")
    for _ in range(60):  # the run that looks at the county for the first time may still wait
        leader.goto("/progress/regions/990123/?status_is=behind")
        if lagging.count():
            break
        leader.wait_for_timeout(1000)
    lagging.first.click()
    leader.get_by_role("link", name="发督办").first.click()
    expect(leader.get_by_label("标题")).not_to_have_value("")
    leader.get_by_label("要求").fill("请两周内报出补进度的办法。")
    leader.get_by_label("牵头单位").select_option(label="县农业农村局")
    picture(leader, "order-new")
    leader.get_by_role("button", name=re.compile("^下达|立即下达")).first.click()
    expect(leader.get_by_text(re.compile("督办〔20\\d\\d〕\\d+号")).first).to_be_visible()
    return leader.url


def answered(clerk: Page, order: str) -> None:
    """The unit hears of it, signs for it, answers."""
    clerk.goto("/messages/")
    expect(clerk.get_by_text("村卫生室").first).to_be_visible()
    clerk.goto(order)
    clerk.get_by_role("button", name="签收").click()
    clerk.get_by_label("完成情况").select_option(label="已完成")
    clerk.get_by_label("反馈").fill("已与各乡镇约定每月开工数。")
    clerk.get_by_role("button", name="反馈").click()
    expect(clerk.get_by_text("待核").first).to_be_visible()


def pages_of(word: Path) -> int:
    """Pages as LibreOffice lays them out; a machine without it says so."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice on this machine: the pages of the report were not looked at")
    home = f"-env:UserInstallation=file://{word.parent}/office"
    line = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(word.parent), str(word)]
    subprocess.run(line, check=True, capture_output=True, timeout=120)
    return len(PdfDocument(word.with_suffix(".pdf")))


def test_enter_goes_from_field_to_field(sign_in: SignIn) -> None:
    page = sign_in("li")
    page.goto("/progress/returns/?state_is=entered")
    page.locator("table.list tbody a").first.click()
    first = page.locator(".cell > .form-control").first
    first.focus()
    page.keyboard.press("Enter")
    focused = page.evaluate("document.activeElement.id")
    assert focused.startswith("v-")
    assert focused != first.get_attribute("id")
