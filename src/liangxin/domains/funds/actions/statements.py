"""Statements in: what the bank says is paid, returned or received, done in the journal; differences for a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.funds.access import get_batch, get_difference
from liangxin.domains.funds.actions.batches import all_done, locked, movings, one_at_a_time, step_to, subjects_of
from liangxin.domains.funds.actions.clawbacks import owing, receive
from liangxin.domains.funds.actions.taking import bounce, pay, unhold
from liangxin.domains.funds.errors import AlreadyDecided
from liangxin.domains.funds.events import PaymentsPaid, PaymentsReturned
from liangxin.domains.funds.models import Batch, Clawback, Difference, Payment, PaymentLine, Statement, StatementLine
from liangxin.domains.funds.rules.budgets import require_name
from liangxin.domains.funds.rules.reconciling import (
    BankLine,
    Ordered,
    StatementDraft,
    Step,
    after,
    read_line,
    require_end,
)
from liangxin.domains.funds.rules.settling import next_state
from liangxin.domains.funds.terms import (
    BankResult,
    BatchState,
    Deed,
    DifferenceEnd,
    DifferenceKind,
    PaymentState,
    Power,
)
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.announce.api import announce
from liangxin.foundation.trail.api import record
from liangxin.kernel.money import Money


@dataclass(frozen=True, slots=True)
class StatementRead:
    """What came of a statement: how many lines are new, were known, and did what."""

    statement: UUID
    new: int
    known: int
    paid: int = 0
    returned: int = 0
    received: int = 0
    differences: int = 0


@dataclass(slots=True)
class _Told:
    """What the new lines ask for, gathered before anything is done."""

    steps: dict[Step, dict[date, list[Payment]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    differences: list[tuple[StatementLine, DifferenceKind]] = field(default_factory=list)
    received: list[tuple[StatementLine, Clawback]] = field(default_factory=list)

    def count(self, *steps: Step) -> int:
        return sum(len(payments) for step in steps for payments in self.steps.get(step, {}).values())


def read_statement(actor: Actor, region_id: int, draft: StatementDraft) -> StatementRead:
    """Do what a statement says; a line that came before does nothing, in whatever file. Raises NotAllowed."""
    region = regions.regions_by_id([region_id])[region_id]
    actor.require(Power.PAY, region.path)
    with transaction.atomic():
        one_at_a_time(region_id)
        before = Statement.objects.filter(region_id=region_id, digest=draft.digest).first()
        if before is not None:
            return StatementRead(before.public_id, new=0, known=before.lines_count)
        lines = _new_lines(region_id, draft.lines)
        statement = Statement.objects.create(
            region_id=region_id,
            file_name=draft.file_name[-200:],
            digest=draft.digest,
            lines_count=len(draft.lines),
            known_count=len(draft.lines) - len(lines),
            read_by_id=actor.account_id,
        )
        told = _understood(statement, lines)
        _carry_out(actor, told, draft.file_name)
        done = StatementRead(
            statement.public_id,
            new=len(lines),
            known=statement.known_count,
            paid=told.count(Step.PAY),
            returned=told.count(Step.GIVE_BACK, Step.BOUNCE),
            received=len(told.received),
            differences=len(told.differences),
        )
        counts = {"new": done.new, "paid": done.paid, "returned": done.returned, "differences": done.differences}
        record(actor, Deed.STATEMENT_READ, statement, region_path=region.path, after=counts)
    return done


def close_difference(actor: Actor, difference_id: UUID | str, end: DifferenceEnd, *, reason: str, on: date) -> None:
    """Say what became of a difference. Where its payment still waits, it is paid or returned by this decision.

    Raises EndUnfit, AlreadyDecided, FieldMissing, DifferenceNotFound, NotAllowed.
    """
    said = require_name(reason, "reason", "事由", 200)
    with transaction.atomic():
        found = get_difference(actor, difference_id, Power.PAY)
        row = Difference.objects.select_for_update(of=("self",)).get(pk=found.pk)
        if row.end:
            raise AlreadyDecided(state=DifferenceEnd.of(row.end))
        payment = Payment.objects.select_for_update().get(pk=row.payment_id) if row.payment_id else None
        kind = DifferenceKind.of(row.kind)
        require_end(kind, PaymentState.of(payment.state) if payment else None, end)
        row.end, row.reason, row.closed_at = end.value, said, timezone.now()
        row.closed_by_id = actor.account_id
        row.save()
        if payment is not None and end is not DifferenceEnd.NOTED:
            step = Step.PAY if end is DifferenceEnd.PAID else Step.GIVE_BACK
            _settle(actor, step, [payment], on, said)
        after_ = {"kind": kind.value, "end": end.value}
        record(actor, Deed.DIFFERENCE_CLOSED, row, region_path=found.region.path, reason=said, after=after_)


def reconcile_batch(actor: Actor, batch_id: UUID | str) -> int:
    """Close a batch of which every payment is paid or returned and every difference closed.

    Payments of which no statement tells become differences. Returns how many are open, 0 where it is closed.
    Raises StepUnfit, BatchNotFound, NotAllowed.
    """
    get_batch(actor, batch_id, Power.PAY)
    with transaction.atomic():
        batch = locked(actor, batch_id, Power.PAY)
        state = next_state("reconcile", BatchState.of(batch.state))
        _list_missing(batch)
        unsettled = Difference.objects.filter(batch=batch, end="").count()
        if not unsettled:
            batch.ended_at = timezone.now()
            step_to(actor, batch, state, Deed.BATCH_RECONCILED)
    return unsettled


def _list_missing(batch: Batch) -> None:
    """A difference for each payment that still waits and has none by which a person could settle it."""
    waiting = batch.payments.filter(state=PaymentState.SENT.value)
    kinds = [kind.value for kind in DifferenceKind if kind.is_open_payment]
    told = Difference.objects.filter(batch=batch, end="", kind__in=kinds, payment__isnull=False).values("payment")
    Difference.objects.bulk_create(
        Difference(region_id=batch.region_id, batch=batch, payment=payment, kind=DifferenceKind.MISSING.value)
        for payment in waiting.exclude(pk__in=told)
    )


def _new_lines(region_id: int, lines: Sequence[BankLine]) -> list[BankLine]:
    """Those that did not come before, in another file or above in this one."""
    rows = StatementLine.objects.filter(region_id=region_id, reference__in=[line.reference for line in lines])
    seen = set(rows.values_list("reference", "result"))
    new = []
    for line in lines:
        if (line.reference, line.result.value) not in seen:
            seen.add((line.reference, line.result.value))
            new.append(line)
    return new


def _understood(statement: Statement, lines: Sequence[BankLine]) -> _Told:
    """The lines kept, each with what it asks for; payments are locked."""
    numbers = {line.number for line in lines if line.number}
    rows = Payment.objects.select_for_update(of=("self",)).filter(
        number__in=numbers, batch__region_id=statement.region_id
    )
    payments = {row.number: row for row in rows.order_by("pk")}
    ordered = {
        row.number: Ordered(PaymentState.of(row.state), row.amount.fen, row.bank_account or "")
        for row in payments.values()
    }
    cases, told = owing(statement.region_id, numbers), _Told()
    kept = StatementLine.objects.bulk_create(_kept(statement, line, payments.get(line.number)) for line in lines)
    for line, row in zip(lines, kept, strict=True):
        if line.result is BankResult.RECEIVED:
            case = cases.get(line.number)
            if case is not None and line.fen <= case.amount.fen - case.received.fen:
                case.received += Money(line.fen)
                told.received.append((row, case))
            else:
                told.differences.append((row, DifferenceKind.NOT_OURS))
            continue
        now = ordered.get(line.number)
        step = read_line(line, now)
        if isinstance(step, DifferenceKind):
            told.differences.append((row, step))
        elif now is not None:
            payments[line.number].note = "" if step is Step.PAY else line.summary  # why the bank did not pay
            told.steps[step][line.on].append(payments[line.number])
            ordered[line.number] = replace(now, state=after(step, now.state))
    return told


def _kept(statement: Statement, line: BankLine, payment: Payment | None) -> StatementLine:
    return StatementLine(
        statement=statement,
        region_id=statement.region_id,
        place=line.place,
        reference=line.reference,
        number=line.number,
        on=line.on,
        amount=Money(line.fen),
        result=line.result.value,
        account_tail=line.account[-4:],
        summary=line.summary[:140],
        payment=payment,
    )


def _carry_out(actor: Actor, told: _Told, reason: str) -> None:
    for step in (Step.PAY, Step.GIVE_BACK, Step.BOUNCE):
        for day, payments in sorted(told.steps.get(step, {}).items()):
            _settle(actor, step, payments, day, reason)
    for row, case in told.received:
        receive(actor, case, row.amount, row.on, line=row)
    Difference.objects.bulk_create(
        Difference(
            region_id=row.region_id,
            batch_id=row.payment.batch_id if row.payment else None,
            payment=row.payment,
            line=row,
            kind=kind.value,
        )
        for row, kind in told.differences
    )


def _settle(actor: Actor, step: Step, payments: Sequence[Payment], day: date, reason: str) -> None:
    """One step of these payments in the journal, on their rows, and for the packages above."""
    ids = [payment.pk for payment in payments]
    lines = list(PaymentLine.objects.filter(payment__in=ids, is_live=True).order_by("pk"))
    rows = Payment.objects.filter(pk__in=ids)
    if step is Step.PAY:
        all_done(pay(actor, movings(lines, "pay"), on=day, reason=reason))
        rows.update(state=PaymentState.PAID.value, paid_on=day)
        announce(PaymentsPaid(subjects_of(lines)))
        return
    if step is Step.GIVE_BACK:
        all_done(unhold(actor, movings(lines, "unpaid"), on=day, reason=reason))
    else:
        all_done(bounce(actor, movings(lines, "bounce"), on=day, reason=reason))
    PaymentLine.objects.filter(pk__in=[line.pk for line in lines]).update(is_live=False)
    for payment in payments:
        payment.note = (payment.note or reason)[:200]
    Payment.objects.bulk_update(payments, ["note"])
    rows.update(state=PaymentState.RETURNED.value, paid_on=None)
    announce(PaymentsReturned(subjects_of(lines)))
