"""An after-sale claim, by person: a car owner claims on a phone, is asked one question and is paid; three people
review it; finance pays it; the auditor reads the whole thread. And the reviewer's keys, measured.
"""

from __future__ import annotations

import csv
import io
import re
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from liangxin.domains.claims.actions.after_demo_papers import invoice, made_vin
from liangxin.domains.claims.terms import MarkKind
from liangxin.engines.invoices.tests.papers import facts, scrap_certificate
from liangxin.engines.invoices.tests.sheets import Sheet, pdf_of
from liangxin.kernel.money import Money
from tests.journeys.conftest import SignIn, measured, picture

pytestmark = pytest.mark.journey
PHONE = {"width": 390, "height": 844}
NAME, IDENTITY = "陈松龄", "990123196803111254"
TODAY = timezone.localdate()
BOUGHT, RECYCLED, REGISTERED = (max(TODAY - timedelta(days), TODAY.replace(month=1, day=2)) for days in (9, 8, 6))
NUMBERS = {
    MarkKind.OLD_VIN: made_vin("L00990T00B1700001"),
    MarkKind.NEW_VIN: made_vin("L00990T00T1700001"),
    MarkKind.INVOICE: f"{TODAY:%y}99{700001:016d}",
}
PRICE = Money.from_yuan("123456")
WAITS_FOR_A_JOB = 60_000


def certificate() -> bytes:
    sheet = Sheet()
    told = replace(facts(7), person=NAME, person_id=IDENTITY, vin=NUMBERS[MarkKind.OLD_VIN], day=RECYCLED)
    scrap_certificate(sheet, told)
    return pdf_of(sheet)


def verified(page: Page) -> None:
    """Through the trial sign-in, which verifies nothing and says so."""
    page.goto("/my/sign-in/?next=/my/claims/")
    page.get_by_label("办理地区").select_option(label="清岚县")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="核验身份并登录").click()
    page.get_by_label("姓名").fill(NAME)
    page.get_by_label("证件号码").fill(IDENTITY)
    page.get_by_role("button", name="当作已核验，登录").click()
    expect(page.get_by_role("heading", name="我的申领")).to_be_visible()


def refused_twice(page: Page) -> None:
    """A number one sign too short, and one that is not there: each is said beside its field."""
    number = page.locator("#number-new_vin")
    number.fill(NUMBERS[MarkKind.NEW_VIN][:-1])
    page.get_by_role("button", name="提交申领").click()
    beside = page.locator("#field-number-new_vin .refusal")
    expect(beside).to_contain_text("新车车辆识别代号有误")
    expect(beside).to_be_in_viewport()
    expect(beside).to_contain_text("请照原件重新填写")
    picture(page, "claim-refused-number")
    number.fill("")
    page.get_by_role("button", name="提交申领").click()
    expect(page.locator("#field-number-old_vin .refusal")).to_contain_text("没有填写旧车车辆识别代号")


def filled_from_papers(page: Page) -> None:
    """What was read in an uploaded file is offered beside its field; one says yes to it."""
    for evidence, name, kind, content in (
        ("new_car", "发票.xml", "text/xml", invoice(NUMBERS, BOUGHT, PRICE, IDENTITY)),
        ("old_car", "回收证明.pdf", "application/pdf", certificate()),
    ):
        page.locator(f"input[name=file-{evidence}]").set_input_files(
            {"name": name, "mimeType": kind, "buffer": content}
        )
        read = page.locator(f"#field-file-{evidence} .state-good")
        expect(read).to_contain_text("已识读", timeout=WAITS_FOR_A_JOB)
    picture(page, "claim-papers-read")
    offers = page.locator("[data-fill]:visible", has_text="填入")
    expect(offers).to_have_count(6)
    for _ in range(6):
        offers.first.click()
    assert page.locator("#fact-price").input_value() == "123456"
    assert page.locator("#number-old_vin").input_value() == NUMBERS[MarkKind.OLD_VIN]


