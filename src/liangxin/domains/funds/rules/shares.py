"""Shares by level: parts of a whole that always add up to the fen, of one sum and of sums that follow each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from liangxin.domains.funds.errors import CentralShareDiffers, SharesNotWhole
from liangxin.domains.funds.terms import WHOLE, SourceKind
from liangxin.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Charged:
    """One source that bears a budget: its weight, what it has borne so far, and the most that it can still bear."""

    weight: int
    borne: int
    left: int


def require_whole(parts: Mapping[SourceKind, int], central: int | None = None) -> dict[SourceKind, int]:
    """The parts without empty ones. Raises SharesNotWhole, or CentralShareDiffers from a notice's."""
    kept = {kind: part for kind, part in parts.items() if part}
    if any(part < 0 for part in kept.values()) or sum(kept.values()) != WHOLE:
        raise SharesNotWhole(field="parts", total=percent(sum(kept.values())))
    given = kept.get(SourceKind.TREASURY_BOND, 0)
    if central is not None and given != central:
        raise CentralShareDiffers(field="parts", given=percent(given), asked=percent(central))
    return kept


def percent(parts: int) -> str:
    """Parts of ten thousand in per cent: 8 500 is `85%`, 833 is `8.33%`."""
    whole, rest = divmod(parts, 100)
    return f"{whole}%" if not rest else f"{whole}.{rest:02}".rstrip("0") + "%"


def split_fen(fen: int, weights: Sequence[int]) -> list[int]:
    """One sum by weight, by largest remainder."""
    return [part.fen for part in Money(fen).split(weights)]


def bear(fen: int, sources: Sequence[Charged]) -> list[int]:
    """What each source bears of the next sum, so that all of them together stay at their shares.

    The parts add up to the sum; none is negative or more than its source has left; what was rounded off one payment is
    made good by the next. The sources must have as much left as the sum: anything else is a ValueError.
    """
    if fen < 0 or fen > sum(source.left for source in sources):
        raise ValueError("the sources do not have what they are to bear")
    whole = sum(source.weight for source in sources)
    total = fen + sum(source.borne for source in sources)
    due = [Fraction(total * source.weight, whole) - source.borne for source in sources]
    parts = [min(max(int(exact), 0), source.left) for exact, source in zip(due, sources, strict=True)]
    _take_back(parts, due, sum(parts) - fen)
    rest = fen - sum(parts)
    for most in (1, rest):  # first one fen to each of those that lack most, then whatever is left to whom has it
        for place in sorted(range(len(parts)), key=lambda place: (parts[place] - due[place], place)):
            given = min(most, rest, sources[place].left - parts[place])
            parts[place] += given
            rest -= given
    return parts


def _take_back(parts: list[int], due: Sequence[Fraction], over: int) -> None:
    """Where sources that have borne too much are left out, the others would bear more than there is."""
    for place in sorted(range(len(parts)), key=lambda place: (due[place] - parts[place], place)):
        less = min(max(over, 0), parts[place])
        parts[place] -= less
        over -= less
