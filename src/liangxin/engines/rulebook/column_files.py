"""Parquet in, Parquet out: a file of claims decided by DuckDB or Spark.

Ibis writes the SQL of one expression for each engine; the engine's own library runs it. Spark writes a folder of
files.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from liangxin.engines.rulebook.column import OUTPUTS, decide_column
from liangxin.engines.rulebook.column_seen import Seen, seen_in
from liangxin.engines.rulebook.column_sound import bounds_of, column_problems, faults
from liangxin.engines.rulebook.compiled import Compiled
from liangxin.engines.rulebook.records import Rulebook
from liangxin.engines.rulebook.refusals import (
    ColumnsWrong,
    EngineMissing,
    FileUnreadable,
    FileUnwritable,
    RowsWrong,
)
from liangxin.kernel.decision import Answer

OUTPUT = (*OUTPUTS, "fault")
CLAIMS = "claims"
NOTHING_SEEN = Seen()


def decide_file(book: Compiled, claims: Path, out: Path, engine: str = "duckdb") -> dict[str, int]:
    """Decide a file of claims and write it with the decisions; return how many rows have each answer.

    Raises `ColumnsWrong` before anything is written, and `RowsWrong` after the sound rows are: rows with a value
    that no case may have get no decision but the name of the column in `fault`.
    """
    rulebook = book.rulebook
    if not claims.exists():
        raise FileUnreadable(path=claims, problem="没有这个文件")
    if claims.resolve() == out.resolve():
        raise FileUnwritable(path=out, why="与申领表是同一个文件")
    try:
        dataset = ds.dataset(claims, format="parquet")
        schema = ibis.Schema.from_pyarrow(dataset.schema)
        seen = seen_in(rulebook, dataset.files)
    except (pa.ArrowException, OSError, ValueError, ibis.common.exceptions.IbisError) as wrong:
        raise FileUnreadable(path=claims, problem="不是可读的Parquet文件") from wrong
    problems = column_problems(rulebook, dict(schema.items()))
    problems += [f"已有名为 {name} 的列" for name in OUTPUT if name in schema.names]
    if problems:
        raise ColumnsWrong(problems="；".join(problems), rulebook=rulebook.key)
    expression = decided_with_faults(rulebook, ibis.table(schema, name=CLAIMS), seen)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        _run_on_duckdb(expression, claims, out) if engine == "duckdb" else _run_on_spark(expression, claims, out)
    except (duckdb.Error, OSError) as wrong:
        raise FileUnwritable(path=out, why=str(wrong).splitlines()[0][:120]) from wrong
    return _counted(out)


def decided_with_faults(
    rulebook: Rulebook, claims: Any, seen: Seen = NOTHING_SEEN, outputs: Sequence[str] = OUTPUTS
) -> Any:
    """The decisions of all rows but those with a value that no case may have: these say which in `fault`."""
    marked = claims.mutate(fault=faults(rulebook, claims, seen.sound))
    sound = marked.fault.isnull()
    # A number beyond all bounds could overflow on the way: its place is held by one within while its row is decided on.
    numbers = {
        fact.column: bounds[0]
        for fact in rulebook.facts.values()
        if fact.least is not None
        and fact.column in claims.columns
        and fact.name not in seen.sound
        and (bounds := bounds_of(fact)) is not None
    }
    aside = {f"_kept_{name}": marked[name] for name in numbers}
    emptied = {
        name: ibis.ifelse(sound | marked[name].isnull(), marked[name], ibis.literal(least).cast(marked[name].type()))
        for name, least in numbers.items()
    }
    decided = decide_column(rulebook, marked.mutate(**aside, **emptied), outputs=outputs, known=seen.known)
    sound = decided.fault.isnull()
    columns = [decided[f"_kept_{name}"].name(name) if name in numbers else decided[name] for name in claims.columns]
    given = {name: ibis.ifelse(sound, decided[name], ibis.null(decided[name].type())) for name in outputs}
    return decided.select(*columns, **given, fault=decided.fault)


def _run_on_duckdb(expression: Any, claims: Path, out: Path) -> None:
    with duckdb.connect() as connection:
        connection.read_parquet(str(claims)).create_view(CLAIMS)
        connection.sql(str(ibis.to_sql(expression, dialect="duckdb"))).write_parquet(str(out))


def _run_on_spark(expression: Any, claims: Path, out: Path) -> None:
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as wrong:
        raise EngineMissing(engine="Spark", why="缺少 pyspark") from wrong
    try:
        session = SparkSession.builder.appName("liangxin rules").getOrCreate()
    except (PySparkException, RuntimeError) as wrong:
        raise EngineMissing(engine="Spark", why=str(wrong).splitlines()[0][:120]) from wrong
    try:
        session.read.parquet(str(claims.resolve())).createOrReplaceTempView(CLAIMS)
        session.sql(str(ibis.to_sql(expression, dialect="pyspark"))).write.mode("overwrite").parquet(str(out.resolve()))
    except PySparkException as wrong:
        raise FileUnwritable(path=out, why=str(wrong).splitlines()[0][:120]) from wrong
    finally:
        session.stop()


def _counted(out: Path) -> dict[str, int]:
    written = ds.dataset(out, format="parquet").to_table(columns=["answer", "fault"])
    bad = {row["values"]: row["counts"] for row in pc.value_counts(written["fault"].drop_null()).to_pylist()}
    if bad:
        facts = "、".join(f"{name} {rows}行" for name, rows in sorted(bad.items()))
        raise RowsWrong(count=sum(bad.values()), facts=facts, path=out)
    counts = {row["values"]: row["counts"] for row in pc.value_counts(written["answer"]).to_pylist()}
    return {answer.label: counts.get(answer.value, 0) for answer in Answer}
