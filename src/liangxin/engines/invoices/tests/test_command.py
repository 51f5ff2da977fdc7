"""The command, its exit status, and the kernel's verdicts on what was read."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from liangxin.engines.invoices import check_fields, read_document
from liangxin.engines.invoices.command import main
from liangxin.engines.invoices.tests.xml_files import NUMBER, digital_invoice, older_invoice, tags


def told(folder: Path, content: object) -> list[str]:
    (folder / "a.xml").write_bytes(digital_invoice())
    (folder / "case.json").write_text(json.dumps(content), encoding="utf-8")
    return [str(folder / "a.xml"), "--typed", str(folder / "case.json")]


def test_it_prints_fields_and_says_what_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(told(tmp_path, {"invoice_number": NUMBER, "total_fen": 700001})) == 1
    said = capsys.readouterr().out
    assert "价税合计：7 000.00 元" in said
    assert "不一致：价税合计“700001”，材料中是“7 000.00 元”（a.xml）" in said


def test_it_prints_json_for_machines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*told(tmp_path, {"invoice_number": NUMBER}), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["documents"][0]["lines"][0]["tax_rate"] == "0.13"
    assert said["comparisons"][0]["verdict"] == "same"


@pytest.mark.parametrize("case", [["a"], {"total_fen": []}])
def test_a_case_that_is_none_is_refused(tmp_path: Path, case: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(told(tmp_path, case)) == 2
    assert "不是填写内容的文件" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "no.xml")]) == 2
    assert "打不开文件" in capsys.readouterr().err


def test_fields_are_judged_by_the_kernel() -> None:
    on = date(2025, 6, 1)
    digital = read_document(digital_invoice(special=tags(VIN="LATPAB072W1005301")), "x.xml")
    judged = {one.field.name: one.verdict for one in check_fields(digital, on=on)}
    assert set(judged) == {"invoice_number", "seller_uscc", "buyer_id", "vin"}
    assert all(judged.values())
    assert judged["vin"].doubts
    older = {one.field.name: one.verdict for one in check_fields(read_document(older_invoice(), "x.xml"), on=on)}
    assert older["invoice_number"].ok
    assert older["invoice_code"].ok
