"""The command: text, structure, one sentence and exit status 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from liangxin.engines.documents.__main__ import main
from liangxin.engines.documents.tests.docx_files import write_docx
from liangxin.engines.documents.tests.pdf_files import write_pdf
from liangxin.engines.documents.tests.sample import PLAN, TABLE


def test_it_prints_the_text_and_warns_beside_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(write_pdf(PLAN))
    assert main([str(file)]) == 0
    printed = capsys.readouterr()
    assert printed.out == PLAN + "\n"
    assert printed.err == "未读入页码1处。\n"


def test_it_prints_the_structure_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "plan.docx"
    file.write_bytes(write_docx(PLAN, table=TABLE))
    assert main([str(file), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["format"] == "docx"
    assert document["tables"][0]["rows"][1][2]["text"] == "县交通运输局"
    assert document["lines"][0] == {"start": 0, "end": 24, "kind": "paragraph", "level": None, "number": None}


@pytest.mark.parametrize("name", ["empty.docx", "missing.docx"])
def test_it_refuses_with_one_sentence_and_status_2(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.docx").touch()
    assert main([str(tmp_path / name)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert printed.err.endswith("。\n")
