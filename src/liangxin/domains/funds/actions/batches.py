"""Settlement batches: opened by one, checked by another, held in the journal, sent to the bank, or cancelled.

Each: lock → check → rules → write → trail → announce. What the bank says of a batch is in `statements`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from liangxin.domains.funds.access import get_batch
from liangxin.domains.funds.actions.taking import hold, unhold
from liangxin.domains.funds.errors import LineTaken, LineUnfit, PayeesWithoutAccount, StepUnfit
from liangxin.domains.funds.events import BatchOpened, PaymentsReturned
from liangxin.domains.funds.models import Batch, Holding, Payment, PaymentLine
from liangxin.domains.funds.queries.refusing import as_refusals
from liangxin.domains.funds.rules.budgets import require_another, require_name
from liangxin.domains.funds.rules.settling import (
    BatchDraft,
    PayLine,
    by_payee,
    next_state,
    require_announced,
    require_payer,
)
from liangxin.domains.funds.rules.takings import Moving, Refused, Subject, Taken
from liangxin.domains.funds.terms import BankFormat, BatchState, Deed, PayeeKind, PaymentState, Power
from liangxin.domains.parties import api as parties
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.announce.api import announce
from liangxin.foundation.trail.api import record
from liangxin.kernel.money import Money


@dataclass(frozen=True, slots=True, repr=False)
class Order:
    """One payment of a file for the bank; `repr` is left out, so that a log cannot hold it."""

    number: str
    name: str
    account: str
    fen: int
    memo: str


@dataclass(frozen=True, slots=True, repr=False)
class BankOrder:
    """All that a file for the bank says."""

    batch_number: str
    payer_name: str
    payer_account: str
    orders: tuple[Order, ...]


def open_batch(actor: Actor, region_id: int, draft: BatchDraft, *, on: date) -> UUID:
    """Put committed money into a batch, as a draft; the same lines again are the same batch. Payees' names and accounts
    are copied, encrypted, and their reading is logged.

    Raises AnnouncedDiffers, BatchEmpty, SetTooLarge, LineTaken, LineUnfit, PayeesWithoutAccount, NotAllowed, and those
    of reading parties in plain text.
    """
    require_announced(draft)
    region = regions.regions_by_id([region_id])[region_id]
    actor.require(Power.PAY, region.path)
    with transaction.atomic():
        one_at_a_time(region_id)
        known = _known(draft.lines)
        if known is not None:
            return known
        _require_committed(region_id, draft.lines)
        payees = by_payee(draft.lines)
        batch = Batch.objects.create(
            number=_number(region.code, region_id, on),
            region_id=region_id,
            kind=draft.kind.value,
            announced_count=draft.announced_count,
            announced=Money(draft.announced_fen),
            payments_count=len(payees),
            reason=" ".join(draft.reason.split())[:200],
            opened_by_id=actor.account_id,
            opened_on=on,
        )
        _fill(actor, batch, payees)
        after = {"number": batch.number, "count": draft.announced_count, "sum": batch.announced}
        record(actor, Deed.BATCH_OPENED, batch, region_path=region.path, reason=batch.reason, after=after)
        subjects = tuple((line.subject.kind, line.subject.id) for line in draft.lines)
        announce(BatchOpened(str(batch.public_id), batch.number, subjects))
    return batch.public_id


def open_again(actor: Actor, batch_id: UUID | str, *, announced_count: int, announced: Money, on: date) -> UUID:
    """Put what came back of a batch into a new one. Raises as `open_batch` does, and BatchNotFound."""
    batch = get_batch(actor, batch_id, Power.PAY)
    rows = PaymentLine.objects.filter(payment__batch=batch, payment__state=PaymentState.RETURNED.value)
    taken = PaymentLine.objects.filter(is_live=True, holding__in=rows.values("holding")).values("holding")
    lines = [
        PayLine(
            row.payment.payee_id,
            row.holding_id,
            row.amount.fen,
            Subject(row.subject_kind, row.subject_id, row.subject_label),
            f"again:{row.pk}",
        )
        for row in rows.exclude(holding__in=taken).select_related("payment").order_by("pk")
    ]
    reason = f"重付{batch.number}中退回的款项"
    draft = BatchDraft(PayeeKind.of(batch.kind), announced_count, announced.fen, lines, reason)
    return open_batch(actor, batch.region_id, draft, on=on)


def check_batch(actor: Actor, batch_id: UUID | str) -> None:
    """Confirm count, sum and payees, as another person than opened it. Raises SamePerson, StepUnfit, BatchNotFound."""
    with transaction.atomic():
        batch = locked(actor, batch_id, Power.APPROVE)
        state = next_state("check", BatchState.of(batch.state))
        require_another(batch.opened_by_id, actor.account_id)
        batch.checked_by_id, batch.checked_at = actor.account_id, timezone.now()
        step_to(actor, batch, state, Deed.BATCH_CHECKED)


def hold_batch(actor: Actor, batch_id: UUID | str, *, on: date) -> None:
    """Put the whole batch on its way to the bank in the journal, or nothing of it.

    Raises StepUnfit, BatchNotFound, NotAllowed, and HoldingShort of the first line that has less than it should.
    """
    with transaction.atomic():
        batch = locked(actor, batch_id, Power.PAY)
        state = next_state("hold", BatchState.of(batch.state))
        all_done(hold(actor, movings(lines_of(batch), "hold"), on=on, reason=batch.number))
        batch.payments.update(state=PaymentState.HELD.value)
        step_to(actor, batch, state, Deed.BATCH_HELD)


def send_batch(actor: Actor, batch_id: UUID | str, *, payer_name: str, payer_account: str) -> None:
    """Say that the bank has the file, and from which account it pays. Raises StepUnfit, FieldMissing, PayerUnfit."""
    name, account = require_name(payer_name, "payer_name", "付款单位"), require_payer(payer_account)
    with transaction.atomic():
        batch = locked(actor, batch_id, Power.PAY)
        state = next_state("send", BatchState.of(batch.state))
        batch.payer_name, batch.payer_account, batch.sent_at = name, account, timezone.now()
        batch.payments.update(state=PaymentState.SENT.value)
        step_to(actor, batch, state, Deed.BATCH_SENT)


def cancel_batch(actor: Actor, batch_id: UUID | str, *, reason: str, on: date) -> None:
    """Take back what the bank does not have; its money is committed as before. Raises StepUnfit, FieldMissing."""
    said = require_name(reason, "reason", "事由", 200)
    with transaction.atomic():
        batch = locked(actor, batch_id, Power.PAY)
        before = BatchState.of(batch.state)
        state = next_state("cancel", before)
        lines = lines_of(batch)
        if before is BatchState.HELD:
            all_done(unhold(actor, movings(lines, "unhold"), on=on, reason=said))
        PaymentLine.objects.filter(payment__batch=batch).update(is_live=False)
        batch.payments.update(state=PaymentState.WITHDRAWN.value)
        batch.ended_at = timezone.now()
        step_to(actor, batch, state, Deed.BATCH_CANCELLED, said)
        announce(PaymentsReturned(subjects_of(lines)))


def bank_order(actor: Actor, batch_id: UUID | str, form: BankFormat) -> BankOrder:
    """What the file for the bank says, in plain text; each taking is logged. Raises StepUnfit, BatchNotFound."""
    with transaction.atomic():
        batch = locked(actor, batch_id, Power.PAY)
        if batch.sent_at is None:
            raise StepUnfit(state=BatchState.of(batch.state))
        rows = list(batch.payments.order_by("pk"))
        record(
            actor,
            Deed.BANK_FILE_TAKEN,
            batch,
            region_path=batch.region.path,
            after={"format": form.value, "payments": len(rows)},
        )
    orders = tuple(
        Order(row.number, row.payee_name or "", row.bank_account or "", row.amount.fen, f"补贴{batch.number}")
        for row in rows
    )
    return BankOrder(batch.number, batch.payer_name, batch.payer_account, orders)


def locked(actor: Actor, batch_id: UUID | str, power: Power) -> Batch:
    """The batch, locked, if the actor may do this with it."""
    found = get_batch(actor, batch_id, power)
    return Batch.objects.select_for_update(of=("self",)).select_related("region").get(pk=found.pk)


def lines_of(batch: Batch) -> list[PaymentLine]:
    return list(PaymentLine.objects.filter(payment__batch=batch, is_live=True).order_by("pk"))


def movings(lines: Iterable[PaymentLine], verb: str) -> list[Moving]:
    """What the journal is asked of these lines: a line goes each way once, so its number and the verb are the key."""
    return [Moving(f"settle-{verb}:{line.pk}", line.holding_id, line.amount.fen) for line in lines]


def subjects_of(lines: Iterable[PaymentLine]) -> tuple[tuple[str, str], ...]:
    return tuple((line.subject_kind, line.subject_id) for line in lines)


def all_done(answers: Sequence[Taken | Refused]) -> None:
    """Raise the first refusal: a batch moves as a whole."""
    for refusal in as_refusals(answers).values():
        raise refusal


def _fill(actor: Actor, batch: Batch, payees: Mapping[int, Sequence[PayLine]]) -> None:
    reason = "编制结算批次的付款文件"
    name, account = parties.PartyField.NAME, parties.PartyField.BANK_ACCOUNT
    plain = parties.unmask_many(actor, payees, [name, account], reason=reason)
    cards = parties.party_cards(actor, payees)
    without = [cards[payee].name for payee in payees if account not in plain[payee].values]
    if without:
        raise PayeesWithoutAccount(count=len(without), name=without[0])
    payments = Payment.objects.bulk_create(
        Payment(
            batch=batch,
            number=f"{batch.number}-{place:05}",
            payee_id=payee,
            payee_shown=cards[payee].name,
            payee_name=plain[payee].values.get(name, cards[payee].name),
            bank_account=plain[payee].values[account],
            account_tail=plain[payee].values[account][-4:],
            amount=Money(sum(line.fen for line in lines)),
        )
        for place, (payee, lines) in enumerate(payees.items(), 1)
    )
    PaymentLine.objects.bulk_create(
        PaymentLine(
            payment=payment,
            holding_id=line.holding,
            amount=Money(line.fen),
            subject_kind=line.subject.kind,
            subject_id=line.subject.id,
            subject_label=line.subject.label,
            key=line.key,
        )
        for payment, lines in zip(payments, payees.values(), strict=True)
        for line in lines
    )


def _known(lines: Sequence[PayLine]) -> UUID | None:
    """The batch that has exactly these keys. Raises LineTaken where only some were used, or a holding is being paid."""
    keys = [line.key for line in lines]
    rows = PaymentLine.objects.filter(key__in=keys).values_list("key", "payment__batch__public_id")
    used = dict(rows)
    batches = set(used.values())
    if len(used) == len(keys) and len(batches) == 1:
        batch = batches.pop()
        if Batch.objects.filter(public_id=batch, announced_count=len(keys)).exists():
            return batch
    holdings = [line.holding for line in lines]
    live = set(PaymentLine.objects.filter(holding__in=holdings, is_live=True).values_list("holding", flat=True))
    taken = [line for line in lines if line.key in used or line.holding in live]
    if taken:
        raise LineTaken(count=len(taken), subject=taken[0].subject.label or taken[0].subject.id)
    return None


def _require_committed(region_id: int, lines: Sequence[PayLine]) -> None:
    """Raise LineUnfit unless each holding is of the region's budgets and has what is to be paid."""
    rows = Holding.objects.filter(
        pk__in=[line.holding for line in lines], bundle__chain__budget__region=region_id
    ).values_list("pk", "committed")
    committed = {pk: money.fen for pk, money in rows}
    for line in lines:
        room = committed.get(line.holding, 0)
        if line.fen > room:
            name = line.subject.label or line.subject.id
            raise LineUnfit(subject=name, room=Money(room).exact(), asked=Money(line.fen).exact())


def one_at_a_time(region_id: int) -> None:
    """Batches of a region are opened one after the other: their numbers have no gap, and no line is in two."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('funds_batch'), %s)", [region_id])


def _number(code: str, region_id: int, on: date) -> str:
    today = Batch.objects.filter(region_id=region_id, opened_on=on).count()
    return f"JS{code}{on:%Y%m%d}{today + 1:03}"


def step_to(actor: Actor, batch: Batch, state: BatchState, deed: Deed, reason: str = "") -> None:
    before, batch.state = {"state": batch.state}, state.value
    batch.save()
    record(
        actor,
        deed,
        batch,
        region_path=batch.region.path,
        reason=reason,
        before=before,
        after={"number": batch.number, "state": state.value},
    )
