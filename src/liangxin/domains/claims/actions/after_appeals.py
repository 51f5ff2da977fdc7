"""What interrupts or goes back: appeals, freezing, corrections after approval."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.claims import errors
from liangxin.domains.claims.access.after import get_correction, get_filed, get_fillable
from liangxin.domains.claims.actions import after_money as money
from liangxin.domains.claims.actions.after_deciding import checked, decided, hold_numbers, tell_claimant, write
from liangxin.domains.claims.actions.persons import lock_persons
from liangxin.domains.claims.models import Claim, Correction, Verdict
from liangxin.domains.claims.queries.after_case import case_of
from liangxin.domains.claims.queries.after_fields import field_labels
from liangxin.domains.claims.rules.after_steps import due_after, require_no_hand, require_text, step_of
from liangxin.domains.claims.terms import (
    APPEAL_DAYS,
    APPEAL_LIMIT,
    WORDS_LIMIT,
    ClaimNews,
    ClaimState,
    ClaimVerb,
    CorrectionState,
    Deed,
    Level,
    Power,
    VerdictKind,
)
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record
from liangxin.kernel.decision import Answer
from liangxin.kernel.money import Money
from liangxin.kernel.text import cut


@transaction.atomic
def appeal_claim(actor: Actor, number: str, reason: str, *, on: date) -> None:
    """The claimant appeals against a refusal, once. Raises ReasonNeeded, AppealTwice, AppealLate, ClaimNotFound, …"""
    claim = get_fillable(actor, number, lock=True)
    filing = claim.filing
    step_of(ClaimState.of(claim.state), ClaimVerb.APPEAL, filing.levels)
    if filing.appealed_at is not None:
        raise errors.AppealTwice
    last = due_after(filing.refused_on or on, APPEAL_DAYS)
    if on > last:
        raise errors.AppealLate(day=last)
    filing.appeal, filing.appealed_at = require_text(reason, "申诉理由", APPEAL_LIMIT), timezone.now()
    write(claim, on)
    record(actor, Deed.APPEALED, claim, region_path=claim.region.path)


@transaction.atomic
def decide_appeal(actor: Actor, number: str, *, overturn: bool, reason: str, on: date) -> ClaimState:
    """Somebody who had no hand in the claim decides its appeal; overturned, it is reviewed again from the start.

    Raises HadAHand, ReasonNeeded, NumberUsed, ClaimStepImpossible, ClaimNotFound, NotAllowed.
    """
    claim = get_filed(actor, number, Power.DECIDE_APPEAL, lock=True)
    filing = claim.filing
    verb = ClaimVerb.OVERTURN if overturn else ClaimVerb.UPHOLD
    step = step_of(ClaimState.of(claim.state), verb, filing.levels)
    if filing.appealed_at is None or filing.appeal_decided_at is not None:
        raise errors.ClaimStepImpossible(state=ClaimState.of(claim.state), verb=verb)
    require_no_hand(actor.account_id, _all_hands(claim.pk, filing.account_id if filing.is_counter else None))
    said = require_text(reason, "裁定的理由", WORDS_LIMIT)
    filing.round, filing.appeal_decided_at = filing.round + 1, timezone.now()
    kind = VerdictKind.OVERTURNED if overturn else VerdictKind.UPHELD
    Verdict.objects.create(
        claim=claim, round=filing.round, level=Level.FINAL.value, kind=kind.value, account_id=actor.account_id,
        reason=said, at=timezone.now(),
    )  # fmt: skip
    filing.round += 1
    if overturn:
        lock_persons([claim.party_id])
        hold_numbers(claim)
        case = decided(claim, claim.facts, on)
        claim.clock += 1
        if case.answer is Answer.MEETS:
            money.reserve(actor, claim, on)
        checked(claim, case, on)
    write(claim, on, step.target)
    record(actor, Deed.APPEAL_DECIDED, claim, region_path=claim.region.path, reason=said, after={"kind": kind.value})
    tell_claimant(actor, claim, ClaimNews.STEP, f"申诉已裁定：{kind.label}", said)
    return step.target


def _all_hands(claim_id: int, entered_by: int | None) -> set[int | None]:
    said: set[int | None] = set(Verdict.objects.filter(claim=claim_id).values_list("account_id", flat=True))
    return said if entered_by is None else said | {entered_by}


@transaction.atomic
def freeze_claim(actor: Actor, number: str, reason: str, *, on: date) -> None:
    """Nothing is done with the claim until it is unfrozen. Raises ReasonNeeded, ClaimFrozen, FrozenTooLate, …"""
    claim = get_filed(actor, number, Power.FREEZE, lock=True)
    filing = claim.filing
    if filing.frozen_at is not None:
        raise errors.ClaimFrozen(reason=filing.frozen_reason)
    if claim.state in (ClaimState.IN_PAYMENT, ClaimState.PAID):
        raise errors.FrozenTooLate
    filing.frozen_reason = require_text(reason, "冻结的原因", WORDS_LIMIT)
    filing.frozen_at, filing.frozen_by_id = timezone.now(), actor.account_id
    write(claim, on)
    record(actor, Deed.FROZEN, claim, region_path=claim.region.path, reason=filing.frozen_reason)


@transaction.atomic
def unfreeze_claim(actor: Actor, number: str, reason: str, *, on: date) -> None:
    """The claim goes on from where it stands, with a new deadline. Raises ReasonNeeded, NotFrozen, …"""
    claim = get_filed(actor, number, Power.FREEZE, lock=True)
    if claim.filing.frozen_at is None:
        raise errors.NotFrozen
    said = require_text(reason, "解除冻结的原因", WORDS_LIMIT)
    filing = claim.filing
    filing.frozen_at = filing.frozen_by_id = None
    filing.frozen_reason = ""
    write(claim, on, ClaimState.of(claim.state))
    record(actor, Deed.UNFROZEN, claim, region_path=claim.region.path, reason=said)


@transaction.atomic
def propose_correction(actor: Actor, number: str, field: str, text: str, *, reason: str, on: date) -> UUID:
    """Propose another value of one fact of an approved claim. Raises FieldUnknown, ReasonNeeded, …"""
    claim = get_filed(actor, number, Power.FIRST, lock=True)
    if claim.state != ClaimState.APPROVED:
        raise errors.ClaimStepImpossible(state=ClaimState.of(claim.state), verb=ClaimVerb.ANSWER)
    label, name = field_labels(claim).get(field), field.partition(":")[2]
    if label is None or not field.startswith("fact:"):
        raise errors.FieldUnknown(field="field")
    new = require_text(text, label, 60, "text")
    case = case_of(claim, claim.facts | {name: new}, on)
    if case.answers.wrong is not None:
        raise case.answers.wrong.refusal
    if claim.corrections.filter(state=CorrectionState.PROPOSED.value).exists():
        raise errors.CorrectionImpossible(why="已有一项更正等待确认")
    row = Correction.objects.create(
        claim=claim, field=field, label=label, old=cut(claim.facts.get(name, ""), 60), new=new,
        reason=require_text(reason, "更正的理由", WORDS_LIMIT), proposed_by_id=actor.account_id,
        proposed_at=timezone.now(),
    )  # fmt: skip
    record(actor, Deed.CORRECTION_PROPOSED, claim, region_path=claim.region.path, reason=row.reason, after={field: new})
    return row.public_id


@transaction.atomic
def decide_correction(actor: Actor, public_id: UUID | str, *, accept: bool, on: date) -> None:
    """Another person takes a proposed correction or not; less money goes back to its budgets, more is taken from them.

    Raises SamePerson, CorrectionImpossible, ClaimStepImpossible, ClaimNotFound, NotAllowed.
    """
    row = get_correction(actor, public_id, Power.FINAL)
    claim = get_filed(actor, row.claim.number, Power.FINAL, lock=True)
    if row.state != CorrectionState.PROPOSED or claim.state != ClaimState.APPROVED:
        raise errors.ClaimStepImpossible(state=ClaimState.of(claim.state), verb=ClaimVerb.ANSWER)
    if actor.account_id == row.proposed_by_id:
        raise errors.SamePerson
    if accept:
        lock_persons([claim.party_id])
        before = claim.amount_fen or 0
        case = decided(claim, claim.facts | {row.field.partition(":")[2]: row.new}, on)
        if case.answer is not Answer.MEETS:
            raise errors.CorrectionImpossible(why="更正后不再符合条件")
        if (claim.amount_fen or 0) != before:
            _follow_amount(actor, claim, before, on)
        checked(claim, case, on)
    row.state = (CorrectionState.ACCEPTED if accept else CorrectionState.DECLINED).value
    row.decided_by_id, row.decided_at = actor.account_id, timezone.now()
    row.save()
    write(claim, on)
    record(actor, Deed.CORRECTION_DECIDED, claim, region_path=claim.region.path, after={"accepted": accept})


def _follow_amount(actor: Actor, claim: Claim, before: int, on: date) -> None:
    """The committed money becomes that of the corrected amount. Raises CorrectionImpossible where there is not enough.

    Less goes back from the same holding. More is a holding of its own for the whole: the journal moves money along, it
    never makes a holding larger.
    """
    amount = claim.amount_fen or 0
    if amount < before:
        money.give_back(claim, before - amount, on)
        return
    money.give_back(claim, before, on)
    claim.holding = None
    claim.clock += 1  # the keys of what was taken before are used
    money.reserve(actor, claim, on, has_turn=True)
    if claim.holding is None:
        raise errors.CorrectionImpossible(
            why=f"金额增加{Money(amount - before).exact()}，{claim.filing.money_note.rstrip('。')}"
        )
    money.commit(claim, on)
