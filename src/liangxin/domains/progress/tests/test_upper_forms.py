"""The level above's own workbook: a mapping proposed and confirmed, a copy filled, nothing else of it touched."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from liangxin.domains.progress import api as progress
from liangxin.domains.progress import errors
from liangxin.domains.progress.models import UpperFilling, UpperForm, UpperMapping
from liangxin.domains.progress.queries.upper_forms import filling_cells, upper_form_page
from liangxin.domains.progress.rules.upper_filling import read_grids
from liangxin.domains.progress.rules.upper_forms import proposed, read_mapping, written
from liangxin.domains.progress.terms import EmptyWhy, Fact
from liangxin.domains.progress.tests.test_web import client_of, said
from liangxin.domains.progress.tests.upward_world import UpwardWorld, upward
from liangxin.domains.progress.tests.world import EVENTS, LIFTS, ProgressWorld, lights, measured
from liangxin.domains.regions.tests.world import CITY, COUNTY, NEIGHBOUR
from liangxin.foundation.accounts.api import NotAllowed
from liangxin.foundation.files.api import read_bytes
from liangxin.kernel.period import Period

__all__ = ["lights", "measured", "upward"]
MAY = Period.month(2025, 5)
NAMES = {"老旧住宅电梯更新数量": LIFTS, "促销活动场次": EVENTS, "新能源汽车保有量": "new_energy_cars"}


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def by_name(text: str, _unit: str) -> str:
    return NAMES.get(text, "")


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def months_book() -> bytes:
    """Rows are indicators, columns are months under a merged heading; a sum by formula, and a second sheet."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "月报"
    sheet["A1"] = "两新工作月报"
    sheet.merge_cells("A1:H1")
    sheet["A2"], sheet["B2"], sheet["C2"], sheet["G2"], sheet["H2"] = "指标", "计量单位", "2025年", "合计", "全年目标"
    sheet.merge_cells("C2:F2")
    for place, month in enumerate(("1月", "2月", "5月", "6月")):
        sheet.cell(3, 3 + place, month)
    for row, name in enumerate(("促销活动场次", "老旧住宅电梯更新数量", "从来没有的指标"), 4):
        sheet.cell(row, 1, name)
        sheet.cell(row, 7, f"=SUM(C{row}:F{row})")
    sheet["A5"].font = Font(bold=True, color="FF0000")
    sheet["B4"], sheet["B5"] = "场", "台"
    sheet["C4"].number_format = "0.00"
    book.create_sheet("填表说明")["A1"] = "按月填报"
    return saved(book)


def counties_book() -> bytes:
    """A matrix: rows are indicators, a column for each county."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "分县"
    sheet.append(["项目", "清岚县", "北屏县"])
    sheet.append(["促销活动场次", None, None])
    return saved(book)


def heads_book() -> bytes:
    """Two rows of headings, with the facts as columns."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "进度"
    sheet.append(["序号", "指标", "完成情况", None, "目标值", "状态"])
    sheet.append([None, None, "本月", "累计", None, None])
    sheet.merge_cells("C1:D1")
    sheet.append([1, "促销活动场次"])
    sheet.append([2, "老旧住宅电梯更新数量"])
    return saved(book)


def proposal(content: bytes, places: dict[str, str] | None = None) -> dict[str, Any]:
    (grid, *_) = read_grids(io.BytesIO(content), "表.xlsx")
    return {one.cell: one for one in proposed(grid, by_name, places or {})}


def test_months_and_a_column_of_targets_are_proposed_and_formulas_left() -> None:
    found = proposal(months_book())
    assert (found["C4"].fact, found["C4"].of, found["C4"].month, found["C4"].unit) == (Fact.FIGURE, EVENTS, 1, "场")
    assert found["F5"].month == 6
    assert found["H4"].fact is Fact.AIM
    assert not {"G4", "B4", "C6"} & found.keys(), "a formula, a text, an unknown row"


def test_headings_of_two_rows_and_a_matrix_by_county_are_proposed() -> None:
    found = proposal(heads_book())
    facts = {cell: one.fact for cell, one in found.items() if cell.endswith("3")}
    assert facts == {"C3": Fact.FIGURE, "D3": Fact.TO_DATE, "E3": Fact.AIM, "F3": Fact.STATUS}
    matrix = proposal(counties_book(), {"清岚县": COUNTY, "北屏县": NEIGHBOUR})
    assert {cell: one.region for cell, one in matrix.items()} == {"B2": COUNTY, "C2": NEIGHBOUR}


