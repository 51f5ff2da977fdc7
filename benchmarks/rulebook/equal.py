"""A column of decisions against one decision after the other, on generated cases of every shipped rulebook."""

from __future__ import annotations

import time

import duckdb
import ibis

from liangxin.engines.rulebook import find_rulebook
from liangxin.engines.rulebook.column import decide_column
from liangxin.engines.rulebook.compiled import Compiled
from liangxin.engines.rulebook.samples import as_table, generated
from liangxin.engines.rulebook.shelf import shipped_texts

AT_ONCE = 50_000


def equal_measured(cases: int) -> list[bool]:
    """Decide about `cases` in both ways and say how many differ; none may."""
    keys = list(shipped_texts())
    each, began, differ, done = max(1, cases // len(keys)), time.perf_counter(), 0, 0
    for seed, key in enumerate(keys):
        book = find_rulebook(key)
        for part, start in enumerate(range(0, each, AT_ONCE)):
            count = min(AT_ONCE, each - start)
            differ += _differing(book, count, seed=1000 * seed + part)
            done += count
    print(f"column against one by one: {done:,} cases of {len(keys)} rulebooks, {differ} differ")
    print(f"  {time.perf_counter() - began:.0f} s with the making of the cases")
    return [differ == 0]


def _differing(book: Compiled, count: int, seed: int) -> int:
    cases = generated(book.rulebook, count, seed=seed)
    table = as_table(book.rulebook, cases)
    with duckdb.connect() as connection:
        connection.register("claims", table)
        claims = ibis.table(ibis.memtable(table).schema(), name="claims")
        decided = decide_column(book.rulebook, claims).select("answer", "amount_fen", "line")
        column = connection.execute(str(ibis.to_sql(decided, dialect="duckdb"))).fetchall()
    singly = ((one.answer.value, one.amount_fen, one.line) for one in map(book.decide_values, cases))
    return sum(one != other for one, other in zip(column, singly, strict=True))
