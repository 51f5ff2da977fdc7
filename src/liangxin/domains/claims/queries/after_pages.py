"""What pages of after-sale claims show: lists, the reviewer's worklist, one case with all that is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from liangxin.domains.claims.access.after import REVIEWING, get_filed, own_claims, visible_draws, visible_filed
from liangxin.domains.claims.access.settings import rules_of
from liangxin.domains.claims.models import Claim, Draw, Mark, Question, Verdict
from liangxin.domains.claims.queries.after_fields import field_labels
from liangxin.domains.claims.queries.after_lines import DocumentCard, Line, document_cards, lines_for
from liangxin.domains.claims.queries.paid import payments_of
from liangxin.domains.claims.rules.after_checks import Check, check_of
from liangxin.domains.claims.rules.after_steps import STEPS, Step, level_of
from liangxin.domains.claims.terms import (
    Channel,
    ClaimState,
    ClaimVerb,
    Level,
    MarkKind,
    Power,
    QuestionState,
    VerdictKind,
)
from liangxin.domains.funds import api as funds
from liangxin.domains.parties import api as parties
from liangxin.domains.regions import api as regions
from liangxin.domains.schemes import api as schemes
from liangxin.engines.rulebook.records import Asked
from liangxin.foundation.accounts.api import Actor, seen_from
from liangxin.foundation.trail.api import TrailCard, entries_of
from liangxin.kernel.decision import Answer
from liangxin.kernel.money import Money

MOST_WAITING = 100
_MOST_RELATED = 8
_SYSTEM = Actor.system("补贴申领")


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """A claim as lists show it; the person is masked."""

    number: str
    public_id: UUID
    state: ClaimState
    scheme: str
    person: str
    region_name: str
    amount: Money | None
    due_on: date | None
    submitted_at: datetime | None
    is_frozen: bool
    is_drawn: bool
    is_clear: bool
    is_batchable: bool
    clock: int


@dataclass(frozen=True, slots=True)
class Related:
    """Another claim of the same person, or with one of the numbers; without its number where it is not seen."""

    number: str
    why: str
    scheme: str
    state: ClaimState
    amount: Money | None
    is_after: bool


@dataclass(frozen=True, slots=True)
class CasePage:
    """All that a reviewer sees of a claim, and what they may do with it."""

    card: ClaimCard
    party: parties.PartyCard | None
    lines: tuple[Line, ...]
    checks: tuple[Check, ...]
    steps: tuple[dict[str, Any], ...]
    met_steps: tuple[dict[str, Any], ...]
    formula: str
    answer: Answer
    record: Mapping[str, Any]
    documents: tuple[DocumentCard, ...]
    questions: tuple[Question, ...]
    verdicts: tuple[tuple[VerdictKind, Level, str, str, datetime, bool], ...]
    open_facts: tuple[tuple[str, str, tuple[schemes.Offer, ...]], ...]
    fields: Mapping[str, str]
    related: tuple[Related, ...]
    payments: tuple[funds.SubjectPayment, ...]
    money_note: str
    is_reserved: bool
    frozen_reason: str
    appeal: str
    corrections: tuple[Any, ...]
    history: list[TrailCard]
    level: Level | None
    verbs: frozenset[str]
    asked_left: int


def claims_listed(actor: Actor) -> QuerySet[Claim]:
    """The rows of the list of staff."""
    return visible_filed(actor).select_related("filing", "region")


def claim_cards(rows: Iterable[Claim]) -> list[ClaimCard]:
    """The cards of rows with their filing and region; names are masked for everybody, so one query serves all."""
    found = list(rows)
    people = parties.party_cards(_SYSTEM, {row.party_id for row in found})
    titles = {pk: schemes.rulebook_of(pk).rulebook.title for pk in {row.version_id for row in found}}
    return [_card(row, people, titles) for row in found]


def _card(row: Claim, people: Mapping[int, parties.PartyCard], titles: Mapping[int, str]) -> ClaimCard:
    filing = row.filing
    return ClaimCard(
        number=row.number,
        public_id=row.public_id,
        state=ClaimState.of(row.state),
        scheme=titles[row.version_id],
        person=people[row.party_id].name if row.party_id in people else "",
        region_name=row.region.name,
        amount=Money(row.amount_fen) if row.amount_fen is not None else None,
        due_on=filing.due_on,
        submitted_at=filing.submitted_at,
        is_frozen=filing.frozen_at is not None,
        is_drawn=filing.is_drawn,
        is_clear=filing.all_met,
        is_batchable=filing.all_met and filing.draw_id is not None and not filing.is_drawn,
        clock=row.clock,
    )


def my_claims(actor: Actor) -> list[ClaimCard]:
    """A citizen's own after-sale claims, newest first."""
    return claim_cards(own_claims(actor).select_related("filing", "region").order_by("-pk")[:100])