def test_a_mapping_reads_back_as_it_is_written() -> None:
    entries = read_mapping(
        "- {sheet: 月报, cell: C5, fact: figure, of: lifts_renewed, month: 3, unit: 台, scale: 0.1}\n"
        "- {sheet: 月报, labels: B5:B20, column: D, fact: to_date}\n"
        "- {sheet: 封面, cell: B2, fact: fixed, text: '=清岚县'}\n"
    )
    assert read_mapping(written(entries)) == entries
    assert entries[0].scale == Decimal("0.1")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "列表"),
        ("[", "YAML"),
        ("- 1", "组成"),
        ("- {sheet: 月报, cell: C5, fact: guess, of: a}", "fact"),
        ("- {sheet: 月报, cell: 五, fact: figure, of: a}", "cell"),
        ("- {cell: C5, fact: figure, of: a}", "sheet"),
        ("- {sheet: 月报, cell: C5, fact: figure}", "of"),
        ("- {sheet: 月报, cell: C5, fact: fixed}", "text"),
        ("- {sheet: 月报, cell: C5, fact: figure, of: a, month: 13}", "month"),
        ("- {sheet: 月报, cell: C5, fact: figure, of: a, scale: 0}", "scale"),
        ("- {sheet: 月报, labels: B5, column: C, fact: figure}", "labels"),
        ("- {sheet: 月报, cell: C5, fact: figure, of: a}\n- {sheet: 月报, cell: C5, fact: aim, of: a}", "已经写过"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused_by_item(text: str, problem: str) -> None:
    with pytest.raises(errors.MappingWrong) as refused:
        read_mapping(text)
    assert problem in str(refused.value)


def added(lights: ProgressWorld, content: bytes, region: str = COUNTY) -> UUID:
    actor = lights.people.actor("lin")
    return progress.add_upper_form(actor, region, "市月报表", content, "市月报表.xlsx")


def filled(lights: ProgressWorld, form: UUID, mapping: str, period: Period = MAY) -> tuple[Any, dict[str, Any]]:
    lin = lights.people.actor("lin")
    progress.confirm_mapping(lin, form, mapping)
    row, cells = filling_cells(lin, progress.fill_upper_form(lin, form, period))
    return load_workbook(io.BytesIO(read_bytes(row.file))), {cell.place: cell for cell in cells}


def test_a_copy_is_filled_and_nothing_else_of_it_changes(lights: ProgressWorld) -> None:
    form = added(lights, months_book())
    page = upper_form_page(lights.people.actor("lin"), form)
    assert page.mapping == ""
    assert EVENTS in page.proposal
    assert LIFTS in page.proposal, "老旧住宅电梯 is a synonym"
    book, cells = filled(lights, form, page.proposal)
    sheet = book["月报"]
    assert (sheet["C4"].value, sheet["E5"].value) == (0, 3)
    assert cells["月报!F4"].why is EmptyWhy.LATER, "June is not over in a workbook of May"
    assert sheet["F4"].value is None, "missing stays empty, never 0"
    assert sheet["G4"].value == "=SUM(C4:F4)"
    assert {str(one) for one in sheet.merged_cells.ranges} == {"A1:H1", "C2:F2"}
    assert (sheet["A5"].font.bold, sheet["C4"].number_format, book["填表说明"]["A1"].value) == (
        True,
        "0.00",
        "按月填报",
    )
    assert cells["月报!C4"].trail == ("figure", EVENTS, COUNTY)
    assert (sheet["H4"].value, cells["月报!H4"].trail[0]) == (6, "target")


def test_what_is_not_known_or_may_not_be_written_is_listed_and_left(lights: ProgressWorld) -> None:
    mapping = (
        f"- {{sheet: 月报, cell: G4, fact: figure, of: {EVENTS}}}\n"
        f"- {{sheet: 月报, cell: D2, fact: figure, of: {EVENTS}}}\n"
        f"- {{sheet: 没有, cell: A1, fact: figure, of: {EVENTS}}}\n"
        "- {sheet: 月报, cell: C6, fact: figure, of: nothing_such}\n"
        f"- {{sheet: 月报, cell: D6, fact: figure, of: {EVENTS}, unit: 吨}}\n"
        "- {sheet: 月报, cell: E6, fact: figure, of: cars_scrapped_growth}\n"
        "- {sheet: 月报, cell: F6, fact: text, of: 家电换新}\n"
        "- {sheet: 月报, cell: H6, fact: text, of: 从来没有的任务}\n"
        "- {sheet: 月报, cell: H5, fact: units}\n"
        "- {sheet: 填表说明, cell: A2, fact: fixed, text: '=1+1'}\n"
        f"- {{sheet: 填表说明, cell: A3, fact: to_date, of: {LIFTS}, scale: 0.1}}\n"
        f"- {{sheet: 填表说明, cell: A4, fact: status, of: {EVENTS}}}\n"
    )
    book, cells = filled(lights, added(lights, months_book()), mapping)
    why = {place: cell.why for place, cell in cells.items() if cell.why}
    assert why == {
        "月报!G4": EmptyWhy.FORMULA,
        "月报!D2": EmptyWhy.MERGED,
        "没有!A1": EmptyWhy.NO_SHEET,
        "月报!C6": EmptyWhy.UNKNOWN,
        "月报!D6": EmptyWhy.UNIT,
        "月报!E6": EmptyWhy.MISSING,
        "月报!F6": EmptyWhy.MISSING,
        "月报!H6": EmptyWhy.UNKNOWN,
        "月报!H5": EmptyWhy.MISSING,
        "填表说明!A3": EmptyWhy.MISSING,
    }
    assert book["月报"]["G4"].value == "=SUM(C4:F4)"
    assert book["填表说明"]["A2"].data_type == "s", "a text is never taken for a formula"
    row = UpperFilling.objects.get()
    assert (row.filled, row.empty) == (2, 10)


def test_a_column_is_filled_by_the_labels_of_its_rows(lights: ProgressWorld) -> None:
    mapping = "- {sheet: 月报, labels: A4:A9, column: E, fact: figure}\n"
    book, cells = filled(lights, added(lights, months_book()), mapping)
    assert (book["月报"]["E4"].value, book["月报"]["E5"].value) == (0, 3)
    assert cells["月报!E6"].why is EmptyWhy.UNKNOWN


def test_versions_are_kept_and_a_copy_names_its_own(lights: ProgressWorld) -> None:
    form, lin = added(lights, months_book()), lights.people.actor("lin")
    with pytest.raises(errors.MappingEmpty):
        progress.fill_upper_form(lin, form, MAY)
    filled(lights, form, "- {sheet: 月报, cell: C6, fact: fixed, text: 甲}\n")
    filled(lights, form, "- {sheet: 月报, cell: C6, fact: fixed, text: 乙}\n")
    assert list(UpperMapping.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert list(UpperFilling.objects.order_by("pk").values_list("mapping__number", flat=True)) == [1, 2]


def test_a_city_fills_a_matrix_by_county(upward: UpwardWorld) -> None:
    han = upward.actor("han")
    form = progress.add_upper_form(han, CITY, "分县表", counties_book(), "分县.xlsx")
    proposal_text = upper_form_page(han, form).proposal
    assert (COUNTY in proposal_text, NEIGHBOUR in proposal_text) == (True, True)
    progress.confirm_mapping(han, form, proposal_text)
    row, cells = filling_cells(han, progress.fill_upper_form(han, form, MAY))
    sheet = load_workbook(io.BytesIO(read_bytes(row.file)))["分县"]
    assert (sheet["B2"].value, sheet["C2"].value) == (0, None)
    assert [cell.why for cell in cells if cell.place == "分县!C2"] == [EmptyWhy.MISSING]


def test_what_is_no_workbook_is_refused_and_not_kept(lights: ProgressWorld) -> None:
    with pytest.raises(errors.UpperFormUnreadable):
        added(lights, b"not a workbook")
    with pytest.raises(errors.FieldNeeded):
        progress.add_upper_form(lights.people.actor("lin"), COUNTY, " ", months_book(), "a.xlsx")
    assert not UpperForm.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("lin", 200), ("wang", 200), ("li", 404), ("sun", 404), ("stranger", 404)])
