"""A claim as the rulebook is asked: what was typed, what is known of earlier claims, and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from liangxin.domains.claims.models import Claim, Mark
from liangxin.domains.claims.queries.persons import persons_of
from liangxin.domains.claims.rules.after_forms import check_number, form_rules
from liangxin.domains.claims.rules.limits import typed_of
from liangxin.domains.claims.terms import MarkKind
from liangxin.domains.schemes import api as schemes
from liangxin.engines.rulebook import Compiled
from liangxin.engines.rulebook.records import Asked, Fact
from liangxin.engines.rulebook.stored import record_of
from liangxin.kernel.decision import Answer

_MADE_UP = "99"  # divisions of demo counties: no province has the code


@dataclass(frozen=True)
class Case:
    """The answers with what the office knows, and the outcome."""

    book: Compiled
    said: dict[str, str]
    answers: schemes.Answers
    outcome: schemes.Outcome

    @property
    def answer(self) -> Answer:
        return self.outcome.answer

    @property
    def missing_of_person(self) -> list[Fact]:
        """What the claimant still has to say; what the office knows may come later."""
        return [fact for fact in self.outcome.missing if fact.asked_of is Asked.PERSON]

    def stored(self) -> dict[str, Any]:
        """The decision whole: a record that anybody can verify, and the trace that says why."""
        trace = self.outcome.trace
        return {
            "record": record_of(self.book, self.answers.values, trace),
            "steps": [step.as_json() for step in trace.steps],
            "formula": trace.formula,
            "papers": list(trace.evidence),
            "missing": [one.label for one in trace.missing],
            "shares": [list(pair) for pair in trace.shares],
        }


def case_of(claim: Claim, said: Mapping[str, str], on: date) -> Case:
    """Ask the rules of the claim's version about it, as of a day."""
    book = schemes.rulebook_of(claim.version_id)
    facts = book.rulebook.facts
    today = {name: on.isoformat() for name in form_rules(claim.family).today if name in facts}
    whole = {name: text for name, text in said.items() if name in facts} | today | earlier_of(claim, book)
    answers = schemes.read_answers(book, {name: [text] for name, text in whole.items() if text})
    return Case(book, answers.said(), answers, schemes.outcome_of(answers))


def day_of(book: Compiled, said: Mapping[str, str], otherwise: date) -> date:
    """The day by which the rules decide: what the rulebook says it is, where that is known."""
    text = said.get(book.rulebook.in_force_by, "")
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise


def earlier_of(claim: Claim, book: Compiled) -> dict[str, str]:
    """What earlier claims of the person come to, by the facts of limits; whether exclusions hold, by the numbers."""
    rulebook = book.rulebook
    history = {fact.name for fact in rulebook.facts.values() if fact.is_history}
    if not history:
        return {}
    had = persons_of([claim.party_id])[claim.party_id].without(claim.pk)
    found = typed_of(rulebook, claim.category, claim.on, had)
    rest = history - set(found)
    return found | dict.fromkeys(rest, "yes" if rest and _claimed_elsewhere(claim) else "no")


def _claimed_elsewhere(claim: Claim) -> bool:
    """Whether one of the claim's numbers is held by another claim, of whatever scheme and region."""
    same = Q(pk__in=[])
    for kind, digest in claim.marks.values_list("kind", "digest"):
        same |= Q(kind=kind, digest=digest)
    return Mark.objects.filter(same, held=True).exclude(claim=claim.pk).exists()


def numbers_of(claim: Claim) -> dict[MarkKind, str]:
    """The numbers that the claim gives, decrypted."""
    return {MarkKind.of(mark.kind): mark.number or "" for mark in claim.marks.all()}


def doubts_of(claim: Claim, on: date) -> list[str]:
    """Sentences for a person to weigh, of numbers that are well formed."""
    return [doubt for kind, number in numbers_of(claim).items() for doubt in number_doubts(claim, kind, number, on)]


def number_doubts(claim: Claim, kind: MarkKind, number: str, on: date) -> list[str]:
    """Of one number. A demo county has no division code, so its invoices have none either: no doubt there."""
    if kind is MarkKind.INVOICE and claim.region.code.startswith(_MADE_UP) and number[2:4] == _MADE_UP:
        return []
    return list(check_number(kind, number, on).doubts)
