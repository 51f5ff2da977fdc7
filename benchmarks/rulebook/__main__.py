"""`python -m benchmarks.rulebook [--rows N]`: one decision in µs; a column on DuckDB beside hand-written SQL, plain
Python and, where they are installed (`uv sync --group bench`), openfisca-core and zen-engine. Exit status 1
where a limit is not kept.

Times are of the processor for one case, of the clock for columns; the middle of several rounds.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import duckdb
import ibis

from benchmarks.rulebook.others import openfisca_seconds, zen_microseconds
from benchmarks.rulebook.world import CASE, KEY, claims_of, plain_column, sql_by_hand
from liangxin.engines.rulebook import find_rulebook
from liangxin.engines.rulebook.column import decide_column
from liangxin.engines.rulebook.samples import as_table, generated
from liangxin.engines.rulebook.tracing import explain

MICROSECONDS = 50.0
SQL_RATIO = 1.5
OPENFISCA_RATIO = 5.0
MANY = 5_000_000
FOR_PYTHON = 200_000


def microseconds(deed: Callable[[], object], times: int = 20_000) -> float:
    rounds = []
    for _ in range(5):
        began = time.process_time()
        for _ in range(times):
            deed()
        rounds.append((time.process_time() - began) / times * 1e6)
    return statistics.median(rounds)


def seconds(deed: Callable[[], object], rounds: int = 5) -> float:
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        deed()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def print_figure(name: str, figure: float, unit: str, limit: float | None = None, *, at_most: bool = True) -> bool:
    if limit is None:
        print(f"{name:58}{figure:>10.2f} {unit}")
        return True
    kept = figure <= limit if at_most else figure >= limit
    bound = "at most" if at_most else "at least"
    print(f"{name:58}{figure:>10.2f} {unit:6}{bound:>9} {limit:<6}{'' if kept else '  not kept'}")
    return kept


def one_decision() -> list[bool]:
    book = find_rulebook(KEY)
    values = book.read(CASE)
    kept = [
        print_figure(
            "one decision, the case read from JSON's objects",
            microseconds(lambda: book.decide(CASE)),
            "µs",
            MICROSECONDS,
        )
    ]
    print_figure("one decision, of values that were read", microseconds(lambda: book.decide_values(values)), "µs")
    print_figure("one decision with its whole trace", microseconds(lambda: explain(book, values), 500), "µs")
    zen = zen_microseconds()
    print("zen-engine is not installed" if zen is None else f"{'the same on zen-engine':58}{zen:>10.2f} µs")
    return kept


def a_column(rows: int) -> list[bool]:
    book = find_rulebook(KEY)
    sample = generated(book.rulebook, 50_000, seed=3)
    with duckdb.connect() as connection:
        connection.register("sample", as_table(book.rulebook, sample))
        connection.execute(claims_of(rows, 50_000))
        schema = ibis.memtable(as_table(book.rulebook, sample[:1])).schema()
        decided = decide_column(book.rulebook, ibis.table(schema, name="claims")).select("answer", "amount_fen", "line")
        ours, by_hand = str(ibis.to_sql(decided, dialect="duckdb")), sql_by_hand()
        differing = connection.execute(
            f"SELECT count(*) FROM ({ours}) AS one POSITIONAL JOIN ({by_hand}) AS other"
            " WHERE one.answer <> other.answer OR one.line <> other.line"
            " OR one.amount_fen IS DISTINCT FROM other.amount_fen"
        ).fetchone()
        assert differing == (0,), f"the two columns differ in {differing} rows"
        mine = seconds(lambda: connection.execute(f"CREATE OR REPLACE TABLE out AS {ours}"))
        theirs = seconds(lambda: connection.execute(f"CREATE OR REPLACE TABLE out AS {by_hand}"))
        counted = seconds(
            lambda: connection.execute(f"SELECT answer, line, sum(amount_fen) FROM ({ours}) GROUP BY ALL").fetchall()
        )
        counted_by_hand = seconds(
            lambda: connection.execute(f"SELECT answer, line, sum(amount_fen) FROM ({by_hand}) GROUP BY ALL").fetchall()
        )
    print_figure(f"a column of {rows} rows, written", mine, "s")
    print_figure("the same by hand-written SQL", theirs, "s")
    kept = [print_figure("ratio to hand-written SQL, written", mine / theirs, "times", SQL_RATIO)]
    kept.append(print_figure("ratio to hand-written SQL, summed up", counted / counted_by_hand, "times", SQL_RATIO))
    few = min(rows, FOR_PYTHON)
    cases = (sample * (few // len(sample) + 1))[:few]
    engine = seconds(lambda: [book.decide_values(case) for case in cases], 3) * rows / few
    plain = seconds(lambda: plain_column(cases), 3) * rows / few
    print_figure(f"one by one in this engine ({few} rows, for {rows})", engine, "s")
    print_figure(f"the same rule written in plain Python ({few} rows, for {rows})", plain, "s")
    openfisca = openfisca_seconds(cases)
    if openfisca is None:
        print("openfisca-core is not installed: uv sync --group bench")
        return kept
    column, single = openfisca
    print_figure(f"openfisca-core, amounts alone, arrays ready ({few} rows, for {rows})", column * rows / few, "s")
    ours_alone = microseconds(lambda: book.decide(CASE))
    times = single * 1e6 / ours_alone
    kept.append(
        print_figure("one case: times quicker than openfisca-core", times, "times", OPENFISCA_RATIO, at_most=False)
    )
    times = column * rows / few / mine
    kept.append(
        print_figure("a column: times quicker than openfisca-core", times, "times", OPENFISCA_RATIO, at_most=False)
    )
    return kept


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rulebook", description=__doc__)
    parser.add_argument("--rows", type=int, default=MANY)
    options: Any = parser.parse_args(arguments)
    kept = [*one_decision(), *a_column(options.rows)]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
