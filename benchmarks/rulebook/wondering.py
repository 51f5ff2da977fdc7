"""What-if measured: appliance claims of 2025 in a Parquet file tried on the rulebook of 2026, beside a plain count."""

from __future__ import annotations

import resource
import sys
import tempfile
from pathlib import Path

import duckdb

from benchmarks.rulebook.appliances import KEY, claims_of, sql_by_hand
from benchmarks.rulebook.measuring import print_figure, print_rate, seconds
from liangxin.engines.rulebook import find_rulebook
from liangxin.engines.rulebook.what_if import what_if

DRAFT = "appliances@2026"
LIMIT = 30.0
REGIONS = "['410182', '410183', '410184', '410185']"


def what_if_measured(rows: int) -> list[bool]:
    """Seconds of a what-if with money, against what was paid and against the rulebook before."""
    before, draft, assumed = find_rulebook(KEY), find_rulebook(DRAFT), {"seller_takes_back": True}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "past.parquet"
        _write(path, rows, list(before.rulebook.facts["category"].choices))
        print(
            f"\nwhat if {DRAFT} had been in force for {rows} claims of 2025, Parquet of {path.stat().st_size >> 20} MB"
        )
        counted = seconds(
            lambda: duckdb.sql(f"SELECT count(DISTINCT category), sum(price_fen) FROM '{path}'").fetchall(), 3
        )
        print_rate("a plain count of the file by DuckDB", rows, counted)
        paid = seconds(lambda: what_if(draft, path, money_fen=10**12, assume=assumed), 3)
        print_rate("what-if beside what was paid", rows, paid)
        both = seconds(lambda: what_if(draft, path, before=before, money_fen=10**12, assume=assumed), 3)
        print_rate("what-if beside the rulebook before", rows, both)
        found = what_if(draft, path, before=before, assume=assumed)
    assert found.claims == rows
    assert sum(row.after_fen for row in found.by_day) == found.after_fen
    scale = 1 << (30 if sys.platform == "darwin" else 20)
    print_figure("most memory of this process so far", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale, "GB")
    return [print_figure("what-if beside the rulebook before", both, "s", LIMIT)]


def _write(path: Path, rows: int, choices: list[str]) -> None:
    with duckdb.connect() as connection:
        connection.execute(claims_of(rows, choices))
        paid = f"SELECT amount_fen FROM ({sql_by_hand()})"
        connection.execute(
            f"""COPY (SELECT 'QL' || lpad(rowid::VARCHAR, 9, '0') AS claim,
                claims.* REPLACE (category::VARCHAR AS category), invoiced_on + 3 AS claimed_on,
                ({REGIONS})[1 + rowid % 4] AS region, rowid // 3 AS party,
                paid.amount_fen AS paid_fen
                FROM claims POSITIONAL JOIN ({paid}) AS paid ORDER BY claimed_on) TO '{path}'"""
        )
