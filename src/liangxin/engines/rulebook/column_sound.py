"""Whether a table of claims may be decided: its columns by type, its rows by value."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from operator import and_
from typing import Any

import ibis
import ibis.expr.types as ir

from liangxin.engines.rulebook.column_types import COLUMN_TYPES
from liangxin.engines.rulebook.records import Fact, FactKind, Rulebook

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


def bounds_of(fact: Fact) -> tuple[Any, Any] | None:
    """The least and the most that a column may hold, as the table writes it; None for texts, choices and lists."""
    if fact.least is not None and fact.most is not None:
        return _number(Fraction(fact.least, 10**fact.places)), _number(Fraction(fact.most, 10**fact.places))
    return (FIRST_DAY, LAST_DAY) if fact.kind is FactKind.DATE else None


def faults(rulebook: Rulebook, claims: ir.Table, sound: Collection[str] = ()) -> Any:
    """Of each row, the first column whose value no case may have; NULL where there is none. `sound` facts are passed
    over.
    """
    found: list[tuple[Any, str]] = []
    for fact in rulebook.facts.values():
        if fact.column not in claims.columns or fact.name in sound:
            continue
        column: Any = claims[fact.column]
        bounds = bounds_of(fact)
        if fact.kind is FactKind.CHOICE:
            # One by one: a look-up is a join to DuckDB, which then loses the order of rows.
            found.append((reduce(and_, [column != code for code in fact.choices]), fact.column))
        elif bounds is not None:
            found.append(((column < bounds[0]) | (column > bounds[1]), fact.column))
    return ibis.cases(*found, else_=ibis.null("string")) if found else ibis.null("string")


def _number(bound: Fraction) -> Any:
    return bound.numerator if bound.denominator == 1 else Decimal(bound.numerator) / Decimal(bound.denominator)


def column_problems(rulebook: Rulebook, schema: Mapping[str, Any]) -> list[str]:
    """What is wrong with the columns of a table: floats for money and decimals, texts for days."""
    problems = []
    for fact in rulebook.facts.values():
        kind = schema.get(fact.column)
        if kind is None:
            if fact.kind is FactKind.MONEY and fact.name in schema:
                problems.append(f"金额“{fact.label}”要以分写在列 {fact.column}，不是 {fact.name}")
            continue
        wanted = COLUMN_TYPES[fact.kind](fact)
        fits = {
            FactKind.TEXT: kind.is_string, FactKind.CHOICE: kind.is_string, FactKind.WHOLE: kind.is_integer,
            FactKind.MONEY: kind.is_integer, FactKind.DATE: kind.is_date, FactKind.YES_NO: kind.is_boolean,
            FactKind.LIST: kind.is_array,
        }.get(fact.kind)  # fmt: skip
        is_fit = fits() if fits else kind.is_integer() or (kind.is_decimal() and (kind.scale or 0) <= fact.places)
        if not is_fit and not kind.is_null():
            problems.append(f"列 {fact.column}（{fact.label}）是{kind}，应当是{wanted}")
    return problems
