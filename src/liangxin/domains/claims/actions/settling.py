"""Claims into a settlement batch, and what becomes of them when funds tell that it was paid, returned, clawed back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from liangxin.domains.claims.models import Claim
from liangxin.domains.claims.queries.settling import MOST, claims_waiting, uuids
from liangxin.domains.claims.terms import Channel, ClaimState, Deed, Power
from liangxin.domains.funds import api as funds
from liangxin.domains.parties import api as parties
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record_many
from liangxin.kernel.money import Money

KIND = "claims.claim"
_PAYABLE = Q(state__in=[ClaimState.CAPTURED.value, ClaimState.APPROVED.value])
_UNDER_WAY = Q(state__in=[ClaimState.IN_PAYMENT.value, ClaimState.PAID.value])


def collect(
    actor: Actor,
    region_id: int,
    kind: funds.PayeeKind,
    *,
    announced_count: int,
    announced: Money,
    on: date,
    leave_out: Collection[int] = (),
) -> UUID:
    """Put what waits into a batch, the oldest first; `leave_out` are payees of whom nothing is paid now, as are those
    without an account.

    Count and sum are a person's: what differs is refused with the difference. Raises as `funds.open_batch` does.
    """
    region = regions.regions_by_id([region_id])[region_id]
    actor.require(Power.SETTLE, region.path)
    with transaction.atomic():
        waiting = claims_waiting(region_id, kind).order_by("pk")
        ids = list(waiting.select_for_update(of=("self",)).values_list("pk", flat=True)[:MOST])
        rows = list(waiting.filter(pk__in=ids))  # looked at again: one may have been frozen while it was waited for
        lines = _lines(rows, set(leave_out))
        draft = funds.BatchDraft(kind, announced_count, announced.fen, lines)
        return funds.open_batch(actor, region_id, draft, on=on)


def begin_payment(actor: Actor, subjects: Iterable[tuple[str, str]]) -> None:
    """Claims are in a batch."""
    _follow(actor, _of(subjects).filter(_PAYABLE), {ClaimState.IN_PAYMENT: Q()}, Deed.PAYMENT_BEGUN)


def finish_payment(actor: Actor, subjects: Iterable[tuple[str, str]]) -> None:
    """The bank has paid for claims."""
    rows = _of(subjects).filter(state=ClaimState.IN_PAYMENT.value)
    _follow(actor, rows, {ClaimState.PAID: Q()}, Deed.PAYMENT_DONE)


def undo_payment(actor: Actor, subjects: Iterable[tuple[str, str]]) -> None:
    """Claims were not paid, or left their batch: they wait again, as they did before."""
    states = {
        ClaimState.CAPTURED: Q(channel=Channel.TILL.value),
        ClaimState.APPROVED: Q(channel=Channel.AFTER.value),
    }
    _follow(actor, _of(subjects).filter(_UNDER_WAY), states, Deed.PAYMENT_RETURNED)


def take_back(actor: Actor, holdings: Sequence[int]) -> None:
    """Money came back from claims: those of which nothing is paid any more are clawed back."""
    empty = [pk for pk, standing in funds.standings(holdings).items() if not standing.paid and standing.recovered]
    rows = Claim.objects.filter(holding__in=empty, state=ClaimState.PAID.value)
    _follow(actor, rows, {ClaimState.CLAWED_BACK: Q()}, Deed.MONEY_CAME_BACK)


def _lines(rows: Sequence[Claim], leave_out: set[int]) -> list[funds.PayLine]:
    payee_of: dict[int, int] = {row.pk: row.payee for row in rows}  # type: ignore[attr-defined]  # annotated
    heirs = parties.surviving(payee_of.values())
    payable = parties.with_account(heirs.values()) - leave_out
    return [
        funds.PayLine(
            payee=heirs[payee_of[row.pk]],
            holding=row.holding or 0,
            fen=row.amount_fen or 0,
            subject=funds.Subject(KIND, str(row.public_id), row.number),
            key=f"claim:{row.pk}:{row.clock}",  # the clock goes on with each return, so a claim may be paid anew
        )
        for row in rows
        if heirs[payee_of[row.pk]] in payable
    ]


def _of(subjects: Iterable[tuple[str, str]]) -> QuerySet[Claim]:
    return Claim.objects.filter(public_id__in=uuids(identifier for kind, identifier in subjects if kind == KIND))


def _follow(actor: Actor, rows: QuerySet[Claim], states: dict[ClaimState, Q], deed: Deed) -> None:
    """Bring the rows to their states, with a line on the trail of each."""
    ids = list(rows.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
    for state, which in states.items():
        found = Claim.objects.filter(which, pk__in=ids)
        lines = list(found.order_by("pk").values_list("pk", "state", "region__path"))
        found.update(state=state.value, clock=F("clock") + 1, changed_at=timezone.now())
        for path in {path for _, _, path in lines}:
            told = [(pk, {"state": before}, {"state": state.value}) for pk, before, own in lines if own == path]
            record_many(actor, deed, KIND, told, region_path=path)
