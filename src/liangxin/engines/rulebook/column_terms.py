"""The facts, conditions and amounts of a rulebook as Ibis expressions over a table of claims.

A condition is an expression that may be NULL, or True, False or None where it does not depend on the row: a fact
without a column and a parameter that nobody filled are known not to be known. `known` names the facts that no row
lacks; what cannot be NULL needs no guard against it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from decimal import Decimal
from functools import reduce
from typing import Any

import ibis
import ibis.expr.types as ir

from liangxin.engines.rulebook.amounts import amount_operands, bracket_steps, denominator_of, rounded
from liangxin.engines.rulebook.column_types import COLUMN_TYPES
from liangxin.engines.rulebook.conditions import compare, leaves
from liangxin.engines.rulebook.records import (
    AllOf,
    Compare,
    Condition,
    Fact,
    FactKind,
    Not,
    Op,
    Operand,
    Pay,
    Rounding,
    Rulebook,
)
from liangxin.engines.rulebook.simplifying import simplified

# An expression that may be NULL, or what it is in every row; None is "not known in any".
Tri = Any
FEW = (
    16  # up to so many texts are compared one by one: a look-up is a join to DuckDB, which then loses the order of rows
)

_COMPARED: dict[Op, Callable[[Any, Any], Any]] = {
    Op.IS: lambda one, other: one == other,
    Op.IS_NOT: lambda one, other: one != other,
    Op.AT_MOST: lambda one, other: one <= other,
    Op.BELOW: lambda one, other: one < other,
    Op.AT_LEAST: lambda one, other: one >= other,
    Op.ABOVE: lambda one, other: one > other,
}


class Terms:
    """The expressions of one rulebook over one table."""

    def __init__(self, rulebook: Rulebook, claims: ir.Table, known: Collection[str]) -> None:
        self.rulebook, self.claims = rulebook, claims
        self.open = {
            fact.name for fact in rulebook.facts.values() if fact.column in claims.columns and fact.name not in known
        }
        self._read: dict[str, Any] = {}

    def fact(self, name: str) -> Any:
        """A fact's column as whole numbers, days, texts and booleans; None where the table has none."""
        if name not in self._read:
            self._read[name] = self._fact(self.rulebook.facts[name])
        return self._read[name]

    def _fact(self, fact: Fact) -> Any:
        if fact.column not in self.claims.columns:
            return None
        column, kind = self.claims[fact.column], COLUMN_TYPES[fact.kind](fact)
        if fact.kind is FactKind.DECIMAL:
            return (column.cast(kind) * 10**fact.places).cast("int64")
        return column if fact.kind is FactKind.LIST else column.cast(kind)

    def operand(self, operand: Operand) -> Any:
        """An operand as an expression or a value; None where it is never known."""
        if not operand.fact:
            return operand.value
        found = self.fact(operand.fact)
        if found is None or not (operand.years or operand.days):
            return found
        if operand.years:
            found = found + ibis.interval(years=operand.years)
        if operand.days:
            found = found + ibis.interval(days=operand.days)
        return found.cast("date")

    def is_never_known(self, operand: Operand) -> bool:
        return self.operand(operand) is None

    def can_be_unknown(self, condition: Condition) -> bool:
        """Whether there may be a row in which a condition is not known."""
        return any(
            side.fact in self.open or self.is_never_known(side)
            for leaf in leaves(condition)
            for side in (leaf.left, leaf.right)
        )

    def condition(self, condition: Condition) -> Tri:
        """A condition as an expression that is NULL where it is not known, or as what it is in every row."""
        return self._built(simplified(condition))

    def _built(self, condition: Condition) -> Tri:
        if isinstance(condition, Compare):
            return self._compare(condition)
        if isinstance(condition, Not):
            part = condition.part
            return self._compare(part, holds=False) if isinstance(part, Compare) else negated(self._built(part))
        parts = [self._built(part) for part in condition.parts]
        return all_of(parts) if isinstance(condition, AllOf) else any_of(parts)

    def _compare(self, leaf: Compare, *, holds: bool = True) -> Tri:
        """A comparison, or with `holds=False` its opposite, where it has one among the comparisons."""
        left, right = self.operand(leaf.left), self.operand(leaf.right)
        if left is None or right is None:
            return None
        if leaf.op is Op.IN and isinstance(left, ir.Value):
            return self._is_in(leaf.left.fact, left, right, holds=holds)
        found = self._compared(leaf, left, right)
        return found if holds else negated(found)

    def _compared(self, leaf: Compare, left: Any, right: Any) -> Tri:
        if not isinstance(left, ir.Value) and not isinstance(right, ir.Value):
            return compare(leaf.op, left, right)
        if leaf.op is Op.CONTAINS:
            return left.contains(right)
        if isinstance(right, bool):
            return left if right == (leaf.op is Op.IS) else negated(left)
        if not isinstance(left, ir.Value):
            left = ibis.literal(left)
        fact = self.rulebook.facts.get(leaf.left.fact)
        if fact is not None and fact.kind is FactKind.DECIMAL and not isinstance(right, ir.Value):
            left, right = self._decimals(fact, right)
        return _COMPARED[leaf.op](left, right)

    def _decimals(self, fact: Fact, limit: int) -> tuple[Any, Any]:
        """A decimal fact and a limit as the table writes them, so that no row is scaled for a comparison."""
        kind = COLUMN_TYPES[FactKind.DECIMAL](fact)
        return self.claims[fact.column].cast(kind), ibis.literal(Decimal(limit).scaleb(-fact.places)).cast(kind)

    def _is_in(self, name: str, value: Any, among: tuple[str, ...], *, holds: bool) -> Tri:
        """Whether a fact is one of some, or none of them; of a closed choice, by these or the others, who are fewer."""
        fact = self.rulebook.facts[name]
        others = tuple(each for each in fact.choices if each not in among) if fact.kind is FactKind.CHOICE else ()
        if others and len(others) < len(among):
            among, holds = others, not holds
        if len(among) > FEW:
            return value.isin(list(among)) if holds else value.notin(list(among))
        return any_of([value == each for each in among]) if holds else all_of([value != each for each in among])

    def amount(self, pay: Pay) -> Any:
        """An amount in whole fen. Right only where everything that it looks at is known."""
        if any(self.is_never_known(operand) for operand in amount_operands(pay)):
            return ibis.null("int64")
        amount = self._raw(pay)
        return amount if isinstance(amount, ir.Value) else ibis.literal(amount, "int64")

    def _raw(self, pay: Pay) -> Any:
        amount = self._brackets(pay) if pay.slices else self._product(pay)
        if pay.least:
            amount = _greatest(amount, pay.least)
        for cap in pay.caps:
            amount = _least(amount, self.operand(cap))
        return amount

    def known_amount(self, pay: Pay) -> Any:
        """An amount in whole fen, NULL where it is not known."""
        lacks = self.lacks(pay)
        amount = self.amount(pay)
        return amount if lacks is False else ibis.ifelse(expression(lacks), ibis.null("int64"), amount)

    def lacks(self, pay: Pay) -> Tri:
        """Whether something that an amount looks at is not known."""
        operands = list(amount_operands(pay))
        if any(self.is_never_known(operand) for operand in operands):
            return True
        names = dict.fromkeys(operand.fact for operand in operands if operand.fact in self.open)
        return any_of([self.fact(name).isnull() for name in names])

    def is_nothing(self, pay: Pay) -> Tri:
        """Whether an amount that is known comes to nothing; for most a limit on the one fact it grows with."""
        if any(self.is_never_known(operand) for operand in amount_operands(pay)):
            return False
        least = _least_that_pays(pay)
        if least is not None:
            return _COMPARED[Op.BELOW](self.fact(pay.factors[0].operand.fact), least)
        amount = self._raw(pay)
        return amount == 0

    def _product(self, pay: Pay) -> Any:
        product: Any = pay.base.numerator if pay.base is not None else 0
        for factor in pay.factors:
            value = self.operand(factor.operand)
            if factor.at_most is not None:
                value = _least(value, factor.at_most)
            product = product * value
        return _divided(product, denominator_of(pay), pay.rounding)

    def _brackets(self, pay: Pay) -> Any:
        value = self.operand(pay.factors[0].operand)
        whole, steps = bracket_steps(pay)
        total: Any = 0
        for start, to, weight in steps:
            within = value if to is None else _least(value, to)
            total = total + _greatest(within - start, 0) * weight
        return _divided(total, whole, pay.rounding)


