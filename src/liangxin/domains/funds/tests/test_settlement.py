"""Settlement on the database: announced and checked, held, sent, told by the bank, reconciled; clawback; the root."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liangxin.domains.funds import api
from liangxin.domains.funds.errors import (
    AlreadyDecided,
    AnnouncedDiffers,
    BeyondOwed,
    BeyondPaid,
    EndUnfit,
    EvidenceMissing,
    LineTaken,
    LineUnfit,
    PayeesWithoutAccount,
    PlanDiffers,
    SamePerson,
    StepUnfit,
)
from liangxin.domains.funds.models import (
    Batch,
    Clawback,
    Difference,
    Entry,
    Holding,
    Payment,
    PaymentLine,
    Receipt,
    Root,
    Statement,
)
from liangxin.domains.funds.queries.verifying import verify_journal
from liangxin.domains.funds.terms import BankFormat, BatchState, ClawbackState, DifferenceEnd, PaymentState
from liangxin.domains.funds.tests.settlement import (
    bank_by_csv,
    bank_by_iso,
    committed,
    draft_of,
    line,
    numbers,
    opened,
    order_of,
    payees,
    sent,
    statement,
    told,
)
from liangxin.domains.funds.tests.world import DAY, FundsWorld, balance, funds
from liangxin.domains.parties import api as parties
from liangxin.domains.parties.tests.people import enterprise
from liangxin.domains.regions.tests.world import COUNTY
from liangxin.foundation.messages.models import Message
from liangxin.kernel.money import Money

__all__ = ["funds"]


def states(batch: Any) -> list[str]:
    return list(Payment.objects.filter(batch__public_id=batch).order_by("pk").values_list("state", flat=True))


def test_what_is_announced_must_be_what_is_there_and_the_difference_is_said(funds: FundsWorld) -> None:
    zhao, region = funds.people.actor("zhao"), funds.people.region(COUNTY)
    holdings, whom = committed(funds, 3, [10_000, 20_000, 30_001]), payees(funds, 2)
    with pytest.raises(AnnouncedDiffers) as refused:
        api.open_batch(zhao, region.id, draft_of(holdings, whom, count=4, fen=60_000), on=DAY)
    said = refused.value.sentence % refused.value.details
    assert "申报4笔、600.00 元，实有3笔、600.01 元，相差1笔、-0.01 元" in said
    with pytest.raises(LineUnfit):
        api.open_batch(zhao, region.id, draft_of([(holdings[0][0], 10_001)], whom), on=DAY)
    assert not Batch.objects.exists()
    batch = Batch.objects.get(public_id=opened(funds, holdings, whom))
    assert (batch.announced.fen, batch.announced_count, batch.payments_count) == (60_001, 3, 2)
    assert sorted(Payment.objects.values_list("amount", flat=True)) == [Money(20_000), Money(40_001)]
    # the same lines again are the same batch; a holding in a live batch goes into no other
    assert opened(funds, holdings, whom) == batch.public_id
    with pytest.raises(LineTaken):
        opened(funds, holdings[:1], whom)
    # each payee's account was read in plain text, and that is logged
    looks = parties.unmaskings(funds.people.system, None)
    assert looks.filter(party__in=whom, actor_name=zhao.name).count() == 2
    without = parties.take_in(funds.people.system, region.id, [enterprise(99, bank_account="")], source="测试").ids
    with pytest.raises(PayeesWithoutAccount):
        opened(funds, committed(funds, 1, key="other"), without)


def test_a_batch_goes_step_by_step_through_four_eyes_and_back_before_it_is_sent(funds: FundsWorld) -> None:
    zhao, lin = funds.people.actor("zhao"), funds.people.actor("lin")
    batch = opened(funds, committed(funds, 2, [10_000, 20_000]), payees(funds, 2))
    with pytest.raises(SamePerson):
        api.check_batch(zhao, batch)
    with pytest.raises(StepUnfit):
        api.hold_batch(zhao, batch, on=DAY)
    api.check_batch(lin, batch)
    api.hold_batch(zhao, batch, on=DAY)
    assert balance(funds.budget)["held"] == 300
    with pytest.raises(StepUnfit):
        order_of(funds, batch)
    api.cancel_batch(zhao, batch, reason="收款账号待核实", on=DAY)
    assert balance(funds.budget)["committed"] == 300
    assert states(batch) == ["withdrawn"] * 2
    with pytest.raises(StepUnfit):
        api.cancel_batch(zhao, batch, reason="再次", on=DAY)


@pytest.mark.parametrize("form", list(BankFormat))
def test_a_file_goes_out_a_statement_comes_in_and_all_is_reconciled(funds: FundsWorld, form: BankFormat) -> None:
    zhao = funds.people.actor("zhao")
    holdings = committed(funds, 3, [10_000, 20_001, 30_000])
    batch = opened(funds, holdings, payees(funds, 3))
    sent(funds, batch)
    order, failed = order_of(funds, batch, form), frozenset(numbers(batch)[2:])
    answer = bank_by_csv(order, failed) if form is BankFormat.CSV else bank_by_iso(order, failed)
    read = told(funds, answer)
    assert (read.returned, read.differences) == (1, 0)
    assert states(batch) == ["paid", "paid", "returned"]
    assert (balance(funds.budget)["paid"], balance(funds.budget)["committed"]) == (300, 300)
    entries = Entry.objects.count()
    assert told(funds, answer, "同一份.csv").new == 0
    assert (Entry.objects.count(), Statement.objects.count()) == (entries, 1)
    assert api.reconcile_batch(zhao, batch) == 0
    assert Batch.objects.get(public_id=batch).state == BatchState.RECONCILED
    # what came back goes into a batch of its own
    with pytest.raises(AnnouncedDiffers):
        api.open_again(zhao, batch, announced_count=1, announced=Money(29_999), on=DAY)
    again = api.open_again(zhao, batch, announced_count=1, announced=Money(30_000), on=DAY)
    sent(funds, again)
    told(funds, bank_by_csv(order_of(funds, again)))
    assert balance(funds.budget)["paid"] == 600
    assert Holding.objects.get(pk=holdings[2][0]).paid == Money(30_000)
    assert verify_journal().faults == []


def test_what_differs_is_listed_and_each_is_closed_by_a_person_with_a_reason(funds: FundsWorld) -> None:
    zhao = funds.people.actor("zhao")
    batch = opened(funds, committed(funds, 5, [100, 200, 300, 400, 500]), payees(funds, 5))
    sent(funds, batch)
    one, two, three, four, _five = numbers(batch)
    read = told(
        funds,
        statement(
            line(one, 100),
            line(one, 100, reference="again"),  # twice
            line(two, 201),  # another sum
            line(three, 300, account="1234567890123"),  # another account
            line("JS-NOBODY", 700, reference="x"),  # not ours
            line(four, 400, "失败"),
            line(four, 400, reference="late"),  # paid after it was given back
        ),
    )
    assert (read.paid, read.returned, read.differences) == (1, 1, 5)
    assert api.reconcile_batch(zhao, batch) == 5  # four of this batch, and the one that nothing was said of
    found = {(row.kind, row.batch is not None): row for row in Difference.objects.all()}
    assert {kind for kind, _ in found} == {
        "twice", "other_sum", "other_account", "not_ours", "after_return", "missing"
    }  # fmt: skip
    assert api.reconcile_batch(zhao, batch) == 5

    def close(kind: str, end: DifferenceEnd) -> None:
        row = next(row for (each, _), row in found.items() if each == kind)
        api.close_difference(zhao, row.public_id, end, reason="已与银行核实", on=DAY)

    for kind in ("twice", "not_ours", "after_return"):
        with pytest.raises(EndUnfit):
            close(kind, DifferenceEnd.PAID)
        close(kind, DifferenceEnd.NOTED)
    with pytest.raises(EndUnfit):
        close("missing", DifferenceEnd.NOTED)
    close("missing", DifferenceEnd.RETURNED)
    close("other_sum", DifferenceEnd.PAID)
    close("other_account", DifferenceEnd.RETURNED)
    with pytest.raises(AlreadyDecided):
        close("other_account", DifferenceEnd.PAID)
    assert states(batch) == ["paid", "paid", "returned", "returned", "returned"]
    assert api.reconcile_batch(zhao, batch) == 0
    assert verify_journal().faults == []
    account = type(funds.budget.account).objects.get(pk=funds.budget.pk)
    assert (account.paid.fen, account.committed.fen, account.held.fen) == (300, 1200, 0)


def paid_holding(funds: FundsWorld, fen: int) -> int:
    batch = opened(funds, holdings := committed(funds, 1, [fen]), payees(funds, 1))
    sent(funds, batch)
    told(funds, bank_by_csv(order_of(funds, batch)))
    return holdings[0][0]


PLAN = [api.Due(date(2025, 4, 1), 40_000), api.Due(date(2025, 5, 1), 20_001)]
PAPER = api.Upload(b"%PDF-1.4 slip", "slip.pdf")


def test_a_clawback_is_decided_by_two_paid_in_instalments_and_ends_with_the_last(
    funds: FundsWorld, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    zhao, lin = funds.people.actor("zhao"), funds.people.actor("lin")
    holding = paid_holding(funds, 100_000)
    draft = api.ClawbackDraft(holding, Money(60_001), "退货后未退补贴", PLAN)
    with pytest.raises(PlanDiffers):
        api.propose_clawback(zhao, api.ClawbackDraft(holding, Money(60_000), "退货", PLAN), on=DAY)
    case = api.propose_clawback(zhao, draft, on=DAY)
    with pytest.raises(BeyondPaid):
        api.propose_clawback(zhao, draft, on=DAY)
    with pytest.raises(SamePerson):
        api.decide_clawback(zhao, case)
    with pytest.raises(AlreadyDecided):
        api.enter_receipt(zhao, case, Money(1), DAY, upload=PAPER)
    api.decide_clawback(lin, case)
    row = Clawback.objects.get(public_id=case)
    # nothing is owed before the first day is over; then it is told of once a day
    assert api.remind_overdue(funds.people.system, on=date(2025, 4, 1)) == 0
    assert api.remind_overdue(funds.people.system, on=date(2025, 4, 2)) >= 1
    assert api.remind_overdue(funds.people.system, on=date(2025, 4, 2)) == 0
    assert "400.00 元" in Message.objects.get(recipient__username="zhao").title
    with pytest.raises(EvidenceMissing):
        api.enter_receipt(zhao, case, Money(40_000), DAY, upload=None)
    for _ in range(2):  # the same paper again is the same receipt
        api.enter_receipt(zhao, case, Money(40_000), date(2025, 4, 3), upload=PAPER)
    with pytest.raises(BeyondOwed):
        api.enter_receipt(zhao, case, Money(20_002), date(2025, 4, 4), upload=PAPER)
    content = statement(
        line(row.number, 20_001, "收款", reference="in-1"), line("ZJ-NONE", 5, "收款", reference="in-2")
    )
    read = told(funds, content)
    assert (read.received, read.differences) == (1, 1)
    assert told(funds, content).new == 0
    row.refresh_from_db()
    assert (row.state, row.received.fen) == (ClawbackState.BACK, 60_001)
    assert api.standings([holding])[holding] == api.Standing(39_999, 60_001)
    assert Receipt.objects.count() == 2
    assert verify_journal().faults == []


def test_what_is_written_off_is_only_a_record(funds: FundsWorld) -> None:
    zhao, lin = funds.people.actor("zhao"), funds.people.actor("lin")
    holding = paid_holding(funds, 100_000)
    case = api.propose_clawback(zhao, api.ClawbackDraft(holding, Money(60_001), "退货", PLAN), on=DAY)
    api.decide_clawback(lin, case)
    before = balance(funds.budget)
    with pytest.raises(AlreadyDecided):
        api.decide_write_off(lin, case, agree=True)
    api.propose_write_off(zhao, case, reason="企业已注销")
    with pytest.raises(SamePerson):
        api.decide_write_off(zhao, case, agree=True)
    api.decide_write_off(lin, case, agree=True)
    row = Clawback.objects.get(public_id=case)
    assert (row.state, row.received.fen) == (ClawbackState.WRITTEN_OFF, 0)
    assert balance(funds.budget) == before
    with pytest.raises(AlreadyDecided):
        api.enter_receipt(zhao, case, Money(1), DAY, upload=PAPER)


def test_each_nights_root_is_kept_also_where_the_journal_is_damaged(funds: FundsWorld) -> None:
    committed(funds, 1)
    first = api.keep_root(funds.people.system)
    assert Root.objects.get().root == first.root == verify_journal().root
    committed(funds, 1, key="more")
    api.keep_root(funds.people.system)
    assert Root.objects.values("root").distinct().count() == 2


_RESULT = st.sampled_from(["成功", "失败", "退回", "收款"])


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    fens=st.lists(st.integers(1, 90_000), min_size=1, max_size=5),
    course=st.lists(st.tuples(st.integers(0, 6), _RESULT, st.integers(-1, 1), st.booleans()), max_size=12),
)
def test_whatever_the_bank_says_ledger_and_batches_agree_to_the_fen(
    funds: FundsWorld, fens: list[int], course: list[tuple[int, str, int, bool]]
) -> None:
    with transaction.atomic():
        holdings = committed(funds, len(fens), fens)
        batch = opened(funds, holdings, payees(funds, 3))
        sent(funds, batch)
        known = list(Payment.objects.filter(batch__public_id=batch).order_by("pk"))
        lines = []
        for place, (which, result, slip, twice) in enumerate(course):
            number, fen = (known[which].number, known[which].amount.fen) if which < len(known) else ("JS-NONE", 7)
            one = line(number, max(fen + slip, 1), result, reference=f"r{place}")
            lines += [one, one] if twice else [one]
        if lines:
            told(funds, statement(*lines))
            assert told(funds, statement(*lines)).new == 0
        agrees(funds)
        zhao = funds.people.actor("zhao")
        left = api.reconcile_batch(zhao, batch)
        for row in Difference.objects.filter(end=""):
            still_open = row.payment is not None and row.payment.state == PaymentState.SENT.value
            counts = row.kind in ("missing", "other_sum", "other_account") and still_open
            end = (DifferenceEnd.RETURNED if row.pk % 2 else DifferenceEnd.PAID) if counts else DifferenceEnd.NOTED
            api.close_difference(zhao, row.public_id, end, reason="核实", on=DAY + timedelta(1))
        assert not left or api.reconcile_batch(zhao, batch) == 0
        agrees(funds)
        assert verify_journal().faults == []
        transaction.set_rollback(True)


def agrees(funds: FundsWorld) -> None:
    """Of each holding, what stands where in the journal is what its live line says of it."""
    for row in PaymentLine.objects.select_related("payment", "holding"):
        holding = Holding.objects.get(pk=row.holding_id)
        state = PaymentState.of(row.payment.state)
        assert row.is_live is (state is not PaymentState.RETURNED)
        places = {PaymentState.SENT: "held", PaymentState.PAID: "paid", PaymentState.RETURNED: "committed"}
        assert getattr(holding, places[state]) == row.amount == holding.amount
