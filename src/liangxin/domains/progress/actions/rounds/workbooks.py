"""A return filled in by workbook: kept, checked, then written field by field over the versions downloaded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.progress import errors
from liangxin.domains.progress.access import get_return, get_workbook
from liangxin.domains.progress.actions.rounds.filling import look, put, tidied
from liangxin.domains.progress.actions.rounds.holding import count_line, count_return, held, moved, subject_of
from liangxin.domains.progress.models import Return, ReturnField, ReturnLine, ReturnWorkbook
from liangxin.domains.progress.queries.return_workbooks import lines_now, read_file
from liangxin.domains.progress.queries.returns import beside_lines, lines_of
from liangxin.domains.progress.queries.round_material import Beside
from liangxin.domains.progress.rules.return_sheets import SheetRead, Typed
from liangxin.domains.progress.rules.returns import decide_write
from liangxin.domains.progress.terms import Deed, FieldName, Power, ReturnVerb, WorkbookState, WriteOutcome
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.files.api import store
from liangxin.foundation.files.store import Readable
from liangxin.foundation.trail.api import record


def take_return_workbook(actor: Actor, public_id: UUID | str, content: bytes | Readable, name: str) -> UUID:
    """Keep a workbook for a return and say what is wrong with it; nothing is written yet.

    Raises SheetRefused for the workbook as a whole, RoundClosed, ReturnStateUnfit, ReturnNotFound, NotAllowed, and
    those of foundation.files.
    """
    with transaction.atomic():
        answer = held(actor, get_return(actor, public_id, Power.FILL).pk, ReturnVerb.FILL, name)
        file = store(actor, content, name)
        read, sheet, head_row = read_file(answer, file, name)
        row = ReturnWorkbook.objects.create(
            answer=answer,
            file=file,
            file_name=name[-200:],
            sheet=sheet,
            head_row=head_row,
            faults=[fault.as_json() for fault in read.faults],
            uploaded_by_id=actor.account_id,
        )
        after = {"file": name[-80:], "faults": len(read.faults)}
        record(actor, Deed.WORKBOOK_TAKEN, subject_of(answer), region_path=answer.region.path, after=after)
    return row.public_id


def publish_return_workbook(
    actor: Actor, public_id: UUID | str, *, sound_only: bool = False, on: date | None = None
) -> tuple[int, int]:
    """Write a workbook into the fields of its return; returns how many were written, and how many left to a colleague.

    Raises ReturnWorkbookFaulty, ReturnWorkbookDone, SettledBelow, RoundClosed, ReturnStateUnfit, NotAllowed.
    """
    with transaction.atomic():
        known = get_workbook(actor, public_id)
        answer = held(actor, known.answer_id, ReturnVerb.FILL, known.file_name)
        row = ReturnWorkbook.objects.select_for_update(of=("self",)).select_related("file").get(pk=known.pk)
        if row.state != WorkbookState.CHECKED:
            raise errors.ReturnWorkbookDone
        read, _, _ = read_file(answer, row.file, row.file_name)
        if read.faults and not sound_only:
            raise errors.ReturnWorkbookFaulty(count=len(read.faults))
        row.written, row.kept = _write(actor, answer, read, on or timezone.localdate())
        row.state, row.published_at, row.published_by_id = (
            WorkbookState.PUBLISHED.value,
            timezone.now(),
            actor.account_id,
        )
        row.save()
        after = {"file": row.file_name[-80:], "written": row.written, "kept": row.kept}
        record(actor, Deed.WORKBOOK_WRITTEN, subject_of(answer), region_path=answer.region.path, after=after)
    return row.written, row.kept


def _write(actor: Actor, answer: Return, read: SheetRead, on: date) -> tuple[int, int]:
    """Each field over the version that was downloaded; what a colleague has changed since stays."""
    now = {line.place: line for line in lines_now(answer)}
    wins: dict[int, list[Typed]] = {}
    kept = 0
    for typed in read.typed:
        field = now[typed.place].fields[typed.name]
        outcome = decide_write(field.version, field.value, typed.seen, typed.value)
        kept += outcome is WriteOutcome.CONFLICT
        if outcome is WriteOutcome.SAVED:
            wins.setdefault(typed.place, []).append(typed)
    lines = {line.place: line for line in lines_of(answer) if line.place in wins or line.place in read.assured}
    known = beside_lines(answer, lines.values())
    for place, line in lines.items():
        _write_line(actor, answer, line, wins.get(place, []), known.get(line.target_id or 0), on)
        _assure(line, read.assured.get(place, ""))
        count_line(line)
    count_return(answer)
    answer.state = moved(answer, ReturnVerb.FILL).target.value
    answer.save(update_fields=["state", "asked", "filled"])
    return sum(len(typed) for typed in wins.values()), kept


def _write_line(
    actor: Actor, answer: Return, line: ReturnLine, typed: list[Typed], beside: Beside | None, on: date
) -> None:
    """The fields of one line; the figure first, so that what the year comes to may follow it."""
    order = list(FieldName)
    for one in sorted(typed, key=lambda said: order.index(said.name)):
        row = ReturnField.objects.select_related("line__indicator", "line__told_by").get(
            line=line.pk, name=one.name.value
        )
        before: Mapping[str, str] = {"value": row.value}
        put(row, tidied(one.name, one.value), actor.account_id)
        row.save()
        if one.name.is_number:
            look(actor, answer, row, on, beside)
        after = {"field": row.name, "line": line.title[:80], "value": row.value, "cell": one.cell}
        record(actor, Deed.FIELD_FILLED, subject_of(answer), region_path=answer.region.path, before=before, after=after)


def _assure(line: ReturnLine, words: str) -> None:
    """A word why the figures of a line are right, where they are doubted and nobody has said it yet."""
    if words:
        doubted = ReturnField.objects.filter(line=line.pk, assurance="").exclude(doubts=[])
        doubted.update(assurance=words)