def waiting_for(actor: Actor) -> QuerySet[Claim]:
    """Claims that wait for a level that the person may decide, without those in which they had a hand this round."""
    wanted = Q(pk__in=[])
    for step in STEPS:
        if step.verb is ClaimVerb.REFUSE and step.power is not None and actor.may(step.power):
            wanted |= Q(state=step.source.value) & seen_from(actor, step.power)
    spoke = Verdict.objects.filter(claim=OuterRef("pk"), round=OuterRef("filing__round"), account=actor.account_id)
    rows = Claim.objects.filter(wanted, filing__frozen_at__isnull=True)
    rows = rows.exclude(filing__is_counter=True, filing__account=actor.account_id)
    if actor.account_id is not None:
        rows = rows.filter(~Exists(spoke))
    return rows


def appeals_for(actor: Actor) -> QuerySet[Claim]:
    """Refused claims whose appeal waits for somebody like the person, who had no hand in them."""
    if actor.account_id is None:
        return Claim.objects.none()
    spoke = Verdict.objects.filter(claim=OuterRef("pk"), account=actor.account_id)
    rows = Claim.objects.filter(seen_from(actor, Power.DECIDE_APPEAL), ~Exists(spoke), state=ClaimState.REFUSED.value)
    return rows.filter(filing__appealed_at__isnull=False, filing__appeal_decided_at__isnull=True)


def worklist(actor: Actor) -> tuple[list[ClaimCard], int]:
    """What waits for the person, what is due first on top, and how many there are; appeals follow."""
    rows = (waiting_for(actor) | appeals_for(actor)).select_related("filing", "region").distinct()
    ordered = rows.order_by(F("filing__due_on").asc(nulls_last=True), "pk")
    return claim_cards(ordered[:MOST_WAITING]), rows.count()


def case_page(actor: Actor, number: str) -> CasePage:
    """One claim for who reviews. Raises ClaimNotFound."""
    claim = get_filed(actor, number)
    filing = claim.filing
    (card,) = claim_cards([claim])
    decision = claim.decision
    book = schemes.rulebook_of(claim.version_id)
    steps = [step for step in decision.get("steps", []) if step["applies"] and step["clause"]]
    questions = list(claim.questions.all())
    may_read = any(actor.may(power, claim.region.path) for power in REVIEWING)
    return CasePage(
        card=card,
        party=parties.party_cards(_SYSTEM, [claim.party_id]).get(claim.party_id),
        lines=tuple(sorted(lines_for(claim), key=_to_look_at)) if may_read else (),
        checks=tuple(check_of(one) for one in filing.checks),
        steps=tuple(steps),
        met_steps=tuple(step for step in steps if step["answer"] == "meets"),
        formula=decision.get("formula", ""),
        answer=Answer.of(decision["record"]["answer"]) if decision else Answer.UNKNOWN,
        record=decision.get("record", {}),
        documents=tuple(document_cards(claim)) if may_read else (),
        questions=tuple(questions),
        verdicts=tuple(_verdicts(claim)),
        open_facts=tuple(
            (fact.name, schemes.asked(fact), tuple(schemes.offers(book, fact)))
            for fact in book.rulebook.facts.values()
            if fact.asked_of is Asked.OFFICE and not fact.is_history and fact.name not in claim.facts
        ),
        fields=field_labels(claim),
        related=tuple(_related(actor, claim)) if may_read else (),
        payments=payments_of(claim),
        money_note=filing.money_note,
        is_reserved=claim.holding is not None,
        frozen_reason=filing.frozen_reason,
        appeal=(filing.appeal or "") if may_read else "",
        corrections=tuple(claim.corrections.all()),
        history=entries_of(claim),
        level=level_of(card.state),
        verbs=frozenset(_verbs(actor, claim)),
        asked_left=max(0, rules_of(claim.region_id).most_questions - len(questions)),
    )


