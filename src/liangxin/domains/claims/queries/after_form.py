"""The form of a claim as it is filled in: questions of the rulebook, numbers, papers, the decision so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.timezone import localdate
from django.utils.translation import gettext_noop

from liangxin.domains.claims.access.after import get_fillable, is_own, own_party
from liangxin.domains.claims.access.settings import rules_of
from liangxin.domains.claims.models import Claim, Question
from liangxin.domains.claims.queries.after_case import Case, case_of, number_doubts, numbers_of
from liangxin.domains.claims.queries.after_lines import (
    DocumentCard,
    Line,
    Met,
    document_cards,
    lines_for,
    met_in_papers,
)
from liangxin.domains.claims.queries.after_pages import ClaimCard, claim_cards, open_question
from liangxin.domains.claims.queries.after_papers import evidence_of
from liangxin.domains.claims.queries.paid import payments_of
from liangxin.domains.claims.rules.after_forms import families, form_rules
from liangxin.domains.claims.rules.after_steps import IN_REVIEW, STEPS
from liangxin.domains.claims.terms import ClaimState, ClaimVerb, DocumentState, Level, MarkKind, QuestionState
from liangxin.domains.parties import api as parties
from liangxin.domains.schemes import api as schemes
from liangxin.engines.rulebook.conditions import compiled, facts_in
from liangxin.engines.rulebook.records import Asked, Fact, FactKind
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.money import Money

_SYSTEM = Actor.system("补贴申领")
_WAY: Final = (
    (ClaimState.SUBMITTED, Level.FIRST),
    (ClaimState.FIRST_PASSED, Level.SECOND),
    (ClaimState.SECOND_PASSED, Level.FINAL),
)
_PAYMENT: Final = (ClaimState.APPROVED, ClaimState.IN_PAYMENT, ClaimState.PAID)
_WHERE: Final = {  # a claimant finds a number
    MarkKind.OLD_VIN: gettext_noop("17位，看旧车行驶证或报废机动车回收证明。"),
    MarkKind.NEW_VIN: gettext_noop("17位，看新车行驶证或机动车销售统一发票。"),
    MarkKind.OLD_PLATE: gettext_noop("看旧车行驶证，连同省份简称。"),
    MarkKind.INVOICE: gettext_noop("看新车的机动车销售统一发票，数电票为20位。"),
    MarkKind.CERTIFICATE: gettext_noop("看报废机动车回收证明的编号。"),
    MarkKind.ENGINE: gettext_noop("看新机器铭牌上的出厂编号。"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One question: how it is asked, the answers to choose from, what stands in it."""

    name: str
    ask: str
    hint: str
    offers: tuple[schemes.Offer, ...]
    kind: str
    unit: str
    said: str
    is_optional: bool = False
    met: Met | None = None
    doubts: tuple[str, ...] = ()
    is_needless: bool = False  # what has been said makes it of no matter, and nothing stands in it


@dataclass(frozen=True, slots=True)
class PaperAsked:
    """Evidence that is asked for, and what was uploaded as it."""

    id: str
    name: str
    is_held: bool
    documents: tuple[DocumentCard, ...]

    @property
    def control(self) -> str:
        """The name of its control in the form."""
        return f"file-{self.id}"


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a claim's way: done, now, or to come."""

    label: str
    mark: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class FormPage:
    """All that the page of a claim shows to who fills it in."""

    card: ClaimCard
    person: str
    is_counter: bool
    is_own: bool
    is_payable: bool  # an account of the claimant is registered
    facts: tuple[Field, ...]
    numbers: tuple[Field, ...]
    papers: tuple[PaperAsked, ...]
    is_reading: bool
    is_read: bool
    lines: tuple[Line, ...]
    case: Case
    question: Question | None
    asked: Field | None
    refusal: str
    money_note: str
    may_appeal: bool
    appeal_note: str
    verdict_reason: str
    stages: tuple[Stage, ...]
    answered: tuple[Question, ...]
    asks_left: int
    is_running: bool
    may_withdraw: bool
    paid_on: date | None


