"""A citizen on a phone, as several journeys need one: signed in by the trial, a voucher won."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect
from stdnum.cn import ric

PHONE = {"width": 390, "height": 844}


def id_number(serial: int) -> str:
    """Nobody's number, with its check digit: of a county that does not exist."""
    body = f"9901231988{serial % 12 + 1:02d}{serial % 28 + 1:02d}{serial % 1000:03d}"
    return body + str(ric.calc_check_digit(body + "0"))


def citizen(visit: Callable[..., Page], name: str, serial: int) -> Page:
    """Consent, place, the trial that verifies nothing; the page then shows what is theirs."""
    page = visit(PHONE)
    page.goto("/my/")
    page.get_by_label("办理地区").select_option(label="清岚县")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="核验身份并登录").click()
    expect(page.get_by_text("本地试用，不核验身份")).to_be_visible()
    page.get_by_label("姓名").fill(name)
    page.get_by_label("证件号码").fill(id_number(serial))
    page.get_by_label("手机号码").fill(f"139000{serial:05d}")
    page.get_by_role("button", name="当作已核验，登录").click()
    expect(page.get_by_role("heading", name="我的券")).to_be_visible()
    return page


def win(page: Page, drive: str) -> str:
    """Join a drive that has vouchers left: the code that is shown at the till."""
    page.goto("/my/")
    page.locator(".my-offer", has_text=drive).get_by_role("button", name="领券").click()
    expect(page.get_by_text("领到了。到店付款前出示下面的码。")).to_be_visible()
    expect(page.get_by_role("img", name="券码的二维码")).to_be_visible()
    return page.locator(".my-code").inner_text().replace(" ", "")


def fits(page: Page) -> None:
    """Nothing scrolls sideways on the phone."""
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
