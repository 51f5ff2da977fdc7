"""Who comes at one moment is served together, in order, and nobody suffers for another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pytest
from django.db import DatabaseError
from django.utils import timezone

from liangxin.domains.claims.actions import arriving, queueing
from liangxin.domains.claims.actions.arriving import Arrival, arrive
from liangxin.domains.claims.models import Drive, Ticket
from liangxin.domains.claims.queries.mine import prove
from liangxin.domains.claims.terms import Deed
from liangxin.domains.claims.tests.citizens import CitizensWorld, citizens, crowd, open_drive
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.models import Entry

__all__ = ["citizens"]
pytestmark = pytest.mark.django_db


def waiting(people: Sequence[int], drive: Drive) -> list[Arrival]:
    """These stand at the drive's door; nobody has opened it yet."""
    now = timezone.now()
    came = [Arrival(Actor.system(f"居民{party}"), party, now) for party in people]
    arriving._DOORS[drive.pk].waiting.extend(came)
    return came


def joined() -> list[str]:
    """Who joined, as the trail says."""
    return list(Entry.objects.filter(verb=str(Deed.QUEUE_JOINED)).order_by("pk").values_list("actor_name", flat=True))


def test_all_at_the_door_get_their_places_in_order_by_one_visit(
    citizens: CitizensWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    drive, ids = open_drive(citizens.people, 3), crowd(citizens.people, 5)
    visits, serve = [], queueing.serve

    def counted(actor: Actor, drive_id: int, parties: Sequence[int], *, at: datetime) -> queueing.Served:
        visits.append(list(parties))
        return serve(actor, drive_id, parties, at=at)

    monkeypatch.setattr(queueing, "serve", counted)
    before = waiting([*ids[:4], ids[0]], drive)
    last = arrive(drive, Arrival(Actor.system("末位"), ids[4], timezone.now()))
    assert visits == [[*ids[:4], ids[0], ids[4]]]
    assert [one.ticket.place for one in [*before, last] if one.ticket] == [1, 2, 3, 4, 1, 5]
    assert [one.voucher is not None for one in [*before, last]] == [True, True, True, False, True, False]
    assert joined() == [*(f"居民{party}" for party in ids[:4]), "末位"]
    assert prove(drive.public_id, "").checked.is_whole


def test_where_a_set_fails_each_is_served_alone_and_the_fault_is_one_persons(
    citizens: CitizensWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    drive, ids = open_drive(citizens.people, 3), crowd(citizens.people, 3)
    serve = queueing.serve

    def refusing(actor: Actor, drive_id: int, parties: Sequence[int], *, at: datetime) -> queueing.Served:
        served = serve(actor, drive_id, parties, at=at)
        if ids[1] in parties:
            raise DatabaseError("this one does not fit")
        return served

    monkeypatch.setattr(queueing, "serve", refusing)
    before = waiting(ids[:2], drive)
    last = arrive(drive, Arrival(Actor.system("末位"), ids[2], timezone.now()))
    assert [one.ticket is not None for one in [*before, last]] == [True, False, True]
    assert isinstance(before[1].fault, DatabaseError)
    assert list(Ticket.objects.filter(drive=drive).order_by("place").values_list("party_id", flat=True)) == [
        ids[0],
        ids[2],
    ]
    with pytest.raises(DatabaseError):
        arrive(drive, Arrival(Actor.system("再来"), ids[1], timezone.now()))


def test_whose_server_broke_off_is_served_by_their_own_visit(
    citizens: CitizensWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    drive, ids = open_drive(citizens.people, 3), crowd(citizens.people, 2)
    [left] = waiting(ids[:1], drive)

    def breaking(*_given: object, **_at: object) -> queueing.Served:
        raise KeyError("a fault of ours")

    with monkeypatch.context() as broken:
        broken.setattr(queueing, "serve", breaking)
        with pytest.raises(KeyError):
            arrive(drive, Arrival(Actor.system("中断"), ids[1], timezone.now()))
    assert not left.is_served
    again = arrive(drive, left)
    assert again.ticket is not None
    assert again.ticket.place == 1
    assert joined() == [f"居民{ids[0]}"]
