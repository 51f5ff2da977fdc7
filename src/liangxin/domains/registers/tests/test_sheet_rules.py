"""A type as a workbook and back: columns, kinds, stages that a workbook may write, and what a row does."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from liangxin.domains.registers import errors
from liangxin.domains.registers.rules.checking import RowChecker, check_as_new
from liangxin.domains.registers.rules.imports import RowRead, Standing, decide_row, decide_stage, differing_fields
from liangxin.domains.registers.rules.reading import read_text
from liangxin.domains.registers.rules.sheets import RegisterSheet, register_sheet, row_of, with_strange
from liangxin.domains.registers.rules.shipped import named_type, shipped_type, shipped_types
from liangxin.domains.registers.rules.values import Known, read_values
from liangxin.domains.registers.terms import RowOutcome
from liangxin.engines.sheets import Kind, open_sheet, read_sheet, write_template
from liangxin.kernel.refusal import Refusal

TODAY = date(2026, 3, 1)
EVERY_KIND = """
code: every_kind
name: 各种字段台账
unit: 件
counts: 一件东西
fields:
  - {code: name, label: 名称, kind: text, required: true}
  - {code: count, label: 层数, kind: whole, unit: 层}
  - {code: homes, label: 户数, kind: whole, unit: 户}
  - {code: length, label: 长度, kind: decimal, unit: 公里}
  - {code: capacity, label: 规模, kind: decimal, unit: 捆扎}
  - {code: cost, label: 投资额, kind: money, unit: 万元}
  - {code: subsidy, label: 补助, kind: money}
  - {code: signed_on, label: 签约日期, kind: date}
  - {code: since, label: 投用年份, kind: year}
  - {code: how, label: 方式, kind: choice, choices: [更换, "大修,改造"]}
  - {code: green, label: 绿色, kind: yes_no}
  - {code: unit, label: 责任单位, kind: unit}
  - {code: town, label: 所在区划, kind: region}
  - {code: maker, label: 制造企业, kind: enterprise}
  - {code: spot, label: 位置, kind: place}
  - {code: stage, label: 阶段, kind: text}
  - {code: report, label: 报告, kind: file}
key: [name]
stages:
  - {code: planned, label: 列入计划}
  - {code: started, label: 已开工}
  - {code: finished, label: 已完工}
  - {code: proved, label: 已验收, evidence: [验收单]}
  - {code: confirmed, label: 已确认, mover: confirm}
