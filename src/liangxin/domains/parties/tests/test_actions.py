"""Deeds of parties on the database: once each, encrypted, changed, merged and taken back, kept no longer than said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from liangxin.domains.parties import api as parties
from liangxin.domains.parties.actions.keeping import empty_expired
from liangxin.domains.parties.errors import (
    ChangedSinceMerge,
    IdentityTaken,
    NoConsent,
    NothingChanged,
    PairDecided,
    PartyNotFound,
    PartyNotInUse,
    ReasonMissing,
    RoleNotHeld,
    RoleOverlaps,
    RowsWrong,
    UndoTooLate,
)
from liangxin.domains.parties.models import Keeping, Merge, Pair, Party, RolePeriod, Unmasking
from liangxin.domains.parties.queries.page import party_page
from liangxin.domains.parties.terms import Basis, PairState, PartyField, PartyKind, PartyRole, PartyState
from liangxin.domains.parties.tests.people import enterprise, person
from liangxin.domains.parties.tests.world import FIRM, SINCE, SLIPPED, ZHANG, PartiesWorld, town
from liangxin.domains.regions.tests.world import COUNTY, NEIGHBOUR
from liangxin.foundation.accounts.api import NotAllowed
from liangxin.foundation.announce import api as announcements
from liangxin.foundation.trail.models import Entry

__all__ = ["town"]
WHY = "档案核对为同一人"


def ours(town: PartiesWorld) -> int:
    return town.people.region(COUNTY).id


def test_nothing_personal_stands_in_the_table_in_plain_text(town: PartiesWorld) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(p)::text FROM parties_party AS p WHERE id = %s", [town.zhang.pk])
        raw = cursor.fetchone()[0]
        cursor.execute("SELECT coalesce(string_agg(e::text, ' '), '') FROM trail_entry AS e")
        trail = cursor.fetchone()[0]
    for secret in (ZHANG.name, ZHANG.id_number, ZHANG.phone, ZHANG.address, ZHANG.bank_account):
        assert secret not in raw
        assert secret not in trail


def test_the_same_identity_is_the_same_party_and_twice_the_same_changes_nothing(town: PartiesWorld) -> None:
    before = list(Party.objects.order_by("pk").values())
    again = parties.take_in(town.people.system, ours(town), [FIRM, ZHANG, ZHANG], source="再报")
    assert again.ids == (town.firm.pk, town.zhang.pk, town.zhang.pk)
    assert (again.new, again.same, again.differing) == (0, 2, ())
    assert list(Party.objects.order_by("pk").values()) == before


def test_what_was_empty_is_filled_and_what_differs_stays_and_is_named(town: PartiesWorld) -> None:
    made = parties.take_in(town.people.system, ours(town), [person(50, phone="", address="")], source="一")
    more = person(50, address="清岚县虚构路9号")
    assert parties.take_in(town.people.system, ours(town), [more], source="二").differing == ()
    known = Party.objects.get(pk=made.ids[0])
    assert (known.phone, known.address) == (more.phone, more.address)
    assert parties.find_exactly(town.people.actor("lin"), more.phone)[0].id == known.pk
    other = parties.take_in(town.people.system, ours(town), [ZHANG, person(50, phone="18800001234")], source="三")
    assert other.differing == (1,)
    assert Party.objects.get(pk=made.ids[0]).phone == more.phone


def test_all_faults_of_all_rows_come_at_once_and_nothing_is_taken_in(town: PartiesWorld) -> None:
    count = Party.objects.count()
    rows: list[parties.PersonFacts | parties.EnterpriseFacts] = [
        person(60),
        person(61, id_number="1"),
        enterprise(62, uscc="2", phone="x"),
    ]
    with pytest.raises(RowsWrong) as refused:
        parties.take_in(town.people.actor("li"), ours(town), rows, source="测试")
    wrong = [(row, field) for row, field, _ in refused.value.faults]
    assert wrong == [(1, PartyField.IDENTITY), (2, PartyField.IDENTITY), (2, PartyField.PHONE)]
    assert Party.objects.count() == count


def test_a_party_is_seen_where_it_was_entered_and_where_it_is_dealt_with(town: PartiesWorld) -> None:
    lin, sun, wang = (town.people.actor(name) for name in ("lin", "sun", "wang"))
    assert parties.find_party(sun, ZHANG.id_number) is None
    assert set(parties.party_cards(sun, [town.zhang.pk, town.theirs.pk])) == {town.theirs.pk}
    assert len(parties.party_cards(wang, [town.zhang.pk, town.theirs.pk])) == 2
    parties.take_in(sun, town.people.region(NEIGHBOUR).id, [ZHANG], source="北屏申领")
    card = parties.find_party(sun, ZHANG.id_number)
    assert card is not None
    assert (card.id, card.name, card.region.code) == (town.zhang.pk, "张**", COUNTY)
    assert parties.find_party(lin, ZHANG.id_number) is not None
    with pytest.raises(NotAllowed):
        parties.take_in(sun, ours(town), [ZHANG], source="越界")


def test_roles_do_not_overlap_and_end(town: PartiesWorld) -> None:
    lin, firm = town.people.actor("lin"), town.firm.pk
    assert parties.give_role(lin, [firm], PartyRole.MERCHANT, since=SINCE) == 1
    assert parties.give_role(lin, [firm], PartyRole.MERCHANT, since=SINCE) == 0
    assert parties.holds_role([firm], PartyRole.MERCHANT, SINCE) == {firm}
    with pytest.raises(RoleOverlaps):
        parties.give_role(lin, [firm], PartyRole.MERCHANT, since=SINCE - timedelta(days=9))
    with pytest.raises(IntegrityError, match="no_overlap"), transaction.atomic():
        RolePeriod.objects.create(party_id=firm, role="merchant", since=SINCE + timedelta(days=9))
    assert parties.end_role(lin, [firm], PartyRole.MERCHANT, until=date(2025, 6, 1)) == 1
    assert parties.holds_role([firm], PartyRole.MERCHANT, date(2025, 6, 1)) == set()
    with pytest.raises(RoleNotHeld):
        parties.end_role(lin, [firm], PartyRole.MERCHANT, until=date(2025, 7, 1))
    with pytest.raises(PartyNotFound):
        parties.give_role(town.people.actor("sun"), [firm], PartyRole.BANK, since=SINCE)


def test_a_change_of_identity_keeps_one_party_to_one_number(town: PartiesWorld) -> None:
    li = town.people.actor("li")
    with pytest.raises(ReasonMissing):
        parties.change_party(li, town.zhang.public_id, {PartyField.NAME: "张禾"}, reason="")
    with pytest.raises(IdentityTaken):
        parties.change_party(li, town.zhang.public_id, {PartyField.IDENTITY: SLIPPED.id_number}, reason="证件更正")
    with pytest.raises(NothingChanged):
        parties.change_party(li, town.zhang.public_id, {PartyField.NAME: ZHANG.name}, reason="证件更正")
    new = person(70).id_number
    changes = {PartyField.IDENTITY: new, PartyField.NAME: "张禾"}
    changed = parties.change_party(
        li, town.zhang.public_id, changes, reason="证件更正", empty=frozenset({PartyField.ADDRESS})
    )
    assert changed == (PartyField.NAME, PartyField.IDENTITY, PartyField.ADDRESS)
    assert parties.find_party(li, ZHANG.id_number) is None
    card = parties.find_party(li, new)
    assert card is not None
    assert card.id == town.zhang.pk
    assert "张禾" not in str(list(Entry.objects.values_list("before", "after", "reason")))


def test_plain_text_is_a_deed_and_its_line_stays(town: PartiesWorld) -> None:
    lin = town.people.actor("lin")
    plain = parties.unmask(lin, town.zhang.public_id, [PartyField.PHONE, PartyField.CONTACT], reason="电话核实地址")
    assert plain.values == {PartyField.PHONE: ZHANG.phone}
    assert ZHANG.phone not in repr(plain)
    for deed in (lambda: Unmasking.objects.update(reason="改"), lambda: Unmasking.objects.all().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            deed()
    assert [row.actor_name for row in parties.unmaskings(town.people.actor("chen"))] == ["林秋"]
    assert not parties.unmaskings(town.people.actor("zhao"))
    with pytest.raises(NotAllowed):
        parties.unmask(town.people.actor("li"), town.zhang.public_id, [PartyField.PHONE], reason="电话核实地址")


def test_pairs_are_found_once_and_said_different_stays_said(town: PartiesWorld) -> None:
    lin, pair = town.people.actor("lin"), Pair.objects.get()
    assert (pair.left_id, pair.right_id) == (town.zhang.pk, town.slipped.pk)
    assert parties.find_pairs(lin) == 0
    parties.say_different(lin, pair.public_id, reason="两人同名，档案不同")
    assert parties.find_pairs(lin) == 0
    with pytest.raises(PairDecided):
        parties.merge_pair(lin, pair.public_id, town.zhang.public_id, [], reason=WHY, on=SINCE)
    assert not parties.pairs_listed(town.people.actor("sun"))


def test_a_telephone_of_many_tells_nothing(town: PartiesWorld) -> None:
    crowd = [person(200 + i, phone="18811112222", name="孙秋水") for i in range(9)]
    parties.take_in(town.people.system, ours(town), crowd, source="代办")
    assert parties.find_pairs(town.people.system) == 0


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    told: list[object] = []
    monkeypatch.setitem(announcements._reactions, parties.PartiesMerged, [told.append])
    return told


def test_a_merge_moves_roles_leads_on_and_is_announced(town: PartiesWorld, heard: list[object]) -> None:
    lin, system = town.people.actor("lin"), town.people.system
    firms = parties.take_in(system, ours(town), [enterprise(80), enterprise(81), enterprise(82)], source="测试")
    a, b, c = (Party.objects.get(pk=pk) for pk in firms.ids)
    parties.give_role(lin, [a.pk, b.pk], PartyRole.MERCHANT, since=SINCE)
    parties.give_role(lin, [b.pk], PartyRole.RECYCLER, since=SINCE)
    parties.merge_parties(lin, b.public_id, c.public_id, [], reason="同一企业重复登记", on=SINCE)
    parties.merge_parties(lin, a.public_id, b.public_id, [PartyField.PHONE], reason="同一企业重复登记", on=SINCE)
    assert parties.surviving(firms.ids) == {a.pk: a.pk, b.pk: a.pk, c.pk: a.pk}
    assert heard[-1] == parties.PartiesMerged(a.pk, b.pk)
    kept = parties.party_cards(lin, [a.pk])[a.pk]
    assert set(kept.roles) == {PartyRole.MERCHANT, PartyRole.RECYCLER}
    assert town.again(a).phone == b.phone
    for gone in (b, c):
        found = parties.find_party(lin, gone.identity or "")
        assert found is not None
        assert found.id == a.pk
    assert parties.take_in(system, ours(town), [enterprise(81)], source="又来").ids == (a.pk,)
    with pytest.raises(PartyNotInUse):
        parties.merge_parties(lin, a.public_id, b.public_id, [], reason="同一企业重复登记", on=SINCE)


def test_a_merge_is_taken_back_whole(town: PartiesWorld) -> None:
    lin, pair = town.people.actor("lin"), Pair.objects.get()
    parties.give_role(lin, [town.slipped.pk], PartyRole.SUPPLIER, since=SINCE)
    before = _state_of(town)
    take = [PartyField.IDENTITY, PartyField.ADDRESS]
    merge = parties.merge_pair(lin, pair.public_id, town.zhang.public_id, take, reason=WHY, on=SINCE)
    merged = town.again(town.zhang)
    assert (merged.identity, merged.address) == (SLIPPED.id_number, SLIPPED.address)
    assert town.again(town.slipped).identity == ZHANG.id_number
    parties.undo_merge(lin, merge, reason="核对有误恢复原状", on=SINCE + timedelta(days=30))
    assert _state_of(town) == before
    assert Pair.objects.get().state == PairState.OPEN


@pytest.mark.parametrize("later", ["role", "field", "merge", "days"])
def test_a_merge_is_not_taken_back_after_changes_or_days(town: PartiesWorld, later: str) -> None:
    lin = town.people.actor("lin")
    merge = parties.merge_pair(
        lin, Pair.objects.get().public_id, town.zhang.public_id, [PartyField.ADDRESS], reason=WHY, on=SINCE
    )
    other = parties.take_in(town.people.system, ours(town), [person(90)], source="测试").ids[0]
    public = Party.objects.get(pk=other).public_id
    changes: dict[str, Callable[[], object]] = {
        "role": lambda: parties.give_role(lin, [town.zhang.pk], PartyRole.SUPPLIER, since=SINCE),
        "field": lambda: parties.change_party(
            lin, town.zhang.public_id, {PartyField.ADDRESS: "别处"}, reason="本人更正"
        ),
        "merge": lambda: parties.merge_parties(lin, public, town.zhang.public_id, [], reason=WHY, on=SINCE),
        "days": lambda: None,
    }
    changes[later]()
    expected, on = (UndoTooLate, SINCE + timedelta(days=31)) if later == "days" else (ChangedSinceMerge, SINCE)
    with pytest.raises(expected):
        parties.undo_merge(lin, merge, reason="核对有误恢复原状", on=on)


def _state_of(town: PartiesWorld) -> list[object]:
    rows = Party.objects.filter(pk__in=[town.zhang.pk, town.slipped.pk]).order_by("pk")
    return [*rows.values(), *RolePeriod.objects.order_by("party").values_list("party", "role", "since", "until")]


def test_consent_taken_back_empties_what_rests_on_it_alone(town: PartiesWorld) -> None:
    li, on = town.people.actor("li"), timezone.localdate()
    with pytest.raises(NoConsent):
        parties.withdraw_consent(li, town.zhang.public_id, on=on, reason="本人来函撤回")
    parties.record_consent(li, town.zhang.public_id, [PartyField.PHONE], given_on=on, wording="第1版", on=on)
    lines = {line.field: line for line in party_page(li, town.zhang.public_id, on=on).lines}
    assert lines[PartyField.PHONE].basis is Basis.CONSENT
    assert lines[PartyField.ADDRESS].basis is Basis.PUBLIC_TASK
    done = parties.withdraw_consent(li, town.zhang.public_id, on=on, reason="本人来函撤回")
    assert done.emptied == (PartyField.PHONE,)
    assert (PartyField.IDENTITY, Basis.PUBLIC_TASK) in done.staying
    assert (town.again(town.zhang).phone, town.again(town.zhang).phone_index) == (None, None)
    assert town.again(town.zhang).address == ZHANG.address


def test_what_is_past_its_time_is_emptied_and_the_row_stays(town: PartiesWorld) -> None:
    lin, system, today = town.people.actor("lin"), town.people.system, timezone.localdate()
    parties.give_role(lin, [town.slipped.pk], PartyRole.SUPPLIER, since=SINCE)
    soon = empty_expired(system, on=today + timedelta(days=1095))
    assert soon.forgotten == 0
    assert soon.fields[PartyField.PHONE] >= 2
    zhang = town.again(town.zhang)
    assert (zhang.phone, zhang.address, zhang.identity) == (None, None, ZHANG.id_number)
    assert town.again(town.slipped).phone == SLIPPED.phone
    assert Keeping.objects.filter(party=zhang, emptied_for="retention").count() == 2
    later = today + timedelta(days=3650)
    assert empty_expired(system, on=later).forgotten == 2
    gone = town.again(town.zhang)
    assert (gone.state, gone.identity, gone.person_name, gone.birth_index) == (PartyState.FORGOTTEN, None, None, None)
    assert town.again(town.firm).name == FIRM.name
    assert not empty_expired(system, on=later).fields
    back = parties.take_in(system, ours(town), [ZHANG], source="再来")
    assert back.new == 1
    assert parties.party_cards(lin, [gone.pk])[gone.pk].name == ""


def test_only_the_system_empties_what_is_past_its_time(town: PartiesWorld) -> None:
    with pytest.raises(NotAllowed):
        empty_expired(town.people.actor("lin"), on=SINCE)


def test_what_a_merge_kept_for_taking_back_is_emptied_in_time(town: PartiesWorld) -> None:
    lin, pair, today = town.people.actor("lin"), Pair.objects.get(), timezone.localdate()
    parties.merge_pair(lin, pair.public_id, town.zhang.public_id, [], reason=WHY, on=today)
    assert empty_expired(town.people.system, on=today + timedelta(days=30)).merges == 0
    assert empty_expired(town.people.system, on=today + timedelta(days=31)).merges == 1
    assert Merge.objects.get().kept_before is None
    gone = town.again(town.slipped)
    assert (gone.phone, gone.person_name, gone.identity) == (None, None, SLIPPED.id_number)


def test_a_use_keeps_from_that_day_on(town: PartiesWorld) -> None:
    later = timezone.localdate() + timedelta(days=5)
    li = town.people.actor("li")
    with pytest.raises(PartyNotFound):
        parties.used(li, [town.zhang.pk, town.theirs.pk], on=later)
    assert parties.used(li, [town.zhang.pk], on=later) == 1
    assert parties.used(li, [town.zhang.pk], on=later) == 0
    assert town.again(town.zhang).last_used_on == later
    assert town.zhang.kind == PartyKind.PERSON
