"""Workbooks of returns: the own return written out, one that was sent with what it would change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO
from uuid import UUID

from liangxin.domains.progress.access import get_return, get_workbook
from liangxin.domains.progress.models import Return, ReturnWorkbook
from liangxin.domains.progress.queries.returns import answerer, beside_lines, lines_of, verbs_of
from liangxin.domains.progress.rules.return_sheets import (
    FieldNow,
    LineNow,
    SheetFault,
    SheetRead,
    read_return,
    return_sheet,
    rows_of,
)
from liangxin.domains.progress.rules.returns import decide_write
from liangxin.domains.progress.terms import (
    MOST_WORKBOOK_FAULTS,
    FieldName,
    LineKind,
    ReturnVerb,
    WorkbookState,
    WriteOutcome,
)
from liangxin.engines.sheets import Mark, SheetLimits, read_sheet, write_marked, write_template
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.files.api import StoredFile, path_of

_LIMITS = SheetLimits(bytes=20_000_000, rows=5000, faults=MOST_WORKBOOK_FAULTS)


@dataclass(frozen=True, slots=True)
class CellChange:
    """What one cell of a workbook would do to a field; `by` changed it since the workbook was downloaded."""

    cell: str
    line: str
    name: FieldName
    before: str
    after: str
    outcome: WriteOutcome
    by: str


@dataclass(frozen=True, slots=True)
class WorkbookPage:
    """A workbook with what it would change, or has changed."""

    public_id: UUID
    return_id: UUID
    title: str
    file_name: str
    state: WorkbookState
    uploaded_by: str
    uploaded_at: datetime
    published_at: datetime | None
    written: int
    kept: int
    faults: Sequence[SheetFault]
    changes: Sequence[CellChange]
    conflicts: Sequence[CellChange]
    may_publish: bool


def lines_now(answer: Return, *, fresh: bool = False) -> list[LineNow]:
    """The lines of a return as they stand; with `fresh`, what stands beside them is looked up anew."""
    lines = lines_of(answer)
    known = beside_lines(answer, lines) if fresh else {}
    found = []
    for line in lines:
        beside = known.get(line.target_id or 0)
        fields = {
            FieldName.of(row.name): FieldNow(row.value, row.version, row.changed_by.name if row.changed_by else "")
            for row in line.fields.all()
        }
        said = next((row.assurance for row in line.fields.all() if row.assurance), "")
        last, computed = (beside.last, beside.computed) if beside else (line.last, line.computed)
        found.append(LineNow(line.place, LineKind.of(line.kind), line.title, line.unit, last, computed, fields, said))
    return found


def title_of(answer: Return) -> str:
    """Who answers, and the round."""
    return f"{answerer(answer)} {answer.round.title}"


def write_return(actor: Actor, public_id: UUID | str, target: IO[bytes]) -> str:
    """Write a return that the actor sees as a workbook; returns its title. Raises ReturnNotFound."""
    answer = get_return(actor, public_id)
    title = title_of(answer)
    write_template(return_sheet(title), target, rows_of(lines_now(answer, fresh=True)))
    return title


def read_file(answer: Return, file: StoredFile, name: str) -> tuple[SheetRead, str, int]:
    """What a kept workbook says of a return, its sheet and the row of its head. Raises SheetRefused, FileLost."""
    sheet = return_sheet(title_of(answer))
    reading = read_sheet(sheet, path_of(file), name=name, limits=_LIMITS)
    return read_return(reading, sheet, lines_now(answer)), reading.sheet, reading.head_row


def changes_of(read: SheetRead, lines: Sequence[LineNow]) -> list[CellChange]:
    """What each cell would do; what changes nothing is left out."""
    known = {line.place: line for line in lines}
    found = []
    for typed in read.typed:
        line = known[typed.place]
        now = line.fields[typed.name]
        outcome = decide_write(now.version, now.value, typed.seen, typed.value)
        if outcome is not WriteOutcome.SAME:
            found.append(CellChange(typed.cell, line.title, typed.name, now.value, typed.value, outcome, now.by))
    return found


def workbook_page(actor: Actor, public_id: UUID | str) -> WorkbookPage:
    """One workbook of a return that the actor sees. Raises ReturnWorkbookNotFound."""
    row = get_workbook(actor, public_id)
    is_open = row.state == WorkbookState.CHECKED
    changes: list[CellChange] = []
    if is_open:
        read, _, _ = read_file(row.answer, row.file, row.file_name)
        changes = changes_of(read, lines_now(row.answer))
    return WorkbookPage(
        public_id=row.public_id,
        return_id=row.answer.public_id,
        title=title_of(row.answer),
        file_name=row.file_name,
        state=WorkbookState.of(row.state),
        uploaded_by=row.uploaded_by.name if row.uploaded_by else "",
        uploaded_at=row.uploaded_at,
        published_at=row.published_at,
        written=row.written,
        kept=row.kept,
        faults=[SheetFault(**fault) for fault in row.faults],
        changes=[one for one in changes if one.outcome is WriteOutcome.SAVED],
        conflicts=[one for one in changes if one.outcome is WriteOutcome.CONFLICT],
        may_publish=is_open and ReturnVerb.FILL in verbs_of(actor, row.answer),
    )


def write_marked_workbook(actor: Actor, public_id: UUID | str, target: IO[bytes]) -> tuple[str, str]:
    """The person's own workbook with its faults marked: its name and the suffix that it should have.

    Raises ReturnWorkbookNotFound, SheetRefused, FileLost.
    """
    row: ReturnWorkbook = get_workbook(actor, public_id)
    faults = [SheetFault(**values) for values in row.faults]
    marks = [Mark(one.row, one.column, one.sentence % one.details, one.remedy % one.details) for one in faults]
    suffix = write_marked(path_of(row.file), marks, target, sheet=row.sheet, head_row=row.head_row, name=row.file_name)
    return row.file_name, suffix
