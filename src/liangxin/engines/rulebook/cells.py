"""The cases that stand for all: for each fact the values on both sides of every limit that conditions name.

Between two limits no comparison changes its answer, so that the product of these values reaches every combination
of answers. Where the product is too large a fixed sample of it is taken.
"""

from __future__ import annotations

import math
import random
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import product

from liangxin.engines.rulebook.conditions import leaves, moved_day
from liangxin.engines.rulebook.records import Compare, Condition, Fact, FactKind, Rulebook, Value
from liangxin.engines.rulebook.values import FIRST_DAY, LAST_DAY, shown

MOST_CELLS = 20_000
_SOME_DAY, _DAY = date(2025, 6, 15), timedelta(days=1)


class Cells:
    """Makes cells of a rulebook's facts."""

    def __init__(self, rulebook: Rulebook, slots: Mapping[str, int]) -> None:
        self.facts, self.slots = rulebook.facts, slots

    def over(self, names: Collection[str], conditions: Sequence[Condition]) -> Iterator[list[Value | None]]:
        """All cells of some facts, the others unknown."""
        ordered = sorted(names)
        candidates = candidates_of(self.facts, ordered, conditions)
        choices = [candidates[name] for name in ordered]
        places = [self.slots[name] for name in ordered]
        for chosen in _some_of(choices):
            cell: list[Value | None] = [None] * len(self.facts)
            for place, value in zip(places, chosen, strict=True):
                cell[place] = value
            yield cell

    def said(self, cell: Sequence[Value | None], names: Collection[str]) -> str:
        """Say what a cell holds."""
        facts = [self.facts[name] for name in sorted(names)]
        return "，".join(f"{fact.label}{shown(fact, cell[self.slots[fact.name]])}" for fact in facts)


def _some_of(choices: list[list[Value]]) -> Iterator[tuple[Value, ...]]:
    if math.prod(len(each) for each in choices) <= MOST_CELLS:
        yield from product(*choices)
        return
    chance = random.Random(1)  # noqa: S311 - a fixed sample, no secret
    for _ in range(MOST_CELLS):
        yield tuple(chance.choice(each) for each in choices)


def candidates_of(
    facts: Mapping[str, Fact], names: Collection[str], conditions: Sequence[Condition]
) -> dict[str, list[Value]]:
    """For each of the facts, the values to try."""
    found = [leaf for condition in conditions for leaf in leaves(condition)]
    candidates = {name: _own(facts[name], [leaf for leaf in found if leaf.left.fact == name]) for name in names}
    for leaf in found:  # a fact against another fact: both sides of where they meet
        if leaf.right.fact in candidates and leaf.left.fact in candidates:
            met = [_moved(value, leaf) for value in candidates[leaf.right.fact][:4]]
            near = _around(facts[leaf.left.fact], [value for value in met if value is not None])
            candidates[leaf.left.fact] = list(dict.fromkeys([*candidates[leaf.left.fact], *near]))
    return candidates


def _moved(value: Value, leaf: Compare) -> Value | None:
    if isinstance(value, date):
        try:
            return moved_day(value, leaf.right.years, leaf.right.days)
        except (ValueError, OverflowError):
            return None
    return value


def _own(fact: Fact, found: list[Compare]) -> list[Value]:
    if fact.kind is FactKind.CHOICE:
        return list(fact.choices)
    if fact.kind is FactKind.YES_NO:
        return [True, False]
    limits: list[Value] = []
    for leaf in found:
        if isinstance(leaf.right.value, tuple):
            limits += leaf.right.value
        elif leaf.right.value is not None:
            limits.append(leaf.right.value)
    if fact.kind is FactKind.TEXT:
        return list(dict.fromkeys([*limits, "另一个"]))
    if fact.kind is FactKind.LIST:
        texts = tuple(str(each) for each in limits)
        return list(dict.fromkeys([(), *((each,) for each in texts), texts]))
    return _around(fact, limits) or _around(fact, [_SOME_DAY if fact.kind is FactKind.DATE else fact.least or 0])


def _around(fact: Fact, limits: list[Value]) -> list[Value]:
    """Each limit and its two neighbours, inside what the fact can be."""
    found: set[Value] = set()
    for limit in limits:
        if isinstance(limit, date):
            found |= {day for day in (limit - _DAY, limit, limit + _DAY) if FIRST_DAY <= day <= LAST_DAY}
        elif isinstance(limit, int):
            least, most = fact.least or 0, fact.most if fact.most is not None else limit + 1
            found |= {number for number in (limit - 1, limit, limit + 1) if least <= number <= most}
    return sorted(found)
