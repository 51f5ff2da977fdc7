"""Clawback cases for lists and pages, and the roots that were kept of the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from liangxin.domains.funds.access import get_clawback, visible_clawbacks, visible_holdings
from liangxin.domains.funds.models import Clawback, Holding, Root
from liangxin.domains.funds.rules.clawbacks import Due, overdue
from liangxin.domains.funds.terms import ClawbackState, Power
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.files.api import StoredFile
from liangxin.foundation.trail.api import TrailCard, entries_of
from liangxin.kernel.money import Money


@dataclass(frozen=True, slots=True)
class ClawbackCard:
    """A case in a list; `late` is what its plan says should have come back by today and has not, None where nothing."""

    public_id: UUID
    number: str
    region_name: str
    subject: str
    state: ClawbackState
    amount: Money
    received: Money
    owed: Money
    late: Money | None
    next_due: date | None
    proposed_at: datetime


@dataclass(frozen=True, slots=True)
class InstalmentCard:
    """One instalment, and how much of it the receipts so far have filled."""

    place: int
    due_on: date
    amount: Money
    filled: Money
    is_late: bool


@dataclass(frozen=True, slots=True)
class ReceiptCard:
    """Money that came back."""

    id: int
    on: date
    amount: Money
    file_name: str
    reference: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class ClawbackPage:
    """A case with plan and receipts, and what this person may do now."""

    card: ClawbackCard
    reason: str
    subject_kind: str
    subject_id: str
    proposed_by: str
    decided_by: str
    write_off_reason: str
    write_off_by: str
    ended_by: str
    instalments: tuple[InstalmentCard, ...]
    receipts: tuple[ReceiptCard, ...]
    may_decide: bool
    may_receive: bool
    may_propose: bool
    may_write_off: bool
    history: tuple[TrailCard, ...]


@dataclass(frozen=True, slots=True)
class RootCard:
    """What a look at the journal found."""

    looked_at: datetime
    root: str
    accounts: int
    blocks: int
    entries: int
    holdings: int
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What of a holding is paid now, and what was recovered, in fen."""

    paid: int
    recovered: int


def clawbacks_listed(actor: Actor) -> QuerySet[Clawback]:
    """The rows of the list, for `clawback_cards`."""
    return visible_clawbacks(actor).select_related("region").prefetch_related("instalments")


def clawback_cards(rows: Sequence[Clawback]) -> list[ClawbackCard]:
    today = timezone.localdate()
    return [_card(row, today) for row in rows]


def clawback_page(actor: Actor, public_id: UUID | str) -> ClawbackPage:
    """One case; raises ClawbackNotFound."""
    case, today = get_clawback(actor, public_id), timezone.localdate()
    path, state = case.region.path, ClawbackState.of(case.state)
    receipts = case.receipts.select_related("line", "entered_by").order_by("pk")
    is_open, proposed = state is ClawbackState.OPEN, bool(case.write_off_reason)
    return ClawbackPage(
        card=_card(case, today),
        reason=case.reason,
        subject_kind=case.holding.subject_kind,
        subject_id=case.holding.subject_id,
        proposed_by=_name(case.proposed_by),
        decided_by=_name(case.decided_by),
        write_off_reason=case.write_off_reason,
        write_off_by=_name(case.write_off_by),
        ended_by=_name(case.ended_by),
        instalments=tuple(_instalments(case, today)),
        receipts=tuple(
            ReceiptCard(
                row.pk,
                row.on,
                row.amount,
                row.file_name,
                row.line.reference if row.line else "",
                _name(row.entered_by),
            )
            for row in receipts
        ),
        may_decide=state is ClawbackState.PROPOSED
        and actor.may(Power.APPROVE, path)
        and _another(case.proposed_by_id, actor),
        may_receive=is_open and actor.may(Power.PAY, path),
        may_propose=is_open and not proposed and actor.may(Power.PROPOSE, path),
        may_write_off=is_open and proposed and actor.may(Power.APPROVE, path) and _another(case.write_off_by_id, actor),
        history=tuple(entries_of(case)),
    )


def receipt_file(actor: Actor, public_id: UUID | str, receipt_id: int) -> tuple[StoredFile, str] | None:
    """The evidence of a receipt and its owner's name for it; raises ClawbackNotFound."""
    case = get_clawback(actor, public_id)
    receipt = case.receipts.select_related("file").filter(pk=receipt_id, file__isnull=False).first()
    return (receipt.file, receipt.file_name) if receipt and receipt.file else None


def holding_for_clawback(actor: Actor, asked: str) -> tuple[int, str, Money] | None:
    """The holding of a number or subject that the actor sees: its number, what it was for, what of it is paid."""
    seen = visible_holdings(actor)
    rows = seen.filter(pk=int(asked)) if asked.isascii() and asked.isdigit() else seen.filter(subject_id=asked)
    row = rows.order_by("-pk").first() if asked else None
    return (row.pk, row.subject_label or row.subject_id, row.paid) if row else None


def standings(holdings: Sequence[int]) -> dict[int, Standing]:
    """Where these holdings stand, for packages above whose case they are."""
    rows = Holding.objects.filter(pk__in=holdings).values_list("pk", "paid", "recovered")
    return {pk: Standing(paid.fen, recovered.fen) for pk, paid, recovered in rows}


def roots_listed(actor: Actor) -> QuerySet[Root]:
    """The kept roots: they say nothing of any region, and are for whoever may read money."""
    actor.require(Power.READ)
    return Root.objects.all()


def root_cards(rows: Sequence[Root]) -> list[RootCard]:
    return [
        RootCard(row.looked_at, row.root, row.accounts, row.blocks, row.entries, row.holdings, tuple(row.faults))
        for row in rows
    ]


def _card(row: Clawback, today: date) -> ClawbackCard:
    plan = [(each.due_on, each.amount.fen) for each in row.instalments.all()]
    state = ClawbackState.of(row.state)
    late = overdue([Due(*each) for each in plan], row.received.fen, today) if state is ClawbackState.OPEN else 0
    sums, upcoming = 0, None
    for due_on, fen in sorted(plan):
        sums += fen
        if sums > row.received.fen:
            upcoming = due_on
            break
    return ClawbackCard(
        public_id=row.public_id,
        number=row.number,
        region_name=row.region.name,
        subject=row.subject_label,
        state=state,
        amount=row.amount,
        received=row.received,
        owed=row.amount - row.received,
        late=Money(late) if late else None,
        next_due=upcoming if state is ClawbackState.OPEN else None,
        proposed_at=row.proposed_at,
    )


def _instalments(case: Clawback, today: date) -> list[InstalmentCard]:
    left, found = case.received.fen, []
    for row in case.instalments.all():
        filled = min(left, row.amount.fen)
        left -= filled
        is_late = case.state == ClawbackState.OPEN.value and row.due_on < today and filled < row.amount.fen
        found.append(InstalmentCard(row.place, row.due_on, row.amount, Money(filled), is_late))
    return found


def _name(account: object) -> str:
    return str(getattr(account, "name", "") or "")


def _another(first: int | None, actor: Actor) -> bool:
    return first is None or first != actor.account_id
