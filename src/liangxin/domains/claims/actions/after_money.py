"""The money of after-sale claims: reserved when a claim is submitted, committed at approval, given back when it ends.

The system moves it, because of what a person did with the claim: whoever reviews needs no power over budgets.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from liangxin.domains.claims.errors import MoneyNotHeld, MoneyNotPlanned, MoneyQueued
from liangxin.domains.claims.models import Claim
from liangxin.domains.claims.rules.after_steps import IN_REVIEW
from liangxin.domains.claims.terms import Channel, Deed
from liangxin.domains.funds import api as funds
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record
from liangxin.kernel.refusal import Refusal
from liangxin.kernel.text import cut

_SYSTEM = Actor.system("补贴申领")


def waiting() -> QuerySet[Claim]:
    """Claims in review that wait for money, in the order in which they get it: that of their submission."""
    states = [state.value for state in IN_REVIEW]
    rows = Claim.objects.filter(channel=Channel.AFTER.value, state__in=states, holding__isnull=True, amount_fen__gt=0)
    return rows.order_by("filing__submitted_at", "pk")


def reserve(actor: Actor, claim: Claim, on: date, *, has_turn: bool = False) -> None:
    """Reserve the amount; where there is no money, or others wait before it, the claim says so and waits.

    `has_turn`: it had its money a moment ago, for another amount. The claim is not saved here.
    """
    filing = claim.filing
    refusal = (None if has_turn else _others_before(claim)) or _reserved(claim, on)
    filing.money_note = cut(str(refusal), 300) if refusal else ""
    if refusal is None:
        after = {"fen": claim.amount_fen}
        record(actor, Deed.MONEY_RESERVED, claim, region_path=claim.region.path, after=after)


def _others_before(claim: Claim) -> Refusal | None:
    """Claims for the same money that were handed in before and have none."""
    at = claim.filing.submitted_at
    same = waiting().filter(region=claim.region_id, family=claim.family, category=claim.category)
    before = Q(filing__submitted_at__lt=at) | Q(filing__submitted_at=at, pk__lt=claim.pk)
    count = same.filter(before).exclude(pk=claim.pk).count()
    return MoneyQueued(count=count) if count else None


def _reserved(claim: Claim, on: date) -> Refusal | None:
    budgets = _budgets(claim, on)
    if budgets is None:
        return MoneyNotPlanned(region=claim.region.name)
    key = f"claim:{claim.public_id}:{claim.clock}"
    subject = funds.Subject("claims.claim", str(claim.public_id), claim.number)
    answers = funds.take(_SYSTEM, [funds.Taking(key, budgets, claim.amount_fen or 0, subject)], on=on)
    answer = answers[0]
    if isinstance(answer, funds.Taken):
        claim.holding = answer.holding
        return None
    return funds.as_refusals(answers)[key]


def _budgets(claim: Claim, on: date) -> tuple[int, ...] | None:
    spending = funds.Spending(claim.family, claim.category, Channel.AFTER.label, claim.region.path, on)
    money, limits = funds.budgets_for(claim.region_id, spending)
    return None if money is None else (money.id, *(limit.id for limit in limits))


def commit(claim: Claim, on: date) -> None:
    """Reserved money becomes committed. Raises MoneyNotHeld."""
    if claim.holding is None:
        raise MoneyNotHeld(why=claim.filing.money_note or "未预留。")
    _moved(funds.commit, claim, "commit", claim.amount_fen or 0, on)


def release(claim: Claim, on: date) -> None:
    """Reserved money goes back to its budgets."""
    if claim.holding is not None:
        _moved(funds.release, claim, "release", claim.amount_fen or 0, on)
        claim.holding = None


def give_back(claim: Claim, fen: int, on: date) -> None:
    """A part of committed money goes back to its budgets."""
    _moved(funds.cancel, claim, "cancel", fen, on)


def _moved(verb: Callable[..., Sequence[Any]], claim: Claim, name: str, fen: int, on: date) -> None:
    key = f"claim:{claim.public_id}:{name}:{claim.clock}"
    answers = verb(_SYSTEM, [funds.Moving(key, claim.holding or 0, fen)], on=on, reason=claim.number)
    refused = funds.as_refusals(answers)
    if refused:
        raise refused[key]
