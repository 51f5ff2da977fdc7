"""Answers of the journal put in words."""

from __future__ import annotations

from collections.abc import Iterable

from liangxin.domains.funds.errors import (
    AmountUnfit,
    BudgetNotOpen,
    BudgetUsedUp,
    HoldingShort,
    HoldingUnknown,
    KeyReused,
    WindowUsedUp,
)
from liangxin.domains.funds.models import Budget
from liangxin.domains.funds.rules.takings import Refused, Taken
from liangxin.domains.funds.terms import Outcome
from liangxin.kernel.money import Money
from liangxin.kernel.refusal import Refusal


def as_refusals(answers: Iterable[Taken | Refused]) -> dict[str, Refusal]:
    """The refusals among the answers by their keys, with the names of the budgets, in one query."""
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    names = dict(Budget.objects.filter(pk__in={each.budget for each in refused}).values_list("pk", "name"))
    return {each.key: _in_words(each, names.get(each.budget or 0, "")) for each in refused}


def _in_words(refused: Refused, budget: str) -> Refusal:
    room = Money(refused.room or 0).exact()
    match refused.outcome:
        case Outcome.USED_UP:
            return BudgetUsedUp(budget=budget, room=room)
        case Outcome.PACED:
            return WindowUsedUp(budget=budget, room=room)
        case Outcome.NOT_OPEN:
            return BudgetNotOpen(budget=budget)
        case Outcome.KEY_REUSED:
            return KeyReused()
        case Outcome.SHORT:
            return HoldingShort(room=room)
        case Outcome.UNKNOWN:
            return HoldingUnknown()
        case _:
            return AmountUnfit()
