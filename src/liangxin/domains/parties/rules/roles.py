"""Roles from a day to a day: no two periods of one role of one party overlap; what a merge makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from liangxin.domains.parties.errors import DaysReversed, RoleNotForPeople, RoleOverlaps
from liangxin.domains.parties.terms import PartyKind, PartyRole


@dataclass(frozen=True, order=True, slots=True)
class RoleSpan:
    """A role from `since` to the day before `until`; None where it has no end."""

    role: PartyRole
    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until <= self.since:
            raise DaysReversed(field="until")

    def overlaps(self, other: RoleSpan) -> bool:
        return (
            self.role is other.role
            and (other.until is None or self.since < other.until)
            and (self.until is None or other.since < self.until)
        )

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


def require_possible(kind: PartyKind, role: PartyRole) -> None:
    """Raise RoleNotForPeople: every role is an enterprise's but the supplier's, whose old things are bought."""
    if kind is PartyKind.PERSON and role is not PartyRole.SUPPLIER:
        raise RoleNotForPeople(field="role", role=role)


def require_free(span: RoleSpan, others: Iterable[RoleSpan]) -> None:
    """Raise RoleOverlaps where another period of the role has a day in common."""
    if any(span.overlaps(other) for other in others):
        raise RoleOverlaps(field="since", role=span.role)


def united(spans: Iterable[RoleSpan]) -> tuple[RoleSpan, ...]:
    """The periods of two parties as those of one: of each role, what overlaps or touches becomes one period."""
    made: list[RoleSpan] = []
    for span in sorted(spans, key=lambda each: (each.role, each.since)):
        last = made[-1] if made and made[-1].role is span.role else None
        if last is None or (last.until is not None and last.until < span.since):
            made.append(span)
        else:
            made[-1] = RoleSpan(span.role, last.since, _later(last.until, span.until))
    return tuple(made)


def held_on(spans: Sequence[RoleSpan], day: date) -> tuple[PartyRole, ...]:
    """The roles held on a day, in the order of the terms."""
    held = {span.role for span in spans if span.holds_on(day)}
    return tuple(role for role in PartyRole if role in held)


def _later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)
