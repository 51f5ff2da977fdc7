"""From a promise to its records and back: a clerk fills a register by workbook, a leader follows a red light down."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import SignIn, picture

pytestmark = pytest.mark.journey

IN_A_MINUTE = 60_000  # a job behind others, on a machine that does other things too
PHONE = {"width": 390, "height": 844}
SOUND = 20
HEADS = ("镇街", "路段或管段", "更新长度", "管径", "投资额", "施工单位", "完工日期", "位置", "阶段", "到达日期")


def right(number: int) -> dict[str, Any]:
    """What a row of the workbook should say."""
    return {
        "镇街": "城关镇",
        "路段或管段": f"清溪路第{number}段",
        "更新长度": 0.5,
        "管径": "DN200",
        "投资额": 30,
        "施工单位": "清岚演示建设有限公司",
        "完工日期": datetime.date(2025, 5, 20),
        "位置": "120.38, 36.07",
        "阶段": "列入计划",
        "到达日期": datetime.date(2025, 1, 15),
    }


# One kind of fault a row; the third is that of the key, which puts both rows in the wrong.
FAULTS: tuple[dict[str, Any], ...] = (
    {"镇街": None},
    {"更新长度": "若干"},
    {"路段或管段": "清溪路第1段"},
    {"更新长度": "1.2吨"},
    {"完工日期": "2025年13月"},
    {"完工日期": "6月30日"},
    {"位置": "东经一百二十度"},
    {"更新长度": "=0.2+0.3"},
    {"投资额": "约30"},
    {"路段或管段": "长" * 301},
    {"阶段": "完成啦"},
    {"阶段": "已确认"},
    {"阶段": "已开工", "到达日期": None},
    {"更新长度": "#N/A"},
)


def sheet_of(path: Path) -> tuple[Any, Worksheet, dict[str, int], int]:
    """The workbook, its list, the column of each heading (units in brackets left out), and the row of the headings."""
    book = load_workbook(path)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(max_row=10):
            heads = {re.split("[（(]", str(cell.value))[0].strip(" *\n"): cell.column for cell in row if cell.value}
            if set(HEADS) <= heads.keys():
                return book, sheet, heads, row[0].row
    raise AssertionError(f"no list in {path}")


def write(sheet: Worksheet, heads: dict[str, int], row: int, values: dict[str, Any]) -> None:
    for head, value in values.items():
        cell = sheet.cell(row, heads[head], value)
        if value == "#N/A":
            cell.data_type = "e"


def saved(page: Page, link: Locator, folder: Path) -> Path:
    with page.expect_download() as download:
        link.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def send(page: Page, path: Path) -> None:
    """Choose the file, which sends itself, and wait until it is checked."""
    page.locator("#file").set_input_files(path)
    expect(
        page.get_by_role("button", name=re.compile("发布：")).or_(page.get_by_text("没有要新增或修改"))
    ).to_be_visible(timeout=IN_A_MINUTE)


def test_a_clerk_fills_a_register_from_a_workbook_with_faults(sign_in: SignIn, tmp_path: Path) -> None:
    page = sign_in("mayuan")
    page.goto("/registers/targets/")
    page.get_by_role("link", name="老旧燃气管道").first.click()
    picture(page, "register-proposed")
    page.get_by_role("button", name="按建议一步建立").click()
    expect(page.get_by_role("heading", name="老旧燃气管道台账")).to_be_visible()
    register = page.url
    template = saved(page, page.get_by_role("link", name="下载模板"), tmp_path)

    book, sheet, heads, head = sheet_of(template)
    for number in range(1, SOUND + 1):
        write(sheet, heads, head + number, right(number))
    for place, fault in enumerate(FAULTS, SOUND + 1):
        write(sheet, heads, head + place, right(place) | fault)
    mine = tmp_path / "燃气管道.xlsx"
    book.save(mine)

    page.get_by_role("link", name="导入工作簿").click()
    send(page, mine)
    wrong = len(FAULTS) + 1  # the row whose key was taken as well
    expect(page.get_by_role("link", name=f"有误 {wrong}")).to_be_visible()
    expect(page.get_by_role("link", name=f"新增 {SOUND - 1}")).to_be_visible()
    picture(page, "import-faults")
    marked = saved(page, page.get_by_role("link", name="下载标出问题的副本"), tmp_path)

    book, sheet, heads, head = sheet_of(marked)
    rows = {cell.row for row in sheet.iter_rows(min_row=head + 1) for cell in row if cell.comment}
    assert rows == {head + 1, *range(head + SOUND + 1, head + SOUND + len(FAULTS) + 1)}
    for row in rows:
        write(sheet, heads, row, right(row - head))
    mended = tmp_path / "改好的.xlsx"
    book.save(mended)

    page.goto(register)
    page.get_by_role("link", name="导入工作簿").click()
    send(page, mended)
    whole = SOUND + len(FAULTS)
    page.get_by_role("button", name=f"发布：新增 {whole} 条，修改 0 条").click()
    expect(page.get_by_text(f"已发布：新增 {whole} 条")).to_be_visible(timeout=IN_A_MINUTE)
    picture(page, "import-published")
    page.goto(register)
    expect(page.get_by_text(f"共 {whole} 条")).to_be_visible()
    picture(page, "register-filled")

    page.get_by_role("link", name="导入工作簿").click()
    send(page, mended)
    expect(page.get_by_text("再发布不会有任何改动")).to_be_visible()


def test_a_leader_follows_a_red_light_down_to_the_row_and_up_to_the_sentence(sign_in: SignIn) -> None:
    page = sign_in("shenyan")
    for _ in range(60):  # the run that looks at the county for the first time may still wait
        page.goto("/progress/")
        if (
            page.locator(".numbers .big, .lights .big").count()
            or page.get_by_role("link", name="公共充电桩", exact=True).count()
        ):
            break
        page.wait_for_timeout(1000)
    picture(page, "progress")
    page.get_by_role("link", name="公共充电桩", exact=True).first.click()
    expect(page.get_by_role("heading", name="公共充电桩")).to_be_visible()
    expect(page.get_by_text("滞后").first).to_be_visible()
    expect(page.get_by_text("差距较大").first).to_be_visible()
    expect(page.locator("#chart canvas")).to_be_visible()
    picture(page, "progress-target")
    light = page.url

    page.get_by_text("数据表").click()
    figure = page.get_by_role("row", name=re.compile("2026年10月")).first
    figure.get_by_role("link", name="看记录").click()
    expect(page.get_by_text("公共充电桩台账").first).to_be_visible()
    picture(page, "progress-records")
    page.locator("table.list tbody a").first.click()
    expect(page.get_by_text("台账迁入清单（演示）.txt").first).to_be_visible()
    picture(page, "progress-row")

    page.goto(light)
    page.get_by_role("link", name="在方案中的位置").click()
    expect(page.get_by_text("建成公共充电桩900个以上").first).to_be_visible()
    picture(page, "progress-sentence")


def test_the_lights_are_read_on_a_phone(sign_in: SignIn) -> None:
    page = sign_in("shenyan", viewport=PHONE)
    page.goto("/progress/")
    expect(page.get_by_text("滞后").first).to_be_visible(timeout=IN_A_MINUTE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    picture(page, "progress-phone")
