"""Versions of schemes: drafted, checked, approved by somebody else, unchanged for ever, amended, ended."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from liangxin.domains.regions import api as regions
from liangxin.domains.regions.tests.world import CITY, COUNTY, NEIGHBOUR, PROVINCE
from liangxin.domains.schemes import api as schemes
from liangxin.domains.schemes import errors
from liangxin.domains.schemes.models import Confirmation, Ending, Scheme, SchemeVersion
from liangxin.domains.schemes.rules.scheme_content import Confirmed, Content, check_content
from liangxin.domains.schemes.terms import VersionState
from liangxin.domains.schemes.tests.scheme_world import (
    ABOVE,
    BIKES,
    PAPER,
    SchemesWorld,
    drafted,
    of_family,
    policies,
    settle,
)
from liangxin.engines.rulebook.shelf import shipped_texts
from liangxin.foundation.accounts.api import NotAllowed
from liangxin.foundation.messages.api import messages_of
from liangxin.kernel.decision import Answer

pytestmark = pytest.mark.django_db
__all__ = ["policies"]
CASE = {"bought_on": "2026-03-01", "price": "5000元", "handed_in": True}


def version(public_id: UUID) -> SchemeVersion:
    return SchemeVersion.objects.get(public_id=public_id)


def region_id(code: str) -> int:
    return regions.region_cards([code])[code].id


def in_force(code: str, on: date = date(2026, 3, 1)) -> dict[str, schemes.SchemeCard]:
    return {card.family: card for card in schemes.schemes_in_force(region_id(code), on)}


def test_what_two_people_put_in_force_decides(policies: SchemesWorld) -> None:
    card = in_force(COUNTY)["bikes"]
    assert (card.rulebook_id, card.since, card.until) == ("bikes@2025", date(2025, 1, 1), date(2099, 12, 31))
    assert card.region.code == COUNTY
    ruling = schemes.rulebook_of(card.version_id).decide(CASE)
    assert (ruling.answer, ruling.amount_fen) == (Answer.MEETS, 50000)
    assert not in_force(COUNTY, date(2024, 12, 31))


def test_a_draft_is_handed_in_without_error_and_with_nothing_open_only(policies: SchemesWorld) -> None:
    lin = policies.actor("lin")
    with pytest.raises(errors.RulebookUnsettled) as refused:
        schemes.submit_scheme(lin, policies.draft)
    assert refused.value.details["count"] == 2
    clock = schemes.save_scheme_text(lin, policies.draft, version(policies.draft).text.replace("15%", "十五"), 0)
    with pytest.raises(errors.RulebookHasErrors):
        schemes.submit_scheme(lin, policies.draft)
    schemes.save_scheme_text(lin, policies.draft, of_family("tricycles"), clock)
    settle(lin, policies.draft)
    schemes.submit_scheme(lin, policies.draft)
    assert version(policies.draft).state == VersionState.SUBMITTED


def test_nobody_approves_what_they_had_a_hand_in(policies: SchemesWorld) -> None:
    lin, wang = policies.actor("lin"), policies.actor("wang")
    row = version(policies.submitted)
    with pytest.raises(NotAllowed):
        schemes.approve_scheme(policies.actor("guan"), policies.in_force)
    row.hands = [wang.account_id or 0]
    row.save()
    with pytest.raises(errors.SchemeSamePerson):
        schemes.approve_scheme(wang, policies.submitted)
    row.approved_by_id, row.approved_at, row.state = wang.account_id, timezone.now(), VersionState.APPROVED.value
    with pytest.raises(IntegrityError, match="hand in a version"), transaction.atomic():
        row.save()
    row.hands, row.submitted_by_id = [], wang.account_id
    with pytest.raises(IntegrityError, match="two_people"), transaction.atomic():
        row.save()
    assert lin.account_id in version(policies.in_force).hands


def test_the_system_approves_nothing(policies: SchemesWorld) -> None:
    with pytest.raises(errors.SchemeSamePerson):
        schemes.approve_scheme(policies.people.system, policies.submitted)


@pytest.mark.parametrize(
    "change",
    [
        {"text": BIKES + "\n"},
        {"parameters": {"most": "600元"}},
        {"held_from": date(2025, 6, 1)},
        {"since": date(2025, 6, 1)},
        {"until": None},
        {"state": "draft"},
        {"digest": "0" * 64},
    ],
)
def test_the_database_refuses_to_change_what_is_in_force(policies: SchemesWorld, change: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match=r"stands|stays"), transaction.atomic():
        SchemeVersion.objects.filter(public_id=policies.in_force).update(**change)
    with pytest.raises(IntegrityError, match="stand"), transaction.atomic():
        Confirmation.objects.filter(version__public_id=policies.in_force).update(clause="第九条")
    with pytest.raises(IntegrityError, match="stand"), transaction.atomic():
        version(policies.in_force).delete()


def test_a_version_that_was_handed_in_is_not_written_at(policies: SchemesWorld) -> None:
    with pytest.raises(errors.VersionStepImpossible):
        schemes.save_scheme_text(policies.people.system, policies.submitted, BIKES, 0)
    schemes.send_back_scheme(policies.actor("wang"), policies.submitted, "第三条金额请再核")
    row = version(policies.submitted)
    assert (row.state, row.sent_back) == (VersionState.DRAFT, "第三条金额请再核")


def test_a_text_that_another_has_changed_meanwhile_is_not_overwritten(policies: SchemesWorld) -> None:
    lin, text = policies.actor("lin"), of_family("tricycles")
    assert schemes.save_scheme_text(lin, policies.draft, text, 0) == 0
    assert schemes.save_scheme_text(lin, policies.draft, text + "# 甲\n", 0) == 1
    with pytest.raises(errors.VersionStale):
        schemes.save_scheme_text(lin, policies.draft, text + "# 乙\n", 0)


def test_a_text_that_cannot_be_read_is_kept_as_it_is(policies: SchemesWorld) -> None:
    broken = "rulebook: [tricycles\n版本"
    schemes.save_scheme_text(policies.actor("lin"), policies.draft, broken, 0)
    row = version(policies.draft)
    assert (row.text, row.rulebook_key) == (broken, "tricycles@2025")


@time_machine.travel("2026-03-02 09:00:00+08:00")
def test_an_amendment_takes_over_and_old_cases_keep_old_rules(policies: SchemesWorld) -> None:
    lin, wang = policies.actor("lin"), policies.actor("wang")
    amended = schemes.amend_scheme(lin, policies.in_force, "提高上限")
    assert version(amended).confirmations.count() == 1
    schemes.set_scheme_terms(lin, amended, {"most": "600元"}, held_from=date(2026, 3, 1))
    schemes.submit_scheme(lin, amended)
    with pytest.raises(errors.AmendmentBackdated):
        schemes.approve_scheme(wang, amended)
    schemes.send_back_scheme(wang, amended, "日期已过")
    schemes.set_scheme_terms(lin, amended, {"most": "600元"}, held_from=date(2026, 4, 1))
    schemes.submit_scheme(lin, amended)
    schemes.approve_scheme(wang, amended)
    before, after = in_force(COUNTY, date(2026, 3, 31))["bikes"], in_force(COUNTY, date(2026, 4, 1))["bikes"]
    assert (before.number, before.until, after.number) == (1, date(2026, 3, 31), 2)
    amounts = [schemes.rulebook_of(card.version_id).decide(CASE).amount_fen for card in (before, after)]
    assert amounts == [50000, 60000]
    assert version(policies.in_force).superseded_by_id == after.version_id


def test_two_versions_never_hold_on_one_day(policies: SchemesWorld) -> None:
    lin = policies.actor("lin")
    again = schemes.amend_scheme(lin, policies.in_force, "重发")
    schemes.submit_scheme(lin, again)
    with pytest.raises(errors.PeriodsOverlap):
        schemes.approve_scheme(policies.actor("wang"), again)
    row = version(again)
    row.state, row.approved_by_id, row.approved_at = "approved", policies.actor("wang").account_id, timezone.now()
    with pytest.raises(IntegrityError, match="one day"), transaction.atomic():
        row.save()
    with pytest.raises(errors.VersionUnderWay):
        schemes.amend_scheme(lin, policies.in_force, "再来一版")


def test_a_place_without_its_own_takes_the_nearest_above(policies: SchemesWorld) -> None:
    people, system = policies.people, policies.people.system
    for text in (BIKES, of_family("scooters")):
        if text is BIKES:
            public_id = drafted(people, system, CITY, ABOVE, text)
            settle(system, public_id, "300元")
            schemes.submit_scheme(system, public_id)
        else:
            public_id = policies.submitted
        schemes.approve_scheme(people.actor("wang"), public_id)
    assert {family: card.region.code for family, card in in_force(COUNTY).items()} == {
        "bikes": COUNTY,
        "scooters": CITY,
    }
    assert {card.region.code for card in in_force(NEIGHBOUR).values()} == {CITY}
    assert not in_force(PROVINCE)


@time_machine.travel("2026-03-02 09:00:00+08:00")
def test_a_version_ends_early_when_a_second_person_agrees(policies: SchemesWorld) -> None:
    lin, wang = policies.actor("lin"), policies.actor("wang")
    with pytest.raises(errors.EndingImpossible):
        schemes.ask_scheme_end(lin, policies.in_force, date(2026, 3, 1), "资金用完")
    schemes.ask_scheme_end(lin, policies.in_force, date(2026, 3, 15), "资金用完")
    with pytest.raises(errors.EndingUnderWay):
        schemes.ask_scheme_end(lin, policies.in_force, date(2026, 3, 16), "资金用完")
    with pytest.raises(NotAllowed):
        schemes.agree_scheme_end(lin, policies.in_force)
    ending = Ending.objects.get()
    ending.state, ending.decided_by_id, ending.decided_at = "agreed", lin.account_id, timezone.now()
    with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic():
        ending.save()
    schemes.agree_scheme_end(wang, policies.in_force)
    assert "bikes" in in_force(COUNTY, date(2026, 3, 15))
    assert "bikes" not in in_force(COUNTY, date(2026, 3, 16))
    assert version(policies.in_force).state == VersionState.ENDED


@time_machine.travel("2026-03-02 09:00:00+08:00")
def test_a_version_goes_on_when_the_second_person_does_not_agree(policies: SchemesWorld) -> None:
    lin, wang = policies.actor("lin"), policies.actor("wang")
    with pytest.raises(errors.NothingUnderWay):
        schemes.agree_scheme_end(wang, policies.in_force)
    schemes.ask_scheme_end(lin, policies.in_force, date(2026, 3, 15), "资金用完")
    with pytest.raises(errors.SchemeFieldMissing):
        schemes.decline_scheme_end(wang, policies.in_force, " ")
    schemes.decline_scheme_end(wang, policies.in_force, "省里追加了资金")
    assert "bikes" in in_force(COUNTY, date(2026, 3, 16))


def test_a_confirmation_lapses_when_its_line_is_changed(policies: SchemesWorld) -> None:
    lin = policies.actor("lin")
    settle(lin, policies.draft)
    text = version(policies.draft).text.replace("title: 交回旧车, need", "title: 交回旧车和电池, need")
    schemes.save_scheme_text(lin, policies.draft, text, version(policies.draft).clock)
    with pytest.raises(errors.RulebookUnsettled) as refused:
        schemes.submit_scheme(lin, policies.draft)
    assert "交回旧车和电池" in str(refused.value)
    schemes.confirm_scheme_lines(lin, policies.draft, ["old_bike"], PAPER)
    schemes.submit_scheme(lin, policies.draft)


def test_a_shipped_line_that_a_place_changes_waits_for_a_local_document() -> None:
    shipped = shipped_texts()["appliances@2026"]
    first = "need: {fact: grade, is: 1}"
    text, other = (shipped.replace(first, f"need: {{fact: grade, at_most: {most}}}") for most in (2, 3))
    before, amended = (check_content(Content(each, "清岚县")) for each in (shipped, text))
    (asked,) = {one.line_id for one in amended.lines} - {one.line_id for one in before.lines}
    line = amended.line(asked)
    assert line is not None
    assert line.standing == "与随附规则不同"
    assert [one.line_id for one in amended.open if "与随附规则" in one.sentence] == [asked]
    confirmed = (Confirmed(asked, "清商发〔2026〕9号第二条", line.mark),)
    assert asked not in {one.line_id for one in check_content(Content(text, "清岚县", (), confirmed)).open}
    again = check_content(Content(other, "清岚县", (), confirmed))
    assert asked in {one.line_id for one in again.open}, "a confirmation is of the line as it stood"


def test_parameters_and_lines_are_those_of_the_rules(policies: SchemesWorld) -> None:
    lin = policies.actor("lin")
    with pytest.raises(errors.ParameterUnfit) as refused:
        schemes.set_scheme_terms(lin, policies.draft, {"most": "很多"}, held_from=None)
    assert refused.value.field == "p-most"
    with pytest.raises(errors.HeldDayOutside):
        schemes.set_scheme_terms(lin, policies.draft, {}, held_from=date(2100, 1, 1))
    with pytest.raises(errors.LineUnknown):
        schemes.confirm_scheme_lines(lin, policies.draft, ["share"], PAPER)
    with pytest.raises(errors.SchemeFieldMissing):
        schemes.confirm_scheme_lines(lin, policies.draft, ["old_bike"], schemes.LocalDocument("", "一"))
    schemes.confirm_scheme_lines(lin, policies.draft, ["old_bike"], PAPER)
    schemes.withdraw_scheme_confirmation(lin, policies.draft, "old_bike")
    assert not version(policies.draft).confirmations.exists()


def test_a_draft_is_given_up_and_leaves_nothing_but_the_trail(policies: SchemesWorld) -> None:
    schemes.confirm_scheme_lines(policies.actor("lin"), policies.draft, ["old_bike"], PAPER)
    schemes.discard_scheme_draft(policies.actor("lin"), policies.draft, "不办了")
    assert not Scheme.objects.filter(family="tricycles").exists()


def test_those_who_may_approve_are_told_and_those_who_wrote_it_hear_of_it(policies: SchemesWorld) -> None:
    waiting = messages_of(policies.actor("wang"), unread=True)
    assert [card.kind for card in waiting] == ["schemes.to_approve"]
    (told,) = messages_of(policies.actor("lin"))
    assert told.kind == "schemes.approved"


def test_a_shipped_rulebook_is_begun_by_its_key(policies: SchemesWorld) -> None:
    unit = policies.people.units["清岚县商务局"].public_id
    lin = policies.actor("lin")
    with pytest.raises(errors.RulebookNotShipped):
        schemes.draft_scheme(lin, schemes.SchemeDraft(COUNTY, unit, shipped="cars_scrap@1999"))
    other = policies.people.units[ABOVE].public_id
    with pytest.raises(errors.SchemeUnitElsewhere):
        schemes.draft_scheme(policies.people.system, schemes.SchemeDraft(COUNTY, other, shipped="digital@2026"))
    begun = schemes.draft_scheme(lin, schemes.SchemeDraft(COUNTY, unit, shipped="digital@2026"))
    assert version(begun).rulebook_key == "digital@2026"
