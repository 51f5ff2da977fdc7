"""Which type a fact's column has in a table of claims. Says so only; `column` computes."""

from __future__ import annotations

from collections.abc import Callable

from liangxin.engines.rulebook.records import Fact, FactKind

# The names are those of Ibis, which DuckDB and Spark translate into their own.
COLUMN_TYPES: dict[FactKind, Callable[[Fact], str]] = {
    FactKind.TEXT: lambda _: "string",
    FactKind.CHOICE: lambda _: "string",
    FactKind.WHOLE: lambda _: "int64",
    FactKind.DECIMAL: lambda fact: f"decimal(18, {fact.places})",
    FactKind.MONEY: lambda _: "int64",
    FactKind.DATE: lambda _: "date",
    FactKind.YES_NO: lambda _: "boolean",
    FactKind.LIST: lambda _: "array<string>",
}
