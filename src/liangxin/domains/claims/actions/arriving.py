"""Who comes to a queue at one moment is served together: one lock of the drive, one commit for all that wait here.

Each thread of the website puts its citizen on the drive's list and asks for the drive's door. Whoever gets it serves
all on the list in the order in which they came; the others find themselves served. Under no load it is one person.
"""

from __future__ import annotations

import logging
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Final
from uuid import UUID

from django.db import DatabaseError, transaction

from liangxin.domains.claims.actions import queueing
from liangxin.domains.claims.models import Drive, Ticket
from liangxin.domains.claims.terms import Deed
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record

log = logging.getLogger(__name__)
_SYSTEM: Final = Actor.system("按序发放")


@dataclass(slots=True)
class Arrival:
    """A citizen at the door; `ticket` is theirs, if the drive is open, `voucher` what went out to them at once."""

    actor: Actor
    party_id: int
    at: datetime
    ticket: Ticket | None = None
    voucher: UUID | None = None
    is_served: bool = False
    fault: Exception | None = None


@dataclass(slots=True)
class _Door:
    lock: Lock = field(default_factory=Lock)
    waiting: deque[Arrival] = field(default_factory=deque)


_DOORS: Final[defaultdict[int, _Door]] = defaultdict(_Door)


def arrive(drive: Drive, arrival: Arrival) -> Arrival:
    """Serve the citizen, with all who wait for the same drive; raises what the database refuses for this one alone.

    Whoever serves commits for all: not inside a transaction of the caller's that may still be taken back.
    """
    door = _DOORS[drive.pk]
    door.waiting.append(arrival)
    with door.lock:
        if not arrival.is_served:
            came = [door.waiting.popleft() for _ in range(len(door.waiting))]
            # Whoever had taken this one along and broke off has left nothing behind.
            _serve(drive, came if any(one is arrival for one in came) else [arrival, *came])
    if arrival.fault is not None:
        raise arrival.fault
    return arrival


def _serve(drive: Drive, together: Sequence[Arrival]) -> None:
    """All in one transaction; where that fails, each in one of its own."""
    try:
        _served(drive, together)
    except DatabaseError as fault:
        if len(together) > 1:
            log.exception("those who came together are served one by one")
            for one in together:
                _serve(drive, [one])
            return
        together[0].fault = fault
    for one in together:
        one.is_served = True


@transaction.atomic
def _served(drive: Drive, together: Sequence[Arrival]) -> None:
    ids, at = [one.party_id for one in together], max(one.at for one in together)
    served = queueing.serve(_SYSTEM, drive.pk, ids, at=at)
    new = set(served.new)
    for one in together:
        one.ticket, one.voucher = served.tickets.get(one.party_id), served.vouchers.get(one.party_id)
        if one.ticket is not None and one.party_id in new:
            new.remove(one.party_id)
            after = {"place": one.ticket.place}
            record(one.actor, Deed.QUEUE_JOINED, one.ticket, region_path=drive.region.path, after=after)
