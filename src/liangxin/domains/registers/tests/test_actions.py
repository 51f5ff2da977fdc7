"""Deeds of registers on the database; refusals change one thing each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from liangxin.domains.indicators import api as indicators
from liangxin.domains.indicators.terms import Family, IndicatorKind
from liangxin.domains.regions import api as regions
from liangxin.domains.regions.tests.world import COUNTY
from liangxin.domains.registers import api as registers
from liangxin.domains.registers import errors
from liangxin.domains.registers.actions import shipped
from liangxin.domains.registers.actions.shipped import shipped_types
from liangxin.domains.registers.models import Evidence, Record, Register, RegisterType, TypeVersion
from liangxin.domains.registers.queries.records import evidence_file
from liangxin.domains.registers.terms import Deed
from liangxin.domains.registers.tests.world import LIFTS, RegistersWorld, draft, shelf
from liangxin.foundation.accounts.api import NotAllowed
from liangxin.foundation.files.api import read_bytes

__all__ = ["shelf"]


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def today() -> date:
    return timezone.localdate()


def move(shelf: RegistersWorld, username: str, to: str, **given: Any) -> registers.RecordCard:
    actor = shelf.people.actor(username)
    held: dict[str, Any] = {"clock": Record.objects.get(pk=shelf.record.id).clock, "reached_on": today()}
    return registers.move_record(actor, shelf.record.public_id, to, **(held | given))


def feeding(shelf: RegistersWorld, feeds: str) -> registers.TypeCard:
    """Our type in a second version that feeds an indicator, and the world's record entered under it."""
    known = indicators.IndicatorDraft("虚构电梯数", "部", IndicatorKind.CUMULATIVE, Family.CONSTRUCTION)
    indicators.add_indicator(shelf.people.system, "made_up", known)
    text = LIFTS.replace("unit: 米}", "unit: 米, required: true}") + f"feeds: {feeds}\n"
    lin = shelf.people.actor("lin")
    card = registers.change_type(lin, shelf.kind.public_id, text, reason="对上指标")
    shelf.record = registers.add_record(lin, shelf.ours.public_id, draft(number="DT-50"))
    return card


def test_a_record_goes_to_its_end_with_evidence_and_a_second_person(shelf: RegistersWorld) -> None:
    with pytest.raises(errors.EvidenceMissing, match="检验报告"):
        move(shelf, "lin", "in_use")
    shelf.prove()
    assert move(shelf, "lin", "in_use").stage_label == "已投用"
    assert move(shelf, "wang", "confirmed").stage == "confirmed"
    history = [(line.verb, line.actor_name) for line in shelf.page("li").history]
    assert history == [
        (Deed.MOVED, "王知远"),
        (Deed.MOVED, "林秋"),
        (Deed.EVIDENCE_ADDED, "林秋"),
        (Deed.ADDED, "林秋"),
    ]


def test_who_entered_or_changed_a_record_does_not_confirm_it(shelf: RegistersWorld) -> None:
    people = shelf.people
    roles = {role.code: role for role in regions.roles_seen(people.system)}
    for username in ("lin", "li"):
        regions.appoint_member(
            people.system,
            username,
            people.units["清岚县财政局"].public_id,
            roles["reviewer"].public_id,
            starts_on=today(),
        )
    shelf.prove()
    registers.change_record(people.actor("li"), shelf.record.public_id, draft(length="30"), clock=0)
    move(shelf, "lin", "in_use")
    for username in ("lin", "li"):
        with pytest.raises(errors.SamePerson):
            move(shelf, username, "confirmed")
    assert move(shelf, "wang", "confirmed").stage == "confirmed"


def test_confirming_asks_for_its_power(shelf: RegistersWorld) -> None:
    shelf.prove()
    move(shelf, "lin", "in_use")
    with pytest.raises(NotAllowed):
        move(shelf, "li", "confirmed")


def test_a_confirmed_record_is_closed_until_it_is_sent_back_with_a_reason(shelf: RegistersWorld) -> None:
    shelf.prove()
    move(shelf, "lin", "in_use")
    move(shelf, "wang", "confirmed")
    lin, clock = shelf.people.actor("lin"), Record.objects.get(pk=shelf.record.id).clock
    with pytest.raises(errors.RecordConfirmed):
        registers.change_record(lin, shelf.record.public_id, draft(), clock=clock)
    with pytest.raises(errors.RecordConfirmed):
        registers.withdraw_record(lin, shelf.record.public_id, "误登", clock=clock)
    with pytest.raises(NotAllowed):
        move(shelf, "lin", "in_use", reason="有误")
    with pytest.raises(errors.FieldMissing):
        move(shelf, "wang", "in_use")
    assert move(shelf, "wang", "in_use", reason="报告不清").stage == "in_use"
    registers.change_record(lin, shelf.record.public_id, draft(length="31"), clock=clock + 1)