def test_who_sees_and_who_fills(lights: ProgressWorld, who: str, status: int) -> None:
    form = added(lights, months_book())
    client = client_of(lights, who)
    assert client.get(f"/progress/upper/{form}/").status_code == status
    actor = lights.people.stranger if who == "stranger" else lights.people.actor(who)
    if who != "lin":
        with pytest.raises(NotAllowed if status == 200 else errors.UpperFormNotFound):
            progress.confirm_mapping(actor, form, "- {sheet: 月报, cell: C6, fact: fixed, text: 甲}\n")


def test_the_office_uploads_confirms_and_fills_on_the_screen(lights: ProgressWorld) -> None:
    client = client_of(lights, "lin")
    assert "还没有上级表格" in said(client.get("/progress/upper/"))
    refused = client.post("/progress/upper/", {"deed": "add", "region": COUNTY})
    assert refused.status_code == 422
    upload = io.BytesIO(months_book())
    upload.name = "市月报表.xlsx"
    sent = client.post("/progress/upper/", {"deed": "add", "region": COUNTY, "file": upload})
    url = sent.headers["Location"]
    page = client.get(url)
    assert "请逐行核对" in said(page)
    wrong = client.post(url, {"deed": "confirm", "mapping": "- {sheet: 月报, cell: 五, fact: aim, of: a}"})
    assert wrong.status_code == 422
    assert "对应关系第1项" in said(wrong)
    mapping = upper_form_page(lights.people.actor("lin"), UpperForm.objects.get().public_id).proposal
    assert client.post(url, {"deed": "confirm", "mapping": mapping}).status_code == 302
    done = client.post(url, {"deed": "fill", "period": "2025年5月"})
    shown = said(client.get(done.headers["Location"]))
    assert "这一期还没有到" in shown
    file: Any = client.get(f"{done.headers['Location']}file/")
    assert file.status_code == 200
    assert "2025" in file.headers["Content-Disposition"]
    assert b"".join(file.streaming_content)[:2] == b"PK"
    assert "2025年5月" in said(client.get(url))
    assert "月报!F4" in said(client.get(done.headers["Location"], {"only": "empty"}))
