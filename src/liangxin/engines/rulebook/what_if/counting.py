"""The counts read back: everything is summed from one table of counts, so that all sums agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import ibis

from liangxin.engines.rulebook.column import Outcomes
from liangxin.engines.rulebook.records import Rulebook
from liangxin.engines.rulebook.ruling import TOTAL
from liangxin.engines.rulebook.what_if.comparing import CHANGES, CLAIMS, ROW, Comparison
from liangxin.engines.rulebook.what_if.records import Change, Example, LineRow, Row, RunsOut, WhatIf

EXAMPLES_EACH = 3
FAULTY = "fault"
_MORE = (Change.MORE, Change.NEWLY_MET)
_LESS = (Change.LESS, Change.NO_LONGER_MET)
_UNKNOWN = CHANGES.index(Change.UNKNOWN)
# Of claims whose outcome is not known nothing is in the sums, so that before and after are of the same claims.
_SUMS = f"""sum(claims)::BIGINT,
    coalesce(sum(before_fen) FILTER (_change <> {_UNKNOWN}), 0)::BIGINT,
    coalesce(sum(after_fen) FILTER (_change <> {_UNKNOWN}), 0)::BIGINT,
    coalesce(sum(claims) FILTER (_change IN ({", ".join(str(CHANGES.index(one)) for one in _MORE)})), 0)::BIGINT,
    coalesce(sum(claims) FILTER (_change IN ({", ".join(str(CHANGES.index(one)) for one in _LESS)})), 0)::BIGINT,
    coalesce(sum(claims) FILTER (_change = {_UNKNOWN}), 0)::BIGINT"""


@dataclass(frozen=True)
class Counted:
    """What was counted, before it is told."""

    totals: tuple[int, ...]
    by_change: Mapping[Change, int]
    faulty: int
    unknown_before_fen: int
    by_day: tuple[Row, ...]
    by_category: tuple[Row, ...]
    by_region: tuple[Row, ...]
    by_line: tuple[LineRow, ...]
    examples: tuple[Example, ...]
    cost_by_day: Mapping[date, int]

    def as_what_if(
        self, comparison: Comparison, lasting: RunsOut | None, reason: str, assumed: Mapping[str, Any]
    ) -> WhatIf:
        """All of it together."""
        claims, before_fen, after_fen, gained, lost, unknown = self.totals
        return WhatIf(
            draft=comparison.draft.rulebook.key,
            before=comparison.before.rulebook.key if comparison.before else "", claims=claims,
            gained=gained, lost=lost, same=self.by_change.get(Change.SAME, 0),
            newly_met=self.by_change.get(Change.NEWLY_MET, 0),
            no_longer_met=self.by_change.get(Change.NO_LONGER_MET, 0), unknown=unknown, faulty=self.faulty,
            before_fen=before_fen, after_fen=after_fen, unknown_before_fen=self.unknown_before_fen,
            by_day=self.by_day, by_category=self.by_category, by_region=self.by_region, by_line=self.by_line,
            examples=self.examples, runs_out=lasting, runs_out_reason=reason, shifted_years=comparison.draft.years,
            assumed=assumed, read_as_other=comparison.draft.others,
        )  # fmt: skip


def counted(connection: duckdb.DuckDBPyConnection, comparison: Comparison) -> Counted:
    """Count in one pass over the claims; read a few of them again."""
    sql = str(ibis.to_sql(comparison.counted(), dialect="duckdb"))
    connection.execute(f"CREATE TEMP TABLE counts AS {sql}")
    totals = _one(connection, f"SELECT {_SUMS} FROM counts")
    more = _one(
        connection,
        "SELECT coalesce(sum(faulty), 0)::BIGINT,"
        f" coalesce(sum(before_fen) FILTER (_change = {_UNKNOWN}), 0)::BIGINT FROM counts",
    )
    changes = connection.execute("SELECT _change, sum(claims)::BIGINT FROM counts GROUP BY ALL").fetchall()
    cost = connection.execute(
        "SELECT _day, coalesce(sum(after_fen), 0)::BIGINT FROM counts WHERE _day IS NOT NULL GROUP BY ALL"
    ).fetchall()
    return Counted(
        totals=tuple(one or 0 for one in totals), faulty=more[0], unknown_before_fen=more[1],
        by_change={CHANGES[place]: many for place, many in changes}, by_day=_rows(connection, "_day"),
        by_category=_rows(connection, "_category"), by_region=_rows(connection, "region"),
        by_line=_lines(connection, comparison), examples=_examples(connection, comparison), cost_by_day=dict(cost),
    )  # fmt: skip


def _one(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...]:
    found = connection.execute(sql).fetchone()
    return found if found is not None else ()


def _rows(connection: duckdb.DuckDBPyConnection, by: str) -> tuple[Row, ...]:
    found = connection.execute(
        f"SELECT coalesce({by}::VARCHAR, ''), {_SUMS} FROM counts GROUP BY {by} ORDER BY {by} NULLS LAST"
    ).fetchall()
    return tuple(Row(*row) for row in found)


def _lines(connection: duckdb.DuckDBPyConnection, comparison: Comparison) -> tuple[LineRow, ...]:
    """By the clause that decides, the changes that concern most first."""
    found = connection.execute(
        "SELECT _change, _after_code, _before_code, sum(claims)::BIGINT AS many, coalesce(sum(before_fen), 0)::BIGINT,"
        " coalesce(sum(after_fen), 0)::BIGINT FROM counts GROUP BY ALL ORDER BY many DESC, 1, 2, 3"
    ).fetchall()
    titles, olds = _titles(comparison.draft.rulebook), _titles(comparison.before.rulebook) if comparison.before else {}
    rows = []
    for change, after, before, many, before_fen, after_fen in found:
        line, old = _line(comparison.after_outcomes, after), _line(comparison.before_outcomes, before)
        rows.append(
            LineRow(CHANGES[change], line, titles.get(line, line), old, olds.get(old, old), many, before_fen, after_fen)
        )
    return tuple(rows)


def _line(outcomes: Outcomes | None, code: int) -> str:
    if outcomes is None:
        return ""
    return outcomes.all[code].line if code >= 0 else FAULTY


def _titles(rulebook: Rulebook) -> dict[str, str]:
    found = {one.id: one.title for one in rulebook.requirements}
    for part in rulebook.parts:
        found |= {part.id: part.title} | {line.id: line.title for line in part.lines}
    return found | {TOTAL: "补贴合计", FAULTY: "数据不合用"}


def _examples(connection: duckdb.DuckDBPyConnection, comparison: Comparison) -> tuple[Example, ...]:
    """Of each change the first claims, by the clauses that concern most."""
    rows = connection.execute(
        f"""WITH firsts AS (SELECT _change, _after_code, sum(claims) AS many, min(first) AS row FROM counts
                WHERE _change <> {CHANGES.index(Change.SAME)} GROUP BY ALL)
            SELECT _change, row FROM firsts
            QUALIFY row_number() OVER (PARTITION BY _change ORDER BY many DESC, row) <= {EXAMPLES_EACH}
            ORDER BY _change, many DESC, row"""
    ).fetchall()
    if not rows:
        return ()
    numbers = ", ".join(str(row) for _, row in rows)
    compared = comparison.compared().select(ROW, "_after_code", "_before", "_after")
    sql = str(ibis.to_sql(compared, dialect="duckdb"))
    # The few rows are put in the place of the view, so that nothing else is decided again.
    connection.execute(f"CREATE TEMP TABLE few AS SELECT * FROM {CLAIMS} WHERE {ROW} IN ({numbers})")
    connection.execute(f"DROP VIEW {CLAIMS}")
    connection.execute(f"CREATE TEMP VIEW {CLAIMS} AS SELECT * FROM few")
    found = connection.execute(
        f"""SELECT few.{ROW}, few.claim::VARCHAR, few.claimed_on, few.region::VARCHAR, few.category::VARCHAR,
            told._before, told._after, told._after_code FROM ({sql}) AS told JOIN few USING ({ROW})"""
    ).fetchall()
    by_row = {row[0]: row[1:] for row in found}
    titles = _titles(comparison.draft.rulebook)
    examples = []
    for change, row in rows:
        claim, day, region, category, before, after, code = by_row[row]
        line = _line(comparison.after_outcomes, code)
        title = titles.get(line, line)
        examples.append(Example(CHANGES[change], claim, day, region or "", category or "", before, after, line, title))
    return tuple(examples)
