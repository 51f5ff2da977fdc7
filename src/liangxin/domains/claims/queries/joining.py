"""What is known of a person and of drives when they ask what they can have: for many drives in a few queries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from threading import local

from django.utils import timezone

from liangxin.domains.claims.access.citizens import CitizenCard
from liangxin.domains.claims.access.drives import tickets_of, vouchers_of
from liangxin.domains.claims.models import Drive
from liangxin.domains.claims.queries.persons import persons_of
from liangxin.domains.claims.queries.till_known import Known
from liangxin.domains.claims.rules.drives import Joining, decide_by_rules, standing_at
from liangxin.domains.claims.rules.limits import Earlier, used_of
from liangxin.domains.claims.terms import DriveStanding, DriveState, VoucherState
from liangxin.engines.rulebook import Compiled
from liangxin.kernel.decision import Decision

_THREAD = local()
_HOLDING = (VoucherState.OPEN.value, VoucherState.HELD.value)


def standing_of(drive: Drive, at: datetime) -> DriveStanding:
    """How a drive stands at a moment."""
    left = drive.count - (drive.issued - drive.returned)
    return standing_at(DriveState.of(drive.state), drive.opens_at, drive.closes_at, left=left, at=at)


def joining_of(citizen: CitizenCard, drives: Sequence[Drive], at: datetime) -> dict[int, Joining]:
    """What stands between a citizen and each of these drives, by drive."""
    ids = [drive.pk for drive in drives]
    tickets = dict(tickets_of(citizen).filter(drive__in=ids).values_list("drive_id", "leaving"))
    mine = list(vouchers_of(citizen).order_by().values_list("family", "category", "drive_id", "state"))
    holds = {(family, category) for family, category, _, state in mine if state in _HOLDING}
    had = {drive_id for _, _, drive_id, _ in mine}
    rules = decided_by_rules(citizen, drives, timezone.localdate(at))
    return {
        drive.pk: Joining(
            standing=standing_of(drive, at),
            holds_one=(drive.family, drive.category) in holds,
            has_ticket=drive.pk in tickets,
            left_queue=tickets.get(drive.pk) is not None,
            had_one=drive.pk in had,
            by_rules=rules[drive.pk],
        )
        for drive in drives
    }


def decided_by_rules(citizen: CitizenCard, drives: Sequence[Drive], on: date) -> dict[int, Decision | None]:
    """What the rules in force say to each drive before anything is bought; None where no scheme is in force."""
    had = persons_of([citizen.party_id])[citizen.party_id].earlier
    asked = {(drive.region_id, drive.family) for drive in drives}
    schemes = {one: _known().scheme(*one, on) for one in asked}
    found: dict[int, Decision | None] = {}
    for drive in drives:
        scheme = schemes[drive.region_id, drive.family]
        found[drive.pk] = _decided(scheme[1], drive.category, had, on) if scheme else None
    return found


def _known() -> Known:
    """What this thread knows of schemes: a rush asks hundreds of times a second what has not changed for months."""
    if not hasattr(_THREAD, "known"):
        _THREAD.known = Known()
    known: Known = _THREAD.known
    return known


def _decided(book: Compiled, category: str, had: Sequence[Earlier], on: date) -> Decision:
    """The rules' answer to how many were had by then."""
    return decide_by_rules(book, category, used_of(book.rulebook, category, on, had), on=on)
