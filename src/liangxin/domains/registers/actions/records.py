"""Records: entered, changed, moved from stage to stage with evidence, withdrawn; none is ever deleted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from liangxin.domains.registers import errors
from liangxin.domains.registers.access import get_evidence, get_record, get_register, require_power
from liangxin.domains.registers.actions.telling import tell
from liangxin.domains.registers.models import Evidence, EvidenceWithdrawal, Record, Register
from liangxin.domains.registers.queries.records import (
    RecordCard,
    hands_of,
    known_for,
    record_card,
    standing_evidence,
)
from liangxin.domains.registers.queries.types import version_in_force
from liangxin.domains.registers.rules.reading import read_spec
from liangxin.domains.registers.rules.spec import TypeSpec
from liangxin.domains.registers.rules.stages import Move, decide_move, is_confirmed, needed_evidence, require_day
from liangxin.domains.registers.rules.values import key_of, read_values, shown_key, words_of
from liangxin.domains.registers.terms import REASON_LIMIT, Deed, FieldKind, Mover, Power
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.files.api import store
from liangxin.foundation.trail import api as trail
from liangxin.kernel.text import cut


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in, under the name its owner gave it."""

    content: bytes
    name: str


@dataclass(frozen=True, slots=True)
class RecordDraft:
    """What was typed into the form of a record, by field; files by the field that asks for one."""

    typed: Mapping[str, str]
    files: Mapping[str, Upload] = field(default_factory=dict)


def add_record(actor: Actor, register_id: UUID | str, draft: RecordDraft) -> RecordCard:
    """Enter a record at the first stage, under the version of the type that is in force today.

    Raises ValuesRefused, KeyTaken, RegisterClosed, RegisterNotFound, NotAllowed, and those of foundation.files.
    """
    today = timezone.localdate()
    with transaction.atomic():
        register = get_register(actor, register_id, Power.FILL)
        if register.closed_at is not None:
            raise errors.RegisterClosed
        version = version_in_force(register.type_id, today)
        spec = read_spec(version.spec)
        stage = spec.first_stage.code
        columns = _columns(actor, spec, register, draft)
        made = Record(
            register=register,
            version=version,
            stage=stage,
            stage_days={stage: today.isoformat()},
            entered_by_id=actor.account_id,
            changed_by_id=actor.account_id,
            **columns,
        )
        _save(made, spec)
        trail.record(actor, Deed.ADDED, made, region_path=register.region.path, after=columns["values"])
        files = _keep_files(actor, made, spec, draft.files)
        tell(register, spec)
    return record_card(_fresh(made.pk), spec, files)


def change_record(actor: Actor, public_id: UUID | str, draft: RecordDraft, *, clock: int) -> RecordCard:
    """Change the values of a record that nobody has confirmed; `clock` is that of the record as it was read.

    Raises ValuesRefused, KeyTaken, RecordStale, RecordWithdrawn, RecordConfirmed, RecordNotFound, NotAllowed.
    """
    with transaction.atomic():
        row = _locked(actor, public_id, Power.FILL, clock)
        spec = read_spec(row.version.spec)
        if is_confirmed(spec, row.stage):
            raise errors.RecordConfirmed
        kept = {one.code: row.values[one.code] for one in spec.fields if _is_kept(one.kind, one.code, row, draft)}
        columns = _columns(actor, spec, row.register, draft, kept)
        before = {name: value for name, value in row.values.items() if value != columns["values"].get(name)}
        after = {name: value for name, value in columns["values"].items() if value != row.values.get(name)}
        for name, value in columns.items():
            setattr(row, name, value)
        _touch(row, actor)
        _save(row, spec)
        path = row.register.region.path
        trail.record(actor, Deed.CHANGED, row, region_path=path, before=before, after=after)
        files = _keep_files(actor, row, spec, draft.files)
        tell(row.register, spec)
    return record_card(_fresh(row.pk), spec, files)