def answered(page: Page) -> None:
    for name in ("old_is_passenger", "same_owner", "new_is_passenger"):
        page.locator(f"input[name=fact-{name}][value=yes]").check()
    page.locator("input[name=fact-old_fuel][value=petrol]").check()
    page.locator("input[name=fact-new_kind][value=nev]").check()
    days = {"old_registered_on": "2011-05-16", "old_owned_on": "2016-08-01", "recycled_on": RECYCLED.isoformat(),
            "cancelled_on": RECYCLED.isoformat(), "new_registered_on": REGISTERED.isoformat()}  # fmt: skip
    for name, day in days.items():
        page.locator(f"#fact-{name}").fill(day)
    expect(page.locator("#decision")).to_contain_text("您要填的已经齐了")
    expect(page.locator("#field-fact-displacement")).to_be_hidden()


def with_keys(page: Page, number: str, *keys: str) -> None:
    page.goto(f"/claims/review/{number}/")
    expect(page.locator(".case-head")).to_be_visible()
    for key in keys:
        page.keyboard.press(key)


def test_a_car_owner_claims_is_asked_and_paid(visit: Callable[..., Page], sign_in: SignIn) -> None:
    phone = visit(PHONE)
    verified(phone)
    phone.get_by_role("link", name=re.compile("汽车报废更新补贴 · 最高")).click()
    phone.get_by_role("button", name="开始填写").click()
    expect(phone.get_by_role("heading", name=re.compile("一、材料"))).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    number = phone.url.rstrip("/").rpartition("/")[2]
    refused_twice(phone)
    filled_from_papers(phone)
    answered(phone)
    picture(phone, "claim-filled")
    phone.get_by_role("button", name="提交申领").click()
    expect(phone.get_by_text("已提交。审核有进展会在这里告诉您。")).to_be_visible()

    clerk = sign_in("li")
    with_keys(clerk, number, "y")  # what only the office knows
    expect(clerk.locator(".check-meets")).to_have_count(6)
    picture(clerk, "review-clear")
    clerk.keyboard.press("q")
    clerk.get_by_label("补正哪一项").select_option(label="旧车登记在申请人名下的日期")
    clerk.get_by_label("请申领人怎样补正").fill("请照旧车登记证书核对。")
    with clerk.expect_response(lambda answer: answer.request.method == "POST"):
        clerk.keyboard.press("Enter")

    phone.reload()
    expect(phone.get_by_role("heading", name=re.compile("请补正：旧车登记在申请人名下的日期"))).to_be_visible()
    picture(phone, "claim-asked")
    phone.locator("input[name=answer]").fill("2015-09-01")
    phone.get_by_role("button", name="提交补正").click()
    expect(phone.get_by_text("已补正，重新进入审核。")).to_be_visible()

    passed_by(clerk, number)
    passed_by(sign_in("luhe"), number)
    leader = sign_in("shenyan")
    passed_by(leader, number)
    phone.reload()
    expect(phone.locator(".stand")).to_contain_text("审核通过")

    batch = paid_by_the_bank(sign_in("zhao"), sign_in("linqiu"))
    phone.reload()
    expect(phone.locator("main")).to_contain_text("已拨付")
    expect(phone.locator("main")).to_contain_text(f"已于{TODAY.year}年{TODAY.month}月{TODAY.day}日拨付")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    picture(phone, "claim-paid")
    read_by_the_auditor(sign_in("chen"), number, batch)


def passed_by(page: Page, number: str) -> None:
    """Opened, looked at, passed by one key."""
    page.goto(f"/claims/review/{number}/")
    expect(page.locator("article[data-clear]")).to_be_visible()
    with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        page.keyboard.press("a")
    assert sent.value.status == 204


