"""The four acts of an import: checked, published, the same again, undone; nothing is half done."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from liangxin.domains.registers import api as registers
from liangxin.domains.registers import errors
from liangxin.domains.registers.models import Import, ImportFault, ImportRow, Record
from liangxin.domains.registers.queries.imports import row_cards, rows_listed
from liangxin.domains.registers.terms import ImportState
from liangxin.domains.registers.tests.workbooks import HEAD, checked, published, row, workbook
from liangxin.domains.registers.tests.world import LIFTS, RegistersWorld, draft, shelf
from liangxin.engines.sheets import SheetRefused
from liangxin.foundation.accounts.api import NotAllowed
from liangxin.foundation.trail.api import entries_of

__all__ = ["shelf"]


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def counts(card: registers.ImportCard) -> tuple[int, int, int, int]:
    return card.new, card.changed, card.unchanged, card.faulty


def faults(card: registers.ImportCard) -> set[tuple[int, str, str]]:
    return set(ImportFault.objects.filter(batch=card.id).values_list("row", "column", "code"))


def table() -> list[dict[str, Any]]:
    """Every record as it stands, but for what counts its changes."""
    shown = Record.objects.order_by("pk").values()
    return [{name: value for name, value in each.items() if name not in ("clock", "changed_at")} for each in shown]


def test_a_check_tells_new_changed_unchanged_and_faulty_rows_apart_and_writes_no_record(shelf: RegistersWorld) -> None:
    lines = [row("DT-001"), row("DT-002"), row("DT-003", length="很长"), row("DT-004", how="拆除")]
    card = checked(shelf, lines)
    assert (card.state, counts(card)) == (ImportState.CHECKED, (1, 0, 1, 2))
    assert faults(card) == {(4, "C", "sheets.not_a_number"), (5, "E", "sheets.not_a_choice")}
    assert Record.objects.filter(register=shelf.ours.id).count() == 1
    again = checked(shelf, [row("dt—００１", cost=30)])
    assert counts(again) == (0, 1, 0, 0)
    (shown,) = row_cards(list(rows_listed(shelf.people.actor("li"), again.public_id)))
    assert [(one.label, str(one.before.exact()), str(one.after.exact())) for one in shown.changes] == [
        ("投资额", "286 000.00 元", "300 000.00 元")
    ]


def test_publishing_writes_all_with_their_trail_and_their_import(shelf: RegistersWorld) -> None:
    li = shelf.people.actor("li")
    card = published(shelf, [row("DT-001", cost=30), row("DT-002", length=None)])
    assert (card.state, card.published_by) == (ImportState.PUBLISHED, "李青禾")
    new = Record.objects.get(register=shelf.ours.id, key__endswith="dt-002")
    assert new.values == {"estate": "锦绣苑", "number": "DT-002", "cost": 28_600_000, "how": "更换"}
    assert (new.stage, new.entered_by_id, new.clock) == ("planned", li.account_id, 0)
    assert "dt 002" in new.words
    changed = Record.objects.get(pk=shelf.record.id)
    assert (changed.values["cost"], changed.values["number"], changed.clock) == (30_000_000, "DT-001", 1)
    (line, *_) = entries_of(changed)
    assert (line.verb, line.before) == ("registers.changed_by_import", {"cost": 28_600_000})
    assert line.after == {"cost": 30_000_000, "import": str(card.public_id)}
    (line,) = entries_of(new)
    assert (line.verb_label, line.actor_name) == ("批量导入新增", "李青禾")
    (origin,) = registers.imports_of_record(li, new.public_id)
    assert (origin.public_id, origin.row) == (card.public_id, 3)


def test_the_same_list_again_changes_nothing_and_says_when_it_came_first(shelf: RegistersWorld) -> None:
    li = shelf.people.actor("li")
    first = published(shelf, [row("DT-001", cost=30), row("DT-002")])
    record = Record.objects.get(pk=shelf.record.id)
    registers.change_record(li, record.public_id, draft(cost="31"), clock=record.clock)
    before = table()
    again = checked(shelf, [row("DT-002"), row("DT-001", cost=30.0)])  # in another order
    assert again.same_as is not None
    assert again.same_as[:2] == (first.public_id, "李青禾")
    assert counts(again) == (0, 0, 2, 0)
    with pytest.raises(errors.ImportEmpty):
        registers.publish_import(li, again.public_id)
    assert table() == before


def test_with_faults_nothing_is_published_unless_only_the_sound_rows_are_wanted(shelf: RegistersWorld) -> None:
    li = shelf.people.actor("li")
    card = checked(shelf, [row("DT-002"), row("DT-003", length="很长")])
    with pytest.raises(errors.ImportHasFaults):
        registers.publish_import(li, card.public_id)
    assert Record.objects.filter(register=shelf.ours.id).count() == 1
    done = registers.publish_import(li, card.public_id, sound_only=True)
    assert (done.new, done.faulty) == (1, 1)
    assert Record.objects.filter(register=shelf.ours.id).count() == 2
    mended = checked(shelf, [row("DT-002"), row("DT-003", length=30)])
    assert counts(mended) == (1, 0, 1, 0)


def test_undoing_brings_back_exactly_what_stood_there(shelf: RegistersWorld) -> None:
    before = {each["id"]: each for each in table()}
    card = published(shelf, [row("DT-001", cost=30, day=timezone.localdate() - timedelta(3)), row("DT-002")])
    assert table() != list(before.values())
    li = shelf.people.actor("li")
    with pytest.raises(errors.FieldMissing):
        registers.undo_import(li, card.public_id, " ")
    done = registers.undo_import(li, card.public_id, "传错了文件")
    assert (done.state, done.undone_by, done.undo_reason) == (ImportState.UNDONE, "李青禾", "传错了文件")
    after = {each["id"]: each for each in table()}
    assert {pk: after[pk] for pk in before} == before
    (added,) = (each for pk, each in after.items() if pk not in before)
    assert added["withdrawn_reason"] == "传错了文件"
    (line, *_) = entries_of(Record.objects.get(pk=shelf.record.id))
    assert (line.verb_label, line.reason) == ("撤销导入后恢复", "传错了文件")
    assert counts(published(shelf, [row("DT-001", cost=30), row("DT-002")])) == (1, 1, 0, 0)  # may come again


@pytest.mark.parametrize("deed", ["change", "prove", "withdraw"])
def test_undoing_is_refused_as_a_whole_where_somebody_has_gone_on(shelf: RegistersWorld, deed: str) -> None:
    li = shelf.people.actor("li")
    card = published(shelf, [row("DT-001", cost=30), row("DT-002"), row("DT-003")])
    new = Record.objects.get(register=shelf.ours.id, key__endswith="dt-002")
    if deed == "change":
        registers.change_record(li, new.public_id, draft(number="DT-002", length="1"), clock=0)
    elif deed == "prove":
        registers.add_evidence(li, new.public_id, "检验报告", registers.Upload(b"%PDF-1.4\n", "a.pdf"))
    else:
        registers.withdraw_record(li, new.public_id, "误登", clock=0)
    before = table()
    with pytest.raises(errors.UndoImpossible) as refused:
        registers.undo_import(li, card.public_id, "传错了文件")
    assert refused.value.details == {"count": 1, "names": "锦绣苑 DT-002"}
    assert table() == before


def test_what_changed_since_the_check_is_named_and_nothing_is_written(shelf: RegistersWorld) -> None:
    li = shelf.people.actor("li")
    card = checked(shelf, [row("DT-001", cost=30), row("DT-002"), row("DT-003")])
    registers.change_record(li, shelf.record.public_id, draft(length="1"), clock=0)
    registers.add_record(li, shelf.ours.public_id, draft(number="dt-002"))
    before = table()
    with pytest.raises(errors.ImportOutdated) as refused:
        registers.publish_import(li, card.public_id)
    assert refused.value.details["names"] == "锦绣苑 DT-001、锦绣苑 DT-002"
    assert table() == before
    again = registers.check_import(li, card.public_id)
    assert counts(again) == (1, 1, 1, 0)
    assert registers.publish_import(li, card.public_id).state is ImportState.PUBLISHED


def test_a_new_version_of_the_type_asks_for_a_new_check(shelf: RegistersWorld) -> None:
    li = shelf.people.actor("li")
    card = checked(shelf, [row("DT-002")])
    registers.change_type(shelf.people.system, shelf.kind.public_id, LIFTS.replace("方式", "做法"))
    with pytest.raises(errors.ImportOutdated):
        registers.publish_import(li, card.public_id)
    assert counts(registers.check_import(li, card.public_id)) == (1, 0, 0, 0)
    registers.publish_import(li, card.public_id)


def test_a_confirmed_record_is_not_changed_and_the_row_says_so(shelf: RegistersWorld) -> None:
    shelf.prove()
    today = timezone.localdate()
    registers.move_record(
        shelf.people.actor("lin"), shelf.record.public_id, "in_use", clock=0, reached_on=today - timedelta(9)
    )
    registers.move_record(shelf.people.actor("wang"), shelf.record.public_id, "confirmed", clock=1, reached_on=today)
    assert counts(checked(shelf, [row("DT-001", stage="已确认", day=today)])) == (0, 0, 1, 0)
    card = checked(shelf, [row("DT-001", cost=30, stage="列入计划")])
    assert faults(card) == {(2, "D", "registers.row_confirmed")}
    fault = ImportFault.objects.get(batch=card.id)
    assert fault.details["names"] == "投资额、阶段"


def test_a_column_that_the_workbook_does_not_have_is_left_alone_and_an_empty_cell_empties(
    shelf: RegistersWorld,
) -> None:
    published_card = checked(shelf, [["锦绣苑", "DT-001", None]], head=("小区", "设备编号", "提升高度（米）"))
    registers.publish_import(shelf.people.actor("li"), published_card.public_id)
    values = Record.objects.get(pk=shelf.record.id).values
    assert values == {"estate": "锦绣苑", "number": "DT-001", "cost": 28_600_000, "how": "更换"}


def test_a_workbook_that_cannot_be_read_is_kept_with_the_reason(shelf: RegistersWorld) -> None:
    li = shelf.people.actor("li")
    card = registers.take_import(li, shelf.ours.public_id, workbook([["甲"]], ["完全不同"]), "别的.xlsx")
    with pytest.raises(SheetRefused):
        registers.check_import(li, card.public_id)
    kept = registers.import_page(li, card.public_id).card
    assert kept.state is ImportState.REFUSED
    assert "表头" in kept.refusal
    with pytest.raises(errors.ImportNotReady):
        registers.publish_import(li, card.public_id)


def test_an_import_is_for_those_who_may_fill_and_unseen_by_strangers(shelf: RegistersWorld) -> None:
    card = checked(shelf, [row("DT-002")])
    with pytest.raises(NotAllowed):
        registers.publish_import(shelf.people.actor("wang"), card.public_id)
    with pytest.raises(errors.ImportNotFound):
        registers.publish_import(shelf.people.actor("sun"), card.public_id)
    with pytest.raises(errors.RegisterNotFound):
        registers.take_import(shelf.people.actor("sun"), shelf.ours.public_id, workbook([]), "a.xlsx")
    with pytest.raises(NotAllowed):
        registers.take_import(shelf.people.actor("wang"), shelf.ours.public_id, workbook([]), "a.xlsx")


def test_what_is_published_stands(shelf: RegistersWorld) -> None:
    card = published(shelf, [row("DT-002")])
    line = ImportRow.objects.get(batch=card.id)
    for change in (
        lambda: ImportRow.objects.filter(pk=line.pk).update(shown_key="别的"),
        lambda: ImportRow.objects.filter(pk=line.pk).delete(),
        lambda: Import.objects.filter(pk=card.id).update(file_name="别的.xlsx"),
        lambda: Import.objects.filter(pk=card.id).delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_rows_are_checked_and_written_by_the_same_number_of_queries(
    shelf: RegistersWorld, django_assert_max_num_queries: Any
) -> None:
    li = shelf.people.actor("li")
    few = registers.take_import(li, shelf.ours.public_id, workbook([row("A-1"), row("A-2")]), "a.xlsx")
    many = registers.take_import(li, shelf.ours.public_id, workbook([row(f"B-{n}") for n in range(200)]), "b.xlsx")
    with django_assert_max_num_queries(100) as checking:
        registers.check_import(li, few.public_id)
    with django_assert_max_num_queries(len(checking)):
        registers.check_import(li, many.public_id)
    with django_assert_max_num_queries(100) as publishing:
        registers.publish_import(li, few.public_id)
    with django_assert_max_num_queries(len(publishing)):
        registers.publish_import(li, many.public_id)
    assert HEAD
