"""What the calculator says at its end: how much, or why not, or what is missing; and the one change that would do.

Nothing decides here. The rulebook does, and its trace tells why; the record is what anybody can recompute.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from liangxin.domains.schemes.rules.guide_answers import Answers
from liangxin.domains.schemes.rules.guide_words import demanded, label_of, local_word, plainly
from liangxin.engines.rulebook import Compiled
from liangxin.engines.rulebook.building import needed
from liangxin.engines.rulebook.cells import candidates_of
from liangxin.engines.rulebook.records import Fact, FactKind, Value
from liangxin.engines.rulebook.stored import record_of
from liangxin.engines.rulebook.tracing import Step, Trace, explain
from liangxin.engines.rulebook.values import shown
from liangxin.kernel.decision import Answer
from liangxin.kernel.money import Money

MOST_CHANGES = 4


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that a buyer could choose otherwise, after which nothing known fails any more.

    `amount` is there where that is all it takes; else more questions follow.
    """

    fact: Fact
    value: Value
    answers: dict[str, str]
    amount: Money | None

    @property
    def label(self) -> str:
        return self.fact.label

    @property
    def said(self) -> str:
        return plainly(shown(self.fact, self.value))


@dataclass(frozen=True, slots=True)
class Deciding:
    """One line that is not met, or that pays: what it demands, what was answered, where it stands."""

    title: str
    demand: str
    seen: tuple[tuple[str, str], ...]
    clause: str
    local: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The decision on what was answered, with its reasons."""

    trace: Trace
    amount: Money | None
    reasons: tuple[Deciding, ...]
    paying: tuple[Deciding, ...]
    missing: tuple[Fact, ...]
    papers: tuple[str, ...]
    changes: tuple[Change, ...]

    @property
    def answer(self) -> Answer:
        return self.trace.ruling.answer


def outcome_of(answers: Answers) -> Outcome:
    """Decide what was answered and say why."""
    book = answers.book
    trace = explain(book, answers.values)
    answer, amount = trace.ruling.answer, trace.ruling.amount_fen
    failed = [step for step in trace.steps if step.answer is Answer.FAILS and step.applies]
    failed.sort(key=lambda step: step.line != trace.ruling.line)
    missing = [book.rulebook.facts[one.name] for one in trace.missing if not one.is_parameter]
    return Outcome(
        trace=trace,
        amount=Money(amount) if amount is not None else None,
        paying=tuple(_seen(step, book) for step in trace.steps if step.formula and step.clause),
        reasons=tuple(_seen(step, book) for step in failed) if answer is Answer.FAILS else (),
        missing=tuple(missing),
        papers=trace.evidence,
        changes=tuple(_changes(answers))[:MOST_CHANGES] if answer is Answer.FAILS else (),
    )


def _seen(step: Step, book: Compiled) -> Deciding:
    labels = {fact.label: label_of(fact) for fact in book.rulebook.facts.values()}
    seen = tuple((labels.get(label, label), plainly(value)) for label, value in step.seen)
    needs = {one.id: one.need for one in book.rulebook.requirements if one.when is None}
    demand = demanded(needs[step.line], book.rulebook) if step.line in needs else plainly(step.demand)
    return Deciding(step.title, demand, seen, step.clause, _local(step, book))


def _local(step: Step, book: Compiled) -> str:
    cites = {line: cite for line, _, cite in book.rulebook.cites()}
    cite = cites.get(step.line) or cites.get(f"{step.line}.otherwise")
    return local_word(cite) if cite is not None else ""


def record(answers: Answers) -> dict[str, Any]:
    """The decision as it can be kept and recomputed: `liangxin rules verify` accepts it."""
    return record_of(answers.book, answers.values)


def _changes(answers: Answers) -> Iterator[Change]:
    """For each answer that a buyer can choose, what is nearest to it and does not fail; those that meet come first."""
    found = [change for fact, value in answers.known() if fact.is_chosen for change in _otherwise(answers, fact, value)]
    yield from sorted(found, key=lambda change: change.amount is None)


def _otherwise(answers: Answers, fact: Fact, value: Value) -> list[Change]:
    book, place = answers.book, answers.book.slots[fact.name]
    changes: list[Change] = []
    for other in _values_to_try(book, fact, value):
        tried = [*answers.values]
        tried[place] = other
        ruling = book.decide_values(tried)
        if ruling.answer is not Answer.FAILS:
            amount = Money(ruling.amount_fen) if ruling.amount_fen is not None else None
            changes.append(Change(fact, other, answers.changed(fact, other), amount))
    return changes if fact.kind is FactKind.CHOICE else changes[:1]


def _values_to_try(book: Compiled, fact: Fact, value: Value) -> list[Value]:
    """Other values of a fact around the limits of the rulebook, numbers by how near they are."""
    rulebook = book.rulebook
    conditions = [needed(one) for one in rulebook.requirements]
    conditions += [line.when for part in rulebook.parts for line in part.lines if line.when is not None]
    others = [one for one in candidates_of(rulebook.facts, [fact.name], conditions)[fact.name] if one != value]
    if not isinstance(value, int) or isinstance(value, bool):
        return others
    return sorted(others, key=lambda one: abs(one - value) if isinstance(one, int) else 0)


def given(answers: Answers) -> list[tuple[Fact, str]]:
    """What was answered, as people read it."""
    return [(fact, plainly(shown(fact, value))) for fact, value in answers.known()]
