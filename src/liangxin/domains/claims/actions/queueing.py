"""The queue of a drive and what comes of it: joined in order, released in order and at its pace, left, given back.

One path for one and for many. Who joins waits for the drive's row and gets the next place under its lock: the
database's order is the order of the queue. A release takes the same lock, so that two at once give out nothing twice;
the constraints of the tables refuse whatever would oversell or give a person two.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import Q

from liangxin.domains.claims.models import Drive, Leaving, Ticket, Voucher
from liangxin.domains.claims.rules.queue import TicketText, allowed_by, room_now
from liangxin.domains.claims.terms import Deed, DriveState, VoucherState
from liangxin.domains.parties import api as parties
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record, record_many

LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no I, O, 0, 1: a code is read out at the till
CODE_LENGTH: Final = 12
BATCH: Final = 2000
_STANDING: Final = (VoucherState.OPEN.value, VoucherState.HELD.value)

# Two drives of one category meet in what a person may hold: the lock lets one release of a category go at a time.
_ISSUE = """
    INSERT INTO claims_voucher (public_id, code, region_id, family, category, party_id, drive_id, state, issued_at,
                                expires_at)
    SELECT gen_random_uuid(), wanted.code, %(region)s, %(family)s, %(category)s, wanted.party, %(drive)s, 'open',
           %(issued_at)s, %(expires_at)s
      FROM (SELECT pg_advisory_xact_lock(hashtext(%(one_at_a_time)s))) AS before,
           unnest(%(parties)s::bigint[], %(codes)s::text[]) AS wanted (party, code)
    ON CONFLICT DO NOTHING RETURNING id, party_id, public_id
"""


@dataclass(frozen=True, slots=True)
class Served:
    """What came of one visit at the queue: tickets by party, who had none before, the vouchers that went out."""

    tickets: dict[int, Ticket]
    new: frozenset[int]
    vouchers: dict[int, UUID]


def join(drive_id: int, party_ids: Sequence[int], *, at: datetime) -> dict[int, int]:
    """Give each party its place in the queue, in this order; who has one keeps it. Places by party.

    Whether they may join is for the caller to ask first; here only that the drive is open. Runs in a transaction.
    """
    drive = _locked(drive_id)
    known, new = _join(drive, party_ids, at)
    _save(drive, bool(new))
    return {party: ticket.place for party, ticket in known.items()}


def release(actor: Actor, drive_id: int, *, at: datetime) -> int:
    """Issue what may go out now to those whose turn it is, in order; returns how many. Safe to run at any time.

    Who holds an open voucher of the category already is passed over. Runs in a transaction.
    """
    drive = _locked(drive_id)
    called = drive.called
    issued = _release(actor, drive, at)
    _save(drive, drive.called != called)
    return len(issued)


def serve(actor: Actor, drive_id: int, party_ids: Sequence[int], *, at: datetime) -> Served:
    """Join and release under one lock: what a rush waits for, so it is held briefly. Runs in a transaction."""
    drive = _locked(drive_id)
    called = drive.called
    tickets, new = _join(drive, party_ids, at)
    vouchers = _release(actor, drive, at, new)
    _save(drive, bool(new) or drive.called != called)
    return Served(tickets, frozenset(ticket.party_id for ticket in new), vouchers)


def _join(drive: Drive, party_ids: Sequence[int], at: datetime) -> tuple[dict[int, Ticket], list[Ticket]]:
    """The tickets of these parties under the drive's lock, and which of them are new."""
    known = {ticket.party_id: ticket for ticket in Ticket.objects.filter(drive=drive, party__in=party_ids).order_by()}
    if not _is_open(drive, at):
        return known, []
    # Servers' clocks may differ a little; the queue's never runs backwards.
    moment = max(at, drive.last_at) if drive.last_at else at
    new = []
    for party_id in dict.fromkeys(party_ids):
        if party_id in known:
            continue
        drive.arrived += 1
        said = TicketText(drive.public_id, drive.arrived, uuid4(), moment)
        drive.head, drive.last_at = said.digest(drive.head), moment
        ticket = Ticket(public_id=said.ticket, drive=drive, party_id=party_id, place=said.place)
        ticket.arrived_at, ticket.digest = moment, drive.head
        new.append(ticket)
        known[party_id] = ticket
    if new:
        Ticket.objects.bulk_create(new, batch_size=BATCH)
    return known, new


def _release(actor: Actor, drive: Drive, at: datetime, new: Sequence[Ticket] = ()) -> dict[int, UUID]:
    """Issue under the drive's lock; `new` are those who have just come to the end of the queue."""
    issued: list[tuple[int, int, UUID]] = []
    while (room := _room(drive, at)) > 0 and drive.called < drive.arrived:
        turn = _turn(drive, min(room, BATCH), new)
        if not turn:
            break
        given = _issue(drive, [party for _, party in turn], at)
        issued += given
        drive.called, drive.issued = turn[-1][0], drive.issued + len(given)
    if issued:
        path = drive.region.path
        lines = ((pk, None, {"drive": drive.pk}) for pk, _, _ in issued)
        record_many(actor, Deed.VOUCHERS_ISSUED, "claims.voucher", lines, region_path=path)
    return {party: public_id for _, party, public_id in issued}


