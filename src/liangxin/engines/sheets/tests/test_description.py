"""Lists written down as JSON or YAML, and lists that make no sense."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from liangxin.engines.sheets import (
    Bounds,
    Choice,
    Kind,
    SheetRefused,
    describe_sheet_type,
    read_sheet_type,
    sheet_type_from,
)
from liangxin.engines.sheets.tests.sample import PEOPLE, RENEWALS

SMALL: dict[str, Any] = {"code": "small", "name": "小表", "columns": [{"code": "a", "label": "甲"}]}


def column(**fields: Any) -> dict[str, Any]:
    return {**SMALL, "columns": [{"code": "a", "label": "甲", **fields}]}


def test_a_list_is_written_down_and_read_again() -> None:
    for sheet_type in (RENEWALS, PEOPLE):
        described = describe_sheet_type(sheet_type)
        assert sheet_type_from(described) == sheet_type
        assert sheet_type_from(json.loads(json.dumps(described))) == sheet_type
        assert sheet_type_from(yaml.safe_load(yaml.safe_dump(described, allow_unicode=True))) == sheet_type


def test_a_file_may_be_json_or_yaml(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(describe_sheet_type(RENEWALS)), encoding="utf-8")
    (tmp_path / "a.yaml").write_text(yaml.safe_dump(describe_sheet_type(RENEWALS)), encoding="utf-8-sig")
    assert read_sheet_type(tmp_path / "a.json") == read_sheet_type(tmp_path / "a.yaml") == RENEWALS


def test_what_is_left_out_has_its_default_and_short_forms_do() -> None:
    made = sheet_type_from(column(kind="选项", choices=["是", {"code": "b", "label": "乙"}], example=2025))
    assert made.version == 1
    assert made.columns[0].kind is Kind.CHOICE
    assert made.columns[0].choices == (Choice("是"), Choice("b", "乙"))
    assert made.columns[0].example == "2025"
    dated = sheet_type_from(column(kind="date", limits={"least": date(2024, 1, 1), "most": "2024-12-31"}))
    assert dated.columns[0].limits == Bounds(date(2024, 1, 1), date(2024, 12, 31))
    counted = sheet_type_from(column(kind="whole", limits={"least": 0, "most": "9.5"}))
    assert counted.columns[0].limits == Bounds(Decimal(0), Decimal("9.5"))


@pytest.mark.parametrize(
    ("described", "place"),
    [
        ([], "整份说明"),
        ({**SMALL, "colour": 1}, "整份说明"),
        ({"name": "x", "columns": []}, "code"),
        ({**SMALL, "code": "Großes"}, "code"),
        ({**SMALL, "name": " "}, "name"),
        ({**SMALL, "version": "1"}, "version"),
        ({**SMALL, "version": True}, "version"),
        ({**SMALL, "version": 0}, "version"),
        ({**SMALL, "columns": []}, "columns"),
        ({**SMALL, "columns": {}}, "columns"),
        ({**SMALL, "columns": ["a"]}, "columns[0]"),
        ({**SMALL, "key": ["b"]}, "key"),
        ({**SMALL, "key": "a"}, "key"),
        ({**SMALL, "columns": [*SMALL["columns"], {"code": "a", "label": "乙"}]}, "columns"),
        ({**SMALL, "columns": [*SMALL["columns"], {"code": "b", "label": "乙", "aliases": ["甲 "]}]}, "columns"),
        (column(label="问题"), "columns"),
        (column(colour=1), "columns[0]"),
        (column(kind="colour"), "columns[0].kind"),
        (column(required="yes"), "columns[0].required"),
        (column(code="甲"), "columns[0].code"),
        (column(label=""), "columns[0].label"),
        (column(label=["a"]), "columns[0].label"),
        (column(kind="quantity"), "columns[0].unit"),
        (column(kind="quantity", unit="马力"), "columns[0].unit"),
        (column(kind="money", unit="美元"), "columns[0].unit"),
        (column(kind="money"), "columns[0].unit"),
        (column(unit="台"), "columns[0].unit"),
        (column(kind="choice"), "columns[0].choices"),
        (column(choices=["甲"]), "columns[0].choices"),
        (column(kind="choice", choices=["甲", "甲 "]), "columns[0].choices"),
        (column(kind="choice", choices=["甲", {"label": "乙"}]), "columns[0].choices[1].code"),
        (column(limits={"least": 1}), "columns[0].limits"),
        (column(limits={"characters": 0}), "columns[0].limits"),
        (column(limits={"characters": "9"}), "columns[0].limits.characters"),
        (column(limits={"colour": 1}), "columns[0].limits"),
        (column(kind="whole", limits={"least": "many"}), "columns[0].limits.least"),
        (column(kind="whole", limits={"least": float("nan")}), "columns[0].limits.least"),
        (column(kind="whole", limits={"least": 2, "most": 1}), "columns[0].limits"),
        (column(kind="whole", limits={"characters": 3}), "columns[0].limits"),
        (column(kind="date", limits={"least": "soon"}), "columns[0].limits.least"),
    ],
)
def test_a_list_that_makes_no_sense_is_refused_with_its_place(described: object, place: str) -> None:
    with pytest.raises(SheetRefused) as caught:
        sheet_type_from(described)
    assert caught.value.code == "sheets.description_wrong"
    assert caught.value.details["place"] == place


@pytest.mark.parametrize(
    ("name", "raw"),
    [("a.json", b"{"), ("a.yaml", b"a: ["), ("b.yaml", "名".encode("gb18030")), ("c.json", b"[" * 100_000)],
)
def test_a_file_that_is_neither_is_refused(name: str, raw: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(SheetRefused) as caught:
        read_sheet_type(tmp_path / name)
    assert caught.value.code == "sheets.description_unreadable"