def _least_that_pays(pay: Pay) -> int | None:
    """The least value of the one fact that an amount grows with from which it is more than nothing; None where it is
    not so simple.
    """
    if pay.slices or pay.least or len(pay.factors) != 1 or pay.base is None or pay.base <= 0:
        return None
    factor = pay.factors[0]
    if not factor.operand.fact:
        return None
    if any(cap.fact or not isinstance(cap.value, int) or cap.value <= 0 for cap in pay.caps):
        return None
    rounding, whole = pay.rounding, denominator_of(pay) * (pay.rounding.step if pay.rounding else 1)
    found = 1 if rounding is not None and rounding.is_up else -(-whole // (2 * pay.base.numerator))
    return found if factor.at_most is None or found <= factor.at_most else None


def expression(condition: Tri) -> Any:
    """A condition as an expression, whatever it is."""
    if isinstance(condition, ir.Value):
        return condition
    # A NULL that is no literal: Ibis makes `== NULL` of a literal into IS NULL.
    return (
        ibis.cases((ibis.literal(False), True), else_=ibis.null("boolean"))
        if condition is None
        else ibis.literal(condition)
    )


def all_of(parts: list[Tri]) -> Tri:
    """AND of SQL is Kleene's; what is the same in every row is counted at once."""
    if any(part is False for part in parts):
        return False
    left = [part for part in parts if part is not True]
    if not left or all(part is None for part in left):
        return None if left else True
    return reduce(lambda one, other: one & other, map(expression, left))


def any_of(parts: list[Tri]) -> Tri:
    """OR of SQL is Kleene's; what is the same in every row is counted at once."""
    if any(part is True for part in parts):
        return True
    left = [part for part in parts if part is not False]
    if not left or all(part is None for part in left):
        return None if left else False
    return reduce(lambda one, other: one | other, map(expression, left))


def negated(condition: Tri) -> Tri:
    """NOT, written as a comparison: Ibis 12 writes `~x` and then `.isnull()` as `NOT x IS NULL`, which SQL reads
    otherwise.
    """
    if isinstance(condition, ir.Value):
        return condition == ibis.literal(False)
    return None if condition is None else not condition


def cases(branches: Iterator[tuple[Tri, Any]] | list[tuple[Tri, Any]], otherwise: Any) -> Any:
    """The value of the first branch that holds. Branches that never do are left out, the one that always does is the
    last.
    """
    kept: list[tuple[Any, Any]] = []
    for condition, value in branches:
        if condition is True:
            otherwise = value
            break
        if isinstance(condition, ir.Value):
            kept.append((condition, value))
    return ibis.cases(*kept, else_=otherwise) if kept else otherwise


def _least(one: Any, other: Any) -> Any:
    if not isinstance(one, ir.Value) and not isinstance(other, ir.Value):
        return min(one, other)
    return ibis.least(one, other)


def _greatest(one: Any, other: Any) -> Any:
    if not isinstance(one, ir.Value) and not isinstance(other, ir.Value):
        return max(one, other)
    return ibis.greatest(one, other)


def _divided(numerator: Any, denominator: int, rounding: Rounding | None) -> Any:
    """A fraction of fen made whole, by the sums of `amounts.rounded`."""
    if not isinstance(numerator, ir.Value):
        return rounded(numerator, denominator, rounding)
    step = rounding.step if rounding else 1
    whole = denominator * step
    if whole == 1:
        return numerator.cast("int64")
    if rounding is not None and rounding.is_up:
        found = (numerator + (whole - 1)) // whole
    elif whole % 2 == 0:
        found = (numerator + whole // 2) // whole
    else:
        found = (numerator * 2 + whole) // (2 * whole)
    return (found * step if step > 1 else found).cast("int64")
