"""What a list exports: all that the filters leave, in exact figures, and never a formula."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from liangxin.foundation.ui import workbook
from liangxin.foundation.ui.lists import Column, ListScreen
from liangxin.foundation.ui.tests.pages import request_for
from liangxin.foundation.ui.tests.test_lists import LIST, PROJECTS, VISITOR

pytestmark = pytest.mark.django_db  # closing a response ends its request, which looks at the connections


def saved(address: str = "/list/?save=xlsx", rows: object = PROJECTS, screen: ListScreen = LIST) -> Worksheet:
    response = screen.respond(request_for(VISITOR, address), rows)  # type: ignore[arg-type]  # any rows
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]  # a file response
    response.close()
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_it_holds_all_pages_of_what_is_shown_in_exact_figures() -> None:
    rows = list(saved("/list/?save=xlsx&q=更新&page=7", screen=replace(LIST, page_size=1)).values)
    assert rows == [
        ("名称", "阶段", "设备数（台）", "投资（元）", "日期"),
        ("叉车更新", "储备", None, Decimal("80000.5"), datetime(2024, 6, 30)),  # noqa: DTZ001 - a day of a sheet
        ("热处理炉更新", "在建", 12, 25_000_000, datetime(2024, 3, 1)),  # noqa: DTZ001 - a day of a sheet
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")'])
def test_a_text_never_becomes_a_formula(text: str) -> None:
    cell = saved(rows=[replace(PROJECTS[0], name=text)]).cell(2, 1)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_signs_that_a_sheet_cannot_hold_are_left_out() -> None:
    cell = saved(rows=[replace(PROJECTS[0], name="a\x00b\x0bc" + "长" * 40_000)]).cell(2, 1)
    assert str(cell.value).startswith("abc长")
    assert len(str(cell.value)) == workbook.LONGEST_CELL


def test_moments_are_the_offices_wall_clock() -> None:
    screen = replace(LIST, columns=[Column("day", "时刻")], order="id", filters=())
    sheet = saved(rows=[replace(PROJECTS[0], day=datetime(2024, 6, 30, 16, 5, tzinfo=UTC))], screen=screen)
    assert sheet["A2"].value == datetime(2024, 7, 1, 0, 5)  # noqa: DTZ001 - a sheet knows no zone


def test_the_file_is_named_by_list_and_day() -> None:
    response = LIST.respond(request_for(VISITOR, "/list/?save=xlsx"), PROJECTS)
    assert "%E9%A1%B9%E7%9B%AE_2" in response.headers["Content-Disposition"]
    response.close()


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    with pytest.raises(workbook.TooManyRows, match="2行"):
        saved()


def test_a_list_of_nothing_saves_its_heads() -> None:
    assert len(list(saved(rows=[]).values)) == 1
