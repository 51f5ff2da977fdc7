"""A voucher, by person: won on a phone, used at a shop's till, settled by finance; what is refused and how."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.citizen import PHONE, citizen, fits, win
from tests.journeys.conftest import SignIn, give_password, picture
from tests.journeys.test_who_sees_what import status_of
from tests.product import Product, liangxin
from tests.test_till_under_faults import sample_client

pytestmark = pytest.mark.journey
DRIVE = "洗衣机资格券"
WASHER, FRIDGE, TV = "6909990000059", "6909990000011", "6909990000080"
PRICE = 246_400
MERCHANT = "清岚县禾美电器商行"
OLD = "旧洗衣机一台，已交门店回收"
ELSEWHERE, RUN_OUT = "ELSEWHERE234", "RUNQUT234567"
# What nobody can do within a minute: another county releases vouchers, and two weeks pass.
GIVEN = f"""
from datetime import timedelta
from django.utils import timezone
from liangxin.domains.claims.models import Voucher
from liangxin.domains.regions.models import Region
mine = Voucher.objects.get(code="{{code}}")
shared = dict(family=mine.family, party=mine.party, issued_at=timezone.now() - timedelta(days=16))
Voucher.objects.create(code="{ELSEWHERE}", region=Region.objects.get(name="北屏县"), category="tv",
                       expires_at=timezone.now() + timedelta(days=9), **shared)
Voucher.objects.create(code="{RUN_OUT}", region=mine.region, category="fridge",
                       expires_at=timezone.now() - timedelta(days=1), **shared)
"""


def till_of(office: Page, product: Product, number: str) -> Any:
    """The office gives a shop's till a new key, which is shown once; the shop's system then signs with it."""
    office.goto(f"/claims/tills/?q={number}")
    office.get_by_role("link", name=number, exact=True).click()
    expect(office.get_by_role("heading", name=number)).to_be_visible()
    office.get_by_role("button", name="更换").click()
    shown = office.locator(".till-fresh code")
    expect(shown).to_have_count(2)
    code, secret = shown.all_inner_texts()
    return sample_client().TillClient(product.till, code, secret)


def sale(code: str, barcode: str = WASHER, price: int = PRICE) -> dict[str, Any]:
    return {"voucher": code, "barcode": barcode, "serial": f"SN-{code}", "price_fen": price}


def handed_over(claim: str, place: int, price: int = PRICE) -> dict[str, Any]:
    today = timezone.localdate().isoformat()
    return {
        "claim": claim,
        "invoice": f"269000{place:014d}",
        "delivered_on": today,
        "price_fen": price,
        "old_note": OLD,
    }


def refused(answer: dict[str, Any]) -> tuple[str, str]:
    assert answer["outcome"] == "refused", answer
    assert answer["remedy"]
    return answer["code"], answer["sentence"]


def test_a_voucher_is_won_on_a_phone_used_at_the_till_and_settled(
    product: Product, visit: Callable[..., Page], sign_in: SignIn
) -> None:
    office = sign_in("linqiu")
    till = till_of(office, product, "QL0101")
    phone = citizen(visit, "安小满", 101)
    fits(phone)
    code = win(phone, DRIVE)
    fits(phone)
    picture(phone, "voucher-open")

    sold = till.authorise(sale(code))
    assert (sold["outcome"], sold["amount_fen"] + sold["to_pay_fen"]) == ("authorised", PRICE), sold
    phone.reload()
    expect(phone.get_by_text("门店已经受理，不用再出示")).to_be_visible()
    assert till.capture(handed_over(sold["claim"], 1))["outcome"] == "captured"
    phone.reload()
    main = phone.locator("main")
    for words in ("已使用", "禾美电器东街店", "洗衣机 青禾 WA-500", "2 464.00 元", yuan(sold["amount_fen"])):
        expect(main).to_contain_text(words)
    fits(phone)
    picture(phone, "voucher-used")
    office.goto("/claims/sales/")
    row = office.get_by_role("row").filter(has_text=sold["claim"])
    expect(row).to_contain_text("已核销")
    expect(row).to_contain_text("禾美电器东街店")

    shop = merchant(visit, office)
    mine = shop.locator(".shop-list li").filter(has_text=sold["claim"])
    expect(mine).to_contain_text("等待结算")

    finance = sign_in("zhao")
    collect(finance, office)
    office.goto(finance.url)
    office.get_by_role("button", name="笔数、金额、收款人无误，复核通过").click()
    expect(office.get_by_text("复核", exact=True)).to_be_visible()
    pay(finance)
    phone.get_by_role("link", name="看这笔补贴办到哪一步").click()
    expect(main).to_contain_text("已拨付")
    shop.reload()
    expect(mine).to_contain_text("已拨付")
    fits(shop)
    picture(shop, "shop-paid")
    with shop.expect_download() as got:
        shop.get_by_role("link", name="下载本月明细（CSV）").click()
    lines = list(csv.DictReader(got.value.path().read_text("utf-8-sig").splitlines()))
    [line] = [line for line in lines if line["申领编号"] == sold["claim"]]
    assert line["补贴（元）"] == f"{sold['amount_fen'] / 100:.2f}"


def merchant(visit: Callable[..., Page], office: Page) -> Page:
    """The office opens an account for the merchant's clerk, who signs in on a phone and must take a new password."""
    office.goto(f"/claims/merchants/?q={MERCHANT}")
    office.get_by_role("link", name=MERCHANT).click()
    office.get_by_label("经办人姓名").fill("纪秋实")
    office.get_by_role("button", name="开立账号").click()
    shown = office.locator(".till-fresh code")
    expect(shown).to_have_count(2)
    picture(office, "shop-account")
    username, password = shown.all_inner_texts()
    shop = visit(PHONE)
    shop.goto("/sign-in/")
    give_password(shop, username, password)
    expect(shop).to_have_url(re.compile("/account/password/$"))
    fits(shop)
    shop.get_by_label("原密码").fill(password)
    shop.get_by_label("新密码", exact=True).fill("herbst-wolke-17")
    shop.get_by_label("再输一次新密码").fill("herbst-wolke-17")
    shop.get_by_role("button", name="修改密码").click()
    expect(shop.get_by_role("heading", name="补贴结算")).to_be_visible()
    fits(shop)
    return shop


