"""Generated cases of a rulebook, around every limit that it names and with gaps: for tests and benchmarks."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa

from liangxin.engines.rulebook.building import needed
from liangxin.engines.rulebook.cells import candidates_of
from liangxin.engines.rulebook.records import Fact, FactKind, Rulebook, Value

_TYPES = {
    FactKind.TEXT: pa.string(), FactKind.CHOICE: pa.string(), FactKind.WHOLE: pa.int64(), FactKind.MONEY: pa.int64(),
    FactKind.DATE: pa.date32(), FactKind.YES_NO: pa.bool_(), FactKind.LIST: pa.list_(pa.string()),
}  # fmt: skip


def values_to_try(rulebook: Rulebook) -> list[list[Value]]:
    """For each fact the values around the limits of all lines, and the ends of what it can be."""
    conditions = [needed(one) for one in rulebook.requirements]
    conditions += [line.when for part in rulebook.parts for line in part.lines if line.when is not None]
    found = candidates_of(rulebook.facts, list(rulebook.facts), conditions)
    for name, fact in rulebook.facts.items():
        if fact.least is not None and fact.most is not None:
            found[name] = list(dict.fromkeys([*found[name], fact.least, fact.most]))
    return [found[name] for name in rulebook.facts]


def generated(rulebook: Rulebook, count: int, seed: int, unknown: float = 0.03) -> list[list[Value | None]]:
    """Make cases: most values near a limit, some anywhere, some not known."""
    chance = random.Random(seed)  # noqa: S311 - a repeatable sample, no secret
    facts, tries = list(rulebook.facts.values()), values_to_try(rulebook)

    def one(fact: Fact, near: Sequence[Value]) -> Value | None:
        drawn = chance.random()
        if drawn < unknown:
            return None
        return _anywhere(fact, chance) if drawn > 0.7 else chance.choice(near)

    return [[one(fact, near) for fact, near in zip(facts, tries, strict=True)] for _ in range(count)]


def _anywhere(fact: Fact, chance: random.Random) -> Value:
    match fact.kind:
        case FactKind.CHOICE:
            return chance.choice(list(fact.choices))
        case FactKind.YES_NO:
            return chance.random() < 0.8
        case FactKind.DATE:
            return date(2024, 1, 1) + timedelta(chance.randrange(1200))
        case FactKind.LIST:
            return tuple(sorted(chance.sample(list(fact.choices) or ["甲", "乙"], 1)))
        case FactKind.TEXT:
            return chance.choice("甲乙丙")
        case _:
            least, most = fact.least or 0, fact.most if fact.most is not None else 1
            return min(most, least + int(chance.paretovariate(0.3)) - 1)


def as_table(rulebook: Rulebook, cases: Sequence[Sequence[Value | None]]) -> pa.Table:
    """The cases as a table of claims."""
    columns: dict[str, Any] = {}
    for fact, values in zip(rulebook.facts.values(), zip(*cases, strict=True), strict=True):
        if fact.kind is FactKind.DECIMAL:
            scaled = [None if value is None else Decimal(int(str(value))).scaleb(-fact.places) for value in values]
            columns[fact.column] = pa.array(scaled, pa.decimal128(18, fact.places))
        else:
            columns[fact.column] = pa.array(values, _TYPES[fact.kind])
    return pa.table(columns)
