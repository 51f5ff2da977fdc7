"""A fair queue: the text and digest of each ticket, whether a whole queue holds together, who is before whom.

A ticket's text is five lines: the digest before it, the drive, the place, the ticket's own number, the moment in UTC.
Its digest is the SHA-256 of that text. Nobody's name is in it, so that a drive's whole queue can be published, and
whoever kept the digest they were shown on arrival can see that their place was never changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

GENESIS: Final = "0" * 64  # what the first ticket of a queue stands on


@dataclass(frozen=True, slots=True)
class TicketText:
    """One ticket as its digest says it."""

    drive: UUID
    place: int
    ticket: UUID
    arrived_at: datetime

    def text(self, previous: str) -> str:
        moment = self.arrived_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        return "\n".join([previous, str(self.drive), str(self.place), str(self.ticket), moment])

    def digest(self, previous: str) -> str:
        return hashlib.sha256(self.text(previous).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of recomputing a queue: how many tickets, the digest at its end, the first place that is wrong."""

    tickets: int
    head: str
    wrong_at: int | None

    @property
    def is_whole(self) -> bool:
        return self.wrong_at is None


def check_queue(tickets: Iterable[tuple[TicketText, str]], head: str) -> Checked:
    """Recompute a queue from its tickets in order and the digests that were kept; `head` is what was published.

    Places run from 1 without a gap, moments never run backwards, and each digest rests on the one before.
    """
    previous, count, moment = GENESIS, 0, None
    for ticket, kept in tickets:
        count += 1
        in_order = moment is None or moment <= ticket.arrived_at
        if ticket.place != count or not in_order or ticket.digest(previous) != kept:
            return Checked(count, previous, count)
        previous, moment = kept, ticket.arrived_at
    return Checked(count, previous, None if previous == head else count + 1)


def allowed_by(per_minute: int | None, opens_at: datetime, at: datetime) -> int | None:
    """How many may have been released by a moment: so many with each minute begun; None where there is no pace.

    >>> at = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    >>> [allowed_by(50, at, at + timedelta(seconds=seconds)) for seconds in (-1, 0, 59, 60)]
    [0, 50, 50, 100]
    """
    if at < opens_at:
        return 0
    return None if per_minute is None else per_minute * ((at - opens_at) // timedelta(minutes=1) + 1)


def room_now(count: int, issued: int, returned: int, allowed: int | None) -> int:
    """How many may be released now: what is left, and what the pace lets out. What came back goes out again."""
    left = count - (issued - returned)
    return max(0, left if allowed is None else min(left, allowed - issued))


@dataclass(frozen=True, slots=True)
class Waiting:
    """How a person stands in a queue: how many wait before them, how many are left, when their turn may come.

    `expected_at` is None where nobody can say: there are not enough left, and a voucher must come back first.
    """

    place: int
    before: int
    left: int
    expected_at: datetime | None


def waiting_at(
    place: int, before: int, *, left: int, issued: int, per_minute: int | None, opens_at: datetime, at: datetime
) -> Waiting:
    """When the turn of somebody with `before` people before them comes, if nobody of these leaves."""
    if before >= left:
        return Waiting(place, before, left, None)
    if per_minute is None:
        return Waiting(place, before, left, max(at, opens_at))
    minute = (issued + before) // per_minute
    return Waiting(place, before, left, max(at, opens_at + timedelta(minutes=minute)))
