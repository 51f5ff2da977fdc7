"""Imports in frozen cards: lists, one with what it would do or has done, its faults and its rows page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any
from uuid import UUID

from django.db.models import QuerySet

from liangxin.domains.registers.access import get_import, may, visible_imports
from liangxin.domains.registers.models import Import, ImportFault, ImportRow, Record
from liangxin.domains.registers.queries.workbooks import marks_of
from liangxin.domains.registers.rules.imports import RowFault
from liangxin.domains.registers.rules.reading import read_spec
from liangxin.domains.registers.rules.spec import TypeSpec
from liangxin.domains.registers.rules.values import shown_value
from liangxin.domains.registers.terms import ImportState, Power, RowOutcome
from liangxin.engines.sheets import write_marked
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.files.api import StoredFile, path_of
from liangxin.foundation.trail.api import TrailCard, entries_of


@dataclass(frozen=True, slots=True)
class ImportCard:
    """An import with its counts of rows; `same_as` is when and by whom the same list was published first."""

    id: int
    public_id: UUID
    file_name: str
    state: ImportState
    run: str
    new: int
    changed: int
    unchanged: int
    faulty: int
    uploaded_by: str
    uploaded_at: datetime
    published_by: str
    published_at: datetime | None
    undone_by: str
    undone_at: datetime | None
    undo_reason: str
    refusal: str
    same_as: tuple[UUID, str, datetime] | None

    @property
    def rows(self) -> int:
        """All rows of the list."""
        return self.new + self.changed + self.unchanged + self.faulty

    @property
    def writes(self) -> int:
        """Records that it adds or changes."""
        return self.new + self.changed

    @property
    def is_open(self) -> bool:
        """Whether it waits for somebody's decision."""
        return self.state is ImportState.CHECKED


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a changed record: what stands there, and what would; shown values."""

    label: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class RowCard:
    """One row and what it does; `record` is the record's public id where there is one."""

    number: int
    outcome: RowOutcome
    name: str
    record: UUID | None
    stage: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class ImportPage:
    """One import with its register; `is_busy` while a job works on it."""

    card: ImportCard
    register_id: UUID
    register_title: str
    unit_name: str
    notices: tuple[tuple[str, dict[str, str]], ...]
    faults: int
    may_fill: bool
    history: tuple[TrailCard, ...]


@dataclass(frozen=True, slots=True)
class RecordImport:
    """An import that a record came from or was changed by."""

    public_id: UUID
    file_name: str
    outcome: RowOutcome
    row: int
    published_at: datetime
    is_undone: bool


def import_card(batch: Import) -> ImportCard:
    """The card of an import fetched with its people."""
    first = batch.same_as
    return ImportCard(
        id=batch.pk,
        public_id=batch.public_id,
        file_name=batch.file_name,
        state=ImportState.of(batch.state),
        run=batch.run,
        new=batch.rows_new,
        changed=batch.rows_changed,
        unchanged=batch.rows_unchanged,
        faulty=batch.rows_faulty,
        uploaded_by=_name(batch.uploaded_by),
        uploaded_at=batch.uploaded_at,
        published_by=_name(batch.published_by),
        published_at=batch.published_at,
        undone_by=_name(batch.undone_by),
        undone_at=batch.undone_at,
        undo_reason=batch.undo_reason,
        refusal=batch.refusal,
        same_as=(first.public_id, _name(first.published_by), first.published_at)
        if first and first.published_at
        else None,
    )


def _name(account: Any) -> str:
    return account.name if account else ""


def imports_listed(actor: Actor, register_id: int) -> QuerySet[Import]:
    """The rows of the list of a register's imports, for `import_cards`."""
    rows = visible_imports(actor).filter(register=register_id)
    return rows.select_related("uploaded_by", "published_by", "undone_by", "same_as__published_by")


def import_cards(rows: Sequence[Import]) -> list[ImportCard]:
    """Cards of rows of `imports_listed`."""
    return [import_card(row) for row in rows]


def import_page(actor: Actor, public_id: UUID | str) -> ImportPage:
    """One import. Raises ImportNotFound."""
    batch = get_import(actor, public_id)
    return ImportPage(
        card=import_card(batch),
        register_id=batch.register.public_id,
        register_title=batch.register.title,
        unit_name=batch.register.unit.name,
        notices=tuple((sentence, details) for sentence, details in batch.notices),
        faults=ImportFault.objects.filter(batch=batch).count(),
        may_fill=may(actor, Power.FILL, batch.register),
        history=tuple(entries_of(batch)),
    )


