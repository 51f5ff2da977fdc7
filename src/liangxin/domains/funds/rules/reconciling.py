"""What one line of a bank's statement means for a payment: pay it, bring it back, nothing new, or a difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from liangxin.domains.funds.errors import EndUnfit
from liangxin.domains.funds.terms import BankResult, DifferenceEnd, DifferenceKind, PaymentState


@dataclass(frozen=True, slots=True, repr=False)
class BankLine:
    """One movement as the bank tells it. `number` is what we gave the payment; `reference` is the bank's own."""

    place: int
    reference: str
    number: str
    on: date
    fen: int
    result: BankResult
    account: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class StatementDraft:
    """A statement as it was read: every line of it sound."""

    file_name: str
    digest: str
    lines: Sequence[BankLine]


@dataclass(frozen=True, slots=True, repr=False)
class Ordered:
    """What we asked the bank for, and where it stands."""

    state: PaymentState
    fen: int
    account: str


class Step(Enum):
    """What a line asks to be done."""

    PAY = "pay"  # held money is paid
    GIVE_BACK = "give_back"  # held money is committed again: the bank did not pay
    BOUNCE = "bounce"  # paid money is committed again: it came back
    NOTHING = "nothing"  # what it says was done


def read_line(line: BankLine, ordered: Ordered | None) -> Step | DifferenceKind:
    """What to do about a line; `ordered` as the lines before it have left it, None where no payment has its number.

    Received money (`BankResult.RECEIVED`) is no payment's: a clawback takes it, or it is not ours.
    """
    state = ordered.state if ordered else None
    if ordered is None or state in (PaymentState.WAITING, PaymentState.HELD, PaymentState.WITHDRAWN):
        return DifferenceKind.NOT_OURS  # nothing was sent to the bank under this number
    if line.fen != ordered.fen:
        return DifferenceKind.OTHER_SUM
    if line.account and _plain(line.account) != _plain(ordered.account):
        return DifferenceKind.OTHER_ACCOUNT
    if line.result is BankResult.PAID:
        done = {PaymentState.PAID: DifferenceKind.TWICE, PaymentState.RETURNED: DifferenceKind.AFTER_RETURN}
        return done.get(ordered.state, Step.PAY)
    if ordered.state is PaymentState.RETURNED:
        return Step.NOTHING
    return Step.BOUNCE if ordered.state is PaymentState.PAID else Step.GIVE_BACK


def after(step: Step | DifferenceKind, state: PaymentState) -> PaymentState:
    """Where a payment stands after a line."""
    if step is Step.PAY:
        return PaymentState.PAID
    return PaymentState.RETURNED if step in (Step.GIVE_BACK, Step.BOUNCE) else state


def ends_for(kind: DifferenceKind) -> tuple[DifferenceEnd, ...]:
    """What a person may decide: where the payment still waits, whether it counts as paid; else that it is noted."""
    if kind.is_open_payment:
        return (DifferenceEnd.PAID, DifferenceEnd.RETURNED)
    return (DifferenceEnd.NOTED,)


def require_end(kind: DifferenceKind, state: PaymentState | None, end: DifferenceEnd) -> None:
    """Raise EndUnfit. Where the payment was settled by another line or decision meanwhile, the difference is noted."""
    still_open = kind.is_open_payment and state is PaymentState.SENT
    allowed = ends_for(kind) if still_open else (DifferenceEnd.NOTED,)
    if end not in allowed:
        raise EndUnfit(field="end", difference=kind, end=end)


def _plain(account: str) -> str:
    return "".join(account.split()).replace("-", "")