def form_page(
    actor: Actor,
    number: str,
    on: date,
    typed: Mapping[str, str] | None = None,
    numbers: Mapping[MarkKind, str] | None = None,
) -> FormPage:
    """The page of a claim for who fills it in, with what was typed just now. Raises ClaimNotFound, NotAllowed."""
    claim = get_fillable(actor, number)
    said = {**claim.facts, **(typed or {})}
    case = case_of(claim, said, on)
    (card,) = claim_cards([claim])
    question = open_question(claim)
    last = claim.verdicts.order_by("-pk").first()
    filing = claim.filing
    person = parties.party_cards(_SYSTEM, [claim.party_id]).get(claim.party_id)
    met = met_in_papers(claim)
    facts = tuple(_fact_fields(claim, case, said, met))
    papers = tuple(_papers(claim, case))
    asked_numbers = tuple(_number_fields(claim, numbers or {}, met, on))
    return FormPage(
        card=card,
        person=person.name if person else "",
        is_counter=filing.is_counter,
        is_own=is_own(actor, claim),
        is_payable=bool(parties.with_account(parties.surviving([claim.party_id]).values())),
        facts=facts,
        numbers=asked_numbers,
        papers=papers,
        is_reading=any(one.state is DocumentState.WAITING for paper in papers for one in paper.documents),
        is_read=any(one.state is DocumentState.READ for paper in papers for one in paper.documents),
        lines=() if claim.state == ClaimState.DRAFT else tuple(lines_for(claim)),
        case=case,
        question=question,
        asked=_asked(question, facts, asked_numbers),
        refusal=last.reason if last and card.state is ClaimState.REFUSED else "",
        money_note=filing.money_note if claim.holding is None else "",
        may_appeal=card.state is ClaimState.REFUSED and filing.appealed_at is None,
        appeal_note="waiting" if filing.appealed_at and not filing.appeal_decided_at else "",
        verdict_reason=last.reason if last else "",
        stages=stages_of(claim),
        answered=tuple(claim.questions.exclude(state=QuestionState.OPEN.value)),
        asks_left=max(0, rules_of(claim.region_id).most_questions - claim.questions.count()),
        is_running=claim.state == ClaimState.DRAFT or card.state in (*IN_REVIEW, ClaimState.QUESTIONED),
        may_withdraw=any(one.source is card.state and one.verb is ClaimVerb.WITHDRAW for one in STEPS),
        paid_on=_paid_on(claim),
    )


def _fact_fields(claim: Claim, case: Case, said: Mapping[str, str], met: Mapping[str, Met]) -> list[Field]:
    """What the claimant is asked; at the counter also what the office may know. History is looked up, never asked."""
    today, is_counter = form_rules(claim.family).today, claim.filing.is_counter
    facts = [one for one in case.book.rulebook.facts.values() if not one.is_history and one.name not in today]
    asked = [one for one in facts if is_counter or one.asked_of is Asked.PERSON]
    ordered = sorted(asked, key=lambda fact: fact.asked_of is Asked.OFFICE)
    kinds = (FactKind.TEXT, FactKind.LIST)
    return [_fact_field(case, fact, said, met.get(fact.name)) for fact in ordered if fact.kind not in kinds]


def _fact_field(case: Case, fact: Fact, said: Mapping[str, str], met: Met | None) -> Field:
    return Field(
        name=f"fact-{fact.name}",
        ask=schemes.asked(fact),
        hint=fact.hint or fact.help,
        offers=tuple(schemes.offers(case.book, fact)),
        kind="date" if fact.kind is FactKind.DATE else "number" if fact.kind is FactKind.WHOLE else "decimal",
        unit="元" if fact.kind is FactKind.MONEY else fact.unit,
        said=said.get(fact.name, ""),
        is_optional=fact.asked_of is Asked.OFFICE,
        met=met,
        is_needless=_is_needless(case, fact, said),
    )


