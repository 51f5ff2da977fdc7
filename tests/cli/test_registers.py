"""`liangxin registers`: types, template, check without a database; refusals in a sentence. Import is tested
with an installation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.product import liangxin

HEAD = ("镇街", "小区", "楼栋单元", "原设备注册代码", "投用年份", "更新方式", "投资额（万元）")


def written(path: Path, *changed: dict[int, object]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEAD)
    for number, change in enumerate(changed):
        line: list[object] = ["城关镇", "锦绣苑", f"{number + 1}号楼1单元", f"3110-{number}", 2001, "整机更换", 28.6]
        for place, value in change.items():
            line[place] = value
        sheet.append(line)
    book.save(path)
    return path


def test_types_are_listed() -> None:
    done = liangxin("registers", "types", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    types = {each["code"]: each for each in json.loads(done.stdout)}
    assert len(types) > 50
    assert types["lifts_renewed"]["key"] == ["device"]


def test_a_template_is_written_and_a_sound_workbook_passes(tmp_path: Path) -> None:
    out = tmp_path / "模板.xlsx"
    done = liangxin("registers", "template", "住宅老旧电梯更新", out)
    assert (done.returncode, done.stderr) == (0, "")
    assert [cell.value for cell in load_workbook(out).worksheets[0][1]][-2:] == ["阶段", "到达日期"]
    done = liangxin("registers", "check", "lifts_renewed", written(tmp_path / "好.xlsx", {}, {}))
    assert (done.returncode, done.stderr) == (0, "")
    assert "2行，其中2行没有问题" in done.stdout


def test_faults_are_told_and_marked(tmp_path: Path) -> None:
    path, out = written(tmp_path / "坏.xlsx", {}, {4: "很早"}, {5: "拆除"}), tmp_path / "标出.xlsx"
    done = liangxin("registers", "check", "lifts_renewed", path, "--out", out, "--json")
    assert done.returncode == 2
    told = json.loads(done.stdout)
    assert [(one["column"], one["row"]) for one in told["faults"]] == [("E", 3), ("F", 4)]
    assert "问题" in [cell.value for cell in load_workbook(out).worksheets[0][1]]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("check", "电梯台账", "a.xlsx"), "没有文件"),
        (("template", "电梯", "a.xlsx"), "lifts_renewed"),
        (("template", "没有.yaml", "a.xlsx"), "打不开"),
        (("template", "lifts_renewed", "/没有的文件夹/a.xlsx"), "写不进去"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_status_2(arguments: tuple[str, ...], says: str, tmp_path: Path) -> None:
    given = [tmp_path / each if each.endswith(".xlsx") and not each.startswith("/") else each for each in arguments]
    done = liangxin("registers", *given)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"%PDF-1.4 nothing")
    done = liangxin("registers", "check", "lifts_renewed", path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
