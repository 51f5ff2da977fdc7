"""Which budgets a spending falls under, how a budget stands on a day, and what its drafts must have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from liangxin.domains.funds.errors import AmountUnfit, DaysReversed, FieldMissing, SamePerson
from liangxin.domains.funds.terms import LARGEST_AMOUNT, NAME_LIMIT, BudgetState
from liangxin.kernel.money import Money

TIGHT_PARTS: Final = 10  # a budget is tight below a tenth of what was granted


@dataclass(frozen=True, slots=True)
class Scope:
    """What a budget is for; an empty word or path is for all. `closes_on` is its last day."""

    scheme: str
    category: str
    channel: str
    area_path: str
    opens_on: date
    closes_on: date


@dataclass(frozen=True, slots=True)
class Spending:
    """What a claim would be taken from."""

    scheme: str
    category: str
    channel: str
    area_path: str
    on: date


def covers(scope: Scope, spending: Spending) -> bool:
    """Whether a spending falls under a budget."""
    words = (
        (scope.scheme, spending.scheme),
        (scope.category, spending.category),
        (scope.channel, spending.channel),
    )
    return (
        all(wanted in ("", given) for wanted, given in words)
        and spending.area_path.startswith(scope.area_path)
        and scope.opens_on <= spending.on <= scope.closes_on
    )


def narrowness(scope: Scope) -> int:
    """How much a budget says of what it is for: the narrower of two budgets is taken first."""
    return sum(map(bool, (scope.scheme, scope.category, scope.channel))) * 100 + len(scope.area_path)


def budget_state(scope: Scope, *, granted: int, available: int, is_open: bool, on: date) -> BudgetState:
    """How the budget stands on a day."""
    if not is_open:
        return BudgetState.PROPOSED
    if on < scope.opens_on:
        return BudgetState.AHEAD
    if on > scope.closes_on:
        return BudgetState.ENDED
    if not available:
        return BudgetState.USED_UP
    return BudgetState.TIGHT if available * TIGHT_PARTS < granted else BudgetState.OPEN


def require_name(text: str, field: str, what: str, limit: int = NAME_LIMIT) -> str:
    """The text on one line. Raises FieldMissing when nothing is left, or it is too long."""
    name = " ".join(text.split())
    if not name or len(name) > limit:
        raise FieldMissing(field=field, what=what, limit=limit)
    return name


def require_amount(amount: Money, field: str = "amount") -> Money:
    """Raise AmountUnfit unless it is something, and not beyond what a county can have."""
    if not 0 < amount.fen <= LARGEST_AMOUNT:
        raise AmountUnfit(field=field)
    return amount


def require_days(opens_on: date, closes_on: date) -> None:
    """Raise DaysReversed."""
    if closes_on < opens_on:
        raise DaysReversed(field="closes_on")


def require_another(first: int | None, second: int | None) -> None:
    """Raise SamePerson where the one who confirms is the one who entered; the system alone may be both."""
    if first is not None and first == second:
        raise SamePerson
