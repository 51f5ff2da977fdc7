"""Many records at once: one day and one file for all, four eyes for each, all of them or none."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from liangxin.domains.registers import api as registers
from liangxin.domains.registers import errors
from liangxin.domains.registers.models import Evidence, Record
from liangxin.domains.registers.queries.batches import batch_choices
from liangxin.domains.registers.tests.workbooks import published, row
from liangxin.domains.registers.tests.world import RegistersWorld, shelf
from liangxin.foundation.accounts.api import NotAllowed
from liangxin.foundation.trail.api import entries_of

__all__ = ["shelf"]
PROOF = {"检验报告": registers.Upload(b"%PDF-1.4\nfor all", "全部.pdf")}


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def ids_of(shelf: RegistersWorld) -> list[int]:
    return list(Record.objects.filter(register=shelf.ours.id).order_by("pk").values_list("pk", flat=True))


def a_batch(stage: str, to: str, count: int, **more: Any) -> registers.BatchDraft:
    day = more.pop("reached_on", timezone.localdate() - timedelta(2))
    return registers.BatchDraft(stage, to, reached_on=day, expected=count, **more)


def test_a_county_starts_with_many_records_imported_proved_and_confirmed(shelf: RegistersWorld) -> None:
    people, ours = shelf.people, shelf.ours.public_id
    published(shelf, [row(f"DT-1{number:02}") for number in range(30)])
    ids = ids_of(shelf)
    with pytest.raises(errors.BatchRefused):
        registers.move_records(people.actor("li"), ours, ids, a_batch("planned", "in_use", 31))
    done = registers.move_records(people.actor("li"), ours, ids, a_batch("planned", "in_use", 31, evidence=PROOF))
    assert (done.done, Evidence.objects.values("file").distinct().count()) == (31, 1)
    with pytest.raises(NotAllowed):
        registers.move_records(people.actor("li"), ours, ids, a_batch("in_use", "confirmed", 31))
    registers.move_records(people.actor("wang"), ours, ids, a_batch("in_use", "confirmed", 31))
    newest = Record.objects.order_by("-pk")[0]
    assert (newest.stage, newest.clock, set(newest.stage_days)) == ("confirmed", 2, {"planned", "in_use", "confirmed"})
    verbs = [line.verb for line in entries_of(newest)]
    assert verbs == [
        "registers.batch_moved",
        "registers.batch_moved",
        "registers.evidence_added",
        "registers.added_by_import",
    ]


def test_who_entered_a_record_does_not_confirm_it_in_a_batch_either(shelf: RegistersWorld) -> None:
    people, ours = shelf.people, shelf.ours.public_id
    system = people.system
    other = registers.add_record(system, ours, registers.RecordDraft({"estate": "翠湖里", "number": "DT-7"}))
    registers.prove_records(system, ours, ids_of(shelf), PROOF, expected=2)
    registers.move_records(system, ours, ids_of(shelf), a_batch("planned", "in_use", 2))
    Record.objects.filter(pk=other.id).update(entered_by=people.accounts["wang"])
    draft = a_batch("in_use", "confirmed", 2)
    with pytest.raises(errors.BatchRefused) as refused:
        registers.move_records(people.actor("wang"), ours, ids_of(shelf), draft)
    assert refused.value.details["count"] == 1
    assert "翠湖里 DT-7" in str(refused.value.details["names"])
    assert set(Record.objects.filter(register=shelf.ours.id).values_list("stage", flat=True)) == {"in_use"}
    done = registers.move_records(
        people.actor("wang"), ours, ids_of(shelf), a_batch("in_use", "confirmed", 2, skip=True)
    )
    assert (done.done, done.skipped) == (1, ("翠湖里 DT-7",))


def test_a_batch_goes_back_with_a_reason_and_the_stage_was_not_reached(shelf: RegistersWorld) -> None:
    li, ours = shelf.people.actor("li"), shelf.ours.public_id
    registers.move_records(li, ours, ids_of(shelf), a_batch("planned", "in_use", 1, evidence=PROOF))
    with pytest.raises(errors.FieldMissing):
        registers.move_records(li, ours, ids_of(shelf), a_batch("in_use", "planned", 1))
    planned = Record.objects.get(pk=shelf.record.id).stage_days["planned"]
    registers.move_records(li, ours, ids_of(shelf), a_batch("in_use", "planned", 1, reason="填错了"))
    assert Record.objects.get(pk=shelf.record.id).stage_days == {"planned": planned}


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (a_batch("planned", "in_use", 5, evidence=PROOF), errors.BatchChanged),
        (a_batch("in_use", "confirmed", 0), errors.NothingChosen),
        (a_batch("planned", "confirmed", 1, evidence=PROOF), errors.BatchRefused),
        (
            a_batch("planned", "in_use", 1, evidence=PROOF, reached_on=timezone.localdate() + timedelta(9)),
            errors.BatchRefused,
        ),
    ],
)
def test_what_cannot_be_is_refused_as_a_whole(
    shelf: RegistersWorld, draft: registers.BatchDraft, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        registers.move_records(shelf.people.system, shelf.ours.public_id, ids_of(shelf), draft)
    assert not Evidence.objects.exists()


def test_strangers_and_records_of_other_registers_are_out_of_reach(shelf: RegistersWorld) -> None:
    with pytest.raises(errors.RegisterNotFound):
        registers.prove_records(shelf.people.actor("sun"), shelf.ours.public_id, [shelf.record.id], PROOF, expected=1)
    theirs = a_batch("planned", "in_use", 1, evidence=PROOF)
    with pytest.raises(errors.BatchChanged):
        registers.move_records(shelf.people.actor("li"), shelf.ours.public_id, [shelf.their_record.id], theirs)
    upload = {"别的": registers.Upload(b"x", "x.pdf")}
    with pytest.raises(errors.EvidenceUnknown):
        registers.prove_records(shelf.people.actor("li"), shelf.ours.public_id, [shelf.record.id], upload, expected=1)


def test_choices_are_those_that_the_person_may_make(shelf: RegistersWorld) -> None:
    ours = shelf.ours.public_id
    choices = batch_choices(shelf.people.actor("li"), ours, ids_of(shelf))
    assert [(move.code, move.count, move.lacking) for move in choices.moves] == [
        ("planned>in_use", 1, (("检验报告", 1),))
    ]
    assert batch_choices(shelf.people.actor("wang"), ours, ids_of(shelf)).moves == ()


def test_a_batch_takes_the_same_number_of_queries_for_few_and_for_many(
    shelf: RegistersWorld, django_assert_max_num_queries: Any
) -> None:
    li, ours = shelf.people.actor("li"), shelf.ours.public_id
    first = ids_of(shelf)
    published(shelf, [row(f"DT-1{number:02}") for number in range(40)])
    many = [pk for pk in ids_of(shelf) if pk not in first]
    with django_assert_max_num_queries(60) as few:
        registers.move_records(li, ours, first, a_batch("planned", "in_use", 1, evidence=PROOF))
    with django_assert_max_num_queries(len(few)):
        registers.move_records(li, ours, many, a_batch("planned", "in_use", 40, evidence=PROOF))
