"""After-sale claims from the first typed value to approval, and what is refused on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from liangxin.domains.claims import api as claims
from liangxin.domains.claims import errors
from liangxin.domains.claims.actions.after_clock import escalate_late, lapse_unanswered, reserve_waiting
from liangxin.domains.claims.models import Claim, Correction, Draw, Mark, Verdict
from liangxin.domains.claims.queries.settling import claims_waiting
from liangxin.domains.claims.rules.after_checks import drawn_of, seed_digest
from liangxin.domains.claims.terms import ClaimState, Level, MarkKind, VerdictKind
from liangxin.domains.claims.tests.after_world import (
    INVOICED,
    NUMBERS,
    OTHERS,
    SAID,
    TODAY,
    AfterWorld,
    after,
    filled,
    invoice,
    reader,
    submitted,
)
from liangxin.domains.funds import api as funds
from liangxin.foundation.accounts.api import NotAllowed, actor_of
from liangxin.foundation.jobs.api import drain_jobs
from liangxin.foundation.messages.models import Message

__all__ = ["after", "reader"]


def claim_of(number: str) -> Claim:
    return Claim.objects.select_related("filing").get(number=number)


def balance(world: AfterWorld) -> funds.Balance:
    return funds.budget_cards([world.budget], TODAY)[world.budget].balance


def test_a_clear_claim_is_passed_by_two_people_and_its_money_committed(after: AfterWorld) -> None:
    number = submitted(after)
    drain_jobs()
    claim = claim_of(number)
    assert (claim.state, claim.amount_fen) == (ClaimState.SUBMITTED, 1_200_000)
    assert [one for one in claim.filing.checks if one["answer"] != "meets"] == []
    assert balance(after).reserved.fen == 1_200_000
    assert claims.pass_claim(after.actor("li"), number, on=TODAY) is ClaimState.SECOND_PASSED
    assert claims.pass_claim(after.final, number, on=TODAY) is ClaimState.APPROVED
    assert (balance(after).reserved.fen, balance(after).committed.fen) == (0, 1_200_000)
    assert claim_of(number).decision["record"]["hash"]


def test_each_level_has_another_person(after: AfterWorld) -> None:
    number = submitted(after)
    second = actor_of(after.second)
    claims.pass_claim(second, number, on=TODAY)
    with pytest.raises(NotAllowed):
        claims.pass_claim(second, number, on=TODAY)
    claim = claim_of(number)
    said = {"claim": claim, "round": 1, "kind": VerdictKind.PASSED.value, "at": timezone.now()}
    with pytest.raises(IntegrityError, match="claims_verdict_another_person"), transaction.atomic():
        Verdict.objects.create(level=Level.FINAL.value, account=after.second, **said)
    Verdict.objects.create(level=Level.SECOND.value, account=after.leader, **said)
    with pytest.raises(errors.SameReviewer):
        claims.pass_claim(after.final, number, on=TODAY)


def test_who_entered_a_claim_at_the_counter_does_not_review_it(after: AfterWorld) -> None:
    li = after.actor("li")
    number = claims.open_claim_for(li, "990123", after.parties[0], after.scheme, on=TODAY)
    claims.save_claim(li, number, SAID, NUMBERS, on=TODAY)
    for evidence in ("new_car", "identity"):
        claims.add_document(li, number, evidence, invoice(NUMBERS, "1"), "发票.xml")
    claims.submit_claim(li, number, on=TODAY)
    claims.settle_fact(after.people.system, number, "in_catalogue", "yes", on=TODAY)
    with pytest.raises(errors.SameReviewer):
        claims.pass_claim(li, number, on=TODAY)


def test_a_number_is_used_once_and_free_again_when_the_claim_ends(after: AfterWorld) -> None:
    first = submitted(after)
    second = filled(after, after.other, OTHERS | {MarkKind.NEW_VIN: NUMBERS[MarkKind.NEW_VIN]})
    with pytest.raises(errors.NumberUsed) as refused:
        claims.submit_claim(after.other, second, on=TODAY)
    assert "新车车辆识别代号" in str(refused.value)
    assert first not in str(refused.value)
    claims.withdraw_claim(after.ours, first, on=TODAY)
    assert not Mark.objects.filter(claim__number=first, held=True).exists()
    assert claims.submit_claim(after.other, second, on=TODAY) is ClaimState.SUBMITTED


def test_a_person_claims_once_whatever_the_numbers(after: AfterWorld) -> None:
    submitted(after)
    with pytest.raises(errors.DecisionFails, match="每人一次"):
        claims.submit_claim(after.ours, filled(after, numbers=OTHERS), on=TODAY)


def test_what_is_missing_is_named(after: AfterWorld) -> None:
    number = claims.open_claim(after.ours, after.scheme, on=TODAY)
    with pytest.raises(errors.NumberMissing):
        claims.submit_claim(after.ours, number, on=TODAY)
    with pytest.raises(errors.NumberUnfit) as refused:
        claims.save_claim(after.ours, number, SAID, {MarkKind.NEW_VIN: "短"}, on=TODAY)
    assert refused.value.field == "number-new_vin"
    claims.save_claim(after.ours, number, {"price": "100000"}, NUMBERS, on=TODAY)
    with pytest.raises(errors.FactsMissing, match="发票日期"):
        claims.submit_claim(after.ours, number, on=TODAY)
    claims.save_claim(after.ours, number, SAID, NUMBERS, on=TODAY)
    with pytest.raises(errors.DocumentsMissing, match="新车发票"):
        claims.submit_claim(after.ours, number, on=TODAY)
    with pytest.raises(errors.DocumentUnfit):
        claims.add_document(after.ours, number, "new_car", b"MZ", "a.exe")


def test_a_stranger_finds_nothing(after: AfterWorld) -> None:
    number = submitted(after)
    for actor in (after.other, after.actor("sun")):
        with pytest.raises(errors.ClaimNotFound):
            claims.withdraw_claim(actor, number, on=TODAY)
    with pytest.raises(errors.ClaimNotFound):
        claims.pass_claim(after.actor("sun"), number, on=TODAY)


def test_an_answered_question_begins_a_new_round_with_the_money_of_the_new_decision(after: AfterWorld) -> None:
    number, li = submitted(after), after.actor("li")
    claims.ask_claimant(li, number, "fact:price", "与发票不一致", on=TODAY)
    with pytest.raises(errors.ClaimStepImpossible):
        claims.pass_claim(li, number, on=TODAY)
    claims.answer_question(after.ours, number, "90000", on=TODAY)
    claim = claim_of(number)
    assert (claim.state, claim.amount_fen, claim.filing.round) == (ClaimState.SUBMITTED, 1_080_000, 2)
    assert balance(after).reserved.fen == 1_080_000
    with pytest.raises(errors.QuestionsUsedUp):
        claims.ask_claimant(li, number, "fact:price", "再核", on=TODAY)


def test_an_unanswered_question_lapses_and_frees_the_money(after: AfterWorld) -> None:
    number = submitted(after)
    claims.ask_claimant(after.actor("li"), number, "paper:new_car", "重传发票", on=TODAY)
    due = claim_of(number).questions.get().due_on
    assert lapse_unanswered(after.people.system, on=due) == 0
    with pytest.raises(errors.QuestionLate):
        claims.answer_question(after.ours, number, "", (invoice(NUMBERS, "1"), "a.xml"), on=due + timedelta(1))
    assert lapse_unanswered(after.people.system, on=due + timedelta(1)) == 1
    assert claim_of(number).state == ClaimState.LAPSED
    assert balance(after).reserved.fen == 0


def test_a_late_review_is_told_once(after: AfterWorld) -> None:
    due = claim_of(submitted(after)).filing.due_on
    assert due
    assert escalate_late(after.people.system, on=due) == 0
    assert escalate_late(after.people.system, on=due + timedelta(1)) == 1
    assert escalate_late(after.people.system, on=due + timedelta(2)) == 0
    assert Message.objects.filter(kind="claims.late", recipient=after.leader).count() == 1


def test_a_claim_without_money_waits_and_is_not_approved(after: AfterWorld) -> None:
    """The budget holds 30 000: two claims of 20 000 do not fit."""
    numbers = []
    for actor, given in ((after.ours, NUMBERS), (after.other, OTHERS)):
        number = filled(after, actor, given)
        claims.save_claim(actor, number, {"invoiced_on": INVOICED, "price": "200000"}, given, on=TODAY)
        claims.submit_claim(actor, number, on=TODAY)
        claims.settle_fact(after.people.system, number, "in_catalogue", "yes", on=TODAY)
        numbers.append(number)
    waiting = claim_of(numbers[1])
    assert waiting.holding is None
    assert "余额不足" in waiting.filing.money_note
    claims.pass_claim(after.actor("li"), numbers[1], on=TODAY)
    with pytest.raises(errors.MoneyNotHeld, match="余额不足"):
        claims.pass_claim(after.final, numbers[1], on=TODAY)
    assert reserve_waiting(after.people.system, on=TODAY) == 0
    claims.refuse_claim(after.actor("li"), numbers[0], reason="材料不符", on=TODAY)
    assert reserve_waiting(after.people.system, on=TODAY) == 1
    assert claims.pass_claim(after.final, numbers[1], on=TODAY) is ClaimState.APPROVED


def test_a_smaller_claim_does_not_pass_one_that_waits_for_money_before_it(after: AfterWorld) -> None:
    """Of 30 000 somebody else holds 15 000: 20 000 wait, and the 9 600 that would fit wait behind them."""
    system = after.people.system
    other = funds.take(system, [funds.Taking("x", (after.budget,), 1_500_000, funds.Subject("x", "1", "x"))], on=TODAY)[
        0
    ]
    assert isinstance(other, funds.Taken)
    notes = []
    for actor, given, price in ((after.ours, NUMBERS, "200000"), (after.other, OTHERS, "80000")):
        number = filled(after, actor, given)
        claims.save_claim(actor, number, {"invoiced_on": INVOICED, "price": price}, given, on=TODAY)
        claims.submit_claim(actor, number, on=TODAY)
        claims.settle_fact(system, number, "in_catalogue", "yes", on=TODAY)
        notes.append(claim_of(number).filing.money_note)
    assert "余额不足" in notes[0]
    assert "前面还有1份同类申领在等资金" in notes[1]
    assert reserve_waiting(system, on=TODAY) == 0
    funds.release(system, [funds.Moving("y", other.holding, 1_500_000)], on=TODAY, reason="x")
    assert reserve_waiting(system, on=TODAY) == 2


def test_an_appeal_is_decided_once_by_somebody_without_a_hand(after: AfterWorld) -> None:
    number, li = submitted(after), after.actor("li")
    claims.pass_claim(li, number, on=TODAY)
    claims.refuse_claim(after.final, number, reason="不符", on=TODAY)
    assert balance(after).reserved.fen == 0
    claims.appeal_claim(after.ours, number, "发票已更正", on=TODAY)
    with pytest.raises(errors.HadAHand):
        claims.decide_appeal(after.final, number, overturn=True, reason="成立", on=TODAY)
    lin = after.actor("lin")
    assert claims.decide_appeal(lin, number, overturn=True, reason="成立", on=TODAY) is ClaimState.SUBMITTED
    assert balance(after).reserved.fen == 1_200_000
    claims.refuse_claim(li, number, reason="仍不符", on=TODAY)
    with pytest.raises(errors.AppealTwice):
        claims.appeal_claim(after.ours, number, "再来", on=TODAY)


def test_nothing_moves_while_it_is_frozen(after: AfterWorld) -> None:
    number, chen = submitted(after), after.actor("chen")
    claims.freeze_claim(chen, number, "核查", on=TODAY)
    with pytest.raises(errors.ClaimFrozen, match="核查"):
        claims.pass_claim(after.actor("li"), number, on=TODAY)
    claims.unfreeze_claim(chen, number, "核查无误", on=TODAY)
    claims.pass_claim(after.actor("li"), number, on=TODAY)
    Claim.objects.filter(number=number).update(state=ClaimState.IN_PAYMENT.value)
    with pytest.raises(errors.FrozenTooLate, match="结算批次"):
        claims.freeze_claim(chen, number, "核查", on=TODAY)


def test_a_correction_is_taken_by_another_and_gives_money_back(after: AfterWorld) -> None:
    number, li = submitted(after), after.actor("li")
    claims.pass_claim(li, number, on=TODAY)
    claims.pass_claim(after.final, number, on=TODAY)
    less = claims.propose_correction(li, number, "fact:price", "90000", reason="录错", on=TODAY)
    Correction.objects.filter(public_id=less).update(proposed_by=after.leader)
    with pytest.raises(errors.SamePerson):
        claims.decide_correction(after.final, less, accept=True, on=TODAY)
    Correction.objects.filter(public_id=less).update(proposed_by=after.second)
    claims.decide_correction(after.final, less, accept=True, on=TODAY)
    assert (claim_of(number).amount_fen, balance(after).committed.fen) == (1_080_000, 1_080_000)


def test_a_correction_upward_takes_the_difference_where_there_is_money(after: AfterWorld) -> None:
    """Of 30 000 the claim has 12 000 and somebody else 17 000: 13 200 do not fit, and nothing has moved."""
    number, li, system = submitted(after), after.actor("li"), after.people.system
    drain_jobs()
    claims.pass_claim(li, number, on=TODAY)
    claims.pass_claim(after.final, number, on=TODAY)
    first = claim_of(number).holding
    taking = funds.Taking("x", (after.budget,), 1_700_000, funds.Subject("x", "1", "x"))
    [other] = funds.take(system, [taking], on=TODAY)
    assert isinstance(other, funds.Taken)
    more = claims.propose_correction(li, number, "fact:price", "110000", reason="录错", on=TODAY)
    with pytest.raises(errors.CorrectionImpossible, match=r"金额增加1 200\.00 元，.*余额不足"):
        claims.decide_correction(after.final, more, accept=True, on=TODAY)
    assert (claim_of(number).holding, balance(after).committed.fen) == (first, 1_200_000)
    funds.release(system, [funds.Moving("y", other.holding, 1_700_000)], on=TODAY, reason="x")
    claims.decide_correction(after.final, more, accept=True, on=TODAY)
    claim = claim_of(number)
    assert (claim.amount_fen, balance(after).committed.fen, balance(after).reserved.fen) == (1_320_000, 1_320_000, 0)
    assert [one["answer"] for one in claim.filing.checks if one["answer"] != "meets"] == []
    assert claims_waiting(claim.region_id, funds.PayeeKind.PERSONS).get().amount_fen == 1_320_000


def test_only_what_was_in_a_draw_and_not_drawn_is_passed_in_a_batch(after: AfterWorld) -> None:
    lin, li = after.actor("lin"), after.actor("li")
    claims.next_draw(lin, "990123", on=TODAY)
    promised = Draw.objects.get(revealed_at__isnull=True).digest
    numbers = [submitted(after), submitted(after, after.other, OTHERS)]
    drain_jobs()
    with pytest.raises(errors.NotBatchable, match="抽查"):
        claims.pass_claims(li, numbers, on=TODAY)
    claims.next_draw(lin, "990123", on=TODAY)
    draw = Draw.objects.get(revealed_at__isnull=False)
    assert seed_digest(draw.seed or "") == promised
    assert draw.numbers == sorted(numbers)
    assert set(draw.drawn) == drawn_of(draw.seed or "", numbers, draw.permille)
    assert len(draw.drawn) == 1
    with pytest.raises(errors.NotBatchable, match="抽中"):
        claims.pass_claims(li, numbers, on=TODAY)
    (rest,) = set(numbers) - set(draw.drawn)
    assert claims.pass_claims(li, [rest], on=TODAY) == 1
    assert claim_of(rest).verdicts.get().in_batch
    assert all(claim_of(number).state == ClaimState.SUBMITTED for number in draw.drawn)


def test_what_differs_from_the_papers_is_seen(after: AfterWorld) -> None:
    number = claims.open_claim(after.ours, after.scheme, on=TODAY)
    claims.save_claim(after.ours, number, SAID, NUMBERS, on=TODAY)
    claims.add_document(after.ours, number, "new_car", invoice(NUMBERS, "1", fen=9_000_000), "发票.xml")
    claims.submit_claim(after.ours, number, on=TODAY)
    drain_jobs()
    found = {one["code"]: one for one in claim_of(number).filing.checks}
    assert (found["compared"]["answer"], found["compared"]["words"]) == ("fails", "不一致：价税合计")
    assert found["person"]["answer"] == "fails"
