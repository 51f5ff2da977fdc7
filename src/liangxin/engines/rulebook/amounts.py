"""Amounts made into functions: whole fen from whole numbers, with one rounding, and None for not known.

No float and no Decimal on the way: the base is a fraction, every factor a scaled whole number, so that a column
engine that has 64-bit integers comes to the same fen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from math import lcm

from liangxin.engines.rulebook.conditions import Slots, Values, getter
from liangxin.engines.rulebook.records import Fact, FactKind, Factor, Operand, Pay, Rounding, Value

Sum = Callable[[Values], int | None]
# Beyond this a column engine, which divides in doubles, could round otherwise.
EXACT = 2**53


def rounded(numerator: int, denominator: int, rounding: Rounding | None) -> int:
    """Round a fraction of fen that is not below zero; without a rounding it must come out whole.

    >>> rounded(1066656, 1, Rounding.UP_YUAN), rounded(5, 2, Rounding.HALF_UP_FEN)
    (1066700, 3)
    """
    step = rounding.step if rounding else 1
    whole = denominator * step
    if rounding and rounding.is_up:
        return (numerator + whole - 1) // whole * step
    return (2 * numerator + whole) // (2 * whole) * step


def compiled_pay(pay: Pay, slots: Slots) -> Sum:
    """Make an amount into a function of the values of a case."""
    raw = _brackets(pay, slots) if pay.slices else _product(pay, slots)
    caps = [getter(cap, slots) for cap in pay.caps]
    if not caps and not pay.least:
        return raw

    def amount(values: Values) -> int | None:
        found = raw(values)
        if found is None:
            return None
        found = max(found, pay.least)
        for cap in caps:
            limit = cap(values)
            if limit is None:
                return None
            found = min(found, int(limit))
        return found

    return amount


def _product(pay: Pay, slots: Slots) -> Sum:
    base = pay.base
    if base is None:
        return lambda _: None
    if not pay.factors:
        fixed = rounded(base.numerator, base.denominator, pay.rounding)
        return lambda _: fixed
    denominator = denominator_of(pay)
    if len(pay.factors) == 1 and pay.factors[0].at_most is None and pay.factors[0].operand.fact:
        slot, numerator, rounding = slots[pay.factors[0].operand.fact], base.numerator, pay.rounding
        return lambda values: (
            None if (value := values[slot]) is None else rounded(numerator * value, denominator, rounding)
        )
    factors = [(getter(factor.operand, slots), factor.at_most) for factor in pay.factors]

    def amount(values: Values) -> int | None:
        product = base.numerator
        for factor, most in factors:
            value = factor(values)
            if value is None:
                return None
            number = int(value)
            product *= number if most is None else min(number, most)
        return rounded(product, denominator, pay.rounding)

    return amount


def _brackets(pay: Pay, slots: Slots) -> Sum:
    read = getter(pay.factors[0].operand, slots)
    whole, steps = bracket_steps(pay)

    def amount(values: Values) -> int | None:
        value = read(values)
        if value is None:
            return None
        number = int(value)
        total = sum(
            weight * (min(number, to) if to is not None else number) - weight * start
            for start, to, weight in steps
            if number > start
        )
        return rounded(total, whole, pay.rounding)

    return amount


def bracket_steps(pay: Pay) -> tuple[int, list[tuple[int, int | None, int]]]:
    """The slices over one denominator: it, then (start, end, numerator of the rate) of each."""
    whole = lcm(*(one.rate.denominator for one in pay.slices))
    steps: list[tuple[int, int | None, int]] = []
    start = 0
    for one in pay.slices:
        steps.append((start, one.to, int(one.rate * whole)))
        start = one.to if one.to is not None else start
    return whole, steps


def denominator_of(pay: Pay) -> int:
    """What the product of base and factors is divided by."""
    whole = pay.base.denominator if pay.base is not None else 1
    for factor in pay.factors:
        whole *= factor.scale
    return whole


def amount_operands(pay: Pay) -> Iterator[Operand]:
    """Everything that an amount looks at."""
    yield from (factor.operand for factor in pay.factors)
    yield from pay.caps
    if pay.base is None:
        yield Operand(parameter=pay.base_parameter)


def open_amounts(pay: Pay, slots: Slots, values: Values) -> Iterator[Operand]:
    """What is missing for the amount."""
    for operand in amount_operands(pay):
        if getter(operand, slots)(values) is None:
            yield operand


def largest(pay: Pay, facts: Mapping[str, Fact]) -> int:
    """The largest whole number that the calculation can pass through; must stay under `EXACT` for columns."""
    rounding = pay.rounding or Rounding.HALF_UP_FEN
    if pay.slices:
        whole, steps = bracket_steps(pay)
        most = _most_of(pay.factors[0], facts)
        return 2 * most * max(weight for _, _, weight in steps) + 2 * whole * rounding.step
    product = abs(pay.base.numerator) if pay.base is not None else 1
    for factor in pay.factors:
        product *= max(1, _most_of(factor, facts))
    return 2 * product + 2 * denominator_of(pay) * rounding.step


def _most_of(factor: Factor, facts: Mapping[str, Fact]) -> int:
    value: Value | None = factor.operand.value
    if factor.operand.fact:
        value = facts[factor.operand.fact].most
    most = value if isinstance(value, int) else 1
    return most if factor.at_most is None else min(most, factor.at_most)


def is_whole(pay: Pay, facts: Mapping[str, Fact]) -> bool:
    """Whether the amount comes out in whole fen for every case, so that no rounding needs to be said."""
    if pay.base is None:
        return pay.base_parameter in facts and facts[pay.base_parameter].kind is not FactKind.PERCENT
    if pay.slices:
        return False
    return Fraction(pay.base.numerator, denominator_of(pay)).denominator == 1
