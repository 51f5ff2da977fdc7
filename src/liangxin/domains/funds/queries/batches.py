"""Settlement batches, payments, statements and differences, for lists and pages; payees masked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from liangxin.domains.funds.access import (
    get_batch,
    get_payment,
    visible_batches,
    visible_differences,
    visible_payments,
    visible_statements,
)
from liangxin.domains.funds.errors import DifferenceNotFound
from liangxin.domains.funds.models import Batch, Difference, Entry, Payment, PaymentLine, Statement, StatementLine
from liangxin.domains.funds.queries.pages import EntryCard, entry_cards
from liangxin.domains.funds.rules.reconciling import ends_for
from liangxin.domains.funds.terms import (
    BankResult,
    BatchState,
    DifferenceEnd,
    DifferenceKind,
    PayeeKind,
    PaymentState,
    Power,
)
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import TrailCard, entries_of
from liangxin.kernel.money import Money


@dataclass(frozen=True, slots=True)
class BatchCard:
    """A batch in a list: `count` lines to `payments_count` payees, `open_differences` that wait for a person."""

    public_id: UUID
    number: str
    region_name: str
    kind: PayeeKind
    state: BatchState
    count: int
    payments_count: int
    amount: Money
    paid: Money
    returned: Money
    open_differences: int
    opened_on: date
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class PaymentCard:
    """What one payee gets."""

    public_id: UUID
    number: str
    payee: str
    account_tail: str
    amount: Money
    state: PaymentState
    paid_on: date | None
    lines: int
    note: str


@dataclass(frozen=True, slots=True)
class LineCard:
    """One holding of a payment."""

    subject_kind: str
    subject_id: str
    subject: str
    amount: Money
    is_live: bool


@dataclass(frozen=True, slots=True)
class ToldCard:
    """One line of a bank's statement."""

    reference: str
    on: date
    amount: Money
    result: BankResult
    account_tail: str
    summary: str


@dataclass(frozen=True, slots=True)
class DifferenceCard:
    """In what bank and batch differ; `ends` are the decisions that a person has."""

    public_id: UUID
    kind: DifferenceKind
    batch: UUID | None
    batch_number: str
    payment_number: str
    payee: str
    ordered: Money | None
    there: Money | None
    reference: str
    on: date | None
    found_at: datetime
    ends: tuple[DifferenceEnd, ...]
    end: DifferenceEnd | None
    reason: str
    closed_by: str
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class StatementCard:
    """A statement that came in."""

    public_id: UUID
    file_name: str
    region_name: str
    lines: int
    known: int
    read_by: str
    read_at: datetime


@dataclass(frozen=True, slots=True)
class BatchPage:
    """A batch with its sums by state of payment, its differences, what this person may do now."""

    card: BatchCard
    region_id: int
    sums: Mapping[PaymentState, tuple[int, Money]]
    differences: tuple[DifferenceCard, ...]
    reason: str
    opened_by: str
    opened_at: datetime
    checked_by: str
    checked_at: datetime | None
    payer_name: str
    payer_account: str
    may_pay: bool
    may_check: bool
    history: tuple[TrailCard, ...]


@dataclass(frozen=True, slots=True)
class PaymentPage:
    """A payment with what it pays for, the entries of each, what the bank told of it."""

    card: PaymentCard
    batch: UUID
    batch_number: str
    party: UUID
    lines: tuple[LineCard, ...]
    entries: tuple[EntryCard, ...]
    told: tuple[ToldCard, ...]


def batches_listed(actor: Actor) -> QuerySet[Batch]:
    """The rows of the list, for `batch_cards`."""
    return visible_batches(actor).select_related("region")


def batch_cards(rows: Sequence[Batch]) -> list[BatchCard]:
    """The cards of batches fetched by `batches_listed`, with what was paid of each, in two queries."""
    ids = [row.pk for row in rows]
    sums: dict[tuple[int, str], Money] = {}
    grouped = Payment.objects.filter(batch__in=ids).order_by().values_list("batch_id", "state")
    for batch, state, total in grouped.annotate(total=Sum("amount")):
        sums[batch, state] = _money(total)
    waiting = Difference.objects.filter(batch__in=ids, end="").order_by().values_list("batch_id")
    differences = dict(waiting.annotate(count=Count("pk")))
    return [_batch_card(row, sums, differences) for row in rows]


def _batch_card(row: Batch, sums: Mapping[tuple[int, str], Money], differences: Mapping[int, int]) -> BatchCard:
    return BatchCard(
        public_id=row.public_id,
        number=row.number,
        region_name=row.region.name,
        kind=PayeeKind.of(row.kind),
        state=BatchState.of(row.state),
        count=row.announced_count,
        payments_count=row.payments_count,
        amount=row.announced,
        paid=sums.get((row.pk, "paid"), Money(0)),
        returned=sums.get((row.pk, "returned"), Money(0)),
        open_differences=differences.get(row.pk, 0),
        opened_on=row.opened_on,
        sent_at=row.sent_at,
    )


