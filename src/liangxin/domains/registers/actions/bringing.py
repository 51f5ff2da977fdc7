"""Records brought over from another system or made by a generator: in bulk, with the days on which they got there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.registers import errors
from liangxin.domains.registers.access import get_register, require_power
from liangxin.domains.registers.actions.records import Upload
from liangxin.domains.registers.actions.telling import tell
from liangxin.domains.registers.models import Evidence, Record, Register, TypeVersion
from liangxin.domains.registers.queries.records import known_for
from liangxin.domains.registers.queries.types import version_in_force
from liangxin.domains.registers.rules.reading import read_spec
from liangxin.domains.registers.rules.spec import TypeSpec
from liangxin.domains.registers.rules.stages import is_confirmed, needed_evidence, require_day
from liangxin.domains.registers.rules.values import Known, key_of, read_values, shown_key, words_of
from liangxin.domains.registers.terms import Deed, Power
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.files.api import store
from liangxin.foundation.trail.api import record_many
from liangxin.kernel.text import cut

CHUNK = 2000


@dataclass(frozen=True, slots=True)
class BroughtRecord:
    """A record as typed, and the stages that it has reached, each with its day, in their order."""

    typed: Mapping[str, str]
    stages: tuple[tuple[str, date], ...]


@dataclass(frozen=True, slots=True)
class _Bringing:
    register: Register
    version: TypeVersion
    spec: TypeSpec
    known: Known
    today: date


def bring_records(
    actor: Actor, confirmer: Actor, register_id: UUID | str, brought: Iterable[BroughtRecord], proof: Upload
) -> int:
    """Enter records that stand where they stood elsewhere; those whose key is there already are left out.

    `proof` is the document by which they were taken over, kept as the evidence that their stages ask for; `confirmer`
    answers for those that are confirmed, and is somebody else. Returns how many are new.

    Raises SamePerson, ValuesRefused, MoveImpossible, ReachedAhead, RegisterClosed, RegisterNotFound, NotAllowed, and
    those of files.
    """
    with transaction.atomic():
        register = get_register(actor, register_id, Power.FILL)
        require_power(confirmer, Power.CONFIRM, register)
        if confirmer.account_id == actor.account_id and not confirmer.is_system:
            raise errors.SamePerson
        if register.closed_at is not None:
            raise errors.RegisterClosed
        today = timezone.localdate()
        version = version_in_force(register.type_id, today)
        spec = read_spec(version.spec)
        about = _Bringing(register, version, spec, known_for(actor, spec, register.region.code), today)
        rows = {row.key: row for row in (_row(actor, about, one) for one in brought)}
        stands = Record.objects.filter(register=register, key__in=rows, withdrawn_at__isnull=True)
        for key in stands.values_list("key", flat=True):
            del rows[key]
        made = Record.objects.bulk_create(rows.values(), batch_size=CHUNK)
        _prove(actor, about, made, proof)
        _leave(actor, confirmer, about, made)
        tell(register, spec)
    return len(made)


def _row(actor: Actor, about: _Bringing, one: BroughtRecord) -> Record:
    spec, codes = about.spec, [stage.code for stage in about.spec.stages]
    reached = [stage for stage, _ in one.stages]
    if not reached or reached != codes[: len(reached)]:
        raise errors.MoveImpossible(stage=spec.stage_label(reached[-1]) if reached else spec.first_stage.label)
    for (_, before), (_, day) in pairwise([one.stages[0], *one.stages]):
        require_day(day, before=before, today=about.today)
    values = read_values(spec, {field.code: one.typed.get(field.code, "") for field in spec.fields}, about.known)
    return Record(
        register=about.register,
        version=about.version,
        values=values,
        key=key_of(spec, values),
        shown_key=cut(shown_key(spec, values), 300),
        words=words_of(spec, values),
        stage=reached[-1],
        stage_days={stage: day.isoformat() for stage, day in one.stages},
        entered_by_id=actor.account_id,
        changed_by_id=actor.account_id,
    )


def _prove(actor: Actor, about: _Bringing, made: list[Record], proof: Upload) -> None:
    file = store(actor, proof.content, proof.name)
    Evidence.objects.bulk_create(
        [
            Evidence(record=row, name=name, file=file, file_name=proof.name[-200:], uploaded_by_id=actor.account_id)
            for row in made
            for name in sorted(needed_evidence(about.spec, row.stage, row.values))
        ],
        batch_size=CHUNK,
    )


def _leave(actor: Actor, confirmer: Actor, about: _Bringing, made: list[Record]) -> None:
    path, kind = about.register.region.path, "registers.record"
    came = ((row.pk, None, {**row.values, "stage_days": row.stage_days}) for row in made)
    record_many(actor, Deed.BROUGHT, kind, came, region_path=path)
    confirmed = (
        (row.pk, None, {"stage": row.stage, "reached_on": row.stage_days[row.stage]})
        for row in made
        if is_confirmed(about.spec, row.stage)
    )
    record_many(confirmer, Deed.MOVED, kind, confirmed, region_path=path)
