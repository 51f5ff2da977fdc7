"""Two at once: the same merge, the same people. One party each, whatever the order."""

from __future__ import annotations

import pytest
from django.utils import timezone

from liangxin.domains.parties import api as parties
from liangxin.domains.parties.models import Merge, Party
from liangxin.domains.parties.tests.people import person
from liangxin.domains.regions.tests.at_once import all_at_once
from liangxin.domains.regions.tests.world import COUNTY, build_world

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_two_at_once_make_one_party_of_one_identity_and_one_merge_of_two_rows() -> None:
    world = build_world()
    lin, region, today = world.actor("lin"), world.region(COUNTY).id, timezone.localdate()
    people = [person(serial) for serial in range(40)]

    def take(rows: list[parties.PersonFacts]) -> object:
        return parties.take_in(lin, region, rows, source="同时")

    assert all_at_once(lambda: take(people), lambda: take(people[::-1])) == ["", ""]
    assert Party.objects.count() == len(people)
    a, b = Party.objects.order_by("pk")[:2]

    def merge(keep: Party, gone: Party) -> object:
        return parties.merge_parties(lin, keep.public_id, gone.public_id, [], reason="档案核对为同一人", on=today)

    assert all_at_once(lambda: merge(a, b), lambda: merge(b, a)) == ["", "parties.party_not_in_use"]
    assert Merge.objects.count() == 1