def faults_listed(actor: Actor, public_id: UUID | str) -> QuerySet[ImportFault]:
    """The rows of the table of faults of an import that the actor sees. Raises ImportNotFound."""
    return ImportFault.objects.filter(batch=get_import(actor, public_id))


def rows_listed(actor: Actor, public_id: UUID | str) -> QuerySet[ImportRow]:
    """The rows for `row_cards`; of faulty ones their faults tell. Raises ImportNotFound."""
    rows = ImportRow.objects.filter(batch=get_import(actor, public_id)).exclude(outcome=RowOutcome.FAULTY.value)
    return rows.select_related("record", "batch__version")


def row_cards(rows: Sequence[ImportRow]) -> list[RowCard]:
    """Cards of rows of one import."""
    specs: dict[int, TypeSpec] = {}
    for row in rows:
        if row.batch.version_id not in specs:
            specs[row.batch.version_id] = read_spec(row.batch.version.spec)
    return [_row_card(row, specs[row.batch.version_id]) for row in rows]


def _row_card(row: ImportRow, spec: TypeSpec) -> RowCard:
    record: Record | None = row.record
    return RowCard(
        number=row.number,
        outcome=RowOutcome.of(row.outcome),
        name=row.shown_key,
        record=record.public_id if record else None,
        stage=spec.stage_label(row.stage) if row.stage else "",
        changes=tuple(_changes(row, spec)) if row.before else (),
    )


def _changes(row: ImportRow, spec: TypeSpec) -> list[FieldChange]:
    stood_there: dict[str, Any] = row.before or {}
    before, after = stood_there["values"], row.values or {}
    found = [
        FieldChange(one.label, shown_value(one, before.get(one.code)), shown_value(one, after.get(one.code)))
        for one in spec.fields
        if before.get(one.code) != after.get(one.code)
    ]
    stood, stands = (
        _stage(stood_there["stage"], stood_there["stage_days"], spec),
        _stage(row.stage, row.stage_days or {}, spec),
    )
    return [*found, FieldChange("阶段", stood, stands)] if stood != stands else found


def _stage(stage: str, days: dict[str, str], spec: TypeSpec) -> str:
    return f"{spec.stage_label(stage)} {days.get(stage, '')}".strip()


def imports_of_record(actor: Actor, record_id: UUID | str) -> list[RecordImport]:
    """The published imports that a record came from or was changed by, newest first."""
    rows = ImportRow.objects.filter(batch__in=visible_imports(actor), record__public_id=record_id)
    rows = rows.filter(batch__published_at__isnull=False, outcome__in=[RowOutcome.NEW.value, RowOutcome.CHANGED.value])
    return [
        RecordImport(
            row.batch.public_id,
            row.batch.file_name,
            RowOutcome.of(row.outcome),
            row.number,
            row.batch.published_at,
            row.batch.state == ImportState.UNDONE,
        )
        for row in rows.select_related("batch").order_by("-batch")
        if row.batch.published_at is not None
    ]


def import_file(actor: Actor, public_id: UUID | str) -> tuple[StoredFile, str]:
    """The workbook as it was sent, and its owner's name for it. Raises ImportNotFound."""
    batch = get_import(actor, public_id)
    return batch.file, batch.file_name


def write_marked_copy(actor: Actor, public_id: UUID | str, target: IO[bytes]) -> tuple[str, str]:
    """The user's own workbook with the faults marked: its name and the suffix that it should have.

    Raises ImportNotFound, SheetRefused, FileLost.
    """
    batch = get_import(actor, public_id)
    faults = [
        RowFault(one.row, one.column, one.label, one.code, one.sentence, one.remedy, one.details, one.typed)
        for one in ImportFault.objects.filter(batch=batch).order_by("row", "id")
    ]
    suffix = write_marked(
        path_of(batch.file),
        marks_of(faults),
        target,
        sheet=batch.sheet,
        head_row=batch.head_row,
        name=batch.file_name,
    )
    return batch.file_name, suffix
