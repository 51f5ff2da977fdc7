"""What a settlement batch must be: its lines, its announced count and sum, the steps it takes, its payments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from liangxin.domains.funds.errors import AnnouncedDiffers, BatchEmpty, LineTaken, PayerUnfit, SetTooLarge, StepUnfit
from liangxin.domains.funds.rules.takings import Subject
from liangxin.domains.funds.terms import BatchState, PayeeKind
from liangxin.kernel.money import Money

LARGEST_BATCH: Final = 10_000  # lines: as many as the journal takes in one set
# From where to where each step leads.
STEPS: Final[Mapping[str, tuple[frozenset[BatchState], BatchState]]] = {
    "check": (frozenset({BatchState.DRAFT}), BatchState.CHECKED),
    "hold": (frozenset({BatchState.CHECKED}), BatchState.HELD),
    "send": (frozenset({BatchState.HELD}), BatchState.SENT),
    "reconcile": (frozenset({BatchState.SENT}), BatchState.RECONCILED),
    "cancel": (frozenset({BatchState.DRAFT, BatchState.CHECKED, BatchState.HELD}), BatchState.CANCELLED),
}


@dataclass(frozen=True, slots=True)
class PayLine:
    """One holding to be paid, whole or in part, to a payee (id of a party); the same key goes into one batch."""

    payee: int
    holding: int
    fen: int
    subject: Subject
    key: str


@dataclass(frozen=True, slots=True)
class BatchDraft:
    """What a batch is to be. The count is that of the lines; a person types count and sum, no program does."""

    kind: PayeeKind
    announced_count: int
    announced_fen: int
    lines: Sequence[PayLine] = field(repr=False)
    reason: str = ""


def next_state(step: str, state: BatchState) -> BatchState:
    """Where a step leads. Raises StepUnfit."""
    before, after = STEPS[step]
    if state not in before:
        raise StepUnfit(state=state)
    return after


def require_announced(draft: BatchDraft) -> None:
    """Raise BatchEmpty, SetTooLarge, LineTaken, or AnnouncedDiffers with the difference in words."""
    if not draft.lines:
        raise BatchEmpty
    if len(draft.lines) > LARGEST_BATCH:
        raise SetTooLarge(count=len(draft.lines), limit=LARGEST_BATCH)
    if len({line.holding for line in draft.lines}) < len(draft.lines) or any(line.fen <= 0 for line in draft.lines):
        raise LineTaken(count=2, subject=draft.lines[0].subject.label)
    count, fen = len(draft.lines), sum(line.fen for line in draft.lines)
    if (draft.announced_count, draft.announced_fen) != (count, fen):
        raise AnnouncedDiffers(
            field="announced_count" if draft.announced_count != count else "announced_sum",
            said_count=draft.announced_count,
            said_sum=Money(draft.announced_fen).exact(),
            count=count,
            sum=Money(fen).exact(),
            count_gap=draft.announced_count - count,
            sum_gap=Money(draft.announced_fen - fen).exact(),
        )


def by_payee(lines: Sequence[PayLine]) -> dict[int, list[PayLine]]:
    """The lines of each payee, payees in the order in which they first come."""
    found: dict[int, list[PayLine]] = {}
    for line in lines:
        found.setdefault(line.payee, []).append(line)
    return found


def require_payer(account: str) -> str:
    """The account without spaces. Raises PayerUnfit."""
    plain = "".join(account.split()).replace("-", "")
    if not (5 <= len(plain) <= 34 and plain.isascii() and plain.isalnum()):
        raise PayerUnfit(field="payer_account")
    return plain
