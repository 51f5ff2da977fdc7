"""One sale at a till with all that is known of it; nobody is named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from liangxin.domains.claims.access.till import get_sale
from liangxin.domains.claims.models import Claim
from liangxin.domains.claims.queries.paid import payments_of
from liangxin.domains.claims.queries.till import SaleCard, sale_cards
from liangxin.domains.funds import api as funds
from liangxin.domains.schemes import api as schemes
from liangxin.engines.rulebook.words import clause_said
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import TrailCard, entries_of


@dataclass(frozen=True, slots=True)
class SalePage:
    """A sale: its card, the goods, what followed, its payments, its history."""

    card: SaleCard
    region_path: str
    barcode: str
    serial: str
    rule: str
    invoice: str
    delivered_on: date | None
    old_note: str
    lapses_at: datetime
    captured_at: datetime | None
    ended_at: datetime | None
    end_reason: str
    payments: tuple[funds.SubjectPayment, ...]
    history: list[TrailCard]


def sale_page(actor: Actor, public_id: UUID | str) -> SalePage:
    """The sale of a claim that the actor sees. Raises SaleNotFound."""
    row = get_sale(actor, public_id)
    claim = row.claim
    return SalePage(
        card=sale_cards([row])[0],
        region_path=claim.region.path,
        barcode=row.barcode,
        serial=row.serial,
        rule=_rule(claim),
        invoice=row.invoice,
        delivered_on=row.delivered_on,
        old_note=row.old_note,
        lapses_at=row.lapses_at,
        captured_at=row.captured_at,
        ended_at=row.ended_at,
        end_reason=row.end_reason,
        payments=payments_of(claim),
        history=entries_of(claim),
    )


def _rule(claim: Claim) -> str:
    """The rules, and the line of them that gave the amount, as people read them."""
    rules, line = schemes.rulebook_of(claim.version_id).rulebook, claim.decision.get("line")
    found = next(((title, cite) for own, title, cite in rules.cites() if own == line), None)
    return rules.title if found is None else f"{rules.title}：{found[0]}（{clause_said(found[1], rules)}）"
