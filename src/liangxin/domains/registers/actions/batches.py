"""Many records at once: moved with a shared day and shared evidence, or given evidence; four eyes as for one record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from liangxin.domains.registers import errors
from liangxin.domains.registers.access import get_register, require_power
from liangxin.domains.registers.actions.records import Upload
from liangxin.domains.registers.actions.telling import tell
from liangxin.domains.registers.models import Evidence, EvidenceWithdrawal, Record, Register
from liangxin.domains.registers.queries.records import hands_of
from liangxin.domains.registers.rules.reading import read_spec
from liangxin.domains.registers.rules.spec import TypeSpec
from liangxin.domains.registers.rules.stages import Move, decide_move, require_day
from liangxin.domains.registers.terms import MOST_AT_ONCE, Deed, Mover, Power
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.files.api import store
from liangxin.foundation.trail.api import record_many
from liangxin.kernel.refusal import Refusal
from liangxin.kernel.text import cut

MOST_NAMED = 20
RECORD = "registers.record"
FORWARDS = "stage_days || jsonb_build_object(%s::text, %s::text)"
BACKWARDS = "(stage_days - %s::text) || (jsonb_build_object(%s::text, %s::text) || (stage_days - %s::text))"


@dataclass(frozen=True, slots=True)
class BatchDraft:
    """Which move for all: from a stage `to` another, reached on a day; `evidence` is shared by those that lack it.

    `expected` is how many records the person was shown; with `skip` those for which it is not possible are left out.
    """

    stage: str
    to: str
    reached_on: date
    expected: int
    reason: str = ""
    evidence: Mapping[str, Upload] = field(default_factory=dict)
    skip: bool = False


@dataclass(frozen=True, slots=True)
class BatchDone:
    """How many records were done, and the names of those that were left out."""

    done: int
    skipped: tuple[str, ...]


def move_records(actor: Actor, register_id: UUID | str, ids: Collection[int], draft: BatchDraft) -> BatchDone:
    """Move records from one stage to a neighbouring one; all of them, or with `skip` those for which it is possible.

    Raises NothingChosen, BatchChanged, BatchRefused, FieldMissing, RegisterNotFound, NotAllowed, and those of files.
    """
    with transaction.atomic():
        register = get_register(actor, register_id, Power.READ)
        rows = _locked(register, ids, draft.stage, draft.expected)
        moves, refused = _decided(actor, register, rows, draft)
        if refused and not draft.skip:
            raise _refused(refused)
        if not moves:
            raise errors.NothingChosen if not refused else _refused(refused)
        chosen = [row for row in rows if row.pk in moves]
        _share(actor, register, chosen, draft.evidence)
        is_back = next(iter(moves.values())).is_back
        _write(chosen, draft, is_back=is_back)
        day = timezone.localdate() if is_back else draft.reached_on
        after = {"stage": draft.to, "reached_on": day.isoformat(), "together": len(chosen)}
        lines = ((row.pk, {"stage": draft.stage}, after) for row in chosen)
        path = register.region.path
        record_many(actor, Deed.BATCH_MOVED, RECORD, lines, region_path=path, reason=draft.reason.strip())
        tell(register, read_spec(chosen[0].version.spec))
    return BatchDone(len(chosen), tuple(name for name, _ in refused))


def prove_records(
    actor: Actor, register_id: UUID | str, ids: Collection[int], evidence: Mapping[str, Upload], *, expected: int
) -> BatchDone:
    """Give files to all these records, each under its name, where they lack it.

    Raises NothingChosen, BatchChanged, EvidenceUnknown, RegisterNotFound, NotAllowed, and those of files.
    """
    with transaction.atomic():
        register = get_register(actor, register_id, Power.FILL)
        rows = _locked(register, ids, None, expected)
        known = {name for spec in _specs(rows).values() for name in spec.evidence_names}
        for name in evidence:
            if name not in known:
                raise errors.EvidenceUnknown(field="name", name=cut(name, 40))
        if not rows or not evidence:
            raise errors.NothingChosen
        return BatchDone(_share(actor, register, rows, evidence), ())


def _locked(register: Register, ids: Collection[int], stage: str | None, expected: int) -> list[Record]:
    """The records that stand there now, locked in the order in which every batch locks them."""
    if len(ids) > MOST_AT_ONCE:
        raise errors.BatchChanged(before=expected, now=len(ids))
    rows = Record.objects.filter(register=register, pk__in=ids, withdrawn_at__isnull=True)
    if stage is not None:
        rows = rows.filter(stage=stage)
    found = list(rows.select_for_update(of=("self",)).select_related("version").order_by("pk"))
    if len(found) != expected:
        raise errors.BatchChanged(before=expected, now=len(found))
    return found


def _specs(rows: Iterable[Record]) -> dict[int, TypeSpec]:
    return {version.pk: read_spec(version.spec) for version in {row.version_id: row.version for row in rows}.values()}


def _decided(
    actor: Actor, register: Register, rows: list[Record], draft: BatchDraft
) -> tuple[dict[int, Move], list[tuple[str, Refusal]]]:
    """The move of each record, and the names of those that it is refused for."""
    specs, names = _specs(rows), _names_by_record(rows)
    moves: dict[int, Move] = {}
    refused: list[tuple[str, Refusal]] = []
    for mover in {_mover(spec, draft) for spec in specs.values()}:
        require_power(actor, Power.CONFIRM if mover is Mover.CONFIRM else Power.FILL, register)
    for row in rows:
        try:
            have = names.get(row.pk, set()) | set(draft.evidence)
            moves[row.pk] = _move(actor, specs[row.version_id], row, draft, have)
        except Refusal as refusal:
            refused.append((row.shown_key, refusal))
    if any(move.is_back for move in moves.values()) and not draft.reason.strip():
        raise errors.FieldMissing(field="reason", what="退回事由")
    return moves, refused


def _mover(spec: TypeSpec, draft: BatchDraft) -> Mover:
    """Whose move it is; a move that is none at all is the filler's and refused record by record."""
    codes = [stage.code for stage in spec.stages]
    if draft.stage not in codes or draft.to not in codes:
        return Mover.FILL
    return spec.stages[max(codes.index(draft.stage), codes.index(draft.to))].mover