def move_record(
    actor: Actor, public_id: UUID | str, to: str, *, clock: int, reached_on: date, reason: str = ""
) -> RecordCard:
    """Move a record to the next stage, which it reached on a day, or back to the one before, with a reason.

    Raises MoveImpossible, EvidenceMissing, ReachedAhead, SamePerson, FieldMissing, RecordStale, RecordWithdrawn,
    RecordNotFound, NotAllowed.
    """
    with transaction.atomic():
        row = _locked(actor, public_id, Power.READ, clock)
        spec = read_spec(row.version.spec)
        names = set(standing_evidence(row.pk).values_list("name", flat=True))
        move = decide_move(spec, row.stage, to, names)
        _require_mover(actor, row, move)
        if move.is_back and not reason.strip():
            raise errors.FieldMissing(field="reason", what="退回事由")
        before = row.stage
        _reach(row, move, reached_on)
        row.clock += 1
        row.save(update_fields=["stage", "stage_days", "clock", "changed_at"])
        after = {"stage": row.stage, "reached_on": row.stage_days[row.stage]}
        path = row.register.region.path
        trail.record(actor, Deed.MOVED, row, region_path=path, reason=reason, before={"stage": before}, after=after)
        tell(row.register, spec)
    return record_card(_fresh(row.pk), spec, len(names))


def add_evidence(actor: Actor, public_id: UUID | str, name: str, upload: Upload) -> None:
    """Put a file to a record, under a name that its type asks for.

    Raises EvidenceUnknown, RecordWithdrawn, RecordNotFound, NotAllowed, and those of foundation.files.
    """
    with transaction.atomic():
        row = get_record(actor, public_id, Power.FILL)
        if row.withdrawn_at is not None:
            raise errors.RecordWithdrawn
        if name not in read_spec(row.version.spec).evidence_names:
            raise errors.EvidenceUnknown(field="name", name=cut(name, 40))
        _keep(actor, row, name, upload)


def withdraw_evidence(actor: Actor, public_id: UUID | str, reason: str) -> None:
    """Let a file prove nothing any more; it stays to be read, with the reason.

    Raises FieldMissing, EvidenceNeeded, RecordWithdrawn, RecordConfirmed, RecordNotFound, NotAllowed.
    """
    if not reason.strip():
        raise errors.FieldMissing(field="evidence_reason", what="撤回事由")
    with transaction.atomic():
        one = get_evidence(actor, public_id)
        row = _locked(actor, one.record.public_id, Power.FILL)
        spec = read_spec(row.version.spec)
        if is_confirmed(spec, row.stage):
            raise errors.RecordConfirmed
        others = standing_evidence(row.pk).filter(name=one.name).exclude(pk=one.pk)
        if one.name in needed_evidence(spec, row.stage, row.values) and not others.exists():
            raise errors.EvidenceNeeded(field="evidence", stage=spec.stage_label(row.stage), name=one.name)
        made, is_new = EvidenceWithdrawal.objects.get_or_create(
            evidence=one, defaults={"reason": cut(reason.strip(), REASON_LIMIT), "withdrawn_by_id": actor.account_id}
        )
        if is_new:
            before = {"name": one.name, "file": one.file.sha256, "file_name": one.file_name}
            path = row.register.region.path
            trail.record(actor, Deed.EVIDENCE_WITHDRAWN, row, region_path=path, reason=made.reason, before=before)


def withdraw_record(actor: Actor, public_id: UUID | str, reason: str, *, clock: int) -> None:
    """Take a record back; it stays readable, counts nowhere, and its key is free again.

    Raises FieldMissing, RecordStale, RecordWithdrawn, RecordConfirmed, RecordNotFound, NotAllowed.
    """
    if not reason.strip():
        raise errors.FieldMissing(field="reason", what="撤回事由")
    with transaction.atomic():
        row = _locked(actor, public_id, Power.FILL, clock)
        spec = read_spec(row.version.spec)
        if is_confirmed(spec, row.stage):
            raise errors.RecordConfirmed
        row.withdrawn_at, row.withdrawn_reason = timezone.now(), cut(reason.strip(), REASON_LIMIT)
        _touch(row, actor)
        row.save()
        path = row.register.region.path
        trail.record(actor, Deed.WITHDRAWN, row, region_path=path, reason=row.withdrawn_reason, before=row.values)
        tell(row.register, spec)


