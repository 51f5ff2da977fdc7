"""One rulebook, two ways to run it: a column of decisions says the same as one decision after the other, to the fen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import duckdb
import ibis
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liangxin.engines.rulebook.column import decide_column
from liangxin.engines.rulebook.column_sound import column_problems, faults
from liangxin.engines.rulebook.compiled import Compiled
from liangxin.engines.rulebook.records import FactKind
from liangxin.engines.rulebook.samples import as_table, generated, values_to_try
from liangxin.engines.rulebook.shelf import compile_text, shipped_rulebook, shipped_texts
from liangxin.engines.rulebook.tests.rulebooks import EVERYTHING, filled_up

ROWS_EACH = 1500


@cache
def sql_of(book: Compiled) -> str:
    claims = ibis.table(
        ibis.memtable(as_table(book.rulebook, generated(book.rulebook, 1, seed=1))).schema(), name="claims"
    )
    decided = decide_column(book.rulebook, claims).select("answer", "amount_fen", "line")
    return str(ibis.to_sql(decided, dialect="duckdb"))


def column_of(book: Compiled, cases: Sequence[Sequence[Any]]) -> list[tuple[str, int | None, str]]:
    with duckdb.connect() as connection:
        connection.register("claims", as_table(book.rulebook, cases))
        connection.execute("SET threads TO 1")  # keeps the order of rows
        rows: list[tuple[str, int | None, str]] = connection.execute(sql_of(book)).fetchall()
    return rows


def one_by_one(book: Compiled, cases: Sequence[Sequence[Any]]) -> list[tuple[str, int | None, str]]:
    return [(ruling.answer.value, ruling.amount_fen, ruling.line) for ruling in map(book.decide_values, cases)]


@pytest.mark.parametrize("key", [*shipped_texts()])
def test_a_column_says_what_one_decision_says(key: str) -> None:
    book = filled_up(key)
    cases = generated(book.rulebook, ROWS_EACH, seed=7)
    singly = one_by_one(book, cases)
    assert column_of(book, cases) == singly
    assert [tuple(book.decide_step_by_step(case)) for case in cases[:500]] == [
        tuple(book.decide_values(case)) for case in cases[:500]
    ]


def test_a_column_of_a_rulebook_with_empty_parameters_says_unknown_like_one_decision() -> None:
    book = shipped_rulebook("cars_replace@2025")
    cases = generated(book.rulebook, 500, seed=8, unknown=0.0)
    assert column_of(book, cases) == one_by_one(book, cases)


BOOK = compile_text(EVERYTHING, "everything")
STRATEGIES = [
    st.none() | st.sampled_from(near) if fact.kind in (FactKind.CHOICE, FactKind.YES_NO, FactKind.DATE, FactKind.TEXT,
    FactKind.LIST)
    else st.none() | st.sampled_from(near) | st.integers(fact.least or 0, fact.most or 0)
    for fact, near in zip(BOOK.rulebook.facts.values(), values_to_try(BOOK.rulebook), strict=True)
]  # fmt: skip


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(st.tuples(*STRATEGIES).map(list), min_size=1, max_size=40))
def test_every_form_of_the_format_is_the_same_in_a_column(cases: list[list[Any]]) -> None:
    singly = one_by_one(BOOK, cases)
    assert column_of(BOOK, cases) == singly
    assert [tuple(BOOK.decide_step_by_step(case)) for case in cases] == [BOOK.decide_values(case) for case in cases]


def test_a_hundred_thousand_cases_of_every_form_are_the_same_in_a_column() -> None:
    cases = generated(BOOK.rulebook, 100_000, seed=9)
    singly = one_by_one(BOOK, cases)
    assert column_of(BOOK, cases) == singly
    assert len({line for _, _, line in singly}) > 10


def test_rows_with_values_that_no_case_may_have_are_named() -> None:
    book = shipped_rulebook("cars_scrap@2026")
    cases = generated(book.rulebook, 3, seed=1, unknown=0.0)
    slot = list(book.rulebook.facts).index("price")
    fuel = list(book.rulebook.facts).index("old_fuel")
    cases[1][slot], cases[2][fuel] = -1, "steam"
    connection = ibis.duckdb.connect()
    claims = ibis.memtable(as_table(book.rulebook, cases))
    found = connection.to_pyarrow(claims.mutate(fault=faults(book.rulebook, claims)))["fault"].to_pylist()
    connection.disconnect()
    assert found == [None, "price_fen", "old_fuel"]


def test_columns_of_another_type_are_named() -> None:
    rulebook = shipped_rulebook("cars_scrap@2026").rulebook
    problems = column_problems(
        rulebook, dict(ibis.schema({"price_fen": "float64", "invoiced_on": "string", "new_kind": "string"}).items())
    )
    assert len(problems) == 2
    assert "price_fen" in problems[1]
