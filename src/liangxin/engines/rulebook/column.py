"""A compiled rulebook as an Ibis expression over a table of claims: answer, amount_fen, line, one row a claim.

Plain SQL of comparisons, CASE and 64-bit integers: NULL is not known, and AND, OR and NOT of SQL are Kleene's.
Nothing in it belongs to one engine, so that DuckDB and Spark run the same expression. Division is exact because the
static check keeps every number under 2^53.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from functools import reduce
from typing import Any

import ibis
import ibis.expr.types as ir

from liangxin.engines.rulebook.amounts import bracket_steps, denominator_of
from liangxin.engines.rulebook.building import needed
from liangxin.engines.rulebook.column_types import COLUMN_TYPES
from liangxin.engines.rulebook.records import (
    AllOf,
    Compare,
    Condition,
    FactKind,
    Not,
    Op,
    Operand,
    Part,
    Pay,
    Rounding,
    Rulebook,
    Value,
)
from liangxin.engines.rulebook.ruling import TOTAL
from liangxin.kernel.decision import Answer

_COMPARED: dict[Op, Callable[[Any, Any], Any]] = {
    Op.IS: lambda one, other: one == other,
    Op.IS_NOT: lambda one, other: one != other,
    Op.AT_MOST: lambda one, other: one <= other,
    Op.BELOW: lambda one, other: one < other,
    Op.AT_LEAST: lambda one, other: one >= other,
    Op.ABOVE: lambda one, other: one > other,
}


def decide_column(rulebook: Rulebook, claims: ir.Table) -> ir.Table:
    """Decide every row of a table whose columns are the rulebook's (`rules facts`); other columns are kept.

    A fact without a column is not known. Rows that `faults` names must not be decided on.
    """
    missing = {
        fact.column: ibis.null(COLUMN_TYPES[fact.kind](fact))
        for fact in rulebook.facts.values()
        if fact.column not in claims.columns
    }
    kept = claims.columns
    claims = claims.mutate(**missing) if missing else claims
    columns = _Columns(rulebook, claims)
    checks = {f"_check_{place}": columns.condition(needed(one)) for place, one in enumerate(rulebook.requirements)}
    whens = {
        f"_when_{place}_{number}": columns.condition(line.when)
        for place, part in enumerate(rulebook.parts)
        for number, line in enumerate(part.lines)
        if line.when is not None
    }
    # In steps, so that an engine reads each condition once: Ibis makes a subquery of each.
    staged = claims.mutate(**checks, **whens)
    columns = _Columns(rulebook, staged)
    parts: dict[str, Any] = {}
    for place, part in enumerate(rulebook.parts):
        found = [staged[f"_when_{place}_{n}"] if line.when is not None else None for n, line in enumerate(part.lines)]
        parts[f"_holds_{place}"], parts[f"_sum_{place}"] = columns.part(part, found)
    staged = staged.mutate(**parts)
    settled, why = _Columns(rulebook, staged).settled(_sum([staged[name] for name in parts if name.startswith("_sum")]))
    staged = staged.mutate(_settled=settled, **{f"_why_{place}": one for place, (one, _) in enumerate(why)})
    decided = _decided(rulebook, staged, [line for _, line in why])
    return decided.select(*kept, "answer", "amount_fen", "line")


def _sum(amounts: list[Any]) -> Any:
    return reduce(lambda one, other: one + other, amounts)


def _decided(rulebook: Rulebook, staged: ir.Table, why: list[str]) -> ir.Table:
    """Answer, amount and line, of conditions, sums and lines that are columns by now.

    AND of SQL is Kleene's: false if any is false, else NULL if any is NULL.
    """
    places = range(len(rulebook.parts))
    demands = [staged[f"_check_{place}"] for place in range(len(rulebook.requirements))]
    demands += [staged[f"_holds_{place}"] for place in places] + [staged["_settled"] > 0]
    demands += [ibis.ifelse(staged[f"_why_{place}"], ibis.null("boolean"), True) for place in range(len(why))]
    final = staged.mutate(_met=reduce(lambda one, other: one & other, demands))
    # The line is a CASE inside a CASE, so that an engine looks for it among the rows that are concerned only.
    checks = [(final[f"_check_{place}"], one.id) for place, one in enumerate(rulebook.requirements)]
    parts = [
        (final[f"_holds_{place}"], final[f"_sum_{place}"], _line_of(part, place, final))
        for place, part in enumerate(rulebook.parts)
    ]
    failing: list[tuple[Any, Any]] = [(~check, name) for check, name in checks]
    failing += [(~holds, part.id) for (holds, _, _), part in zip(parts, rulebook.parts, strict=True)]
    unknown: list[tuple[Any, Any]] = [(check.isnull(), name) for check, name in checks]
    unknown += [(amount.isnull(), line) for _, amount, line in parts]
    unknown += [(final[f"_why_{place}"], line) for place, line in enumerate(why)]
    paying = parts[0][2]
    if len(parts) > 1:
        paying = ibis.cases(*((amount > 0, line) for _, amount, line in parts), else_=parts[-1][2])
    met = final["_met"]
    return final.mutate(
        answer=ibis.cases((met, Answer.MEETS.value), (~met, Answer.FAILS.value), else_=Answer.UNKNOWN.value),
        amount_fen=ibis.ifelse(met, final["_settled"], ibis.null("int64")),
        line=ibis.cases(
            (met, paying), (~met, ibis.cases(*failing, else_=TOTAL)), else_=ibis.cases(*unknown, else_=TOTAL)
        ),
    )


def _line_of(part: Part, place: int, table: ir.Table) -> Any:
    """The line of a part that holds, else the part itself."""
    always = next((line.id for line in part.lines if line.when is None), part.id)
    chosen = [
        (table[f"_when_{place}_{number}"], line.id) for number, line in enumerate(part.lines) if line.when is not None
    ]
    return ibis.cases(*chosen, else_=always) if chosen else ibis.literal(always)


class _Columns:
    """The expressions of one rulebook over one table."""

    def __init__(self, rulebook: Rulebook, claims: ir.Table) -> None:
        self.rulebook = rulebook
        self.facts = {name: self._fact(name, claims) for name in rulebook.facts}

    def _fact(self, name: str, claims: ir.Table) -> Any:
        """A fact's column as whole numbers, days, texts and booleans."""
        fact = self.rulebook.facts[name]
        kind = COLUMN_TYPES[fact.kind](fact)
        column: Any = claims[fact.column]
        if fact.kind is FactKind.DECIMAL:
            return (column.cast(kind) * 10**fact.places).cast("int64")
        return column if fact.kind is FactKind.LIST else column.cast(kind)

    def operand(self, operand: Operand) -> Any:
        """An operand as an expression; a value that is not known as NULL."""
        if not operand.fact:
            return operand.value
        found = self.facts[operand.fact]
        if operand.years:
            found = found + ibis.interval(years=operand.years)
        if operand.days:
            found = found + ibis.interval(days=operand.days)
        return found.cast("date") if operand.years or operand.days else found

    def condition(self, condition: Condition) -> Any:
        """A condition as a boolean expression that may be NULL."""
        if isinstance(condition, Compare):
            return self._compare(condition)
        if isinstance(condition, Not):
            return _not(self.condition(condition.part))
        parts = [self.condition(part) for part in condition.parts]
        joined: Callable[[Any, Any], Any] = (
            (lambda one, other: one & other) if isinstance(condition, AllOf) else (lambda one, other: one | other)
        )
        return reduce(joined, parts)

    def _compare(self, leaf: Compare) -> Any:
        left, right = self.operand(leaf.left), self.operand(leaf.right)
        if left is None or right is None:
            return _never_known()
        if leaf.op is Op.IN:
            return ibis.literal(left).isin(list(right)) if not leaf.left.fact else left.isin(list(right))
        if leaf.op is Op.CONTAINS:
            return left.contains(right)
        if isinstance(left, str | int | date):
            left = ibis.literal(left)
        if isinstance(right, bool):
            return left if right == (leaf.op is Op.IS) else _not(left)
        return _COMPARED[leaf.op](left, right)

    def pay(self, pay: Pay) -> Any:
        """An amount as whole fen, NULL where it is not known."""
        if pay.base is None:
            return ibis.null("int64")
        amount = self._brackets(pay) if pay.slices else self._product(pay)
        if pay.least:
            amount = ibis.ifelse(amount < pay.least, pay.least, amount)
        for cap in pay.caps:
            limit = self.operand(cap)
            if limit is None:
                return ibis.null("int64")
            amount = _lower(amount, limit)
        return amount

    def _product(self, pay: Pay) -> Any:
        base = pay.base or Fraction(0)
        product: Any = base.numerator
        for factor in pay.factors:
            value = self.operand(factor.operand)
            if value is None:
                return ibis.null("int64")
            if factor.at_most is not None:
                value = _lower(value, factor.at_most) if factor.operand.fact else min(value, factor.at_most)
            product = product * value
        return _divided(product, denominator_of(pay), pay.rounding)

    def _brackets(self, pay: Pay) -> Any:
        value = self.operand(pay.factors[0].operand)
        whole, steps = bracket_steps(pay)
        total: Any = value * 0
        for start, to, weight in steps:
            within = value if to is None else _lower(value, to)
            total = total + ibis.ifelse(value > start, (within - start) * weight, 0)
        return _divided(total, whole, pay.rounding)

    def part(self, part: Part, whens: list[Any]) -> tuple[Any, Any]:
        """Of a part: whether a line holds, and the amount; `whens` are the conditions of its lines, None for always."""
        always = next((line for line, when in zip(part.lines, whens, strict=True) if when is None), None)
        chosen = [(when, line) for line, when in zip(part.lines, whens, strict=True) if when is not None]
        if always is not None and not chosen:
            return ibis.literal(True), self.pay(always.pay)
        some = reduce(lambda one, other: one | other, [when for when, _ in chosen])
        nothing = ibis.literal(0, "int64") if part.is_optional else ibis.null("int64")
        last = self.pay(always.pay) if always else ibis.ifelse(some.isnull(), ibis.null("int64"), nothing)
        amount = ibis.cases(*((when, self.pay(line.pay)) for when, line in chosen), else_=last)
        return ibis.literal(True) if always or part.is_optional else some, amount

    def settled(self, amount: Any) -> tuple[Any, list[tuple[Any, Any]]]:
        """The sum after cap, what was paid before and what is left of limits; and what of these is not known.

        What is not known leaves the amount as it was, so that nothing left is seen whatever else is unknown.
        """
        total, unknown = self.rulebook.total, []
        if total is not None and total.cap is not None:
            cap = self.operand(total.cap)
            unknown.append((_null(cap), TOTAL))
            amount = amount if cap is None else ibis.ifelse(amount > cap, cap, amount)
        if total is not None and total.less:
            less = self.facts[total.less]
            unknown.append((less.isnull(), TOTAL))
            amount = _not_below_zero(amount - less.fill_null(0))
        for limit in self.rulebook.limits:
            if limit.kind != "sum":
                continue
            most, used = self.operand(limit.most), self.facts[limit.fact]
            unknown.append((_null(most) | used.isnull(), limit.id))
            if most is not None:
                rest = most - used
                amount = _not_below_zero(ibis.ifelse(amount > rest, rest, amount))
        return amount, unknown


