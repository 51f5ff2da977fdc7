"""A person is one: over both channels and after a merging of parties, with the lock off as a control."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from liangxin.domains.claims import api as claims
from liangxin.domains.claims.access.citizens import get_citizen
from liangxin.domains.claims.actions import after_filing, persons, queueing
from liangxin.domains.claims.actions.citizens import enter_citizen
from liangxin.domains.claims.actions.till import authorising
from liangxin.domains.claims.errors import ClaimNotFound, DecisionFails
from liangxin.domains.claims.models import Citizen, Claim, Voucher
from liangxin.domains.claims.queries.persons import persons_of
from liangxin.domains.claims.rules.identity import VerifiedPerson
from liangxin.domains.claims.terms import WORDING
from liangxin.domains.claims.tests.after_world import TODAY
from liangxin.domains.claims.tests.both_world import BothWorld, both, build_both, filled
from liangxin.domains.claims.tests.citizens import open_drive
from liangxin.domains.claims.tests.till_world import codes, decided, resident_id, to_authorise, voucher
from liangxin.domains.parties import api as parties
from liangxin.domains.regions.tests.world import COUNTY

__all__ = ["both"]


def test_what_was_had_at_the_till_counts_for_a_claim_afterwards_and_the_other_way(both: BothWorld) -> None:
    assert codes(decided(to_authorise(both.till, voucher(both.till, 0), "S0"))) == ["authorised"]
    number = filled(both, 0)
    with pytest.raises(DecisionFails):
        claims.submit_claim(both.citizen(0), number, on=TODAY)
    claims.submit_claim(both.citizen(1), filled(both, 1), on=TODAY)
    assert codes(decided(to_authorise(both.till, voucher(both.till, 1), "S1"))) == ["till.limit_reached"]


def test_merged_parties_are_one_person_for_the_limit_and_two_again_when_it_is_undone(both: BothWorld) -> None:
    first, second = voucher(both.till, 0), voucher(both.till, 1)
    assert codes(decided(to_authorise(both.till, first, "S0"))) == ["authorised"]
    merging = both.merge(keep=1, gone=0)
    assert codes(decided(to_authorise(both.till, second, "S1"))) == ["till.limit_reached"]
    with pytest.raises(DecisionFails):
        claims.submit_claim(both.citizen(1), filled(both, 1), on=TODAY)
    had = persons_of(both.till.people[:3])
    assert [len(had[party].earlier) for party in both.till.people[:3]] == [1, 1, 0]
    parties.undo_merge(both.till.lin, merging, reason="核对证件，不是同一人", on=TODAY)
    assert codes(decided(to_authorise(both.till, second, "S1", "again"))) == ["authorised"]


def test_two_vouchers_of_one_person_in_one_set_give_one_sale(both: BothWorld) -> None:
    both.merge(keep=1, gone=0)
    asked = [to_authorise(both.till, voucher(both.till, person), f"S{person}") for person in range(2)]
    assert codes(decided(*asked)) == ["authorised", "till.limit_reached"]


def test_one_person_has_one_account_that_sees_what_came_under_both(both: BothWorld) -> None:
    number = filled(both, 0)
    claims.submit_claim(both.citizen(0), number, on=TODAY)
    code = voucher(both.till, 0)
    merging = both.merge(keep=1, gone=0)
    for row in both.accounts:
        row.refresh_from_db()
    assert [row.is_active for row in both.accounts] == [False, True, True]
    citizen = get_citizen(both.citizen(1))
    assert set(citizen.party_ids) == set(both.till.people[:2])
    assert Voucher.objects.get(code=code).party_id in citizen.party_ids
    claims.withdraw_claim(both.citizen(1), number, on=TODAY)
    with pytest.raises(ClaimNotFound):
        claims.withdraw_claim(both.citizen(2), number, on=TODAY)
    person = VerifiedPerson("虚构0", resident_id(0), "13900000001")
    assert enter_citizen(person, COUNTY, verified_by="测试", on=TODAY, wording=WORDING).pk == both.accounts[1].pk
    parties.undo_merge(both.till.lin, merging, reason="核对证件，不是同一人", on=TODAY)
    both.accounts[0].refresh_from_db()
    assert both.accounts[0].is_active
    assert not Citizen.objects.filter(replaced_by__isnull=False).exists()


def test_a_person_with_two_places_gets_one_voucher(both: BothWorld) -> None:
    drive = open_drive(both.till.market.people, 5, family="appliances", category="fridge")
    queueing.join(drive.pk, both.till.people[:3], at=timezone.now())
    both.merge(keep=0, gone=2)
    assert queueing.release(both.till.market.people.system, drive.pk, at=timezone.now()) == 2
    assert set(Voucher.objects.values_list("party_id", flat=True)) == set(both.till.people[:2])


def raced(merged: bool) -> int:
    """How many of two claims of one person count, that come by both channels in the same moment."""
    world = build_both()
    number, code = filled(world, 0), voucher(world.till, 3 if merged else 0)
    if merged:
        world.merge(keep=0, gone=3)
    start = threading.Barrier(2)

    def one(deed: Callable[[], object]) -> None:
        start.wait(10)
        try:
            deed()
        except DecisionFails:
            pass
        finally:
            connection.close()

    asked, citizen = to_authorise(world.till, code, "S"), world.citizen(0)
    with ThreadPoolExecutor(2) as threads:
        sold = threads.submit(one, lambda: decided(asked))
        handed_in = threads.submit(one, lambda: claims.submit_claim(citizen, number, on=TODAY))
        for done in (sold, handed_in):
            done.result(60)
    return Claim.objects.filter(state__in=["authorised", "submitted"]).count()


@pytest.fixture
def _slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have decided before either writes, if nothing keeps them apart."""
    for module, name in ((authorising, "put_marks"), (after_filing, "require_submittable")):
        monkeypatch.setattr(module, name, _late(getattr(module, name)))


def _late(then: Callable[..., Any]) -> Callable[..., Any]:
    def late(*given: Any) -> Any:
        time.sleep(0.3)
        return then(*given)

    return late


@pytest.mark.race
@pytest.mark.usefixtures("_slow")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("merged", [False, True])
def test_a_sale_and_a_claim_in_the_same_moment_count_for_each_other(merged: bool) -> None:
    assert raced(merged) == 1


@pytest.mark.race
@pytest.mark.usefixtures("_slow")
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_same_person_has_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(persons, "_LOCK", persons._LOCK.replace("pg_advisory_xact_lock", "int4larger"))
    assert raced(merged=False) == 2