def _turn(drive: Drive, most: int, new: Sequence[Ticket]) -> list[tuple[int, int]]:
    """Whose turn it is, as (place, party): where nobody waited, those who have just come, without looking again."""
    if new and new[0].place == drive.called + 1:
        return [(ticket.place, ticket.party_id) for ticket in new[:most]]
    waiting = Ticket.objects.filter(drive=drive, place__gt=drive.called, leaving__isnull=True).order_by("place")
    return list(waiting.values_list("place", "party_id")[:most])


def _save(drive: Drive, is_changed: bool) -> None:
    if is_changed:
        drive.save(update_fields=["arrived", "called", "issued", "head", "last_at"])


def _issue(drive: Drive, party_ids: list[int], at: datetime) -> list[tuple[int, int, UUID]]:
    """New vouchers as (id, party, public id); the database leaves out whoever has one."""
    one_at_a_time = f"claims.release {drive.family} {drive.category}"
    party_ids = _each_person_once(drive, party_ids, one_at_a_time)
    with connection.cursor() as cursor:
        cursor.execute(
            _ISSUE,
            {
                "one_at_a_time": one_at_a_time,
                "region": drive.region_id,
                "family": drive.family,
                "category": drive.category,
                "drive": drive.pk,
                "issued_at": at,
                "expires_at": at + timedelta(days=drive.valid_days),
                "parties": party_ids,
                "codes": [new_code() for _ in party_ids],
            },
        )
        return [(int(pk), int(party), public_id) for pk, party, public_id in cursor.fetchall()]


def _each_person_once(drive: Drive, party_ids: Sequence[int], one_at_a_time: str) -> list[int]:
    """The parties without those whose person has a voucher, or its turn before, under another party after a merging."""
    same = parties.same_parties(party_ids)
    merged = {own for own, ids in same.items() if len(ids) > 1}
    if not merged:
        return list(party_ids)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [one_at_a_time])
    held = Q(drive=drive) | Q(family=drive.family, category=drive.category, state__in=_STANDING)
    rows = Voucher.objects.filter(held, party_id__in={pk for own in merged for pk in same[own]})
    has = {ids[0] for ids in parties.same_parties(rows.values_list("party_id", flat=True)).values()}
    kept = []
    for own in party_ids:
        person = same.get(own, (own,))[0]
        if own not in merged or person not in has:
            kept.append(own)
            has.add(person)
    return kept


def leave(actor: Actor, ticket: Ticket, *, at: datetime) -> bool:
    """Give up a place before its turn; False where the turn has come. Runs in a transaction."""
    drive = _locked(ticket.drive_id)
    if ticket.place <= drive.called:
        return False
    Leaving.objects.get_or_create(ticket=ticket, defaults={"left_at": at})
    record(actor, Deed.QUEUE_LEFT, ticket, region_path=drive.region.path)
    return True


def cancel(actor: Actor, voucher: Voucher) -> bool:
    """Give an open voucher back; False where it is not open any more. The trigger returns it to its drive."""
    changed = Voucher.objects.filter(pk=voucher.pk, state=VoucherState.OPEN.value).update(
        state=VoucherState.CANCELLED.value
    )
    if changed:
        record(actor, Deed.VOUCHER_CANCELLED, voucher, region_path=voucher.region.path)
    return bool(changed)


def lapse_vouchers(actor: Actor, *, at: datetime) -> int:
    """Vouchers whose time has run out go back, set by set; one that is being used at this moment is left for later."""
    count = 0
    while True:
        with transaction.atomic():
            out = Voucher.objects.filter(state=VoucherState.OPEN.value, expires_at__lte=at).order_by("pk")
            locked = out.select_for_update(skip_locked=True, of=("self",)).values_list("pk", "region__path")
            paths = dict(locked[:BATCH])
            Voucher.objects.filter(pk__in=paths).update(state=VoucherState.LAPSED.value)
            for path in sorted(set(paths.values())):
                lines = ((pk, None, None) for pk, where in paths.items() if where == path)
                record_many(actor, Deed.VOUCHERS_LAPSED, "claims.voucher", lines, region_path=path)
        count += len(paths)
        if len(paths) < BATCH:
            return count


def release_due(actor: Actor, *, at: datetime) -> int:
    """All that may go out now of all drives that run; each drive is a transaction of its own. Returns how many."""
    open_ones = Drive.objects.filter(state=DriveState.APPROVED.value, opens_at__lte=at, closes_at__gt=at)
    count = 0
    for drive_id in open_ones.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            count += release(actor, drive_id, at=at)
    return count


def new_code() -> str:
    """What a person shows at the till: nobody can guess it."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def _locked(drive_id: int) -> Drive:
    """The drive under its lock: places and counters change here and nowhere else."""
    rows = Drive.objects.select_for_update(of=("self",), no_key=True).select_related("region")
    return rows.get(pk=drive_id)


def _is_open(drive: Drive, at: datetime) -> bool:
    return drive.state == DriveState.APPROVED.value and drive.opens_at <= at < drive.closes_at


def _room(drive: Drive, at: datetime) -> int:
    if not _is_open(drive, at):
        return 0
    return room_now(drive.count, drive.issued, drive.returned, allowed_by(drive.per_minute, drive.opens_at, at))
