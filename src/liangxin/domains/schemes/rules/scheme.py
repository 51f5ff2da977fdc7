"""Versions of schemes: their steps, the days on which they hold, which of several holds in a region."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from liangxin.domains.schemes.errors import (
    AmendmentBackdated,
    EndingImpossible,
    HeldDayOutside,
    PeriodsOverlap,
    RulebookHasErrors,
    RulebookUnsettled,
    SchemeSamePerson,
    VersionStepImpossible,
)
from liangxin.domains.schemes.rules.scheme_content import Checked, Content, check_content
from liangxin.domains.schemes.terms import Deed, Standing, VersionState
from liangxin.engines.rulebook.records import Rulebook
from liangxin.kernel.text import cut

_DAY = timedelta(days=1)
_OPEN_END = date(2199, 1, 1)  # a rulebook without a last day is read as one that runs to the end of time

# From which states a verb may be done.
STEPS: dict[Deed, frozenset[VersionState]] = {
    Deed.SCHEME_TEXT_CHANGED: frozenset({VersionState.DRAFT}),
    Deed.SCHEME_TERMS_CHANGED: frozenset({VersionState.DRAFT}),
    Deed.SCHEME_LINES_CONFIRMED: frozenset({VersionState.DRAFT}),
    Deed.SCHEME_CONFIRMATION_WITHDRAWN: frozenset({VersionState.DRAFT}),
    Deed.SCHEME_DISCARDED: frozenset({VersionState.DRAFT}),
    Deed.SCHEME_SUBMITTED: frozenset({VersionState.DRAFT}),
    Deed.SCHEME_SENT_BACK: frozenset({VersionState.SUBMITTED}),
    Deed.SCHEME_APPROVED: frozenset({VersionState.SUBMITTED}),
    Deed.SCHEME_END_ASKED: frozenset({VersionState.APPROVED}),
    Deed.SCHEME_ENDED: frozenset({VersionState.APPROVED}),
    Deed.SCHEME_END_DECLINED: frozenset({VersionState.APPROVED}),
}


def require_step(state: VersionState, verb: Deed) -> None:
    """Raise VersionStepImpossible unless the verb may be done from the state."""
    if state not in STEPS[verb]:
        raise VersionStepImpossible(state=state, verb=verb)


def require_other_person(account_id: int | None, hands: Collection[int], verb: Deed) -> int:
    """Four eyes: whoever had a hand in it, and the system, do not do it. Returns the account. Raises
    SchemeSamePerson.
    """
    if account_id is None or account_id in hands:
        raise SchemeSamePerson(verb=verb)
    return account_id


@dataclass(frozen=True, slots=True)
class Span:
    """Days on which a version holds, both included; without `until` there is no end."""

    since: date
    until: date | None

    def holds_on(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.since <= day and (self.until is None or day <= self.until)


def span_of(rulebook: Rulebook, held_from: date | None = None) -> Span:
    """The days of a rulebook, or those from which a place holds it. Raises HeldDayOutside."""
    first, last = rulebook.periods[0].start, rulebook.periods[-1].last_day
    until = None if last >= _OPEN_END else last
    if held_from is None:
        return Span(first, until)
    if held_from < first or (until is not None and held_from > until):
        raise HeldDayOutside(field="held_from", day=held_from, since=first, until=until or "长期")
    return Span(held_from, until)


def standing_on(state: VersionState, span: Span | None, on: date) -> Standing:
    """What a version is on a day."""
    if state is VersionState.DRAFT or state is VersionState.SUBMITTED or span is None:
        return Standing.of(state.value) if not state.was_approved else Standing.OVER
    if on < span.since:
        return Standing.COMING
    if span.holds_on(on):
        return Standing.IN_FORCE
    return Standing.OVER if state is VersionState.APPROVED else Standing.of(state.value)


def require_ready(content: Content, family: str) -> Checked:
    """What a check says of a content that may be handed in. Raises RulebookHasErrors, RulebookUnsettled."""
    checked = check_content(content, family)
    if checked.errors or checked.rulebook is None:
        raise RulebookHasErrors(count=len(checked.errors), first=cut(checked.errors[0].sentence, 120))
    if checked.open:
        raise RulebookUnsettled(count=len(checked.open), first=cut(checked.open[0].sentence, 120))
    return checked


class Approved(Protocol):
    """An approved version as it lies beside a new one."""

    number: int
    since: date | None
    until: date | None


A = TypeVar("A", bound=Approved)


def cut_by(new: Span, approved: Iterable[A], on: date, *, is_retroactive: bool = False) -> A | None:
    """The version that the new one cuts short: the one that runs when it begins. Old cases keep it.

    Raises PeriodsOverlap where one begins on the same day or later and both would hold, AmendmentBackdated where days
    are taken from one that have passed.
    """
    cut_short = None
    for one in approved:
        since = one.since or new.since
        if not _meet(new, Span(since, one.until)):
            continue
        if since >= new.since:
            raise PeriodsOverlap(field="held_from", since=new.since, number=one.number, other=since)
        if new.since < on and not is_retroactive:
            raise AmendmentBackdated(field="held_from", since=new.since, number=one.number)
        cut_short = one
    return cut_short


def day_before(day: date) -> date:
    """The last day of what ends when something else begins."""
    return day - _DAY


def _meet(one: Span, other: Span) -> bool:
    return (one.until is None or other.since <= one.until) and (other.until is None or one.since <= other.until)


def require_ending(span: Span, day: date, on: date) -> None:
    """A version ends today at the earliest, and before it would end by itself. Raises EndingImpossible."""
    first = max(span.since, on)
    last = span.until - _DAY if span.until else _OPEN_END
    if not first <= day <= last:
        raise EndingImpossible(field="ends_on", day=day, first=first, last=last)


class Placed(Protocol):
    """A version in force at a place."""

    @property
    def family(self) -> str: ...

    @property
    def path(self) -> str: ...


P = TypeVar("P", bound=Placed)


def holding_at(path: str, versions: Sequence[P]) -> list[P]:
    """Of versions in force on one day, those that hold at a place: its own, else the nearest above, by family."""
    nearest: dict[str, P] = {}
    for one in versions:
        if path.startswith(one.path) and (one.family not in nearest or len(one.path) > len(nearest[one.family].path)):
            nearest[one.family] = one
    return [nearest[family] for family in sorted(nearest)]