def batch_page(actor: Actor, public_id: UUID | str) -> BatchPage:
    """One batch; raises BatchNotFound."""
    batch = get_batch(actor, public_id)
    states = Payment.objects.filter(batch=batch).order_by().values_list("state")
    found = {
        PaymentState.of(state): (count, _money(total))
        for state, count, total in states.annotate(count=Count("pk"), total=Sum("amount"))
    }
    path = batch.region.path
    another = batch.opened_by_id is None or batch.opened_by_id != actor.account_id
    payer = (batch.payer_name, batch.payer_account)
    if not batch.payer_account:  # the account that paid last is offered, and typed over where it is another
        last = Batch.objects.filter(region=batch.region, payer_account__gt="").order_by("-sent_at")
        payer = last.values_list("payer_name", "payer_account").first() or ("", "")
    return BatchPage(
        card=batch_cards([batch])[0],
        region_id=batch.region_id,
        sums={state: found.get(state, (0, Money(0))) for state in PaymentState},
        differences=tuple(difference_cards(differences_listed(actor).filter(batch=batch).order_by("pk")[:200])),
        reason=batch.reason,
        opened_by=batch.opened_by.name if batch.opened_by else "",
        opened_at=batch.opened_at,
        checked_by=batch.checked_by.name if batch.checked_by else "",
        checked_at=batch.checked_at,
        payer_name=payer[0],
        payer_account=payer[1],
        may_pay=actor.may(Power.PAY, path),
        may_check=actor.may(Power.APPROVE, path) and another,
        history=tuple(entries_of(batch)),
    )


def payments_listed(actor: Actor, batch_id: UUID | str) -> QuerySet[Payment]:
    """The payments of a batch, for `payment_cards`."""
    return visible_payments(actor).filter(batch__public_id=batch_id).annotate(lines_count=Count("lines"))


def payment_cards(rows: Sequence[Payment]) -> list[PaymentCard]:
    return [_payment_card(row) for row in rows]


def _payment_card(row: Payment) -> PaymentCard:
    count = getattr(row, "lines_count", None)
    return PaymentCard(
        public_id=row.public_id,
        number=row.number,
        payee=row.payee_shown,
        account_tail=row.account_tail,
        amount=row.amount,
        state=PaymentState.of(row.state),
        paid_on=row.paid_on,
        lines=int(count) if count is not None else row.lines.count(),
        note=row.note,
    )


def payment_page(actor: Actor, public_id: UUID | str) -> PaymentPage:
    """One payment; raises PaymentNotFound."""
    payment = get_payment(actor, public_id)
    lines = list(payment.lines.order_by("pk")[:200])
    rows = Entry.objects.filter(holding__in=[line.holding_id for line in lines])
    entries = entry_cards(list(rows.select_related("block", "holding", "bundle").order_by("-pk")[:100]))
    told = StatementLine.objects.filter(payment=payment).order_by("pk")
    return PaymentPage(
        card=_payment_card(payment),
        batch=payment.batch.public_id,
        batch_number=payment.batch.number,
        party=payment.payee.public_id,
        lines=tuple(_line_card(line) for line in lines),
        entries=tuple(entries),
        told=tuple(
            ToldCard(row.reference, row.on, row.amount, BankResult.of(row.result), row.account_tail, row.summary)
            for row in told
        ),
    )


def _line_card(line: PaymentLine) -> LineCard:
    shown = line.subject_label or line.subject_id
    return LineCard(line.subject_kind, line.subject_id, shown, line.amount, line.is_live)


def differences_listed(actor: Actor) -> QuerySet[Difference]:
    """The rows of the list, for `difference_cards`."""
    return visible_differences(actor).select_related("batch", "payment", "line", "closed_by")


def difference_cards(rows: Sequence[Difference] | QuerySet[Difference]) -> list[DifferenceCard]:
    return [_difference_card(row) for row in rows]


def _difference_card(row: Difference) -> DifferenceCard:
    kind, payment, line = DifferenceKind.of(row.kind), row.payment, row.line
    waits = kind.is_open_payment and payment is not None and payment.state == PaymentState.SENT.value
    return DifferenceCard(
        public_id=row.public_id,
        kind=kind,
        batch=row.batch.public_id if row.batch else None,
        batch_number=row.batch.number if row.batch else "",
        payment_number=payment.number if payment else line.number if line else "",
        payee=payment.payee_shown if payment else "",
        ordered=payment.amount if payment else None,
        there=line.amount if line else None,
        reference=line.reference if line else "",
        on=line.on if line else None,
        found_at=row.found_at,
        ends=() if row.end else ends_for(kind) if waits else (DifferenceEnd.NOTED,),
        end=DifferenceEnd.of(row.end) if row.end else None,
        reason=row.reason,
        closed_by=row.closed_by.name if row.closed_by else "",
        closed_at=row.closed_at,
    )


def statements_listed(actor: Actor) -> QuerySet[Statement]:
    """The rows of the list, for `statement_cards`."""
    return visible_statements(actor).select_related("region", "read_by")


def statement_cards(rows: Sequence[Statement]) -> list[StatementCard]:
    return [
        StatementCard(
            row.public_id,
            row.file_name,
            row.region.name,
            row.lines_count,
            row.known_count,
            row.read_by.name if row.read_by else "",
            row.read_at,
        )
        for row in rows
    ]


def settlement_waiting(actor: Actor) -> int:
    """How many batches and differences wait for this person."""
    checks = 0
    if actor.may(Power.APPROVE):
        drafts = visible_batches(actor).filter(state=BatchState.DRAFT.value)
        checks = drafts.filter(~Q(opened_by=actor.account_id) | Q(opened_by__isnull=True)).count()
    if not actor.may(Power.PAY):
        return checks
    going = visible_batches(actor).filter(state__in=[BatchState.CHECKED.value, BatchState.HELD.value]).count()
    return checks + going + visible_differences(actor).filter(end="").count()


def _money(total: object) -> Money:
    return total if isinstance(total, Money) else Money(int(str(total or 0)))


def difference_seen(actor: Actor, public_id: UUID | str) -> DifferenceCard:
    """One difference; raises DifferenceNotFound."""
    row = differences_listed(actor).filter(public_id=public_id).first()
    if row is None:
        raise DifferenceNotFound
    return _difference_card(row)
