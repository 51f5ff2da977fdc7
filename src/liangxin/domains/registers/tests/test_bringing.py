"""Records brought over in bulk stand where they stood, with proof, a second person, and their days."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from liangxin.domains.registers import api as registers
from liangxin.domains.registers import errors
from liangxin.domains.registers.models import Evidence, Record
from liangxin.domains.registers.tests.world import RegistersWorld, shelf
from liangxin.foundation.accounts.api import NotAllowed
from liangxin.foundation.trail.api import entries_of

__all__ = ["shelf"]
PROOF = registers.Upload(b"%PDF-1.4\nfor tests", "taken over.pdf")
WHOLE = (("planned", date(2024, 3, 1)), ("in_use", date(2024, 9, 1)), ("confirmed", date(2024, 9, 20)))


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def brought(number: str, stages: tuple[tuple[str, date], ...] = WHOLE) -> registers.BroughtRecord:
    return registers.BroughtRecord({"estate": "迁入苑", "number": number, "cost": "30"}, stages)


def bring(shelf: RegistersWorld, *records: registers.BroughtRecord, by: str = "lin", confirmer: str = "wang") -> int:
    people = shelf.people
    return registers.bring_records(
        people.actor(by), people.actor(confirmer), shelf.ours.public_id, list(records), PROOF
    )


def test_what_is_brought_stands_and_counts_on_its_own_days(shelf: RegistersWorld) -> None:
    assert bring(shelf, brought("A-1"), brought("A-2", WHOLE[:1])) == 2
    row = Record.objects.get(key__contains="a-1")
    assert (row.stage, row.stage_days["confirmed"]) == ("confirmed", "2024-09-20")
    assert list(Evidence.objects.filter(record=row).values_list("name", flat=True)) == ["检验报告"]
    assert not Evidence.objects.filter(record__key__contains="a-2").exists()
    assert {line.actor_name for line in entries_of(row)} == {"林秋", "王知远"}
    assert Record.objects.filter(register=shelf.ours.id, words__contains="迁入").count() == 2


def test_the_same_records_again_change_nothing(shelf: RegistersWorld) -> None:
    bring(shelf, brought("A-1"))
    assert bring(shelf, brought("A-1"), brought("Ａ－１"), brought("A-3")) == 1
    assert Record.objects.filter(register=shelf.ours.id, withdrawn_at__isnull=True).count() == 3


def test_who_brings_does_not_confirm(shelf: RegistersWorld) -> None:
    people = shelf.people
    with pytest.raises((errors.SamePerson, NotAllowed)):
        bring(shelf, brought("A-1"), by="lin", confirmer="lin")
    with pytest.raises(NotAllowed):
        bring(shelf, brought("A-1"), by="wang")
    assert people.actor("sun")
    assert not Record.objects.filter(key__contains="a-1").exists()


@pytest.mark.parametrize(
    ("stages", "refusal"),
    [
        ((), errors.MoveImpossible),
        ((WHOLE[0], WHOLE[2]), errors.MoveImpossible),
        ((WHOLE[0], ("in_use", date(2024, 2, 1))), errors.ReachedAhead),
        ((("planned", timezone.localdate() + timedelta(400)),), errors.ReachedAhead),
    ],
)
def test_stages_come_in_their_order_and_not_ahead(
    shelf: RegistersWorld, stages: tuple[tuple[str, date], ...], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        bring(shelf, brought("A-0"), brought("A-1", stages))
    assert not Record.objects.filter(key__contains="a-0").exists()


def test_values_are_read_as_in_the_form(shelf: RegistersWorld) -> None:
    bring(shelf, brought("A-1"))
    assert Decimal(Record.objects.get(key__contains="a-1").values["cost"]) == 30_000_000  # fen
    with pytest.raises(errors.ValuesRefused):
        bring(shelf, registers.BroughtRecord({"estate": "迁入苑", "number": "A-9", "cost": "三十"}, WHOLE))
