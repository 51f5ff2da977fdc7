"""What a person has had before, as the limits of a rulebook count it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from liangxin.domains.claims.terms import ClaimState
from liangxin.engines.rulebook.records import Limit, Rulebook

CATEGORY: Final = "品类"
# A claim in one of these has used nothing, and holds no number; in every other it counts, whichever channel it came by.
UNUSED: Final = (
    ClaimState.DRAFT,
    ClaimState.REFUSED,
    ClaimState.REVERSED,
    ClaimState.LAPSED,
    ClaimState.WITHDRAWN,
    ClaimState.CLAWED_BACK,
)


COUNTED: Final = frozenset(ClaimState) - frozenset(UNUSED)


@dataclass(frozen=True, slots=True)
class Earlier:
    """One claim that counts; `claim` is its row, so that a claim does not count against itself."""

    claim: int
    family: str
    category: str
    on: date
    amount_fen: int


def history_of(book: Rulebook, category: str, on: date, earlier: Iterable[Earlier]) -> dict[str, Any]:
    """What the limits of a rulebook ask of the past, as a case writes it: counts, and sums in yuan."""
    used = used_of(book, category, on, earlier)
    return {
        limit.fact.removeprefix("earlier_"): used[limit.id] if limit.kind == "count" else f"{_yuan(used[limit.id])}元"
        for limit in book.limits
        if limit.fact in book.facts
    }


def typed_of(book: Rulebook, category: str, on: date, earlier: Iterable[Earlier]) -> dict[str, str]:
    """The same by the names of the facts, as a form would have it typed."""
    used = used_of(book, category, on, earlier)
    return {
        limit.fact: str(used[limit.id]) if limit.kind == "count" else _yuan(used[limit.id])
        for limit in book.limits
        if limit.fact in book.facts
    }


def used_of(book: Rulebook, category: str, on: date, earlier: Iterable[Earlier]) -> dict[str, int]:
    """What each limit counts of it, by the id of the limit: how many, or fen."""
    kept = list(earlier)
    return {limit.id: _used(limit, book, category, on, kept) for limit in book.limits}


def _used(limit: Limit, book: Rulebook, category: str, on: date, earlier: list[Earlier]) -> int:
    families = {book.code, *(name.split("@")[0] for name in limit.shared_with)}
    period = next((one for one in book.periods if one.start <= on < one.end), None) if limit.within else None
    counted = [
        one
        for one in earlier
        if one.family in families
        and (CATEGORY not in limit.per or one.category == category)
        and (period is None or period.start <= one.on < period.end)
    ]
    if limit.kind == "count":
        return len(counted)
    return sum(one.amount_fen for one in counted)


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def limit_of(book: Rulebook, line: str) -> str:
    """The title of the limit of that line; empty where it is none."""
    return next((limit.title for limit in book.limits if limit.id == line), "")


@dataclass(frozen=True, slots=True)
class Person:
    """A person with what they have had, under whichever of their merged parties: `id` is the one that is left."""

    id: int
    party_ids: frozenset[int]
    earlier: tuple[Earlier, ...]

    def without(self, claim_id: int | None) -> list[Earlier]:
        """What they have had beside one claim."""
        return [one for one in self.earlier if one.claim != claim_id]
