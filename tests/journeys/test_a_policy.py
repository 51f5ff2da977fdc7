"""Policy as data, by person: an official amends a scheme and two people put it in force; a citizen reads why not;
a merchant is admitted.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from liangxin.kernel.identifiers import make_uscc
from tests.journeys.conftest import SignIn, measured, picture

pytestmark = pytest.mark.journey
PHONE = {"width": 390, "height": 844}
RULES = "家电以旧换新补贴"
FIRM = "清岚县晴柔家电商行"
LICENCE = {"name": "licence.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}


def tab(page: Page, name: str) -> None:
    page.locator("main").get_by_role("link", name=name, exact=True).click()
    page.wait_for_load_state()


def newest(page: Page, number: int) -> None:
    """The page of a version of the appliances' scheme."""
    page.goto("/schemes/")
    page.get_by_role("link", name=RULES).click()
    page.get_by_role("link", name=f"第 {number} 版").first.click()


def write(page: Page, old: str, new: str) -> None:
    """Change the text of the rules and have it checked."""
    tab(page, "规则文本")
    field = page.get_by_label("规则文本")
    text = field.input_value()
    assert text.count(old) == 1, old
    field.fill(text.replace(old, new))
    page.get_by_role("button", name="保存并检查").click()
    page.wait_for_load_state()


def submit(page: Page) -> None:
    tab(page, "办理")
    page.get_by_role("button", name="提交", exact=True).click()
    page.wait_for_load_state()


def test_a_scheme_is_amended_refused_twice_tried_on_the_past_and_put_in_force(sign_in: SignIn) -> None:
    office = sign_in("linqiu")
    newest(office, 2)
    tab(office, "办理")
    office.get_by_text("修订：复制为新的一版").click()
    office.get_by_label("修改说明").fill("提高单件上限")
    office.get_by_role("button", name="复制为草案").click()

    write(office, "cap: 1500元", "cap: 1800")  # a sum without its unit
    expect(office.locator("#findings")).to_contain_text("错误")
    submit(office)
    expect(office.get_by_text("不能提交")).to_be_visible()
    write(office, "cap: 1800", "cap: 0元")  # nobody would get anything
    submit(office)
    expect(office.get_by_text("不能提交")).to_be_visible()
    picture(office, "policy-refused")
    write(office, "cap: 0元", "cap: 1800元")
    write(office, "need: {fact: grade, is: 1}", "need: {fact: grade, at_most: 2}")
    settle(office)
    what_if(office)
    submit(office)
    expect(office.get_by_text("待批准").first).to_be_visible()
    assert office.get_by_role("button", name="批准", exact=True).count() == 0, "who drafted does not approve"

    reviewer = sign_in("luhe")
    newest(reviewer, 3)
    tab(reviewer, "与前版对照")
    expect(reviewer.locator("main")).to_contain_text(re.compile(r"最高 1.?800 元"))
    picture(reviewer, "policy-changes")
    tab(reviewer, "办理")
    reviewer.get_by_role("button", name="批准", exact=True).click()
    expect(reviewer.get_by_text("待施行").first).to_be_visible()
    newest(reviewer, 2)
    expect(reviewer.get_by_text("施行中").first).to_be_visible()


def settle(page: Page) -> None:
    """From when it holds, and the lines that were changed confirmed by the county's own document."""
    tab(page, "参数与确认")
    page.get_by_label("起用日期").fill((timezone.localdate() + timedelta(days=1)).isoformat())
    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_load_state()
    expect(page.locator("#confirm")).to_contain_text("与随附规则不同")
    boxes = page.locator("#confirm input[name=lines]")
    for place in range(boxes.count()):
        boxes.nth(place).check()
    page.get_by_label("文件", exact=True).fill("清商发〔2026〕9号")
    page.get_by_label("条款").fill("第二条")
    page.get_by_role("button", name="确认所选条目").click()
    page.wait_for_load_state()


def what_if(page: Page) -> None:
    """The draft against last year's claims: what it costs more, who gains, and that nobody loses."""
    tab(page, "用历史申领试算")
    for _ in range(60):  # the demo county's past is brought by a job
        if page.get_by_label("资金总额").count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    page.get_by_label("资金总额").fill("20万元")
    page.get_by_label("销售企业有回收旧家电的能力").select_option(label="是")
    begun = time.monotonic()
    page.get_by_role("button", name="试算", exact=True).click()
    expect(page.get_by_text("已完成").or_(page.get_by_text("补得更多")).first).to_be_visible(timeout=60_000)
    measured("a what-if on the demo county's past, from the click to its words", time.monotonic() - begun)
    picture(page, "policy-what-if")
    expect(page.locator("main")).to_contain_text(re.compile(r"[1-9]\d*件补得更多，0件补得更少"))
    expect(page.locator("main")).to_contain_text("资金")
    newest(page, 3)


