"""Conditions made into functions: True, False, or None for not known, as in Kleene's three-valued logic.

A function takes the values of a case in the order of the rulebook's facts. What is not known never counts as met;
one known failure decides an `all`, one known success an `any`, whatever else is unknown.
"""

from __future__ import annotations

import calendar
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from liangxin.engines.rulebook.records import AllOf, AnyOf, Compare, Condition, Not, Op, Operand, Value

# Of which kind each value is, the check of types has seen to.
Values = Sequence[Any]
Test = Callable[[Values], bool | None]
Getter = Callable[[Values], Any]
Slots = Mapping[str, int]


def compiled(condition: Condition, slots: Slots) -> Test:
    """Make a condition into a function of the values of a case."""
    if isinstance(condition, Compare):
        return _comparison(condition, slots)
    if isinstance(condition, Not):
        inner = compiled(condition.part, slots)
        return lambda values: None if (found := inner(values)) is None else not found
    tests = tuple(compiled(part, slots) for part in condition.parts)
    return _all(tests) if isinstance(condition, AllOf) else _any(tests)


def _all(tests: tuple[Test, ...]) -> Test:
    def test(values: Values) -> bool | None:
        answer: bool | None = True
        for one in tests:
            found = one(values)
            if found is False:
                return False
            if found is None:
                answer = None
        return answer

    return test


def _any(tests: tuple[Test, ...]) -> Test:
    def test(values: Values) -> bool | None:
        answer: bool | None = False
        for one in tests:
            found = one(values)
            if found is True:
                return True
            if found is None:
                answer = None
        return answer

    return test


def _comparison(condition: Compare, slots: Slots) -> Test:
    if condition.left.fact and not condition.left.years and not condition.left.days and not condition.right.fact:
        return _against_constant(slots[condition.left.fact], condition.op, condition.right.value)
    left, right, op = getter(condition.left, slots), getter(condition.right, slots), condition.op

    def test(values: Values) -> bool | None:
        one, other = left(values), right(values)
        return None if one is None or other is None else compare(op, one, other)

    return test


def _against_constant(slot: int, op: Op, limit: Value | None) -> Test:
    """The usual comparison, without a call more than it needs."""
    if limit is None:
        return lambda _: None
    if op is Op.IS:
        return lambda values: None if (value := values[slot]) is None else value == limit
    if op is Op.AT_MOST:
        return lambda values: None if (value := values[slot]) is None else value <= limit
    return lambda values: None if (value := values[slot]) is None else compare(op, value, limit)


def getter(operand: Operand, slots: Slots) -> Getter:
    """Make a function that gives the value of an operand, None where it is not known."""
    if not operand.fact:
        constant = operand.value
        return lambda _: constant
    slot = slots[operand.fact]
    if not operand.years and not operand.days:
        return lambda values: values[slot]

    def moved(values: Values) -> Any:
        day = values[slot]
        return moved_day(day, operand.years, operand.days) if isinstance(day, date) else None

    return moved


def moved_day(day: date, years: int, days: int) -> date:
    """Move a day by whole years, then by days; 29 February becomes 28 February in a common year.

    >>> moved_day(date(2024, 2, 29), 1, 1)
    datetime.date(2025, 3, 1)
    """
    year = day.year + years
    last = calendar.monthrange(year, day.month)[1]
    return day.replace(year=year, day=min(day.day, last)) + timedelta(days)


_COMPARED: dict[Op, Callable[[Any, Any], bool]] = {
    Op.IS: operator.eq,
    Op.IS_NOT: operator.ne,
    Op.IN: lambda one, other: one in other,
    Op.CONTAINS: operator.contains,
    Op.AT_MOST: operator.le,
    Op.BELOW: operator.lt,
    Op.AT_LEAST: operator.ge,
    Op.ABOVE: operator.gt,
}


def compare(op: Op, one: Any, other: Any) -> bool:
    """Compare two values that are known and of one kind."""
    return _COMPARED[op](one, other)


def leaves(condition: Condition | None) -> Iterator[Compare]:
    """All comparisons inside, from the left."""
    if condition is None:
        return
    if isinstance(condition, Compare):
        yield condition
    elif isinstance(condition, Not):
        yield from leaves(condition.part)
    else:
        for part in condition.parts:
            yield from leaves(part)


def facts_in(condition: Condition | None) -> set[str]:
    """The facts that a condition looks at."""
    return {side.fact for leaf in leaves(condition) for side in (leaf.left, leaf.right) if side.fact}


def open_inputs(condition: Condition, slots: Slots, values: Values) -> Iterator[Operand]:
    """What is missing and would decide a condition whose answer is not known; nothing where the answer is known."""
    if compiled(condition, slots)(values) is not None:
        return
    if isinstance(condition, Compare):
        for side in (condition.left, condition.right):
            if getter(side, slots)(values) is None:
                yield side
    elif isinstance(condition, Not):
        yield from open_inputs(condition.part, slots, values)
    else:
        for part in condition.parts:
            yield from open_inputs(part, slots, values)


def when_then(when: Condition | None, need: Condition) -> Condition:
    """Demand something of the cases that `when` says; all others meet it."""
    return need if when is None else AnyOf((Not(when), need))