def _to_look_at(line: Line) -> int:
    """What needs eyes stands on top, then what was compared, then the rest in the order of the form."""
    return {"differs": 0, "not_found": 1, "same": 2}.get(line.verdict, 3)


def _related(actor: Actor, claim: Claim) -> Iterable[Related]:
    """Other claims with the same numbers, whatever became of them, and of the same person; drafts say nothing."""
    digests = list(claim.marks.values_list("kind", "digest"))
    same = Q(pk__in=[])
    for kind, digest in digests:
        same |= Q(kind=kind, digest=digest)
    marks = Mark.objects.filter(same).exclude(claim=claim.pk).exclude(claim__state=ClaimState.DRAFT.value)
    why = {mark.claim_id: MarkKind.of(mark.kind).label for mark in marks.order_by("pk")[:_MOST_RELATED]}
    rows = Claim.objects.filter(Q(pk__in=why) | Q(party=claim.party_id)).exclude(pk=claim.pk)
    rows = rows.exclude(state=ClaimState.DRAFT.value).select_related("region").order_by("-pk")
    found = list(rows[:_MOST_RELATED])
    titles = {pk: schemes.rulebook_of(pk).rulebook.title for pk in {row.version_id for row in found}}
    for row in found:
        is_seen = actor.may(Power.READ, row.region.path)
        yield Related(
            number=row.number if is_seen else "",
            why=why.get(row.pk, ""),
            scheme=titles[row.version_id] if is_seen else "",
            state=ClaimState.of(row.state),
            amount=Money(row.amount_fen) if row.amount_fen is not None and is_seen else None,
            is_after=row.channel == Channel.AFTER,
        )


def _verbs(actor: Actor, claim: Claim) -> Iterable[str]:
    """What the page offers; the actions ask again."""
    path, state, filing = claim.region.path, ClaimState.of(claim.state), claim.filing
    hands = set(claim.verdicts.filter(round=filing.round).values_list("account_id", flat=True))
    entered = {filing.account_id} if filing.is_counter else set()
    steps = [step for step in STEPS if step.source is state and filing.levels in step.levels]
    if filing.frozen_at is None and actor.account_id not in hands | entered:
        yield from (step.verb.value for step in steps if _is_of_review(step) and actor.may(step.power or "", path))
    if state is ClaimState.REFUSED and filing.appealed_at and not filing.appeal_decided_at:
        touched = set(claim.verdicts.values_list("account_id", flat=True)) | entered
        if actor.may(Power.DECIDE_APPEAL, path) and actor.account_id not in touched:
            yield "appeal"
    if actor.may(Power.FREEZE, path) and state not in (ClaimState.PAID, ClaimState.WITHDRAWN, ClaimState.REFUSED):
        yield "unfreeze" if filing.frozen_at else "freeze"
    if state is ClaimState.APPROVED and actor.may(Power.FIRST, path):
        yield "propose"
    if state is ClaimState.APPROVED and actor.may(Power.FINAL, path):
        yield "decide_correction"
    if state in (ClaimState.SUBMITTED, ClaimState.FIRST_PASSED, ClaimState.SECOND_PASSED) and actor.may(
        Power.FIRST, path
    ):
        yield "settle"


def _is_of_review(step: Step) -> bool:
    return step.verb in (ClaimVerb.PASS, ClaimVerb.REFUSE, ClaimVerb.ASK)


def _verdicts(claim: Claim) -> Iterable[tuple[VerdictKind, Level, str, str, datetime, bool]]:
    rows = claim.verdicts.select_related("account")
    for row in rows:
        name = row.account.name if row.account else "系统"
        yield VerdictKind.of(row.kind), Level.of(row.level), name, row.reason, row.at, row.in_batch


def open_question(claim: Claim) -> Question | None:
    """The question that waits for the claimant."""
    return claim.questions.filter(state=QuestionState.OPEN.value).first()


def draws_seen(actor: Actor) -> list[tuple[Draw, str]]:
    """Draws of own regions and below with the names of their regions, newest first."""
    return _named(visible_draws(actor)[:50])


def draws_public() -> list[tuple[Draw, str]]:
    """Draws for everybody: digests before, seeds and numbers after."""
    return _named(Draw.objects.all()[:50])


def _named(rows: Iterable[Draw]) -> list[tuple[Draw, str]]:
    found: Sequence[Draw] = list(rows)
    places = regions.regions_by_id({row.region_id for row in found})
    return [(row, places[row.region_id].name) for row in found]
