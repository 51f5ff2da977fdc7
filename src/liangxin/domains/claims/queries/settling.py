"""Claims that wait for their payment, by payee: merchants for sales at the till, persons for what is claimed after."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Sum, When

from liangxin.domains.claims.models import Claim, Correction, Filing
from liangxin.domains.claims.terms import Channel, ClaimState, CorrectionState, HeldBack, Power
from liangxin.domains.funds import api as funds
from liangxin.domains.parties import api as parties
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.money import Money

# What waits: a sale that was captured, a claim that was approved.
WAITS: Final = {
    funds.PayeeKind.MERCHANTS: (Channel.TILL, ClaimState.CAPTURED),
    funds.PayeeKind.PERSONS: (Channel.AFTER, ClaimState.APPROVED),
}
HELD_SHOWN: Final = 50
MOST: Final = 10_000  # claims in one batch: as many as the journal takes in one set


@dataclass(frozen=True, slots=True)
class WaitingPayee:
    """What one payee would get: `id` is the party's, `name` masked."""

    id: int
    name: str
    page: str
    count: int
    amount: Money
    is_left_out: bool  # chosen, or because there is no account to pay to
    has_account: bool


@dataclass(frozen=True, slots=True)
class HeldClaim:
    """A claim that would wait, was it not held back; `words` is the reason that was given."""

    number: str
    why: HeldBack
    words: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a batch would hold now: payees, and count and sum without those that are left out.

    `held` are the first of the claims that are held back; `held_count` and `held_amount` of all.
    """

    payees: tuple[WaitingPayee, ...]
    count: int
    amount: Money
    beyond: int  # claims over the most of one batch: they wait for the next
    held: tuple[HeldClaim, ...]
    held_count: int
    held_amount: Money


def waiting_for_payment(
    actor: Actor, region_id: int, kind: funds.PayeeKind, leave_out: Collection[int] = ()
) -> Waiting:
    """The claims of a region that a batch of the kind would collect. Raises NotAllowed."""
    region = regions.regions_by_id([region_id])[region_id]
    actor.require(Power.SETTLE, region.path)
    all_of_them = claims_waiting(region_id, kind)
    inside = all_of_them.filter(pk__in=all_of_them.order_by("pk").values("pk")[:MOST])
    light: QuerySet[Any] = inside.order_by()  # the checker knows nothing of what was annotated
    rows = light.values("payee").annotate(count=Count("pk"), fen=Sum("amount_fen")).order_by("payee")
    found = [(row["payee"], row["count"], row["fen"]) for row in rows]
    heirs = parties.surviving(payee for payee, _, _ in found)
    sums: dict[int, tuple[int, int]] = {}
    for payee, count, fen in found:
        before = sums.get(heirs[payee], (0, 0))
        sums[heirs[payee]] = (before[0] + count, before[1] + fen)
    cards = parties.party_cards(actor, sums)
    out, payable = set(leave_out), parties.with_account(sums)
    payees = [
        WaitingPayee(pk, cards[pk].name if pk in cards else "—", cards[pk].page if pk in cards else "", count,
                     Money(fen), pk in out or pk not in payable, pk in payable)
        for pk, (count, fen) in sums.items()
    ]  # fmt: skip
    taken = [each for each in payees if not each.is_left_out]
    total = sum(each.count for each in payees)
    back = claims_held_back(region_id, kind)
    sums_back = back.aggregate(count=Count("pk"), fen=Sum("amount_fen"))
    return Waiting(
        payees=tuple(sorted(payees, key=lambda each: -each.amount.fen)),
        count=sum(each.count for each in taken),
        amount=Money.total(each.amount for each in taken),
        beyond=all_of_them.count() - total,
        held=tuple(_held(row) for row in back.select_related("filing").order_by("pk")[:HELD_SHOWN]),
        held_count=sums_back["count"],
        held_amount=Money(sums_back["fen"] or 0),
    )


def _held(row: Claim) -> HeldClaim:
    is_frozen = hasattr(row, "filing") and row.filing.frozen_at is not None
    why = HeldBack.FROZEN if is_frozen else HeldBack.CORRECTION
    return HeldClaim(row.number, why, row.filing.frozen_reason if is_frozen else "", Money(row.amount_fen or 0))


def claims_waiting(region_id: int, kind: funds.PayeeKind) -> QuerySet[Claim]:
    """Claims that wait, with `payee`: the merchant's party at the till, the person's otherwise. For actions too."""
    return _might_wait(region_id, kind).exclude(_is_held_back())


def claims_held_back(region_id: int, kind: funds.PayeeKind) -> QuerySet[Claim]:
    """Claims that would wait, was one not frozen, or a correction of one not undecided."""
    return _might_wait(region_id, kind).filter(_is_held_back())


def _is_held_back() -> Q:
    proposed = Correction.objects.filter(claim=OuterRef("pk"), state=CorrectionState.PROPOSED.value)
    frozen = Filing.objects.filter(claim=OuterRef("pk"), frozen_at__isnull=False)
    return Q(Exists(frozen)) | Q(Exists(proposed))


def _might_wait(region_id: int, kind: funds.PayeeKind) -> QuerySet[Claim]:
    channel, state = WAITS[kind]
    rows = Claim.objects.filter(
        Q(amount_fen__gt=0),
        region_id=region_id,
        channel=channel.value,
        state=state.value,
        holding__isnull=False,
    )
    if channel is Channel.TILL:
        rows = rows.filter(merchant__isnull=False)
    payee = Case(
        When(channel=Channel.TILL.value, then=F("merchant__party_id")),
        default=F("party_id"),
        output_field=IntegerField(),
    )
    return rows.annotate(payee=payee)


def uuids(texts: Iterable[object]) -> list[UUID]:
    """Those of the texts that are public ids: money may be taken for what is no claim."""
    found = []
    for text in texts:
        with suppress(ValueError):
            found.append(UUID(str(text)))
    return found


def claim_seen(actor: Actor, public_id: object) -> tuple[str, UUID, Channel, ClaimState] | None:
    """Number, public id, channel and state of a claim that the actor may see; None otherwise."""
    row = Claim.objects.filter(public_id__in=uuids([public_id])).select_related("region").first()
    if row is None or not actor.may(Power.READ, row.region.path):
        return None
    return row.number, row.public_id, Channel.of(row.channel), ClaimState.of(row.state)