"""
KNOWN = Known({"u1": "清岚县商务局", "u2": "清岚县住房和城乡建设局"}, {"990123": "清岚县"})
TYPED = {
    "name": "甲",
    "count": "12",
    "homes": "40",
    "length": "3.25",
    "capacity": "0.5",
    "cost": "28.6",
    "subsidy": "12000.5",
    "signed_on": "2025-06-30",
    "since": "2001",
    "how": "大修,改造",
    "green": "否",
    "unit": "u1",
    "town": "990123",
    "maker": "虚构电梯（清岚）有限公司",
    "spot": "120.3830, 36.0671",
    "stage": "文字",
}


def sheet_of(text: str = EVERY_KIND, known: Known | None = KNOWN) -> RegisterSheet:
    return register_sheet(read_text(text), known=known, aliases={"u1": ["商务局", "县局"], "u2": ["县局"]})


def row(stage: str | None = None, day: date | None = None, **values: Any) -> RowRead:
    return RowRead({"name": "甲"} | values, {"name", *values}, stage, day, "甲")


def standing(stage: str = "planned", days: dict[str, str] | None = None, **values: Any) -> Standing:
    return Standing(1, {"name": "甲"} | values, stage, days or {"planned": "2026-02-01"}, 0, is_confirmed=False)


def test_the_values_of_every_kind_go_out_and_come_back_as_they_are_stored() -> None:
    sheet = sheet_of()
    values = read_values(sheet.spec, TYPED, KNOWN)
    out = io.BytesIO()
    write_template(sheet.sheet, out, [row_of(sheet, values, "started", date(2026, 1, 5))])
    (back,) = read_sheet(sheet.sheet, out.getvalue()).rows
    assert sheet.values(back.values) == values
    assert (back.values[sheet.stage], back.values[sheet.day]) == ("started", date(2026, 1, 5))


def test_columns_have_the_kinds_units_and_names_of_the_type_and_the_house_has_two_more() -> None:
    sheet = sheet_of()
    columns = {column.code: column for column in sheet.sheet.columns}
    assert {column.heading for column in columns.values()} >= {
        "层数（层）",
        "规模（捆扎）",
        "投资额（万元）",
        "补助（元）",
    }
    assert columns["length"].kind is Kind.QUANTITY
    assert columns["capacity"].kind is Kind.DECIMAL
    assert "report" not in columns
    assert "报告是文件" in sheet.sheet.note
    assert (columns[sheet.stage].label, columns["stage"].label) == ("台账阶段", "阶段")
    assert [choice.aliases for choice in columns["unit"].choices] == [("商务局",), ()]


@pytest.mark.parametrize("spec", shipped_types(), ids=lambda spec: spec.code)
def test_each_shipped_type_has_a_workbook_that_reads_back_empty(spec: Any, tmp_path: Path) -> None:
    sheet = register_sheet(spec)
    write_template(sheet.sheet, tmp_path / "t.xlsx")
    with open_sheet(sheet.sheet, tmp_path / "t.xlsx") as stream:
        assert check_as_new(RowChecker(sheet, stream), TODAY) == (0, 0)
        assert len(stream.columns) == len(sheet.sheet.columns)


def test_what_nobody_may_choose_any_more_is_written_and_refused_when_it_comes_back() -> None:
    sheet = sheet_of()
    rows = [row_of(sheet, {"name": "甲", "how": "拆除", "unit": {"id": "gone", "name": "原机械局"}}, "gone", None)]
    out = io.BytesIO()
    write_template(with_strange(sheet, rows, {"gone": "原机械局"}), out, rows)
    reading = read_sheet(sheet.sheet, out.getvalue())
    assert {fault.typed for fault in reading.faults} == {"拆除", "原机械局"}
    assert reading.rows[0].values[sheet.stage] is None


def test_without_a_database_units_are_texts_and_regions_come_from_the_table() -> None:
    sheet = sheet_of(known=None)
    cells = dict.fromkeys([column.code for column in sheet.sheet.columns]) | {"unit": "某局", "town": "370283"}
    assert sheet.values(cells) == {"unit": {"id": "", "name": "某局"}, "town": {"code": "370283", "name": "平度市"}}


def test_a_number_finer_than_can_be_kept_is_refused_in_its_column() -> None:
    sheet = sheet_of()
    cells = dict.fromkeys([column.code for column in sheet.sheet.columns]) | {"capacity": Decimal("0.1234567")}
    with pytest.raises(errors.DecimalUnreadable) as refused:
        sheet.values(cells)
    assert refused.value.field == "capacity"


@pytest.mark.parametrize(
    ("read", "stage", "days"),
    [
        (row(), "planned", {"planned": "2026-03-01"}),
        (row(day=date(2025, 5, 1)), "planned", {"planned": "2025-05-01"}),
        (row("started", date(2025, 5, 1)), "started", {"planned": "2026-03-01", "started": "2025-05-01"}),
        (
            row("finished", date(2025, 5, 1)),
            "finished",
            {"planned": "2026-03-01", "started": "2025-05-01", "finished": "2025-05-01"},
        ),
    ],
)
def test_a_new_record_stands_where_the_row_says(read: RowRead, stage: str, days: dict[str, str]) -> None:
    decided = decide_row(sheet_of(), read, None, TODAY)
    assert (decided.outcome, decided.stage, decided.stage_days) == (RowOutcome.NEW, stage, days)


@pytest.mark.parametrize(
    ("read", "stands", "refusal", "column"),
    [
        (row("started"), None, errors.StageDayMissing, "day"),
        (row("started", date(2026, 3, 2)), None, errors.ReachedAhead, "day"),
        (row(day=date(2026, 3, 2)), None, errors.ReachedAhead, "day"),
        (row("proved", TODAY), None, errors.StageNeedsEvidence, "stage"),
        (row("confirmed", TODAY), standing("proved"), errors.StageNeedsConfirming, "stage"),
        (row("proved", TODAY), standing("finished"), errors.StageNeedsEvidence, "stage"),
        (row("planned"), standing("started"), errors.StageBackwards, "stage"),
        (
            row("finished", date(2025, 1, 1)),
            standing("started", {"planned": "2026-02-01", "started": "2025-02-01"}),
            errors.ReachedAhead,
            "day",
        ),
        (row("started", TODAY), standing("gone"), errors.StageOfOldVersion, "stage"),
        (row(count=3), standing("gone"), errors.StageOfOldVersion, "stage"),
    ],
)
def test_a_stage_that_the_workbook_may_not_write_is_refused_in_its_cell(
    read: RowRead, stands: Standing | None, refusal: type[Refusal], column: str
) -> None:
    sheet = sheet_of()
    with pytest.raises(refusal) as refused:
        decide_row(sheet, read, stands, TODAY)
    assert refused.value.field == getattr(sheet, column)


def test_a_record_with_a_file_that_is_required_starts_at_the_first_stage() -> None:
    sheet = sheet_of(EVERY_KIND.replace("kind: file}", "kind: file, required: true}"))
    assert decide_row(sheet, row(), None, TODAY).stage == "planned"
    with pytest.raises(errors.StageNeedsEvidence):
        decide_row(sheet, row("started", TODAY), None, TODAY)


def test_a_stage_that_stands_already_is_kept_and_its_day_may_be_corrected() -> None:
    sheet = sheet_of()
    proved = standing("proved", {"planned": "2026-02-01", "finished": "2026-02-02", "proved": "2026-02-03"})
    assert decide_row(sheet, row("proved"), proved, TODAY).outcome is RowOutcome.UNCHANGED
    assert decide_row(sheet, row("proved", date(2026, 2, 3)), proved, TODAY).outcome is RowOutcome.UNCHANGED
    stage, days = decide_stage(sheet, row("proved", date(2026, 2, 9)), proved, TODAY)
    assert (stage, days["proved"]) == ("proved", "2026-02-09")
    with pytest.raises(errors.ReachedAhead):
        decide_stage(sheet, row("proved", date(2026, 2, 1)), proved, TODAY)


def test_what_stands_in_other_columns_is_kept_and_spelling_of_the_key_is_no_change() -> None:
    sheet = sheet_of()
    stands = standing(count=3, length="2", retired="旧字段", report="a.pdf")
    changed = decide_row(sheet, row(name="甲 ", count=4), stands, TODAY)
    assert changed.values == {"name": "甲", "count": 4, "length": "2", "retired": "旧字段", "report": "a.pdf"}
    emptied = decide_row(sheet, RowRead({"name": "甲"}, {"name", "count"}, None, None, "甲"), stands, TODAY)
    assert "count" not in emptied.values
    assert decide_row(sheet, row(count=3), stands, TODAY).outcome is RowOutcome.UNCHANGED


def test_blanks_that_a_workbook_cannot_keep_are_no_difference() -> None:
    spec = sheet_of().spec
    stands = {"name": "甲", "maker": " 某公司 \u200b", "stage": "——"}
    same, other = ({"name": "甲", "maker": "某公司"}, {"name": "甲", "maker": "另一公司", "stage": "有"})
    codes = {"name", "maker", "stage"}
    assert differing_fields(spec, stands, RowRead(same, codes, None, None, "甲")) == []
    assert differing_fields(spec, stands, RowRead(other, codes, None, None, "甲")) == ["maker", "stage"]


@pytest.mark.parametrize("wanted", ["lifts_renewed", "住宅老旧电梯更新台账", "住宅老旧电梯更新", " LIFTS_RENEWED "])
def test_a_shipped_type_is_found_by_code_and_by_name(wanted: str) -> None:
    assert shipped_type(wanted).code == "lifts_renewed"


def test_a_type_that_is_not_there_names_the_near_ones(tmp_path: Path) -> None:
    with pytest.raises(errors.NoSuchType) as refused:
        named_type("电梯更新", shipped_types())
    assert "lifts_renewed" in str(refused.value.details["near"])
    with pytest.raises(errors.TypeTextUnreadable):
        shipped_type(str(tmp_path / "没有.yaml"))
    (tmp_path / "own.yaml").write_text(EVERY_KIND, encoding="utf-8")
    assert shipped_type(str(tmp_path / "own.yaml")).code == "every_kind"
