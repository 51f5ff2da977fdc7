"""The city's own simple sums: whether a claim is paid, and how much, by rules in `data/schemes_<year>.yaml`.

Three values as in the rulebooks: no (0), not known (1), yes (2); "and" is the least, "or" the greatest. They need no
rulebook, and a test holds them against the shipped ones, claim by claim.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from liangxin.engines.city.applications import Column
from liangxin.engines.city.county import day_number
from liangxin.engines.city.draws import MISSING, Ints, ints

NO, UNKNOWN, YES = 0, 1, 2
ANSWERS = ("fails", "unknown", "meets")
TOTAL = "total"
Three = npt.NDArray[np.int8]
Facts = Mapping[str, Column]


@dataclass(frozen=True)
class Answered:
    """Of each claim: answer, the line that decides (place in `lines`), the amount in fen (0 where nothing)."""

    answer: Three
    line: Ints
    lines: tuple[str, ...]
    amount: Ints


def _number(value: Any) -> int:
    return day_number(value) if isinstance(value, date) else int(value)


_TESTS: dict[str, Callable[[Ints, int], Any]] = {
    "is": lambda values, bound: values == bound,
    "at_most": lambda values, bound: values <= bound,
    "by": lambda values, bound: values <= bound,
    "from": lambda values, bound: values >= bound,
    "above": lambda values, bound: values > bound,
}


def holds(leaf: Mapping[str, Any], facts: Facts) -> Three:
    """Whether a condition on one fact holds."""
    column = facts[leaf["fact"]]
    true = np.ones(len(column.values), dtype=np.bool_)
    for verb, bound in leaf.items():
        if verb == "in":
            true &= np.isin(column.values, [column.words.index(word) for word in bound])
        elif verb in _TESTS:
            true &= _TESTS[verb](column.values, _number(bound))
    return _three(true, column.values == MISSING)


def _three(true: Any, missing: Any) -> Three:
    return np.where(missing, UNKNOWN, np.where(true, YES, NO)).astype(np.int8)


def _all(leaves: Any, facts: Facts) -> Three:
    many = leaves if isinstance(leaves, list) else [leaves]
    found = holds(many[0], facts)
    for leaf in many[1:]:
        found = np.minimum(found, holds(leaf, facts))
    return found


def _requirement(one: Mapping[str, Any], facts: Facts) -> Three:
    need = holds({name: value for name, value in one.items() if name != "when"}, facts)
    return np.maximum(need, YES - _all(one["when"], facts)) if "when" in one else need


def _line(one: Mapping[str, Any], facts: Facts, rows: int) -> Three:
    found = np.full(rows, YES, dtype=np.int8)
    if "when" in one:
        found = np.minimum(found, _all(one["when"], facts))
    if "unless" in one:
        found = np.minimum(found, YES - _all(one["unless"], facts))
    return found


def _amount(one: Mapping[str, Any], facts: Facts, rows: int) -> Ints:
    """Fen of a line; below 0 where the price is not known. Halves go up."""
    if "fen" in one:
        return np.full(rows, one["fen"], dtype=np.int64)
    price = facts["price_fen"].values
    amount = np.minimum((price * one["percent"] * 2 + 100) // 200, one.get("cap", 1 << 60))
    return np.where(price < 0, MISSING, amount)


def answer(scheme: Mapping[str, Any], facts: Facts, earlier: Ints | None = None, most: Ints | None = None) -> Answered:
    """Decide every claim. Without `earlier`, as if nobody had claimed before.

    The first known failure decides, else the first line that is not known.
    """
    rows = len(next(iter(facts.values())).values)
    checks = [(one["id"], _requirement(one, facts)) for one in scheme["requirements"] if one["fact"] in facts]
    limit = scheme.get("limit")
    if limit and earlier is not None and most is not None:
        checks.append((limit["id"], np.where(earlier < most, YES, NO).astype(np.int8)))
    amount, line = np.full(rows, MISSING, dtype=np.int64), np.full(rows, -1, dtype=np.int64)
    part, names = np.zeros(rows, dtype=np.int8), [each["id"] for each in scheme["lines"]]
    for place, each in enumerate(scheme["lines"]):
        found = _line(each, facts, rows)
        amount = np.where(found == YES, _amount(each, facts, rows), amount)
        line = np.where(found == YES, place, line)
        part = np.maximum(part, found)
    if limit and limit["kind"] == "sum" and earlier is not None and most is not None:
        amount = np.where(amount >= 0, np.maximum(0, np.minimum(amount, most - earlier)), amount)
    checks.append((scheme["part"], part))
    checks.append((TOTAL, np.where(amount < 0, YES, np.where(amount > 0, YES, NO)).astype(np.int8)))
    lines = (*names, *dict.fromkeys(name for name, _ in checks))
    open_ = np.where(amount < 0, UNKNOWN, YES).astype(np.int8)
    least = open_
    for _, check in checks:
        least = np.minimum(least, check)
    deciding = np.where(line >= 0, line, lines.index(scheme["part"]))
    for name, check in reversed(checks):
        deciding = np.where((least == UNKNOWN) & (check == UNKNOWN), lines.index(name), deciding)
    for name, check in reversed(checks):
        deciding = np.where((least == NO) & (check == NO), lines.index(name), deciding)
    return Answered(least, ints(deciding), lines, np.where(least == YES, amount, 0))