def _move(actor: Actor, spec: TypeSpec, row: Record, draft: BatchDraft, have: set[str]) -> Move:
    move = decide_move(spec, row.stage, draft.to, have)
    if move.mover is Mover.CONFIRM and not actor.is_system and actor.account_id in hands_of(row):
        raise errors.SamePerson
    if not move.is_back:
        stood = row.stage_days.get(row.stage) if len(row.stage_days) > 1 else None
        require_day(draft.reached_on, before=date.fromisoformat(stood) if stood else None, today=timezone.localdate())
    return move


def _names_by_record(rows: list[Record]) -> dict[int, set[str]]:
    names: dict[int, set[str]] = {}
    standing = Evidence.objects.filter(record__in=[row.pk for row in rows], withdrawal__isnull=True)
    for record, name in standing.values_list("record", "name"):
        names.setdefault(record, set()).add(name)
    return names


def _refused(refused: list[tuple[str, Refusal]]) -> errors.BatchRefused:
    said = [f"{cut(name, 30)}（{str(why).split('。')[0]}）" for name, why in refused[:MOST_NAMED]]
    more = "等" if len(refused) > MOST_NAMED else ""
    return errors.BatchRefused(count=len(refused), names="、".join(said) + more)


def _share(actor: Actor, register: Register, rows: list[Record], evidence: Mapping[str, Upload]) -> int:
    """One file for all records that lack it; how many records got something."""
    if not evidence:
        return 0
    require_power(actor, Power.FILL, register)
    have, given, path = _names_by_record(rows), set(), register.region.path
    for name, upload in evidence.items():
        stored, file_name = store(actor, upload.content, upload.name), upload.name[-200:]
        lacking = [row.pk for row in rows if name not in have.get(row.pk, ())]
        if EvidenceWithdrawal.objects.filter(
            evidence__record__in=lacking, evidence__name=name, evidence__file=stored
        ).exists():
            raise errors.EvidenceWithdrawnBefore(field="file")
        shared = {"name": name, "file": stored, "file_name": file_name, "uploaded_by_id": actor.account_id}
        Evidence.objects.bulk_create([Evidence(record_id=pk, **shared) for pk in lacking], batch_size=2000)
        after = {"name": name, "file": stored.sha256, "file_name": file_name, "together": len(lacking)}
        lines = ((pk, None, after) for pk in lacking)
        record_many(actor, Deed.EVIDENCE_ADDED, RECORD, lines, region_path=path)
        given |= set(lacking)
    return len(given)


def _write(rows: list[Record], draft: BatchDraft, *, is_back: bool) -> None:
    """A stage that is left backwards was not reached after all."""
    today = timezone.localdate().isoformat()
    days = BACKWARDS if is_back else FORWARDS
    values = [draft.stage, draft.to, today, draft.stage] if is_back else [draft.to, draft.reached_on.isoformat()]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE registers_record SET stage_days = {days}, stage = %s, clock = clock + 1, changed_at = %s "  # noqa: S608 - one of two constants
            "WHERE id = ANY(%s)",
            [*values, draft.to, timezone.now(), [row.pk for row in rows]],
        )
