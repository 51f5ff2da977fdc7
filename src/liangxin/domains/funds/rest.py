"""Money for other programmes: balances of sources and budgets, settlement batches. Reading only.

Annotations are not postponed here: django-ninja reads them while the functions are defined.
"""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from liangxin.domains.funds.queries import batches as queries
from liangxin.domains.funds.queries import money
from liangxin.domains.funds.terms import AccountKind, BatchState, BudgetState, PayeeKind, Power, SourceKind
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.money import Money

router = Router(tags=["funds"])
MOST = 500


class BalanceOut(Schema):
    """Where the money of one account stands, in fen; `granted` is the sum of all the others."""

    granted: int
    available: int
    reserved: int
    committed: int
    held: int
    paid: int
    recovered: int
    returned: int


class SourceOut(Schema):
    """A source of a region and year."""

    public_id: UUID
    kind: SourceKind
    year: int
    region: str
    balance: BalanceOut


class BudgetOut(Schema):
    """A budget or a limit."""

    public_id: UUID
    name: str
    kind: AccountKind
    year: int
    region: str
    scheme: str
    category: str
    channel: str
    opens_on: date
    closes_on: date
    state: BudgetState
    balance: BalanceOut


class BatchOut(Schema):
    """A settlement batch: lines, payees, sums in fen."""

    public_id: UUID
    number: str
    region: str
    kind: PayeeKind
    state: BatchState
    lines: int
    payments: int
    fen: int
    paid_fen: int
    returned_fen: int
    open_differences: int
    opened_on: date


@router.get("/sources", response=list[SourceOut])
def list_sources(request: HttpRequest, year: int | None = None) -> Any:
    """Sources that the caller sees, the latest year first."""
    rows = money.sources_listed(_actor(request))
    rows = rows.filter(year=year) if year else rows
    return [
        {
            "public_id": card.public_id,
            "kind": card.kind,
            "year": card.year,
            "region": card.region_name,
            "balance": _balance(card.balance),
        }
        for card in map(money.source_card, rows.order_by("-year", "pk")[:MOST])
    ]


@router.get("/budgets", response=list[BudgetOut])
def list_budgets(request: HttpRequest, year: int | None = None) -> Any:
    """Budgets and limits that the caller sees, the latest year first."""
    rows = money.budgets_listed(_actor(request))
    rows = rows.filter(year=year) if year else rows
    today = timezone.localdate()
    cards = [money.budget_card(row, today) for row in rows.order_by("-year", "pk")[:MOST]]
    plain = ("public_id", "name", "kind", "year", "scheme", "category", "channel", "opens_on", "closes_on", "state")
    return [
        {name: getattr(card, name) for name in plain} | {"region": card.region_name, "balance": _balance(card.balance)}
        for card in cards
    ]


@router.get("/batches", response=list[BatchOut])
def list_batches(request: HttpRequest, state: BatchState | None = None) -> Any:
    """Settlement batches that the caller sees, the latest first; payees are not told."""
    rows = queries.batches_listed(_actor(request))
    rows = rows.filter(state=state.value) if state else rows
    return [
        {
            "public_id": card.public_id,
            "number": card.number,
            "region": card.region_name,
            "kind": card.kind,
            "state": card.state,
            "lines": card.count,
            "payments": card.payments_count,
            "fen": card.amount.fen,
            "paid_fen": card.paid.fen,
            "returned_fen": card.returned.fen,
            "open_differences": card.open_differences,
            "opened_on": card.opened_on,
        }
        for card in queries.batch_cards(list(rows.order_by("-pk")[:MOST]))
    ]


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by the accounts' middleware
    actor.require(Power.READ)
    return actor


def _balance(balance: money.Balance) -> dict[str, int]:
    values: dict[str, Money] = {name: getattr(balance, name) for name in BalanceOut.model_fields}
    return {name: value.fen for name, value in values.items()}