def _is_needless(case: Case, fact: Fact, said: Mapping[str, str]) -> bool:
    """Whether a fact is asked for by such conditions alone as are known not to apply: the engine of an electric car."""
    if said.get(fact.name) or fact.name in {one.name for one in case.outcome.missing}:
        return False
    book, values = case.book, case.answers.values
    asking = [one for one in book.rulebook.requirements if fact.name in facts_in(one.need)]
    return bool(asking) and all(
        one.when is not None and compiled(one.when, book.slots)(values) is False for one in asking
    )


def _number_fields(claim: Claim, typed: Mapping[MarkKind, str], met: Mapping[str, Met], on: date) -> list[Field]:
    rules, there = form_rules(claim.family), {**numbers_of(claim), **typed}
    return [
        Field(
            name=f"number-{kind.value}",
            ask=kind.label,
            hint=_WHERE.get(kind, ""),
            offers=(),
            kind="text",
            unit="",
            said=there.get(kind, ""),
            is_optional=kind in rules.optional,
            met=met.get(kind.value),
            doubts=tuple(number_doubts(claim, kind, there[kind], on)) if there.get(kind, "").strip() else (),
        )
        for kind in rules.numbers
    ]


def _papers(claim: Claim, case: Case) -> list[PaperAsked]:
    documents = document_cards(claim)
    held = frozenset() if claim.filing.is_counter else form_rules(claim.family).held
    return [
        PaperAsked(one, name, one in held, tuple(each for each in documents if each.evidence == one))
        for one, name in evidence_of(case)
    ]


def _asked(question: Question | None, facts: tuple[Field, ...], numbers: tuple[Field, ...]) -> Field | None:
    if question is None:
        return None
    wanted = question.field.replace(":", "-")
    return next((field for field in (*facts, *numbers) if field.name == wanted), None)


def stages_of(claim: Claim) -> tuple[Stage, ...]:
    """The way of a claim that goes on, with the days of what is done; empty for a draft and for one that has ended."""
    filing, state = claim.filing, ClaimState.of(claim.state)
    levels = {1: _WAY[2:], 2: _WAY[:1] + _WAY[2:], 3: _WAY}[filing.levels]
    ways = [*(waits for waits, _ in levels), *_PAYMENT]
    at = ClaimState.SUBMITTED if state is ClaimState.QUESTIONED and filing.levels > 1 else state
    if at is ClaimState.QUESTIONED:
        at = ClaimState.SECOND_PASSED
    if at not in ways or filing.submitted_at is None:
        return ()
    said = {row.level: localdate(row.at) for row in claim.verdicts.filter(round=filing.round)}
    labels = [gettext_noop("提交"), *(level.label for _, level in levels), gettext_noop("拨付")]
    days = [localdate(filing.submitted_at), *(said.get(level.value) for _, level in levels), _paid_on(claim)]
    here = len(labels) if at is ClaimState.PAID else min(ways.index(at) + 1, len(labels) - 1)
    marks = ["done" if place < here else "now" if place == here else "later" for place in range(len(labels))]
    return tuple(map(Stage, labels, marks, days))


def _paid_on(claim: Claim) -> date | None:
    if claim.state != ClaimState.PAID:
        return None
    days = [one.paid_on for one in payments_of(claim) if one.is_live and one.paid_on]
    return days[0] if days else None


@dataclass(frozen=True, slots=True)
class SchemeOffer:
    """A subsidy that one can claim after the purchase."""

    public_id: str
    name: str
    most: Money | None


def claimable(actor: Actor, on: date) -> list[SchemeOffer]:
    """What a citizen can claim where they live; nothing for who is no citizen."""
    own = own_party(actor)
    return claimable_in(own[1], on) if own else []


def claimable_in(region_id: int, on: date) -> list[SchemeOffer]:
    """What can be claimed after the purchase in a region."""
    cards = [card for card in schemes.schemes_in_force(region_id, on) if card.family in families()]
    return [
        SchemeOffer(str(card.public_id), card.name, schemes.guide_of(schemes.rulebook_of(card.version_id)).most)
        for card in cards
    ]
