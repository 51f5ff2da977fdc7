"""Returns as workbooks: out with what is known, in with a check by cell, and nothing of a colleague's overwritten."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from liangxin.domains.progress import api as progress
from liangxin.domains.progress import errors
from liangxin.domains.progress.models import ReturnField, ReturnWorkbook
from liangxin.domains.progress.queries.return_workbooks import workbook_page, write_return
from liangxin.domains.progress.terms import FieldName, LineKind, ReturnState
from liangxin.domains.progress.tests.rounds_world import RoundsWorld, measured, rounds
from liangxin.domains.progress.tests.test_web import client_of, said
from liangxin.engines.sheets import SheetRefused
from liangxin.foundation.accounts.api import NotAllowed

__all__ = ["measured", "rounds"]
FIGURE, NOTE, TEXT = FieldName.FIGURE, FieldName.NOTE, FieldName.TEXT
HEADS = {
    "序号": "place",
    "类别": "kind",
    "内容": "title",
    "本期数": "figure",
    "本年累计": "to_date",
    "说明": "note",
    "状态": "state",
    "进展": "text",
    "困难和风险": "risks",
    "下一步": "next_step",
    "核实说明": "assurance",
}


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


class Sheet:
    """A return's workbook in the hands of a clerk."""

    def __init__(self, rounds: RoundsWorld, who: str = "li") -> None:
        file = io.BytesIO()
        write_return(rounds.actor(who), rounds.answer().public_id, file)
        self.book = load_workbook(file)
        self.sheet: Any = self.book.worksheets[0]
        self.columns = {HEADS.get(str(cell.value), ""): cell.column for cell in self.sheet[1]}

    def row(self, words: str) -> int:
        title = self.columns["title"]
        return next(row for row in range(3, self.sheet.max_row + 1) if words in str(self.sheet.cell(row, title).value))

    def put(self, words: str, **values: Any) -> None:
        for name, value in values.items():
            self.sheet.cell(self.row(words), self.columns[name], value)

    def fill(self, figure: Any = 1) -> None:
        """Everything that the commerce bureau is asked."""
        for row in range(3, self.sheet.max_row + 1):
            is_target = self.sheet.cell(row, self.columns["kind"]).value == "目标"
            said = {"figure": figure, "note": "核对过"} if is_target else {
                "state": "进行中", "text": "办了一场。", "next_step": "再办一场。"}  # fmt: skip
            for name, value in said.items():
                self.sheet.cell(row, self.columns[name], value)

    def saved(self) -> bytes:
        file = io.BytesIO()
        self.book.save(file)
        return file.getvalue()


def sent(rounds: RoundsWorld, content: bytes, who: str = "li") -> UUID:
    return progress.take_return_workbook(rounds.actor(who), rounds.answer().public_id, content, "六月.xlsx")


def values(rounds: RoundsWorld) -> dict[tuple[str, str], tuple[str, int]]:
    rows = ReturnField.objects.filter(line__answer=rounds.answer()).select_related("line")
    return {(row.line.title, row.name): (row.value, row.version) for row in rows}


def test_a_return_comes_out_with_its_lines_and_drop_downs(rounds: RoundsWorld) -> None:
    sheet = Sheet(rounds)
    assert sheet.row("促销活动") >= 3
    assert "进行中" in str([one.formula1 for one in sheet.sheet.data_validations.dataValidation])
    again = sent(rounds, sheet.saved())
    page = workbook_page(rounds.actor("li"), again)
    assert (list(page.faults), list(page.changes), list(page.conflicts)) == ([], [], [])


def test_a_whole_return_is_filled_by_workbook_and_submitted(rounds: RoundsWorld) -> None:
    sheet = Sheet(rounds)
    sheet.fill()
    written, kept = progress.publish_return_workbook(rounds.actor("li"), sent(rounds, sheet.saved()))
    assert (written > 3, kept) == (True, 0)
    assert rounds.field(FIGURE).value == "1"
    assert rounds.field(FieldName.TO_DATE).value == "1", "the year's sum follows the figure"
    answer = rounds.answer()
    assert (answer.state, answer.asked) == (ReturnState.COMPLETE, answer.filled)
    progress.submit_return(rounds.actor("li"), answer.public_id)


def test_the_same_file_again_changes_nothing(rounds: RoundsWorld) -> None:
    sheet = Sheet(rounds)
    sheet.fill()
    content = sheet.saved()
    progress.publish_return_workbook(rounds.actor("li"), sent(rounds, content))
    before = values(rounds)
    again = sent(rounds, content)
    assert not workbook_page(rounds.actor("li"), again).changes
    assert progress.publish_return_workbook(rounds.actor("li"), again) == (0, 0)
    assert values(rounds) == before
    with pytest.raises(errors.ReturnWorkbookDone):
        progress.publish_return_workbook(rounds.actor("li"), again)


def test_what_a_colleague_has_changed_since_is_shown_and_stays(rounds: RoundsWorld) -> None:
    sheet = Sheet(rounds)
    sheet.fill()
    rounds.type(NOTE, "两场在商圈。", who="lin")
    made = sent(rounds, sheet.saved())
    (conflict,) = workbook_page(rounds.actor("li"), made).conflicts
    assert (conflict.before, conflict.after, conflict.by) == ("两场在商圈。", "核对过", "林秋")
    assert progress.publish_return_workbook(rounds.actor("li"), made)[1] == 1
    assert rounds.field(NOTE).value == "两场在商圈。"
    assert rounds.field(FIGURE).value == "1"