def test_a_citizen_reads_on_a_phone_why_not_and_what_would_do(visit: Callable[..., Page]) -> None:
    page = visit(PHONE)
    page.goto("/")
    page.get_by_role("link", name="看看能领多少").click()
    page.get_by_role("link", name="清岚县").first.click()
    page.get_by_role("link", name=RULES).first.click()
    page.get_by_role("link", name="看看我能领多少").click()
    answers = {"发票": ("2026", "11", "20"), "哪一种": "冰箱", "几级": "2", "多少元": "3999"}
    for _ in range(8):
        if page.get_by_text("不能领").count() or not page.get_by_role("button", name="下一题").count():
            break
        question = page.locator("h1").first.inner_text()
        said = next((value for words, value in answers.items() if words in question), "不清楚")
        answer(page, said)
    expect(page.locator("main")).to_contain_text("不能领")
    expect(page.locator("main")).to_contain_text("1级能效或水效")
    expect(page.locator("main")).to_contain_text("469号")
    picture(page, "guide-why-not")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def answer(page: Page, said: str | tuple[str, ...]) -> None:
    if isinstance(said, tuple):
        for part, value in zip(("年", "月", "日"), said, strict=True):
            page.get_by_label(part, exact=True).fill(value)
    elif said == "不清楚":
        page.get_by_text("不清楚", exact=True).first.click()
        if page.get_by_role("radio", name="不清楚").count() == 0:
            return
    elif page.get_by_role("radio").count():
        page.get_by_role("radio", name=said).check()
    else:
        page.locator("#answer").fill(said)
    page.get_by_role("button", name="下一题").click()
    page.wait_for_load_state()


def test_a_merchant_applies_is_checked_and_admitted_by_another(visit: Callable[..., Page], sign_in: SignIn) -> None:
    uscc = make_uscc("91", "990123", 7_654_321)
    applicant = visit(PHONE)
    applicant.goto("/market/apply/")
    fill_application(applicant, uscc)
    expect(applicant.get_by_text("受理编号").first).to_be_visible()
    number = applicant.locator(".market-receipt strong").inner_text()
    picture(applicant, "merchant-receipt")

    reviewer = sign_in("luhe")
    reviewer.goto("/schemes/applications/")
    reviewer.get_by_role("link", name=number).first.click()
    for box in reviewer.locator("select[name^=answer-]").all():
        box.select_option(index=1)
    reviewer.get_by_role("button", name="保存并审核通过").click()
    reviewer.wait_for_load_state()
    expect(reviewer.get_by_text("请由另一位有批准权限的人批准")).to_be_visible()
    address = reviewer.url

    leader = sign_in("shenyan")
    leader.goto(address)
    picture(leader, "merchant-to-admit")
    leader.get_by_role("button", name="批准准入").click()
    leader.wait_for_load_state()
    expect(leader.get_by_text("准入").first).to_be_visible()

    applicant.goto("/market/progress/")
    applicant.get_by_label("受理编号").fill(number)
    applicant.get_by_label("统一社会信用代码").fill(uscc)
    applicant.get_by_role("button", name="查进度").click()
    expect(applicant.locator("main")).to_contain_text(re.compile("准入"))
    applicant.goto("/market/shops/?q=晴柔")
    expect(applicant.locator("main")).to_contain_text("晴柔家电")


def fill_application(page: Page, uscc: str) -> None:
    page.get_by_label("向哪里申请").select_option(label="清岚县")
    for label, words in {
        "企业名称": FIRM, "统一社会信用代码": uscc, "住所": "清岚县河东路18号", "联系人": "白晴柔",
        "联系电话": "15400001234", "门店名称": "晴柔家电河东店", "门店地址": "河东路18号",
    }.items():  # fmt: skip
        page.get_by_label(label, exact=True).fill(words)
    page.get_by_label("冰箱").check()
    page.get_by_label("洗衣机").check()
    page.get_by_label("能够回收旧货").check()
    page.locator("input[name=licence]").set_input_files(LICENCE)
    page.get_by_role("button", name="提交申请").click()
    page.wait_for_load_state()
