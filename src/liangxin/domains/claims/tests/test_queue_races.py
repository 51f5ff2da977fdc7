"""Many at once at one drive, more people than vouchers: never oversold, nobody twice, in order; off the guard it is."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from liangxin.domains.claims.actions import queueing
from liangxin.domains.claims.actions.arriving import Arrival, arrive
from liangxin.domains.claims.models import Drive, Ticket, Voucher
from liangxin.domains.claims.queries.mine import prove
from liangxin.domains.claims.terms import Deed
from liangxin.domains.claims.tests.citizens import crowd, open_drive
from liangxin.domains.regions.tests.world import build_world
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.models import Entry

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
THREADS, PEOPLE, VOUCHERS = 8, 96, 40
SYSTEM = Actor.system("race")


def at_once(work: Callable[[int], None]) -> None:
    """Every thread does its work, all starting together."""
    start = threading.Barrier(THREADS)

    def one(thread: int) -> None:
        start.wait(10)
        try:
            work(thread)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as threads:
        for done in [threads.submit(one, thread) for thread in range(THREADS)]:
            done.result(60)


def say(guard: str, supply: int, given: int) -> None:
    """The counts, so that they can be quoted: `python -m benchmarks.claims --races` makes a table of them."""
    sys.stdout.write(f"race: drive supply {supply} demand {PEOPLE} guard {guard} given {given}\n")


def joining(drive: Drive, ids: list[int]) -> Callable[[int], None]:
    """Each person is sent by two threads, one by one, and each time what is due is released."""

    def work(thread: int) -> None:
        for party in ids[thread // 2 :: THREADS // 2]:
            with transaction.atomic():
                queueing.join(drive.pk, [party], at=timezone.now())
                queueing.release(SYSTEM, drive.pk, at=timezone.now())

    return work


def test_a_rush_is_served_in_its_order_and_neither_oversold_nor_served_twice() -> None:
    people = build_world()
    drive, ids = open_drive(people, VOUCHERS), crowd(people, PEOPLE)
    at_once(joining(drive, ids))
    tickets = list(Ticket.objects.filter(drive=drive).order_by("place").values_list("place", "party_id"))
    assert [place for place, _ in tickets] == list(range(1, PEOPLE + 1))
    assert {party for _, party in tickets} == set(ids)
    issued = list(Voucher.objects.filter(drive=drive).order_by("pk").values_list("party_id", flat=True))
    say("on", VOUCHERS, len(issued))
    assert issued == [party for _, party in tickets[:VOUCHERS]]
    assert prove(drive.public_id, "").checked.is_whole


def test_who_comes_through_one_door_at_once_is_served_in_sets_and_once() -> None:
    people = build_world()
    drive, ids = open_drive(people, VOUCHERS), crowd(people, PEOPLE)

    def work(thread: int) -> None:
        for party in ids[thread // 2 :: THREADS // 2]:
            came = arrive(drive, Arrival(SYSTEM, party, timezone.now()))
            assert came.ticket is not None
            assert came.ticket.party_id == party

    at_once(work)
    tickets = list(Ticket.objects.filter(drive=drive).order_by("place").values_list("place", "party_id"))
    assert [place for place, _ in tickets] == list(range(1, PEOPLE + 1))
    assert {party for _, party in tickets} == set(ids)
    issued = Voucher.objects.filter(drive=drive).order_by("pk").values_list("party_id", flat=True)
    assert list(issued) == [party for _, party in tickets[:VOUCHERS]]
    assert Entry.objects.filter(verb=str(Deed.QUEUE_JOINED)).count() == PEOPLE
    assert prove(drive.public_id, "").checked.is_whole


def test_what_is_given_back_in_the_rush_goes_to_the_next_and_the_counters_hold() -> None:
    people = build_world()
    drive, ids = open_drive(people, VOUCHERS), crowd(people, PEOPLE)
    queueing_all = joining(drive, ids)

    def work(thread: int) -> None:
        queueing_all(thread)
        for voucher in Voucher.objects.filter(drive=drive, state="open").select_related("region")[thread::40]:
            with transaction.atomic():
                queueing.cancel(SYSTEM, voucher)
                queueing.release(SYSTEM, drive.pk, at=timezone.now())

    at_once(work)
    drive.refresh_from_db()
    states = Voucher.objects.filter(drive=drive)
    assert states.filter(state="cancelled").count() == drive.returned > 0
    assert states.filter(state="open").count() == drive.issued - drive.returned == VOUCHERS
    order = list(Ticket.objects.filter(drive=drive, place__lte=drive.called).values_list("party_id", flat=True))
    assert set(states.values_list("party_id", flat=True)) == set(order)


@pytest.fixture
def _guard_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """The drive is looked at without its lock, all look before the first writes, and the constraints are gone."""
    together = threading.Barrier(THREADS)
    looked = threading.local()

    def unlocked(drive_id: int) -> Drive:
        found = Drive.objects.select_related("region").get(pk=drive_id)
        looked.times = getattr(looked, "times", 0) + 1
        if looked.times <= len(("join", "release")):
            together.wait(10)
        return found

    def drop(rows: type[Drive | Ticket | Voucher], *names: str) -> list[str]:
        return [f'ALTER TABLE {rows._meta.db_table} DROP CONSTRAINT "{name}"' for name in names]

    statements = [
        *drop(Drive, "claims_drive_not_oversold", "claims_drive_called_has_come", "claims_drive_returned_was_issued"),
        *drop(Ticket, "claims_ticket_one_a_place"),
        "DROP INDEX claims_ticket_one_a_person, claims_voucher_one_a_drive",
    ]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement.replace("DROP INDEX claims_ticket_one_a_person, ", "DROP INDEX "))
    monkeypatch.setattr(queueing, "_locked", unlocked)


@pytest.mark.usefixtures("_guard_off")
def test_without_the_guard_the_same_rush_gives_a_place_twice_and_oversells() -> None:
    people = build_world()
    drive, ids = open_drive(people, VOUCHERS // 8), crowd(people, PEOPLE)
    share = PEOPLE // THREADS

    def work(thread: int) -> None:
        mine = ids[thread * share : (thread + 1) * share]
        with transaction.atomic():
            queueing.join(drive.pk, mine, at=timezone.now())
        with transaction.atomic():
            queueing.release(SYSTEM, drive.pk, at=timezone.now())

    at_once(work)
    places = _places(Ticket.objects.filter(drive=drive))
    say("off", VOUCHERS // 8, Voucher.objects.filter(drive=drive, state="open").count())
    assert len(places) > len(set(places))
    assert Voucher.objects.filter(drive=drive, state="open").count() > VOUCHERS // 8


def _places(rows: QuerySet[Ticket]) -> list[int]:
    return list(rows.values_list("place", flat=True))
