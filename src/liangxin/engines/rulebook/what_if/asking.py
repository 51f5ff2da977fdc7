"""The question asked of DuckDB: each claim is decided by the rulebook before (or was paid) and by the draft, counted by
day, category, region and clause in one pass; a few claims are read again as examples.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal

import duckdb
import ibis
import pyarrow as pa
import pyarrow.dataset as ds

from liangxin.engines.rulebook.column_seen import Seen, seen_in
from liangxin.engines.rulebook.column_sound import column_problems
from liangxin.engines.rulebook.compiled import Compiled
from liangxin.engines.rulebook.records import FactKind, Rulebook
from liangxin.engines.rulebook.refusals import ColumnsLacking, ColumnsWrong, FileUnreadable, ParametersOpen
from liangxin.engines.rulebook.values import plain_value
from liangxin.engines.rulebook.what_if.comparing import CLAIMS, ROW, Comparison, Side
from liangxin.engines.rulebook.what_if.counting import counted
from liangxin.engines.rulebook.what_if.records import WhatIf
from liangxin.engines.rulebook.what_if.running_out import runs_out

BESIDE = {"claim": "申领编号", "claimed_on": "申领日期", "region": "区划", "category": "品类"}
PAID = {"paid_fen": "已付金额（分）"}
MOVED_APART = 1 << 40  # rows of one file
OTHER = "other"


def what_if(
    draft: Compiled,
    claims: Path | Sequence[Path],
    *,
    before: Compiled | None = None,
    money_fen: int | None = None,
    spent_fen: int = 0,
    from_day: date | None = None,
    shift: Literal["auto"] | int = "auto",
    seed: int = 1,
    assume: Mapping[str, Any] | None = None,
) -> WhatIf:
    """Try a draft on past claims (Parquet, as `rules column` takes them, with claim, claimed_on, region, category).

    Without `before`, what was paid (`paid_fen`) is the past. All days that a rulebook looks at are moved by whole years
    into its period; `shift` says by how many for the draft. `assume` gives, as a case writes it, a fact that the table
    has no column of. A choice that a rulebook does not have is read as its `other`, where it has one. Raises
    `RulebookRefused`.
    """
    paths = [Path(claims)] if isinstance(claims, str | Path) else [Path(one) for one in claims]
    for book in (draft, before):
        _require_parameters(book)
    schema, files = _opened(paths)
    assumed = _assumed(draft, assume or {}, schema)
    assumed_before = _assumed(before, _of_facts(before, assume or {}), schema) if before else {}
    _require_columns(draft.rulebook, before.rulebook if before else None, schema, assumed, assumed_before)
    with duckdb.connect() as connection:
        _view(connection, files)
        years = _shift(connection, draft.rulebook, schema) if shift == "auto" else shift
        side = _side(connection, draft.rulebook, files, years, assumed)
        side_before = None
        if before is not None:
            moved = _shift(connection, before.rulebook, schema)
            side_before = _side(connection, before.rulebook, files, moved, assumed_before)
        comparison = Comparison(side, side_before, schema)
        try:
            found = counted(connection, comparison)
        except (duckdb.IOException, duckdb.InvalidInputException) as wrong:
            raise FileUnreadable(path=paths[0], problem=f"读不下去：{str(wrong).splitlines()[0][:120]}") from wrong
    lasting, reason = None, ""
    if money_fen is not None:
        lasting, reason = runs_out(
            found.cost_by_day, draft.rulebook.periods, money_fen=money_fen, spent_fen=spent_fen, from_day=from_day,
            seed=seed,
        )  # fmt: skip
    told = {name: plain_value(draft.rulebook.facts[name], value) for name, value in assumed.items()}
    return found.as_what_if(comparison, lasting, reason if money_fen is not None else "没有给出资金总额。", told)


def _side(
    connection: duckdb.DuckDBPyConnection,
    rulebook: Rulebook,
    files: Sequence[str],
    years: int,
    assumed: Mapping[str, Any],
) -> Side:
    """How a rulebook reads these claims; days that are moved are not what the files' statistics say."""
    odd = _odd_choices(connection, rulebook)
    others = {name: values for name, values in odd.items() if values and OTHER in rulebook.facts[name].choices}
    seen = seen_in(rulebook, files)
    sound = _without_days(rulebook, seen.sound) if years else seen.sound
    sound |= {name for name, values in odd.items() if not values or name in others}
    return Side(rulebook, Seen(seen.known, sound), years, assumed, others)


def _of_facts(book: Compiled, assume: Mapping[str, Any]) -> dict[str, Any]:
    """Those assumptions whose fact a rulebook has."""
    facts = book.rulebook.facts
    return {name: value for name, value in assume.items() if name.replace("earlier.", "earlier_", 1) in facts}


def _require_parameters(book: Compiled | None) -> None:
    empty = [one.fact.label for one in book.rulebook.parameters.values() if one.value is None] if book else []
    if book is not None and empty:
        raise ParametersOpen(rulebook=book.rulebook.key, parameters="、".join(empty))


