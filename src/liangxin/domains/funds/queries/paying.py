"""What has become of the money of given subjects in settlement batches: for packages whose claims were paid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from liangxin.domains.funds.models import PaymentLine
from liangxin.domains.funds.terms import BatchState, PaymentState
from liangxin.kernel.money import Money


@dataclass(frozen=True, slots=True)
class SubjectPayment:
    """One line of a payment; `is_live` until the payment came back or was withdrawn. `note` is what the bank said."""

    subject_id: str
    batch: UUID
    batch_number: str
    batch_state: BatchState
    payment: UUID
    payment_number: str
    state: PaymentState
    amount: Money
    sent_at: datetime | None
    paid_on: date | None
    account_tail: str
    note: str
    is_live: bool


def payments_of(kind: str, subject_ids: Iterable[str]) -> dict[str, tuple[SubjectPayment, ...]]:
    """The payments of each subject, the newest first; subjects that were never in a batch are missing.

    Who may see the subject may see these: ask only for subjects that were reached through their own door.
    """
    rows = PaymentLine.objects.filter(subject_kind=kind, subject_id__in=set(subject_ids))
    found: dict[str, list[SubjectPayment]] = {}
    for line in rows.select_related("payment__batch").order_by("-pk"):
        payment, batch = line.payment, line.payment.batch
        found.setdefault(line.subject_id, []).append(
            SubjectPayment(
                subject_id=line.subject_id,
                batch=batch.public_id,
                batch_number=batch.number,
                batch_state=BatchState.of(batch.state),
                payment=payment.public_id,
                payment_number=payment.number,
                state=PaymentState.of(payment.state),
                amount=line.amount,
                sent_at=batch.sent_at,
                paid_on=payment.paid_on,
                account_tail=payment.account_tail,
                note=payment.note,
                is_live=line.is_live,
            )
        )
    return {subject: tuple(lines) for subject, lines in found.items()}
