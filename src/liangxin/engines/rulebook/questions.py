"""Which facts may still change what a rulebook says of a case, and what a form needs to ask for them.

A fact matters while some demand, line or amount that is not decided yet looks at it. What is decided stays decided
whatever else comes to be known, so that nothing is asked once a known failure has decided, or everything is met.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from liangxin.engines.rulebook.amounts import amount_operands, open_amounts
from liangxin.engines.rulebook.building import needed
from liangxin.engines.rulebook.column_types import COLUMN_TYPES
from liangxin.engines.rulebook.compiled import Compiled
from liangxin.engines.rulebook.conditions import Slots, Values, compiled, getter, leaves, open_inputs
from liangxin.engines.rulebook.records import Asked, Fact, FactKind, Operand, Part, Rulebook
from liangxin.engines.rulebook.ruling import TOTAL
from liangxin.engines.rulebook.values import how_written, plain_value
from liangxin.kernel.decision import Answer


@dataclass(frozen=True, slots=True)
class Question:
    """A fact to ask for, and the first line that waits for it."""

    fact: Fact
    line: str
    title: str

    @property
    def name(self) -> str:
        """The name of the fact."""
        return self.fact.name


def questions(book: Compiled, known: Mapping[str, Any] | Sequence[Any]) -> tuple[Question, ...]:
    """The facts that may still change answer or amount, in the order in which they are well asked.

    `known` is a case as JSON writes it, or values in the order of the facts. First what decides the period, then
    what the applicant is asked in the order of the lines, then what the office knows. Raises `CaseWrong`.

    >>> from liangxin.engines.rulebook import find_rulebook
    >>> book = find_rulebook("appliances@2025")
    >>> [one.name for one in questions(book, {"invoiced_on": "2025-05-01", "category": "fridge", "grade": 1})]
    ['price', 'earlier_per_category']
    >>> questions(book, {"grade": 3})
    ()
    """
    values = book.read(known) if isinstance(known, Mapping) else known
    if book.decide_values(values).answer is not Answer.UNKNOWN:
        return ()
    found: dict[str, Question] = {}
    for line, title, operand in _open(book, values):
        if operand.fact and operand.fact not in found:
            found[operand.fact] = Question(book.rulebook.facts[operand.fact], line, title)
    by = book.rulebook.in_force_by
    return tuple(sorted(found.values(), key=lambda one: (one.fact.asked_of is Asked.OFFICE, one.name != by)))


def _open(book: Compiled, values: Values) -> Iterable[tuple[str, str, Operand]]:
    """Each line that is not decided, with what it waits for."""
    rulebook, slots = book.rulebook, book.slots
    for one in rulebook.requirements:
        yield from ((one.id, one.title, operand) for operand in open_inputs(needed(one), slots, values))
    for part in rulebook.parts:
        yield from _open_in_part(part, slots, values)
    for line, operand in _after_the_sum(rulebook):
        if getter(operand, slots)(values) is None:
            yield line, "补贴合计", operand


def _open_in_part(part: Part, slots: Slots, values: Values) -> Iterable[tuple[str, str, Operand]]:
    """What says which line pays, then what the amounts of the lines that may pay are made of."""
    may: list[Any] = []
    for line in part.lines:
        holds = True if line.when is None else compiled(line.when, slots)(values)
        if holds is None and line.when is not None:
            yield from ((line.id, line.title, operand) for operand in open_inputs(line.when, slots, values))
        if holds is not False:
            may.append(line)
        if holds:
            break
    for line in may:
        yield from ((line.id, line.title, operand) for operand in open_amounts(line.pay, slots, values))


def _after_the_sum(rulebook: Rulebook) -> Iterable[tuple[str, Operand]]:
    total = rulebook.total
    if total is not None:
        yield from [(TOTAL, total.cap)] if total.cap is not None else []
        yield from [(TOTAL, Operand(fact=total.less))] if total.less else []
    for limit in rulebook.limits:
        if limit.kind == "sum":
            yield from ((limit.id, limit.most), (limit.id, Operand(fact=limit.fact)))


def deciding_facts(rulebook: Rulebook) -> set[str]:
    """The facts that answer or amount may depend on; others are there for papers or shares only."""
    conditions = [needed(one) for one in rulebook.requirements]
    conditions += [line.when for part in rulebook.parts for line in part.lines if line.when is not None]
    found = [side for one in conditions for leaf in leaves(one) for side in (leaf.left, leaf.right)]
    found += [one for part in rulebook.parts for line in part.lines for one in amount_operands(line.pay)]
    found += [operand for _, operand in _after_the_sum(rulebook)]
    return {operand.fact for operand in found if operand.fact}


def facts_told(rulebook: Rulebook) -> list[dict[str, Any]]:
    """All that a form or a table needs to know of the facts, in the order of the rulebook."""
    deciding = deciding_facts(rulebook)
    return [
        _fact_told(fact, order)
        | {"decides_period": fact.name == rulebook.in_force_by, "matters": fact.name in deciding}
        for order, fact in enumerate(rulebook.facts.values(), 1)
    ]


def _fact_told(fact: Fact, order: int) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": fact.name, "label": fact.label, "type": fact.kind.value, "type_label": fact.kind.label,
        "unit": "元" if fact.kind is FactKind.MONEY else fact.unit, "order": order,
        "in_case": f"earlier.{fact.name.removeprefix('earlier_')}" if fact.is_history else fact.name,
        "written": how_written(fact), "column": fact.column, "column_type": COLUMN_TYPES[fact.kind](fact),
        "help": fact.help, "history": fact.is_history, "asked_of": fact.asked_of.value,
        "asked_of_label": fact.asked_of.label,
    }  # fmt: skip
    if fact.choices:
        told["choices"] = dict(fact.choices)
    if fact.kind is FactKind.DECIMAL:
        told["places"] = fact.places
    for name, bound in (("at_least", fact.least), ("at_most", fact.most)):
        if bound is not None:
            told[name] = plain_value(fact, bound)
    return told
