"""A workbook into a register: taken in, checked, published as a whole, undone as a whole."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils import timezone

from liangxin.domains.registers import errors
from liangxin.domains.registers.access import get_import, get_register
from liangxin.domains.registers.actions.checking import first_time, leave_known_rows, write_check
from liangxin.domains.registers.actions.publishing import (
    new_keys_taken,
    require_as_checked,
    require_untouched,
    take_back,
    write_rows,
)
from liangxin.domains.registers.actions.telling import tell
from liangxin.domains.registers.models import Import, ImportFault, ImportRow
from liangxin.domains.registers.queries.imports import ImportCard, import_card
from liangxin.domains.registers.queries.workbooks import Report, engine_progress, sheet_of_register
from liangxin.domains.registers.rules.checking import RowChecker
from liangxin.domains.registers.rules.reading import read_spec
from liangxin.domains.registers.terms import QUICK_ROWS, Deed, ImportState, Power, RowOutcome
from liangxin.engines.sheets import SheetRefused, open_sheet
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.files.api import path_of, store
from liangxin.foundation.files.store import Readable
from liangxin.foundation.jobs.api import enqueue
from liangxin.foundation.trail.api import record
from liangxin.kernel.text import cut

OPEN = (ImportState.WAITING, ImportState.CHECKED)


def take_import(actor: Actor, register_id: UUID | str, content: bytes | Readable, name: str) -> ImportCard:
    """Keep a workbook for a register, to be checked.

    Raises RegisterClosed, RegisterNotFound, NotAllowed, and those of foundation.files.
    """
    with transaction.atomic():
        register = get_register(actor, register_id, Power.FILL)
        if register.closed_at is not None:
            raise errors.RegisterClosed
        sheet, version = sheet_of_register(actor, register, timezone.localdate())
        stored = store(actor, content, name)
        batch = Import.objects.create(
            register=register, version_id=version, file=stored, file_name=name[-200:], uploaded_by_id=actor.account_id
        )
        after = {"file": stored.sha256, "file_name": batch.file_name, "type": sheet.spec.code}
        record(actor, Deed.IMPORT_CHECKED, batch, region_path=register.region.path, after=after)
    return import_card(batch)


def upload_import(actor: Actor, register_id: UUID | str, content: bytes | Readable, name: str) -> ImportCard:
    """`take_import`, and let a job check it. Raises what that raises."""
    with transaction.atomic():
        return _start(actor, take_import(actor, register_id, content, name), "registers.check_import")


def recheck_import(actor: Actor, public_id: UUID | str) -> ImportCard:
    """Let a job check an import anew that is not published. Raises ImportNotReady, ImportNotFound, NotAllowed."""
    with transaction.atomic():
        batch = _locked(actor, public_id, *OPEN)
        Import.objects.filter(pk=batch.pk).update(state=ImportState.WAITING.value)
        return _start(actor, import_card(batch), "registers.check_import")


def _start(actor: Actor, card: ImportCard, job: str, **more: bool | str) -> ImportCard:
    run = enqueue(job, actor, ("registers.import", str(card.id)), import_id=str(card.public_id), **more)
    Import.objects.filter(pk=card.id).update(run=run)
    return import_card(Import.objects.get(pk=card.id))


def check_import(actor: Actor, public_id: UUID | str, report: Report | None = None) -> ImportCard:
    """Say for each row what it would do, and write that down; may be done again until it is published.

    Raises SheetRefused for the workbook as a whole, which is written down, too; ImportNotReady, ImportNotFound,
    NotAllowed.
    """
    try:
        with transaction.atomic():
            return _check(actor, public_id, report)
    except SheetRefused as refusal:
        Import.objects.filter(public_id=public_id, state__in=[state.value for state in OPEN]).update(
            state=ImportState.REFUSED.value, refusal=cut(str(refusal), 500)
        )
        raise


def _check(actor: Actor, public_id: UUID | str, report: Report | None) -> ImportCard:
    batch, today = _locked(actor, public_id, *OPEN), timezone.localdate()
    ImportFault.objects.filter(batch=batch).delete()
    ImportRow.objects.filter(batch=batch).delete()
    sheet, batch.version_id = sheet_of_register(actor, batch.register, today)
    progress = engine_progress(report)
    path = path_of(batch.file)
    with open_sheet(sheet.sheet, path, name=batch.file_name, on=today, on_progress=progress) as stream:
        write_check(batch, RowChecker(sheet, stream), today)
        batch.sheet, batch.head_row, batch.digest = stream.sheet, stream.head_row, stream.digest
        batch.notices = [[notice.sentence, _plain(notice.details)] for notice in stream.notices]
    batch.same_as = first_time(batch, batch.digest)
    if batch.same_as is not None:
        leave_known_rows(batch, batch.same_as)
    _count(batch)
    batch.state = ImportState.CHECKED.value
    batch.save()
    return import_card(batch)


def _plain(details: dict[str, object]) -> dict[str, str]:
    return {name: str(getattr(value, "label", value)) for name, value in details.items()}


def _count(batch: Import) -> None:
    found = dict(ImportRow.objects.filter(batch=batch).order_by().values_list("outcome").annotate(rows=Count("pk")))
    for outcome in RowOutcome:
        setattr(batch, f"rows_{outcome.value}", found.get(outcome.value, 0))


def publish_import(
    actor: Actor, public_id: UUID | str, *, sound_only: bool = False, report: Report | None = None
) -> ImportCard:
    """Write what a check has found: all rows, or with `sound_only` those without faults; in one transaction.

    Raises ImportHasFaults, ImportEmpty, ImportOutdated, ImportNotReady, ImportNotFound, RegisterClosed, NotAllowed.
    """
    try:
        with transaction.atomic():
            batch = _locked(actor, public_id, ImportState.CHECKED)
            if batch.rows_new and batch.register.closed_at is not None:
                raise errors.RegisterClosed
            _require_publishable(batch, sound_only=sound_only)
            require_as_checked(batch, timezone.localdate())
            write_rows(actor, batch, report)
            _close(actor, batch, ImportState.PUBLISHED, "")
    except IntegrityError as error:  # a form has entered one of the keys at this very moment
        names = new_keys_taken(get_import(actor, public_id, Power.FILL))
        raise errors.ImportOutdated(what="记录", names=names or "同名记录") from error
    return import_card(batch)


def _require_publishable(batch: Import, *, sound_only: bool) -> None:
    if batch.rows_faulty and not sound_only:
        raise errors.ImportHasFaults(count=batch.rows_faulty)
    if not batch.rows_new + batch.rows_changed:
        raise errors.ImportEmpty


def start_publishing(actor: Actor, public_id: UUID | str, *, sound_only: bool = False) -> ImportCard:
    """Publish at once, or, where there are many rows, by a job. Raises what `publish_import` raises."""
    with transaction.atomic():
        batch = _locked(actor, public_id, ImportState.CHECKED)
        _require_publishable(batch, sound_only=sound_only)
        if batch.rows_new + batch.rows_changed > QUICK_ROWS:
            return _start(actor, import_card(batch), "registers.publish_import", sound_only=sound_only)
    return publish_import(actor, public_id, sound_only=sound_only)


def undo_import(actor: Actor, public_id: UUID | str, reason: str, report: Report | None = None) -> ImportCard:
    """Bring back what stood before a published import, exactly, and withdraw what it added; all of it or nothing.

    Raises FieldMissing, UndoImpossible, ImportNotReady, ImportNotFound, NotAllowed.
    """
    if not reason.strip():
        raise errors.FieldMissing(field="reason", what="撤销事由")
    with transaction.atomic():
        batch = _locked(actor, public_id, ImportState.PUBLISHED)
        require_untouched(batch)
        batch.undo_reason = cut(reason.strip(), 300)
        take_back(actor, batch, report)
        _close(actor, batch, ImportState.UNDONE, batch.undo_reason)
    return import_card(batch)


def start_undoing(actor: Actor, public_id: UUID | str, reason: str) -> ImportCard:
    """Undo at once, or, where there are many rows, by a job. Raises what `undo_import` raises."""
    if not reason.strip():
        raise errors.FieldMissing(field="reason", what="撤销事由")
    with transaction.atomic():
        batch = _locked(actor, public_id, ImportState.PUBLISHED)
        if batch.rows_new + batch.rows_changed > QUICK_ROWS:
            require_untouched(batch)
            return _start(actor, import_card(batch), "registers.undo_import", reason=cut(reason.strip(), 300))
    return undo_import(actor, public_id, reason)


def _locked(actor: Actor, public_id: UUID | str, *states: ImportState) -> Import:
    """The import, checked, locked and read again. Imports of one register wait for each other."""
    known = get_import(actor, public_id, Power.FILL)
    # The key stays what it is, so a form that enters a record here, and looks at the key only, does not wait.
    type(known.register).objects.select_for_update(no_key=True).get(pk=known.register_id)
    rows = Import.objects.select_for_update(of=("self",))
    batch = rows.select_related("register__region", "register__unit", "register__type", "file").get(pk=known.pk)
    if batch.state not in [state.value for state in states]:
        raise errors.ImportNotReady(state=ImportState.of(batch.state))
    return batch


def _close(actor: Actor, batch: Import, state: ImportState, reason: str) -> None:
    moment, by = timezone.now(), actor.account_id
    batch.state = state.value
    if state is ImportState.PUBLISHED:
        batch.published_at, batch.published_by_id = moment, by
    else:
        batch.undone_at, batch.undone_by_id = moment, by
    batch.save()
    deed = Deed.IMPORT_PUBLISHED if state is ImportState.PUBLISHED else Deed.IMPORT_UNDONE
    counts = {name: getattr(batch, f"rows_{name}") for name in ("new", "changed", "unchanged", "faulty")}
    after = counts | {"file": batch.file_name, "import": str(batch.public_id)}
    path = batch.register.region.path
    record(actor, deed, batch, region_path=path, reason=reason, after=after)
    record(actor, deed, batch.register, region_path=path, reason=reason, after=after)
    tell(batch.register, read_spec(batch.version.spec))
