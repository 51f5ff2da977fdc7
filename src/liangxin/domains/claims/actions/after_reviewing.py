"""Reviewing after-sale claims: passed level by level by different people, refused, asked about one field, answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from liangxin.domains.claims import errors
from liangxin.domains.claims.access.after import get_filed, get_fillable
from liangxin.domains.claims.access.settings import rules_of
from liangxin.domains.claims.actions import after_money as money
from liangxin.domains.claims.actions.after_deciding import (
    checked,
    compare_again,
    decided,
    hold_numbers,
    tell_claimant,
    write,
)
from liangxin.domains.claims.actions.after_documents import keep_document
from liangxin.domains.claims.actions.after_filing import end_claim, write_number
from liangxin.domains.claims.actions.persons import lock_persons
from liangxin.domains.claims.events import ClaimApproved
from liangxin.domains.claims.models import Claim, Question, Verdict
from liangxin.domains.claims.queries.after_case import Case
from liangxin.domains.claims.queries.after_fields import field_labels
from liangxin.domains.claims.rules.after_steps import Step, due_after, require_another, require_text, step_of
from liangxin.domains.claims.terms import (
    MOST_BATCH,
    WORDS_LIMIT,
    ClaimNews,
    ClaimState,
    ClaimVerb,
    Deed,
    Level,
    MarkKind,
    Power,
    QuestionState,
    VerdictKind,
)
from liangxin.domains.schemes import api as schemes
from liangxin.engines.rulebook.records import Asked
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.announce.api import announce
from liangxin.foundation.trail.api import record
from liangxin.kernel.decision import Answer


@transaction.atomic
def pass_claim(actor: Actor, number: str, *, clock: int | None = None, on: date) -> ClaimState:
    """Pass a claim at the level it waits for; the last level approves it and commits its money.

    `clock` is the state of the claim that was seen. Raises SameReviewer, ClaimFrozen, ClaimChanged, DecisionFails,
    FactsMissing, MoneyNotHeld, ClaimStepImpossible, ClaimNotFound, NotAllowed.
    """
    claim, step = _taken_up(actor, number, ClaimVerb.PASS, clock)
    return _passed(actor, claim, step, on, in_batch=False)


def _taken_up(actor: Actor, number: str, verb: ClaimVerb, clock: int | None) -> tuple[Claim, Step]:
    claim = get_filed(actor, number, lock=True)
    filing = claim.filing
    step = step_of(ClaimState.of(claim.state), verb, filing.levels)
    assert step.power is not None  # noqa: S101 - for the type checker: verbs of staff have a power
    actor.require(step.power, claim.region.path)
    if clock is not None and clock != claim.clock:
        raise errors.ClaimChanged
    if filing.frozen_at is not None:
        raise errors.ClaimFrozen(reason=filing.frozen_reason)
    return claim, step


def _passed(actor: Actor, claim: Claim, step: Step, on: date, *, in_batch: bool) -> ClaimState:
    require_another(actor.account_id, hands_of(claim))
    if claim.decision["record"]["answer"] == Answer.FAILS:
        raise errors.DecisionFails(why="；".join(claim.decision["missing"]) or "见判定")
    if claim.decision["record"]["answer"] == Answer.UNKNOWN:
        raise errors.FactsMissing(names="、".join(claim.decision["missing"]))
    if step.target is ClaimState.APPROVED:
        if claim.holding is None:
            money.reserve(actor, claim, on)
        money.commit(claim, on)
    _say(actor, claim, step.level, VerdictKind.PASSED, in_batch=in_batch)
    write(claim, on, step.target)
    deed = Deed.PASSED_IN_BATCH if in_batch else Deed.PASSED
    record(actor, deed, claim, region_path=claim.region.path, after={"level": step.level, "state": claim.state})
    if step.target is ClaimState.APPROVED:
        tell_claimant(actor, claim, ClaimNews.STEP, f"申领已审核通过：{claim.number}")
        announce(ClaimApproved(claim.pk, claim.number))
    return step.target


def hands_of(claim: Claim) -> set[int | None]:
    """Who has spoken in this round, and who entered the claim at the counter."""
    said = set(claim.verdicts.filter(round=claim.filing.round).values_list("account_id", flat=True))
    return said | ({claim.filing.account_id} if claim.filing.is_counter else set())


def _say(
    actor: Actor, claim: Claim, level: Level | None, kind: VerdictKind, reason: str = "", *, in_batch: bool = False
) -> None:
    Verdict.objects.create(
        claim=claim,
        round=claim.filing.round,
        level=(level or Level.FINAL).value,
        kind=kind.value,
        account_id=actor.account_id,
        reason=reason,
        in_batch=in_batch,
        at=timezone.now(),
    )


@transaction.atomic
def pass_claims(actor: Actor, numbers: Sequence[str], *, on: date) -> int:
    """Pass many at once: only what passed all automatic checks and was in a draw without being drawn.

    All or none. Raises NotBatchable, and what `pass_claim` raises.
    """
    for number in sorted(set(numbers))[: MOST_BATCH + 1]:
        claim, step = _taken_up(actor, number, ClaimVerb.PASS, None)
        filing = claim.filing
        why = (
            "自动核对没有全部通过"
            if not filing.all_met
            else "还没有参加抽查"
            if filing.draw_id is None
            else "抽中须人工审核"
            if filing.is_drawn
            else ""
        )
        if why:
            raise errors.NotBatchable(number=number, why=why)
        _passed(actor, claim, step, on, in_batch=True)
    return len(set(numbers))


@transaction.atomic
def refuse_claim(actor: Actor, number: str, *, reason: str, clock: int | None = None, on: date) -> None:
    """Refuse a claim with a reason that the claimant reads: money and numbers are free.

    Raises ReasonNeeded, SameReviewer, ClaimFrozen, ClaimChanged, ClaimStepImpossible, ClaimNotFound, NotAllowed.
    """
    claim, step = _taken_up(actor, number, ClaimVerb.REFUSE, clock)
    said = require_text(reason, "不予通过的原因", WORDS_LIMIT)
    require_another(actor.account_id, hands_of(claim))
    _say(actor, claim, step.level, VerdictKind.REFUSED, said)
    claim.filing.refused_on = on
    end_claim(claim, ClaimState.REFUSED, on)
    record(actor, Deed.REFUSED, claim, region_path=claim.region.path, reason=said, after={"level": step.level})
    tell_claimant(actor, claim, ClaimNews.STEP, f"申领未通过：{claim.number}", said)


@transaction.atomic
def settle_fact(actor: Actor, number: str, name: str, text: str, *, on: date) -> None:
    """Say what only the office knows of a claim in review, and decide anew. Raises FieldUnknown, AnswerNeeded, …"""
    claim = get_filed(actor, number, Power.FIRST, lock=True)
    step_of(ClaimState.of(claim.state), ClaimVerb.REFUSE, claim.filing.levels)
    fact = schemes.rulebook_of(claim.version_id).rulebook.facts.get(name)
    if fact is None or fact.asked_of is not Asked.OFFICE or fact.is_history:
        raise errors.FieldUnknown(field=name)
    before = claim.facts.get(name)
    lock_persons([claim.party_id])
    case = _answered_fact(claim, name, text, on)
    _money_follows(actor, claim, on)
    checked(claim, case, on)
    write(claim, on)
    path = claim.region.path
    record(actor, Deed.FACT_SETTLED, claim, region_path=path, before={name: before}, after={name: text})


def _answered_fact(claim: Claim, name: str, text: str, on: date) -> Case:
    case = decided(claim, claim.facts | {name: text}, on)
    if case.answers.wrong is not None:
        raise case.answers.wrong.refusal
    return case


def _money_follows(actor: Actor, claim: Claim, on: date) -> None:
    """What is reserved is what the decision says now; called before the claim is written."""
    amount = claim.amount_fen
    before = Claim.objects.values_list("amount_fen", flat=True).get(pk=claim.pk)
    has_turn = claim.holding is not None
    if has_turn and amount != before:
        claim.amount_fen = before
        money.release(claim, on)
        claim.amount_fen = amount
    if claim.holding is None and amount:
        claim.clock += 1  # another key than that of the reservation before
        money.reserve(actor, claim, on, has_turn=has_turn)


@transaction.atomic
def ask_claimant(actor: Actor, number: str, field: str, text: str, *, clock: int | None = None, on: date) -> None:
    """Ask about one field, with a deadline in working days; as often as the region's rules say.

    Raises FieldUnknown, ReasonNeeded, QuestionsUsedUp, ClaimFrozen, ClaimChanged, ClaimStepImpossible, …
    """
    claim, step = _taken_up(actor, number, ClaimVerb.ASK, clock)
    label = field_labels(claim).get(field)
    if label is None:
        raise errors.FieldUnknown(field="field")
    said, rules = require_text(text, "补正要求", WORDS_LIMIT, "text"), rules_of(claim.region_id)
    if claim.questions.count() >= rules.most_questions:
        raise errors.QuestionsUsedUp(count=rules.most_questions)
    Question.objects.create(
        claim=claim,
        field=field,
        label=label,
        text=said,
        asked_by_id=actor.account_id,
        asked_at=timezone.now(),
        due_on=due_after(on, rules.answer_days),
    )
    write(claim, on, step.target)
    record(actor, Deed.ASKED, claim, region_path=claim.region.path, reason=said, after={"field": field})
    tell_claimant(actor, claim, ClaimNews.QUESTION, f"申领需要补正“{label}”：{claim.number}", said)


@transaction.atomic
def answer_question(actor: Actor, number: str, text: str, upload: tuple[bytes, str] | None = None, *, on: date) -> None:
    """Answer the open question of a claim: the field is changed, the claim decided anew and reviewed in a new round.

    Raises AnswerNeeded, QuestionLate, NumberUnfit, NumberUsed, DocumentUnfit, ClaimStepImpossible, ClaimNotFound.
    """
    claim = get_fillable(actor, number, lock=True)
    step = step_of(ClaimState.of(claim.state), ClaimVerb.ANSWER, claim.filing.levels)
    question = claim.questions.get(state=QuestionState.OPEN.value)
    if on > question.due_on:
        raise errors.QuestionLate(day=question.due_on)
    lock_persons([claim.party_id])
    case = _answer(actor, claim, question.field, text.strip(), upload, on)
    question.state, question.answer = QuestionState.ANSWERED.value, text.strip() or (upload[1] if upload else "")
    question.answered_at = timezone.now()
    question.save()
    claim.filing.round += 1
    if not claim.filing.is_drawn:
        claim.filing.draw = None  # what has changed since the draw is not passed on its account
    _money_follows(actor, claim, on)
    checked(claim, case, on)
    write(claim, on, step.target)
    record(actor, Deed.ANSWERED, claim, region_path=claim.region.path, after={"field": question.field})


def _answer(actor: Actor, claim: Claim, field: str, text: str, upload: tuple[bytes, str] | None, on: date) -> Case:
    kind, _, name = field.partition(":")
    if kind == "paper":
        if upload is None:
            raise errors.AnswerNeeded(field="file")
        keep_document(actor, claim, name, *upload)
    elif not text:
        raise errors.AnswerNeeded(field="answer")
    elif kind == "number":
        write_number(claim, MarkKind.of(name), text, on)
        hold_numbers(claim)
    said = claim.facts | ({name: text} if kind == "fact" else {})
    case = decided(claim, said, on)
    if case.answers.wrong is not None:
        raise case.answers.wrong.refusal
    compare_again(claim)
    return case