def test_cells_left_blank_change_nothing(rounds: RoundsWorld) -> None:
    rounds.type(NOTE, "两场在商圈。")
    sheet = Sheet(rounds)
    sheet.put("促销活动", note=None, figure=2)
    progress.publish_return_workbook(rounds.actor("li"), sent(rounds, sheet.saved()))
    assert (rounds.field(NOTE).value, rounds.field(FIGURE).value) == ("两场在商圈。", "2")


def test_faults_are_told_by_cell_and_marked_in_the_own_file(rounds: RoundsWorld) -> None:
    sheet = Sheet(rounds)
    sheet.fill()
    sheet.put("促销活动", figure="两场")
    sheet.put("家电换新", figure=3)
    content = sheet.saved()
    made = sent(rounds, content)
    page = workbook_page(rounds.actor("li"), made)
    codes = {one.code for one in page.faults}
    assert {"sheets.not_a_number", "progress.field_not_here"} <= codes
    assert all(one.cell for one in page.faults)
    before = values(rounds)
    with pytest.raises(errors.ReturnWorkbookFaulty):
        progress.publish_return_workbook(rounds.actor("li"), made)
    assert values(rounds) == before
    client = client_of(rounds.lights, "li")
    shown = said(client.get(reverse("progress:return_workbook", args=[made])))
    assert "两场" in shown
    marked: Any = client.get(reverse("progress:return_marked", args=[made]))
    book = load_workbook(io.BytesIO(b"".join(marked.streaming_content)))
    assert any(cell.comment for row in book.worksheets[0].iter_rows() for cell in row)


def test_a_row_whose_number_means_another_line_is_refused(rounds: RoundsWorld) -> None:
    sheet = Sheet(rounds)
    one, other = sheet.row("促销活动"), sheet.row("家电换新")
    for row, number in ((one, sheet.sheet.cell(other, sheet.columns["place"]).value), (other, 99)):
        sheet.sheet.cell(row, sheet.columns["place"], number)
    faults = workbook_page(rounds.actor("li"), sent(rounds, sheet.saved())).faults
    assert {fault.code for fault in faults} == {"progress.line_other", "progress.line_unknown"}


def test_a_doubt_is_answered_in_the_workbook(rounds: RoundsWorld) -> None:
    sheet = Sheet(rounds)
    sheet.fill()
    sheet.put("促销活动", figure=60, assurance="名单核对过")
    progress.publish_return_workbook(rounds.actor("li"), sent(rounds, sheet.saved()))
    row = rounds.field(FIGURE)
    assert (row.value, row.assurance) == ("60", "名单核对过")
    assert "outlier" in row.doubts


def test_another_list_is_refused_as_a_whole(rounds: RoundsWorld) -> None:
    with pytest.raises(SheetRefused):
        sent(rounds, "甲,乙\n1,2\n".encode())
    assert not ReturnWorkbook.objects.exists()


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("wang", NotAllowed), ("zhao", NotAllowed), ("sun", errors.ReturnNotFound), ("stranger", errors.ReturnNotFound)],
)
def test_who_does_not_fill_sends_no_workbook(rounds: RoundsWorld, who: str, refusal: Any) -> None:
    content = Sheet(rounds).saved()
    with pytest.raises(refusal):
        sent(rounds, content, who=who)
    made = sent(rounds, content)
    status = client_of(rounds.lights, who).get(reverse("progress:return_workbook", args=[made])).status_code
    assert status == (200 if refusal is NotAllowed else 404)


def test_it_is_dropped_checked_and_written_on_the_screen(rounds: RoundsWorld) -> None:
    client, url = client_of(rounds.lights, "li"), reverse("progress:return", args=[rounds.answer().public_id])
    empty = client.post(url, {"deed": "workbook"})
    assert empty.status_code == 422
    assert "没有选择工作簿" in said(empty)
    file: Any = client.get(reverse("progress:return_file", args=[rounds.answer().public_id]))
    assert b"".join(file.streaming_content)[:2] == b"PK"
    sheet = Sheet(rounds)
    sheet.fill()
    upload = io.BytesIO(sheet.saved())
    upload.name = "六月.xlsx"
    check = client.post(url, {"deed": "workbook", "file": upload})
    assert check.status_code == 302
    page = client.get(check.headers["Location"])
    assert "将要写入的" in said(page)
    assert client.post(check.headers["Location"], {"deed": "publish"}).headers["Location"] == url
    assert "已填齐" in said(client.get(url))


def test_all_answers_of_a_round_are_one_list_that_keeps_its_filters(rounds: RoundsWorld) -> None:
    rounds.type(TEXT, "办了两场。", kind=LineKind.TASK)
    url = reverse("progress:round_answers", args=[rounds.round_id])
    client = client_of(rounds.lights, "lin")
    assert "办了两场。" in said(client.get(url))
    saved: Any = client.get(url, {"save": "xlsx", "kind_is": "task"})
    book = load_workbook(io.BytesIO(saved.getvalue()))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    kinds = {row[1] for row in rows if row[1] in ("目标", "任务")}
    assert kinds == {"任务"}
    assert client_of(rounds.lights, "sun").get(url).status_code == 404
    assert "共 " in said(client_of(rounds.lights, "li").get(url))
