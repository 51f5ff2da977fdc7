"""The calculator: one question a page, the answers in the address, the decision at the end. Nothing is stored.

A page asked for with an answer leads on to the address that holds all answers in one way, so that going back
shows the question before, and a page can be sent as a link.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from liangxin.domains.schemes.errors import AnswerMissing
from liangxin.domains.schemes.queries.guide import GuideScheme, guide_scheme
from liangxin.domains.schemes.rules.guide_answers import (
    PARTS,
    UNSURE,
    Answers,
    Offer,
    Wrong,
    offers,
    read_answers,
    still_to_ask,
    written,
)
from liangxin.domains.schemes.rules.guide_files import stands_on_shipped
from liangxin.domains.schemes.rules.guide_outcome import given, outcome_of, record
from liangxin.domains.schemes.rules.guide_pages import guide_of
from liangxin.domains.schemes.rules.guide_words import asked, label_of
from liangxin.domains.schemes.web.guide.known import unless_known
from liangxin.engines.rulebook.records import Fact, FactKind
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.downloads import as_file
from liangxin.foundation.ui.formats import spoken
from liangxin.foundation.ui.refusals import STATUS, RefusalWords, refusal_words
from liangxin.kernel.decision import Answer

# Beside the facts; no fact has a point in its name. Which question the page asked, and which one to change.
ASKED, CHANGE = "at.asked", "at.change"


@dataclass(frozen=True)
class Question:
    """What one page asks: the answers to choose from, or fields to fill in with what was typed."""

    fact: Fact
    offers: Sequence[Offer]
    typed: Mapping[str, str]
    refusal: RefusalWords | None = None

    @property
    def name(self) -> str:
        return self.fact.name

    @property
    def ask(self) -> str:
        return asked(self.fact)

    @property
    def hint(self) -> str:
        return self.fact.hint or self.fact.help

    @property
    def is_day(self) -> bool:
        return self.fact.kind is FactKind.DATE

    @property
    def unit(self) -> str:
        return "元" if self.fact.kind is FactKind.MONEY else self.fact.unit

    @property
    def said(self) -> str:
        """What is chosen or typed, where it is in one field."""
        return self.typed.get(self.fact.name, "")

    @property
    def keyboard(self) -> str:
        return "numeric" if self.fact.kind is FactKind.WHOLE else "decimal"

    def part(self, part: str) -> str:
        return self.typed.get(f"{self.fact.name}.{part}", "")

    @property
    def year(self) -> str:
        return self.part("y")

    @property
    def month(self) -> str:
        return self.part("m")

    @property
    def day(self) -> str:
        return self.part("d")


@login_not_required
@require_safe
def calculate(request: OfficeRequest, region: str, scheme_id: UUID) -> HttpResponse:
    """Ask the next question that still matters; where none does, say what comes out."""
    scheme = guide_scheme(region, scheme_id, timezone.localdate())
    query = dict(request.GET.lists())
    answers = read_answers(scheme.book, query)
    question = _asked(answers, query)
    if question is None and request.GET.dict() != answers.said():
        return HttpResponseRedirect(_address(scheme, answers.said()))
    waiting = still_to_ask(answers)
    if question is None and waiting:
        question = _question(answers, waiting[0])
    if question is not None:
        return _ask(request, scheme, answers, question, len(waiting))
    return unless_known(request, scheme.basis, lambda: _tell(request, scheme, answers))


def _asked(answers: Answers, query: Mapping[str, Sequence[str]]) -> Question | None:
    """The question that the address itself asks for: unanswered, answered wrongly, or to be changed."""
    facts = answers.book.rulebook.facts
    if answers.wrong is not None:
        return _question(answers, answers.wrong.fact, answers.wrong)
    asked = facts.get(query.get(ASKED, [""])[-1])
    if asked is not None and not answers.has(asked):
        return _question(answers, asked, Wrong(asked, {}, AnswerMissing(field=asked.name)))
    change = facts.get(query.get(CHANGE, [""])[-1])
    return _question(answers, change) if change is not None and ASKED not in query else None


def _question(answers: Answers, fact: Fact, wrong: Wrong | None = None) -> Question:
    typed = dict(wrong.typed) if wrong is not None else _typed_before(answers, fact)
    if fact.kind is FactKind.DATE and fact.name in typed:
        parts = typed[fact.name].replace("/", "-").split("-")
        typed |= {f"{fact.name}.{part}": text for part, text in zip(PARTS, parts, strict=False)}
    return Question(
        fact, offers(answers.book, fact), typed, refusal_words(wrong.refusal) if wrong is not None else None
    )


def _typed_before(answers: Answers, fact: Fact) -> dict[str, str]:
    value = answers.value(fact)
    if value is not None:
        return {fact.name: written(fact, value)}
    return {fact.name: UNSURE} if fact.name in answers.unsure and offers(answers.book, fact) else {}


def _ask(
    request: OfficeRequest, scheme: GuideScheme, answers: Answers, question: Question, waiting: int
) -> HttpResponse:
    said = answers.said()
    done = len([name for name in said if name != question.name])
    rest = max(waiting - 1, 0)
    context = {
        **_about(scheme, answers),
        "question": question,
        "carried": {name: text for name, text in said.items() if name != question.name},
        "asked_field": ASKED,
        "unsure": UNSURE,
        "number": done + 1,
        "rest": rest,
        "year": timezone.localdate().year,
        "all": done + 1 + rest,
    }
    status = STATUS[AnswerMissing.kind] if question.refusal else 200
    return render(request, "schemes/guide/question.html", context, status=status)


def _tell(request: OfficeRequest, scheme: GuideScheme, answers: Answers) -> HttpResponse:
    outcome = outcome_of(answers)
    query = urlencode(answers.said())
    context = {
        **_about(scheme, answers),
        "outcome": outcome,
        "sum": spoken(outcome.amount).exact if outcome.amount is not None else "",
        "meets": outcome.answer is Answer.MEETS,
        "fails": outcome.answer is Answer.FAILS,
        "guide": guide_of(scheme.book),
        "is_local_text": not stands_on_shipped(scheme.content, scheme.key),
        "missing": [
            (asked(fact), fact.hint or fact.help, _change_address(scheme, answers, fact)) for fact in outcome.missing
        ],
        "changes": [
            (change, spoken(change.amount).exact if change.amount is not None else "", _address(scheme, change.answers))
            for change in outcome.changes
        ],
        "decision": f"{reverse('guide:decision', args=[scheme.place.code, scheme.public_id])}?{query}",
    }
    return render(request, "schemes/guide/outcome.html", context)


def _about(scheme: GuideScheme, answers: Answers) -> dict[str, Any]:
    told = [(label_of(fact), said, _change_address(scheme, answers, fact)) for fact, said in given(answers)]
    facts = answers.book.rulebook.facts
    unsure = [
        (label_of(fact), _change_address(scheme, answers, fact))
        for fact in facts.values()
        if fact.name in answers.unsure
    ]
    return {"scheme": scheme, "place": scheme.place, "given": told, "unsure_of": unsure}


def _address(scheme: GuideScheme, said: Mapping[str, str]) -> str:
    path = reverse("guide:calculate", args=[scheme.place.code, scheme.public_id])
    return f"{path}?{urlencode(said)}" if said else path


def _change_address(scheme: GuideScheme, answers: Answers, fact: Fact) -> str:
    return _address(scheme, {**answers.said(), CHANGE: fact.name})


@login_not_required
@require_safe
def decision_file(request: OfficeRequest, region: str, scheme_id: UUID) -> HttpResponse:
    """What was decided on these answers, as `liangxin rules verify` recomputes it."""
    scheme = guide_scheme(region, scheme_id, timezone.localdate())
    answers = read_answers(scheme.book, dict(request.GET.lists()))
    if answers.wrong is not None:
        raise answers.wrong.refusal
    text = json.dumps(record(answers), ensure_ascii=False, indent=1)
    response = HttpResponse(text + "\n", content_type="application/json; charset=utf-8")
    return as_file(response, f"{scheme.key}.decision.json")
