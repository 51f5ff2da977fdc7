"""Rules of parties: how facts read, what looks like one, how long what is kept, roles without overlap."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.domains.parties.errors import (
    ConsentNotNeeded,
    DaysReversed,
    NotTwo,
    ReasonMissing,
    RoleNotForPeople,
    RoleOverlaps,
    UndoTooLate,
)
from liangxin.domains.parties.rules.deeds import require_reason, require_two, require_undo_in_time
from liangxin.domains.parties.rules.duplicates import Traits, likeness, one_sign_apart
from liangxin.domains.parties.rules.facts import (
    EnterpriseFacts,
    PersonFacts,
    firm_name,
    guess_identity,
    masked,
    read_facts,
)
from liangxin.domains.parties.rules.keeping import (
    fields_of,
    keeping_rules,
    past_before,
    read_rules,
    require_consent_sense,
)
from liangxin.domains.parties.rules.roles import RoleSpan, held_on, require_free, require_possible, united
from liangxin.domains.parties.terms import Basis, IdentityKind, PairReason, PartyField, PartyKind, PartyRole
from liangxin.domains.parties.tests.people import code_of, enterprise, id_number, person
from liangxin.kernel.refusal import Refusal

TODAY = date(2026, 1, 1)
OLD, MODERN = "110105491231002", "11010519491231002X"


def faults_of(facts: PersonFacts | EnterpriseFacts, *, old: bool = False) -> set[PartyField]:
    return {fault.field for fault in read_facts(facts, on=TODAY, old_numbers=old)[1]}


def test_facts_are_kept_in_one_spelling() -> None:
    said, faults = read_facts(
        PersonFacts(
            " 张  青禾 ", "１１０１０５19491231002x", "(0531) 8888-1234", " 虚构路1号 ", "6228 4800 1234 5678 903"
        ),
        on=TODAY,
    )
    assert not faults
    assert (said.name, said.identity, said.phone) == ("张 青禾", MODERN, "053188881234")
    assert said.bank_account == "6228480012345678903"
    assert said.identity_kind is IdentityKind.RESIDENT


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        (person(1), set()),
        (person(1, name="  "), {PartyField.NAME}),
        (person(1, id_number="110105194912310021"), {PartyField.IDENTITY}),
        (person(1, id_number=OLD), {PartyField.IDENTITY}),
        (person(1, phone="12345"), {PartyField.PHONE}),
        (person(1, bank_account="62284800"), {PartyField.BANK_ACCOUNT}),
        (person(1, name="", phone="电话"), {PartyField.NAME, PartyField.PHONE}),
        (enterprise(1), set()),
        (enterprise(1, uscc="91350100M000100Y4Z"), {PartyField.IDENTITY}),
        (enterprise(1, bank_account="12"), {PartyField.BANK_ACCOUNT}),
        (enterprise(1, contact="长" * 61), {PartyField.CONTACT}),
    ],
)
def test_every_fault_is_found_at_once(facts: PersonFacts | EnterpriseFacts, wrong: set[PartyField]) -> None:
    assert faults_of(facts) == wrong


def test_a_number_of_fifteen_comes_from_old_files_only() -> None:
    assert not faults_of(person(1, id_number=OLD), old=True)
    assert faults_of(person(1, id_number="110105491331002"), old=True) == {PartyField.IDENTITY}
    assert (
        read_facts(person(1, id_number=OLD), on=TODAY, old_numbers=True)[0].identity_kind is IdentityKind.OLD_RESIDENT
    )


def test_no_fault_and_no_picture_of_facts_repeats_what_is_personal() -> None:
    facts = person(1, id_number="110105194912310021", phone="1" * 30)
    said, faults = read_facts(facts, on=TODAY)
    for text in (repr(facts), repr(said), repr(faults)):
        assert facts.id_number not in text
        assert facts.phone not in text
        assert facts.name not in text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (MODERN, PartyKind.PERSON),
        (OLD, PartyKind.PERSON),
        (code_of(3), PartyKind.ENTERPRISE),
        ("123", PartyKind.ENTERPRISE),
    ],
)
def test_a_number_says_whose_it_is(text: str, kind: PartyKind) -> None:
    assert guess_identity(text) == (kind, text)


@pytest.mark.parametrize(
    ("field", "kind", "value", "shown"),
    [
        (PartyField.NAME, PartyKind.PERSON, "张三丰", "张**"),
        (PartyField.NAME, PartyKind.ENTERPRISE, "某某公司", "某某公司"),
        (PartyField.CONTACT, PartyKind.ENTERPRISE, "李四", "李*"),
        (PartyField.PHONE, PartyKind.ENTERPRISE, "13800138000", "138****8000"),
        (PartyField.ADDRESS, PartyKind.PERSON, "清岚县城关镇虚构路1号", "清岚县城关镇******"),
        (PartyField.ADDRESS, PartyKind.PERSON, "虚构路1号", "*****"),
        (PartyField.BANK_ACCOUNT, PartyKind.ENTERPRISE, "370000000001", "********0001"),
        (PartyField.PHONE, PartyKind.PERSON, "", ""),
    ],
)
def test_masks(field: PartyField, kind: PartyKind, value: str, shown: str) -> None:
    assert masked(field, kind, value) == shown


def traits(facts: PersonFacts | EnterpriseFacts) -> Traits:
    said, _ = read_facts(facts, on=TODAY, old_numbers=True)
    return Traits(said.kind, said.identity_kind, said.name, said.identity, said.phone, said.bank_account)


BORN = date(1966, 8, 19)
A = person(1, name="张青禾", id_number=id_number(312, BORN), phone="18800000001", bank_account="")


@pytest.mark.parametrize(
    ("other", "reasons"),
    [
        (replace(A, id_number=id_number(372, BORN), phone=""), {PairReason.ONE_SIGN_APART}),
        (replace(A, id_number=id_number(132, BORN), phone=""), {PairReason.ONE_SIGN_APART}),
        (replace(A, id_number=id_number(372, BORN), phone="", name="李四"), set()),
        (replace(A, id_number=id_number(645, BORN), phone=""), set()),
        (replace(A, id_number=id_number(312, date(1967, 8, 19)), phone=""), set()),
        (replace(A, id_number=id_number(645), name="张青禾苗"), {PairReason.SAME_PHONE}),
        (replace(A, id_number=id_number(645), name="李知远"), set()),
        (replace(A, id_number=id_number(372, BORN)), {PairReason.ONE_SIGN_APART, PairReason.SAME_PHONE}),
    ],
)
def test_what_makes_two_people_look_like_one(other: PersonFacts, reasons: set[PairReason]) -> None:
    found = likeness(traits(A), traits(other))
    assert set(found.reasons if found else ()) == reasons
    assert likeness(traits(other), traits(A)) == found


def test_old_and_new_number_of_one_person_meet() -> None:
    old, new = person(1, id_number=OLD, name="甲", phone=""), person(2, id_number=MODERN, name="乙", phone="")
    found = likeness(traits(old), traits(new))
    assert found is not None
    assert found.reasons == (PairReason.OLD_NUMBER,)


def test_one_account_of_two_names_counts_less_than_of_one() -> None:
    a, b = person(1, bank_account="6228480012345678903"), person(2, bank_account="6228480012345678903")
    alike = likeness(traits(a), traits(replace(b, name=a.name)))
    others = likeness(traits(a), traits(replace(b, name="欧阳某")))
    assert alike is not None
    assert others is not None
    assert alike.score > others.score


def test_firms_of_one_name_and_two_codes() -> None:
    one, other = enterprise(1), enterprise(2, name="清岚县（虚构1号）家电有限责任公司")
    found = likeness(traits(one), traits(other))
    assert found is not None
    assert found.reasons == (PairReason.SAME_NAME,)
    assert likeness(traits(one), traits(enterprise(3))) is None
    assert likeness(traits(one), traits(person(1))) is None


@given(st.integers(0, 16), st.integers(1, 9))
def test_any_one_sign_changed_is_one_sign_apart(place: int, by: int) -> None:
    changed = MODERN[:place] + str((int(MODERN[place]) + by) % 10) + MODERN[place + 1 :]
    assert one_sign_apart(MODERN, changed)
    assert not one_sign_apart(MODERN, MODERN)


def test_firm_names_compare_without_brackets_and_long_endings() -> None:
    assert (
        firm_name("清岚县(示例)电器有限责任公司")
        == firm_name("清岚县示例 电器有限公司")
        != firm_name("清岚县电器有限公司")
    )


def test_every_field_says_what_it_is_kept_for() -> None:
    rules = keeping_rules()
    assert set(fields_of(PartyKind.ENTERPRISE)) == set(PartyField)
    assert set(fields_of(PartyKind.PERSON)) == set(PartyField) - {PartyField.CONTACT}
    for rule in rules.values():
        assert rule.purpose
        assert rule.source
        assert rule.basis(consented=False) is not Basis.CONSENT
    with pytest.raises(ValueError, match="purpose"):
        read_rules([{"kind": "person", "field": "name", "purpose": "", "bases": [], "keep_days": 1, "source": ""}])


def test_a_field_is_kept_so_long_after_the_last_use_and_while_a_role_lasts() -> None:
    phone = keeping_rules()[PartyKind.PERSON, PartyField.PHONE]
    assert phone.days is not None
    until = phone.kept_until(TODAY, in_role=False)
    assert until is not None
    assert (until - TODAY).days == phone.days
    assert phone.kept_until(TODAY, in_role=True) is None
    assert past_before(phone, until) == TODAY
    assert past_before(keeping_rules()[PartyKind.ENTERPRISE, PartyField.NAME], TODAY) is None


def test_only_what_rests_on_consent_has_consent() -> None:
    assert require_consent_sense(PartyKind.PERSON, PartyField.PHONE).basis(consented=True) is Basis.CONSENT
    with pytest.raises(ConsentNotNeeded):
        require_consent_sense(PartyKind.PERSON, PartyField.IDENTITY)


def span(since: int, until: int | None, role: PartyRole = PartyRole.MERCHANT) -> RoleSpan:
    return RoleSpan(role, date(2025, since, 1), date(2025, until, 1) if until else None)


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        (span(1, 3), span(3, 5), False),
        (span(1, 4), span(3, 5), True),
        (span(1, None), span(9, 10), True),
        (span(5, None), span(1, 5), False),
        (span(1, None), span(1, None, PartyRole.BANK), False),
    ],
)
def test_a_role_is_not_held_twice_on_a_day(one: RoleSpan, other: RoleSpan, overlap: bool) -> None:
    assert one.overlaps(other) is other.overlaps(one) is overlap
    if overlap:
        with pytest.raises(RoleOverlaps):
            require_free(one, [other])
    else:
        require_free(one, [other])


def test_roles_of_two_become_those_of_one() -> None:
    spans = [span(1, 3), span(3, 5), span(7, None), span(8, 9), span(2, 4, PartyRole.BANK)]
    assert united(spans) == (span(2, 4, PartyRole.BANK), span(1, 5), span(7, None))
    assert held_on(spans, date(2025, 8, 15)) == (PartyRole.MERCHANT,)
    with pytest.raises(DaysReversed):
        span(5, 5)
    with pytest.raises(RoleNotForPeople):
        require_possible(PartyKind.PERSON, PartyRole.BANK)


@given(st.lists(st.tuples(st.integers(1, 11), st.integers(1, 6)), max_size=8))
def test_united_periods_never_overlap_and_cover_the_same_days(starts: list[tuple[int, int]]) -> None:
    spans = [
        RoleSpan(PartyRole.BANK, date(2025, m, 1), date(2025 + (m + n > 12), (m + n - 1) % 12 + 1, 1))
        for m, n in starts
    ]
    made = united(spans)
    assert not any(a.overlaps(b) for a in made for b in made if a is not b)
    days = [date(2025 + year, month, 15) for year in (0, 1) for month in range(1, 13)]
    assert [any(s.holds_on(d) for s in made) for d in days] == [any(s.holds_on(d) for s in spans) for d in days]


@pytest.mark.parametrize("text", ["", "看看", "  好 ", "核对号码110105194912310020", "电话 138-0013-8000", "长" * 201])
def test_a_reason_says_something_and_holds_no_number(text: str) -> None:
    with pytest.raises(ReasonMissing):
        require_reason(text)


def test_deeds_on_two_and_in_time() -> None:
    assert require_reason(" 档案核对 2024年卷 ") == "档案核对 2024年卷"
    for gone in ((1, PartyKind.PERSON), (2, PartyKind.ENTERPRISE)):
        with pytest.raises(NotTwo):
            require_two((1, PartyKind.PERSON), gone)
    require_undo_in_time(TODAY, date(2026, 1, 31))
    with pytest.raises(UndoTooLate):
        require_undo_in_time(TODAY, date(2026, 2, 1))
    assert issubclass(UndoTooLate, Refusal)