def paid_by_the_bank(finance: Page, office: Page) -> str:
    """Collected, checked by another, sent, and the statement taken in; returns the batch's page."""
    finance.goto("/claims/settlement/?kind=persons")
    finance.get_by_label("区划").select_option(label="清岚县")
    finance.get_by_role("button", name="重新计算").click()
    said = finance.get_by_role("heading", name=re.compile("^待结算")).inner_text()
    count, total = re.search(r"(\d+) 笔，([\d\s ]+\.?\d*)", said).groups()  # type: ignore[union-attr]  # it must be there
    finance.get_by_label("申报笔数").fill(count)
    finance.get_by_label("申报金额").fill(re.sub(r"\s", "", total))
    finance.get_by_role("button", name="编制批次，待另一人复核").click()
    expect(finance.get_by_text("已编入结算批次")).to_be_visible()
    batch = finance.url
    assert finance.get_by_role("button", name=re.compile("复核通过")).count() == 0, "who collects does not check"
    office.goto(batch)
    office.get_by_role("button", name=re.compile("复核通过")).click()
    finance.reload()
    finance.get_by_role("button", name="列入支付").click()
    finance.get_by_label("付款单位").fill("清岚县财政局")
    finance.get_by_label("付款账号").fill("990123000000009999")
    finance.get_by_role("button", name="送银行").click()
    with finance.expect_download() as ordered:
        finance.get_by_role("button", name=re.compile("付款文件（.*CSV")).click()
    rows = csv.DictReader(io.StringIO(ordered.value.path().read_text("utf-8-sig")))
    lines = ["银行流水号,交易日期,付款编号,对方账号,金额,结果,摘要"]
    lines += [
        f"AC{TODAY:%Y%m%d}{place:05d},{TODAY},{row['付款编号']},{row['收款账号']},{row['金额']},成功,补贴结算"
        for place, row in enumerate(rows)
    ]
    statement = {"name": "回单.csv", "mimeType": "text/csv", "buffer": "\r\n".join(lines).encode()}
    finance.get_by_label("回单文件").set_input_files(statement)
    finance.get_by_role("button", name="导入并核对").click()
    finance.wait_for_load_state()
    return batch


def read_by_the_auditor(auditor: Page, number: str, batch: str) -> None:
    """From the claim to its entries, the payment and the batch; nothing is offered that would change any of it."""
    auditor.goto(f"/claims/review/{number}/")
    expect(auditor.locator(".case-head")).to_contain_text("已拨付")
    assert auditor.locator("#case button:visible").count() == 0
    auditor.get_by_role("link", name="看资金账").click()
    entries = auditor.locator("table.list tbody tr")
    for kind in ("预占", "支付"):
        expect(entries.filter(has_text=kind).first).to_be_visible()
    auditor.go_back()
    auditor.locator(".case-more").get_by_role("link", name=re.compile("^JS")).click()
    expect(auditor.locator("main")).to_contain_text(number)
    auditor.goto(batch)
    assert auditor.locator("main form[method=post] button:visible").count() == 0
    picture(auditor, "claim-audited")


def test_clear_cases_are_decided_by_keyboard_alone(sign_in: SignIn) -> None:
    clerk = sign_in("li")
    clerk.goto("/claims/review/")
    clerk.get_by_role("button", name="批量通过 3 份").click()
    expect(clerk.get_by_text("批量通过了3份。")).to_be_visible()

    reviewer = sign_in("luhe")
    reviewer.goto("/claims/review/")
    reviewer.keyboard.press("?")
    expect(reviewer.get_by_role("dialog", name="快捷键")).to_contain_text("通过并看下一份")
    reviewer.keyboard.press("Escape")
    at = reviewer.locator("article.case")
    waits, presses = [], 0
    for _ in range(3):
        while at.get_attribute("data-clear") is None:
            before = at.get_attribute("data-number")
            reviewer.keyboard.press("j")
            expect(at).not_to_have_attribute("data-number", before or "")
        fits_one_screen(reviewer)
        before, begun = at.get_attribute("data-number"), time.monotonic()
        reviewer.keyboard.press("a")
        presses += 1
        reviewer.wait_for_function(
            "number => document.querySelector('article.case')?.dataset.number !== number", arg=before
        )
        waits.append(time.monotonic() - begun)
    measured(f"a clear claim by keyboard: {presses / 3:.0f} key, from it to the next case (worst of 3)", max(waits))
    picture(reviewer, "review-next")


def fits_one_screen(page: Page) -> None:
    """What one decides by stands in the window: the deeds, each check, typed against read, the decision, the paper."""
    for place in (".case-deeds", ".case-checks", ".case-lines", ".case-decision", ".case-related", "figure.is-shown"):
        box = page.locator(place).bounding_box()
        assert box, place
        assert box["y"] >= 0, place
        assert box["y"] + box["height"] <= 900, place
