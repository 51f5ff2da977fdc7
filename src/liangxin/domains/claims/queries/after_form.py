"""The form of a claim as it is filled in: questions of the rulebook, numbers, papers, the decision so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from liangxin.domains.claims.access.after import get_fillable, is_own, own_party
from liangxin.domains.claims.models import Claim, Question
from liangxin.domains.claims.queries.after_case import Case, case_of, numbers_of
from liangxin.domains.claims.queries.after_pages import (
    ClaimCard,
    DocumentCard,
    claim_cards,
    document_cards,
    open_question,
)
from liangxin.domains.claims.queries.after_papers import evidence_of
from liangxin.domains.claims.rules.after_forms import families, form_rules
from liangxin.domains.claims.terms import ClaimState, MarkKind
from liangxin.domains.parties import api as parties
from liangxin.domains.schemes import api as schemes
from liangxin.engines.rulebook.records import Asked, Fact, FactKind
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.money import Money

_SYSTEM = Actor.system("补贴申领")


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


@dataclass(frozen=True, slots=True)
class PaperAsked:
    """Evidence that is asked for, and what was uploaded as it."""

    id: str
    name: str
    is_held: bool
    documents: tuple[DocumentCard, ...]


@dataclass(frozen=True, slots=True)
class FormPage:
    """All that the page of a claim shows to who fills it in."""

    card: ClaimCard
    person: str
    is_counter: bool
    is_own: bool
    facts: tuple[Field, ...]
    numbers: tuple[Field, ...]
    papers: tuple[PaperAsked, ...]
    case: Case
    question: Question | None
    asked: Field | None
    refusal: str
    money_note: str
    may_appeal: bool
    appeal_note: str
    verdict_reason: str


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
    facts = tuple(_fact_fields(claim, case, said))
    asked_numbers = tuple(_number_fields(claim, numbers or {}))
    return FormPage(
        card=card,
        person=person.name if person else "",
        is_counter=filing.is_counter,
        is_own=is_own(actor, claim),
        facts=facts,
        numbers=asked_numbers,
        papers=tuple(_papers(claim, case)),
        case=case,
        question=question,
        asked=_asked(question, facts, asked_numbers),
        refusal=last.reason if last and card.state is ClaimState.REFUSED else "",
        money_note=filing.money_note if claim.holding is None else "",
        may_appeal=card.state is ClaimState.REFUSED and filing.appealed_at is None,
        appeal_note="waiting" if filing.appealed_at and not filing.appeal_decided_at else "",
        verdict_reason=last.reason if last else "",
    )


def _fact_fields(claim: Claim, case: Case, said: Mapping[str, str]) -> list[Field]:
    """First what the claimant is asked, then what the office may know; history is looked up and never asked."""
    today = form_rules(claim.family).today
    facts = [one for one in case.book.rulebook.facts.values() if not one.is_history and one.name not in today]
    ordered = sorted(facts, key=lambda fact: fact.asked_of is Asked.OFFICE)
    return [_fact_field(case, fact, said) for fact in ordered if fact.kind not in (FactKind.TEXT, FactKind.LIST)]


def _fact_field(case: Case, fact: Fact, said: Mapping[str, str]) -> Field:
    return Field(
        name=f"fact-{fact.name}",
        ask=schemes.asked(fact),
        hint=fact.hint or fact.help,
        offers=tuple(schemes.offers(case.book, fact)),
        kind="date" if fact.kind is FactKind.DATE else "number" if fact.kind is FactKind.WHOLE else "decimal",
        unit="元" if fact.kind is FactKind.MONEY else fact.unit,
        said=said.get(fact.name, ""),
        is_optional=fact.asked_of is Asked.OFFICE,
    )


def _number_fields(claim: Claim, typed: Mapping[MarkKind, str]) -> list[Field]:
    rules, there = form_rules(claim.family), {**numbers_of(claim), **typed}
    return [
        Field(f"number-{kind.value}", kind.label, "", (), "text", "", there.get(kind, ""), kind in rules.optional)
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
