"""Filling in an after-sale claim, at home or at the counter: opened, saved, handed in, taken back."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.claims import errors
from liangxin.domains.claims.access.after import get_fillable, own_party
from liangxin.domains.claims.access.settings import rules_of
from liangxin.domains.claims.actions import after_money as money
from liangxin.domains.claims.actions.after_deciding import (
    checked,
    compare_again,
    decided,
    free_numbers,
    hold_numbers,
    missing_papers,
    tell_claimant,
    write,
)
from liangxin.domains.claims.actions.persons import lock_persons
from liangxin.domains.claims.models import Claim, Filing, Mark
from liangxin.domains.claims.queries.after_case import Case, day_of
from liangxin.domains.claims.rules.after_forms import check_number, families, form_rules
from liangxin.domains.claims.rules.after_steps import step_of
from liangxin.domains.claims.terms import (
    Channel,
    ClaimNews,
    ClaimState,
    ClaimVerb,
    Deed,
    MarkKind,
    Power,
    QuestionState,
)
from liangxin.domains.parties import api as parties
from liangxin.domains.regions import api as regions
from liangxin.domains.schemes import api as schemes
from liangxin.engines.rulebook.records import Asked
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record
from liangxin.kernel.decision import Answer

READABLE: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # a number is read out over the telephone
_SYSTEM = Actor.system("补贴申领")


def open_claim(actor: Actor, scheme: UUID | str, *, on: date) -> str:
    """A citizen begins a claim of their own by a scheme in force where they live; returns its number.

    One that is being filled in already is gone on with. Raises NotAfterSale, ClaimNotFound for who is no citizen.
    """
    own = own_party(actor)
    if own is None:
        raise errors.ClaimNotFound
    party, region = own
    card = _in_force(region, scheme, on)
    drafts = Claim.objects.filter(
        party=party, family=card.family, state=ClaimState.DRAFT.value, filing__is_counter=False
    )
    begun = drafts.values_list("number", flat=True).first()
    return begun or _opened(actor, card, party, region, on, is_counter=False)


def open_claim_for(actor: Actor, region_code: str, party_id: int, scheme: UUID | str, *, on: date) -> str:
    """Staff begin a claim for somebody at the counter; returns its number.

    Raises NotAfterSale, ClaimNotFound for a party that is not seen, RegionNotFound, NotAllowed.
    """
    region = regions.region_seen(actor, region_code)
    actor.require(Power.ENTER, region.path)
    if party_id not in parties.party_cards(actor, [party_id]):
        raise errors.ClaimNotFound
    return _opened(actor, _in_force(region.id, scheme, on), party_id, region.id, on, is_counter=True)


def _in_force(region_id: int, scheme: UUID | str, on: date) -> schemes.SchemeCard:
    cards = schemes.schemes_in_force(region_id, on)
    found = next((card for card in cards if str(card.public_id) == str(scheme)), None)
    if found is None or found.family not in families():
        raise errors.NotAfterSale
    return found


@transaction.atomic
def _opened(actor: Actor, card: schemes.SchemeCard, party: int, region: int, on: date, *, is_counter: bool) -> str:
    place, now = regions.regions_by_id([region])[region], timezone.now()
    sign = "".join(secrets.choice(READABLE) for _ in range(6))
    claim = Claim.objects.create(
        number=f"{place.code[:6]}-{on:%y%m}-{sign}",
        channel=Channel.AFTER.value,
        state=ClaimState.DRAFT.value,
        region_id=region,
        version_id=card.version_id,
        family=card.family,
        party_id=party,
        on=on,
        created_at=now,
        changed_at=now,
    )
    Filing.objects.create(claim=claim, account_id=actor.account_id, is_counter=is_counter)
    after = {"number": claim.number, "family": card.family, "counter": is_counter}
    record(actor, Deed.OPENED, claim, region_path=place.path, after=after)
    return claim.number


@transaction.atomic
def save_claim(
    actor: Actor, number: str, said: Mapping[str, str], numbers: Mapping[MarkKind, str], *, on: date
) -> Case:
    """Keep what was typed so far. Raises NumberUnfit beside its field, ClaimStepImpossible, ClaimNotFound."""
    claim = get_fillable(actor, number, lock=True)
    _require_draft(claim, ClaimVerb.SUBMIT)
    _write_numbers(claim, numbers, on)
    _follow_day(claim, said, on)
    case = decided(claim, sayable(claim, said), on)
    if case.answers.wrong is not None:
        refusal = case.answers.wrong.refusal
        refusal.field = f"fact-{case.answers.wrong.fact.name}"
        raise refusal
    compare_again(claim)
    checked(claim, case, on)
    write(claim, on)
    record(actor, Deed.SAVED, claim, region_path=claim.region.path, after={"facts": sorted(claim.facts)})
    return case


def sayable(claim: Claim, said: Mapping[str, str]) -> dict[str, str]:
    """What one may say of a claim: at home not what only the office knows."""
    facts = schemes.rulebook_of(claim.version_id).rulebook.facts
    of_office = {one.name for one in facts.values() if one.asked_of is Asked.OFFICE and not claim.filing.is_counter}
    return {name: text for name, text in said.items() if text.strip() and name not in of_office}


def _require_draft(claim: Claim, verb: ClaimVerb) -> None:
    if claim.state != ClaimState.DRAFT:
        raise errors.ClaimStepImpossible(state=ClaimState.of(claim.state), verb=verb)


def _write_numbers(claim: Claim, numbers: Mapping[MarkKind, str], on: date) -> None:
    """The numbers of the form in normal form; what was emptied goes. Held they are only when the claim is handed in."""
    for kind in form_rules(claim.family).numbers:
        if kind in numbers:
            write_number(claim, kind, numbers[kind], on)


def write_number(claim: Claim, kind: MarkKind, text: str, on: date) -> None:
    """One number of a claim, which is not held. Raises NumberUnfit."""
    before = claim.marks.filter(kind=kind.value).first()
    if not text.strip():
        claim.marks.filter(kind=kind.value).delete()
        return
    verdict = check_number(kind, text, on)
    if not verdict.ok:
        raise errors.NumberUnfit(field=f"number-{kind.value}", what=kind, why=verdict.reason or "")
    if before is None or before.number != verdict.value:
        claim.marks.filter(kind=kind.value).delete()
        Mark.objects.create(claim=claim, kind=kind.value, number=verdict.value, held=False)


def _follow_day(claim: Claim, said: Mapping[str, str], on: date) -> None:
    """The rules are those of the day that decides: a purchase of last year is decided by last year's version."""
    day = day_of(schemes.rulebook_of(claim.version_id), said, on)
    for card in schemes.schemes_in_force(claim.region_id, day):
        if card.family == claim.family:
            claim.version_id = card.version_id