def yuan(fen: int) -> str:
    return f"{fen / 100:,.2f}".replace(",", " ") + " 元"


def collect(finance: Page, office: Page) -> None:
    """What waits for this merchant goes into a batch; the person types count and sum; there must be an account."""
    finance.goto("/claims/settlement/")
    others = finance.locator("tbody tr").filter(has_not_text=MERCHANT)
    for box in others.get_by_role("checkbox").all():
        box.check()
    finance.get_by_role("button", name="重新计算").click()
    finance.wait_for_load_state()
    register_account(office, finance.get_by_role("link", name=MERCHANT).get_attribute("href") or "")
    count, amount = finance.locator("h2 .figure").first.inner_text().split("，")
    finance.get_by_label("申报笔数").fill(count.removesuffix("笔").strip())
    finance.get_by_label("申报金额").fill(amount.removesuffix("元").replace(" ", ""))
    finance.get_by_role("button", name="编制批次，待另一人复核").click()
    expect(finance.get_by_text("待另一位有批准权限的人员复核")).to_be_visible()


def register_account(office: Page, party: str) -> None:
    office.goto(party)
    office.get_by_role("link", name="修改", exact=True).click()
    office.get_by_label("收款账号").first.fill("6228480099012300016")
    office.get_by_label("事由").fill("商户报来开户许可证")
    office.get_by_role("button", name="保存").click()
    expect(office).to_have_url(re.compile(f"{party}$"))


def pay(finance: Page) -> None:
    """Held, sent, and the bank's answer: it paid every line of the file that it was given."""
    finance.reload()
    finance.get_by_role("button", name="列入支付").click()
    finance.get_by_label("付款单位").fill("清岚县财政局")
    finance.get_by_label("付款账号").fill("990123880001")
    finance.get_by_role("button", name="送银行").click()
    finance.wait_for_load_state()
    with finance.expect_download() as got:
        finance.get_by_role("button", name="CSV").first.click()
    ordered = list(csv.DictReader(got.value.path().read_text("utf-8-sig").splitlines()))
    finance.locator("input[name=file]").set_input_files(
        {"name": "回单.csv", "mimeType": "text/csv", "buffer": statement(ordered)}
    )
    finance.get_by_role("button", name="导入并核对").click()
    finance.wait_for_load_state()
    finance.get_by_role("button", name="对账办结").click()
    finance.wait_for_load_state()
    expect(finance.locator("main")).to_contain_text("已对账")
    picture(finance, "voucher-settled")


def statement(ordered: list[dict[str, str]]) -> bytes:
    file, today = io.StringIO(), timezone.localdate().isoformat()
    out = csv.writer(file)
    out.writerow(["银行流水号", "交易日期", "付款编号", "对方账号", "金额", "结果", "摘要"])
    for line in ordered:
        out.writerow([f"B-{line['付款编号']}", today, line["付款编号"], "", line["金额"], "成功", "补贴结算"])
    return file.getvalue().encode()


def test_what_does_not_stand_is_refused_in_plain_words_and_the_neighbour_sees_nothing(
    product: Product, visit: Callable[..., Page], sign_in: SignIn
) -> None:
    office = sign_in("linqiu")
    till = till_of(office, product, "QL0401")
    phone = citizen(visit, "白露", 202)
    code = win(phone, DRIVE)
    done = liangxin("manage", "shell", "-c", GIVEN.format(code=code), LIANGXIN_DATA=str(product.data))
    assert done.returncode == 0, done.stderr
    sold = till.authorise(sale(code))
    wrong = refused(till.capture(handed_over(sold["claim"], 2, price=200_000)))
    assert wrong == ("till.price_differs", "开票金额与占用额度时的2464.00元不一致。")
    assert till.capture(handed_over(sold["claim"], 2))["outcome"] == "captured"
    again = refused(till.authorise({**sale(code), "serial": "SN-AGAIN"}))
    assert again == ("till.voucher_not_open", "这张资格券现为“已使用”，不能再用。")
    assert refused(till.authorise(sale(ELSEWHERE, TV, 301_300)))[0] == "till.voucher_elsewhere"
    assert refused(till.authorise(sale(RUN_OUT, FRIDGE, 331_200)))[0] == "till.voucher_run_out"

    phone.goto("/my/")
    expect(phone.locator(".my-list", has_text="冰箱")).to_contain_text("已过期")
    offer = phone.locator(".my-offer", has_text=DRIVE)
    expect(offer.get_by_role("button")).to_have_count(0)
    expect(offer).to_contain_text("这次活动您已经领过一张")
    picture(phone, "voucher-why-not")

    office.goto("/claims/drives/")
    office.get_by_role("link", name=DRIVE).click()
    expect(office.get_by_role("heading", name=DRIVE)).to_be_visible()
    neighbour = sign_in("sun")
    for address in ("/claims/sales/", "/claims/vouchers/", "/claims/drives/"):
        neighbour.goto(address)
        expect(neighbour.locator("main h1")).to_be_visible()
        expect(neighbour.locator("#list")).not_to_contain_text("清岚县")
    assert status_of(neighbour, office.url) == 404
