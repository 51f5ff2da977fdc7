"""The command line, the tables and the workbook, and folders read in bulk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from liangxin.engines.reader.bulk import plans_in, read_files
from liangxin.engines.reader.command import REFUSED, main
from liangxin.engines.reader.findings import plan_as_json
from liangxin.engines.reader.read import read_plan
from liangxin.engines.reader.table import sheets_of
from liangxin.engines.reader.tests.mini_plans import MINI_PLANS


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "云溪.txt"
    path.write_text(MINI_PLANS[0].text, "utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "plans"
    inside.mkdir()
    for number, mini in enumerate(MINI_PLANS):
        (inside / f"{number:02}.txt").write_text(mini.text, "utf-8")
    (inside / "05a.txt").write_text("今天天气很好。", "utf-8")
    (inside / ".hidden").write_text("x", "utf-8")
    return inside


def test_json_is_the_exchange_form(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(plan_file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(plan_as_json(read_plan(MINI_PLANS[0].text))))


def test_tables_show_tasks_and_targets(
    plan_file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert main([str(plan_file), "--table"]) == 0
    shown = capsys.readouterr().out
    assert "概要" in shown
    assert "任务" in shown
    assert "120" in shown


def test_the_workbook_has_six_sheets_with_the_findings(plan_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    assert main([str(plan_file), "--xlsx", str(out)]) == 0
    book = load_workbook(out)
    assert book.sheetnames == ["概要", "目标", "任务", "举措", "专班", "未读"]
    rows = list(book["任务"].iter_rows(values_only=True))
    assert rows[1][:4] == ("二/（一）", "更新公交车辆", "县交通运输局", "县财政局、各镇街")
    book.close()


def test_words_that_begin_like_a_formula_stay_words(tmp_path: Path) -> None:
    plan_file, out = tmp_path / "a.txt", tmp_path / "a.xlsx"
    plan_file.write_text("一、任务\n（一）=1+1。做好。（责任单位：县住建局）", "utf-8")
    assert main([str(plan_file), "--xlsx", str(out)]) == 0
    book = load_workbook(out)
    assert book["任务"]["B2"].data_type == "s"
    book.close()


def test_every_row_is_as_wide_as_its_heads() -> None:
    for mini in MINI_PLANS:
        for sheet in sheets_of(read_plan(mini.text)):
            assert {len(row) for row in sheet.rows} <= {len(sheet.heads)}


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [("天气.txt", "今天天气很好。", "不像是一份方案"), ("空.txt", "", ""), ("没有.txt", None, "不存在")],
)
def test_a_refusal_is_one_sentence_on_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: str | None, sentence: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_text(content, "utf-8")
    assert main([str(path), "--json"]) == REFUSED
    out, err = capsys.readouterr()
    assert out == ""
    assert sentence in err
    assert len(err.strip().split("\n")) == 1


def test_a_workbook_that_cannot_be_written_is_refused(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(plan_file), "--xlsx", str(plan_file / "out.xlsx")]) == REFUSED
    assert "写不进去" in capsys.readouterr().err


def test_a_folder_gives_a_line_for_each_file_in_order(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder), "--jsonl"]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [Path(record["file"]).name for record in records] == [path.name for path in plans_in(folder)]
    assert [record["refused"]["code"] for record in records if "refused" in record] == ["reader.not_a_plan"]


def test_a_folder_gives_nothing_but_lines(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder), "--xlsx", "x.xlsx"]) == REFUSED
    assert "--jsonl" in capsys.readouterr().err


def test_processes_and_one_process_give_the_same(folder: Path) -> None:
    paths = plans_in(folder)
    seen: list[tuple[int, int]] = []
    alone = list(read_files(paths, workers=1, progress=lambda done, total: seen.append((done, total))))
    assert list(read_files(paths, workers=2)) == alone
    assert seen == [(done, len(paths)) for done in range(1, len(paths) + 1)]
