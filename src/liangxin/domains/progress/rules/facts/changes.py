"""Which targets turned since a day, both ways: the first status before against the last after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from liangxin.domains.progress.rules.facts.values import TargetFact
from liangxin.domains.progress.terms import Status

_ORDER: Final = {Status.BEHIND: 0, Status.AT_RISK: 1, Status.ON_TRACK: 2}


@dataclass(frozen=True, slots=True)
class Turned:
    """A day on which a target came to stand differently; `before` is None where it was never looked at before."""

    target: int
    on: date
    before: Status | None
    after: Status


@dataclass(frozen=True, slots=True)
class Changes:
    """Targets that turned for the better, for the worse, that have come to be known, and that are known no more."""

    better: tuple[TargetFact, ...] = ()
    worse: tuple[TargetFact, ...] = ()
    known_now: tuple[TargetFact, ...] = ()
    lost: tuple[TargetFact, ...] = ()

    @property
    def any(self) -> bool:
        return bool(self.better or self.worse or self.known_now or self.lost)


def compared_from(days: Iterable[Turned], since: date, on: date) -> date | None:
    """The day with which a bulletin compares: `since`, or the first day that targets were looked at if that is later;
    None where they were first looked at on the day of the bulletin itself, and nothing can be compared.

    >>> from datetime import date
    >>> first = Turned(1, date(2025, 7, 2), None, Status.BEHIND)
    >>> str(compared_from([first], date(2025, 7, 1), date(2025, 7, 10)))
    '2025-07-02'
    """
    first = min((day.on for day in days), default=on)
    compared = max(first, since)
    return compared if compared < on else None


def stood_before(days: Iterable[Turned], since: date) -> dict[int, Status]:
    """How targets stood at the end of a day, of those that turned after it and have not turned back.

    >>> from datetime import date
    >>> there = Turned(1, date(2025, 7, 2), Status.ON_TRACK, Status.BEHIND)
    >>> back = Turned(1, date(2025, 7, 9), Status.BEHIND, Status.ON_TRACK)
    >>> stood_before([there], date(2025, 7, 1)), stood_before([there, back], date(2025, 7, 1))
    ({1: <Status.ON_TRACK: 'on_track'>}, {})
    """
    first: dict[int, Turned] = {}
    last: dict[int, Turned] = {}
    for day in sorted((one for one in days if one.on > since), key=lambda one: one.on):
        first.setdefault(day.target, day)
        last[day.target] = day
    return {target: day.before for target, day in first.items() if day.before and day.before is not last[target].after}


def changes_of(targets: Iterable[TargetFact]) -> Changes:
    """The targets that turned, by the way in which they did; `was` is how each stood before."""
    found: dict[str, list[TargetFact]] = {"better": [], "worse": [], "known_now": [], "lost": []}
    for target in targets:
        if target.was is None or target.was is target.status:
            continue
        if target.was is Status.NOT_KNOWN:
            found["known_now"].append(target)
        elif target.status is Status.NOT_KNOWN:
            found["lost"].append(target)
        else:
            found["better" if _ORDER[target.status] > _ORDER[target.was] else "worse"].append(target)
    return Changes(**{name: tuple(each) for name, each in found.items()})
