"""`liangxin plans read`: one file in three forms, a folder as lines, and refusals in one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from liangxin.domains.plans.actions.demo import DEMO_PLAN
from liangxin.engines.documents.tests.docx_files import write_docx
from tests.product import liangxin


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "方案.docx"
    path.write_bytes(write_docx(DEMO_PLAN.read_text(encoding="utf-8")))
    return path


def test_a_plan_comes_out_as_json_with_words_at_their_places(plan: Path) -> None:
    done = liangxin("plans", "read", plan, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert found["title"] == "清岚县推动大规模设备更新和消费品以旧换新实施方案"
    assert len(found["targets"]) >= 40
    assert len(found["tasks"]) >= 25
    assert {"span", "confidence", "indicator", "unit"} <= found["targets"][0].keys()


def test_a_plan_comes_out_as_tables(plan: Path) -> None:
    done = liangxin("plans", "read", plan, "--table")
    assert (done.returncode, done.stderr) == (0, "")
    for words in ("概要", "新能源汽车保有量", "县住房和城乡建设局", "未读", "江晓岸"):
        assert words in done.stdout


def test_a_plan_comes_out_as_a_workbook(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "读出.xlsx"
    done = liangxin("plans", "read", plan, "--xlsx", out)
    assert (done.returncode, done.stderr) == (0, "")
    book = load_workbook(out)
    assert book.sheetnames == ["概要", "目标", "任务", "举措", "专班", "未读"]
    assert book["目标"].max_row > 40
    assert "县住房和城乡建设局" in {row[2] for row in book["任务"].iter_rows(values_only=True)}


def test_a_folder_comes_out_as_one_line_a_file(plan: Path, tmp_path: Path) -> None:
    (tmp_path / "第二份.txt").write_bytes(DEMO_PLAN.read_bytes())
    (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.4\nnothing")
    done = liangxin("plans", "read", tmp_path, "--jsonl")
    lines = {Path(line["file"]).name: line for line in map(json.loads, done.stdout.splitlines())}
    assert done.returncode == 0
    assert lines.keys() == {"方案.docx", "第二份.txt", "坏.pdf"}
    assert len(lines["方案.docx"]["plan"]["targets"]) == len(lines["第二份.txt"]["plan"]["targets"])
    assert lines["坏.pdf"]["refused"]["message"].endswith("。")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("没有.txt", None),
        ("空.txt", b""),
        ("坏.docx", write_docx("一、总体目标")[:300]),
        ("乱.bin", bytes(range(256)) * 8),
        ("菜单.txt", "番茄炒蛋、清蒸鲈鱼、白米饭。\n".encode() * 20),
    ],
)
def test_what_cannot_be_read_is_one_sentence_and_status_2(name: str, content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    done = liangxin("plans", "read", path, "--json")
    assert_refused(done.returncode, done.stdout, done.stderr)


def test_a_workbook_that_cannot_be_written_is_refused(plan: Path) -> None:
    done = liangxin("plans", "read", plan, "--xlsx", plan / "below-a-file.xlsx")
    assert_refused(done.returncode, done.stdout, done.stderr)


def test_without_a_verb_the_use_is_told() -> None:
    done = liangxin("plans")
    assert done.returncode == 2
    assert done.stderr.startswith("用法：")


def assert_refused(status: int, out: str, error: str) -> None:
    """Status 2, nothing on the output, one line of words without a traceback."""
    assert status == 2
    assert out == ""
    assert error.endswith("。\n")
    assert error.count("\n") == 1
    assert "Traceback" not in error