def _locked(actor: Actor, public_id: UUID | str, power: Power, clock: int | None = None) -> Record:
    """The record, checked, locked and read again; what was typed must be about what stands there now."""
    known = get_record(actor, public_id, power)
    rows = Record.objects.select_for_update(of=("self",)).select_related("register__region", "version", "changed_by")
    row = rows.get(pk=known.pk)
    if row.withdrawn_at is not None:
        raise errors.RecordWithdrawn
    if clock is not None and row.clock != clock:
        raise errors.RecordStale(by=row.changed_by.name if row.changed_by else "系统")
    return row


def _require_mover(actor: Actor, row: Record, move: Move) -> None:
    if move.mover is Mover.FILL:
        require_power(actor, Power.FILL, row.register)
        return
    require_power(actor, Power.CONFIRM, row.register)
    if not actor.is_system and actor.account_id in hands_of(row):
        raise errors.SamePerson


def _reach(row: Record, move: Move, reached_on: date) -> None:
    """Stand at the stage; a stage that is left backwards was not reached after all."""
    days: dict[str, str] = dict(row.stage_days)
    if move.is_back:
        days.pop(row.stage, None)
        days.setdefault(move.to.code, timezone.localdate().isoformat())
    else:
        # A day of entry is no day of the thing: what is entered late may have reached its next stage long ago.
        is_first = len(days) <= 1
        before = None if is_first else date.fromisoformat(days.get(row.stage, date.min.isoformat()))
        require_day(reached_on, before=before, today=timezone.localdate())
        days[move.to.code] = reached_on.isoformat()
    row.stage, row.stage_days = move.to.code, days


def _is_kept(kind: FieldKind, code: str, row: Record, draft: RecordDraft) -> bool:
    """A file that is not sent again stays."""
    return kind is FieldKind.FILE and code in row.values and code not in draft.files


def _columns(
    actor: Actor, spec: TypeSpec, register: Register, draft: RecordDraft, kept: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    files = {one.code: draft.files[one.code].name[-200:] for one in spec.fields if one.code in draft.files}
    typed = {one.code: draft.typed.get(one.code, "") for one in spec.fields if one.kind is not FieldKind.FILE}
    known = known_for(actor, spec, register.region.code)
    values = read_values(spec, typed | files | dict(kept or {}), known)
    return {
        "values": values,
        "key": key_of(spec, values),
        "shown_key": cut(shown_key(spec, values), 300),
        "words": words_of(spec, values),
    }


def _touch(row: Record, actor: Actor) -> None:
    row.clock += 1
    row.changed_by_id = actor.account_id


def _save(row: Record, spec: TypeSpec) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise errors.KeyTaken(field=spec.key[0], key=row.shown_key) from error


def _keep_files(actor: Actor, row: Record, spec: TypeSpec, files: Mapping[str, Upload]) -> int:
    for one in spec.fields:
        if one.kind is FieldKind.FILE and one.code in files:
            _keep(actor, row, one.label, files[one.code])
    return standing_evidence(row.pk).count()


def _keep(actor: Actor, row: Record, name: str, upload: Upload) -> None:
    stored = store(actor, upload.content, upload.name)
    if EvidenceWithdrawal.objects.filter(evidence__record=row, evidence__name=name, evidence__file=stored).exists():
        raise errors.EvidenceWithdrawnBefore(field="file")
    Evidence.objects.get_or_create(
        record=row,
        name=name,
        file=stored,
        defaults={"file_name": upload.name[-200:], "uploaded_by_id": actor.account_id},
    )
    after = {"name": name, "file": stored.sha256, "file_name": upload.name[-200:]}
    trail.record(actor, Deed.EVIDENCE_ADDED, row, region_path=row.register.region.path, after=after)


def _fresh(pk: int) -> Record:
    return Record.objects.select_related("version", "entered_by").get(pk=pk)
