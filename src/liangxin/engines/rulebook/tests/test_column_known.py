"""What a column is told beforehand, and what is asked of it: shorter expressions, the same decisions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import ibis
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liangxin.engines.rulebook.cells import candidates_of
from liangxin.engines.rulebook.column import CODE, OUTPUTS, Outcomes, decide_column
from liangxin.engines.rulebook.column_files import decide_file
from liangxin.engines.rulebook.column_seen import seen_in
from liangxin.engines.rulebook.compiled import Compiled
from liangxin.engines.rulebook.conditions import compiled
from liangxin.engines.rulebook.records import AllOf, AnyOf, Compare, Condition, Not, Op, Operand
from liangxin.engines.rulebook.samples import as_table, generated
from liangxin.engines.rulebook.shelf import compile_text, shipped_rulebook, shipped_texts
from liangxin.engines.rulebook.simplifying import opposite, simplified
from liangxin.engines.rulebook.tests.rulebooks import EVERYTHING, filled_up


def simple_text() -> str:
    """The rulebook of every form, without what makes it more than one part: no extra, no total, no limit of a sum."""
    lines = EVERYTHING.replace("  - {id: household", "#").splitlines()
    start = next(place for place, line in enumerate(lines) if "- id: extra" in line)
    return "\n".join(lines[:start])


SIMPLE = compile_text(simple_text(), "simple")


def rows_of(book: Compiled, table: Any, outputs: tuple[str, ...], known: Any) -> list[tuple[Any, ...]]:
    claims = ibis.table(ibis.memtable(table).schema(), name="claims")
    decided = decide_column(book.rulebook, claims, outputs=outputs, known=known).select(*outputs)
    with duckdb.connect() as connection:
        connection.register("claims", table)
        connection.execute("SET threads TO 1")
        rows: list[tuple[Any, ...]] = connection.execute(str(ibis.to_sql(decided, dialect="duckdb"))).fetchall()
    return rows


def one_by_one(book: Compiled, cases: list[list[Any]]) -> list[tuple[str, int | None, str]]:
    return [(ruling.answer.value, ruling.amount_fen, ruling.line) for ruling in map(book.decide_values, cases)]


def test_one_part_with_gaps_and_without_is_the_same_in_a_column() -> None:
    for unknown, known in ((0.08, ()), (0.0, SIMPLE.rulebook.facts)):
        cases = generated(SIMPLE.rulebook, 40_000, seed=21, unknown=unknown)
        singly = one_by_one(SIMPLE, cases)
        assert rows_of(SIMPLE, as_table(SIMPLE.rulebook, cases), OUTPUTS, known) == singly
        assert len({line for _, _, line in singly}) > 10


@pytest.mark.parametrize("key", [*shipped_texts()])
def test_a_column_of_which_all_is_known_needs_no_guard(key: str) -> None:
    book = filled_up(key)
    cases = generated(book.rulebook, 700, seed=22, unknown=0.0)
    assert rows_of(book, as_table(book.rulebook, cases), OUTPUTS, book.rulebook.facts) == one_by_one(book, cases)


def test_columns_that_are_not_there_are_not_known() -> None:
    book = shipped_rulebook("cars_scrap@2026")
    cases = generated(book.rulebook, 2000, seed=23)
    gone = ("displacement", "in_catalogue", "earlier_per_person")
    slots = [list(book.rulebook.facts).index(name) for name in gone]
    without = [[None if slot in slots else value for slot, value in enumerate(case)] for case in cases]
    table = as_table(book.rulebook, cases).drop_columns(list(gone))
    assert rows_of(book, table, OUTPUTS, ()) == one_by_one(book, without)


def test_only_what_is_asked_for_is_given_and_codes_name_the_outcome() -> None:
    book = compile_text(EVERYTHING, "everything")
    cases = generated(book.rulebook, 3000, seed=24)
    outcomes = Outcomes.of(book.rulebook).all
    coded = rows_of(book, as_table(book.rulebook, cases), (CODE, "amount_fen"), ())
    assert [(outcomes[code].answer.value, fen, outcomes[code].line) for code, fen in coded] == one_by_one(book, cases)


def test_what_parquet_says_of_its_columns_is_believed_no_further(tmp_path: Path) -> None:
    book = shipped_rulebook("appliances@2025")
    names = list(book.rulebook.facts)
    cases = generated(book.rulebook, 400, seed=25, unknown=0.0)
    pq.write_table(as_table(book.rulebook, cases), tmp_path / "one.parquet", row_group_size=100)
    seen = seen_in(book.rulebook, [tmp_path / "one.parquet"])
    assert seen.known == set(names)
    assert {"grade", "price", "invoiced_on"} <= seen.sound
    assert "category" not in seen.sound
    cases[350][names.index("price")] = None
    cases[20][names.index("grade")] = 9
    pq.write_table(as_table(book.rulebook, cases), tmp_path / "two.parquet", row_group_size=100)
    both = seen_in(book.rulebook, [tmp_path / "one.parquet", tmp_path / "two.parquet"])
    assert "price" not in both.known
    assert "grade" not in both.sound
    cases[20][names.index("grade")] = 1
    pq.write_table(as_table(book.rulebook, cases), tmp_path / "two.parquet", row_group_size=100)
    decide_file(book, tmp_path / "two.parquet", tmp_path / "out.parquet")
    found = pq.read_table(tmp_path / "out.parquet").select(["answer", "amount_fen", "line"]).to_pylist()
    assert [tuple(row.values()) for row in found] == one_by_one(book, cases)


FACTS = SIMPLE.rulebook.facts


def leaf(name: str, op: Op, value: Any, parameter: str = "") -> Compare:
    return Compare(Operand(fact=name), op, Operand(value=value, parameter=parameter))


LEAVES = st.sampled_from([
    leaf("grade", Op.AT_MOST, 2), leaf("grade", Op.IS, 3), leaf("kind", Op.IN, ("a", "b", "c")),
    leaf("rural", Op.IS, True),
    leaf("count", Op.BELOW, 4), leaf("count", Op.BELOW, 4, "x"), leaf("count", Op.ABOVE, None, "empty"),
])  # fmt: skip
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AllOf(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=8,
)
NAMES = ["grade", "kind", "rural", "count"]
FOUND = candidates_of(FACTS, NAMES, [leaf("count", Op.IS, 4), leaf("grade", Op.IS, 2)])
TRIED = {name: [None, *values] for name, values in FOUND.items()}


@settings(max_examples=150, deadline=None)
@given(CONDITIONS, st.fixed_dictionaries({name: st.sampled_from(values) for name, values in TRIED.items()}))
def test_a_simplified_condition_says_the_same_also_of_what_is_not_known(
    condition: Condition, case: dict[str, Any]
) -> None:
    values = [case.get(name) for name in FACTS]
    slots = {name: place for place, name in enumerate(FACTS)}
    said = compiled(condition, slots)(values)
    assert compiled(simplified(condition), slots)(values) == said
    assert compiled(opposite(condition), slots)(values) == (None if said is None else not said)
