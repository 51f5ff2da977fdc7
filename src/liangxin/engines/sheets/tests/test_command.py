"""The command: a template, a check, or one sentence and exit status 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from openpyxl import load_workbook

from liangxin.engines.sheets import describe_sheet_type
from liangxin.engines.sheets.__main__ import main
from liangxin.engines.sheets.tests.sample import HEAD, PEOPLE, RENEWALS, RESIDENT, VIN, workbook


@pytest.fixture
def described(tmp_path: Path) -> str:
    path = tmp_path / "台账.yaml"
    path.write_text(yaml.safe_dump(describe_sheet_type(RENEWALS), allow_unicode=True), encoding="utf-8")
    return str(path)


def workbook_at(folder: Path, *rows: list[object]) -> str:
    path = folder / "九月.xlsx"
    path.write_bytes(workbook([HEAD, *rows]))
    return str(path)


def test_it_writes_a_template_that_it_accepts(described: str, tmp_path: Path) -> None:
    target = tmp_path / "模板.xlsx"
    assert main(["template", described, str(target)]) == 0
    assert main(["check", described, str(target)]) == 0


def test_it_finds_a_good_workbook_good(described: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", described, workbook_at(tmp_path, ["甲厂", "A-1", 3, 25])]) == 0
    assert capsys.readouterr().out == "工作表“台账”：1行，其中1行没有问题。\n"


def test_it_lists_faults_and_writes_the_marked_copy(
    described: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "核对.xlsx"
    file = workbook_at(tmp_path, ["甲厂", "A-1", "三", 25], ["乙厂", "A-2", 1, 1])
    assert main(["check", described, file, "--out", str(target)]) == 2
    assert "C2：“更新数量”的“三”不是数。请只填写数字，如 1234.5。\n" in capsys.readouterr().out
    assert load_workbook(target)["台账"]["E1"].value == "问题"


def test_it_prints_plain_values_with_personal_numbers_masked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.json").write_text(json.dumps(describe_sheet_type(PEOPLE)), encoding="utf-8")
    (tmp_path / "a.csv").write_text(f"身份证号,车架号,折算系数\n{RESIDENT},{VIN},0.5\n", encoding="utf-8")
    assert main(["check", str(tmp_path / "a.json"), str(tmp_path / "a.csv"), "--json", "--on", "2025-06-30"]) == 0
    printed = capsys.readouterr().out
    told = json.loads(printed)
    assert RESIDENT not in printed
    assert told["rows"][0]["values"] == {"resident": "110*************2X", "vin": VIN, "factor": "0.5"}
    assert told["columns"] == {"resident": "A", "vin": "B", "factor": "C"}
    assert told["faults"] == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "nowhere.yaml", "a.xlsx"], "打不开"),
        (["check", "{type}", "nowhere.xlsx"], "打不开"),
        (["template", "{type}", "{folder}/nowhere/a.xlsx"], "写不进去"),
        (["check", "{type}", "{type}"], "没有找到"),
        (["check", "{type}", "{file}", "--sheet", "没有"], "没有工作表"),
        (["check", "{type}", "{file}", "--out", "{folder}/nowhere/a.xlsx"], "写不进去"),
    ],
)
def test_it_refuses_with_one_sentence_and_status_2(
    arguments: list[str], words: str, described: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = workbook_at(tmp_path, ["甲厂", "A-1", "三", 25])
    filled = [each.format(type=described, file=file, folder=tmp_path) for each in arguments]
    assert main(filled) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert words in printed.err
    assert printed.err.count("\n") == 1