def _never_known() -> Any:
    """A boolean NULL that is no literal: Ibis makes `== NULL` of a literal into IS NULL."""
    return ibis.cases((ibis.literal(False), True), else_=ibis.null("boolean"))


def _not(condition: Any) -> Any:
    """NOT, written as a comparison: Ibis 12 writes `~x` and then `.isnull()` as `NOT x IS NULL`, which SQL reads
    otherwise.
    """
    return condition == ibis.literal(False)


def _null(value: Value | Any | None) -> Any:
    """Whether an operand is not known, whichever it is: expression, value, or nothing at all."""
    return value.isnull() if isinstance(value, ir.Value) else ibis.literal(value is None)


def _lower(amount: Any, limit: Any) -> Any:
    """The lower of two numbers, NULL where either is; LEAST of SQL would pass over a NULL."""
    if not isinstance(amount, ir.Value):
        amount = ibis.literal(amount, "int64")
    lower = ibis.ifelse(amount > limit, limit, amount)
    return ibis.ifelse(limit.isnull(), ibis.null("int64"), lower) if isinstance(limit, ir.Value) else lower


def _not_below_zero(amount: Any) -> Any:
    return ibis.ifelse(amount < 0, 0, amount)


def _divided(numerator: Any, denominator: int, rounding: Rounding | None) -> Any:
    """A fraction of fen made whole, by the sums of `amounts.rounded`."""
    step = rounding.step if rounding else 1
    whole = denominator * step
    if not isinstance(numerator, ir.Value):
        numerator = ibis.literal(numerator, "int64")
    if whole == 1:
        return numerator.cast("int64")
    if rounding is not None and rounding.is_up:
        return (((numerator + (whole - 1)) // whole) * step).cast("int64")
    return (((numerator * 2 + whole) // (2 * whole)) * step).cast("int64")


def faults(rulebook: Rulebook, claims: ir.Table) -> Any:
    """Of each row, the first column whose value no case may have; NULL where there is none."""
    found: list[tuple[Any, str]] = []
    for fact in rulebook.facts.values():
        if fact.column not in claims.columns:
            continue
        column: Any = claims[fact.column]
        if fact.kind is FactKind.CHOICE:
            found.append((column.notin(list(fact.choices)), fact.column))
        elif fact.least is not None and fact.most is not None:
            low, high = (Fraction(bound, 10**fact.places) for bound in (fact.least, fact.most))
            found.append(((column < _number(low)) | (column > _number(high)), fact.column))
        elif fact.kind is FactKind.DATE:
            found.append(((column < date(1900, 1, 1)) | (column > date(2199, 12, 31)), fact.column))
    return ibis.cases(*found, else_=ibis.null("string")) if found else ibis.null("string")


def _number(bound: Fraction) -> Any:
    from decimal import Decimal

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