def test_what_was_changed_meanwhile_is_not_overwritten(shelf: RegistersWorld) -> None:
    lin, li = shelf.people.actor("lin"), shelf.people.actor("li")
    registers.change_record(li, shelf.record.public_id, draft(length="30"), clock=0)
    with pytest.raises(errors.RecordStale, match="李青禾"):
        registers.change_record(lin, shelf.record.public_id, draft(length="29"), clock=0)
    assert shelf.page("lin").card.values["length"] == "30"
    line = shelf.page("lin").history[0]
    assert (line.before, line.after) == ({"length": "32.5"}, {"length": "30"})


def test_a_key_is_entered_once_a_register_however_it_is_typed(shelf: RegistersWorld) -> None:
    li = shelf.people.actor("li")
    with pytest.raises(errors.KeyTaken, match="锦绣苑"):
        registers.add_record(li, shelf.ours.public_id, draft(number="dt—００１"))
    registers.add_record(li, shelf.ours.public_id, draft(number="DT-002"))
    registers.add_record(shelf.people.actor("lin"), shelf.other_unit.public_id, draft())


def test_a_withdrawn_record_stays_readable_counts_nowhere_and_frees_its_key(shelf: RegistersWorld) -> None:
    lin = shelf.people.actor("lin")
    with pytest.raises(errors.FieldMissing):
        registers.withdraw_record(lin, shelf.record.public_id, " ", clock=0)
    registers.withdraw_record(lin, shelf.record.public_id, "重复登记", clock=0)
    assert shelf.page("lin").withdrawn_reason == "重复登记"
    assert registers.register_page(lin, shelf.ours.public_id, today()).card.records == 0
    with pytest.raises(errors.RecordWithdrawn):
        registers.change_record(lin, shelf.record.public_id, draft(), clock=1)
    with pytest.raises(errors.RecordWithdrawn):
        shelf.prove()
    registers.add_record(lin, shelf.ours.public_id, draft())


def test_evidence_has_a_name_that_the_type_asks_for_and_is_never_changed(shelf: RegistersWorld) -> None:
    shelf.prove()
    with pytest.raises(errors.EvidenceUnknown):
        shelf.prove("别的")
    (one,) = shelf.page("li").evidence
    stored, name = evidence_file(shelf.people.actor("li"), one.public_id)
    assert (read_bytes(stored), name) == (b"%PDF-1.4\nfor tests", "report.pdf")
    with pytest.raises(errors.RecordNotFound):
        evidence_file(shelf.people.actor("sun"), one.public_id)
    with pytest.raises(IntegrityError, match="registers_evidence only grows"), transaction.atomic():
        Evidence.objects.update(name="检验")


def test_a_file_of_a_field_is_kept_and_stays_when_it_is_not_sent_again(shelf: RegistersWorld) -> None:
    lin = shelf.people.actor("lin")
    sent = replace(draft(number="DT-9"), files={"report": registers.Upload(b"%PDF-1.4 r", "评估.pdf")})
    card = registers.add_record(lin, shelf.ours.public_id, sent)
    changed = registers.change_record(lin, card.public_id, draft(number="DT-9", length="1"), clock=0)
    assert changed.values["report"] == "评估.pdf"
    assert [one.name for one in registers.record_page(lin, card.public_id).evidence] == ["评估报告"]


def test_a_changed_type_is_a_new_version_and_old_records_keep_theirs(shelf: RegistersWorld) -> None:
    lin = shelf.people.actor("lin")
    text = LIFTS.replace("label: 提升高度", "label: 高度", 1) + "\n"
    card = registers.change_type(lin, shelf.kind.public_id, text, reason="改名")
    assert card.version == 2
    new = registers.add_record(lin, shelf.ours.public_id, draft(number="DT-3"))
    old_page, new_page = shelf.page("lin"), registers.record_page(lin, new.public_id)
    assert [page.version for page in (old_page, new_page)] == [1, 2]
    assert [page.spec.fields[2].label for page in (old_page, new_page)] == ["提升高度", "高度"]
    with pytest.raises(errors.TypeUnchanged):
        registers.change_type(lin, shelf.kind.public_id, text)
    with pytest.raises(IntegrityError, match="registers_typeversion only grows"), transaction.atomic():
        TypeVersion.objects.update(name="别名")


def test_a_type_keeps_its_code_and_has_it_alone(shelf: RegistersWorld) -> None:
    lin = shelf.people.actor("lin")
    with pytest.raises(errors.TypeTaken):
        registers.define_type(lin, COUNTY, LIFTS)
    with pytest.raises(errors.TypeTaken):
        registers.change_type(lin, shelf.kind.public_id, LIFTS.replace("code: lifts", "code: others"))
    feeds = "feeds: {indicator: nothing_known, how: count, stage: in_use}\n"
    with pytest.raises(errors.TypeRefused) as caught:
        registers.change_type(lin, shelf.kind.public_id, LIFTS + feeds)
    assert isinstance(caught.value.faults[0], errors.IndicatorUnknown)


