"""What a person has had before, as the limits of a rulebook count it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from liangxin.domains.claims.terms import ClaimState
from liangxin.engines.rulebook.records import Limit, Rulebook

CATEGORY: Final = "品类"
# A claim in one of these has used nothing.
UNUSED: Final = (
    ClaimState.DRAFT,
    ClaimState.REFUSED,
    ClaimState.REVERSED,
    ClaimState.LAPSED,
    ClaimState.WITHDRAWN,
    ClaimState.CLAWED_BACK,
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """One claim that counts."""

    family: str
    category: str
    on: date
    amount_fen: int


def history_of(book: Rulebook, category: str, on: date, earlier: Iterable[Earlier]) -> dict[str, Any]:
    """What the limits of a rulebook ask of the past, as a case writes it: counts, and sums in yuan."""
    kept = list(earlier)
    return {
        limit.fact.removeprefix("earlier_"): _used(limit, book, category, on, kept)
        for limit in book.limits
        if limit.fact in book.facts
    }


def _used(limit: Limit, book: Rulebook, category: str, on: date, earlier: list[Earlier]) -> int | str:
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
    fen = sum(one.amount_fen for one in counted)
    return f"{fen // 100}.{fen % 100:02d}元"


def limit_of(book: Rulebook, line: str) -> str:
    """The title of the limit of that line; empty where it is none."""
    return next((limit.title for limit in book.limits if limit.id == line), "")
