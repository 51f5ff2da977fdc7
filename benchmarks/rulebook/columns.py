"""Columns of decisions: this engine, hand-written SQL, openfisca-core, zen-engine and plain Python, on the same
claims.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import duckdb
import ibis
import numpy as np

from benchmarks.rulebook import appliances as appliance_rule
from benchmarks.rulebook import cars as car_rule
from benchmarks.rulebook.measuring import print_figure, print_rate, seconds
from benchmarks.rulebook.others import (
    appliances_formula,
    arrays,
    cars_formula,
    openfisca_seconds,
    zen_expression_microseconds,
)
from liangxin.engines.rulebook import Compiled, find_rulebook
from liangxin.engines.rulebook.column import decide_column
from liangxin.engines.rulebook.samples import as_table, generated

SQL_RATIO = 1.5
OPENFISCA_RATIO = 5.0
FOR_PYTHON = 200_000
PAIR, ALL = ("answer", "amount_fen"), ("answer", "amount_fen", "line")


def column_sql(book: Compiled, outputs: tuple[str, ...], known: Collection[str]) -> str:
    """The SQL that Ibis makes of the rulebook for DuckDB."""
    schema = ibis.memtable(as_table(book.rulebook, generated(book.rulebook, 1, seed=3))).schema()
    decided = decide_column(book.rulebook, ibis.table(schema, name="claims"), outputs=outputs, known=known)
    return str(ibis.to_sql(decided.select(*outputs), dialect="duckdb"))


def summed(sql: str, outputs: tuple[str, ...]) -> str:
    """Every row is decided and its decision consumed: the sum and the number by the other outputs."""
    by = ", ".join(name for name in outputs if name != "amount_fen")
    head = f"{by}, " if by else ""
    return f"SELECT {head}sum(amount_fen), count(*) FROM ({sql})" + (f" GROUP BY {by}" if by else "")


def both(connection: Any, rows: int, sql: str, outputs: tuple[str, ...], name: str) -> tuple[float, float]:
    """Seconds of a column summed up, and of one kept in memory as Arrow columns."""
    counted = seconds(lambda: connection.execute(summed(sql, outputs)).fetchall())
    kept = seconds(lambda: connection.sql(sql).to_arrow_table())
    said = "、".join(outputs)
    print_rate(f"{name}: {said}, summed up", rows, counted)
    print_rate(f"{name}: {said}, each row kept as Arrow", rows, kept)
    return counted, kept


def same(connection: Any, one: str, other: str, outputs: tuple[str, ...]) -> None:
    differs = " OR ".join(f"one.{name} IS DISTINCT FROM other.{name}" for name in outputs)
    found = connection.execute(
        f"SELECT count(*) FROM ({one}) AS one POSITIONAL JOIN ({other}) AS other WHERE {differs}"
    ).fetchone()
    assert found == (0,), f"the two columns differ in {found} rows"


def appliances(rows: int) -> list[bool]:
    """The appliance rule: the comparison that was asked for."""
    book = find_rulebook(appliance_rule.KEY)
    by_hand, kept = appliance_rule.sql_by_hand(), []
    with duckdb.connect() as connection:
        connection.execute(appliance_rule.claims_of(rows, list(book.rulebook.facts["category"].choices)))
        print(f"\na column, {appliance_rule.KEY}, {rows} claims in DuckDB's memory, every fact known")
        known = list(book.rulebook.facts)
        same(connection, column_sql(book, PAIR, known), by_hand, PAIR)
        same(connection, column_sql(book, PAIR, ()), by_hand, PAIR)
        hand = both(connection, rows, by_hand, PAIR, "SQL by hand")
        mine = both(connection, rows, column_sql(book, PAIR, known), PAIR, "this engine")
        amount = both(connection, rows, column_sql(book, ("amount_fen",), known), ("amount_fen",), "this engine")
        codes = both(
            connection, rows, column_sql(book, ("code", "amount_fen"), known), ("code", "amount_fen"), "this engine"
        )
        both(connection, rows, column_sql(book, ALL, known), ALL, "this engine")
        unsure = seconds(lambda: connection.execute(summed(column_sql(book, PAIR, ()), PAIR)).fetchall())
        print_rate("this engine: answer、amount_fen, nothing said to be known, summed up", rows, unsure)
        inputs = arrays(connection, book)
        cases = appliance_rule.cases_of(connection, min(rows, FOR_PYTHON))
        total = connection.execute(f"SELECT sum(amount_fen) FROM ({by_hand})").fetchone()
    kept.append(print_figure("ratio to hand-written SQL, summed up", mine[0] / hand[0], "times", SQL_RATIO))
    kept.append(print_figure("ratio to hand-written SQL, kept as Arrow", mine[1] / hand[1], "times", SQL_RATIO))
    few = len(cases)
    zen = zen_expression_microseconds()
    if zen is not None:
        print_rate("zen-engine, a compiled expression: amount (one case for all)", rows, zen * rows / 1e6)
    print_rate(
        f"plain Python: sum of amounts ({few} for all)",
        rows,
        seconds(lambda: appliance_rule.plain_column(cases), 3) * rows / few,
    )
    print_rate(
        f"this engine one by one ({few} for all)",
        rows,
        seconds(lambda: [book.decide_values(case) for case in cases], 3) * rows / few,
    )
    openfisca = openfisca_seconds(inputs, appliances_formula)
    if openfisca is None:
        print("openfisca-core is not installed: uv sync --group bench")
        return kept
    taken, _, amounts = openfisca
    off = float(np.sum(amounts, dtype="float64")) * 100 - (total[0] if total else 0)
    print_rate("openfisca-core: amount, each row kept as float32, arrays ready", rows, taken)
    print(f"  (its sum is off by {off:.0f} fen of {total[0] if total else 0}: floats of 32 bits)")
    for name, mine_taken in (
        ("amount summed up", amount[0]), ("amount kept", amount[1]), ("code and amount summed up", codes[0]),
        ("answer and amount summed up", mine[0]), ("answer and amount kept", mine[1]),
    ):  # fmt: skip
        limit = OPENFISCA_RATIO if name in ("amount summed up", "code and amount summed up") else None
        kept.append(
            print_figure(
                f"times quicker than openfisca-core: {name}", taken / mine_taken, "times", limit, at_most=False
            )
        )
    print_figure("for comparison, SQL by hand: answer and amount summed up", taken / hand[0], "times")
    return kept


def cars(rows: int) -> list[bool]:
    """The car rule of thirteen demands, with gaps, and the line that decides."""
    book = find_rulebook(car_rule.KEY)
    by_hand, kept = car_rule.sql_by_hand(), []
    sample = generated(book.rulebook, 50_000, seed=3)
    with duckdb.connect() as connection:
        connection.register("sample", as_table(book.rulebook, sample))
        connection.execute(car_rule.claims_of(rows, len(sample)))
        print(f"\na column, {car_rule.KEY}, {rows} claims around every limit, 3 % of each fact not known")
        same(connection, column_sql(book, ALL, ()), by_hand, ALL)
        hand = both(connection, rows, by_hand, ALL, "SQL by hand")
        mine = both(connection, rows, column_sql(book, ALL, ()), ALL, "this engine")
        pair = both(connection, rows, column_sql(book, PAIR, ()), PAIR, "this engine")
        inputs = arrays(connection, book)
    kept.append(print_figure("ratio to hand-written SQL, summed up", mine[0] / hand[0], "times", SQL_RATIO))
    kept.append(print_figure("ratio to hand-written SQL, kept as Arrow", mine[1] / hand[1], "times", SQL_RATIO))
    few = min(rows, FOR_PYTHON)
    cases = (sample * (few // len(sample) + 1))[:few]
    print_rate(f"plain Python ({few} for all)", rows, seconds(lambda: car_rule.plain_column(cases), 3) * rows / few)
    print_rate(
        f"this engine one by one ({few} for all)",
        rows,
        seconds(lambda: [book.decide_values(case) for case in cases], 3) * rows / few,
    )
    openfisca = openfisca_seconds(inputs, cars_formula)
    if openfisca is not None:
        print_rate("openfisca-core: amount, each row kept as float32, gaps filled, arrays ready", rows, openfisca[0])
        print_figure(
            "times quicker than openfisca-core: answer, amount and line summed up", openfisca[0] / mine[0], "times"
        )
        print_figure("times quicker than openfisca-core: answer and amount summed up", openfisca[0] / pair[0], "times")
        print_figure("for comparison, SQL by hand: answer, amount and line summed up", openfisca[0] / hand[0], "times")
    return kept
