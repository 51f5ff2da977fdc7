"""The queue of a drive and what comes of it: joined in order, released in order and at its pace, left, given back.

One path for one and for many. Who joins waits for the drive's row and gets the next place under its lock: the
database's order is the order of the queue. A release takes the same lock, so that two at once give out nothing twice;
the constraints of the tables refuse whatever would oversell or give a person two.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

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

_ISSUE = """
    INSERT INTO claims_voucher (public_id, code, region_id, family, category, party_id, drive_id, state, issued_at,
                                expires_at)
    SELECT gen_random_uuid(), wanted.code, %(region)s, %(family)s, %(category)s, wanted.party, %(drive)s, 'open',
           %(issued_at)s, %(expires_at)s
      FROM unnest(%(parties)s::bigint[], %(codes)s::text[]) AS wanted (party, code)
    ON CONFLICT DO NOTHING RETURNING id, party_id, code
"""


def join(drive_id: int, party_ids: Sequence[int], *, at: datetime) -> dict[int, int]:
    """Give each party its place in the queue, in this order; who has one keeps it. Places by party.

    Whether they may join is for the caller to ask first; here only that the drive is open. Runs in a transaction.
    """
    drive = _locked(drive_id)
    known = dict(Ticket.objects.filter(drive=drive, party__in=party_ids).values_list("party_id", "place"))
    if not _is_open(drive, at):
        return known
    rows, moment = [], _not_before(drive, at)
    for party_id in dict.fromkeys(party_ids):
        if party_id in known:
            continue
        drive.arrived += 1
        said = TicketText(drive.public_id, drive.arrived, uuid4(), moment)
        drive.head = said.digest(drive.head)
        ticket = Ticket(public_id=said.ticket, drive=drive, party_id=party_id, place=said.place)
        ticket.arrived_at, ticket.digest = moment, drive.head
        rows.append(ticket)
        known[party_id] = said.place
    if rows:
        Ticket.objects.bulk_create(rows, batch_size=BATCH)
        drive.save(update_fields=["arrived", "head"])
    return known


def release(actor: Actor, drive_id: int, *, at: datetime) -> int:
    """Issue what may go out now to those whose turn it is, in order; returns how many. Safe to run at any time.

    Who holds an open voucher of the category already is passed over. Runs in a transaction.
    """
    drive = _locked(drive_id)
    issued: list[tuple[int, int, str]] = []
    while (room := _room(drive, at)) > 0:
        waiting = Ticket.objects.filter(drive=drive, place__gt=drive.called, leaving__isnull=True).order_by("place")
        turn = list(waiting.values_list("place", "party_id")[: min(room, BATCH)])
        if not turn:
            break
        given = _issue(drive, [party for _, party in turn], at)
        issued += given
        drive.called, drive.issued = turn[-1][0], drive.issued + len(given)
        drive.save(update_fields=["called", "issued"])
    if issued:
        path = drive.region.path
        lines = ((pk, None, {"drive": drive.pk}) for pk, _, _ in issued)
        record_many(actor, Deed.VOUCHERS_ISSUED, "claims.voucher", lines, region_path=path)
    return len(issued)


def _issue(drive: Drive, party_ids: list[int], at: datetime) -> list[tuple[int, int, str]]:
    """New vouchers as (id, party, code); the database leaves out whoever has one."""
    with connection.cursor() as cursor:
        # Two drives of one category meet in what a person may hold: one release of a category at a time.
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext(%s))", [f"claims.release {drive.family} {drive.category}"]
        )
        party_ids = _each_person_once(drive, party_ids)
        cursor.execute(
            _ISSUE,
            {
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
        return [(int(pk), int(party), str(code)) for pk, party, code in cursor.fetchall()]


def _each_person_once(drive: Drive, party_ids: Sequence[int]) -> list[int]:
    """The parties without those whose person has a voucher, or its turn before, under another party after a merging."""
    same = parties.same_parties(party_ids)
    merged = {own for own, ids in same.items() if len(ids) > 1}
    if not merged:
        return list(party_ids)
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


def _not_before(drive: Drive, at: datetime) -> datetime:
    """The moment of arrival: servers' clocks may differ a little, the queue's never runs backwards."""
    last = Ticket.objects.filter(drive=drive).order_by("-place").values_list("arrived_at", flat=True).first()
    return max(at, last) if last else at
