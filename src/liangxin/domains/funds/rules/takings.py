"""What is asked of the journal and what it answers, one request each."""

from __future__ import annotations

from dataclasses import dataclass

from liangxin.domains.funds.terms import Outcome


@dataclass(frozen=True, slots=True)
class Subject:
    """What money is taken for: a kind ("claims.claim"), its identifier there, and what people call it."""

    kind: str
    id: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Taking:
    """One request: `budgets` are the ids of one budget and of the limits over it; the same key is taken once."""

    key: str
    budgets: tuple[int, ...]
    fen: int
    subject: Subject


@dataclass(frozen=True, slots=True)
class Moving:
    """What is done later with a holding: its number as `Taken` gave it; the same key is done once."""

    key: str
    holding: int
    fen: int


@dataclass(frozen=True, slots=True)
class Taken:
    """Done; `again` where the same key had done it before."""

    key: str
    holding: int
    again: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """Not done, and nothing taken: why, by which budget, and what room it has. `as_refusals` puts it in words."""

    key: str
    outcome: Outcome
    budget: int | None
    room: int | None