def test_shipped_types_come_once_and_a_changed_one_as_a_new_version(
    shelf: RegistersWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = shelf.people.system
    assert registers.load_presets(system) == len(shipped_types())
    assert registers.load_presets(system) == 0
    first = shipped_types()[0]
    renamed = replace(first, name="改名", data=first.data | {"name": "改名"})
    monkeypatch.setattr(shipped, "shipped_types", lambda: (renamed, *shipped_types()[1:]))
    assert registers.load_presets(system) == 1
    kind = RegisterType.objects.get(code=first.code, region=None)
    assert kind.versions.count() == 2
    with pytest.raises(errors.TypeShared):
        registers.change_type(system, kind.public_id, LIFTS)
    with pytest.raises(NotAllowed):
        registers.load_presets(shelf.people.actor("lin"))


def test_records_are_counted_once_they_reach_the_stage_in_the_period(shelf: RegistersWorld) -> None:
    feeding(shelf, "{indicator: made_up, how: count, stage: in_use}")
    lin, reached = shelf.people.actor("lin"), today() - timedelta(10)
    shelf.prove()
    move(shelf, "lin", "in_use", reached_on=reached)
    registers.add_record(lin, shelf.ours.public_id, draft(number="DT-2"))

    def made(since: date, until: date) -> tuple[Decimal, int]:
        figure = registers.figures_of([shelf.ours.id], since, until, on=today())[shelf.ours.id]
        assert (figure.unit, figure.indicator) == ("部", "made_up")
        return figure.value, figure.records

    assert made(reached, reached) == (Decimal(1), 1)
    assert made(reached + timedelta(1), today()) == (Decimal(0), 0)
    move(shelf, "lin", "planned", reason="未检验")
    assert made(reached, today()) == (Decimal(0), 0)


def test_a_decimal_is_summed_over_the_records_that_reached_the_stage(shelf: RegistersWorld) -> None:
    with pytest.raises(errors.TypeRefused):
        registers.change_type(
            shelf.people.actor("lin"),
            shelf.kind.public_id,
            f"{LIFTS}feeds: {{indicator: made_up, how: sum, stage: s}}\n",
        )
    feeding(shelf, "{indicator: made_up, how: sum, stage: planned, field: length}")
    lin = shelf.people.actor("lin")
    registers.add_record(lin, shelf.ours.public_id, draft(number="DT-2", length="0.125"))
    figures = registers.figures_of([shelf.ours.id, shelf.other_unit.id], date.min, today(), on=today())
    assert figures[shelf.ours.id] == registers.Figure("made_up", Decimal("32.625"), "米", 2)
    assert figures[shelf.other_unit.id].value == 0
    assert not registers.figures_of([shelf.theirs.id], date.min, today(), on=today())


@pytest.mark.parametrize("ahead", [1, 400])
def test_a_stage_is_not_reached_in_the_future(shelf: RegistersWorld, ahead: int) -> None:
    shelf.prove()
    with pytest.raises(errors.ReachedAhead):
        move(shelf, "lin", "in_use", reached_on=today() + timedelta(ahead))


def test_a_register_is_opened_by_the_office_for_a_unit_of_its_region_once(shelf: RegistersWorld) -> None:
    people = shelf.people
    wanted = registers.RegisterDraft(shelf.kind.public_id, people.units["清岚县财政局"].public_id, "财政局电梯")
    card = registers.open_register(people.actor("lin"), wanted)
    assert (card.unit_name, card.records) == ("清岚县财政局", 0)
    with pytest.raises(errors.RegisterTaken):
        registers.open_register(people.actor("lin"), wanted)
    with pytest.raises(errors.FieldMissing):
        registers.open_register(people.actor("lin"), replace(wanted, title=" "))
    with pytest.raises(NotAllowed):
        registers.open_register(people.actor("li"), replace(wanted, title="另一本"))


def test_registers_go_with_their_unit_when_it_is_merged(shelf: RegistersWorld) -> None:
    people = shelf.people
    kept, gone = people.units["清岚县商务局"], people.units["清岚县财政局"]
    regions.merge_units(people.system, kept.public_id, gone.public_id, reason="机构改革")
    assert set(Register.objects.filter(region__code=COUNTY).values_list("unit", flat=True)) == {kept.id}


def test_a_unit_sees_its_own_registers_a_region_all_of_its_own(shelf: RegistersWorld) -> None:
    def seen(username: str) -> list[bool]:
        actor, answers = shelf.people.actor(username), []
        for card in (shelf.ours, shelf.other_unit, shelf.theirs):
            try:
                registers.register_page(actor, card.public_id, today())
                answers.append(True)
            except errors.RegisterNotFound:
                answers.append(False)
        return answers

    assert seen("li") == [True, False, False]
    assert seen("lin") == seen("zhao") == seen("chen") == [True, True, False]
    assert seen("wang") == [True, True, True]
    assert seen("sun") == [False, False, True]