@transaction.atomic
def submit_claim(actor: Actor, number: str, *, on: date) -> ClaimState:
    """Hand a claim in: numbers are held, it is decided for good, its money is reserved; where there is none, it waits.

    Raises NumberMissing, NumberUsed, FactsMissing, DecisionFails, DocumentsMissing, ClaimStepImpossible, ClaimNotFound.
    """
    claim = get_fillable(actor, number, lock=True)
    filing, rules = claim.filing, rules_of(claim.region_id)
    step = step_of(ClaimState.of(claim.state), ClaimVerb.SUBMIT, rules.levels)
    lock_persons([claim.party_id])
    _require_numbers(claim)
    hold_numbers(claim)
    case = decided(claim, claim.facts, on)
    require_submittable(claim, case)
    filing.levels, filing.submitted_at = rules.levels, timezone.now()
    claim.state = step.target.value
    if case.answer is Answer.MEETS:
        money.reserve(actor, claim, on)
    checked(claim, case, on)
    write(claim, on, step.target)
    parties.used(_SYSTEM, [claim.party_id], on=on)
    after = {"fen": claim.amount_fen, "answer": case.answer.value, "reserved": claim.holding is not None}
    record(actor, Deed.SUBMITTED, claim, region_path=claim.region.path, after=after)
    tell_claimant(actor, claim, ClaimNews.STEP, f"申领已提交：{claim.number}")
    return step.target


def _require_numbers(claim: Claim) -> None:
    there = {MarkKind.of(kind) for kind in claim.marks.values_list("kind", flat=True)}
    rules = form_rules(claim.family)
    for kind in rules.numbers:
        if kind not in there and kind not in rules.optional:
            raise errors.NumberMissing(field=f"number-{kind.value}", what=kind)


def require_submittable(claim: Claim, case: Case) -> None:
    """What fails is not handed in, nor what the claimant could still say; what only the office knows may be open."""
    if case.answer is Answer.FAILS:
        raise errors.DecisionFails(why="；".join(step.title for step in case.outcome.reasons[:3]))
    if case.missing_of_person:
        names = "、".join(schemes.label_of(fact) for fact in case.missing_of_person[:5])
        raise errors.FactsMissing(field=f"fact-{case.missing_of_person[0].name}", names=names)
    if case.answer is Answer.UNKNOWN and not case.outcome.missing:
        raise errors.FactsMissing(names="本地没有定下的金额")
    papers = missing_papers(claim, case)
    if papers:
        raise errors.DocumentsMissing(field=f"file-{papers[0][0]}", names="；".join(name for _, name in papers))


@transaction.atomic
def withdraw_claim(actor: Actor, number: str, *, on: date) -> None:
    """The claimant takes a claim back: numbers and money are free again. Raises ClaimStepImpossible, ClaimNotFound."""
    claim = get_fillable(actor, number, lock=True)
    step = step_of(ClaimState.of(claim.state), ClaimVerb.WITHDRAW, claim.filing.levels)
    end_claim(claim, step.target, on)
    record(actor, Deed.WITHDRAWN, claim, region_path=claim.region.path)


def end_claim(claim: Claim, state: ClaimState, on: date) -> None:
    """Bring a claim to its end without payment: its numbers and its money are free, open questions are dropped."""
    free_numbers(claim)
    money.release(claim, on)
    claim.questions.filter(state=QuestionState.OPEN.value).update(
        state=(QuestionState.LAPSED if state is ClaimState.LAPSED else QuestionState.DROPPED).value
    )
    write(claim, on, state)
