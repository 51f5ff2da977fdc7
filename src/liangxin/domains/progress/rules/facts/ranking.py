"""The ranking of units: completeness, punctuality and share on track, each with what it stands on.

The score is the mean of the three shares, exact as a fraction. A share that no unit has (no round was due) counts for
nobody. A unit that lacks one of the shares the others have, or knows too few of its targets, stands apart, with the
reason, and not last. Equal scores share a place, and the next place is left free. docs/algorithms/bulletins.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from liangxin.domains.progress.rules.facts.values import UnitFact
from liangxin.domains.progress.terms import LEAST_KNOWN

HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A unit with its place, score and shares; a share is None where nobody has it."""

    place: int
    unit: UnitFact
    score: Fraction
    completeness: Fraction | None
    punctuality: Fraction | None
    on_track: Fraction | None


@dataclass(frozen=True, slots=True)
class Apart:
    """A unit of which there is too little to judge, and why."""

    unit: UnitFact
    why: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """Units in order of their places, and those apart; `is_timed` is False where no round counted for anybody."""

    ranked: tuple[Ranked, ...] = ()
    apart: tuple[Apart, ...] = ()
    is_timed: bool = False

    def sharing(self, place: int) -> int:
        """How many units share a place."""
        return sum(one.place == place for one in self.ranked)


def completeness_of(unit: UnitFact) -> Fraction | None:
    return Fraction(unit.filled, unit.asked) if unit.asked else None


def punctuality_of(unit: UnitFact) -> Fraction | None:
    return Fraction(unit.in_time, unit.timed) if unit.timed else None


def on_track_of(unit: UnitFact) -> Fraction | None:
    return Fraction(unit.counts.on_track, unit.counts.known) if unit.counts.known else None


def ranking_of(units: Iterable[UnitFact]) -> Ranking:
    """Rank the units; what comes out does not depend on the order in which they come, but among equals by name."""
    listed = sorted(units, key=lambda unit: unit.name)
    is_timed = any(unit.timed and unit.asked for unit in listed)
    reasons = {unit: _too_little(unit, is_timed=is_timed) for unit in listed}
    judged = [(_score(unit, is_timed=is_timed), unit) for unit in listed if not reasons[unit]]
    judged.sort(key=lambda pair: (-pair[0], pair[1].name))
    scores = [score for score, _ in judged]
    ranked = tuple(
        Ranked(
            place=scores.index(score) + 1,
            unit=unit,
            score=score,
            completeness=completeness_of(unit) if is_timed else None,
            punctuality=punctuality_of(unit) if is_timed else None,
            on_track=on_track_of(unit),
        )
        for score, unit in judged
    )
    return Ranking(ranked, tuple(Apart(unit, why) for unit, why in reasons.items() if why), is_timed)


def _too_little(unit: UnitFact, *, is_timed: bool) -> str:
    counts = unit.counts
    if not counts.all:
        return "没有牵头的目标"
    if counts.known < LEAST_KNOWN:
        return f"牵头目标{counts.all}项，有结论的{counts.known}项，少于{LEAST_KNOWN}项"
    if Fraction(counts.known, counts.all) < HALF:
        return f"牵头目标{counts.all}项，有结论的{counts.known}项，不到一半"
    if is_timed and not (unit.timed and unit.asked):
        return "没有到期的报送"
    return ""


def _score(unit: UnitFact, *, is_timed: bool) -> Fraction:
    shares: Sequence[Fraction | None] = [on_track_of(unit)]
    if is_timed:
        shares = [completeness_of(unit), punctuality_of(unit), *shares]
    known = [share for share in shares if share is not None]
    return sum(known, Fraction(0)) / len(known)
