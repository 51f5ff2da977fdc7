"""`liangxin rules`: what it prints, and one sentence with status 2 for what it cannot take."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from liangxin.engines.rulebook import find_rulebook
from liangxin.engines.rulebook.command import main
from liangxin.engines.rulebook.samples import as_table, generated

CASE: dict[str, Any] = {
    "invoiced_on": "2026-10-01", "category": "冰箱", "grade": 1, "price": "3000元", "seller_takes_back": True,
    "earlier": {"per_category": 0},
}  # fmt: skip
KEY = "appliances@2026"


def written(folder: Path, content: object, name: str = "case.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def told(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_shipped_rulebooks_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--json"]) == 0
    assert {"cars_scrap@2026", KEY, "trucks@2025"} <= {one["key"] for one in told(capsys)}


def test_facts_say_how_a_case_and_a_table_are_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", KEY, "--json"]) == 0
    facts = {one["name"]: one for one in told(capsys)["facts"]}
    assert (facts["price"]["column"], facts["price"]["column_type"]) == ("price_fen", "int64")
    assert facts["earlier_per_category"]["in_case"] == "earlier.per_category"
    assert facts["invoiced_on"]["decides_period"]


def test_a_case_is_decided_with_its_reasons_and_verified_later(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = tmp_path / "decision.json"
    assert main(["decide", KEY, str(written(tmp_path, CASE)), "--json", "--record", str(record)]) == 0
    decided = told(capsys)
    assert (decided["answer"], decided["amount_fen"]) == ("meets", 45000)
    assert "15%" in decided["formula"]
    assert "469号" in decided["clause"]
    assert main(["verify", str(record)]) == 0
    changed = json.loads(record.read_text("utf-8")) | {"amount_fen": 99}
    capsys.readouterr()
    assert main(["verify", str(written(tmp_path, changed))]) == 2
    assert "改动过" in capsys.readouterr().err


def test_the_version_follows_from_the_date_of_a_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = {
        "invoiced_on": "2025-10-01",
        "category": "tv",
        "grade": 2,
        "price_fen": 100000,
        "earlier": {"per_category": 0},
    }
    assert main(["decide", "appliances", str(written(tmp_path, [case])), "--json"]) == 0
    assert [(one["rulebook"], one["amount_fen"]) for one in told(capsys)] == [("appliances@2025", 15000)]


def test_what_is_missing_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decide", KEY, str(written(tmp_path, CASE | {"grade": None})), "--json"]) == 0
    decided = told(capsys)
    assert (decided["answer"], [one["name"] for one in decided["missing"]]) == ("unknown", ["grade"])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"price": 3000}, "没有写单位"),
        ({"price": "3000"}, "不是带单位的金额"),
        ({"price": 0.1}, "没有写单位"),
        ({"prise": "3000元"}, "是否指“price”"),
        ({"grade": 9}, "大于最大值"),
        ({"grade": "一级"}, "grade（能效或水效等级）"),
        ({"category": "冰厢"}, "是否指“冰箱”"),
        ({"invoiced_on": "2026-13-01"}, "不是日期"),
        ({"invoiced_on": "2026/10/01"}, "写日期"),
        ({"seller_takes_back": "大概"}, "不是是否"),
        ({"earlier": {"per_person": 0}}, "没有这一事实"),
        ({"earlier": 0}, "不是一组"),
        ({"price_fen": 1, "price": "1元"}, "写了两次"),
        ({"price": "-5元"}, "小于最小值"),
    ],
)
def test_a_value_that_does_not_fit_is_one_sentence(
    change: dict[str, Any], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["decide", KEY, str(written(tmp_path, [CASE, CASE | change])), "--json"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert words in printed.err
    assert "第2个案例" in printed.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["show", "applience@2026"], "是否指“appliances"),
        (["show", "nowhere.yaml"], "没有这个文件"),
        (["facts", "@"], "没有“@”这一规则"),
        (["check", "nowhere.yaml"], "没有这个文件"),
        (["decide", KEY, "nowhere.json"], "没有这个文件"),
        (["column", KEY, "nowhere.parquet", "--out", "out.parquet"], "没有这个文件"),
        (["verify", "nowhere.json"], "没有这个文件"),
    ],
)
def test_what_is_not_there_is_one_sentence(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    printed = capsys.readouterr().err
    assert words in printed
    assert printed.count("\n") == 1


def test_a_table_of_claims_is_decided(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = find_rulebook(KEY)
    cases = generated(book.rulebook, 500, seed=5)
    claims, out = tmp_path / "claims.parquet", tmp_path / "out.parquet"
    pq.write_table(as_table(book.rulebook, cases), claims)
    assert main(["column", KEY, str(claims), "--out", str(out)]) == 0
    decided = pq.read_table(out)
    assert decided["answer"].to_pylist() == [book.decide_values(case).answer.value for case in cases]
    assert "500" not in capsys.readouterr().err


def test_bad_rows_are_left_undecided_and_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claims, out = tmp_path / "claims.parquet", tmp_path / "out.parquet"
    pq.write_table(pa.table({"category": ["tv", "stove", "tv"], "price_fen": [100, 100, 2**62]}), claims)
    assert main(["column", KEY, str(claims), "--out", str(out)]) == 2
    assert "2行" in capsys.readouterr().err
    assert pq.read_table(out).select(["price_fen", "answer", "fault"]).to_pylist() == [
        {"price_fen": 100, "answer": "unknown", "fault": None},
        {"price_fen": 100, "answer": None, "fault": "category"},
        {"price_fen": 2**62, "answer": None, "fault": "price_fen"},
    ]


def test_columns_of_another_type_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claims = tmp_path / "claims.parquet"
    pq.write_table(pa.table({"price_fen": [1.5], "price": ["1元"]}), claims)
    assert main(["column", KEY, str(claims), "--out", str(tmp_path / "out.parquet")]) == 2
    assert "price_fen" in capsys.readouterr().err


def test_a_local_file_adopts_fills_and_confirms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "local.yaml"
    path.write_text(
        "adopts: cars_replace@2025\nby: 清岚县\nparameters: {nev_sum: 8000元, fuel_sum: 20000元}\n", encoding="utf-8"
    )
    assert main(["check", str(path)]) == 0
    assert "按1.3 万元执行" in capsys.readouterr().out
    path.write_text("adopts: cars_replace@2025\nby: 清岚县\nparameters: {nev_sun: 8000元}\n", encoding="utf-8")
    assert main(["check", str(path)]) == 2
    assert "是否指“nev_sum”" in capsys.readouterr().err


def test_the_page_says_what_is_open(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "cars_scrap@2026"]) == 0
    page = capsys.readouterr().out
    assert "## 待核的条目" in page
    assert "向上取整到元" in page
    assert main(["show", "cars_scrap@2026", "--html", "--out", str(tmp_path / "a.html")]) == 0
    assert "<table>" in (tmp_path / "a.html").read_text("utf-8")


def test_the_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert told(capsys)["$defs"]["cite"]["required"] == ["doc", "clause", "basis"]