def _opened(paths: Sequence[Path]) -> tuple[ibis.Schema, list[str]]:
    """The columns of all files, which must be the same, and the files in order."""
    schemas, files = [], []
    for path in paths:
        if not path.exists():
            raise FileUnreadable(path=path, problem="没有这个文件")
        try:
            dataset = ds.dataset(path, format="parquet")
            schemas.append(ibis.Schema.from_pyarrow(dataset.schema))
        except (pa.ArrowException, OSError, ValueError, ibis.common.exceptions.IbisError) as wrong:
            raise FileUnreadable(path=path, problem="不是可读的Parquet文件") from wrong
        files += list(dataset.files)
    if not files:
        raise FileUnreadable(path="、".join(map(str, paths)), problem="里没有Parquet文件")
    for path, schema in zip(paths, schemas, strict=True):
        if dict(schema.items()) != dict(schemas[0].items()):
            raise FileUnreadable(path=path, problem=f"的列与“{paths[0]}”不同")
    return schemas[0], files


def _assumed(draft: Compiled, assume: Mapping[str, Any], schema: ibis.Schema) -> dict[str, Any]:
    """What is assumed, as values kept inside. Raises `CaseWrong`, `ColumnsWrong`."""
    flat = {name: value for name, value in assume.items() if not name.startswith("earlier.")}
    earlier = {name.removeprefix("earlier."): value for name, value in assume.items() if name.startswith("earlier.")}
    values = draft.read({**flat, "earlier": earlier} if earlier else flat)
    found = {name: value for name, value in zip(draft.rulebook.facts, values, strict=True) if value is not None}
    both = [name for name in found if draft.rulebook.facts[name].column in schema.names]
    if both:
        raise ColumnsWrong(problems=f"已有列，不能再假定：{'、'.join(both)}", rulebook=draft.rulebook.key)
    return found


def _require_columns(
    draft: Rulebook,
    before: Rulebook | None,
    schema: ibis.Schema,
    assumed: Mapping[str, Any],
    assumed_before: Mapping[str, Any],
) -> None:
    columns = dict(schema.items())
    wanted = BESIDE if before else BESIDE | PAID
    lacking = {name: label for name, label in wanted.items() if name not in columns}
    for rulebook, given in ((draft, assumed), (before, assumed_before)):
        facts = rulebook.facts.values() if rulebook else ()
        lacking |= {fact.column: fact.label for fact in facts if fact.column not in columns and fact.name not in given}
    if lacking:
        said = "、".join(f"{name}（{label}）" for name, label in lacking.items())
        first = next((one for one in draft.facts.values() if one.column in lacking), None)
        name = first.name if first else next(iter(draft.facts))
        raise ColumnsLacking(
            columns=said, example=f"{name.replace('earlier_', 'earlier.', 1) if first and first.is_history else name}=…"
        )
    problems = [problem for one in (draft, before) if one for problem in column_problems(one, columns)]
    if not columns["claimed_on"].is_date():
        problems.append(f"列 claimed_on 是{columns['claimed_on']}，应当是date")
    if not before and not (columns["paid_fen"].is_integer() or columns["paid_fen"].is_null()):
        problems.append(f"列 paid_fen 是{columns['paid_fen']}，应当是int64")
    if problems:
        raise ColumnsWrong(problems="；".join(dict.fromkeys(problems)), rulebook=draft.key)


def _view(connection: duckdb.DuckDBPyConnection, files: Sequence[str]) -> None:
    """A view of the claims in which each row has a number."""
    names = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
    row = "file_row_number"
    if len(files) > 1:
        row = f"file_row_number + {MOVED_APART} * (list_position([{names}], filename) - 1)"
    connection.execute(
        f"CREATE VIEW {CLAIMS} AS SELECT * EXCLUDE (file_row_number, filename), ({row})::BIGINT AS {ROW}"
        f" FROM read_parquet([{names}], file_row_number = true, filename = true)"
    )


def _shift(connection: duckdb.DuckDBPyConnection, draft: Rulebook, schema: ibis.Schema) -> int:
    """By how many years the middle claim's year misses the draft's period."""
    by = draft.facts[draft.in_force_by].column
    column = by if by in schema.names else "claimed_on"
    years: list[tuple[int, int]] = connection.execute(
        f'SELECT year("{column}") AS y, count(*) FROM {CLAIMS} WHERE "{column}" IS NOT NULL GROUP BY y ORDER BY y'
    ).fetchall()
    half, passed = sum(many for _, many in years) / 2, 0
    for year, many in years:
        passed += many
        if passed >= half:
            first, last = draft.periods[0].start.year, draft.periods[-1].last_day.year
            return max(0, first - year) + min(0, last - year)
    return 0


def _odd_choices(connection: duckdb.DuckDBPyConnection, rulebook: Rulebook) -> dict[str, tuple[str, ...]]:
    """Of each choice that the table has, the values that the rulebook does not know."""
    columns = {row[0] for row in connection.execute(f"DESCRIBE {CLAIMS}").fetchall()}
    odd: dict[str, tuple[str, ...]] = {}
    for fact in rulebook.facts.values():
        if fact.kind is FactKind.CHOICE and fact.column in columns:
            values = connection.execute(f'SELECT DISTINCT "{fact.column}" FROM {CLAIMS}').fetchall()
            odd[fact.name] = tuple(
                sorted(value for (value,) in values if value is not None and value not in fact.choices)
            )
    return odd


def _without_days(rulebook: Rulebook, names: frozenset[str]) -> frozenset[str]:
    return frozenset(name for name in names if rulebook.facts[name].kind is not FactKind.DATE)
