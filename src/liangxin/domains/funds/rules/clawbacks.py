"""What a clawback must be: a plan that adds up to the fen, receipts within what is owed, what is overdue on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from liangxin.domains.funds.errors import BeyondOwed, PlanDiffers, PlanUnreadable
from liangxin.kernel.money import Money
from liangxin.kernel.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Due:
    """One instalment."""

    on: date
    fen: int


def require_plan(plan: Sequence[Due], fen: int) -> list[Due]:
    """The instalments by day. Raises PlanDiffers unless each is something and together they are the whole."""
    planned = sum(due.fen for due in plan)
    if planned != fen or any(due.fen <= 0 for due in plan):
        gap = Money(planned - fen).exact()
        raise PlanDiffers(field="plan", planned=Money(planned).exact(), asked=Money(fen).exact(), gap=gap)
    return sorted(plan, key=lambda due: due.on)


def read_plan(text: str) -> list[Due]:
    """Instalments as a person types them, a day and a sum in each line. Raises PlanUnreadable."""
    found = []
    for row, line in enumerate((line.strip() for line in text.splitlines() if line.strip()), 1):
        day, _, amount = line.partition(" ")
        try:
            found.append(Due(date.fromisoformat(day), _amount(amount.strip()).fen))
        except (ValueError, Refusal) as error:
            raise PlanUnreadable(field="plan", row=row, text=line[:40]) from error
    return found


def require_owed(fen: int, owed: int) -> None:
    """Raise BeyondOwed."""
    if fen > owed:
        raise BeyondOwed(field="amount", owed=Money(owed).exact(), asked=Money(fen).exact())


def overdue(plan: Sequence[Due], received: int, on: date) -> int:
    """What should have come back before the day and has not, in fen; receipts fill the instalments in their order."""
    return max(sum(due.fen for due in plan if due.on < on) - received, 0)


def _amount(text: str) -> Money:
    return Money.from_yuan(text.replace(",", "")) if text[-1:].isdigit() else Money.read(text)
