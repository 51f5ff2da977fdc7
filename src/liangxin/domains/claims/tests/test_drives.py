"""Drives proposed and approved, joined in order, released in order; what comes back goes to the next."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from liangxin.domains.claims.actions import queueing
from liangxin.domains.claims.actions.drives import approve_drive, end_drive, propose_drive
from liangxin.domains.claims.actions.vouchers import cancel_voucher, join_drive, leave_queue
from liangxin.domains.claims.errors import CannotJoin, DriveNotCovered, DriveOwnHand, NotWaiting, VoucherInUse
from liangxin.domains.claims.models import Claim, Drive, Ticket, Voucher
from liangxin.domains.claims.queries.drives import drive_page
from liangxin.domains.claims.queries.mine import mine, my_place, prove
from liangxin.domains.claims.terms import VoucherState, WhyNot
from liangxin.domains.claims.tests.citizens import CitizensWorld, citizens, crowd, draft, open_drive
from liangxin.domains.regions.tests.world import COUNTY
from liangxin.domains.schemes import api as schemes
from liangxin.foundation.accounts.api import Actor, NotAllowed

__all__ = ["citizens"]
pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("test")


def holders(drive: Drive) -> list[int]:
    """Who has a voucher of the drive that was not given back, in the order of issue."""
    states = ["open", "held", "used"]
    return list(Voucher.objects.filter(drive=drive, state__in=states).order_by("pk").values_list("party_id", flat=True))


def test_four_eyes_and_a_reason_where_no_budget_covers_it(citizens: CitizensWorld) -> None:
    people, now = citizens.people, timezone.now()
    with pytest.raises(NotAllowed):
        propose_drive(people.actor("chen"), COUNTY, draft(), at=now)
    public_id = propose_drive(people.actor("lin"), COUNTY, draft(), at=now)
    with pytest.raises(NotAllowed):
        approve_drive(people.actor("lin"), public_id, reason="测试", at=now)
    with pytest.raises(DriveNotCovered):
        approve_drive(people.actor("zhao"), public_id, at=now)
    approve_drive(people.actor("zhao"), public_id, reason="年中追加预算已列入计划", at=now)
    assert Drive.objects.get(public_id=public_id).reason == "年中追加预算已列入计划"
    Drive.objects.filter(public_id=public_id).update(state="proposed", decided_at=None, decided_by=None)
    Drive.objects.filter(public_id=public_id).update(proposed_by=people.accounts["zhao"])
    with pytest.raises(DriveOwnHand):
        approve_drive(people.actor("zhao"), public_id, reason="测试", at=now)


def test_places_are_given_in_order_once_a_person_and_the_queue_can_be_proved(citizens: CitizensWorld) -> None:
    drive, now = open_drive(citizens.people), timezone.now()
    crowd_ids = crowd(citizens.people, 6)
    first = queueing.join(drive.pk, crowd_ids[:4], at=now)
    again = queueing.join(drive.pk, [*crowd_ids[2:], crowd_ids[0]], at=now - timedelta(seconds=5))
    assert [first[each] for each in crowd_ids[:4]] == [1, 2, 3, 4]
    assert [again[each] for each in crowd_ids[2:]] == [3, 4, 5, 6]
    proof = prove(drive.public_id, Ticket.objects.get(drive=drive, place=5).digest)
    assert proof.checked.is_whole
    assert proof.ticket is not None
    assert proof.ticket.place == 5
    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
        Ticket.objects.filter(drive=drive, place=5).update(place=7)


def test_vouchers_go_out_in_order_and_never_more_than_there_are(citizens: CitizensWorld) -> None:
    drive, now = open_drive(citizens.people, 3), timezone.now()
    ids = crowd(citizens.people, 5)
    queueing.join(drive.pk, ids, at=now)
    assert [queueing.release(SYSTEM, drive.pk, at=now) for _ in range(2)] == [3, 0]
    assert holders(drive) == ids[:3]
    with pytest.raises(IntegrityError, match="claims_drive_not_oversold"), transaction.atomic():
        Drive.objects.filter(pk=drive.pk).update(issued=4)


def test_a_pace_lets_out_so_many_with_each_minute(citizens: CitizensWorld) -> None:
    opens = timezone.now() - timedelta(seconds=30)
    drive = open_drive(citizens.people, 50, per_minute=4, opens_at=opens)
    queueing.join(drive.pk, crowd(citizens.people, 20), at=opens)
    released = [queueing.release(SYSTEM, drive.pk, at=opens + timedelta(seconds=each)) for each in (0, 30, 60, 200)]
    assert released == [4, 0, 4, 8]


def test_what_is_cancelled_or_lapses_goes_to_the_next_in_order(citizens: CitizensWorld) -> None:
    drive, now = open_drive(citizens.people, 2, valid_days=3), timezone.now()
    lan = citizens.citizen(citizens.lan).party_id
    ids = [lan, *crowd(citizens.people, 4)]
    queueing.join(drive.pk, ids, at=now)
    queueing.release(SYSTEM, drive.pk, at=now)
    actor, voucher = citizens.actor(citizens.lan), Voucher.objects.get(party=lan)
    cancel_voucher(actor, voucher.public_id, at=now)
    assert holders(drive) == [ids[1], ids[2]]
    with pytest.raises(VoucherInUse):
        cancel_voucher(actor, voucher.public_id, at=now)
    Voucher.objects.filter(party=ids[1]).update(expires_at=now + timedelta(minutes=1))
    assert queueing.lapse_vouchers(SYSTEM, at=now + timedelta(minutes=2)) == 1
    assert queueing.release_due(SYSTEM, at=now + timedelta(minutes=2)) == 1
    assert holders(drive) == [ids[2], ids[3]]
    drive.refresh_from_db()
    assert (drive.issued, drive.returned) == (4, 2)


def test_a_voucher_that_the_till_reverses_after_its_time_goes_back_too(citizens: CitizensWorld) -> None:
    drive, now = open_drive(citizens.people, 1), timezone.now()
    ids = crowd(citizens.people, 2)
    queueing.join(drive.pk, ids, at=now)
    queueing.release(SYSTEM, drive.pk, at=now)
    voucher = Voucher.objects.get(drive=drive)
    Voucher.objects.filter(pk=voucher.pk).update(state="held", claim=_claim(citizens, voucher.party_id))
    assert queueing.lapse_vouchers(SYSTEM, at=now + timedelta(days=99)) == 0
    Voucher.objects.filter(pk=voucher.pk).update(state="lapsed", claim=None)
    assert queueing.release(SYSTEM, drive.pk, at=now) == 1
    assert holders(drive) == [ids[1]]


def _claim(citizens: CitizensWorld, party_id: int) -> Claim:
    place = citizens.people.region(COUNTY)
    scheme = next(card for card in schemes.schemes_in_force(place.id, timezone.localdate()) if card.family == "e_bikes")
    now = timezone.now()
    return Claim.objects.create(
        number=f"SL-{party_id}", channel="till", state="captured", region_id=place.id, version_id=scheme.version_id,
        family="e_bikes", category="e_bike", party_id=party_id, on=timezone.localdate(), created_at=now, changed_at=now,
    )  # fmt: skip


def test_a_citizen_joins_sees_their_place_leaves_and_is_told_why_not(citizens: CitizensWorld) -> None:
    people, now = citizens.people, timezone.now()
    drive = open_drive(people, 1)
    queueing.join(drive.pk, crowd(people, 3), at=now)
    queueing.release(SYSTEM, drive.pk, at=now)
    actor = citizens.actor(citizens.lan)
    ticket = join_drive(actor, drive.public_id, at=now).ticket
    card, gained = my_place(actor, ticket, at=now)
    assert (card.waiting.place, card.waiting.before, card.waiting.expected_at, gained) == (4, 2, None, None)
    assert join_drive(actor, drive.public_id, at=now).ticket == ticket
    leave_queue(actor, ticket, at=now)
    assert mine(actor, at=now).offers[0].why is WhyNot.LEFT
    with pytest.raises(CannotJoin):
        join_drive(actor, drive.public_id, at=now)
    he = citizens.actor(citizens.he)
    Drive.objects.filter(pk=drive.pk).update(count=9)
    ticket = join_drive(he, drive.public_id, at=now).ticket
    assert my_place(he, ticket, at=now)[1] is not None
    with pytest.raises(NotWaiting):
        leave_queue(he, ticket, at=now)
    assert mine(he, at=now).offers[0].why is WhyNot.HOLDS_ONE


def test_the_rules_limit_is_said_with_its_words(citizens: CitizensWorld) -> None:
    drive, now = open_drive(citizens.people), timezone.now()
    claim = _claim(citizens, citizens.citizen(citizens.lan).party_id)
    (offer,) = mine(citizens.actor(citizens.lan), at=now).offers
    assert (offer.why, offer.by_rules) == (WhyNot.NOT_BY_RULES, "每人一辆")
    with pytest.raises(CannotJoin, match="每人一辆"):
        join_drive(citizens.actor(citizens.lan), drive.public_id, at=now)
    Claim.objects.filter(pk=claim.pk).update(state="reversed")
    assert mine(citizens.actor(citizens.lan), at=now).offers[0].why is None


def test_an_ended_drive_gives_nothing_out_any_more(citizens: CitizensWorld) -> None:
    drive, now = open_drive(citizens.people, 2), timezone.now()
    ids = crowd(citizens.people, 3)
    queueing.join(drive.pk, ids[:1], at=now)
    queueing.release(SYSTEM, drive.pk, at=now)
    end_drive(citizens.people.actor("zhao"), drive.public_id, reason="发现异常", at=now)
    assert queueing.join(drive.pk, ids[1:], at=now) == {}
    assert queueing.release(SYSTEM, drive.pk, at=now) == 0
    assert Voucher.objects.get(drive=drive).state == VoucherState.OPEN


def test_the_pages_of_a_citizen_and_of_the_staff_show_it(client: Client, citizens: CitizensWorld) -> None:
    drive, now = open_drive(citizens.people), timezone.now()
    client.force_login(citizens.lan)
    assert "领券" in client.get("/my/").content.decode()
    page = client.post(f"/my/drives/{drive.public_id}/join/", follow=True).content.decode()
    assert "领到了" in page
    code = Voucher.objects.get(drive=drive).code
    assert " ".join([code[:4], code[4:8], code[8:]]) in client.get("/my/").content.decode()
    assert client.get(f"/my/queues/{drive.public_id}/").status_code == 200
    assert client.get(f"/my/queues/{drive.public_id}/queue.csv").content.decode().count("\n") == 2
    client.force_login(citizens.people.accounts["zhao"])
    shown = client.get(f"/claims/drives/{drive.public_id}/").content.decode()
    assert "批准发放活动" in shown
    assert code not in client.get("/claims/vouchers/").content.decode()
    assert drive_page(citizens.people.actor("zhao"), drive.public_id, at=now).card.open == 1
    client.force_login(citizens.people.accounts["sun"])
    assert client.get(f"/claims/drives/{drive.public_id}/").status_code == 404


@pytest.mark.parametrize(
    ("who", "address"), [("zhao", "/claims/drives/"), ("zhao", "/claims/vouchers/"), ("lan", "/my/")]
)
def test_a_list_costs_the_same_for_two_rows_and_for_twenty(
    client: Client, citizens: CitizensWorld, who: str, address: str
) -> None:
    account = citizens.lan if who == "lan" else citizens.people.accounts[who]
    client.force_login(account)
    party = citizens.citizen(citizens.lan).party_id
    people = crowd(citizens.people, 20)

    def cost(drives: int, first: int) -> int:
        for number in range(drives):
            drive = open_drive(citizens.people, 1)
            queueing.join(drive.pk, [people[first + number], party], at=timezone.now())
            queueing.release(SYSTEM, drive.pk, at=timezone.now())
        client.get(address)  # warms what is compiled once a process
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    assert cost(2, 0) == cost(8, 2)
